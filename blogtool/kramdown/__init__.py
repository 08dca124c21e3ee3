"""kramdown's grammar: Markdown as Jekyll reads it, to HTML or to a tree with places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown.extensions import Extension

    from .element import Element


def convert(
    text: str,
    options: Mapping[str, object] | None = None,
    extensions: Sequence[str | Extension] = (),
    extension_configs: Mapping[str, Mapping[str, object]] | None = None,
) -> str:
    """HTML as kramdown 2.4.0 gives it, ended by a line end.

    `options` is what a site writes below `kramdown:`, on top of Jekyll's defaults. `extensions` are
    Python-Markdown's, by name or as objects: preprocessors see the Markdown, tree processors the
    tree of the HTML, postprocessors the HTML. Raises BlogtoolError for a wrong option.
    """
    if not extensions:  # Python-Markdown has nothing to add, and takes longer to load than a page to convert
        from .build import TreeWriter
        from .document import Document
        from .serializer import serialize_content

        document = Document(text, options)
        document.parse()
        return serialize_content(TreeWriter(document).write())
    from .host import convert as convert_hosted

    return convert_hosted(text, options, extensions, extension_configs)


def parse(text: str, options: Mapping[str, object] | None = None) -> Element:
    """The tree of blocks and spans with their places in `text`; see `Element`."""
    from .document import Document

    return Document(text, options, track=True).parse()


def html_texts(element: Element) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """The words inside of a raw HTML block of a parsed tree, with their places; see `places`."""
    from .places import html_texts as find

    return find(element)
