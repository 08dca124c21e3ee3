"""Blocks that show nothing where they stand: link, footnote and abbreviation definitions, extensions."""

from __future__ import annotations

import re

from .attributes import BLOCK_LIST, DEFINITION, INSIDE, NAME, AttributeList, parse_attributes, remember
from .block_parser import SPACES, BlockParser
from .blocks import CODE, INDENT
from .document_parts import Footnote, LinkDefinition, link_name
from .element import Element
from .source import Source, SourceBuilder

LINK = re.compile(
    # An address with a blank and a quote in it is none; not reading on there keeps long lines cheap.
    r""" {0,3}\[([^\n\]]+)\]:[ \t]*+(?:<(.*?)>|([^\S\n]*+\S(?:(?![ \t]["'])[^\n])*?))"""
    r"""(?:(?:[ \t]*+\n[ \t]*+|[ \t]++)(["'])(.+?)\4)?[ \t]*+\n""",
    re.A,
)
ABBREVIATION = re.compile(r" {0,3}\*\[(.+?)\]:(.*?)\n")
FOOTNOTE = re.compile(rf" {{0,3}}\[\^({NAME})\]:(.*\n)")
EXTENSION = re.compile(rf"\{{::([A-Za-z0-9_]+)(?:\s({INSIDE}*?)|)(/)?\}}", re.A)
BLOCK_EXTENSION = re.compile(rf" {{0,3}}\{{::([A-Za-z0-9_]+)(?:\s({INSIDE}*?)|)(/)?\}}[ \t\r\f\v]*\n", re.A)
# What an attribute list below may belong to, among blocks that show nothing.
WITH_LIST = frozenset(("link_definition", "footnote_definition", "abbreviation_definition"))
SILENT = frozenset(("blank", "eob", "ial", "options", "attribute_definition"))


def link_definition(parser: BlockParser) -> bool:
    """`[name]: url "title"`"""
    match = LINK.match(parser.text, parser.pos)
    if match is None:
        return False
    element = parser.new("link_definition", match[1])
    element.text = match[5]
    element.options["url"] = match[2] if match[2] is not None else match[3]
    if match[5] and parser.source.marks is not None:
        element.ranges = parser.source.ranges(match.start(5), match.end(5))
    parser.document.links[link_name(match[1])] = LinkDefinition(element.options["url"], match[5], element)
    parser.add(element)
    parser.pos = match.end()
    return True


def abbreviation_definition(parser: BlockParser) -> bool:
    """`*[name]: expansion`"""
    match = ABBREVIATION.match(parser.text, parser.pos)
    if match is None:
        return False
    element = parser.new("abbreviation_definition", match[1])
    element.text = match[2].strip(SPACES)
    if parser.source.marks is not None:
        start = match.start(2) + len(match[2]) - len(match[2].lstrip(SPACES))
        element.ranges = parser.source.ranges(start, start + len(element.text))
    parser.document.abbreviations[match[1]] = element
    parser.add(element)
    parser.pos = match.end()
    return True


def footnote_definition(parser: BlockParser) -> bool:
    """`[^name]: text`, and what is indented below."""
    match = FOOTNOTE.match(parser.text, parser.pos)
    if match is None:
        return False
    code = CODE.match(parser.text, match.end())
    end = code.end() if code else match.end()
    element = parser.new("footnote_definition", match[1])
    source = outdented(parser, match.start(2), end)
    parser.pos = end
    parser.nested(source, element)
    parser.document.footnotes[match[1]] = Footnote(match[1], element)
    parser.add(element)
    return True


def outdented(parser: BlockParser, start: int, end: int) -> Source:
    """Lines with four spaces, or a tab, taken away from the start of each."""
    text = parser.text
    if parser.source.marks is None:
        return Source(INDENT.sub("", text[start:end]))
    builder = SourceBuilder(parser.source)
    while start < end:
        stop = text.index("\n", start) + 1
        mark = INDENT.match(text, start)
        place = mark.end() if mark else start
        builder.add(text[place:stop], place)
        start = stop
    return builder.source()


def extension(parser: BlockParser) -> bool:
    """What starts with `{:`: attribute lists, their definitions, `{::comment}` and its kind."""
    text, pos = parser.text, parser.pos
    match = DEFINITION.match(text, pos)
    if match:
        known = parser.document.attribute_lists.setdefault(match[1], AttributeList())
        parse_attributes(match[2], known)
        parser.add(parser.new("attribute_definition", match[1]))
        parser.pos = match.end()
        return True
    match = BLOCK_EXTENSION.match(text, pos)
    if match:
        return block_extension(parser, match)
    match = BLOCK_LIST.match(text, pos)
    if match is None:
        return False
    last = parser.tree.children[-1] if parser.tree.children else None
    parser.pos = match.end()
    if last is None or last.type in SILENT:
        if parser.ial is None:
            parser.ial = AttributeList()
        parse_attributes(match[1], parser.ial)
        return True
    given = parse_attributes(match[1])
    remember(last, given)
    if not BLOCK_LIST.match(text, parser.pos):
        parser.add(parser.new("ial"))
    return True


def block_extension(parser: BlockParser, match: re.Match[str]) -> bool:
    """`{::name} … {:/name}` on lines of their own."""
    body: str | None = None
    start = end = match.end()
    if not match[3]:
        stop = re.compile(rf"^ {{0,3}}\{{:/({match[1]})?\}}[ \t\r\f\v]*\n", re.M).search(parser.text, start)
        if stop is None:
            return False
        body, end = parser.text[start:stop.start()].removesuffix("\n"), stop.end()
    element = make_extension(parser.document, match[1], parse_attributes(match[2] or "").values, body)
    if element is None:
        return False
    element.options["block"] = True
    if body is not None and parser.source.marks is not None:
        element.ranges = parser.source.ranges(start, start + len(body))
    if element.type == "options" and match[1] != "options" and not parser.document.track:
        parser.pos = end        # an extension without content leaves nothing behind
        return True
    if element.type == "options" and parser.ial is not None:
        parser.ial = None
    parser.add(element)
    parser.pos = end
    return True


def make_extension(document: object, name: str, given: dict[str, str], body: str | None) -> Element | None:
    """The element of an extension, or None if kramdown knows none of that name."""
    if name == "comment":
        return Element("comment", body) if body is not None else Element("options")
    if name == "nomarkdown":
        element = Element("raw", body)
        element.options["formats"] = given.get("type", "").split()
        return element if body is not None else Element("options")
    if name == "options":
        document.change_options(given)  # type: ignore[attr-defined]
        return Element("options")
    return None
