"""Texts that mean the same in every language: what a language calls itself, a size with its unit."""

from __future__ import annotations

import re
from functools import lru_cache

from blogtool.model import language

_UNITS = (
    "B|[kKMGT]i?B|[kKMGT]?bit/s|[kMG]bps|ns|µs|ms|s|min|h|[nµmck]?m|km/h|[µmk]?g|[mc]?l|[kMG]?Hz|[mk]?[WVA]|[kM]?Wh|kcal"
    "|px|pt|em|rem|fps|dpi|rpm|°C|°F|K|%"
)
_SIZE = re.compile(rf"[~≈<>≤≥±+−-]?\s?\d[\d.,\u202f]*(?:\s?[–×x-]\s?\d[\d.,\u202f]*)?(?P<gap>\s?)(?P<unit>{_UNITS})")
_OCTETS = re.compile(r"([kKMGT]i?)B")


def as_measured(text: str, target: str) -> str | None:
    """A size as the language writes it, its number untouched; None for any other text.

    >>> as_measured("120 ms", "fr"), as_measured("10 MB", "fr"), as_measured("10 MB", "de"), as_measured("10 men", "fr")
    ('120 ms', '10 Mo', '10 MB', None)
    """
    found = _SIZE.fullmatch(text)
    if found is None:
        return None
    octets = _OCTETS.fullmatch(found["unit"])
    if octets is None or language.base(target) != "fr":
        return text
    return f"{text[: found.start('unit')]}{octets[1].replace('K', 'k')}o"


def is_own_name(text: str) -> bool:
    """Whether a text is what a language calls itself, and English does not.

    >>> is_own_name("Deutsch"), is_own_name("Français"), is_own_name("English"), is_own_name("French")
    (True, True, False, False)
    """
    return text in _own_names()


@lru_cache(maxsize=1)
def _own_names() -> frozenset[str]:
    names = ((language.native_name(code), language.english_name(code)) for code in language.CODES)
    return frozenset(own for own, english in names if own != english)
