"""The block parser: one loop over the lines; the first character of a line picks who may read it."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from .attributes import BLOCK_LIST, AttributeList
from .element import Element
from .source import Source

if TYPE_CHECKING:
    from .document import Document

# Containers nested deeper than this stay text, so that no text can exhaust the stack.
DEEPEST = 60
SPACES = " \t\r\n\f\v"
# Definitions that an attribute list below them belongs to.
BLANK = re.compile(r"(?:[ \t\r\f\v]*\n)+")
BLANK_LINE = re.compile(r"[ \t\r\f\v]*\n")
END_OF_BLOCK = re.compile(r"\^[ \t\r\f\v]*\n")
FENCE_END = re.compile(r"^ {0,3}(~{3,}|`{3,})[ \t\r\f\v]*\n", re.M)
PLAIN_FENCE_END = re.compile(r"^(~{3,})[ \t\r\f\v]*\n", re.M)
CODE_START = re.compile(r"(?:\t| {4})[ \t]*[^\s]", re.A)


class Fences:
    """The lines of a text that can close a fence, by their sign and length."""

    def __init__(self, text: str, gfm: bool) -> None:
        self.lines: dict[str, dict[int, list[tuple[int, int]]]] = {"~": {}, "`": {}}
        for match in (FENCE_END if gfm else PLAIN_FENCE_END).finditer(text):
            self.lines[match[1][0]].setdefault(len(match[1]), []).append((match.start(), match.end()))

    def closing(self, sign: str, length: int, pos: int) -> tuple[int, int] | None:
        """The first line from `pos` on with at least `length` signs: where it starts and ends."""
        found = None
        for width, places in self.lines[sign].items():
            if width >= length:
                index = bisect_left(places, (pos, 0))
                if index < len(places) and (found is None or places[index] < found):
                    found = places[index]
        return found

    def longest(self, sign: str, pos: int) -> int:
        """How long a closing line can be from `pos` on; 0 if there is none."""
        return max((width for width, places in self.lines[sign].items() if places[-1][0] >= pos), default=0)


class BlockParser:
    """Reads blocks from one source into a tree; containers start another one for their content."""

    __slots__ = ("depth", "document", "fences", "ial", "no_comment", "pos", "source", "stopped", "text", "tree")

    def __init__(self, document: Document, source: Source, depth: int) -> None:
        self.document = document
        self.source = source
        self.text = source.text
        self.depth = depth
        self.pos = 0
        self.tree: Element = document.root
        self.ial: AttributeList | None = None
        self.stopped = False    # set by the end tag of the HTML element whose content is read
        self.no_comment: int | None = None      # from here on no comment is closed
        self.fences: Fences | None = None

    def run(self, tree: Element) -> bool:
        """Read blocks into `tree`; true if its own HTML end tag was met, false at the end of the text."""
        outer = self.tree, self.ial
        self.tree, self.ial = tree, None
        text, end = self.text, len(self.text)
        grammar = self.document.grammar
        others = grammar[""]
        found = False
        while self.pos < end:
            first = text[self.pos]
            if first in SPACES:
                blank = BLANK.match(text, self.pos)
                if blank:
                    children = self.tree.children
                    if children and children[-1].type == "blank":
                        children[-1].value += blank[0]
                    else:
                        self.add(self.new("blank", blank[0]))
                    self.pos = blank.end()
                    continue
                first = " " if CODE_START.match(text, self.pos) else text[self.pos:self.pos + 4].lstrip(" ")[:1]
            for parse in grammar.get(first, others):
                if parse(self):
                    break
            if self.stopped:
                self.stopped = False
                found = True
                break
        self.tree, self.ial = outer
        return found

    def add(self, element: Element) -> None:
        self.tree.children.append(element)

    def new(self, type_: str, value: object = None, attr: dict[str, str] | None = None) -> Element:
        """A block that takes the attribute list standing above it."""
        element = Element(type_, value, attr)
        if self.ial is not None:
            element.options["ial"] = self.ial
            self.ial = None
        return element

    def nested(self, source: Source, tree: Element) -> None:
        """Read the content of a container; too deep, it stays text."""
        if self.depth >= DEEPEST:
            leaf = Element("p")
            leaf.text = source.text.strip(SPACES)
            tree.children.append(leaf)
            return
        BlockParser(self.document, source, self.depth + 1).run(tree)

    def after_boundary(self) -> bool:
        """Is a block that needs free room above allowed here?"""
        children = self.tree.children
        if not children or self.ial is not None:
            return True
        last: str = children[-1].type
        return last == "blank" or last == "eob"

    def before_boundary(self, pos: int) -> bool:
        """Is there free room below a block that ends at `pos`?"""
        text = self.text
        if pos >= len(text):
            return True
        return bool(BLANK_LINE.match(text, pos) or BLOCK_LIST.match(text, pos) or END_OF_BLOCK.match(text, pos))
