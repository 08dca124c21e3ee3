"""The author's HTML as kramdown's own blocks and spans: what the option `html_to_native` asks for."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from .element import Element
from .entities import CODES, Sign, entity, sign
from .html_names import SPAN, content_model
from .options import Options

if TYPE_CHECKING:
    from .document import Document

# Elements that have a kramdown type of the same name and need nothing else.
SAME_NAME = frozenset(
    "em strong blockquote hr br img p thead tbody tfoot tr td th ul ol dl li dt dd".split()
)
EMPHASIS = {"em": "em", "i": "em", "strong": "strong", "b": "strong"}
HEADERS = {f"h{level}": level for level in range(1, 7)}
# What happens to the text right below an element: dropped, put into paragraphs, or stripped at the ends;
# and where text of nothing but white space is dropped between blocks.
DROPS_TEXT = frozenset("html head hgroup ol ul dl table colgroup tbody thead tfoot tr select optgroup".split())
WRAPS_TEXT = frozenset(
    "body section nav article aside header footer address div li dd blockquote figure figcaption fieldset form".split()
)
DROPS_SPACE = WRAPS_TEXT | {"td", "th"}
STRIPS = frozenset(
    "address article aside blockquote body caption dd div dl dt fieldset figcaption form footer header"
    " h1 h2 h3 h4 h5 h6 legend li nav p section td th".split()
)
# Types of ours that are blocks wherever they stand; HTML, formulas and comments say it themselves.
BLOCKS = frozenset("blank p header blockquote codeblock ul ol li dl dt dd table td hr".split())
WHITE = re.compile(r"\s+", re.A)
SPACES = " \t\r\n\f\v"
ENTITY = re.compile(r"&(?:([A-Za-z0-9_:][A-Za-z0-9_:.-]*)|#(\d+)|#x([0-9a-fA-F]+));", re.A)
QUOTES = ("lsquo", "rsquo", "ldquo", "rdquo")
TYPOGRAPHY = frozenset(("mdash", "ndash", "hellip", "laquo", "raquo"))
HIGHLIGHTER = re.compile(r"\s+\bhighlighter-\w+\b|\bhighlighter-\w+\b\s*", re.A)
LANGUAGE = re.compile(r"\blanguage-\S+", re.A)
FORMULA = re.compile(r"\bmath/tex\b", re.A)
CDATA = re.compile(r"\A(?:%\s*)?<!\[CDATA\[\n?(.*?)(?:\s%)?\]\]>\Z", re.S | re.A)

Child = Element | str


def to_native(element: Element, document: Document) -> None:
    """Turn an HTML element and all in it into kramdown's types, where it has such; in place."""
    Conversion(document.options).element(element, True, False, None)


class Conversion:
    """One element on its way; `native` is off below elements that have to stay as they were written."""

    def __init__(self, options: Options) -> None:
        self.options = options

    def element(self, element: Element, native: bool, as_written: bool, parent: Element | None) -> None:
        if element.type in ("xml_comment", "xml_pi"):
            around = "div" if parent is None else html_name(parent)
            element.options = {"block": content_model(around) != "span"}
            return
        if element.type != "html_element":
            return
        name = element.value
        if native and self.special(element, name):
            return
        if native and name in DROPS_TEXT:
            drop_text(element)
        if native and name in SAME_NAME:
            become(element, name)
            self.children(element, native, as_written)
        else:
            self.stay(element, native, as_written)
        if native:
            if name in STRIPS:
                strip(element)
            if name in DROPS_SPACE:
                drop_space(element)
            if name in WRAPS_TEXT:
                wrap_text(element)

    def special(self, element: Element, name: str) -> bool:
        """Elements with rules of their own; false for all others."""
        if name == "a":
            self.link(element)
        elif name in EMPHASIS:
            self.emphasis(element, EMPHASIS[name])
        elif name in HEADERS:
            become(element, "header", HEADERS[name])
            element.options["written"] = plain(element)
            self.children(element, True, False)
        elif name in ("code", "pre"):
            self.code(element, name)
        elif name == "textarea":
            self.stay(element, True, True)
        elif name == "table":
            self.table(element)
        elif name == "script":
            self.script(element)
        else:
            return False
        return True

    def children(self, element: Element, native: bool, as_written: bool) -> None:
        found: list[Child] = []
        for together, some in groupby(element.children, is_text):
            if together:
                found += self.text("".join(value_of(child) for child in some), as_written or not native)
                continue
            for child in some:
                if isinstance(child, Element):
                    self.element(child, native, as_written, element)
                found.append(child)
        element.children = found

    def text(self, text: str, as_written: bool) -> list[Child]:
        """Text with its white space folded, and its entities as signs."""
        if not as_written:
            text = WHITE.sub(" ", text)
        found: list[Child] = []
        last = 0
        for match in ENTITY.finditer(text):
            shown = self.shown(match)
            if shown is None:
                continue
            if match.start() > last:
                found.append(text[last : match.start()])
            found.append(shown)
            last = match.end()
        if last < len(text):
            found.append(text[last:])
        return found

    def shown(self, match: re.Match[str]) -> Sign | None:
        """A sign as the options for quotes, typography and entities have it; None if nobody knows it."""
        name = match[1]
        output = self.options.entity_output
        if name in QUOTES:
            return sign(self.options.smart_quotes[QUOTES.index(name)], output)
        if name in TYPOGRAPHY:
            own = self.options.typographic_symbols.get(name)
            return sign(name, output) if own is None else Sign(own)
        return entity(match, output)

    def stay(self, element: Element, native: bool, as_written: bool = False) -> None:
        """The element stays HTML."""
        element.options = {
            "block": element.value not in SPAN,
            "model": content_model(element.value) if native else "raw",
        }
        self.children(element, native, as_written)

    def link(self, element: Element) -> None:
        if element.attr.get("href") is None:
            self.stay(element, False)
        else:
            become(element, "a")
            self.children(element, True, False)

    def emphasis(self, element: Element, kind: str) -> None:
        """Marks cannot stand beside white space, so such an element stays HTML."""
        text = plain(element)
        if (text[:1] in SPACES and text) or text.endswith(tuple(SPACES)):
            self.stay(element, False)
        else:
            become(element, kind)
            self.children(element, True, False)

    def code(self, element: Element, name: str) -> None:
        """Code loses the elements in it; a `code` alone in a `pre` gives it its language."""
        text = ENTITY.sub(character, plain(element))
        children = element.children
        only = children[0] if len(children) == 1 else None
        become(element, "codespan" if name == "code" else "codeblock", text)
        if name == "code":
            if "class" in element.attr:
                element.attr["class"] = HIGHLIGHTER.sub("", element.attr["class"])
        elif isinstance(only, Element) and only.value == "code":
            language = LANGUAGE.search(only.attr.get("class", ""))
            if language:
                element.attr["class"] = f"{language[0]} {element.attr.get('class', '')}".rstrip()
        element.children = []

    def script(self, element: Element) -> None:
        """A formula for MathJax, or a script as it was."""
        kind = element.attr.get("type", "")
        if not FORMULA.search(kind):
            self.stay(element, True)
            return
        content = value_of(element.children[0]) if element.children else ""
        become(element, "math", CDATA.sub(r"\1", content))
        element.options["block"] = "mode=display" in kind
        element.children = []
        del element.attr["type"]

    def table(self, element: Element) -> None:
        from .native_tables import is_simple, take_alignment

        if not is_simple(element):
            self.stay(element, False)
            return
        drop_text(element)
        self.children(element, True, False)
        become(element, "table")
        take_alignment(element)


def become(element: Element, kind: str, value: object = None) -> None:
    """Another type; an attribute list above the HTML is lost, as in kramdown."""
    element.type, element.value, element.options = kind, value, {}


def html_name(element: Element) -> str:
    """The name of the HTML element that a type of ours stands for."""
    return {"html_element": str(element.value), "codespan": "code", "codeblock": "pre", "header": "h1"}.get(
        element.type, element.type
    )


def is_text(child: Child) -> bool:
    return child.type == "html_text" if isinstance(child, Element) else not isinstance(child, Sign)


def value_of(child: Child) -> str:
    return child if isinstance(child, str) else str(child.value)


def plain(element: Element) -> str:
    """All text in an element, as it was written."""
    return "".join(
        value_of(child) if is_text(child) else plain(child) if isinstance(child, Element) else ""
        for child in element.children
    )


def character(match: re.Match[str]) -> str:
    """The character that an entity stands for; what is none stays."""
    name = match[1]
    if name:
        return chr(CODES[name]) if name in CODES else match[0]
    code = int(match[2]) if match[2] else int(match[3], 16)
    return chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else match[0]


def is_block(child: Child) -> bool:
    if not isinstance(child, Element) or child.type == "options":
        return False
    return child.type in BLOCKS or bool(child.options.get("block"))


def drop_text(element: Element) -> None:
    element.children = [child for child in element.children if not is_text(child)]


def strip(element: Element) -> None:
    """No white space at the start and the end of the text in an element."""
    children = element.children
    if children and is_text(children[0]):
        children[0] = value_of(children[0]).lstrip(SPACES)
    if children and is_text(children[-1]):
        children[-1] = value_of(children[-1]).rstrip(SPACES)


def drop_space(element: Element) -> None:
    """No text of nothing but white space at the ends and between blocks."""
    children = element.children
    last = len(children) - 1
    element.children = [
        child
        for place, child in enumerate(children)
        if not (
            is_text(child)
            and not value_of(child).strip(SPACES)
            and (place in (0, last) or (is_block(children[place - 1]) and is_block(children[place + 1])))
        )
    ]


def wrap_text(element: Element) -> None:
    """What stands beside blocks becomes a paragraph that shows no tags."""
    if element.text is not None:        # Markdown, not read yet
        paragraph = Element("p")
        paragraph.options["transparent"] = True
        paragraph.text, element.text = element.text, None
        element.children = [paragraph]
        return
    found: list[Child] = []
    around: Element | None = None
    for child in element.children:
        if is_block(child):
            around = None
            found.append(child)
            continue
        if around is None:
            around = Element("p")
            around.options["transparent"] = True
            found.append(around)
        around.children.append(child)
    element.children = found
