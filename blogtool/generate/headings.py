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

_TAG = re.compile(r"<[^>]*>")
# A heading of the first three levels, before anything else in the body: `# Title`, or underlined.
_HEADING = re.compile(
    r"\A\s*(?:#{1,3}[ \t]+(?P<marked>[^\n]*)|(?P<underlined>[^\s#][^\n]*)\n[-=]+[ \t]*(?=\n|\Z))"
)


def title_from_headings(site: Site, bench: Bench) -> Site:
    """The site with a title for each Markdown page that has none and begins with a heading.

    With `collections: true` also for documents; there a title made from the file name gives way.
    """
    settings = options(site.config, "titles_from_headings")
    if is_switched_off(site.config, "titles_from_headings"):
        return site
    strips = settings.get("strip_title") is True

    def titled(one: Titled) -> Titled:
        found = _HEADING.match(one.body) if is_markdown(site.config, one.extension) else None
        if found is None:
            return one
        title = _plain(bench.markdownify(found["marked"] or found["underlined"]))
        body = one.body[found.end() :] if one.data.get("strip_title", strips) is True else one.body
        return replace(one, data={**one.data, "title": title}, body=body)

    pages = tuple(page if page.data.get("title") is not None else titled(page) for page in site.pages)
    site = replace(site, pages=pages)
    if settings.get("collections") is not True:
        return site
    return with_documents(site, lambda one: titled(one) if _has_made_title(one) else one)


def _has_made_title(document: Document) -> bool:
    """Whether the title is none, or what the file name gives: `my-post` is `My Post`."""
    title = document.data.get("title")
    words = str(document.data.get("slug") or "").split("-")
    return title is None or title == " ".join(word.capitalize() for word in words)


def _plain(html: str) -> str:
    return _TAG.sub("", html).strip()
