"""Engines are asked here, and only here: whatever goes wrong in one is told in our words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from blogtool.errors import BlogtoolError
from blogtool.model.own_code import blamed
from blogtool.model.plugins import Engine

T = TypeVar("T")

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


def likelihoods(
    engine: Any, texts: Sequence[str], said: Sequence[str], source: str, target: str
) -> list[float] | None:
    """How likely the engine finds each answer to its text, in logarithms; None where it cannot tell.

    Raises as `answers` does.
    """
    found = guarded(lambda: engine.likelihoods(list(texts), list(said), source, target))
    return None if found is None else [float(one) for one in _counted(lambda: found, len(texts))]


def guarded(ask: Callable[[], T]) -> T:
    """What an engine gives.

    Raises BlogtoolError for any mistake in it, with the place in its own file.
    """
    with blamed("the translation engine failed", fix="what was translated before is kept; run again"):
        return ask()


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
