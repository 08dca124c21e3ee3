"""After building: whether the versions of a page name one another, by codes that search engines know."""

from __future__ import annotations

import os
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote

from blogtool.check.codes import unknown_part
from blogtool.check.findings import Finding
from blogtool.model.language import normalise

_CODE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?(-[a-z0-9]{5,8})*")  # RFC 5646, without rarities
_HTML = re.compile(r"<html\b[^>]*>", re.IGNORECASE)
_LINK = re.compile(r"<link\b(?:[^>\"']|\"[^\"]*\"|'[^']*')*>", re.IGNORECASE)
_META = re.compile(r"<meta\b(?:[^>\"']|\"[^\"]*\"|'[^']*')*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")


@dataclass(frozen=True)
class Head:
    """What the head of a page says of languages."""

    lang: str
    alternates: tuple[tuple[str, str], ...]  # code, address
    canonical: str
    further_canonicals: tuple[str, ...] = ()  # there should be none
    is_hidden: bool = False  # from search engines: `noindex`


def read_heads(folder: str) -> dict[str, Head]:
    """The heads of all HTML pages below a folder, by path."""
    heads: dict[str, Head] = {}
    for here, _, names in os.walk(folder):
        for name in names:
            if name.endswith(".html") and os.path.isfile(os.path.join(here, name)):
                path = os.path.join(here, name)
                with open(path, encoding="utf-8", errors="replace") as file:
                    head = file.read().partition("</head>")[0]
                heads[os.path.relpath(path, folder).replace(os.sep, "/")] = _head(head)
    return dict(sorted(heads.items()))


def _head(text: str) -> Head:
    opening = _HTML.search(text)
    lang = _attributes(opening[0]).get("lang", "") if opening else ""
    links = [_attributes(found[0]) for found in _LINK.finditer(text)]
    alternates = [
        (one["hreflang"], one["href"])
        for one in links
        if "alternate" in one.get("rel", "").split() and "hreflang" in one and "href" in one and "type" not in one
    ]
    canonicals = [one.get("href", "") for one in links if one.get("rel", "").lower() == "canonical"]
    canonical = canonicals[0] if canonicals else ""
    further = tuple(one for one in canonicals[1:] if one != canonical)
    return Head(lang, tuple(alternates), canonical, further, _is_hidden(text))


def _is_hidden(text: str) -> bool:
    """Whether `<meta name="robots">` keeps search engines from listing a page."""
    every = (_attributes(found[0]) for found in _META.finditer(text))
    told = (one.get("content", "").lower() for one in every if one.get("name", "").lower() in ("robots", "googlebot"))
    return any("noindex" in one or "none" in one for one in told)


def _attributes(tag: str) -> dict[str, str]:
    return {name.lower(): unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(tag)}


def check_languages(heads: Mapping[str, Head], root: str) -> list[Finding]:
    """Mistakes in the language links of a finished site; `root` is its `url` with the baseurl."""
    look = _Look(heads, root.rstrip("/"))
    return [finding for path, head in heads.items() for finding in look.findings(path, head)]


@dataclass(frozen=True)
class _Look:
    heads: Mapping[str, Head]
    root: str

    def findings(self, path: str, head: Head) -> Iterator[Finding]:
        """What is wrong with one page."""
        if head.lang and wrong_with(head.lang):
            yield Finding("different", f'`<html lang="{head.lang}">`: {wrong_with(head.lang)}', path)
        for code in dict.fromkeys(code for code, _ in head.alternates):
            if code != "x-default" and wrong_with(code):
                yield Finding("mistake", f"hreflang `{code}`: {wrong_with(code)}", path)
            if len({address for known, address in head.alternates if known == code}) > 1:
                yield Finding("mistake", f"hreflang `{code}` has two addresses", path)
        yield from self._ways(path, head)
        target = self._file(head.canonical) if head.canonical else None
        if target == "":
            yield Finding("broken", f"the canonical address `{head.canonical}` leads to no page", path)
        elif target is not None and target != path and head.alternates:
            what = f"the canonical address is another page ({target}), and yet it names its translations"
            yield Finding("mistake", what, path, fix="only a page that stands for itself has hreflang links")

    def _ways(self, path: str, head: Head) -> Iterator[Finding]:
        """Alternates have to exist, to come back, and the page itself has to be among them."""
        targets = {address: self._file(address) for code, address in head.alternates if code != "x-default"}
        for address, target in targets.items():
            if target == "":
                yield Finding("broken", f"the hreflang address `{address}` leads to no page", path)
            elif target and target != path and path not in self._named_by(target):
                what = f"`{target}` is named as a translation, but does not name this page"
                yield Finding("mistake", what, path, fix="search engines follow only links that both pages have")
        if targets and all(target is not None for target in targets.values()) and path not in targets.values():
            yield Finding("mistake", "the page does not name itself among its translations", path)

    def _named_by(self, path: str) -> Sequence[str | None]:
        return [self._file(address) for _, address in self.heads[path].alternates]

    def _file(self, address: str) -> str | None:
        return file_at(address, self.root, self.heads)


def file_at(address: str, root: str, files: Container[str]) -> str | None:
    """The page at an address; empty where there is none, None where it is not of the site at `root`."""
    if root and (address + "/").startswith(root + "/"):
        inside = address[len(root) :]
    elif address.startswith("/") and not address.startswith("//") and "://" not in root:
        inside = address
    else:
        return None
    inside = unquote(re.split(r"[?#]", inside, maxsplit=1)[0]).lstrip("/")
    is_folder = not inside or inside.endswith("/")
    candidates = ["index.html"] if is_folder else ["", ".html", "/index.html"]
    return next((inside + one for one in candidates if inside + one in files), "")


def wrong_with(code: str) -> str:
    """What is wrong with a code; empty where nothing is."""
    proper = normalise(code)
    if not _CODE.fullmatch(proper):
        return "this is no language code"
    return f"write `{proper}`" if proper != code else unknown_part(code)
