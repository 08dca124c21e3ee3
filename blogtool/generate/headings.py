"""Titles from first headings (jekyll-titles-from-headings)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TypeVar

from blogtool.generate.sites import is_markdown, is_switched_off, options, with_documents
from blogtool.model.content import Document, Page
from blogtool.model.plugins import Bench
from blogtool.model.site import Site

Titled = TypeVar("Titled", Document, Page)

_SPACE = " \t\n\v\f\r\0"
_TAG = re.compile(r"<[^>]*>")
# A heading of the first three levels, before anything else in the body: `# Title`, or underlined.
_HEADING = re.compile(r"\A\s*(?:#{1,3}\s+(?P<marked>[^\n]*)|(?P<underlined>[^\s#][^\n]*)\n[-=]+[ \t]*(?=\n|\Z))")


def title_from_headings(site: Site, bench: Bench) -> Site:
    """The site with a title for each Markdown page that has none and begins with a heading.

    With `collections: true` also for documents, whatever title they have.
    """
    settings = options(site.config, "titles_from_headings")
    if is_switched_off(site.config, "titles_from_headings"):
        return site
    strips = settings.get("strip_title") is True

    def is_stripped(one: Document | Page) -> bool:
        return is_markdown(site.config, one.extension) and one.data.get("strip_title", strips) is True

    def titled(one: Titled) -> Titled:
        if not is_markdown(site.config, one.extension):
            return one
        found = _HEADING.match(one.body)
        data = {**one.data, "title": _plain(bench.markdownify(_words(found)))} if found else one.data
        if not is_stripped(one):
            return replace(one, data=data)
        # As Jekyll's plugin: what stands around the body goes too, also where it begins with no heading.
        return replace(one, data=data, body=(one.body[found.end() :] if found else one.body).strip(_SPACE))

    def titled_document(one: Document) -> Document:
        if not one.written:
            return one
        if not is_stripped(one):
            return titled(one)
        # As Jekyll's plugin: only a post's excerpt is cut anew.
        return replace(titled(one), excerpt_body=None if one.collection == "posts" else one.body)

    pages = tuple(page if page.data.get("title") is not None else titled(page) for page in site.pages)
    site = replace(site, pages=pages)
    if settings.get("collections") is not True:
        return site
    # As Jekyll's plugin: in documents that are written the heading wins over a title of their own.
    return with_documents(site, titled_document)


def _words(found: re.Match[str]) -> str:
    return str(found["underlined"] if found["marked"] is None else found["marked"])


def _plain(html: str) -> str:
    return _TAG.sub("", html).strip()
