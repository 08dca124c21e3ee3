"""A text to parse that remembers, when asked to, where its lines came from."""

from __future__ import annotations

import re
from bisect import bisect_right

from .element import Range

LINE = re.compile(r"([^\r\n]*)(?:\r\n?|\n|(?<=[^\r\n])\Z)")


class Source:
    """A text whose last line is ended, and `marks`: (place here, place in the author's text), one a line.

    A container (quote, item, note) makes a new text from some of its lines, each shortened by what
    the container added. White space that was made from a tab lies before the line's mark and
    belongs to no place.
    """

    __slots__ = ("marks", "places", "text")

    def __init__(self, text: str, marks: list[Range] | None = None) -> None:
        self.text = text
        self.marks = marks
        self.places = [mark[0] for mark in marks] if marks is not None else []

    def origin(self, place: int) -> int:
        """Where the character at `place` stands in the author's text."""
        assert self.marks is not None
        here, there = self.marks[max(bisect_right(self.places, place) - 1, 0)]
        return there + place - here

    def ranges(self, start: int, end: int) -> list[Range]:
        """The places of text[start:end], one range for each line it touches."""
        if self.marks is None:
            return []
        found = []
        while True:
            stop = self.text.find("\n", start, end)
            if stop < 0:
                stop = end
            here, there = self.marks[max(bisect_right(self.places, stop) - 1, 0)]
            found.append((there + max(start, here) - here, there + stop - here))
            if stop >= end:
                return found
            start = stop + 1


class SourceBuilder:
    """Collects the lines of a container for a `Source`."""

    __slots__ = ("length", "marks", "parent", "parts")

    def __init__(self, parent: Source) -> None:
        self.parent = parent
        self.parts: list[str] = []
        self.marks: list[Range] | None = None if parent.marks is None else []
        self.length = 0

    def add(self, line: str, place: int, made: int = 0) -> None:
        """Take a line; what follows its first `made` characters stands at `place` in the parent."""
        if self.marks is not None:
            self.marks.append((self.length + made, self.parent.origin(place)))
            self.length += len(line)
        self.parts.append(line)

    def source(self) -> Source:
        """All lines so far as one text."""
        return Source("".join(self.parts), self.marks)


def root_source(text: str, track: bool) -> Source:
    """The author's text with plain line ends and one line end at its end."""
    if not track:
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        return Source(text.removesuffix("\n") + "\n")
    builder = SourceBuilder(Source("", [(0, 0)]))
    for line in LINE.finditer(text):
        builder.add(line[1] + "\n", line.start())
    source = builder.source()
    return Source(source.text.removesuffix("\n") + "\n", source.marks)
