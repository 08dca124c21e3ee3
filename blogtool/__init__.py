"""Write once, publish in every language: a Jekyll-compatible site generator that translates."""

__version__ = "0.1.0"
