"""The body of a translation that its editor arranged otherwise: only what the original changed is changed in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property

from blogtool.model.translation import Answer
from blogtool.translate import adopt
from blogtool.translate.documents import Cut
from blogtool.translate.layout import (
    NONE,
    NOWHERE,
    Layout,
    Original,
    Piece,
    Slot,
    head_count,
    merged_in,
    originals_of,
    pieces_of,
)
from blogtool.translate.memory import Written
from blogtool.translate.recognise import places_of

_CERTAIN = 1 / 3  # of the segments have to be in the new original still
_THEIRS = ("person", "adopted")
_LINED = ("table", "li", "dl")  # blocks whose lines stand for themselves
_DASHES = re.compile(r"[ \t>]*[|:+-][ \t|:+=-]*\n")  # below the head of a table

Span = tuple[int, int, int]  # start, end, and the place that is answered there


@dataclass
class _Item:
    """A block of the arranged body."""

    text: str
    spans: list[Span]  # in the text
    answers: int  # the new original's block
    is_item: bool  # of a list
    is_ours: bool
    is_doubtful: bool = False
    was: int = -2  # its number in the file as it was
    fresh: int = -2  # its number in the draft


@dataclass(frozen=True)
class _Addition:
    """What is new in the original of an editor's block: a sentence, or a line of its own."""

    text: str
    spans: tuple[Span, ...] = ()
    is_line: bool = False


@dataclass(frozen=True)
class Arranged:
    """The body, and what each of its blocks and sentences answers."""

    body: str
    spans: tuple[Span, ...]
    blocks: tuple[tuple[int, int, _Item], ...]
    merged: tuple[int, ...] = ()  # as in a layout
    persons: frozenset[int] = frozenset()  # places that a person's sentence answers

    @property
    def doubts(self) -> int:
        """How many blocks a person should look at."""
        return sum(item.is_doubtful for _, _, item in self.blocks)

    def noted(self, saved: Cut, whole: Cut, head: Sequence[int]) -> tuple[tuple[int, ...], Layout]:
        """The groups of a saved file's sentences (`head`: those of its front matter), and its layout."""
        outline = saved.parts[-1].outline
        groups = [*head]
        for start, end in outline.places:
            groups.append(next((place for low, high, place in self.spans if low <= start and end <= high), NOWHERE))
        slots = [self._slot(piece) for piece in pieces_of(saved)]
        return tuple(groups), Layout(originals_of(pieces_of(whole)), tuple(slots), False, self.merged)

    def _slot(self, piece: Piece) -> Slot:
        for start, end, item in self.blocks:
            if start <= piece.start < end:
                is_whole = item.is_ours and start == piece.start and end == piece.end
                return Slot(
                    piece.digest, piece.frame, item.answers, len(piece.segments), is_whole, item.is_doubtful
                )
        return Slot(piece.digest, piece.frame, NONE, len(piece.segments), False)


def arrange(
    now: Cut, before: Written, whole: Cut, keys: Sequence[bytes], answers: Sequence[Answer], draft: Cut
) -> Arranged | None:
    """The translation `now`, noted in `before`, brought up to its original `whole`; None where that is not certain.

    `answers` are those to the segments of `whole`; `draft` is the translation as it would be without an editor.
    """
    layout = before.layout
    if layout is None:
        return None
    work = _Work(now, before, layout, whole, keys, answers, draft)
    if not work.is_certain:
        return None
    items = work.items()
    return replace(_joined(items, len(work.pieces)), persons=frozenset(work.persons), merged=work.merged(items))


class _Work:
    def __init__(
        self,
        now: Cut,
        before: Written,
        layout: Layout,
        whole: Cut,
        keys: Sequence[bytes],
        answers: Sequence[Answer],
        draft: Cut,
    ) -> None:
        self.now, self.before, self.layout, self.whole, self.keys = now, before, layout, whole, keys
        self.pieces, self.news, self.drafts = pieces_of(now), pieces_of(whole), pieces_of(draft)
        self.places = now.parts[-1].outline.places
        self.now_head, self.head = head_count(now), head_count(whole)
        self.body_answers = list(answers[self.head :])
        self.blocks = _block_map(layout.originals, before.keys, self.news, keys)
        self.map = self._place_map()
        self.covers = _within_blocks(places_of(before.groups, layout), layout, len(before.keys))
        self.persons: set[int] = set()
        self.draft, self.draft_groups = draft, adopt.sentences_of(draft, answers, whole).groups

    @property
    def is_certain(self) -> bool:
        """Whether what we noted is what is there, and the original is still the same post."""
        if len(self.news) != len(self.drafts) or len(self.pieces) != len(self.layout.slots):
            return False
        if any(one.digest != slot.digest for one, slot in zip(self.pieces, self.layout.slots, strict=True)):
            return False
        return len(set(self.keys) & set(self.before.keys)) >= _CERTAIN * len(set(self.before.keys))

    def merged(self, items: Sequence[_Item]) -> tuple[int, ...]:
        """Places that are answered by the sentence of the place before: in kept blocks as before, in new ones anew."""
        gaps = set(merged_in(self.draft_groups, len(self.keys)))
        fresh = {one for item in items if item.fresh >= 0 for one in self.news[item.fresh].segments}
        kept = {self.map[one] for one in self.layout.merged if one in self.map} - fresh
        return tuple(sorted(kept | (gaps & fresh)))

    def _place_map(self) -> dict[int, int]:
        """For each old place of the body the new one."""
        old_starts = _starts(self.layout.originals, len(self.before.keys))
        found: dict[int, int] = {}
        for old, new in self.blocks.items():
            start, places = old_starts[old], self.news[new].segments
            ours = self.before.keys[start : start + self.layout.originals[old].count]
            for low, high, begin, stop in _opcodes(ours, [self.keys[one] for one in places]):
                for step in range(min(high - low, stop - begin)):
                    found[start + low + step] = places[begin + step]
        return found

    def items(self) -> list[_Item]:
        """The blocks in the editor's order, new ones of the original behind their predecessors."""
        found: list[_Item] = []
        for number, (piece, slot) in enumerate(zip(self.pieces, self.layout.slots, strict=True)):
            item = self._item(number, piece, slot)
            if item is not None:
                found.append(item)
        known = set(self.blocks.values())
        for new in range(len(self.news)):
            if new not in known:
                at = next(
                    (
                        place + 1
                        for before in range(new - 1, -1, -1)
                        for place in range(len(found) - 1, -1, -1)
                        if found[place].answers == before
                    ),
                    0,
                )
                found.insert(at, self._fresh(new))
        return found

    def _fresh(self, new: int) -> _Item:
        """A block as the draft has it."""
        piece = self.drafts[new]
        places = self.draft.parts[-1].outline.places
        first = head_count(self.draft)
        spans = [
            (places[one - first][0] - piece.start, places[one - first][1] - piece.start, self.draft_groups[one])
            for one in piece.segments
        ]
        return _Item(piece.text, spans, new, piece.kind == "li", True, fresh=new)

    def _item(self, number: int, piece: Piece, slot: Slot) -> _Item | None:
        """One block of the file as it is now, brought up to date; None where it is to go."""
        new = self.blocks.get(slot.answers)
        if slot.answers != NONE and slot.is_ours:
            if new is not None:
                item = self._fresh(new)
                item.text = item.text.rstrip("\n") + _gap_below(piece.text)
                item.was = number
                return item
            if not any(self._rung(group) == "person" for group in self._groups(piece)):
                return None
        if not piece.segments:
            return self._without_words(number, piece, slot, new)
        return self._patched(number, piece, slot, new)

    def _without_words(self, number: int, piece: Piece, slot: Slot, new: int | None) -> _Item | None:
        item = _Item(piece.text, [], NONE if new is None else new, piece.kind == "li", False, slot.is_doubtful, number)
        if slot.answers == NONE:
            return item
        old = self.layout.originals[slot.answers]
        if new is not None and self.news[new].digest == old.digest:
            return item
        if piece.digest == old.digest:  # a copy of code that has changed
            return None if new is None else replace(self._fresh(new), was=number)
        item.is_doubtful = True
        return item

    def _patched(self, number: int, piece: Piece, slot: Slot, new: int | None) -> _Item | None:
        """A block with its editor's words in it: only sentences that are not the editor's may change."""
        is_doubtful = slot.is_doubtful
        cuts: list[tuple[int, int, str, int, bool]] = []
        theirs = False
        at = -1
        for start, end, group in self._sentences(piece):
            if start < at:
                continue  # inside of the one before
            at = end
            if group == NOWHERE:
                theirs = True
                cuts.append((start, end, piece.text[start:end], NOWHERE, True))
                continue
            text, place, doubt = self._sentence(group, piece.text[start:end])
            is_doubtful |= doubt
            theirs |= doubt
            cuts.append((start, end, text, place, bool(text)))
        if slot.answers != NONE and new is None and not theirs and not any(kept for *_, kept in cuts):
            return None
        if slot.answers != NONE:
            is_doubtful |= self._has_lost(slot.answers, new)
        added = self._added(new, {place for *_, place, _ in cuts}) if new is not None else {}
        item = _Item("", [], NONE if new is None else new, piece.kind == "li", False, is_doubtful)
        is_doubtful |= _write(item, piece.text, cuts, added)
        item.is_doubtful = is_doubtful
        item.was = number
        return item

    def _sentence(self, group: int, text: str) -> tuple[str, int, bool]:
        """What stands for one sentence now, the place that it answers, and whether a person should look."""
        cover = self.covers.get(group, range(group, group + 1))
        places = [self.map[one] for one in cover if one in self.map]
        is_persons = self._rung(group) == "person"
        if not places:
            return (text, NOWHERE, True) if is_persons else ("", NOWHERE, False)
        is_same = [self.keys[one] for one in places] == list(self.before.keys[cover.start : cover.stop])
        if is_persons:
            self.persons.add(places[0])
            return text, places[0], not is_same and self.body_answers[places[0] - self.head].rung != "person"
        if is_same and self._rung(group) in _THEIRS:
            return text, places[0], False
        written = [
            self.whole.parts[-1].outline.piece(one - self.head, self.body_answers) for one in dict.fromkeys(places)
        ]
        return " ".join(written), places[0], False

    def _has_lost(self, old: int, new: int | None) -> bool:
        """Whether the original of an editor's block changed where nothing in the file answers it."""
        if new is None:
            return True
        original, piece = self.layout.originals[old], self.news[new]
        if original.digest == piece.digest:
            return False
        start = _starts(self.layout.originals, len(self.before.keys))[old]
        answered = {one for cover in self.covers.values() for one in cover}
        missing = [one for one in range(start, start + original.count) if one not in answered]
        return original.frame != piece.frame or any(
            one not in self.map or self.keys[self.map[one]] != self.before.keys[one] for one in missing
        )

    def _added(self, new: int, here: set[int]) -> dict[int, list[_Addition]]:
        """What is new in the original's block, by the place before it that stands in this block."""
        mapped = set(self.map.values())
        found: dict[int, list[_Addition]] = {}
        anchor, done = NOWHERE, set[int]()
        for place in self.news[new].segments:
            if place in self._inner:
                continue
            if place in mapped:
                anchor = place
            elif place not in done:
                more = self._sentence_more(place) if self._goes_on(place, new) else self._line_more(place, new, mapped)
                done.update(one for _, _, one in more.spans)
                found.setdefault(anchor if more.spans and anchor in here else NOWHERE, []).append(more)
        return found

    def _sentence_more(self, place: int) -> _Addition:
        text = self.whole.parts[-1].outline.piece(place - self.head, self.body_answers)
        return _Addition(text, ((0, len(text), place),))

    def _line_more(self, place: int, new: int, mapped: set[int]) -> _Addition:
        """The row of a table, or the item, of the draft that begins with a place, as far as its text goes on.

        Nothing where old words stand in it too.
        """
        if self.news[new].kind not in _LINED:
            return _Addition("")
        fresh, last = self._fresh(new), place
        while self._goes_on(last + 1, new):
            last += 1
        ours = [(start, end) for start, end, one in fresh.spans if place <= one <= last]
        if not ours:
            return _Addition("")
        start = fresh.text.rfind("\n", 0, ours[0][0]) + 1
        end = fresh.text.find("\n", max(end for _, end in ours))
        end = len(fresh.text) if end < 0 else end
        inside = [one for one in fresh.spans if start <= one[0] and one[1] <= end]
        if any(one in mapped for *_, one in inside):
            return _Addition("")
        start -= fresh.text[:start].endswith("\n\n")
        spans = tuple((low - start, high - start, one) for low, high, one in inside)
        return _Addition(fresh.text[start:end] + "\n", spans, True)

    def _goes_on(self, place: int, new: int) -> bool:
        """Whether a segment goes on where the one before it ends: not in another cell, item or paragraph."""
        segments, before = self.news[new].segments, place - 1
        while before in segments and before in self._inner:
            before -= 1
        if before not in segments or place not in segments:
            return False
        outline = self.whole.parts[-1].outline
        (start, end), (after, _) = outline.places[before - self.head], outline.places[place - self.head]
        line, is_broken, margin = outline.source[end:after].partition("\n")
        margin_before = outline.source[outline.source.rfind("\n", 0, start) + 1 : start]
        if is_broken and self.news[new].kind == "dl" and not margin_before.strip("*_`~"):
            return False  # each line is a term
        is_margin = not margin.strip(" \t>") and margin.count(">") in (0, margin_before.count(">"))
        return not line.strip(" \t*_`~") and is_margin

    @cached_property
    def _inner(self) -> frozenset[int]:
        """Segments that lie inside of another one, as a picture's text does, and are written with it."""
        found: set[int] = set()
        outer = (0, 0)
        for place, here in enumerate(self.whole.parts[-1].outline.places, start=self.head):
            if here[1] > outer[1]:
                outer = here
            elif here != outer:
                found.add(place)
        return frozenset(found)

    def _sentences(self, piece: Piece) -> list[Span]:
        """The runs of sentences of one group in a block."""
        runs: list[Span] = []
        for one in piece.segments:
            start, end = self.places[one - self.now_head]
            group = self.before.groups[one]
            if runs and group != NOWHERE and runs[-1][2] == group:
                runs[-1] = (runs[-1][0], max(end - piece.start, runs[-1][1]), group)
            else:
                runs.append((start - piece.start, end - piece.start, group))
        return runs

    def _groups(self, piece: Piece) -> list[int]:
        return [self.before.groups[one] for one in piece.segments if self.before.groups[one] != NOWHERE]

    def _rung(self, place: int) -> str:
        return self.before.rungs[place] if place < len(self.before.rungs) else ""


def _write(
    item: _Item,
    text: str,
    cuts: Sequence[tuple[int, int, str, int, bool]],
    added: Mapping[int, Sequence[_Addition]],
) -> bool:
    """Write a block with its sentences exchanged; whether something found no place in it."""
    parts: list[str] = []
    lines: list[_Addition] = []  # that wait for the end of the present one
    length = at = 0

    def put(piece: str, spans: Sequence[Span] = ()) -> None:
        nonlocal length
        item.spans.extend((start + length, end + length, place) for start, end, place in spans)
        parts.append(piece)
        length += len(piece)

    def put_gap(gap: str) -> None:
        stop = _end_of_line(gap) if lines else 0
        if not stop:
            put(gap)
            return
        put(gap[:stop])
        while lines:
            one = lines.pop(0)
            put(one.text, one.spans)
        put(gap[stop:])

    for start, end, sentence, place, is_kept in cuts:
        gap = text[at:start]
        at = end
        if not is_kept:  # with the space before it
            put_gap(gap.rstrip(" ") if gap.strip(" ") else "")
            continue
        put_gap(gap)
        put(sentence, [(0, len(sentence), place)])
        for more in added.get(place, ()) if place != NOWHERE else ():
            if more.is_line:
                lines.append(more)
            else:
                put(" ")
                put(more.text, more.spans)
    rest = text[at:]
    put_gap(rest if not lines or _end_of_line(rest) else f"{rest}\n")
    item.text = "".join(parts)
    return bool(added.get(NOWHERE))


def _end_of_line(gap: str) -> int:
    """Behind the first line end, and the line of dashes below the head of a table; 0 where none is in the text."""
    stop = gap.find("\n") + 1
    below = _DASHES.match(gap, stop) if stop else None
    return below.end() if below else stop


def _gap_below(text: str) -> str:
    return text[len(text.rstrip("\n")) :]


def _is_next(item: _Item, after: _Item) -> bool:
    """Whether two blocks stood so already, in the file or in the draft."""
    if item.was >= 0 and after.was >= 0:
        return after.was == item.was + 1
    return item.was < 0 and after.was < 0 and after.fresh == item.fresh + 1


def _is_tight(items: Sequence[_Item], number: int) -> bool:
    """Whether no blank line stands between the items of the list at `number`: as between the two nearest that are old.

    A list of a single item may be of either kind: it stays without blank lines.
    """
    low = high = number
    while low and items[low - 1].is_item:
        low -= 1
    while high + 1 < len(items) and items[high + 1].is_item:
        high += 1
    told = [one for one in range(low, high) if _is_next(items[one], items[one + 1])]
    nearest = min(told, key=lambda one: abs(one - number), default=None)
    return nearest is None or not items[nearest].text.endswith("\n\n")


def _joined(items: Sequence[_Item], count: int) -> Arranged:
    """The items one below the other, with blank lines where paragraphs need them; `count`: how many they were."""
    parts: list[str] = []
    spans: list[Span] = []
    blocks: list[tuple[int, int, _Item]] = []
    length = 0
    for number, item in enumerate(items):
        text = item.text
        if number + 1 < len(items):
            after = items[number + 1]
            if not _is_next(item, after):
                is_tight = item.is_item and after.is_item and _is_tight(items, number)
                least = "\n" if is_tight else "\n\n"
                text = text if text.endswith(least) and not is_tight else text.rstrip("\n") + least
        elif item.was != count - 1:
            text = text.rstrip("\n") + "\n"
        spans.extend((start + length, end + length, place) for start, end, place in item.spans)
        parts.append(text)
        blocks.append((length, length + len(text), item))
        length += len(text)
    return Arranged("".join(parts), tuple(spans), tuple(blocks))


def _within_blocks(covers: Mapping[int, range], layout: Layout, places: int) -> dict[int, range]:
    """What each sentence answers, no further than to the end of its block."""
    starts = _starts(layout.originals, places)
    ends = [start + one.count for start, one in zip(starts, layout.originals, strict=True)]
    return {
        group: range(cover.start, min(cover.stop, next((end for end in ends if end > group), cover.stop)))
        for group, cover in covers.items()
    }


def _starts(originals: Sequence[Original], places: int) -> list[int]:
    """The first place of each block of an original."""
    at = places - sum(one.count for one in originals)
    found: list[int] = []
    for one in originals:
        found.append(at)
        at += one.count
    return found


def _block_map(
    old: Sequence[Original], old_keys: Sequence[bytes], new: Sequence[Piece], keys: Sequence[bytes]
) -> dict[int, int]:
    """For each block of the original as it was the block that it is now."""
    starts = _starts(old, len(old_keys))
    found: dict[int, int] = {}
    for low, high, begin, stop in _opcodes([one.digest for one in old], [one.digest for one in new]):
        if high - low == stop - begin:
            found.update({low + step: begin + step for step in range(high - low)})
            continue
        free = list(range(begin, stop))
        for one in range(low, high):
            ours = set(old_keys[starts[one] : starts[one] + old[one].count])
            best = max(free, key=lambda other: len(ours & {keys[place] for place in new[other].segments}), default=None)
            if best is not None and ours & {keys[place] for place in new[best].segments}:
                found[one] = best
                free = [other for other in free if other > best]
    return found


def _opcodes(old: Sequence[bytes], new: Sequence[bytes]) -> list[tuple[int, int, int, int]]:
    """Ranges of two lists that are the same or stand for one another."""
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [(low, high, begin, stop) for tag, low, high, begin, stop in codes if tag in ("equal", "replace")]
