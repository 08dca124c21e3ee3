"""The line ends of a file: a translation is saved with those of its original."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BOM = "\ufeff"
_END = re.compile(r"\r?\n")


@dataclass(frozen=True)
class LineEnds:
    """How a file's lines end, where they do not all end in a line feed."""

    has_bom: bool = False
    windows: frozenset[int] = frozenset()  # lines of the text, from 0, that end in a carriage return and a line feed
    lines: tuple[str, ...] = ()  # the text line by line; empty where all lines end alike
    are_windows: bool = False  # most of them

    @property
    def are_plain(self) -> bool:
        """Whether nothing has to be done: line feeds, and no byte order mark."""
        return not self.has_bom and not self.windows


PLAIN = LineEnds()


def line_ends_of(content: bytes) -> LineEnds:
    """The line ends of a file in UTF-8."""
    has_bom = content.startswith(_BOM.encode())
    if b"\r\n" not in content:
        return LineEnds(True) if has_bom else PLAIN
    text = content.decode("utf-8-sig", "replace")
    ends = _END.findall(text)
    windows = frozenset(place for place, end in enumerate(ends) if end == "\r\n")
    is_mixed = len(windows) < len(ends)
    return LineEnds(has_bom, windows, tuple(_END.split(text)) if is_mixed else (), 2 * len(windows) >= len(ends))


def with_line_ends(text: str, ends: LineEnds) -> bytes:
    """A text (line feeds only) as bytes of a file whose lines end so.

    Where they end in both ways, a line that the file has too ends as there, and so does each line of a body of as
    many lines; others end as most do.
    """
    if ends.windows:
        text = "".join(f"{line}{end}" for line, end in _ended(text, ends))
    return f"{_BOM if ends.has_bom else ''}{text}".encode("utf-8", "replace")  # half a surrogate pair is none


def _ended(text: str, ends: LineEnds) -> list[tuple[str, str]]:
    lines = text.split("\n")
    usual = "\r\n" if ends.are_windows else "\n"
    if not ends.lines:
        return [(line, usual if place < len(lines) - 1 else "") for place, line in enumerate(lines)]
    behind, behind_there = _body(lines), _body(list(ends.lines))
    is_alike = len(lines) - behind == len(ends.lines) - behind_there
    known = {line: place for place, line in reversed([*enumerate(ends.lines)])}
    found: list[tuple[str, str]] = []
    for place, line in enumerate(lines[:-1]):
        there = place - behind + behind_there if is_alike and place >= behind else known.get(line)
        end = usual if there is None else "\r\n" if there in ends.windows else "\n"
        found.append((line, end))
    return [*found, (lines[-1], "")]


def _body(lines: list[str]) -> int:
    """The first line behind the front matter, 0 where there is none."""
    if not lines or lines[0].rstrip() != "---":
        return 0
    return next((place + 1 for place, line in enumerate(lines[1:], start=1) if line.rstrip() in ("---", "...")), 0)
