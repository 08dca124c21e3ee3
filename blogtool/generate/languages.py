"""One site for each language of `languages:`, with fallbacks to the default one (jekyll-polyglot)."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from blogtool.generate.sites import texts
from blogtool.model.config import Config
from blogtool.model.content import Collection, Document, Page
from blogtool.model.merge import deep_merge
from blogtool.model.output import Output
from blogtool.model.siblings import LanguageCode
from blogtool.model.site import Site

Written = TypeVar("Written", Document, Page)


@dataclass(frozen=True)
class View:
    """A site in one language, and the folder of the destination that it is written to (`fr/`, or ``)."""

    site: Site
    prefix: str = ""
    others: tuple[str, ...] = ()  # folders that other views own: nothing of this one is written there

    def placed(self, outputs: Iterable[Output]) -> list[Output]:
        """The files of this view, in its folder; without those that would lie in another view's."""
        if self.prefix:
            return [replace(one, path=self.prefix + one.path) for one in outputs]
        return [one for one in outputs if not one.path.startswith(self.others)]


def language_views(site: Site) -> tuple[View, ...]:
    """The sites to build: one, or with jekyll-polyglot one for each language, the default one first."""
    if "jekyll-polyglot" not in site.config.plugins:
        return (View(site),)
    tongues = Tongues(site.config)
    ordered = [tongues.default, *(one for one in tongues.all if one != tongues.default)]
    folders = tuple(f"{one}/" for one in ordered[1:])
    views = [View(_in_language(site, tongues, tongues.default), others=folders)]
    return (*views, *(View(_in_language(site, tongues, one), f"{one}/") for one in ordered[1:]))


@dataclass(frozen=True)
class Tongues:
    """What the configuration says of languages."""

    config: Config

    @cached_property
    def default(self) -> str:
        """The language whose pages stand in for missing ones."""
        return self.config.text("default_lang", "en")

    @cached_property
    def all(self) -> tuple[str, ...]:
        """Every language, in the author's order."""
        return self.config.strings("languages") or (self.default,)

    @cached_property
    def shared(self) -> tuple[str, ...]:
        """Paths that are built once, by `exclude_from_localization`: prefixes, or globs."""
        return tuple(one.strip("/") for one in self.config.strings("exclude_from_localization"))

    def is_shared(self, path: str) -> bool:
        """Whether a file belongs to the default language's site alone."""
        return any(path.startswith(one) or fnmatch.fnmatchcase(path, one) for one in self.shared if one)

    def of(self, one: Document | Page) -> str:
        """A document's language: `lang`, with `lang_from_path` its folder, else the default one."""
        lang = one.data.get("lang")
        if lang is None and self.config.flag("lang_from_path"):
            # As polyglot documents it: the first or the second part of the path.
            lang = next((part for part in one.path.split("/")[:-1][:2] if part in self.all), None)
        return str(lang) if lang is not None else self.default

    def key(self, url: str) -> str:
        """What the versions of a page have in common: its URL without the language's folder or suffix.

        As polyglot: a slash stands in the place of either, also of the suffix (`/about/html`).
        """
        return self._marks.sub("/", url)

    @cached_property
    def _marks(self) -> re.Pattern[str]:
        return re.compile(r"[/.](?:" + "|".join(re.escape(one) for one in self.all) + r")[/.]")


def _in_language(site: Site, tongues: Tongues, lang: str) -> Site:
    """What a reader of one language sees."""
    chosen = _Choice(tongues, lang)
    collections: dict[str, Collection] = {}
    for label, collection in site.collections.items():
        documents = chosen.of(collection.documents)
        if label == "posts":
            documents = sorted(documents, key=lambda post: (post.date, post.path))
        collections[label] = replace(collection, documents=tuple(documents))
    extra: dict[str, object] = {
        **site.extra,
        "active_lang": lang,
        "default_lang": tongues.default,
        "languages": [LanguageCode(one) for one in tongues.all],
        **dict.fromkeys(site.config.strings("lang_vars"), lang),
    }
    is_default = lang == tongues.default
    return replace(
        site,
        collections=collections,
        posts=tuple(reversed(collections["posts"].documents)) if "posts" in collections else (),
        pages=tuple(chosen.of(site.pages)),
        static_files=tuple(one for one in site.static_files if is_default or not tongues.is_shared(one.path)),
        data=_data(site.data, tongues, lang),
        extra=extra,
    )


@dataclass(frozen=True)
class _Choice:
    """Which version of each page one language's readers get."""

    tongues: Tongues
    lang: str

    def of(self, documents: Iterable[Written]) -> list[Written]:
        """One version a page: in the language, else in the default one, else the last there is.

        `page.permalink` is then the address that all versions share, unless a `page_id` binds them: then
        `page.permalink_lang` has the address of each. `page.rendered_lang` is the language of the text.
        """
        documents = list(documents)
        addresses = self._addresses(documents)
        kept: dict[str, tuple[int, Written]] = {}
        for one in documents:
            if not self._is_meant(one):
                continue
            shared = self.tongues.key(one.url)
            key = _page_id(one) or shared
            rank = self._rank(one)
            if key not in kept or rank > kept[key][0] or (rank == 0 and kept[key][0] == 0):
                told = self._told(one, addresses[key]) if key in addresses else {}
                data = {**one.data, "permalink": shared, "rendered_lang": self.tongues.of(one), **told}
                kept[key] = (rank, replace(one, data=data))
        return [one for _, one in kept.values()]

    def _told(self, one: Document | Page, addresses: Mapping[str, str]) -> dict[str, object]:
        """What a page with a `page_id` knows of its versions; with redirects, their addresses lead to it."""
        told: dict[str, object] = {"permalink_lang": addresses}
        if "jekyll-redirect-from" in self.tongues.config.plugins:
            own = addresses.get(self.tongues.of(one))
            others = [other for other in addresses.values() if other != own]
            told["redirect_from"] = list(dict.fromkeys([*texts(one.data.get("redirect_from")), *others]))
        return told

    def _addresses(self, documents: Iterable[Document | Page]) -> dict[str, dict[str, str]]:
        """By `page_id`: the address of each version, which may be another one in each language."""
        found: dict[str, dict[str, str]] = {}
        for one in documents:
            key = _page_id(one)
            if key:
                address = str(one.data.get("permalink") or self.tongues.key(one.url))
                found.setdefault(key, {})[self.tongues.of(one)] = address
        return found

    def _is_meant(self, one: Document | Page) -> bool:
        exclusive = texts(one.data.get("lang-exclusive"))
        if exclusive and self.lang not in exclusive:
            return False
        return self.lang == self.tongues.default or not self.tongues.is_shared(one.path)

    def _rank(self, one: Document | Page) -> int:
        lang = self.tongues.of(one)
        if lang == self.lang:
            return 2
        return 1 if lang == self.tongues.default else 0


def _page_id(one: Document | Page) -> str:
    """What binds versions with different addresses; empty where their addresses do."""
    said = one.data.get("page_id")
    return "" if said is None or said is False or said == "" else f"page_id {said}"


def _data(data: Mapping[str, object], tongues: Tongues, lang: str) -> Mapping[str, object]:
    """`site.data`, with `_data/<language>/` brought to the top: the default's, then the own."""
    for one in dict.fromkeys((tongues.default, lang)):
        own = data.get(one)
        if isinstance(own, Mapping):
            data = deep_merge(data, own)
    return data


__all__ = ["Tongues", "View", "language_views"]
