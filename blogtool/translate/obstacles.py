"""What stands where a translation belongs, and is no file that may be written: told, never followed or replaced."""

from __future__ import annotations

import errno
import os
import stat

from blogtool.errors import BlogtoolError, Location

_LONGEST = 255  # bytes of a file's name, on nearly every disk
_OR_NOT = "move it away, or write `translate: false` into the original"


def obstacle(root: str, path: str, folders: dict[str, str] | None = None) -> BlogtoolError | None:
    """Why nothing can be saved at `path` of the site in `root`; None where a file is, or may be made.

    `folders` remembers where folders really are, for a caller that asks for many paths.
    """
    return _in_place(root, path) or _outside(root, path, {} if folders is None else folders)


def is_link(root: str, path: str) -> bool:
    """Whether a symbolic link stands there."""
    return os.path.islink(os.path.join(root, path))


def _outside(root: str, path: str, folders: dict[str, str]) -> BlogtoolError | None:
    """Whether a folder above `path` leads out of the site, other than the one in which all posts are."""
    folder, top = os.path.dirname(path), path.split("/", 1)[0]
    for one in ("", top, folder):
        if one not in folders:
            folders[one] = os.path.realpath(os.path.join(root, one))
    real = folders[folder]
    allowed = tuple(f"{folders[one].rstrip(os.sep)}{os.sep}" for one in ("", top))
    if "/" in folder and not f"{real}{os.sep}".startswith(allowed):
        return BlogtoolError(
            f"the folder `{folder}` leads out of the site, to {real}; nothing is written there",
            Location(path),
            "put a folder in place of the link",
        )
    return None


def _in_place(root: str, path: str) -> BlogtoolError | None:
    try:
        mode = os.lstat(os.path.join(root, path)).st_mode
    except FileNotFoundError:
        is_long = len(os.fsencode(path.rsplit("/", 1)[-1])) > _LONGEST  # where its folder is still to be made
        return _too_long(path) if is_long else None
    except OSError as error:
        return _unreachable(error, root, path)
    if stat.S_ISREG(mode):
        return None
    if stat.S_ISLNK(mode):
        what = f"a symbolic link (to {os.readlink(os.path.join(root, path))})"
        return BlogtoolError(f"{what} stands where the translation belongs", Location(path), _OR_NOT)
    what = "a folder" if stat.S_ISDIR(mode) else "something that is no file"
    return BlogtoolError(f"{what} stands where the translation belongs", Location(path), _OR_NOT)


def _too_long(path: str) -> BlogtoolError:
    what = "the name of the translation is too long for this disk"
    return BlogtoolError(what, Location(path), "give the original a shorter name")


def _unreachable(error: OSError, root: str, path: str) -> BlogtoolError:
    if error.errno == errno.ENAMETOOLONG:
        return _too_long(path)
    if error.errno == errno.ENOTDIR:
        parts = path.split("/")
        above = ("/".join(parts[:count]) for count in range(1, len(parts)))
        blocking = next((one for one in above if not os.path.isdir(os.path.join(root, one))), path)
        what = f"`{blocking}` is a file, and the translation belongs into a folder of that name"
        return BlogtoolError(what, Location(path), "rename that file")
    return BlogtoolError(f"cannot be looked at: {error.strerror}", Location(path))
