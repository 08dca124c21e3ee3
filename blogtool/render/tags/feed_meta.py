"""`{% feed_meta %}`: the link to the feed for a page's head (jekyll-feed)."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING

from blogtool.model.config import Config
from blogtool.model.language import normalise
from blogtool.model.siblings import main_language, tells_languages
from blogtool.model.site import Site
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
        page = context.find("page")
        lang = page.get("lang") if isinstance(page, Mapping) else None
        path = _feed_of(context.registers.site, to_s(lang) if is_true(lang) else "")
        address = context.engine.filter("absolute_url", path, registers=context.registers)
        title = config.get("title") if is_true(config.get("title")) else config.get("name")
        titled = f' title="{escape(to_s(title))}"' if is_true(title) else ""
        return f'<link type="application/atom+xml" rel="alternate" href="{escape(str(address))}"{titled} />'


def _feed_of(site: Site, lang: str) -> str:
    """Where the feed in a language is: that of all posts, unless each language has its own."""
    path = posts_feed(site.config)
    if not lang or not site.siblings or not tells_languages(site.config):
        return path
    code = normalise(lang)
    folder = next((one for one in site.siblings.languages if normalise(one) == code), None)
    is_main = code == normalise(main_language(site.config))
    return path if folder is None or is_main else f"/{folder}/{path.lstrip('/')}"


def posts_feed(config: Config) -> str:
    """Where the feed of all posts is: `feed.path`, or the path of its collection `posts`."""
    settings = config.section("feed")
    collections = settings.get("collections")
    posts = collections.get("posts") if isinstance(collections, Mapping) else None
    own = posts.get("path") if isinstance(posts, Mapping) else None
    return str(own or settings.get("path") or "feed.xml")
