"""Which files of the source folder belong to the site: Jekyll's rules for include and exclude."""

from __future__ import annotations

import fnmatch
import os
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from blogtool.model.config import OWN_CACHE, Config
from blogtool.read.listings import Found, Listings

_SPECIAL = ("_", ".", "#", "~")


class _Patterns:
    """Entries of `include` or `exclude`: globs and prefixes, relative to the source (gotcha 6)."""

    def __init__(self, texts: Sequence[str]) -> None:
        plain = [text.removeprefix("./").removeprefix("/") for text in texts]
        self._prefixes = tuple(plain)
        self._globs = tuple(_glob(text) for text in plain if any(sign in text for sign in "*?["))

    def match(self, path: str, is_folder: bool) -> bool:
        if path.startswith(self._prefixes) or (is_folder and path + "/" in self._prefixes):
            return True
        if not self._globs:
            return False  # asked twice of every file
        return any(glob.match(path) is not None for glob in self._globs)


@cache
def _glob(text: str) -> re.Pattern[str]:
    return re.compile(fnmatch.translate(text))


class EntryFilter:
    """Says for each file and folder whether Jekyll would look at it."""

    def __init__(self, config: Config) -> None:
        self._source = config.source
        included = config.strings("include")
        excluded = [*config.strings("exclude"), *_own_config(config)]
        self._include = _Patterns(included)
        self._exclude = _Patterns([one for one in excluded if one not in included])
        self._is_safe = config.flag("safe")
        self.mark = repr((included, excluded, self._is_safe))  # what keeps the same has the same one

    def keeps(self, path: str, is_folder: bool, is_link: bool = False, below: str = "") -> bool:
        """Whether the entry at `path` is read.

        `path` is relative to the folder that `include` counts from; that folder, `below`, is relative to the one
        that `exclude` counts from: `exclude: [sub]` leaves `_posts/sub` alone, as in Jekyll.
        """
        name = path.rsplit("/", 1)[-1]
        if name.endswith(".") or name == OWN_CACHE:
            return False
        is_included = self._include.match(path, is_folder) or self._include.match(name, is_folder)
        if not is_included and self._exclude.match(f"{below}/{path}" if below else path, is_folder):
            return False
        if is_link and self._is_safe and self._leaves_source(f"{below}/{path}"):
            return False
        if is_included:
            return True
        return not (path.startswith(_SPECIAL) or name.startswith(_SPECIAL) or name.endswith("~"))

    def _leaves_source(self, path: str) -> bool:
        real = os.path.realpath(os.path.join(self._source, path.lstrip("/")))
        return not (real + os.sep).startswith(os.path.realpath(self._source) + os.sep)


def _own_config(config: Config) -> tuple[str, ...]:
    """Our `config.yml`, found by itself, is not published; one named with `--config` is, as in Jekyll."""
    found = config.files == ("config.yml",) or config.files == ("config.yaml",)
    return config.files if found and not config.flag("config_was_named") else ()


class Entry(NamedTuple):
    """A file found on the way: its path relative to the source, and where it is."""

    path: str
    absolute: str
    stat: os.stat_result


def walk(
    config: Config, entry_filter: EntryFilter, listings: Listings, skipped: Sequence[str] = ()
) -> Iterator[tuple[str, list[Entry]]]:
    """Each folder of the site (relative, `""` first) with the files in it that are read, in order of names."""
    made = {os.path.realpath(config.destination), os.path.realpath(config.cache_folder)}
    nothing: frozenset[str] = frozenset()
    pending = [("", os.path.realpath(config.source), nothing)]
    while pending:
        folder, real, above = pending.pop()
        if real in above:
            continue  # a link that leads back to a folder around it
        files: list[Entry] = []
        folders: list[tuple[str, str]] = []
        for name, absolute, is_folder, is_link, stat in listings.of(
            os.path.join(config.source, folder) if folder else config.source
        ):
            path = f"{folder}/{name}" if folder else name
            if not entry_filter.keeps(name, is_folder, is_link, folder):
                continue
            if is_folder:
                inner = os.path.realpath(absolute) if is_link else os.path.join(real, name)
                if path not in skipped and inner not in made:
                    folders.append((path, inner))
            elif stat is not None:
                files.append(Entry(path, absolute, stat))
        yield folder, files
        pending.extend((path, inner, above | {real}) for path, inner in reversed(folders))


def files_below(
    folder: str,
    entry_filter: EntryFilter,
    listings: Listings,
    below: str = "",
    with_hidden: bool = False,
    shown: str = "",
) -> Iterator[Entry]:
    """All files below an absolute folder that the filter keeps, in order of names; their paths begin with `shown`.

    `below` is the folder as `exclude` names it. `with_hidden`: also in folders within folders whose names begin
    with a dot, as Jekyll looks for the files of a collection.
    """

    def entry_of(one: Found, prefix: str) -> Entry | None:
        name, place, is_folder, is_link, stat = one
        if is_folder or stat is None or not entry_filter.keeps(prefix + name, False, is_link, below):
            return None
        return Entry(f"{shown}{prefix}{name}", place, stat)

    def inside(absolute: str, prefix: str, real: str, above: frozenset[str]) -> Iterator[Entry]:
        if real in above:
            return  # a link that leads back to a folder around it
        key = (entry_filter.mark, absolute, prefix, below, with_hidden, shown)
        for one, entry in listings.seen_as(key, absolute, lambda one: entry_of(one, prefix)):
            if entry is not None:
                yield entry
            elif one.is_folder and (with_hidden or not one.name.startswith(".")):
                inner = os.path.realpath(one.path) if one.is_link else os.path.join(real, one.name)
                yield from inside(one.path, f"{prefix}{one.name}/", inner, above | {real})

    if os.path.isdir(folder):
        yield from inside(folder, "", os.path.realpath(folder), frozenset())
