"""Replaced files take the next pages: of a thousand pages that change at once, most of the time of writing is spared.

A rename over a file has the file system give up the old one and, on ext4, send the new one to the disk at once. Linux
can exchange two files instead, in one step that nobody sees the middle of (RENAME_EXCHANGE, renameat2(2)). So the page
that was replaced stays as a spare file in the cache folder, and holds what the next build writes. Why, and what it
costs: docs/decisions/014.
"""

from __future__ import annotations

import functools
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

_MOST = 10_000  # spare files
_LARGEST = 100_000  # bytes of a page that takes one, and of one that becomes one
_SHARED = 2  # RENAME_EXCHANGE
_HERE = -100  # AT_FDCWD
_OPEN = os.O_WRONLY | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
_BOOT = "/proc/sys/kernel/random/boot_id"  # another one each time that the machine is started


class Spares:
    """The spare files of one site, each known by a number, for the one build that holds them."""

    def __init__(self, folder: str, exchange: Callable[[str, str], None]) -> None:
        self._folder = folder
        self._exchange = exchange
        self._fail = 0

    def put(self, number: int, path: str, content: bytes) -> bool:
        """Whether `content` stands at `path` now in place of a file there; else nothing has been done."""
        if number >= _MOST or len(content) > _LARGEST or self._fail > 3:
            return False
        spare = f"{self._folder}/{number}"
        try:
            there = os.lstat(path)
            if not stat.S_ISREG(there.st_mode) or there.st_size > _LARGEST:
                return False
            _fill(spare, content, stat.S_IMODE(there.st_mode))
            self._exchange(spare, path)
        except FileNotFoundError:  # nothing there to exchange it with
            return False
        except OSError:  # another disk, a full one, no right to: who writes without spares tells what is wrong
            self._fail += 1
            return False
        return True


@contextmanager
def spares_of(cache: str, destination: str) -> Iterator[Spares | None]:
    """The spare files below the folder `cache`; None where the system has none, or another build holds them."""
    exchange, boot = _exchange(), _boot()
    folder = f"{cache}/spares"
    if exchange is None or not boot or not os.path.isdir(cache):
        yield None
        return
    import fcntl

    handle = None
    try:
        os.makedirs(folder, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _note(folder, boot, destination)
        found: Spares | None = Spares(folder, exchange)
    except OSError:
        found = None
    try:
        yield found
    finally:
        if handle is not None:
            os.close(handle)


def doubt_after_restart(cache: str) -> None:
    """Has pages looked at again that may have been lost: the machine stopped, maybe without power.

    What stands in a spare file goes to the disk later than what is known of it. So after a start of the machine,
    every file of a destination that took spare files gets another time of change, and no longer counts as written.
    """
    folder = f"{cache}/spares"
    boot, destinations = _noted(folder)
    if not boot or boot == _boot():
        return
    for destination in destinations:
        for inside, _, names in os.walk(destination):
            for name in names:
                with suppress(OSError):
                    os.utime(f"{inside}/{name}", (0, 0), follow_symlinks=False)
    with suppress(OSError):
        os.unlink(f"{folder}/used")


def _fill(spare: str, content: bytes, rights: int) -> None:
    handle = os.open(spare, _OPEN, 0o666)
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode) or found.st_nlink != 1:  # somebody keeps the old page by another name
            os.close(handle)
            handle = -1
            os.unlink(spare)
            handle = os.open(spare, _OPEN | os.O_EXCL, 0o666)
            found = os.fstat(handle)
        left = memoryview(content)
        while left:
            left = left[os.write(handle, left) :]
        if found.st_size > len(content):
            os.ftruncate(handle, len(content))
        if stat.S_IMODE(found.st_mode) != rights:
            os.fchmod(handle, rights)
    finally:
        if handle >= 0:
            os.close(handle)


def _note(folder: str, boot: str, destination: str) -> None:
    """Notes on the disk, before anything else, where spare files go since the machine was started."""
    known, destinations = _noted(folder)
    if known == boot and destination in destinations:
        return
    lines = [boot, *(destinations if known == boot else []), destination]
    temporary = f"{folder}/used.part"
    with open(temporary, "w", encoding="utf-8", errors="surrogateescape") as file:
        file.write("\0".join(lines))
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, f"{folder}/used")


def _noted(folder: str) -> tuple[str, list[str]]:
    """When the machine was started that filled the spare files, as its mark, and the destinations they went to."""
    try:
        with open(f"{folder}/used", encoding="utf-8", errors="surrogateescape") as file:
            boot, *destinations = file.read().split("\0")
    except OSError:
        return "", []
    return boot, destinations


def _boot() -> str:
    try:
        with open(_BOOT, encoding="ascii") as file:
            return file.read().strip()
    except OSError:
        return ""


@functools.cache
def _exchange() -> Callable[[str, str], None] | None:
    """What exchanges two files, where the system has it. Raises OSError as a rename does."""
    if not os.path.exists(_BOOT):
        return None
    import ctypes

    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return None

    def exchange(one: str, other: str) -> None:
        if rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _SHARED):
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), one)

    return exchange
