"""After building: links, anchors and images that lead nowhere, ids that stand twice."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from blogtool.check.findings import Finding

_LINKS = {
    "a": ("href",),
    "link": ("href",),
    "img": ("src", "srcset"),
    "script": ("src",),
    "source": ("src", "srcset"),
    "track": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "iframe": ("src",),
    "area": ("href",),
}
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


@dataclass
class _Page:
    """What a page holds of links and of places that links can lead to."""

    ids: dict[str, int] = field(default_factory=dict)
    links: list[tuple[str, str, int]] = field(default_factory=list)  # element, address, line
    twice: list[tuple[str, int]] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = _Page()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        line = self.getpos()[0]
        for key in ("id", "name") if tag == "a" else ("id",):
            name = values.get(key)
            if not name:
                continue
            if key == "id" and name in self.page.ids:
                self.page.twice.append((name, line))
            self.page.ids.setdefault(name, line)
        for key in _LINKS.get(tag, ()):
            if (address := values.get(key)) is not None:
                every = _candidates(address) if key == "srcset" else [address.strip()]
                self.page.links.extend((tag, one, line) for one in every)


def _candidates(srcset: str) -> list[str]:
    """The addresses of a `srcset`.

    >>> _candidates("a.png, b.png 2x, data:image/png;base64,iVB 3x")
    ['a.png', 'b.png', 'data:image/png;base64,iVB']
    """
    return [one[0].rstrip(",") for one in re.finditer(r"(?:(?<=,)|(?<=\s)|^)(?!\d+(?:\.\d+)?[wxh]\b)[^\s,]\S*", srcset)]


def check_pages(folder: str, baseurl: str = "", url: str = "") -> list[Finding]:
    """Broken links, anchors and images, and double ids, in the finished site in `folder`.

    Links to other hosts are not followed; those to the site's own `url` are.
    """
    pages = {path: _read(folder, path) for path in _files(folder) if path.endswith(".html")}
    files = set(_files(folder))
    findings: list[Finding] = []
    for path, page in pages.items():
        findings.extend(Finding("mistake", f"the id `{name}` stands twice", path, line) for name, line in page.twice)
        for tag, address, line in page.links:
            broken = _broken(address, path, pages, files, baseurl.rstrip("/"), url.rstrip("/"))
            if broken:
                what = "the image" if tag == "img" else "the link"
                findings.append(Finding("broken", f"{what} `{address}` {broken}", path, line))
    return findings


def _files(folder: str) -> list[str]:
    return sorted(
        os.path.relpath(os.path.join(here, name), folder).replace(os.sep, "/")
        for here, _, names in os.walk(folder)
        for name in names
    )


def _read(folder: str, path: str) -> _Page:
    reader = _Reader()
    reader.feed(Path(folder, path).read_text("utf-8", "replace"))
    reader.close()
    return reader.page


def _broken(address: str, path: str, pages: Mapping[str, _Page], files: set[str], base: str, url: str) -> str:
    """Why an address leads nowhere; empty where it leads somewhere or out of the site."""
    if url and (address == url or address.startswith(url + "/")):
        address = address[len(url) :] or "/"
    if _SCHEME.match(address):
        return ""
    here = "/" + path
    try:
        parts = urlsplit(urljoin(f"{base}{here}", address))
    except ValueError:
        return "is no address"
    target = unquote(parts.path)
    if base and not (target + "/").startswith(base + "/"):
        # Another site of the same host is not followed; a file of this one was meant with its baseurl.
        return f"lacks the baseurl `{base}`" if _file_of(target.lstrip("/"), files) else ""
    found = _file_of(target[len(base) :].lstrip("/"), files)
    if found is None:
        return "leads to no file"
    anchor = unquote(parts.fragment)
    if (
        anchor
        and anchor != "top"
        and not anchor.startswith(":~:")
        and found in pages
        and anchor not in pages[found].ids
    ):
        return f"leads to no place `#{anchor}` in {found}"
    return ""


def _file_of(inside: str, files: set[str]) -> str | None:
    if not inside or inside.endswith("/"):
        candidates = [f"{inside}index.html"]
    else:
        candidates = [inside, f"{inside}.html", f"{inside}/index.html"]
    return next((one for one in candidates if one in files), None)
