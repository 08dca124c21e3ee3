"""The five extension points: what an engine, a converter, a generator, a tag and a filter must be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from blogtool.model.content import Document, Page, StaticFile
    from blogtool.model.site import Site


class Engine(Protocol):
    """Translates plain text. Knows nothing of Markdown, files or posts."""

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """One answer a text, in the same order; languages as BCP 47 codes."""
        ...


class Converter(Protocol):
    """Turns the text of files with certain extensions into what is written."""

    def matches(self, extension: str) -> bool:
        """Whether files with this extension (with its dot) are converted."""
        ...

    def output_extension(self, extension: str) -> str:
        """The extension of the result."""
        ...

    def convert(self, text: str) -> str:
        """The converted text."""
        ...


class Rendering(Protocol):
    """What a generated page may ask for while it is composed: the work of `render/document.py`."""

    @property
    def site(self) -> Site:
        """The site being rendered (one language's view of it, where there are views)."""
        ...

    def content(self, document: Document | Page) -> str:
        """Its body after Liquid and Markdown, without layouts: what `{{ post.content }}` prints elsewhere."""
        ...

    def excerpt(self, document: Document) -> str:
        """What `{{ post.excerpt }}` prints: converted where automatic, as written in front matter; or ""."""
        ...

    def markdownify(self, text: str) -> str:
        """The text through the site's Markdown converter."""
        ...

    def filter(self, name: str, value: object, *arguments: object) -> object:
        """The value through the Liquid filter `name`: `filter("date_to_xmlschema", post.date)`."""
        ...


@dataclass(frozen=True)
class Bench:
    """What generators may ask of the other workshops."""

    make_page: Callable[[StaticFile], Page]  # the page that a file would be if it began with front matter
    markdownify: Callable[[str], str]  # text through the site's Markdown converter


# A generator reads the site and gives pages (or static files) that are added to it.
Generator = Callable[["Site"], "Iterable[Page | StaticFile]"]
# A filter is a function: the value first, then the filter's arguments.
Filter = Callable[..., object]


@dataclass
class Plugins:
    """What the author's `_plugins/*.py` and installed packages add to the tables.

    A plugin is a module with `def plug(plugins): …` that fills these maps.
    """

    engines: dict[str, Callable[..., Engine]] = field(default_factory=dict)
    converters: dict[str, Callable[[Mapping[str, Any]], Converter]] = field(default_factory=dict)
    generators: dict[str, Generator] = field(default_factory=dict)
    tags: dict[str, type] = field(default_factory=dict)
    filters: dict[str, Filter] = field(default_factory=dict)
