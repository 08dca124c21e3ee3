"""Writes files whole or not at all, and only those whose bytes differ."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from functools import partial
from itertools import count

from blogtool.errors import BlogtoolError, Location
from blogtool.model.output import Output
from blogtool.parallel import can_fork, each
from blogtool.write.spares import Spare, Spares, spares_of

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_MARK = os.urandom(4).hex()  # with the process and a number, the name of a temporary file that nobody else takes
_NUMBERS = count()
AT_ONCE = 64  # files that a worker writes at a time, and that this process writes as soon alone


def write_atomically(path: str, content: bytes, replace: Callable[[str, str], None] | None = None) -> None:
    """Puts `content` at `path`: the old file stays until the new one is complete.

    `replace` puts a complete file in the place of another, as os.replace does.
    Raises BlogtoolError where the disk is full or the file may not be written.
    """
    folder = os.path.dirname(path)
    temporary = f"{folder}/.blogtool-{_MARK}{os.getpid()}-{next(_NUMBERS)}.part"
    try:
        _fill(temporary, folder, content, path)
        (replace or os.replace)(temporary, path)
    except OSError as error:
        with suppress(OSError):
            os.unlink(temporary)
        raise _told(error, path) from error


def _fill(temporary: str, folder: str, content: bytes, path: str) -> None:
    """A new file with what `path` is to hold, with the rights that `path` has, or a new file of the user's."""
    try:
        handle = os.open(temporary, _NEW, 0o666)
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)
        handle = os.open(temporary, _NEW, 0o666)
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(handle, left) :]
        rights = _rights(path)
        if rights is not None and rights != os.fstat(handle).st_mode & 0o777:
            os.chmod(temporary, rights)
    finally:
        os.close(handle)


def _rights(path: str) -> int | None:
    try:
        return os.stat(path).st_mode & 0o777
    except OSError:
        return None


def write_if_different(path: str, content: bytes, spare: Spare | None = None) -> bool:
    """Whether the file had to be written; the `spare` file takes it, or is what was there before."""
    if _has_bytes(path, content):
        return False
    if spare is None:
        write_atomically(path, content)
    elif not spare.take(path, content):
        write_atomically(path, content, spare.replace)
    return True


def copy_if_different(source: str, path: str) -> bool:
    """Copies a file unless the same bytes are there already; its time of change comes along."""
    try:
        there = os.stat(path)
        here = os.stat(source)
        if there.st_size == here.st_size and (
            there.st_mtime_ns == here.st_mtime_ns or _same_bytes(source, path)
        ):
            return False
    except FileNotFoundError:
        pass
    except OSError:
        pass
    temporary = path + ".blogtool-part"
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        shutil.copyfile(source, temporary)
        shutil.copystat(source, temporary)
        os.replace(temporary, path)
    except OSError as error:
        with suppress(OSError):
            os.unlink(temporary)
        raise _told(error, path) from error
    return True


def write_outputs(
    outputs: Iterable[Output],
    destination: str,
    jobs: int = 1,
    meanwhile: Callable[[], None] | None = None,
    cache: str = "",
) -> tuple[list[str], list[BlogtoolError]]:
    """Writes every output below `destination`: the paths of those that differed, and what failed.

    On up to `jobs` processes, where the order does not matter; `meanwhile` is called while others write. Many
    files take spare ones from the folder `cache`.
    """
    written: list[str] = []
    problems: list[BlogtoolError] = []
    wanted = [output for output in outputs if not output.is_unchanged]
    if not (can_fork() and _are_strangers([output.path for output in wanted])):
        jobs = 1
    made = sum(output.copy_from is None for output in wanted)
    with spares_of(cache if made > AT_ONCE else "", destination) as spares:
        attempt = partial(_attempt, destination, spares)
        with closing(each(attempt, list(enumerate(wanted)), jobs, AT_ONCE, meanwhile)) as attempts:
            for output, (is_written, error, is_full) in zip(wanted, attempts, strict=True):
                if is_written:
                    written.append(output.path)
                if error is not None:
                    problems.append(error)
                if is_full:
                    break  # nothing more fits either
    return written, problems


def _attempt(
    destination: str, spares: Spares | None, numbered: tuple[int, Output]
) -> tuple[bool, BlogtoolError | None, bool]:
    """Whether an output had to be written, why it could not be, and whether the disk is full."""
    number, output = numbered
    spare = spares.numbered(number) if spares is not None else None
    try:
        return _write_one(output, destination, spare), None, False
    except BlogtoolError as error:
        return False, error, isinstance(error.__cause__, OSError) and error.__cause__.errno == errno.ENOSPC


def _are_strangers(paths: Sequence[str]) -> bool:
    """Whether it cannot matter which file is written first, on any file system: none has another's name or folder."""
    names = {path.casefold() for path in paths}
    folders = {folder for name in names for folder in _folders_of(name)}
    return len(names) == len(paths) and names.isdisjoint(folders)


def _folders_of(path: str) -> Iterator[str]:
    while slash := path.rfind("/") + 1:
        path = path[: slash - 1]
        yield path


def _write_one(output: Output, destination: str, spare: Spare | None) -> bool:
    path = os.path.join(destination, output.path)
    _check_below(path, destination, output)
    if output.copy_from is not None:
        return copy_if_different(output.copy_from, path)
    return write_if_different(path, output.read(), spare)


def _check_below(path: str, destination: str, output: Output) -> None:
    if not os.path.normpath(path).startswith(os.path.normpath(destination) + os.sep):
        raise BlogtoolError(
            f"the destination `{output.path}` is outside of the site", Location(output.origin)
        )


def _has_bytes(path: str, content: bytes) -> bool:
    try:
        if os.stat(path).st_size != len(content):
            return False
        with open(path, "rb") as file:
            return file.read() == content
    except OSError:
        return False


def _same_bytes(one: str, other: str) -> bool:
    with open(one, "rb") as first, open(other, "rb") as second:
        while True:
            block = first.read(1 << 20)
            if block != second.read(1 << 20):
                return False
            if not block:
                return True


def _told(error: OSError, path: str) -> BlogtoolError:
    if error.errno == errno.ENOSPC:
        return BlogtoolError(
            "the disk is full", Location(path), "make room; what was there before is unchanged"
        )
    if error.errno in (errno.EISDIR, errno.ENOTDIR, errno.EEXIST):
        return BlogtoolError(
            "a file and a folder of the site want the same name", Location(path), "change one permalink"
        )
    fixes = {
        errno.EACCES: "give yourself the right to write there (`chmod u+w`)",
        errno.EPERM: "give yourself the right to write there",
        errno.EROFS: "that disk can only be read; take another folder",
        errno.ENAMETOOLONG: "the name is too long for this disk: shorten it",
    }
    return BlogtoolError(f"cannot be written: {error.strerror}", Location(path), fixes.get(error.errno or 0))
