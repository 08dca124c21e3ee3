"""Tags that choose: if, unless, case, ifchanged."""

from __future__ import annotations

import re
from collections.abc import Sequence

from liquid.stream import TokenStream
from liquid.token import Token

from blogtool.render.context import Buffer, Context
from blogtool.render.expressions import Expression, equals, parse_expression, parse_operand
from blogtool.render.markup import QUOTED
from blogtool.render.ruby import is_true
from blogtool.render.tags.base import Block, Node, Tag, tidy

_WHEN = re.compile("(" + QUOTED + r")(?:(?:\s+or\s+|\s*,\s*)(" + QUOTED + ".*))?", re.MULTILINE | re.DOTALL)
_FRAGMENT = re.compile(QUOTED)


class IfNode(Node):
    """Branches, of which the first whose condition holds is printed; None is `else`."""

    __slots__ = ("branches",)

    def __init__(
        self, token: Token, conditions: Sequence[Expression | None], blocks: Sequence[Block]
    ) -> None:
        super().__init__(token)
        self.blank = all(block.blank for block in blocks)
        self.branches = tuple(zip(conditions, tidy(blocks), strict=True))

    def render(self, context: Context, buffer: Buffer) -> int:  # type: ignore[override]
        """Prints the first branch that holds."""
        for condition, block in self.branches:
            if condition is None or condition.evaluate(context):
                block.render(context, buffer)
                break
        return 0


class Not(Expression):
    """What `unless` asks."""

    __slots__ = ("condition",)

    def __init__(self, condition: Expression) -> None:
        super().__init__()
        self.condition = condition

    def evaluate(self, context: Context) -> object:  # type: ignore[override]
        """Whether the condition does not hold."""
        return not is_true(self.condition.evaluate(context))


class IfTag(Tag):
    """`{% if a %}…{% elsif b %}…{% else %}…{% endif %}`."""

    name = "if"
    block = True

    def read(self, token: Token, markup: str, stream: TokenStream) -> IfNode:
        """A node with all branches."""
        conditions: list[Expression | None] = [self.first(markup)]
        blocks: list[Block] = []
        ending = f"end{self.name}"
        while True:
            block, name, markup = self.body(stream, ("elsif", "else", ending), token)
            blocks.append(block)
            if name == ending:
                return IfNode(token, conditions, blocks)
            conditions.append(None if name == "else" else self.reading.condition(markup))

    def first(self, markup: str) -> Expression:
        """The condition of the first branch."""
        return self.reading.condition(markup)


class UnlessTag(IfTag):
    """`{% unless a %}…{% endunless %}`."""

    name = "unless"

    def first(self, markup: str) -> Expression:
        """The condition of the first branch, turned round."""
        return Not(self.reading.condition(markup))


class CaseNode(Node):
    """Branches with values (None is `else`); every one that has the value is printed."""

    __slots__ = ("branches", "value")

    def __init__(
        self,
        token: Token,
        value: Expression,
        values: Sequence[list[Expression] | None],
        blocks: Sequence[Block],
    ) -> None:
        super().__init__(token)
        self.value = value
        self.blank = all(block.blank for block in blocks)
        lead, *branches = blocks
        self.branches = tuple(zip(values, tidy(branches, lead), strict=True))

    def render(self, context: Context, buffer: Buffer) -> int:  # type: ignore[override]
        """Prints each branch that has the value, once for each time it has; `else` if none had it before."""
        value = self.value.evaluate(context)
        is_found = False
        for candidates, block in self.branches:
            if candidates is None:
                if not is_found:
                    block.render(context, buffer)
                continue
            for candidate in candidates:
                if equals(value, candidate.evaluate(context)):
                    is_found = True
                    block.render(context, buffer)
        return 0


class CaseTag(Tag):
    """`{% case x %}{% when 1, 2 %}…{% else %}…{% endcase %}`."""

    name = "case"
    block = True

    def read(self, token: Token, markup: str, stream: TokenStream) -> CaseNode:
        """A node with all branches."""
        found = _FRAGMENT.search(markup)
        if found is None:
            raise self.fail("`case` is written `{% case value %}`")
        value = parse_expression(found.group())
        values: list[list[Expression] | None] = []
        blocks: list[Block] = []
        while True:
            block, name, markup = self.body(stream, ("when", "else", "endcase"), token)
            blocks.append(block)
            if name == "endcase":
                return CaseNode(token, value, values, blocks)
            values.append(None if name == "else" else self._values(markup))

    def _values(self, markup: str) -> list[Expression]:
        values: list[Expression] = []
        rest: str | None = markup
        while rest:
            found = _WHEN.search(rest)
            if found is None:
                raise self.fail("`when` is written `{% when value %}` or `{% when value, value %}`")
            values.append(parse_operand(found[1]))
            rest = found[2]
        if not values:
            raise self.fail("`when` needs a value")
        return values


class IfChangedNode(Node):
    """A block that is printed only if it differs from the last one."""

    __slots__ = ("block",)

    def __init__(self, token: Token, block: Block) -> None:
        super().__init__(token)
        self.block = block
        self.blank = block.blank

    def render(self, context: Context, buffer: Buffer) -> int:  # type: ignore[override]
        """Prints the block, unless it says what was said before."""
        inner = Buffer()
        try:
            self.block.render(context, inner)
        finally:
            text = "".join(inner)
            if context.marks.get("ifchanged") != text:
                context.marks["ifchanged"] = text
                buffer.append(text)
        return 0


class IfChangedTag(Tag):
    """`{% ifchanged %}…{% endifchanged %}`."""

    name = "ifchanged"
    block = True

    def read(self, token: Token, markup: str, stream: TokenStream) -> IfChangedNode:
        """A node with the block."""
        block, _, _ = self.body(stream, ("endifchanged",), token)
        return IfChangedNode(token, block)
