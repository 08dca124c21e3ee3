"""The SentencePiece vocabulary: taught once for both languages, then only used. Needs no torch."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .pairs import Pair

MARKS = 16
"""`⟦0⟧` to `⟦15⟧` are whole tokens, so the model can learn to copy them."""


def teach(pairs: Sequence[Pair], path: Path, size: int, more: Sequence[str] = (), lines: int = 600_000) -> None:
    """Write a unigram vocabulary of about `size` pieces; unseen characters fall back to their bytes.

    `more` are lines beside the pairs: manuals alone leave no piece for "tea" or "drink".
    """
    import sentencepiece

    text = [side for pair in pairs for side in (pair.source, pair.target)] + list(more)
    random.Random(1).shuffle(text)
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(text[:lines]), model_prefix=str(path.with_suffix("")), vocab_size=size,
        model_type="unigram", character_coverage=0.9995, byte_fallback=True, split_digits=True,
        user_defined_symbols=[f"⟦{n}⟧" for n in range(MARKS)], hard_vocab_limit=False,
        unk_id=0, bos_id=1, eos_id=2, pad_id=3, minloglevel=2,
    )  # fmt: skip


def load(path: Path) -> Any:
    import sentencepiece

    return sentencepiece.SentencePieceProcessor(model_file=str(path))


def pieces_of(vocabulary: Any) -> list[str]:
    return [vocabulary.id_to_piece(at) for at in range(vocabulary.get_piece_size())]


def encoded(
    vocabulary: Any, pairs: Sequence[Pair], longest: int, sampled: float = 0.0, seed: int = 1
) -> list[tuple[list[int], list[int]]]:
    """Pairs as ids, without those over `longest` tokens or of very unlike lengths.

    A share of `sampled` sources is cut at random into smaller pieces, so that words without a piece of their
    own are nothing new to the model.
    """
    chance = random.Random(seed)
    kept = []
    for pair in pairs:
        if sampled and chance.random() < sampled:
            source = vocabulary.encode(pair.source, enable_sampling=True, alpha=0.3, nbest_size=-1)
        else:
            source = vocabulary.encode(pair.source)
        target = vocabulary.encode(pair.target)
        short, long = sorted((len(source), len(target)))
        if short and long <= longest and long <= 3 * short + 8:
            kept.append((source, target))
    return kept
