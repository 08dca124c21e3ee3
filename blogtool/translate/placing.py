"""Marks that an answer lacks, set at the place where the engine itself finds them likeliest."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from blogtool.model.translation import Segment
from blogtool.translate import marks
from blogtool.translate.repair import once

Score = Callable[[Sequence[Segment], Sequence[str]], "list[float] | None"]
"""How likely each answer is to each segment, in logarithms; None where the engine cannot tell."""

_MOST_PLACES = 120  # of one mark in one answer: longer answers are left to the other rungs
_MOST_LOST = 3  # marks: an answer that lost more is no good one
_PLACE = re.compile(r"^|\s+|(?<=\S)(?=[.,;:!?…)\]»”]+(?:\s|$))|(?<=[(\[«“])|$")


def placed(segments: Sequence[Segment], answers: Sequence[str], score: Score) -> list[str]:
    """The answers with each mark of their segment once: foreign and doubled ones dropped, lost ones set in.

    Lost marks are set in one after another, as the source has them. An answer for which that cannot be done stays.
    """
    texts = [once(segment, answer) for segment, answer in zip(segments, answers, strict=True)]
    waiting = list(range(len(texts)))
    while waiting:
        offers = {at: _offers(segments[at], texts[at]) for at in waiting}
        waiting = [at for at in waiting if offers[at]]
        asked = [(at, offer) for at in waiting for offer in offers[at]]
        found = score([segments[at] for at, _ in asked], [offer for _, offer in asked]) if asked else None
        if found is None:
            break
        best: dict[int, tuple[float, str]] = {}
        for (at, offer), likely in zip(asked, found, strict=True):
            if at not in best or likely > best[at][0]:
                best[at] = likely, offer
        for at, (_, offer) in best.items():
            texts[at] = offer
    return texts


def _offers(segment: Segment, text: str) -> list[str]:
    """The text with its first lost mark at each place where it may stand; nothing where none is lost, or too many."""
    present = set(marks.numbers(text))
    lost = [number for number in marks.numbers(segment.text) if number not in present]
    if not 0 < len(lost) <= _MOST_LOST:
        return []
    kinds = {mark.number: mark.kind for mark in segment.marks}
    places = {match.start() for match in _PLACE.finditer(text)}
    if len(places) > _MOST_PLACES:
        return []
    offers = dict.fromkeys(_set_in(text, place, lost[0], kinds.get(lost[0], "")) for place in sorted(places))
    return [offer for offer in offers if _may_stand(segment, offer, whole=len(lost) == 1)]


def _set_in(text: str, place: int, number: int, kind: str) -> str:
    """A mark of a span touches the words inside of it; any other stands by itself."""
    head, tail = text[:place].rstrip(), text[place:].lstrip()
    before = "" if kind.endswith("-close") or head[-1:] in ("", "(", "[", "«", "“") else " "
    after = "" if kind.endswith("-open") or re.match(r"[.,;:!?…)\]»”]|$", tail) else " "
    return head + before + marks.written(number) + after + tail


def _may_stand(segment: Segment, offer: str, whole: bool) -> bool:
    """Whether the marks are in order: all of them where the offer is whole, else each span that is."""
    if whole:
        return marks.trouble(segment.text, offer, segment.marks) is None
    order = marks.numbers(offer)
    spans = marks.pairs(segment.marks)
    return all(
        order.index(opening) < order.index(close)
        for opening, close in spans.items()
        if opening in order and close in order
    )
