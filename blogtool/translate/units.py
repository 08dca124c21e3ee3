"""A text as a row of units: characters that are read, and marks that are not; cut into holes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from blogtool.model.translation import Mark, Segment
from blogtool.translate import marks, sentences
from blogtool.translate.verdict import is_wordless

# Atoms that belong to no sentence's grammar: at an end of a text they stay outside of it.
_LOOSE = frozenset({"footnote", "break", "image", "comment", "sign", "anchor"})
# Neighbours of these kinds become one mark: "Use `a`, `b` and `c`" needs two marks, not three.
_MERGED = frozenset({"code", "math", "liquid", "html", "comment", "anchor", "image"})
# Formulas that no Markdown knows, but MathJax and KaTeX in the finished page: `\\(x\\)`, `\\[x\\]`, `\\begin{…}`, and
# `$x$` where pandoc would read one, if it has something of a formula in it.
_FORMULA = re.compile(
    r"\\\((?=.*?\\\)).*?\\\)|\\\[(?=.*?\\\]).*?\\\]|\\begin\{(?P<name>\w+\*?)\}.*?\\end\{(?P=name)\}"
    r"|\$\$[^$]+\$\$|(?<![\w$\\])\$(?![\s$])(?P<inner>[^$]{1,200}?)(?<!\s)\$(?![\d$])",
)
_LIKE_A_FORMULA = re.compile(r"[\\^_={}<>+|\ufffc]|^[^\W\d]$|^\d*[^\W\d]{1,2}$|^[^\W\d]\([^()]*\)$")
_LAST_MARK = re.compile(r"⟦(\d+)⟧$")
_BLANKS = re.compile(r"[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")
_LEAD = re.compile(r"\s*(?:[-–—]\s+|[:：]\s*|=\s+)")


class Unit(NamedTuple):
    """One character that is read, or one mark; a tuple, since a post has thousands."""

    start: int  # in the body
    end: int
    text: str = ""  # the character as it is read; empty for a mark
    kind: str = ""  # of a mark
    written: str | None = None  # for a mark, what to write in a translation instead of its source
    holes: tuple[Hole, ...] = ()  # texts inside of a mark: an alternative text, a title


@dataclass(frozen=True)
class Hole:
    """A place in the body that an answer fills."""

    start: int
    end: int
    segment: Segment
    units: tuple[Unit, ...] = ()  # the segment's marks, by number
    line_start: bool = False  # whether it stands first on a line of its block
    quote: str = ""  # around an attribute's value
    leaf: int = -1  # the block it belongs to: where its first unit stands


@dataclass
class _Strand:
    """Units as a text with marks, and where each character of it stands."""

    units: list[Unit]
    text: str = ""
    starts: list[int] = field(default_factory=list)  # for each character of `text`, the index of its unit
    marks: list[Mark] = field(default_factory=list)
    by_number: dict[int, Unit] = field(default_factory=dict)

    @cached_property
    def spans(self) -> dict[int, int]:
        """The closing mark of each opening one."""
        return marks.pairs(self.marks)

    @cached_property
    def openings(self) -> dict[int, int]:
        """The opening mark of each closing one."""
        return {close: opening for opening, close in self.spans.items()}


def cut(units: list[Unit], place: str, lang: str, body: str, line_starts: frozenset[int]) -> list[Hole]:
    """The holes of one block: its sentences without the marks at their ends, and the texts inside of marks."""
    row = _merged(_with_formulas(units))
    holes = [hole for unit in row for hole in unit.holes]
    leaf = row[0].start if row else -1
    for line in _lines(row):
        strand = _strand(line, body)
        for start, end in sentences.split(strand.text, lang, strand.marks):
            for part in _parts(strand, start, end):
                hole = _hole(strand, *part, place, line_starts, leaf)
                if hole is not None:
                    holes.append(hole)
    return holes


def _with_formulas(row: list[Unit]) -> list[Unit]:
    """The row with one mark for each formula that stands in the text."""
    text = "".join([unit.text or "\ufffc" for unit in row])
    if ("$" not in text and "\\" not in text) or len(text) != len(row):
        return row
    result: list[Unit] = []
    at = 0
    for found in _FORMULA.finditer(text):
        start, end = found.span()
        if found["inner"] is not None and not _LIKE_A_FORMULA.search(found["inner"]):
            continue
        if any(unit.holes or unit.kind.endswith(("-open", "-close")) for unit in row[start:end]):
            continue
        result += [*row[at:start], Unit(row[start].start, row[end - 1].end, "", "math")]
        at = end
    return result + row[at:]


def _merged(row: list[Unit]) -> list[Unit]:
    """Neighbouring atoms of one kind, with at most a comma between them, as one."""
    if sum(unit.kind in _MERGED for unit in row if unit.kind) < 2:
        return row
    result: list[Unit] = []
    at = 0
    while at < len(row):
        unit = row[at]
        at += 1
        if unit.kind in _MERGED:
            while (nearest := _next_to_merge(row, at, unit.kind)) is not None:
                other = row[nearest]
                kind = unit.kind if unit.kind == other.kind else "liquid"
                unit = Unit(unit.start, other.end, kind=kind, holes=unit.holes + other.holes)
                at = nearest + 1
        result.append(unit)
    return result


def _next_to_merge(row: list[Unit], at: int, kind: str) -> int | None:
    """The next atom, if it is one with the atom before: right behind it, or of its kind and in a list with it."""
    between = ""
    while at < len(row) and row[at].text and len(between) < 3:
        between += row[at].text
        at += 1
    if at == len(row) or row[at].kind not in _MERGED:
        return None
    if not between or (row[at].kind == kind and between in (" ", ", ", "/", " / ")):
        return at
    return None


def _lines(row: list[Unit]) -> Iterator[list[Unit]]:
    """The row cut at its hard breaks, except inside of spans: a line of an address is a text."""
    if not any(unit.kind == "break" for unit in row if unit.kind):
        yield row
        return
    depth = 0
    line: list[Unit] = []
    for unit in row:
        depth += unit.kind.endswith("-open") - unit.kind.endswith("-close")
        if unit.kind == "break" and depth == 0:
            yield line
            line = []
        else:
            line.append(unit)
    yield line


def _strand(units: list[Unit], body: str) -> _Strand:
    strand = _Strand(units)
    signs = [unit.text for unit in units]  # one character each; none for a mark
    written: list[str] = []
    at = 0
    for number, index in enumerate([index for index, sign in enumerate(signs) if not sign], start=1):
        unit, mark = units[index], marks.written(number)
        strand.marks.append(Mark(number, unit.kind, body[unit.start : unit.end]))
        strand.by_number[number] = unit
        written += [*signs[at:index], mark]
        strand.starts += [*range(at, index), *[index] * len(mark)]
        at = index + 1
    strand.starts += range(at, len(units))
    strand.text = "".join(written + signs[at:])
    return strand


def _parts(strand: _Strand, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence, or its lead (`**Note:**`, `[Name](url) –`) and the rest of it, each without loose ends."""
    start, end = _trimmed(strand, start, end)
    text = strand.text
    first = marks.MARK.match(text, start, end)
    if first is not None:
        number = int(first[1])
        close = strand.spans.get(number)
        lead = text.find(marks.written(close), start, end) if close else -1
        stop = lead + len(marks.written(close)) if close and lead >= 0 else first.end()
        behind = _LEAD.match(text, stop, end)
        if (
            close
            and lead >= 0
            and text[:lead].rstrip().endswith((":", ".", "!", "?", "：", "。"))
            and text[stop:end].strip()
        ):
            yield _trimmed(strand, start, stop)
            yield from _parts(strand, stop, end)
            return
        if behind and (close is None or lead >= 0) and strand.by_number[number].kind != "sign":
            if close:
                yield _trimmed(strand, start, stop)
            yield from _parts(strand, behind.end(), end)
            return
    yield start, end


def _trimmed(strand: _Strand, start: int, end: int) -> tuple[int, int]:
    """Without what does not belong to the sentence: white space, loose atoms, spans around all of it."""
    text = strand.text
    while start < end:
        if text[start].isspace() or _is_ornament(text[start]):
            start += 1
        elif text[end - 1].isspace() or _is_ornament(text[end - 1]):
            end -= 1
        elif text[start] in "⟦⟧" or text[end - 1] in "⟦⟧":
            fewer = _without_outer_mark(strand, start, end)
            if fewer is None:
                break
            start, end = fewer
        else:
            break
    return start, end


def _without_outer_mark(strand: _Strand, start: int, end: int) -> tuple[int, int] | None:
    """Without a loose atom, or half of a span, at one end, or a span around all of it; None where there is none."""
    head = marks.MARK.match(strand.text, start, end)
    tail = _LAST_MARK.search(strand.text[start:end])
    inside = set(marks.numbers(strand.text[start:end]))
    if head and _is_outside(strand, int(head[1]), inside):
        return head.end(), end
    if tail and _is_outside(strand, int(tail[1]), inside):
        return start, end - len(tail[0])
    if head and tail and strand.spans.get(int(head[1])) == int(tail[1]):
        return head.end(), end - len(tail[0])
    return None


def _is_ornament(character: str) -> bool:
    """An arrow, a bullet, an emoji, a dash at an end."""
    return (
        not character.isalnum()
        and (ord(character) >= 0x2190 or character in "•·†‡§¶¦|")
        and (character not in "⟦⟧" and not 0x2E80 <= ord(character) < 0xFF66)
    )


def _is_outside(strand: _Strand, number: int, inside: set[int]) -> bool:
    """Whether a mark at an end is loose: an image, a note, or half of a span that goes on elsewhere."""
    if number in strand.spans:
        return strand.spans[number] not in inside
    if number in strand.openings:
        return strand.openings[number] not in inside
    return strand.by_number[number].kind in _LOOSE


def _hole(strand: _Strand, start: int, end: int, place: str, line_starts: frozenset[int], leaf: int) -> Hole | None:
    text = strand.text[start:end]
    if start >= end or is_wordless(text):
        return None
    numbers = list(dict.fromkeys(marks.numbers(text))) if strand.marks else []
    own: tuple[Mark, ...] = ()
    if numbers:
        new = {number: index for index, number in enumerate(numbers, 1)}
        text = marks.MARK.sub(lambda match: marks.written(new[int(match[1])]), text)
        kinds = {mark.number: mark for mark in strand.marks}
        own = tuple(Mark(new[n], kinds[n].kind, kinds[n].source) for n in numbers)
    text = _BLANKS.sub(" ", text)
    first, last = strand.units[strand.starts[start]], strand.units[strand.starts[end - 1]]
    units = tuple(strand.by_number[n] for n in numbers)
    return Hole(first.start, last.end, Segment(text, own, place), units, first.start in line_starts, leaf=leaf)
