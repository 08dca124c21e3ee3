"""Model packages in Argos' own format: read from a folder or straight from the archive, and installed safely.

An `.argosmodel` is a zip from somewhere: its names and sizes are checked before a byte of it is written.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from blogtool.errors import BlogtoolError

LARGEST = 4 * 1024**3  # bytes unpacked; official packages take up to 0.3 GB
MOST_FILES = 10_000  # stanza's data are a few dozen
_LARGEST_METADATA = 1024**2
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
TOKENIZERS = ("sentencepiece.model", "bpe.model")


@dataclass(frozen=True)
class Package:
    """A model for one language pair, in a folder or still in its archive."""

    source: str  # Argos' code: `en`, `zh`, `zt` (Chinese in traditional letters)
    target: str
    version: str
    path: Path  # a folder, or an `.argosmodel` file
    origin: str  # `installed`, `built-in`, `not installed` (it only lies in blogtool's checkout)
    size: int  # bytes on disk
    target_prefix: str = ""  # token that some models with many languages want in front
    draft: bool = False  # what its maker says of it

    @property
    def name(self) -> str:
        """What a reader of a translated post learns of its model: `en-fr 1.0`."""
        return f"{self.source}-{self.target} {self.version}".strip()

    @property
    def folder(self) -> Path:
        """Where notes on the package lie: in it, or beside its archive."""
        return self.path if self.path.is_dir() else self.path.parent

    @property
    def note(self) -> str:
        """A word on quality, where there is one to say."""
        return "draft" if self.draft or self.origin == "built-in" else ""


@dataclass(frozen=True)
class Contents:
    """What an engine needs of a package: the tokenizer, and the model's files by name."""

    tokenizer: str  # one of TOKENIZERS
    tokenizer_bytes: bytes
    model: Mapping[str, bytes] | Path  # a folder can be loaded where it lies
    digest: str  # of all that decides an answer


def read_package(path: Path, origin: str) -> Package:
    """The package in a folder or an archive.

    Raises BlogtoolError where it is damaged, hostile, or no package.
    """
    if path.is_dir():
        metadata = _metadata(_read_file(path / "metadata.json", path), path)
        _need(path, [f"model/{name}" for name in _names_below(path / "model")], _names_below(path))
        return _package(metadata, path, origin, _size_of_folder(path))
    with open_archive(path) as (archive, members):
        metadata = _metadata(_read_member(archive, members, "metadata.json", path), path)
        _need(path, members, members)
    return _package(metadata, path, origin, path.stat().st_size)


def read_contents(package: Package) -> Contents:
    """The tokenizer and the model of a package.

    Raises BlogtoolError where a file is missing or damaged.
    """
    path = package.path
    if path.is_dir():
        names = [f"model/{name}" for name in _names_below(path / "model")]
        tokenizer = _need(path, names, _names_below(path))
        loaded = {name: _read_file(path / name, path) for name in (tokenizer, *sorted(names))}
        digest = _digest(loaded, package.target_prefix)
        return Contents(tokenizer, loaded[tokenizer], path / "model", digest)
    with open_archive(path) as (archive, members):
        tokenizer = _need(path, members, members)
        wanted = (tokenizer, *sorted(name for name in members if name.startswith("model/")))
        loaded = {name: _read_member(archive, members, name, path) for name in wanted}
    model = {name.removeprefix("model/"): data for name, data in loaded.items() if name != tokenizer}
    return Contents(tokenizer, loaded[tokenizer], model, _digest(loaded, package.target_prefix))


def install(archive_path: Path, folder: Path) -> Package:
    """Unpack an archive into Argos' packages folder, whole or not at all; an older one of its name goes.

    Raises BlogtoolError where the archive is damaged or hostile, or the disk does not take it.
    """
    with open_archive(archive_path) as (archive, members):
        _metadata(_read_member(archive, members, "metadata.json", archive_path), archive_path)
        _need(archive_path, members, members)
        name = next(iter(members.values())).filename.split("/", 1)[0]
        try:
            folder.mkdir(parents=True, exist_ok=True)
            # Beside the packages folder, not in it: Argos takes every folder there for a package.
            with tempfile.TemporaryDirectory(prefix="blogtool-", dir=folder.parent) as work:
                fresh = Path(work) / name
                for inner, member in members.items():
                    _unpack(archive, member, fresh / inner, archive_path)
                _swap(fresh, folder / name, Path(work) / "old")
        except OSError as error:
            raise BlogtoolError(
                f"the package `{archive_path.name}` cannot be unpacked into `{folder}`: {error.strerror}",
                fix="free some space, or point ARGOS_PACKAGES_DIR to another folder",
            ) from error
    return read_package(folder / name, "installed")


@contextmanager
def open_archive(path: Path) -> Iterator[tuple[zipfile.ZipFile, dict[str, zipfile.ZipInfo]]]:
    """An archive and its files by their name below the one folder at its top, all checked.

    Raises BlogtoolError where it is no zip, torn, or holds what a package never holds.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive, _checked_members(archive, path)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError) as error:
        raise _damaged(path, str(error) or type(error).__name__) from error
    except FileNotFoundError as error:
        raise BlogtoolError(f"there is no file `{path}`", fix="check its name") from error


def _checked_members(archive: zipfile.ZipFile, path: Path) -> dict[str, zipfile.ZipInfo]:
    members: dict[str, zipfile.ZipInfo] = {}
    entries = archive.infolist()
    if len(entries) > MOST_FILES:
        raise _damaged(path, f"it holds {len(entries)} files")
    if sum(entry.file_size for entry in entries) > LARGEST:
        raise _damaged(path, f"it would take more than {LARGEST // 1024**3} GB unpacked")
    for entry in entries:
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise _damaged(path, f"`{entry.filename}` is a link or a device")
        parts = entry.filename.rstrip("/").split("/")
        if any(part in ("", ".", "..") or "\\" in part or ":" in part for part in parts):
            raise _damaged(path, f"`{entry.filename}` would lie outside of its folder")
        if entry.is_dir():
            continue
        if len(parts) < 2:
            raise _damaged(path, f"`{entry.filename}` is not inside a folder")
        inner = "/".join(parts[1:])
        if inner in members:
            raise _damaged(path, f"it holds `{entry.filename}` twice")
        members[inner] = entry
    if len({entry.filename.split("/", 1)[0] for entry in members.values()}) != 1:
        raise _damaged(path, "it does not hold exactly one folder")
    return members


def _metadata(text: bytes, path: Path) -> Mapping[str, object]:
    """metadata.json, with the two languages in it."""
    try:
        metadata = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _damaged(path, "its metadata.json is no JSON") from error
    if not isinstance(metadata, dict):
        raise _damaged(path, "its metadata.json is no map")
    for key in ("from_code", "to_code"):
        if not _LANGUAGE.fullmatch(str(metadata.get(key) or "")):
            raise _damaged(path, f"its metadata.json names no language in `{key}`")
    return metadata


def _package(metadata: Mapping[str, object], path: Path, origin: str, size: int) -> Package:
    return Package(
        source=str(metadata["from_code"]),
        target=str(metadata["to_code"]),
        version=str(metadata.get("package_version") or ""),
        path=path,
        origin=origin,
        size=size,
        target_prefix=str(metadata.get("target_prefix") or ""),
        draft=metadata.get("quality") == "draft",
    )


def _need(path: Path, model: list[str] | dict[str, zipfile.ZipInfo], names: object) -> str:
    """The name of the tokenizer; a package without one, or without a model, is refused."""
    if "model/model.bin" not in model:
        raise _damaged(path, "it holds no `model/model.bin`")
    for tokenizer in TOKENIZERS:
        if tokenizer in names:  # type: ignore[operator]
            return tokenizer
    raise _damaged(path, "it holds neither `sentencepiece.model` nor `bpe.model`")


def _digest(files: Mapping[str, bytes], prefix: str) -> str:
    digest = hashlib.blake2b(prefix.encode(), digest_size=16)
    for name, data in sorted(files.items()):
        digest.update(f"\n{name} {len(data)}\n".encode())
        digest.update(data)
    return digest.hexdigest()


def _read_member(
    archive: zipfile.ZipFile, members: Mapping[str, zipfile.ZipInfo], name: str, path: Path
) -> bytes:
    member = members.get(name)
    if member is None:
        raise _damaged(path, f"it holds no `{name}`")
    if name == "metadata.json" and member.file_size > _LARGEST_METADATA:
        raise _damaged(path, f"its `{name}` takes {member.file_size} bytes")
    with archive.open(member) as file:
        # zipfile stops at the size that the directory declares, and compares the checksum.
        return file.read()


def _read_file(file: Path, package: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise _damaged(package, f"`{file.name}` cannot be read: {error.strerror}") from error


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, to: Path, path: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(member) as source, open(to, "wb") as target:
        shutil.copyfileobj(source, target, 1024**2)
    if to.stat().st_size != member.file_size:
        raise _damaged(path, f"`{member.filename}` is shorter than it says")


def _swap(fresh: Path, place: Path, aside: Path) -> None:
    """Put a folder in its place; the one that was there goes aside (and then away)."""
    if place.exists():
        os.replace(place, aside)
    try:
        os.replace(fresh, place)
    except OSError:
        with suppress(OSError):
            os.replace(aside, place)
        raise


def _names_below(folder: Path) -> list[str]:
    try:
        return [entry.name for entry in folder.iterdir() if entry.is_file()]
    except OSError:
        return []


def _size_of_folder(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def _damaged(path: Path, why: str) -> BlogtoolError:
    return BlogtoolError(
        f"`{path.name}` is not a sound model package: {why}",
        fix="remove it and install it again: `blogtool models add SOURCE TARGET`",
    )
