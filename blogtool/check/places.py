"""Two files that want one address, and layouts that are not there."""

from __future__ import annotations

from collections.abc import Iterator

from blogtool.check.findings import Finding
from blogtool.check.writing import line_of
from blogtool.errors import suggestion
from blogtool.generate import language_views
from blogtool.model.content import Document, Layout, Page
from blogtool.model.site import Site


def check_places(site: Site) -> list[Finding]:
    """What of a site's files gets into each other's way, or asks for a layout that does not exist."""
    return [*_shared_places(site), *_missing_layouts(site)]


def _shared_places(site: Site) -> Iterator[Finding]:
    """Of two files with one destination only the last one is written (gotcha 63).

    With jekyll-polyglot each language is a site of its own, where translations share an address on purpose.
    """
    for view in language_views(site):
        yield from _shared_in(view.site)


def _shared_in(site: Site) -> Iterator[Finding]:
    written = [
        *((page.destination, page.path) for page in site.pages),
        *((file.destination, file.path) for file in site.static_files if file.written),
        *((document.destination, document.path) for document in site.documents if document.written),
    ]
    first: dict[str, str] = {}
    for destination, path in written:
        if first.setdefault(destination, path) != path:
            what = f"`{destination}` is also the destination of {first[destination]}"
            yield Finding("mistake", what, path, fix="give one of them another `permalink` or name")


def _missing_layouts(site: Site) -> Iterator[Finding]:
    framed: list[Document | Page | Layout] = [*site.documents, *site.pages, *site.layouts.values()]
    for one in framed:
        name = one.data.get("layout")
        if not isinstance(name, str) or name in ("", "none") or name in site.layouts:
            continue
        near = suggestion(name, site.layouts) or "make it in `_layouts`, or take the line out"
        line = line_of(site, one.path, "layout")
        yield Finding("mistake", f"the layout `{name}` does not exist", one.path, line, near)
