"""Markdown behind one door: `markdown:` of the configuration says which dialect it is."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
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
        if _highlighter(config) != "rouge":
            self._settings["kramdown"] = {**config.section("kramdown"), "syntax_highlighter": ""}
        self._convert = partial(function, settings=self._settings)
        self._endings = frozenset(f".{one.strip().lower()}" for one in config.text("markdown_ext").split(","))
        self._salt = json.dumps([code_mark(), name, self._settings], sort_keys=True, default=str)
        self._ready: dict[str, str] = {}  # HTML of texts whose turn it is
        self._keys: dict[str, bytes] = {}  # of texts whose HTML can be recalled
        self._known_keys: dict[str, bytes] = {}  # of texts that were asked for
        self._unsaved: dict[bytes, bytes] = {}  # HTML on its way into the cache
        self._expected: dict[bytes, str] = {}  # texts by their keys, where their HTML may be kept
        self._cache: Cache | None = None

    def matches(self, extension: str) -> bool:
        """Whether the configuration counts this extension as Markdown."""
        return extension.lower() in self._endings

    def output_extension(self, extension: str) -> str:
        """Always `.html`."""
        return ".html"

    def convert(self, text: str) -> str:
        """The HTML of one text."""
        found = self._ready.get(text)
        if found is None and text in self._keys:
            found = self._recalled(self._keys[text])
        return self._convert(text) if found is None else found

    def can_recall(self, text: str) -> bool:
        """Whether `convert` has the HTML of this text without making it again."""
        return text in self._keys

    def _key_of(self, text: str) -> bytes:
        found = self._known_keys.get(text)
        if found is None:
            found = self._known_keys[text] = key_of("markdown", self._salt, text)
        return found

    def _stored(self, keys: Mapping[str, bytes], cache: Cache) -> set[bytes]:
        """Those of the keys whose HTML is in the cache; of what was expected that is known."""
        unknown = [key for text, key in keys.items() if text not in self._keys and key not in self._expected]
        return cache.present(unknown).union(key for text, key in keys.items() if text in self._keys)

    def _recalled(self, key: bytes) -> str | None:
        stored = self._unsaved.get(key)
        if stored is None and self._cache is not None:
            stored = self._cache.get(key)
        return None if stored is None else stored.decode()

    def expect(self, texts: Iterable[str], cache: Cache) -> int:
        """Makes ready for `convert_apart` of any of these texts in any process; how many have to be converted."""
        self._cache = cache
        self._expected = {self._key_of(text): text for text in texts}
        stored = cache.present(self._expected)
        self._keys.update((self._expected[key], key) for key in stored)
        return len(self._expected) - len(stored)

    def load(self) -> None:
        """Loads what converting takes, if any text that is expected has to be converted."""
        if len(self._keys.keys() & self._expected.values()) < len(self._expected):
            self._convert("")

    def convert_apart(self, text: str) -> dict[bytes, bytes]:
        """Makes the HTML of an expected text ready for `convert`: in a worker, which gives it to `take_in` elsewhere.

        Empty where it is in the cache.
        """
        if text in self._keys:
            return {}
        key = self._key_of(text)
        self._keys[text], self._ready = key, {text: self._convert(text)}
        return {key: self._ready[text].encode()}

    def take_in(self, converted: Mapping[bytes, bytes]) -> None:
        """Puts what a worker has converted into the cache, many at a time."""
        self._keys.update((self._expected[key], key) for key in converted)
        self._unsaved.update(converted)
        if len(self._unsaved) >= _AT_ONCE:
            self.save()

    def convert_in_turn(
        self, texts: Sequence[str], cache: Cache | None, jobs: int
    ) -> Generator[None, None, None]:
        """Each step makes the HTML of the next text ready for `convert`; it may be let go at the step after it.

        It comes from the cache, else from `jobs` processes that work ahead while the caller uses what is there.
        """
        self._cache = cache
        keys = {text: self._key_of(text) for text in texts} if cache is not None else {}
        stored = self._stored(keys, cache) if cache is not None else set()
        self._keys.update((text, key) for text, key in keys.items() if key in stored)
        times = Counter(texts)
        fresh = each(self._convert, [text for text in times if keys.get(text) not in stored], jobs)
        try:
            for start in range(0, len(texts), _AT_ONCE):
                some = texts[start : start + _AT_ONCE]
                wanted = [keys[text] for text in some if keys.get(text) in stored]
                found = cache.get_many(wanted) if cache is not None else {}
                for text in some:
                    if text not in self._ready:
                        self._ready[text] = self._next(text, keys.get(text), stored, found, fresh)
                    yield
                    if times[text] == 1:
                        del self._ready[text]
                self.save()
        finally:  # a build that is stopped loses nothing
            self.save()

    def _next(
        self, text: str, key: bytes | None, stored: set[bytes], found: dict[bytes, bytes], fresh: Iterator[str]
    ) -> str:
        if key in stored:
            known = found.pop(key, None) if key is not None else None
            return self._convert(text) if known is None else known.decode()  # damaged since it was looked for
        html = next(fresh)
        if key is not None:
            self._keys[text], self._unsaved[key] = key, html.encode()
        return html

    def save(self) -> None:
        """Puts into the cache what is not there yet."""
        if self._cache is not None:
            self._cache.put_many(self._unsaved)
        self._unsaved = {}


def _highlighter(config: Config) -> str:
    """What colours the code of Markdown: kramdown's own setting, else the site's. Only `rouge` does."""
    return str(config.section("kramdown").get("syntax_highlighter") or config.settings.get("highlighter") or "rouge")
