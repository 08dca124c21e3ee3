"""Reads the collections: posts and drafts wherever their folders stand, the others below `_label`."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from blogtool.errors import BlogtoolError, Location
from blogtool.model import url as urls
from blogtool.model.config import Config
from blogtool.model.content import Collection, Document, StaticFile
from blogtool.read.documents import DATED_NAME, Reading, read_document
from blogtool.read.files import read_bytes
from blogtool.read.tree import Entry, EntryFilter, files_below
from blogtool.text import frontmatter
from blogtool.text.order import merge_sorted


def read_posts(reading: Reading, entry_filter: EntryFilter, folders: Sequence[str]) -> list[Document]:
    """All posts and, where they are asked for, drafts of the folders of the site, in no order yet."""
    config = reading.config
    settings = _settings(config, "posts")
    base = config.text("collections_dir").strip("/")
    posts: list[Document] = []
    same_file, shows_future = reading.kept.same_file, config.flag("future")  # asked of every post
    for folder in folders:
        if base and folder != base and not folder.startswith(base + "/"):
            continue
        for special, is_draft in (("_posts", False), ("_drafts", True)):
            if is_draft and not config.flag("show_drafts"):
                continue
            prefix = f"{folder}/{special}" if folder else special
            kind = _kind("posts", is_draft)
            below = os.path.join(config.source, prefix)
            for entry in files_below(below, entry_filter, reading.listings, prefix, shown=f"{prefix}/"):
                post = same_file(entry, kind)
                if post is None and (is_draft or DATED_NAME.match(entry.path)):
                    post = _read_one(reading, entry, "posts", settings, is_draft)
                if post is None:
                    continue
                if not shows_future and post.date > reading.time:
                    reading.warnings.append(f"skipped: {post.path} has a date in the future ({post.date:%Y-%m-%d})")
                    continue
                posts.append(post)
    return posts


def read_collection(reading: Reading, entry_filter: EntryFilter, label: str) -> Collection:
    """The documents and files of one collection other than posts."""
    config = reading.config
    settings = _settings(config, label)
    base = config.text("collections_dir").strip("/")
    relative = f"{base}/_{label}" if base else f"_{label}"
    folder = os.path.join(config.source, relative)
    documents: list[Document] = []
    files: list[StaticFile] = []
    for entry in files_below(folder, entry_filter, reading.listings, f"_{label}", with_hidden=True):
        whole = Entry(f"{relative}/{entry.path}", entry.absolute, entry.stat)
        if not _begins_like_a_page(whole, reading):
            files.append(_static_file(reading, whole, label, settings, entry.path))
            continue
        document = _read_one(reading, whole, label, settings)
        if document is not None:
            # As Jekyll: what is dated later, or says `published:` and nothing, is listed but not written.
            is_out = document.data.get("published", True) is not None or config.flag("unpublished")
            is_written = bool(settings.get("output")) and is_out and not _is_in_future(document, reading)
            documents.append(replace(document, written=is_written))
    ordered = in_order(documents, settings, label, reading.warnings)
    return Collection(label, tuple(ordered), tuple(files), settings, folder)


def posts_collection(reading: Reading, posts: Sequence[Document]) -> Collection:
    """The posts as a collection: in ascending order of their dates, cut to `limit_posts`, all of them written."""
    config = reading.config
    settings = _settings(config, "posts")
    # As Jekyll: `sort_by` and `order` do not count for posts.
    ordered = in_order(posts, {}, "posts", reading.warnings)
    limit = config.settings.get("limit_posts")
    if isinstance(limit, int) and 0 < limit < len(ordered):
        ordered = ordered[-limit:]
    return Collection(
        "posts",
        tuple(ordered),
        (),
        settings,
        os.path.join(config.source, config.text("collections_dir"), "_posts"),
    )


def in_order(
    documents: Sequence[Document], settings: Mapping[str, Any], label: str, warnings: list[str]
) -> list[Document]:
    """By date, then by path; `sort_by:` and `order:` of the collection rule where they are given."""
    if all(one.dated for one in documents):
        ordered = sorted(documents, key=lambda one: (one.date, one.shown_path))
    else:
        ordered = merge_sorted(documents, _compare)
    if isinstance(manual := settings.get("order"), list):
        return _by_hand(ordered, [str(name) for name in manual], label)
    key = settings.get("sort_by")
    if isinstance(key, str) and key:
        return _by_key(ordered, key, label, warnings)
    return ordered


def _compare(one: Document, other: Document) -> int:
    """By date, then by path. As Jekyll: where either has no date of its own, the path alone decides."""
    if one.dated and other.dated and one.date != other.date:
        return -1 if one.date < other.date else 1
    return (one.shown_path > other.shown_path) - (one.shown_path < other.shown_path)


def _by_hand(documents: list[Document], names: list[str], label: str) -> list[Document]:
    """As listed in `order:`; documents that it does not name come after, as they were."""
    places = {name: place for place, name in enumerate(names)}
    prefix = f"_{label}/"
    last = len(places)
    return sorted(documents, key=lambda one: places.get(one.shown_path.removeprefix(prefix), last))


def _by_key(documents: list[Document], key: str, label: str, warnings: list[str]) -> list[Document]:
    """By a key of the front matter; documents without it come last."""

    def has_key(one: Document) -> bool:
        return one.dated if key == "date" else one.data.get(key) is not None

    having = [one for one in documents if has_key(one)]
    lacking = [one for one in documents if not has_key(one)]
    for one in lacking:
        warnings.append(f"{one.path}: sorting the collection `{label}` by `{key}`: the document has no `{key}`")
    try:
        return [*sorted(having, key=lambda one: cast("Any", one.data[key])), *lacking]
    except TypeError:
        warnings.append(f"the collection `{label}` cannot be sorted by `{key}`: its values cannot be compared")
        return documents


def _settings(config: Config, label: str) -> Mapping[str, Any]:
    one = config.section("collections").get(label)
    return one if isinstance(one, Mapping) else {}


def _is_in_future(document: Document, reading: Reading) -> bool:
    return not reading.config.flag("future") and document.date > reading.time


def _begins_like_a_page(entry: Entry, reading: Reading) -> bool:
    try:
        with open(entry.absolute, "rb") as file:
            return frontmatter.has_header(file.readline(64))
    except OSError as error:
        reading.problems.append(BlogtoolError(f"cannot be read: {error.strerror}", Location(entry.path)))
        return False


def _kind(label: str, is_draft: bool = False) -> str:
    """What a file is read as; as another thing it would be another document."""
    return f"draft of {label}" if is_draft else label


def _read_one(
    reading: Reading, entry: Entry, label: str, settings: Mapping[str, Any], is_draft: bool = False
) -> Document | None:
    kind = _kind(label, is_draft)
    kept = reading.kept.same_file(entry, kind)
    if kept is not None:
        return kept
    try:
        content = read_bytes(entry.absolute)
    except OSError as error:
        reading.problems.append(
            BlogtoolError(f"cannot be read: {error.strerror}", Location(entry.path), "check that the file may be read")
        )
        return None
    kept = reading.kept.same_bytes(entry, kind, content)
    if kept is not None:
        return kept
    warned = len(reading.warnings)
    document = read_document(reading, entry, content, label, settings, is_draft)
    if document is not None and len(reading.warnings) == warned:
        reading.kept.keep(entry, kind, document)
    return document


def _static_file(reading: Reading, entry: Entry, label: str, settings: Mapping[str, Any], inner: str) -> StaticFile:
    """A file of a collection that has no front matter: it follows the collection's permalink (gotcha 31)."""
    name = entry.path.rsplit("/", 1)[-1]
    extension = name[name.rfind(".") :] if "." in name[1:] else ""
    values = {
        "collection": label,
        "path": "/" + inner[: len(inner) - len(extension)].rstrip("."),
        "output_ext": "",
        "name": name[: len(name) - len(extension)],
        "title": "",
    }
    template = str(
        settings.get("permalink") or urls.with_suffix("/:collection/:path", reading.config.text("permalink"))
    )
    url = urls.clean(urls.fill(template, lambda key: values.get(key, ""))).removesuffix("/") + extension
    data = reading.defaults.for_path(entry.path, label)
    base = reading.config.text("collections_dir").strip("/")
    return StaticFile(
        path=entry.path.removeprefix(f"{base}/") if base else entry.path,
        absolute=entry.absolute,
        url=url,
        destination=urls.unescape(url).lstrip("/"),
        data=data,
        modified=entry.stat.st_mtime,
        collection=label,
        written=bool(settings.get("output")) and data.get("published", True) not in (None, False),
    )
