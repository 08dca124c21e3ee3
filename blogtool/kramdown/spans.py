"""The plain spans: code, formulas, signs, breaks, escapes, attribute lists, extensions."""

from __future__ import annotations

import re

from .attributes import NAME, SPAN_LIST, parse_attributes, remember
from .definitions import EXTENSION, make_extension
from .element import Element
from .entities import Sign, entity, sign
from .links import link
from .span_parser import SPACES, Answer, SpanParser
from .typography import OPTION_NAMES, SIGN_NAMES, quote_names

TICKS = re.compile(r"`+")
MATH = re.compile(r"\$\$(.*?)\$\$", re.S)
ENTITY = re.compile(r"&(?:([A-Za-z0-9_:][A-Za-z0-9_:.-]*)|#(\d+)|#x([0-9a-fA-F]+));", re.A)
ESCAPABLE = frozenset("\\.*_+`<>()[]{}#!:|\"'$=-")
FOOTNOTE = re.compile(rf"\[\^({NAME})\]")
QUOTE_ORDER = ("lsquo", "rsquo", "ldquo", "rdquo")


def code_span(parser: SpanParser, place: int, end: int) -> Answer | None:
    text = parser.text
    ticks = TICKS.match(text, place, end)
    assert ticks
    after = ticks.end()
    width = after - place
    free = text[place - 1] in SPACES if place else not parser.out     # the box of a task stands before it
    if width == 1 and free and after < end and text[after] in SPACES:
        return after, "`"
    close = text.find(ticks[0], after, end)
    if close < 0:
        return after, ticks[0]
    start, stop = after, close
    if width > 1:
        if text.startswith(" ", start, stop):
            start += 1
        if stop > start and text[stop - 1] == " ":
            stop -= 1
    element = parser.element("codespan", place, close + width, text[start:stop])
    if parser.track:
        element.inner = (start, stop)
    return close + width, element


def bracket(parser: SpanParser, place: int, end: int) -> Answer | None:
    """A footnote's mark or a link."""
    if parser.text.startswith("[^", place, end):
        match = FOOTNOTE.match(parser.text, place, end)
        if match is None:
            return None
        note = parser.document.footnotes.get(match[1])
        if note is None:
            return match.end(), match[0]
        element = parser.element("footnote", place, match.end(), match[1])
        element.options["note"] = note
        return match.end(), element
    return link(parser, place, end)


def quote(parser: SpanParser, place: int, end: int) -> Answer | None:
    text = parser.text
    free = place > parser.start and text[place - 1] != "\\"
    start, after, names = quote_names(text, place, free, end)
    quotes = parser.options.smart_quotes
    if start > place or len(names) > 1:
        signs = Element("signs")
        signs.children = [text[place:start]] if start > place else []
        signs.children += [
            parser.sign(quotes[QUOTE_ORDER.index(name)], start + number, start + number + 1, "smart_quote")
            for number, name in enumerate(names)
        ]
        return after, signs
    return after, parser.sign(quotes[QUOTE_ORDER.index(names[0])], start, after, "smart_quote")


def math(parser: SpanParser, place: int, end: int) -> Answer | None:
    match = MATH.match(parser.text, place, end)
    if match is None:
        return None
    element = parser.element("math", place, match.end(), match[1].strip(SPACES))
    if parser.track:
        element.inner = match.span(1)
    return match.end(), element


def brace(parser: SpanParser, place: int, end: int) -> Answer | None:
    """An attribute list for the span before it, or an extension."""
    text = parser.text
    if not text.startswith("{:", place, end):
        return None
    match = SPAN_LIST.match(text, place, end)
    if match:
        last = parser.out[-1] if parser.out and place == parser.start else None
        if isinstance(last, Sign):
            return match.end(), None
        if isinstance(last, Element) and last.type == "ial":
            last = last.options["of"]
        if not isinstance(last, Element) or last.type == "escape":
            return place + 1, "{"
        if "ial" not in last.options:
            parser.document.listed.append(last)
        given = parse_attributes(match[1])
        remember(last, given)
        if "shared" in last.options:
            last.options["shared"].merge(given)
        if not parser.track:
            return match.end(), None
        mark = parser.element("ial", place, match.end(), match[1])
        mark.options["of"] = last
        return match.end(), mark
    match = EXTENSION.match(text, place, end)
    if match:
        return span_extension(parser, match, end)
    return place + 1, "{"


def span_extension(parser: SpanParser, match: re.Match[str], end: int) -> Answer:
    body, after = None, match.end()
    if not match[3]:
        stop = re.compile(rf"\{{:/({match[1]})?\}}").search(parser.text, after, end)
        if stop is None:
            return match.start() + 1, "{"
        body, after = parser.text[after:stop.start()], stop.end()
    element = make_extension(parser.document, match[1], parse_attributes(match[2] or "").values, body)
    if element is None:
        return match.start() + 1, "{"
    parser.options = parser.document.options
    if parser.track:
        element.pos = (match.start(), after)
    elif element.type == "options":
        return after, None
    return after, element


def ampersand(parser: SpanParser, place: int, end: int) -> Answer | None:
    match = ENTITY.match(parser.text, place, end)
    if match is None:
        return None
    shown = entity(match, parser.options.entity_output)
    if shown is None:
        return match.end(), match[0]
    if parser.keep:
        return match.end(), parser.element("entity", place, match.end(), shown)
    return match.end(), shown


def typographic(parser: SpanParser, place: int, end: int, mark: str) -> Answer | None:
    if parser.options.gfm and "no_auto_typographic" in parser.options.gfm_quirks:
        return None
    after = place + len(mark.lstrip(" ")) if mark.startswith(" ") else place + len(mark)
    custom = parser.options.typographic_symbols.get(OPTION_NAMES[mark])
    start = place - 1 if mark.startswith(" ") else place
    if custom is not None:
        element = parser.element("typographic_sym", start, after, Sign(custom))
        # For ids the sign counts, not what is shown in its place.
        element.options["sign"] = "".join(sign(name, "as_char") for name in SIGN_NAMES[mark])
        return after, element
    shown = "".join(sign(name, parser.options.entity_output) for name in SIGN_NAMES[mark])
    if parser.keep:
        return after, parser.element("typographic_sym", start, after, Sign(shown))
    return after, Sign(shown)


def dash(parser: SpanParser, place: int, end: int) -> Answer | None:
    return typographic(parser, place, end, "---" if parser.text.startswith("---", place, end) else "--")


def dots(parser: SpanParser, place: int, end: int) -> Answer | None:
    return typographic(parser, place, end, "...")


def greater_than(parser: SpanParser, place: int, end: int) -> Answer | None:
    spaced = place > parser.start and parser.text[place - 1] == " "
    return typographic(parser, place, end, " >>" if spaced else ">>")


def line_end(parser: SpanParser, place: int, end: int) -> Answer | None:
    """Two spaces before a line end break the line; with hard_wrap every line end does."""
    if parser.special is not None:
        return None if parser.in_html else (place, parser.element("br", place, place, "gfm"))
    if place - 2 < parser.start:
        return None
    return place, parser.element("br", place - 2, place)


def backslash(parser: SpanParser, place: int, end: int) -> Answer | None:
    text = parser.text
    following = text[place + 1] if place + 1 < end else ""
    if parser.special is None:
        if following == "\n" and parser.options.gfm and not parser.in_html:
            return place + 1, parser.element("br", place, place + 1, "gfm")
        if following == "\\" and text.startswith("\n", place + 2, end):
            return place + 2, parser.element("br", place, place + 2)
    if (following in ESCAPABLE and following) or (following == "~" and parser.options.gfm):
        if following in "<>" and text.startswith(following * 2, place + 1, end):
            return place + 3, escaped(parser, place, place + 3, following * 2)
        return place + 2, escaped(parser, place, place + 2, following)
    return None


def escaped(parser: SpanParser, start: int, end: int, shown: str) -> str | Element:
    return parser.element("escape", start, end, shown) if parser.track else shown


def nothing(parser: SpanParser, place: int, end: int) -> Answer | None:
    """A closing bracket that closes nothing."""
    return None
