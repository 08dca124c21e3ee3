"""`{% I18n_Headers %}` and `{% static_href %}` (jekyll-polyglot)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING

from blogtool.model.language import normalise
from blogtool.render.after.language_links import KEPT_HREF

if TYPE_CHECKING:
    from blogtool.render.context import Context

_HREF = re.compile(r'\bhref="')


class LanguageHeadersTag:
    """The page's language, and a link to each version of it; an address may stand in for the site's `url`."""

    def __init__(self, markup: str) -> None:
        self.address = markup.strip().strip("\"'")

    def render(self, context: Context) -> str:
        """The lines for the page's head."""
        site, page = context.find("site"), context.find("page")
        site = site if isinstance(site, Mapping) else {}
        page = page if isinstance(page, Mapping) else {}
        address = escape((self.address or str(site.get("url") or "")).rstrip("/"))
        own = page.get("permalink_lang")
        own = own if isinstance(own, Mapping) else {}
        default = site.get("default_lang")
        languages = site.get("languages")
        lines = [f'<meta http-equiv="Content-Language" content="{escape(normalise(str(site.get("active_lang"))))}">']
        known = list(languages) if isinstance(languages, (list, tuple)) else []
        for lang in sorted(known, key=lambda one: one != default):  # the default one first
            folder = "" if lang == default else f"/{lang}"
            path = str(own.get(lang) or page.get("permalink") or "")
            target = f"{address}{folder}{escape(path)}"
            lines.append(f'<link rel="alternate" hreflang="{escape(normalise(str(lang)))}" {KEPT_HREF}="{target}"/>')
        return "\n".join(lines) + "\n"


class StaticHrefTag:
    """A link that stays as it is written in every language."""

    is_block = True

    def __init__(self, markup: str) -> None:
        self.markup = markup

    def render(self, context: Context, body: str) -> str:
        """The body with its links marked, so that the step over finished pages leaves them."""
        return _HREF.sub(f'{KEPT_HREF}="', body)
