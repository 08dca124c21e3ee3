"""The list of contents, where `{:toc}` stands below a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .element import Element

if TYPE_CHECKING:
    from .build import TreeWriter


def write_contents(writer: TreeWriter) -> None:
    if writer.contents_place is None:
        return
    place, marked = writer.contents_place
    tree = contents_tree(writer, marked)
    if not tree.children:
        return
    around = writer.builder.start("moved", {})
    from .build import WRITERS

    WRITERS[tree.type](writer, tree, 0)
    writer.builder.end("moved")
    writer.moved.append((around, place))


def contents_tree(writer: TreeWriter, marked: Element) -> Element:
    """Nested lists of links to the headers."""
    tree = Element(marked.type, None, dict(marked.attr))
    prefix = tree.attr.setdefault("id", "markdown-toc")
    stack: list[tuple[int, Element]] = []
    for level, id_, header in writer.contents:
        li = Element("li")
        line = Element("p")
        line.options["transparent"] = True
        link = Element("a", None, {"href": "#" + id_, "id": f"{prefix}-{id_}"})
        link.children = without_links(header.children)
        line.children.append(link)
        li.children.append(line)
        while stack and stack[-1][0] >= level:
            stack.pop()
        if not stack:
            tree.children.append(li)
        else:
            above = stack[-1][1]
            if len(above.children) == 1:
                above.children.append(Element(marked.type))
            above.children[1].children.append(li)
        stack.append((level, li))
    return tree


def without_links(children: list[Element | str]) -> list[Element | str]:
    """Spans for an entry: no notes, no links in links."""
    result: list[Element | str] = []
    for child in children:
        if isinstance(child, str):
            result.append(child)
        elif child.type == "footnote":
            continue
        elif child.type == "a":
            result += without_links(child.children)
        else:
            copy = Element(child.type, child.value, dict(child.attr))
            copy.options = child.options
            copy.children = without_links(child.children)
            result.append(copy)
    return result
