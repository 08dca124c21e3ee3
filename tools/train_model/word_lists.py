"""The words of two languages, counted from parallel text: what blogtool tells a word from a name, or from no word, by.

A word of the target is one that stands there without standing in its source. A word of the source is one that is not
simply copied. Names that the target writes in another way ("Germany") are words, with their capital.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from blogtool.translate.word_lists import ANY_WORD, SHORTEST

from .pairs import Pair

LONGEST = 25
"""Letters."""

LEAST = 3
"""How often a word of text that others wrote has to stand there: in fewer places it may be a slip."""

COPIED = 0.3
"""From this share of a word's sentences on in which the other side has it too, it is a name, or a word of both."""

KEPT = 0.6
"""From this share on a word in small letters is a name."""

STRAY = 0.08
"""Below this share what looks like a word of the target is one of the source that somebody forgot to translate."""


@dataclass
class Counts:
    """How often words stand in the text, each once a pair."""

    here: Counter[str] = field(default_factory=Counter)  # in the source, in small letters
    small: Counter[str] = field(default_factory=Counter)  # in the source, as written, if that is in small letters
    large: Counter[str] = field(default_factory=Counter)  # in the source behind another word, with a capital
    both: Counter[str] = field(default_factory=Counter)  # in both, in small letters
    large_in_both: Counter[str] = field(default_factory=Counter)
    there: Counter[str] = field(default_factory=Counter)  # in the target
    there_alone: Counter[str] = field(default_factory=Counter)  # in the target and not in the source

    def add(self, pairs: Iterable[Pair]) -> Counts:
        for pair in pairs:
            self._add(pair)
        return self

    def _add(self, pair: Pair) -> None:
        left, right = ANY_WORD.findall(pair.source), set(ANY_WORD.findall(pair.target))
        here, there = {word.lower() for word in left}, {word.lower() for word in right}
        self.here.update(here)
        self.small.update({word for word in left if word.islower()})
        large = {word for word in left[1:] if word[0].isupper() and word[1:].islower()}
        self.large.update(large)
        self.large_in_both.update(large & right)
        self.both.update(here & there)
        self.there.update(there)
        self.there_alone.update(there - here)


def source_words(own: Counts, others: Counts) -> set[str]:
    """The words of the source: all of our own text, and what others did not copy."""
    words = set(own.small)
    words |= {word for word in others.small if others.both[word] < KEPT * others.here[word]}
    small, large = own.small + others.small, own.large + others.large
    copied = own.large_in_both + others.large_in_both
    for word, n in large.items():
        is_title = small[word.lower()] * 2 > n  # an everyday word, with a capital in headings
        if n >= LEAST and copied[word] < COPIED * n and not is_title:
            words.add(word)
    return _of_fair_length(words)


def target_words(own: Counts, others: Counts) -> set[str]:
    """The words of the target: all of our own text that no source has too, and of others what is no stray word."""
    words = set(own.there_alone)
    for word, n in others.there.items():
        share = n / others.here[word] if others.here[word] else 1.0
        is_own = others.there_alone[word] > 0 and share >= STRAY
        is_common = n >= LEAST and share >= COPIED
        if is_own or is_common:
            words.add(word)
    return _of_fair_length(words)


def _of_fair_length(words: Iterable[str]) -> set[str]:
    return {word for word in words if SHORTEST <= len(word) <= LONGEST}
