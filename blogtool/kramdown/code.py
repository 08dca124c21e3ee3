"""Code blocks and code spans with Rouge's wrappers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .options import Options, is_true

LANGUAGE = re.compile(r"\blanguage-(\S+)")
LANGUAGE_OR_START = re.compile(r"\blanguage-\S+|(^)")

LEGACY = "HTMLLegacy"       # Rouge's formatter that wraps the code; the one that kramdown takes by itself


@dataclass(frozen=True)
class Colours:
    """What `syntax_highlighter_opts` says for blocks, or for spans."""

    name: str                   # of the highlighter; empty: none
    default_lang: str | None
    css_class: str
    wrap: bool
    line_numbers: bool
    start_line: int


def colours(options: Options, kind: str) -> Colours:
    given: dict[str, object] = dict(options.syntax_highlighter_opts)
    given["default_lang"] = given.get("default_lang") or "plaintext"
    own = given.pop(kind, None)
    if isinstance(own, Mapping):
        given.update({str(key): value for key, value in own.items()})
    off = options.syntax_highlighter is None or is_true(given.get("disable", False))
    lang = given.get("default_lang")
    start = str(given.get("start_line", 1))
    return Colours(
        "" if off else options.syntax_highlighter or "",
        None if lang is None else str(lang),
        str(given.get("css_class", "highlight")),
        kind == "block" and is_true(given.get("wrap", True)) and str(given.get("formatter", LEGACY)).endswith(LEGACY),
        is_true(given.get("line_numbers", False)),
        int(start) if start.isdigit() else 1,
    )


def language_of(attr: Mapping[str, str]) -> str | None:
    found = LANGUAGE.search(attr.get("class", ""))
    return found[1] if found else None


def without_language(attr: Mapping[str, str]) -> dict[str, str]:
    """The attributes without the class that names the language."""
    result = dict(attr)
    if "class" in result:
        left = LANGUAGE.sub("", result["class"]).strip()
        if left:
            result["class"] = left
        else:
            del result["class"]
    return result


def with_highlighter(attr: Mapping[str, str], language: str | None, name: str) -> dict[str, str]:
    """The attributes with `language-x` first and `highlighter-x` last among the classes."""
    result = dict(attr)
    value = (result.get("class", "") + " highlighter-" + name).lstrip()
    if language:
        value = LANGUAGE_OR_START.sub(
            lambda match: f"language-{language}" + (" " if match[1] is not None else ""), value, count=1)
    result["class"] = value
    return result


def plain(code: str) -> str:
    return code.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def coloured(code: str, language: str | None, chosen: Colours) -> str | None:
    """The inside of a code element as HTML, or None if it stays as it is."""
    name = language or chosen.default_lang
    if not chosen.name or name is None:
        return None
    if name in ("plaintext", "text"):
        return plain(code)
    from .highlight import highlight

    return highlight(code, name)


def numbered(html: str, first: int) -> str:
    """Code beside the numbers of its lines, in Rouge's table."""
    html = html if html.endswith("\n") else html + "\n"
    numbers = "".join(f"{number}\n" for number in range(first, first + html.count("\n")))
    return (
        f'<table class="rouge-table"><tbody><tr><td class="rouge-gutter gl"><pre class="lineno">{numbers}</pre></td>'
        f'<td class="rouge-code"><pre>{html}</pre></td></tr></tbody></table>'
    )
