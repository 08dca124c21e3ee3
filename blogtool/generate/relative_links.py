"""Links between source files, `[text](../other.md)`, become links between pages (jekyll-relative-links)."""

from __future__ import annotations

import fnmatch
import posixpath
import re
from dataclasses import dataclass, replace
from urllib.parse import unquote

from blogtool.generate.sites import is_markdown, is_switched_off, options, relative_url, texts, with_documents
from blogtool.model import url as urls
from blogtool.model.content import Document
from blogtool.model.site import Site

# As Jekyll's plugin, which reads the text before Markdown does: a link within one line whose target is a
# plain path, in code and behind a backslash too; titles in double quotes only.
_INLINE = re.compile(
    r'(?P<head>\[[^\n]*?\]\()(?P<path>[^\s)#?<>"](?:[^\n)#?<>"]*[^\s)#?<>"])?)(?P<fragment>#[^\s)"]*)?(?P<tail>(?:\s+"[^"\n]*")?\))'
)
_DEFINITION = re.compile(
    r'^(?P<head>[ \t]*\[[^\]\n]*\]:[ \t]*)(?P<path>[^\s#?<>"]+)'
    r'(?P<fragment>#[^\s"]*)?(?P<tail>(?:[ \t]+"[^"\n]*")?[ \t]*)$',
    re.MULTILINE,
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def link_pages(site: Site) -> Site:
    """The site with the links in Markdown pages resolved; with `collections: true` in documents too."""
    if is_switched_off(site.config, "relative_links"):
        return site
    settings = options(site.config, "relative_links")
    excluded = texts(settings.get("exclude"))
    targets = _Targets(site, _addresses(site))
    pages = []
    for page in site.pages:
        is_read = is_markdown(site.config, page.extension) and not _matches(page.path, excluded)
        pages.append(replace(page, body=targets.resolved(page.body, page.path)) if is_read else page)
    site = replace(site, pages=tuple(pages))
    if settings.get("collections") is not True:
        return site

    def change(one: Document) -> Document:
        if not is_markdown(site.config, one.extension) or _matches(one.path, excluded):
            return one
        # As Jekyll's plugin: the excerpt is cut anew, also from what another one left of the body.
        return replace(one, body=targets.resolved(one.body, one.path), excerpt_body=None)

    return with_documents(site, change)


@dataclass(frozen=True)
class _Targets:
    """Where each source file is found in the finished site."""

    site: Site
    addresses: dict[str, str]

    def resolved(self, text: str, path: str) -> str:
        """The text of the file at `path` with its links to known files resolved."""
        folder = posixpath.dirname(path)

        def link(found: re.Match[str]) -> str:
            target = self.address(found["path"], folder)
            if target is None:
                return found[0]
            return f"{found['head']}{target}{found['fragment'] or ''}{found['tail']}"

        if "](" in text:
            text = _INLINE.sub(link, text)
        return _DEFINITION.sub(link, text) if "]:" in text else text

    def address(self, path: str, folder: str) -> str | None:
        """The address of a file as a link in `folder` names it; None for what is no file of the site."""
        if _SCHEME.match(path):
            return None
        whole = path.lstrip("/") if path.startswith("/") else posixpath.join(folder, path)
        # What leads out of the site (`../` at its root) is no file of it.
        url = self.addresses.get(posixpath.normpath(unquote(whole)))
        return None if url is None else urls.escape(relative_url(self.site.config, urls.unescape(url)))


def _addresses(site: Site) -> dict[str, str]:
    addresses = {file.path: urls.escape(file.url) for file in site.static_files}
    addresses.update((document.path, document.url) for document in site.documents if document.written)
    addresses.update((page.path, page.url) for page in site.pages if not page.generated)
    return addresses


def _matches(path: str, patterns: tuple[str, ...]) -> bool:
    """Whether a path is named by `exclude`: as a prefix, or by a glob."""
    names = [one.lstrip("/") for one in patterns]
    return any(path.startswith(name) or fnmatch.fnmatchcase(path, name) for name in names)
