"""After building: what search engines would make of languages, canonical addresses and sitemaps, taken together."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlsplit
from xml.etree import ElementTree

from blogtool.check.findings import Finding
from blogtool.check.languages import Head, file_at, wrong_with
from blogtool.model.language import base

_ENTRY = "{http://www.sitemaps.org/schemas/sitemap/0.9}url"
_LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
_LINK = "{http://www.w3.org/1999/xhtml}link"
_MAP = re.compile(rb"<urlset[\s>]")
_OTHERS = "x-default"


@dataclass(frozen=True)
class Entry:
    """What a sitemap says of one page."""

    address: str
    versions: tuple[tuple[str, str], ...]  # code, address


@dataclass(frozen=True)
class Seen:
    """A finished site as search engines find it."""

    heads: Mapping[str, Head]
    root: str  # its `url` with the baseurl
    files: frozenset[str] = field(default_factory=frozenset)
    maps: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)  # by path of the sitemap

    @cached_property
    def is_of_many_languages(self) -> bool:
        """Whether its pages say more than one language."""
        return len({base(head.lang) for head in self.heads.values() if head.lang}) > 1

    def page(self, address: str) -> str | None:
        """The page at an address; empty where there is none, None where it is not of this site."""
        return file_at(address, self.root, self.heads)


def check_search_engines(folder: str, heads: Mapping[str, Head], root: str) -> list[Finding]:
    """What pages and sitemaps of a finished site say that does not go together."""
    files = frozenset(
        os.path.relpath(os.path.join(here, name), folder).replace(os.sep, "/")
        for here, _, names in os.walk(folder)
        for name in names
    )
    maps = {path: _entries(os.path.join(folder, path)) for path in sorted(files) if path.endswith(".xml")}
    seen = Seen(heads, root.rstrip("/"), files, {path: entries for path, entries in maps.items() if entries})
    pages = (finding for path, head in heads.items() for finding in _page(seen, path, head))
    return [*pages, *_defaults(seen), *_maps(seen)]


def _entries(path: str) -> tuple[Entry, ...]:
    """The entries of a sitemap; none of a file that is no sitemap, or no XML (which `check_feeds` tells)."""
    with open(path, "rb") as file:
        if not _MAP.search(file.read(2000)):
            return ()
        file.seek(0)
        found = []
        try:
            for _, one in ElementTree.iterparse(file):
                if one.tag == _ENTRY:
                    links = one.findall(_LINK)
                    versions = tuple((link.get("hreflang", ""), link.get("href", "")) for link in links)
                    found.append(Entry((one.findtext(_LOC) or "").strip(), versions))
                    one.clear()
        except ElementTree.ParseError:
            return ()
        return tuple(found)


# Pages


def _page(seen: Seen, path: str, head: Head) -> Iterator[Finding]:
    """What one page says of itself."""
    if not head.lang and (head.alternates or (head.canonical and seen.is_of_many_languages)):
        yield Finding("different", "the page does not say its language (`<html lang>`)", path)
    yield from _canonical(seen, path, head)
    own = [code for code, address in head.alternates if code != _OTHERS and seen.page(address) == path]
    if head.lang and own and not any(base(code) == base(head.lang) for code in own):
        what = f'the page is named as `{own[0]}`, and says of itself `<html lang="{head.lang}">`'
        yield Finding("different", what, path)
    if head.is_hidden and head.alternates:
        yield Finding("different", "the page is not to be found (`noindex`), and yet names its translations", path)
    for _, address in head.alternates:
        if "://" in seen.root and "://" not in address:
            yield Finding("mistake", f"the hreflang address `{address}` is no absolute address", path)
        elif _is_other_scheme(address, seen.root):
            yield Finding("mistake", f"the hreflang address `{address}` begins with another scheme than `url`", path)


def _canonical(seen: Seen, path: str, head: Head) -> Iterator[Finding]:
    if head.further_canonicals:
        yield Finding("mistake", f"the page has {1 + len(head.further_canonicals)} canonical addresses", path)
    if not head.canonical:
        return
    if "://" in seen.root and "://" not in head.canonical:
        yield Finding("different", f"the canonical address `{head.canonical}` is no absolute address", path)
    elif _is_other_scheme(head.canonical, seen.root):
        what = f"the canonical address `{head.canonical}` begins with another scheme than `url`"
        yield Finding("mistake", what, path)
    target = seen.page(head.canonical)
    if target and target != path:
        further = seen.page(seen.heads[target].canonical) if seen.heads[target].canonical else target
        if further and further != target:
            yield Finding("mistake", f"the canonical address leads to `{target}`, which has another one", path)


def _is_other_scheme(address: str, root: str) -> bool:
    """Whether an address is of the same host, but `http` where the site has `https`, or the other way round."""
    try:
        one, other = urlsplit(address), urlsplit(root)
    except ValueError:
        return False
    return bool(one.netloc) and one.netloc == other.netloc and one.scheme != other.scheme


def _defaults(seen: Seen) -> Iterator[Finding]:
    """Versions of a page have to agree on the one for readers of all other languages."""
    without = []
    for path, head in seen.heads.items():
        if not head.alternates:
            continue
        own = {address for code, address in head.alternates if code == _OTHERS}
        if not own:
            without.append(path)
            continue
        targets = {seen.page(address) or "" for code, address in head.alternates if code != _OTHERS} - {path, ""}
        for target in sorted(targets):
            others = {address for code, address in seen.heads[target].alternates if code == _OTHERS}
            if others and others != own:
                yield Finding("mistake", f"another `x-default` than that of `{target}`", path)
    if without:
        what = f"{len(without)} pages name their translations, and none for readers of other languages (`x-default`)"
        yield Finding("different", what, without[0])


# Sitemaps


def _maps(seen: Seen) -> Iterator[Finding]:
    named: dict[str, frozenset[str]] = {}  # page -> pages that its entry names
    in_both: list[str] = []
    for path, entries in seen.maps.items():
        for entry in entries:
            yield from _entry(seen, path, entry)
            page = seen.page(entry.address)
            if page and entry.versions:
                ways = (seen.page(address) for code, address in entry.versions if code != _OTHERS)
                named[page] = named.get(page, frozenset()) | {way for way in ways if way}
                if seen.heads[page].alternates:
                    in_both.append(page)
    where = next(iter(seen.maps), "")
    for page, others in named.items():
        if page not in others:
            yield Finding("mistake", f"`{page}` does not name itself among its translations", where)
        for way in sorted(others - {page}):
            if page not in named.get(way, frozenset()):
                yield Finding("mistake", f"`{page}` names `{way}` as a translation, which does not name it", where)
    if in_both:
        what = f"{len(in_both)} pages name their translations in the head and in the sitemap: one of the two is enough"
        yield Finding("different", what, in_both[0], fix="`hreflang: sitemap`, or links in the head alone")


def _entry(seen: Seen, path: str, entry: Entry) -> Iterator[Finding]:
    page = seen.page(entry.address)
    if page == "" and not _is_file(seen, entry.address):
        yield Finding("broken", f"the sitemap's address `{entry.address}` leads to no page", path)
    elif page and seen.heads[page].is_hidden:
        yield Finding("different", f"the sitemap has `{entry.address}`, which is not to be found (`noindex`)", path)
    for code, address in entry.versions:
        if code != _OTHERS and wrong_with(code):
            yield Finding("mistake", f"hreflang `{code}`: {wrong_with(code)}", path)
        if seen.page(address) == "":
            yield Finding("broken", f"the hreflang address `{address}` leads to no page", path)


def _is_file(seen: Seen, address: str) -> bool:
    """Whether a file that is no page (a PDF) is at an address of this site."""
    return bool(file_at(address, seen.root, seen.files))
