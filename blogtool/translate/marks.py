"""Marks in a segment's text: how they are written, paired, and compared with those of an answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from blogtool.model.translation import Mark

MARK = re.compile(r"⟦(\d+)⟧")

# Their order is part of the page: notes are numbered as they are referred to.
_ORDERED = frozenset({"footnote"})


def written(number: int) -> str:
    """A mark as a segment's text has it: `⟦3⟧`."""
    return f"⟦{number}⟧"


def numbers(text: str) -> list[int]:
    """The numbers of the marks in a text, in order."""
    return [int(number) for number in MARK.findall(text)]


def without(text: str) -> str:
    """The words alone.

    >>> without("Run ⟦1⟧ first")
    'Run   first'
    """
    return MARK.sub(" ", text)


def pieces(text: str) -> Iterator[tuple[str, int | None]]:
    """The text cut at its marks: (words, None) and ("", number) in turn, empty words left out.

    >>> list(pieces("Run ⟦1⟧"))
    [('Run ', None), ('', 1)]
    """
    end = 0
    for match in MARK.finditer(text):
        if match.start() > end:
            yield text[end : match.start()], None
        yield "", int(match[1])
        end = match.end()
    if end < len(text):
        yield text[end:], None


def pairs(marks: Sequence[Mark]) -> dict[int, int]:
    """The number of the closing mark for each opening one; spans nest."""
    found: dict[int, int] = {}
    waiting: list[int] = []
    for mark in marks:
        if mark.kind.endswith("-open"):
            waiting.append(mark.number)
        elif mark.kind.endswith("-close") and waiting:
            found[waiting.pop()] = mark.number
    return found


def holders(text: str, spans: dict[int, int]) -> dict[int, int | None] | None:
    """For each mark the opening mark of the innermost span around it; None where spans cross."""
    closing = {close: opening for opening, close in spans.items()}
    around: dict[int, int | None] = {}
    stack: list[int] = []
    for number in numbers(text):
        if number in closing:
            if not stack or stack.pop() != closing[number]:
                return None
            continue
        around[number] = stack[-1] if stack else None
        if number in spans:
            stack.append(number)
    return None if stack else around


def trouble(source: str, answer: str, marks: Sequence[Mark]) -> str | None:
    """What is wrong with the marks of an answer, or None: lost, foreign, doubled, crossed, emptied."""
    if "⟦" not in source and "⟦" not in answer:
        return None
    wanted, got = Counter(numbers(source)), Counter(numbers(answer))
    if got - wanted:
        return "foreign-mark"
    if wanted - got:
        return "lost-mark"
    if not marks:
        return None
    spans = pairs(marks)
    before, after = holders(source, spans), holders(answer, spans)
    if before != after:
        return "crossed-marks"
    ordered = {mark.number for mark in marks if mark.kind in _ORDERED}
    if [n for n in numbers(source) if n in ordered] != [n for n in numbers(answer) if n in ordered]:
        return "crossed-marks"
    for opening, close in spans.items():
        if inside(source, opening, close).strip() and not inside(answer, opening, close).strip():
            return "empty-span"
    return None


def inside(text: str, opening: int, close: int) -> str:
    """What stands between two marks."""
    return text.partition(written(opening))[2].partition(written(close))[0]
