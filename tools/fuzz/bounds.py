"""How long a text may take, and whether the time grows faster than the text."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

SECONDS = 5.0           # more for one small text is a hang
SHORT, LONG = 3_000, 12_000     # characters; work in proportion takes four times as long
SLOW = 40e-6            # CPU seconds a character that make a text worth measuring twice
STEEP = 9.0             # times as long for four times the text: nearer to quadratic (16) than to linear (4)


class TooLong(BaseException):
    """The bound on CPU time was reached; no `except Exception` may swallow it."""


def _ring(number: int, frame: object) -> None:
    raise TooLong


@contextmanager
def cpu_bound(seconds: float = SECONDS) -> Iterator[None]:
    """Raises TooLong inside after so much CPU time."""
    signal.signal(signal.SIGPROF, _ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of one call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def _size(answer: object) -> int:
    return max(len(answer), 1) if isinstance(answer, str) else 1


def steep(try_out: Callable[[str], object], grown: Callable[[int], str]) -> float:
    """How many times longer four times the text takes, if that is too much; else 0.

    `grown(n)` is a text of about n characters. Raises TooLong when even the short one takes for ever.
    """
    short = grown(SHORT)
    with cpu_bound():
        first = cpu(lambda: try_out(short))
    if first < SLOW * len(short):
        return 0.0
    long = grown(LONG)
    # A table of n rows and n columns has n * n cells, as kramdown has it: the answer counts too.
    larger = max(len(long) / len(short), _size(try_out(long)) / _size(try_out(short)))
    ratios = []
    # A shared machine makes single figures wrong; each of three must be steep.
    for _ in range(3):
        with cpu_bound(20 * SECONDS):
            ratios.append(cpu(lambda: try_out(long)) / max(cpu(lambda: try_out(short)), 1e-4))
        if ratios[-1] < STEEP * larger / 4:
            return 0.0
    return min(ratios)
