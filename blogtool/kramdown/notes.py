"""Footnotes: the marks in the text, and the notes with their links back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .element import Element
from .entities import sign

if TYPE_CHECKING:
    from .build import TreeWriter
    from .document_parts import Footnote


def write_mark(writer: TreeWriter, element: Element) -> None:
    """The number that points to a note; a note used again keeps its number."""
    note: Footnote = element.options["note"]
    options = writer.options
    again = ""
    if note.number is not None:
        note.marks += 1
        again = f":{note.marks}"
    else:
        note.number = options.footnote_nr + len(writer.notes)
        writer.notes.append(note)
    builder = writer.builder
    name = options.footnote_prefix + note.name
    builder.start("sup", {"id": f"fnref:{name}{again}", "role": "doc-noteref"})
    builder.start("a", {"href": f"#fn:{name}", "class": "footnote", "rel": "footnote"})
    builder.data(str(note.number))
    builder.end("a")
    builder.end("sup")


def write_notes(writer: TreeWriter) -> None:
    """All notes that were pointed to, in the order of their first marks."""
    if not writer.notes:
        return
    builder = writer.builder
    options = writer.options
    around = None
    if writer.notes_place is not None:
        around = builder.start("moved", {})
    builder.start("div", {"class": "footnotes", "role": "doc-endnotes"})
    builder.data("\n  ")
    builder.start("ol", {"start": str(options.footnote_nr)} if options.footnote_nr != 1 else {})
    builder.data("\n")
    done = 0
    while done < len(writer.notes):     # a note may point to notes
        write_note(writer, writer.notes[done])
        done += 1
    builder.data("  ")
    builder.end("ol")
    builder.data("\n")
    builder.end("div")
    builder.data("\n")
    if around is not None:
        builder.end("moved")
        # Moved out of the end, to where `{:footnotes}` stands.
        writer.moved.append((around, writer.notes_place))


def write_note(writer: TreeWriter, note: Footnote) -> None:
    li = Element("li", None, {"id": f"fn:{writer.options.footnote_prefix}{note.name}", "role": "doc-endnote"})
    from .build import SHOWS_NOTHING

    # An attribute list below the last paragraph does not keep the link back out of it.
    li.children = [child for child in note.element.children if child.type not in SHOWS_NOTHING]
    paragraph, spaced = None, True
    if li.children and (li.children[-1].type == "p" or writer.options.footnote_backlink_inline):
        parent = li
        while parent.children:
            last = parent.children[-1]
            if not isinstance(last, Element):
                break
            if last.type in ("p", "header"):
                paragraph = last
                break
            parent = last
    if paragraph is None:
        paragraph, spaced = Element("p"), False
        li.children.append(paragraph)
    if writer.options.footnote_backlink:
        paragraph.children.append(BackLinks(note, spaced))
    WRITERS_li(writer, li)


class BackLinks(Element):
    """The links from a note to its marks, as many as there are before its own text and later notes add some."""

    def __init__(self, note: Footnote, spaced: bool) -> None:
        super().__init__("back_links")
        self.options = {"note": note, "spaced": spaced, "marks": note.marks}


def WRITERS_li(writer: TreeWriter, li: Element) -> None:
    from .build import WRITERS

    WRITERS["li"](writer, li, 4)


def write_back_links(writer: TreeWriter, element: Element, indent: int) -> None:
    note: Footnote = element.options["note"]
    builder = writer.builder
    name = writer.options.footnote_prefix + note.name
    space = sign("nbsp", writer.options.entity_output)
    for index in range(element.options["marks"] + 1):
        if index or element.options["spaced"]:
            builder.data(space)
        target = f"#fnref:{name}:{index}" if index else f"#fnref:{name}"
        builder.start("a", {"href": target, "class": "reversefootnote", "role": "doc-backlink"})
        builder.data(writer.options.footnote_backlink)
        if index:
            builder.start("sup", {})
            builder.data(str(index + 1))
            builder.end("sup")
        builder.end("a")
