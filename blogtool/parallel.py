"""The one place where work is spread over processes: order kept, same answers for any number of them."""

from __future__ import annotations

import gc
import os
import pickle
import select
import signal
import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from typing import Any, Generic, NoReturn, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_NUMBER = 4  # bytes of a batch's number, and of the length of its answers
_BLOCK = 1 << 20  # bytes read at once; as much as a pipe may hold where the system lets it
_MOST_BATCHES = 2048  # so that their numbers fit into a pipe that nobody reads yet
_STOPPING = (signal.SIGINT, signal.SIGTERM)


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def can_fork() -> bool:
    """Whether workers see all that this process has; a fork is only safe where no other thread holds a lock."""
    return hasattr(os, "fork") and threading.active_count() == 1


def each(
    function: Callable[[Item], Result],
    items: Sequence[Item],
    jobs: int = 1,
    batch: int = 16,
    meanwhile: Callable[[], None] | None = None,
) -> Generator[Result, None, None]:
    """`function` of every item, in their order, on up to `jobs` processes, up to `batch` items at a time.

    With one job, or no more than one batch, everything is done here. What `function` raises is raised here.
    `meanwhile` is called once forked workers are at work, and only then.
    An answer is given as soon as its turn has come: the caller need not hold them all. Where `can_fork`,
    function and items may be anything; else they must be such that another process can load them.
    """
    if jobs <= 1 or len(items) <= batch:
        yield from map(function, items)
    elif can_fork():
        with closing(_Crew(function, items, jobs, batch)) as crew:
            if meanwhile is not None:
                meanwhile()
            yield from crew.answers()
    else:
        import multiprocessing  # slow to load
        from concurrent.futures import ProcessPoolExecutor

        workers = min(jobs, -(-len(items) // batch))
        try:
            made = ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))
        except (OSError, ImportError, NotImplementedError):  # no room for its locks, as without /dev/shm
            yield from map(function, items)
            return
        with made as pool:
            yield from pool.map(function, items, chunksize=batch)


class _Crew(Generic[Item, Result]):
    """Forked processes that take batches of items as they come: only the answers travel.

    Whatever goes wrong in a worker is done again here: so an error is raised where it can be told, and a
    worker that is killed costs time and nothing else.
    """

    def __init__(self, function: Callable[[Item], Result], items: Sequence[Item], jobs: int, batch: int) -> None:
        self._process = os.getpid()
        self._function = function
        self._batches = _batches(items, jobs, batch)
        self._workers: dict[int, int] = {}  # the end of each one's pipe -> its process
        self._arriving: dict[int, bytearray] = {}
        tokens = _full_pipe(len(self._batches))
        try:
            for _ in range(min(jobs, len(self._batches))):
                self._fork(tokens)
        except OSError:  # no process more may be made: those that are there do all, or this one
            pass
        finally:
            os.close(tokens)

    def answers(self) -> Iterator[Result]:
        """What `function` gives for every item, in their order."""
        arrived: dict[int, bytes] = {}
        for number, items in enumerate(self._batches):
            while number not in arrived and self._workers:
                self._receive(arrived)
            if number not in arrived:
                yield from map(self._function, items)
                continue
            for item, (is_done, answer) in zip(items, pickle.loads(arrived.pop(number)), strict=True):
                yield answer if is_done else self._function(item)

    def close(self) -> None:
        """Ends the workers that are still at work."""
        for end, process in self._workers.items():
            os.close(end)
            with suppress(OSError):
                os.kill(process, signal.SIGTERM)
            _wait_for(process)
        self._workers.clear()

    def _fork(self, tokens: int) -> None:
        end, start = os.pipe()
        _widen(start)
        # Held up: a signal between the fork and the worker's first step would have it go on as this process.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)
        try:
            process = os.fork()
            if process == 0:
                self._be_worker(tokens, end, start, before)
        except OSError:
            os.close(end)
            raise
        finally:
            os.close(start)
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        self._workers[end] = process
        self._arriving[end] = bytearray()

    def _be_worker(self, tokens: int, end: int, out: int, mask: Iterable[int]) -> NoReturn:
        """Takes a batch, sends its answers, takes the next. Each answer is (whether it is one, the answer)."""
        try:
            for number in _STOPPING:  # who stops the build stops its workers, without a word
                signal.signal(number, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
            for other in (*self._workers, end):  # else nobody would tell a worker that this process is gone
                os.close(other)
            gc.freeze()  # what was there before needs no looking at
            while token := os.read(tokens, _NUMBER):
                answers = [self._answer(item) for item in self._batches[int.from_bytes(token, "big")]]
                _send(out, token, _pickled(answers))
        finally:
            os._exit(0)

    def _answer(self, item: Item) -> tuple[bool, Result | None]:
        if os.getppid() != self._process:
            os._exit(1)  # the build was killed: nobody waits for an answer
        try:
            return True, self._function(item)
        except Exception:
            return False, None

    def _receive(self, arrived: dict[int, bytes]) -> None:
        """Waits until a worker has sent something or is gone, and keeps the batches that are complete."""
        for end in _ready(list(self._workers)):
            some = os.read(end, _BLOCK)
            if not some:
                os.close(end)
                _wait_for(self._workers.pop(end))
                continue
            buffer = self._arriving[end]
            buffer += some
            while len(buffer) >= 2 * _NUMBER:
                stop = 2 * _NUMBER + int.from_bytes(buffer[_NUMBER : 2 * _NUMBER], "big")
                if len(buffer) < stop:
                    break
                arrived[int.from_bytes(buffer[:_NUMBER], "big")] = bytes(buffer[2 * _NUMBER : stop])
                del buffer[:stop]


def _batches(items: Sequence[Item], jobs: int, most: int) -> list[Sequence[Item]]:
    """The items in batches of `most`, and smaller ones towards the end: so that all workers end together."""
    most = max(most, -(-len(items) // _MOST_BATCHES))
    found: list[Sequence[Item]] = []
    start = 0
    while start < len(items):
        size = max(1, min(most, (len(items) - start) // (2 * jobs)))
        found.append(items[start : start + size])
        start += size
    return found


def _full_pipe(count: int) -> int:
    """The end of a pipe with the numbers from 0 to `count`, of which every worker takes the next."""
    end, start = os.pipe()
    os.write(start, b"".join(number.to_bytes(_NUMBER, "big") for number in range(count)))
    os.close(start)
    return end


def _widen(pipe: int) -> None:
    """A worker need not wait while this process has other things to do."""
    with suppress(ImportError, AttributeError, OSError):
        import fcntl

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _BLOCK)


def _pickled(answers: list[tuple[bool, Any]]) -> bytes:
    try:
        return pickle.dumps(answers, 5)
    except Exception:  # what cannot be sent is made again where it is wanted
        return pickle.dumps([(False, None)] * len(answers), 5)


def _send(out: int, token: bytes, answers: bytes) -> None:
    left = memoryview(token + len(answers).to_bytes(_NUMBER, "big") + answers)
    while left:
        left = left[os.write(out, left) :]


def _ready(ends: list[int]) -> list[int]:
    """Those that have something to read, once one has."""
    if hasattr(select, "poll"):  # `select` knows no high numbers
        poll = select.poll()
        for end in ends:
            poll.register(end, select.POLLIN)
        return [end for end, _ in poll.poll()]
    return select.select(ends, [], [])[0]


def _wait_for(process: int) -> None:
    with suppress(ChildProcessError):
        os.waitpid(process, 0)
