"""A segment as an engine is asked for it, and its answer read back: mark styles, capitals, shields for terms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from blogtool.model.plugins import Engine
from blogtool.model.translation import Mark, Segment
from blogtool.translate import marks
from blogtool.translate.glossary import BRANDS, SURE_BRANDS, Glossary
from blogtool.translate.verdict import stands_alone

# How a mark is written to an engine that says nothing about it: signs that the built-in model knows, then
# words that look like names.
STYLES = ("⟦{}⟧", "X{}X")
APART = "⟦{}⟧ word"
"""The first of these with a space between a mark and the words that it encloses: `⟦1⟧ the notes ⟦2⟧`.

A word that touches a mark is cut into pieces in which a model has hardly ever seen it.
"""

_SHIELDED = re.compile(r"(?<![\w.])\d+(?:[.,:]\d+)+(?![\w])|(?<![\w.])\d{2,}(?![\w])")


def styles_of(engine: Engine, source: str, target: str) -> tuple[str, str]:
    """The first and the second style of marks to try with an engine: as it was measured, or as it says."""
    measured: Sequence[str] = getattr(engine, "styles", lambda *_: ())(source, target)
    offered: Sequence[str] = measured or getattr(engine, "carrier_styles", ()) or ()
    styles = [style for style in offered if "{}" in style]
    styles += [style for style in STYLES if style not in styles]
    first = styles[0]
    return first, next(style for style in styles[1:] if _signs(style) != _signs(first))


def _signs(style: str) -> str:
    return STYLES[0] if style == APART else style


@dataclass(frozen=True)
class Prompt:
    """What is asked, and how to understand the answer."""

    segment: Segment
    style: str = STYLES[0]
    shown: str | None = None  # the text asked, if it is not the segment's own
    shields: tuple[str, ...] = ()  # words behind the marks that follow the segment's own
    capitals: bool = False  # the source is ALL CAPITALS

    @property
    def text(self) -> str:
        """The words for the engine."""
        return styled(self.segment.text if self.shown is None else self.shown, self.style, self.segment.marks)

    def read(self, said: str) -> str:
        """The engine's words as an answer: marks in our style, shields opened, edges as in the source."""
        asked = self.segment.text if self.shown is None else self.shown
        text = _marks_back(said, _signs(self.style), asked)
        if self.style == APART:
            text = closed_up(text, self.segment.marks)
        first = max(self._own_numbers(), default=0) + 1
        for number, words in enumerate(self.shields, first):
            text = text.replace(marks.written(number), words, 1)
        text = _folded(text)
        for sign in ("\\", "$$"):  # an invented one could make a formula of the words around it
            if sign not in self.segment.text and not any(sign in words for words in self.shields):
                text = text.replace(sign, "")
        if self.capitals:
            text = "".join(part.upper() if n is None else marks.written(n) for part, n in marks.pieces(text))
        return tidy(self.segment, text)

    def _own_numbers(self) -> list[int]:
        return marks.numbers(self.segment.text)


def styled(text: str, style: str, own: Sequence[Mark] = ()) -> str:
    """A text with its marks as an engine is shown them; `own` tells which of them enclose words.

    >>> styled("Run ⟦1⟧ first", "X{}X")
    'Run X1X first'
    >>> styled("See ⟦1⟧the notes⟦2⟧.", APART, (Mark(1, "link-open", "["), Mark(2, "link-close", "](x)")))
    'See ⟦1⟧ the notes ⟦2⟧.'
    """
    if style == APART:
        for opening, close in marks.pairs(own).items():
            text = re.sub(rf"({marks.written(opening)})(?=[^\s⟦])", _with_space_after, text)
            text = re.sub(rf"(?<=[^\s⟧])({marks.written(close)})", _with_space_before, text)
    return marks.MARK.sub(lambda match: _signs(style).format(match[1]), text)


def _with_space_after(found: re.Match[str]) -> str:
    return found[0] if _is_unspaced(found.string[found.end()]) else f"{found[0]} "


def _with_space_before(found: re.Match[str]) -> str:
    return found[0] if _is_unspaced(found.string[found.start() - 1]) else f" {found[0]}"


def closed_up(text: str, own: Sequence[Mark]) -> str:
    """The words that marks enclose touch them again.

    >>> closed_up("Voir ⟦1⟧ les notes ⟦2⟧.", (Mark(1, "link-open", "["), Mark(2, "link-close", "](x)")))
    'Voir ⟦1⟧les notes⟦2⟧.'
    """
    for opening, close in marks.pairs(own).items():
        text = re.sub(rf"({marks.written(opening)})\s+", r"\1", text)
        text = re.sub(rf"\s+({marks.written(close)})", r"\1", text)
    return text


def prompt_for(
    segment: Segment,
    glossary: Glossary,
    source: str,
    style: str = STYLES[0],
    shielded: bool = False,
    hides_codes: bool = False,
) -> Prompt:
    """How to ask for a segment. `shielded` hides numbers, names and glossary terms behind marks as well;
    `hides_codes` only what no model has seen, such as `toString` and `2.3.4`, where few marks are in the text."""
    text = segment.text
    capitals = _is_shouted(text)
    if capitals:
        text = _quietened(text)
    elif segment.place in ("heading", "title", "cell") and source.startswith("en"):
        text = _sentence_case(text, segment.names)
    text, formulas = _formulas_hidden(text, segment.marks)
    shields: list[str] = []
    if shielded:
        text, shields = shield_words(text, glossary, segment.names)
    elif hides_codes and not capitals:
        text, shields = _codes_hidden(text)
    return Prompt(segment, style, text, (*formulas, *shields), capitals)


# A word with marks in it, as chemists and mathematicians write it: `H⟦1⟧O` for H<sub>2</sub>O, whose number is no text.
_LETTERS = r"[^\W\d_]{1,6}"
_NUMBER = r"⟦\d+⟧[-+−±]?\d{1,3}[-+−]?⟦\d+⟧"
_FORMULA = re.compile(rf"(?<![\w⟧]){_LETTERS}(?:(?:{_NUMBER}|⟦\d+⟧){_LETTERS}|{_NUMBER})+(?![\w⟦])")


_NUMBER_OF_ONE_MARK = re.compile(r"<(\w+)[^>]*>[-+−±]?\d{1,3}[-+−]?</\1>")


def _formulas_hidden(text: str, own: Sequence[Mark]) -> tuple[str, list[str]]:
    """The text with each such word as one further mark: of its pieces a model loses some.

    >>> _formulas_hidden("Water is H⟦1⟧2⟦2⟧O or H⟦3⟧O.", (Mark(3, "html", "<sub>2</sub>"),))
    ('Water is ⟦4⟧ or ⟦5⟧.', ['H⟦1⟧2⟦2⟧O', 'H⟦3⟧O'])
    >>> _formulas_hidden("I don⟦1⟧t.", (Mark(1, "html", "&rsquo;"),))
    ('I don⟦1⟧t.', [])
    """
    numbers = {mark.number for mark in own if _NUMBER_OF_ONE_MARK.fullmatch(mark.source)}
    last = max(marks.numbers(text), default=0)
    hidden: list[str] = []

    def hide(found: re.Match[str]) -> str:
        if not numbers.issuperset(marks.numbers(re.sub(_NUMBER, "", found[0]))):
            return found[0]
        hidden.append(found[0])
        return marks.written(last + len(hidden))

    return _FORMULA.sub(hide, text), hidden


def shield_words(text: str, glossary: Glossary, names: Sequence[str] = ()) -> tuple[str, list[str]]:
    """Numbers, kept names and terms as further marks, in the order of the text; `names` are the post's own."""
    spots = list(glossary.found(text))
    spots += [(match.start(), match.end(), name) for name in names for match in stands_alone(name).finditer(text)]
    spots += [(match.start(), match.end(), match[0]) for match in _SHIELDED.finditer(text)]
    spots += [(match.start(), match.end(), match[0]) for match in _BRAND.finditer(text)]
    number = max(marks.numbers(text), default=0)
    written: list[str] = []
    shields: list[str] = []
    end = 0
    for start, stop, words in sorted(spots):
        if start < end or "⟦" in text[start:stop] or len(shields) == 4:
            continue
        number += 1
        written += [text[end:start], marks.written(number)]
        shields.append(words)
        end = stop
    return "".join(written) + text[end:], shields


# What is spelled as no word is, and comes back with a letter or a digit less.
_CODE = re.compile(
    r"(?<![\w'’./:@-])(?:[a-z]+[A-Z]\w*|(?:[A-Z][a-z]+){2,}|[A-Z]{2,}-\d[\d-]*\d|v?\d+(?:\.\d+){2,}|\d{5,})"
    r"(?![\w'’/:@-]|\.\w)"
)
_MOST_MARKS = 2  # in a text with more of them a model loses some


def _codes_hidden(text: str) -> tuple[str, list[str]]:
    """The text with code words and long numbers as further marks, as long as there are few marks in it."""
    if not _CODE.search(text):
        return text, []
    numbers = marks.numbers(text)
    free = _MOST_MARKS - len(numbers)
    hidden: list[str] = []

    def hide(found: re.Match[str]) -> str:
        if len(hidden) >= free:
            return found[0]
        hidden.append(found[0])
        return marks.written(max(numbers, default=0) + len(hidden))

    return _CODE.sub(hide, text), hidden


_BRAND = re.compile(
    r"(?<![\w'’.])(?:"
    + "|".join(re.escape(name) for name in sorted(SURE_BRANDS, key=len, reverse=True))
    + r"|[A-Z]?[a-z]+[A-Z]\w*)(?![\w'’])"
)


def tidy(segment: Segment, text: str) -> str:
    """An answer's spaces around marks, first letter and last sign as the source has them."""
    return _edges_as(segment, _joined_tags(segment, _hugged(segment, text)))


_UNSPACED = 0x2E80  # from here on letters need no space between words


def _is_unspaced(character: str) -> bool:
    return ord(character) >= _UNSPACED


def _joined_tags(segment: Segment, text: str) -> str:
    """A tag that touches a word touches it in the answer too: a Liquid block such as `{% capture x %}` anywhere,
    since what it holds would begin with a space, any other tag at the ends.

    >>> from blogtool.model.translation import Mark
    >>> _joined_tags(Segment("Twice.⟦1⟧Some words", (Mark(1, "liquid", "{% capture x %}"),)), "Deux fois.⟦1⟧ Des mots")
    'Deux fois.⟦1⟧Des mots'
    >>> _joined_tags(Segment("Twice⟦1⟧", (Mark(1, "html", "<br>"),)), "Deux fois ⟦1⟧")
    'Deux fois⟦1⟧'
    """
    for mark in segment.marks:
        if mark.kind not in ("liquid", "html"):
            continue
        written = re.escape(marks.written(mark.number))
        first = "" if mark.source.endswith("%}") else "^"
        last = "" if mark.source.startswith("{%") else "$"
        if _touches(rf"{first}{written}([^\W_])", segment.text):
            text = re.sub(rf"{first}({written})\s+", r"\1", text)
        if _touches(rf"([^\W_]){written}{last}", segment.text):
            text = re.sub(rf"\s+({written}){last}", r"\1", text)
    return text


def _touches(pattern: str, text: str) -> bool:
    found = re.search(pattern, text)
    return found is not None and not _is_unspaced(found[1])


def _is_shouted(text: str) -> bool:
    """ALL CAPITALS, as in a warning; a short word may be an acronym.

    >>> _is_shouted("DO NOT RUN THIS"), _is_shouted("INSTALLATION"), _is_shouted("HTML"), _is_shouted("README")
    (True, True, False, False)
    """
    words = re.findall(r"[^\W\d_]+", marks.without(text))
    if not words or not all(word.isupper() for word in words):
        return False
    return max(len(word) for word in words) > 7 or sum(len(word) > 1 for word in words) > 2


def _quietened(text: str) -> str:
    lowered = "".join(
        (words.lower() if number is None else marks.written(number)) for words, number in marks.pieces(text)
    )
    return lowered[:1].upper() + lowered[1:]


def _sentence_case(text: str, names: Sequence[str] = ()) -> str:
    """An English Title Case heading as a sentence: engines know sentences best.

    >>> _sentence_case("Why I Moved My Blog to GitHub Pages"), _sentence_case("Visit New York")
    ('Why I moved my blog to GitHub pages', 'Visit New York')
    """
    words = re.findall(r"[^\W\d_][\w'’-]*", marks.without(text))
    kept = BRANDS.union(names)
    long = [word for word in words if len(word) > 3 and word not in kept]
    if len(words) < 4 or len(long) < 2 or not all(word[0].isupper() for word in long):
        return text
    seen = 0

    def small(match: re.Match[str]) -> str:
        nonlocal seen
        word = match[0]
        seen += 1
        if seen == 1 or word == "I" or word.startswith(("I'", "I’")) or word in kept or not word[1:].islower():
            return word if len(word) > 1 or seen == 1 or word == "I" else word.lower()
        return word.lower()

    return re.sub(r"(?<!⟦)[^\W\d_][\w'’]*|⟦\d+⟧", lambda m: m[0] if m[0][0] == "⟦" else small(m), text)


def _marks_back(said: str, style: str, asked: str = "") -> str:
    """Marks as the engine wrote them, in our style; spaces inside of a mark are forgiven.

    Those that were asked are known where they touch a word, too, and where half of one is missing.

    >>> _marks_back("der StartX1X von X2X", "X{}X", "the start⟦1⟧ of ⟦2⟧")
    'der Start⟦1⟧ von ⟦2⟧'
    >>> _marks_back("es X1mejorX2X", "X{}X", "is ⟦1⟧better⟦2⟧")
    'es ⟦1⟧mejor⟦2⟧'
    """
    if style == STYLES[0]:
        return re.sub(r"⟦\s*(\d{1,3})\s*⟧", lambda match: marks.written(int(match[1])), said)
    before, _, after = style.partition("{}")
    head = r"(?<!\w)" if before[:1].isalnum() or not before else ""
    tail = r"(?!\w)" if after[-1:].isalnum() or not after else ""
    pattern = rf"{head}{re.escape(before)}\s?(\d{{1,3}})\s?{re.escape(after)}{tail}"
    said = re.sub(pattern, lambda match: marks.written(int(match[1])), said, flags=re.IGNORECASE)
    if head and tail:
        for number in marks.numbers(asked):
            said = said.replace(style.format(number), marks.written(number))
    return _halves_back(said, before, after, asked) if before and after else said


def _halves_back(said: str, before: str, after: str, asked: str) -> str:
    """Marks of which one half is missing (`X1` or `1X` for `X1X`); what is among the words asked is none.

    Letters and a digit are hardly anything else: a second one shows, then, that the answer is not to be used. Of
    other signs only the first half is taken for a mark (`<1`), and only where that is missing.
    """
    words = marks.without(asked)
    opening, closing, is_word = re.escape(before), re.escape(after), before.isalnum()
    for number in marks.numbers(asked):
        if f"{before}{number}" in words or f"{number}{after}" in words:
            continue
        first = rf"(?<![A-Z\d]){opening}{number}(?![\d{closing}])"
        last = rf"(?<![\d{opening}]){number}{closing}(?![A-Z\d])"
        if is_word:
            said = re.sub(f"{first}|{last}", marks.written(number), said)
        elif marks.written(number) not in said:
            said = re.sub(first, marks.written(number), said)
    own = rf"{opening}⟦|⟧{closing}|(?<!\w)(?:{opening}|{closing})(?!\w)"  # `Mac OS X`
    if is_word and not re.search(own, asked):  # one letter too many
        said = re.sub(rf"(?<!\w){opening}+(?=⟦)|(?<=⟧){closing}+(?!\w)", "", said)
    return said


_BREAKS = re.compile("[\r\n\t\v\f\x85\u2028\u2029]")
_UNSEEN = re.compile("[\x00-\x1f\ue000-\uf8ff]")
_MORE_BLANKS = re.compile(" {2,}")


def _folded(text: str) -> str:
    """One line, single spaces, no control characters."""
    return _MORE_BLANKS.sub(" ", _UNSEEN.sub("", _BREAKS.sub(" ", text))).strip(" ")


def _hugged(segment: Segment, text: str) -> str:
    """White space just inside of a span goes outside; a word's end stays joined to its mark."""
    for opening, close in marks.pairs(segment.marks).items():
        first, last = re.escape(marks.written(opening)), re.escape(marks.written(close))
        text = re.sub(rf"{first}\s+", " " + marks.written(opening), text)
        text = re.sub(rf"\s+{last}", marks.written(close) + " ", text)
    text = _MORE_BLANKS.sub(" ", text).strip(" ")
    return re.sub(r"⟧ (?=[,.;:!?)\]](?:\s|$))", "⟧", text) if not re.search(r"⟧ [,.;:!?)\]]", segment.text) else text


def _begins(segment: Segment, text: str) -> int:
    """Where a text's first letter stands, behind marks that show nothing: an opening one, a Liquid tag."""
    unseen = {mark.number for mark in segment.marks if mark.kind.endswith("-open") or mark.source.endswith("%}")}
    at = 0
    while (found := marks.MARK.match(text, at)) is not None and int(found[1]) in unseen:
        at = found.end() + len(text[found.end() :]) - len(text[found.end() :].lstrip(" "))
    return at


def _edges_as(segment: Segment, text: str) -> str:
    """The first letter's case and the sign at the end are the source's."""
    source = segment.text
    if not text or not source:
        return text
    first, other = _begins(segment, source), _begins(segment, text)
    is_small = source[first : first + 1].isupper() and text[other : other + 1].islower()
    is_name = re.match(r"\w*[A-Z]", text[other:]) or text.startswith(segment.names, other)
    if is_small and not is_name:
        text = text[:other] + text[other].upper() + text[other + 1 :]
    ended = re.search(r"[.!?:…。！？：]+$", source)
    if ended is None and re.search(r"[^.\s][.。]$", text):
        return text[:-1]
    if ended is not None and text[-1:].isalnum():
        return text + {"。": ".", "！": "!", "？": "?", "：": ":"}.get(ended[0], ended[0])
    return text
