"""Filters of Liquid for numbers: whole ones stay whole, others are decimal (0.1 plus 0.2 is 0.3)."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal, InvalidOperation

from blogtool.render.context import LiquidFailure
from blogtool.render.ruby import kind_of, strip, to_i, to_s

_FLOAT = re.compile(r"-?\d+\.\d+")
_WHOLE = re.compile(r"\s*[-+]?(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|[1-9]\d*(?:_\d+)*|0)\s*")
_PRECISE = Context(prec=60)

Number = int | Decimal


def whole(value: object) -> int:
    """A whole number as an argument. Raises LiquidFailure for anything else."""
    if kind_of(value) == "integer":
        return value  # type: ignore[return-value]
    text = to_s(value)
    if not _WHOLE.fullmatch(text):
        raise LiquidFailure("invalid integer")
    digits = text.strip().lower()
    if re.fullmatch(r"[-+]?0\d+", digits):
        return int(digits, 8)
    return int(digits, 0)


def number(value: object) -> Number:
    """What a value counts as: `"12 apples"` is 12, what is no number is 0."""
    kind = kind_of(value)
    if kind == "integer":
        return value  # type: ignore[return-value]
    if kind == "float":
        return Decimal(repr(value))
    if kind == "string":
        text = strip(value)  # type: ignore[arg-type]
        return Decimal(text) if _FLOAT.fullmatch(text) else to_i(text)
    return 0


def _result(value: Number) -> int | float:
    return float(value) if isinstance(value, Decimal) else value


def _pair(value: object, other: object) -> tuple[Number, Number]:
    left, right = number(value), number(other)
    if isinstance(left, Decimal) or isinstance(right, Decimal):
        return Decimal(left), Decimal(right)
    return left, right


def plus(value: object, other: object) -> int | float:
    """The sum."""
    left, right = _pair(value, other)
    return _result(left + right)


def minus(value: object, other: object) -> int | float:
    """The difference."""
    left, right = _pair(value, other)
    return _result(left - right)


def times(value: object, other: object) -> int | float:
    """The product."""
    left, right = _pair(value, other)
    return _result(left * right)


def divided_by(value: object, other: object) -> int | float:
    """The quotient; of whole numbers the next one below. Raises LiquidFailure for a division by 0."""
    left, right = _pair(value, other)
    if right == 0:
        return _by_zero(left)
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return float(_PRECISE.divide(left, right))
    return _result(left // right)


def _by_zero(left: Number) -> float:
    """As Ruby: a mistake for whole numbers, infinite for decimal ones."""
    if not isinstance(left, Decimal):
        raise LiquidFailure("divided by 0")
    return math.copysign(math.inf, left) if left else math.nan


def modulo(value: object, other: object) -> int | float:
    """What is left of a division, with the divisor's sign. Raises LiquidFailure for a division by 0."""
    left, right = _pair(value, other)
    if right == 0:
        raise LiquidFailure("divided by 0")
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        floor = _PRECISE.divide(left, right).to_integral_value(ROUND_FLOOR, _PRECISE)
        return float(_PRECISE.subtract(left, _PRECISE.multiply(right, floor)))
    return _result(left % right)


def round_(value: object, places: object = 0) -> int | float:
    """Rounded half away from zero, to so many decimal places."""
    left, digits = number(value), int(number(places))
    if isinstance(left, int) and digits >= 0:
        return left
    try:
        rounded = Decimal(left).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP, _PRECISE)
    except InvalidOperation as error:
        raise LiquidFailure("a number is too long to be rounded") from error
    return float(rounded) if isinstance(left, Decimal) and digits > 0 else int(rounded)


def ceil(value: object) -> int:
    """The next whole number above."""
    return int(Decimal(number(value)).to_integral_value(ROUND_CEILING, _PRECISE))


def floor(value: object) -> int:
    """The next whole number below."""
    return int(Decimal(number(value)).to_integral_value(ROUND_FLOOR, _PRECISE))


def absolute(value: object) -> int | float:
    """Without its sign."""
    exact = number(value)
    return _result(-exact if exact < 0 else exact)


def at_least(value: object, least: object) -> int | float:
    """The greater of two numbers."""
    left, right = number(value), number(least)
    return _result(right if right > left else left)


def at_most(value: object, most: object) -> int | float:
    """The lesser of two numbers."""
    left, right = number(value), number(most)
    return _result(right if right < left else left)


FILTERS: dict[str, Callable[..., object]] = {
    "abs": absolute,
    "at_least": at_least,
    "at_most": at_most,
    "ceil": ceil,
    "divided_by": divided_by,
    "floor": floor,
    "minus": minus,
    "modulo": modulo,
    "plus": plus,
    "round": round_,
    "times": times,
}
