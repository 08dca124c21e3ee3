"""The span parser: one search for the next special character, which picks who may read it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from .element import Element
from .entities import sign

if TYPE_CHECKING:
    from .document import Document

# Spans nested deeper than this stay text, so that no text can exhaust the stack.
DEEPEST = 40
SPACES = " \t\r\n\f\v"
SPECIAL = re.compile(r"[*_`<\[\\&\"'$~{]|!\[|\.\.\.|--|>>|(?<=  )\n")
SPECIAL_IN_LINK = re.compile(r"[*_`<\[\]\\&\"'$~{]|!\[|\.\.\.|--|>>|(?<=  )\n")
SPECIAL_BREAKS = re.compile(r"[*_`<\[\]\\&\"'$~{\n]|!\[|\.\.\.|--|>>")

Stop = Callable[["SpanParser", int, "list[str | Element]", int], bool]
# Where a span ends and what it is; nothing if the character is text.
Answer = tuple[int, "str | Element | None"]


class SpanParser:
    """Reads the spans of one block's text."""

    __slots__ = (
        "budget",
        "depth",
        "document",
        "em",
        "failed",
        "in_html",
        "keep",
        "link",
        "missing",
        "options",
        "out",
        "parent",
        "seen",
        "seen_mark",
        "special",
        "start",
        "strong",
        "text",
        "track",
    )

    def __init__(self, document: Document, text: str) -> None:
        self.document = document
        self.options = document.options
        self.text = text
        self.track = document.track
        # Are signs and entities to be kept apart from the text around them?
        self.keep = document.track or bool(document.abbreviations)
        self.em = self.strong = self.link = self.depth = self.in_html = 0
        self.parent = "p"
        self.failed: set[tuple[object, ...]] = set()
        self.missing: dict[str, int] = {}
        self.budget = 20 * len(text) + 2000
        self.out: list[str | Element] = []
        self.special = SPECIAL_BREAKS if self.options.hard_wrap and self.options.gfm else None
        # Where the mark that is open stood again, as text: emphasis cannot start there either.
        self.seen: list[int] | None = None
        self.seen_mark = ""

    def parse(self, out: list[str | Element]) -> list[str | Element]:
        """The block's children, behind those that are in `out`."""
        self.run(0, len(self.text), out, None)
        return out

    def run(self, pos: int, end: int, out: list[str | Element], stop: Stop | None) -> int:
        """Read into `out` from `pos` until `stop` agrees; where it did, or -1 at the end of the text."""
        text = self.text
        outer = self.out
        self.out = out
        search = (self.special or (SPECIAL if stop is None else SPECIAL_IN_LINK)).search
        marks = self.document.marks
        start = pos
        while match := search(text, pos, end):
            place = match.start()
            if stop is not None and stop(self, place, out, start):
                if place > start:
                    out.append(text[start:place])
                self.out = outer
                return place
            self.start = start
            mark = text[place]
            answer = marks[mark](self, place, end)
            if answer is None:
                pos = place + 1
                continue
            pos, item = answer
            if mark == "\n":
                place = place if self.special else place - 2
            elif mark == ">" and place > start and text[place - 1] == " ":
                place -= 1
            if place > start:
                out.append(text[start:place])
            if item is not None:
                out.append(item)
            start = pos
            if mark == "\n":
                pos += 1        # the line end itself stays text
        if start < end:
            out.append(text[start:end])
        self.out = outer
        return -1

    def spend(self, amount: int) -> bool:
        """Count work that may be done again; false when a text has used up what is sensible."""
        self.budget -= amount
        self.document.steps += 1
        return self.budget > 0

    def absent(self, mark: str, place: int) -> bool:
        """Is there no `mark` behind `place`? The answer is remembered for the places that follow."""
        none_from = self.missing.get(mark)
        if none_from is not None and place >= none_from:
            return True
        if self.text.find(mark, place) >= 0:
            return False
        self.missing[mark] = place
        return True

    def element(self, type_: str, start: int, end: int, value: object = None) -> Element:
        element = Element(type_, value)
        if self.track:
            element.pos = (start, end)
        return element

    def sign(self, name: str, start: int, end: int, kind: str) -> str | Element:
        """A sign by its entity's name; an element only where it has to be told from text."""
        shown = sign(name, self.options.entity_output)
        if not self.keep:
            return shown
        return self.element(kind, start, end, shown)


def drop_last_break(out: list[str | Element]) -> None:
    """A break that GFM makes of a line end is left out where nothing follows."""
    if len(out) > 1 and out[-1] == "\n":
        last = out[-2]
        if isinstance(last, Element) and last.type == "br" and last.value == "gfm":
            del out[-2]
