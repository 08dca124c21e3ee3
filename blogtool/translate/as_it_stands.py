"""Texts of which every word is known: what a language calls itself or is called in French, a size with its unit."""

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

# What languages are called in French; a table of languages has little else, and a model that knows no context guesses.
_IN_FRENCH = {
    "af": "afrikaans", "am": "amharique", "ar": "arabe", "az": "azéri", "be": "biélorusse", "bg": "bulgare",
    "bn": "bengali", "br": "breton", "bs": "bosnien", "ca": "catalan", "cs": "tchèque", "cy": "gallois",
    "da": "danois", "de": "allemand", "el": "grec", "en": "anglais", "eo": "espéranto", "es": "espagnol",
    "et": "estonien", "eu": "basque", "fa": "persan", "fi": "finnois", "fr": "français", "ga": "irlandais",
    "gl": "galicien", "gu": "gujarati", "he": "hébreu", "hi": "hindi", "hr": "croate", "hu": "hongrois",
    "hy": "arménien", "id": "indonésien", "is": "islandais", "it": "italien", "ja": "japonais", "ka": "géorgien",
    "kk": "kazakh", "km": "khmer", "kn": "kannada", "ko": "coréen", "ky": "kirghize", "la": "latin",
    "lb": "luxembourgeois", "lo": "lao", "lt": "lituanien", "lv": "letton", "mk": "macédonien", "ml": "malayalam",
    "mn": "mongol", "mr": "marathi", "ms": "malais", "mt": "maltais", "my": "birman", "ne": "népalais",
    "nl": "néerlandais", "no": "norvégien", "oc": "occitan", "pa": "pendjabi", "pl": "polonais", "ps": "pachto",
    "pt": "portugais", "pt-BR": "portugais du Brésil", "ro": "roumain", "ru": "russe", "si": "cingalais",
    "sk": "slovaque", "sl": "slovène", "sq": "albanais", "sr": "serbe", "sv": "suédois", "sw": "swahili",
    "ta": "tamoul", "te": "télougou", "th": "thaï", "tl": "tagalog", "tr": "turc", "uk": "ukrainien",
    "ur": "ourdou", "uz": "ouzbek", "vi": "vietnamien", "yi": "yiddish", "zh": "chinois",
    "zh-Hans": "chinois simplifié", "zh-Hant": "chinois traditionnel",
}  # fmt: skip


def language_named(text: str, source: str, target: str) -> str | None:
    """The French for a language's English name with its capital; None for any other text or way.

    >>> [language_named(text, "en", "fr") for text in ("French", "French bread")], language_named("French", "en", "de")
    (['Français', None], None)
    """
    if language.base(source) != "en" or language.base(target) != "fr":
        return None
    said = _by_english_name().get(text)
    return said[0].upper() + said[1:] if said else None


@lru_cache(maxsize=1)
def _by_english_name() -> dict[str, str]:
    return {language.english_name(code): said for code, said in _IN_FRENCH.items()}


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


def own_name(text: str) -> str | None:
    """A text that is what a language calls itself, and English does not; None for any other.

    >>> [own_name(text) for text in ("Deutsch", "Français", "English", "French")]
    ['Deutsch', 'Français', None, None]
    """
    return text if text in _own_names() else None


@lru_cache(maxsize=1)
def _own_names() -> frozenset[str]:
    names = ((language.native_name(code), language.english_name(code)) for code in language.CODES)
    return frozenset(own for own, english in names if own != english)
