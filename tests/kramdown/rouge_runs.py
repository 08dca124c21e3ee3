"""How much of a highlighted block carries the classes that Rouge gave it."""

from __future__ import annotations

import re
from html import unescape

_RUN = re.compile(r'<span class="([^"]*)">([^<]*)</span>|([^<]+)')


def text_of(html: str) -> str:
    """A highlighted block without its spans, still escaped."""
    return re.sub(r'<span class="[^"]*">|</span>', "", html)


def agreement(found: str, expected: str) -> tuple[int, int]:
    """How many characters have the same class, and how many there are; blanks do not count."""
    ours, theirs = _classes(found), _classes(expected)
    assert len(ours) == len(theirs), "the texts differ"
    pairs = [(a, b) for a, b in zip(ours, theirs, strict=True) if not a[1].isspace()]
    return sum(a == b for a, b in pairs), len(pairs)


def _classes(html: str) -> list[tuple[str, str]]:
    return [
        (name or "", character)
        for name, inside, plain in _RUN.findall(html)
        for character in unescape(inside or plain)
    ]
