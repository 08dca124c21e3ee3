"""The names that a post itself shows: words that it uses in code, the site's own title, codes of languages.

They come back letter by letter without standing in the glossary. A common word that merely is a command, too (`make`,
`watch`), is none: a name is no word of the post's language, or has its capital within a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from blogtool.model import language
from blogtool.model.translation import Segment
from blogtool.translate.documents import Cut
from blogtool.translate.glossary import BRANDS
from blogtool.translate.verdict import COMMON, stands_alone
from blogtool.translate.word_lists import SHORTEST, WORD, is_word, words_of

_FENCED = re.compile(r"^[ \t>]*(`{3,}|~{3,})[^\n]*\n(.*?)^[ \t>]*\1", re.MULTILINE | re.DOTALL)
_IN_CODE = re.compile(r"(?<!\w)[^\W\d_]{3,}(?!\w)")  # `blogtool` of `blogtool build`; nothing of `same_language`
_IS_CODE_OF_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?")
_FEWEST_CODES = 3  # so many different ones in a post are no chance: `it` and `no` are words as well
_WITHIN = re.compile(r"(?:[a-z]|,)\s(?:⟦\d+⟧\s?)*$")  # before a word that begins no sentence
_NEIGHBOUR = re.compile(r"^\s[A-Z][a-z]|^['’-]")  # behind it: it is part of a longer name
_AFTER_CAPITAL = re.compile(r"[A-Z][\w'’-]*\s$")
# Where a capital shows nothing: maybe it is Title Case.
_TITLES = frozenset({"html", "title", "heading", "cell", "term", "alt", "link-title", "expansion"})
_BRANDS = frozenset(name.casefold() for name in BRANDS)
_ENDINGS = (
    ("s", ""), ("es", ""), ("ies", "y"), ("d", ""), ("ed", ""), ("ied", "y"), ("ing", ""), ("ing", "e"), ("er", ""),
    ("r", ""), ("ers", ""), ("rs", ""), ("ly", ""), ("able", ""), ("able", "e"), ("ion", "e"), ("ness", ""),
)  # fmt: skip
_BEGINNINGS = ("un", "re", "de", "pre", "non", "sub", "auto", "multi", "mis", "over")
_STEM = 4  # letters
_EXPLAINED = re.compile(r"(?<!\w)([A-Z]{2,7})s? \(([^()⟦⟧]+)\)")  # `CSS (Cascading Style Sheets)`
_MINOR = 3  # letters up to which a word of a title is written small: `of`, `the`


@dataclass(frozen=True)
class Names:
    """What may be a name in one post."""

    source: str
    words: frozenset[str] = frozenset()  # in code, as written
    small: frozenset[str] = frozenset()  # the same in small letters
    phrases: frozenset[str] = frozenset()  # the site's title, an author
    codes: frozenset[str] = frozenset()  # of languages

    def put_on(self, segment: Segment) -> Segment:
        """The segment with the names that stand in it."""
        found = self._found(segment)
        return replace(segment, names=found) if found else segment

    def _found(self, segment: Segment) -> tuple[str, ...]:
        text = segment.text
        if text in self.codes or (segment.place == "expansion" and self._is_english and _is_proper(text)):
            return (text,)
        found = [explained[2] for explained in _EXPLAINED.finditer(text) if _spells(explained[2], explained[1])]
        found += [phrase for phrase in sorted(self.phrases) if phrase in text and stands_alone(phrase).search(text)]
        if self.words:
            found += [word[0] for word in WORD.finditer(text) if self._is_name(word, segment)]
        return tuple(dict.fromkeys(found))

    @property
    def _is_english(self) -> bool:
        """Whether a capital shows a name: German has one on each noun."""
        return language.base(self.source) == "en"

    def _is_name(self, match: re.Match[str], segment: Segment) -> bool:
        word = match[0]
        if word.casefold() in _BRANDS:
            return False  # known, whatever the post has
        if word.islower():
            return word in self.words and not is_formed(word, self.source)
        if word.lower() not in self.small or is_word(word, self.source):
            return False
        if not is_formed(word.lower(), self.source) and (word.lower() in self.words or not word[1:].islower()):
            return True
        if word in self.words and is_formed(word.lower(), self.source):
            return False  # in code with its capital, too: maybe the first word of a sentence there
        if segment.place in _TITLES or word.lower() in COMMON.get(language.base(self.source), ()):
            return False
        before, after = match.string[: match.start()], match.string[match.end() :]
        return bool(_WITHIN.search(before)) and not (_NEIGHBOUR.search(after) or _AFTER_CAPITAL.search(before))


def _spells(phrase: str, letters: str) -> bool:
    """Whether the capitals of a phrase are these letters, so that another phrase would not explain them.

    >>> _spells("HyperText Markup Language", "HTML"), _spells("a mark-up language", "HTML")
    (True, False)
    """
    return _is_proper(phrase) and "".join(sign for sign in phrase if sign.isupper()) == letters


def _is_proper(phrase: str) -> bool:
    """Whether an expansion is a name: all its words have capitals, small ones left out."""
    words = re.findall(r"[^\W\d_]+", phrase)
    return len(words) > 1 and all(word[0].isupper() or len(word) <= _MINOR for word in words)


def is_formed(word: str, code: str) -> bool:
    """Whether a word in small letters is one of the language, or made of one as English makes words.

    >>> is_formed("templated", "en"), is_formed("unpublish", "en"), is_formed("kubectl", "en")
    (True, True, False)
    """
    stems = {word, *(word[: -len(end)] + more for end, more in _ENDINGS if word.endswith(end))}
    stems |= {stem.removeprefix(start) for stem in stems for start in _BEGINNINGS if stem.startswith(start)}
    return any(len(stem) >= _STEM and is_word(stem, code) for stem in stems) or is_word(word, code)


def names_of(whole: Cut, source: str, site: Iterable[str] = ()) -> Names:
    """What may be a name in a post; `site` are the names of the site itself: its title, its author."""
    if words_of(source) is None:
        return Names(source, codes=_codes(whole))
    seen = {word for code in _codes_in(whole) for word in _IN_CODE.findall(code)}
    phrases = set[str]()
    for name in site:
        words = re.findall(r"[^\W_]+", name)
        if len(words) == 1:
            seen.update(word for word in words if len(word) >= SHORTEST and not is_word(word.lower(), source))
        elif _is_proper(name):
            phrases.add(name)
    return Names(source, frozenset(seen), frozenset(word.lower() for word in seen), frozenset(phrases), _codes(whole))


def _codes_in(whole: Cut) -> Iterable[str]:
    """The texts of a post's code."""
    for segment in whole.segments:
        yield from (mark.source for mark in segment.marks if mark.kind == "code")
    for part in whole.parts:
        if not part.path:
            body = part.outline.source
            yield from (found[2] for found in _FENCED.finditer(body))
            yield from (body[start:end] for start, end, kind in part.outline.blocks() if kind == "codeblock")


def _codes(whole: Cut) -> frozenset[str]:
    """The texts of a post that are codes of languages, where there are several."""
    texts = {segment.text for segment in whole.segments}
    found = {text for text in texts if _IS_CODE_OF_LANGUAGE.fullmatch(text) and language.is_known(text)}
    if "yes" in texts:
        found -= {"no"}
    return frozenset(found) if len(found) >= _FEWEST_CODES else frozenset()


def names_of_site(own: Mapping[str, object]) -> tuple[str, ...]:
    """What a site's configuration calls itself and its author."""
    author = own.get("author")
    said = (own.get("title"), own.get("name"), author.get("name") if isinstance(author, Mapping) else author)
    return tuple(name.strip() for name in said if isinstance(name, str) and name.strip())


def without_terms(names: Collection[str], terms: Collection[str]) -> tuple[str, ...]:
    """The names that the glossary does not say in another way."""
    said = {term.casefold() for term in terms}
    return tuple(name for name in names if name.casefold() not in said)
