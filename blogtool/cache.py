"""The one cache: answers that took time, found again by a digest of everything they depend on.

A lost entry costs time and nothing else: so a damaged file, a full disk or a folder that may not be
written to is never an error here, only a miss.
"""

from __future__ import annotations

import functools
import hashlib
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from blogtool import __version__

VERSION = 1  # of the table below; a file of another version is started anew
LARGEST = 2 * 1024**3  # bytes; a cache that has grown beyond is started anew
_CHECK = 8  # bytes of checksum in front of each value
SETTLED = 2.0  # seconds after which a time of change is believed: the coarsest clock of a file system
_AT_ONCE = 500  # keys in one query; SQLite's own limit was 999 for long
_PATIENCE = 30.0  # seconds to wait for another process that is writing
_PAUSE = 0.005  # seconds between two looks whether it still is
_NOT_NOW = {  # the file may be sound: locked for long, disk full, not allowed
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_TOOBIG,
}

_Result = TypeVar("_Result")


def key_of(*parts: bytes | str) -> bytes:
    """The key of an answer that depends on `parts`; where one part ends matters.

    >>> key_of("ab", "c") == key_of("a", "bc")
    False
    """
    digest = hashlib.blake2b(digest_size=20)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.digest()


@functools.cache
def code_mark() -> str:
    """A mark of this very code: answers of another version of blogtool are not believed."""
    sizes = sorted(_sources(os.path.dirname(os.path.abspath(__file__))))
    return f"{__version__} {hashlib.blake2b(repr(sizes).encode(), digest_size=8).hexdigest()}"


def _sources(folder: str, prefix: str = "") -> Iterator[tuple[str, int]]:
    """Every module below `folder`, with its size."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                yield prefix + entry.name, entry.stat().st_size
            elif entry.name != "__pycache__" and entry.is_dir():
                yield from _sources(entry.path, f"{prefix}{entry.name}/")


class Memory:
    """Values that one process keeps from one build to the next: again by a key of all that they depend on.

    So a rebuild may find here what it would make again, and nothing else. What a build did not ask for is
    gone after the next one.
    """

    def __init__(self) -> None:
        self.told: frozenset[str] | None = None
        self._before: dict[object, Any] = {}
        self._now: dict[object, Any] = {}
        self._is_whole = False

    @property
    def is_filled(self) -> bool:
        """Whether there has been a build."""
        return bool(self._now)

    def turn(self, told: frozenset[str] | None = None) -> None:
        """A new build begins.

        `told` are the absolute paths of all that has changed in the source since the build before began; None where
        nobody can say. It stands in `told` while the build lasts, unless that build before did not come to its end:
        then there is nothing to believe in.
        """
        self.told = told if self._is_whole else None
        self._is_whole = False
        self._before, self._now = self._now, {}

    def end(self) -> None:
        """The build has written all that it had to."""
        self._is_whole = True

    @property
    def is_whole(self) -> bool:
        """Whether the last build came to its end, so that the next one may believe what it is told."""
        return self._is_whole

    def clear(self) -> None:
        """A build goes on without: what is here would be older than what the next one is told."""
        self._before, self._now, self._is_whole, self.told = {}, {}, False, None

    def get(self, key: object) -> Any:
        """What the build before this one put under `key`, or None."""
        return self._before.get(key)

    def last(self, key: object) -> Any:
        """What the last build put under `key`, or None: for who looks at it between two builds."""
        return self._now.get(key)

    def put(self, key: object, value: object) -> None:
        """Keep `value` for the next build; nobody may change it from now on."""
        self._now[key] = value


FileMark = tuple[int, int, int, int, int]


def plain_mark(stat: os.stat_result) -> FileMark:
    """What a file looks like; one that is written in the same tick of the clock may look as it did before."""
    return (stat.st_dev, stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns)


def file_mark(stat: os.stat_result) -> FileMark | None:
    """What tells that a file is still the one it was; None where it changed so lately that it may change unseen."""
    if max(stat.st_mtime, stat.st_ctime) > time.time() - SETTLED:
        return None
    return plain_mark(stat)


class Cache:
    """Bytes by key, in one SQLite file that several threads and processes may share."""

    def __init__(self, path: str | os.PathLike[str], memory: Memory | None = None) -> None:
        """Open the cache in the file `path` (made on first use, its folder too).

        `memory` holds what this process keeps beside it from one build to the next.
        """
        self.path = Path(path)
        self.memory = memory
        self._local = threading.local()

    def __reduce__(self) -> tuple[type[Cache], tuple[str]]:
        return (Cache, (str(self.path),))  # a worker process opens the file for itself

    def get(self, key: bytes) -> bytes | None:
        """The value put under `key`, or None."""
        return self.get_many([key]).get(key)

    def put(self, key: bytes, value: bytes) -> None:
        """Keep `value` under `key`."""
        self.put_many({key: value})

    def get_many(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """The values of those `keys` that are here."""
        wanted = list(keys)

        def read(connection: sqlite3.Connection) -> dict[bytes, bytes]:
            found: dict[bytes, bytes] = {}
            for some in _in_parts(wanted):
                marks = ",".join("?" * len(some))
                for key, value in connection.execute(
                    f"select key, value from entry where key in ({marks})", some
                ):
                    if _is_sound(key, value):
                        found[key] = value[_CHECK:]
            return found

        return self._using(read, {}) if wanted else {}

    def present(self, keys: Iterable[bytes]) -> set[bytes]:
        """Those of `keys` that have a value; it may still turn out to be damaged when it is read."""
        wanted = list(keys)

        def look(connection: sqlite3.Connection) -> set[bytes]:
            found: set[bytes] = set()
            for some in _in_parts(wanted):
                marks = ",".join("?" * len(some))
                rows = connection.execute(f"select key from entry where key in ({marks})", some)
                found.update(key for (key,) in rows if isinstance(key, bytes))
            return found

        return self._using(look, set()) if wanted else set()

    def put_many(self, values: Mapping[bytes, bytes]) -> None:
        """Keep all of `values` (key to value) in one transaction."""
        rows = [(key, _checksum(key, value) + value) for key, value in values.items()]

        def write(connection: sqlite3.Connection) -> None:
            with connection:
                connection.executemany("insert or replace into entry(key, value) values (?, ?)", rows)

        if rows:
            self._using(write, None)

    def close(self) -> None:
        """Close this thread's connection; the next use opens it again."""
        connection = getattr(self._local, "connection", None)
        self._local.connection = None
        if connection is not None and getattr(self._local, "process", None) == os.getpid():
            with suppress(sqlite3.Error):
                connection.close()

    def __enter__(self) -> Cache:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _using(self, work: Callable[[sqlite3.Connection], _Result], otherwise: _Result) -> _Result:
        """What `work` gives; where the file is damaged, once more on a new one, and else `otherwise`."""
        for attempt in (1, 2):
            try:
                return work(self._connection())
            except OSError:
                return otherwise
            except (
                sqlite3.DatabaseError,
                UnicodeDecodeError,
            ) as error:  # the latter: a message with torn text
                self.close()
                if _primary_code(error) in _NOT_NOW:
                    return otherwise
                if attempt == 1:  # not a database, or a torn one
                    self._remove()
        return otherwise

    def _connection(self) -> sqlite3.Connection:
        """This thread's own connection; after a fork the child opens one of its own."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is not None and self._local.process == os.getpid():
            return connection
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if self.path.exists() and self.path.stat().st_size > LARGEST:
            self._remove()
        connection = sqlite3.connect(self.path, timeout=_PATIENCE)
        self._local.connection, self._local.process = connection, os.getpid()
        _in_its_turn(lambda: connection.execute("pragma journal_mode = wal"))  # readers and a writer side by side
        connection.execute("pragma synchronous = off")  # a power cut may cost the cache: it is remade
        _lay_table(connection)
        return connection

    def _remove(self) -> None:
        for ending in ("", "-wal", "-shm"):
            with suppress(OSError):
                Path(f"{self.path}{ending}").unlink()


class Glance(Cache):
    """A cache that is looked into and stays as it is: nothing is made, written or removed.

    What another process is writing at this moment is not seen, and a value torn by it is none: each has its checksum.
    """

    def __reduce__(self) -> tuple[type[Cache], tuple[str]]:
        return (Glance, (str(self.path),))

    def put_many(self, values: Mapping[bytes, bytes]) -> None:
        """Keep nothing."""

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None or self._local.process != os.getpid():
            if not self.path.is_file():
                raise FileNotFoundError(self.path)
            uri = f"{self.path.absolute().as_uri()}?mode=ro&immutable=1"
            connection = sqlite3.connect(uri, timeout=_PATIENCE, uri=True)
            self._local.connection, self._local.process = connection, os.getpid()
        return connection

    def _remove(self) -> None:
        """A damaged one is left to the next build."""


def _lay_table(connection: sqlite3.Connection) -> None:
    """Make the table of the present version, unless it is there."""
    known = (
        "select (select user_version from pragma_user_version), max(name)"
        " from sqlite_master where type = 'table'"
    )
    if connection.execute(known).fetchone() == (VERSION, "entry"):
        return
    connection.execute("begin immediate")
    with connection:
        # Another process may have made it while this one waited for the lock.
        if connection.execute(known).fetchone() == (VERSION, "entry"):
            return
        connection.execute("drop table if exists entry")
        connection.execute("create table entry(key blob primary key, value blob)")
        connection.execute(f"pragma user_version = {VERSION}")


def _in_its_turn(step: Callable[[], object]) -> None:
    """`step` as soon as no other process holds the file: SQLite itself does not wait where the journal changes."""
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            step()
            return
        except sqlite3.OperationalError as error:
            if _primary_code(error) != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
        time.sleep(_PAUSE)


def _primary_code(error: Exception) -> int | None:
    """SQLite's result code without its finer shades; None where the error is Python's own."""
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


def _checksum(key: bytes, value: bytes) -> bytes:
    return hashlib.blake2b(value, digest_size=_CHECK, key=key[:64]).digest()


def _is_sound(key: object, value: object) -> bool:
    """Whether a row is as it was put: a torn file can hold anything."""
    if not isinstance(key, bytes) or not isinstance(value, bytes):
        return False
    return value[:_CHECK] == _checksum(key, value[_CHECK:])


def _in_parts(keys: list[bytes]) -> Iterator[list[bytes]]:
    remaining = iter(keys)
    while some := list(islice(remaining, _AT_ONCE)):
        yield some
