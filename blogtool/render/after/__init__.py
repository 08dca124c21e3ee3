"""What still happens to a finished page: steps over its text, for the plugins that the site names."""

from __future__ import annotations

from collections.abc import Callable

from blogtool.model.content import Document, Page
from blogtool.model.site import Site
from blogtool.render.after.emoji import emoji_pictures
from blogtool.render.after.language_links import language_links
from blogtool.render.after.mentions import mention_links

__all__ = ["AFTER", "after_steps"]

Step = Callable[[str, Document | Page], str]

# (name in `plugins:`, what makes its step for a site), in the order in which the steps are taken.
AFTER: tuple[tuple[str, Callable[[Site], Step]], ...] = (
    ("jekyll-mentions", mention_links),
    ("jemoji", emoji_pictures),
    ("jekyll-polyglot", language_links),
)


def after_steps(site: Site) -> tuple[Step, ...]:
    """The steps that a site's plugins ask for."""
    named = site.config.plugins
    return tuple(make(site) for name, make in AFTER if name in named)
