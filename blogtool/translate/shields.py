"""What is hidden before anyone reads the text: Liquid, parts marked as not to be translated, HTML's own code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

# Liquid whose content is code or nothing at all, not prose.
_VERBATIM = ("highlight", "comment", "javascript", "stylesheet", "schema", "style")
# Tags that leave nothing behind: a line of these alone is a blank line once Liquid has run.
_SILENT = frozenset(
    "if elsif else endif unless endunless for endfor case when endcase assign capture endcapture comment "
    "endcomment raw endraw break continue increment decrement tablerow endtablerow".split()
)
_TAG = re.compile(r"\{%-?\s*(?P<name>\w*)(?:[^%]|%(?!\}))*?-?%\}|\{\{.*?\}\}", re.DOTALL)
_KEPT = re.compile(r"<!--\s*notranslate\s*-->(.*?)(?:<!--\s*/notranslate\s*-->|\Z)", re.DOTALL)

# Elements whose text is code or drawing (HTML living standard, 4.4 to 4.12), and those with no text at all.
OPAQUE = frozenset({
    "code", "pre", "kbd", "samp", "var", "tt", "script", "style", "svg", "math", "textarea", "template", "iframe",
    "embed",
})  # fmt: skip
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "button", "cite", "data", "del", "dfn", "em", "font", "i", "ins",
    "label", "mark", "q", "rp", "rt", "ruby", "s", "small", "span", "strike", "strong", "sub", "sup", "time", "u",
})  # fmt: skip


@dataclass(frozen=True)
class Shielded:
    """A body in which private letters stand for Liquid and kept words; every place is as in the body."""

    text: str
    letter: str  # the private letter
    kept: tuple[tuple[int, int], ...]  # ranges over several lines that are not to be touched


def shield(body: str, hides_kept: bool = True) -> Shielded:
    """Hide Liquid and (where asked) `<!-- notranslate -->…<!-- /notranslate -->` from the Markdown parser."""
    letter = next(chr(code) for code in range(0xE000, 0xF8FF) if chr(code) not in body)
    characters = list(body)
    kept: list[tuple[int, int]] = []
    for start, end, silent in _liquid(body):
        characters[start:end] = (" " if silent else letter) * (end - start)
    for match in _KEPT.finditer(body) if hides_kept else ():
        if "\n" in match[0].strip():
            kept.append(match.span())
        else:
            characters[match.start(1) : match.end(1)] = letter * len(match[1])
    return Shielded("".join(characters), letter, tuple(kept))


def _liquid(body: str) -> list[tuple[int, int, bool]]:
    """Each piece of Liquid: (start, end, whether it leaves an empty line)."""
    found: list[tuple[int, int, bool]] = []
    end = 0
    for match in _TAG.finditer(body):
        if match.start() < end:
            continue
        name = match["name"]
        start, end = match.span()
        if name in _VERBATIM or (name == "raw" and _closes_on_its_line(body, end, name)):
            end = _closing_end(body, end, name)
            found.append((start, end, False))
        else:
            found.append((start, end, name in _SILENT))
    return _silent_only_alone(body, found)


def _closing_end(body: str, start: int, name: str) -> int:
    close = re.compile(rf"\{{%-?\s*end{name}\s*-?%\}}").search(body, start)
    return close.end() if close else start


def _closes_on_its_line(body: str, start: int, name: str) -> bool:
    return "\n" not in body[start : _closing_end(body, start, name)]


def _silent_only_alone(body: str, found: list[tuple[int, int, bool]]) -> list[tuple[int, int, bool]]:
    """A tag that leaves nothing counts as white space only if its whole line does."""
    lines: dict[int, bool] = {}
    for start, _, silent in found:
        line = body.rfind("\n", 0, start) + 1
        lines[line] = lines.get(line, True) and silent
    for line in lines:
        stop = body.find("\n", line)
        rest = body[line : stop if stop >= 0 else len(body)]
        lines[line] = lines[line] and not _TAG.sub("", rest).strip(" \t>")
    return [(start, end, silent and lines[body.rfind("\n", 0, start) + 1]) for start, end, silent in found]


def is_kept(attributes: Mapping[str, str | None]) -> bool:
    """Whether an element asks not to be translated.

    >>> is_kept({"translate": "no"}), is_kept({"class": "a notranslate"}), is_kept({"translate": "yes"})
    (True, True, False)
    """
    if (attributes.get("translate") or "").lower() == "no":
        return True
    return "notranslate" in (attributes.get("class") or "").split()
