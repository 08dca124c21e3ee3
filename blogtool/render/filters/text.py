"""Filters of Liquid for texts. Whatever comes in counts as the text that Ruby would make of it."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from urllib.parse import quote_plus, unquote_to_bytes

from blogtool.render.context import LiquidFailure
from blogtool.render.filters.numbers import whole
from blogtool.render.ruby import SPACE, class_name, kind_of, strip, to_s
from blogtool.text.slug import lower_case

_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
_NOT_YET = re.compile(r"""["><']|&(?!(?:[a-zA-Z]+|#\d+);)""")
_HTML_BLOCKS = re.compile(r"<script.*?</script>|<!--.*?-->|<style.*?</style>", re.DOTALL)
_HTML_TAGS = re.compile(r"<.*?>", re.DOTALL)
_NEWLINE = re.compile(r"\r?\n")
_SPACES = re.compile(f"[{SPACE}]+")
_REFERENCE = re.compile(r"\\(\\|[0&]|\d|k<\w+>)")


def downcase(value: object) -> str:
    """Lower case."""
    return lower_case(to_s(value))


def upcase(value: object) -> str:
    """Upper case."""
    return to_s(value).upper()


def capitalize(value: object) -> str:
    """The first letter in upper case, the others in lower case."""
    text = to_s(value)
    return text[:1].title() + lower_case(text[1:])


def escape(value: object) -> str | None:
    """HTML's special characters as references."""
    return None if value is None else to_s(value).translate(_HTML)


def escape_once(value: object) -> str:
    """As escape, but references stay what they are."""
    return _NOT_YET.sub(lambda found: found.group().translate(_HTML), to_s(value))


def url_encode(value: object) -> str | None:
    """Percent-encoded as in a form: a space is `+`."""
    return None if value is None else quote_plus(to_s(value))


def cgi_escape(value: object) -> str:
    """Percent-encoded as in a form: a space is `+`. Raises LiquidFailure for anything but a text."""
    if kind_of(value) != "string":
        raise LiquidFailure(f"cgi_escape needs a text, not {class_name(value)}")
    return quote_plus(to_s(value))


def url_decode(value: object) -> str | None:
    """The text behind a percent-encoded one. Raises LiquidFailure where it is not UTF-8."""
    if value is None:
        return None
    try:
        return unquote_to_bytes(to_s(value).replace("+", " ")).decode()
    except UnicodeDecodeError as error:
        raise LiquidFailure("invalid byte sequence in UTF-8") from error


def base64_encode(value: object) -> str:
    """Base64."""
    return base64.b64encode(to_s(value).encode()).decode()


def base64_url_safe_encode(value: object) -> str:
    """Base64 with `-` and `_`."""
    return base64.urlsafe_b64encode(to_s(value).encode()).decode()


def base64_decode(value: object) -> str:
    """The text behind Base64. Raises LiquidFailure where it is none."""
    return _decoded(to_s(value), "base64_decode")


def base64_url_safe_decode(value: object) -> str:
    """The text behind Base64 with `-` and `_`. Raises LiquidFailure where it is none."""
    return _decoded(to_s(value).replace("-", "+").replace("_", "/"), "base64_url_safe_decode")


def _decoded(text: str, name: str) -> str:
    try:
        return base64.b64decode(text, validate=True).decode(errors="replace")
    except (binascii.Error, ValueError) as error:
        raise LiquidFailure(f"invalid base64 provided to {name}") from error


def slice_(value: object, offset: object, length: object = None) -> object:
    """A part of a text or a list, from `offset` (negative: from the end); one character without a length."""
    start = whole(offset)
    count = 1 if length is None else whole(length)
    sequence = value if kind_of(value) == "array" else to_s(value)
    if start < 0:
        start += len(sequence)  # type: ignore[arg-type]
    if start < 0 or count < 0:
        return sequence[:0]  # type: ignore[index]
    return sequence[start : start + count]  # type: ignore[index]


def truncate(value: object, length: object = 50, ellipsis: object = "...") -> str | None:
    """At most `length` characters, the ellipsis among them."""
    if value is None:
        return None
    text, end, limit = to_s(value), to_s(ellipsis), whole(length)
    return text[: max(limit - len(end), 0)] + end if len(text) > limit else text


def truncatewords(value: object, words: object = 15, ellipsis: object = "...") -> object:
    """At most so many words; shorter texts keep their white space."""
    if value is None:
        return None
    text, limit = to_s(value), max(whole(words), 1)
    # As Ruby: white space below the last word counts as one more piece.
    found = _SPACES.split(text.lstrip(SPACE + "\0"))
    if len(found) <= limit or not text:
        return text
    return " ".join(found[:limit]) + to_s(ellipsis)


def split(value: object, pattern: object) -> list[object]:
    """The pieces between a text, without empty ones at the end; a space splits at any white space."""
    text, separator = to_s(value), to_s(pattern)
    pieces: list[object]
    if separator == " ":
        pieces = [*_SPACES.split(text.strip(SPACE + "\0"))] if text.strip(SPACE + "\0") else []
    elif separator == "":
        pieces = [*text]
    else:
        pieces = [*text.split(separator)]
    while pieces and pieces[-1] == "":
        pieces.pop()
    return pieces


def strip_(value: object) -> str:
    """Without white space at both ends."""
    return strip(to_s(value))


def lstrip(value: object) -> str:
    """Without white space at the beginning."""
    return to_s(value).lstrip(SPACE + "\0")


def rstrip(value: object) -> str:
    """Without white space at the end."""
    return to_s(value).rstrip(SPACE + "\0")


def strip_html(value: object) -> str:
    """Without tags, comments, scripts and styles."""
    return _HTML_TAGS.sub("", _HTML_BLOCKS.sub("", to_s(value)))


def strip_newlines(value: object) -> str:
    """Without line breaks."""
    return _NEWLINE.sub("", to_s(value))


def newline_to_br(value: object) -> str:
    """`<br />` before each line break."""
    return _NEWLINE.sub("<br />\n", to_s(value))


def replace(value: object, old: object, new: object = "") -> str:
    """Every `old` by `new`; in `new`, Ruby reads `\\0` as what was found."""
    return _replaced(to_s(value), to_s(old), to_s(new), -1)


def replace_first(value: object, old: object, new: object = "") -> str:
    """The first `old` by `new`."""
    return _replaced(to_s(value), to_s(old), to_s(new), 1)


def _replaced(text: str, old: str, new: str, count: int) -> str:
    if "\\" in new:
        new = _REFERENCE.sub(lambda found: "\\" if found[1] == "\\" else old if found[1] in "0&" else "", new)
    return text.replace(old, new, count)


def replace_last(value: object, old: object, new: object) -> str:
    """The last `old` by `new`."""
    text, wanted = to_s(value), to_s(old)
    before, found, after = text.rpartition(wanted) if wanted else (text, "", "")
    if not wanted:
        return text + to_s(new)
    return before + to_s(new) + after if found else text


def remove(value: object, old: object) -> str:
    """Without any `old`."""
    return to_s(value).replace(to_s(old), "")


def remove_first(value: object, old: object) -> str:
    """Without the first `old`."""
    return to_s(value).replace(to_s(old), "", 1)


def remove_last(value: object, old: object) -> str:
    """Without the last `old`."""
    return replace_last(value, old, "")


def append(value: object, end: object) -> str:
    """With a text at the end."""
    return to_s(value) + to_s(end)


def prepend(value: object, beginning: object) -> str:
    """With a text at the beginning."""
    return to_s(beginning) + to_s(value)


def default(value: object, other: object = "", options: object = None) -> object:
    """`other` for nil, false and what is empty; `allow_false: true` lets false be."""
    allows_false = isinstance(options, Mapping) and options.get("allow_false") not in (None, False)
    if value is None or (value is False and not allows_false):
        return other
    return other if kind_of(value) in ("string", "array", "hash") and not value else value


FILTERS: dict[str, Callable[..., object]] = {
    "append": append,
    "base64_decode": base64_decode,
    "base64_encode": base64_encode,
    "base64_url_safe_decode": base64_url_safe_decode,
    "base64_url_safe_encode": base64_url_safe_encode,
    "capitalize": capitalize,
    "cgi_escape": cgi_escape,
    "default": default,
    "downcase": downcase,
    "escape": escape,
    "escape_once": escape_once,
    "h": escape,
    "lstrip": lstrip,
    "newline_to_br": newline_to_br,
    "prepend": prepend,
    "remove": remove,
    "remove_first": remove_first,
    "remove_last": remove_last,
    "replace": replace,
    "replace_first": replace_first,
    "replace_last": replace_last,
    "rstrip": rstrip,
    "slice": slice_,
    "split": split,
    "strip": strip_,
    "strip_html": strip_html,
    "strip_newlines": strip_newlines,
    "truncate": truncate,
    "truncatewords": truncatewords,
    "upcase": upcase,
    "url_decode": url_decode,
    "url_encode": url_encode,
}
