"""Tags that keep Liquid out: comment, `#`, raw."""

from __future__ import annotations

from liquid.ast import Node as HostedNode
from liquid.exceptions import LiquidSyntaxError
from liquid.stream import TokenStream
from liquid.token import TOKEN_CONTENT, TOKEN_EOF, TOKEN_OUTPUT, TOKEN_TAG, Token

from blogtool.render.tags.base import Silent, Tag, Text


class CommentTag(Tag):
    """`{% comment %}…{% endcomment %}`: what is within may not be broken, but is never printed."""

    name = "comment"
    block = True

    def read(self, token: Token, markup: str, stream: TokenStream) -> HostedNode:
        """A node that prints nothing. Tags that nobody knows are no mistake in a comment."""
        next(stream)
        tags = self.env.tags
        while stream.current.kind != TOKEN_EOF:
            current = stream.current
            if current.kind == TOKEN_TAG and current.value == "endcomment":
                next(stream)
                return Silent(token)
            if current.kind == TOKEN_OUTPUT:
                tags["output"].get_node(stream)
            elif current.kind == TOKEN_TAG:
                if current.value in tags:
                    tags[current.value].get_node(stream)
                else:
                    next(stream)
            next(stream)
        raise LiquidSyntaxError("`comment` is never closed: `{% endcomment %}` is missing", token=token)


class InlineCommentTag(Tag):
    """`{% # … %}`."""

    name = "#"

    def read(self, token: Token, markup: str, stream: TokenStream) -> HostedNode:
        """A node that prints nothing."""
        lines = [line.strip() for line in markup.split("\n")[1:]]
        if any(line and not line.startswith("#") for line in lines):
            raise self.fail("each line of an inline comment must begin with `#`")
        return Silent(token)


class RawTag(Tag):
    """`{% raw %}…{% endraw %}`: the tokenizer already made one text of what is within."""

    name = "raw"
    block = True

    def read(self, token: Token, markup: str, stream: TokenStream) -> HostedNode:
        """A node that prints the text as it is."""
        next(stream)
        content = next(stream)
        next(stream)
        node = Text(content._replace(kind=TOKEN_CONTENT))
        node.blank = not content.value
        return node
