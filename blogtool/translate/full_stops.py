"""Whether a full stop belongs to its word: abbreviations, initials, ordinals."""

from __future__ import annotations

import re
import unicodedata

from blogtool.translate.abbreviations import (
    DAYS,
    ENDING_HI,
    LEADING,
    LEADING_EVERYWHERE,
    MONTHS_DE,
    NONE,
    NUMBERED,
    STARTERS,
    TRAILING,
    TRAILING_EVERYWHERE,
)

OPENERS = "“”\"'«»‹›([{¿¡„‚*_"
_ORDINAL_LANGUAGES = frozenset({"de", "da", "nb", "no", "cs", "sk", "hu", "fi", "pl", "hr", "sl", "et", "lv", "tr"})
_ELISION = re.compile(r"^[^\W\d_]{1,2}[’']")  # `l’art.`, `d’env.`
_PREFIXES_AR = ("و", "ف", "ب", "ل", "ك")
_GERMANIC = ("de", "nl", "da", "sv", "nb", "no")
_ZONE = re.compile(r"[A-Z]{2,5}\b")  # `10 a.m. EST`
_CHAIN = re.compile(r"(?<![^\W_])((?:[^\W\d_]{1,3}\.-?[\s\u00a0\u202f]?)+[^\W\d_]{1,5})\.$")  # `i. d. R.`, `a.C.`
_NEXT_PART = re.compile(r"-?([^\W\d_]{1,4})\.")
_NUMBER = re.compile(r"\d|[A-Z]\d|[IVXLCDM]{2,}\b|[VXB-HJ-Z]\b|[(#§]|n[.ºo°]")
_SHORTENED = re.compile(r"[B-DF-HJ-NP-TV-XZ][bcdfghjklmnpqrstvwxz]{1,3}")  # `Hrsg.`, `Sgt.`: no word lacks a vowel
_VOWELLESS = re.compile(r"[b-df-hj-np-tv-xz]{1,5}", re.IGNORECASE)
_LONE_NUMBER = re.compile(r"\d+(?:[.,]\d+)*(?:[.,;:)!?](?!\d)|\s*$)")  # no sentence is a number: `apt. 12.`
_SYLLABLE = re.compile(  # one syllable and a full stop: `ए. `
    "(?:^|[\\s.])[\u0904-\u0939\u0958-\u0961][\u0900-\u0903\u093a-\u094d\u0962\u0963]*\\.\\s?$"
)
_NAME = re.compile(r"[^\W\d_]\.|(?:Le|La|Les|De|Des|Los|El|Das|Dos)\s[A-ZÀ-Þ]")  # `A. Ramos`, `Le Goff`
_AND_SO_ON = frozenset("etc usw ecc usf enz osv atd itd".split())
_QUANTITY = re.compile(r"(?:\d|\b[IVXLC]+)[\s\u00a0\u202f]*$")
# Behind these even a capital may go on: `the U.S. Senate`, `Sammy Davis Jr. Show`, `Baker St. Station`.
_NAMES = frozenset("u.s u.k u.n e.u u.s.a d.c jr sr co st ave rd blvd ft j.-c".split())


def belongs_to_word(before: str, after: str, lang: str) -> bool:
    """Whether the full stop at the end of `before` ends an abbreviation, an initial or an ordinal, and no sentence.

    `after` begins with the first letter or sign behind the white space. When in doubt it does: a sentence too long
    is translated better than one torn apart.
    """
    stem = before.rstrip()
    word = re.split(r"[\s\u00a0\u202f]", stem)[-1].rstrip(".").lstrip(OPENERS)
    last = _ELISION.sub("", word.casefold())
    names = [*_chains(stem), last]
    if lang == "ar" and last[:1] in _PREFIXES_AR:
        names.append(last[1:])  # `ود. ليلى`: and Dr Laila
    if _next_part_follows(names, after, lang):
        return True
    for name in names:
        known = _by_table(name, stem, after, lang)
        if known is not None:
            return known
    if last.isdigit():
        return _is_ordinal(last, stem, after, lang)
    return _looks_shortened(word, stem, after, lang) or is_initial(word, after)


def begins_anew(after: str) -> bool:
    """Whether a sentence may well begin here, by its first word."""
    first = re.match(r"\w+(?=[\s'’.,?!…])", after)
    return first is not None and first[0].casefold() in STARTERS


def is_initial(word: str, after: str) -> bool:
    """`J. R. Hacker`: a capital alone, and a name behind it."""
    if not re.fullmatch(r"[A-ZÀ-ÞА-ЯЁІЇЄ](?:[.-]{1,2}[A-ZÀ-ÞА-ЯЁІЇЄ])*", word):
        return False
    return after[0].isalpha() and (not begins_anew(after) or _NAME.match(after) is not None)


def _chains(stem: str) -> list[str]:
    """The dotted abbreviations that end here, blanks left out, the longest first: `i.d.r`, `d.r`."""
    match = _CHAIN.search(stem)
    if match is None:
        return []
    parts = re.sub(r"[\s\u00a0\u202f]", "", match[1]).casefold().split(".")
    return [".".join(parts[first:]) for first in range(len(parts) - 1)]


def _next_part_follows(names: list[str], after: str, lang: str) -> bool:
    """Whether an abbreviation of several words goes on behind its first ones: `a.|C.`, `z.|B.`."""
    part = _NEXT_PART.match(after)
    if part is None:
        return False
    tables = (table.get(lang, NONE) for table in (LEADING, TRAILING))
    known = [name for table in (*tables, LEADING_EVERYWHERE, TRAILING_EVERYWHERE) for name in table if "." in name]
    return any(one.startswith(f"{name}.{part[1].casefold()}") for name in names for one in known)


def _by_table(name: str, stem: str, after: str, lang: str) -> bool | None:
    """What the tables say, None where they know nothing of the word."""
    leading = name in LEADING.get(lang, NONE) or name in LEADING_EVERYWHERE
    trailing = name in TRAILING.get(lang, NONE) or name in TRAILING_EVERYWHERE
    if leading and trailing:
        # `г. Москва`, but `в 2020 г. Она`: behind a quantity it is a unit.
        leading = _QUANTITY.search(stem[: -len(name) - 1]) is None
    if leading:
        return True
    if trailing:
        return _trailing_goes_on(name, after)
    if name in NUMBERED.get(lang, NONE):
        return _NUMBER.match(after) is not None or after[0].islower() or _is_mark(after[0]) or None
    return None


def _trailing_goes_on(name: str, after: str) -> bool:
    if name in ("a.m", "p.m"):
        following = re.match(r"\w+", after)
        if _ZONE.match(after) or (following is not None and following[0].casefold() in DAYS):
            return True
    if name in _NAMES and after[0].isupper():
        return not begins_anew(after)
    return after[0].islower() or (after[0].isdigit() and name not in _AND_SO_ON)


def _is_mark(character: str) -> bool:
    """Marks are letters of private use here."""
    return unicodedata.category(character) == "Co"


def _looks_shortened(word: str, stem: str, after: str, lang: str) -> bool:
    """What no table knows, by its letters."""
    if lang == "de" and word.endswith(("str", "Str")) and after[0].isdigit():
        return True
    if lang in _GERMANIC and len(word) == 1 and word.islower():
        return after[0].isalnum() and not begins_anew(after)  # `Charlotte v. Stein`
    if lang in _ORDINAL_LANGUAGES and re.fullmatch("[IVX]{2,}", word):
        return not begins_anew(after)  # `Ludwig II. König von Bayern`
    if lang in ("hi", "mr", "ne"):
        last = word.rpartition(".")[2]
        if _SYLLABLE.search(stem[: -len(last) - 1]) or _SYLLABLE.match(after[: after.find(".") + 1]):
            return 0 < _aksharas(last) < 3  # `बी. आर. अंबेडकर`
        return _aksharas(last) == 1 and last not in ENDING_HI
    if lang in ("ar", "fa", "ur") and len(word.rstrip("ـ").rpartition(".")[2]) == 1 and word[-1].isalpha():
        return True
    if _LONE_NUMBER.match(after) or (after[0].isdigit() and _VOWELLESS.fullmatch(word)):
        return len(word) < 6 and word.isalpha()
    return _SHORTENED.fullmatch(word) is not None and after[0].isupper() and not begins_anew(after)


def _aksharas(word: str) -> int:
    """Syllables of a word in Devanagari's letters; 0 for other scripts."""
    if not all("\u0900" <= character <= "\u097f" for character in word):
        return 0
    letters = sum(unicodedata.category(character) == "Lo" for character in word)
    return letters - word.count("\u094d")


def _is_ordinal(number: str, stem: str, after: str, lang: str) -> bool:
    """`am 3. Mai`, `1. clone`."""
    if len(number) > 2:
        return False
    if stem.strip() == f"{number}.":
        return True
    if lang == "de":
        following = re.match(r"\w+", after)
        if following is not None and following[0].casefold() in MONTHS_DE:
            return True
        return (
            re.search(
                r"(?i)\b(?:der|die|das|dem|den|des|am|im|vom|zum|beim|ihr\w*|sein\w*|mein\w*|dein\w*|unser\w*|jede\w*|keine?)\s+\d+\.$",
                stem,
            )
            is not None
        )
    return lang in _ORDINAL_LANGUAGES and after[0].islower()
