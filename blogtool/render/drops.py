"""What `{{ page.x }}` and `{{ site.x }}` can be: the faces that values show to Liquid."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache, partial
from typing import TYPE_CHECKING, Any, cast

from blogtool.model.content import Collection, Document, Page, StaticFile, source_of
from blogtool.model.indexing import policy_of
from blogtool.model.siblings import tells_languages
from blogtool.model.site import Site
from blogtool.render.excerpts import has_excerpt
from blogtool.render.facets import FILES, LIST, LISTS, MADE_PAGES, PAGES, TIME
from blogtool.render.ruby import to_s

if TYPE_CHECKING:
    from blogtool.render.document import SiteRenderer


class Drop(Mapping[str, object]):
    """A map whose dearer values are made when they are asked for."""

    __slots__ = ("_lazy", "_values")

    def __init__(self, values: dict[str, object], lazy: Mapping[str, Callable[..., object]]) -> None:
        self._values = values
        self._lazy = lazy

    def __getitem__(self, key: str) -> object:
        made = self._lazy.get(key)
        return self._values[key] if made is None else self._made(made)

    def _made(self, make: Callable[..., object]) -> object:
        return make()

    def __iter__(self) -> Iterator[str]:
        yield from (key for key in self._values if key not in self._lazy)
        yield from self._lazy

    def __len__(self) -> int:
        return len({*self._values, *self._lazy})

    def __contains__(self, key: object) -> bool:
        return key in self._lazy or key in self._values

    def get(self, key: str, default: object = None) -> object:
        """The value of `key`, or `default`."""
        made = self._lazy.get(key)
        return self._values.get(key, default) if made is None else self._made(made)

    def __hash__(self) -> int:
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other


class _Face(Drop):
    """The face of a document or page: what is made when asked for is told once for all of a kind, a site has many."""

    __slots__ = ("_renderer",)

    def __init__(self, values: dict[str, object], make: Mapping[str, _Make], renderer: SiteRenderer) -> None:
        super().__init__(values, make)
        self._renderer = renderer

    def _made(self, make: Callable[..., object]) -> object:
        return make(self)


_Make = Callable[[Any], object]  # of the face that is asked


def _language_values(one: Document | Page, values: dict[str, object], renderer: SiteRenderer) -> tuple[str, ...]:
    """What a site with several languages tells of each page, where its front matter does not say it itself.

    Gives the names of what is made when asked for.
    """
    siblings = renderer.site.siblings
    if renderer.config.section("indexing"):
        values["indexing"] = policy_of(renderer.config, one.data)
    if not siblings or (isinstance(one, Page) and one.generated and one.original is None):
        return ()
    if tells_languages(renderer.config):  # Jekyll would leave the language empty
        values["lang"] = siblings.lang(one)
    return tuple(key for key in ("translations", "original") if key not in one.data)


_MAKE_OF_DOCUMENT: Mapping[str, _Make] = {
    "translations": lambda face: face._renderer.faces.translations(face.document),
    "original": lambda face: face._renderer.faces.original(face.document),
    "content": lambda face: face._renderer.shown_content(face.document),
    "output": lambda face: face._renderer.shown_output(face.document),
    "excerpt": lambda face: face._renderer.excerpt(face.document),
    "next": lambda face: face._renderer.faces.neighbour(face.document, 1),
    "previous": lambda face: face._renderer.faces.neighbour(face.document, -1),
}
_MAKE_OF_PAGE: Mapping[str, _Make] = {
    "translations": lambda face: face._renderer.faces.translations(face.page),
    "original": lambda face: face._renderer.faces.original(face.page),
    "content": lambda face: face._renderer.shown_content(face.page),
    "excerpt": lambda face: face._renderer.excerpt(face.page),
}


@cache
def _of_document(*names: str) -> Mapping[str, _Make]:
    every = (*names, "content", "output", "excerpt", "next", "previous")
    return {name: _MAKE_OF_DOCUMENT[name] for name in every}


@cache
def _of_page(*names: str) -> Mapping[str, _Make]:
    return {name: _MAKE_OF_PAGE[name] for name in names}


class DocumentDrop(_Face):
    """A post or another document of a collection."""

    __slots__ = ("document",)
    is_ruby_drop = True  # see render/ruby.py: a page is a hash in Jekyll, a document is not

    def __init__(self, document: Document, renderer: SiteRenderer) -> None:
        self.document = document
        values: dict[str, object] = dict(document.data)
        shown = document.shown_path or document.path
        values.update(
            id=document.id,
            url=document.url,
            path=shown,
            relative_path=shown,
            date=document.date,
            collection=document.collection,
        )
        values.setdefault("name", shown.rsplit("/", 1)[-1])
        values.setdefault("draft", False)
        super().__init__(values, _of_document(*_language_values(document, values, renderer)), renderer)

    def __str__(self) -> str:
        return str(self["output"] or self["content"])

    def name_within(self) -> str:
        """What `inspect` shows of it within a list."""
        return f"#<Jekyll::Document {self._values['path']} collection={self.document.collection}>"

    def for_json(self, depth: int) -> Mapping[str, object]:
        """What `jsonify` prints, in its order. As Jekyll: neighbours of neighbours are told in short."""
        if depth < _DEEPEST_WHOLE:
            return {key: self.get(key) for key in self}
        first = _JSON_IN_SHORT
        rest = [key for key in self._values if key not in _JSON_KEYS and key not in _JSON_LAST]
        return {key: self.get(key) for key in (*first, *rest, *_JSON_LAST)}

    def __iter__(self) -> Iterator[str]:
        yield from _JSON_KEYS
        yield from (key for key in self._values if key not in _JSON_KEYS and key not in _JSON_LAST)
        yield from _JSON_LAST


class ExcerptDrop(DocumentDrop):
    """`page` while an excerpt is rendered: the document, under a name of its own as in Jekyll."""

    __slots__ = ()

    def __init__(self, document: Document, source: str, renderer: SiteRenderer) -> None:
        super().__init__(document, renderer)
        path = f"{document.shown_path or document.path}/#excerpt"
        self._values.update(id=f"{document.id}#excerpt", path=path, relative_path=path)
        self._lazy = {**self._lazy, "content": lambda face: source, "excerpt": lambda face: None}


_JSON_KEYS = (
    "name", "id", "next", "previous", "relative_path", "content", "excerpt", "output", "title", "categories",
    "path", "url", "date", "tags", "collection", "draft",
)  # fmt: skip
_JSON_IN_SHORT = tuple(
    key for key in _JSON_KEYS if key not in ("next", "previous", "content", "excerpt", "output")
)
_JSON_LAST = ("slug", "ext")
_PAGE_LAST = ("content", "dir", "excerpt", "name", "path", "url")
_DEEPEST_WHOLE = 3  # arrays and maps around it


class PageDrop(_Face):
    """A page: its front matter, with what Jekyll knows better on top (gotcha 18)."""

    __slots__ = ("page",)

    def __init__(self, page: Page, renderer: SiteRenderer) -> None:
        self.page = page
        values: dict[str, object] = dict(page.data)
        if page.generated:
            values = {key: renderer.faces.shown(value) for key, value in values.items()}
        values.update(dir=page.directory, name=page.name, url=page.url)
        source = source_of(page)
        values.setdefault("path", (source.shown_path if isinstance(source, Document) else "") or source.path)
        values.setdefault("excerpt", None)
        names = ("content", "excerpt") if has_excerpt(page, renderer.config) else ("content",)
        super().__init__(values, _of_page(*_language_values(page, values, renderer), *names), renderer)

    def name_within(self) -> str:
        """What `inspect` shows of it within a list."""
        kind = "PageWithoutAFile" if self.page.generated else "Page"
        return f'#<Jekyll::{kind} @relative_path="{"" if self.page.generated else self.page.path}">'

    def for_json(self, depth: int) -> Mapping[str, object]:
        """What `jsonify` prints, in its order."""
        return {key: self.get(key) for key in self}

    def __iter__(self) -> Iterator[str]:
        yield from (key for key in self._values if key not in _PAGE_LAST)
        yield from (key for key in self._lazy if key not in _PAGE_LAST and key not in self._values)
        yield from _PAGE_LAST


class StaticFileDrop(Drop):
    """A file that is copied as it is."""

    __slots__ = ()
    is_ruby_drop = True

    def __init__(self, file: StaticFile, zone: Any) -> None:
        name, extension = file.name, file.extension
        values: dict[str, object] = {
            "name": name,
            "basename": name[: len(name) - len(extension)] if extension else name,
            "extname": extension,
            "path": file.path if file.collection else "/" + file.path,
            "collection": file.collection,
            "modified_time": datetime.fromtimestamp(int(file.modified), zone),
        }
        super().__init__({**values, **{key: one for key, one in file.data.items() if key not in values}}, {})

    def __str__(self) -> str:
        return "Jekyll::Drops::StaticFileDrop"

    def name_within(self) -> str:
        """What `inspect` shows of it within a list."""
        return f'#<Jekyll::StaticFile @relative_path="{self._values["path"]}">'


class CollectionDrop(Drop):
    """A collection, as `site.collections` lists it."""

    __slots__ = ()
    is_ruby_drop = True

    def __init__(self, label: str, collection: Collection, renderer: SiteRenderer) -> None:
        values: dict[str, object] = {
            "label": label,
            "docs": [renderer.faces.of_document(one) for one in collection.documents],
            "files": renderer.faces.of_files(collection.files),
            "relative_directory": f"_{label}",
            "output": collection.is_written,
            "directory": collection.directory,
        }
        super().__init__({**values, **{k: one for k, one in collection.settings.items() if k not in values}}, {})

    def __str__(self) -> str:
        return to_s(self._values["docs"])

    def for_json(self, depth: int) -> Mapping[str, object]:
        """What `jsonify` prints. As Jekyll: of its documents only their texts."""
        return {**self._values, "docs": [str(one) for one in cast(list[object], self._values["docs"])]}


class SiteDrop(Drop):
    """`site`: the configuration's keys, and what was read."""

    __slots__ = ()

    def __init__(self, renderer: SiteRenderer) -> None:
        site = renderer.site
        values: dict[str, object] = {**site.config.settings, "time": site.time}
        values.update((name, renderer.faces.shown(value)) for name, value in site.extra.items())
        if site.siblings:
            values["languages"] = list(site.siblings.languages)
        kept: dict[str, object] = {}

        def once(key: str, facets: Sequence[str], make: Callable[[], object]) -> Callable[[], object]:
            def value() -> object:
                for facet in facets:
                    renderer.note(facet)
                if key not in kept:
                    kept[key] = make()
                return kept[key]

            return value

        posts = [f"{LIST}:posts"]
        lazy: dict[str, Callable[[], object]] = {
            "posts": once("posts", posts, lambda: [renderer.faces.of_document(post) for post in site.posts]),
            "pages": once("pages", [PAGES], lambda: [renderer.faces.of_page(page) for page in _listed(site)]),
            "html_pages": once("html_pages", [PAGES], lambda: _html_pages(site, renderer)),
            "static_files": once("static_files", [FILES], lambda: renderer.faces.of_files(site.static_files)),
            "html_files": once("html_files", [FILES], lambda: _html_files(site, renderer)),
            "documents": once("documents", [LISTS, FILES], lambda: _documents(site, renderer)),
            "tags": once("tags", posts, lambda: _grouped(site.grouped("tags"), renderer)),
            "categories": once("categories", posts, lambda: _grouped(site.grouped("categories"), renderer)),
            "collections": once("collections", [LISTS, FILES], lambda: _collections(site, renderer)),
            "related_posts": renderer.related_posts,
        }
        lazy["time"] = lambda: _noted(renderer, TIME, site.time)
        if site.config.settings.get("data") is None:
            data = DataDrop(site.data, renderer)
            lazy["data"] = lambda: data
        for label, collection in site.collections.items():
            if label != "posts":
                lazy[label] = once(f"collection {label}", [f"{LIST}:{label}"], _documents_of(collection, renderer))
        lazy = {key: make for key, make in lazy.items() if key not in site.extra}
        for key in MADE_PAGES:
            if key in values:
                lazy[key] = once(key, [LISTS], partial(values.get, key))
        super().__init__(values, lazy)


def _noted(renderer: SiteRenderer, facet: str, value: object) -> object:
    renderer.note(facet)
    return value


class DataDrop(Mapping[str, object]):
    """`site.data`: what was read of it is noted key by key."""

    __slots__ = ("_renderer", "_values")

    def __init__(self, values: Mapping[str, object], renderer: SiteRenderer) -> None:
        self._values = values
        self._renderer = renderer

    def __getitem__(self, key: str) -> object:
        self._renderer.note(f"data:{key}")
        return self._values[key]

    def __iter__(self) -> Iterator[str]:
        self._renderer.note("data:*")
        return iter(self._values)

    def __len__(self) -> int:
        self._renderer.note("data:*")
        return len(self._values)

    def __contains__(self, key: object) -> bool:
        self._renderer.note(f"data:{key}")
        return key in self._values


def _documents_of(collection: Collection, renderer: SiteRenderer) -> Callable[[], object]:
    return lambda: [renderer.faces.of_document(one) for one in collection.documents]


def _grouped(groups: Iterable[tuple[object, list[Document]]], renderer: SiteRenderer) -> dict[object, object]:
    return {name: [renderer.faces.of_document(post) for post in posts] for name, posts in groups}


def _html_pages(site: Site, renderer: SiteRenderer) -> list[object]:
    return [
        renderer.faces.of_page(page)
        for page in _listed(site)
        if page.destination.endswith((".html", ".htm", ".xhtml")) or page.url.endswith("/")
    ]


def _listed(site: Site) -> Iterator[Page]:
    """All pages but those that stand in for documents: where no list has the document, none has its stand-in."""
    return (page for page in site.pages if not isinstance(page.original, Document))


def _documents(site: Site, renderer: SiteRenderer) -> list[object]:
    """Every document of every collection, and after those of each the files that it only copies, as in Jekyll."""
    faces = renderer.faces
    return [
        face
        for one in site.collections.values()
        for face in (*map(faces.of_document, one.documents), *faces.of_files(one.files))
    ]


def _html_files(site: Site, renderer: SiteRenderer) -> list[object]:
    return renderer.faces.of_files(
        file for file in site.static_files if file.extension in (".html", ".htm", ".xhtml")
    )


def _collections(site: Site, renderer: SiteRenderer) -> list[CollectionDrop]:
    return [CollectionDrop(label, one, renderer) for label, one in sorted(site.collections.items())]
