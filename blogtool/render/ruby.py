"""Values as Ruby shows and compares them: what `{{ x }}` prints, what equals what, what comes first."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timezone
from functools import cmp_to_key
from typing import Any

from blogtool.text.dates import to_text

# What Ruby's `strip` takes away: ASCII white space, and NUL at the end.
SPACE = " \t\n\v\f\r"
_ESCAPES = {
    '"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\f": "\\f", "\v": "\\v",
    "\b": "\\b", "\a": "\\a", "\x1b": "\\e",
}  # fmt: skip
_INTERPOLATION = re.compile(r"#(?=[{$@])")
_NUMBER = re.compile(r"[ \t\n\v\f\r]*([-+]?\d+(?:_\d+)*)")
_CHRONOLOGICAL_ZERO = 1721424.5  # the Julian day on which Python's ordinal 0 begins
# Filled up as further classes are met.
KINDS: dict[type, str] = {
    str: "string", int: "integer", bool: "boolean", float: "float", type(None): "nil", list: "array",
    tuple: "array", dict: "hash", range: "range", datetime: "time", date: "date",
}  # fmt: skip
_CLASSES = {
    "string": "String", "integer": "Integer", "float": "Float", "nil": "NilClass", "array": "Array",
    "hash": "Hash", "range": "Range", "time": "Time", "date": "Date", "other": "Object",
}  # fmt: skip


def kind_of(value: object) -> str:
    """Which of Ruby's kinds a value is: `string`, `integer`, `array`, `hash`, `time` … or `other`."""
    found = KINDS.get(value.__class__)
    if found is None:
        found = KINDS[value.__class__] = _new_kind(value)
    return found


def _new_kind(value: object) -> str:
    if isinstance(value, Mapping):
        return "hash"
    for known in (str, bool, int, float, list, tuple, datetime, date):
        if isinstance(value, known):
            return KINDS[known]
    return "other"


def class_name(value: object) -> str:
    """The name of the class, as Ruby's messages have it."""
    if value is True or value is False:
        return f"{value.__class__.__name__[:0]}{'TrueClass' if value else 'FalseClass'}"
    return _CLASSES[kind_of(value)]


def is_drop(value: object) -> bool:
    """Whether a map is what Jekyll calls a drop: no hash, so it has no size, and loops see its keys alone."""
    return getattr(value, "is_ruby_drop", False) is True


def to_s(value: object) -> str:
    """Ruby's `to_s`: arrays and hashes as they are inspected, nil as nothing."""
    if value.__class__ is str:
        return value
    if value is None:
        return ""
    if value is True:
        return "true"
    if value is False:
        return "false"
    kind = kind_of(value)
    if kind == "float":
        return float_text(value)  # type: ignore[arg-type]
    if kind in ("array", "hash"):
        return inspect(value) if kind == "array" else _hash_text(value)
    if kind == "range":
        return f"{value.start}..{value.stop - 1}"  # type: ignore[attr-defined]
    if kind in ("time", "date"):
        return to_text(value)  # type: ignore[arg-type]
    return str(value)


def printed(value: object) -> str:
    """What `{{ value }}` prints: as `to_s`, but arrays are joined without separator."""
    if value.__class__ is str:
        return value
    if value.__class__ is list or value.__class__ is tuple:
        return join(value, "")
    return to_s(value)


def join(values: Iterable[object], glue: str) -> str:
    """Ruby's `Array#join`: arrays within are joined too."""
    return glue.join([join(one, glue) if isinstance(one, (list, tuple)) else to_s(one) for one in values])


def _hash_text(value: object) -> str:
    """A map as text; a drop may have a text of its own."""
    if not isinstance(value, dict) and type(value).__str__ is not object.__str__:
        own = type(value).__dict__.get("__str__")
        if own is not None:
            return str(value)
    return inspect(value)


def inspect(value: object) -> str:
    """Ruby's `inspect`: text in quotes, nil as `nil`."""
    kind = kind_of(value)
    if kind == "nil":
        return "nil"
    if kind == "string":
        return _quoted(str(value))
    if kind == "array":
        return "[" + ", ".join([_inspect_within(one) for one in value]) + "]"  # type: ignore[attr-defined]
    if kind == "hash":
        if is_drop(value):
            from blogtool.render.json_text import json_of

            return json_of(value, 0, "  ")
        if hasattr(value, "for_json"):
            value = value.for_json(0)
        pairs = [f"{inspect(key)}=>{_inspect_within(value[key])}" for key in value]  # type: ignore[attr-defined, index]
        return "{" + ", ".join(pairs) + "}"
    if kind == "date":
        return _date_inspected(value)  # type: ignore[arg-type]
    if kind == "time":
        return _time_inspected(value)  # type: ignore[arg-type]
    return to_s(value)


def _inspect_within(value: object) -> str:
    """What stands within a list or a map. As Jekyll: there a document is no drop yet, and tells only where it is."""
    name = getattr(value, "name_within", None)
    return inspect(value) if name is None else str(name())


def _quoted(text: str) -> str:
    if text.isalnum() and text.isascii():
        return f'"{text}"'
    pieces = []
    for character in text:
        escaped = _ESCAPES.get(character)
        if escaped is None:
            escaped = character if _is_shown(character) else _code(character)
        pieces.append(escaped)
    return '"' + _INTERPOLATION.sub(r"\\#", "".join(pieces)) + '"'


def _is_shown(character: str) -> bool:
    """Whether Ruby shows it as it is: spaces of any width and invisible marks are, control characters not."""
    return character.isprintable() or unicodedata.category(character) in ("Zs", "Zl", "Zp", "Cf", "Co")


def _code(character: str) -> str:
    number = ord(character)
    if number == 0x7F:
        return "\\x7F"
    return f"\\u{number:04X}" if number < 0x10000 else f"\\u{{{number:X}}}"


def _date_inspected(day: date) -> str:
    julian = int(day.toordinal() + _CHRONOLOGICAL_ZERO + 0.5)
    return f"#<Date: {to_text(day)} (({julian}j,0s,0n),+0s,2299161j)>"


def _time_inspected(moment: datetime) -> str:
    text = to_text(moment)
    if not moment.microsecond:
        return text
    fraction = f"{moment.microsecond:06d}".rstrip("0")
    return f"{text[:19]}.{fraction}{text[19:]}"


def float_text(number: float) -> str:
    """A float as Ruby prints it: `2.5`, `1.0e+20`, `Infinity`.

    >>> float_text(1e16)
    '1.0e+16'
    """
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    text = repr(number)
    size = abs(number)
    if size == 0 or 1e-4 <= size < 1e16:
        return text
    mantissa, _, exponent = text.partition("e")
    if not exponent:
        mantissa, exponent = f"{number:e}".split("e")
    if "." not in mantissa:
        mantissa += ".0"
    return f"{mantissa}e{exponent[0] if exponent[0] in '+-' else '+'}{exponent.lstrip('+-').zfill(2)}"


def to_i(value: object) -> int:
    """Ruby's `to_i`: the number at the beginning of a text, 0 for what has none."""
    kind = kind_of(value)
    if kind == "integer":
        return value  # type: ignore[return-value]
    if kind == "float":
        return int(value)  # type: ignore[call-overload, no-any-return]
    if kind == "string":
        found = _NUMBER.match(str(value))
        return int(found[1]) if found else 0
    if kind == "time":
        return math.floor(value.timestamp())  # type: ignore[attr-defined, no-any-return]
    return 0


def is_true(value: object) -> bool:
    """Everything is true but nil and false."""
    return value is not None and value is not False


def equal(left: object, right: object) -> bool:
    """Ruby's `==`: `1 == 1.0`, but never `true == 1`; a time never equals a date."""
    if left is right:
        return True
    one, other = left.__class__, right.__class__
    if one is str or other is str:
        return left == right
    if one is bool or other is bool or left is None or right is None:
        return False
    kind = kind_of(left)
    other_kind = kind_of(right)
    if kind == "array" and other_kind == "array":
        return len(left) == len(right) and all(  # type: ignore[arg-type]
            equal(a, b)
            for a, b in zip(left, right, strict=True)  # type: ignore[call-overload]
        )
    if kind != other_kind and not (kind in ("integer", "float") and other_kind in ("integer", "float")):
        return False
    return bool(left == right)


class Incomparable(Exception):
    """Two values that have no order; the message is Ruby's."""

    def __init__(self, left: object, right: object) -> None:
        shown = right if isinstance(right, (int, float)) and not isinstance(right, bool) else None
        other = "nil" if right is None else to_s(shown) if shown is not None else class_name(right)
        if isinstance(right, bool):
            other = to_s(right)
        super().__init__(f"comparison of {class_name(left)} with {other} failed")


def compare(left: object, right: object) -> int:
    """Ruby's `<=>`: -1, 0 or 1. Raises Incomparable where Ruby answers nil."""
    kind, other = kind_of(left), kind_of(right)
    if kind in ("integer", "float") and other in ("integer", "float"):
        return (left > right) - (left < right)  # type: ignore[operator, no-any-return]
    if kind == other and kind in ("string", "time", "date"):
        if kind == "time":
            left, right = _aware(left), _aware(right)
        return (left > right) - (left < right)  # type: ignore[operator, no-any-return]
    if kind == "array" and other == "array":
        for a, b in zip(left, right, strict=False):  # type: ignore[call-overload]
            order = compare(a, b)
            if order:
                return order
        return (len(left) > len(right)) - (len(left) < len(right))  # type: ignore[arg-type]
    if equal(left, right):
        return 0
    raise Incomparable(left, right)


def _aware(moment: Any) -> datetime:
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=timezone.utc)  # type: ignore[no-any-return]  # noqa: UP017


by_order = cmp_to_key(compare)


def strip(text: str) -> str:
    """Ruby's `strip`: a no-break space stays."""
    return text.lstrip(SPACE + "\0").rstrip(SPACE + "\0")
