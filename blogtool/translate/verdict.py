"""Is this answer usable? What an engine says is judged before anything is written."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection
from functools import lru_cache
from itertools import combinations

from blogtool.model import language
from blogtool.model.translation import Segment
from blogtool.translate import marks
from blogtool.translate.word_lists import ANY_WORD, JOINED_WORDS, SHORTEST, is_word, words_of

# With one of these an answer is never used; the others are flaws: another try is made, then they are shown.
FATAL = frozenset({
    "empty", "foreign-mark", "lost-mark", "crossed-marks", "empty-span", "loop", "runaway", "cut-short",
    "untranslated", "wrong-script", "unknown-word",
})  # fmt: skip

# Words so common that two or three of them show which language a text is in.
_COMMON = {
    "en": "the of and is are was were this that with for from you your not have it be to in on as an",
    "fr": "le la les des du et est sont dans pour avec une vous votre pas ce cette qui que sur au aux",
    "de": "der die das und ist sind ein eine mit für nicht von zu den dem auf auch sich wird es im",
    "es": "el la los las del y es son en para con una que no por su se al este esta como más",
    "it": "il lo la gli le di e è sono per con una che non del della si come più nel",
    "pt": "o os as do da dos e é são em para com uma que não por se no na ao como mais",
    "nl": "de het een en is zijn van voor met niet dat die op te in aan ook wordt",
}
COMMON = {code: frozenset(words.split()) for code, words in _COMMON.items()}

_SCRIPT_NAMES = {
    "Latn": ("LATIN",), "Cyrl": ("CYRILLIC",), "Hani": ("CJK",), "Jpan": ("CJK", "HIRAGANA", "KATAKANA"),
    "Hang": ("HANGUL", "CJK"), "Arab": ("ARABIC",), "Hebr": ("HEBREW",), "Deva": ("DEVANAGARI",),
    "Grek": ("GREEK",), "Thai": ("THAI",), "Beng": ("BENGALI",), "Taml": ("TAMIL",), "Telu": ("TELUGU",),
    "Knda": ("KANNADA",), "Mlym": ("MALAYALAM",), "Gujr": ("GUJARATI",), "Guru": ("GURMUKHI",),
    "Sinh": ("SINHALA",), "Laoo": ("LAO",), "Khmr": ("KHMER",), "Mymr": ("MYANMAR",), "Geor": ("GEORGIAN",),
    "Armn": ("ARMENIAN",), "Ethi": ("ETHIOPIC",),
}  # fmt: skip
_DENSE = frozenset({"Hani", "Jpan", "Hang"})  # one character says as much as two or three Latin letters

# Small numbers may come back as words.
_NUMBER_WORDS = {
    "0": "zero zéro null cero 零 〇 ноль صفر शून्य",
    "1": "one un une ein eine einen einer eins uno una um uma 一 ひと 한 один одна واحد واحدة एक",
    "2": "two deux zwei dos due dois duas 二 两 兩 두 два две اثنان اثنين दो",
    "3": "three trois drei tres tre três 三 세 три ثلاثة ثلاث तीन",
    "4": "four quatre vier cuatro quattro quatro 四 네 четыре أربعة أربع चार",
    "5": "five cinq fünf cinco cinque 五 다섯 пять خمسة خمس पांच",
    "6": "six sechs seis sei 六 여섯 шесть ستة ست छह",
    "7": "seven sept sieben siete sette sete 七 일곱 семь سبعة سبع सात",
    "8": "eight huit acht ocho otto oito 八 여덟 восемь ثمانية आठ",
    "9": "nine neuf neun nueve nove 九 아홉 девять تسعة नौ",
    "10": "ten dix zehn diez dieci dez 十 열 десять عشرة दस",
}

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NUMBER = re.compile(r"\d+(?:[.,:’'\u00a0\u202f]\d+)*")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|\S+\.(?:com|org|net|io|dev)\b\S*|(?<!\w)v\d+(?:\.\d+)*(?!\w)"
)
_LIKE_AN_ADDRESS = re.compile(r"://|www\.|@|\.(?:com|org|net|io|dev)\b|v\d")  # without one there is no address
# A name that no language changes: capitals or digits inside of it (`GitHub`, `CTranslate2`, `kramdown2`).
_NAME = re.compile(r"(?<![\w'’])(?:[A-Z]?[a-z]+[A-Z]\w*|[A-Za-z]+\d\w*|[A-Z]{2,}[a-z]\w+)(?![\w'’])")
_LOOP = re.compile(
    r"(?<![^\W\d_])((?=[^\W\d_])\S{1,40}(?:\s+\S{1,40}){0,7})(?:[\s,;.]+\1){2,}(?![^\W\d_])", re.IGNORECASE
)
# `propre propre`, `liste de liste`: what a weak model does; `vous vous` and `nous nous` are French.
_DOUBLED = re.compile(
    r"(?<!\w)(?!(?:nous|vous|that|sich|todo)\b)([^\W\d_]{4,})\s+"
    r"(?:(?:de|du|des|d['’]|of|of the|von|del|la|le|les|l['’])\s*)?\1(?!\w)",
    re.IGNORECASE,
)
_STAMMER = re.compile(r"(\S{2,12}?)\1{3,}|([^\W\d_])\2{4,}")
_LETTERS = re.compile(r"[^\W\d_]+")
_BEYOND_LATIN = re.compile("[^\x00-\u024f]")
_DIGIT = re.compile(r"\d")
_SPACE_IN_NUMBER = re.compile("(?<=\\d)[ \u00a0\u202f](?=\\d{3}(?!\\d))")
_NOISE = re.compile(r"⁇|\ufffd|<unk>|</?s>|▁")


def judge(segment: Segment, answer: str, source: str, target: str, names: Collection[str] = ()) -> tuple[str, ...]:
    """What is odd about an answer, gravest first; empty where nothing is.

    `names` are words that have to come back as they are. Languages are BCP 47 codes.
    """
    if segment.text.strip() and not answer.strip():
        return ("empty",)
    found: list[str] = []
    wrong = marks.trouble(segment.text, answer, segment.marks)
    if wrong:
        found.append(wrong)
    before, after = _prose(segment.text), _prose(answer)
    if "⟦" in after or "⟧" in after:
        found.append("foreign-mark")
    if _NOISE.search(after) and not _NOISE.search(before):
        found.append("unknown-word")
    if any(character in after for character in "\r\n\x00"):
        found.append("runaway")
    found += _length(before, after, source, target)
    if "runaway" in found:
        return tuple(dict.fromkeys(found))
    if is_loop(after) and not is_loop(before):
        found.append("loop")
    if language.base(source) != language.base(target) or language.script(source) != language.script(target):
        found += _other_language(before, after, source, target)
    if _DOUBLED.search(after) and not _DOUBLED.search(before):
        found.append("doubled-word")
    found += _lost(before, after, names)
    return tuple(dict.fromkeys(found))


def is_usable(flags: Collection[str]) -> bool:
    """Whether an answer with these flags may be written at all."""
    return not FATAL.intersection(flags)


def is_wordless(text: str) -> bool:
    """Whether there is nothing to translate: only marks, numbers, addresses and signs.

    >>> is_wordless("⟦1⟧ – 3.5 → https://example.com/a"), is_wordless("see ⟦1⟧")
    (True, False)
    """
    return not any(character.isalpha() for character in _without_addresses(marks.without(text)))


def _without_addresses(text: str) -> str:
    return _ADDRESS.sub(" ", text) if _LIKE_AN_ADDRESS.search(text) else text


def _prose(text: str) -> str:
    return marks.without(text).strip()


def _length(before: str, after: str, source: str, target: str) -> list[str]:
    """Lengths in characters; a dense script counts for what it says."""
    said = _weight(before, source)
    answered = _weight(after, target)
    if answered > 3 * said + 24:
        return ["runaway"]
    if said > 24 and answered < said / 4:
        return ["cut-short"]
    if answered > 2.2 * said + 16 or (said > 40 and answered < said / 2.2):
        return ["odd-length"]
    return []


def _weight(text: str, code: str) -> float:
    """How many Latin letters the text is worth."""
    if language.script(code) not in _DENSE:
        return len(text)
    return sum(2.4 if ord(character) > 0x2E7F else 1 for character in text)


def is_loop(text: str) -> bool:
    """Whether something is said three times in a row, or the same few words over and over.

    >>> is_loop("the file the file the file"), is_loop("haha hahahahaha"), is_loop("row row")
    (True, True, False)
    """
    if (_may_loop(text) and _LOOP.search(text)) or _stammers(text):
        return True
    words = [word.casefold() for word in _WORD.findall(text)]
    if len(words) < 12:
        return False
    commonest = max(Counter(word for word in words if len(word) > 3).values(), default=0)
    return len(set(words)) < 0.4 * len(words) or commonest > max(4, len(words) / 5)


def _stammers(text: str) -> bool:
    """Whether a word goes on and on: only one with the same letters again and again is looked at closely."""
    return any(len(word) - len(set(word)) > 3 and _STAMMER.search(word) for word in text.split())


def _may_loop(text: str) -> bool:
    """Whether some word stands three times at equal distances: the pattern that finds loops is slow."""
    places: dict[str, list[int]] = {}
    for place, word in enumerate(_LETTERS.findall(text.casefold())):
        places.setdefault(word, []).append(place)
    for some in places.values():
        if len(some) > 2 and any(2 * middle - first in some for first, middle in combinations(some, 2)):
            return True
    return False


def _other_language(before: str, after: str, source: str, target: str) -> list[str]:
    """Copies, texts in the wrong script, and texts where much of the source is left."""
    left, right = _words(before), _words(after)
    if not left:
        return []
    if left == right:
        # Two or three words may be a name or the same in both languages.
        return ["untranslated"] if len(left) > 3 or not _may_stay(left, source) else []
    script = language.script(target)
    if language.script(source) != script and _share(after, script, before) < 0.3:
        return ["wrong-script"]
    if script == "Latn" and _strangers(after, before) > 0.2:
        return ["wrong-script"]
    kept = COMMON.get(language.base(source), frozenset()) - COMMON.get(language.base(target), frozenset())
    remains = kept.intersection(right).intersection(left)
    if len(remains) >= 3 and len(remains) * 6 >= len(right):
        return ["untranslated"]
    shared = sum((Counter(left) & Counter(right)).values())
    if len(left) > 4 and shared > 0.85 * max(len(left), len(right)):
        return ["untranslated"]
    return []


def _may_stay(words: list[str], source: str) -> bool:
    """A short text without any everyday word of its language may be a name."""
    return not COMMON.get(language.base(source), frozenset()).intersection(words)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(_without_addresses(text))]


def _letters(text: str) -> list[str]:
    return [character for character in text if character.isalpha()]


def _is_in(character: str, script: str) -> bool:
    name = unicodedata.name(character, "")
    return name.startswith(_SCRIPT_NAMES.get(script, ("LATIN",)))


def _share(text: str, script: str, source: str) -> float:
    """The part of the letters in the script; words that the source has too do not count against it."""
    same = set(_words(source))
    letters = [c for word in _WORD.findall(text) if word.casefold() not in same for c in _letters(word)]
    if not letters:
        return 1.0 if len(_words(source)) <= 3 else 0.0
    return sum(_is_in(character, script) for character in letters) / len(letters)


def _strangers(text: str, source: str) -> float:
    """The part of the letters that are not Latin and not in the source either."""
    if not _BEYOND_LATIN.search(text):
        return 0.0
    letters = _letters(text)
    odd = [c for c in letters if ord(c) > 0x24F and c not in source and not _is_in(c, "Latn")]
    return len(odd) / len(letters) if letters else 0.0


def _lost(before: str, after: str, names: Collection[str]) -> list[str]:
    found = []
    if _DIGIT.search(before) and lost_numbers(before, after):
        found.append("lost-number")
    if _DIGIT.search(after) and _invented_numbers(before, after):
        found.append("odd-number")
    if lost_names(before, after, names):
        found.append("lost-name")
    return found


def lost_numbers(before: str, after: str) -> list[str]:
    """The numbers of the source, as written, that the answer lacks.

    Other digits, other separators and words for small numbers do count as the number.

    >>> lost_numbers("1,000 files in 3.5 s and 2 more", "1 000 fichiers en 3,5 s et deux autres")
    []
    """
    there = Counter(_digits(match) for match in _NUMBER.findall(_joined(after)))
    lost = []
    for match in _NUMBER.findall(_joined(before)):
        digits = _digits(match)
        if there[digits]:
            there[digits] -= 1
        elif not _in_words(digits, after):
            lost.append(match)
    return lost


def _invented_numbers(before: str, after: str) -> bool:
    there = Counter(_digits(match) for match in _NUMBER.findall(_joined(before)))
    new = Counter(_digits(match) for match in _NUMBER.findall(_joined(after))) - there
    return any(len(digits) > 2 for digits in new) or sum(new.values()) > 2


def _joined(text: str) -> str:
    """Groups of three digits are one number, whatever stands between them."""
    return _SPACE_IN_NUMBER.sub("", text)


def _digits(number: str) -> str:
    return "".join(str(unicodedata.digit(c)) for c in number if c.isdigit() and unicodedata.digit(c, -1) >= 0)


def _in_words(digits: str, text: str) -> bool:
    words = _NUMBER_WORDS.get(digits, "").split()
    lowered = text.casefold()
    return any(word in lowered if ord(word[0]) > 0x2E7F else re.search(rf"\b{word}\b", lowered) for word in words)


def lost_names(before: str, after: str, names: Collection[str] = ()) -> list[str]:
    """The names that have to come back as they are and do not."""
    if before.isupper():
        return []
    wanted = [match for match in _NAME.findall(_without_addresses(before)) if match in before]
    wanted += [name for name in names if name in before and stands_alone(name).search(before)]
    said = after.casefold() if wanted else ""
    return [name for name in dict.fromkeys(wanted) if name.casefold() not in said]


def doubtful(before: str, after: str, source: str, target: str) -> list[str]:
    """The words of an answer that are no words of its language: invented, or left as the source has them.

    Empty where there is no list of the language's words. One in seven sentences of human translators has such a
    word, so it speaks for another answer, and against none.

    >>> doubtful("Fifteen words are good.", "Les mots fifiés sont bons.", "en", "fr")
    ['fifiés']
    >>> doubtful("So we say it openly.", "Nous le disons openly.", "en", "fr")
    ['openly']
    >>> doubtful("Ask Zorvelik.", "Demandez à Zorvelik.", "en", "fr")
    []
    """
    if words_of(target) is None:
        return []
    found: list[str] = []
    there: set[str] | None = None
    joined = [one for one in JOINED_WORDS.findall(marks.without(after)) if "-" not in one or one not in before]
    for word in [word for one in joined for word in one.split("-")]:
        small = word.lower()
        if len(word) <= SHORTEST or word.isupper() or is_word(small, target):
            continue
        if there is None:
            there = {one.lower() for one in ANY_WORD.findall(before)}
        if small not in there or _is_left(word, before, source):
            found.append(word)
    return found


def _is_left(word: str, before: str, source: str) -> bool:
    """Whether a word that both texts have is an everyday word of the source: a name is none."""
    small = word.lower()
    if words_of(source) is None or not is_word(small, source):
        return False
    return re.search(rf"(?<!\w){re.escape(small)}(?!\w)", before) is not None or _is_first(word, before)


def _is_first(word: str, text: str) -> bool:
    """Whether a text begins with this word, marks and signs left out."""
    return re.match(rf"[\W\d_]*{re.escape(word)}(?!\w)", marks.without(text)) is not None


@lru_cache(maxsize=4096)
def stands_alone(name: str) -> re.Pattern[str]:
    """Finds a name where it is a word of its own."""
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
