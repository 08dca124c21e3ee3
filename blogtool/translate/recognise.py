"""A translation that was edited beyond its sentences: its blocks and sentences are told from our own, one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from blogtool.model.translation import Segment
from blogtool.translate import adopt
from blogtool.translate.documents import Cut
from blogtool.translate.layout import NONE, NOWHERE, Layout, Piece, Slot, head_count, pieces_of
from blogtool.translate.memory import Written

_CERTAIN = 1 / 3  # of the sentences that we wrote have to be there still, or nothing is certain


@dataclass(frozen=True)
class Recognised:
    """An edited translation: which of its words are whose."""

    layout: Layout
    edits: tuple[adopt.Edit, ...]
    digests: tuple[bytes, ...]  # of its sentences
    groups: tuple[int, ...]  # for each sentence the first place that it answers, or NOWHERE


@dataclass
class _Told:
    """The place that each sentence answers, and the words that are a person's."""

    groups: list[int]
    found: dict[int, str]


def recognise(now: Cut, before: Written) -> Recognised | None:
    """What is ours and what is its editor's in a translation; None where too little of ours is left to be certain."""
    layout = before.layout
    if layout is None or not before.sentences:
        return None
    pieces = pieces_of(now)
    segments = now.segments
    digests = tuple(adopt.digest_of_segment(one) for one in segments)
    first = len(before.sentences) - sum(slot.count for slot in layout.slots)
    if first < 0:
        return None
    told = _Told([NOWHERE] * len(segments), {})
    _tell(told, range(first), range(head_count(now)), before, segments, digests)
    olds = _ranges(layout.slots, first)
    links = _links(layout.slots, olds, pieces, before.sentences, digests)
    for number, piece in enumerate(pieces):
        link = links[number]
        if link is None:
            continue
        elsewhere = {
            digests[one]
            for other, its in zip(pieces, links, strict=True)
            if its == link and other is not piece
            for one in other.segments
        }
        known = [one for one in olds[link] if before.sentences[one] not in elsewhere]
        _tell(told, known, piece.segments, before, segments, digests)
    _find_moved(told, before, digests)
    if not _is_certain(told, before):
        return None
    slots = tuple(
        _own_slot(piece) if link is None else _slot(piece, layout.slots[link], told, olds[link], before)
        for piece, link in zip(pieces, links, strict=True)
    )
    edits = tuple(
        adopt.Edit(place, text, adopt.context_in(place, told.found, before.keys))
        for place, text in sorted(told.found.items())
    )
    return Recognised(Layout(layout.originals, slots, False, layout.merged), edits, digests, tuple(told.groups))


def _ranges(slots: Sequence[Slot], first: int) -> list[range]:
    """The sentences of each slot, by their numbers."""
    found: list[range] = []
    for slot in slots:
        found.append(range(first, first + slot.count))
        first += slot.count
    return found


def _own_slot(piece: Piece) -> Slot:
    return Slot(piece.digest, piece.frame, NONE, len(piece.segments), is_ours=False)


def _slot(piece: Piece, link: Slot, told: _Told, olds: range, before: Written) -> Slot:
    """How a block of the edited file is noted."""
    count = len(piece.segments)
    ours = [told.groups[one] for one in piece.segments]
    wanted = list(dict.fromkeys(before.groups[one] for one in olds))
    is_same = list(dict.fromkeys(ours)) == wanted and NOWHERE not in ours
    is_ours = link.is_ours and piece.frame == link.frame and is_same
    if not count:
        is_ours = link.is_ours and piece.digest == link.digest
    is_doubtful = link.is_doubtful and piece.digest == link.digest
    return Slot(piece.digest, piece.frame, link.answers, count, is_ours, is_doubtful)


def _links(
    slots: Sequence[Slot],
    olds: Sequence[range],
    pieces: Sequence[Piece],
    before: Sequence[bytes],
    digests: Sequence[bytes],
) -> list[int | None]:
    """For each block of the file now the slot that it was: by its bytes, by its sentences, by its neighbours."""
    links: list[int | None] = [None] * len(pieces)
    free = dict.fromkeys(range(len(slots)))
    matcher = SequenceMatcher(None, [one.digest for one in slots], [one.digest for one in pieces], autojunk=False)
    for old, new, size in matcher.get_matching_blocks():
        for step in range(size):
            links[new + step] = old + step
            free.pop(old + step)
    for number, piece in enumerate(pieces):  # moved as a whole
        if links[number] is None:
            same = next((old for old in free if slots[old].digest == piece.digest), None)
            if same is not None:
                links[number] = same
                free.pop(same)
    sentences = [{before[one] for one in olds[old]} for old in range(len(slots))]
    taken: set[int] = set()
    for number, piece in enumerate(pieces):
        if links[number] is not None:
            continue
        ours = {digests[one] for one in piece.segments}
        best = max(free, key=lambda old: (len(ours & sentences[old]), -abs(old - number)), default=None)
        if best is not None and ours & sentences[best]:
            links[number] = best
            taken.add(best)
    for old in taken:
        free.pop(old)
    _link_neighbours(links, list(free), slots, pieces)
    return links


def _link_neighbours(
    links: list[int | None], free: list[int], slots: Sequence[Slot], pieces: Sequence[Piece]
) -> None:
    """Blocks in new words between known ones: as many as we had there, with or without sentences as they had."""
    gaps: dict[tuple[int, int], list[int]] = {}
    for number, link in enumerate(links):
        if link is None:
            low = next((one for one in links[:number][::-1] if one is not None), -1)
            high = next((one for one in links[number + 1 :] if one is not None), len(slots))
            gaps.setdefault((low, high), []).append(number)
    for (low, high), numbers in gaps.items():
        between = [old for old in free if low < old < high]
        if len(between) == len(numbers):
            for old, number in zip(between, numbers, strict=True):
                if bool(slots[old].count) == bool(pieces[number].segments):
                    links[number] = old
            continue
        for number in numbers:  # some are gone or new: only those in the same frame, if there is one such
            alike = [old for old in between if slots[old].frame == pieces[number].frame and slots[old].count]
            rivals = [one for one in numbers if pieces[one].frame == pieces[number].frame]
            if len(alike) == len(rivals) == 1:
                links[number] = alike[0]


def _tell(
    told: _Told,
    known: Sequence[int],
    fresh: Sequence[int],
    before: Written,
    segments: Sequence[Segment],
    digests: Sequence[bytes],
) -> None:
    """Tell the sentences `fresh` of the file from those that stood there, `known`."""
    old = [before.sentences[one] for one in known]
    new = [digests[one] for one in fresh]
    groups = [before.groups[one] for one in known]
    starts = sorted(set(range(len(before.keys))) - set(before.layout.merged if before.layout else ()))
    moved = adopt.moved_among(before.sentences, digests)
    done_old = done_new = 0
    for gone, come in adopt.changes(old, new, groups):
        _copy(told, groups[done_old : gone.start], fresh[done_new : come.start])
        done_old, done_new = gone.stop, come.stop
        if not come or not gone or NOWHERE in groups[gone.start : gone.stop]:
            continue
        gone_groups = groups[gone.start : gone.stop]
        if adopt.are_moved(old[gone.start : gone.stop], new[come.start : come.stop], gone_groups, moved):
            continue  # sentences that stood elsewhere: no corrections
        changed = adopt.by_place(gone, come, [segments[one] for one in fresh], groups, len(before.keys), starts)
        if changed is None:
            continue
        texts = {place: adopt.as_answer(some, before.marks.get(place, ())) for place, some in changed.items()}
        numbers = list(fresh[come.start : come.stop])
        for place, some in changed.items():
            text = texts[place]
            for _ in some:
                number = numbers.pop(0)
                if text is not None:
                    told.groups[number] = place
            if text is not None:
                told.found[place] = text
    _copy(told, groups[done_old:], fresh[done_new:])


def _copy(told: _Told, groups: Sequence[int], numbers: Sequence[int]) -> None:
    for group, number in zip(groups, numbers, strict=False):
        told.groups[number] = group


def _find_moved(told: _Told, before: Written, digests: Sequence[bytes]) -> None:
    """Sentences that were moved to another block."""
    answered = set(told.groups)
    homeless: dict[bytes, int] = {}
    for digest, group in zip(before.sentences, before.groups, strict=True):
        if group not in answered and list(before.groups).count(group) == 1:
            homeless.setdefault(digest, group)
    for number, digest in enumerate(digests):
        if told.groups[number] == NOWHERE and digest in homeless:
            told.groups[number] = homeless.pop(digest)


def _is_certain(told: _Told, before: Written) -> bool:
    wanted = set(before.groups) - {NOWHERE}
    return len(wanted & set(told.groups)) >= _CERTAIN * len(wanted)


def places_of(groups: Sequence[int], layout: Layout) -> Mapping[int, range]:
    """For each group all places that its sentences answer."""
    merged = frozenset(layout.merged)
    found: dict[int, range] = {}
    for start in set(groups) - {NOWHERE}:
        end = start + 1
        while end in merged:
            end += 1
        found[start] = range(start, end)
    return found
