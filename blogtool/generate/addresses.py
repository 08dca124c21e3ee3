"""Addresses by language: `/tea/` and `/fr/tea/`, where `language_folders: true` asks for it."""

from __future__ import annotations

import re
from dataclasses import replace

from blogtool.generate.sites import with_documents
from blogtool.model.content import Document, Page
from blogtool.model.language import normalise
from blogtool.model.siblings import main_language
from blogtool.model.site import Site


def place_in_folders(site: Site) -> Site:
    """The site with each page below the folder of its language, and no language at the end of its name.

    The site's own language stays at the root. A page's own `permalink` goes first, and so does a folder that
    the address has already.
    """
    if not site.config.flag("language_folders") or not site.siblings:
        return site
    siblings = site.siblings
    main = normalise(main_language(site.config))

    def place(one: Document | Page) -> tuple[str, str]:
        """The URL and the destination of a document or page."""
        lang = siblings.lang(one)
        if not one.destination.endswith(".html") or one.data.get("permalink"):
            return one.url, one.destination
        url, file = _without_ending(one.url, lang), _without_ending(one.destination, lang)
        if normalise(lang) == main or url.lower().startswith(f"/{lang.lower()}/"):
            return url, file
        return f"/{lang}{url}", f"{lang}/{file}"

    def moved(document: Document) -> Document:
        url, file = place(document)
        return replace(document, url=url, destination=file)

    def moved_page(page: Page) -> Page:
        if page.generated:
            return page
        url, file = place(page)
        return replace(page, url=url, destination=file, directory=url[: url.rindex("/") + 1])

    site = with_documents(site, moved)
    return replace(site, pages=tuple(moved_page(page) for page in site.pages))


def _without_ending(address: str, lang: str) -> str:
    """An address whose last name does not end in the language.

    >>> [_without_ending(one, "fr") for one in ("/tea-fr/", "/tea-fr.html", "tea.fr/index.html", "/fr/", "/soufr")]
    ['/tea/', '/tea.html', 'tea/index.html', '/fr/', '/soufr']
    """
    pattern = rf"(?<=[^/])[-.]{re.escape(lang)}(?=(?:/index)?(?:\.html?)?/?$)"
    return re.sub(pattern, "", address, count=1, flags=re.IGNORECASE)
