"""What a build leaves: files to write, and the report of how it went."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from blogtool.errors import BlogtoolError


@dataclass(frozen=True, slots=True)
class Output:
    """One file of the finished site: its bytes, now or when asked, or the file to copy; none where it is right."""

    path: str  # relative to the destination, with /
    origin: str  # the source that it came from, for messages
    content: bytes | Callable[[], bytes] | None = None
    copy_from: str | None = None  # absolute path, where content is None

    @property
    def is_unchanged(self) -> bool:
        """Whether the file in the destination is still the one that an earlier build wrote."""
        return self.content is None and self.copy_from is None

    def read(self) -> bytes:
        """The bytes of a file that is not copied."""
        return self.content() if callable(self.content) else self.content or b""


@dataclass(frozen=True)
class Report:
    """What a story did: counts, timings in seconds, warnings and problems."""

    counts: Mapping[str, int] = field(default_factory=dict)
    seconds: Mapping[str, float] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    problems: tuple[BlogtoolError, ...] = ()
    changed: tuple[str, ...] = ()  # files that were written or removed, relative to the destination
    lines: tuple[str, ...] = ()  # further lines of the summary, ready to print

    @property
    def succeeded(self) -> bool:
        """Whether nothing went wrong."""
        return not self.problems
