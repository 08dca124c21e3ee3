"""Weights of one language pair as the start of another: the new vocabulary takes over vectors. Needs no torch.

A network that translates English into French has an encoder that reads English and a decoder that makes Romance
sentences; what another target language lacks are the vectors of its own pieces. A piece that stands in both
vocabularies keeps its vector. Where parallel text of both pairs is given, a new piece gets the vectors of
the old target pieces that stand beside the same source words: "casa" begins where "maison" was. Any other piece
begins as the mean of the old pieces that its text falls into.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Weighted = Mapping[str, float]

LONGEST = 40
"""Pieces of a side; in longer pairs too many pieces stand together by chance."""

NOISE = 0.1
"""Spread of what is added to a made-up vector, in parts of the old vectors' spread: no two pieces begin alike."""


@dataclass(frozen=True)
class Table:
    """The vectors of a vocabulary's pieces, row by row, with the biases that the output adds."""

    pieces: Sequence[str]
    vectors: Vectors
    biases: Vectors


def companions(
    pairs: Iterable[tuple[Sequence[str], Sequence[str]]], least: int = 4, most: int = 3
) -> dict[str, dict[str, float]]:
    """Target pieces with the source pieces beside which they stand most surely (Dice coefficient, 0 to 1).

    `pairs` holds the pieces of both sides; what stands together fewer than `least` times counts as chance.
    """
    here: Counter[str] = Counter()
    there: Counter[str] = Counter()
    both: Counter[tuple[str, str]] = Counter()
    for source, target in pairs:
        if len(source) > LONGEST or len(target) > LONGEST:
            continue
        left, right = set(source), set(target)
        here.update(left)
        there.update(right)
        both.update((one, other) for one in left for other in right)
    found: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for (one, other), times in both.items():
        if times >= least:
            found[other][one] = 2 * times / (here[one] + there[other])
    return {piece: strongest(beside, most) for piece, beside in found.items()}


def strongest(weighted: Weighted, most: int) -> dict[str, float]:
    return dict(sorted(weighted.items(), key=lambda one: (-one[1], one[0]))[:most])


def bridged(
    old: Mapping[str, Weighted], new: Mapping[str, Weighted], sureness: float = 0.1, most: int = 3
) -> dict[str, dict[str, float]]:
    """New target pieces with the old ones that stand beside the same source pieces, and how surely (0 to 1)."""
    back: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for piece, beside in old.items():
        for source, sure in beside.items():
            back[source][piece] = sure
    found = {}
    for piece, beside in new.items():
        reached: Counter[str] = Counter()
        for source, sure in beside.items():
            for other, other_sure in back[source].items():
                reached[other] += sure * other_sure
        near = {other: sure for other, sure in strongest(reached, most).items() if sure >= sureness**2}
        if near:
            found[piece] = near
    return found


def moved(
    old: Table,
    pieces: Sequence[str],
    split: Callable[[str], Sequence[str]],
    bridge: Mapping[str, Weighted] | None = None,
    seed: int = 1,
) -> Table:
    """A table for the new pieces (and rows without a piece, up to a multiple of 8) made of the old one.

    `split` cuts a piece's text into old pieces; `bridge` comes from `bridged`.
    """
    places = {piece: at for at, piece in enumerate(old.pieces)}
    chance = np.random.default_rng(seed)
    vectors, biases = [], []
    spread = float(old.vectors.std()) * NOISE
    for piece in pieces:
        if piece in places:
            vectors.append(old.vectors[places[piece]])
            biases.append(old.biases[places[piece]])
            continue
        near = (bridge or {}).get(piece) or dict.fromkeys(split(piece), 1.0)
        rows = [places[part] for part in near if part in places]
        weights = np.array([near[part] for part in near if part in places], np.float32)
        vector = np.average(old.vectors[rows], axis=0, weights=weights) if rows else old.vectors.mean(axis=0)
        vectors.append(vector + chance.normal(0, spread, vector.shape))
        biases.append(np.average(old.biases[rows], weights=weights) if rows else old.biases.mean())
    spare = -len(pieces) % 8
    width = old.vectors.shape[1]
    return Table(
        pieces,
        np.concatenate([np.array(vectors, np.float32), np.zeros((spare, width), np.float32)]),
        np.concatenate([np.array(biases, np.float32), np.full(spare, min(biases), np.float32)]),
    )
