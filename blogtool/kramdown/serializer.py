"""From an ElementTree to HTML, escaped as kramdown does; layout is in the tree already."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree as etree

from .html_names import VOID

BARE_AMPERSAND = re.compile(r"&(?!(?:[A-Za-z0-9_:][A-Za-z0-9_:.-]*|#\d+|#x[0-9a-fA-F]+);)", re.A)


# Nodes that hold a place for what is known late; they show their content only.
PLACES = frozenset(("contents", "notes"))


def _raw(text: str | None = None) -> etree.Element:
    element = etree.Element(RAW)
    element.text = text
    return element


# The tag of a node whose text is HTML and is written out as it is; a function, as ElementTree's Comment.
RAW: Any = _raw


def escape_text(text: str) -> str:
    """Text of the tree, in which entities stay."""
    if "&" in text:
        text = BARE_AMPERSAND.sub("&amp;", text)
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text


def escape_attribute(value: str) -> str:
    return escape_text(value).replace('"', "&quot;")


def attributes_html(attributes: Mapping[str, str]) -> str:
    """What a start tag says behind its name; an id of white space is none."""
    return "".join([
        f' {name}="{escape_attribute(value)}"'
        for name, value in attributes.items()
        if name != "id" or value.strip(" \t\r\n\f\v")
    ])


def serialize(element: etree.Element) -> str:
    """The HTML of an element, itself included; as a `Markdown` object's `serializer`."""
    out: list[str] = []
    _write(element, out)
    return "".join(out)


def serialize_content(root: etree.Element) -> str:
    """The HTML of what is inside of `root`."""
    out: list[str] = []
    if root.text:
        out.append(escape_text(root.text))
    for child in root:
        _write(child, out)
    return "".join(out)


def _write(element: etree.Element, out: list[str]) -> None:
    tag: Any = element.tag
    text = element.text
    if type(tag) is str and tag not in PLACES:
        if element.attrib:
            out.append(f"<{tag}{attributes_html(element.attrib)}")
        else:
            out.append("<" + tag)
        if not text and tag in VOID and not len(element):
            out.append(" />")
        else:
            out.append(">")
            if text:
                out.append(escape_text(text))
            for child in element:
                _write(child, out)
            out.append(f"</{tag}>")
    elif tag is RAW:
        out.append(text or "")
    elif tag is etree.Comment:
        out.append(f"<!--{text}-->")
    else:
        if text:
            out.append(escape_text(text))
        for child in element:
            _write(child, out)
    tail = element.tail
    if tail:
        out.append(escape_text(tail))
