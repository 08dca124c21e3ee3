"""A translation that somebody else made, laid beside its original: block by block, then sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import log2

from blogtool.model.translation import Segment
from blogtool.translate import adopt
from blogtool.translate.documents import Cut
from blogtool.translate.layout import NONE, NOWHERE, Layout, Piece, Slot, originals_of, pieces_of

_CERTAIN = 0.6  # of the blocks with words have to find their like, on both sides
_GAP = -0.6  # for a block that only one of them has
_WORTH = 0.5  # a pair of blocks that is less alike is none
_MOST = 1_000_000  # pairs of blocks to weigh: about three seconds
_ANCHOR = re.compile(r"\d+(?:[.,]\d+)*|`[^`\n]+`|https?://[^\s)>\"]+|!\[")


@dataclass(frozen=True)
class Aligned:
    """What a translation by somebody else says for the segments of its original."""

    layout: Layout
    texts: dict[int, str]  # by place: the words adopted
    digests: tuple[bytes, ...]
    groups: tuple[int, ...]
    own_keys: frozenset[str]  # front matter whose words could not be told


def align(now: Cut, whole: Cut) -> Aligned | None:
    """Lay a translation beside its original; None where they are too different to be certain."""
    originals, pieces = pieces_of(whole), pieces_of(now)
    if len(originals) * len(pieces) > _MOST:
        return None
    pairs = _pairs(originals, pieces)
    if not _is_certain(pairs, originals, pieces):
        return None
    asked, said = whole.segments, now.segments
    groups = [NOWHERE] * len(said)
    texts: dict[int, str] = {}
    own_keys = _align_heads(now, whole, groups, texts)
    slots = [Slot(one.digest, one.frame, NONE, len(one.segments), is_ours=False) for one in pieces]
    for old, new in pairs:
        one = pieces[new]
        slots[new] = Slot(one.digest, one.frame, old, len(one.segments), is_ours=False)
        _align_sentences(originals[old].segments, one.segments, asked, said, groups, texts)
    return Aligned(
        Layout(originals_of(originals), tuple(slots), False),
        texts,
        tuple(adopt.digest_of_segment(one) for one in said),
        tuple(groups),
        own_keys,
    )


def _align_heads(now: Cut, whole: Cut, groups: list[int], texts: dict[int, str]) -> frozenset[str]:
    """Titles and the like; gives the keys whose words could not be told."""
    own: set[str] = set()
    numbers: dict[object, tuple[int, ...]] = {}
    at = 0
    for part in now.parts[:-1]:
        numbers[part.path] = tuple(range(at, at + len(part.outline.segments)))
        at += len(part.outline.segments)
    at = 0
    for part in whole.parts[:-1]:
        places = tuple(range(at, at + len(part.outline.segments)))
        at += len(places)
        before = len(texts)
        _align_sentences(places, numbers.get(part.path, ()), whole.segments, now.segments, groups, texts)
        if len(texts) - before < len(places):
            own.add(str(part.path[0]))
    return frozenset(own)


def _align_sentences(
    places: Sequence[int],
    numbers: Sequence[int],
    asked: Sequence[Segment],
    said: Sequence[Segment],
    groups: list[int],
    texts: dict[int, str],
) -> None:
    for place, some in _beads([asked[one] for one in places], [said[one] for one in numbers]):
        if place is None or not some:
            continue
        segment = asked[places[place]]
        kinds = tuple((mark.kind, mark.source) for mark in segment.marks)
        text = adopt.as_answer([said[numbers[one]] for one in some], kinds)
        if text is None:
            continue
        texts[places[place]] = text
        for one in some:
            groups[numbers[one]] = places[place]


def _beads(old: Sequence[Segment], new: Sequence[Segment]) -> list[tuple[int | None, list[int]]]:
    """Sentences that belong together, by their lengths and kinds: one for one, or one for two."""
    whole_old, whole_new = sum(len(one.text) for one in old), sum(len(one.text) for one in new)
    if not old or not new or not whole_old or not whole_new:
        return []
    scale = whole_new / whole_old
    worst = float("inf")
    costs = [[worst] * (len(new) + 1) for _ in range(len(old) + 1)]
    steps: dict[tuple[int, int], tuple[int, int]] = {}
    costs[0][0] = 0.0
    for row in range(len(old) + 1):
        for column in range(len(new) + 1):
            for down, right in ((1, 1), (1, 2), (2, 1), (1, 0), (0, 1)):
                if down > row or right > column:
                    continue
                cost = costs[row - down][column - right] + _cost(
                    old[row - down : row], new[column - right : column], scale
                )
                if cost < costs[row][column]:
                    costs[row][column] = cost
                    steps[row, column] = (down, right)
    found: list[tuple[int | None, list[int]]] = []
    row, column = len(old), len(new)
    while (row, column) in steps:
        down, right = steps[row, column]
        found.append((row - 1 if down == 1 else None, list(range(column - right, column))))
        row, column = row - down, column - right
    return found[::-1]


def _cost(old: Sequence[Segment], new: Sequence[Segment], scale: float) -> float:
    if not old or not new:
        return 2.5
    if {one.place for one in old} != {one.place for one in new}:
        return 9.0
    wanted, there = sum(len(one.text) for one in old) * scale, sum(len(one.text) for one in new)
    odd = abs(log2((there + 4) / (wanted + 4)))
    marks = abs(sum(len(one.marks) for one in old) - sum(len(one.marks) for one in new))
    return (5.0 if odd > 2 else odd) + 0.8 * (len(old) + len(new) - 2) + 0.5 * min(marks, 4)


def _pairs(old: Sequence[Piece], new: Sequence[Piece]) -> list[tuple[int, int]]:
    """The blocks that belong together, in order."""
    lengths = [sum(len(one.text) for one in some if one.segments) for some in (old, new)]
    scale = lengths[1] / lengths[0] if all(lengths) else 1.0
    anchors = [[frozenset(_ANCHOR.findall(one.text)) for one in some] for some in (old, new)]
    rows = [[_GAP * column for column in range(len(new) + 1)]]
    likes: list[list[float]] = []
    for row, one in enumerate(old):
        line, like = [_GAP * (row + 1)], []
        for column, other in enumerate(new):
            score = _likeness(one, other, scale, anchors[0][row], anchors[1][column])
            like.append(score)
            line.append(max(rows[row][column] + score, rows[row][column + 1] + _GAP, line[column] + _GAP))
        rows.append(line)
        likes.append(like)
    found: list[tuple[int, int]] = []
    row, column = len(old), len(new)
    while row and column:
        if rows[row][column] == rows[row - 1][column - 1] + likes[row - 1][column - 1]:
            row, column = row - 1, column - 1
            if likes[row][column] >= _WORTH:
                found.append((row, column))
        elif rows[row][column] == rows[row - 1][column] + _GAP:
            row -= 1
        else:
            column -= 1
    return found[::-1]


def _likeness(old: Piece, new: Piece, scale: float, anchors: frozenset[str], others: frozenset[str]) -> float:
    if not old.segments and not new.segments:
        return 3.0 if old.digest == new.digest else (0.6 if old.kind == new.kind else -2.0)
    if old.kind != new.kind or not old.segments or not new.segments:
        return -1.5
    odd = abs(log2((len(new.text) + 8) / (len(old.text) * scale + 8)))
    score = 1.2 - odd if odd < 2 else -2.0
    if anchors or others:
        score += 2 * len(anchors & others) / len(anchors | others) - 0.5
    return score + (0.5 if len(old.segments) == len(new.segments) else 0.0)


def _is_certain(pairs: Sequence[tuple[int, int]], old: Sequence[Piece], new: Sequence[Piece]) -> bool:
    sides = (({one for one, _ in pairs}, old), ({other for _, other in pairs}, new))
    for found, pieces in sides:
        wanted = [number for number, piece in enumerate(pieces) if piece.segments]
        if len([one for one in wanted if one in found]) < _CERTAIN * len(wanted):
            return False
    return True
