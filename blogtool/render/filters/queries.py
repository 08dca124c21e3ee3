"""Filters that search and order lists: where, find, group_by, sort, and their kin with an expression."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from operator import itemgetter
from typing import Any

from liquid.exceptions import LiquidSyntaxError

from blogtool.render.context import Context, LiquidFailure
from blogtool.render.drops import DocumentDrop
from blogtool.render.expressions import Expression
from blogtool.render.filters.lists import items_of
from blogtool.render.markup import Parser, Reading, strict_condition
from blogtool.render.ruby import Incomparable, class_name, compare, is_true, join, kind_of, to_s
from blogtool.text.order import merge_sorted

_WHOLE = re.compile(r"\s*-?\d+\s*")
_DECIMAL = re.compile(r"\s*-?(?:\d+\.?\d*|\.\d+)\s*")
_LONG = 100  # items from which on an answer is kept
_KEPT = 256


def property_of(item: object, name: str) -> object:
    """What an item has under a name; dots lead further down; texts that look like numbers are numbers."""
    if "." not in name:
        value = _under(item, name)
    else:
        value = item
        for key in name.split("."):
            # As Jekyll: what has no properties answers false, which is not nil.
            value = _under(value, key) if kind_of(value) in _OPEN else False
    return as_number(value) if value.__class__ is str else value


_OPEN = frozenset({"hash", "string", "integer", "array", "other"})


def _under(item: object, name: str) -> object:
    """What one item has under one name. Raises LiquidFailure for items that can have nothing."""
    kind = kind_of(item)
    if kind == "hash":
        return item.get(name)  # type: ignore[attr-defined]
    if kind == "string":
        return name if name in item else None  # type: ignore[operator]
    raise LiquidFailure(f"cannot look for `{name}` in {class_name(item)}")


@lru_cache(maxsize=4096)
def as_number(text: str) -> object:
    """The number that a text looks like, else the text."""
    if not text or text[-1] not in "0123456789. \t\n\r\f\v":
        return text
    if _WHOLE.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return float(text) if not text.strip().startswith((".", "-.")) else 0.0 + float(text)
    return text


def _matcher(target: object) -> Callable[[object], bool]:
    """Whether a property is what is looked for: compared as text; a list matches if it holds it."""
    if target is None:
        return lambda value: value is None
    if target == "":
        return lambda value: join(items_of(value), "") == ""
    wanted = to_s(target)

    def matches(value: object) -> bool:
        if value.__class__ is str:
            return value == wanted
        if value is None:
            return False
        if kind_of(value) == "array":
            return any(to_s(one) == wanted for one in value)  # type: ignore[attr-defined]
        if kind_of(value) == "hash":
            return any(to_s([key, value[key]]) == wanted for key in value)  # type: ignore[attr-defined, index]
        return to_s(value) == wanted

    return matches


def _items(value: object) -> Sequence[object] | None:
    """The items of a list or the values of a map, None for what is neither."""
    kind = kind_of(value)
    if kind in ("array", "range"):
        return value  # type: ignore[return-value]
    if kind == "hash":
        return [value[key] for key in value]  # type: ignore[attr-defined, index]
    return None


def _remembered(
    context: Context, name: str, value: object, rest: tuple[object, ...], make: Callable[[], object]
) -> object:
    """The answer for a long list, kept for the next page that asks the same of it."""
    is_simple = not any(kind_of(one) in ("array", "hash", "other") for one in rest)
    if kind_of(value) != "array" or len(value) < _LONG or not is_simple:  # type: ignore[arg-type]
        return make()
    kept: dict[object, tuple[object, object]]
    kept = context.registers.memo.setdefault("liquid queries", {})  # type: ignore[assignment]
    key = (name, id(value), tuple((one.__class__, one) for one in rest))
    found = kept.get(key)
    if found is None:
        if len(kept) >= _KEPT:
            kept.pop(next(iter(kept)))
        # The list is kept too, so that no other list can get its identity.
        found = kept[key] = (value, make())
    return found[1]


def where(context: Context, value: object, name: object, target: object) -> object:
    """The items whose property is what is looked for."""
    items = _items(value)
    if items is None or not is_true(name) or kind_of(target) in ("array", "hash"):
        return value
    key = to_s(name)
    matches = _matcher(target)
    return _remembered(
        context,
        "where",
        value,
        (key, target),
        lambda: [one for one in items if matches(property_of(one, key))],
    )


def find(context: Context, value: object, name: object, target: object) -> object:
    """The first item whose property is what is looked for."""
    items = _items(value)
    if items is None or not is_true(name) or kind_of(target) in ("array", "hash"):
        return value
    key = to_s(name)
    matches = _matcher(target)
    return next((one for one in items if matches(property_of(one, key))), None)


@lru_cache(maxsize=1024)
def _condition(markup: str) -> Expression:
    parser = Parser(markup)
    condition = strict_condition(parser)
    parser.expect_end()
    return condition


def _chosen(context: Context, items: Sequence[object], variable: object, markup: object) -> Iterator[object]:
    """The items for which a condition holds. Raises LiquidFailure where it cannot be read."""
    try:
        condition = _condition(to_s(markup))
    except LiquidSyntaxError as error:
        raise LiquidFailure(f"{error.message} in `{to_s(markup)}`") from error
    name = to_s(variable)
    scope: dict[str, object] = {}
    with context.inside(scope):
        for item in items:
            scope[name] = item
            if is_true(condition.evaluate(context)):
                yield item


def where_exp(context: Context, value: object, variable: object, markup: object) -> object:
    """The items for which a condition holds."""
    items = _items(value)
    return value if items is None else list(_chosen(context, items, variable, markup))


def find_exp(context: Context, value: object, variable: object, markup: object) -> object:
    """The first item for which a condition holds."""
    items = _items(value)
    if items is None:
        return value
    for item in _chosen(context, items, variable, markup):
        return item
    return None


def _pairs(value: object) -> Sequence[object] | None:
    """The items of a list or the pairs of a map, None for what is neither."""
    if kind_of(value) == "hash":
        return [[key, value[key]] for key in value]  # type: ignore[attr-defined, index]
    return value if kind_of(value) in ("array", "range") else None  # type: ignore[return-value]


def group_by(context: Context, value: object, name: object) -> object:
    """Groups of items with the same property: `name` (a text), `items`, `size`."""
    items = _pairs(value)
    if items is None:
        return value
    key = to_s(name)
    return _remembered(
        context,
        "group_by",
        value,
        (key,),
        lambda: _grouped([(to_s(property_of(one, key)), one) for one in items]),
    )


def group_by_exp(context: Context, value: object, variable: object, markup: object) -> object:
    """Groups of items for which an expression has the same value."""
    items = _pairs(value)
    if items is None:
        return value
    expression = _expression(context, to_s(markup))
    name = to_s(variable)
    scope: dict[str, object] = {}
    pairs: list[tuple[object, object]] = []
    with context.inside(scope):
        for item in items:
            scope[name] = item
            pairs.append((expression.evaluate(context), item))
    return _grouped(pairs)


def _expression(context: Context, markup: str) -> Expression:
    try:
        return Reading(context.engine.reading.mode).variable(markup)
    except LiquidSyntaxError as error:
        raise LiquidFailure(f"{error.message} in `{markup}`") from error


def _grouped(pairs: Sequence[tuple[object, object]]) -> list[object]:
    groups: dict[object, tuple[object, list[object]]] = {}
    for name, item in pairs:
        key = (
            name
            if name.__class__ is str
            else (name.__class__, to_s(name), kind_of(name) == "hash" and id(name))
        )
        groups.setdefault(key, (name, []))[1].append(item)
    return [{"name": name, "items": items, "size": len(items)} for name, items in groups.values()]


def sort(context: Context, value: object, name: object = None, nils: object = "first") -> object:
    """In order; with a name, by that property, where nil comes first, or last if asked."""
    if value is None:
        raise LiquidFailure("Cannot sort a null object.")
    items = _pairs(value)
    if items is None:
        raise LiquidFailure(f"cannot sort {class_name(value)}")
    if name is None:
        return _in_order(list(items), compare)
    if nils not in ("first", "last"):
        raise LiquidFailure(
            f"Invalid nils order: '{to_s(nils)}' is not a valid nils order. It must be 'first' or 'last'."
        )
    key = to_s(name)
    return _remembered(context, "sort", value, (key, nils), lambda: _sorted_by(items, key, nils == "last"))


def _sorted_by(items: Sequence[object], name: str, nil_is_last: bool) -> list[object]:
    properties = [property_of(item, name) for item in items]
    missing = [item for item, value in zip(items, properties, strict=True) if value is None]
    present = [pair for pair in zip(properties, items, strict=True) if pair[0] is not None]
    kinds = {kind_of(value) for value, _ in present}
    if len(kinds) == 1 and kinds <= {"string", "integer", "time", "date", "float"}:
        present.sort(key=itemgetter(0))
    else:
        present = merge_sorted(present, _by_property)
    found = [item for _, item in present]
    return found + missing if nil_is_last else missing + found


def _by_property(left: tuple[object, object], right: tuple[object, object]) -> int:
    return _loose(left[0], right[0])


def _loose(left: object, right: object) -> int:
    """The order of two properties; as texts where they have none."""
    try:
        return compare(left, right)
    except Incomparable:
        return compare(to_s(left), to_s(right))


def _place_of(item: Any) -> tuple[datetime, str]:
    """Documents are in the order of their dates, then of their paths."""
    return item.document.date, item.document.path


def _in_order(items: list[object], order: Callable[[object, object], int]) -> list[object]:
    if items and all(isinstance(item, DocumentDrop) for item in items):
        return sorted(items, key=_place_of)
    kinds = {kind_of(item) for item in items}
    if len(kinds) == 1 and kinds <= {"string", "integer", "float", "time", "date"}:
        items.sort()  # type: ignore[call-overload, unused-ignore]
    else:
        return merge_sorted(items, order)
    return items


CONTEXT_FILTERS: dict[str, Callable[..., object]] = {
    "find": find,
    "find_exp": find_exp,
    "group_by": group_by,
    "group_by_exp": group_by_exp,
    "sort": sort,
    "where": where,
    "where_exp": where_exp,
}
