"""The values of translation: marks, segments, answers, outlines and jobs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

# Rungs of the ladder, best first: how an answer came to be (see docs/translation.md).
# The memory stores their numbers, so a new one goes to the end: `adopted` came from another translator's file.
RUNGS = ("memory", "person", "copied", "engine", "second-style", "repaired", "fragments", "source", "adopted")


@dataclass(frozen=True)
class Mark:
    """A piece of markup that the engine never sees: it stands in a segment's text as `⟦number⟧`."""

    number: int
    kind: str  # `code`, `image`, `link-open`, `link-close`, `em-open`, `math`, `liquid`, `break` …
    source: str  # the bytes that the program writes for it


@dataclass(frozen=True)
class Segment:
    """One sentence, heading, cell or title to translate.

    `text` has its soft line breaks folded to spaces, its escapes resolved and its markup replaced by
    marks, numbered from 1 in the order of the source (as the models were trained).
    """

    text: str
    marks: tuple[Mark, ...] = ()
    place: str = "paragraph"  # `paragraph`, `heading`, `cell`, `title`, `alt`, `html` …: how to escape it
    names: tuple[str, ...] = field(default=(), compare=False)  # words in it that its post shows to be names
    linked: tuple[tuple[int, str], ...] = field(default=(), compare=False)  # by opening mark: what a link has to say

    @property
    def key(self) -> str:
        """What the memory knows it by: the text, and the kinds of its marks without their content."""
        kinds = " ".join(mark.kind for mark in self.marks)
        return f"{self.text}\n{kinds}" if kinds else self.text


@dataclass(frozen=True)
class Answer:
    """The translation of one segment: text with the same marks, and the rung that gave it."""

    text: str
    rung: str
    flags: tuple[str, ...] = ()  # what the verdict found odd, such as `lost-number`


def _anything_goes(joined: str) -> bool:
    """The check of an outline that has no structure to lose."""
    return True


@dataclass(frozen=True)
class Outline:
    """A body with holes: `join` puts one answer a segment into them and gives a whole body again."""

    source: str
    segments: tuple[Segment, ...]
    joiner: Callable[[Sequence[Answer], str], str]
    checker: Callable[[str], bool] = _anything_goes
    places: tuple[tuple[int, int], ...] = ()  # of the segments in `source`; one may lie inside of another
    writer: Callable[[int, Sequence[Answer]], str] | None = None
    cutter: Callable[[], tuple[tuple[int, int, str], ...]] | None = None

    def join(self, answers: Sequence[Answer], target: str = "") -> str:
        """The body with every segment's answer in its place; echoing the segments gives `source`.

        With a `target` language, a colon behind the markup of an answer is set as in that language.
        """
        return self.joiner(answers, target)

    def piece(self, place: int, answers: Sequence[Answer]) -> str:
        """What `join` writes in one segment's place."""
        return self.writer(place, answers) if self.writer else answers[place].text

    def blocks(self) -> tuple[tuple[int, int, str], ...]:
        """Start, end and kind of the blocks of `source`: paragraphs, items, code."""
        return self.cutter() if self.cutter else ((0, len(self.source), ""),)

    def is_kept(self, joined: str) -> bool:
        """Whether a joined body has the source's structure: blocks, addresses, code, formulas, attributes."""
        return self.checker(joined)


class Progress(Protocol):
    """What a translation run tells of itself while it works."""

    def start(self, segments: int, words: int, what: str = "") -> None:
        """Work begins: so many segments with so many words are to be asked; without words, so many posts to read."""

    def advance(self, segments: int, words: int) -> None:
        """So many more are answered."""

    def saved(self, path: str) -> None:
        """A translated post is on the disk."""

    def finish(self) -> None:
        """All that could be done is done."""


class NoProgress:
    """Nobody is looking."""

    def start(self, segments: int, words: int, what: str = "") -> None:
        """Say nothing."""

    def advance(self, segments: int, words: int) -> None:
        """Say nothing."""

    def saved(self, path: str) -> None:
        """Say nothing."""

    def finish(self) -> None:
        """Say nothing."""
