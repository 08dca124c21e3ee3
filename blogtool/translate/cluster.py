"""Engines on other machines: the workers of a Dask cluster answer, this machine keeps the memory and the posts.

Only texts and answers travel. A worker that dies gives its texts to the others (Dask hands them out again).
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from functools import lru_cache
from threading import Lock
from time import monotonic
from typing import Any

from blogtool.errors import BlogtoolError
from blogtool.model.plugins import Engine
from blogtool.translate.engines import ENGINES

_MOST, _FEWEST = 200, 25  # texts in one task: enough for a model's batches, few enough to lose with a worker
_PATIENCE = 15.0  # seconds for the scheduler to answer
_WITHOUT_WORKERS = 60.0  # seconds that a cluster may have none: they may be starting
_GLANCE = 5.0  # seconds between two looks at the cluster
_LOCK = Lock()  # models share a processor badly: one task at a time in a worker's process


class Cluster:
    """A connection to the scheduler of a Dask cluster whose workers have blogtool and the same models."""

    def __init__(self, address: str) -> None:
        """`address`: of the scheduler, such as `tcp://10.0.0.5:8786`. Only for clusters that one trusts.

        Raises BlogtoolError where Dask is not installed or no scheduler with workers answers there.
        """
        try:
            import distributed
        except ImportError as error:
            raise BlogtoolError(
                "`--cluster` needs Dask, which is not installed", fix='`pip install "blogtool[cluster]"`'
            ) from error
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what goes wrong is told by us
        self.address = address
        self._distributed: Any = distributed
        try:
            self.client: Any = self._distributed.Client(address, timeout=_PATIENCE, set_as_default=False)
        except (OSError, ValueError, RuntimeError) as error:  # a timeout is an OSError
            raise BlogtoolError(
                f"no scheduler of a Dask cluster answers at {address}",
                fix="start one (`dask scheduler`, `dask worker ADDRESS`), and write its address as it says it",
            ) from error
        try:
            self.client.wait_for_workers(1, timeout=_WITHOUT_WORKERS)
        except self._distributed.TimeoutError as error:
            self.close()
            raise self._alone() from error

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Leave the cluster; it goes on without us."""
        self.client.close(timeout=_PATIENCE)

    @property
    def machines(self) -> int:
        """How many processes work there now."""
        return len(self.client.scheduler_info(n_workers=-1)["workers"])

    def engine(self, name: str, options: Mapping[str, object]) -> Engine:
        """The engine of this name, at work on the cluster.

        Raises BlogtoolError where it is none of blogtool's own: the workers do not have the site's plugins.
        """
        if name not in ENGINES:
            raise BlogtoolError(f"the engine `{name}` is the site's own, and the cluster's machines do not have it")
        kind = _WithCandidates if hasattr(ENGINES[name], "candidates") else _OnCluster
        return kind(self, name, options)

    def ask(self, tasks: Sequence[tuple[object, ...]]) -> list[Any]:
        """The results of `_answers` for each of these arguments, in order.

        Raises BlogtoolError where the workers fail, or are all gone.
        """
        futures = [self.client.submit(_answers, *task, pure=False) for task in tasks]
        try:
            self._wait(futures)
            return list(self.client.gather(futures))
        except self._distributed.KilledWorker as error:
            raise BlogtoolError(
                "several workers of the cluster died of the same texts", fix="give them more memory"
            ) from error
        except (self._distributed.CancelledError, OSError) as error:
            raise self._gone() from error
        finally:
            for future in futures:
                future.release()

    def everywhere(self, function: Any, *arguments: object) -> dict[str, Any]:
        """What a function gives on each worker that is there now, by its address."""
        try:
            return dict(self.client.run(function, *arguments))
        except OSError as error:
            raise self._gone() from error

    def _wait(self, futures: Sequence[Any]) -> None:
        """Until all are done; a cluster that has lost its scheduler or all its workers is not waited for."""
        alone_since: float | None = None
        while True:
            try:
                with self.client.as_current():
                    self._distributed.wait(futures, timeout=_GLANCE)
                return
            except self._distributed.TimeoutError:
                pass
            if self.client.status != "running":
                raise self._gone()
            if self.machines:
                alone_since = None
            elif alone_since is None:
                alone_since = monotonic()
            elif monotonic() - alone_since > _WITHOUT_WORKERS:
                raise self._alone()

    def _alone(self) -> BlogtoolError:
        return BlogtoolError(
            f"the cluster at {self.address} has no workers", fix=f"start some: `dask worker {self.address}`"
        )

    def _gone(self) -> BlogtoolError:
        return BlogtoolError(
            f"the connection to the cluster at {self.address} broke", fix="run again: what was answered is kept"
        )


class _OnCluster:
    """An engine of blogtool's, asked on the cluster's machines in parts."""

    def __init__(self, cluster: Cluster, name: str, options: Mapping[str, object]) -> None:
        self.cluster = cluster
        self.name = name
        self.carrier_styles: tuple[str, ...] = tuple(getattr(ENGINES[name], "carrier_styles", ()))
        self.keeps_language = bool(getattr(ENGINES[name], "keeps_language", False))
        self.beam = int(str(options.get("beam") or 2))  # as many answers cost no more than one
        self._options = json.dumps(dict(options), sort_keys=True, default=str)
        self._digests: dict[tuple[str, str], str] = {}
        self._styles: dict[tuple[str, str], tuple[str, ...]] = {}
        self._carries: dict[tuple[str, str], float] = {}

    @property
    def machines(self) -> int:
        """How many processes work there: a batch has enough texts for all of them."""
        return max(1, self.cluster.machines)

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """One answer a text, in the same order.

        Raises BlogtoolError where an engine does, or the cluster is lost.
        """
        return [offers[0] for offers in self._asked(texts, source, target, 0)]

    def digest(self, source: str, target: str) -> str:
        """What all machines say; raises BlogtoolError where they have different models, or none."""
        if (source, target) not in self._digests:
            said = self.cluster.everywhere(_digest, self.name, self._options, source, target)
            first, *others = sorted(set(map(str, said.values()))) or [""]
            if others:
                raise BlogtoolError(
                    f"the machines of the cluster have different models for {source} → {target}",
                    fix="install the same package on all of them; `blogtool models` lists what a machine has",
                )
            self._digests[source, target] = first
        return self._digests[source, target]

    def describe(self, source: str, target: str) -> str:
        """What stands in `engine:` of a translation, as on one machine."""
        task = (self.name, self._options, "describe", None, (), source, target, 0)
        return str(self.cluster.ask([task])[0])

    def styles(self, source: str, target: str) -> Sequence[str]:
        """How the engine wants marks written, as on one machine."""
        if (source, target) not in self._styles:
            task = (self.name, self._options, "styles", None, (), source, target, 0)
            self._styles[source, target] = tuple(self.cluster.ask([task])[0])
        return self._styles[source, target]

    def carries(self, source: str, target: str) -> float:
        """How well marks come through, as on one machine."""
        if (source, target) not in self._carries:
            task = (self.name, self._options, "carries", None, (), source, target, 0)
            self._carries[source, target] = float(self.cluster.ask([task])[0])
        return self._carries[source, target]

    def _asked(self, texts: Sequence[str], source: str, target: str, count: int) -> list[list[str]]:
        wanted = list(dict.fromkeys(texts))
        digest = self.digest(source, target)
        size = max(_FEWEST, min(_MOST, -(-len(wanted) // (2 * self.machines))))
        parts = [wanted[start : start + size] for start in range(0, len(wanted), size)]
        head = (self.name, self._options, "translate", digest)
        said = self.cluster.ask([(*head, part, source, target, count) for part in parts])
        offers = [offer for part in said for offer in part]
        if len(offers) != len(wanted):
            raise BlogtoolError(f"the cluster gave {len(offers)} answers for {len(wanted)} texts")
        found = dict(zip(wanted, offers, strict=True))
        return [found[text] for text in texts]


class _WithCandidates(_OnCluster):
    def candidates(self, texts: Sequence[str], source: str, target: str, count: int = 4) -> list[list[str]]:
        """The `count` best answers for each text, best first."""
        return self._asked(texts, source, target, count)


# What runs on the workers


@lru_cache(maxsize=4)
def _engine(name: str, options: str) -> Any:
    return ENGINES[name](**json.loads(options))


def _digest(name: str, options: str, source: str, target: str) -> str:
    with _LOCK:
        return str(getattr(_engine(name, options), "digest", lambda *_: "")(source, target))


def _answers(
    name: str,
    options: str,
    what: str,
    digest: str | None,
    texts: Sequence[str],
    source: str,
    target: str,
    count: int,
) -> Any:
    """On a worker: lists of `count` offers (0: the one answer of `translate`), or what the engine says of itself."""
    with _LOCK:
        engine = _engine(name, options)
        if what == "describe":
            return getattr(engine, "describe", lambda *_: name)(source, target)
        if what == "carries":
            return getattr(engine, "carries", lambda *_: 0.0)(source, target)
        if what == "styles":
            return tuple(getattr(engine, "styles", lambda *_: ())(source, target))
        if digest != str(getattr(engine, "digest", lambda *_: "")(source, target)):
            raise BlogtoolError(
                f"a machine that joined the cluster has another model for {source} → {target}",
                fix="install the same package on all of them",
            )
        if count:
            return engine.candidates(texts, source, target, count)
        return [[text] for text in engine.translate(texts, source, target)]
