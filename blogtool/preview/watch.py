"""Rebuilds the site whenever a file is saved: the one owner of watchdog."""

from __future__ import annotations

import os
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any

from blogtool.build import build
from blogtool.cache import Memory
from blogtool.errors import BlogtoolError, Location
from blogtool.model.config import Config
from blogtool.model.output import Report
from blogtool.preview.looking import Interest, Looking, interest, is_on_network, outside_files
from blogtool.preview.translating import Translating

QUIET = 0.02  # seconds without a further change before a rebuild begins
PATIENCE = 0.5  # seconds after which it begins even if changes go on
_TRIES = 4  # of a build in which a file vanished between being listed and being read
_MOST_HELD = 5  # reports of mistakes in a row that wait for the next build, for that one is wanted already

Tell = Callable[[Report], None]


def rebuild(load_config: Callable[[], Config], memory: Memory | None = None) -> Report:
    """One build, with what the builds before it left in `memory`.

    A configuration that cannot be read is a problem in the report, not the end of the watch; a file that
    vanishes under the build (an editor's temporary one) is another try.
    """
    for attempt in range(_TRIES):
        try:
            return build(load_config(), memory=memory)
        except BlogtoolError as error:
            return Report(problems=(error,))
        except OSError as error:
            vanished = error
            time.sleep(QUIET * (attempt + 1))
    problem = BlogtoolError(f"cannot be read: {vanished.strerror}", Location(str(vanished.filename or "")))
    return Report(problems=(problem,))


class Changes:
    """The paths that were saved since the last look, and a way to wait for them."""

    def __init__(self, is_of_interest: Interest) -> None:
        self.is_of_interest = is_of_interest
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
                self._some.notify_all()

    def add_missed(self, paths: Iterable[str]) -> None:
        """Notes what a slow look found, unless it (or a folder that holds it) was noted since the last one."""
        with self._some:
            told, self._told = self._told, set()
        self.add(path for path in paths if not _is_below(path, told))
        with self._some:
            self._told.clear()

    def are_waiting(self) -> bool:
        """Whether something was saved since the last burst."""
        with self._some:
            return bool(self._paths)

    def stop(self) -> None:
        """Ends `bursts`."""
        with self._some:
            self._stopped = True
            self._some.notify_all()

    def bursts(self) -> Iterator[frozenset[str]]:
        """One set of paths for each burst of saves: fifty saves in a second are a rebuild or three."""
        while True:
            with self._some:
                self._some.wait_for(lambda: self._paths or self._stopped)
                waited = 0.0
                while waited < PATIENCE and not self._stopped:
                    before = self._count
                    self._some.wait(QUIET)
                    waited += QUIET
                    if self._count == before:
                        break
                if self._stopped:
                    return
                burst, self._paths = frozenset(self._paths), set()
            yield burst


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
            report = self._built()
            changes.is_of_interest = interest(self.config)
            nudge(burst)
            carried = (*carried, *report.changed)
            if report.problems and changes.are_waiting() and held < _MOST_HELD:
                held += 1
                continue
            self._tell(replace(report, changed=tuple(dict.fromkeys(carried))))
            carried, held = (), 0

    def _built(self) -> Report:
        try:
            return rebuild(self._load, self._memory)
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
