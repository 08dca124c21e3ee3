"""A body cut into blocks: paragraphs, headings, list items, code; what an editor moves, adds or takes away."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from blogtool.kramdown.element import Element

_LISTS = ("ul", "ol")


@dataclass(frozen=True)
class Block:
    """A piece of a body, with the blank lines below it; all pieces together are the body."""

    start: int
    end: int
    kind: str  # `p`, `h2`, `li`, `codeblock` …; empty where nothing is shown

    def __contains__(self, place: object) -> bool:
        return isinstance(place, int) and self.start <= place < self.end


def blocks_of(body: str, root: Element) -> tuple[Block, ...]:
    """The blocks of a body whose tree is `root`: cut at blank lines outside of code and items, and at items."""
    pieces = [piece for child in root.children for piece in _pieces(child)]
    starts = _starts(body, pieces)
    kinds: dict[int, str] = {}
    at = 0
    for low, _, kind in sorted(pieces):
        while at + 1 < len(starts) and starts[at + 1] <= low:
            at += 1
        kinds.setdefault(at, kind)
    ends = [*starts[1:], len(body)]
    return tuple(
        Block(start, end, kinds.get(number, ""))
        for number, (start, end) in enumerate(zip(starts, ends, strict=True))
        if start < end
    )


def _pieces(child: Element) -> Iterator[tuple[int, int, str]]:
    """What must not be cut: where it begins and ends, and its kind."""
    if child.type in _LISTS:
        for item in child.children:
            yield from _extent(item, "li")
        return
    yield from _extent(child, f"h{child.value}" if child.type == "header" else child.type)


def _extent(element: Element, kind: str) -> Iterator[tuple[int, int, str]]:
    places = [place for one in element.walk() for place in one.ranges if one.pos is None]
    if places:
        yield min(start for start, _ in places), max(end for _, end in places), kind


def _starts(body: str, pieces: list[tuple[int, int, str]]) -> list[int]:
    """Where blocks begin: below a blank line, or where an item, heading or paragraph follows at once."""
    found = {0}
    lines = _lines(body)
    for (start, end), (after, stop) in pairwise(lines):
        if not body[start:end].strip() and body[after:stop].strip():
            found.add(after)
    before = 0
    for low, high, kind in sorted(pieces):
        line = body.rfind("\n", 0, low) + 1
        above = body.find("\n", before)
        is_next = line > before and (kind == "li" or (above >= 0 and not body[above:line].strip()))
        if kind[:1] in ("p", "h", "l") and kind != "html_element" and is_next:
            found.add(line)
        before = max(before, high)
    held = sorted((low, high) for low, high, _ in pieces)
    return [start for start in sorted(found) if not _is_held(start, held)]


def _is_held(start: int, held: list[tuple[int, int]]) -> bool:
    at = bisect_left(held, (start, -1)) - 1
    return at >= 0 and held[at][0] < start <= held[at][1]


def _lines(body: str) -> list[tuple[int, int]]:
    lines: list[tuple[int, int]] = []
    at = 0
    for line in body.split("\n"):
        lines.append((at, at + len(line) + 1))
        at += len(line) + 1
    return lines
