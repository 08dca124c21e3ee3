"""`{% github_edit_link "Improve this page" %}`: where a page's source is edited (jekyll-github-metadata)."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from blogtool.render.context import Context


class GithubEditLinkTag:
    """The tag: a link with a text, or the bare address where none is given."""

    def __init__(self, markup: str) -> None:
        self.text = markup.strip().strip("\"'")

    def render(self, context: Context) -> str:
        """The link; nothing where the repository is not known."""
        site, page = context.find("site"), context.find("page")
        github = site.get("github") if isinstance(site, Mapping) else None
        if not isinstance(github, Mapping) or not isinstance(page, Mapping):
            return ""
        source = github.get("source")
        branch = source.get("branch") if isinstance(source, Mapping) else "main"
        address = escape(f"{github['repository_url']}/edit/{branch}/{page.get('path')}")
        return f'<a href="{address}">{self.text}</a>' if self.text else address
