"""The second workshop: pages that no file stands for, by the plugins that the configuration names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module

from blogtool.errors import BlogtoolError
from blogtool.generate.addresses import add_way_in, place_in_folders
from blogtool.generate.fallbacks import add_fallbacks
from blogtool.generate.languages import View, language_views
from blogtool.model.content import Page, StaticFile
from blogtool.model.own_code import blamed
from blogtool.model.plugins import Bench, Generator, Plugins
from blogtool.model.site import Site

__all__ = ["GENERATORS", "View", "generate_pages", "language_views"]


_Generator = Callable[[Site, Bench], Site]


def _alone(module: str, name: str) -> _Generator:
    """A generator of this room that needs nothing but the site."""
    return lambda site, bench: _loaded(module, name)(site)


def _with_bench(module: str, name: str) -> _Generator:
    """A generator of this room that makes pages of files, or HTML of Markdown."""
    return lambda site, bench: _loaded(module, name)(site, bench)


def _loaded(module: str, name: str) -> Callable[..., Site]:
    found: Callable[..., Site] = getattr(import_module(f"{__name__}.{module}"), name)
    return found


# (name in `plugins:`, rank, generator): a lower rank is run first, equal ones in the order of `plugins:`.
# A module is loaded where a site names its plugin: most name few, and every build would wait for all.
GENERATORS: tuple[tuple[str, int, _Generator], ...] = (
    ("jekyll-github-metadata", 0, _alone("github", "name_repository")),
    ("jekyll-redirect-from", 1, _alone("redirects", "redirect")),
    ("jekyll-archives", 1, _alone("archives", "archive")),
    ("jekyll-optional-front-matter", 1, _with_bench("plain_markdown", "add_plain_markdown")),
    ("jekyll-readme-index", 2, _with_bench("plain_markdown", "readme_indexes")),
    ("jekyll-feed", 3, _alone("feeds", "feed")),
    ("jekyll-sitemap", 3, _alone("sitemap", "map_site")),
    ("jekyll-paginate", 3, _alone("pagination", "paginate")),
    ("jekyll-relative-links", 3, _alone("relative_links", "link_pages")),
    ("jekyll-titles-from-headings", 3, _with_bench("headings", "title_from_headings")),
    ("jekyll-default-layout", 3, _alone("default_layouts", "give_layouts")),
)


def generate_pages(site: Site, plugins: Plugins, bench: Bench) -> Site:
    """The site with what its plugins add: ours by name, then the author's own."""
    site = place_in_folders(site)
    named = site.config.plugins
    chosen = [one for one in GENERATORS if one[0] in named]
    for _, _, generator in sorted(chosen, key=lambda one: (one[1], named.index(one[0]))):
        site = generator(site, bench)
    for name, own in plugins.generators.items():
        site = _added(site, f"the generator `{name}`", own)
    return add_way_in(add_fallbacks(site))


def _added(site: Site, what: str, generator: Generator) -> Site:
    """The site with what an author's generator makes. Raises BlogtoolError for mistakes in it, which `what` names."""
    with blamed(what):
        made = list(generator(site) or ())
    pages, files = [], []
    for one in made:
        if isinstance(one, Page):
            pages.append(one)
        elif isinstance(one, StaticFile):
            files.append(one)
        else:
            raise BlogtoolError(f"{what} gives {type(one).__name__}, which is neither a Page nor a StaticFile")
    return replace(site, pages=(*site.pages, *pages), static_files=(*site.static_files, *files))
