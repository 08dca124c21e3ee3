"""After building: whether feeds and sitemaps are what their readers expect."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from xml.etree import ElementTree

from blogtool.check.findings import Finding

_ATOM = "{http://www.w3.org/2005/Atom}"
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_RELATIVE = "is no absolute address"
_LONGEST = 50_000  # addresses in one sitemap (sitemaps.org)
_LARGEST = 50_000_000  # bytes
# An entity that is declared in the file itself can grow without end; feeds and sitemaps have none.
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def check_feeds(folder: str) -> list[Finding]:
    """Mistakes in the Atom feeds and the sitemaps of a finished site (RFC 4287, sitemaps.org)."""
    findings: list[Finding] = []
    for path in _xml_files(folder):
        with open(os.path.join(folder, path), "rb") as file:
            content = file.read()
        if not re.search(rb"<(?:feed|urlset|sitemapindex)[\s>]", content[:2000]):
            continue
        if _DECLARED.search(content[:2000]):
            findings.append(Finding("different", "has declarations of its own: not looked into", path))
            continue
        try:
            root = ElementTree.fromstring(content)
        except ElementTree.ParseError as error:
            findings.append(Finding("mistake", f"is no XML: {error.msg}", path, error.position[0]))
            continue
        if root.tag == f"{_ATOM}feed":
            findings.extend(_finding(what, path) for what in dict.fromkeys(_feed(root)))
        elif root.tag == f"{_SITEMAP}urlset":
            findings.extend(_finding(what, path) for what in _map(root, len(content)))
        elif root.tag == f"{_SITEMAP}sitemapindex":
            findings.extend(_finding(what, path) for what in _map_index(root))
    return findings


def _finding(what: str, path: str) -> Finding:
    if what.endswith(_RELATIVE):  # a site without `url` may get one where it is published
        return Finding("different", what, path, fix="set `url` in the configuration")
    if what == "the feed has no title":
        return Finding("different", what, path, fix="set `title` in the configuration")
    return Finding("mistake", what, path)


def _xml_files(folder: str) -> list[str]:
    return sorted(
        os.path.relpath(os.path.join(here, name), folder).replace(os.sep, "/")
        for here, _, names in os.walk(folder)
        for name in names
        if name.endswith((".xml", ".atom")) and not os.path.islink(os.path.join(here, name))
    )


def _feed(root: ElementTree.Element) -> Iterator[str]:
    """What RFC 4287 misses in a feed: section 4.1.1, and of entries 4.1.2."""
    yield from _named(root, "the feed")
    entries = root.findall(f"{_ATOM}entry")
    has_author = root.find(f"{_ATOM}author") is not None
    if not has_author and not all(entry.find(f"{_ATOM}author") is not None for entry in entries):
        yield "an entry has no author, and neither has the feed"
    seen: set[str] = set()
    for entry in entries:
        own = _text(entry, "id")
        what = f"the entry `{_text(entry, 'title') or own}`"
        yield from _named(entry, what)
        if own and own in seen:
            yield f"the id `{own}` stands twice: readers are shown one of the two"
        seen.add(own)
        has_link = any(link.get("rel", "alternate") == "alternate" for link in entry.findall(f"{_ATOM}link"))
        if not has_link and entry.find(f"{_ATOM}content") is None:
            yield f"{what} has neither a link nor a content"


def _named(one: ElementTree.Element, what: str) -> Iterator[str]:
    for key in ("id", "title", "updated"):
        if one.find(f"{_ATOM}{key}") is None:
            yield f"{what} has no {key}"
    own = _text(one, "id")
    if one.find(f"{_ATOM}id") is not None and ":" not in own:
        yield f"the id `{own}` of {what} {_RELATIVE}"
    for key in ("updated", "published"):
        time = _text(one, key)
        if time and not _is_time(time):
            yield f"`{time}` is no time ({key} of {what})"


def _text(one: ElementTree.Element, key: str) -> str:
    return (one.findtext(f"{_ATOM}{key}") or "").strip()


def _is_time(text: str) -> bool:
    """Whether a text is a time with its zone, as RFC 3339 writes it."""
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _map(root: ElementTree.Element, size: int) -> Iterator[str]:
    addresses = [(one.findtext(f"{_SITEMAP}loc") or "").strip() for one in root.findall(f"{_SITEMAP}url")]
    yield from _addresses(addresses)
    if len(addresses) > _LONGEST:
        yield f"{len(addresses)} addresses: search engines read at most {_LONGEST} of one sitemap"
    if size > _LARGEST:
        yield f"{size / 1e6:.0f} MB: search engines read at most {_LARGEST // 1_000_000} MB of one sitemap"


def _map_index(root: ElementTree.Element) -> Iterator[str]:
    yield from _addresses([(one.findtext(f"{_SITEMAP}loc") or "").strip() for one in root])


def _addresses(addresses: list[str]) -> Iterator[str]:
    relative = next((one for one in addresses if not re.match(r"https?://", one)), None)
    if relative is not None:
        yield f"`{relative}` {_RELATIVE}"
    twice = next((one for one, count in Counter(addresses).items() if count > 1), None)
    if twice is not None:
        yield f"`{twice}` stands twice"
