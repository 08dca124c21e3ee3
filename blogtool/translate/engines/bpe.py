"""Byte-pair packages (`bpe.model`): a few of Argos' models, converted from OPUS-MT, cut words in this way."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from blogtool.errors import BlogtoolError

_JOINT = "@@"  # ends a token that goes on in the next one
_END = "</w>"  # ends a word in the list of merges


class BytePairs:
    """Moses' words, cut by a list of merges; sacremoses (optional) knows the words."""

    def __init__(self, model: bytes, source: str, target: str, name: str) -> None:
        """Read the list of merges; `name` of the package is for messages."""
        try:
            from sacremoses import (  # type: ignore[import-untyped]
                MosesDetokenizer,
                MosesPunctNormalizer,
                MosesTokenizer,
            )
        except ImportError as error:
            raise BlogtoolError(
                f"the package `{name}` cuts words with Moses' rules",
                fix="install them: `pip install sacremoses`",
            ) from error
        self._normalizer: Any = MosesPunctNormalizer(source)
        self._words: Any = MosesTokenizer(source)
        self._sentence: Any = MosesDetokenizer(target)
        self._ranks, self._marks_end = _merges(model, name)
        self._cache: dict[str, list[str]] = {}

    def encode(self, text: str) -> list[str]:
        """The tokens of a sentence."""
        words = self._words.tokenize(self._normalizer.normalize(text), escape=False)
        return [token for word in words for token in self._cut(word)]

    def decode(self, tokens: list[str]) -> str:
        """The sentence of tokens."""
        words = " ".join(tokens).replace(f"{_JOINT} ", "").split(" ")
        text: str = self._sentence.detokenize(words, unescape=True)
        return text

    def _cut(self, word: str) -> list[str]:
        if word not in self._cache:
            parts = self._merged(word)
            self._cache[word] = [f"{part}{_JOINT}" for part in parts[:-1]] + parts[-1:]
        return self._cache[word]

    def _merged(self, word: str) -> list[str]:
        """The word's letters, joined pair by pair in the order in which the pairs were learned."""
        parts = [*word[:-1], word[-1] + _END] if self._marks_end else [*word, _END]
        while len(parts) > 1:
            pairs = set(pairwise(parts))
            best = min(pairs, key=lambda pair: self._ranks.get(pair, len(self._ranks)))
            if best not in self._ranks:
                break
            parts = _join(parts, best)
        last = parts.pop().removesuffix(_END)
        return [*parts, last] if last else parts


def _join(parts: list[str], pair: tuple[str, str]) -> list[str]:
    joined: list[str] = []
    place = 0
    while place < len(parts):
        if tuple(parts[place : place + 2]) == pair:
            joined.append(parts[place] + parts[place + 1])
            place += 2
        else:
            joined.append(parts[place])
            place += 1
    return joined


def _merges(model: bytes, name: str) -> tuple[dict[tuple[str, str], int], bool]:
    """The pairs by rank, and whether a word's last letter carries its end (since version 0.2)."""
    try:
        lines = model.decode("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise BlogtoolError(
            f"the `bpe.model` in `{name}` is no text", fix="install the package again"
        ) from error
    marks_end = False
    if lines and lines[0].startswith("#version:"):
        marks_end = lines[0].split(":", 1)[1].strip() != "0.1"
        lines = lines[1:]
    ranks: dict[tuple[str, str], int] = {}
    for line in lines:
        left, _, right = line.strip("\r\n ").partition(" ")
        if right:
            ranks.setdefault((left, right), len(ranks))
    return ranks, marks_end
