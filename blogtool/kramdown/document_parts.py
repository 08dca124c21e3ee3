"""What a text defines for use elsewhere in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .element import Element

LINK_SPACES = re.compile(r"[ \n\t]+")


@dataclass(frozen=True)
class LinkDefinition:
    """`[id]: url "title"`; `element` carries the attribute list below it."""

    url: str
    title: str | None
    element: Element | None = None


class Footnote:
    """`[^name]: …` and how many marks point to it."""

    __slots__ = ("element", "marks", "name", "number")

    def __init__(self, name: str, element: Element) -> None:
        self.name = name
        self.element = element
        self.marks = 0
        self.number: int | None = None      # known when the first mark is written


def link_name(text: str) -> str:
    """The name under which a link definition is looked up: spaces folded, small letters."""
    return LINK_SPACES.sub(" ", text).lower()
