"""Looks for changes by the clock, and knows which files could change the site at all."""

from __future__ import annotations

import fnmatch
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from blogtool.model.config import Config

Interest = Callable[[str], bool]

_ALONE = 0.5  # seconds between two looks where nobody else tells
_BESIDE = 5.0  # … and where the system tells, and a look only finds what it missed
_LONGEST = 30.0  # … and how long such a look waits for saves and rebuilds to come to rest
_SHARE = 20  # a look that takes long is made so much more rarely: at most a twentieth of one processor
# As /proc/mounts calls file systems on which changes made elsewhere are not told here.
_NETWORK = ("nfs", "cifs", "smb", "9p", "fuse.", "vboxsf", "prl_fs", "drvfs", "virtiofs", "afs", "ncpfs", "davfs")
_MEMORY = "_translations/memory.sqlite"


class _Listener(Protocol):
    is_of_interest: Interest

    def add(self, paths: Iterable[str]) -> None: ...
    def add_missed(self, paths: Iterable[str]) -> None: ...
    def are_at_rest(self) -> bool: ...


def interest(config: Config) -> Interest:
    """Whether a change of a path may change the site: what a build would not read does not count.

    So an editor's hidden files and backups do not, and neither does what blogtool or git write.
    """
    source = config.source.rstrip(os.sep) + os.sep
    ignored = tuple(
        {one.rstrip(os.sep) + os.sep for path in _not_read(config) for one in (path, os.path.realpath(path))}
    )
    memory = os.path.join(config.source, str(config.section("translate").get("memory") or _MEMORY))
    included = config.strings("include")
    outside = frozenset(outside_files(config))

    def is_of_interest(path: str) -> bool:
        if not path.startswith(source):
            return path in outside
        if (path + os.sep).startswith(ignored) or path.startswith(memory):
            return False
        parts = path[len(source) :].split(os.sep)
        if "__pycache__" in parts:
            return False
        special = [one for one in parts if one.startswith((".", "#", "~")) or one.endswith("~")]
        return all(_is_included(one, parts, included) for one in special)

    return is_of_interest


def _is_included(name: str, parts: list[str], included: Iterable[str]) -> bool:
    path = "/".join(parts)
    return any(
        fnmatch.fnmatch(name, one.strip("/")) or path.startswith(one.strip("/")) for one in included if one.strip("/")
    )


def _not_read(config: Config) -> Iterator[str]:
    yield from (config.destination, config.cache_folder)
    for name in (".git", "node_modules", ".venv"):
        yield os.path.join(config.source, name)


def outside_files(config: Config) -> list[str]:
    """Configuration files that do not lie in the source folder."""
    source = config.source.rstrip(os.sep) + os.sep
    files = [os.path.normpath(os.path.join(config.source, name)) for name in config.files]
    return [path for path in files if not path.startswith(source)]


def is_on_network(folder: str) -> bool:
    """Whether a folder is on a drive whose changes the system does not tell of."""
    try:
        with open("/proc/mounts", encoding="utf-8", errors="replace") as file:
            mounts = [line.split() for line in file]
    except OSError:
        return False
    real = os.path.realpath(folder)
    best = ("", "")
    for _, place, kind, *_ in mounts:
        place = place.replace("\\040", " ")
        if (real + "/").startswith(place.rstrip("/") + "/") and len(place) >= len(best[0]):
            best = (place, kind)
    return best[1].startswith(_NETWORK) and not best[1].startswith("fuse.overlay")


class Looking:
    """A thread that looks at every file now and then."""

    def __init__(self, config: Config, listener: _Listener, is_alone: bool) -> None:
        """`is_alone`: nobody else tells of changes, so looks are frequent."""
        self._config = config
        self._listener = listener
        self._is_alone = is_alone
        self._stopped = threading.Event()
        self._known = self._look()
        self._thread = threading.Thread(target=self._run, name="look", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End, soon."""
        self._stopped.set()

    def _run(self) -> None:
        took = 0.0
        while not self._stopped.wait(max(_ALONE if self._is_alone else _BESIDE, took * _SHARE)):
            if not self._is_alone:
                self._wait_for_rest()
            started = time.perf_counter()
            now = self._look()
            took = time.perf_counter() - started
            changed = [path for path in now.keys() | self._known.keys() if now.get(path) != self._known.get(path)]
            self._known = now
            if self._is_alone:
                self._listener.add(changed)
            else:
                self._listener.add_missed(changed)

    def _wait_for_rest(self) -> None:
        """A look that may wait takes no time from a rebuild."""
        end = time.monotonic() + _LONGEST
        while not self._listener.are_at_rest() and time.monotonic() < end and not self._stopped.wait(_ALONE):
            pass

    def _look(self) -> dict[str, tuple[int, int, int]]:
        """Every file that counts, with what changes when it is written."""
        found: dict[str, tuple[int, int, int]] = {}
        pending = [self._config.source]
        seen: set[tuple[int, int]] = set()
        while pending:
            try:
                here = os.stat(folder := pending.pop())
                if (here.st_dev, here.st_ino) in seen:
                    continue
                seen.add((here.st_dev, here.st_ino))
                with os.scandir(folder) as entries:
                    for entry in entries:
                        if not self._listener.is_of_interest(entry.path):
                            continue
                        if entry.is_dir():
                            pending.append(entry.path)
                        found[entry.path] = _mark(entry)
            except OSError:
                continue  # gone in the meantime: its absence is the news
        for path in outside_files(self._config):
            try:
                stat = os.stat(path)
            except OSError:
                continue
            found[path] = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
        return found


def _mark(entry: os.DirEntry[str]) -> tuple[int, int, int]:
    try:
        stat = entry.stat()
    except OSError:  # a link that leads nowhere
        return (0, 0, 0)
    return (0, 0, stat.st_ino) if entry.is_dir() else (stat.st_mtime_ns, stat.st_size, stat.st_ino)
