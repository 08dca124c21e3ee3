"""Values as JSON, as Ruby writes it: for `jsonify`, and for drops that are inspected."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast

from blogtool.render.context import LiquidFailure
from blogtool.render.ruby import float_text, kind_of, to_s
from blogtool.text.dates import to_text

_DEEPEST = 100
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\f": "\\f", "\b": "\\b"}
_SPECIAL = re.compile(r'["\\\x00-\x1f]')


def json_of(value: object, depth: int = 0, indent: str | None = None) -> str:
    """The value as JSON, without spaces, or with line breaks where `indent` says by how much.

    A drop tells itself by `for_json(depth)`. Raises LiquidFailure for what is nested too deep.
    """
    if depth > _DEEPEST:
        raise LiquidFailure("jsonify: nested too deep")
    kind = kind_of(value)
    if kind == "nil":
        return "null"
    if kind in ("integer", "boolean"):
        return to_s(value)
    if kind == "float":
        return float_text(cast(float, value))
    if kind == "array":
        return _joined([json_of(one, depth + 1, indent) for one in cast(list[object], value)], "[]", depth, indent)
    if kind == "hash":
        shown = getattr(value, "for_json", None)
        chosen = cast(Mapping[object, object], value if shown is None else shown(depth))
        colon = ":" if indent is None else ": "
        pairs = [_text(to_s(key)) + colon + json_of(chosen[key], depth + 1, indent) for key in chosen]
        return _joined(pairs, "{}", depth, indent)
    if kind in ("time", "date"):
        return _text(to_text(value))  # type: ignore[arg-type]
    return _text(to_s(value))


def _joined(pieces: list[str], brackets: str, depth: int, indent: str | None) -> str:
    """The pieces in their brackets; Ruby's pretty empty list has a blank line within, an empty map has not."""
    if indent is None:
        return brackets[0] + ",".join(pieces) + brackets[1]
    margin = "\n" + indent * depth
    if not pieces:
        return f"[\n{margin}]" if brackets == "[]" else brackets
    inner = margin + indent
    return brackets[0] + inner + f",{inner}".join(pieces) + margin + brackets[1]


def _text(text: str) -> str:
    return '"' + _SPECIAL.sub(_escaped, text) + '"'


def _escaped(found: re.Match[str]) -> str:
    character = found.group()
    return _ESCAPES.get(character) or f"\\u{ord(character):04x}"
