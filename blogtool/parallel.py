"""The one place where work is spread over processes: order kept, same answers for any number of them."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext

Item = TypeVar("Item")
Result = TypeVar("Result")


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def each(
    function: Callable[[Item], Result], items: Sequence[Item], jobs: int = 1, batch: int = 16
) -> Iterator[Result]:
    """`function` of every item, in their order, on up to `jobs` processes, `batch` items at a time.

    With one job, or no more than one batch, everything is done here. What `function` raises is raised here.
    An answer is given as soon as its turn has come: the caller need not hold them all.
    """
    if jobs <= 1 or len(items) <= batch:
        yield from map(function, items)
        return
    from concurrent.futures import ProcessPoolExecutor  # slow to load, and most builds convert a page or two

    workers = min(jobs, -(-len(items) // batch))
    with ProcessPoolExecutor(workers, mp_context=_context()) as pool:
        yield from pool.map(function, items, chunksize=batch)


def _context() -> BaseContext:
    """A fork is cheapest, but only safe where no other thread holds a lock."""
    import multiprocessing

    if threading.active_count() == 1 and "fork" in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("fork")
    return multiprocessing.get_context("spawn")
