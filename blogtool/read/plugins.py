"""Loads the author's `_plugins/*.py` and installed packages' plugins into the tables."""

from __future__ import annotations

import os
from typing import Any

from blogtool.errors import BlogtoolError, Location
from blogtool.model.config import Config
from blogtool.model.own_code import blamed, told
from blogtool.model.plugins import Plugins

# What these plugins do, blogtool does itself (docs/plugins.md lists where each one lives).
BUILT_IN = frozenset(
    {
        "jekyll-feed", "jekyll-sitemap", "jekyll-seo-tag", "jekyll-redirect-from", "jekyll-paginate",
        "jekyll-polyglot", "jekyll-archives", "jekyll-toc", "jekyll-gist", "jekyll-mentions", "jekyll-avatar",
        "jemoji", "jekyll-github-metadata", "jekyll-relative-links", "jekyll-optional-front-matter",
        "jekyll-titles-from-headings", "jekyll-readme-index", "jekyll-default-layout", "jekyll-include-cache",
        "jekyll-remote-theme", "jekyll-commonmark", "jekyll-commonmark-ghpages", "jekyll-sass-converter",
        "jekyll-coffeescript", "jekyll-watch", "kramdown-parser-gfm", "kramdown-math-mathjax",
    }
)  # fmt: skip


def load_plugins(config: Config) -> Plugins:
    """Everything that plugins add. Raises BlogtoolError for a plugin that is not there or does not load."""
    plugins = Plugins()
    wanted = config.strings("plugins")
    installed = _installed() if any(name not in BUILT_IN for name in wanted) else {}
    allowed = set(config.strings("whitelist"))
    for name in wanted:
        if config.flag("safe") and name not in allowed and name not in BUILT_IN:
            continue
        if name in BUILT_IN:
            continue
        if name not in installed:
            raise BlogtoolError(
                f"the plugin `{name}` is not known to blogtool and is not installed",
                Location(config.files[-1]) if config.files else None,
                "take it out of `plugins:`, or write it in Python in `_plugins/` (docs/extending.md)",
            )
    for name, point in installed.items():
        if name in wanted and (name in allowed or not config.flag("safe")):
            with blamed(f"the installed plugin `{name}`"):
                point.load()(plugins)
    if not config.flag("safe"):
        _load_folder(config, plugins)
    return plugins


def known_plugins() -> frozenset[str]:
    """The names that `plugins:` may hold: those built in, and those of installed packages."""
    return BUILT_IN | frozenset(_installed())


def _installed() -> dict[str, Any]:
    """The plugins of installed packages by name; looking for them takes longer than a small build."""
    from importlib import metadata

    return {point.name: point for point in metadata.entry_points(group="blogtool.plugins")}


def _load_folder(config: Config, plugins: Plugins) -> None:
    folder = os.path.join(config.source, config.text("plugins_dir"))
    if not os.path.isdir(folder):
        return
    for entry in sorted(os.scandir(folder), key=lambda one: one.name):
        if entry.name.endswith(".py") and entry.is_file():
            _load_file(entry.path, os.path.relpath(entry.path, config.source), plugins)


def _load_file(absolute: str, path: str, plugins: Plugins) -> None:
    import importlib.util

    spec = importlib.util.spec_from_file_location(f"_blogtool_plugin_{os.path.basename(path)[:-3]}", absolute)
    if spec is None or spec.loader is None:
        raise BlogtoolError("cannot be loaded as a Python module", Location(path))
    module = importlib.util.module_from_spec(spec)
    try:
        # Not `exec_module`: bytecode kept beside it hides an edit that is as long and of the same second.
        with open(absolute, "rb") as file:
            exec(compile(file.read(), absolute, "exec"), module.__dict__)  # the author's own code
    except (Exception, SystemExit) as error:  # the author's own code may raise anything
        raise BlogtoolError(
            f"the plugin does not load: {told(error)}",
            Location(path, _line(error, absolute)),
        ) from error
    plug = getattr(module, "plug", None)
    if plug is None:
        raise BlogtoolError(
            "the plugin has no function `plug`",
            Location(path),
            "write `def plug(plugins): …` (docs/extending.md)",
        )
    try:
        plug(plugins)
    except (Exception, SystemExit) as error:  # the author's own code may raise anything
        what = f"`plug` of the plugin does not work: {told(error)}"
        raise BlogtoolError(what, Location(path, _line(error, absolute)), "see docs/extending.md") from error
    _verify(plugins, path)


def _verify(plugins: Plugins, path: str) -> None:
    """Refuses what cannot be an extension, where it is told and not where it is used."""
    for kind, table in (("filter", plugins.filters), ("generator", plugins.generators), ("engine", plugins.engines)):
        for name, one in table.items():
            if not callable(one):
                raise BlogtoolError(f"the {kind} `{name}` is no function, but {one!r}", Location(path))
    for kind, classes in (("tag", plugins.tags), ("converter", plugins.converters)):
        for name, one in classes.items():
            is_right = isinstance(one, type) if kind == "tag" else callable(one)
            if not is_right:
                raise BlogtoolError(f"the {kind} `{name}` is no class, but {one!r}", Location(path))


def _line(error: BaseException, absolute: str) -> int | None:
    if isinstance(error, SyntaxError):
        return error.lineno
    trace, line = error.__traceback__, None
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == absolute:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
