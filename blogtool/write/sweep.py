"""Removes from the destination what the site no longer has."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

from blogtool.errors import BlogtoolError


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


def sweep(destination: str, kept_paths: Iterable[str], keep_files: Sequence[str]) -> list[str]:
    """Removes files that are not among `kept_paths` (relative to the destination) and empty folders.

    As Jekyll: what begins with an entry of `keep_files` stays. Gives the paths of the files removed.
    """
    if not os.path.isdir(destination):
        return []
    kept = set(kept_paths)
    keep = tuple(one.strip("/") for one in keep_files if one.strip("/"))
    removed: list[str] = []
    for folder, _, names in os.walk(destination, topdown=False):
        inside = os.path.relpath(folder, destination).replace(os.sep, "/")
        for name in names:
            path = name if inside == "." else f"{inside}/{name}"
            if path in kept or _is_kept(path, keep):
                continue
            os.unlink(os.path.join(folder, name))
            removed.append(path)
        if inside != "." and not _is_kept(inside, keep) and not os.listdir(folder):
            os.rmdir(folder)
    return removed


def _is_kept(path: str, keep: Sequence[str]) -> bool:
    return any(path == one or path.startswith(one) for one in keep)
