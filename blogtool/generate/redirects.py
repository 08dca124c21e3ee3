"""Old addresses that lead to new ones: `redirect_from` and `redirect_to` (jekyll-redirect-from)."""

from __future__ import annotations

import json
import posixpath
from dataclasses import replace

from blogtool.generate.sites import (
    absolute_url,
    has_file,
    made_page,
    options,
    texts,
    with_documents,
    with_pages,
)
from blogtool.model import url as urls
from blogtool.model.content import Document, Layout, Page
from blogtool.model.site import Site

# Shown for an instant; a site's own `_layouts/redirect.html` takes its place.
_LAYOUT = """\
<!DOCTYPE html>
<html lang="en-US">
  <meta charset="utf-8">
  <title>Redirecting&hellip;</title>
  <link rel="canonical" href="{{ page.redirect.to }}">
  <script>location="{{ page.redirect.to }}"</script>
  <meta http-equiv="refresh" content="0; url={{ page.redirect.to }}">
  <meta name="robots" content="noindex">
  <h1>Redirecting&hellip;</h1>
  <a href="{{ page.redirect.to }}">Click here if you are not redirected.</a>
</html>
"""


def redirect(site: Site) -> Site:
    """The site with a page at every old address, moved pages that point away, and `redirects.json`."""
    known: dict[str, str] = {}
    stubs: list[Page] = []

    def moved(one: Document | Page) -> dict[str, object] | None:
        """Notes the old addresses of a document; its new front matter where it has moved away itself."""
        for address in texts(one.data.get("redirect_from")):
            stub = _stub(site, address, _address(site, one))
            known[str(_redirect_of(stub)["from"])] = str(_redirect_of(stub)["to"])
            stubs.append(stub)
        targets = texts(one.data.get("redirect_to"))
        if not targets:
            return None
        target = absolute_url(site.config, targets[0])
        known[one.url] = target
        return {**one.data, **_data(one.url, target)}

    def change_document(document: Document) -> Document:
        data = moved(document) if document.written else None
        if data is None:
            return document
        return replace(document, data=data, body="", excerpt_body=document.excerpt_body or document.body)

    changed = with_documents(site, change_document)
    pages: list[Page] = []
    for page in site.pages:
        data = moved(page)
        pages.append(page if data is None else replace(page, data=data, body=""))
    changed = replace(changed, pages=tuple(pages), layouts=_layouts(site))
    changed = with_pages(changed, stubs)
    if options(site.config, "redirect_from").get("json", True) is False or has_file(site, "redirects.json"):
        return changed
    listed = json.dumps(known, ensure_ascii=False, separators=(",", ":"))
    return with_pages(changed, [replace(made_page("/redirects.json"), body=listed)])


def _address(site: Site, one: Document | Page) -> str:
    """Where a document is: with jekyll-polyglot's `page_id` in the folder of the view's language.

    As Jekyll without: to the address in the site's own language, from wherever.
    """
    lang = site.extra.get("active_lang")
    has_folder = "permalink_lang" in one.data and lang != site.extra.get("default_lang")
    return f"/{lang}{one.url}" if has_folder else one.url


def _redirect_of(page: Page) -> dict[str, object]:
    value = page.data["redirect"]
    assert isinstance(value, dict)
    return value


def _data(old: str, new: str) -> dict[str, object]:
    return {"redirect": {"from": old, "to": new}, "layout": "redirect", "sitemap": False}


def _layouts(site: Site) -> dict[str, Layout]:
    return {"redirect": Layout("redirect", "redirect.html", {}, _LAYOUT), **site.layouts}


def _stub(site: Site, address: str, target: str) -> Page:
    """The page at an old address. As Jekyll: one without extension is written with `.html`."""
    old = address if address.startswith("/") else f"/{address}"
    clean = urls.clean(old)
    destination = None
    if not clean.endswith("/") and not posixpath.splitext(clean)[1]:
        destination = clean.lstrip("/") + ".html"
    data = _data(old if address else "", absolute_url(site.config, target))
    page = made_page(old, data=data, path="redirect.html", destination=destination)
    return replace(page, url=clean)
