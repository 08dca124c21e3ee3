"""How a saved translation is laid out: its blocks, and which block of the original each one answers."""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

from blogtool.translate.documents import Cut

NOWHERE = 2**32 - 1  # the group of a sentence that answers nothing
NONE = -1
_DIGEST = 8
_ORIGINAL = struct.Struct(f">{_DIGEST}s{_DIGEST}sH")
_SLOT = struct.Struct(f">{_DIGEST}s{_DIGEST}shH")
_OURS, _DOUBTFUL = 0x8000, 0x4000  # above the count of sentences
_MOST = 2**15 - 1  # blocks, and segments: longer posts are recognised by their sentences alone
_EDGE = "\ue0f3"  # of the private use area
_HOLES = re.compile(rf"{_EDGE}(?:[^\S\n]*\n?[^\S\n]*{_EDGE})*")


@dataclass(frozen=True)
class Original:
    """A block of the original, as it was when its translation was last brought up to date."""

    digest: bytes
    frame: bytes  # of what stands between its sentences
    count: int  # of its segments


@dataclass(frozen=True)
class Slot:
    """A block of the translation, as it is known to us."""

    digest: bytes
    frame: bytes
    answers: int  # the number of the original's block; NONE for a block of its editor's own
    count: int  # of its sentences
    is_ours: bool = True  # all but the words of some sentences is as we wrote it
    is_doubtful: bool = False  # its editor's own, and the original has changed since


@dataclass(frozen=True)
class Layout:
    """The blocks of both; `is_natural`: one for one, in the same order, all of them ours.

    `merged`: places of the original without a sentence of their own, answered by that of the place before.
    """

    originals: tuple[Original, ...]
    slots: tuple[Slot, ...]
    is_natural: bool = True
    merged: tuple[int, ...] = ()

    @property
    def doubts(self) -> int:
        """How many blocks of an editor's a person should look at."""
        return sum(slot.is_doubtful for slot in self.slots)

    @property
    def own(self) -> int:
        """How many blocks are not as we would write them."""
        return 0 if self.is_natural else sum(not slot.is_ours for slot in self.slots)

    def pack(self) -> bytes:
        """As bytes for the memory."""
        head = struct.pack(">?HH", self.is_natural, len(self.originals), len(self.slots))
        rows = [_ORIGINAL.pack(one.digest, one.frame, one.count) for one in self.originals]
        for slot in self.slots:
            flags = _OURS * slot.is_ours | _DOUBTFUL * slot.is_doubtful
            rows.append(_SLOT.pack(slot.digest, slot.frame, slot.answers, slot.count | flags))
        rows.append(struct.pack(f">{len(self.merged)}H", *self.merged))
        return head + b"".join(rows)


def unpack(data: bytes) -> Layout | None:
    """A layout of its bytes; None where there is none."""
    if not data:
        return None
    is_natural, originals, slots = struct.unpack_from(">?HH", data)
    at = struct.calcsize(">?HH")
    found = [Original(*row) for row in _ORIGINAL.iter_unpack(data[at : at + originals * _ORIGINAL.size])]
    at += originals * _ORIGINAL.size
    written: list[Slot] = []
    for digest, frame, answers, count in _SLOT.iter_unpack(data[at : at + slots * _SLOT.size]):
        number = count & (_DOUBTFUL - 1)
        written.append(Slot(digest, frame, answers, number, bool(count & _OURS), bool(count & _DOUBTFUL)))
    at += slots * _SLOT.size
    merged = struct.unpack(f">{(len(data) - at) // 2}H", data[at:])
    return Layout(tuple(found), tuple(written), is_natural, merged)


@dataclass(frozen=True)
class Piece:
    """A block of a post as it stands now."""

    start: int  # in the body
    end: int
    kind: str
    text: str
    digest: bytes
    frame: bytes
    segments: tuple[int, ...]  # their numbers among all segments of the post


def head_count(whole: Cut) -> int:
    """How many segments stand in the front matter, before those of the body."""
    return sum(len(part.outline.segments) for part in whole.parts[:-1])


def pieces_of(whole: Cut) -> tuple[Piece, ...]:
    """The blocks of a post's body with their segments."""
    outline = whole.parts[-1].outline
    first = head_count(whole)
    found: list[Piece] = []
    at = 0
    for start, end, kind in outline.blocks():
        begin = at
        while at < len(outline.places) and outline.places[at][0] < end:
            at += 1
        text = outline.source[start:end]
        frame = _frame(text, start, outline.places[begin:at])
        numbers = tuple(range(first + begin, first + at))
        found.append(Piece(start, end, kind, text, _digest(text.strip()), _digest(frame), numbers))
    return tuple(found)


def natural_layout(whole: Cut, saved: Cut, groups: Sequence[int]) -> Layout | None:
    """The layout of a translation that was just composed of its original; None where their blocks differ.

    `groups`: the place that each sentence of the translation answers.
    """
    originals, slots = pieces_of(whole), pieces_of(saved)
    if len(originals) != len(slots) or max(len(originals), len(slots)) > _MOST or len(whole.segments) > _MOST:
        return None
    return Layout(
        originals_of(originals),
        tuple(
            Slot(one.digest, one.frame, number, min(len(one.segments), _DOUBTFUL - 1))
            for number, one in enumerate(slots)
        ),
        merged=merged_in(groups, len(whole.segments)),
    )


def merged_in(groups: Sequence[int], places: int) -> tuple[int, ...]:
    """The places that no sentence begins with, where the sentences together answer all of them."""
    begun = set(groups)
    return tuple(place for place in range(places) if place not in begun)


def originals_of(pieces: Sequence[Piece]) -> tuple[Original, ...]:
    """The blocks of an original, to be noted."""
    return tuple(Original(one.digest, one.frame, len(one.segments)) for one in pieces)


def _frame(text: str, start: int, places: Sequence[tuple[int, int]]) -> str:
    """A block without its sentences; however many stand side by side, they count as one."""
    parts: list[str] = []
    at = 0
    for low, high in places:
        if low - start < at:
            continue  # inside of the one before
        parts += [text[at : low - start], _EDGE]
        at = high - start
    parts.append(text[at:])
    return _HOLES.sub(_EDGE, "".join(parts)).strip()


def _digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_DIGEST).digest()
