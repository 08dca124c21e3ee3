"""An answer's words as the place they go to needs them: nothing an engine says becomes markup."""

from __future__ import annotations

import re

_ENTITY = re.compile(r"&(?=#?\w+;)")


def escape(words: str, place: str, line_start: bool = False, quote: str = '"') -> str:
    """Words for a place: `html`, `attribute`, `alt`, `title-attribute`, `plain`, anything else is Markdown."""
    if place == "html":
        return _liquid_html(_ENTITY.sub("&amp;", words).replace("<", "&lt;").replace(">", "&gt;"))
    if place == "attribute":
        hidden = {'"': "&quot;", "'": "&#39;"}.get(quote, quote)
        return escape(words, "html").replace(quote, hidden)
    if place in ("alt", "link-title"):
        return _attribute_in_markdown(words, place, quote)
    if place in ("title", "plain"):
        return _plain(words)
    return markdown(words, line_start)


def markdown(words: str, line_start: bool = False) -> str:
    r"""Words that kramdown shows as they are.

    >>> print(markdown("a*b [c] `d` <e> {{ f }} | g_h _i_"))
    a\*b \[c\] \`d\` \<e> \{\{ f }} \| g_h \_i\_
    >>> print(markdown("1. one", True), markdown("- x", True))
    1\. one \- x
    """
    text = words.replace("\\", "\\\\")
    text = _ENTITY.sub("&amp;", text)
    text = re.sub(r"[*`\[\]{|]", r"\\\g<0>", text)
    text = re.sub(r"(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])", r"\\_", text)
    text = re.sub(r"<(?=[\w/!?<])", r"\\<", text)
    text = re.sub(r">(?=>)|(?<=>)>", r"\\>", text)
    text = re.sub(r"~(?=~)|(?<=~)~", r"\\~", text)
    text = re.sub(r"\$(?=\$)|(?<=\$)\$", r"\\$", text)
    text = text.replace("%}", "%\\}")
    return _at_line_start(text) if line_start else text


def _at_line_start(text: str) -> str:
    text = re.sub(r"^(\d+)(?=\.(?:\s|$))", r"\1\\", text)
    text = re.sub(r"^([#>+:=^-])", r"\\\1", text)
    return re.sub(r"^~", r"\\~", text) if text.startswith("~") else text


def _liquid_html(text: str) -> str:
    return text.replace("{{", "{&#123;").replace("{%", "&#123;%")


def _plain(words: str) -> str:
    """A title goes into pages as it is: no tag and no Liquid may begin in it."""
    text = re.sub(r"<(?=[A-Za-z/!?])", "&lt;", words)
    return text.replace("{{", "{ {").replace("{%", "{ %")


def _attribute_in_markdown(words: str, place: str, quote: str) -> str:
    """kramdown reads escapes in an alternative text; in a title none, so a quote that would end it is curled."""
    text = words.replace("{{", "{ {").replace("{%", "{ %")
    if place == "alt":
        return re.sub(r"[\\\[\]`|]", r"\\\g<0>", text)
    if quote == "'":
        return text.replace("'", "’").replace("\\", "/")
    return re.sub(r'"([^"]*)"', r"“\1”", text).replace('"', "”").replace("\\", "/")
