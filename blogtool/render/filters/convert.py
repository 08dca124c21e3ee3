"""Filters that turn a value into another form: Markdown, Sass, JSON, slugs, XML, counts."""

from __future__ import annotations

import re
from collections.abc import Callable

from blogtool.errors import BlogtoolError
from blogtool.render.context import Context, LiquidFailure
from blogtool.render.json_text import json_of
from blogtool.render.ruby import SPACE, class_name, inspect, kind_of, to_i, to_s
from blogtool.text.later import pattern
from blogtool.text.slug import slugify as slug_of

_XML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;"})
_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
_SPACES = re.compile(f"[{SPACE}]+")
# Han, Hiragana, Katakana and Hangul: each character counts as a word.
_CJK = pattern(
    "[\u1100-\u11ff\u2e80-\u2e99\u2e9b-\u2ef3\u2f00-\u2fd5\u3005\u3007\u3021-\u3029\u302e\u302f\u3038-\u303b"
    "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fd-\u30ff\u3131-\u318e\u31f0-\u321e\u3260-\u327e\u32d0-\u32fe"
    "\u3300-\u3357\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97c\uac00-\ud7a3\ud7b0-\ud7fb\uf900-\ufad9\uff66-\uff6f"
    "\uff71-\uff9d\uffa0-\uffdc\U0001b000-\U0001b167\U0001f200\U00020000-\U0003134a]"
)


def markdownify(context: Context, value: object) -> str:
    """The text through the site's Markdown converter."""
    return context.registers.markdownify(to_s(value))


def smartify(context: Context, value: object) -> str:
    """The text with typographic quotes, dashes and dots, and nothing else of Markdown."""
    from blogtool.render.filters.smart import smart

    return smart(to_s(value), context.registers.config)


def sassify(context: Context, value: object) -> str:
    """CSS from Sass's indented syntax."""
    return _css(context, value, True)


def scssify(context: Context, value: object) -> str:
    """CSS from SCSS."""
    return _css(context, value, False)


def _css(context: Context, value: object, is_indented: bool) -> str:
    if kind_of(value) != "string":
        raise LiquidFailure(f"there is no style sheet in {class_name(value)}")
    try:
        return context.registers.convert_sass(to_s(value), is_indented)
    except BlogtoolError as error:
        raise LiquidFailure(error.what) from error


def slugify(value: object, mode: object = None) -> str | None:
    """As it stands in a URL."""
    if value is None:
        return None
    if kind_of(value) != "string":
        raise LiquidFailure(f"slugify needs a text, not {class_name(value)}")
    return slug_of(to_s(value), to_s(mode) or "default")


def xml_escape(value: object) -> str:
    """XML's special characters as references."""
    return to_s(value).translate(_XML)


def inspect_(value: object) -> str:
    """As Ruby would write it in a program, escaped."""
    return xml_escape(inspect(value))


def normalize_whitespace(value: object) -> str:
    """Runs of white space as one space, none at the ends."""
    return _SPACES.sub(" ", to_s(value)).strip(SPACE + "\0")


def number_of_words(value: object, mode: object = None) -> int:
    """How many words; with `cjk` or `auto`, Chinese, Japanese and Korean characters are words."""
    if kind_of(value) != "string":
        raise LiquidFailure(f"number_of_words needs a text, not {class_name(value)}")
    text = to_s(value)
    if mode == "cjk" or mode == "auto":
        count = len(_CJK.findall(text))
        return count + _words(_CJK.sub(" ", text)) if count or mode == "cjk" else _words(text)
    return _words(text)


def _words(text: str) -> int:
    return sum(1 for word in _SPACES.split(text.strip(SPACE + "\0")) if word)


def to_integer(value: object) -> int:
    """The whole number that a value is or begins with; true is 1, false is 0."""
    if isinstance(value, bool):
        return int(value)
    if kind_of(value) in ("array", "hash", "range", "date"):
        raise LiquidFailure(f"to_integer cannot read {class_name(value)}")
    return to_i(value)


def jsonify(value: object) -> str:
    """JSON as Ruby writes it: no spaces, Unicode as it is (gotcha 42)."""
    return json_of(value)


FILTERS: dict[str, Callable[..., object]] = {
    "inspect": inspect_,
    "jsonify": jsonify,
    "normalize_whitespace": normalize_whitespace,
    "number_of_words": number_of_words,
    "slugify": slugify,
    "to_integer": to_integer,
    "xml_escape": xml_escape,
}
CONTEXT_FILTERS: dict[str, Callable[..., object]] = {
    "markdownify": markdownify,
    "sassify": sassify,
    "scssify": scssify,
    "smartify": smartify,
}
