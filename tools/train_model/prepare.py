"""From parallel text to what `train` reads: mixed, invented upon, and cut into tokens. Needs no torch."""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass
from pathlib import Path

from .apart import apart
from .batches import TokenPairs
from .invent import invent
from .pairs import Pair, Recipe, is_usable, mix, read_pairs
from .phrases import phrases
from .vocabulary import encoded, load, teach
from .words import WORDS, Words


@dataclass(frozen=True)
class Preparation:
    data: tuple[Path, ...]  # TSV files, .xz or plain
    valid: tuple[Path, ...]  # held-out TSV files; a training pair whose source stands in them is left out
    folder: Path
    recipe: Recipe
    vocabulary: Path | None = None  # an existing SentencePiece model; else one is taught
    pieces: int = 16000
    more_lines: Path | None = None  # further text that the vocabulary is taught from, not the model
    longest: int = 128  # tokens of a side
    invented: float = 0.3  # further pairs made of the real ones, per real one
    phrases: int = 0  # made-up everyday sentences
    sampled: float = 0.05  # share of sources that are cut at random
    words: Path = WORDS / "en-fr.txt"
    seed: int = 1


def prepare(how: Preparation) -> str:
    """Write sentencepiece.model, train.npz and valid.npz into the folder; what came out, in a line."""
    how.folder.mkdir(parents=True, exist_ok=True)
    valid = list(read_pairs(how.valid))
    unseen = {pair.source.casefold() for pair in valid}
    real = [pair for pair in read_pairs(how.data) if pair.source.casefold() not in unseen]
    pairs = mix(real, how.recipe, how.seed)
    path = how.folder / "sentencepiece.model"
    if how.vocabulary:
        shutil.copyfile(how.vocabulary, path)
    elif not path.exists():
        more = how.more_lines.read_text(encoding="utf-8").splitlines() if how.more_lines else []
        teach(pairs, path, how.pieces, more)
    made = [pair for pair in further(pairs, how) if pair.source.casefold() not in unseen]
    vocabulary = load(path)
    learned, held_out = (list(map(apart, some)) for some in (pairs + made, valid))
    tokens = TokenPairs.of(encoded(vocabulary, learned, how.longest, how.sampled, how.seed))
    tokens.save(how.folder / "train.npz")
    TokenPairs.of(encoded(vocabulary, held_out, 250)).save(how.folder / "valid.npz")
    counts = f"{len(pairs)} real and {len(made)} made pairs"
    return f"{counts}; {len(tokens)} kept, {len(tokens.target)} target tokens"


def further(pairs: list[Pair], how: Preparation) -> list[Pair]:
    made = [pair for pair in invent(pairs, how.invented, how.seed) if is_usable(pair)]
    if how.phrases:
        spoken = list(phrases(Words.load(how.words), how.phrases, how.seed))
        random.Random(how.seed).shuffle(spoken)
        made += spoken
    return made
