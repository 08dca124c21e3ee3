"""What every tag is made of: nodes that print into a buffer, blocks of them, and how they are read.

python-liquid hosts the parser: its `Parser` walks the tokens and asks the tag of each name for a node.
Nodes print by themselves, without its rendering machinery, because that is several times faster.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Sequence
from typing import TYPE_CHECKING, Any, cast

from liquid.ast import Node as HostedNode
from liquid.exceptions import LiquidSyntaxError
from liquid.parser import get_parser
from liquid.stream import TokenStream
from liquid.tag import Tag as HostedTag
from liquid.token import TOKEN_EOF, TOKEN_TAG, Token

from blogtool.errors import BlogtoolError
from blogtool.model.own_code import told_with_place
from blogtool.render.context import Break, Buffer, Context, LiquidFailure, Stop
from blogtool.render.ruby import to_s

if TYPE_CHECKING:
    from blogtool.render.liquid import Environment
    from blogtool.render.markup import Reading

_BLANK = re.compile(r"[ \t\n\v\f\r]*")


class Node(HostedNode):
    """A piece of a template that prints something, or does something."""

    __slots__ = ()

    def render(self, context: Context, buffer: Buffer) -> int:  # type: ignore[override]
        """Prints into the buffer; what is returned has no meaning."""
        raise NotImplementedError

    def render_to_output(self, context: Any, buffer: Any) -> int:
        """python-liquid's name for the same."""
        return self.render(context, buffer)


class Text(Node):
    """Text as it stands in the template."""

    __slots__ = ("text",)

    def __init__(self, token: Token) -> None:
        super().__init__(token)
        self.text = token.value
        self.blank = _BLANK.fullmatch(self.text) is not None

    def render(self, context: Context, buffer: Buffer) -> int:  # type: ignore[override]
        """Prints the text."""
        buffer.append(self.text)
        return 0


class Silent(Node):
    """Nothing at all: what comments leave."""

    __slots__ = ()

    def render(self, context: Context, buffer: Buffer) -> int:  # type: ignore[override]
        """Prints nothing."""
        return 0


Item = str | Callable[[Context, Buffer], int]


class Block:
    """A sequence of nodes."""

    __slots__ = ("blank", "items", "nodes")

    def __init__(self, nodes: Sequence[HostedNode]) -> None:
        self.nodes = tuple(nodes)
        self.blank = all(node.blank for node in nodes)
        # Texts are kept as they are: printing them then costs no call.
        self.items: tuple[Item, ...] = tuple(
            node.text if isinstance(node, Text) else cast(Item, node.render) for node in nodes
        )

    def without_blanks(self) -> Block:
        """As Liquid: where a whole tag prints only white space, it prints none (gotcha 35)."""
        return Block([node for node in self.nodes if not isinstance(node, Text)])

    def render(self, context: Context, buffer: Buffer) -> None:
        """Prints every node; a failure is given the place of the node where it happened."""
        append = buffer.append
        item: Item = ""
        try:
            for item in self.items:
                if item.__class__ is str:
                    append(item)
                else:
                    item(context, buffer)  # type: ignore[operator]
        except LiquidFailure as failure:
            if not hasattr(failure, "token"):
                failure.token = item.__self__.token  # type: ignore[attr-defined, union-attr]
            raise

    def text(self, context: Context) -> str:
        """What the block prints, as text. A `break` within is raised again once the text is `kept`."""
        buffer = Buffer()
        self.render(context, buffer)
        return "".join(buffer)


def tidy(blocks: Sequence[Block], *others: Block) -> list[Block]:
    """The branches of one tag: without blanks if they are blank, all of them."""
    if all(block.blank for block in (*blocks, *others)):
        return [block.without_blanks() for block in blocks]
    return list(blocks)


class Tag(HostedTag):
    """A tag: `read` makes a node of its markup.

    When `read` begins, the stream stands at the tag; when it ends, at the last token that belongs to it.
    """

    name = ""
    block = False
    env: Environment

    def parse(self, stream: TokenStream) -> HostedNode:
        """python-liquid's way in."""
        token = next(stream)
        try:
            return self.read(token, stream.current.value, stream)
        except LiquidSyntaxError as error:
            if error.token is None:
                error.token = token
            raise

    def read(self, token: Token, markup: str, stream: TokenStream) -> HostedNode:
        """The node for this tag with this markup. Raises LiquidSyntaxError."""
        raise NotImplementedError

    @property
    def reading(self) -> Reading:
        """How markup is read in this environment."""
        return self.env.reading

    def fail(self, message: str) -> LiquidSyntaxError:
        """A mistake in the markup of this tag."""
        return LiquidSyntaxError(message, token=None)

    def body(self, stream: TokenStream, ends: Container[str], opening: Token) -> tuple[Block, str, str]:
        """The nodes up to one of the tags in `ends`, that tag's name and its markup."""
        next(stream)
        parsed = get_parser(self.env).parse_block(stream, ends)
        if stream.current.kind == TOKEN_EOF:
            raise LiquidSyntaxError(
                f"`{opening.value}` is never closed: `{{% end{opening.value} %}}` is missing", token=opening
            )
        name = next(stream).value
        return Block(parsed.nodes), name, stream.current.value


class Illegal(Tag):
    """A tag that nobody knows, or one at a place where it means nothing."""

    name = "illegal"

    def read(self, token: Token, markup: str, stream: TokenStream) -> HostedNode:
        """Always a mistake."""
        name = token.value
        if name in _BRANCHES or name.startswith("end"):
            raise LiquidSyntaxError(f"`{name}` does not belong here: no open tag waits for it", token=token)
        raise LiquidSyntaxError(f"unknown tag `{name}`", token=token)


_BRANCHES = frozenset({"else", "elsif", "when"})


class Literal(Tag):
    """Text between tags."""

    name = "content"

    def parse(self, stream: TokenStream) -> HostedNode:
        """A node of the text."""
        return Text(stream.current)


class PluginNode(Node):
    """A tag of a plugin, with its body if it is a block."""

    __slots__ = ("body", "tag")

    def __init__(self, token: Token, tag: Any, body: Block | None) -> None:
        super().__init__(token)
        self.tag = tag
        self.body = body
        self.blank = False

    def render(self, context: Context, buffer: Buffer) -> int:  # type: ignore[override]
        """Prints what the plugin's `render` gives."""
        arguments = (context,) if self.body is None else (context, self.body.text(context))
        try:
            buffer.append(to_s(self.tag.render(*arguments)))
        except (LiquidFailure, Stop, BlogtoolError):
            raise
        except Exception as error:  # the author's own code
            raise LiquidFailure(_blame(self.token.value, error)) from error
        return 0


def _blame(tag: str, error: Exception) -> str:
    """What went wrong in a plugin's tag, and where in its file."""
    said = str(error) if isinstance(error, ValueError) else told_with_place(error)
    return f"tag `{tag}`: {said}"


def plugin_tag(tag_name: str, made: type) -> type[HostedTag]:
    """A plugin's class as a tag: `made(markup).render(context)`, or `.render(context, body)` for a block.

    A block says `is_block = True`. A class that is one of python-liquid's tags is taken as it is.
    """
    if issubclass(made, HostedTag):
        return made

    class PluginTag(Tag):
        name = tag_name

        def read(self, token: Token, markup: str, stream: TokenStream) -> HostedNode:
            try:
                tag = made(markup.strip())
            except Exception as error:  # the author's own code
                raise self.fail(_blame(tag_name, error)) from error
            if not getattr(made, "is_block", False):
                return PluginNode(token, tag, None)
            block, _, _ = self.body(stream, (f"end{tag_name}",), token)
            return PluginNode(token, tag, block)

    return PluginTag


__all__ = [
    "TOKEN_TAG",
    "Block",
    "BlogtoolError",
    "Break",
    "Buffer",
    "Context",
    "Illegal",
    "LiquidFailure",
    "Literal",
    "Node",
    "Silent",
    "Tag",
    "Text",
    "Token",
    "TokenStream",
    "plugin_tag",
    "tidy",
]
