"""HTML between blocks: elements are balanced, and hold blocks, one text, or raw text."""

from __future__ import annotations

import re

from .block_parser import DEEPEST, BlockParser
from .element import Element
from .html_names import (
    CLOSE,
    INSTRUCTION,
    KNOWN,
    SPAN,
    TAG,
    VOID,
    attribute_places,
    content_model,
    parse_html_attributes,
    written_name,
)
from .native import to_native

TRAILING_SPACE = re.compile(r"[ \t]*\n")
NEXT_MARKUP = re.compile(r"<(?=[^\W\d]|/|!--|\?)")
# What a site may write in `markdown="…"`.
MARKDOWN = {"0": "raw", "1": "default", "span": "span", "block": "block"}


def block_html(parser: BlockParser) -> bool:
    """A comment, an element, or the end tag of the element whose content is being read."""
    text = parser.text
    pos = parser.pos
    while text[pos] == " ":
        pos += 1
    end = comment_end(parser, parser.pos)
    if end:
        element = Element("xml_comment", text[pos:end])
        element.options["block"] = True
        element.ranges = parser.source.ranges(pos, end)
        parser.add(element)
        parser.pos = skip_line_end(text, end)
        return True
    tag = TAG.match(text, pos)
    if tag and tag[1].lower() not in SPAN:
        if parser.depth >= DEEPEST:
            return False
        parser.pos = tag.end()
        start_tag(parser, tag)
        if parser.document.native:
            to_native(parser.tree.children[-1], parser.document)
        return True
    close = CLOSE.match(text, pos)
    if close and close[1].lower() not in SPAN:
        tree = parser.tree
        if tree.type == "html_element" and tree.value == close[1].lower():
            parser.pos = close.end()
            parser.stopped = True
            return True
    return False


def comment_end(parser: BlockParser, pos: int) -> int:
    """Where the comment at `pos` ends; 0 if there is none."""
    if not parser.text.startswith("<!--", pos) or (parser.no_comment is not None and pos >= parser.no_comment):
        return 0
    end = parser.text.find("-->", pos + 4) + 3
    if end < 3:
        parser.no_comment = pos
        return 0
    return end


def skip_line_end(text: str, pos: int) -> int:
    match = TRAILING_SPACE.match(text, pos)
    return match.end() if match else pos


def start_tag(parser: BlockParser, tag: re.Match[str]) -> None:
    """An element from behind its start tag to behind its end tag."""
    name = written_name(tag[1])
    element = parser.new("html_element", name, parse_html_attributes(tag[2], name in KNOWN))
    tree = parser.tree
    parser.add(element)
    element.options["block"] = True
    if parser.source.marks is not None:
        element.options["attributes"] = {
            key: parser.source.ranges(tag.start(2) + start, tag.start(2) + end)
            for key, (start, end) in attribute_places(tag[2], name in KNOWN).items()
        }
    closed = bool(tag[3])
    if not closed and name in VOID:
        closed = True
    raw_around = tree.type == "html_element" and tree.options.get("model") == "raw"
    model = "raw"
    if not raw_around and parser.document.options.parse_block_html:
        model = content_model(name)
    if "markdown" in element.attr:
        wanted = MARKDOWN.get(element.attr.pop("markdown"))
        if wanted:
            model = content_model(name) if wanted == "default" else wanted
    if model == "block" and name not in ("script", "style"):
        parser.pos = skip_line_end(parser.text, parser.pos)
    element.options["model"] = model
    element.options["closed"] = closed
    read_content(parser, element, model)
    if parser.source.marks is not None and model == "raw":
        element.ranges = parser.source.ranges(tag.start(), parser.pos)
    if not closed and not raw_around and (model == "block" or name not in ("script", "style")):
        parser.pos = skip_line_end(parser.text, parser.pos)


def read_content(parser: BlockParser, element: Element, model: str) -> None:
    """The content of an element up to its end tag."""
    if element.value in ("script", "style"):
        raw_text(parser, element)
        return
    if element.options["closed"]:
        return
    if model == "block":
        parser.depth += 1
        parser.run(element)
        parser.depth -= 1
    elif model == "span":
        span_text(parser, element)
    else:
        parser.depth += 1
        raw_html(parser, element)
        parser.depth -= 1


def raw_text(parser: BlockParser, element: Element) -> None:
    """The content of `script` and `style`, up to the end tag."""
    start = parser.pos
    close = re.compile(rf"</{element.value}\s*>", re.I).search(parser.text, start)
    stop = close.start() if close else len(parser.text)
    content = Element("raw", parser.text[start:stop])
    content.options["formats"] = []
    content.ranges = parser.source.ranges(start, stop)
    element.options["closed"] = False
    element.children.append(content)
    parser.pos = close.end() if close else stop


def span_text(parser: BlockParser, element: Element) -> None:
    """The content of an element with `markdown="span"`."""
    start = parser.pos
    close = re.compile(rf"</{re.escape(element.value)}\s*>", re.I).search(parser.text, start)
    stop = close.start() if close else len(parser.text)
    element.text = parser.text[start:stop]
    element.ranges = parser.source.ranges(start, stop)
    parser.pos = close.end() if close else stop


def instruction_end(text: str, pos: int) -> int:
    match = INSTRUCTION.match(text, pos) if text.startswith("<?", pos) else None
    return match.end() if match else 0


def raw_html(parser: BlockParser, element: Element) -> None:
    """Content that is not Markdown: text and elements, up to the end tag."""
    text = parser.text
    outer, parser.tree = parser.tree, element
    start = parser.pos
    pos = start
    while True:
        match = NEXT_MARKUP.search(text, pos)
        if match is None:
            add_raw(parser, start, len(text))
            parser.pos = len(text)
            break
        pos = match.start()
        end = comment_end(parser, pos) or instruction_end(text, pos)
        if end:
            add_raw(parser, start, pos)
            comment = Element("xml_comment" if text[pos + 1] == "!" else "xml_pi", text[pos:end])
            comment.options["block"] = True
            comment.ranges = parser.source.ranges(pos, end)
            element.children.append(comment)
            start = pos = end
            continue
        tag = TAG.match(text, pos) if parser.depth < DEEPEST else None
        if tag:
            add_raw(parser, start, pos)
            parser.pos = tag.end()
            start_tag(parser, tag)
            start = pos = parser.pos
            continue
        close = CLOSE.match(text, pos)
        if close and written_name(close[1]) == element.value:
            add_raw(parser, start, pos)
            parser.pos = close.end()
            break
        pos = close.end() if close else pos + 1
    parser.tree = outer


def add_raw(parser: BlockParser, start: int, stop: int) -> None:
    """Raw text between tags: shown as written, entities kept."""
    if stop <= start:
        return
    content = Element("html_text", parser.text[start:stop])
    if parser.source.marks is not None:
        content.ranges = parser.source.ranges(start, stop)
    parser.tree.children.append(content)
