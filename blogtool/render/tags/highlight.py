"""`{% highlight python linenos %}…{% endhighlight %}`: code with colours."""

from __future__ import annotations

import re

from liquid.stream import TokenStream
from liquid.token import Token

from blogtool.render.context import Buffer, Context
from blogtool.render.tags.base import Block, Node, Tag

_MARKUP = re.compile(r"""^([a-zA-Z0-9.+#_-]+)((\s+\w+(=(\w+|"[^"]*"))?)*)$""", re.MULTILINE)
_OPTION = re.compile(r"""(\w+)(?:=(\w+|"[^"]*"))?""")
_MARGINS = re.compile(r"\A[\n\r]+|[\n\r]+\Z")


class HighlightNode(Node):
    """A block of code."""

    __slots__ = ("block", "language", "lines", "options")

    def __init__(self, token: Token, language: str, options: dict[str, str | bool], block: Block) -> None:
        super().__init__(token)
        self.language = language
        self.options = options
        self.block = block
        self.blank = block.blank

    def render(self, context: Context, buffer: Buffer) -> int:  # type: ignore[override]
        """Prints the code in a `<figure>`."""
        code = _MARGINS.sub("", self.block.text(context))
        prefix = context.known("highlighter_prefix") or ""
        suffix = context.known("highlighter_suffix") or ""
        highlighter = context.registers.config.settings.get("highlighter")
        is_coloured = highlighter in ("rouge", "pygments")
        inner = self._coloured(code) if is_coloured else _plain(code).strip()
        language = self.language.replace("+", "-")
        attributes = f'class="language-{language}" data-lang="{self.language}"'
        buffer.append(
            f'{prefix}<figure class="highlight"><pre><code {attributes}>{inner}</code></pre></figure>{suffix}'
        )
        return 0

    def _coloured(self, code: str) -> str:
        from blogtool.kramdown.highlight import escape, highlight

        coloured = highlight(code, self.language)
        if coloured is None:
            coloured = escape(code)
        if not self.options.get("linenos"):
            return coloured
        count = code.count("\n") + (not code.endswith("\n"))
        numbers = "".join(f"{number}\n" for number in range(1, count + 1))
        if not coloured.endswith("\n"):
            coloured += "\n"
        return (
            '<table class="rouge-table"><tbody><tr><td class="gutter gl"><pre class="lineno">'
            f'{numbers}</pre></td><td class="code"><pre>{coloured}</pre></td></tr></tbody></table>'
        )


def _plain(code: str) -> str:
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#39;")):
        code = code.replace(character, entity)
    return code


class HighlightTag(Tag):
    """`{% highlight language options %}`."""

    name = "highlight"
    block = True

    def read(self, token: Token, markup: str, stream: TokenStream) -> HighlightNode:
        """A node with the code. Raises LiquidSyntaxError for options that make no sense."""
        found = _MARKUP.search(markup.strip())
        if found is None:
            raise self.fail(
                f"`highlight {markup.strip()}` makes no sense: write `{{% highlight language linenos %}}`"
            )
        options: dict[str, str | bool] = {}
        for name, value in _OPTION.findall(found[2]):
            options[name] = value.strip('"') if value else True
        block, _, _ = self.body(stream, ("endhighlight",), token)
        return HighlightNode(token, found[1].lower(), options, block)
