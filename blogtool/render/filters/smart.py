"""Typographic quotes, dashes and dots for a line of text: what `smartify` does."""

from __future__ import annotations

from blogtool.model.config import Config


def smart(text: str, config: Config) -> str:
    """The text in kramdown's typography, with the rest of Markdown left alone."""
    from blogtool.kramdown import typography

    return typography.smartify(text, config.section("kramdown"))
