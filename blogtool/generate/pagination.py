"""Page 2 of a list: `paginate: n` cuts the posts for the `index.html` that shows them (jekyll-paginate)."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import replace

from blogtool.model import url as urls
from blogtool.model.content import Document, Page
from blogtool.model.language import normalise
from blogtool.model.siblings import tells_languages
from blogtool.model.site import Site

_NO_TEMPLATE = "`paginate` is set, but there is no `index.html` that could show the pages of posts"


def paginate(site: Site) -> Site:
    """The site with `paginator` in its list page, and a further page for every further part of the posts.

    Where each page is told its language, each language has its own list of its own posts: the versions of that page.
    """
    per_page = _per_page(site)
    if per_page is None:
        return site
    template = _template(site)
    if template is None:
        return replace(site, warnings=(*site.warnings, _NO_TEMPLATE))
    posts = [post for post in site.posts if post.data.get("hidden") is not True]
    if not (site.siblings and tells_languages(site.config)):
        return _cut(site, template, posts, per_page, _address(site))
    lists = [one for one in (template, *site.siblings.of(template)) if isinstance(one, Page)]
    for one in lists:
        lang = site.siblings.lang(one)
        own = [post for post in posts if normalise(site.siblings.lang(post)) == normalise(lang)]
        site = _cut(site, one, own, per_page, _address_below(site, template, one), lang)
    return site


def _cut(
    site: Site, template: Page, posts: Sequence[Document], per_page: int, path: str, lang: str | None = None
) -> Site:
    """The site with a list of these posts in `template` and the pages that follow it, at `path`."""
    parts = [posts[start : start + per_page] for start in range(0, len(posts), per_page)]
    if not parts:
        return site
    # As Jekyll: the first part is at the list itself, the others are linked as the path is written.
    later = [path.replace(":num", str(number), 1) for number in range(2, len(parts) + 1)]
    addresses = [template.url, *later]
    pagers = [_pager(number, parts, addresses, per_page, len(posts)) for number in range(1, len(parts) + 1)]
    first = replace(template, extra={**template.extra, "paginator": pagers[0]})
    pages = [first if page is template else page for page in site.pages]
    further = [
        _further(template, address, pager, lang) for address, pager in zip(addresses[1:], pagers[1:], strict=True)
    ]
    return replace(site, pages=(*pages, *further))


def _per_page(site: Site) -> int | None:
    value = site.config.get("paginate")
    try:
        number = int(str(value))
    except ValueError:
        return None
    return number if number > 0 else None


def _template(site: Site) -> Page | None:
    """The page that shows the list: an `index.html` in the folder of `paginate_path`, or nearest above it."""
    folder = posixpath.dirname(site.config.text("paginate_path").strip("/"))
    folders = {"", folder}
    while folder:
        folder = posixpath.dirname(folder)
        folders.add(folder)
    candidates = [
        page for page in site.pages if page.name == "index.html" and posixpath.dirname(page.path) in folders
    ]
    return max(candidates, key=lambda page: len(page.path), default=None)


def _address(site: Site) -> str:
    """`paginate_path`, from the root of the site."""
    path = site.config.text("paginate_path")
    return path if path.startswith("/") else f"/{path}"


def _address_below(site: Site, template: Page, version: Page) -> str:
    """`paginate_path` for a version of the list: as it is below `template`, so below this."""
    folder = posixpath.dirname(template.path)
    inner = _address(site).removeprefix(f"/{folder}/" if folder else "/")
    return version.url[: version.url.rindex("/") + 1] + inner


def _pager(
    number: int, parts: Sequence[Sequence[Document]], addresses: Sequence[str], per_page: int, total: int
) -> dict[str, object]:
    """What `{{ paginator.x }}` can be."""
    has_previous, has_next = number > 1, number < len(parts)
    return {
        "page": number,
        "per_page": per_page,
        "posts": list(parts[number - 1]),
        "total_posts": total,
        "total_pages": len(parts),
        "previous_page": number - 1 if has_previous else None,
        "previous_page_path": addresses[number - 2] if has_previous else None,
        "next_page": number + 1 if has_next else None,
        "next_page_path": addresses[number] if has_next else None,
    }


def _further(template: Page, address: str, pager: dict[str, object], lang: str | None) -> Page:
    """The list page again, in the folder of its number."""
    url = urls.clean(address.rstrip("/") + "/")
    data = template.data
    if "permalink" in data:  # it is the first page's address, not this one's
        data = {**data, "permalink": url}
    if lang is not None:
        data = {**data, "lang": lang}
    return replace(
        template,
        data=data,
        url=urls.escape(url),
        destination=url.lstrip("/") + "index.html",
        directory=urls.escape(url),
        generated=True,
        extra={**template.extra, "paginator": pager},
    )
