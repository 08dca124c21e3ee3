"""Why a page is rendered again: what each page read, and whether any of it has changed since.

While a page renders, everything it reads beyond its own file is noted as a facet: a name such as
`layout:post` or `body:_posts/a.md`. A facet has a digest in every build. A page is rendered again when
the digest of one of its facets differs, when its file in the destination is not the one that was written,
or when it read something that no digest can hold (the clock, chance, a counter).
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from blogtool.cache import Cache, Memory, key_of
from blogtool.render.facets import SHEET, Around, Facets

_ITSELF = ":\0"  # in a record, ends a facet of the page itself, so that pages made alike have equal sets
_AROUND = frozenset((f"own{_ITSELF}", f"near{_ITSELF}"))  # facets that only a document and its neighbours decide
_FEW = 20  # records that a process which builds again and again keeps to itself rather than save them each time
# What a template can read that makes every rendering a new one, or one that depends on earlier pages.
_VOLATILE = re.compile(
    r"\|\s*sample\b|\{%-?\s*(?:liquid\b(?:(?!%\}).)*?\s)?(?:include_cached|include_relative|increment|decrement)\b"
    r"|[\"'](?:now|today)[\"']",
    re.IGNORECASE | re.DOTALL,
)
VOLATILE = "volatile"  # a facet that is never the same
_WRITTEN = "written"  # of what a process keeps: the records of each destination


def is_volatile(template: str) -> bool:
    """Whether a template's text asks for the clock, for chance, or for what earlier pages left."""
    return _VOLATILE.search(template) is not None


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of a written page: its facets, its files as they were written, its warnings."""

    facets: tuple[str, ...]
    files: Mapping[str, tuple[int, int]]  # path in the destination -> size, time of change in nanoseconds
    warnings: tuple[str, ...] = ()


_Sure = tuple[Record, Around]  # a page that was still good, and what that was told by
_Known = tuple[dict[str, Record], dict[str, str], int]


@dataclass(slots=True)
class Notes:
    """What a page being rendered has read so far."""

    facets: set[str] = field(default_factory=set)
    warnings: list[str] = field(default_factory=list)
    # In the place of `facets` when the page is finished: as in a record, and one set for all pages made alike.
    sealed: tuple[str, ...] | None = None

    def seal(self, name: str, known: dict[tuple[str, ...], tuple[str, ...]]) -> None:
        """The page `name` has read all that it will; `known` are the sets of other pages."""
        facets = self.of_record(name)
        self.sealed, self.facets = known.setdefault(facets, facets), set()

    def all(self, name: str) -> set[str]:
        """Every facet that the page `name` has read."""
        if self.sealed is None:
            return self.facets
        named = (one[: -len(_ITSELF)] + ":" + name if one.endswith(_ITSELF) else one for one in self.sealed)
        return self.facets.union(named)

    def of_record(self, name: str) -> tuple[str, ...]:
        """What the page `name` has read, as a record has it."""
        if self.sealed is not None and not self.facets:
            return self.sealed
        return _without_name(self.all(name), name)


def _without_name(facets: Iterable[str], name: str) -> tuple[str, ...]:
    """Facets as a record has them, so that pages made alike have equal ones."""
    own = f":{name}"
    return tuple(sorted(one[: -len(own)] + _ITSELF if one.endswith(own) else one for one in facets))


def _are_identical(some: Around, others: Around) -> bool:
    return some[0] is others[0] and some[1] is others[1] and some[2] is others[2]


def are_true(memory: Memory, is_wanted: Callable[[], bool]) -> bool:
    """Whether the files of unchanged pages are as the last build left them; only as long as that `is_wanted`."""
    written: dict[str, dict[str, Record]] = memory.last(_WRITTEN) or {}
    for destination, records in written.items():
        for record in records.values():
            if not is_wanted():
                return True
            if not _are_there(record, destination):
                return False
    return True


def _are_there(record: Record, destination: str) -> bool:
    """Whether the files of a page are the ones that were written."""
    for path, (size, time) in record.files.items():
        try:
            stat = os.stat(f"{destination}/{path}")
        except OSError:
            return False
        if (stat.st_size, stat.st_mtime_ns) != (size, time):
            return False
    return True


def forget(cache: Cache, destination: str, salt: str) -> None:
    """Has every page rendered again, and compared with its file."""
    cache.put(_key(destination, salt), b"")


def _key(destination: str, salt: str) -> bytes:
    return key_of("traces", destination, salt)


class Traces:
    """The records of the last build of one view, and those of this one."""

    def __init__(self, cache: Cache | None, destination: str, salt: str, facets: Facets) -> None:
        self._cache = cache
        self._destination = destination
        self._key = _key(destination, salt)
        self._facets = facets
        self._old: dict[str, Record] = {}
        self._digests: dict[str, str] = {}
        self._new: dict[str, Record] = {}
        self._same: dict[str, bool] = {}
        self._all_same: dict[tuple[str, ...], bool] = {}
        self._sets: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._memory = cache.memory if cache is not None else None
        self._is_told = self._memory is not None and self._memory.told is not None  # `are_true` looks at files later
        self._sure: dict[str, _Sure] = {}
        self._sure_before: dict[str, _Sure] = {}
        if self._memory is not None:
            self._sure_before = self._memory.get(("sure", self._key)) or {}
            self._memory.put(("sure", self._key), self._sure)
        known: _Known | None = self._memory.get(self._key) if self._memory is not None else None
        self._unsaved = 0  # records that are newer than those in the cache
        self._fresh: list[str] = []  # names of the pages rendered now
        if known is not None:
            self._old, self._digests, self._unsaved = known
            return
        stored = cache.get(self._key) if cache is not None else None
        if stored is not None:
            self._load(stored)

    def _load(self, stored: bytes) -> None:
        try:
            table = json.loads(stored)
            self._digests = dict(table["digests"])
            sets = [tuple(one) for one in table["sets"]]
            for name, (place, files, warnings) in table["pages"].items():
                placed = {path: (int(size), int(time)) for path, (size, time) in files.items()}
                self._old[name] = Record(sets[place], placed, tuple(warnings))
        except (ValueError, LookupError, TypeError, AttributeError):
            self._old, self._digests = {}, {}  # damaged: as if there had been no build before

    def still_good(self, name: str) -> Record | None:
        """The record of a page that need not be rendered: all it read is the same, and its files are there."""
        record = self._old.get(name)
        if record is None or not self._are_same(record, name):
            return None
        if not self._is_told and not _are_there(record, self._destination):
            return None
        self._new[name] = record
        return record

    def _are_same(self, record: Record, name: str) -> bool:
        """Whether all facets of a page are as they were; what many pages share is asked once."""
        facets = record.facets
        common = self._all_same.get(facets)
        if common is None:
            common = self._all_same[facets] = all(self._is_same(one) for one in facets if not one.endswith(_ITSELF))
        if not common:
            return False
        around = self._facets.around(name) if self._memory is not None else None
        sure = self._sure_before.get(name)
        if sure is None or around is None or sure[0] is not record or not _are_identical(sure[1], around):
            for one in facets:
                if one.endswith(_ITSELF) and not self._is_same(one[: -len(_ITSELF)] + ":" + name):
                    return False
            if around is None or not _AROUND.issuperset(one for one in facets if one.endswith(_ITSELF)):
                return True
            sure = (record, around)
        self._sure[name] = sure
        return True

    def _is_same(self, facet: str) -> bool:
        found = self._same.get(facet)
        if found is None:
            found = self._same[facet] = facet != VOLATILE and self._digests.get(facet) == self._facets[facet]
        return found

    def digests_of_its_own(self, name: str, facets: Iterable[str]) -> dict[str, str]:
        """The digests of those facets that tell of the page alone: what a worker may make for `learn`."""
        own, sheet = f":{name}", f"{SHEET}:"
        wanted = (facet for facet in (f"own{own}", *facets) if facet.endswith(own) or facet.startswith(sheet))
        return {facet: self._facets[facet] for facet in wanted}

    def learn(self, digests: Mapping[str, str]) -> None:
        """Takes in digests of facets that another process has made of the same site."""
        self._facets.learn(digests)

    def look_at(self, facet: str) -> None:
        """Takes the digest of a facet now, and not when the build is done."""
        self._facets[facet]

    def keep(self, name: str, notes: Notes, paths: Sequence[str]) -> None:
        """Notes what a page read that was rendered now; called when its files (`paths`) are written."""
        facets = notes.of_record(name)
        if VOLATILE in facets:
            return
        files: dict[str, tuple[int, int]] = {}
        for path in paths:
            try:
                stat = os.stat(os.path.join(self._destination, path))
            except OSError:
                return
            files[path] = (stat.st_size, stat.st_mtime_ns)
        facets = self._sets.setdefault(facets, facets)
        self._new[name] = Record(facets, files, tuple(notes.warnings))
        self._unsaved += 1
        self._fresh.append(name)

    def make_ready(self, notes: Mapping[str, Notes]) -> None:
        """Makes the digests that `save` will ask for of these pages, when there is time for it."""
        for name, one in notes.items():
            for facet in one.of_record(name):
                if facet.endswith(_ITSELF):
                    self._facets[f"{facet[: -len(_ITSELF)]}:{name}"]

    def save(self) -> None:
        """Puts the records of this build into the cache."""
        if self._cache is None or (self._memory is None and self._new == self._old):
            return
        is_first = self._memory is None or self._memory.get(self._key) is None
        # Older records are true as well: they render a page once more than need be, and never once less.
        is_put_off = self._memory is not None and not is_first and self._unsaved < _FEW
        # What pages that are still good have read has the digests it had.
        digests = {**self._digests, **self._digests_of(self._fresh)} if is_put_off else self._digests_of(self._new)
        if self._memory is not None:
            known: _Known = (self._new, digests, self._unsaved if is_put_off else 0)
            self._memory.put(self._key, known)
            self._memory.put(_WRITTEN, {**(self._memory.last(_WRITTEN) or {}), self._destination: self._new})
        if is_put_off or (is_first and self._new == self._old):
            return
        places = {facets: place for place, facets in enumerate(dict.fromkeys(one.facets for one in self._new.values()))}
        table = {
            "digests": digests,
            "sets": list(places),
            "pages": {name: (places[one.facets], one.files, one.warnings) for name, one in self._new.items()},
        }
        self._cache.put(self._key, json.dumps(table, separators=(",", ":")).encode())

    def _digests_of(self, names: Iterable[str]) -> dict[str, str]:
        """The digests of all facets of these pages' records."""
        sets: dict[tuple[str, ...], list[str]] = {}
        for name in names:
            sets.setdefault(self._new[name].facets, []).append(name)
        used: set[str] = set()
        for facets, names in sets.items():
            for one in facets:
                if one.endswith(_ITSELF):
                    used.update(f"{one[: -len(_ITSELF)]}:{name}" for name in names)
                else:
                    used.add(one)
        return {facet: self._facets[facet] for facet in used}
