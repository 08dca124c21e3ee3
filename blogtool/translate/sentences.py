"""Where one sentence ends and the next begins, in a text whose markup is already marks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from blogtool.model import language
from blogtool.model.translation import Mark
from blogtool.translate.glossary import BRANDS
from blogtool.translate.marks import MARK, pairs

# Before these a full stop is no end, whatever follows (small letters, without their last dot).
_ABBREVIATIONS = {
    "en": "vol vols fig figs approx resp cf viz eq eqs sec ch pp p ed eds e.g i.e al dr mr mrs ms prof st "
    "vs gen col lt sgt rev hon est dept univ assn bros ca tel ext min max avg incl excl para ref refs",
    "fr": "m mm mme mmes mlle dr pr me p pp p.ex ex cf art chap vol fig n no env réf éd tél av bd st ste",
    "es": "sr sra sres srta dr dra d dña prof pág págs p.ej ej art arts fig núm n.º tel avda ud uds vol cap aprox",
    "de": "z.b b d.h h u.a a bzw ca dr prof nr abs abb bspw evtl ggf hr fr inkl exkl max min mio mrd s str tel "
    "u usw vgl z zzgl st o.ä i.d.r sog bez gem kap bd hrsg ungef",
    "it": "sig sigg sig.ra dott dott.ssa prof ing avv p.es es pag pagg fig cap vol art n tel",
    "pt": "sr sra srs dr dra prof p.ex ex pág págs fig núm n vol cap art tel av ltda exmo",
    "nl": "dhr mevr dr drs prof ir ing bijv b.v d.w.z o.a m.b.t nr blz fig art ca incl excl max min st tel",
    "ru": "т.е т е т.д т.п д п г гг ул рис стр см тыс млн млрд руб им проф акад др напр табл гл разд ок обл тел англ",
    "uk": "т.е т.д т.п д п р рр вул рис стор с див тис млн млрд грн ім проф акад ін напр табл",
    "pl": "np tzn tzw itd itp m.in dr prof mgr inż ul al str rys tab godz ok św nr r w",
    "hi": "डॉ श्री श्रीमती प्रो सं पृ",
    "ar": "د أ م ص ج ت ق ه",
    "fa": "د",
    "sv": "t.ex dvs bl.a m.m ca resp s k st nr kl fig tab dr prof",
}
ABBREVIATIONS = {code: frozenset(words.split()) for code, words in _ABBREVIATIONS.items()}
# After these a sentence may well end: only a small letter, a digit or a sign behind them shows that it goes on.
_PERHAPS = frozenset(
    "etc inc ltd corp co jr sr u.s u.k u.n a.m p.m no nos jan feb mar apr jun jul aug sep sept oct nov dec "
    "mon tue wed thu fri sat sun d.c ph.d b.c a.d i.e usw ecc д.р".split()
)
# A capital alone or `U.S.` ends a sentence only where one of these begins the next.
_STARTERS = frozenset(
    "the this that these those there then it he she we you they i a an but and so if when while what how why "
    "who where in on at for to now here its his her our your their my no not yes also both each some most all "
    "as after before since or le la les il elle on nous vous ils ce cette un une mais et der die das er sie es "
    "wir ein eine aber und el los ella una pero y o os a ele ela um uma mas e он она оно они мы вы это но и".split()
)
# Units: behind a number a capital begins a new sentence (`в 2020 г. Она …`), elsewhere a name (`г. Москва`).
_UNITS = frozenset("г гг руб коп грн тыс млн млрд".split())
_ZONE = re.compile(r"[A-Z]{2,5}\b")  # `10 a.m. EST`
_ELISION = re.compile(r"^[^\W\d_]{1,2}[’']")  # `l’art.`, `d’env.`
_MONTHS_DE = "januar februar märz april mai juni juli august september oktober november dezember jahrhundert"
_ORDINAL_LANGUAGES = frozenset({"de", "da", "nb", "no", "cs", "sk", "hu", "fi", "pl", "hr", "sl", "et", "lv", "tr"})

_FULL_STOPS = "。！？｡．‼⁉"
_CLOSERS = "”’」』）)]»›\"'】〉》"
_SAID = re.compile(r"[\u4e00-\u9fff]{1,3}?[说說问問道答喊叫写寫]")
_WIDE_END = re.compile(rf"(?:[。！？｡‼⁉]+|…{{2,}})[{re.escape(_CLOSERS)}]*\s*")
# A mark has to look like a word to the splitter: a private letter for each, never a terminator.
_LETTER = 0xF0000
_END = re.compile(r"([^\s]*?)([.!?…।؟۔։]+)((?:[\"'”“’‘»›)\]」』]|[ \u00a0\u202f]»)*)(\s*)$")


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
    masked, places = _mask(text)
    kinds = {mark.number: mark.kind for mark in marks}
    found: list[int] = []
    for end in _candidates(masked, lang):
        end = _after_closing_markup(masked, end, kinds, places)
        start = found[-1] if found else 0
        if start < end < len(masked) and masked[end:].strip() and not _goes_on(masked, start, end, lang):
            found.append(end)
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
        ends.update(match.end() for match in _WIDE_END.finditer(masked) if not _inside_quotes(masked, match.end()))
        ends = {end for end in ends if not _inside_quotes(masked, end)}
    for match in re.finditer(r"[.!?…।؟۔։]+(?:[\"'”“’‘»›)\]]|[ \u00a0\u202f]»)*\s+", masked):
        ends.add(match.end())
    return sorted(_back_to_word(masked, end) for end in ends)


def _back_to_word(masked: str, end: int) -> int:
    """A boundary stands behind the white space."""
    while end < len(masked) and masked[end].isspace():
        end += 1
    return end


def _inside_quotes(masked: str, end: int) -> bool:
    """Whether a bracket or quotation that began before `end` ends after it."""
    before = masked[:end]
    return any(before.count(left) > before.count(right) for left, right in ("「」", "『』", "（）", "“”", "《》"))


def _after_closing_markup(masked: str, end: int, kinds: dict[int, str], places: list[int]) -> int:
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


def _goes_on(masked: str, start: int, end: int, lang: str) -> bool:
    """Whether what looks like an end is none: an abbreviation, an ordinal, initials, a small letter."""
    before, after = masked[start:end], masked[end:]
    match = _END.search(_plain_end(before))
    if lang == "ja" and re.match(r"[」』）]$", before[-1:]) and re.match(r"と|って|という|など|を|は|が|の", after):
        return True  # what was said is part of a longer sentence
    if lang == "zh" and before.rstrip()[-1:] in "”」』" and _SAID.match(after):
        return True
    if after[0] in "。、，；：！？」』）】":
        return True
    if match is None:
        return before.rstrip()[-1:] not in _FULL_STOPS and "\n" not in before[-2:] and not _ends_wide(before)
    word, stop, closer, space = match.groups()
    first = after[0]
    if not space and lang not in ("zh", "ja") and (first.isascii() or closer):
        return True
    if not word.strip("“”\"'«»‹›([{¿¡*_") and not closer and not _has_words(before):
        return True
    if first in ",;:)]}»”" or (first in "-–—" and (after[1:2].isspace() or after[1:2].islower())):
        return True
    if first.islower() and not _starts_with_name(after):
        return True
    if stop == "." and not closer:
        return _is_abbreviation(word, before, after, lang)
    if closer or stop == "!" or set(stop) <= set("!?"):
        return _is_spoken(before, after, closer)
    return False


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


def _is_abbreviation(word: str, before: str, after: str, lang: str) -> bool:
    bare = word.strip("“”\"'«»‹›([{¿¡*_").casefold()
    last = _ELISION.sub("", re.split(r"[\s\u00a0\u202f]", bare)[-1])
    if last in _UNITS and re.search(r"\d\s*$", before.rstrip()[: -len(last) - 1]):
        return not after[0].isupper()
    known = ABBREVIATIONS.get(lang, frozenset())
    if lang == "en" and last in ("no", "nos", "min", "max", "ext", "est", "ch", "al", "sec", "para", "tel", "avg"):
        return after[0].isdigit() or after[0].islower()
    if last in known or (lang == "de" and last.endswith("str") and after[0].isdigit()):
        return True
    if lang == "es" and last in ("ee", "ff", "rr") and after[:1].isupper():
        return True  # doubled letters: `EE. UU.`
    tail = last.rpartition(".")[2]
    if "." in last and tail in known and len(tail) < 3:
        return True
    if last in ("a.m", "p.m") and _ZONE.match(after):
        return True
    if last in _PERHAPS:
        if after[0].isupper() and last in ("u.s", "u.k", "u.n", "d.c", "jr", "sr", "co"):
            return not _begins_anew(after)
        return not after[0].isupper() and not ord(after[0]) >= _LETTER
    if re.fullmatch(r"\d{1,4}", last):
        return _is_ordinal(last, before, after, lang)
    return _is_initial(word, after)


def _begins_anew(after: str) -> bool:
    """Whether a sentence may well begin here, by its first word."""
    first = re.match(r"\w+(?=[\s'’])", after)
    return first is not None and first[0].casefold() in _STARTERS


def _is_ordinal(number: str, before: str, after: str, lang: str) -> bool:
    """`am 3. Mai`, `1. clone`."""
    if len(number) > 2:
        return False
    if before.strip() == f"{number}.":
        return True
    if lang == "de":
        following = re.match(r"\w+", after)
        if following is not None and following[0].casefold() in _MONTHS_DE.split():
            return True
        return (
            re.search(r"(?i)\b(?:der|die|das|dem|den|des|am|im|vom|zum|beim|ihr\w*|sein\w*)\s+\d+\.\s*$", before)
            is not None
        )
    return lang in _ORDINAL_LANGUAGES and after[0].islower()


def _is_initial(word: str, after: str) -> bool:
    """`J. R. Hacker`: a capital alone, and a name behind it; when unsure, no end."""
    bare = word.strip("“”\"'«»([")
    if not re.fullmatch(r"[A-ZÀ-ÞА-Я](?:[.-]{1,2}[A-ZÀ-ÞА-Я])*", bare):
        return False
    return after[0].isalpha() and not _begins_anew(after)


def _is_spoken(before: str, after: str, closer: str) -> bool:
    """`"Why?" she asked.`: a small letter goes on (seen above); a bracket opened inside stays open."""
    return before.count("(") > before.count(")") and ")" in after


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
