"""A layout for what names none: `post`, `home`, `page` or `default`, where the site has it."""

from __future__ import annotations

from dataclasses import replace

from blogtool.generate.sites import is_markdown, with_documents
from blogtool.model.content import Document, Page
from blogtool.model.site import Site


def give_layouts(site: Site) -> Site:
    """The site with a layout in each Markdown post and each Markdown page that says nothing of one.

    Other collections and HTML files are left alone, as jekyll-default-layout does.
    """

    def change(document: Document) -> Document:
        if document.collection != "posts" or "layout" in document.data:
            return document
        if not is_markdown(site.config, document.extension):
            return document
        layout = _first(site, "post", "default")
        return replace(document, data={**document.data, "layout": layout}) if layout else document

    return replace(
        with_documents(site, change), pages=tuple(_with_layout(site, page) for page in site.pages)
    )


def _with_layout(site: Site, page: Page) -> Page:
    if "layout" in page.data or page.compose is not None or not is_markdown(site.config, page.extension):
        return page
    names = ("home", "page", "default") if page.url == "/" else ("page", "default")
    layout = _first(site, *names)
    return replace(page, data={**page.data, "layout": layout}) if layout else page


def _first(site: Site, *names: str) -> str | None:
    return next((name for name in names if name in site.layouts), None)
