"""How far each document has come while a site is rendered."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from blogtool.model.content import Document, Page
from blogtool.model.output import Output
from blogtool.render.traces import Notes

Renderable = Document | Page


@dataclass(slots=True)
class State:
    """How far one document has come."""

    rank: int
    text: str | None = None  # after Liquid
    content: str | None = None  # after the converters
    output: str | None = None  # after the layouts
    finished: Callable[[], bytes] | None = None  # gives `output` in its place when its turn to be written has come
    excerpt: str | None = None
    extra: list[Output] = field(default_factory=list)
    notes: Notes = field(default_factory=Notes)  # what it read on the way


class States:
    """The states by the identity of what they belong to, each made when it is asked for: most pages are not."""

    def __init__(self, order: Iterable[Renderable]) -> None:
        self._ranks = {id(one): rank for rank, one in enumerate(order)}
        self._made: dict[int, State] = {}

    def __getitem__(self, identity: int) -> State:
        found = self._made.get(identity)
        if found is None:
            found = self._made[identity] = State(self._ranks[identity])
        return found

    def get(self, identity: int) -> State | None:
        """As for a mapping: None for what is not of this site."""
        return self[identity] if identity in self._ranks else None
