"""A page for every year, month, day, tag and category (jekyll-archives)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from blogtool.generate.sites import made_page, options, texts
from blogtool.model.content import Document, Page
from blogtool.model.language import normalise
from blogtool.model.siblings import language_at_root, tells_languages
from blogtool.model.site import Site
from blogtool.text.slug import slugify

_PERMALINKS = {
    "year": "/:year/",
    "month": "/:year/:month/",
    "day": "/:year/:month/:day/",
    "tag": "/tag/:name/",
    "category": "/category/:name/",
}
# What `enabled:` calls them.
_PLURALS = {"tag": "tags", "category": "categories", "year": "year", "month": "month", "day": "day"}


@dataclass(frozen=True)
class _Archive:
    """Posts that have something in common: a name, or the beginning of their date."""

    kind: str
    posts: tuple[Document, ...]
    title: str | None = None
    day: date | None = None


def archive(site: Site) -> Site:
    """The site with its archive pages; `site.archives` lists them.

    Where each page is told its language, each language has archives of its own posts, below its folder.
    """
    settings = options(site.config, "jekyll-archives")
    enabled = _enabled(settings.get("enabled"))
    pages: list[Page] = []
    for lang, posts in _by_language(site):
        chosen = (one for one in _archives(replace(site, posts=posts)) if _PLURALS[one.kind] in enabled)
        pages.extend(_page(site, settings, one, lang) for one in chosen)
    return replace(site, pages=(*site.pages, *pages), extra={**site.extra, "archives": tuple(pages)})


def _by_language(site: Site) -> Iterator[tuple[str | None, tuple[Document, ...]]]:
    if not (site.siblings and tells_languages(site.config)):
        yield None, site.posts
        return
    posts: dict[str, list[Document]] = {}
    for post in site.posts:
        posts.setdefault(normalise(site.siblings.lang(post)), []).append(post)
    for lang in site.siblings.languages:
        yield str(lang), tuple(posts.get(normalise(lang), ()))


def _enabled(setting: object) -> frozenset[str]:
    """Kinds that are asked for: a list of them, or `all`; none by default."""
    if setting is True or setting == "all":
        return frozenset(_PLURALS.values())
    return frozenset(texts(setting))


def _archives(site: Site) -> Iterator[_Archive]:
    yield from _named("tag", site.tags)
    yield from _named("category", site.categories)
    for (year,), of_year in reversed(_by_date(site.posts, 1)):  # as Jekyll: years forwards, the rest backwards
        yield _Archive("year", tuple(of_year), day=date(year, 1, 1))
        for (_, month), of_month in _by_date(of_year, 2):
            yield _Archive("month", tuple(of_month), day=date(year, month, 1))
            for (_, _, day), of_day in _by_date(of_month, 3):
                yield _Archive("day", tuple(of_day), day=date(year, month, day))


def _named(kind: str, groups: Mapping[str, Sequence[Document]]) -> Iterator[_Archive]:
    for name, posts in groups.items():
        yield _Archive(kind, tuple(posts), title=name)


def _by_date(posts: Iterable[Document], length: int) -> list[tuple[tuple[int, ...], list[Document]]]:
    """Posts by the first numbers of their date, each group newest first as the posts are."""
    groups: dict[tuple[int, ...], list[Document]] = {}
    for post in posts:
        groups.setdefault((post.date.year, post.date.month, post.date.day)[:length], []).append(post)
    return list(groups.items())


def _page(site: Site, settings: Mapping[str, object], one: _Archive, lang: str | None) -> Page:
    permalinks, layouts = settings.get("permalinks"), settings.get("layouts")
    permalinks = permalinks if isinstance(permalinks, Mapping) else {}
    layouts = layouts if isinstance(layouts, Mapping) else {}
    template = str(permalinks.get(one.kind) or _PERMALINKS[one.kind])
    layout = layouts.get(one.kind) or settings.get("layout") or "archive"
    url = template
    for name, value in _values(one).items():  # as Jekyll's plugin: what is no name of these stays as it is
        url = url.replace(f":{name}", value)
    data: dict[str, object] = {"layout": layout, "type": one.kind, "posts": one.posts, "title": one.title}
    if one.day is not None:
        data["date"] = one.day
    if lang is not None:
        data["lang"] = lang
        if normalise(lang) != language_at_root(site.config):
            url = f"/{lang}/{url.lstrip('/')}"
    page = made_page(url, data=data)
    # As Jekyll's plugin: the name has no extension, and there is no folder.
    return replace(page, name=posixpath.splitext(page.name)[0], directory="")


def _values(one: _Archive) -> dict[str, str]:
    """What the names in a permalink stand for."""
    values = {"type": one.kind}
    if one.day is None:
        # A name of nothing but signs keeps them rather than having no address. As there, `slug_mode` is not read.
        return {**values, "name": slugify(one.title or "") or (one.title or "")}
    values["year"] = f"{one.day:%Y}"
    if one.kind != "year":
        values["month"] = f"{one.day:%m}"
    if one.kind == "day":
        values["day"] = f"{one.day:%d}"
    return values
