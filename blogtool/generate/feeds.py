"""Atom feeds of posts, collections, categories and tags (jekyll-feed)."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from blogtool.errors import BlogtoolError, suggestion
from blogtool.generate.atom import write_feed
from blogtool.generate.sites import made_page, options, taken_paths, texts, with_pages
from blogtool.model.config import Config
from blogtool.model.content import Page
from blogtool.model.language import normalise
from blogtool.model.plugins import Rendering
from blogtool.model.siblings import main_language, tells_languages
from blogtool.model.site import Site

_SIMPLE_TAG = re.compile(r"\w+", re.ASCII)


@dataclass(frozen=True)
class Feed:
    """One feed to write: where, and what it lists."""

    path: str  # `/feed.xml`
    collection: str = "posts"
    category: str | None = None
    tag: str | None = None
    lang: str | None = None  # only posts of this language; None: all
    name: str = ""  # the path as the author wrote it


def feed(site: Site) -> Site:
    """The site with the feeds that `feed:` asks for, except where it has a file of its own."""
    settings = options(site.config, "feed")
    if settings.get("disable_in_development") is True and site.config.environment == "development":
        return site
    taken = taken_paths(site)
    free = [one for one in _feeds(site, settings) if not _is_taken(site, one.path.lstrip("/"), taken)]
    return with_pages(site, [_page(one, "feed.xslt.xml" in taken) for one in free])


def _is_taken(site: Site, path: str, taken: set[str]) -> bool:
    """Whether the site has a file there; as Jekyll: also one that is not read, or belongs to another language."""
    return path in taken or os.path.exists(f"{site.config.source}/{path}")


def _page(one: Feed, has_style: bool) -> Page:
    data = {
        "layout": None,
        "sitemap": False,
        "xsl": has_style,
        "collection": one.collection,
        "category": one.category,
        "tags": one.tag,
        **({"lang": one.lang} if one.lang else {}),
    }
    page = made_page(one.path, data=data)
    address = page.url

    def compose(rendering: Rendering) -> str:
        return write_feed(rendering, address, one.collection, one.category, one.tag, one.lang)

    # As Jekyll: the feed's `page.name` is its whole path, as it was asked for.
    return replace(made_page(one.path, data=data, compose=compose), name=one.name or one.path)


def _feeds(site: Site, settings: Mapping[str, object]) -> Iterator[Feed]:
    """Every feed, in the order in which Jekyll makes them: categories before the whole, tags last."""
    for label, name, categories in _collections(site.config):
        path = "/" + name.lstrip("/")
        if label not in site.collections:  # here Jekyll ends with an error, too
            near = suggestion(label, site.collections)
            raise BlogtoolError(f"`feed:` names the collection `{label}`, which the site does not have", fix=near)
        folder = "/feed" if label == "posts" else f"/feed/{label}"
        for category in categories:
            yield Feed(f"{folder}/{category}.xml", label, category)
        if label == "posts" and site.siblings and tells_languages(site.config):
            yield from _by_language(site, path)
        else:
            yield Feed(path, label, name=name)
    tags = settings.get("tags")
    if not tags:
        return
    chosen = tags if isinstance(tags, Mapping) else {}
    before = str(chosen.get("path") or "/feed/by_tag/")  # as Jekyll's plugin: the slash at its end is the author's
    only, without = texts(chosen.get("only")), texts(chosen.get("except"))
    for tag in site.tags:
        # As Jekyll: a tag that is more than one plain word has no feed.
        if _SIMPLE_TAG.fullmatch(tag) and tag not in without and (not only or tag in only):
            name = f"{before}{tag}.xml"
            yield Feed("/" + name.lstrip("/"), "posts", tag=tag, name=name)


def _by_language(site: Site, path: str) -> Iterator[Feed]:
    """A feed a language, so that readers get each post once: the site's own language keeps the address."""
    main = normalise(main_language(site.config))
    for lang in site.siblings.languages:
        yield Feed(path if normalise(lang) == main else f"/{lang}{path}", lang=str(lang))


def _collections(config: Config) -> list[tuple[str, str, tuple[str, ...]]]:
    """Collections with a feed: label, path and categories; posts always among them."""
    settings = options(config, "feed")
    asked = settings.get("collections")
    table: dict[str, Mapping[str, object]] = {}
    if isinstance(asked, Mapping):
        table = {str(label): one if isinstance(one, Mapping) else {} for label, one in asked.items()}
    else:
        table = {label: {} for label in texts(asked)}
    posts = dict(table.get("posts", {}))
    posts.setdefault("path", settings.get("path"))
    posts.setdefault("categories", settings.get("categories"))
    table["posts"] = posts
    found = []
    for label, one in table.items():
        default = "/feed.xml" if label == "posts" else f"/feed/{label}.xml"
        found.append((label, str(one.get("path") or default), tuple(dict.fromkeys(texts(one.get("categories"))))))
    return found
