"""Rebuilds the site whenever a file is saved: the one owner of watchdog."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from blogtool.build import build
from blogtool.cache import Memory
from blogtool.errors import BlogtoolError
from blogtool.model.config import Config
from blogtool.model.output import Report

QUIET = 0.03  # seconds without a further change before a rebuild begins
PATIENCE = 0.5  # seconds after which it begins even if changes go on
_TEMPORARY = ("~", ".swp", ".swx", ".tmp", ".part", ".crswap", "4913")

Tell = Callable[[Report], None]


def rebuild(load_config: Callable[[], Config], memory: Memory | None = None) -> Report:
    """One build, with what the builds before it left in `memory`.

    A configuration that cannot be read is a problem in the report, not the end of the watch.
    """
    try:
        return build(load_config(), memory=memory)
    except BlogtoolError as error:
        return Report(problems=(error,))


class Changes:
    """The paths that were saved since the last look, and a way to wait for them."""

    def __init__(self, is_of_interest: Callable[[str], bool]) -> None:
        self._is_of_interest = is_of_interest
        self._paths: set[str] = set()
        self._some = threading.Condition()
        self._stopped = False

    def add(self, paths: Iterable[str]) -> None:
        """Notes what a watcher saw."""
        wanted = [path for path in paths if self._is_of_interest(path)]
        if wanted:
            with self._some:
                self._paths.update(wanted)
                self._some.notify_all()

    def stop(self) -> None:
        """Ends `bursts`."""
        with self._some:
            self._stopped = True
            self._some.notify_all()

    def bursts(self) -> Iterator[frozenset[str]]:
        """One set of paths for each burst of saves: fifty saves in a second are one rebuild or two."""
        while True:
            with self._some:
                self._some.wait_for(lambda: self._paths or self._stopped)
                if self._stopped:
                    return
                waited = 0.0
                while waited < PATIENCE:
                    before = len(self._paths)
                    self._some.wait(QUIET)
                    waited += QUIET
                    if len(self._paths) == before:
                        break
                burst, self._paths = frozenset(self._paths), set()
            yield burst


def interest(config: Config) -> Callable[[str], bool]:
    """Whether a change of a path may change the site: not what blogtool or git or an editor writes beside it."""
    ignored = tuple(
        os.path.realpath(one) + os.sep
        for one in (
            config.destination,
            os.path.join(config.source, config.text("cache_dir")),
            os.path.join(config.source, ".git"),
            os.path.join(config.source, "node_modules"),
            os.path.join(config.source, ".venv"),
        )
    )

    def is_of_interest(path: str) -> bool:
        name = os.path.basename(path)
        if name.endswith(_TEMPORARY) or name.startswith((".#", "#", ".blogtool-")) or "__pycache__" in path:
            return False
        real = os.path.join(os.path.realpath(os.path.dirname(path)), name)
        return not (real + os.sep).startswith(ignored)

    return is_of_interest


@contextmanager
def watching(config: Config, polling: bool = False) -> Iterator[Changes]:
    """Changes below the source folder while the context lasts; by polling where the system has no better."""
    from watchdog.events import FileSystemEvent, FileSystemEventHandler
    from watchdog.observers import Observer
    from watchdog.observers.polling import PollingObserver

    changes = Changes(interest(config))

    class Handler(FileSystemEventHandler):
        def on_any_event(self, event: FileSystemEvent) -> None:
            if event.event_type in ("opened", "closed_no_write"):
                return
            if event.is_directory and event.event_type == "modified":
                return
            changes.add(os.fsdecode(one) for one in (event.src_path, event.dest_path) if one)

    observer: Any = PollingObserver() if polling else Observer()
    try:
        observer.schedule(Handler(), config.source, recursive=True)
        observer.start()
    except OSError:  # out of inotify watches, or a file system that cannot tell
        observer = PollingObserver()
        observer.schedule(Handler(), config.source, recursive=True)
        observer.start()
    try:
        yield changes
    finally:
        changes.stop()
        observer.stop()
        observer.join()


def watch(
    config: Config,
    load_config: Callable[[], Config],
    tell: Tell,
    polling: bool = False,
    translate: Callable[[], None] | None = None,
) -> None:
    """Builds, then builds again after every burst of saves, until interrupted.

    `translate` brings translations up to date beside it; what it saves makes a rebuild of its own.
    """
    memory = Memory()
    with watching(config, polling) as changes:
        tell(rebuild(load_config, memory))
        with beside(translate) as nudge:
            for burst in changes.bursts():
                tell(rebuild(load_config, memory))
                nudge(burst)


@contextmanager
def beside(translate: Callable[[], None] | None) -> Iterator[Callable[[frozenset[str]], None]]:
    """A thread that translates after each nudge and never holds up a rebuild."""
    if translate is None:
        yield lambda burst: None
        return
    wanted = threading.Event()
    stopped = threading.Event()

    def run() -> None:
        while True:
            wanted.wait()
            if stopped.is_set():
                return
            wanted.clear()
            translate()

    thread = threading.Thread(target=run, name="translate", daemon=True)
    thread.start()
    wanted.set()

    def nudge(burst: frozenset[str]) -> None:
        if any(Path(path).suffix in (".md", ".markdown", ".yml", ".yaml", ".html") for path in burst):
            wanted.set()

    try:
        yield nudge
    finally:
        stopped.set()
        wanted.set()
