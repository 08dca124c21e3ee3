"""Links and images: `[text](url "title")`, `[text][name]`, `[name]`."""

from __future__ import annotations

import re

from .attributes import apply
from .document_parts import LinkDefinition, link_name
from .element import Element
from .span_parser import DEEPEST, Answer, SpanParser

NAME = re.compile(r"\s*?\[([^\]]+)?\]", re.A)
ANGLE = re.compile(r"\(<(.*?)>")
URL_PART = re.compile(r"(\()|(\))|\s(?=['\"])", re.A)
TITLE = re.compile(r"""\s*?(["'])(.+?)\1\s*?\)""", re.S | re.A)
ESCAPED = re.compile(r"\\([\\.*_+`<>()\[\]{}#!:|\"'$=-])")


def link(parser: SpanParser, place: int, end: int) -> Answer | None:
    """A link or an image whose bracket stands at `place`."""
    text = parser.text
    image = text[place] == "!"
    start = place + 2 if image else place + 1
    mark = text[place:start]
    if start >= len(text) or text[start] == "^":
        return None
    if not image and parser.link:
        return start, mark
    close, children = closing_bracket(parser, place, start, end, image)
    if close < 0:
        return start, mark
    element = Element("img" if image else "a")
    after = target(parser, element, close + 1, end, text[start:close])
    if after < 0:
        parser.spend(end - start)
        return start, mark
    if not image:
        element.children = children
    if parser.track:
        element.pos, element.inner = (place, after), (start, close)
    return after, element


def closing_bracket(
    parser: SpanParser, place: int, start: int, end: int, image: bool
) -> tuple[int, list[str | Element]]:
    """Where the bracket closes, and what was read on the way."""
    text = parser.text
    key = (place, "[", parser.em, parser.strong, parser.link, parser.parent == "em", end)
    if key in parser.failed or parser.depth >= DEEPEST or not parser.spend(0) or text.find("]", start, end) < 0:
        return -1, []
    inner: list[str | Element] = []
    open_brackets = 1

    images = checked = 0

    def stop(_: SpanParser, at: int, out: list[str | Element], __: int) -> bool:
        nonlocal open_brackets, images, checked
        if text[at] == "]":
            open_brackets -= 1
        elif text[at] == "[" or text.startswith("![", at, end):
            open_brackets += 1
        else:
            return False
        images += sum(isinstance(child, Element) and child.type == "img" for child in out[checked:])
        checked = len(out)
        return open_brackets - images == 0

    outer = parser.parent, parser.seen
    parser.parent, parser.seen = ("img" if image else "a"), None
    parser.depth += 1
    parser.link += 1        # no links in links, nor in images
    close = parser.run(start, end, inner, stop)
    parser.link -= 1
    parser.depth -= 1
    parser.parent, parser.seen = outer
    if close < 0:
        parser.spend(end - start)
        parser.failed.add(key)
    return close, inner


def target(parser: SpanParser, element: Element, pos: int, end: int, label: str) -> int:
    """Read what follows the text in brackets into the element's attributes; where it ends, or -1."""
    text = parser.text
    named = NAME.match(text, pos, end)
    if named or not text.startswith("(", pos, end):
        name = link_name(named[1] if named and named[1] else ESCAPED.sub(r"\1", label))
        definition = parser.document.links.get(name)
        if definition is None:
            return -1
        fill_from_definition(element, definition, label, parser)
        return named.end() if named else pos
    angle = ANGLE.match(text, pos, end)
    if angle:
        url, pos = angle[1], angle.end()
        if text.startswith(")", pos, end):
            fill(element, url, None, label)
            return pos + 1
    else:
        at, depth = pos, 0
        while True:
            part = URL_PART.search(text, at, end)
            if part is None:
                at = end
                break
            at = part.end()
            if part[2]:
                depth -= 1
                if depth == 0:
                    break
            elif part[1]:
                depth += 1
            else:
                break
        url = text[pos + 1:at - 1].strip(" \t\r\n\f\v")
        if depth == 0:
            fill(element, url, None, label)
            return at
        pos = at
    title = TITLE.match(text, pos, end)
    if title is None:
        return -1
    fill(element, url, title[2], label)
    if parser.track:
        element.options["title"] = title.span(2)
    return title.end()


def fill(element: Element, url: str, title: str | None, label: str) -> None:
    if element.type == "a":
        element.attr["href"] = url
    else:
        element.attr["src"] = url
        element.attr["alt"] = ESCAPED.sub(r"\1", label)
    if title:
        element.attr["title"] = title


def fill_from_definition(
    element: Element, definition: LinkDefinition, label: str, parser: SpanParser
) -> None:
    """A definition's attribute list comes first, then address and title."""
    source = definition.element
    if source is not None and "ial" in source.options:
        apply(element.attr, source.options["ial"], parser.document)
        # What a link adds to the list holds for the links below, too.
        element.options["shared"] = source.options["ial"]
    fill(element, definition.url, definition.title, label)
