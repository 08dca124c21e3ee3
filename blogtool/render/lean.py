"""Loads python-liquid without those of its parts that blogtool never calls: an edit is rendered sooner.

Its extra filters, its messages, its dates and its asynchronous loaders bring Babel, pytz, dateutil and asyncio
along, half of its time of loading. They are put off, not taken away: who calls one of them gets the real one.
"""

from __future__ import annotations

import sys
import threading
from importlib import import_module
from types import ModuleType

_PUT_OFF = ("liquid.extra", "liquid.messages", "liquid.context", "asyncio", "dateutil")


class _Later:
    """A function or a part of a module that is loaded when it is called or looked into."""

    def __init__(self, module: str, name: str) -> None:
        self._module = module
        self._name = name

    def __call__(self, *arguments: object, **named: object) -> object:
        return getattr(import_module(self._module), self._name)(*arguments, **named)

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(getattr(import_module(self._module), self._name), name)


class _Stand(ModuleType):
    """Stands for a module while another one is loaded."""

    def __getattr__(self, name: str) -> _Later:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Later(self.__name__, name)


def load_liquid() -> None:
    """Loads python-liquid, once; whole where another thread may be loading the same modules."""
    if "liquid" in sys.modules or threading.active_count() > 1:
        return
    stands = [name for name in _PUT_OFF if name not in sys.modules]
    sys.modules.update((name, _Stand(name)) for name in stands)
    try:
        import_module("liquid")
    finally:
        for name in stands:
            del sys.modules[name]
