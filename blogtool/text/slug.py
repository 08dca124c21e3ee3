"""Slugs: a title as it stands in a URL, in each of the ways that Jekyll knows."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

MODES = ("raw", "default", "pretty", "ascii", "latin")
_PRETTY = frozenset("._~!$&'()+,;=@")
_ASCII_WORD = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
_ASCII_SPACE = frozenset(" \t\n\v\f\r")

# Letters that do not fall apart into a base letter and an accent, and their approximation in ASCII.
_APPROXIMATIONS = {
    "Æ": "AE", "Ð": "D", "×": "x", "Ø": "O", "Þ": "Th", "ß": "ss", "æ": "ae", "ð": "d", "ø": "o", "þ": "th",
    "Đ": "D", "đ": "d", "Ħ": "H", "ħ": "h", "ı": "i", "Ĳ": "IJ", "ĳ": "ij", "ĸ": "k", "Ŀ": "L", "ŀ": "l",
    "Ł": "L", "ł": "l", "ŉ": "'n", "Ŋ": "NG", "ŋ": "ng", "Œ": "OE", "œ": "oe", "Ŧ": "T", "ŧ": "t",
}  # fmt: skip


def slugify(text: str, mode: str | None = "default", cased: bool = False) -> str:
    """A title as Jekyll writes it in a URL; `cased` keeps capitals.

    `raw` replaces white space only, `default` all but letters, marks and digits, `pretty` keeps
    `._~!$&'()+,;=@` too, `ascii` keeps ASCII only, `latin` spells Latin letters in ASCII first;
    any other mode (`none`) only lowers the case.

    >>> slugify("Héllo, wörld!")
    'héllo-wörld'
    """
    mode = mode or "default"
    if mode not in MODES:
        return text if cased else lower_case(text)
    if mode == "latin":
        text = to_ascii(text)
    if text.isascii() and "--" not in text and text.replace("-", "a").isalnum():  # as most names of files
        slug = text.strip("-")
        return slug if cased else slug.lower()
    slug = "".join(_pieces(text, mode)).strip("-")
    return slug if cased else lower_case(slug)


def _pieces(text: str, mode: str) -> list[str]:
    """The kept characters, with one dash for each run of others."""
    pieces: list[str] = []
    in_gap = False
    for character in text:
        if _is_kept(character, mode):
            pieces.append(character)
            in_gap = False
        elif not in_gap:
            pieces.append("-")
            in_gap = True
    return pieces


def _is_kept(character: str, mode: str) -> bool:
    if character in _ASCII_WORD:
        return True
    if mode == "raw":
        return character not in _ASCII_SPACE
    if mode == "ascii":
        return False
    if mode == "pretty" and character in _PRETTY:
        return True
    return character >= "\x80" and _is_word(character)


@lru_cache(maxsize=4096)
def _is_word(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "LM" or category == "Nd"


def lower_case(text: str) -> str:
    """Lower case as Ruby has it: a capital sigma at the end of a word is a plain sigma."""
    if text.isascii():
        return text.lower()
    return text.replace("Σ", "σ").lower()


def to_ascii(text: str) -> str:
    """Latin letters (of Latin-1 and Latin Extended-A) spelt in ASCII; anything else is `?`.

    >>> to_ascii("Straße, 日")
    'Strasse, ?'
    """
    if text.isascii():
        return text
    return "".join(_approximation(character) for character in text)


def _approximation(character: str) -> str:
    if character < "\x80":
        return character
    known = _APPROXIMATIONS.get(character)
    if known is not None:
        return known
    base = unicodedata.normalize("NFD", character)[0]
    return base if "\xc0" <= character < "\u017f" and base.isascii() else "?"
