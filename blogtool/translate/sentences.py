"""Where one sentence ends and the next begins, in a text whose markup is already marks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from blogtool.model import language
from blogtool.model.translation import Mark
from blogtool.translate.abbreviations import LEADING, NAMES_THAT_CRY, NONE, NUMBERED, SAYING, TRAILING
from blogtool.translate.full_stops import OPENERS, begins_anew, belongs_to_word
from blogtool.translate.glossary import BRANDS
from blogtool.translate.marks import MARK, pairs

_FULL_STOPS = "。！？｡．‼⁉⁇⁈"
_STOPS = ".!?…।॥؟۔։።፧။។៕‽"
_CLOSERS = "”’」』）)]»›\"'】〉》"
_SAID = re.compile(r"[\u4e00-\u9fff]{1,3}?[说說问問道答喊叫写寫]")
_SAID_SOMEHOW = re.compile(r"[\u4e00-\u9fff]{0,8}[说說问問道答喊叫写寫](?:[，。：！]|$)")  # behind a question or a cry
_SAID_IN_JAPANESE = re.compile(r"[^。！？「」]{0,14}(?:聞い|訊い|言っ|尋ね|叫ん|答え|笑っ|話し|つぶやい|呟い)")
_WIDE_END = re.compile(rf"(?:[{_FULL_STOPS}]+|…{{2,}})[{re.escape(_CLOSERS)}]*\s*")
_NARROW_END = re.compile(rf"[{_STOPS}]+(?:[\"'”“’‘»›)\]]|[ \u00a0\u202f]»)*\s+")
# A mark has to look like a word to the splitter: a private letter for each, never a terminator.
_LETTER = 0xF0000
_END = re.compile(rf"([^\s]*?)([{_STOPS}]+)((?:[\"'”“’‘»›)\]」』]|[ \u00a0\u202f]»)*)(\s*)$")
# What a writer adds behind a sentence: a picture, a face.
_PICTURE = r"(?:[\U0001F1E6-\U0001FAFF\u2600-\u27BF\u2B50\u2B55\u231A\u231B\u2764\u203C][\uFE0F\u200D]*)"
_FACE = r"(?:[:;=8][-'^]?[)(DPpOo3*/|]|<3|\^_?\^|xD)(?=\s|$)"
_AFTERTHOUGHT = re.compile(rf"(?:{_PICTURE}+|{_FACE})(?:\s*(?:{_PICTURE}+|{_FACE}))*\s*")
_FACE_END = re.compile(rf"\w\s+{_FACE}\s+(?=[A-ZÀ-ÞА-Я])")
_PICTURE_END = re.compile(rf"(?<=[うすたねよいだんかなー])\s?{_PICTURE}+\s?(?![はがをにでとのもへ\s])")
_PAIRS = {"(": ")", "（": "）", "[": "]", "«": "»", "「": "」", "『": "』", "《": "》", "【": "】", "“": "”", "„": "“”"}
_BRACKET = re.compile(f"[{re.escape(''.join([*_PAIRS, *_PAIRS.values()]))}]")
_STRAIGHT = re.compile(r'(?<![^\s(\[])"(?=\S)[^"]*[^"\s]"(?!\w)')
_STRAIGHT_WIDE = re.compile(r'"[^"]*"|‘[^‘’]*’')
_LARGE_START = re.compile(rf"[{_STOPS}]\s+[^\W\d_a-z]")
_LONGEST_QUOTATION = 300  # letters; a longer one is cut into its sentences


def split(text: str, lang: str, marks: Sequence[Mark] = ()) -> list[tuple[int, int]]:
    """The sentences of a text as (start, end), in order; together they cover all of it.

    White space belongs to the sentence before it. A span of markup is never cut, unless the cut
    leaves its marks at the very ends of sentences.
    """
    ends = _boundaries(text, language.base(lang), marks)
    starts = [0, *ends]
    spans = [(start, end) for start, end in zip(starts, [*ends, len(text)], strict=True) if start < end]
    return _keep_spans_whole(text, spans, marks)


def _boundaries(text: str, lang: str, marks: Sequence[Mark]) -> list[int]:
    """Offsets at which a sentence begins, the first one left out."""
    masked, places = _mask(text) if "⟦" in text else (text, range(len(text) + 1))
    kinds = {mark.number: mark.kind for mark in marks}
    inside = _quotations(masked, lang)
    small = _is_in_small_letters(masked)
    found: list[int] = []
    for end in _candidates(masked, lang):
        end = _after_closing_markup(masked, end, kinds)
        start = found[-1] if found else 0
        if not start < end < len(masked) or any(first < end < last for first, last in inside):
            continue
        next_one = _after_afterthought(masked, start, end)
        after = _without_opening_markup(masked[next_one:], kinds)
        if after.strip() and not _goes_on(masked[start:end], after, lang, small):
            found.append(next_one)
    return [places[end] for end in found]


def _mask(text: str) -> tuple[str, list[int]]:
    """The text with one private letter for a mark, and where each of its characters stands in the text."""
    masked: list[str] = []
    places: list[int] = []
    end = 0
    for match in MARK.finditer(text):
        masked.extend(text[end : match.start()])
        places.extend(range(end, match.start()))
        masked.append(chr(_LETTER + min(int(match[1]), 0xFFF)))
        places.append(match.start())
        end = match.end()
    masked.extend(text[end:])
    places.extend(range(end, len(text) + 1))
    return "".join(masked), places


def _candidates(masked: str, lang: str) -> list[int]:
    """Where the splitter, or a wide full stop, sees an end."""
    import sentencex

    ends = set()
    end = 0
    for sentence in sentencex.segment(lang, masked):
        end += len(sentence)
        ends.add(end)
    if end != len(masked):
        ends = set()  # a splitter that does not give the text back is not believed
    if lang in ("zh", "ja"):
        ends.update(match.end() for match in _WIDE_END.finditer(masked))
        ends.update(match.end() for match in _PICTURE_END.finditer(masked))
    ends.update(match.end() for match in _NARROW_END.finditer(masked))
    ends.update(match.end() for match in _FACE_END.finditer(masked))
    return sorted({_back_to_word(masked, end) for end in ends})


def _back_to_word(masked: str, end: int) -> int:
    """A boundary stands behind the white space."""
    while end < len(masked) and masked[end].isspace():
        end += 1
    return end


def _quotations(masked: str, lang: str) -> list[tuple[int, int]]:
    """Where brackets and quotations begin and end: a sentence that holds one is not cut inside of it."""
    straight = _STRAIGHT_WIDE if lang in ("zh", "ja") else _STRAIGHT
    found = [(match.start(), match.end()) for match in straight.finditer(masked)]
    opened: list[tuple[str, int]] = []
    for match in _BRACKET.finditer(masked):
        at, character = match.start(), match[0]
        if opened and character in _PAIRS[opened[-1][0]]:
            found.append((opened.pop()[1], at + 1))
        elif character in _PAIRS:
            opened.append((character, at))
    return [(start, end) for start, end in found if end - start <= _LONGEST_QUOTATION]


def _after_afterthought(masked: str, start: int, end: int) -> int:
    """An emoji behind a full stop belongs to the sentence before it, unless that one begins with an emoji too."""
    match = _AFTERTHOUGHT.match(masked, end)
    if match is None or _AFTERTHOUGHT.match(masked, start):
        return end
    return match.end()


def _without_opening_markup(after: str, kinds: dict[int, str]) -> str:
    at = 0
    while at < len(after) and kinds.get(ord(after[at]) - _LETTER, "").endswith("-open"):
        at += 1
    return after[at:] or after


def _is_in_small_letters(masked: str) -> bool:
    """Whether this author begins sentences with small letters."""
    return masked[:1].islower() and not _LARGE_START.search(masked)


def _after_closing_markup(masked: str, end: int, kinds: dict[int, str]) -> int:
    """Closing marks and notes that follow at once belong to the sentence that they close."""
    at = end
    if at and masked[at - 1].isspace():
        return end
    while at < len(masked) and _LETTER <= ord(masked[at]) < _LETTER + 0x1000:
        kind = kinds.get(ord(masked[at]) - _LETTER, "")
        if not (kind.endswith("-close") or kind in ("footnote", "break")):
            break
        at += 1
    return _back_to_word(masked, at) if at > end else end


def _goes_on(before: str, after: str, lang: str, small: bool) -> bool:
    """Whether what looks like an end is none: an abbreviation, an ordinal, initials, a small letter."""
    match = _END.search(_plain_end(before))
    if after[0] in "。、，；：！？」』）】" or _is_quoted_in(before, after, lang):
        return True
    if match is None:
        if _FACE_END.search(before + after[0]) or (lang == "ja" and _PICTURE_END.search(before + after[0])):
            return False
        return before.rstrip()[-1:] not in _FULL_STOPS and "\n" not in before[-2:] and not _ends_wide(before)
    word, stop, closer, space = match.groups()
    first = after[0]
    if not space and lang not in ("zh", "ja") and (first.isascii() or closer or stop[-1] == "."):
        return True
    if not word.strip(OPENERS) and not closer and not _has_words(before):
        return True
    if first in ",;:)]}»”!?" or (first in "-–—" and not after[1:].lstrip()[:1].isupper()):
        return True
    if first.islower() and not _starts_with_name(after):
        return not (small and stop == "." and _is_plain_word(word, lang))
    if word + stop in NAMES_THAT_CRY:
        return not begins_anew(after)
    if set(stop) <= set(".…") and len(stop) != 2 and stop != "." and _is_hesitation(before, after):
        return True
    if stop == "." and not closer:
        return belongs_to_word(_plain_end(before), after, lang)
    return _is_aside(before, after, closer) or _is_said(after, closer)


def _is_quoted_in(before: str, after: str, lang: str) -> bool:
    """Whether what was said is part of a longer sentence, by the signs of Chinese and Japanese."""
    end = before.rstrip()
    cried = end[-1:] in "」』”" and end[-2:-1] in ("？", "！")
    if lang == "ja":
        if end[-1:] in "」』）" and re.match(r"と|って|という|など|を|は|が|の|に|も|で", after):
            return True
        if cried and _SAID_IN_JAPANESE.match(after):
            return True
    elif lang == "zh":
        if end[-1:] in "”」』" and re.match("[的是地得吗吧呢了和与及等之]", after):
            return True
        if end[-1:] in "”」』" and (_SAID.match(after) or (cried and _SAID_SOMEHOW.match(after))):
            return True
    else:
        return False
    if end[-1:] in "）)" and _has_words(end[: max(end.rfind("（"), end.rfind("("))]):
        return True  # `我们（终于！）出发了`
    if re.fullmatch(r"\d{1,3}[．.]", end):
        return True
    return end.endswith("…") and len(end.rstrip("…").strip(OPENERS)) <= 3  # `嗯……`, a mere hesitation


def _is_hesitation(before: str, after: str) -> bool:
    """`लेकिन... नहीं`: one word and three dots, in a script without capitals."""
    return len(before.split()) == 1 and after[0].isalpha() and after[0].upper() == after[0].lower()


def _is_plain_word(word: str, lang: str) -> bool:
    bare = word.strip(OPENERS).casefold()
    known = any(bare in table.get(lang, NONE) for table in (LEADING, NUMBERED, TRAILING))
    return not known and re.fullmatch(r"[^\W\d_]{3,}", bare) is not None


def _plain_end(before: str) -> str:
    """Without marks that close something: `stop.⟦2⟧ ` ends in `stop. `."""
    stripped = before.rstrip()
    space = before[len(stripped) :]
    while stripped and _LETTER <= ord(stripped[-1]) < _LETTER + 0x1000:
        stripped = stripped[:-1]
    return stripped + space if stripped else before


def _ends_wide(before: str) -> bool:
    return _WIDE_END.search(before) is not None and bool(_WIDE_END.search(before[-8:]))


def _has_words(before: str) -> bool:
    return any(character.isalnum() for character in before)


def _starts_with_name(after: str) -> bool:
    """`iOS` and `npm` are written small at a start too: a capital inside shows it, or they are known."""
    first = re.match(r"\w+", after)
    return first is not None and (first[0] in BRANDS or any(character.isupper() for character in first[0]))


def _is_aside(before: str, after: str, closer: str) -> bool:
    """`my cat (a calico!) sleeps`: in scripts without capitals a bracket inside a sentence ends none."""
    if not re.search(r"[)\]）]", closer) or after[0].isupper():
        return False
    return _has_words(before[: max(before.rfind("("), before.rfind("["), before.rfind("（"))])


def _is_said(after: str, closer: str) -> bool:
    """`"Why?" Anna asked.`: who said it belongs to what was said."""
    if not closer:
        return False
    clause = re.split(r"[.!?…।؟,;:]", after)[0]
    return any(word.casefold() in SAYING for word in re.findall(r"[^\W\d_][\w\u0900-\u097f]*", clause)[:3])


def _keep_spans_whole(text: str, spans: list[tuple[int, int]], marks: Sequence[Mark]) -> list[tuple[int, int]]:
    """Sentences joined again where a cut would leave an opening or a closing mark in the middle of one."""
    where = {int(match[1]): (match.start(), match.end()) for match in MARK.finditer(text)}
    for opening, close in pairs(marks).items():
        if opening not in where or close not in where:
            continue
        first = next(i for i, (start, end) in enumerate(spans) if start <= where[opening][0] < end)
        last = next(i for i, (start, end) in enumerate(spans) if start <= where[close][0] < end)
        if first == last:
            continue
        leads = not MARK.sub("", text[spans[first][0] : where[opening][0]]).strip()
        trails = not MARK.sub("", text[where[close][1] : spans[last][1]]).strip()
        if not (leads and trails):
            spans[first : last + 1] = [(spans[first][0], spans[last][1])]
    return spans
