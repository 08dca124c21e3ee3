"""Pages that are not translated yet: in their own language below the folder of another one, where asked for."""

from __future__ import annotations

from collections.abc import Iterator

from blogtool.generate.sites import absolute_url, texts, with_pages
from blogtool.model import url as urls
from blogtool.model.content import Page, StaticFile
from blogtool.model.language import normalise
from blogtool.model.siblings import Written, language_at_root, main_language
from blogtool.model.site import Site

# What the original says of its own address is not true of its stand-in.
_OF_THE_ADDRESS = ("permalink", "redirect_from", "redirect_to", "translation_of", "slug")


def add_fallbacks(site: Site) -> Site:
    """The site with a stand-in for each page and language that has no version: `fallbacks: true`, or languages.

    A stand-in has the text of the original under the words of the other language. `page.fallback` is true,
    `page.source_lang` the language of its text, and its canonical address is the original's.
    """
    asked = site.config.get("fallbacks")
    if not asked or not site.siblings:
        return site
    spelled = {normalise(one): one for one in site.siblings.languages}
    chosen = spelled if asked is True else {normalise(one): one for one in texts(asked)}
    every: list[Written | StaticFile] = [*site.pages, *site.static_files, *site.documents]
    taken = {one.destination for one in every}
    made = (
        _stand_in(site, one, spelled[code])
        for one in _originals(site)
        for code in _missing(site, one)
        if code in chosen and code in spelled
    )
    return with_pages(site, [page for page in made if page.destination not in taken])


def _originals(site: Site) -> Iterator[Written]:
    """Of each group of versions one: that in the site's language, else the first of the site's languages."""
    siblings = site.siblings
    main = normalise(main_language(site.config))
    order = {normalise(one): place for place, one in enumerate(siblings.languages)}
    for one in _readable(site):
        own = normalise(siblings.lang(one))
        others = [normalise(siblings.lang(other)) for other in siblings.of(one)]
        rank = order.get(own, len(order))
        if own == main or (main not in others and all(rank <= order.get(code, len(order)) for code in others)):
            yield one


def _readable(site: Site) -> Iterator[Written]:
    """What people read: written documents, and pages in a layout; no feed, no page for errors."""
    for document in site.documents:
        if document.written and document.destination.endswith(".html"):
            yield document
    for page in site.pages:
        has_layout = page.data.get("layout") not in (None, False, "", "none")
        is_read = page.destination.endswith(".html") and page.data.get("sitemap") is not False
        if has_layout and is_read and not page.generated and page.url != "/404.html":
            yield page


def _missing(site: Site, one: Written) -> list[str]:
    """The languages that a page has no version in, without those that it is not meant for."""
    siblings = site.siblings
    there = {normalise(siblings.lang(other)) for other in (one, *siblings.of(one))}
    only = {normalise(code) for code in texts(one.data.get("lang-exclusive"))}
    return [code for code in map(normalise, siblings.languages) if code not in there and (not only or code in only)]


def _stand_in(site: Site, one: Written, lang: str) -> Page:
    source = site.siblings.lang(one)
    folder = f"/{source}/"
    is_inside = one.url.startswith(folder)
    is_main = normalise(lang) == language_at_root(site.config)
    bare, file = one.url, one.destination
    if is_inside:  # in the folder of its language: the stand-in is in that of another one, or at the root
        bare, file = bare[len(folder) - 1 :], file[len(folder) - 1 :]
    url, file = (bare, file) if is_inside and is_main else (f"/{lang}{bare}", f"{lang}/{file}")
    data = {key: value for key, value in one.data.items() if key not in _OF_THE_ADDRESS}
    data.update(
        lang=lang,
        fallback=True,
        source_lang=source,
        canonical_url=absolute_url(site.config, one.url.replace("index.html", "")),
    )
    return Page(
        path=f"{lang}/{one.path}",
        data=data,
        body=one.body,
        url=url,
        destination=file,
        directory=urls.clean(url.rpartition("/")[0] + "/"),
        name=one.path.rpartition("/")[2],
        body_line=one.body_line,
        generated=True,
        original=one,
    )
