"""Where finished files wait to be written: in memory, and beyond so many bytes in a file without a name."""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Callable
from functools import partial
from typing import IO

MOST = 16 * 1024**2  # bytes in memory: a small site never sees the file


class Spool:
    """Keeps bytes for a while without holding all of them in memory."""

    def __init__(self, folder: str | os.PathLike[str] | None = None, most: int | None = None) -> None:
        """Up to `most` bytes stay in memory; the others go to a file in `folder`, or where the system keeps such.

        The file has no name: whatever happens to the process, nothing of it is left.
        """
        self._folder = folder
        self._room = MOST if most is None else most
        self._file: IO[bytes] | None = None
        self._end = 0
        self._lock = threading.Lock()

    def keep(self, content: bytes) -> Callable[[], bytes]:
        """A function that gives `content` back, as often as it is called."""
        with self._lock:
            if len(content) > self._room:
                try:
                    return partial(self._read, self._added(content), len(content))
                except OSError:  # the disk is full: in memory after all
                    return lambda: content
            self._room -= len(content)
        return lambda: content

    def _added(self, content: bytes) -> int:
        if self._file is None:
            self._file = self._open()
        start = self._end
        self._file.seek(start)
        self._file.write(content)
        self._file.flush()
        self._end = start + len(content)
        return start

    def _open(self) -> IO[bytes]:
        try:
            return tempfile.TemporaryFile(dir=self._folder)
        except OSError:
            return tempfile.TemporaryFile()

    def _read(self, start: int, size: int) -> bytes:
        assert self._file is not None
        if hasattr(os, "pread"):  # forked processes share the place in the file
            return os.pread(self._file.fileno(), size, start)
        with self._lock:
            self._file.seek(start)
            return self._file.read(size)
