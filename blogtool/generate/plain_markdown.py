"""Markdown files without front matter as pages (jekyll-optional-front-matter), and READMEs as indexes."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import replace

from blogtool.generate.sites import is_markdown, is_switched_off, options
from blogtool.model import url as urls
from blogtool.model.content import Page, StaticFile
from blogtool.model.plugins import Bench
from blogtool.model.site import Site

# Files that a repository has for its contributors, not for the site's readers.
_NOT_CONTENT = frozenset(
    {
        "README", "LICENSE", "LICENCE", "COPYING", "CODE_OF_CONDUCT", "CONTRIBUTING", "ISSUE_TEMPLATE",
        "PULL_REQUEST_TEMPLATE",
    }
)  # fmt: skip


def add_plain_markdown(site: Site, bench: Bench) -> Site:
    """The site with a page for every Markdown file that has no front matter.

    As Jekyll, the original is still copied, unless `remove_originals: true`.
    """
    is_required = bool(site.config.get("require_front_matter"))
    if is_required or is_switched_off(site.config, "optional_front_matter"):
        return site
    included = set(site.config.strings("include"))
    files = [one for one in site.static_files if _is_content(site, one, included)]
    site = replace(site, pages=(*site.pages, *(bench.make_page(one) for one in files)))
    if options(site.config, "optional_front_matter").get("remove_originals") is True:
        return _without(site, files)
    return site


def _is_content(site: Site, file: StaticFile, included: set[str]) -> bool:
    if file.content is not None or not is_markdown(site.config, file.extension):
        return False
    stem = posixpath.splitext(file.name)[0]
    return stem.upper() not in _NOT_CONTENT or file.path in included or file.name in included


def readme_indexes(site: Site, bench: Bench) -> Site:
    """The site with each folder's README as its index, where it has no other."""
    if is_switched_off(site.config, "readme_index"):
        return site
    settings = options(site.config, "readme_index")
    files: list[StaticFile] = []
    for one in site.static_files:  # one after another: of two of one folder the first becomes its index
        if _is_lonely_readme(site, one):
            files.append(one)
            folder = posixpath.dirname(one.path)
            site = replace(site, pages=(*site.pages, _as_index(bench.make_page(one), folder)))
    if settings.get("with_frontmatter") is True:
        for page in site.pages:
            site = replace(
                site, pages=tuple(_as_index_if_readme(site, one) if one is page else one for one in site.pages)
            )
    return _without(site, files) if settings.get("remove_originals") is True else site


def _is_lonely_readme(site: Site, file: StaticFile) -> bool:
    if file.content is not None or not _is_readme(site, file.path):
        return False
    return not _has_index(site, posixpath.dirname(file.path))


def _as_index_if_readme(site: Site, page: Page) -> Page:
    # As Jekyll's plugin: the folder is that of its address, which may be its own.
    folder = posixpath.dirname(urls.unescape(page.url).rstrip("/")).strip("/")
    if not _is_readme(site, page.path) or _has_index(site, folder):
        return page
    return _as_index(page, folder)


def _is_readme(site: Site, path: str) -> bool:
    stem, extension = posixpath.splitext(posixpath.basename(path))
    return stem.upper() == "README" and is_markdown(site.config, extension)


def _has_index(site: Site, folder: str) -> bool:
    """Whether a page, or a finished HTML file, already answers for the folder."""
    target = f"{folder}/index.html".lstrip("/")
    return any(page.destination == target for page in site.pages) or any(
        file.destination == target for file in site.static_files
    )


def _as_index(page: Page, folder: str) -> Page:
    url = f"/{folder}/" if folder else "/"
    data: Mapping[str, object] = {**page.data, "permalink": url}
    return replace(
        page,
        data=data,
        url=urls.escape(url),
        destination=f"{folder}/index.html".lstrip("/"),
        directory=url,
    )


def _without(site: Site, files: list[StaticFile]) -> Site:
    """As Jekyll: the files of collections are written none the less."""
    gone = {one.path for one in files}
    return replace(site, static_files=tuple(one for one in site.static_files if one.path not in gone or one.collection))
