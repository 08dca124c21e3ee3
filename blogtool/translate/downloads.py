"""Fetch an official model package: the one place of translation that uses the network, when asked."""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import tempfile
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from blogtool.errors import BlogtoolError, suggestion
from blogtool.translate.packages import LARGEST, Package, install

_PATIENCE = 30.0  # seconds without a byte
_AT_ONCE = 256 * 1024
_LARGEST_INDEX = 64 * 1024**2


def fetch_and_install(
    source: str, target: str, folder: Path, url: str, progress: Callable[[int, int], None] | None
) -> tuple[Package, str]:
    """Download the newest package of a pair in the index at `url`, install it; gives it and its SHA-256.

    Raises BlogtoolError where there is no network, no such package, or the download is damaged.
    """
    entry = _newest(_index(url), source, target)
    links = [urljoin(url, str(link)) for link in entry.get("links") or ()]
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="blogtool-", dir=folder.parent) as work:
            archive = Path(work) / f"translate-{source}_{target}.argosmodel"
            _first_that_works(links, url, archive, progress)
            found = checksum(archive)
            wanted = str(entry.get("sha256") or found).lower()
            if wanted != found:
                raise BlogtoolError(
                    f"the package {source} → {target} came with the checksum {found} instead of {wanted}",
                    fix="try again later; if it stays so, do not trust the server",
                )
            return install(archive, folder), found
    except OSError as error:
        raise BlogtoolError(
            f"the package {source} → {target} cannot be saved in `{folder.parent}`: {error.strerror}",
            fix="free some space, or point ARGOS_PACKAGES_DIR to another folder",
        ) from error


def index_address(environment: Mapping[str, str] = os.environ) -> str:
    """Where the list of official packages is: as Argos has it, or ARGOS_PACKAGE_INDEX."""
    base = environment.get("ARGOS_PACKAGE_INDEX")
    if not base:
        from argostranslate import settings  # makes Argos' folders: who installs packages wants them

        base = str(settings.package_index)
    return f"{base.rstrip('/')}/index.json"


def checksum(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise BlogtoolError(f"`{path}` cannot be read: {error.strerror}", fix="check its name") from error


def _index(url: str) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory(prefix="blogtool-") as work:
        copy = Path(work) / "index.json"
        _download(url, copy, _LARGEST_INDEX, None)
        try:
            entries = json.loads(copy.read_bytes())
        except (ValueError, RecursionError) as error:
            raise BlogtoolError(f"the list of packages at {url} is no JSON", fix="try again later") from error
    if not isinstance(entries, list):
        raise BlogtoolError(f"the list of packages at {url} is no list", fix="try again later")
    return [entry for entry in entries if isinstance(entry, dict)]


def _newest(entries: Iterable[dict[str, Any]], source: str, target: str) -> dict[str, Any]:
    """The newest entry of a pair."""
    entries = list(entries)
    ours = [one for one in entries if (one.get("from_code"), one.get("to_code")) == (source, target)]
    if ours:
        return max(ours, key=_version)
    pairs = {f"{one.get('from_code')} {one.get('to_code')}" for one in entries}
    raise BlogtoolError(
        f"there is no official package for {source} → {target}",
        fix=suggestion(f"{source} {target}", pairs)
        or f"install packages for {source} → en and en → {target}: blogtool goes through English",
    )


def _version(entry: Mapping[str, Any]) -> tuple[int, ...]:
    return tuple(int(part) for part in str(entry.get("package_version", "")).split(".") if part.isdigit())


def _first_that_works(
    links: list[str], index: str, archive: Path, progress: Callable[[int, int], None] | None
) -> None:
    failure: BlogtoolError | None = None
    for link in links:
        # A list from the network must not make us read files of this machine.
        if urlsplit(link).scheme not in {"http", "https", urlsplit(index).scheme}:
            continue
        try:
            return _download(link, archive, LARGEST, progress)
        except BlogtoolError as error:
            failure = error
    raise failure or BlogtoolError("the list of packages gives no address to download from", fix="try later")


def _download(url: str, to: Path, largest: int, progress: Callable[[int, int], None] | None) -> None:
    """Save what is at `url`; an answer that is shorter than announced is an error."""
    request = urllib.request.Request(url, headers={"User-Agent": "blogtool"})
    try:
        with urllib.request.urlopen(request, timeout=_PATIENCE) as answer, open(to, "wb") as file:
            total = int(answer.headers.get("Content-Length") or 0)
            done = 0
            while data := answer.read(_AT_ONCE):
                done += len(data)
                if done > largest:
                    raise BlogtoolError(
                        f"{url} gives more than {largest} bytes", fix="do not trust the server"
                    )
                file.write(data)
                if progress is not None:
                    progress(done, total)
    except (urllib.error.URLError, http.client.HTTPException, TimeoutError, ConnectionError) as error:
        raise _unreachable(url, error) from error
    except ValueError as error:  # an address that is none
        raise BlogtoolError(f"`{url}` is no address", fix="check ARGOS_PACKAGE_INDEX") from error
    if total and done != total:
        raise BlogtoolError(f"{url} broke off after {done} of {total} bytes", fix="try again")


def _unreachable(url: str, error: Exception) -> BlogtoolError:
    reason = getattr(error, "reason", None) or error
    return BlogtoolError(
        f"{url} cannot be reached: {reason}",
        fix="connect to the internet, or bring the file: `blogtool models add FILE.argosmodel`",
    )
