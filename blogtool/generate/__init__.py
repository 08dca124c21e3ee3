"""The second workshop: pages that no file stands for, by the plugins that the configuration names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from blogtool.errors import BlogtoolError
from blogtool.generate.addresses import add_way_in, place_in_folders
from blogtool.generate.archives import archive
from blogtool.generate.default_layouts import give_layouts
from blogtool.generate.fallbacks import add_fallbacks
from blogtool.generate.feeds import feed
from blogtool.generate.github import name_repository
from blogtool.generate.headings import title_from_headings
from blogtool.generate.languages import View, language_views
from blogtool.generate.pagination import paginate
from blogtool.generate.plain_markdown import add_plain_markdown, readme_indexes
from blogtool.generate.redirects import redirect
from blogtool.generate.relative_links import link_pages
from blogtool.generate.sitemap import map_site
from blogtool.model.content import Page, StaticFile
from blogtool.model.own_code import blamed
from blogtool.model.plugins import Bench, Generator, Plugins
from blogtool.model.site import Site

__all__ = ["GENERATORS", "View", "generate_pages", "language_views"]


def _alone(generator: Callable[[Site], Site]) -> Callable[[Site, Bench], Site]:
    """A generator that needs nothing but the site."""
    return lambda site, bench: generator(site)


# (name in `plugins:`, rank, generator): a lower rank is run first, equal ones in the order of `plugins:`.
GENERATORS: tuple[tuple[str, int, Callable[[Site, Bench], Site]], ...] = (
    ("jekyll-github-metadata", 0, _alone(name_repository)),
    ("jekyll-redirect-from", 1, _alone(redirect)),
    ("jekyll-archives", 1, _alone(archive)),
    ("jekyll-optional-front-matter", 1, add_plain_markdown),
    ("jekyll-readme-index", 2, readme_indexes),
    ("jekyll-feed", 3, _alone(feed)),
    ("jekyll-sitemap", 3, _alone(map_site)),
    ("jekyll-paginate", 3, _alone(paginate)),
    ("jekyll-relative-links", 3, _alone(link_pages)),
    ("jekyll-titles-from-headings", 3, title_from_headings),
    ("jekyll-default-layout", 3, _alone(give_layouts)),
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
