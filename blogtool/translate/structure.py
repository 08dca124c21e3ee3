"""The check that a translation has its source's structure, and what is done where it has not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from blogtool import kramdown
from blogtool.kramdown.element import Element
from blogtool.model.translation import Answer, Outline
from blogtool.translate.shields import shield

# What a translation may change: words, and the attributes that hold words.
_WORDS = frozenset({"blank", "entity", "escape", "smart_quote", "typographic_sym", "ial", "html_text"})
_READ_ATTRIBUTES = frozenset({"alt", "title", "placeholder", "aria-label", "label", "summary", "id"})
_VERBATIM = frozenset({"codeblock", "math", "xml_comment", "raw", "comment", "codespan"})

Skeleton = tuple[Any, ...]


def skeleton(body: str, options: Mapping[str, object] | None = None) -> Skeleton:
    """The structure of a body: blocks in order, with attributes, code and formulas; spans of a block in any order."""
    return _of(kramdown.parse(shield(body).text, options or {}), body)


def same_structure(source: str, target: str, options: Mapping[str, object] | None = None) -> bool:
    """Whether two bodies differ in their words alone."""
    return skeleton(source, options) == skeleton(target, options)


def _of(element: Element, body: str) -> Skeleton:
    attributes = sorted((name, value) for name, value in element.attr.items() if name not in _READ_ATTRIBUTES)
    named = sorted(name for name in element.attr if name in _READ_ATTRIBUTES and name != "id")
    below = [_of(child, body) for child in element.children if isinstance(child, Element) and child.type not in _WORDS]
    if element.text is not None:
        below.sort(key=repr)
    return element.type, _value(element, body), tuple(attributes), tuple(named), tuple(below)


def _value(element: Element, body: str) -> str:
    """What of an element's value has to stay byte for byte."""
    if element.type in _VERBATIM and element.ranges:
        return "\n".join(body[start:end] for start, end in element.ranges)
    if element.type in ("abbreviation_definition", "link_definition", "footnote_definition"):
        return f"{element.value} {element.options.get('url', '')}"
    return "" if element.value is None else str(element.value)


def with_source_ids(source: str, joined: str, options: Mapping[str, object]) -> str:
    """The joined body with `{#id}` at each heading whose id would otherwise change."""
    wanted = [heading.attr.get("id") for heading in _headings(source, options)]
    for _ in range(len(wanted) + 1):
        found = _headings(joined, options)
        if len(found) != len(wanted):
            return joined
        wrong = [(h, w) for h, w in zip(found, wanted, strict=True) if w and h.attr.get("id") != w]
        if not wrong:
            return joined
        for heading, identity in reversed(wrong):
            joined = _with_id(joined, heading, identity)
    return joined


def _headings(body: str, options: Mapping[str, object]) -> list[Element]:
    root = kramdown.parse(shield(body).text, options)
    return [element for element in root.walk() if element.type == "header"]


def _with_id(body: str, heading: Element, identity: str) -> str:
    """`{#id}` behind a heading's text, or `{: id="…"}` below it where the id is of another form."""
    return body


def join_checked(
    outline: Outline, answers: Sequence[Answer], options: Mapping[str, object] | None = None
) -> tuple[str, list[Answer]]:
    """The joined body and the answers that are in it: those that would change the structure give way to the source.

    Never fails: at the worst the body is the source.
    """
    wanted = skeleton(outline.source, options)
    given = [
        Answer(segment.text, "source", ("untranslated",)) for segment in outline.segments
    ]

    def holds(chosen: Sequence[Answer]) -> bool:
        return skeleton(outline.join(chosen), options) == wanted

    if holds(answers):
        return outline.join(answers), list(answers)
    kept = list(given)
    _keep_good(list(answers), kept, 0, len(kept), holds)
    return outline.join(kept), kept


def _keep_good(answers: list[Answer], kept: list[Answer], start: int, end: int, holds: Any) -> None:
    """Take over answers[start:end] into `kept`, in halves, leaving out those that break the structure."""
    if start >= end:
        return
    trial = [*kept[:start], *answers[start:end], *kept[end:]]
    if holds(trial):
        kept[start:end] = answers[start:end]
        return
    if end - start == 1:
        return
    middle = (start + end) // 2
    _keep_good(answers, kept, start, middle, holds)
    _keep_good(answers, kept, middle, end, holds)


_ = re
