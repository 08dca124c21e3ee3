"""The ids of headers: GitHub's way for most, kramdown's own inside of HTML and notes."""

from __future__ import annotations

import re

from .element import Element
from .entities import Sign

NOT_IN_ID = re.compile(r"[^\w\- \t]")
BEFORE_FIRST_LETTER = re.compile(r"^[^a-zA-Z]+", re.M)
NOT_IN_PLAIN_ID = re.compile(r"[^a-zA-Z0-9 -]")
CIRCLED_LETTER = re.compile("[\u24b6-\u24e9\U0001f130-\U0001f149\U0001f150-\U0001f169\U0001f170-\U0001f189]")
REFERENCE = re.compile(r"&(?:#(\d+)|#x([0-9a-fA-F]+)|(\w+));")


class Ids:
    """Hands out the ids of one text; equal ones are numbered."""

    __slots__ = ("counts", "prefix", "used")

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.counts: dict[str, int] = {}
        self.used: dict[str, int] = {}

    def github(self, header: Element) -> str:
        """Small letters; letters, digits, marks, `_` and `-` stay, white space becomes a hyphen."""
        text = plain_text(header.children).lower()
        found = word_characters(text).replace(" ", "-").replace("\t", "-")
        count = self.counts.get(found, -1) + 1
        self.counts[found] = count
        return self.prefix + found + (f"-{count}" if count else "")

    def kramdown(self, text: str) -> str:
        """ASCII letters, digits and hyphens of the header as it was written; from the first letter on."""
        found = self.prefix + (plain_id(text) or "section")
        if found in self.used:
            self.used[found] += 1
            return f"{found}-{self.used[found]}"
        self.used[found] = 0
        return found


def plain_id(text: str) -> str:
    text = BEFORE_FIRST_LETTER.sub("", text)
    return NOT_IN_PLAIN_ID.sub("", text).replace(" ", "-").lower()


def word_characters(text: str) -> str:
    """Without what is neither a letter, mark, digit, `_`, `-` nor white space, by Unicode's rule."""
    if text.isascii():
        return NOT_IN_ID.sub("", text)
    import unicodedata

    return "".join(
        character for character in text
        if character in "-_ \t" or character.isalpha()
        or unicodedata.category(character) in ("Mn", "Mc", "Me", "Nd", "Nl", "Pc")
        or CIRCLED_LETTER.match(character)
    )


def plain_text(children: list[Element | str]) -> str:
    """The text of spans without markup; code, formulas and signs count."""
    parts = []
    for child in children:
        if isinstance(child, Sign):
            parts.append(characters(child))
        elif isinstance(child, str):
            parts.append(child)
        elif child.type in ("codespan", "math", "escape", "html_text"):
            parts.append(child.value)
        elif child.type in ("entity", "smart_quote", "typographic_sym"):
            parts.append(child.options.get("sign") or characters(child.value))
        elif child.type != "raw":
            parts.append(plain_text(child.children))
    return "".join(parts)


def bare_text(children: list[Element | str]) -> str:
    """The text of spans as kramdown's own syntax has it for ids: without code, formulas and signs."""
    return "".join(
        ("" if isinstance(child, Sign) else child) if isinstance(child, str)
        else child.value if child.type in ("escape", "html_text", "abbreviation") else bare_text(child.children)
        for child in children
    )


def characters(html: str) -> str:
    """The characters that a sign's HTML stands for."""
    if "&" not in html:
        return html
    from html import unescape

    return unescape(html)
