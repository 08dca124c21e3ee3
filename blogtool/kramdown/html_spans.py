"""What starts with `<` in a line of text: addresses, HTML elements, comments, guillemets."""

from __future__ import annotations

import re
from functools import lru_cache

from .element import Element
from .html_names import (
    CLOSE,
    COMMENT,
    KNOWN,
    NEVER_IN_TEXT,
    TAG,
    VOID,
    attribute_places,
    content_model,
    parse_html_attributes,
    written_name,
)
from .native import to_native
from .span_parser import DEEPEST, Answer, SpanParser
from .spans import typographic

AUTOLINK = re.compile(r"<(?:((?:mailto|https?|ftps?):.+?)|([-.\w]+@[-.\w]+))>")
LINE_ENDS = re.compile(r"\n+")
HTML_START = re.compile(r"<(?:[^\W\d]|!--|/|!\[CDATA\[)")


def less_than(parser: SpanParser, place: int, end: int) -> Answer | None:
    """An address in angle brackets, HTML, or a guillemet."""
    text = parser.text
    closed = not parser.absent(">", place)
    match = AUTOLINK.match(text, place, end) if closed else None
    if match:
        return match.end(), autolink(parser, match)
    if HTML_START.match(text, place, end):
        return span_html(parser, place, end) if closed else (place + 1, "<")
    if text.startswith("<<", place, end):
        return typographic(parser, place, end, "<< " if text.startswith("<< ", place, end) else "<<")
    return None


def autolink(parser: SpanParser, match: re.Match[str]) -> Element:
    url = match[1] or match[2]
    element = parser.element("a", *match.span())
    element.options["autolink"] = True
    element.attr["href"] = url if match[1] else "mailto:" + url
    shown = url.removeprefix("mailto:")
    element.children.append(shown)
    if parser.track:
        element.inner = (match.end() - 1 - len(shown), match.end() - 1)
    return element


def span_html(parser: SpanParser, place: int, end: int, inside_raw: bool = False) -> Answer | None:
    """A comment or an element in a line of text."""
    answer = as_html(parser, place, end, inside_raw)
    if parser.document.native and isinstance(answer[1], Element) and answer[1].type == "html_element":
        to_native(answer[1], parser.document)
    return answer


def as_html(parser: SpanParser, place: int, end: int, inside_raw: bool) -> Answer:
    """The same, as it was written."""
    text = parser.text
    match = None
    if text.startswith("<!--", place) and not parser.absent("-->", place):
        match = COMMENT.match(text, place, end)
    if match:
        return match.end(), parser.element(
            "xml_comment", place, match.end(), match[0])
    tag = TAG.match(text, place, end)
    if tag is None:
        close = CLOSE.match(text, place, end)
        return (close.end(), close[0]) if close else (place + 1, "<")
    name = written_name(tag[1])
    if name in NEVER_IN_TEXT or parser.depth >= DEEPEST:
        return tag.end(), tag[0]
    element = opened(parser, tag, name, inside_raw)
    if tag[3] or name in VOID:
        element.options["closed"] = True
        return tag.end(), element
    if element.options["model"] == "raw":
        return raw_span(parser, element, tag.end(), end, end_tag(name))
    return read_span(parser, element, tag.end(), end, end_tag(name))


def opened(parser: SpanParser, tag: re.Match[str], name: str, inside_raw: bool) -> Element:
    """The element of a start tag, without its content; its attribute `markdown` says how that is read."""
    attr = parse_html_attributes(tag[2], name in KNOWN)
    if "\n" in tag[2]:
        attr = {key: LINE_ENDS.sub(" ", value) for key, value in attr.items()}
    model = content_model(name) if parser.options.parse_span_html and not inside_raw else "raw"
    wanted = attr.pop("markdown", None)
    if wanted == "0":
        model = "raw"
    elif wanted in ("span", "1"):
        model = content_model(name) if wanted == "1" else "span"
    element = parser.element("html_element", tag.start(), tag.end(), name)
    element.attr = attr
    element.options["model"] = model
    if parser.track:
        element.options["attributes"] = {
            key: [(tag.start(2) + start, tag.start(2) + stop)]
            for key, (start, stop) in attribute_places(tag[2], name in KNOWN).items()
        }
    return element


def read_span(parser: SpanParser, element: Element, start: int, end: int, close_pattern: re.Pattern[str]) -> Answer:
    """The content of an element in which Markdown is read."""
    text = parser.text

    def stop(_: SpanParser, at: int, __: list[str | Element], ___: int) -> bool:
        return text[at] == "<" and close_pattern.match(text, at, end) is not None

    outer, parser.parent = (parser.parent, parser.seen), "html_element"
    parser.seen = None
    parser.depth += 1
    parser.in_html += 1
    at = parser.run(start, end, element.children, stop)
    parser.in_html -= 1
    parser.depth -= 1
    parser.parent, parser.seen = outer
    close = close_pattern.match(text, at, end) if at >= 0 else None
    after = close.end() if close else (end if at < 0 else at)
    if parser.track and element.pos:
        element.pos, element.inner = (element.pos[0], after), (start, at if at >= 0 else end)
    return after, element


def raw_span(
    parser: SpanParser, element: Element, start: int, end: int, close_pattern: re.Pattern[str]
) -> Answer:
    """The content of an element that holds no Markdown, only elements."""
    text, pos = parser.text, start
    shown = start
    after = stop = end
    parser.depth += 1
    while (at := text.find("<", pos, end)) >= 0:
        close = close_pattern.match(text, at, end)
        if close:
            stop, after = at, close.end()
            break
        pos = at + 1
        answer = span_html(parser, at, end, inside_raw=True)
        if answer is not None and isinstance(answer[1], Element):
            if at > shown:
                element.children.append(html_text(parser, shown, at))
            element.children.append(answer[1])
            pos = shown = answer[0]
    parser.depth -= 1
    if stop > shown:
        element.children.append(html_text(parser, shown, stop))
    if parser.track and element.pos:
        element.pos, element.inner = (element.pos[0], after), (start, stop)
    return after, element


def html_text(parser: SpanParser, start: int, stop: int) -> Element:
    """Text whose entities stay as they are written."""
    return parser.element("html_text", start, stop, parser.text[start:stop])


@lru_cache(maxsize=256)
def end_tag(name: str) -> re.Pattern[str]:
    """The end tag; of names that HTML does not know, in the very letters of the start tag."""
    return re.compile(rf"</{re.escape(name)}\s*>", re.I if name in KNOWN else 0)
