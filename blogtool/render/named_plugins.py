"""Tags and filters that exist where `plugins:` names the plugin they come from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from blogtool.model.config import Config
from blogtool.model.plugins import Plugins
from blogtool.render.after.mentions import base_url, link_mentions
from blogtool.render.context import Context
from blogtool.render.filters.contents import TocSettings, inject_anchors, toc_only, toc_settings
from blogtool.render.ruby import to_s
from blogtool.render.tags.avatar import AvatarTag
from blogtool.render.tags.contents import TocTag
from blogtool.render.tags.feed_meta import FeedMetaTag
from blogtool.render.tags.gist import GistTag
from blogtool.render.tags.github_edit_link import GithubEditLinkTag
from blogtool.render.tags.language_tags import LanguageHeadersTag, StaticHrefTag
from blogtool.render.tags.seo import SeoTag

__all__ = ["FILTERS", "TAGS", "with_named_plugins"]


def with_context(function: Callable[..., object]) -> Callable[..., object]:
    """Marks a filter that is given the context first, then the value."""
    function.wants_context = True  # type: ignore[attr-defined]
    return function


@with_context
def _toc_only(context: Context, html: object) -> object:
    """The table of contents, on pages that say `toc: true`."""
    return toc_only(to_s(html), _toc_settings(context)) if _wants_toc(context) else ""


@with_context
def _anchors(context: Context, html: object) -> object:
    """The text with anchors in its headings, on pages that say `toc: true`."""
    return inject_anchors(to_s(html), _toc_settings(context)) if _wants_toc(context) else html


@with_context
def _toc(context: Context, html: object) -> object:
    """The table of contents, and then the text with anchors in its headings."""
    if not _wants_toc(context):
        return html
    settings = _toc_settings(context)
    return toc_only(to_s(html), settings) + inject_anchors(to_s(html), settings)


def _toc_settings(context: Context) -> TocSettings:
    return toc_settings(context.registers.config.section("toc"))


def _wants_toc(context: Context) -> bool:
    page = context.find("page")
    return isinstance(page, Mapping) and page.get("toc") is True


@with_context
def _mentionify(context: Context, html: object) -> object:
    """The text with `@names` linked."""
    setting = context.registers.config.get("jekyll-mentions")
    return link_mentions(to_s(html), base_url(setting))


TAGS: Mapping[str, Mapping[str, type]] = {
    "jekyll-avatar": {"avatar": AvatarTag},
    "jekyll-feed": {"feed_meta": FeedMetaTag},
    "jekyll-gist": {"gist": GistTag},
    "jekyll-github-metadata": {"github_edit_link": GithubEditLinkTag},
    "jekyll-polyglot": {
        "I18n_Headers": LanguageHeadersTag,
        "i18n_headers": LanguageHeadersTag,
        "Static_Href": StaticHrefTag,
        "static_href": StaticHrefTag,
    },
    "jekyll-seo-tag": {"seo": SeoTag},
    "jekyll-toc": {"toc": TocTag},
}

FILTERS: Mapping[str, Mapping[str, Callable[..., object]]] = {
    "jekyll-mentions": {"mentionify": _mentionify},
    "jekyll-toc": {"toc": _toc, "toc_only": _toc_only, "inject_anchors": _anchors},
}


def with_named_plugins(config: Config, plugins: Plugins | None) -> Plugins:
    """The author's plugins, below them the tags and filters of those that the configuration names."""
    own = plugins or Plugins()
    tags: dict[str, type] = {}
    filters: dict[str, Callable[..., object]] = {}
    for name in config.plugins:
        tags.update(TAGS.get(name, {}))
        filters.update(FILTERS.get(name, {}))
    return replace(own, tags={**tags, **own.tags}, filters={**filters, **own.filters})
