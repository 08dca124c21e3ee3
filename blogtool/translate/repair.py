"""Marks that an engine lost, doubled or made up: dropped, and put back where they belong."""

from __future__ import annotations

import re
from collections.abc import Sequence

from blogtool.model.translation import Mark, Segment
from blogtool.translate import marks


def spans_dropped(segment: Segment) -> list[Segment]:
    """The segment without its spans' marks, then the text of each span alone, in order."""
    spans = marks.pairs(segment.marks)
    gone = {*spans, *spans.values()}
    bare = _dropped(segment.text, gone)
    kept = tuple(mark for mark in segment.marks if mark.number not in gone)
    inner = [_dropped(marks.inside(segment.text, opening, close), gone) for opening, close in sorted(spans.items())]
    return [Segment(bare, kept, segment.place), *(Segment(text.strip(), kept, "fragment") for text in inner)]


def mend(segment: Segment, said: str, inner: Sequence[str] = ()) -> str | None:
    """An answer with each mark of the segment once, or None where one has no certain place.

    `inner` are the answers of the spans' own texts, if they were asked for: a span is put around them
    where `said` holds them.
    """
    text = once(segment, said)
    spans = marks.pairs(segment.marks)
    present = set(marks.numbers(text))
    for position, (opening, close) in enumerate(sorted(spans.items())):
        if opening in present and close in present:
            continue
        text = _dropped(text, {opening, close})
        words = inner[position] if position < len(inner) else ""
        placed = _around(text, words, opening, close)
        if placed is None:
            return None
        text = placed
    for mark in segment.marks:
        if mark.number not in marks.numbers(text):
            placed = _at_an_end(segment, text, mark)
            if placed is None:
                return None
            text = placed
    return text


def once(segment: Segment, said: str) -> str:
    """Without foreign marks, and with the first of doubled ones."""
    known = {mark.number for mark in segment.marks}
    seen: set[int] = set()

    def keep(match: re.Match[str]) -> str:
        number = int(match[1])
        if number not in known or number in seen:
            return ""
        seen.add(number)
        return match[0]

    return re.sub(r" {2,}", " ", marks.MARK.sub(keep, said)).strip()


def _dropped(text: str, gone: set[int]) -> str:
    text = marks.MARK.sub(lambda match: "" if int(match[1]) in gone else match[0], text)
    return re.sub(r" {2,}", " ", text)


def _around(text: str, words: str, opening: int, close: int) -> str | None:
    """The span's marks around its words, if these stand there exactly once."""
    words = words.strip(" .")
    if len(words) < 2 or "⟦" in words:
        return None
    found = list(re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE))
    if len(found) != 1:
        return None
    start, end = found[0].span()
    return text[:start] + marks.written(opening) + text[start:end] + marks.written(close) + text[end:]


def _at_an_end(segment: Segment, text: str, mark: Mark) -> str | None:
    """A mark that stood first or last stands there again; elsewhere we would only guess."""
    if mark.kind.endswith(("-open", "-close")):
        return None
    written = marks.written(mark.number)
    source = segment.text
    before, _, after = source.partition(written)
    if not before.strip():
        gap = " " if after[:1].isspace() else ""
        return written + gap + text
    tail = re.search(r"[\s.!?:;…。！？]*$", after)
    if not after.strip(" .!?:;…。！？") and tail is not None:
        end = re.search(r"[\s.!?:;…。！？]*$", text)
        at = end.start() if end else len(text)
        gap = " " if before[-1:].isspace() else ""
        return text[:at] + gap + written + text[at:]
    return None
