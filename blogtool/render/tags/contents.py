"""`{% toc %}`: the table of contents of the page (jekyll-toc)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from blogtool.render.filters.contents import toc_only, toc_settings

if TYPE_CHECKING:
    from blogtool.render.context import Context


class TocTag:
    """The tag; it is silent on pages that do not say `toc: true`."""

    def __init__(self, markup: str) -> None:
        self.markup = markup

    def render(self, context: Context) -> str:
        """The list. As jekyll-toc: of `page.content`, which has no headings yet while a page is Markdown."""
        page = context.find("page")
        if not isinstance(page, Mapping) or page.get("toc") is not True:
            return ""
        return toc_only(str(page.get("content") or ""), toc_settings(context.registers.config.section("toc")))
