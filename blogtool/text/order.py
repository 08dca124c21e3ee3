"""Sorting in the very steps of Ruby: they decide what comes out where an order contradicts itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

Item = TypeVar("Item")


def merge_sorted(items: Sequence[Item], order: Callable[[Item, Item], int]) -> list[Item]:
    """The items in order: `order` gives less than 0 where its first comes first.

    As Ruby sorts on Linux, by glibc's merge sort.

    >>> merge_sorted([3, 1, 2], lambda left, right: left - right)
    [1, 2, 3]
    """
    if len(items) < 2:
        return list(items)
    middle = len(items) // 2
    left, right = merge_sorted(items[:middle], order), merge_sorted(items[middle:], order)
    merged: list[Item] = []
    one, other = 0, 0
    while one < len(left) and other < len(right):
        if order(left[one], right[other]) <= 0:
            merged.append(left[one])
            one += 1
        else:
            merged.append(right[other])
            other += 1
    return [*merged, *left[one:], *right[other:]]
