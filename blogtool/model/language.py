"""Languages: one spelling for each code, its name in its own words, and the way its lines run."""

from __future__ import annotations

import re
from functools import lru_cache

# What people write for a code that means another language, or nothing (IANA language subtag registry).
_ALIASES = {
    "jp": "ja", "cn": "zh", "kr": "ko", "cz": "cs", "dk": "da", "gr": "el", "ua": "uk", "vn": "vi",
    "iw": "he", "in": "id", "ji": "yi", "hans": "zh-Hans", "hant": "zh-Hant", "chs": "zh-Hans",
    "cht": "zh-Hant", "eng": "en", "fra": "fr", "fre": "fr", "deu": "de", "ger": "de", "spa": "es",
    "ita": "it", "por": "pt", "rus": "ru", "zho": "zh", "chi": "zh", "jpn": "ja", "kor": "ko",
    "ara": "ar", "hin": "hi", "nld": "nl", "dut": "nl", "pol": "pl", "tur": "tr", "pb": "pt-BR",
}  # fmt: skip

# code: (name in the language itself, name in English)
_NAMES = {
    "af": ("Afrikaans", "Afrikaans"), "am": ("አማርኛ", "Amharic"), "ar": ("العربية", "Arabic"),
    "az": ("Azərbaycanca", "Azerbaijani"), "be": ("Беларуская", "Belarusian"),
    "bg": ("Български", "Bulgarian"), "bn": ("বাংলা", "Bengali"), "br": ("Brezhoneg", "Breton"),
    "bs": ("Bosanski", "Bosnian"), "ca": ("Català", "Catalan"), "cs": ("Čeština", "Czech"),
    "cy": ("Cymraeg", "Welsh"), "da": ("Dansk", "Danish"), "de": ("Deutsch", "German"),
    "el": ("Ελληνικά", "Greek"), "en": ("English", "English"), "eo": ("Esperanto", "Esperanto"),
    "es": ("Español", "Spanish"), "et": ("Eesti", "Estonian"), "eu": ("Euskara", "Basque"),
    "fa": ("فارسی", "Persian"), "fi": ("Suomi", "Finnish"), "fr": ("Français", "French"),
    "ga": ("Gaeilge", "Irish"), "gl": ("Galego", "Galician"), "gu": ("ગુજરાતી", "Gujarati"),
    "he": ("עברית", "Hebrew"), "hi": ("हिन्दी", "Hindi"), "hr": ("Hrvatski", "Croatian"),
    "hu": ("Magyar", "Hungarian"), "hy": ("Հայերեն", "Armenian"), "id": ("Bahasa Indonesia", "Indonesian"),
    "is": ("Íslenska", "Icelandic"), "it": ("Italiano", "Italian"), "ja": ("日本語", "Japanese"),
    "ka": ("ქართული", "Georgian"), "kk": ("Қазақ тілі", "Kazakh"), "km": ("ខ្មែរ", "Khmer"),
    "kn": ("ಕನ್ನಡ", "Kannada"), "ko": ("한국어", "Korean"), "ky": ("Кыргызча", "Kyrgyz"),
    "la": ("Latina", "Latin"), "lb": ("Lëtzebuergesch", "Luxembourgish"), "lo": ("ລາວ", "Lao"),
    "lt": ("Lietuvių", "Lithuanian"), "lv": ("Latviešu", "Latvian"), "mk": ("Македонски", "Macedonian"),
    "ml": ("മലയാളം", "Malayalam"), "mn": ("Монгол", "Mongolian"), "mr": ("मराठी", "Marathi"),
    "ms": ("Bahasa Melayu", "Malay"), "mt": ("Malti", "Maltese"), "my": ("မြန်မာ", "Burmese"),
    "nb": ("Norsk bokmål", "Norwegian Bokmål"), "ne": ("नेपाली", "Nepali"), "nl": ("Nederlands", "Dutch"),
    "nn": ("Norsk nynorsk", "Norwegian Nynorsk"), "no": ("Norsk", "Norwegian"), "oc": ("Occitan", "Occitan"),
    "pa": ("ਪੰਜਾਬੀ", "Punjabi"), "pl": ("Polski", "Polish"), "ps": ("پښتو", "Pashto"),
    "pt": ("Português", "Portuguese"), "pt-BR": ("Português do Brasil", "Brazilian Portuguese"),
    "ro": ("Română", "Romanian"), "ru": ("Русский", "Russian"), "si": ("සිංහල", "Sinhala"),
    "sk": ("Slovenčina", "Slovak"), "sl": ("Slovenščina", "Slovenian"), "sq": ("Shqip", "Albanian"),
    "sr": ("Српски", "Serbian"), "sv": ("Svenska", "Swedish"), "sw": ("Kiswahili", "Swahili"),
    "ta": ("தமிழ்", "Tamil"), "te": ("తెలుగు", "Telugu"), "th": ("ไทย", "Thai"), "tl": ("Tagalog", "Tagalog"),
    "tr": ("Türkçe", "Turkish"), "uk": ("Українська", "Ukrainian"), "ur": ("اردو", "Urdu"),
    "uz": ("Oʻzbekcha", "Uzbek"), "vi": ("Tiếng Việt", "Vietnamese"), "yi": ("ייִדיש", "Yiddish"),
    "zh": ("中文", "Chinese"), "zh-Hans": ("简体中文", "Simplified Chinese"),
    "zh-Hant": ("繁體中文", "Traditional Chinese"), "zh-CN": ("简体中文", "Simplified Chinese"),
    "zh-TW": ("繁體中文", "Traditional Chinese"), "zh-HK": ("繁體中文（香港）", "Chinese (Hong Kong)"),
}  # fmt: skip

CODES = tuple(_NAMES)

# Regions whose readers write Chinese in the script that the language alone does not tell.
_WRITTEN = {"zh-TW": "zh-Hant", "zh-HK": "zh-Hant", "zh-MO": "zh-Hant", "zh-CN": "zh-Hans", "zh-SG": "zh-Hans"}

_RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ku-Arab", "ps", "sd", "ug", "ur", "yi"})
_RIGHT_TO_LEFT_SCRIPTS = frozenset({"Arab", "Hebr", "Thaa", "Syrc", "Nkoo"})

_TAG = re.compile(r"[a-z]{2,3}(-[a-z]{4})?(-(?:[a-z]{2}|\d{3}))?(-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*", re.IGNORECASE)


@lru_cache(maxsize=4096)
def normalise(code: str) -> str:
    """A language code as BCP 47 writes it; a code that is none comes back as it was, trimmed.

    >>> [normalise(code) for code in ("FR", "pt_br", "hant", "jp", "zh-hans-cn")]
    ['fr', 'pt-BR', 'zh-Hant', 'ja', 'zh-Hans-CN']
    """
    tag = code.strip().replace("_", "-")
    first, dash, rest = tag.partition("-")
    alias = _ALIASES.get(first.lower())
    if alias:
        tag = alias + dash + rest
    if not _TAG.fullmatch(tag):
        return code.strip()
    first, *others = tag.split("-")
    return "-".join([first.lower(), *(_cased(part) for part in others)])


def _cased(part: str) -> str:
    """Scripts are written `Hant`, regions `BR`, everything else small (RFC 5646, section 2.1.1)."""
    if len(part) == 4 and part.isalpha():
        return part.capitalize()
    return part.upper() if len(part) == 2 else part.lower()


def is_known(code: str) -> bool:
    """Whether the code, however it is spelled, names a language of our table.

    >>> is_known("Hant"), is_known("pt_BR"), is_known("draft")
    (True, True, False)
    """
    tag = normalise(code)
    return bool(_TAG.fullmatch(tag)) and base(tag) in _NAMES


def base(code: str) -> str:
    """The language alone, without script, region and variant: `zh` of `zh-Hant`."""
    return normalise(code).partition("-")[0]


def lookup(code: str) -> tuple[str, ...]:
    """The code and its shorter forms, longest first, as RFC 4647 looks a language up.

    >>> lookup("zh-Hant-TW")
    ('zh-Hant-TW', 'zh-Hant', 'zh')
    """
    parts = normalise(code).split("-")
    return tuple("-".join(parts[:length]) for length in range(len(parts), 0, -1))


def likenesses(code: str) -> tuple[str, ...]:
    """Where words in a language may be found, the closest first: as `lookup`, but in the script that is read there.

    >>> likenesses("hant"), likenesses("zh_TW"), likenesses("fr-CA")
    (('zh-Hant', 'zh'), ('zh-TW', 'zh-Hant', 'zh'), ('fr-CA', 'fr'))
    """
    first, *wider = lookup(code)
    written = _WRITTEN.get(first)
    return (first, *((written,) if written and written not in wider else ()), *wider)


def native_name(code: str) -> str:
    """What speakers call their language: `Français` of `fr`; the code itself where we do not know."""
    return next((_NAMES[tag][0] for tag in lookup(code) if tag in _NAMES), normalise(code))


def english_name(code: str) -> str:
    """The language's name in English: `French` of `fr`; the code itself where we do not know."""
    return next((_NAMES[tag][1] for tag in lookup(code) if tag in _NAMES), normalise(code))


def direction(code: str) -> str:
    """`rtl` or `ltr`, for the `dir` attribute.

    >>> direction("ar"), direction("az-Arab"), direction("fr")
    ('rtl', 'rtl', 'ltr')
    """
    parts = normalise(code).split("-")
    script = next((part for part in parts[1:] if len(part) == 4 and part.isalpha()), None)
    if script:
        return "rtl" if script in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if parts[0] in _RIGHT_TO_LEFT else "ltr"


def script(code: str) -> str:
    """The script its words are written in, by ISO 15924: `Latn`, `Cyrl`, `Hani`, `Jpan` …"""
    parts = normalise(code).split("-")
    stated = next((part for part in parts[1:] if len(part) == 4 and part.isalpha()), None)
    if stated in ("Hans", "Hant"):
        return "Hani"
    return stated or _SCRIPTS.get(parts[0], "Latn")


_SCRIPTS = {
    "zh": "Hani", "ja": "Jpan", "ko": "Hang", "ru": "Cyrl", "uk": "Cyrl", "be": "Cyrl", "bg": "Cyrl",
    "sr": "Cyrl", "mk": "Cyrl", "kk": "Cyrl", "ky": "Cyrl", "mn": "Cyrl", "ar": "Arab", "fa": "Arab",
    "ur": "Arab", "ps": "Arab", "ug": "Arab", "sd": "Arab", "he": "Hebr", "yi": "Hebr", "hi": "Deva",
    "mr": "Deva", "ne": "Deva", "bn": "Beng", "ta": "Taml", "te": "Telu", "kn": "Knda", "ml": "Mlym",
    "gu": "Gujr", "pa": "Guru", "si": "Sinh", "th": "Thai", "lo": "Laoo", "km": "Khmr", "my": "Mymr",
    "ka": "Geor", "hy": "Armn", "el": "Grek", "am": "Ethi",
}  # fmt: skip
