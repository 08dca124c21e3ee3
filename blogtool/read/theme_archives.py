"""Themes from GitHub (`owner/name@ref`, or a gem's name): fetched when asked, checked, kept in `_themes`."""

from __future__ import annotations

import io
import os
import re
import shutil
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from blogtool.errors import BlogtoolError, Location
from blogtool.model.config import Config

if TYPE_CHECKING:
    import zipfile

_NAME = re.compile(r"(?:https?://[^/]+/)?([A-Za-z0-9_-][\w.-]*)/([A-Za-z0-9_-][\w.-]*?)(?:\.git)?(?:@([\w./-]+))?")
# The themes that GitHub Pages has, as gems: `theme: jekyll-theme-cayman`. https://pages.github.com/themes/
_OF_PAGES = tuple(
    "architect cayman dinky hacker leap-day merlot midnight minimal modernist slate tactile time-machine".split()
)
# What a theme brings; all else of a repository (its own site, its tests) is left out.
_WANTED = ("_layouts", "_includes", "_sass", "_data", "assets", "_config.yml", "LICENSE", "LICENSE.txt", "LICENSE.md")
_MOST_PACKED = 64 * 1024 * 1024  # bytes of an archive
_MOST_BYTES = 128 * 1024 * 1024  # bytes of its files together
_MOST_FILES = 5000


def remote_theme(config: Config) -> str | None:
    """`remote_theme:` where the site names one and the plugin for it, else None."""
    name = config.settings.get("remote_theme")
    wanted = isinstance(name, str) and bool(name) and "jekyll-remote-theme" in config.strings("plugins")
    return str(name) if wanted else None


def repository_of(name: str) -> str | None:
    """The repository, `owner/name@ref`, of a theme that GitHub Pages knows by its gem's name; None for another."""
    if name == "minima":
        return "jekyll/minima@v2.5.1"
    short = name.removeprefix("jekyll-theme-")
    return f"pages-themes/{short}" if short != name and short in _OF_PAGES else None


def folder_of(name: str, source: str) -> str:
    """Where the files of `owner/name@ref` are kept: a folder in `_themes`. Raises BlogtoolError for no such name."""
    if repository_of(name):
        return os.path.join(source, "_themes", name)
    found = _NAME.fullmatch(name)
    if found is None or ".." in name:
        raise BlogtoolError(
            f"`{name}` does not name a theme",
            fix="write `owner/name`, `owner/name@branch`, or a theme of GitHub Pages such as `jekyll-theme-cayman`",
        )
    ref = f"@{found[3].replace('/', '-')}" if found[3] else ""
    return os.path.join(source, "_themes", f"{found[1]}--{found[2]}{ref}".lower())


def find_remote_theme(config: Config) -> str | None:
    """The folder of the site's remote theme, None where it has none. Raises BlogtoolError where it was not added."""
    name = remote_theme(config)
    if name is None:
        return None
    folder = folder_of(name, config.source)
    if not os.path.isdir(folder):
        raise BlogtoolError(
            f"the remote theme `{name}` is not here yet, and nothing is fetched without being asked",
            Location(config.files[-1]) if config.files else None,
            f"run `blogtool themes add {name}`",
        )
    return folder


def add_theme(name: str, source: str, archive: str | None, confirm: Callable[[str], bool]) -> str:
    """Fetches a theme and keeps it; the folder, relative to `source`.

    `archive` is a zip file or an address to take it from, by default GitHub's of that repository.
    Raises BlogtoolError where it cannot be fetched, is no theme, or is not safe to unpack.
    """
    folder = folder_of(name, source)
    content = _packed(archive or _address(name), confirm)
    os.makedirs(os.path.dirname(folder), exist_ok=True)
    fresh = tempfile.mkdtemp(prefix=".new-", dir=os.path.dirname(folder))
    try:
        _unpack(content, fresh, name)
        shutil.rmtree(folder, ignore_errors=True)
        os.chmod(fresh, 0o755)
        os.replace(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return os.path.relpath(folder, source)


def _address(name: str) -> str:
    found = _NAME.fullmatch(repository_of(name) or name)
    assert found is not None
    return f"https://codeload.github.com/{found[1]}/{found[2]}/zip/{found[3] or 'HEAD'}"


def _packed(archive: str, confirm: Callable[[str], bool]) -> bytes:
    if not re.match(r"https?://", archive):
        try:
            if os.path.getsize(archive) > _MOST_PACKED:
                raise _too_big(archive)
            return Path(archive).read_bytes()
        except OSError as error:
            raise BlogtoolError(f"cannot be read: {error.strerror}", Location(archive)) from error
    if not confirm(f"Fetch {archive}?"):
        raise BlogtoolError("nothing was fetched", fix="say yes, or use `--yes`")
    import urllib.error  # every build loads this module, and few fetch a theme
    import urllib.request

    try:
        with urllib.request.urlopen(archive, timeout=60) as answer:  # noqa: S310: http and https only, see above
            content: bytes = answer.read(_MOST_PACKED + 1)
    except (urllib.error.URLError, OSError, ValueError) as error:
        raise BlogtoolError(f"`{archive}` cannot be fetched: {error}", fix="check the name and the network") from error
    if len(content) > _MOST_PACKED:
        raise _too_big(archive)
    return content


def _too_big(archive: str) -> BlogtoolError:
    return BlogtoolError(f"`{archive}` has more than {_MOST_PACKED // 2**20} MiB: too much for a theme")


def _unpack(content: bytes, folder: str, name: str) -> None:
    """The wanted files of an archive below `folder`; nothing else, and nothing outside of it."""
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files = [one for one in archive.infolist() if not one.is_dir()]
            _check(files, name)
            written = 0
            for one, inner in _inside(files):
                if inner.parts[0] not in _WANTED and inner.suffix != ".gemspec":
                    continue
                target = os.path.join(folder, *inner.parts)
                os.makedirs(os.path.dirname(target), exist_ok=True)
                with archive.open(one) as packed:
                    data = packed.read(_MOST_BYTES - written + 1)
                written += len(data)
                if written > _MOST_BYTES:
                    raise _unsafe(name, "its files are larger than it says")
                Path(target).write_bytes(data)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise BlogtoolError(f"the archive of `{name}` cannot be read: {error}") from error
    except (NotADirectoryError, IsADirectoryError, FileExistsError) as error:
        raise _unsafe(name, "a file and a folder have the same name") from error
    if not os.path.isdir(os.path.join(folder, "_layouts")):
        raise BlogtoolError(f"`{name}` is no theme: it has no folder `_layouts`")


def _check(files: list[zipfile.ZipInfo], name: str) -> None:
    if len(files) > _MOST_FILES:
        raise _unsafe(name, f"it has {len(files)} files, more than {_MOST_FILES}")
    if sum(one.file_size for one in files) > _MOST_BYTES:
        raise _unsafe(name, f"its files have more than {_MOST_BYTES // 2**20} MiB")
    for one in files:
        path = one.filename
        if path.startswith("/") or "\\" in path or ":" in path.split("/")[0] or ".." in path.split("/"):
            raise _unsafe(name, f"`{path}` leads out of the theme")
        if stat.S_ISLNK(one.external_attr >> 16):
            raise _unsafe(name, f"`{path}` is a link")


def _inside(files: list[zipfile.ZipInfo]) -> list[tuple[zipfile.ZipInfo, PurePosixPath]]:
    """Each file with its path in the theme: GitHub packs everything into one folder."""
    paths = [(one, PurePosixPath(one.filename)) for one in files]
    tops = {path.parts[0] for _, path in paths}
    if len(tops) == 1 and not tops & set(_WANTED):
        return [(one, PurePosixPath(*path.parts[1:])) for one, path in paths if len(path.parts) > 1]
    return [(one, path) for one, path in paths if path.parts]


def _unsafe(name: str, why: str) -> BlogtoolError:
    return BlogtoolError(f"the archive of `{name}` is not unpacked: {why}")
