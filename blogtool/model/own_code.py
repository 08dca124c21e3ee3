"""A site's own code may do anything: its mistakes are told with its file and line, not as faults of ours."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import Any, TypeVar

from blogtool.errors import BlogtoolError, Location
from blogtool.model.plugins import Converter

_OURS = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep
_Answer = TypeVar("_Answer")


def place_of(error: BaseException) -> Location | None:
    """The line of the author's file where an error came up: the last one that is not of this package."""
    place: Location | None = None
    trace: TracebackType | None = error.__traceback__
    while trace is not None:
        path = trace.tb_frame.f_code.co_filename
        if not path.startswith((_OURS, "<")):
            place = Location(_short(path), trace.tb_lineno)
        trace = trace.tb_next
    return place


def _short(path: str) -> str:
    """A file with its folder: `_plugins/words.py`."""
    return "/".join(path.replace(os.sep, "/").split("/")[-2:])


def told(error: BaseException) -> str:
    """An error in one line: what it is, and what it says."""
    said = str(error).strip()
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def told_with_place(error: BaseException) -> str:
    """The same with the author's line behind it: `KeyError: 'x' (_plugins/words.py:3)`."""
    place = place_of(error)
    return f"{told(error)} ({place})" if place else told(error)


@contextmanager
def blamed(what: str, fix: str | None = None) -> Iterator[None]:
    """Whatever goes wrong inside is a BlogtoolError: `what` did not work, where, why, and what helps."""
    try:
        yield
    except (BlogtoolError, KeyboardInterrupt, GeneratorExit):
        raise
    except BaseException as error:  # SystemExit too: a plugin does not end blogtool
        raise BlogtoolError(f"{what}: {told(error)}", place_of(error), fix) from error


def called(what: str, function: Callable[..., _Answer], *arguments: object) -> _Answer:
    """The answer of an author's function. Raises BlogtoolError, whatever the function raises."""
    with blamed(what):
        return function(*arguments)


class OwnConverter:
    """A converter of the author's, whose mistakes name it."""

    def __init__(self, name: str, make: Callable[[Mapping[str, Any]], Converter], settings: Mapping[str, Any]) -> None:
        self._name = f"the converter `{name}`"
        self._converter = called(self._name, make, settings)

    def matches(self, extension: str) -> bool:
        """As the author's says."""
        with blamed(self._name):
            return bool(self._converter.matches(extension))

    def output_extension(self, extension: str) -> str:
        """As the author's says."""
        with blamed(self._name):
            return str(self._converter.output_extension(extension))

    def convert(self, text: str) -> str:
        """The converted text. Raises BlogtoolError where it is no text."""
        with blamed(self._name):
            converted: object = self._converter.convert(text)
        if not isinstance(converted, str):
            raise BlogtoolError(f"{self._name} gives {type(converted).__name__} instead of a text")
        return converted
