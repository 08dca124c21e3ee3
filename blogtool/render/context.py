"""The state of one rendering: variables in their scopes, counters, and what the build allows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from blogtool.render.registers import Registers

if TYPE_CHECKING:
    from blogtool.render.liquid import Liquid

_DEEPEST = 100  # as Liquid: includes within includes


class LiquidFailure(Exception):
    """A mistake found while rendering; `render/liquid.py` gives it a place."""


class Stop(Exception):
    """`{% break %}` and `{% continue %}`, on the way to the loop around them."""


class Break(Stop):
    """Ends the loop."""


class Continue(Stop):
    """Ends this turn of the loop."""


class Buffer(list[str]):
    """What has been printed; `write` is there for nodes that know python-liquid's way."""

    write = list.append


class Context:
    """What a template may see and change while it renders.

    A name is looked up in the scopes from the inside out, then in the variables that the build gave,
    then among the counters. `assign` writes to the outermost scope, as Jekyll: so it leaks out of includes.
    """

    __slots__ = (
        "counters", "depth", "engine", "filters", "locals", "loops", "marks", "path", "registers", "scopes",
        "strict_filters", "strict_variables", "variables",
    )  # fmt: skip

    def __init__(self, engine: Liquid, variables: Mapping[str, object], registers: Registers) -> None:
        self.engine = engine
        self.variables = variables
        self.registers = registers
        self.filters = engine.filters
        self.locals: dict[str, object] = {}
        self.scopes: list[dict[str, object]] = [self.locals]  # innermost first
        # As Jekyll: one payload for the whole build, so counters go on from page to page.
        self.counters: dict[str, int] = registers.memo.setdefault("liquid counters", {})  # type: ignore[assignment]
        self.marks: dict[object, Any] = {}  # what cycle, ifchanged and offset:continue remember
        self.loops: list[object] = []
        self.depth = 0
        self.path = registers.path
        self.strict_filters = engine.strict_filters
        self.strict_variables = engine.strict_variables

    def find(self, name: str) -> object:
        """The value of a name, None where nobody knows it. Raises LiquidFailure for that if variables are strict."""
        for scope in self.scopes:
            if name in scope:
                return scope[name]
        return self.beyond_scopes(name)

    def beyond_scopes(self, name: str) -> object:
        """As `find`, for a name that is in no scope."""
        if name in self.counters:
            return self.counters[name]
        if name in self.variables:
            return self.variables[name]
        if self.strict_variables:
            raise LiquidFailure(f"undefined variable `{name}`")
        return None

    def known(self, name: str) -> object:
        """The value of a name, None where nobody knows it, however strict variables are."""
        for scope in self.scopes:
            if name in scope:
                return scope[name]
        return self.counters.get(name, self.variables.get(name))

    def __getitem__(self, name: str) -> object:
        return self.find(name)

    def evaluate(self, markup: str) -> object:
        """The value of an expression written as in a template: `page.title`, `"text"`, `3`."""
        from blogtool.render.expressions import parse_expression

        return parse_expression(markup).evaluate(self)

    def push(self, scope: dict[str, object]) -> list[dict[str, object]]:
        """Opens an inner scope; gives the scopes to put back afterwards."""
        before = self.scopes
        self.depth += 1
        if self.depth > _DEEPEST:
            raise LiquidFailure("nesting too deep: does an include include itself?")
        self.scopes = [scope, *before]
        return before

    def pop(self, before: list[dict[str, object]]) -> None:
        """Closes an inner scope."""
        self.scopes = before
        self.depth -= 1

    @contextmanager
    def inside(self, scope: dict[str, object]) -> Iterator[None]:
        """An inner scope for as long as the block lasts."""
        before = self.push(scope)
        try:
            yield
        finally:
            self.pop(before)


Filter = Callable[..., object]
