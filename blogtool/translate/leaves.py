"""From kramdown's tree to rows of units: what renders as prose is read, everything else is a mark."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import starmap

from blogtool.kramdown.element import Element, Range
from blogtool.translate import markup_text
from blogtool.translate.shields import INLINE, OPAQUE, is_kept
from blogtool.translate.units import Hole, Unit, cut

# Spans whose content is read, and the kind of their marks.
_SPANS = {"em": "em", "strong": "strong", "a": "link"}
_ATOMS = {
    "codespan": "code", "math": "math", "footnote": "footnote", "br": "break", "img": "image", "raw": "html",
    "xml_comment": "comment", "comment": "comment", "ial": "comment",
}  # fmt: skip
_SIGNS = {"---": "—", "--": "–", "...": "…", "<<": "«", ">>": "»", "<< ": "« ", " >>": " »"}


@dataclass(frozen=True)
class Reader:
    """What a walk through the tree needs to know."""

    body: str
    masked: str  # as parsed, with private letters
    letter: str
    lang: str
    kept: tuple[Range, ...]
    abbreviations: re.Pattern[str] | None = None  # words that the page explains: they stay as they are

    def holes(self, root: Element) -> list[Hole]:
        """The holes of the whole tree, in the order of the body."""
        every = [*self._block(root), *raw_html_holes(self, root)]
        found = [hole for hole in every if not self._is_kept(hole)]
        return sorted(found, key=lambda hole: (hole.start, -hole.end))

    def _is_kept(self, hole: Hole) -> bool:
        return any(start <= hole.start and hole.end <= end for start, end in self.kept)

    def _block(self, element: Element) -> Iterator[Hole]:
        for child in element.children:
            if not isinstance(child, Element) or is_kept(child.attr):
                continue
            if child.type in ("p", "header", "dt", "td", "html_element") and child.text is not None:
                yield from self._leaf(child)
            elif child.type in ("link_definition", "abbreviation_definition"):
                yield from self._definition(child)
            elif child.type == "html_element" and child.value in OPAQUE:
                continue
            else:
                yield from self._block(child)

    def _leaf(self, block: Element) -> Iterator[Hole]:
        places = Places(block)
        if not places.are_sound(self.masked):
            return
        units = self._spans(block, places, 0, len(block.text or ""))
        place = {"header": "heading", "td": "cell", "dt": "term", "p": "paragraph"}.get(block.type, "paragraph")
        yield from cut(units, place, self.lang, self.body, places.line_starts)

    def _definition(self, element: Element) -> Iterator[Hole]:
        if not element.ranges:
            return
        place = "link-title" if element.type == "link_definition" else "expansion"
        start, end = element.ranges[0][0], element.ranges[-1][1]
        yield from self._inner(start, end, place)

    def _inner(self, start: int, end: int, place: str) -> tuple[Hole, ...]:
        """The hole of a title or an alternative text: plain words."""
        words = self.body[start:end]
        if self.letter in self.masked[start:end] or not words.strip():
            return ()
        quote = self.body[start - 1 : start]
        holes = markup_text.plain_holes(self.body, start, end, place, self.lang)
        return tuple(_quoted(hole, quote) for hole in holes)

    def _spans(self, element: Element, places: Places, start: int, end: int) -> list[Unit]:
        """The units of text[start:end] of a block, whose spans there are the element's children."""
        units: list[Unit] = []
        at = start
        spans = [(child, child.pos) for child in element.children if isinstance(child, Element) and child.pos]
        for index, (child, where) in enumerate(spans):
            if where[0] < at or where[1] > end:
                continue
            for after, place in spans[index + 1 :]:  # an attribute list is one with its span
                if after.type != "ial" or place[0] != where[1]:
                    break
                where = where[0], place[1]
            units += self._text(places, at, where[0])
            units += self._span(child, places, *where)
            at = where[1]
        units += self._text(places, at, end)
        return units

    def _span(self, span: Element, places: Places, start: int, end: int) -> Iterator[Unit]:
        kind = _SPANS.get(span.type)
        if span.type == "html_element":
            kind = str(span.value).lower() if span.value in INLINE and span.inner else None
        if kind and span.inner and not is_kept(span.attr):
            inner = self._spans(span, places, *span.inner)
            if any(character.isalpha() for unit in inner for character in unit.text):
                yield self._mark(places, start, span.inner[0], f"{kind}-open")
                yield from inner
                yield self._closing(span, places, kind, end)
                return
            nested = tuple(hole for unit in inner for hole in unit.holes)
            yield self._mark(places, start, end, "image" if nested else "html", nested + self._titles(span, places))
            return
        if span.type in ("entity", "escape", "smart_quote", "typographic_sym"):
            yield from self._sign(span, places, start, end)
            return
        atom = _ATOMS.get(span.type, "html")
        if span.type == "html_element":
            atom = {"br": "break", "img": "image", "code": "code", "kbd": "code", "samp": "code"}.get(
                span.value, "html"
            )
            if span.value == "a":
                atom = "anchor"
        holes = () if is_kept(span.attr) else self._titles(span, places) + self._labels(span, places)
        yield self._mark(places, start, end, atom, holes)

    def _closing(self, span: Element, places: Places, kind: str, end: int) -> Unit:
        assert span.inner is not None
        unit = self._mark(places, span.inner[1], end, f"{kind}-close", self._titles(span, places))
        source = self.body[unit.start : unit.end]
        if span.type != "a" or "(" in source or re.match(r"\][ \n]?\[[^\]]", source):
            return unit
        # `[name]` and `[name][]` are found by their text: a translation has to say which they are.
        name = places.slice(self.body, *span.inner)
        return Unit(
            unit.start, unit.end, "", unit.kind, f"][{name}]{source.removeprefix(']').removeprefix('[]')}", unit.holes
        )

    def _titles(self, span: Element, places: Places) -> tuple[Hole, ...]:
        """The holes of a title and of an alternative text, if they are written in the span itself."""
        holes: tuple[Hole, ...] = ()
        if span.type == "img" and span.inner:
            holes += self._inner(places.start(span.inner[0]), places.end(span.inner[1]), "alt")
        title = span.options.get("title")
        if title:
            holes += self._inner(places.start(title[0]), places.end(title[1]), "link-title")
        if span.type == "html_element" and span.pos:
            tag_end = span.inner[0] if span.inner else span.pos[1]
            start, end = places.start(span.pos[0]), places.end(tag_end)
            holes += tuple(markup_text.attribute_holes(self.body, start, end, self.lang, self.letter, self.masked))
        return holes

    def _labels(self, span: Element, places: Places) -> tuple[Hole, ...]:
        """The holes of words in HTML that are no part of a sentence: options of a choice, words for old browsers."""
        if span.type == "html_text":
            return self._raw(span, places)
        if span.type != "html_element" or span.value in OPAQUE or not span.inner:
            return ()
        units = self._spans(span, places, *span.inner)
        return tuple(cut(units, "paragraph", self.lang, self.body, places.line_starts))

    def _raw(self, text: Element, places: Places) -> tuple[Hole, ...]:
        """The holes of words in which kramdown reads no Markdown."""
        start, end = text.pos or (0, 0)
        first, last = places.start(start), places.end(end)
        if last - first != end - start:  # in several lines of a quotation
            return ()
        return tuple(markup_text.text_holes(self.body, self.masked, self.letter, first, last, self.lang))

    def _sign(self, span: Element, places: Places, start: int, end: int) -> Iterator[Unit]:
        source = places.text[start:end]
        if span.type == "escape":
            read = source[1:]
        elif span.type == "entity":
            read = html.unescape(source)
        elif span.type == "smart_quote":
            read = source
        else:
            read = _SIGNS.get(source, source)
        for offset, character in enumerate(read):
            first, last = places.start(start), places.end(end)
            yield Unit(first if offset == 0 else last, last, character)

    def _text(self, places: Places, start: int, end: int) -> list[Unit]:
        """Characters of text, with code-like words, addresses and Liquid as marks."""
        units: list[Unit] = []
        at = start
        words = places.text[start:end]
        spots = [
            (m.start(), m.end(), m.lastgroup or "code") for m in markup_text.code_like(words, self.letter, self.lang)
        ]
        if self.abbreviations is not None:
            spots += [(m.start(), m.end(), "abbr") for m in self.abbreviations.finditer(words)]
        for first, last, kind in sorted(spots):
            if start + first >= at:
                units += places.characters(at, start + first)
                units.append(self._mark(places, start + first, start + last, kind))
                at = start + last
        units += places.characters(at, end)
        return units

    def _mark(self, places: Places, start: int, end: int, kind: str, holes: tuple[Hole, ...] = ()) -> Unit:
        return Unit(places.start(start), places.end(end), "", kind, None, holes)


class Places:
    """Where the characters of a block's inline text stand in the body."""

    def __init__(self, block: Element) -> None:
        self.text = block.text or ""
        self.line_starts = frozenset(start for start, _ in block.ranges)
        self._starts: list[int] = []
        self._ends: list[int] = []
        for index, (start, end) in enumerate(block.ranges):
            self._starts += range(start, end)
            self._ends += range(start + 1, end + 1)
            if index + 1 < len(block.ranges):
                self._starts.append(end)
                self._ends.append(block.ranges[index + 1][0])
        self._last = block.ranges[-1][1] if block.ranges else 0

    def are_sound(self, masked: str) -> bool:
        """Whether each character stands where it is said to; a block of which we are not sure is left alone."""
        here = self.text.removesuffix("\n")
        if len(self._starts) < len(here):
            return False
        there = "".join([masked[start] for start in self._starts[: len(here)] if start < len(masked)])
        return there == here or re.sub(r"\s", " ", there) == re.sub(r"\s", " ", here)

    def start(self, offset: int) -> int:
        """Where the character at an offset begins."""
        return self._starts[offset] if offset < len(self._starts) else self._last

    def end(self, offset: int) -> int:
        """Where what ends at an offset ends."""
        return self._ends[offset - 1] if offset else self.start(0)

    def characters(self, start: int, end: int) -> Iterable[Unit]:
        """The characters as units; a line end reads as a space, in scripts without spaces as nothing."""
        end = max(start, min(end, len(self._starts)))
        text = self.text[start:end].replace("\n", " ")
        placed = zip(self._starts[start:end], self._ends[start:end], text, strict=True)
        if "⟦" in text or "⟧" in text:
            return [Unit(at, to, "", "sign") if sign in "⟦⟧" else Unit(at, to, sign) for at, to, sign in placed]
        return starmap(Unit, placed)

    def slice(self, body: str, start: int, end: int) -> str:
        """The body's text for a range of the inline text, on one line."""
        return re.sub(r"\s+", " ", self.text[start:end]) if body else ""


def _quoted(hole: Hole, quote: str) -> Hole:
    return Hole(hole.start, hole.end, hole.segment, hole.units, hole.line_start, quote, hole.leaf)


def raw_html_holes(reader: Reader, root: Element) -> Iterator[Hole]:
    """The texts of raw HTML blocks and the attributes of their tags."""
    known = sorted(_known_ranges(root))
    texts = [element.ranges for element in _raw_texts(root, False)]
    yield from markup_text.html_holes(reader.body, reader.masked, reader.letter, texts, known, reader.lang)


def _known_ranges(root: Element) -> Iterator[Range]:
    for element in root.walk():
        if element.type != "html_text" and (element.type != "html_element" or element.text is not None):
            yield from element.ranges


def _raw_texts(element: Element, kept: bool) -> Iterator[Element]:
    """The texts of raw HTML that are prose, in order."""
    for child in element.children:
        if not isinstance(child, Element):
            continue
        if child.type == "html_text" and not kept and child.ranges:
            yield child
        else:
            yield from _raw_texts(child, kept or is_kept(child.attr) or child.value in OPAQUE)
