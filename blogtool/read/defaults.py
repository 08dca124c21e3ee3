"""Front matter defaults: what `defaults:` in the configuration gives to a file before it speaks."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from blogtool.model.config import Config
from blogtool.model.merge import deep_merge
from blogtool.text.dates import parse_date

# How types were called in Jekyll 2.
_SINGULAR = {"page": "pages", "post": "posts", "draft": "drafts"}


class Defaults:
    """The usable sets of `defaults:`, asked by path and type."""

    def __init__(self, config: Config) -> None:
        self.warnings: list[str] = []
        self._collections_dir = config.text("collections_dir").strip("/")
        self._sets = [_with_time(one, config) for one in _sets(config) if self._is_usable(one)]
        self.for_path = lru_cache(maxsize=None)(self._for_path)

    def _is_usable(self, one: object) -> bool:
        if isinstance(one, Mapping) and isinstance(one.get("values"), Mapping):
            return True
        self.warnings.append(f"an invalid front matter default set was found and skipped: {one}")
        return False

    def _for_path(self, path: str, kind: str) -> Mapping[str, Any]:
        """The values for a file at `path` (relative to the source) of type `kind` (`posts`, `pages` …).

        The more precise scope wins: the longer path, then one with a type, then the later set (gotcha 22).
        """
        values: Mapping[str, Any] = {}
        old: tuple[int, int] | None = None
        for one in self._sets:
            scope = _scope(one)
            if not self._applies(scope, path, kind):
                continue
            rank = (len(_path(scope).removeprefix("/")), 1 if "type" in scope else 0)
            if old is None or rank >= old:
                values, old = deep_merge(values, one["values"]), rank
            else:
                values = deep_merge(one["values"], values)
        return values

    def _applies(self, scope: Mapping[str, Any], path: str, kind: str) -> bool:
        if "type" in scope and _SINGULAR.get(str(scope["type"]), str(scope["type"])) != kind:
            return False
        return self._covers(_path(scope), path, in_collection=kind not in ("pages", ""))

    def _covers(self, scope_path: str, path: str, in_collection: bool) -> bool:
        """Whether a path begins with the scope's, as text; a `*` in it stands for names of files and folders.

        As Jekyll: `collections_dir` is taken from the scope's path, and from those that a `*` stands for.
        """
        if not scope_path:
            return True
        base = f"{self._collections_dir}/" if self._collections_dir else ""
        if "*" not in scope_path:
            return path.startswith(scope_path.removeprefix(base))
        whole = base + path if in_collection and not path.startswith(base or "/") else path
        return any(path.startswith(one.removeprefix(base)) for one in _named(scope_path.strip("/"), whole))


def _named(pattern: str, path: str) -> Iterator[str]:
    """The path and the folders above it that a glob names; `*` stays within a folder, `**/` does not."""
    wanted = pattern.split("/")
    parts = path.split("/")
    return ("/".join(parts[:length]) for length in range(1, len(parts) + 1) if _match_parts(wanted, parts[:length]))


def _match_parts(wanted: list[str], parts: list[str]) -> bool:
    if not wanted:
        return not parts
    if wanted[0] == "**":
        return any(_match_parts(wanted[1:], parts[skip:]) for skip in range(len(parts) + 1))
    return bool(parts) and fnmatch.fnmatchcase(parts[0], wanted[0]) and _match_parts(wanted[1:], parts[1:])


def _with_time(one: Mapping[str, Any], config: Config) -> Mapping[str, Any]:
    """As Jekyll: a date among the values is a time, also for pages; one that is none is told where it is used."""
    value = one["values"].get("date")
    if not isinstance(value, (str, date)) or isinstance(value, datetime):
        return one
    moment = parse_date(str(value), config.timezone)
    if moment is None:
        return one
    return {**one, "values": {**one["values"], "date": moment.astimezone(config.timezone)}}


def _scope(one: Mapping[str, Any]) -> Mapping[str, Any]:
    """A set without a scope is for every file."""
    scope = one.get("scope")
    return scope if isinstance(scope, Mapping) else {}


def _path(scope: Mapping[str, Any]) -> str:
    path = scope.get("path")
    return path if isinstance(path, str) else ""


def _sets(config: Config) -> list[Any]:
    value = config.settings.get("defaults")
    return list(value) if isinstance(value, (list, tuple)) else []
