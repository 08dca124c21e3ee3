"""What generators have in common: settings of plugins, free addresses, pages made, documents changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from urllib.parse import quote

from blogtool.model import url as urls
from blogtool.model.config import Config
from blogtool.model.content import Collection, Document, Page, StaticFile
from blogtool.model.plugins import Rendering
from blogtool.model.site import Site


def options(config: Config, key: str) -> Mapping[str, object]:
    """The settings of a plugin, where they are a map."""
    return config.section(key)


def is_switched_off(config: Config, key: str) -> bool:
    """Whether a plugin's settings say `enabled: false`."""
    return options(config, key).get("enabled") is False


def has_file(site: Site, path: str) -> bool:
    """Whether the site itself brings a file for this path (relative, no leading slash)."""
    return path in taken_paths(site)


def taken_paths(site: Site) -> set[str]:
    """Where the site's pages and files come from, and where they go to."""
    ones: tuple[Page | StaticFile, ...] = (*site.pages, *site.static_files)
    return {one.path for one in ones} | {one.destination for one in ones}


def made_page(
    url: str,
    *,
    data: Mapping[str, object] | None = None,
    compose: Callable[[Rendering], str] | None = None,
    path: str | None = None,
    destination: str | None = None,
) -> Page:
    """A page that no file stands for, at a decoded URL; an address ending in a slash is an index."""
    clean = urls.clean(url)
    target = destination or (clean.lstrip("/") + "index.html" if clean.endswith("/") else clean.lstrip("/"))
    shown = path or target
    return Page(
        path=shown,
        data=data or {},
        body="",
        url=urls.escape(clean),
        destination=target,
        directory=clean if clean.endswith("/") else clean.rsplit("/", 1)[0] + "/",
        name=shown.rsplit("/", 1)[-1],
        generated=True,
        compose=compose,
    )


def with_pages(site: Site, pages: Iterable[Page]) -> Site:
    """The site with further pages at the end."""
    return replace(site, pages=(*site.pages, *pages))


def with_documents(site: Site, change: Callable[[Document], Document]) -> Site:
    """The site with every document as `change` gives it back; posts stay one and the same everywhere."""
    changed: dict[int, Document] = {}
    collections: dict[str, Collection] = {}
    for label, collection in site.collections.items():
        documents = tuple(change(one) for one in collection.documents)
        changed.update((id(old), new) for old, new in zip(collection.documents, documents, strict=True))
        collections[label] = replace(collection, documents=documents)
    posts = tuple(changed.get(id(post), post) for post in site.posts)
    return replace(site, collections=collections, posts=posts)


def is_markdown(config: Config, extension: str) -> bool:
    """Whether files with this extension (with its dot) are Markdown, by `markdown_ext`."""
    known = config.text("markdown_ext", "markdown,mkdown,mkdn,mkd,md").split(",")
    return extension.lower().lstrip(".") in {one.strip().lower() for one in known} and bool(extension)


def relative_url(config: Config, path: str) -> str:
    """An address inside the site with the baseurl before it.

    >>> relative_url(Config(source="", destination="", settings={"baseurl": "/b/"}), "x")
    '/b/x'
    """
    baseurl = config.text("baseurl").strip("/")
    if not path:
        return f"/{baseurl}" if baseurl else ""
    inner = path if path.startswith("/") else f"/{path}"
    return f"/{baseurl}{inner}" if baseurl else inner


def absolute_url(config: Config, address: str) -> str:
    """An address with `url` and baseurl before it, percent-encoded; one with a scheme stays as it is."""
    if _has_scheme(address):
        return address
    whole = config.text("url") + relative_url(config, address)
    if whole.count("/") == 2 and "://" in whole:  # a host alone has its root
        whole += "/"
    return quote(whole, safe="/!$&'()*+,;=:@-._~%?#")


def _has_scheme(address: str) -> bool:
    scheme, colon, _ = address.partition(":")
    return bool(colon) and scheme.isalnum() and scheme[:1].isalpha()


def is_true(value: object) -> bool:
    """As Ruby: everything is true but nil and false, an empty text too."""
    return value is not None and value is not False


def texts(value: object) -> tuple[str, ...]:
    """A setting that is a text or a list of them, as a list; null is an empty one."""
    if value is None or value is False:
        return ()
    if isinstance(value, (list, tuple)):
        return tuple(str(one) for one in value if one is not None)
    return (str(value),)
