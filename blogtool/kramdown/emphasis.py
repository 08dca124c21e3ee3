"""Emphasis and struck text: marks that have to be closed."""

from __future__ import annotations

import re
import unicodedata

from .element import Element
from .span_parser import DEEPEST, SPACES, Answer, SpanParser

STRIKE = re.compile(r"~~(?![\s~])(.*?)(?<![\s~])~~", re.S | re.A)
STRIKE_START = re.compile(r"~~(?![\s~])", re.A)


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
    # Struck text starts afresh: what is open around it may be opened again.
    outer = parser.parent, parser.seen, parser.em, parser.strong, parser.link
    parser.parent, parser.seen = "html_element", None
    parser.em = parser.strong = parser.link = 0
    parser.in_html += 1
    parser.run(match.start(1), match.end(1), element.children, None)
    parser.in_html -= 1
    parser.parent, parser.seen, parser.em, parser.strong, parser.link = outer
    parser.depth -= 1
    if parser.track:
        element.inner = match.span(1)
    return match.end(), element
