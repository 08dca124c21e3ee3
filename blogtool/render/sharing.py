"""Which pages several processes may finish, and what comes back of each.

A worker sees the site as it was when it forked. What depends on pages that others finish meanwhile (their
`output`, a counter, chance) it does not know: it leaves such a page to the process that does all in order.
"""

from __future__ import annotations

import os
import re
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from time import process_time
from typing import TYPE_CHECKING

from blogtool.model.output import Output
from blogtool.model.plugins import Plugins
from blogtool.model.site import Site
from blogtool.parallel import can_fork, each
from blogtool.render.facets import SASS
from blogtool.render.states import Renderable

if TYPE_CHECKING:
    from blogtool.cache import Cache
    from blogtool.render.document import SiteRenderer

ALONE = 100  # pages that one process fills sooner than others can be started; so it sees how long they take
SOON = 0.3  # seconds of a processor that filling the others may take until workers are worth their start
FEW = 16  # Markdown texts that it converts sooner, and pages that a worker takes at a time
_ORDERED = re.compile(r"\|\s*sample\b|\b(?:include_cached|increment|decrement)\b", re.IGNORECASE)


class LeftToOthers(BaseException):
    """A worker cannot finish a page; no error, so nobody but `Sharing` ends it."""


@dataclass(frozen=True, slots=True)
class Share:
    """What a worker has made of a page."""

    converted: Mapping[bytes, bytes] = field(default_factory=dict)  # keys and HTML of Markdown for the cache
    content: bytes | None = None  # the page; None where it has to be made in the process that asked
    extra: Sequence[Output] = ()  # further files of the page
    facets: Sequence[str] = ()  # what it read
    warnings: Sequence[str] = ()
    digests: Mapping[str, str] = field(default_factory=dict)  # of facets of the page itself


def depends_on_order(template: str) -> bool:
    """Whether a template may print something else if other pages were rendered before it."""
    return _ORDERED.search(template) is not None


def may_be_shared(site: Site, plugins: Plugins | None) -> bool:
    """Whether pages may be finished by several processes; the author's own code may count on one."""
    if plugins is not None and plugins != Plugins():
        return False
    templates = [one.body for one in site.layouts.values()] + [one.body for one in site.includes.values()]
    return not any(map(depends_on_order, templates))


class Home:
    """The process that knows the order of all pages; a worker is away from it."""

    def __init__(self) -> None:
        self._process = os.getpid()

    @property
    def is_here(self) -> bool:
        """Whether this is that process."""
        return os.getpid() == self._process

    def leave_to_others(self) -> None:
        """Called where a page depends on others that are finished elsewhere. Raises LeftToOthers in a worker."""
        if not self.is_here:
            raise LeftToOthers


class Sharing:
    """Has the pages of one site finished by workers, as far as those can."""

    def __init__(
        self, renderer: SiteRenderer, plugins: Plugins | None, cache: Cache | None, jobs: int, home: Home
    ) -> None:
        self._renderer = renderer
        self._markdown = renderer.markdown
        self._plugins = plugins
        self._cache = cache
        self._jobs = jobs
        self._home = home
        self._may_be: bool | None = None  # told once, when it is asked for
        self._texts: dict[int, str] = {}  # Markdown that workers convert

    def in_turn(self, wanted: Sequence[Renderable]) -> Iterator[Renderable]:
        """The documents in their order, each when it is to be finished here or a worker has finished it.

        Workers are asked where Markdown is to be converted, or where the first pages have shown that it takes long.
        """
        rest = wanted
        if self._can_be(wanted) and self._cache is not None:
            fresh = self._markdown.expect(self._renderer.texts_of(wanted).values(), self._cache)
            rest = wanted[: 0 if fresh > FEW else ALONE]
            seconds = yield from self._timed(rest)
            left = wanted[len(rest) :]
            if not rest or seconds * len(left) > SOON:
                yield from self._finished(left)
                return
            rest = left
        yield from self._renderer.converted(rest)

    def _can_be(self, wanted: Sequence[Renderable]) -> bool:
        """Whether workers can finish these pages: no page is another one for it."""
        if self._jobs <= 1 or not wanted or not can_fork():
            return False
        if self._may_be is None:
            self._may_be = may_be_shared(self._renderer.site, self._plugins)
        return self._may_be

    def _timed(self, some: Sequence[Renderable]) -> Generator[Renderable, None, float]:
        """The documents in their order, and in the end the seconds that each of the later ones took a processor."""
        warm = min(FEW, len(some) // 2)
        started = process_time()
        for number, one in enumerate(self._renderer.converted(some)):
            if number == warm:  # until then templates were read
                started = process_time()
            yield one
        return (process_time() - started) / max(1, len(some) - warm)

    def _finished(self, wanted: Sequence[Renderable]) -> Iterator[Renderable]:
        """The documents in their order, each when a worker has finished it or has left it to this process."""
        if not wanted:
            return
        renderer = self._renderer
        self._texts = renderer.texts_of(wanted)
        self._markdown.load()
        assert renderer.liquid is not None  # loaded once, and not in every worker
        if renderer.traces is not None:
            renderer.traces.look_at(SASS)  # as it is before a worker reads style sheets
        try:
            with closing(each(self._share_of, wanted, self._jobs, FEW)) as shares:
                for one, share in zip(wanted, shares, strict=True):
                    self._markdown.take_in(share.converted)
                    if share.content is not None:
                        self._take(one, share, share.content)
                    yield one
        finally:  # a build that is stopped loses nothing
            self._markdown.save()

    def _share_of(self, one: Renderable) -> Share:
        """A page that this worker has finished, or what it has made of it; nothing in the process that asks."""
        renderer, state = self._renderer, self._renderer.states[id(one)]
        if self._home.is_here or renderer.has_failed(one):
            return Share()
        converted: dict[bytes, bytes] = {}
        try:
            if id(one) in self._texts and state.content is None:
                converted = self._markdown.convert_apart(self._texts[id(one)])
            content = renderer.finish(one)
        except (Exception, LeftToOthers):  # a mistake is told where the page is made again
            return Share(converted)
        facets = sorted(state.notes.all(one.path))
        traces = renderer.traces
        digests = traces.digests_of_its_own(one.path, facets) if traces is not None else {}
        return Share(converted, content, state.extra, facets, state.notes.warnings, digests)

    def _take(self, one: Renderable, share: Share, content: bytes) -> None:
        """Makes a page that a worker has finished one that this process has."""
        renderer, state = self._renderer, self._renderer.states[id(one)]
        renderer.lay_by(one, content)
        state.extra.extend(share.extra)
        state.notes.facets.update(share.facets)
        if renderer.traces is not None:
            renderer.traces.learn(share.digests)
        renderer.noting.warn_again(state.notes, share.warnings)
