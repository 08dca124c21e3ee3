"""Makes `:smile:` in finished HTML a small picture, as GitHub shows it (jemoji)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from blogtool.model.content import Document, Page
from blogtool.model.site import Site
from blogtool.render.after.texts import change_texts, is_shown_html

_NAME = re.compile(r":([A-Za-z0-9_+-]+):")
_QUIET = frozenset({"pre", "code", "tt", "script", "style", "textarea"})
_DEFAULT_SOURCE = "https://github.githubassets.com/images/icons"
# What GitHub's file names leave out: the sign that asks for colour.
_VARIATION = "\ufe0f"


def emoji_pictures(site: Site) -> Callable[[str, Document | Page], str]:
    """The step over finished pages; `emoji: {src: …}` names another place of the pictures."""
    setting = site.config.get("emoji")
    source = setting.get("src") if isinstance(setting, Mapping) else None
    base = str(source or _DEFAULT_SOURCE).rstrip("/")

    def picture(found: re.Match[str]) -> str:
        sign = _sign(found[1])
        if sign is None:
            return found[0]
        file = "-".join(f"{ord(one):04x}" for one in sign if one != _VARIATION)
        return (
            f'<img class="emoji" title="{found[0]}" alt="{found[0]}" '
            f'src="{base}/emoji/unicode/{file}.png" height="20" width="20">'
        )

    def step(html: str, one: Document | Page) -> str:
        if ":" not in html or not is_shown_html(one):
            return html
        return change_texts(html, ":", _QUIET, lambda text: _NAME.sub(picture, text))

    return step


@lru_cache(maxsize=1024)
def _sign(name: str) -> str | None:
    """The characters of an emoji, None for a name that is not known."""
    from rich.emoji import Emoji

    written = f":{name}:"
    sign = Emoji.replace(written)
    return None if sign == written else sign
