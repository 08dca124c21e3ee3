"""The words of a language in a few dozen kilobytes: a filter that knows each of them, and hardly any other."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from blogtool.model import language

FOLDER = Path(__file__).parent / "builtin"  # `fr.words`: made by `python -m tools.train_model words`
SHORTEST = 3  # letters; shorter words are names, codes or units as often as words

# A word, not a part of an address, a file's name, an identifier or a number.
WORD = re.compile(r"(?<![\w./:@#\\-])[^\W\d_]+(?![\w/:@\\]|[.-]\w)")
# The same, and words joined by hyphens.
JOINED_WORDS = re.compile(r"(?<![\w./:@#\\-])[^\W\d_]+(?:-[^\W\d_]+)*(?![\w/:@\\]|[.-]\w)")
ANY_WORD = re.compile(r"[^\W\d_]+")

_HASHES = 8  # places of a word; with twelve bits a word, three strangers in a thousand are taken for words
_BITS_A_WORD = 12


class WordList:
    """A Bloom filter: what it does not know is no word of its list for certain."""

    def __init__(self, bits: bytes) -> None:
        """`bits` are those of `packed`."""
        self._bits = bits
        self._size = 8 * len(bits)

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and all(self._bits[place >> 3] >> (place & 7) & 1 for place in self._places(word))

    def _places(self, word: str) -> Iterator[int]:
        return places_of(word, self._size)


def places_of(word: str, size: int) -> Iterator[int]:
    """The bits of a word in a filter of so many bits."""
    digest = blake2b(word.encode("utf-8", "replace"), digest_size=16).digest()
    first, step = int.from_bytes(digest[:8], "little"), int.from_bytes(digest[8:], "little") | 1
    return ((first + number * step) % size for number in range(_HASHES))


def packed(words: Collection[str]) -> bytes:
    """The filter of these words, for `WordList`.

    >>> list = WordList(packed(["maison", "jardin"]))
    >>> "maison" in list, "maisson" in list
    (True, False)
    """
    bits = bytearray(max(8, (len(words) * _BITS_A_WORD + 7) // 8))
    for word in words:
        for place in places_of(word, 8 * len(bits)):
            bits[place >> 3] |= 1 << (place & 7)
    return bytes(bits)


@lru_cache(maxsize=32)
def words_of(code: str) -> WordList | None:
    """The words of a language, in small letters; names that this language alone writes so, with their capital.

    None where there is no list.
    """
    path = FOLDER / f"{language.base(code)}.words"
    return WordList(path.read_bytes()) if path.exists() else None


@lru_cache(maxsize=65536)
def is_word(word: str, code: str) -> bool:
    """Whether a language has this word; True where there is no list of its words.

    >>> is_word("file", "en"), is_word("blogtool", "en"), is_word("Germany", "en"), is_word("Liquid", "en")
    (True, False, True, False)
    """
    known = words_of(code)
    return known is None or len(word) < SHORTEST or word in known
