"""What an author writes: documents, pages, static files, layouts and includes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from blogtool.model.plugins import Rendering


@dataclass(frozen=True, slots=True)
class Document:
    """One piece of writing in a collection: a post, a draft or an item of a collection.

    `data` is what `{{ page.x }}` finds: front matter over its defaults, and what Jekyll derives
    (title, slug, ext, date, categories, tags, draft, collection's own keys).
    """

    path: str  # relative to the source folder, with /: `_posts/en/2025-02-02-hello-en.md`
    collection: str  # its label: `posts`, `notes`
    data: Mapping[str, object]
    body: str  # Markdown and Liquid, without front matter
    date: datetime  # site.time where the document has none
    url: str  # decided by permalink, percent-encoded as Jekyll links it
    id: str  # `page.id`
    destination: str  # relative to the destination folder, decoded: `hello/index.html`
    has_front_matter: bool = True
    body_line: int = 1  # line of the file where the body begins
    written: bool = True  # false: listed, but not written (collection without output, future document)
    dated: bool = True  # whether the date is its own, not the site's time
    lasting: bool = True  # whether a build at another time makes the same of its file
    shown_path: str = ""  # `page.path`: as `path`, but counted from `collections_dir`
    source_hash: bytes = b""  # digest of the file's bytes
    excerpt_body: str | None = None  # what the excerpt is cut from, where a generator changed the body only

    @property
    def extension(self) -> str:
        """The file's extension with its dot: `.md`."""
        return extension_of(self.path)


def extension_of(path: str) -> str:
    """The extension of a file's name with its dot; none of a name that only begins with one."""
    name = path.rsplit("/", 1)[-1]
    dot = name.rfind(".")
    return name[dot:] if dot > 0 else ""


@dataclass(frozen=True, slots=True)
class Page:
    """A file with front matter outside of the collections, or one that a generator made."""

    path: str  # relative to the source; for a generated page where it would be
    data: Mapping[str, object]  # front matter over its defaults
    body: str
    url: str
    destination: str
    directory: str = "/"  # `page.dir`: of its URL
    name: str = ""  # `page.name`: the file's own name
    body_line: int = 1
    generated: bool = False
    extra: Mapping[str, object] = field(default_factory=dict)  # top-level Liquid names: `paginator`
    sort_key: str = ""
    # Set by a generator that writes the file itself (a feed): called when everything it may ask for can be
    # rendered. Its answer is the content; Liquid and converters are skipped, `layout` in data still applies.
    compose: Callable[[Rendering], str] | None = None
    # What it stands in for, in a language that has no version of that; all that it says follows from it.
    original: Document | Page | None = None

    @property
    def extension(self) -> str:
        """The file's extension with its dot: `.html`."""
        dot = self.name.rfind(".")
        return self.name[dot:] if dot > 0 else ""


def source_of(one: Document | Page) -> Document | Page:
    """What has its words in a file: itself, or what it stands in for."""
    return one.original if isinstance(one, Page) and one.original is not None else one


@dataclass(frozen=True, slots=True)
class StaticFile:
    """A file copied as it is."""

    path: str  # relative to the source (or to the theme), with /, no leading slash
    absolute: str  # where its bytes are
    url: str
    destination: str
    data: Mapping[str, object]  # front matter defaults that match it
    modified: float  # seconds since the epoch
    collection: str | None = None
    content: bytes | None = None  # set where a generator made it; then `absolute` is empty
    written: bool = True  # false: in a collection without output

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.path.rsplit("/", 1)[-1]

    @property
    def extension(self) -> str:
        """The file's extension with its dot."""
        dot = self.name.rfind(".")
        return self.name[dot:] if dot > 0 else ""


@dataclass(frozen=True, slots=True)
class Layout:
    """A frame around rendered content; may name a layout of its own in `data`."""

    name: str  # without extension: `post`, `themes/wide`
    path: str  # relative to the source, or absolute in a theme
    data: Mapping[str, object]
    body: str
    body_line: int = 1


@dataclass(frozen=True, slots=True)
class Include:
    """A piece of template that `{% include name %}` reads."""

    name: str
    path: str
    body: str


@dataclass(frozen=True)
class Collection:
    """A named set of documents, and its settings from `collections:`."""

    label: str
    documents: tuple[Document, ...]  # in Jekyll's order
    files: tuple[StaticFile, ...]
    settings: Mapping[str, object]
    directory: str  # absolute

    @property
    def is_written(self) -> bool:
        """Whether its documents become files of the site."""
        return bool(self.settings.get("output", False))
