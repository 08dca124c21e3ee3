"""Where `{% link %}` and `{% post_url %}` lead: from a source path or a post's name to its URL."""

from __future__ import annotations

import re
from functools import cached_property

from blogtool.model.content import Document
from blogtool.model.site import Site

_POST_NAME = re.compile(r"(?P<folder>(?:.+/)*)(?P<date>\d+-\d+-\d+)-(?P<slug>.*)\Z", re.DOTALL)


class Links:
    """The look-ups of one site, made when the first link asks."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def url_of(self, path: str) -> str | None:
        """The URL of the file at a path relative to the source, without baseurl."""
        return self._by_path.get(path.strip())

    def post_url(self, name: str) -> str | None:
        """The URL of the post that a name means (`2024-05-01-hello`, `sub/2024-…`).

        As Jekyll: the post of that path; else the first of that date and slug, wherever it stands. Ours: also a name
        with its extension.
        """
        name = name.strip().removeprefix("/")
        found = self._post(name)
        if found is None and "." in name:
            found = self._post(name.rpartition(".")[0])
        return found.url if found is not None else None

    def _post(self, name: str) -> Document | None:
        wanted = _POST_NAME.match(name)
        if wanted is None:
            return None
        folders = (f"_posts/{wanted['folder']}", f"{wanted['folder']}_posts/")
        for folder, post in self._by_stem.get(f"{wanted['date']}-{wanted['slug']}", ()):
            if folder in folders:
                return post
        return self._by_slug.get((_day(wanted["date"]), wanted["slug"]))

    @cached_property
    def _by_path(self) -> dict[str, str]:
        site = self._site
        urls: dict[str, str] = {}
        for file in site.static_files:
            urls.setdefault(file.path, file.url)
            if not file.collection:
                urls.setdefault("/" + file.path, file.url)  # as Jekyll: of what is only copied
        for document in site.documents:
            urls[document.shown_path or document.path] = document.url
        for page in site.pages:
            urls[page.path] = page.url
        return urls

    @cached_property
    def _by_stem(self) -> dict[str, list[tuple[str, Document]]]:
        """Posts with their folders, by what stands before any dot of their names."""
        stems: dict[str, list[tuple[str, Document]]] = {}
        for post in self._site.collections["posts"].documents:
            folder, _, name = (post.shown_path or post.path).rpartition("/")
            for place, sign in enumerate(name):
                if sign == ".":
                    stems.setdefault(name[:place], []).append((f"{folder}/", post))
        return stems

    @cached_property
    def _by_slug(self) -> dict[tuple[tuple[int, ...], str], Document]:
        """The first post of each day and slug."""
        found: dict[tuple[tuple[int, ...], str], Document] = {}
        for post in self._site.collections["posts"].documents:
            day = (post.date.year, post.date.month, post.date.day)
            found.setdefault((day, str(post.data.get("slug"))), post)
        return found


def _day(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("-"))
