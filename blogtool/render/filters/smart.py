"""Typographic quotes, dashes and dots for a line of text: what `smartify` does."""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5

from blogtool.model.config import Config

# What is no plain text: comments and tags, which stay; references; signs; quotes; what must be escaped.
_PIECES = re.compile(
    r"""(?P<tag><!--.*?-->|</?[a-zA-Z][\w:-]*(?:\s+[\w:-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'))?)*\s*/?>)|&(?P<reference>[a-zA-Z]\w*|\#\d+|\#[xX][0-9a-fA-F]+);"""
    r"""|(?P<sign>---?|\.\.\.|<<[ ]|<<|[ ]>>|>>)|(?P<quote>["'])|(?P<special>[&<>])""",
    re.DOTALL | re.VERBOSE,
)
_ESCAPED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
_CURLED = ("lsquo", "rsquo", "ldquo", "rdquo")


def smart(text: str, config: Config) -> str:
    """The text in kramdown's typography, escaped for HTML, with the rest of Markdown left alone.

    Tags stay as they are; a site's `smart_quotes` names other quotes.
    """
    if text.isalnum():
        return text
    text = text.removesuffix("\n")  # as Jekyll: one newline at the end is the converter's
    from blogtool.kramdown.html_names import content_model
    from blogtool.kramdown.typography import SIGN_NAMES, quote_names

    written = str(config.section("kramdown").get("smart_quotes") or "")
    chosen = dict(zip(_CURLED, [name.strip() for name in written.split(",")], strict=False))
    pieces: list[str] = []
    open_tags: list[str] = []
    place = end = mark_end = 0
    while found := _PIECES.search(text, place):
        place = found.end()
        start = found.start()
        if (found["quote"] or found["sign"]) and any(content_model(name) == "raw" for name in open_tags):
            continue  # as kramdown: code and unknown elements hold no typography
        if found["quote"]:
            start, place, names = quote_names(
                text, start, start > mark_end and text[start - 1] != "\\", len(text)
            )
            shown = "".join(unescape(f"&{chosen.get(name, name)};") for name in names)
        elif found["sign"]:
            shown = "".join(unescape(f"&{name};") for name in SIGN_NAMES[found["sign"]])
        elif found["tag"]:
            shown = _tag(found["tag"], open_tags)
        else:
            shown = _reference(found)
        pieces.append(text[end:start])
        pieces.append(shown)
        end = place
        if not found["special"]:
            mark_end = end
    closing = "".join(f"</{name}>" for name in reversed(open_tags))
    return "".join(pieces) + text[end:] + (f"\n{closing}" if closing else "")


def _tag(tag: str, open_tags: list[str]) -> str:
    """A tag as it is; one that closes nothing is text. `open_tags` is kept up to date."""
    name = re.match(r"</?([a-zA-Z][\w:-]*)", tag)
    if name is None:
        return tag
    if tag.startswith("</"):
        if name[1] not in open_tags:
            return tag.replace("<", "&lt;").replace(">", "&gt;")
        del open_tags[len(open_tags) - 1 - open_tags[::-1].index(name[1])]
        return tag
    if tag.endswith("/>") or name[1].lower() in _VOID:
        return re.sub(r"\s*/?>\Z", " />", tag)
    open_tags.append(name[1])
    return tag


def _reference(found: re.Match[str]) -> str:
    """A reference as the character it means, unless that must be escaped."""
    if found["special"]:
        return _ESCAPED[found["special"]]
    name = found["reference"]
    if not name.startswith("#") and f"{name};" not in html5:
        return f"&amp;{name};"
    character = unescape(f"&{name};")
    return _ESCAPED.get(character, character)
