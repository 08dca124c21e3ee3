"""A text to parse that remembers, when asked to, where its lines came from."""

from __future__ import annotations

import re
from bisect import bisect_right

from .element import Range

LINE = re.compile(r"([^\r\n]*)(?:\r\n?|\n)|([^\r\n]+)\Z")
Mark = tuple[int, int]


class Source:
    """A text whose last line is ended.

    A container (quote, item, note) makes a new text from some of its lines, each shortened by what
    the container added. For each line `starts` has its place here, and `marks` the first of its
    characters that the author wrote: (place here, place in the author's text). White space that was
    made from a tab lies before the mark and belongs to no place.
    """

    __slots__ = ("marks", "starts", "text")

    def __init__(self, text: str, starts: list[int] | None = None, marks: list[Mark] | None = None) -> None:
        self.text = text
        self.starts = starts or []
        self.marks = marks

    def mark(self, place: int) -> Mark:
        """The mark of the line that `place` lies in."""
        assert self.marks is not None
        return self.marks[max(bisect_right(self.starts, place) - 1, 0)]

    def ranges(self, start: int, end: int) -> list[Range]:
        """The places of text[start:end], one range for each line it touches."""
        if self.marks is None:
            return []
        found = []
        while True:
            stop = self.text.find("\n", start, end)
            if stop < 0:
                stop = end
            here, there = self.mark(start)
            found.append((there + max(start, here) - here, there + max(stop, here) - here))
            if stop >= end:
                return found
            start = stop + 1


class SourceBuilder:
    """Collects the lines of a container for a `Source`."""

    __slots__ = ("length", "marks", "parent", "parts", "starts")

    def __init__(self, parent: Source) -> None:
        self.parent = parent
        self.parts: list[str] = []
        self.starts: list[int] = []
        self.marks: list[Mark] | None = None if parent.marks is None else []
        self.length = 0

    def add(self, line: str, place: int, made: int = 0) -> None:
        """Take a line; what follows its first `made` characters stands at `place` in the parent."""
        if self.marks is not None:
            here, there = self.parent.mark(place)
            made += max(here - place, 0)
            self.starts.append(self.length)
            self.marks.append((self.length + made, there + max(place - here, 0)))
            self.length += len(line)
        self.parts.append(line)

    def source(self) -> Source:
        """All lines so far as one text."""
        return Source("".join(self.parts), self.starts, self.marks)


def root_source(text: str, track: bool) -> Source:
    """The author's text with plain line ends; one line end at its end does not count twice."""
    if not track:
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        return Source(text.removesuffix("\n") + "\n")
    lines, starts, marks, length = [], [], [], 0
    for match in LINE.finditer(text):
        line = match[1] or match[2] or ""
        lines.append(line)
        starts.append(length)
        marks.append((length, match.start()))
        length += len(line) + 1
    return Source("\n".join(lines or [""]) + "\n", starts or [0], marks or [(0, 0)])
