"""What GitHub Pages sets and forces when it builds a site: for building the same site at home."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Any

from blogtool.model.merge import deep_merge

# As documented by GitHub ("About GitHub Pages and Jekyll") and by the gem `github-pages`.
PLUGINS = (
    "jekyll-coffeescript",
    "jekyll-commonmark-ghpages",
    "jekyll-gist",
    "jekyll-github-metadata",
    "jekyll-paginate",
    "jekyll-relative-links",
    "jekyll-optional-front-matter",
    "jekyll-readme-index",
    "jekyll-default-layout",
    "jekyll-titles-from-headings",
)
ALLOWED = frozenset(
    {
        *PLUGINS, "jekyll-feed", "jekyll-sitemap", "jekyll-seo-tag", "jekyll-redirect-from",
        "jekyll-avatar", "jekyll-mentions", "jemoji", "jekyll-include-cache", "jekyll-remote-theme",
        "jekyll-octicons",
    }
)  # fmt: skip

# What a site gets that says nothing else.
DEFAULTS: Mapping[str, object] = {
    "future": True,
    "kramdown": {"input": "GFM", "hard_wrap": False, "gfm_quirks": "paragraph_end"},
}
# The same where the site is built to be published.
IN_PRODUCTION: Mapping[str, object] = {"sass": {"style": "compressed"}}
# `markdown:` that GitHub Pages knows, in small letters; anything else is kramdown.
_DIALECTS = ("kramdown", "gfm", "commonmarkghpages")
_GFM: Mapping[str, object] = {
    "markdown": "CommonMarkGhPages",
    "commonmark": {
        "extensions": ["table", "strikethrough", "autolink", "tagfilter"],
        "options": ["unsafe", "footnotes"],
    },
}
# What no site can change.
FORCED: Mapping[str, object] = {
    "lsi": False,
    "safe": True,
    "incremental": False,
    "highlighter": "rouge",
    "gist": {"noscript": False},
    "kramdown": {"template": "", "math_engine": "mathjax", "syntax_highlighter": "rouge"},
}
_GEM = re.compile(r"^\s*gem\s*\(?\s*[\"']github-pages[\"']", re.MULTILINE)


def is_for_github_pages(source: str) -> bool:
    """Whether the site's Gemfile asks for the gem `github-pages`."""
    try:
        with open(os.path.join(source, "Gemfile"), encoding="utf-8", errors="replace") as file:
            return _GEM.search(file.read()) is not None
    except OSError:
        return False


def as_on_github_pages(
    settings: Mapping[str, Any], warnings: list[str], environment: str = "development"
) -> dict[str, Any]:
    """The site's own settings with what GitHub Pages puts below them and above them.

    Plugins that GitHub Pages does not run are left out, with a warning each.
    """
    below = deep_merge(DEFAULTS, IN_PRODUCTION) if environment == "production" else DEFAULTS
    merged = deep_merge(deep_merge(below, settings), FORCED)
    dialect = str(merged.get("markdown") or "kramdown").lower()
    if dialect == "gfm":
        merged.update(_GFM)
    elif dialect not in _DIALECTS:
        merged["markdown"] = "kramdown"
    named = [str(one) for one in settings.get("plugins") or settings.get("gems") or () if one is not None]
    for name in named:
        if name not in ALLOWED:
            warnings.append(f"the plugin `{name}` is not run on GitHub Pages")
    kept = [name for name in named if name in ALLOWED]
    if settings.get("remote_theme"):
        kept.append("jekyll-remote-theme")
    merged["plugins"] = list(dict.fromkeys([*PLUGINS, *kept]))
    merged["whitelist"] = sorted(ALLOWED)
    return merged
