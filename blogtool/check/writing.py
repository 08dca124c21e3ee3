"""Mistakes of the hand: front matter of the wrong type, an unclosed fence, a ragged table, a dead reference."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from blogtool.check.findings import Finding
from blogtool.model.site import Site
from blogtool.text.frontmatter import parse

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})(.*)$")
_REFERENCE = re.compile(r"(?<![\\\]A-Za-z0-9_)])\[([^\[\]\n]+)\]\[([^\[\]\n]*)\]")
_DEFINITION = re.compile(r"^[ >*-]*\[([^\]^][^\]]*)\]:", re.MULTILINE)
_FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\](?!:)")
_FOOTNOTE_DEFINITION = re.compile(r"^[ >*-]*\[\^([^\]\s]+)\]:", re.MULTILINE)
_BROKEN = re.compile(r"(broken YAML: .*)\n\s*at\s+(.+):(\d+)")
# Between the parts of a kramdown table.
_SEPARATOR = re.compile(r"[\s|:=+-]+")
_CODE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)")
# Where Markdown is not read, or not written by hand.
_NOT_PROSE = re.compile(
    r"<!--.*?-->|<(pre|code|script|style|svg)\b.*?</\1>|\$\$.*?\$\$|\{%-?\s*(highlight|comment)\b.*?\{%-?\s*end\2\b.*?%\}"
    r"|\{\{.*?\}\}|\{%.*?%\}|\{::comment\}.*?\{:/(?:comment)?\}",
    re.DOTALL,
)
_TEXTS = ("title", "description", "layout", "permalink", "lang", "slug")
_SWITCHES = ("published", "sitemap", "render_with_liquid")
_LISTS = ("tags", "categories", "tag", "category", "redirect_from")


def check_writing(site: Site) -> list[Finding]:
    """What looks like a slip in the front matter and the Markdown of a site's documents."""
    endings = tuple(f".{one.strip()}" for one in site.config.text("markdown_ext").split(","))
    findings: list[Finding] = []
    for document in site.documents:
        findings.extend(_front_matter(site, document.path, document.data))
        if document.path.endswith(endings):
            findings.extend(check_markdown(document.path, document.body, document.body_line))
    for page in site.pages:
        findings.extend(_front_matter(site, page.path, page.data))
        if page.path.endswith(endings):
            findings.extend(check_markdown(page.path, page.body, page.body_line))
    return [*findings, *_broken_front_matter(site.warnings)]


def _front_matter(site: Site, path: str, data: Mapping[str, Any]) -> Iterator[Finding]:
    for key in _TEXTS:
        if isinstance(data.get(key), list | dict):
            line = line_of(site, path, key)
            yield Finding("mistake", f"`{key}` should be a text", path, line, "put the value in quotes")
    for key in _SWITCHES:
        value = data.get(key)
        if value is not None and not isinstance(value, bool):
            what = f"`{key}: {json.dumps(value, ensure_ascii=False, default=str)}` is neither true nor false"
            yield Finding("mistake", what, path, line_of(site, path, key))
    for key in _LISTS:
        if isinstance(_written(site, path, key), Mapping):
            what = f"`{key}` should be a list or a text, but is a map"
            yield Finding("mistake", what, path, line_of(site, path, key), f"write `{key}: [one, two]`")


def _written(site: Site, path: str, key: str) -> object:
    """What a file itself says for a key that is brought into one form when it is read."""
    text = _start_of(site, path)
    return parse(text, path).data.get(key) if f"\n{key}:" in text else None


def _start_of(site: Site, path: str) -> str:
    """The text of a file; nothing where it cannot be read."""
    try:
        with open(os.path.join(site.config.source, path), encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


def line_of(site: Site, path: str, key: str) -> int:
    """Where the front matter of a file says `key:`; its first line where a default does."""
    lines = _start_of(site, path).splitlines()
    return next((number for number, line in enumerate(lines, 1) if line.startswith(f"{key}:")), 1)


def _broken_front_matter(warnings: Iterable[str]) -> Iterator[Finding]:
    """Front matter that is no YAML: as Jekyll, the file is built without it, which is hardly what was meant."""
    for warning in warnings:
        found = _BROKEN.match(warning)
        if found:
            fix = "quote values that hold `: `, `#` or a leading special character"
            yield Finding("mistake", found[1], found[2], int(found[3]), fix)


def check_markdown(path: str, body: str, first_line: int = 1) -> Iterator[Finding]:
    """Slips in one Markdown text, with their lines."""
    prose: list[str] = []
    fence: tuple[str, int] | None = None
    for number, line in enumerate(body.split("\n"), first_line):
        found = _FENCE.match(line)
        if fence is None and found and not (found[1][0] == "`" and "`" in found[2]):
            fence = (found[1], number)
            prose.append("")
        elif fence is not None:
            if found and found[1].startswith(fence[0]) and not found[2].strip():
                fence = None
            prose.append("")
        else:
            prose.append("" if line.startswith("    ") else line)
    if fence is not None:
        yield Finding("mistake", "a code fence is never closed", path, fence[1], f"close it with `{fence[0]}`")
    whole = _NOT_PROSE.sub(_blank, "\n".join(prose))
    prose = whole.split("\n")
    yield from _references(path, prose, first_line)
    yield from _tables(path, prose, first_line)


def _blank(found: re.Match[str]) -> str:
    """What stands for a piece that is not prose: its lines, or a word; a tag of Liquid prints nothing itself."""
    return "\n" * found[0].count("\n") or ("" if found[0].startswith("{%") else "x")


def _references(path: str, prose: list[str], first_line: int) -> Iterator[Finding]:
    text = "\n".join(prose)
    known = {_normal(one) for one in _DEFINITION.findall(text)}
    notes = set(_FOOTNOTE_DEFINITION.findall(text))
    for number, line in enumerate(prose, first_line):
        bare = _CODE.sub(lambda code: "x" * len(code[0]), line)  # as long, so that the names can be read off the line
        for found in _REFERENCE.finditer(bare):
            name = line[slice(*found.span(2 if found[2] else 1))]
            if found[1].isdigit() and found[2].isdigit():
                continue  # `[3][4]`: marks of sources, as encyclopedias write them
            if not name.startswith("^") and _normal(name) not in known:
                yield Finding("mistake", f"the reference `[{name}]` has no definition", path, number)
        for name in _FOOTNOTE.findall(bare):
            if name not in notes:
                yield Finding("mistake", f"the footnote `[^{name}]` has no text", path, number)


def _normal(name: str) -> str:
    return re.sub(r"\s+", " ", name).strip().lower()


def _tables(path: str, prose: list[str], first_line: int) -> Iterator[Finding]:
    """Tables with a separator line whose rows have other numbers of cells."""
    for place in range(1, len(prose)):
        if not re.fullmatch(r"\s*\|?(?:\s*:?-+:?\s*\|)+\s*(?::?-+:?)?\s*", prose[place]) or "|" not in prose[place - 1]:
            continue
        width = _cells(prose[place])
        row = place - 1
        while row < len(prose) and "|" in prose[row] and prose[row].strip():
            if not _SEPARATOR.fullmatch(prose[row]) and _cells(prose[row]) != width:
                yield Finding(
                    "mistake",
                    f"a table row has {_cells(prose[row])} cells, its table {width}",
                    path,
                    first_line + row,
                )
            row += 1


def _cells(line: str) -> int:
    bare = _CODE.sub("x", line).replace("\\|", "").strip()
    return bare.removeprefix("|").removesuffix("|").count("|") + 1
