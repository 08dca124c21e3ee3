"""Answers written into their holes: every mark once, from the source's own bytes, and words escaped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from blogtool.errors import BlogtoolError
from blogtool.model.translation import Answer
from blogtool.translate import marks
from blogtool.translate.escapes import escape
from blogtool.translate.typography import with_colon_of
from blogtool.translate.units import Hole, Unit

_WIDE_END = re.compile(r"[。！？…」』）”][」』）”*_~]*$")


@dataclass(frozen=True)
class _Writer:
    body: str
    holes: Sequence[Hole]  # in the order of the body, outer ones first
    answers: Sequence[Answer]
    target: str = ""  # the language; signs behind its words are set as it does

    def text(self, start: int, end: int, first: int = 0) -> str:
        """body[start:end] with the changed holes in it filled; `first` is the first hole that may lie in it."""
        parts: list[str] = []
        at = start
        index = first
        while index < len(self.holes) and self.holes[index].start < end:
            hole, answer = self.holes[index], self.answers[index]
            index += 1
            if hole.start < at or hole.end > end or answer.text == hole.segment.text:
                continue
            gap = self.body[at : hole.start]
            written = self.filled(hole, answer, index)
            gap = with_colon_of(_gap(gap, parts, written, hole.leaf), self.target)
            parts += [gap, written]
            at = hole.end
        parts.append(self.body[at:end])
        return "".join(parts)

    def filled(self, hole: Hole, answer: Answer, after: int) -> str:
        """One answer as the place of its hole needs it."""
        parts: list[str] = []
        line_start = hole.line_start
        for words, number in marks.pieces(answer.text):
            if number is None:
                if line_start:
                    words = words.lstrip()
                parts.append(escape(words, hole.segment.place, line_start, hole.quote))
                line_start = False
                continue
            unit = hole.units[number - 1]
            parts.append(self._mark(unit, after))
            line_start = parts[-1].endswith("\n") or (line_start and not parts[-1])
        return _joined(parts)

    def _mark(self, unit: Unit, after: int) -> str:
        if unit.written is not None:
            return unit.written
        return self.text(unit.start, unit.end, after)


def _gap(gap: str, parts: list[str], written: str, leaf: int) -> str:
    """What stands between two sentences; wide full stops need no space, others need one."""
    if not parts or leaf < 0:
        return gap
    before = parts[-1]
    if gap and not gap.strip(" \n") and _WIDE_END.search(before) and ord(written[:1] or " ") > 0x2E7F:
        return ""
    if not gap and before[-1:] in ".!?" and written[:1].isalnum():
        return " "
    return gap


def _joined(parts: Sequence[str]) -> str:
    """The parts as one text; `_` around a word that touches letters would be no emphasis, so it becomes `*`."""
    return "".join(parts)


def write_one(body: str, holes: Sequence[Hole], place: int, answers: Sequence[Answer]) -> str:
    """What `write` puts into one hole."""
    if answers[place].text == holes[place].segment.text:
        return body[holes[place].start : holes[place].end]
    fitting = [_fit(hole, answer) for hole, answer in zip(holes, answers, strict=True)]
    if fitting[place].text == holes[place].segment.text:
        return body[holes[place].start : holes[place].end]
    return _Writer(body, holes, fitting).filled(holes[place], fitting[place], place + 1)


def write(body: str, holes: Sequence[Hole], answers: Sequence[Answer], target: str = "") -> str:
    """The body with every answer in its hole; raises BlogtoolError where an answer does not fit its marks."""
    if len(answers) != len(holes):
        raise BlogtoolError(f"{len(answers)} answers for {len(holes)} segments")
    fitting = [_fit(hole, answer) for hole, answer in zip(holes, answers, strict=True)]
    return _Writer(body, holes, fitting, target).text(0, len(body))


def _fit(hole: Hole, answer: Answer) -> Answer:
    """An answer whose marks are not the segment's, wherever it came from, is not written."""
    if answer.text == hole.segment.text:
        return answer
    text = answer.text.replace("\n", " ").replace("\r", " ")
    if not text.strip() or marks.trouble(hole.segment.text, text, hole.segment.marks):
        return Answer(hole.segment.text, "source", (*answer.flags, "untranslated"))
    return Answer(text, answer.rung, answer.flags)
