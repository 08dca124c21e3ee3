"""Tags that lead to other pages: link, post_url."""

from __future__ import annotations

from liquid.stream import TokenStream
from liquid.token import Token

from blogtool.render.context import Buffer, Context, LiquidFailure
from blogtool.render.filters.urls import with_baseurl
from blogtool.render.tags.base import Node, Tag


class LinkNode(Node):
    """The URL of a file, with the baseurl (gotcha 46)."""

    __slots__ = ("path",)

    def __init__(self, token: Token, path: str) -> None:
        super().__init__(token)
        self.path = path
        self.blank = False

    def render(self, context: Context, buffer: Buffer) -> int:  # type: ignore[override]
        """Prints the URL. Raises LiquidFailure where there is no such file."""
        path = filled_in(self.path, context)
        url = context.registers.url_of(path)
        if url is None:
            raise LiquidFailure(f"`link`: there is no file `{path}`")
        buffer.append(with_baseurl(context, url))
        return 0


class LinkTag(Tag):
    """`{% link _posts/2024-05-01-hello.md %}`."""

    name = "link"

    def read(self, token: Token, markup: str, stream: TokenStream) -> LinkNode:
        """A node that prints the URL."""
        return LinkNode(token, markup.strip())


class PostUrlNode(LinkNode):
    """The URL of a post, with the baseurl."""

    __slots__ = ()

    def render(self, context: Context, buffer: Buffer) -> int:  # type: ignore[override]
        """Prints the URL. Raises LiquidFailure where there is no such post."""
        name = filled_in(self.path, context)
        url = context.registers.post_url(name)
        if url is None:
            raise LiquidFailure(f"`post_url`: there is no post `{name}`")
        buffer.append(with_baseurl(context, url))
        return 0


class PostUrlTag(Tag):
    """`{% post_url 2024-05-01-hello %}`."""

    name = "post_url"

    def read(self, token: Token, markup: str, stream: TokenStream) -> PostUrlNode:
        """A node that prints the URL."""
        return PostUrlNode(token, markup.strip())


def filled_in(markup: str, context: Context) -> str:
    """The markup, with the variables in it replaced by their values."""
    if "{{" not in markup:
        return markup
    return context.engine.parse(markup, context.path).block.text(context).strip()
