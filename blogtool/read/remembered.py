"""Front matter that was parsed before: YAML is the dearest part of reading, and most files are as they were."""

from __future__ import annotations

import io
import pickle
from contextlib import suppress
from datetime import tzinfo
from hashlib import blake2b
from itertools import islice
from typing import Any

from blogtool import __version__
from blogtool.cache import Cache, key_of
from blogtool.read.files import decode
from blogtool.text import frontmatter
from blogtool.text.frontmatter import FrontMatter

# What a parsed value may be made of beyond the plain kinds: nothing else is ever loaded.
_ALLOWED = {
    ("datetime", "date"),
    ("datetime", "datetime"),
    ("datetime", "timedelta"),
    ("datetime", "timezone"),
    ("zoneinfo", "ZoneInfo._unpickle"),
}

_AT_ONCE = 1000  # files in one pickle
_FEW = 20  # files that a process which builds again and again rather parses twice than saves each time


class _Loader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _ALLOWED or (module == "zoneinfo" and name in ("ZoneInfo", "_unpickle")):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} does not belong into front matter")


_Parsed = dict[bytes, tuple[dict[str, Any], int, int]]


def _dumped(parsed: _Parsed) -> bytes:
    """One pickle after another: a single one of a large site would note all that it holds, to tell it once."""
    remaining = iter(parsed.items())
    some = iter(lambda: dict(islice(remaining, _AT_ONCE)), {})
    return b"".join(pickle.dumps(one, protocol=5) for one in some)


def _loaded(stored: bytes) -> _Parsed:
    """What `_dumped` was given. Raises whatever a damaged pickle makes of itself."""
    file = io.BytesIO(stored)
    parsed: _Parsed = {}
    while file.tell() < len(stored):
        parsed.update(_Loader(file).load())
    return parsed


class Remembered:
    """Front matter by the digest of the file that it stands in."""

    def __init__(self, cache: Cache | None, zone: tzinfo | None) -> None:
        self._cache = cache
        self._zone = zone
        self._key = key_of("front matter", __version__, str(zone))
        self._old: _Parsed = {}
        self._used: _Parsed = {}
        self._memory = cache.memory if cache is not None else None
        known = self._memory.get(self._key) if self._memory is not None else None
        if known is not None:
            self._old = known
            return
        stored = cache.get(self._key) if cache is not None else None
        if stored is not None:
            try:
                self._old = _loaded(stored)
            except (pickle.UnpicklingError, EOFError, ValueError, TypeError, AttributeError, IndexError, KeyError):
                self._old = {}

    def parse(self, content: bytes, path: str, mark: bytes | None = None) -> FrontMatter:
        """As `frontmatter.parse` of the decoded bytes, whose digest may be known. Raises BlogtoolError as it does."""
        text = decode(content, path)
        mark = mark or blake2b(content, digest_size=16).digest()
        known = self._old.get(mark)
        if known is not None:
            data, offset, line = self._used[mark] = known
            return FrontMatter(data, text[offset:], line)
        matter = frontmatter.parse(text, path, self._zone)
        if matter.found and matter.problem is None:
            self._used[mark] = (dict(matter.data), len(text) - len(matter.body), matter.body_line)
        return matter

    def save(self) -> None:
        """Puts what this run used into the cache."""
        if self._memory is not None:
            if self._memory.get(self._key) is not None and len(self._used.keys() - self._old.keys()) < _FEW:
                self._memory.put(self._key, self._old)
                return
            self._used = {**self._old, **self._used}  # what was kept as a whole document was not asked for here
            self._memory.put(self._key, self._used)
        if self._cache is not None and self._used.keys() != self._old.keys():
            # A value that cannot be kept is parsed again next time.
            with suppress(pickle.PicklingError, TypeError, AttributeError):
                self._cache.put(self._key, _dumped(self._used))
