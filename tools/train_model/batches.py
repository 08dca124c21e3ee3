"""Pairs as token ids, and the batches that training draws from them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

PAD, BEGIN, END = 3, 1, 2

WIDTHS = (*range(4, 33, 4), *range(40, 65, 8), 80, 96, 128, 160, 208, 256)
"""Lengths that sentences are padded to: few sizes, so that oneDNN's compiled kernels are used again."""


@dataclass(frozen=True)
class TokenPairs:
    """All token ids of one side after another; pair `i` is `source[source_ends[i]:source_ends[i + 1]]`."""

    source: NDArray[np.uint16]
    source_ends: NDArray[np.int64]
    target: NDArray[np.uint16]
    target_ends: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.source_ends) - 1

    @staticmethod
    def of(pairs: list[tuple[list[int], list[int]]]) -> TokenPairs:
        sides = []
        for side in (0, 1):
            lengths = [len(pair[side]) for pair in pairs]
            flat = np.fromiter((token for pair in pairs for token in pair[side]), np.uint16, sum(lengths))
            sides += [flat, np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)]
        return TokenPairs(*sides)

    @staticmethod
    def load(path: Path) -> TokenPairs:
        with np.load(path) as held:
            return TokenPairs(held["source"], held["source_ends"], held["target"], held["target_ends"])

    def save(self, path: Path) -> None:
        np.savez(path, **vars(self))


def batches(pairs: TokenPairs, tokens: int, seed: int) -> list[NDArray[np.int64]]:
    """One pass over the pairs: random batches of like lengths, of at most `tokens` on the longer side."""
    chance = np.random.default_rng(seed)
    widths = np.array(WIDTHS)
    source = np.searchsorted(widths, np.diff(pairs.source_ends) + 1)
    target = np.searchsorted(widths, np.diff(pairs.target_ends) + 1)
    order = chance.permutation(len(pairs))
    shape = (source * len(widths) + target)[order]
    order = order[np.argsort(shape, kind="stable")]
    shape.sort()
    made = []
    for group in np.split(order, np.flatnonzero(np.diff(shape)) + 1):
        longest = int(widths[max(source[group[0]], target[group[0]])])
        rows = max(1, tokens // longest)
        made += [group[at : at + rows] for at in range(0, len(group), rows)]
    chance.shuffle(made)  # type: ignore[arg-type]
    return made


def padded(pairs: TokenPairs, batch: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The batch as two tables of ids: sources end with </s>; targets begin with <s> and end with </s>."""
    tables = []
    for flat, ends, begin in ((pairs.source, pairs.source_ends, 0), (pairs.target, pairs.target_ends, 1)):
        rows = [flat[ends[i] : ends[i + 1]] for i in batch]
        longest = max(len(row) for row in rows) + 1
        width = next(w for w in WIDTHS if w >= longest) + begin  # targets lose one column to the shift
        table = np.full((len(rows), width), PAD, dtype=np.int64)
        for line, row in zip(table, rows, strict=True):
            line[begin : begin + len(row)] = row
            line[begin + len(row)] = END
            if begin:
                line[0] = BEGIN
        tables.append(table)
    return tables[0], tables[1]
