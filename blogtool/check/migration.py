"""Before moving: what of a Jekyll site behaves the same here, behaves differently, or is missing."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Set

from blogtool.check.able import line_with, lines_of
from blogtool.check.findings import Finding
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
_REGISTER = re.compile(r"register_(tag|filter)[\s(]+:?[\"']?([\w:]+)")
_TAG = re.compile(r"\{%-?\s*(\w+)")
_OUTPUT = re.compile(
    r"\{\{-?(.*?)-?\}\}|\{%-?\s*(?:assign|echo|capture|for|if|elsif|unless|case)\b(.*?)-?%\}", re.DOTALL
)
_FILTER = re.compile(r"\|\s*([a-zA-Z_]\w*)")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_VERBATIM = re.compile(r"\{%-?\s*(raw|comment)\s*-?%\}.*?\{%-?\s*end\1\s*-?%\}", re.DOTALL)
_INNER = frozenset({"else", "elsif", "when", "break", "continue"})


def check_migration(site: Site, known_tags: Set[str], known_filters: Set[str]) -> list[Finding]:
    """Ruby code, settings, tags and filters of a site against what blogtool knows."""
    findings = [*_ruby(site.config), *_settings(site.config)]
    for path, body, first_line in _templates(site):
        findings.extend(_template(path, body, first_line, known_tags, known_filters))
    return findings


def _ruby(config: Config) -> Iterator[Finding]:
    folder = os.path.join(config.source, config.text("plugins_dir"))
    for here, _, names in os.walk(folder):
        for name in sorted(names):
            if name.endswith(".rb"):
                absolute = os.path.join(here, name)
                path = os.path.relpath(absolute, config.source)
                fix = "write it in Python (docs/extending.md)"
                yield Finding("missing", "Ruby code is not run", path, 1, fix)
                yield from _registered(absolute, path)


def _registered(absolute: str, path: str) -> Iterator[Finding]:
    """The tags and filters that a Ruby plugin brings, with their lines."""
    with open(absolute, encoding="utf-8", errors="replace") as file:
        for number, line in enumerate(file, 1):
            for found in _REGISTER.finditer(line):
                what = f"the {found[1]} `{found[2]}` is written in Ruby"
                yield Finding("missing", what, path, number, "write it in Python (docs/extending.md)")


def _settings(config: Config) -> Iterator[Finding]:
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


def _templates(site: Site) -> Iterator[tuple[str, str, int]]:
    for document in site.documents:
        if document.data.get("render_with_liquid") is not False:
            yield document.path, document.body, document.body_line
    for page in site.pages:
        yield page.path, page.body, page.body_line
    for layout in site.layouts.values():
        yield layout.path, layout.body, layout.body_line
    for include in site.includes.values():
        yield include.path, include.body, 1


def _template(path: str, body: str, first_line: int, tags: Set[str], filters: Set[str]) -> Iterator[Finding]:
    if "{%" not in body and "{{" not in body:
        return
    body = _VERBATIM.sub(lambda found: "\n" * found[0].count("\n"), body)
    for found in _TAG.finditer(body):
        name = found[1]
        if name in tags or name in _INNER or (name.startswith("end") and name[3:] in tags):
            continue
        line = first_line + body.count("\n", 0, found.start())
        yield Finding("missing", f"the tag `{name}` is not known", path, line)
    for found in _OUTPUT.finditer(body):
        code = _QUOTED.sub("''", found[1] or found[2] or "")
        for name in _FILTER.findall(code):
            if name not in filters:
                line = first_line + body.count("\n", 0, found.start())
                yield Finding("different", f"the filter `{name}` is not known and does nothing", path, line)
