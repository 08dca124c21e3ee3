"""Attribute lists: `{: .class #id key="value" reference}`, their definitions, and what they change."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .document import Document
    from .element import Element

NAME = r"[A-Za-z0-9_][A-Za-z0-9_-]*"
INSIDE = r"(?:\\\}|[^}])"
# A list that is a block of its own; its definition; one that follows a span.
BLOCK_LIST = re.compile(rf" {{0,3}}\{{:(?![:/])({INSIDE}{{1,1000}})\}}[ \t\r\f\v]*\n")
DEFINITION = re.compile(rf" {{0,3}}\{{:({NAME}):({INSIDE}{{1,1000}})\}}[ \t\r\f\v]*\n")
SPAN_LIST = re.compile(rf"\{{:(?![:/])({INSIDE}{{1,1000}})\}}")
ITEM_LIST = re.compile(rf"\s*\{{:(?!(?:{NAME})?:|/)({INSIDE}+)\}}\s*", re.A)
PART = re.compile(
    rf"""(?:\A|\s)(?:
      (?P<key>{NAME})=(?P<quote>["'])(?P<value>(?:\\\}}|\\(?P=quote)|[^}}])*?)(?P=quote)
    | (?P<signs>(?:\.[^\s.\#]+|\#[A-Za-z][A-Za-z0-9_:-]*)+)
    | (?P<ref>{NAME})
    )(?=\s|\Z)""",
    re.X | re.A,
)
ESCAPED = re.compile(r"\\([}\"'])")
CLASS_OR_ID = re.compile(r"([.#])([^\s.#]+)")

MOST_REFERENCES = 100       # of one list; definitions that name each other would multiply


class AttributeList:
    """Names and values in their order, and the names of definitions to take in first."""

    __slots__ = ("refs", "values")

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self.refs: list[str] = []

    def add_class(self, name: str) -> None:
        old = self.values.get("class")
        self.values["class"] = f"{old} {name}" if old else name

    def merge(self, other: AttributeList) -> None:
        """Take in another list, as if it stood behind this one."""
        for name, value in other.values.items():
            if name == "class":
                self.add_class(value)
            else:
                self.values[name] = value
        self.refs += other.refs


def parse_attributes(text: str, into: AttributeList | None = None) -> AttributeList:
    """The attribute list written in `text`; what is malformed is left out."""
    found = AttributeList() if into is None else into
    for match in PART.finditer(text):
        if match["key"]:
            found.values[match["key"]] = ESCAPED.sub(r"\1", match["value"])
        elif match["signs"]:
            for sign, name in CLASS_OR_ID.findall(match["signs"]):
                if sign == ".":
                    found.add_class(name)
                else:
                    found.values["id"] = name
        else:
            found.refs.append(match["ref"])
    return found


def apply(attr: dict[str, str], given: AttributeList, document: Document, seen: tuple[str, ...] = ()) -> None:
    """Write a list into the attributes of an element: definitions first, classes add up."""
    for ref in given.refs[:MOST_REFERENCES]:
        known = document.attribute_lists.get(ref)
        if known is not None and ref not in seen:
            apply(attr, known, document, (*seen, ref))
    for name, value in given.values.items():
        if name == "class" and attr.get("class"):
            attr["class"] += " " + value
        else:
            attr[name] = value


def remember(element: Element, given: AttributeList) -> None:
    """Keep a list for an element until every definition is known."""
    known: AttributeList | None = element.options.get("ial")
    if known is None:
        known = element.options["ial"] = AttributeList()
    known.merge(given)
