"""Signs as the target language sets them: spaces before `:`, quotation marks, wide and Arabic punctuation."""

from __future__ import annotations

import re

from blogtool.model import language

_NARROW = "\u202f"  # narrow no-break space
_WIDE = "\u00a0"  # no-break space

_CJK = r"[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_AR = r"[\u0600-\u06ff\u0750-\u077f]"
_QUOTED = re.compile(r"(?<![A-Za-z\d\"])\"(?=\S)([^\"]*?)(?<=\S)\"(?![A-Za-z\d\"])|“([^“”]*)”")

_GROUPS = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?![\d])")  # `1 000 000`

_FRENCH_SIGNS = tuple(
    (re.compile(sign), written)
    for sign, written in (
        (r"(?<=[^\s;!?:\d])[ \u00a0\u202f]*([;!?]+)(?=[\s\u202f»)\]]|⟦|$)", rf"{_NARROW}\1"),
        (r"(?<=[\d])[ \u00a0\u202f]*([;!?]+)(?=[\s»)\]]|$)", rf"{_NARROW}\1"),
        (r"(?<=[^\s:;!?])[ \u00a0\u202f]*:(?=[\s»]|$)", rf"{_WIDE}:"),
        (r"«[ \u00a0\u202f]*(?=\S)", f"«{_NARROW}"),
        (r"(?<=\S)[ \u00a0\u202f]*»", f"{_NARROW}»"),
        (r"(?<=\d)[ \u00a0\u202f]*%", f"{_NARROW}%"),
        (r"(?<=\d) (?=[€£¥])", _WIDE),
    )
)
_BLANK_BEFORE_STOP = re.compile(r"[ \u00a0\u202f]+(?=[,.](?:\s|$))")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")

# (opening, closing) for double quotation marks
_QUOTES = {
    "fr": ("«\u202f", "\u202f»"), "de": ("„", "“"), "es": ("«", "»"), "it": ("«", "»"), "pt": ("“", "”"),
    "ru": ("«", "»"), "uk": ("«", "»"), "pl": ("„", "”"), "cs": ("„", "“"), "zh": ("“", "”"),
    "zh-Hant": ("「", "」"), "ja": ("「", "」"), "ar": ("«", "»"), "fa": ("«", "»"), "el": ("«", "»"),
    "nb": ("«", "»"), "no": ("«", "»"), "sv": ("”", "”"), "fi": ("”", "”"), "hu": ("„", "”"), "ro": ("„", "”"),
    "bg": ("„", "“"), "en": ("“", "”"),
}  # fmt: skip
_WIDE_SIGNS = {",": "，", ".": "。", ";": "；", ":": "：", "!": "！", "?": "？"}
_JAPANESE_SIGNS = {**_WIDE_SIGNS, ",": "、"}


def finish(text: str, target: str) -> str:
    """An engine's answer with its signs as the language sets them; marks and words stay.

    Signs inside of words, numbers and addresses are left alone.

    >>> finish('Le "site" est là!', "fr") == 'Le «\u202fsite\u202f» est là\u202f!'
    True
    """
    text = _quotes(text, target)
    code = language.base(target)
    if code == "fr":
        return _french(text)
    if code == "zh":
        return _wide(text, _WIDE_SIGNS)
    if code == "ja":
        return _wide(text, _JAPANESE_SIGNS)
    if code in ("ar", "fa", "ur"):
        return _arabic(text)
    if code in ("hi", "mr", "ne"):
        return re.sub(r"(?<=[\u0900-\u097f⟧])\s?\.(?=\s|$)", "।", text) if code == "hi" else text
    return re.sub(r"(?<=\w)\s+(?=[,.;:!?](?:\s|$))", "", text)


def _quotes(text: str, target: str) -> str:
    """Straight and English quotation marks in pairs; a single one may be an inch."""
    for code in language.lookup(target):
        if code in _QUOTES:
            return _quoted(text, *_QUOTES[code])
    return text


def _quoted(text: str, opening: str, closing: str) -> str:
    return _QUOTED.sub(lambda match: opening + (match[1] or match[2] or "").strip() + closing, text)


def _french(text: str) -> str:
    """As the Imprimerie nationale sets it: a narrow space before `;`, `!` and `?`, a wide one before `:`."""
    for sign, written in _FRENCH_SIGNS:
        text = sign.sub(written, text)
    text = _GROUPS.sub(lambda match: match[0].replace(" ", _NARROW), text)
    return _APOSTROPHE.sub("’", _BLANK_BEFORE_STOP.sub("", text))


# A colon behind a lead in bold, in a link or in code, before what it leads to: `**Note**: `, `` `lang`: ``.
_COLON_BEHIND_MARKUP = re.compile(r"(?<=[*_`>)])(?<!\\.)(?=:\s$)")


def with_colon_of(gap: str, target: str) -> str:
    """What stands between two texts, with the space before a colon at its end that French wants.

    >>> with_colon_of("**: ", "fr"), with_colon_of("**: ", "de"), with_colon_of("[^note]: ", "fr")
    ('**\xa0: ', '**: ', '[^note]: ')
    """
    if language.base(target) != "fr":
        return gap
    return _COLON_BEHIND_MARKUP.sub(_WIDE, gap)


def _wide(text: str, signs: dict[str, str]) -> str:
    """Punctuation between wide characters is wide; between Latin words it is not."""
    text = re.sub(
        rf"(?<={_CJK}|[”」』）⟧])[ ]?([,.;:!?])(?=\s|{_CJK}|⟦|[“「『（”」』）]|$)[ ]*",
        lambda match: signs[match[1]] if _is_among_wide(text, match) else match[0],
        text,
    )
    # Behind a Latin word, what follows tells: `使用 Git, 然后`.
    text = re.sub(rf"(?<=[A-Za-z\d%])[ ]?([,;:!?])[ ]*(?={_CJK}|[“「『（])", lambda match: signs[match[1]], text)
    text = re.sub(rf"(?<=[A-Za-z])\.[ ]+(?={_CJK})", signs["."], text)
    text = re.sub(rf"\((?=[^()]*{_CJK})([^()]*)\)", r"（\1）", text)
    text = re.sub(rf"(?<={_CJK}|[，。、；：！？])[ ]+(?={_CJK})", "", text)
    text = re.sub(r"\s+(?=[，。、；：！？）」』])|(?<=[，。、；：！？（「『])[ ]+", "", text)
    return re.sub(r"(?<=[^.])\.{3,6}$|…(?!…)$", "……", text) if signs is _WIDE_SIGNS else text


def _is_among_wide(text: str, match: re.Match[str]) -> bool:
    """A sign behind a mark is wide if the text around it is."""
    if text[match.start() - 1] != "⟧":
        return True
    return re.search(_CJK, text) is not None


def _arabic(text: str) -> str:
    text = re.sub(rf"(?<={_AR}|[⟧»)])\s?,(?=\s|$)|(?<=[A-Za-z\d])\s?,(?=\s+{_AR})", "،", text)
    text = re.sub(rf"(?<={_AR}|[⟧»)])\s?;(?=\s|$)|(?<=[A-Za-z\d])\s?;(?=\s+{_AR})", "؛", text)
    text = re.sub(rf"(?<={_AR}|[⟧»)])\s?\?(?=\s|[»)]|$)", "؟", text)
    return re.sub(r"(?<=[A-Za-z\d])\s?\?(?=\s|[»)]|$)", "؟", text) if re.search(_AR, text) else text
