"""Filters: a function each, and the table of all that a template may use."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from blogtool.model.own_code import told_with_place
from blogtool.render.context import Context, LiquidFailure
from blogtool.render.filters import convert as convert
from blogtool.render.filters import dates, lists, numbers, text, urls
from blogtool.render.filters import queries as queries
from blogtool.render.ruby import Incomparable

# A filter as templates call it: the context, the value, the arguments.
Filter = Callable[[Context, object, Sequence[object]], object]

_MODULES = (text, numbers, lists, dates, convert, queries, urls)


def filter_table(own: Mapping[str, Callable[..., object]]) -> dict[str, Filter]:
    """Every filter by its name: Liquid's, Jekyll's, then the author's own, which may replace them."""
    table: dict[str, Filter] = {}
    for module in _MODULES:
        for name, function in getattr(module, "FILTERS", {}).items():
            table[name] = _plain(name, function)
        for name, function in getattr(module, "CONTEXT_FILTERS", {}).items():
            table[name] = _with_context(name, function)
    for name, function in own.items():
        table[name] = _own(name, function)
    return table


def _arity(function: Callable[..., object], given: int) -> tuple[int, int]:
    """The least and the greatest number of arguments, beyond the first `given`."""
    least = most = 0
    for parameter in inspect.signature(function).parameters.values():
        if parameter.kind is parameter.VAR_POSITIONAL:
            most = 10**6
        elif parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD):
            most += 1
            least += parameter.default is parameter.empty
    return least - given, most - given


def _complaint(name: str, count: int, least: int, most: int) -> LiquidFailure:
    wanted = str(least) if least == most else f"{least} to {most}"
    return LiquidFailure(f"filter `{name}` has {count} arguments, but takes {wanted}")


def _plain(name: str, function: Callable[..., object]) -> Filter:
    least, most = _arity(function, 1)

    def call(context: Context, value: object, arguments: Sequence[object]) -> object:
        if not least <= len(arguments) <= most:
            raise _complaint(name, len(arguments), least, most)
        try:
            return function(value, *arguments)
        except Incomparable as error:
            raise LiquidFailure(f"filter `{name}`: {error}") from error

    return call


def _with_context(name: str, function: Callable[..., object]) -> Filter:
    least, most = _arity(function, 2)

    def call(context: Context, value: object, arguments: Sequence[object]) -> object:
        if not least <= len(arguments) <= most:
            raise _complaint(name, len(arguments), least, most)
        try:
            return function(context, value, *arguments)
        except Incomparable as error:
            raise LiquidFailure(f"filter `{name}`: {error}") from error

    return call


def _own(name: str, function: Callable[..., Any]) -> Filter:
    """A filter of the author's: named arguments reach it by name, and its mistakes name it."""
    if getattr(function, "wants_context", False):
        return _with_context(name, function)
    try:
        least, most = _arity(function, 1)
    except ValueError:  # a function written in C
        least, most = 0, 10**6

    def call(context: Context, value: object, arguments: Sequence[object]) -> object:
        if not least <= len(arguments) <= most:
            raise _complaint(name, len(arguments), least, most)
        try:
            result: object = function(value, *arguments)
        except LiquidFailure:
            raise
        except Exception as error:  # the author's own code
            raise LiquidFailure(f"filter `{name}`: {told_with_place(error)}") from error
        return result

    return call
