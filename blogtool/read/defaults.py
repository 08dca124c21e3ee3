"""Front matter defaults: what `defaults:` in the configuration gives to a file before it speaks."""

from __future__ import annotations

import fnmatch
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from blogtool.model.config import Config
from blogtool.model.merge import deep_merge


class Defaults:
    """The usable sets of `defaults:`, asked by path and type."""

    def __init__(self, config: Config) -> None:
        self.warnings: list[str] = []
        self._collections_dir = config.text("collections_dir").strip("/")
        self._sets = [one for one in _sets(config) if self._is_usable(one)]
        self.for_path = lru_cache(maxsize=None)(self._for_path)

    def _is_usable(self, one: object) -> bool:
        if isinstance(one, Mapping) and isinstance(one.get("values"), Mapping) and _has_scope(one):
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
            scope = one["scope"]
            if not self._applies(scope, path, kind):
                continue
            rank = (len(_clean(str(scope.get("path") or ""))), 1 if scope.get("type") else 0)
            if old is None or rank >= old:
                values, old = deep_merge(values, one["values"]), rank
            else:
                values = deep_merge(one["values"], values)
        return values

    def _applies(self, scope: Mapping[str, Any], path: str, kind: str) -> bool:
        wanted = scope.get("type")
        if wanted and str(wanted) != kind:
            return False
        return self._covers(str(scope.get("path") or ""), path)

    def _covers(self, scope_path: str, path: str) -> bool:
        scope_path = _clean(scope_path)
        if not scope_path:
            return True
        candidates = [path]
        if self._collections_dir and path.startswith(self._collections_dir + "/"):
            candidates.append(path[len(self._collections_dir) + 1 :])
        if "*" in scope_path:
            return any(_glob(scope_path, one) for one in candidates)
        return any(one.startswith(scope_path) for one in candidates)


def _glob(pattern: str, path: str) -> bool:
    """Whether a glob names the path or a folder above it; `*` stays within a folder, `**/` does not."""
    wanted = pattern.split("/")
    parts = path.split("/")
    return any(_match_parts(wanted, parts[:length]) for length in range(1, len(parts) + 1))


def _match_parts(wanted: list[str], parts: list[str]) -> bool:
    if not wanted:
        return not parts
    if wanted[0] == "**":
        return any(_match_parts(wanted[1:], parts[skip:]) for skip in range(len(parts) + 1))
    return bool(parts) and fnmatch.fnmatchcase(parts[0], wanted[0]) and _match_parts(wanted[1:], parts[1:])


def _clean(path: str) -> str:
    return path.strip("/") if path.startswith("/") else path.removesuffix("/")


def _sets(config: Config) -> list[Any]:
    value = config.settings.get("defaults")
    return list(value) if isinstance(value, (list, tuple)) else []


def _has_scope(one: Mapping[str, Any]) -> bool:
    scope = one.get("scope")
    return isinstance(scope, Mapping)
