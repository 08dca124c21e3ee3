"""Documents that the build before this one read, in a process that builds again and again."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from hashlib import blake2b

from blogtool.cache import FileMark, Memory, file_mark, key_of, plain_mark
from blogtool.model.config import Config
from blogtool.model.content import Document
from blogtool.read.tree import Entry


class Kept:
    """Documents by their files; made with other settings, a document is another one.

    What has no date of its own, or one that is the time of the build, is never kept: it bears that time.
    """

    def __init__(self, memory: Memory | None, config: Config, time: datetime) -> None:
        self._memory = memory
        self._time = time.replace(microsecond=0)
        today = datetime.now(UTC).astimezone(config.timezone).date()  # a date such as `10:00` is one of today
        self._salt = repr((config.source, config.settings, config.timezone, today)) if memory is not None else ""
        self._tables: dict[str, tuple[_Table, _Table]] = {}

    def same_file(self, entry: Entry, kind: str) -> Document | None:
        """The document of this very file, which need not even be opened."""
        if self._memory is None:
            return None
        before, now = self._tables.get(kind) or self._of(kind)
        known = before.get(entry.path)
        if known is None:
            return None
        # What had settled when it was marked, and looks as it did, has not been written since.
        if known[2] is not entry.stat and (known[0] is None or known[0] != plain_mark(entry.stat)):
            return None
        if self._is_of_now(known[1]):
            return None
        now[entry.path] = known
        return known[1]

    def same_bytes(self, entry: Entry, kind: str, content: bytes) -> Document | None:
        """The document of these bytes at this path."""
        if self._memory is None:
            return None
        before, _ = self._of(kind)
        known = before.get(entry.path)
        if known is None or known[1].source_hash != blake2b(content, digest_size=16).digest():
            return None
        if self._is_of_now(known[1]):
            return None
        self.keep(entry, kind, known[1])
        return known[1]

    def keep(self, entry: Entry, kind: str, document: Document) -> None:
        """For the next build; a draft may take its date from its file."""
        if self._memory is not None and document.lasting and document.data.get("draft") in (None, False):
            self._of(kind)[1][entry.path] = (file_mark(entry.stat), document, entry.stat)

    def _is_of_now(self, document: Document) -> bool:
        """Whether its date is the time of this very build, at which a file's own date does not count."""
        date = document.date
        return date.second == self._time.second and date.replace(microsecond=0) == self._time

    def _of(self, kind: str) -> tuple[_Table, _Table]:
        found = self._tables.get(kind)
        if found is None:
            assert self._memory is not None
            key = key_of("documents", kind, self._salt)
            found = self._tables[kind] = (self._memory.get(key) or {}, {})
            self._memory.put(key, found[1])
        return found


_Table = dict[str, tuple[FileMark | None, Document, os.stat_result]]  # the last: as found, and told no more of
