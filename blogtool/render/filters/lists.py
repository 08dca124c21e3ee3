"""Filters for lists: Liquid's, and those that Jekyll adds."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from datetime import datetime

from blogtool.render.context import LiquidFailure
from blogtool.render.filters.numbers import whole
from blogtool.render.ruby import equal, is_drop, join, kind_of, to_s
from blogtool.text.dates import strftime
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
    if kind not in ("string", "integer", "array"):
        return None
    raise LiquidFailure(f"cannot select the property '{to_s(name)}'")


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


def compact(value: object, name: object = None) -> list[object]:
    """Without nil, or without items whose property is nil."""
    items = items_of(value)
    if name is None:
        return [item for item in items if item is not None]
    return [item for item in items if property_of(item, name) is not None]


def concat(value: object, other: object) -> list[object]:
    """The items of two lists. Raises LiquidFailure where the second is none."""
    if kind_of(other) != "array":
        raise LiquidFailure("concat filter requires an array argument")
    return items_of(value) + list(other)  # type: ignore[call-overload, no-any-return]


def uniq(value: object, name: object = None) -> list[object]:
    """Each item once, or each that differs in a property."""
    seen: dict[object, list[object]] = {}
    kept: list[object] = []
    items = items_of(value)
    if len(items) < 2:
        return items
    for item in items:
        key = item if name is None else property_of(item, name)
        rough = _rough_key(key)
        if not any(equal(key, other) and kind_of(key) == kind_of(other) for other in seen.get(rough, ())):
            seen.setdefault(rough, []).append(key)
            kept.append(item)
    return kept


def _rough_key(value: object) -> object:
    kind = kind_of(value)
    return (kind, value) if kind in ("string", "integer", "boolean", "float") else kind


def sort_natural(value: object, name: object = None) -> list[object]:
    """In the order of the alphabet, whatever the case; nil comes last."""
    items = items_of(value)
    chosen = items if name is None else [property_of(item, name) for item in items]
    keys = [(one is None, lower_case(to_s(one)) if one is not None else "") for one in chosen]
    order = sorted(range(len(items)), key=keys.__getitem__)
    return [items[index] for index in order]


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
    words = [to_s(item) for item in value]  # type: ignore[attr-defined]
    if len(words) < 2:
        return "".join(words)
    if len(words) == 2:
        return f"{words[0]} {to_s(connector)} {words[1]}"
    return f"{', '.join(words[:-1])}, {to_s(connector)} {words[-1]}"


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
