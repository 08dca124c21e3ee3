"""Lines of a language's most frequent words, drawn by how common they are. Needs no torch.

A vocabulary that is taught on manuals cuts everyday words into crumbs, and a small model does not learn to read crumbs.
These lines tell the vocabulary, not the model, which words a blog is likely to have.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping

FLATTENING = 0.8
"""Power of a word's frequency: rarer words come a little more often than in real text, so that they get a piece too."""

CAPITALS = 0.1
"""Share of words with a capital, as at the beginning of a sentence."""

WORDS_OF_A_LINE = 10


def common_words(language: str, most: int) -> dict[str, float]:
    """The most frequent words of letters alone, with their frequency (0 to 1), from the package wordfreq.

    Raises ImportError with what to install where wordfreq is missing.
    """
    try:
        import wordfreq
    except ImportError as error:
        raise ImportError("`frequent` needs the package wordfreq: pip install wordfreq") from error
    words = wordfreq.top_n_list(language, most)
    return {word: wordfreq.word_frequency(word, language) for word in words if word.isalpha()}


def drawn_lines(words: Mapping[str, float], count: int, seed: int) -> Iterator[str]:
    """`count` lines of ten words each."""
    chance = random.Random(seed)
    weights = [frequency**FLATTENING for frequency in words.values()]
    for _ in range(count):
        line = chance.choices(list(words), weights, k=WORDS_OF_A_LINE)
        yield " ".join(word.capitalize() if chance.random() < CAPITALS else word for word in line)
