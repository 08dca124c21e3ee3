"""The span parser: one search for the next special character, then a dispatch by it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from .attributes import SPAN_LIST, parse_attributes, remember
from .definitions import EXTENSION, make_extension
from .element import Element
from .entities import Sign, sign
from .html_names import (
    CLOSE, COMMENT, KNOWN, NEVER_IN_TEXT, TAG, VOID, content_model, parse_html_attributes, written_name,
)
from .links import link
from .typography import OPTION_NAMES, SIGN_NAMES, quote_names

if TYPE_CHECKING:
    from .document import Document

# Spans nested deeper than this stay text.
DEEPEST = 40
SPECIAL = re.compile(r"[*_`<\[\\&\"'$~{]|!\[|\.\.\.|--|>>|(?<=  )\n")
SPECIAL_IN_LINK = re.compile(r"[*_`<\[\]\\&\"'$~{]|!\[|\.\.\.|--|>>|(?<=  )\n")
SPECIAL_BREAKS = re.compile(r"[*_`<\[\]\\&\"'$~{\n]|!\[|\.\.\.|--|>>")
EMPHASIS = re.compile(r"\*\*?|__?")
TICKS = re.compile(r"`+")
MATH = re.compile(r"\$\$(.*?)\$\$", re.S)
ENTITY = re.compile(r"&(?:([A-Za-z0-9_:][A-Za-z0-9_:.-]*)|#(\d+)|#x([0-9a-fA-F]+));", re.A)
ESCAPABLE = frozenset("\\.*_+`<>()[]{}#!:|\"'$=-")
FOOTNOTE = re.compile(r"\[\^([A-Za-z0-9_][A-Za-z0-9_:-]*)\]")
AUTOLINK = re.compile(
    r"<(?:((?:mailto|https?|ftps?):.+?)|([-.\w]+@[-\w]+(?:\.[-\w]+)*))>")
HTML_START = re.compile(r"<(?:[^\W\d]|!--|/|!\[CDATA\[)")
STRIKE = re.compile(r"~~(?![\s~])(.*?)(?<![\s~])~~", re.S | re.A)
QUOTE_ORDER = ("lsquo", "rsquo", "ldquo", "rdquo")
STRIKE_START = re.compile(r"~~(?![\s~])", re.A)
SPACES = " \t\r\n\f\v"

Stop = Callable[["SpanParser", int, "list[str | Element]", int], bool]
Answer = tuple[int, "str | Element | None"]


class SpanParser:
    """Reads the spans of one block's text."""

    __slots__ = ("budget", "depth", "document", "em", "failed", "in_html", "link", "missing", "options", "parent",
                 "start", "strong", "text", "track", "keep", "special", "out", "seen", "seen_mark")

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

    def parse(self) -> list[str | Element]:
        """The block's children."""
        out: list[str | Element] = []
        self.run(0, len(self.text), out, None)
        return out

    def run(self, pos: int, end: int, out: list[str | Element], stop: Stop | None) -> int:
        """Read into `out` from `pos` until `stop` agrees; where it did, or -1 at the end of the text."""
        text = self.text
        outer = self.out
        self.out = out
        search = (self.special or (SPECIAL if stop is None else SPECIAL_IN_LINK)).search
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
            answer = HANDLERS[mark](self, place, end)
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
        element = self.element(kind, start, end, shown)
        return element


def drop_last_break(out: list[str | Element]) -> None:
    """A break that GFM makes of a line end is left out where nothing follows."""
    if len(out) > 1 and out[-1] == "\n":
        last = out[-2]
        if isinstance(last, Element) and last.type == "br" and last.value == "gfm":
            del out[-2]


def emphasis(parser: SpanParser, place: int, end: int) -> Answer | None:
    text = parser.text
    mark = text[place]
    double = text.startswith(mark, place + 1, end)
    width = 2 if double else 1
    kind = "strong" if double else "em"
    after = place + width
    result = text[place:after]
    following = text[after] if after < end else ""
    if following in SPACES and following:
        return after, result
    if mark == "_" and _in_word(text, place):
        return after, result
    if (parser.strong if double else parser.em):
        if parser.seen is not None and result == parser.seen_mark:
            parser.seen.append(place)
        return after, result
    found = _emphasis(parser, place, after, end, mark, kind)
    if found is None and double and parser.parent != "em":
        found = _emphasis(parser, place, place + 1, end, mark, "em")
    return found or (after, result)


def _in_word(text: str, place: int) -> bool:
    """Is the character before a letter, or a hyphen behind a letter?"""
    if place == 0:
        return False
    before = text[place - 1]
    if before == "-" and place > 1:
        before = text[place - 2]
    return _is_letter(before)


def _is_letter(character: str) -> bool:
    if character.isascii():
        return character.isalpha()
    return character.isalpha() or unicode_letter(character)


def unicode_letter(character: str) -> bool:
    """Vowel signs and letter numbers count as letters, as in Ruby's [[:alpha:]]."""
    import unicodedata

    category = unicodedata.category(character)
    return category in ("Mc", "Nl") or (category == "Mn" and unicodedata.combining(character) == 0)


def _emphasis(
    parser: SpanParser, place: int, content: int, end: int, mark: str, kind: str
) -> Answer | None:
    """Emphasis whose content starts at `content`, if a closing mark is found."""
    text = parser.text
    mark = mark if kind == "em" else mark * 2
    key = (place, kind, parser.em, parser.strong, parser.link, parser.parent == "em", end)
    if key in parser.failed or parser.depth >= DEEPEST or not parser.spend(0):
        return None
    if not _closable(parser, content, end, mark):
        return None
    outer = parser.parent, parser.seen, parser.seen_mark
    inner: list[str | Element] = []
    parser.parent, parser.seen, parser.seen_mark = kind, [], mark
    parser.depth += 1
    if kind == "em":
        parser.em += 1
    else:
        parser.strong += 1

    under = mark[0] == "_"
    width = len(mark)

    def stop(_: SpanParser, at: int, out: list[str | Element], start: int) -> bool:
        if not text.startswith(mark, at, end) or at == content or text[at - 1] in SPACES:
            return False
        if width == 1 and text.startswith(mark, at + 1, end) and not text.startswith(mark, at + 2, end):
            return False
        if under and at + width < end and text[at + width].isalnum():
            return False
        return bool(out) or at > start

    close = parser.run(content, end, inner, stop)
    seen = parser.seen or []
    parser.parent, parser.seen, parser.seen_mark = outer
    parser.depth -= 1
    if kind == "em":
        parser.em -= 1
    else:
        parser.strong -= 1
    if close < 0:
        parser.spend(end - content)
        parser.failed.add(key)
        parser.failed.update((other, *key[1:]) for other in seen)
        return None
    element = parser.element(kind, place, close + width)
    element.children = inner
    if parser.track:
        element.inner = (content, close)
    return close + width, element


def _closable(parser: SpanParser, content: int, end: int, mark: str) -> bool:
    """Could a closing mark stand anywhere behind `content`? Remembers how far back none does."""
    none_from = parser.missing.get(mark)
    if none_from is not None and content >= none_from:
        return False
    text = parser.text
    at = text.rfind(mark, content, end)
    while at > content and text[at - 1] in SPACES:
        at = text.rfind(mark, content, at + len(mark) - 1)
    if at <= content:
        if end == len(text):
            parser.missing[mark] = content
        return False
    return True


def code_span(parser: SpanParser, place: int, end: int) -> Answer | None:
    text = parser.text
    ticks = TICKS.match(text, place, end)
    assert ticks
    after = ticks.end()
    width = after - place
    if width == 1 and after < end and text[after] in SPACES and (place == 0 or text[place - 1] in SPACES):
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
    attr = parse_html_attributes(tag[2], name in KNOWN)
    model = content_model(name) if parser.options.parse_span_html and not inside_raw else "raw"
    wanted = attr.pop("markdown", None)
    if wanted is not None:
        if wanted in ("block", "0"):
            model = "raw" if wanted == "0" else model
        elif wanted in ("span", "1"):
            model = content_model(name) if wanted == "1" else "span"
    element = parser.element("html_element", place, tag.end(), name)
    element.attr = attr
    element.options["model"] = model
    if tag[3] or name in VOID:
        element.options["closed"] = True
        return tag.end(), element
    close_pattern = _close_tag(name)
    if model == "raw":
        return raw_span(parser, element, tag.end(), end, close_pattern)
    stop_tag = _close_start(name)

    def stop(_: SpanParser, at: int, __: list[str | Element], ___: int) -> bool:
        return text[at] == "<" and stop_tag.match(text, at, end) is not None

    outer, parser.parent = (parser.parent, parser.seen), "html_element"
    parser.seen = None
    parser.depth += 1
    parser.in_html += 1
    at = parser.run(tag.end(), end, element.children, stop)
    parser.in_html -= 1
    parser.depth -= 1
    parser.parent, parser.seen = outer
    close = close_pattern.match(text, at, end) if at >= 0 else None
    after = close.end() if close else (end if at < 0 else at)
    if parser.track:
        element.pos, element.inner = (place, after), (tag.end(), at if at >= 0 else end)
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


_PATTERNS: dict[str, re.Pattern[str]] = {}


def _close_tag(name: str) -> re.Pattern[str]:
    pattern = _PATTERNS.get(name)
    if pattern is None:
        pattern = _PATTERNS[name] = re.compile(rf"</{re.escape(name)}\s*>", re.I)
    return pattern


_close_start = _close_tag


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
        if not isinstance(last, Element) or last.type == "escape":
            return place + 1, "{"
        if "ial" not in last.options:
            parser.document.listed.append(last)
        remember(last, parse_attributes(match[1]))
        if not parser.track:
            return match.end(), None
        mark = parser.element("ial", place, match.end(), match[1])
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
    from .entities import entity

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
        if parser.keep:
            return after, parser.element("typographic_sym", start, after, Sign(custom))
        return after, Sign(custom)
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
    if following in ESCAPABLE and following or (following == "~" and parser.options.gfm):
        if following in "<>" and text.startswith(following * 2, place + 1, end):
            return place + 3, escaped(parser, place, place + 3, following * 2)
        return place + 2, escaped(parser, place, place + 2, following)
    return None


def escaped(parser: SpanParser, start: int, end: int, shown: str) -> str | Element:
    return parser.element("escape", start, end, shown) if parser.track else shown


def tilde(parser: SpanParser, place: int, end: int) -> Answer | None:
    """Struck text, in GFM."""
    if not parser.options.gfm or parser.depth >= DEEPEST:
        return None
    none_from = parser.missing.get("~~")
    if none_from is not None and place >= none_from:
        return None
    match = STRIKE.match(parser.text, place, end)
    if match is None:
        if STRIKE_START.match(parser.text, place, end) and end == len(parser.text):
            parser.missing["~~"] = place
        return None
    element = parser.element("html_element", *match.span(), "del")
    element.options["model"] = "span"
    element.options["mark"] = "~~"
    parser.depth += 1
    outer, parser.parent = (parser.parent, parser.seen), "html_element"
    parser.seen = None
    parser.in_html += 1
    parser.run(match.start(1), match.end(1), element.children, None)
    parser.in_html -= 1
    parser.parent, parser.seen = outer
    parser.depth -= 1
    if parser.track:
        element.inner = match.span(1)
    return match.end(), element


def nothing(parser: SpanParser, place: int, end: int) -> Answer | None:
    """A closing bracket that closes nothing."""
    return None


HANDLERS: dict[str, Callable[[SpanParser, int, int], Answer | None]] = {
    "*": emphasis, "_": emphasis, "`": code_span, "<": less_than, "[": bracket, "!": link, "]": nothing,
    "\\": backslash, "&": ampersand, '"': quote, "'": quote, "$": math, "~": tilde, "{": brace, ".": dots,
    "-": dash, ">": greater_than, "\n": line_end,
}

