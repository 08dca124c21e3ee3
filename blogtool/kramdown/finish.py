"""After the blocks: the spans of every text, attribute lists, abbreviations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .attributes import apply
from .blocks import whole_text
from .element import Element
from .ids import Ids
from .span_parser import SPECIAL, SpanParser, drop_last_break

if TYPE_CHECKING:
    from .document import Document

BOX = {"open": {}, "checked": {"checked": "checked"}}


NOT_LISTED = frozenset(("eob", "ial", "options", "attribute_definition"))


def finish(document: Document) -> None:
    """Read the spans of all blocks in the order of the text, notes last; then number the headers."""
    notes: list[Element] = []
    headers = read_spans(document, document.root, notes, False)
    for note in notes:      # grows while notes define notes
        read_spans(document, note, notes, True)
    for element in document.listed:
        apply(element.attr, element.options["ial"], document)
    if document.options.gfm and document.options.auto_ids:
        ids = Ids(document.options.auto_id_prefix)
        for header in headers:
            if "id" not in header.attr:
                header.attr["id"] = ids.github(header)
    if document.abbreviations and not document.track:
        mark = Abbreviations(document)
        for element in document.root.walk():
            if element.type in ("p", "header", "dt", "td", "text", "html_element"):
                mark.replace(element)


def read_spans(document: Document, root: Element, notes: list[Element], apart: bool) -> list[Element]:
    """Give each text below `root` its spans; the headers found outside of HTML.

    `apart`: inside of HTML and notes, where GFM's own rules (ids, line breaks) do not reach.
    """
    headers = []
    waiting: list[tuple[Element, bool]] = [(child, apart) for child in reversed(root.children)]
    while waiting:
        element, apart = waiting.pop()
        ial = element.options.get("ial")
        if ial is not None and element.type not in NOT_LISTED:
            apply(element.attr, ial, document)
        if element.type == "footnote_definition":
            notes.append(element)
            continue
        apart = apart or element.type == "html_element"
        if element.type == "p":
            whole_text(element)
        if element.text is not None and element.type not in ("link_definition", "abbreviation_definition"):
            fill(document, element, apart)
        elif element.children:
            waiting += [(child, apart) for child in reversed(element.children) if isinstance(child, Element)]
        if element.type == "header" and not apart:
            headers.append(element)
    return headers


def fill(document: Document, element: Element, apart: bool) -> None:
    """Parse the text of one block."""
    text = element.text or ""
    if document.track and element.ranges:
        text = "\n".join(document.author[start:stop] for start, stop in element.ranges)
        element.text = text
    if element.options.get("line_end"):
        text += "\n"
    box = element.options.get("box")
    children: list[Element | str] = [task_box(box)] if box else []
    if SPECIAL.search(text) or document.options.hard_wrap:
        parser = SpanParser(document, text)
        parser.in_html = int(apart)
        element.children = parser.parse(children)
        if element.type == "p":
            drop_last_break(element.children)
    else:
        element.children = [*children, text] if text else children


def task_box(state: str) -> Element:
    """The box of a task, `open` or `checked`; an attribute list right behind it is its own."""
    box = Element("html_element", "input", {
        "type": "checkbox", "class": "task-list-item-checkbox", "disabled": "disabled", **BOX[state]})
    box.options["model"] = "span"
    return box


class Abbreviations:
    """Puts `abbr` around the words that a text defines."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.done: set[int] = set()
        names = sorted(document.abbreviations, key=len, reverse=True)
        self.pattern = re.compile(
            r"(?:(?<=\W)|(?<![\s\S])|(?<=\n))(" + "|".join(re.escape(name) for name in names) + r")(?!\w)", re.A)

    def replace(self, block: Element) -> None:
        waiting = [block]
        while waiting:
            element = waiting.pop()
            # Blocks in HTML are met twice; a word must not stand free because of the first time.
            if element.options.get("model") == "raw" or id(element) in self.done:
                continue
            self.done.add(id(element))
            children: list[str | Element] = []
            pending = ""
            for child in element.children:
                if type(child) is str:
                    pending += child
                    continue
                if pending:
                    children += self.split(pending)
                    pending = ""
                children.append(child)
                if isinstance(child, Element) and child.children:
                    waiting.append(child)
            if pending:
                children += self.split(pending)
            element.children = children

    def split(self, text: str) -> list[str | Element]:
        found: list[str | Element] = []
        last = 0
        for match in self.pattern.finditer(text):
            definition = self.document.abbreviations[match[1]]
            if match.start() > last:
                found.append(text[last:match.start()])
            abbreviation = Element("abbreviation", match[1])
            abbreviation.attr = dict(definition.attr)
            if definition.text:
                abbreviation.attr["title"] = definition.text
            found.append(abbreviation)
            last = match.end()
        if last < len(text):
            found.append(text[last:])
        return found
