"""Marks around words, set apart from the words: `⟦1⟧ the notes ⟦2⟧`. Needs no torch.

A word that touches a mark is cut into pieces that begin no word ("the" instead of "▁the"), and a model has hardly seen
those: "⟦1⟧refresh token⟦2⟧" is harder for it than "refresh token". blogtool asks with a space between, where a package
was taught so (`blogtool.translate.prompts.APART`), and takes it out again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .pairs import Pair

_MARK = re.compile(r"⟦(\d+)⟧")
_OPENS = re.compile(r"(?<!\w)⟦\d+⟧(?=(?:⟦\d+⟧)*(?:[\w«“\"'‘(\[¿¡$]|--))")
_CLOSES = re.compile(r"(?<=[^\s(\[«“])⟦\d+⟧(?!\w)")


def around_words(text: str) -> list[tuple[int, int]]:
    """The numbers of marks that seem to open and close a span, from the inside out.

    >>> around_words("See ⟦1⟧⟦2⟧the notes⟦3⟧⟦4⟧ in ⟦5⟧.")
    [(2, 3), (1, 4)]
    """
    waiting: list[int] = []
    found = []
    for mark in _MARK.finditer(text):
        if waiting and _CLOSES.match(text, mark.start()):
            found.append((waiting.pop(), int(mark[1])))
        elif _OPENS.match(text, mark.start()):
            waiting.append(int(mark[1]))
    return found


def apart(pair: Pair) -> Pair:
    """The pair with a space between such marks and the words that they enclose, on both sides.

    >>> apart(Pair("See ⟦1⟧the notes⟦2⟧.", "Voir ⟦1⟧les notes⟦2⟧.")).target
    'Voir ⟦1⟧ les notes ⟦2⟧.'
    """
    spans = around_words(pair.source)
    return Pair(_spaced(pair.source, spans), _spaced(pair.target, spans), pair.origin) if spans else pair


def _spaced(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for opening, closing in spans:
        text = re.sub(rf"⟦{opening}⟧(?=[^\s⟦])", f"⟦{opening}⟧ ", text)
        text = re.sub(rf"(?<=[^\s⟧])⟦{closing}⟧", f" ⟦{closing}⟧", text)
    return text
