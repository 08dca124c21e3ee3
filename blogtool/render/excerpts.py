"""Excerpts: the first part of a document, cut where Jekyll cuts it."""

from __future__ import annotations

import re

from blogtool.model.config import Config
from blogtool.model.content import Document, Page

_TAG = re.compile(r"\{%-?\s*(\w+)[^%]*?-?%\}", re.DOTALL)
_DEFINITION = re.compile(r"^ {0,3}(?P<name>\[[^\]]+\]):.+$", re.MULTILINE)
# Tags that stand alone; any other one without its end tag is closed.
_BLOCKS = frozenset({
    "if", "unless", "case", "for", "tablerow", "capture", "comment", "raw", "highlight", "ifchanged", "form",
})  # fmt: skip


def separator_of(document: Document | Page, config: Config) -> str:
    """Where the excerpt ends: the document's own `excerpt_separator`, else the site's; empty for none."""
    own = document.data.get("excerpt_separator")
    return str(own) if own is not None else config.text("excerpt_separator")


def has_excerpt(page: Page, config: Config) -> bool:
    """Whether a page has an excerpt as a document has: with `page_excerpts: true`, where it becomes HTML."""
    if config.get("page_excerpts") is not True or page.generated:
        return False
    return page.destination.endswith((".html", ".htm", ".xhtml"))


def cut(body: str, separator: str) -> str:
    """The source of an automatic excerpt: up to the separator, blocks closed, definitions appended.

    As Jekyll (gotcha 26): also within a fence or a Liquid block; definitions of links and footnotes that
    stand further down come along where the excerpt names them.
    """
    head, found, tail = body.partition(separator)
    if not found or not tail:
        return head
    if "{%" in head:
        head = _close_blocks(head)
    definitions = [found[0] for found in _DEFINITION.finditer(tail) if found["name"] in head]
    return head + "\n\n" + "\n".join(definitions) if definitions else head


def _close_blocks(head: str) -> str:
    open_blocks: list[str] = []
    for found in _TAG.finditer(head):
        name = found[1]
        if name in _BLOCKS:
            open_blocks.append(name)
        elif name.startswith("end") and name[3:] in open_blocks:
            place = len(open_blocks) - 1 - open_blocks[::-1].index(name[3:])
            del open_blocks[place]
    closing = "".join(f"\n{{% end{name} %}}" for name in reversed(open_blocks))
    return head + closing
