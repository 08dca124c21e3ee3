"""Keeps a reader in their language: links lead to pages of the same language (jekyll-polyglot)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from blogtool.model.content import Document, Page
from blogtool.model.site import Site

# What `{% static_href %}` and `{% I18n_Headers %}` write for `href`, so that this step knows to leave it.
KEPT_HREF = "kept-href"

# As polyglot: in any text file, double quotes only, on whatever element.
_HREF = re.compile(r'(?<!kept-)href="(?P<site>[^"/]*//[^"/]*)?(?P<path>/[^"]*)"')
# As polyglot: an address with other signs in its first part (a query, a comma, a space, a dot at its beginning) is
# left alone.
_PLAIN = re.compile(r"/(?:[^,'\"\s/?.]++\.?)*+(?:/[^\]\[()'\"\s]*)?\Z")


def language_links(site: Site) -> Callable[[str, Document | Page], str]:
    """The step for one language's view of a site."""
    lang, default = str(site.extra.get("active_lang", "")), str(site.extra.get("default_lang", ""))
    languages = site.extra.get("languages")
    folders = tuple(str(one) for one in languages) if isinstance(languages, (list, tuple)) else ()
    rewriter = _Rewriter(
        lang=lang,
        folders=folders,
        url=site.config.text("url").rstrip("/"),
        base=_slashed(site.config.text("baseurl")),
        shared=_shared(site),
    )

    def step(text: str, one: Document | Page) -> str:
        if lang != default and 'href="' in text:
            text = _HREF.sub(rewriter.rewritten, text)
        return text.replace(f'{KEPT_HREF}="', 'href="') if KEPT_HREF in text else text

    return step


def _slashed(baseurl: str) -> str:
    """The baseurl with one slash on each side: `/`, `/b/`."""
    inner = baseurl.strip("/")
    return f"/{inner}/" if inner else "/"


def _shared(site: Site) -> tuple[str, ...]:
    """Beginnings of paths that have no version in other languages; a folder ends in a slash."""
    config = site.config
    named = [*config.strings("exclude_from_localization"), *config.strings("exclude")]
    names = [one.strip("/") for one in named]
    return tuple(f"{one}/" if _is_folder(config.source, one) else one for one in names if one)


def _is_folder(source: str, name: str) -> bool:
    return bool(source) and Path(source, name).is_dir()


@dataclass(frozen=True)
class _Rewriter:
    """The rules of one language."""

    lang: str
    folders: tuple[str, ...]
    url: str
    base: str
    shared: tuple[str, ...]

    def rewritten(self, found: re.Match[str]) -> str:
        """The attribute with the language's folder in its address, where that is in order."""
        site, path = found["site"] or "", found["path"]
        if site != self.url and site:
            return found[0]
        if not path.startswith(self.base) or path.startswith("//"):
            return found[0]
        inner = path[len(self.base) :]
        first = re.split(r"[/?#]", inner, maxsplit=1)[0]
        if first in self.folders or inner.startswith(self.shared) or not _PLAIN.match(f"/{inner}"):
            return found[0]
        return f'href="{site}{self.base}{self.lang}/{inner}"'
