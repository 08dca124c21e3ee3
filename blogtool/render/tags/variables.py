"""Tags that print or set variables: `{{ … }}`, echo, assign, capture, increment, decrement."""

from __future__ import annotations

import re

from liquid.stream import TokenStream
from liquid.token import Token

from blogtool.render.context import Buffer, Context, Stop
from blogtool.render.expressions import Expression
from blogtool.render.ruby import printed
from blogtool.render.tags.base import Block, Node, Tag

_ASSIGNED = re.compile(r"(\(?[\w\-.\[\]]\)?(?:\(?[\w\-.\[\]]\)?)*)\s*=\s*(.*)\s*", re.DOTALL)
_CAPTURED = re.compile(r"(?:\(?[\w\-.\[\]]\)?)+")


class OutputNode(Node):
    """`{{ expression }}`."""

    __slots__ = ("expression",)

    def __init__(self, token: Token, expression: Expression) -> None:
        super().__init__(token)
        self.expression = expression
        self.blank = False

    def render(self, context: Context, buffer: Buffer) -> int:  # type: ignore[override]
        """Prints the value."""
        value = self.expression.evaluate(context)
        if value.__class__ is str:
            buffer.append(value)
        elif value is not None:
            buffer.append(printed(value))
        return 0


class OutputTag(Tag):
    """`{{ … }}`, which python-liquid counts among the tags."""

    name = "output"

    def read(self, token: Token, markup: str, stream: TokenStream) -> OutputNode:
        """A node that prints the value."""
        return OutputNode(token, self.reading.variable(markup))


class EchoTag(OutputTag):
    """`{% echo … %}`."""

    name = "echo"


class AssignNode(Node):
    """`{% assign name = value %}`."""

    __slots__ = ("expression", "name")

    def __init__(self, token: Token, name: str, expression: Expression) -> None:
        super().__init__(token)
        self.name = name
        self.expression = expression

    def render(self, context: Context, buffer: Buffer) -> int:  # type: ignore[override]
        """Sets the variable, in the outermost scope."""
        value = self.expression.evaluate(context)
        context.locals[self.name] = value
        return 0


class AssignTag(Tag):
    """`{% assign name = value | filter %}`."""

    name = "assign"

    def read(self, token: Token, markup: str, stream: TokenStream) -> AssignNode:
        """A node that sets the variable."""
        found = _ASSIGNED.search(markup)
        if found is None:
            raise self.fail("`assign` is written `{% assign name = value %}`")
        return AssignNode(token, found[1], self.reading.variable(found[2]))


class CaptureNode(Node):
    """`{% capture name %}…{% endcapture %}`."""

    __slots__ = ("block", "name")

    def __init__(self, token: Token, name: str, block: Block) -> None:
        super().__init__(token)
        self.name = name
        self.block = block

    def render(self, context: Context, buffer: Buffer) -> int:  # type: ignore[override]
        """Sets the variable to what the block prints; a `break` within keeps what was printed before it."""
        inner = Buffer()
        try:
            self.block.render(context, inner)
        except Stop:
            context.locals[self.name] = "".join(inner)
            raise
        context.locals[self.name] = "".join(inner)
        return 0


class CaptureTag(Tag):
    """`{% capture name %}…{% endcapture %}`."""

    name = "capture"
    block = True

    def read(self, token: Token, markup: str, stream: TokenStream) -> CaptureNode:
        """A node that sets the variable."""
        found = _CAPTURED.search(markup)
        if found is None:
            raise self.fail("`capture` is written `{% capture name %}`")
        block, _, _ = self.body(stream, ("endcapture",), token)
        return CaptureNode(token, found.group(), block)


class CountNode(Node):
    """`{% increment name %}` or `{% decrement name %}`."""

    __slots__ = ("change", "name")

    def __init__(self, token: Token, name: str, change: int) -> None:
        super().__init__(token)
        self.name = name
        self.change = change
        self.blank = False

    def render(self, context: Context, buffer: Buffer) -> int:  # type: ignore[override]
        """Prints the counter and changes it: decrement first changes, then prints."""
        value = context.counters.get(self.name, 0)
        context.counters[self.name] = value + self.change
        buffer.append(str(value if self.change > 0 else value - 1))
        return 0


class IncrementTag(Tag):
    """`{% increment name %}`: 0, 1, 2 …"""

    name = "increment"

    def read(self, token: Token, markup: str, stream: TokenStream) -> CountNode:
        """A node that counts up."""
        return CountNode(token, markup.strip(), 1)


class DecrementTag(Tag):
    """`{% decrement name %}`: -1, -2, -3 …"""

    name = "decrement"

    def read(self, token: Token, markup: str, stream: TokenStream) -> CountNode:
        """A node that counts down."""
        return CountNode(token, markup.strip(), -1)
