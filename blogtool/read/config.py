"""Reads the configuration: defaults, then files, then the command line, merged once and here."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from blogtool.errors import BlogtoolError, Location, suggestion
from blogtool.model.config import ALWAYS_EXCLUDED, DEFAULTS, Config
from blogtool.model.merge import deep_merge
from blogtool.model.url import post_template
from blogtool.read.github_pages import as_on_github_pages, is_for_github_pages
from blogtool.read.theme_archives import repository_of
from blogtool.text import yaml

NAMES = ("_config.yml", "_config.yaml", "_config.toml", "config.yml", "config.yaml")
# Our own keys and Jekyll's that have no default: known, so that a near miss can be told from an author's key.
_KNOWN = frozenset(DEFAULTS) | {
    "title", "description", "url", "author", "theme", "remote_theme", "translate", "languages", "default_lang",
    "lang", "email", "sass", "paginate", "feed", "time", "data", "webrick", "repository", "logo",
    "source", "destination", "livereload", "profile", "whitelist", "incremental", "ignore_theme_config",
}  # fmt: skip


def read_config(
    source: str | None = None,
    destination: str | None = None,
    files: Sequence[str] | None = None,
    overrides: Mapping[str, Any] | None = None,
    environment: Mapping[str, str] | None = None,
) -> Config:
    """The configuration of the site in `source` (default: the working folder).

    `files` are named relative to the working folder, later ones on top. Raises BlogtoolError where a file
    is missing or broken.
    """
    environment = os.environ if environment is None else environment
    root = os.path.abspath(source or os.getcwd())
    if not os.path.isdir(root):
        raise BlogtoolError(f"the source folder `{source}` does not exist", fix="check `--source`")
    paths = _files(root, files)
    written: dict[str, Any] = {}
    warnings: list[str] = []
    for path in paths:
        shown = os.path.relpath(path, root)
        settings = _read_file(path, shown, warnings)
        if settings is None:
            break  # as Jekyll: nor are the files after it read
        written = deep_merge(written, settings)
    asked = {key: value for key, value in (overrides or {}).items() if value is not None}
    warnings.extend(_near_misses(written, paths, root))
    settings = _keep_types(written)
    if asked.pop("github_pages", False) or is_for_github_pages(root):
        settings = as_on_github_pages(settings, warnings, environment.get("JEKYLL_ENV", "development"))
    merged = deep_merge(deep_merge(DEFAULTS, settings), asked)
    # As Jekyll: a source or destination in the file counts, relative to the working folder.
    if source is None and isinstance(written.get("source"), str):
        root = os.path.abspath(os.path.join(root, written["source"]))
    target = destination or written.get("destination")
    target = os.path.abspath(str(target)) if target else os.path.join(root, "_site")
    merged = _complete(merged, root, target, warnings)
    return Config(
        source=root,
        destination=target,
        settings=merged,
        files=tuple(os.path.relpath(path, root) for path in paths),
        timezone=_zone(merged.get("timezone"), environment, warnings),
        environment=environment.get("JEKYLL_ENV", "development"),
        warnings=tuple(warnings),
    )


def settings_with_theme(theme: str, config: Config) -> Config:
    """The configuration over the theme's own `_config.yml`; as Jekyll, without what Jekyll itself has a default for.

    `ignore_theme_config: true` leaves the theme's out. What lies in the repository of a theme of GitHub Pages is for
    its own demonstration: its gem does not hold it.
    """
    path = os.path.join(theme, "_config.yml")
    name = config.text("theme")
    is_named = bool(name) and not config.get("remote_theme") and repository_of(name) is None
    if config.settings.get("ignore_theme_config") is True or not is_named or not os.path.isfile(path):
        return config
    shown = f"{os.path.basename(theme)}/_config.yml"
    warnings: list[str] = []
    written = _read_file(path, shown, warnings) or {}
    own = {key: value for key, value in written.items() if key not in DEFAULTS}
    return replace(config, settings=deep_merge(own, config.settings), warnings=(*config.warnings, *warnings))


def _files(root: str, files: Sequence[str] | None) -> list[str]:
    if files:
        for name in files:
            if not os.path.isfile(name):
                near = suggestion(name, [entry.name for entry in os.scandir(os.path.dirname(name) or ".")])
                raise BlogtoolError(
                    f"the configuration file `{name}` could not be found", fix=near or "check `--config`"
                )
        return [os.path.abspath(name) for name in files]
    for name in NAMES:
        if os.path.isfile(os.path.join(root, name)):
            return [os.path.join(root, name)]
    return []


def _read_file(path: str, shown: str, warnings: list[str]) -> Mapping[str, Any] | None:
    """The settings of one file; None, and a warning, where it holds none. Raises BlogtoolError where it is broken."""
    if not path.endswith((".yml", ".yaml", ".toml")):
        warnings.append(f"{shown}: a configuration file is named *.yml, *.yaml or *.toml: this one is not read")
        return None
    try:
        text = Path(path).read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BlogtoolError(
            f"not UTF-8: byte {error.start} of the file", Location(shown), "save the file as UTF-8"
        ) from error
    except OSError as error:
        raise BlogtoolError(f"cannot be read: {error.strerror}", Location(shown)) from error
    if path.endswith(".toml"):
        import tomllib  # few configurations are TOML

        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise BlogtoolError(f"broken TOML: {error}", Location(shown)) from error
    value = yaml.load(text, shown)
    if value is None or value is False:
        return {}
    if not isinstance(value, dict):
        # As Jekyll: the site is built with what else there is.
        warnings.append(f"{shown}: not a map of keys and values: it is not read; write one `key: value` a line")
        return None
    return {str(key): one for key, one in value.items()}


def _keep_types(written: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in the files, brought into the shapes that the rest expects."""
    settings = dict(written)
    collections = settings.get("collections")
    if isinstance(collections, list):
        settings["collections"] = {str(label): {} for label in collections}
    elif collections is not None and not isinstance(collections, Mapping):
        raise BlogtoolError(
            f"`collections` must be a list or a map, but is `{collections}`",
            fix=f"write `collections: [{collections}]`",
        )
    if settings.get("relative_permalinks"):
        raise BlogtoolError(
            "`relative_permalinks` is gone since Jekyll 3: permalinks of pages begin at the site's root",
            fix="take the setting out",
        )
    if "gems" in settings and "plugins" not in settings:
        settings["plugins"] = settings["gems"]
    for key in ("include", "exclude"):
        if key in settings and not isinstance(settings[key], list):
            shown = "" if settings[key] is None else str(settings[key])
            raise BlogtoolError(
                f"`{key}` must be a list, but is " + (f"the text `{shown}`" if shown else "empty"),
                fix=f"write `{key}: [{shown}]`",
            )
    plugins = settings.get("plugins")
    if plugins is not None and not isinstance(plugins, list):
        raise BlogtoolError(f"`plugins` must be a list, but is `{plugins}`", fix=f"write `plugins: [{plugins}]`")
    return settings


def _complete(merged: dict[str, Any], root: str, target: str, warnings: list[str]) -> dict[str, Any]:
    """Jekyll's derived settings: the posts collection, its permalink, absolute folders."""
    merged["source"], merged["destination"] = root, target
    limit = merged.get("limit_posts")
    if isinstance(limit, int) and limit < 0:
        raise BlogtoolError(f"`limit_posts: {limit}` is less than nothing", fix="0 means no limit")
    permalink = merged.get("permalink")
    merged["permalink"] = permalink = "date" if permalink is None else str(permalink)
    merged["exclude"] = list(dict.fromkeys([*merged["exclude"], *ALWAYS_EXCLUDED]))
    collections = {
        # As Jekyll: a name that it has to change loses its settings.
        _label(str(label)): one if isinstance(one, Mapping) and _label(str(label)) == label else {}
        for label, one in (merged.get("collections") or {}).items()
    }
    posts = {"permalink": post_template(permalink), **collections.get("posts", {}), "output": True}
    merged["collections"] = {
        "posts": posts,
        **{label: one for label, one in collections.items() if label != "posts"},
    }
    for key in ("layouts_dir", "includes_dir", "data_dir", "plugins_dir", "collections_dir", "cache_dir"):
        if not isinstance(merged.get(key), str):
            merged[key] = DEFAULTS[key]
    if isinstance(merged.get("kramdown"), Mapping):
        merged["kramdown"] = deep_merge(DEFAULTS["kramdown"], merged["kramdown"])  # type: ignore[arg-type]
    return merged


def _label(text: str) -> str:
    """As Jekyll: a collection's name keeps letters, digits, `_`, `-` and dots."""
    return re.sub(r"[^A-Za-z0-9_.-]", "", text)


def _near_misses(written: Mapping[str, Any], paths: Sequence[str], root: str) -> list[str]:
    """A key that nobody knows but that looks like a known one: probably a slip of the hand."""
    warnings = []
    for key in written:
        near = suggestion(key, _KNOWN) if key not in _KNOWN and len(key) > 4 else None
        if near and _differs_little(key, near.split("`")[1]):
            warnings.append(f"{os.path.relpath(paths[-1], root)}: unknown setting `{key}`: {near}")
    return warnings


def _differs_little(key: str, known: str) -> bool:
    """Letters lost, doubled or swapped, but not another word: `permlink`, not `authors`."""
    if abs(len(key) - len(known)) > 1 or key.rstrip("s") == known.rstrip("s"):
        return False
    return sorted(key) == sorted(known) or key in _one_letter_less(known) or known in _one_letter_less(key)


def _one_letter_less(word: str) -> set[str]:
    return {word[:place] + word[place + 1 :] for place in range(len(word))}


def _zone(name: object, environment: Mapping[str, str], warnings: list[str]) -> tzinfo:
    """The site's time zone: `timezone:`, else TZ, else the machine's, else UTC."""
    for one in (name, environment.get("TZ")):
        if not one:
            continue
        try:
            return ZoneInfo(str(one))
        except (ZoneInfoNotFoundError, ValueError):
            warnings.append(f"unknown time zone `{one}`: UTC is used")
            return ZoneInfo("UTC")
    local = os.path.realpath("/etc/localtime")
    if "/zoneinfo/" in local:
        try:
            return ZoneInfo(local.split("/zoneinfo/", 1)[1])
        except (ZoneInfoNotFoundError, ValueError):
            pass
    return ZoneInfo("UTC")
