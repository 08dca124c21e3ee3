"""The whole of what was read and generated, with the look-ups that templates ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from blogtool.errors import BlogtoolError
from blogtool.model.config import Config
from blogtool.model.content import Collection, Document, Include, Layout, Page, StaticFile
from blogtool.model.siblings import Siblings
from blogtool.text.scalars import scalar_text


@dataclass(frozen=True)
class Site:
    """A site as values; a phase that changes it makes a new one with `dataclasses.replace`."""

    config: Config
    time: datetime  # `site.time`: the clock at the start, or `time:` of the configuration
    posts: tuple[Document, ...]  # newest first, as `site.posts`
    collections: Mapping[str, Collection]  # by label, `posts` among them (there in ascending order)
    pages: tuple[Page, ...]
    static_files: tuple[StaticFile, ...]
    data: Mapping[str, object]  # `site.data`
    layouts: Mapping[str, Layout]
    includes: Mapping[str, Include]
    theme: str | None = None  # absolute folder of the theme
    theme_facts: Mapping[str, object] = field(default_factory=dict)  # `theme.*`
    warnings: tuple[str, ...] = ()
    problems: tuple[BlogtoolError, ...] = ()  # files that could not be read
    extra: Mapping[str, object] = field(default_factory=dict)  # what generators add to `site.*`

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """Every document of every collection, in the order in which Jekyll renders them."""
        return tuple(document for one in self.collections.values() for document in one.documents)

    @cached_property
    def siblings(self) -> Siblings:
        """Which documents and pages are translations of one another; empty where the site has one language."""
        return Siblings(self.config, (*self.documents, *self.pages))

    @cached_property
    def tags(self) -> dict[str, list[Document]]:
        """Posts by tag, newest first, tags in the order in which they are first met."""
        return _by_text(self.grouped("tags"))

    @cached_property
    def categories(self) -> dict[str, list[Document]]:
        """Posts by category, newest first."""
        return _by_text(self.grouped("categories"))

    def grouped(self, key: str) -> list[tuple[object, list[Document]]]:
        """Posts by each value of a list in their data; the text of a number is another value than the number.

        As Jekyll: the groups are met oldest post first, each group's posts are newest first.
        """
        groups: dict[tuple[type, object], list[Document]] = {}
        for post in reversed(self.posts):
            values = post.data.get(key)
            for value in values if isinstance(values, (list, tuple)) else ():
                groups.setdefault((type(value), value), []).append(post)
        return [(value, posts[::-1]) for (_, value), posts in groups.items()]


def _by_text(groups: list[tuple[object, list[Document]]]) -> dict[str, list[Document]]:
    """The groups by the names that readers see."""
    named: dict[str, list[Document]] = {}
    for value, posts in groups:
        known = named.setdefault(scalar_text(value), [])
        others = {id(post) for post in known}
        known.extend(post for post in posts if id(post) not in others)
    return named
