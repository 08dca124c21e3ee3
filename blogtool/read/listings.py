"""What stands in the folders of the source: looked at, or as it was where a watcher has told of all changes."""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from stat import S_ISDIR, S_ISREG
from typing import Any, NamedTuple

from blogtool.cache import Memory, plain_mark

_KEY, _SEEN = "listings", "seen listings"  # of what a process keeps from one build to the next


class Found(NamedTuple):
    """A name in a folder, and what it stands for; what a link leads to counts."""

    name: str
    path: str  # absolute
    is_folder: bool
    is_link: bool
    stat: os.stat_result | None  # of a file; None for a folder, and for what is neither


_UNTOLD = ("node_modules", "__pycache__")  # folders whose changes are too many to be told
_Seen = dict[str, tuple[Found, Any]]


class Listings:
    """The folders below one source folder, each in the order of its names."""

    def __init__(self, source: str, memory: Memory | None = None) -> None:
        """`memory` has what the build before this one found, and what has changed since, if that is known."""
        self._source = source.rstrip(os.sep)
        self._real = os.path.realpath(source)
        self._before: dict[str, list[Found]] = {}
        self._now: dict[str, list[Found]] = {}
        self._own: set[str] = set()  # listings that no other build has seen: these may be changed
        self._seen_before: dict[tuple[object, ...], _Seen] = {}
        self._seen: dict[tuple[object, ...], _Seen] = {}
        if memory is None:
            return
        memory.put(_KEY, self._now)
        memory.put(_SEEN, self._seen)
        if memory.told is not None:
            self._before = dict(memory.get(_KEY) or {})
            self._seen_before = memory.get(_SEEN) or {}
            for path in memory.told:
                self._look_again(path)

    def of(self, folder: str) -> Sequence[Found]:
        """What stands in an absolute folder."""
        found = self._before.get(folder)
        if found is None:
            found = look_into(folder)
            if not self._is_watched(folder, found):
                return found
        self._now[folder] = found
        return found

    def seen_as(
        self, key: tuple[object, ...], folder: str, see: Callable[[Found], Any]
    ) -> Iterable[tuple[Found, Any]]:
        """What stands in a folder with what `see` makes of each; that is asked only of what is new under this `key`."""
        listing = self.of(folder)
        known = self._seen_before.get(key, {})
        seen: _Seen = {}
        for one in listing:
            pair = known.get(one.name)
            seen[one.name] = pair if pair is not None and pair[0] is one else (one, see(one))
        self._seen[key] = seen
        return seen.values()

    def _is_watched(self, folder: str, found: Iterable[Found]) -> bool:
        """Whether a watcher tells of each change in a folder: not of the hidden, behind links, out of the source."""
        inside = folder.removeprefix(self._source)
        is_hidden = any(name.startswith((".", "#", "~")) or name in _UNTOLD for name in inside.split(os.sep))
        if is_hidden or any(one.is_link for one in found):
            return False
        return os.path.realpath(folder) == self._real + inside

    def _look_again(self, path: str) -> None:
        """A watcher has told of a path: what stands there now, and in the folders below it, is another thing."""
        folder, name = os.path.split(path)
        while folder not in self._before:
            if len(folder) <= len(self._source):  # out of the source, or its own folder
                self._forget(path)
                return
            path = folder
            folder, name = os.path.split(path)
        if folder not in self._own:
            self._own.add(folder)
            self._before[folder] = list(self._before[folder])
        listing = self._before[folder]
        place = bisect_left(listing, name, key=attrgetter("name"))
        old = listing[place] if place < len(listing) and listing[place].name == name else None
        new = look_at(path)
        listing[place : place + (old is not None)] = [new] if new is not None else []
        if new is not None and new.is_link:
            self._forget(folder)
        elif (old is not None and old.is_folder) or (new is not None and new.is_folder):
            self._forget(path)

    def _forget(self, folder: str) -> None:
        """A folder and all below it will be looked into."""
        for known in [one for one in self._before if one == folder or one.startswith(folder + os.sep)]:
            del self._before[known]


def are_true(memory: Memory, is_told: Callable[[str], bool], is_wanted: Callable[[], bool]) -> bool:
    """Whether the folders are as the last build found, or was told, them to be; only as long as that `is_wanted`.

    Paths of which a watcher does not tell (not `is_told`) do not count.
    """
    listings: dict[str, list[Found]] = memory.last(_KEY) or {}
    for folder, known in listings.items():
        if not is_wanted():
            return True
        try:
            now = look_into(folder)
        except OSError:
            return False
        is_same = len(now) == len(known) and not any(map(_differ, now, known))
        if not is_same and _counting(now, is_told) != _counting(known, is_told):
            return False
    return True


def _counting(listing: Iterable[Found], is_told: Callable[[str], bool]) -> list[tuple[object, ...]]:
    return [
        (*one[:4], one.stat and plain_mark(one.stat)) for one in listing if is_told(one.path)
    ]


def _differ(one: Found, other: Found) -> bool:
    if one[:4] != other[:4] or (one.stat is None) != (other.stat is None):
        return True
    return one.stat is not None and other.stat is not None and plain_mark(one.stat) != plain_mark(other.stat)


def look_into(folder: str) -> list[Found]:
    """All that stands in a folder. Raises OSError where it cannot be looked into."""
    found: list[Found] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            is_folder = entry.is_dir()
            try:
                stat = entry.stat() if not is_folder and entry.is_file() else None
            except FileNotFoundError:
                continue  # gone in this moment
            found.append(Found(entry.name, entry.path, is_folder, entry.is_symlink(), stat))
    found.sort(key=attrgetter("name"))
    return found


def look_at(path: str) -> Found | None:
    """What stands at one path; None where there is nothing."""
    name = os.path.basename(path)
    is_link = os.path.islink(path)
    try:
        stat = os.stat(path)
    except OSError:
        return Found(name, path, False, True, None) if is_link else None
    kind = stat.st_mode
    return Found(name, path, S_ISDIR(kind), is_link, stat if S_ISREG(kind) else None)
