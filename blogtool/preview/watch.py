"""Rebuilds the site whenever a file is saved: the one owner of watchdog."""

from __future__ import annotations

import gc
import os
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import Any

from blogtool.build import build, is_as_built
from blogtool.cache import Memory
from blogtool.errors import BlogtoolError, Location
from blogtool.model.config import Config
from blogtool.model.output import Report
from blogtool.preview.looking import Interest, Looking, interest, is_on_network, outside_files
from blogtool.preview.translating import Translating

QUIET = 0.02  # seconds without a further change before a rebuild begins
PATIENCE = 0.5  # seconds after which it begins even if changes go on
REST = 1.0  # seconds without a change after which the looks are made up for that rebuilds were spared
_TRIES = 4  # of a build in which a file vanished between being listed and being read
_MOST_HELD = 5  # reports of mistakes in a row that wait for the next build, for that one is wanted already

Tell = Callable[[Report], None]


def rebuild(
    load_config: Callable[[], Config], memory: Memory | None = None, told: frozenset[str] | None = None
) -> Report:
    """One build, with what the builds before it left in `memory`, of all paths `told` or of whatever has changed.

    A configuration that cannot be read is a problem in the report, not the end of the watch; a file that
    vanishes under the build (an editor's temporary one) is another try.
    """
    for attempt in range(_TRIES):
        try:
            return build(load_config(), memory=memory, told=told)
        except BlogtoolError as error:
            if memory is not None:
                memory.clear()  # what was told now would be missing when the next build is told of more
            return Report(problems=(error,))
        except OSError as error:
            vanished, told = error, None
            if memory is not None:
                memory.clear()
            time.sleep(QUIET * (attempt + 1))
    problem = BlogtoolError(f"cannot be read: {vanished.strerror}", Location(str(vanished.filename or "")))
    return Report(problems=(problem,))


@dataclass(frozen=True)
class Burst:
    """What was saved shortly after one another."""

    paths: frozenset[str]
    is_all: bool = False  # whether these are all paths that have changed, as far as a watcher can tell


class Changes:
    """The paths that were saved since the last look, and a way to wait for them."""

    def __init__(self, is_of_interest: Interest, are_told: bool = False) -> None:
        """`are_told`: a watcher tells of each change at once, not only a look by the clock."""
        self.is_of_interest = is_of_interest
        self.are_told = are_told
        self._has_missed = False
        self._is_at_work = False  # whoever takes the bursts
        self._last = 0.0  # when something was told
        self._paths: set[str] = set()
        self._told: set[str] = set()
        self._count = 0
        self._some = threading.Condition()
        self._stopped = False

    def add(self, paths: Iterable[str]) -> None:
        """Notes what a watcher saw."""
        wanted = [path for path in paths if self.is_of_interest(path)]
        if wanted:
            with self._some:
                self._paths.update(wanted)
                self._told.update(wanted)
                self._count += 1
                self._last = time.monotonic()
                self._some.notify_all()

    def add_missed(self, paths: Iterable[str]) -> None:
        """Notes what a slow look found, unless it (or a folder that holds it) was noted since the last one."""
        with self._some:
            told, self._told = self._told, set()
            missed = [path for path in paths if not _is_below(path, told)]
            self._has_missed = self._has_missed or bool(missed)
        self.add(missed)
        with self._some:
            self._told.clear()

    def are_waiting(self) -> bool:
        """Whether something was saved since the last burst."""
        with self._some:
            return bool(self._paths)

    def are_at_rest(self) -> bool:
        """Whether nothing has been saved for a while, and nothing is built."""
        with self._some:
            return not (self._is_at_work or self._paths) and time.monotonic() > self._last + REST

    def stop(self) -> None:
        """Ends `bursts`."""
        with self._some:
            self._stopped = True
            self._some.notify_all()

    def bursts(self) -> Iterator[Burst]:
        """One for each burst of saves: fifty saves in a second are a rebuild or three; an empty one when all rests."""
        is_at_rest = True
        while True:
            burst = self._next(None if is_at_rest else REST)
            if burst is None:
                return
            is_at_rest = not burst.paths
            yield burst

    def _next(self, patience: float | None) -> Burst | None:
        with self._some:
            self._is_at_work = False
            if not self._some.wait_for(lambda: self._paths or self._stopped, patience):
                return Burst(frozenset())
            waited = 0.0
            while waited < PATIENCE and not self._stopped:
                before = self._count
                self._some.wait(QUIET)
                waited += QUIET
                if self._count == before:
                    break
            if self._stopped:
                return None
            burst = Burst(frozenset(self._paths), self.are_told and not self._has_missed)
            self._paths, self._has_missed, self._is_at_work = set(), False, True
            return burst


def _is_below(path: str, folders: set[str]) -> bool:
    while path not in folders:
        parent = os.path.dirname(path)
        if parent == path:
            return False
        path = parent
    return True


@contextmanager
def watching(config: Config, polling: bool = False) -> Iterator[Changes]:
    """Changes below the source folder while the context lasts.

    The system tells at once, and a slow look now and then finds what it could not tell (an overrun queue, a
    folder that filled up before it was watched). On network drives, or if asked, only looking helps.
    """
    changes = Changes(interest(config))
    polling = polling or is_on_network(config.source)
    observer = None if polling else _observer(config, changes)
    changes.are_told = observer is not None
    looking = Looking(config, changes, is_alone=observer is None)
    looking.start()
    try:
        yield changes
    finally:
        changes.stop()
        looking.stop()
        if observer is not None:
            observer.stop()
            observer.join()


def _observer(config: Config, changes: Changes) -> Any:
    """A running observer; None where the system has no watches left, or a file system cannot tell."""
    from watchdog.events import FileSystemEvent, FileSystemEventHandler
    from watchdog.observers import Observer

    observer: Any = Observer()
    watches: dict[str, Any] = {}

    class Handler(FileSystemEventHandler):
        def on_any_event(self, event: FileSystemEvent) -> None:
            if event.event_type in ("opened", "closed_no_write"):
                return
            if event.is_directory and event.event_type == "modified":
                return
            changes.add(os.fsdecode(one) for one in (event.src_path, event.dest_path) if one)

    handler = Handler()

    def watch_folder(path: str) -> None:
        # Each folder at the top by itself: the finished site beside them may have 100,000 folders.
        if path not in watches and os.path.isdir(path) and changes.is_of_interest(path):
            watches[path] = observer.schedule(handler, path, recursive=True)

    class Top(Handler):
        def on_any_event(self, event: FileSystemEvent) -> None:
            if event.is_directory and event.event_type in ("deleted", "moved"):
                old = watches.pop(os.fsdecode(event.src_path), None)
                if old is not None:
                    with suppress(KeyError, OSError):
                        observer.unschedule(old)
            super().on_any_event(event)
            if event.is_directory and event.event_type in ("created", "moved"):
                with suppress(OSError):  # gone again: the slow look has the last word
                    watch_folder(os.fsdecode(event.dest_path or event.src_path))

    try:
        observer.start()
        observer.schedule(Top(), config.source)
        for folder in {os.path.dirname(path) for path in outside_files(config)}:
            observer.schedule(handler, folder)
        for entry in os.scandir(config.source):
            watch_folder(entry.path)
    except OSError:
        observer.stop()
        observer.join()
        return None
    return observer


class Rebuilder:
    """Builds after every burst of saves, and tells; `config` is the last one that could be read."""

    def __init__(self, config: Config, load_config: Callable[[], Config], tell: Tell) -> None:
        self.config = config
        self._load_config = load_config
        self._tell = tell
        self._memory = Memory()

    def build(self) -> None:
        """The first build."""
        self._tell(self._built())

    def follow(self, changes: Changes, nudge: Callable[[frozenset[str]], None]) -> None:
        """Builds until the changes end. A mistake that the next build may already have mended is not told."""
        carried: tuple[str, ...] = ()
        held = 0
        for burst in changes.bursts():
            if not burst.paths:
                self._rest(changes)
                continue
            report = self._built(burst.paths if burst.is_all else None)
            changes.is_of_interest = interest(self.config)
            nudge(burst.paths)
            carried = (*carried, *report.changed)
            if report.problems and changes.are_waiting() and held < _MOST_HELD:
                held += 1
                continue
            self._tell(replace(report, changed=tuple(dict.fromkeys(carried))))
            carried, held = (), 0

    def _rest(self, changes: Changes) -> None:
        """Nobody waits: looks whether all is as it was told, builds anew where it is not, and clears up."""
        if not is_as_built(self.config, self._memory, changes.is_of_interest, lambda: not changes.are_waiting()):
            report = self._built()
            if report.changed or report.problems:
                self._tell(report)
        if not changes.are_waiting():
            gc.unfreeze()
            gc.collect()
            gc.freeze()  # what will stay need not be looked at in a rebuild

    def _built(self, told: frozenset[str] | None = None) -> Report:
        try:
            return rebuild(self._load, self._memory, told)
        except Exception as error:  # who writes goes on writing; our mistake is shown, and not hidden
            self._memory = Memory()
            trace = "".join(traceback.format_exception(error))
            what = f"a mistake in blogtool: {type(error).__name__}: {error}"
            return Report(problems=(BlogtoolError(what, fix=f"please report it; save again to go on\n{trace}"),))

    def _load(self) -> Config:
        self.config = self._load_config()
        return self.config


def watch(
    config: Config,
    load_config: Callable[[], Config],
    tell: Tell,
    polling: bool = False,
    translates: bool = True,
) -> None:
    """Builds, then builds again after every burst of saves, until interrupted.

    With `translates`, translations are brought up to date beside it; what is saved makes a rebuild of its own.
    """
    rebuilder = Rebuilder(config, load_config, tell)
    with watching(config, polling) as changes:
        rebuilder.build()
        with Translating(load_config, tell, translates) as translating:
            rebuilder.follow(changes, translating.nudge)
