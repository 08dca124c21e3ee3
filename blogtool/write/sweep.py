"""Removes from the destination what the site no longer has."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence

from blogtool.cache import FileMark, file_mark, plain_mark
from blogtool.errors import BlogtoolError

_Look = Callable[[str], tuple[list[str], list[str], int]]  # names of folders and of files, number of links to folders


def check_destination(source: str, destination: str) -> None:
    """Raises BlogtoolError where sweeping the destination would remove the author's own files."""
    here = os.path.realpath(destination)
    home = os.path.realpath(os.path.expanduser("~"))
    source = os.path.realpath(source)
    if here == source or source.startswith(here.rstrip(os.sep) + os.sep) or here in (home, os.sep):
        raise BlogtoolError(
            f"the destination `{destination}` holds the source or the home folder: building would remove files there",
            fix="choose a folder of its own with `--destination`",
        )


def sweep(
    destination: str, kept_paths: Iterable[str], keep_files: Sequence[str], seen: FoldersSeen | None = None
) -> list[str]:
    """Removes files that are not among `kept_paths` (relative to the destination) and empty folders.

    As Jekyll: what begins with an entry of `keep_files` stays. Gives the paths of the files removed.
    `seen` spares looking into folders in which nothing came or went since the last sweep; while it `is_told` of all
    changes, all of it is spared where everything that stayed then is to stay now.
    """
    if not os.path.isdir(destination):
        return []
    kept = set(kept_paths)
    keep = tuple(one.strip("/") for one in keep_files if one.strip("/"))
    if seen is not None:
        is_swept = seen.is_told and seen.kept is not None and seen.kept[1] == keep and seen.kept[0] <= kept
        seen.kept = (kept, keep) if is_swept else None
        if is_swept:
            return []
    removed: list[str] = []
    _sweep_folder(destination, "", kept, keep, removed, _look_into if seen is None else seen.look_into)
    if seen is not None:
        seen.kept = (kept, keep)
    return removed


def is_swept(destination: str, seen: FoldersSeen, is_wanted: Callable[[], bool]) -> bool:
    """Whether nothing stands in the destination that is not to be there; only as long as that `is_wanted`."""
    if seen.kept is None:
        return True
    kept, keep = seen.kept
    pending = [""]
    while pending:
        if not is_wanted():
            return True
        inside = pending.pop()
        try:
            folders, names, _ = seen.look_into(f"{destination}/{inside}".rstrip("/"))
        except OSError:
            return False
        if any(f"{inside}{name}" not in kept and not _is_kept(f"{inside}{name}", keep) for name in names):
            return False
        pending.extend(f"{inside}{name}/" for name in folders)
    return True


class FoldersSeen:
    """What stood in each folder when it was last looked into, believed as long as the folder is the same."""

    def __init__(self) -> None:
        self.is_told = False  # whether nothing but builds has changed anything since the last sweep, as far as is known
        self.kept: tuple[set[str], tuple[str, ...]] | None = None  # what stayed in the last sweep, and by `keep_files`
        self._known: dict[str, tuple[FileMark, tuple[list[str], list[str], int]]] = {}

    def look_into(self, folder: str) -> tuple[list[str], list[str], int]:
        """The names of the folders and of the files in an absolute folder, and how many links to folders."""
        stat = os.stat(folder)
        known = self._known.get(folder)
        if known is not None and known[0] == plain_mark(stat):
            return known[1]
        mark = file_mark(stat)
        found = _look_into(folder)
        if mark is not None:
            self._known[folder] = (mark, found)
        return found


def _look_into(folder: str) -> tuple[list[str], list[str], int]:
    folders: list[str] = []
    names: list[str] = []
    links = 0
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.is_dir():
                names.append(entry.name)
            elif entry.is_symlink():
                links += 1
            else:
                folders.append(entry.name)
    return folders, names, links


def _sweep_folder(
    folder: str, inside: str, kept: set[str], keep: Sequence[str], removed: list[str], look_into: _Look
) -> bool:
    """Sweeps one folder, `inside` the destination; whether it is empty now."""
    folders, names, links = look_into(folder)
    left = len(folders) + len(names) + links
    for name in folders:
        path = f"{inside}{name}"
        if _sweep_folder(f"{folder}/{name}", f"{path}/", kept, keep, removed, look_into) and not _is_kept(path, keep):
            os.rmdir(f"{folder}/{name}")
            left -= 1
    for name in names:
        path = f"{inside}{name}"
        if path not in kept and not _is_kept(path, keep):
            os.unlink(f"{folder}/{name}")
            removed.append(path)
            left -= 1
    return left == 0


def _is_kept(path: str, keep: Sequence[str]) -> bool:
    return any(path == one or path.startswith(one) for one in keep)
