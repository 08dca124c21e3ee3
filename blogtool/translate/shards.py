"""A share of the work for one of several machines: every sentence belongs to exactly one of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from blogtool.errors import BlogtoolError

MOST = 256  # GitHub runs no more jobs of one matrix
_WRITTEN = re.compile(r"\s*(\d{1,4})\s*/\s*(\d{1,4})\s*")


@dataclass(frozen=True)
class Shard:
    """The `number`-th of `count` shares, counted from 1.

    By the digest of the sentence and not by its post: all machines that see the same posts agree without
    a word, equal sentences of different posts are asked once, and a long post does not burden one machine.
    """

    number: int
    count: int

    def owns(self, key: bytes) -> bool:
        """Whether the sentence with this key of the memory is this machine's.

        >>> [Shard(number, 2).owns(bytes(7) + bytes([3])) for number in (1, 2)]
        [False, True]
        """
        return int.from_bytes(key[:8], "big") % self.count == self.number - 1

    def __str__(self) -> str:
        return f"{self.number}/{self.count}"


def shard_of(text: str | None) -> Shard | None:
    """The share that `3/8` names; None where nothing is said.

    Raises BlogtoolError where it is no share.
    """
    if text is None:
        return None
    found = _WRITTEN.fullmatch(text)
    number, count = (int(found[1]), int(found[2])) if found else (0, 0)
    if not 1 <= number <= count <= MOST:
        raise BlogtoolError(
            f"`--shard {text}` is no share of the work",
            fix=f"write such as 3/8: the third of eight machines, of at most {MOST}",
        )
    return Shard(number, count)
