"""Named and numbered characters, and how the option `entity_output` writes them."""

from __future__ import annotations

import re
from html.entities import name2codepoint

# kramdown's own: two names more, and two pairs the other way round.
CODES = {
    **name2codepoint,
    "apos": 39,
    "vellip": 0x22EE,
    "lang": name2codepoint["rang"],
    "rang": name2codepoint["lang"],
    "lceil": name2codepoint["rceil"],
    "rceil": name2codepoint["lceil"],
}
NAMES = {code: name for name, code in reversed(CODES.items())}
# Signs that HTML keeps for itself; they are written by name wherever no other notation is asked for.
KEPT = frozenset('<>&"')


class Sign(str):
    """HTML that stands for one sign; told from text by its class."""

    __slots__ = ()


_CACHE: dict[tuple[str, str], Sign] = {}


def sign(name: str, output: str) -> Sign:
    """A sign by the name or the number of its entity (or as it is), as HTML."""
    found = _CACHE.get((name, output))
    if found is None:
        code = int(name) if name.isdecimal() and len(name) < 7 else CODES.get(name)
        found = _CACHE[name, output] = Sign(name if code is None else written(code, output, None))
    return found


def written(code: int, output: str, original: str | None) -> str:
    """A character in the notation of the option `entity_output`, as HTML; `original` as the author wrote it."""
    character = chr(code)
    if output == "as_char" and (character == '"' or character not in KEPT):
        return character
    if output in ("as_input", "as_char") and original is not None:
        return original
    if (output == "symbolic" or character in KEPT) and code in NAMES:
        return f"&{NAMES[code]};"
    return f"&#{code};"


def entity(match: re.Match[str], output: str) -> Sign | None:
    """What an entity in a text becomes, or None if nobody knows its name."""
    if match[1]:
        code = CODES.get(match[1])
        if code is None:
            return None
    else:
        digits = match[2] or match[3]
        if len(digits) > 8:
            return None
        code = int(digits, 10 if match[2] else 16)
        if not 0 < code <= 0x10FFFF or 0xD800 <= code < 0xE000:
            return None
    return Sign(written(code, output, match[0]))
