"""Markdown behind one door: `markdown:` of the configuration says which dialect it is."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from blogtool.cache import Cache, code_mark, key_of
from blogtool.errors import BlogtoolError, Location, suggestion
from blogtool.model.config import Config
from blogtool.model.plugins import Plugins
from blogtool.parallel import each

_AT_ONCE = 256  # answers put into the cache together


def _kramdown(text: str, settings: Mapping[str, Any]) -> str:
    from blogtool.kramdown import convert

    extensions = (settings.get("python_markdown") or {}).get("extensions") or ()
    return convert(text, settings["kramdown"], extensions=extensions)


def _commonmark(text: str, settings: Mapping[str, Any]) -> str:
    from blogtool.render.converters.commonmark import convert

    return convert(text, settings)


def _python_markdown(text: str, settings: Mapping[str, Any]) -> str:
    import markdown

    options = settings.get("python_markdown") or {}
    return markdown.markdown(text, **{"extensions": ["extra"], **options})


# Dialect (in lower case) -> function of text and settings; `settings` are the sections named beside it.
DIALECTS: Mapping[str, tuple[Callable[..., str], tuple[str, ...]]] = {
    "kramdown": (_kramdown, ("kramdown", "python_markdown")),
    "commonmark": (_commonmark, ("markdown", "commonmark", "kramdown", "highlighter")),
    "commonmarkghpages": (_commonmark, ("markdown", "commonmark", "kramdown", "highlighter")),
    "gfm": (_commonmark, ("markdown", "commonmark", "kramdown", "highlighter")),
    "python-markdown": (_python_markdown, ("python_markdown",)),
}


class MarkdownConverter:
    """Converts `.md` and its kin, one text or many, with what was converted before kept in the cache."""

    def __init__(self, config: Config, plugins: Plugins | None = None) -> None:
        name = config.text("markdown", "kramdown").lower()
        if name not in DIALECTS:
            raise BlogtoolError(
                f"`markdown: {config.text('markdown')}` is no dialect that blogtool knows",
                Location(config.files[-1]) if config.files else None,
                suggestion(name, DIALECTS) or f"one of {', '.join(DIALECTS)}",
            )
        function, sections = DIALECTS[name]
        self._settings = {one: config.settings.get(one) for one in sections}
        if config.settings.get("highlighter") not in ("rouge", "pygments", None) or _is_off(config):
            self._settings["kramdown"] = {**config.section("kramdown"), "syntax_highlighter": ""}
        self._convert = partial(function, settings=self._settings)
        self._endings = frozenset(f".{one.strip().lower()}" for one in config.text("markdown_ext").split(","))
        self._salt = json.dumps([code_mark(), name, self._settings], sort_keys=True, default=str)
        self._known: dict[str, str] = {}

    def matches(self, extension: str) -> bool:
        """Whether the configuration counts this extension as Markdown."""
        return extension.lower() in self._endings

    def output_extension(self, extension: str) -> str:
        """Always `.html`."""
        return ".html"

    def convert(self, text: str) -> str:
        """The HTML of one text."""
        found = self._known.get(text)
        return self._convert(text) if found is None else found

    def convert_many(self, texts: Sequence[str], cache: Cache | None, jobs: int) -> None:
        """Makes ready the HTML of all these texts: from the cache, else on `jobs` processes."""
        wanted = [text for text in dict.fromkeys(texts) if text not in self._known]
        keys = {text: key_of("markdown", self._salt, text) for text in wanted} if cache is not None else {}
        if cache is not None:
            stored = cache.get_many(keys.values())
            for text in wanted:
                if (known := stored.get(keys[text])) is not None:
                    self._known[text] = known.decode()
        missing = [text for text in wanted if text not in self._known]
        fresh: dict[bytes, bytes] = {}
        for text, html in zip(missing, each(self._convert, missing, jobs), strict=True):
            self._known[text] = html
            if cache is not None:
                fresh[keys[text]] = html.encode()
                if len(fresh) == _AT_ONCE:  # a build that is stopped loses no more than these
                    cache.put_many(fresh)
                    fresh = {}
        if cache is not None:
            cache.put_many(fresh)


def _is_off(config: Config) -> bool:
    return "highlighter" in config.settings and config.settings["highlighter"] in (None, False, "none")
