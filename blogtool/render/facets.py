"""The facets of a site: what a page may have read beyond its own file, and a digest of each as it stands now.

A facet is a name such as `layout:post` or `body:_posts/a.md`; what it stands for is told by `Facets`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, cast

from blogtool.cache import Memory
from blogtool.model.content import Document, Page
from blogtool.model.site import Site
from blogtool.render.converters.sass import folders_of_imports, sheets_at

MADE_PAGES = ("archives",)  # what `site` tells of that generators made, and that has no lasting `repr`
LISTS = "lists"  # of all kinds
LIST = "list"  # with a label: that collection alone
PAGES = "pages"
FILES = "files"
TIME = "time"
SASS = "sass"
SHEET = "sheet"  # with a path: a style sheet outside of the folders that `sass` stands for

Around = tuple[Document | Page, Document | None, Document | None]  # a document, its neighbours


def digest(*parts: object) -> str:
    """A short digest of values, by their `repr`; texts and bytes as they are."""
    hashed = blake2b(digest_size=12)
    for part in parts:
        text = part if isinstance(part, str | bytes) else repr(part)
        raw = text if isinstance(text, bytes) else text.encode("utf-8", "replace")
        hashed.update(len(raw).to_bytes(8, "little"))
        hashed.update(raw)
    return hashed.hexdigest()


@dataclass(slots=True)
class _Marks:
    """The digests of one document, each made when it is asked for."""

    of: Document | Page  # held, so that no other object can take its identity
    meta: str = ""
    own: str = ""
    near: str = ""
    near_metas: tuple[str, str] | None = None


class Facets:
    """The digests of a site's facets as it stands now, each made when it is asked for."""

    def __init__(self, site: Site, links: Any, ways: Any, memory: Memory | None = None, view: str = "") -> None:
        """`memory` spares digests of documents that are the very ones of the build before, of this `view`."""
        self._site = site
        self._links = links
        self._ways = ways
        self._known: dict[str, str] = {}
        self._marks: dict[int, _Marks] = {}
        if memory is not None:
            self._marks = memory.get(("marks", view)) or {}
            most = (len(site.documents) + len(site.pages)) * 11 // 10 + 200  # marks of what is gone go now and then
            memory.put(("marks", view), self._marks if len(self._marks) < most else {})
        self._documents: dict[str, Document | Page] = {}
        self._places: dict[str, int] = {}  # of documents in their collections
        for collection in site.collections.values():
            documents = collection.documents
            self._documents.update((one.path, one) for one in documents)
            self._places.update((one.path, place) for place, one in enumerate(documents))
        for page in site.pages:
            if not page.generated:
                self._documents[page.path] = page
        for page in site.pages:
            if page.original is not None:
                self._documents.setdefault(page.path, page)

    def _neighbours_of(self, one: Document) -> tuple[Document | None, Document | None]:
        """The documents before and after one in its collection."""
        documents, place = self._site.collections[one.collection].documents, self._places[one.path]
        return (documents[place - 1] if place else None, documents[place + 1] if place + 1 < len(documents) else None)

    def __getitem__(self, facet: str) -> str:
        """The digest of a facet; an unknown one never equals anything."""
        found = self._known.get(facet)
        if found is None:
            kind, _, name = facet.partition(":")
            found = self._known[facet] = self._MADE[kind](self, name)
        return found

    def learn(self, digests: Mapping[str, str]) -> None:
        """Takes in digests that another process has made of the same site."""
        for facet, found in digests.items():
            self._known.setdefault(facet, found)

    def _own(self, name: str) -> str:
        one = self._documents.get(name)
        if one is None:
            return "gone"
        marks = self._marks_of(one)
        if not marks.own:
            original = one.original if isinstance(one, Page) else None
            marks.own = digest(self._meta(one), one.body if original is None else self._own(original.path))
        return marks.own

    def _marks_of(self, one: Document | Page) -> _Marks:
        found = self._marks.get(id(one))
        if found is None:
            found = self._marks[id(one)] = _Marks(one)
        return found

    def _meta(self, one: Document | Page | None) -> str:
        """The digest of all of a document but its body, made once."""
        if one is None:
            return "none"
        marks = self._marks_of(one)
        if not marks.meta:
            marks.meta = digest(_meta(one))
        return marks.meta

    def _body(self, name: str) -> str:
        one = self._documents.get(name)
        return digest(one.body) if one is not None else "gone"

    def _near(self, name: str) -> str:
        one = self._documents.get(name)
        if not isinstance(one, Document):
            return "gone"
        marks = self._marks_of(one)
        before, after = self._neighbours_of(one)
        metas = (self._meta(before), self._meta(after))
        if marks.near_metas != metas:
            marks.near_metas, marks.near = metas, digest(*metas)
        return marks.near

    def around(self, name: str) -> Around | None:
        """A document, the one before and the one after it: while these are the very same, `own` and `near` are."""
        one = self._documents.get(name)
        if one is None or (isinstance(one, Page) and one.original is not None):  # a stand-in is its original's
            return None
        return (one, *(self._neighbours_of(one) if isinstance(one, Document) else (None, None)))

    def _siblings(self, name: str) -> str:
        one = self._documents.get(name)
        siblings = self._site.siblings
        return digest(*(self._meta(other) for other in siblings.of(one))) if one is not None else "gone"

    def _way(self, name: str) -> str:
        lang, _, path = name.partition(":")
        return digest(self._ways.to(path, lang))

    def _lists(self, name: str) -> str:
        settings = ((label, one.is_written, one.settings) for label, one in self._site.collections.items())
        return digest(*settings, *(self[f"{LIST}:{label}"] for label in self._site.collections), self[PAGES])

    def _list(self, name: str) -> str:
        collection = self._site.collections.get(name)
        return digest("".join(map(self._meta, collection.documents))) if collection is not None else "none"

    def _pages(self, name: str) -> str:
        site = self._site
        made = (self._meta(one) for key in MADE_PAGES for one in cast("tuple[Page, ...]", site.extra.get(key, ())))
        told = {key: value for key, value in site.extra.items() if key not in MADE_PAGES}
        return digest(*map(self._meta, site.pages), *made, told)

    def _files(self, name: str) -> str:
        return digest(*((one.path, one.url, int(one.modified), one.data) for one in self._site.static_files))

    def _layout(self, name: str) -> str:
        layout = self._site.layouts.get(name)
        return digest(layout.path, layout.data, layout.body) if layout is not None else "none"

    def _include(self, name: str) -> str:
        include = self._site.includes.get(name)
        return digest(include.path, include.body) if include is not None else "none"

    def _data(self, name: str) -> str:
        return digest(self._site.data if name == "*" else self._site.data.get(name))

    def _time(self, name: str) -> str:
        return digest(self._site.time)

    def _link(self, name: str) -> str:
        return digest(self._links.url_of(name))

    def _post(self, name: str) -> str:
        return digest(self._links.post_url(name))

    def _sass(self, name: str) -> str:
        site, config = self._site, self._site.config
        folders = dict.fromkeys([*folders_of_imports(site), *([site.theme] if site.theme is not None else [])])
        made = {os.path.realpath(one) for one in (config.destination, config.cache_folder)}
        marks = (_mark(path) for folder in folders for path in _sass_files(folder, made))
        return digest(os.getcwd(), *marks)  # libsass looks into the working folder, too

    def _sheet(self, name: str) -> str:
        return digest(*map(_mark, sheets_at(name)))

    _MADE: Mapping[str, Callable[[Facets, str], str]] = {
        "own": _own, "body": _body, "near": _near, "lists": _lists, "files": _files, "layout": _layout,
        "include": _include, "data": _data, "time": _time, "link": _link, "post": _post, "sass": _sass,
        "siblings": _siblings, "way": _way, LIST: _list, PAGES: _pages, SHEET: _sheet,
    }  # fmt: skip


def _meta(one: Document | Page | None) -> object:
    """All of a document but its body."""
    if one is None:
        return None
    if isinstance(one, Document):
        return (one.path, one.url, one.id, one.destination, one.date, one.written, one.shown_path, one.data)
    return (one.path, one.url, one.destination, one.directory, one.name, None if one.generated else one.data)


def _mark(path: str) -> object:
    """A file, its size and its time of change; nothing for one that is gone meanwhile, or a link that leads nowhere."""
    try:
        stat = os.stat(path)
    except OSError:
        return None
    return (path, stat.st_size, stat.st_mtime_ns)


def _sass_files(folder: str, made: Container[str]) -> Iterator[str]:
    """The style sheets below a folder, behind links too, but not those in folders that a build has `made`."""
    known: set[str] = set()
    for here, folders, names in os.walk(folder, followlinks=True):
        real = os.path.realpath(here)
        if real in known or real in made:
            folders.clear()
            continue
        known.add(real)
        folders[:] = sorted(one for one in folders if one != ".git")
        for name in sorted(names):
            if name.endswith((".scss", ".sass", ".css")):
                yield os.path.join(here, name)
