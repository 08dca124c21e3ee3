"""Regular expressions that are compiled when they are first used: some take milliseconds, and most runs ask few."""

from __future__ import annotations

import re
from typing import Any, cast


class _Pattern:
    """Becomes a compiled pattern as soon as something is asked of it."""

    def __init__(self, text: Any, flags: Any = 0) -> None:
        self._text = text
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):  # who copies or looks at it does not use it
            raise AttributeError(name)
        found = getattr(re.compile(self._text, self._flags), name)
        setattr(self, name, found)
        return found


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`, only later; a mistake in the expression shows later, too.

    >>> pattern("[0-9]+").findall("1 and 22")
    ['1', '22']
    """
    return cast("re.Pattern[str]", _Pattern(text, flags))
