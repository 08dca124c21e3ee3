"""Tags that repeat: for, break, continue, tablerow, cycle."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from liquid.stream import TokenStream
from liquid.token import Token

from blogtool.render.context import Break, Buffer, Context, Continue, LiquidFailure, Stop
from blogtool.render.expressions import Constant, Expression, parse_expression, syntax_error
from blogtool.render.markup import QUOTED, Parser, attributes_of
from blogtool.render.ruby import inspect, is_drop, kind_of, printed, to_i, to_s
from blogtool.render.tags.base import Block, Node, Tag, tidy

_FOR = re.compile(r"\A\s*([\w-]+)\s+in\s+((?:" + QUOTED + r")+)\s*(reversed)?")
_TABLE_ROW = re.compile(r"(\w+)\s+in\s+((?:" + QUOTED + r")+)")
_CYCLE_NAMED = re.compile(r"\A\s*(" + QUOTED + r")\s*:\s*(.*)", re.DOTALL)
_CYCLE = re.compile(r"\A\s*" + QUOTED)
_FRAGMENT = re.compile(r"\s*(" + QUOTED + r")\s*")
_WHOLE = re.compile(r"\s*[-+]?\d+(?:_\d+)*\s*")


class LoopDrop(Mapping[str, object]):
    """`forloop` and `tablerowloop`: where the loop is."""

    __slots__ = ("_facts", "columns", "index0", "length", "name", "parent")

    def __init__(
        self,
        facts: Mapping[str, Callable[[LoopDrop], object]],
        name: str,
        length: int,
        parent: object = None,
        columns: int = 0,
    ) -> None:
        self._facts = facts
        self.name = name
        self.length = length
        self.parent = parent
        self.columns = columns
        self.index0 = 0

    def __getitem__(self, key: str) -> object:
        return self._facts[key](self)

    def get(self, key: str, default: object = None) -> object:
        """The value of `key`, or `default`."""
        fact = self._facts.get(key)
        return default if fact is None else fact(self)

    def __contains__(self, key: object) -> bool:
        return key in self._facts

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)

    def __str__(self) -> str:
        return "Liquid::ForloopDrop" if "name" in self._facts else "Liquid::TablerowloopDrop"


_COMMON: dict[str, Callable[[LoopDrop], object]] = {
    "length": lambda loop: loop.length,
    "index": lambda loop: loop.index0 + 1,
    "index0": lambda loop: loop.index0,
    "rindex": lambda loop: loop.length - loop.index0,
    "rindex0": lambda loop: loop.length - loop.index0 - 1,
    "first": lambda loop: loop.index0 == 0,
    "last": lambda loop: loop.index0 == loop.length - 1,
}
_FOR_FACTS: dict[str, Callable[[LoopDrop], object]] = {
    **_COMMON,
    "name": lambda loop: loop.name,
    "parentloop": lambda loop: loop.parent,
}
_ROW_FACTS: dict[str, Callable[[LoopDrop], object]] = {
    **_COMMON,
    "col": lambda loop: loop.index0 % loop.columns + 1,
    "col0": lambda loop: loop.index0 % loop.columns,
    "col_first": lambda loop: loop.index0 % loop.columns == 0,
    "col_last": lambda loop: loop.index0 % loop.columns == loop.columns - 1,
    "row": lambda loop: loop.index0 // loop.columns + 1,
}


@dataclass(frozen=True)
class Loop:
    """What stands behind `for`: `name in collection limit:2 offset:continue reversed`."""

    name: str
    text: str
    collection: Expression
    is_reversed: bool = False
    limit: Expression | None = None
    offset: Expression | None = None
    continues: bool = False

    def items(self, context: Context) -> Sequence[object]:
        """The part of the collection that is asked for, in order."""
        collection = self.collection.evaluate(context)
        if self.limit is None and self.offset is None and not self.continues and not self.is_reversed:
            items = items_of(collection)
            context.marks[f"{self.name}-{self.text}"] = len(items)
            return items
        start = 0
        if self.continues:
            start = context.marks.get(f"{self.name}-{self.text}", 0)
        elif self.offset is not None:
            start = whole_number(self.offset.evaluate(context)) or 0
        limit = whole_number(self.limit.evaluate(context)) if self.limit is not None else None
        items = _part(items_of(collection), start, limit, is_text=kind_of(collection) == "string")
        context.marks[f"{self.name}-{self.text}"] = start + len(items)
        return items[::-1] if self.is_reversed else items


def items_of(collection: object) -> Sequence[object]:
    """What a loop goes through: pairs of a map, a text as a whole, nothing for what is no collection."""
    kind = kind_of(collection)
    if kind in ("array", "range"):
        return collection  # type: ignore[return-value]
    if kind == "hash":
        shown = getattr(collection, "for_json", None)
        pairs = cast(Mapping[object, object], collection if shown is None else shown(0))
        return list(pairs) if is_drop(collection) else [[key, pairs[key]] for key in pairs]
    if kind == "string":
        return [collection] if collection else ()
    return ()


def _part(items: Sequence[object], start: int, limit: int | None, is_text: bool) -> Sequence[object]:
    """The items that offset and limit leave; a text stays whole."""
    if is_text:
        return items
    return items[max(start, 0) : None if limit is None else max(start + limit, 0)]


def whole_number(value: object) -> int | None:
    """A limit or an offset; None for nil. Raises LiquidFailure where it is no whole number."""
    if value is None:
        return None
    if kind_of(value) == "integer":
        return value  # type: ignore[return-value]
    if not _WHOLE.fullmatch(to_s(value)):
        raise LiquidFailure("invalid integer")
    return int(to_s(value))


class ForNode(Node):
    """A loop, and what is printed if there is nothing to go through."""

    __slots__ = ("block", "loop", "otherwise")

    def __init__(self, token: Token, loop: Loop, blocks: Sequence[Block]) -> None:
        super().__init__(token)
        self.loop = loop
        self.blank = all(block.blank for block in blocks)
        self.block, *rest = tidy(blocks)
        self.otherwise = rest[-1] if rest else None

    def render(self, context: Context, buffer: Buffer) -> int:  # type: ignore[override]
        """Prints the block once for every item."""
        items = self.loop.items(context)
        if not items:
            if self.otherwise is not None:
                self.otherwise.render(context, buffer)
            return 0
        loops = context.loops
        drop = LoopDrop(_FOR_FACTS, f"{self.loop.name}-{self.loop.text}", len(items), loops[-1] if loops else None)
        scope: dict[str, object] = {"forloop": drop}
        before = context.push(scope)
        loops.append(drop)
        try:
            self._turns(items, scope, drop, context, buffer)
        finally:
            loops.pop()
            context.pop(before)
        return 0

    def _turns(
        self,
        items: Sequence[object],
        scope: dict[str, object],
        drop: LoopDrop,
        context: Context,
        buffer: Buffer,
    ) -> None:
        name = self.loop.name
        render = self.block.render
        for item in items:
            scope[name] = item
            try:
                render(context, buffer)
            except Continue:
                pass
            except Break:
                break
            drop.index0 += 1


class ForTag(Tag):
    """`{% for x in y %}…{% else %}…{% endfor %}`."""

    name = "for"
    block = True

    def read(self, token: Token, markup: str, stream: TokenStream) -> ForNode:
        """A node with the loop."""
        loop = self.reading.read(markup, _strict_loop, _lax_loop)
        blocks: list[Block] = []
        while True:
            block, name, _ = self.body(stream, ("else", "endfor"), token)
            blocks.append(block)
            if name == "endfor":
                return ForNode(token, loop, blocks)


def _strict_loop(parser: Parser) -> Loop:
    name = parser.take("id")
    if not parser.word("in"):
        raise syntax_error("`for` is written `{% for name in collection %}`")
    text = parser.expression_text()
    is_reversed = parser.word("reversed")
    attributes: dict[str, Expression] = {}
    while parser.look("id"):
        attribute = parser.take("id")
        if attribute not in ("limit", "offset"):
            raise syntax_error(f"`for` has no `{attribute}`, only `limit` and `offset`")
        parser.take(":")
        attributes[attribute] = parser.expression()
    return _loop(name, text, is_reversed, attributes)


def _lax_loop(markup: str) -> Loop:
    found = _FOR.match(markup)
    if found is None:
        raise syntax_error("`for` is written `{% for name in collection %}`")
    return _loop(found[1], found[2], found[3] is not None, attributes_of(markup))


def _loop(name: str, text: str, is_reversed: bool, attributes: Mapping[str, Expression]) -> Loop:
    offset = attributes.get("offset")
    continues = getattr(offset, "markup", None) == "continue"
    limit = attributes.get("limit")
    return Loop(name, text, parse_expression(text), is_reversed, limit, None if continues else offset, continues)


class StopNode(Node):
    """`{% break %}` or `{% continue %}`."""

    __slots__ = ("stop",)

    def __init__(self, token: Token, stop: type[Stop]) -> None:
        super().__init__(token)
        self.stop = stop
        self.blank = False

    def render(self, context: Context, buffer: Buffer) -> int:  # type: ignore[override]
        """Leaves the block."""
        raise self.stop


class BreakTag(Tag):
    """`{% break %}`."""

    name = "break"

    def read(self, token: Token, markup: str, stream: TokenStream) -> StopNode:
        """A node that leaves the loop."""
        return StopNode(token, Break)


class ContinueTag(Tag):
    """`{% continue %}`."""

    name = "continue"

    def read(self, token: Token, markup: str, stream: TokenStream) -> StopNode:
        """A node that goes on with the next turn."""
        return StopNode(token, Continue)


class TableRowNode(Node):
    """Cells of a table, row by row."""

    __slots__ = ("attributes", "block", "collection", "name")

    def __init__(
        self,
        token: Token,
        name: str,
        collection: Expression,
        attributes: Mapping[str, Expression],
        block: Block,
    ) -> None:
        super().__init__(token)
        self.name = name
        self.collection = collection
        self.attributes = attributes
        self.block = block
        self.blank = block.blank

    def _number(self, name: str, context: Context) -> int | None:
        """None where the attribute is not written; as Ruby's `to_i`, nil and words are 0."""
        expression = self.attributes.get(name)
        return None if expression is None else to_i(expression.evaluate(context))

    def render(self, context: Context, buffer: Buffer) -> int:  # type: ignore[override]
        """Prints `<tr>` and `<td>` around the block. A `break` ends its cell and what follows the table."""
        collection = self.collection.evaluate(context)
        if collection is None or collection is False:
            return 0
        start, limit = self._number("offset", context) or 0, self._number("limit", context)
        items = _part(items_of(collection), start, limit, is_text=kind_of(collection) == "string")
        columns = self._number("cols", context) or 0
        columns = columns if columns > 0 else sys.maxsize  # one row, whose last cell is no last column
        drop = LoopDrop(_ROW_FACTS, "", len(items), columns=columns)
        scope: dict[str, object] = {"tablerowloop": drop}
        stopped: Stop | None = None
        buffer.append('<tr class="row1">\n')
        with context.inside(scope):
            for index, item in enumerate(items):
                scope[self.name] = item
                drop.index0 = index
                column = index % columns
                buffer.append(f'<td class="col{column + 1}">')
                try:
                    self.block.render(context, buffer)
                except Stop as stop:
                    stopped = stop
                buffer.append("</td>")
                if column == columns - 1 and index != len(items) - 1:
                    buffer.append(f'</tr>\n<tr class="row{index // columns + 2}">')
        buffer.append("</tr>\n")
        if stopped is not None:
            raise stopped
        return 0


class TableRowTag(Tag):
    """`{% tablerow x in y cols:3 %}…{% endtablerow %}`."""

    name = "tablerow"
    block = True

    def read(self, token: Token, markup: str, stream: TokenStream) -> TableRowNode:
        """A node with the cells."""
        found = _TABLE_ROW.search(markup)
        if found is None:
            raise self.fail("`tablerow` is written `{% tablerow name in collection cols:3 %}`")
        block, _, _ = self.body(stream, ("endtablerow",), token)
        return TableRowNode(token, found[1], parse_expression(found[2]), attributes_of(markup), block)


class CycleNode(Node):
    """The next of some values, each time it is printed."""

    __slots__ = ("group", "key", "values")

    def __init__(self, token: Token, group: Expression | None, values: Sequence[Expression]) -> None:
        super().__init__(token)
        self.values = tuple(values)
        self.group = group
        self.blank = False
        # Without a name, cycles of the same literals are one; with variables each is its own.
        constants = [one.value for one in values if isinstance(one, Constant)]
        self.key: object = inspect(constants) if len(constants) == len(self.values) else id(self)

    def render(self, context: Context, buffer: Buffer) -> int:  # type: ignore[override]
        """Prints the value whose turn it is."""
        key = self.key if self.group is None else to_s(self.group.evaluate(context))
        place = context.marks.get(("cycle", key), 0)
        value = self.values[place] if place < len(self.values) else None
        context.marks["cycle", key] = (place + 1) % len(self.values) if place < len(self.values) else 0
        buffer.append(printed(value.evaluate(context)) if value is not None else "")
        return 0


class CycleTag(Tag):
    """`{% cycle 'a', 'b' %}`, `{% cycle name: 'a', 'b' %}`."""

    name = "cycle"

    def read(self, token: Token, markup: str, stream: TokenStream) -> CycleNode:
        """A node with the values."""
        named = _CYCLE_NAMED.match(markup)
        if named is None and not _CYCLE.match(markup):
            raise self.fail("`cycle` is written `{% cycle 'a', 'b' %}`")
        group = parse_expression(named[1]) if named else None
        found = (_FRAGMENT.search(piece) for piece in (named[2] if named else markup).split(","))
        return CycleNode(token, group, [parse_expression(one[1]) for one in found if one])
