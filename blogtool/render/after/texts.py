"""Changes the text of finished HTML, and nothing of its markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from blogtool.model.content import Document, Page

# A tag, a comment or a doctype; what lies between two of them is text.
_MARKUP = re.compile(r"<!--.*?-->|<[!?/]?[A-Za-z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", re.DOTALL)
_TAG_NAME = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
_BODY = re.compile(r"<body[^>]*>", re.IGNORECASE)


def is_shown_html(one: Document | Page) -> bool:
    """Whether it becomes a file of HTML. As Jekyll's plugins: a document that is only listed is left alone."""
    if isinstance(one, Document) and not one.written:
        return False
    return one.destination.endswith((".html", ".htm", ".xhtml"))


def change_texts(html: str, sign: str, quiet: Collection[str], change: Callable[[str], str]) -> str:
    """HTML with `change` made to each text that has the `sign`: in the body, but in no `quiet` element.

    >>> change_texts("<p>a <code>a</code></p>", "a", {"code"}, str.upper)
    '<p>A <code>a</code></p>'
    """
    body = _BODY.search(html)
    start = body.end() if body else 0
    pieces = [html[:start]]
    depth = 0  # how many quiet elements are open
    place = start
    for markup in _MARKUP.finditer(html, start):
        text = html[place : markup.start()]
        pieces.append(change(text) if depth == 0 and sign in text else text)
        pieces.append(markup[0])
        place = markup.end()
        tag = _TAG_NAME.match(markup[0])
        if tag is not None and tag[2].lower() in quiet and not markup[0].endswith("/>"):
            depth = max(0, depth - 1) if tag[1] else depth + 1
    text = html[place:]
    pieces.append(change(text) if depth == 0 and sign in text else text)
    return "".join(pieces)
