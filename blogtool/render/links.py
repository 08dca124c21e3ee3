"""Where `{% link %}` and `{% post_url %}` lead: from a source path or a post's name to its URL."""

from __future__ import annotations

import re
from functools import cached_property

from blogtool.model.content import Document
from blogtool.model.site import Site

_POST_NAME = re.compile(
    r"^(?:(?P<folder>.+)/)?(?P<date>\d{2,4}-\d{1,2}-\d{1,2})-(?P<slug>[^/]+?)(?:\.[^./]+)?$"
)


class Links:
    """The look-ups of one site, made when the first link asks."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def url_of(self, path: str) -> str | None:
        """The URL of the file at a path relative to the source, without baseurl."""
        return self._by_path.get(path.strip())

    def post_url(self, name: str) -> str | None:
        """The URL of the post with this file name without extension (`2024-05-01-hello`, `sub/2024-…`)."""
        wanted = _POST_NAME.match(name.strip().removeprefix("/"))
        if wanted is None:
            return None
        key = (_day(wanted["date"]), wanted["slug"])
        candidates = self._by_name.get(key, [])
        folder = wanted["folder"]
        for post in candidates:
            if folder is None or _folder(post) == folder:
                return post.url
        return None

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
    def _by_name(self) -> dict[tuple[tuple[int, ...], str], list[Document]]:
        names: dict[tuple[tuple[int, ...], str], list[Document]] = {}
        for post in self._site.collections["posts"].documents:
            found = _POST_NAME.match(post.shown_path or post.path)
            if found is not None:
                names.setdefault((_day(found["date"]), found["slug"]), []).append(post)
        return names


def _day(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("-"))


def _folder(post: Document) -> str:
    """The folders between `_posts` and the file, with those above `_posts` in front."""
    parts = (post.shown_path or post.path).split("/")[:-1]
    return "/".join(part for part in parts if part not in ("_posts", "_drafts"))
