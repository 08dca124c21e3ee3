"""Keeps a reader in their language: links in a translated text lead to translations that exist."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from html import escape, unescape
from urllib.parse import unquote, urljoin, urlsplit

from blogtool.model.content import Document, Page
from blogtool.model.site import Site

# A comment, or an opening tag with its attributes; within code and text the signs are escaped.
_MARKUP = re.compile(
    r"<!--.*?-->|<(script|style|textarea)\b.*?</\1\s*>|<(?:a|code|pre)\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>",
    re.DOTALL | re.IGNORECASE,
)
_HREF = re.compile(r"(?P<before>\shref\s*=\s*)(?P<quote>[\"'])(?P<address>.*?)(?P=quote)", re.IGNORECASE | re.DOTALL)
_SPOKEN = re.compile(r"\s(?:hreflang|lang|download)\b", re.IGNORECASE)  # its author has said what it leads to
_MARKED = re.compile(r"\stranslate\b", re.IGNORECASE)


class Ways:
    """Where the addresses of a site lead, and where they would lead in another language."""

    def __init__(self, site: Site) -> None:
        self._site = site
        section = site.config.section("translate")
        self.leads = bool(site.siblings) and section.get("links") is not False
        self.marks_code = section.get("mark_code") is True

    @cached_property
    def _pages(self) -> dict[str, Document | Page]:
        pages: dict[str, Document | Page] = {}
        every: tuple[Document | Page, ...] = (*self._site.documents, *self._site.pages)
        for one in every:
            if one.written if isinstance(one, Document) else not one.generated:
                pages.setdefault(_plain(one.url), one)
        return pages

    def to(self, path: str, lang: str) -> str | None:
        """The address of what is at `path` (below the baseurl, decoded) in a language; None to leave it."""
        one = self._pages.get(_plain(path))
        other = self._site.siblings.in_language(one, lang) if one is not None else None
        return None if other is None or other is one else other.url

    def led(self, html: str, one: Document | Page, note: Callable[[str], None]) -> str:
        """The HTML of a page's own text with its links in the page's language, where that is asked for."""
        is_led = self.leads and one.data.get("translated") is True and "href" in html
        if not (is_led or self.marks_code) or not one.destination.endswith((".html", ".htm", ".xhtml")):
            return html
        lang = self._site.siblings.lang(one)

        def tag(found: re.Match[str]) -> str:
            text = found[0]
            if text[:2].lower() == "<a" and is_led and not _SPOKEN.search(text):
                return _HREF.sub(lambda href: self._href(href, one, lang, note), text, count=1)
            if self.marks_code and text[:2].lower() in ("<c", "<p") and not _MARKED.search(text):
                name = re.match(r"<\w+", text)
                return f'{name[0]} translate="no"{text[name.end() :]}' if name else text
            return text

        return _MARKUP.sub(tag, html)

    def _href(self, href: re.Match[str], one: Document | Page, lang: str, note: Callable[[str], None]) -> str:
        address = unescape(href["address"])
        inside = self._inside(address, one)
        if inside is None:
            return href[0]
        head, path, tail = inside
        note(f"way:{lang}:{path}")
        other = self.to(path, lang)
        if other is None:
            return href[0]
        return f"{href['before']}{href['quote']}{escape(head + other + tail)}{href['quote']}"

    def _inside(self, address: str, one: Document | Page) -> tuple[str, str, str] | None:
        """An address of this site as what stands before its path, the path (decoded), and what follows."""
        config = self._site.config
        url, base = config.text("url").rstrip("/"), config.text("baseurl").rstrip("/")
        head = url if url and (address == url or address.startswith((f"{url}/", f"{url}#", f"{url}?"))) else ""
        rest = address[len(head) :]
        try:
            parts = urlsplit(rest)
        except ValueError:
            return None  # such as http://[
        if parts.scheme or parts.netloc or not parts.path:
            return None
        path = parts.path if parts.path.startswith("/") else urljoin(base + one.url, parts.path)
        if base and not path.startswith(base + "/") and path != base:
            return None
        tail = (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
        return head + base, unquote(path[len(base) :]) or "/", tail


def _plain(path: str) -> str:
    """The many ways to write one address as one: `/a/index.html`, `/a/`, `/a.html` and `/a` lead to the same page."""
    decoded = unquote(path).removesuffix("index.html").removesuffix(".html")
    return decoded.rstrip("/") or "/"
