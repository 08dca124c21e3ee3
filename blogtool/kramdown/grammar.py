"""Who may read a line, by its first character, and a mark in it; in kramdown's order."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .block_parser import BlockParser
from .blocks import (
    atx_header,
    block_math,
    codeblock,
    end_of_block,
    fenced_code,
    paragraph,
    quote,
    rule,
    setext_header,
)
from .definitions import abbreviation_definition, extension, footnote_definition, link_definition
from .emphasis import emphasis, tilde
from .html_blocks import block_html
from .html_spans import less_than
from .links import link
from .lists import definition_list, item_list
from .span_parser import Answer, SpanParser
from .spans import (
    ampersand,
    backslash,
    brace,
    bracket,
    code_span,
    dash,
    dots,
    greater_than,
    line_end,
    math,
    nothing,
)
from .spans import (
    quote as quote_sign,
)
from .tables import table

Grammar = Mapping[str, tuple[Callable[[BlockParser], bool], ...]]

_LAST = (setext_header, table, paragraph)
_FORMULA = (setext_header, block_math, table, paragraph)
BLOCKS: Grammar = {
    "": _LAST,
    " ": (codeblock, *_LAST),
    "#": (atx_header, *_LAST),
    "~": (fenced_code, *_LAST),
    "`": (fenced_code, *_LAST),
    ">": (quote, *_LAST),
    "*": (rule, item_list, setext_header, table, abbreviation_definition, paragraph),
    "-": (rule, item_list, *_LAST),
    "_": (rule, *_LAST),
    "+": (item_list, *_LAST),
    ":": (definition_list, *_LAST),
    "<": (block_html, *_LAST),
    "$": _FORMULA,
    "\\": _FORMULA,
    "[": (setext_header, table, footnote_definition, link_definition, paragraph),
    "{": (setext_header, table, extension, paragraph),
    "^": (setext_header, table, end_of_block, paragraph),
    **dict.fromkeys("0123456789", (item_list, *_LAST)),
}

Marks = Mapping[str, Callable[[SpanParser, int, int], Answer | None]]

MARKS: Marks = {
    "*": emphasis,
    "_": emphasis,
    "`": code_span,
    "<": less_than,
    "[": bracket,
    "!": link,
    "]": nothing,
    "\\": backslash,
    "&": ampersand,
    '"': quote_sign,
    "'": quote_sign,
    "$": math,
    "~": tilde,
    "{": brace,
    ".": dots,
    "-": dash,
    ">": greater_than,
    "\n": line_end,
}
