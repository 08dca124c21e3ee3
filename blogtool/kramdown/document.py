"""One text on its way to HTML: what its definitions say, and the three steps of its parsing."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

from ..errors import BlogtoolError
from .attributes import AttributeList
from .block_parser import BlockParser
from .document_parts import Footnote, LinkDefinition
from .element import Element
from .finish import finish
from .grammar import BLOCKS, MARKS
from .options import Options, read_options
from .source import root_source

# kramdown asks for these once, before the text begins.
FOR_THE_WHOLE = frozenset((
    "input", "hard_wrap", "gfm_quirks", "forbidden_inline_options",
    "guess_lang", "coderay",    # no options of kramdown's own
))


class Document:
    """The state of one parse; nothing is shared between texts."""

    def __init__(self, text: str, options: Mapping[str, object] | Options | None = None, track: bool = False):
        self.options = options if isinstance(options, Options) else read_options(options)
        self.grammar = BLOCKS
        self.marks = MARKS
        self.track = track
        self.author = text                      # the text that places point into
        self.listed: list[Element] = []         # spans with an attribute list
        self.source = root_source(text, track)
        self.root = Element("root")
        self.links: dict[str, LinkDefinition] = {
            name: LinkDefinition(url, title) for name, (url, title) in self.options.link_defs.items()
        }
        self.footnotes: dict[str, Footnote] = {}
        self.abbreviations: dict[str, Element] = {}
        self.attribute_lists: dict[str, AttributeList] = {}
        # Places point into HTML as it was written.
        self.native = self.options.html_to_native and not track
        self.steps = 0          # counted work of the span parser

    def parse(self) -> Element:
        """Blocks, then spans, then what needs the whole: attributes, abbreviations."""
        BlockParser(self, self.source, 0).run(self.root)
        finish(self)
        return self.root

    def change_options(self, given: Mapping[str, object]) -> None:
        """`{::options … /}`: from here on the text has its own options."""
        for name, value in given.items():
            if name in self.options.forbidden_inline_options or name in FOR_THE_WHOLE:
                continue
            with suppress(BlogtoolError):       # as kramdown: a value that makes no sense changes nothing
                self.options = read_options({name: value}, self.options)
        if self.options.math_engine not in (None, "mathjax"):
            self.options = replace(self.options, math_engine=None)
        self.native = self.options.html_to_native and not self.track
