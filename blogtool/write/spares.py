"""Replaced files take the next pages: of a thousand pages that change at once, most of the time of writing is spared.

A rename over a file has the file system give up the old one and, on ext4, send the new one to the disk at once. Linux
can exchange two files instead, in one step that nobody sees the middle of (RENAME_EXCHANGE, renameat2(2)). So the page
that was replaced stays as a spare file in the cache folder, and holds what the next build writes. Why, and what it
costs: docs/decisions/014.
"""

from __future__ import annotations

import functools
import os
import signal
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import blake2b

_MOST = 10_000  # spare files
_LARGEST = 100_000  # bytes of a page that takes one, and of one that becomes one
_REFUSALS = 4  # after which a process tries no more
_SHARED = 2  # RENAME_EXCHANGE
_HERE = -100  # AT_FDCWD
_OPEN = os.O_WRONLY | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_BOOT = "/proc/sys/kernel/random/boot_id"  # another one each time that the machine is started


@dataclass
class Spares:
    """The spare files of one site, for the one build that holds them."""

    folder: str
    exchange: Callable[[str, str], None]  # two files change places; raises OSError
    refusals: int = 0  # by the system

    def numbered(self, number: int) -> Spare | None:
        """The spare file of one page; None for more pages than can have one, and where the system refuses."""
        if number >= _MOST or self.refusals >= _REFUSALS:
            return None
        return Spare(self, f"{self.folder}/{number}")


@dataclass(frozen=True)
class Spare:
    """A place in the cache folder where a replaced page waits to take the next one."""

    spares: Spares
    path: str

    def take(self, page: str, content: bytes) -> bool:
        """Whether `content` stands at `page` now in place of a file there; else nothing has been done."""
        try:
            there = os.lstat(page)
            if len(content) > _LARGEST or not _may_leave(there):
                return False
            handle = os.open(self.path, _OPEN, 0o666)
        except OSError:  # no page, or no file that may be written
            return False
        try:
            found = os.fstat(handle)
            if not _are_alike(found, there) or _labels(handle) != _labels(page) or not _is_free(handle):
                return False
            _fill(handle, content, found, stat.S_IMODE(there.st_mode))
            self.spares.exchange(self.path, page)
        except OSError:  # another disk, a full one: who writes without spares tells what is wrong, and has the room
            self._refused(self.path)
            return False
        finally:
            os.close(handle)
        return True

    def replace(self, new: str, page: str) -> None:
        """Puts the file `new`, made in the page's own folder, in its place; the old page is the spare file from now on.

        Raises OSError as `os.replace` does.
        """
        if not self._exchanged(new, page):
            os.replace(new, page)
            return
        try:
            os.replace(new, self.path)
        except OSError:  # the cache folder is on another disk, or cannot be written
            self._refused(new)

    def _exchanged(self, new: str, page: str) -> bool:
        try:
            if _may_leave(os.lstat(page)):
                self.spares.exchange(new, page)
                return True
        except OSError:  # no page there, or no right to
            pass
        return False

    def _refused(self, file: str) -> None:
        self.spares.refusals += 1
        with suppress(OSError):
            os.unlink(file)


@contextmanager
def spares_of(cache: str, destination: str) -> Iterator[Spares | None]:
    """The spare files below the folder `cache`.

    None where the system has none, where another build holds them, where nothing stands in the destination that
    could be replaced, and for the build that makes pages again (`is_doubtful`).
    """
    found, handle = None, -1
    if os.path.isdir(cache) and _holds_something(destination) and (exchange := _exchange()) is not None:
        import fcntl

        folder = f"{cache}/spares"
        with suppress(OSError):
            os.makedirs(folder, exist_ok=True)
            handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _noted(cache, destination) or _note(cache, destination, handle):
                found = Spares(folder, exchange) if not is_doubtful(cache, destination) else None
    try:
        yield found
    finally:
        if handle >= 0:
            os.close(handle)


def is_doubtful(cache: str, destination: str) -> bool:
    """Whether the machine was started again, maybe after a loss of power, since pages took spare files.

    What stands in a spare file goes to the disk later than what is known of it: so a page may have been lost that
    looks like the one that was written. Until `believe`, no page there is believed to be the one that was written.
    """
    return _noted(cache, destination) not in ("", _boot())


def believe(cache: str, destination: str) -> None:
    """All pages of the destination have been compared with what they should be."""
    with suppress(OSError):
        os.unlink(_note_of(cache, destination))


def _holds_something(folder: str) -> bool:
    try:
        with os.scandir(folder) as entries:
            return any(True for _ in entries)
    except OSError:
        return False


def _may_leave(there: os.stat_result) -> bool:
    """Whether what stands at a page's place may become a spare file."""
    return stat.S_ISREG(there.st_mode) and there.st_size <= _LARGEST


def _are_alike(spare: os.stat_result, there: os.stat_result) -> bool:
    """Whether a spare file is one, without another name, of the page's owner and group."""
    whose = (spare.st_uid, spare.st_gid) == (there.st_uid, there.st_gid)
    return whose and stat.S_ISREG(spare.st_mode) and spare.st_nlink == 1


def _is_free(handle: int) -> bool:
    """Whether nobody else has the old page open, who is to see it as it was until they close it."""
    import fcntl

    try:  # A lease is given on a file that nobody else has open, and taken back with a signal; ours asks for none.
        fcntl.fcntl(handle, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_WRLCK)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except (BlockingIOError, PermissionError):  # open elsewhere, another user's
        return False
    return True


def _labels(file: int | str) -> dict[str, bytes]:
    """What decides beside the rights who may read a file: lists of users, labels of SELinux."""
    try:
        return {name: os.getxattr(file, name) for name in os.listxattr(file)}
    except OSError:  # the file system has none
        return {}


def _fill(handle: int, content: bytes, found: os.stat_result, rights: int) -> None:
    left = memoryview(content)
    while left:
        left = left[os.write(handle, left) :]
    if found.st_size > len(content):
        os.ftruncate(handle, len(content))
    if stat.S_IMODE(found.st_mode) != rights:
        os.fchmod(handle, rights)


def _note(cache: str, destination: str, folder: int) -> bool:
    """Notes on the disk, before anything else, when the machine was started that fills spare files."""
    path = _note_of(cache, destination)
    with open(f"{path}.part", "w", encoding="ascii") as file:
        file.write(_boot())
        file.flush()
        os.fsync(file.fileno())
    os.replace(f"{path}.part", path)
    os.fsync(folder)
    return True


def _noted(cache: str, destination: str) -> str:
    """The mark of the start of the machine since which pages took spare files; empty if none did."""
    try:
        with open(_note_of(cache, destination), encoding="ascii", errors="replace") as file:
            return file.read() or "?"
    except OSError:
        return ""


def _note_of(cache: str, destination: str) -> str:
    return f"{cache}/spares/{blake2b(os.fsencode(destination), digest_size=8).hexdigest()}.since"


def _boot() -> str:
    try:
        with open(_BOOT, encoding="ascii") as file:
            return file.read().strip()
    except OSError:
        return ""


@functools.cache
def _exchange() -> Callable[[str, str], None] | None:
    """What exchanges two files, where the system has it. Raises OSError as a rename does."""
    if not _boot():
        return None
    try:
        import ctypes  # slow to load, and not in every Python

        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (ImportError, OSError, AttributeError):
        return None

    def exchange(one: str, other: str) -> None:
        if rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _SHARED):
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), one)

    return exchange
