"""Loads of python-liquid only what blogtool calls: an edit is rendered sooner.

Its own tags and expressions, for which ours stand, take most of its time of loading; its extra filters, messages,
dates and asynchronous loaders bring Babel, pytz, dateutil and asyncio along. They are put off, not taken away: who
calls one of them, asks whether something is one, or looks into `liquid` itself, gets the real one.
"""

from __future__ import annotations

import sys
import threading
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import Any

_PUT_OFF = (
    "asyncio", "dateutil", "liquid.analyze_tags", "liquid.builtin", "liquid.builtin.expressions", "liquid.builtin.tags",
    "liquid.builtin.tags.comment_tag", "liquid.builtin.tags.doc_tag", "liquid.context", "liquid.extra",
    "liquid.messages", "liquid.static_analysis",
)  # fmt: skip
_WANTED = ("liquid.environment", "liquid.loader", "liquid.tag")
_LOADING = threading.RLock()


class _Later:
    """A function, a class or a part of a module that is loaded when it is called or looked into."""

    def __init__(self, module: str, name: str) -> None:
        self._module = module
        self._name = name

    def _real(self) -> Any:
        package = sys.modules["liquid"]
        if isinstance(package, _Package):
            package.load()  # its modules count on having been loaded in its own order
        return getattr(import_module(self._module), self._name)

    def __call__(self, *arguments: object, **named: object) -> object:
        return self._real()(*arguments, **named)

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._real(), name)

    def __instancecheck__(self, one: object) -> bool:
        return isinstance(one, self._real())

    def __mro_entries__(self, bases: tuple[object, ...]) -> tuple[type, ...]:
        return (self._real(),)


class _Stand(ModuleType):
    """Stands for a module while others are loaded."""

    def __getattr__(self, name: str) -> _Later:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Later(self.__name__, name)


class _Package(ModuleType):
    """`liquid`, of which only modules are loaded: the names in the package itself come when one is asked for."""

    def __getattr__(self, name: str) -> object:
        self.load()
        if name not in vars(self):
            raise AttributeError(f"module 'liquid' has no attribute {name!r}")
        return vars(self)[name]

    def load(self) -> None:
        """Loads the package itself, once; another thread waits until it is done."""
        with _LOADING:
            loader = self.__spec__.loader if self.__spec__ is not None else None
            if loader is not None and "_is_loaded" not in vars(self):
                self._is_loaded = True
                loader.exec_module(self)


def load_liquid() -> None:
    """Loads python-liquid, once; whole where another thread may be loading the same modules."""
    if "liquid" in sys.modules or threading.active_count() > 1:
        return
    spec = find_spec("liquid")
    assert spec is not None
    package = module_from_spec(spec)
    stands = [name for name in _PUT_OFF if name not in sys.modules]
    sys.modules.update((name, _Stand(name)) for name in stands)
    sys.modules["liquid"] = package
    try:
        for name in _WANTED:
            import_module(name)
    finally:
        for name in stands:
            del sys.modules[name]
    package.__class__ = _Package
