"""What of a site can be built here: its configuration without the plugins and the theme that are not there."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace
from pathlib import Path

from blogtool.check.findings import Finding
from blogtool.errors import BlogtoolError
from blogtool.model.config import Config
from blogtool.read.themes import find_theme
from blogtool.render.converters.markdown import DIALECTS


def without_missing(config: Config, known_plugins: Set[str]) -> tuple[Config, list[Finding]]:
    """A configuration that can be built, so that a check does not end at the first thing that is missing."""
    where = config.files[-1] if config.files else ""
    lines = lines_of(config)
    findings: list[Finding] = []
    settings = dict(config.settings)
    plugins = config.strings("plugins")
    settings["plugins"] = [name for name in plugins if name in known_plugins]
    for name in plugins:
        if name in known_plugins:
            findings.append(Finding("same", f"plugin `{name}`: built in, or installed", where))
        else:
            fix = "take it out, or write what it does in Python in `_plugins/` (docs/extending.md)"
            findings.append(Finding("missing", f"plugin `{name}` is not known", where, line_with(lines, name), fix))
    dialect = config.text("markdown", "kramdown")
    if dialect.lower() not in DIALECTS:
        what = f"`markdown: {dialect}` is no dialect that blogtool knows: the site is checked as kramdown"
        fix = f"one of {', '.join(DIALECTS)}"
        findings.append(Finding("missing", what, where, line_with(lines, "markdown:"), fix))
        settings["markdown"] = "kramdown"
    named = "remote_theme" if config.get("remote_theme") else "theme"
    try:
        if find_theme(config) is not None:
            findings.append(Finding("same", f"theme `{config.get(named)}`: found", where))
    except BlogtoolError as error:
        findings.append(Finding("missing", error.what, where, line_with(lines, f"{named}:"), error.fix or ""))
        settings.update(theme=None, remote_theme=None)
    return replace(config, settings=settings), findings


def lines_of(config: Config) -> list[str]:
    """The lines of the configuration file that counts most; none where there is no file."""
    if not config.files:
        return []
    try:
        return Path(config.source, config.files[-1]).read_text("utf-8", "replace").splitlines()
    except OSError:
        return []


def line_with(lines: Sequence[str], text: str) -> int | None:
    """The number of the first line that has the text, outside of a comment."""
    return next((number for number, line in enumerate(lines, 1) if text in line.split(" #")[0]), None)
