"""A post taken apart for translation, and the translated post put together: front matter, then body."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from blogtool.errors import BlogtoolError, Location
from blogtool.model.language import normalise
from blogtool.model.translation import Answer, Outline, Segment
from blogtool.text import frontmatter, yaml
from blogtool.translate import outline
from blogtool.translate.line_ends import PLAIN, LineEnds, line_ends_of

# What a translation says of itself; none of it is copied from the original.
MARKS = ("translation_of", "source_hash", "engine", "translation_hash", "needs_review", "quality")
# Old addresses belong to the original: two pages cannot both answer for them.
_NOT_COPIED = ("redirect_from", "translate", "reviewed")
_ADDRESSES = ("permalink", "slug")
_TOP_KEY = re.compile(
    r"""^(?:"([^"\n]+)"|'([^'\n]+)'|([^\s#"'\-\[\]{},&*!|>%@`:?][^:\n]*|[^\s:]+))[ \t]*:(?=\s|$)"""
)
_GAP = re.compile(r"^(?:---|\.\.\.)[ \t]*\n(\s*)\Z", re.MULTILINE)
_OWN_HASH = re.compile(r"^translation_hash:.*\n?", re.MULTILINE)

Path = tuple[str | int, ...]  # where a text stands in the front matter: ("image", "alt")


@dataclass(frozen=True)
class Part:
    """One text of a post: a value of the front matter (`path`), or the body (`path` is empty)."""

    path: Path
    outline: Outline


@dataclass(frozen=True)
class Cut:
    """A post taken apart: its front matter as text and as values, and its texts as outlines."""

    path: str  # relative to the source folder
    digest: bytes  # of the file's bytes
    head: str
    gap: str  # blank lines below the front matter, which are no part of the body
    data: Mapping[str, Any]
    parts: tuple[Part, ...]
    line_ends: LineEnds = PLAIN

    @property
    def segments(self) -> list[Segment]:
        """The segments of all parts, in order."""
        return [segment for part in self.parts for segment in part.outline.segments]


@dataclass(frozen=True)
class Composed:
    """A translated post, ready to be saved, and how each segment was answered in the end."""

    text: str
    data: Mapping[str, Any]
    body: str
    answers: list[Answer]


def digest_of(content: bytes) -> bytes:
    """The digest that `Document.source_hash` holds."""
    return blake2b(content, digest_size=16).digest()


def read_bytes(folder: str, path: str) -> bytes:
    """The bytes of a file of the site.

    Raises BlogtoolError where it cannot be read.
    """
    try:
        with open(os.path.join(folder, path), "rb") as file:
            return file.read()
    except OSError as error:
        raise BlogtoolError(f"cannot be read: {error.strerror}", Location(path)) from error


def cut(content: bytes, path: str, lang: str, keys: Sequence[str], options: Mapping[str, object]) -> Cut:
    """Take the post in a file apart; `keys` of the front matter hold text, `options` are kramdown's.

    Raises BlogtoolError where the file is not UTF-8 or its front matter is broken.
    """
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BlogtoolError("not UTF-8", Location(path, line), "save the file as UTF-8") from error
    matter = frontmatter.parse(text, path)
    if matter.problem is not None:
        raise matter.problem
    head, body, _ = frontmatter.split(text)
    parts = [
        Part(place, outline.split_plain(value, lang, place="title"))
        for place, value in _texts(matter.data, keys)
        if value.strip()
    ]
    parts.append(Part((), outline.split(body, lang, options)))
    gap = _GAP.search(text[: len(text) - len(body)])
    blank = gap[1] if gap else ""
    return Cut(path, digest_of(content), head or "", blank, dict(matter.data), tuple(parts), line_ends_of(content))


def compose(
    whole: Cut,
    answers: Sequence[Answer],
    says: Mapping[str, object],
    source: str,
    target: str,
    own: Mapping[str, object] = {},
    removed: Collection[str] = (),
    arranged: str | None = None,
) -> Composed:
    """The translated post: the original's front matter in its order, the answers in their places.

    `says` is what the translation says of itself (lang, translated, translation_of …); `own` is what a
    person wrote into its front matter, and `removed` what a person took out: both stay so. `arranged` is the
    body where its editor arranged it in another way.
    """
    data = {key: value for key, value in whole.data.items() if key not in (*_NOT_COPIED, *MARKS)}
    for key in _ADDRESSES:
        if isinstance(data.get(key), str):
            data[key] = address(key, data[key], source, target)
    final: list[Answer] = []
    body = ""
    start = 0
    for part in whole.parts:
        end = start + len(part.outline.segments)
        text, settled = outline.join_checked(part.outline, answers[start:end], target)
        final.extend(settled)
        start = end
        if part.path:
            data[str(part.path[0])] = _with_text(data[str(part.path[0])], part.path[1:], text)
        else:
            body = text
    body = body if arranged is None else arranged
    data.update(own)
    data = {key: value for key, value in data.items() if key not in removed}
    data.update(says)
    text = sealed(head_text(whole.head, whole.data, data), whole.gap + body)
    return Composed(text, data, body, final)


def address(key: str, value: str, source: str, target: str) -> str:
    """A permalink or slug of a post's own, for its translation.

    >>> address("permalink", "/en/tea/", "en", "fr"), address("permalink", "/tea-en.html", "en", "fr")
    ('/fr/tea/', '/tea-fr.html')
    >>> address("permalink", "/tea/", "en", "fr"), address("slug", "tea", "en", "fr")
    ('/fr/tea/', 'tea-fr')
    """
    parts = value.split("/")
    for place, part in enumerate(parts):
        if part and "." not in part and normalise(part) == normalise(source):
            return "/".join([*parts[:place], target, *parts[place + 1 :]])
    changed = re.sub(
        rf"(?<=.)-{re.escape(source)}(?=/?$|\.\w+$)", lambda _: f"-{target}", value, flags=re.IGNORECASE
    )
    if changed != value:
        return changed
    if key == "slug":
        return f"{value}-{target}"
    if re.search(r":(?:title|slug|name|path|slugified_title)\b", value):
        return value  # the file's name is in it, and says the language
    return f"/{target}/{value.lstrip('/')}"


def head_text(head: str, before: Mapping[str, object], after: Mapping[str, object]) -> str:
    """The front matter `head` (which says `before`) with as few lines changed as let it say `after`."""
    blocks = _blocks(head)
    lines: list[str] = []
    seen: set[str] = set()
    for key, text in blocks:
        if key is not None and key not in after:
            continue
        if key is None or (key in before and _same(before[key], after[key])):
            lines.append(text)
        else:
            lines.append(yaml.dump({key: after[key]}))
        seen.add(key or "")
    added = {key: value for key, value in after.items() if key not in seen}
    lines.append(yaml.dump(added) if added else "")
    result = "".join(line if line.endswith("\n") else f"{line}\n" for line in lines if line)
    try:
        said = yaml.load(result, "")
    except BlogtoolError:
        said = None
    if isinstance(said, dict) and _same({str(key): value for key, value in said.items()}, dict(after)):
        return result
    return yaml.dump(dict(after))  # written in an unusual way, such as {title: x}: all of it anew


def sealed(head: str, body: str) -> str:
    """The whole file, with the digest of its own words: an edit by hand shows even without a memory."""
    bare = f"---\n{_OWN_HASH.sub('', head)}---\n{body}"
    seal = blake2b(bare.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return f"---\n{_OWN_HASH.sub('', head)}{yaml.dump({'translation_hash': seal})}---\n{body}"


def is_unedited(text: str, data: Mapping[str, object]) -> bool:
    """Whether a translation is as it was saved, by its own word."""
    bare = _OWN_HASH.sub("", text.replace("\r\n", "\n"), count=1)
    seal = blake2b(bare.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return str(data.get("translation_hash", "")) == seal


def head_digests(data: Mapping[str, object]) -> dict[str, str]:
    """A short digest of each value, to tell later which ones a person changed."""
    return {key: blake2b(_plain(value).encode(), digest_size=5).hexdigest() for key, value in data.items()}


def _texts(data: Mapping[str, Any], keys: Sequence[str]) -> Iterator[tuple[Path, str]]:
    """The texts under `keys` (`title`, `image.alt`), through lists, in the order of the front matter."""
    wanted = [tuple(key.split(".")) for key in keys]
    for key, value in data.items():
        for names in wanted:
            if names[0] == key:
                yield from _texts_below(value, names[1:], (key,))


def _texts_below(value: object, names: tuple[str, ...], path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, list):
        for place, one in enumerate(value):
            yield from _texts_below(one, names, (*path, place))
    elif isinstance(value, dict) and names and names[0] in value:
        yield from _texts_below(value[names[0]], names[1:], (*path, names[0]))
    elif isinstance(value, str) and not names:
        yield path, value


def _with_text(value: Any, path: Path, text: str) -> Any:
    """A copy of `value` with `text` at `path`."""
    if not path:
        return text
    copy: Any = list(value) if isinstance(value, list) else dict(value)
    copy[path[0]] = _with_text(value[path[0]], path[1:], text)
    return copy


def _blocks(head: str) -> list[tuple[str | None, str]]:
    """The front matter's text cut before each key at its left margin; what stands above has no key."""
    blocks: list[tuple[str | None, str]] = []
    for line in head.splitlines(keepends=True):
        found = _TOP_KEY.match(line)
        if found:
            blocks.append((found[1] or found[2] or found[3].rstrip(), line))
        elif blocks:
            key, text = blocks[-1]
            blocks[-1] = (key, text + line)
        else:
            blocks.append((None, line))
    return blocks


def _same(one: object, other: object) -> bool:
    return one == other and _plain(one) == _plain(other)  # 1 == True, but not here


def _plain(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=repr, sort_keys=True)
