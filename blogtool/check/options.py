"""Before moving: settings that do nothing here, do something else, or cannot be what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from blogtool.check.able import line_with, lines_of
from blogtool.check.findings import Finding
from blogtool.errors import suggestion
from blogtool.kramdown.options import NAMES, UNUSED
from blogtool.model.config import Config
from blogtool.model.site import Site

# Settings of Jekyll's that do nothing here, and why.
_WITHOUT_EFFECT: Mapping[str, str] = {
    "lsi": "related posts are the newest ones, as Jekyll's own without classifier-reborn",
    "detach": "`blogtool serve` stays in the foreground",
    "show_dir_listing": "`blogtool serve` shows no listings, as GitHub Pages",
    "profile": "use `blogtool build --profile`",
    "incremental": "every build writes only what changed",
}
_UNKNOWN = re.compile(r"unknown setting `([^`]+)`: (.*)")
_OF_DART_SASS = re.compile(r"^\s*@(use|forward)\s", re.MULTILINE)


def check_options(site: Site) -> Iterator[Finding]:
    """What of the configuration counts otherwise than its author may think."""
    config = site.config
    where = config.files[-1] if config.files else ""
    lines = lines_of(config)
    for key, why in _WITHOUT_EFFECT.items():
        if config.flag(key):
            yield Finding("different", f"`{key}` has no effect: {why}", where, line_with(lines, f"{key}:"))
    for warning in config.warnings:
        found = _UNKNOWN.search(warning)
        if found:
            what = f"the setting `{found[1]}` is not known"
            yield Finding("different", what, where, line_with(lines, f"{found[1]}:"), found[2])
        else:
            kind = "missing" if warning.startswith("the plugin") else "mistake"
            yield Finding(kind, warning.removeprefix(f"{where}: "), where)
    for warning in site.warnings:
        if warning.startswith("an invalid front matter default"):
            yield Finding("mistake", warning, where, line_with(lines, "defaults:"), "a set has `scope` and `values`")
    for what, key, fix in [*_kramdown(config), *_sass(config)]:
        yield Finding("different", what, where, line_with(lines, f"{key}:"), fix)
    yield from _style_sheets(site)


def _kramdown(config: Config) -> Iterator[tuple[str, str, str]]:
    """What is said of it, its key, and what to do."""
    settings = config.section("kramdown")
    for key in settings:
        if key == "coderay" or key.startswith(("coderay_", "enable_coderay")):
            yield f"kramdown's `{key}` has no effect: code is coloured as Rouge does", key, ""
        elif key not in NAMES and key not in UNUSED:
            yield f"kramdown has no option `{key}`", key, suggestion(key, NAMES) or ""
    for key, known in (("syntax_highlighter", ("rouge", "none")), ("math_engine", ("mathjax",))):
        value = settings.get(key)
        if value and str(value).lstrip(":") not in known:
            yield f"kramdown's `{key}: {value}` is not known", key, f"use `{known[0]}`"
    if config.text("highlighter") == "pygments":
        yield "`highlighter: pygments` does not colour the code of Markdown", "highlighter", "use `rouge`"


def _sass(config: Config) -> Iterator[tuple[str, str, str]]:
    implementation = config.section("sass").get("implementation")
    if implementation not in (None, "sassc"):
        what = f"`implementation: {implementation}`: style sheets are compiled by libsass, as on GitHub Pages"
        yield what, "implementation", "write `@import` where `@use` stands"


def _style_sheets(site: Site) -> Iterator[Finding]:
    """`@use` and `@forward`, which libsass does not know and leaves standing."""
    root = Path(site.config.source)
    for path in sorted({*root.rglob("*.scss"), *root.rglob("*.sass")}):
        shown = path.relative_to(root)
        if any(part.startswith(".") or part in ("node_modules", "vendor", "_site") for part in shown.parts[:-1]):
            continue
        text = path.read_text("utf-8", "replace")
        if found := _OF_DART_SASS.search(text):
            line = text.count("\n", 0, found.start(1)) + 1
            what = f"`@{found[1]}` needs Dart Sass: libsass, which GitHub Pages uses too, does not know it"
            yield Finding("missing", what, str(shown), line, "write `@import`")


__all__ = ["check_options"]
