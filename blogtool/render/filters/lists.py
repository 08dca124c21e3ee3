"""Filters for lists: Liquid's, and those that Jekyll adds."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from blogtool.render.context import LiquidFailure
from blogtool.render.filters.numbers import whole
from blogtool.render.ruby import equal, is_drop, join, kind_of, to_s
from blogtool.text.dates import strftime
from blogtool.text.order import merge_sorted
from blogtool.text.slug import lower_case


def items_of(value: object) -> list[object]:
    """The items of what is or counts as a list: lists within are opened, a map or a text is one item."""
    kind = kind_of(value)
    if kind == "array":
        return flat(value)  # type: ignore[arg-type]
    if kind == "range":
        return list(value)  # type: ignore[call-overload, no-any-return]
    if kind == "time":
        return _parts_of(value)  # type: ignore[arg-type]
    if is_drop(value):
        return list(value)  # type: ignore[call-overload, no-any-return]
    return [] if value is None else [value]


def _parts_of(moment: datetime) -> list[object]:
    """A time as Ruby makes a list of it: second to year, weekday, day of the year, summer time, zone."""
    day = moment.timetuple()
    zone = strftime(moment, "%Z") or None
    second_to_year = [moment.second, moment.minute, moment.hour, moment.day, moment.month, moment.year]
    return [*second_to_year, (day.tm_wday + 1) % 7, day.tm_yday, day.tm_isdst > 0, zone]


def flat(values: Iterable[object]) -> list[object]:
    """All items, of lists within too."""
    items: list[object] = []
    for value in values:
        if isinstance(value, (list, tuple)):
            items.extend(flat(value))
        else:
            items.append(value)
    return items


def property_of(value: object, name: object) -> object:
    """What an item has under a name. Raises LiquidFailure for items that can have nothing."""
    kind = kind_of(value)
    if kind == "hash":
        return value.get(name)  # type: ignore[attr-defined]
    if kind == "string" and kind_of(name) == "string":
        return name if name in value else None  # type: ignore[operator]
    if kind_of(name) in ("integer", "float") and kind in ("string", "integer", "array"):
        return _at(value, int(name))  # type: ignore[call-overload]
    if kind not in ("string", "integer", "array"):
        return None
    raise LiquidFailure(f"cannot select the property '{to_s(name)}'")


def _at(value: Any, place: int) -> object:
    """The character, the item or the bit at a place."""
    if isinstance(value, int):
        return value >> place & 1 if place >= 0 else 0
    return value[place] if -len(value) <= place < len(value) else None


def size(value: object) -> int:
    """How many items or characters; 0 for what has none."""
    kind = kind_of(value)
    if is_drop(value):
        return 0
    if kind in ("string", "array", "hash", "range"):
        return len(value)  # type: ignore[arg-type]
    return 8 if kind == "integer" else 0


def join_(value: object, glue: object = " ") -> str:
    """The items as one text."""
    return join(items_of(value), to_s(glue))


def first(value: object) -> object:
    """The first item; of a map, its first pair."""
    kind = kind_of(value)
    if kind == "hash":
        key = next(iter(value), None)  # type: ignore[call-overload]
        return None if key is None else [key, value[key]]  # type: ignore[index]
    return value[0] if kind in ("array", "range") and value else None  # type: ignore[index]


def last(value: object) -> object:
    """The last item."""
    return value[-1] if kind_of(value) in ("array", "range") and value else None  # type: ignore[index]


def reverse(value: object) -> list[object]:
    """The items from the last to the first."""
    return items_of(value)[::-1]


def map_(value: object, name: object) -> list[object]:
    """What each item has under a name."""
    return [property_of(item, name) for item in items_of(value)]


def compact(value: object, name: object = None) -> list[object] | None:
    """Without nil, or without items whose property is nil."""
    items = items_of(value)
    if name is None:
        return [item for item in items if item is not None]
    kept: list[object] = []
    for item in items:
        if not _has_keys(item):
            return None
        if property_of(item, name) is not None:
            kept.append(item)
    return kept


def concat(value: object, other: object) -> list[object]:
    """The items of two lists. Raises LiquidFailure where the second is none."""
    if kind_of(other) != "array":
        raise LiquidFailure("concat filter requires an array argument")
    return items_of(value) + list(other)  # type: ignore[call-overload, no-any-return]


def uniq(value: object, name: object = None) -> list[object] | None:
    """Each item once, or each that differs in a property."""
    seen: dict[object, list[object]] = {}
    kept: list[object] = []
    items = items_of(value)
    if len(items) < 2:
        return items
    for item in items:
        if name is not None and not _has_keys(item):
            return None
        key = item if name is None else property_of(item, name)
        rough = _rough_key(key)
        if not any(equal(key, other) and kind_of(key) == kind_of(other) for other in seen.get(rough, ())):
            seen.setdefault(rough, []).append(key)
            kept.append(item)
    return kept


def _rough_key(value: object) -> object:
    kind = kind_of(value)
    return (kind, value) if kind in ("string", "integer", "boolean", "float") else kind


def sort_natural(value: object, name: object = None) -> list[object] | None:
    """In the order of the alphabet, whatever the case; nil comes last."""
    items = items_of(value)
    if name is not None and not _have_keys(items):
        return None
    if name is None:
        return merge_sorted(items, _natural_order)
    return merge_sorted(items, lambda left, right: _natural_order(property_of(left, name), property_of(right, name)))


def _have_keys(items: Iterable[object]) -> bool:
    """Whether all items can be asked for a property; as Liquid, the answer is nothing where one cannot."""
    return all(map(_has_keys, items))


def _has_keys(item: object) -> bool:
    return kind_of(item) in ("hash", "string", "integer", "array")


def _natural_order(left: object, right: object) -> int:
    """The order of two texts without their case. As Liquid: what is nil comes after all else, even after nil."""
    if left is None or right is None:
        return 1 if left is None else -1
    one, other = lower_case(to_s(left)), lower_case(to_s(right))
    return (one > other) - (one < other)


def push(value: object, item: object) -> object:
    """With an item at the end."""
    return [*value, item] if kind_of(value) == "array" else value  # type: ignore[misc]


def unshift(value: object, item: object) -> object:
    """With an item at the beginning."""
    return [item, *value] if kind_of(value) == "array" else value  # type: ignore[misc]


def pop(value: object, count: object = 1) -> object:
    """Without the last item, or so many."""
    if kind_of(value) != "array":
        return value
    return list(value)[: max(len(value) - _count(count), 0)]  # type: ignore[call-overload, arg-type]


def shift(value: object, count: object = 1) -> object:
    """Without the first item, or so many."""
    return list(value)[_count(count) :] if kind_of(value) == "array" else value  # type: ignore[call-overload]


def _count(value: object) -> int:
    count = whole(value)
    if count < 0:
        raise LiquidFailure("negative array size")
    return count


def sample(value: object, count: object = 1) -> object:
    """An item by chance, or a list of so many."""
    if kind_of(value) != "array":
        return value
    wanted = whole(count)
    items: list[object] = list(value)  # type: ignore[call-overload]
    if wanted == 1:
        return random.choice(items) if items else None
    return random.sample(items, min(_count(count), len(items)))


def array_to_sentence_string(value: object, connector: object = "and") -> str:
    """`a, b, and c`."""
    if kind_of(value) == "string" and len(value) < 3:  # type: ignore[arg-type]
        value = list(value)  # type: ignore[call-overload]
    if kind_of(value) != "array":
        raise LiquidFailure("array_to_sentence_string needs a list")
    items: list[object] = list(value) or [""]  # type: ignore[call-overload]
    most, last_one = items[:-1], items[-1]
    if len(most) < 2:
        return f"{to_s(most[0])} {to_s(connector)} {to_s(last_one)}" if most else to_s(last_one)
    return f"{join(most, ', ')}, {to_s(connector)} {to_s(last_one)}"


FILTERS: dict[str, Callable[..., object]] = {
    "array_to_sentence_string": array_to_sentence_string,
    "compact": compact,
    "concat": concat,
    "first": first,
    "join": join_,
    "last": last,
    "map": map_,
    "pop": pop,
    "push": push,
    "reverse": reverse,
    "sample": sample,
    "shift": shift,
    "size": size,
    "sort_natural": sort_natural,
    "uniq": uniq,
    "unshift": unshift,
}
