"""Expressions: `page.tags[0]`, `(1..3)`, `x | upcase`, `a == 1 and b`, with Ruby's values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from liquid.exceptions import LiquidSyntaxError
from liquid.expression import Expression as Hosted
from liquid.token import TOKEN_EXPRESSION, Token

from blogtool.model.siblings import LanguageCode
from blogtool.render.context import Context, LiquidFailure
from blogtool.render.ruby import KINDS, Incomparable, compare, equal, is_drop, is_true, kind_of, to_i, to_s

_NOWHERE = Token(TOKEN_EXPRESSION, "", 0, "")
_INTEGER = re.compile(r"-?\d+")
_FLOAT = re.compile(r"(-?\d+)\.\d*(?:\.[\d.]*)?")
_RANGE = re.compile(r"\(\s*(\S+?)\s*\.\.\s*(\S+)\s*\)")
_STEP = re.compile(r"[\w-]+\??")
_METHODS = frozenset({"size", "first", "last"})


class Expression(Hosted):
    """What has a value in a context."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__(_NOWHERE)

    def evaluate(self, context: Context) -> object:  # type: ignore[override]
        """The value."""
        raise NotImplementedError

    def children(self) -> Iterable[Hosted]:
        """None that python-liquid's analysis could use."""
        return ()


class Constant(Expression):
    """A literal."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        super().__init__()
        self.value = value

    def evaluate(self, context: Context) -> object:  # type: ignore[override]
        """The literal's value."""
        return self.value


class Emptiness:
    """`empty` and `blank` where `if`, `unless` or `when` compare them; everywhere else they are an empty text.

    Only `empty` equals what is empty.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    def __str__(self) -> str:
        return ""

    def equals(self, other: object) -> bool:
        """Whether `other` is an empty text, list or map."""
        return self.name == "empty" and kind_of(other) in ("string", "array", "hash") and not other


class RangeOf(Expression):
    """`(first..last)`."""

    __slots__ = ("first", "last")

    def __init__(self, first: Expression, last: Expression) -> None:
        super().__init__()
        self.first = first
        self.last = last

    def evaluate(self, context: Context) -> object:  # type: ignore[override]
        """The numbers from first to last; what is none counts as its leading digits, or 0."""
        first, last = (one.evaluate(context) for one in (self.first, self.last))
        for value in (first, last):
            if kind_of(value) == "boolean" or kind_of(value) in ("array", "hash"):
                raise LiquidFailure("invalid integer")
        return range(to_i(first), to_i(last) + 1)


# A key; whether it may be `size`, `first` or `last`; or else the expression that gives the key.
Step = tuple[object, bool, "Expression | None"]


class Lookup(Expression):
    """`name.step[step]`: a variable, and the way down from it."""

    __slots__ = ("markup", "name", "steps")

    def __init__(self, markup: str, name: str | Expression, steps: tuple[Step, ...]) -> None:
        super().__init__()
        self.markup = markup
        self.name = name
        self.steps = steps

    def evaluate(self, context: Context) -> object:  # type: ignore[override]
        """The value there, None where the way ends early."""
        name = self.name
        if name.__class__ is not str:
            name = to_s(name.evaluate(context))  # type: ignore[union-attr]
        for scope in context.scopes:
            if name in scope:
                value = scope[name]
                break
        else:
            value = context.beyond_scopes(name)
        for key, is_method, inner in self.steps:
            if inner is not None:
                value = step(value, inner.evaluate(context), False)
            elif (KINDS.get(value.__class__) or kind_of(value)) == "hash":
                found = value.get(key, _NOTHING)  # type: ignore[attr-defined]
                value = step(value, key, is_method) if found is _NOTHING else found
            else:
                value = step(value, key, is_method)
            if value is _NOTHING:
                if context.strict_variables:
                    raise LiquidFailure(f"undefined variable `{self.markup}`")
                value = None
        return value


_NOTHING = object()


def step(value: object, key: object, is_method: bool) -> object:
    """What `value` has under `key`; `size`, `first` and `last` work where they stand behind a dot."""
    kind = kind_of(value)
    if kind == "hash":
        if not isinstance(key, (list, dict)) and key in value:  # type: ignore[operator]
            return value[key]  # type: ignore[index]
        if not is_method:
            return None if key.__class__ is int else _NOTHING
        if key == "size":
            return _NOTHING if is_drop(value) else len(value)  # type: ignore[arg-type]
        first = next(iter(value), None) if key == "first" else None  # type: ignore[call-overload]
        return _NOTHING if key == "last" else None if first is None else [first, value[first]]  # type: ignore[index]
    if kind == "array":
        if key.__class__ is int:
            try:
                return value[key]  # type: ignore[index]
            except IndexError:
                return None
        if is_method:
            if key == "size":
                return len(value)  # type: ignore[arg-type]
            return (value[0] if key == "first" else value[-1]) if value else None  # type: ignore[index]
        return _NOTHING
    if is_method:
        return _method(value, kind, key)
    if isinstance(value, LanguageCode):
        return value.parts.get(str(key), _NOTHING)
    return _NOTHING


def _method(value: object, kind: str, key: object) -> object:
    """`size` of texts, and what ranges answer."""
    if kind == "string" and key == "size":
        return len(value)  # type: ignore[arg-type]
    if kind == "integer" and key == "size":
        return 8  # bytes of a machine word, as Ruby says
    if kind == "range":
        if key == "size":
            return len(value)  # type: ignore[arg-type]
        return value.start if key == "first" else value.stop - 1  # type: ignore[attr-defined]
    return _NOTHING


_LITERALS: dict[str, object] = {
    "nil": None, "null": None, "": None, "true": True, "false": False,
    "blank": "", "empty": "",
}  # fmt: skip
NOTHING = Constant(None)


@lru_cache(maxsize=8192)
def parse_expression(markup: str) -> Expression:
    """One value: a literal, a range, or a variable with the way down from it."""
    markup = markup.strip()
    if len(markup) >= 2 and markup[0] == markup[-1] and markup[0] in "\"'":
        return Constant(markup[1:-1])
    if markup in _LITERALS:
        return Constant(_LITERALS[markup])
    if _INTEGER.fullmatch(markup):
        return Constant(int(markup))
    number = _FLOAT.fullmatch(markup)
    if number:
        whole, _, rest = markup.partition(".")
        return Constant(float(f"{whole}.{rest.split('.')[0] or 0}"))
    limits = _RANGE.fullmatch(markup)
    if limits:
        return RangeOf(parse_expression(limits[1]), parse_expression(limits[2]))
    return _parse_lookup(markup)


def parse_operand(markup: str) -> Expression:
    """One value to compare with: here `empty` equals what is empty."""
    return _OPERANDS.get(markup.strip()) or parse_expression(markup)


_OPERANDS = {name: Constant(Emptiness(name)) for name in ("blank", "empty")}


def _parse_lookup(markup: str) -> Expression:
    pieces = list(_steps(markup))
    if not pieces:
        return Lookup(markup, "", ())
    first, *rest = pieces
    name: str | Expression = parse_expression(first[1:-1]) if first[0] == "[" else first
    steps: list[Step] = []
    for piece in rest:
        if piece[0] == "[":
            inner = parse_expression(piece[1:-1])
            is_constant = isinstance(inner, Constant) and kind_of(inner.value) in ("string", "integer")
            steps.append((inner.value, False, None) if is_constant else (None, False, inner))  # type: ignore[attr-defined]
        else:
            steps.append((piece, piece in _METHODS, None))
    return Lookup(markup, name, tuple(steps))


def _steps(markup: str) -> Iterable[str]:
    """The names and the `[…]` of a lookup; anything between them is passed over."""
    place = 0
    while place < len(markup):
        if markup[place] == "[":
            end = _closing(markup, place)
            if end:
                yield markup[place:end]
                place = end
                continue
        found = _STEP.match(markup, place)
        if found:
            yield found.group()
            place = found.end()
        else:
            place += 1


def _closing(markup: str, place: int) -> int:
    depth = 0
    for index in range(place, len(markup)):
        if markup[index] == "[":
            depth += 1
        elif markup[index] == "]":
            depth -= 1
            if depth == 0:
                return index + 1
    return 0


class FilterCall:
    """One `| name: argument, key: value`."""

    __slots__ = ("arguments", "constants", "name", "named")

    def __init__(self, name: str, arguments: Sequence[Expression], named: Sequence[tuple[str, Expression]]) -> None:
        self.name = name
        self.arguments = tuple(arguments)
        self.named = tuple(named)
        # Most arguments are literals: their values are kept ready.
        self.constants: tuple[object, ...] | None = None
        if not named and all(isinstance(one, Constant) for one in arguments):
            self.constants = tuple(one.value for one in arguments)  # type: ignore[attr-defined]

    def values(self, context: Context) -> Sequence[object]:
        """The arguments; named ones come last, as one map."""
        if self.constants is not None:
            return self.constants
        values = [one.evaluate(context) for one in self.arguments]
        if self.named:
            values.append({name: one.evaluate(context) for name, one in self.named})
        return values


class Filtered(Expression):
    """A value, and the filters that it goes through."""

    __slots__ = ("calls", "value")

    def __init__(self, value: Expression, calls: Sequence[FilterCall]) -> None:
        super().__init__()
        self.value = value
        self.calls = tuple(calls)

    def evaluate(self, context: Context) -> object:  # type: ignore[override]
        """The value that comes out of the last filter; unknown filters change nothing."""
        value = self.value.evaluate(context)
        filters = context.filters
        for call in self.calls:
            chosen = filters.get(call.name)
            if chosen is not None:
                value = chosen(context, value, call.values(context))
            elif context.strict_filters:
                raise LiquidFailure(f"undefined filter `{call.name}`")
        return value


class Comparison(Expression):
    """`a == b`, or just `a`."""

    __slots__ = ("left", "operator", "right")

    def __init__(self, left: Expression, operator: str | None = None, right: Expression = NOTHING) -> None:
        super().__init__()
        self.left = left
        self.operator = operator
        self.right = right

    def evaluate(self, context: Context) -> object:  # type: ignore[override]
        """Whether it holds."""
        left = self.left.evaluate(context)
        operator = self.operator
        if operator is None:
            return left is not None and left is not False
        right = self.right.evaluate(context)
        if left.__class__ is str and right.__class__ is str:
            if operator == "==":
                return left == right
            if operator == "!=":
                return left != right
        return holds(left, operator, right)


class Either(Expression):
    """`a or b`, `a and b`."""

    __slots__ = ("is_or", "left", "right")

    def __init__(self, left: Expression, is_or: bool, right: Expression) -> None:
        super().__init__()
        self.left = left
        self.is_or = is_or
        self.right = right

    def evaluate(self, context: Context) -> object:  # type: ignore[override]
        """Whether either or both hold; the right side is not asked in vain."""
        if is_true(self.left.evaluate(context)) is self.is_or:
            return self.is_or
        return is_true(self.right.evaluate(context))


def holds(left: object, operator: str, right: object) -> bool:
    """Whether a comparison of two values holds. Raises LiquidFailure where Ruby cannot compare them."""
    if operator == "==":
        return equals(left, right)
    if operator in ("!=", "<>"):
        return not equals(left, right)
    if operator == "contains":
        return contains(left, right)
    order = _ORDERS.get(operator)
    if order is None:
        raise LiquidFailure(f"unknown operator `{operator}`")
    if left is None or right is None:
        return False
    kind, other = kind_of(left), kind_of(right)
    if kind not in _ORDERED or other not in _ORDERED:
        return False
    try:
        if kind != other and "integer" not in (kind, other) and "float" not in (kind, other):
            raise Incomparable(left, right)
        return order(compare(left, right))
    except Incomparable as error:
        raise LiquidFailure(str(error)) from error


_ORDERED = frozenset({"integer", "float", "string", "time", "date"})
_ORDERS: dict[str, Callable[[int], bool]] = {
    "<": lambda order: order < 0,
    ">": lambda order: order > 0,
    "<=": lambda order: order <= 0,
    ">=": lambda order: order >= 0,
}


def equals(left: object, right: object) -> bool:
    """`==` of templates: as Ruby's, and `empty` equals what is empty."""
    if left.__class__ is Emptiness:
        return left.equals(right)
    if right.__class__ is Emptiness:
        return right.equals(left)
    return equal(left, right)


def contains(left: object, right: object) -> bool:
    """`contains` of templates: a text within a text, a value in a list, a key in a map."""
    if not is_true(left) or not is_true(right):
        return False
    kind = kind_of(left)
    if kind == "string":
        return to_s(right) in left  # type: ignore[operator]
    if kind == "array":
        if right.__class__ is str:
            return right in left  # type: ignore[operator]
        if is_drop(right):
            return False  # as Jekyll: the list holds documents, and a drop is none of them
        return any(equal(one, right) for one in left)  # type: ignore[attr-defined]
    if kind == "range":
        return kind_of(right) in ("integer", "float") and left.start <= right <= left.stop - 1  # type: ignore[attr-defined]
    return kind == "hash" and not is_drop(left) and not isinstance(right, (list, dict)) and right in left  # type: ignore[operator]


def syntax_error(message: str) -> LiquidSyntaxError:
    """A mistake in the markup; the tag that was being read gives it a place."""
    return LiquidSyntaxError(message, token=None)
