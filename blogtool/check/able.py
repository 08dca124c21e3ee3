"""What of a site can be built here: its configuration without the plugins and the theme that are not there."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from blogtool.check.findings import Finding
from blogtool.errors import BlogtoolError
from blogtool.model.config import Config
from blogtool.read.themes import find_theme


def without_missing(config: Config, known_plugins: Set[str]) -> tuple[Config, list[Finding]]:
    """A configuration that can be built, so that a check does not end at the first thing that is missing."""
    where = config.files[-1] if config.files else ""
    findings: list[Finding] = []
    settings = dict(config.settings)
    plugins = config.strings("plugins")
    settings["plugins"] = [name for name in plugins if name in known_plugins]
    for name in plugins:
        if name in known_plugins:
            findings.append(Finding("same", f"plugin `{name}`: built in, or installed", where))
        else:
            fix = "take it out, or write what it does in Python in `_plugins/` (docs/extending.md)"
            findings.append(Finding("missing", f"plugin `{name}` is not known", where, fix=fix))
    named = "remote_theme" if config.get("remote_theme") else "theme"
    try:
        if find_theme(config) is not None:
            findings.append(Finding("same", f"theme `{config.get(named)}`: found", where))
    except BlogtoolError as error:
        findings.append(Finding("missing", error.what, where, fix=error.fix or ""))
        settings.update(theme=None, remote_theme=None)
    return replace(config, settings=settings), findings
