"""What the page being rendered reads and warns of is noted here, and what the pages of the last build read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from blogtool.model.content import Page, StaticFile
from blogtool.model.output import Output
from blogtool.render.facets import SASS, SHEET
from blogtool.render.sharing import Home, depends_on_order
from blogtool.render.states import Renderable, States
from blogtool.render.traces import VOLATILE, Notes, Traces, is_volatile


class Noting:
    """The notes of one site's pages: `notes` are those of the page that is being rendered."""

    def __init__(self, order: Sequence[Renderable], states: States, traces: Traces | None, home: Home) -> None:
        """`order` are all pages of the site; without `traces` nothing is kept for the next build."""
        self.notes: Notes | None = None
        self.warnings: list[str] = []
        self.traces = traces
        self._order = order
        self._states = states
        self._home = home
        self._warned: set[str] = set()
        self._volatile: dict[str, tuple[bool, bool]] = {}  # template -> whether the clock, whether the order matters
        self._shared: set[str] = set()  # paths of pages that share a destination
        self._kept: list[Renderable] = []
        self._sealed: dict[tuple[str, ...], tuple[str, ...]] = {}  # what pages have read, once for all made alike

    # While a page is rendered

    def note(self, facet: str) -> None:
        """Notes that the page being rendered has read something beyond its own file."""
        if self.notes is not None:
            self.notes.facets.add(facet)

    def template(self, text: str) -> None:
        """Notes what no digest can hold that a template asks for."""
        found = self._volatile.get(text)
        if found is None:
            found = self._volatile[text] = (is_volatile(text), depends_on_order(text))
        if found[0]:
            self.note(VOLATILE)
        if found[1]:
            self._home.leave_to_others()

    def sass(self) -> None:
        """Notes the style sheets as they are before they are read: one that is saved meanwhile is seen next time."""
        self.note(SASS)
        if self.traces is not None:
            self.traces.look_at(SASS)

    def sheet(self, place: str) -> None:
        """Notes a style sheet elsewhere, as it is before it is read."""
        self.note(f"{SHEET}:{place}")
        if self.traces is not None:
            self.traces.look_at(f"{SHEET}:{place}")

    def all_of(self, one: Renderable) -> None:
        """Notes that the page being rendered has read what another one became."""
        state = self._states.get(id(one))
        if self.notes is None or state is None or state.notes is self.notes:
            return
        self.notes.facets.update(state.notes.all(one.path))
        self.notes.facets.add(self.facet_of(one))

    def facet_of(self, one: Renderable) -> str:
        """What a page has read that read another one; what a generator made has no digest, but for stand-ins."""
        is_made = isinstance(one, Page) and one.generated
        is_traced = isinstance(one, Page) and one.original is not None and one.path not in self._shared
        return VOLATILE if is_made and not is_traced else f"own:{one.path}"

    def warn(self, message: str) -> None:
        """Keeps a warning, once; a page that is not rendered next time warns again of the same."""
        if self.notes is not None and message not in self.notes.warnings:
            self.notes.warnings.append(message)
        if message not in self._warned:
            self._warned.add(message)
            self.warnings.append(message)

    def warn_again(self, notes: Notes, warnings: Sequence[str]) -> None:
        """Keeps the warnings of a page that another process has finished, in its `notes`."""
        before, self.notes = self.notes, notes
        for warning in warnings:
            self.warn(warning)
        self.notes = before

    # From one build to the next

    def unchanged_outputs(self, wanted: Sequence[Renderable], files: Sequence[StaticFile]) -> list[Output]:
        """The files of pages that need not be rendered again, without their bytes; `files` are copied beside them."""
        if self.traces is None:
            return []
        places = _doubles([*(one.destination for one in wanted), *(one.destination for one in files)])
        paths = _doubles([one.path for one in self._order])
        if places or paths:
            self._shared = {one.path for one in self._order if one.destination in places or one.path in paths}
        outputs: list[Output] = []
        for one in wanted:
            record = None if one.path in self._shared else self.traces.still_good(one.path)
            if record is None:
                continue
            for warning in record.warnings:
                self.warn(warning)
            outputs.extend(Output(path, one.path) for path in record.files)
        return outputs

    def seal(self, one: Renderable) -> None:
        """A page has read all that it will, and it is made of its own file."""
        notes = self._states[id(one)].notes
        notes.facets.add(f"own:{one.path}")
        notes.seal(one.path, self._sealed)
        self._kept.append(one)

    def make_ready(self) -> None:
        """Works out what `save` needs, while others write the files."""
        if self.traces is not None:
            kept = (one for one in self._kept if one.path not in self._shared)
            self.traces.make_ready({one.path: self._states[id(one)].notes for one in kept})

    def save(self) -> None:
        """Keeps what the pages read that were rendered now; called when their files are written."""
        if self.traces is None:
            return
        for one in self._kept:
            state = self._states[id(one)]
            if one.path not in self._shared:
                paths = [one.destination, *(extra.path for extra in state.extra)]
                self.traces.keep(one.path, state.notes, paths)
        self.traces.save()


def _doubles(names: Sequence[str]) -> set[str]:
    """Those that are there more than once."""
    if len(set(names)) == len(names):
        return set()
    return {name for name, times in Counter(names).items() if times > 1}
