"""Small worlds: sites, posts and pages of which a test names only what matters to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from html import escape
from typing import Any

from blogtool.model import url as urls
from blogtool.model.config import DEFAULTS, Config
from blogtool.model.content import Collection, Document, Layout, Page, StaticFile
from blogtool.model.plugins import Bench, Plugins
from blogtool.model.site import Site

NOW = datetime(2022, 2, 2, 10, tzinfo=UTC)


def a_config(**settings: object) -> Config:
    """A configuration with Jekyll's defaults and these settings."""
    return Config(source="/site", destination="/site/_site", settings={**DEFAULTS, **settings})


def a_post(
    name: str = "2021-01-01-first.md", body: str = "Text", url: str | None = None, **data: Any
) -> Document:
    """A post with the file name's date and slug."""
    stem = name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    day, slug = stem[:10], stem[11:]
    date = datetime.fromisoformat(day).replace(tzinfo=UTC)
    address = url or f"/{day.replace('-', '/')}/{slug}.html"
    return Document(
        path=f"_posts/{name}",
        collection="posts",
        data={"title": slug.replace("-", " ").title(), "slug": slug, "tags": [], "categories": [], **data},
        body=body,
        date=date,
        url=address,
        id=address.removesuffix(".html"),
        destination=address.lstrip("/"),
    )


def a_page(path: str, body: str = "", **data: Any) -> Page:
    """A page at the path, with the address that Jekyll gives by default."""
    stem, _, extension = path.rpartition(".")
    target = f"{stem}.html" if extension in ("md", "markdown") else path
    url = "/" + target.removesuffix("index.html")
    return Page(
        path=path,
        data=data,
        body=body,
        url=urls.escape(url),
        destination=target,
        directory=url.rsplit("/", 1)[0] + "/",
        name=path.rsplit("/", 1)[-1],
    )


def a_file(path: str, **data: Any) -> StaticFile:
    """A file that is copied."""
    return StaticFile(path, f"/site/{path}", f"/{path}", path, data, modified=1600000000)


def a_site(
    posts: Sequence[Document] = (),
    pages: Sequence[Page] = (),
    files: Sequence[StaticFile] = (),
    collections: Mapping[str, Collection] | None = None,
    layouts: Sequence[str] = (),
    data: Mapping[str, object] | None = None,
    **settings: object,
) -> Site:
    """A site with these posts (in any order) and pages."""
    ordered = tuple(sorted(posts, key=lambda post: (post.date, post.path)))
    every = {
        "posts": Collection("posts", ordered, (), {"output": True}, "/site/_posts"),
        **(collections or {}),
    }
    return Site(
        config=a_config(**settings),
        time=NOW,
        posts=tuple(reversed(ordered)),
        collections=every,
        pages=tuple(pages),
        static_files=tuple(files),
        data=data or {},
        layouts={name: Layout(name, f"_layouts/{name}.html", {}, "{{ content }}") for name in layouts},
        includes={},
    )


NO_PLUGINS = Plugins()


def a_bench() -> Bench:
    """Other workshops that do the least: a page is made from a path, Markdown is one paragraph."""
    return Bench(lambda file: a_page(file.path, "plain"), lambda text: f"<p>{escape(text, quote=False)}</p>")


class PlainRendering:
    """What a page that composes itself may ask for, with plain answers."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def content(self, document: Document | Page) -> str:
        """The body in a paragraph."""
        return f"<p>{document.body}</p>"

    def excerpt(self, document: Document) -> str:
        """The first paragraph."""
        return f"<p>{document.body.split(chr(10) * 2)[0]}</p>"

    def markdownify(self, text: str) -> str:
        """The text in a paragraph."""
        return f"<p>{text}</p>"

    def filter(self, name: str, value: object, *arguments: object) -> object:
        """A few filters, just enough to see where values go."""
        text = "" if value is None else str(value)
        if name == "absolute_url":
            return text if "://" in text else self.site.config.text("url") + "/" + text.lstrip("/")
        if name == "date_to_xmlschema":
            return value.isoformat() if isinstance(value, datetime) else text
        if name == "xml_escape":
            return escape(text)
        if name == "strip_html":
            return text.replace("<p>", "").replace("</p>", "")
        return f"{text}{arguments[0]}" if name == "append" and arguments else text
