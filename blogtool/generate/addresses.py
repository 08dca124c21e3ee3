"""Addresses by language: `/tea/` and `/fr/tea/` with `language_folders: true`, `/en/tea/` too with `all`."""

from __future__ import annotations

import re
from dataclasses import replace

from blogtool.generate.sites import made_page, with_documents, with_pages
from blogtool.model.content import Document, Layout, Page, StaticFile
from blogtool.model.language import normalise
from blogtool.model.siblings import language_at_root, main_language
from blogtool.model.site import Site

# Shown at `/` where every language has a folder, unless the site or its theme has a `_layouts/languages.html`.
_LAYOUT = """\
<!DOCTYPE html>
<html lang="{{ page.lang }}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ site.title | escape }}</title>
<h1>{{ site.title | escape }}</h1>
<ul>
{%- for home in page.homes %}
{%- for code in site.languages %}
{%- if code == home.lang %}
  <li><a href="{{ home.url | relative_url }}" lang="{{ code.tag }}" hreflang="{{ code.tag }}" dir="{{ code.dir }}">\
{{ code.name }}</a></li>
{%- endif %}
{%- endfor %}
{%- endfor %}
</ul>
</html>
"""

_END = re.compile(r"(?:/index)?(?:\.html?)?/?$")  # what an address has behind its last name
_SIGN = re.compile(r"(?<=[^/])[-.](?=[^/]*$)")  # where a language may begin in the last name


def place_in_folders(site: Site) -> Site:
    """The site with each page below the folder of its language, and no language at the end of its name.

    The site's own language stays at the root, unless it is to have a folder too. A page's own `permalink` goes
    first, and so does a folder that the address has already.
    """
    if not site.config.flag("language_folders") or not site.siblings:
        return site
    siblings = site.siblings
    main = language_at_root(site.config)

    def place(one: Document | Page) -> tuple[str, str]:
        """The URL and the destination of a document or page."""
        lang = siblings.lang(one)
        if not one.destination.endswith(".html") or one.data.get("permalink"):
            return one.url, one.destination
        url, file = _without_ending(one.url, lang), _without_ending(one.destination, lang)
        if normalise(lang) == main or normalise(url.split("/")[1]) == normalise(lang):
            return url, file
        return f"/{lang}{url}", f"{lang}/{file}"

    def moved(document: Document) -> Document:
        url, file = place(document)
        lang = siblings.lang(document)
        is_moved = url.startswith(f"/{lang}/") and not document.url.startswith(f"/{lang}/")
        # Feeds know a post by its id: versions of one name need one each. One that tells its language stays.
        is_shared = is_moved and _without_ending(document.id, lang) == document.id
        own = f"/{lang}{document.id}" if is_shared else document.id
        return replace(document, url=url, destination=file, id=own)

    def moved_page(page: Page) -> Page:
        if page.generated:
            return page
        url, file = place(page)
        return replace(page, url=url, destination=file, directory=url[: url.rindex("/") + 1])

    site = with_documents(site, moved)
    return replace(site, pages=tuple(moved_page(page) for page in site.pages))


def add_way_in(site: Site) -> Site:
    """The site with a list of its languages at `/`, where each language has a folder and nothing else stands there."""
    if site.config.text("language_folders") != "all" or not site.siblings:
        return site
    every: list[Document | Page | StaticFile] = [*site.pages, *site.static_files, *site.documents]
    if any(one.destination == "index.html" for one in every):
        return site
    first = {page.url.lower(): page for page in site.pages}
    homes = [first[url] for lang in site.siblings.languages if (url := f"/{lang.lower()}/") in first]
    data = {
        "layout": "languages",
        "lang": main_language(site.config),
        "homes": homes,
        "sitemap": False,
    }
    layouts = {"languages": Layout("languages", "languages.html", {}, _LAYOUT), **site.layouts}
    return replace(with_pages(site, [made_page("/", data=data)]), layouts=layouts)


def _without_ending(address: str, lang: str) -> str:
    """An address whose last name does not end in the language, however it is spelled there.

    >>> [_without_ending(one, "fr") for one in ("/tea-fr/", "/tea-fr.html", "tea.fr/index.html", "/fr/", "/soufr")]
    ['/tea/', '/tea.html', 'tea/index.html', '/fr/', '/soufr']
    >>> _without_ending("/tea-hant/", "zh-Hant"), _without_ending("/tea-zh-Hant/", "hant")
    ('/tea/', '/tea/')
    """
    end = _END.search(address)
    name = address[: end.start()] if end else address
    for sign in _SIGN.finditer(name):
        word = name[sign.end() :]
        is_language = normalise(word) == normalise(lang)
        # Of two letters only the code itself: the `in` of `what-is-in` is not Indonesian.
        if is_language and (len(word) > 2 or word.lower() in (normalise(lang), lang.lower())):
            return name[: sign.start()] + address[len(name) :]
    return address
