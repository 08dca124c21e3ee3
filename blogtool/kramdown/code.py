"""Code blocks and code spans with Rouge's wrappers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .options import Options

LANGUAGE = re.compile(r"\blanguage-(\S+)")
LANGUAGE_OR_START = re.compile(r"\blanguage-\S+|(^)")

HIGHLIGHTERS = frozenset(("rouge", "coderay", "minted"))      # others colour nothing
LEGACY = "HTMLLegacy"       # Rouge's formatter that wraps the code; the one that kramdown takes by itself


@dataclass(frozen=True)
class Colours:
    """What `syntax_highlighter_opts` says for blocks, or for spans."""

    name: str                   # of the highlighter; empty: none
    default_lang: str | None
    css_class: str
    wrap: bool
    guess_lang: bool            # if not, text without a language has no wrapper
    line_numbers: bool
    start_line: int
    table_classes: tuple[str, str, str]     # of the table with line numbers, the numbers and the code


def colours(options: Options, kind: str) -> Colours:
    given: dict[str, object] = dict(options.syntax_highlighter_opts)
    if given.get("default_lang") is None:
        given["default_lang"] = "plaintext"
    given["guess_lang"] = options.guess_lang
    own = given.pop(kind, None)
    if isinstance(own, Mapping):
        given.update({str(key): value for key, value in own.items()})
    off = options.syntax_highlighter not in HIGHLIGHTERS or is_set(given.get("disable"))
    lang = given.get("default_lang")
    start = str(given.get("start_line", 1))
    return Colours(
        "" if off else options.syntax_highlighter or "",
        None if lang is None else str(lang),
        str(given.get("css_class") or "highlight"),
        kind == "block" and is_set(given.get("wrap", True)) and str(given.get("formatter", LEGACY)).endswith(LEGACY),
        is_set(given.get("guess_lang")),
        is_set(given.get("line_numbers")),
        int(start) if start.isdigit() else 1,
        (
            str(given.get("table_class", "rouge-table")),
            str(given.get("gutter_class", "rouge-gutter")) + " gl",
            str(given.get("code_class", "rouge-code")),
        ),
    )


def is_set(value: object) -> bool:
    """As Ruby reads a switch: all is on but nothing and false; the word "false" is on."""
    return value is not None and value is not False


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
        return plain(code) if chosen.guess_lang else None
    from .highlight import highlight

    return highlight(code, name)


def numbered(html: str, chosen: Colours) -> str:
    """Code beside the numbers of its lines, in Rouge's table."""
    from .highlight import with_line_numbers

    table, gutter, inside = chosen.table_classes
    return with_line_numbers(html, chosen.start_line, table_class=table, gutter_class=gutter, code_class=inside)
