"""Engines are asked here, and only here: whatever goes wrong in one is told in our words."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from traceback import extract_tb
from typing import Any, TypeVar

from blogtool.errors import BlogtoolError, Location
from blogtool.model.plugins import Engine

T = TypeVar("T")

_HOUSE = str(Path(__file__).resolve().parents[1]) + os.sep
_LONGEST = 20, 500  # an answer is cut at so many times its question, and so many letters: it is none


def answers(engine: Engine, texts: Sequence[str], source: str, target: str) -> list[str]:
    """One answer a text, in order; what is no text is an empty answer.

    Raises BlogtoolError where the engine fails, or gives another number of answers.
    """
    said = _counted(lambda: engine.translate(list(texts), source, target), len(texts))
    return [_sane(one, text) for one, text in zip(said, texts, strict=True)]


def offers(engine: Any, texts: Sequence[str], source: str, target: str, count: int) -> list[list[str]]:
    """For each text some answers, best first; raises as `answers` does."""
    said = _counted(lambda: engine.candidates(list(texts), source, target, count), len(texts))
    return [
        [_sane(one, text) for one in some] if isinstance(some, (list, tuple)) else []
        for some, text in zip(said, texts, strict=True)
    ]


def guarded(ask: Callable[[], T]) -> T:
    """What an engine gives.

    Raises BlogtoolError for any mistake in it, with the place in its own file.
    """
    try:
        return ask()
    except BlogtoolError:
        raise
    except Exception as error:
        what = f"the translation engine failed: {type(error).__name__}: {error}".rstrip(": ")
        raise BlogtoolError(what, _place_of(error), "what was translated before is kept; run again") from error


def _counted(ask: Callable[[], Any], wanted: int) -> list[Any]:
    said = guarded(ask)
    if isinstance(said, (str, bytes)) or not hasattr(said, "__iter__"):
        raise _another_number(f"a {type(said).__name__}", wanted)
    found = guarded(lambda: list(said))
    if len(found) != wanted:
        raise _another_number(f"{len(found)} answers", wanted)
    return found


def _another_number(what: str, wanted: int) -> BlogtoolError:
    return BlogtoolError(
        f"the translation engine gave {what} for {wanted} texts",
        fix="an engine's `translate` returns one answer a text, in the same order",
    )


def _sane(said: object, text: str) -> str:
    """An answer of a length that can be judged; too long it stays, so that it is found to be a runaway."""
    return said[: _LONGEST[0] * len(text) + _LONGEST[1]] if isinstance(said, str) else ""


def _place_of(error: Exception) -> Location | None:
    """The last line outside of this house that the mistake went through."""
    places = [one for one in extract_tb(error.__traceback__) if not one.filename.startswith(_HOUSE)]
    return Location(places[-1].filename, places[-1].lineno) if places else None
