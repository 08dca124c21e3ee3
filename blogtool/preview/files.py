"""Answers a path with a file of the finished site, as GitHub Pages would, and never with one from outside."""

from __future__ import annotations

import html
import json
import mimetypes
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from blogtool.model.config import Config
from blogtool.preview.news import News

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

EVENTS = "/__blogtool/events"
SCRIPT = "/__blogtool/live.js"
# Beyond Python's own table; what the system's table says differs from machine to machine and does not count.
_TYPES = {
    ".md": "text/markdown", ".markdown": "text/markdown", ".xml": "application/xml", ".atom": "application/atom+xml",
    ".rss": "application/rss+xml", ".json": "application/json", ".map": "application/json",
    ".webmanifest": "application/manifest+json", ".js": "text/javascript", ".mjs": "text/javascript",
    ".css": "text/css", ".txt": "text/plain", ".ics": "text/calendar", ".vcf": "text/vcard", ".csv": "text/csv",
    ".svg": "image/svg+xml", ".webp": "image/webp", ".avif": "image/avif", ".ico": "image/vnd.microsoft.icon",
    ".woff": "font/woff", ".woff2": "font/woff2", ".ttf": "font/ttf", ".otf": "font/otf", ".wasm": "application/wasm",
    ".mp4": "video/mp4", ".webm": "video/webm", ".mp3": "audio/mpeg", ".ogg": "audio/ogg",
    ".epub": "application/epub+zip", ".gz": "application/gzip", ".zip": "application/zip",
    ".xhtml": "application/xhtml+xml", ".htm": "text/html",
}  # fmt: skip
_NO_STORE = {"cache-control": "no-cache"}


def answer(config: Config, request: Request, news: News | None) -> Response:
    """The file that a request asks for, or the site's 404; pages listen to `news`, if there are any."""
    from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse

    base = config.text("baseurl").rstrip("/")
    path = str(request.scope["path"])  # `request.url.path` ends at a `#` of a file's name
    if base and path in ("/", ""):
        return RedirectResponse(quote(base) + "/", 302)
    if base and not (path + "/").startswith(base + "/"):
        return _not_found(config, "", news)
    inside = path[len(base) :].lstrip("/")
    found = find(config.destination, inside)
    if found is None:
        return _not_found(config, inside, news)
    if os.path.isdir(found):
        query = request.scope["query_string"].decode("latin-1")
        return RedirectResponse(quote(f"{base}/{inside}/") + (f"?{query}" if query else ""), 301)
    if found.endswith((".html", ".htm")):
        return _page(config, found, 200, news) or _not_found(config, inside, news)
    try:
        with open(found, "rb"):
            stat = os.stat(found)
    except FileNotFoundError:  # swept in this moment
        return _not_found(config, inside, news)
    except OSError:
        return PlainTextResponse("cannot be read", 403)
    return FileResponse(found, media_type=type_of(found), headers=_NO_STORE, stat_result=stat)


def find(root: str, inside: str) -> str | None:
    """The file that answers a path: itself, its index, or with `.html`. Never one outside of `root`."""
    if "\0" in inside:
        return None
    real_root = os.path.realpath(root)
    wanted = os.path.join(real_root, inside)
    candidates = (
        [os.path.join(wanted, "index.html")] if inside.endswith("/") or not inside else [wanted, wanted + ".html"]
    )
    for candidate in candidates:
        try:
            real = os.path.realpath(candidate)
        except (OSError, ValueError):
            return None
        if not (real == real_root or real.startswith(real_root + os.sep)):
            return None
        if os.path.isfile(real):
            return real
        if os.path.isdir(real) and os.path.isfile(os.path.join(real, "index.html")):
            return real
    return None


def type_of(path: str) -> str:
    """The media type of a file.

    >>> type_of("a/feed.xml"), type_of("x.tar.gz"), type_of("CNAME")
    ('application/xml', 'application/gzip', 'application/octet-stream')
    """
    extension = os.path.splitext(path)[1].lower()
    known = _TYPES.get(extension) or mimetypes.types_map.get(extension)
    return known or "application/octet-stream"


def _page(config: Config, path: str, status: int, news: News | None, paths: tuple[str, ...] = ()) -> Response | None:
    """A page with the live reload's script in it; None where it is gone."""
    from starlette.responses import Response as Answer

    build = news.build if news is not None else ""
    try:
        content = Path(path).read_bytes()
    except OSError:
        return None
    if news is not None:
        inside = os.path.relpath(path, os.path.realpath(config.destination)).replace(os.sep, "/")
        content = with_script(content, (inside, *paths), build, config.text("baseurl").rstrip("/"))
    return Answer(content, status, media_type="text/html; charset=utf-8", headers=_NO_STORE)


def with_script(content: bytes, paths: tuple[str, ...], build: str, base: str = "") -> bytes:
    """A page with the live reload's script at its end; the file on the disk stays as it is.

    `paths` are the files that the page is made of; `build` is the one that it comes from.
    """
    script = script_tag(paths, build, base).encode()
    ends = list(re.finditer(rb"</body\s*>", content, re.IGNORECASE))
    if not ends:
        return content + script
    return content[: ends[-1].start()] + script + content[ends[-1].start() :]


def script_tag(paths: tuple[str, ...], build: str, base: str = "", more: str = "") -> str:
    """The element that loads the live reload."""
    return (
        f'<script src="{SCRIPT}" data-events="{EVENTS}" data-blogtool-paths="{html.escape(json.dumps(list(paths)))}"'
        f' data-build="{html.escape(build)}" data-base="{html.escape(base)}"{more}></script>'
    )


def _not_found(config: Config, inside: str, news: News | None) -> Response:
    """The site's own 404, or ours; it gives way to the page that was asked for as soon as that is there."""
    from starlette.responses import HTMLResponse

    wanted = (inside, inside + ".html", inside.rstrip("/") + "/index.html") if inside else ("index.html",)
    own = _page(config, os.path.join(os.path.realpath(config.destination), "404.html"), 404, news, wanted)
    if own is not None:
        return own
    script = script_tag(wanted, news.build, config.text("baseurl").rstrip("/")) if news is not None else ""
    return HTMLResponse(
        '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>404</title>'
        f'<meta name="color-scheme" content="light dark"><body><p>404: no such page{script}',
        404,
        headers=_NO_STORE,
    )
