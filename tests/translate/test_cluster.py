"""A real Dask cluster on this machine: a scheduler, two workers, and one of them dies on the way."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from builders import HANG, a_site

import blogtool.translate as story
from blogtool.errors import BlogtoolError
from blogtool.read.config import read_config
from blogtool.translate.cluster import Cluster
from blogtool.translate.memory import Memory

NOW = datetime(2030, 1, 1, tzinfo=UTC)
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module", autouse=True)
def dask_settings(tmp_path_factory):
    """Dask writes its settings into the home folder when it is loaded, unless it has another place."""
    folder = str(tmp_path_factory.mktemp("dask"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASK_CONFIG", folder)
        patch.setenv("PYTHONPATH", str(ROOT))
        for name in ("CONNECT", "TCP"):
            patch.setenv(f"DASK_DISTRIBUTED__COMM__TIMEOUTS__{name}", f"{HANG}s")
        for name in ("_PATIENCE", "_WITHOUT_WORKERS"):
            patch.setattr(f"blogtool.translate.cluster.{name}", HANG)
        yield


class Machines:
    """A scheduler and its workers, as processes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "scheduler.json"
        self.workers: list[subprocess.Popen[bytes]] = []
        self.scheduler = self._start("dask_scheduler", "--port", "0", "--no-show", "--dashboard-address", ":0")
        until = time.monotonic() + HANG
        while (text := self.file.read_text() if self.file.exists() else "")[-1:] != "}":  # it may be half written
            assert time.monotonic() < until, "the scheduler does not start"
            time.sleep(0.05)
        self.address = json.loads(text)["address"]

    def _start(self, what: str, *words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.{what}", "--scheduler-file", str(self.file), *words]
        return subprocess.Popen(
            [*command, "--host", "127.0.0.1"], cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def start(self, name: str) -> subprocess.Popen[bytes]:
        words = ("--name", name, "--no-nanny", "--nthreads", "1", "--no-dashboard", "--local-directory")
        self.workers.append(self._start("dask_worker", *words, str(self.folder)))
        return self.workers[-1]

    def stop(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def machines(tmp_path_factory):
    one = Machines(tmp_path_factory.mktemp("machines"))
    one.start("first")
    yield one
    one.stop()


@pytest.fixture
def slow_server():
    """A translation server that counts its questions, and answers them while its gate is open."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self._say([{"code": "en", "targets": ["en", "fr"]}])

        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.asked.release()
            server.gate.wait(HANG)
            self._say({"translatedText": [f"{text[:-1]} en français{text[-1:]}" for text in asked["q"]]})

        def _say(self, said):
            body = json.dumps(said).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

        def handle(self):
            with suppress(ConnectionError):  # who asked was killed
                super().handle()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.asked, server.gate = threading.Semaphore(0), threading.Event()
    server.gate.set()
    server.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.gate.set()
    server.shutdown()
    thread.join()
    server.server_close()


def a_blog(folder: Path, settings: str, posts: int = 8) -> Path:
    pages = {
        f"_posts/en/2025-01-{number + 1:02}-p{number}-en.md": (
            f"---\nlang: en\ntitle: About number {number}\n---\n\n"
            + "\n\n".join(f"On day {day} the *small* boat {number} went to `port`." for day in range(20))
            + "\n"
        )
        for number in range(posts)
    }
    return a_site(folder, **{"_config.yml": f"lang: en\ntranslate: {{to: [fr], {settings}}}\n"}, **pages)


def run(site: Path, **options):
    return story.translate(read_config(str(site)), now=NOW, **options)


def posts_of(site: Path) -> dict[str, bytes]:
    return {str(path.relative_to(site)): path.read_bytes() for path in sorted(site.glob("_posts/**/*.md"))}


def answers_of(site: Path) -> list[dict[str, str]]:
    with Memory(site / "_translations/memory.sqlite") as memory:
        return list(memory.dump())


def test_a_worker_that_is_killed_on_the_way_costs_nothing(tmp_path, machines, slow_server):
    settings = f"engine: libretranslate, url: '{slow_server.url}'"
    alone, together = a_blog(tmp_path / "alone", settings), a_blog(tmp_path / "together", settings)
    run(alone)
    victim = machines.start("victim")
    held: list[bool] = []

    def kill_while_it_works() -> None:
        # Each worker asks one thing at a time: two open questions are one of either.
        held.append(all(slow_server.asked.acquire(timeout=HANG) for _ in range(2)))
        os.kill(victim.pid, signal.SIGKILL)
        slow_server.gate.set()

    with Cluster(machines.address) as cluster:
        cluster.client.wait_for_workers(2, timeout=HANG)
    slow_server.asked = threading.Semaphore(0)
    slow_server.gate.clear()
    killer = threading.Thread(target=kill_while_it_works)
    killer.start()
    report = run(together, cluster=machines.address)
    killer.join()

    assert held == [True], "the worker had texts when it was killed"
    assert victim.wait(timeout=HANG) == -signal.SIGKILL
    assert report.succeeded
    assert report.counts["asked"] == 8 * 21
    assert posts_of(together) == posts_of(alone)
    assert answers_of(together) == answers_of(alone)


def test_the_real_model_says_the_same_on_a_cluster(tmp_path, machines):
    alone, together = a_blog(tmp_path / "alone", "threads: 1", 2), a_blog(tmp_path / "together", "threads: 1", 2)
    run(alone)
    run(together, cluster=machines.address)

    assert posts_of(together) == posts_of(alone)
    assert answers_of(together) == answers_of(alone)


def test_machines_with_different_models_are_told(tmp_path, machines):
    with Cluster(machines.address) as cluster:
        engine = cluster.engine("argos", {})
        engine._digests["en", "fr"] = "that of another machine"
        with pytest.raises(BlogtoolError, match="has another model"):
            engine.translate(["Hello."], "en", "fr")


def test_an_engine_of_the_sites_own_does_not_travel(machines):
    with Cluster(machines.address) as cluster, pytest.raises(BlogtoolError, match="the site's own"):
        cluster.engine("shouting", {})


def test_a_pair_without_a_model_is_told_as_on_one_machine(tmp_path, machines):
    report = run(a_blog(tmp_path, "engine: apertium", 1), cluster=machines.address, targets=["ja"])

    assert not report.succeeded
    assert "Apertium has no pair" in str(report.problems[0]) or "is not installed" in str(report.problems[0])


def test_a_cluster_that_is_not_there_is_told(monkeypatch):
    monkeypatch.setattr("blogtool.translate.cluster._PATIENCE", 1.0)
    with pytest.raises(BlogtoolError, match=r"no scheduler of a Dask cluster answers at tcp://127\.0\.0\.1:1"):
        Cluster("tcp://127.0.0.1:1")


def test_a_cluster_without_workers_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("blogtool.translate.cluster._WITHOUT_WORKERS", 0.5)
    empty = Machines(tmp_path)
    try:
        with pytest.raises(BlogtoolError, match="has no workers"):
            Cluster(empty.address)
    finally:
        empty.stop()


def test_without_dask_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(BlogtoolError, match="needs Dask") as caught:
        Cluster("tcp://127.0.0.1:8786")
    assert "blogtool[cluster]" in str(caught.value.fix)
