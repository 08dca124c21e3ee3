"""Turns Sass into CSS: the owner of libsass. Files in `_sass` are found by `@import`."""

from __future__ import annotations

import base64
import json
import os
import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from blogtool.errors import BlogtoolError, Location
from blogtool.model.config import Config
from blogtool.model.site import Site

STYLES = ("nested", "expanded", "compact", "compressed")
# As sassc: numbers keep ten decimals, where libsass alone would keep five.
PRECISION = 10

Noted = Callable[[str], None]  # an absolute path as an import names it: the file's may have `_` and an extension

_EMBEDDED_MAP = re.compile(r"\n*/\*# sourceMappingURL=data:application/json;base64,([A-Za-z0-9+/=]*) \*/\n?\Z")
_FROM_TEXT = re.compile(r"(/\* line \d+, )stdin \*/")
_ERROR_PLACE = re.compile(r"\n\s+on line (\d+)(?::\d+)? of ([^\n]+)")


@dataclass(frozen=True)
class SassConverter:
    """The converter of `.scss` and `.sass` files, set up by `sass:` of the configuration."""

    folders: tuple[str, ...] = ()  # absolute: where `@import` looks, in this order
    style: str = "compact"
    has_maps: bool = True
    has_line_comments: bool = False  # where each rule comes from
    roots: tuple[str, ...] = ()  # absolute: files below are named relative to these, in messages and source maps

    def matches(self, extension: str) -> bool:
        """Whether files with this extension are style sheets to convert."""
        return extension.lower() in (".scss", ".sass")

    def output_extension(self, extension: str) -> str:
        """Always `.css`."""
        return ".css"

    def convert(self, text: str) -> str:
        """CSS of SCSS text, as the filter `scssify` gives it: without a source map."""
        return self.compile(text, path="stdin.scss")

    def compile(self, text: str, path: str, indented: bool | None = None, note: Noted | None = None) -> str:
        """CSS without a source map; `indented` (the .sass syntax) is by default read off the path.

        `note` is told of style sheets outside of `folders` that are looked for, each before it is read.
        Errors: BlogtoolError at the line of the text, or of the partial.
        """
        css, _ = self._compile(text, path, indented, 1, False, note)
        return css

    def convert_with_map(
        self, text: str, path: str, first_line: int = 1, note: Noted | None = None
    ) -> tuple[str, str | None]:
        """CSS of the page at `path`, and the JSON of its source map (or None where there is none).

        The map goes to the page's URL with `.map` at its end; the comment that points to it is in the CSS.
        `note` as in `compile`. Errors: BlogtoolError at the line of the file (its text begins at `first_line`).
        """
        css, source_map = self._compile(text, path, None, first_line, self.has_maps, note)
        if source_map is None:
            return css, None
        name = _stem(path) + ".css"
        # As Jekyll: an empty line before the comment in every style, and no newline after it.
        css = css.rstrip("\n") + "\n" if css.strip() else ""
        return f"{css}\n/*# sourceMappingURL={name}.map */", source_map

    def _compile(
        self, text: str, path: str, indented: bool | None, first_line: int, with_map: bool, note: Noted | None
    ) -> tuple[str, str | None]:
        import sass

        if not text:
            return "", None
        if indented is None:
            indented = path.endswith(".sass")
        importers = None if note is None else [(0, lambda name, importing: self._tell(name, importing, note))]
        try:
            css = sass.compile(
                string=text,
                output_style=self.style,
                include_paths=self.folders,
                indented=indented,
                precision=PRECISION,
                source_map_embed=with_map,
                source_comments=self.has_line_comments,
                source_map_contents=with_map,
                importers=importers,
            )
        except sass.CompileError as error:
            raise self._failure(str(error), path, first_line) from error
        css = css.removeprefix("\ufeff")
        if self.has_line_comments and not path.startswith("stdin."):
            css = _FROM_TEXT.sub(rf"\1{posixpath.basename(path)} */", css)
        found = _EMBEDDED_MAP.search(css)
        if found is None:
            return css, None
        return css[: found.start()], self._map(found[1], path)

    def _tell(self, name: str, importing: str, note: Noted) -> None:
        """Notes where libsass is about to look for an import beyond the folders that are known to be looked into."""
        beside = os.path.dirname(os.path.abspath(importing))  # for the text itself, "stdin", the working folder
        for folder in dict.fromkeys((beside, os.getcwd(), *self.folders)):
            place = os.path.normpath(os.path.join(folder, name))
            if not any(place.startswith(f"{one}{os.sep}") for one in self.folders):
                note(place)

    def _map(self, encoded: str, path: str) -> str:
        """The source map that libsass embedded, with the names of the author's files."""
        content = json.loads(base64.b64decode(encoded))
        content["file"] = _stem(path) + ".css"
        content["sources"] = [
            posixpath.basename(path) if name == "stdin" else self._own_path(name) for name in content["sources"]
        ]
        return json.dumps(content, ensure_ascii=False, indent="\t")

    def _own_path(self, name: str) -> str:
        """A file as libsass names it (relative to the working folder), relative to the source or the theme."""
        absolute = os.path.abspath(name)
        for root in self.roots:
            if absolute.startswith(root.rstrip("/") + "/"):
                return os.path.relpath(absolute, root).replace(os.sep, "/")
        return absolute

    def _failure(self, message: str, path: str, first_line: int) -> BlogtoolError:
        """libsass's message as ours: what, and the line of the entry file or of the partial."""
        what = message.strip().split("\n", 1)[0].removeprefix("Error: ").rstrip(".")
        place = _ERROR_PLACE.search(message)
        if place is None:
            return BlogtoolError(f"Sass cannot read this: {what}", Location(path))
        line, name = int(place[1]), place[2].strip()
        if name == "stdin":
            return BlogtoolError(f"Sass cannot read this: {what}", Location(path, line + first_line - 1))
        where = Location(self._own_path(name), line)
        return BlogtoolError(f"Sass cannot read this: {what}", where, f"it is imported by {path}")


def _stem(path: str) -> str:
    """A path's file name without its extension."""
    return posixpath.splitext(posixpath.basename(path))[0]


def sass_converter(site: Site) -> SassConverter:
    """The converter that a site's `sass:` asks for."""
    config = site.config
    settings = config.section("sass")
    style = str(settings.get("style") or "compact").removeprefix(":")
    return SassConverter(
        folders=folders_of_imports(site),
        style=style if style in STYLES else "compact",
        has_line_comments=settings.get("line_comments") is True,
        has_maps=_wants_maps(str(settings.get("sourcemap", "always")), config),
        roots=(config.source, site.theme) if site.theme is not None else (config.source,),
    )


def _wants_maps(sourcemap: str, config: Config) -> bool:
    """Whether `sourcemap: never | always | development` asks for maps in this run."""
    if sourcemap == "development":
        return config.environment == "development"
    return sourcemap != "never"


def folders_of_imports(site: Site) -> tuple[str, ...]:
    """Where imports are looked for: `load_paths`, `sass_dir`, the theme's folder; absolute, once each."""
    settings = site.config.section("sass")
    load_paths, sass_dir = settings.get("load_paths"), str(settings.get("sass_dir") or "_sass")
    named = [str(one) for one in load_paths if one] if isinstance(load_paths, (list, tuple)) else []
    if isinstance(load_paths, str):
        named = [load_paths]
    own = [os.path.normpath(os.path.join(site.config.source, one)) for one in (*named, sass_dir)]
    themes = [os.path.join(site.theme, "_sass")] if site.theme is not None else []
    return tuple(dict.fromkeys([*own, *themes]))


def sheets_at(place: str) -> Iterator[str]:
    """The files that libsass takes for an import of `place`, as far as they are there."""
    folder, name = os.path.split(place)
    for start in ("_", ""):
        for extension in ("", ".scss", ".sass", ".css"):
            for path in (f"{folder}/{start}{name}{extension}", f"{place}/{start}index{extension}"):
                if os.path.isfile(path):
                    yield path
