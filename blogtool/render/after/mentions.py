"""Makes `@name` in finished HTML a link to the person's page (jekyll-mentions)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from blogtool.model.content import Document, Page
from blogtool.model.site import Site
from blogtool.render.after.texts import change_texts, is_shown_html

_DEFAULT_BASE = "https://github.com"
# In these nothing is a mention.
_QUIET = frozenset({"pre", "code", "a", "style", "script"})
# As GitHub reads it: not within a word or a path, and not before a dot that goes on with a word.
_MENTION = re.compile(
    r"(?:^|(?<=[^A-Za-z0-9_]))@((?>[A-Za-z0-9_][A-Za-z0-9_-]*))(?!/)(?=\.+[^A-Za-z0-9_]|\.+\Z|[^0-9A-Za-z_.]|\Z)"
)
# Words that speak of mentions rather than being one.
_NOT_NAMES = frozenset({"mention", "mentions", "mentioned", "mentioning"})


def mention_links(site: Site) -> Callable[[str, Document | Page], str]:
    """The step over finished pages, with the site's and each page's own `jekyll-mentions:`."""

    def step(html: str, one: Document | Page) -> str:
        own = one.data.get("jekyll-mentions")
        if "@" not in html or own is False or not is_shown_html(one):
            return html
        return link_mentions(html, base_url(own if own is not None else site.config.get("jekyll-mentions")))

    return step


def base_url(setting: object) -> str:
    """Where people are found: the setting itself, or its `base_url`."""
    address = setting.get("base_url") if isinstance(setting, Mapping) else setting
    return (str(address) if address and address is not True else _DEFAULT_BASE).rstrip("/")


def link_mentions(html: str, base: str) -> str:
    """HTML with its mentions linked, in the body where there is one, but not in code, links and scripts.

    >>> link_mentions("<p>By @ann, <code>@x</code></p>", "https://github.com")
    '<p>By <a href="https://github.com/ann" class="user-mention">@ann</a>, <code>@x</code></p>'
    """
    return change_texts(html, "@", _QUIET, lambda text: _with_links(text, base))


def _with_links(text: str, base: str) -> str:
    def link(found: re.Match[str]) -> str:
        name = found[1]
        if name.lower() in _NOT_NAMES:
            return found[0]
        return f'<a href="{base}/{name}" class="user-mention">@{name}</a>'

    return _MENTION.sub(link, text)
