"""Parallel text as it lies on disk, and the mix of origins that a model is taught with. Needs no torch."""

from __future__ import annotations

import json
import lzma
import random
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO


@dataclass(frozen=True)
class Pair:
    source: str
    target: str
    origin: str = ""


@dataclass(frozen=True)
class Recipe:
    """How much of each origin goes in: a share of its pairs (under 1), or how often all are repeated."""

    shares: Mapping[str, float] = field(default_factory=dict)
    otherwise: float = 1.0

    def times(self, origin: str, chance: random.Random) -> int:
        """How often one pair of this origin is used; the fraction is left to chance."""
        share = self.shares.get(origin, self.otherwise)
        return int(share) + (chance.random() < share % 1)

    @staticmethod
    def load(path: Path) -> Recipe:
        """A JSON file: `{"shares": {"manpages": 0.4, "blog": 6}, "otherwise": 1}`."""
        held = json.loads(path.read_text(encoding="utf-8"))
        return Recipe(held.get("shares", {}), held.get("otherwise", 1.0))


def lines(path: Path) -> TextIO:
    if path.suffix == ".xz":
        return lzma.open(path, "rt", encoding="utf-8")
    return open(path, encoding="utf-8")


def read_pairs(paths: Iterable[Path]) -> Iterator[Pair]:
    """Lines `source<TAB>target[<TAB>origin]`; one with an empty side is passed over."""
    for path in paths:
        with lines(path) as text:
            for line in text:
                cells = unicodedata.normalize("NFC", line).rstrip("\r\n").split("\t")
                if len(cells) >= 2 and cells[0].strip() and cells[1].strip():
                    yield Pair(cells[0].strip(), cells[1].strip(), cells[2].strip() if len(cells) > 2 else "")


def is_usable(pair: Pair) -> bool:
    """False for pairs that teach nothing good: lengths far apart, or not the same marks on both sides."""
    short, long = sorted((len(pair.source), len(pair.target)))
    return long <= 3 * short + 20 and marks_in(pair.source) == marks_in(pair.target)


def marks_in(text: str) -> list[str]:
    """The marks `⟦n⟧` of a text, sorted; a mark that stands twice counts twice."""
    return sorted(part.split("⟧")[0] for part in text.split("⟦")[1:])


def mix(pairs: Iterable[Pair], recipe: Recipe, seed: int) -> list[Pair]:
    """The usable pairs as often as the recipe says, shuffled."""
    chance = random.Random(seed)
    usable = (pair for pair in pairs if is_usable(pair))
    mixed = [pair for pair in usable for _ in range(recipe.times(pair.origin, chance))]
    chance.shuffle(mixed)
    return mixed
