"""Front matter as Jekyll cuts it off: the one owner of python-frontmatter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from functools import cache
from typing import Any

from blogtool.errors import BlogtoolError, Location
from blogtool.text import yaml

_HEADER = re.compile(rb"---[ \t\v\f\r]*\n")
_OPENING = re.compile(r"\A---\s*\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)\s*$\n?", re.MULTILINE)


@dataclass(frozen=True)
class FrontMatter:
    """A file cut in two: what its front matter says, and its body."""

    data: Mapping[str, Any]
    body: str
    body_line: int = 1  # line of the file where the body begins
    found: bool = True  # whether there was front matter at all
    problem: BlogtoolError | None = field(default=None)  # broken YAML: `data` is empty then
    is_map: bool = True  # whether it was, if YAML at all, keys with values


@cache
def _handler() -> Any:
    """python-frontmatter's seam for Jekyll's boundaries and Ruby's YAML; made late, for it is slow to load."""
    from frontmatter.default_handlers import YAMLHandler

    class Handler(YAMLHandler):
        def detect(self, text: str) -> bool:
            return split(text)[0] is not None

        def split(self, text: str) -> tuple[str, str]:
            head, body, _ = split(text)
            return head or "", body

        def load(self, fm: str, **kwargs: object) -> Any:
            return yaml.load(fm, str(kwargs.get("path", "")))

        def export(self, metadata: dict[str, object], **options: Any) -> str:
            return yaml.dump(metadata).rstrip("\n") if metadata else ""

    return Handler()


def has_header(head: bytes) -> bool:
    """Whether a file that begins with these bytes is a page: its first line is exactly `---`."""
    return _HEADER.match(head) is not None


def split(text: str) -> tuple[str | None, str, int]:
    """The YAML between the dashes (None where there is no front matter), the body, the body's first line.

    As Jekyll: blank lines below the closing dashes belong to the front matter.
    """
    opening = _OPENING.match(text)
    if opening is None:
        return None, text, 1
    # The closing line may follow the opening one at once, or stand below blank lines.
    closing = _CLOSING.search(text, text.index("\n") + 1)
    if closing is None:
        return None, text, 1
    end = closing.end()
    return text[text.index("\n") + 1 : closing.start()], text[end:], text.count("\n", 0, end) + 1


def parse(text: str, path: str, zone: tzinfo | None = None) -> FrontMatter:
    """Front matter and body of a file's text.

    Broken YAML, and YAML that is no map, give empty data and the `problem` (Jekyll reports it and goes on, but
    for a page that is no map).
    """
    head, body, line = split(text)
    if head is None:
        return FrontMatter({}, body, 1, found=False)
    try:
        data = yaml.load(head, path, first_line=2, zone=zone)
    except BlogtoolError as error:
        return FrontMatter({}, body, line, problem=error)
    if data is None or data is False:
        return FrontMatter({}, body, line)
    if not isinstance(data, dict):
        problem = BlogtoolError(
            f"the front matter is not a map of keys and values but {_kind(data)}",
            Location(path, 2),
            "write one `key: value` a line between the dashes",
        )
        return FrontMatter({}, body, line, problem=problem, is_map=False)
    return FrontMatter({str(key): value for key, value in data.items()}, body, line)


def _kind(value: object) -> str:
    return {"list": "a list", "str": "a text", "int": "a number", "float": "a number"}.get(
        type(value).__name__, f"a {type(value).__name__}"
    )


def dump(data: Mapping[str, object], body: str) -> str:
    """A whole file again: dashes, the keys in their order, dashes, the body as it is."""
    head = _handler().export(dict(data))
    return f"---\n{head}\n---\n{body}" if head else f"---\n---\n{body}"
