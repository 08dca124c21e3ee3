"""From kramdown's tree to an ElementTree with kramdown's layout: two spaces a level."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as etree

from . import code
from .block_parser import SPACES
from .element import Element
from .entities import Sign, sign
from .html_names import VOID
from .ids import Ids, bare_text, plain_id, plain_text
from .notes import write_back_links, write_mark, write_notes
from .serializer import RAW, attributes_html

if TYPE_CHECKING:
    from .document import Document
    from .document_parts import Footnote

# With the option `remove_line_breaks_for_cjk`: a line end between two such characters.
_CJK = "[々〇\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
NOT_IN_CONTENTS = re.compile(r"\bno_toc\b", re.A)
TERM_IDS = re.compile(r"auto_ids(?:-([\w-]+))?", re.A)
SHOWS_SPACES = re.compile(r"\bshow-whitespaces\b", re.A)
SHOWN_SPACES = re.compile(r"[ \t]+")
NOTHING: dict[str, str] = {}
SHOWS_NOTHING = frozenset((
    "eob", "ial", "options", "attribute_definition", "link_definition", "footnote_definition",
    "abbreviation_definition",
))
SPAN_TYPES = frozenset((
    "em", "strong", "a", "img", "codespan", "br", "entity", "smart_quote", "typographic_sym", "escape", "signs",
    "abbreviation", "back_links", "footnote", "html_text",
))
# What ends its line as a block and does not as a span.
EITHER = frozenset(("html_element", "xml_comment", "xml_pi", "math", "comment", "raw"))


@cache
def _broken_in_cjk() -> re.Pattern[str]:
    """Compiled late: it takes milliseconds, and few sites ask for it."""
    return re.compile(rf"(?<={_CJK})\n(?={_CJK})")


class TreeWriter:
    """Writes one document; text in the tree may hold entities, as Python-Markdown's may."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.options = document.options
        self.joins_lines = self.options.remove_line_breaks_for_cjk
        self.builder = etree.TreeBuilder()
        self.ids = Ids(self.options.auto_id_prefix)
        self.notes: list[Footnote] = []
        self.contents: list[tuple[int, str, Element]] = []
        self.contents_place: tuple[Any, Element] | None = None
        self.notes_place: Any = None
        self.moved: list[tuple[Any, Any]] = []      # what was written last but stands elsewhere
        self.stack: list[Element] = [document.root]
        self.block_colours = code.colours(self.options, "block")
        self.span_colours = code.colours(self.options, "span")

    def write(self) -> etree.Element:
        """The whole document below a `div`."""
        from .contents import write_contents

        self.builder.start("div", {})
        self.inner(self.document.root, -2)
        write_notes(self)
        write_contents(self)
        self.builder.end("div")
        root = self.builder.close()
        for written, place in self.moved:
            place.text, place[:] = written.text, list(written)
            root.remove(written)
        return root

    def inner(self, element: Element, indent: int) -> None:
        indent += 2
        data = self.builder.data
        writers = WRITERS
        after_blank = False
        self.stack.append(element)
        for child in element.children:
            if isinstance(child, str):
                if self.joins_lines and "\n" in child:
                    child = _broken_in_cjk().sub("", child)
                if "&" in child and not isinstance(child, Sign):
                    child = child.replace("&", "&amp;")
                data(child)
                continue
            kind = child.type
            if kind == "blank":
                # What shows nothing between blank lines does not double them.
                if not after_blank:
                    data("\n")
                after_blank = True
            elif kind not in SHOWS_NOTHING:
                after_blank = False
                writers[kind](self, child, indent)
        self.stack.pop()

    def raw(self, html: str) -> None:
        """HTML that is written out as it is."""
        self.builder.start(RAW, {})
        self.builder.data(html)
        self.builder.end(RAW)

    def block(self, tag: str, attr: dict[str, str], element: Element, indent: int) -> None:
        """`<tag>spans</tag>` on a line of its own."""
        builder = self.builder
        builder.data(" " * indent)
        builder.start(tag, attr)
        self.inner(element, indent)
        builder.end(tag)
        builder.data("\n")

    def container(self, tag: str, attr: dict[str, str], element: Element, indent: int) -> None:
        """`<tag>` and `</tag>` on lines of their own around blocks."""
        builder = self.builder
        builder.data(" " * indent)
        builder.start(tag, attr)
        builder.data("\n")
        self.inner(element, indent)
        builder.data(" " * indent)
        builder.end(tag)
        builder.data("\n")

    def unmarked(self, element: Element) -> str:
        """The text of an element as it counts for its id."""
        return plain_text(element.children) if self.options.gfm else bare_text(element.children)

    def in_raw_html(self) -> bool:
        around = self.stack[-1]
        return around.type == "html_element" and around.options.get("model") == "raw"


def write_paragraph(writer: TreeWriter, element: Element, indent: int) -> None:
    if element.options.get("transparent"):
        writer.inner(element, indent)
        return
    only = element.children[0] if element.children else None
    if isinstance(only, Element) and only.type == "img" and has_ref(only, "standalone"):
        others = element.children[1:]
        if all(isinstance(other, Element) and other.type == "ial" for other in others):
            write_figure(writer, element, only, indent)
            return
    writer.block("p", element.attr, element, indent)


def has_ref(element: Element, name: str) -> bool:
    """Does an attribute list of the element, or of its definition, hold this bare word?"""
    options = element.options
    return any(name in options[kind].refs for kind in ("ial", "shared") if kind in options)


def write_figure(writer: TreeWriter, paragraph: Element, image: Element, indent: int) -> None:
    """An image with its text below; class and id move to the figure unless the paragraph has its own."""
    builder = writer.builder
    attr = dict(image.attr)
    outer = dict(paragraph.attr)
    for name in ("class", "id"):
        if name in attr and name not in outer:
            outer[name] = attr.pop(name)
    builder.data(" " * indent)
    builder.start("figure", outer)
    builder.data("\n" + " " * (indent + 2))
    builder.start("img", attr)
    builder.end("img")
    builder.data("\n" + " " * (indent + 2))
    builder.start("figcaption", {})
    writer.raw(attr.get("alt", ""))      # as it is written, with what looks like HTML in it
    builder.end("figcaption")
    builder.data("\n" + " " * indent)
    builder.end("figure")
    builder.data("\n")


def write_header(writer: TreeWriter, element: Element, indent: int) -> None:
    attr = element.attr
    options = writer.options
    if options.auto_ids and "id" not in attr:
        written = element.text or element.options.get("written", "")
        without_markup = options.gfm or options.auto_id_stripping
        attr["id"] = writer.ids.kramdown(writer.unmarked(element) if without_markup else written)
    if "id" in attr and element.value in options.toc_levels and not NOT_IN_CONTENTS.search(attr.get("class", "")):
        writer.contents.append((element.value, attr["id"], element))
    level = max(min(element.value + options.header_offset, 6), 1)
    writer.block(f"h{level}", attr, element, indent)


def write_rule(writer: TreeWriter, element: Element, indent: int) -> None:
    writer.builder.data(" " * indent)
    writer.builder.start("hr", element.attr)
    writer.builder.end("hr")
    writer.builder.data("\n")


def write_quote(writer: TreeWriter, element: Element, indent: int) -> None:
    writer.container("blockquote", element.attr, element, indent)


def write_list(writer: TreeWriter, element: Element, indent: int) -> None:
    if element.type == "dl":
        writer.container("dl", element.attr, element, indent)
    elif writer.contents_place is None and has_ref(element, "toc"):
        place = writer.builder.start("contents", {})
        writer.builder.end("contents")
        writer.contents_place = (place, element)
        element.options["place"] = True
    elif writer.notes_place is None and has_ref(element, "footnotes"):
        writer.notes_place = writer.builder.start("notes", {})
        element.options["place"] = True
        writer.builder.end("notes")
    else:
        writer.container(element.type, element.attr, element, indent)


def write_item(writer: TreeWriter, element: Element, indent: int) -> None:
    builder = writer.builder
    builder.data(" " * indent)
    builder.start(element.type, element.attr)
    children = [child for child in element.children if isinstance(child, str) or child.type not in SHOWS_NOTHING]
    first = children[0] if children else None
    if first is None:
        pass
    elif isinstance(first, Element) and first.type == "p" and first.options.get("transparent"):
        writer.inner(element, indent)
        if ends_line(children):
            builder.data(" " * indent)
    else:
        builder.data("\n")
        writer.inner(element, indent)
        builder.data(" " * indent)
    builder.end(element.type)
    builder.data("\n")


def ends_line(children: list[Element | str]) -> bool:
    """Does the last of the children end its line, as blocks do?"""
    for last in reversed(children):
        if isinstance(last, str):
            return last.endswith("\n")
        if last.type in SPAN_TYPES:
            return False
        if last.type not in SHOWS_NOTHING:
            if last.type == "text" or last.options.get("transparent"):
                return ends_line(last.children)
            if last.options.get("place"):       # of the contents or the notes, which come later
                return False
            if last.type == "raw" and last.value.endswith("\n"):
                return True
            return bool(last.options.get("block")) or last.type not in EITHER
    return True


def write_term(writer: TreeWriter, element: Element, indent: int) -> None:
    attr = element.attr
    ial = writer.stack[-1].options.get("ial")
    if ial is not None and "id" not in attr:
        for ref in ial.refs:
            found = TERM_IDS.match(ref)
            if found:
                attr = {**attr, "id": ((found[1] or "") + plain_id(writer.unmarked(element))).lstrip(SPACES)}
                break
    writer.block("dt", attr, element, indent)


def write_table(writer: TreeWriter, element: Element, indent: int) -> None:
    writer.container("table", element.attr, element, indent)


def write_rows(writer: TreeWriter, element: Element, indent: int) -> None:
    writer.container(element.type, element.attr, element, indent)


def write_row(writer: TreeWriter, element: Element, indent: int) -> None:
    builder = writer.builder
    group = writer.stack[-1]
    tag = "th" if group.type == "thead" else "td"
    sides = writer.stack[-2].options.get("alignment") if len(writer.stack) > 1 else None
    if sides is None:       # the author's HTML, outside of a table
        writer.container("tr", element.attr, element, indent)
        return
    builder.data(" " * indent)
    builder.start("tr", element.attr)
    builder.data("\n")
    space = " " * (indent + 2)
    for cell, side in zip(element.children, sides, strict=True):
        attr = cell.attr
        if side:
            style = f"{attr['style']}; " if "style" in attr else ""
            attr = {**attr, "style": f"{style}text-align: {side}"}
        builder.data(space)
        builder.start(tag, attr)
        if cell.children:
            writer.inner(cell, indent + 2)
        else:
            builder.data(sign("nbsp", writer.options.entity_output))
        builder.end(tag)
        builder.data("\n")
    builder.data(" " * indent)
    builder.end("tr")
    builder.data("\n")


def write_cell(writer: TreeWriter, element: Element, indent: int) -> None:
    """A cell of the author's HTML outside of a table."""
    writer.block(element.type, element.attr, element, indent)


def write_codeblock(writer: TreeWriter, element: Element, indent: int) -> None:
    builder = writer.builder
    chosen = writer.block_colours
    language = code.language_of(element.attr)
    html = code.coloured(element.value, element.options.get("lang") or language, chosen)
    builder.data(" " * indent)
    if html is None:
        builder.start("pre", code.without_language(element.attr))
        builder.start("code", {"class": f"language-{language}"} if language else {})
        text = element.value.removesuffix("\n")
        if SHOWS_SPACES.search(element.attr.get("class", "")):
            write_with_spaces(writer, text)
        else:
            builder.data(text.replace("&", "&amp;"))
        builder.data("\n")
        builder.end("code")
        builder.end("pre")
        builder.data("\n")
        return
    builder.start("div", code.with_highlighter(
        code.without_language(element.attr), language or chosen.default_lang, chosen.name))
    if chosen.line_numbers:
        html = code.numbered(html, chosen)
    if chosen.wrap:
        builder.start("div", {"class": "highlight"})
        builder.start("pre", {"class": chosen.css_class})
        builder.start("code", {})
    writer.raw(html)
    if chosen.wrap:
        builder.end("code")
        builder.end("pre")
        builder.end("div")
    builder.data(" " * indent)
    builder.end("div")
    builder.data("\n")


def write_with_spaces(writer: TreeWriter, text: str) -> None:
    """Code in which each space and tab has a span of its own, for the class `show-whitespaces`."""
    builder = writer.builder
    last = 0
    for match in SHOWN_SPACES.finditer(text):
        builder.data(text[last:match.start()].replace("&", "&amp;"))
        last = match.end()
        at_start = not match.start() or text[match.start() - 1] == "\n"
        at_end = text[last:last + 1] in ("", "\n")
        side = "-l" if at_start else "-r" if at_end else ""
        for space in match[0]:
            builder.start("span", {"class": ("ws-tab" if space == "\t" else "ws-space") + side})
            builder.data("\t" if space == "\t" else "&#8901;")
            builder.end("span")
    builder.data(text[last:].replace("&", "&amp;"))


def write_code_span(writer: TreeWriter, element: Element, indent: int) -> None:
    builder = writer.builder
    chosen = writer.span_colours
    language = code.language_of(element.attr) if element.attr else None
    html = code.coloured(element.value, language, chosen)
    if html is None:
        builder.start("code", element.attr)
        builder.data(element.value.replace("&", "&amp;"))
    else:
        builder.start("code", code.with_highlighter(element.attr, language or chosen.default_lang, chosen.name))
        if chosen.line_numbers:
            writer.raw(code.numbered(html, chosen))
        elif language:
            writer.raw(html)
        else:
            builder.data(element.value.replace("&", "&amp;"))
    builder.end("code")


def write_math(writer: TreeWriter, element: Element, indent: int) -> None:
    builder = writer.builder
    value = element.value.replace("&", "&amp;")
    block = element.options.get("block")
    attr = element.attr
    if writer.options.math_engine is None:
        attr = {**attr, "class": (attr.get("class", "") + " kdmath").lstrip()}
        text = f"$$\n{element.value}\n$$" if block else f"${element.value}$"
    else:
        text = f"\\[{value}\\]" if block else f"\\({value}\\)"
    if attr:
        if block:       # without attributes a formula stands at the start of the line
            builder.data(" " * indent)
        builder.start("div" if block else "span", attr)
        if writer.options.math_engine is None:
            writer.raw(text)
        elif block:
            builder.data(text + "\n")
        else:
            writer.raw(f"${element.value}$")
        builder.end("div" if block else "span")
    else:
        builder.data(text)
    if block:
        builder.data("\n")


def write_span(writer: TreeWriter, element: Element, indent: int) -> None:
    """`em`, `strong`, `a`: the type is the tag."""
    writer.builder.start(element.type, element.attr)
    writer.inner(element, indent)
    writer.builder.end(element.type)


def write_link(writer: TreeWriter, element: Element, indent: int) -> None:
    write_span(writer, element, indent)


def write_image(writer: TreeWriter, element: Element, indent: int) -> None:
    writer.builder.start("img", element.attr)
    writer.builder.end("img")


def write_break(writer: TreeWriter, element: Element, indent: int) -> None:
    writer.builder.start("br", NOTHING)
    writer.builder.end("br")


def write_sign(writer: TreeWriter, element: Element, indent: int) -> None:
    writer.builder.data(element.value)


def write_escape(writer: TreeWriter, element: Element, indent: int) -> None:
    writer.builder.data(element.value)


def write_children(writer: TreeWriter, element: Element, indent: int) -> None:
    writer.inner(element, indent)


def write_text(writer: TreeWriter, element: Element, indent: int) -> None:
    """Text beside blocks: its spans stand where it stands."""
    writer.inner(element, indent - 2)


def write_abbreviation(writer: TreeWriter, element: Element, indent: int) -> None:
    writer.builder.start("abbr", element.attr)
    if "&" in element.value or "<" in element.value or ">" in element.value:
        writer.raw(element.value)       # as it is written, though it may be no HTML
    else:
        writer.builder.data(element.value)
    writer.builder.end("abbr")


def write_note_mark(writer: TreeWriter, element: Element, indent: int) -> None:
    write_mark(writer, element)


def write_html(writer: TreeWriter, element: Element, indent: int) -> None:
    builder = writer.builder
    tag = element.value
    if not element.options.get("block"):
        builder.start(tag, element.attr)
        writer.inner(element, indent)
        builder.end(tag)
        return
    inside_raw = writer.in_raw_html()
    model = element.options["model"]
    if not inside_raw:
        builder.data(" " * indent)
    if element.options.get("closed") and model == "raw" and tag not in VOID:
        writer.raw(f"<{tag}{attributes_html(element.attr)} />")
    else:
        builder.start(tag, element.attr)
        if model == "block" and any(isinstance(c, str) or c.type not in SHOWS_NOTHING for c in element.children):
            builder.data("\n")
            writer.inner(element, indent)
            builder.data(" " * indent if ends_line(element.children) else "\n" + " " * indent)
        else:
            writer.inner(element, indent)
        builder.end(tag)
    if not inside_raw:
        builder.data("\n")


def write_html_text(writer: TreeWriter, element: Element, indent: int) -> None:
    writer.builder.data(element.value)


def write_xml(writer: TreeWriter, element: Element, indent: int) -> None:
    if element.options.get("block") and not writer.in_raw_html():
        writer.builder.data(" " * indent)
        writer.raw(element.value)
        writer.builder.data("\n")
    else:
        writer.raw(element.value)


def write_comment(writer: TreeWriter, element: Element, indent: int) -> None:
    html = f"<!-- {element.value} -->"
    if element.options.get("block"):
        writer.builder.data(" " * indent)
        writer.raw(html)
        writer.builder.data("\n")
    else:
        writer.raw(html)


def write_raw(writer: TreeWriter, element: Element, indent: int) -> None:
    formats = element.options["formats"]
    if not formats or "html" in formats:
        writer.raw(element.value + ("\n" if element.options.get("block") else ""))


Writer = Callable[[TreeWriter, Element, int], None]
WRITERS: dict[str, Writer] = {
    "p": write_paragraph, "header": write_header, "hr": write_rule,
    "blockquote": write_quote, "ul": write_list, "ol": write_list, "dl": write_list, "li": write_item,
    "dd": write_item, "dt": write_term, "table": write_table, "thead": write_rows, "tbody": write_rows,
    "tfoot": write_rows, "tr": write_row, "td": write_cell, "th": write_cell,
    "codeblock": write_codeblock, "math": write_math,
    "html_element": write_html, "html_text": write_html_text, "xml_comment": write_xml, "xml_pi": write_xml,
    "comment": write_comment, "raw": write_raw, "em": write_span, "strong": write_span, "a": write_link,
    "img": write_image, "codespan": write_code_span, "br": write_break, "entity": write_sign,
    "smart_quote": write_sign, "typographic_sym": write_sign, "escape": write_escape, "signs": write_children,
    "text": write_text,
    "abbreviation": write_abbreviation, "back_links": write_back_links, "footnote": write_note_mark,
}
