"""`{% feed_meta %}`: the link to the feed for a page's head (jekyll-feed)."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING

from blogtool.model.config import Config
from blogtool.render.ruby import is_true, to_s

if TYPE_CHECKING:
    from blogtool.render.context import Context


class FeedMetaTag:
    """The tag."""

    def __init__(self, markup: str) -> None:
        self.markup = markup

    def render(self, context: Context) -> str:
        """A `<link>` with the site's title, as it is written."""
        config = context.registers.config
        address = context.engine.filter("absolute_url", posts_feed(config), registers=context.registers)
        title = config.get("title") if is_true(config.get("title")) else config.get("name")
        titled = f' title="{escape(to_s(title))}"' if is_true(title) else ""
        return f'<link type="application/atom+xml" rel="alternate" href="{escape(str(address))}"{titled} />'


def posts_feed(config: Config) -> str:
    """Where the feed of all posts is: `feed.path`, or the path of its collection `posts`."""
    settings = config.section("feed")
    collections = settings.get("collections")
    posts = collections.get("posts") if isinstance(collections, Mapping) else None
    own = posts.get("path") if isinstance(posts, Mapping) else None
    return str(own or settings.get("path") or "feed.xml")
