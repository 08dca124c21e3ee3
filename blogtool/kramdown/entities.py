"""Named and numbered characters, and how the option `entity_output` writes them."""

from __future__ import annotations

import re
from html.entities import codepoint2name, name2codepoint

# Signs that are never written as a character.
NEVER_PLAIN = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


class Sign(str):
    """HTML that stands for one sign; told from text by its class."""

    __slots__ = ()


_CACHE: dict[tuple[str, str], Sign] = {}


def sign(name: str, output: str) -> Sign:
    """A sign by the name of its entity (or as it is), as HTML."""
    found = _CACHE.get((name, output))
    if found is None:
        code = name2codepoint.get(name)
        found = _CACHE[name, output] = Sign(name if code is None else written(code, name, output, f"&{name};"))
    return found


def written(code: int, name: str | None, output: str, original: str) -> str:
    """A character in the chosen notation, as HTML."""
    character = chr(code)
    if output == "as_char" and character not in "&<>":
        return character
    if output == "numeric":
        return f"&#{code};"
    if output == "symbolic" and name:
        return f"&{name};"
    if output in ("as_input", "as_char"):
        return original
    return f"&#{code};"


def entity(match: re.Match[str], output: str) -> Sign | None:
    """What an entity in a text becomes, or None if nobody knows its name."""
    if match[1]:
        code = 39 if match[1] == "apos" else name2codepoint.get(match[1])
        if code is None:
            return None
        return Sign(written(code, match[1], output, match[0]))
    code = int(match[2]) if match[2] else int(match[3], 16)
    if not 0 < code <= 0x10FFFF or 0xD800 <= code < 0xE000:
        return None
    return Sign(written(code, codepoint2name.get(code), output, match[0]))
