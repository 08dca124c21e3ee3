"""Which HTML tables can be tables of kramdown's, and the alignment of their columns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .element import Element
from .html_names import NEVER_IN_TEXT
from .native import Child, is_text

ALIGNMENT = re.compile(r"(?:;\s*)?text-align:\s+(center|left|right)", re.A)


def is_simple(table: Element) -> bool:
    """Rows of equally many cells that hold spans only, a head of `th`, and columns of one alignment."""
    rows = list(_find(table, ("tr",)))
    cells = [[child for child in row.children if _named(child, ("td", "th"))] for row in rows]
    if not all(_only_spans(cell) for cell in _find(table, ("td", "th"))):
        return False
    if len({len(row) for row in cells}) != 1 or not cells[0]:
        return False
    if len({tuple(_side(cell) for cell in row) for row in cells}) != 1:
        return False
    return _has_rows(table, "td") or _has_parts(table)


def _named(child: Child, names: tuple[str, ...]) -> bool:
    return isinstance(child, Element) and child.value in names


def _find(element: Element, names: tuple[str, ...]) -> Iterator[Element]:
    """The elements of these names; not what lies inside of them."""
    for child in element.children:
        if isinstance(child, Element):
            if child.value in names:
                yield child
            else:
                yield from _find(child, names)


def _only_spans(element: Element) -> bool:
    return all(
        not isinstance(child, Element) or (child.value not in NEVER_IN_TEXT and _only_spans(child))
        for child in element.children
    )


def _has_rows(part: Element, cell: str) -> bool:
    """Nothing but rows, and in them nothing but such cells."""
    return all(
        is_text(row) or (
            isinstance(row, Element) and row.value == "tr"
            and all(is_text(child) or _named(child, (cell,)) for child in row.children)
        )
        for row in part.children
    )


def _has_parts(table: Element) -> bool:
    """A head of `th`, bodies and feet of `td`, and at least one body."""
    return any(_named(part, ("tbody",)) for part in table.children) and all(
        is_text(part) or (
            isinstance(part, Element)
            and part.value in ("thead", "tbody", "tfoot")
            and _has_rows(part, "th" if part.value == "thead" else "td")
        )
        for part in table.children
    )


def _side(cell: Child) -> str | None:
    found = ALIGNMENT.search(cell.attr.get("style", "")) if isinstance(cell, Element) else None
    return found[1] if found else None


def take_alignment(table: Element) -> None:
    """From the cells' styles to the table; and rows without a part get a body."""
    sides: list[str | None] = []
    for row in _rows(table):
        sides = []
        for cell in row.children:
            if not isinstance(cell, Element):
                continue
            sides.append(_side(cell))
            if "style" in cell.attr:
                cell.attr["style"] = ALIGNMENT.sub("", cell.attr["style"], count=1)
                if not cell.attr["style"].strip():
                    del cell.attr["style"]
            cell.type = "td"
    table.options["alignment"] = sides
    first = table.children[0] if table.children else None
    if isinstance(first, Element) and first.type == "tr":
        body = Element("tbody")
        body.children, table.children = table.children, [body]


def _rows(element: Element) -> Iterator[Element]:
    for child in element.children:
        if isinstance(child, Element):
            if child.type == "tr":
                yield child
            else:
                yield from _rows(child)
