"""Answers what tags and filters ask of the build, and notes what they have asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blogtool.model.content import Include, source_of
from blogtool.render.registers import Registers
from blogtool.render.states import Renderable

if TYPE_CHECKING:
    from blogtool.render.converters.sass import SassConverter
    from blogtool.render.document import SiteRenderer
    from blogtool.render.links import Links


class RegistersOf:
    """Makes the registers of each page, the same ones for its body and its layouts."""

    def __init__(self, renderer: SiteRenderer, links: Links, sass: SassConverter) -> None:
        self._renderer = renderer
        self._links = links
        self._sass = sass
        self._memo: dict[object, object] = {}
        self._last: tuple[Renderable, Registers] | None = None

    def of(self, one: Renderable) -> Registers:
        """The registers of a page."""
        if self._last is None or self._last[0] is not one:
            self._last = (one, self._made(one))
        return self._last[1]

    def _made(self, one: Renderable) -> Registers:
        renderer = self._renderer
        return Registers(
            site=renderer.site,
            config=renderer.config,
            find_include=self._find_include,
            markdownify=renderer.markdown.convert,
            convert_sass=self._convert_sass,
            url_of=self._url_of,
            post_url=self._post_url,
            path=source_of(one).path,
            page=renderer.faces.of(one),
            warn=renderer.warn,
            note=renderer.note,
            note_template=renderer.noting.template,
            memo=self._memo,
        )

    def _find_include(self, name: str) -> Include | None:
        self._renderer.note(f"include:{name}")
        return self._renderer.site.includes.get(name)

    def _url_of(self, path: str) -> str | None:
        self._renderer.note(f"link:{path}")
        return self._links.url_of(path)

    def _post_url(self, name: str) -> str | None:
        self._renderer.note(f"post:{name}")
        return self._links.post_url(name)

    def _convert_sass(self, text: str, indented: bool) -> str:
        noting = self._renderer.noting
        noting.sass()
        return self._sass.compile(text, "stdin.sass" if indented else "stdin.scss", indented, noting.sheet)
