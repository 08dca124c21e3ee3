"""Translates while somebody writes: in a process of its own, so that it never holds up the preview."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from blogtool.errors import BlogtoolError
from blogtool.model.config import Config
from blogtool.model.output import Report
from blogtool.model.translation import NoProgress

SLICE = 0.25  # minutes of asking at a time: what was just saved does not wait longer for a site's first translation
_NICE = 10  # the preview goes first
_ENDINGS = (".md", ".markdown", ".mkd", ".mkdn", ".mkdown", ".yml", ".yaml", ".toml", ".html", ".json", ".csv")


class Translating:
    """Brings translations up to date after each nudge; does nothing where none are wanted."""

    def __init__(
        self, load_config: Callable[[], Config], tell: Callable[[Report], None], is_wanted: bool = True
    ) -> None:
        self._load_config = load_config
        self._tell = tell
        self._is_wanted = is_wanted
        self._wanted = threading.Event()
        self._stopped = False
        self._paths: set[str] = set()  # saved since the last run
        self._own: dict[str, int] = {}  # files that a run saved, and when: these need no run
        self._told: set[str] = set()  # problems that were shown
        self._lock = threading.Lock()  # over the fields above
        self._turn = threading.RLock()  # held by whoever writes translations
        self._waiting = 0  # pauses that want their turn
        self._process: BaseProcess | None = None
        self._minutes = SLICE

    def __enter__(self) -> Translating:
        if self._is_wanted:
            threading.Thread(target=self._run, name="translate", daemon=True).start()
            self._wanted.set()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped = True
        self._wanted.set()
        self._end_process()

    def nudge(self, burst: Iterable[str]) -> None:
        """Files were saved."""
        with self._lock:
            saved = {path for path in burst if path.endswith(_ENDINGS) and self._own.get(path) != _changed_at(path)}
            self._paths |= saved
        if saved:
            self._wanted.set()

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Nothing is translated while the context lasts; a run at work is ended (it loses one batch at most)."""
        with self._lock:
            self._waiting += 1
        self._end_process()
        try:
            with self._turn:
                yield
        finally:
            with self._lock:
                self._waiting -= 1
            self._wanted.set()

    def _run(self) -> None:
        has_backlog = False
        while True:
            self._wanted.wait()
            self._wanted.clear()
            if self._stopped:
                return
            with self._lock:
                paths, self._paths = sorted(self._paths), set()
            try:
                config = self._load_config()
            except BlogtoolError:
                continue  # the build says so
            if not config.section("translate"):
                continue
            if has_backlog and paths:
                self._translate(config, paths)
            report = self._translate(config, ())
            has_backlog = bool(report.counts.get("waiting"))
            if has_backlog and not report.counts.get("asked"):
                self._minutes *= 2  # reading a large site took all of them
            if has_backlog or self._is_paused():
                self._wanted.set()

    def _is_paused(self) -> bool:
        with self._lock:
            return self._waiting > 0

    def _translate(self, config: Config, paths: Sequence[str]) -> Report:
        """One run in a process of its own; an empty report where it was ended."""
        inside = [os.path.relpath(path, config.source) for path in paths if os.path.isfile(path)]
        if (paths and not inside) or self._stopped:
            return Report()
        with self._turn:
            if self._is_paused() or self._stopped:
                return Report(counts={"waiting": 1})
            report = self._in_process(config, inside)
        if report is None:
            return Report(counts={"waiting": 1} if self._is_paused() else {})
        fresh = tuple(one for one in report.problems if str(one) not in self._told)
        self._told = {str(one) for one in report.problems}
        if (report.counts.get("translated") or fresh) and not self._stopped:
            self._tell(Report(counts=report.counts, problems=fresh, lines=report.lines))
        return report

    def _in_process(self, config: Config, paths: Sequence[str]) -> Report | None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=_work, args=(theirs, config, paths, self._minutes), name="blogtool-translate")
        process.start()
        theirs.close()
        self._process = process
        if self._is_paused() or self._stopped:  # somebody came between
            process.terminate()
        report: Report | None = None
        with suppress(EOFError, OSError):
            while report is None:
                news: Any = ours.recv()
                if isinstance(news, Report):
                    report = news
                else:
                    with self._lock:
                        self._own[os.path.join(config.source, news)] = _changed_at(os.path.join(config.source, news))
        process.join()
        self._process = None
        ours.close()
        process.close()
        return report

    def _end_process(self) -> None:
        process = self._process
        if process is not None:
            with suppress(ValueError, AttributeError):  # it ended in this moment
                process.terminate()


class _Saved(NoProgress):
    """Tells the preview which files a run saved."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def saved(self, path: str) -> None:
        """A translated post is on the disk."""
        self._connection.send(path)


def _work(connection: Connection, config: Config, paths: Sequence[str], minutes: float) -> None:
    """The run itself."""
    from blogtool.translate import translate

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the preview, which ends this
    if hasattr(os, "nice"):
        os.nice(_NICE)
    try:
        report = translate(config, paths=paths, minutes=minutes, progress=_Saved(connection))
    except BlogtoolError as error:
        # That a saved file is no post to translate is no mistake.
        report = Report(problems=() if paths else (error,))
    with suppress(BrokenPipeError):
        connection.send(Report(report.counts, problems=report.problems, lines=report.lines))


def _changed_at(path: str) -> int:
    try:
        return os.stat(path).st_mtime_ns
    except OSError:
        return 0
