"""The cache gives back what was put, and never more trouble than a miss."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import random
import sqlite3
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blogtool import cache as cache_module
from blogtool.cache import Cache, key_of


@pytest.fixture
def path(tmp_path):
    return tmp_path / "folder" / "cache.sqlite"


def test_what_was_put_is_got_by_another_opening(path):
    Cache(path).put(b"key", b"value \x00\xff")

    assert Cache(path).get(b"key") == b"value \x00\xff"


def test_an_unknown_key_is_a_miss(path):
    assert Cache(path).get(b"key") is None


def test_a_newer_value_replaces_the_older(path):
    with Cache(path) as cache:
        cache.put(b"key", b"old")
        cache.put(b"key", b"new")

        assert cache.get(b"key") == b"new"


def test_many_keys_are_asked_at_once(path):
    values = {key_of(str(n)): str(n).encode() for n in range(2000)}
    with Cache(path) as cache:
        cache.put_many(values)

        assert cache.get_many([*values, b"unknown"]) == values


def test_nothing_asked_makes_no_file(path):
    assert Cache(path).get_many([]) == {}
    assert not path.exists()


@given(st.lists(st.text()), st.lists(st.text()))
def test_different_parts_have_different_keys(some, others):
    assert (key_of(*some) == key_of(*others)) == (some == others)


@pytest.mark.parametrize("content", [b"", b"no base", b"SQLite format 3\x00" + bytes(200), bytes(range(256)) * 36])
def test_a_file_that_is_no_cache_is_made_anew(path, content):
    path.parent.mkdir()
    path.write_bytes(content)
    cache = Cache(path)

    assert cache.get(b"key") is None
    cache.put(b"key", b"value")
    assert Cache(path).get(b"key") == b"value"


@settings(max_examples=30, deadline=None)
@given(seed=st.integers())
def test_torn_bytes_never_give_a_wrong_value(tmp_path_factory, seed):
    chance = random.Random(seed)
    path = tmp_path_factory.mktemp("torn") / "cache.sqlite"
    values = {key_of(str(n)): os.urandom(300) for n in range(100)}
    with Cache(path) as cache:
        cache.put_many(values)
        cache._connection().execute("pragma wal_checkpoint(truncate)")
    torn = bytearray(path.read_bytes())
    for _ in range(chance.randrange(1, 40)):
        torn[chance.randrange(len(torn))] = chance.randrange(256)
    path.write_bytes(torn[: chance.choice([len(torn), chance.randrange(len(torn))])])

    with Cache(path) as cache:
        found = cache.get_many(values)
        assert found.items() <= values.items()
        cache.put_many(values)
        again = cache.get_many(values)
        assert again.items() <= values.items()


def test_a_damaged_entry_is_a_miss_and_can_be_put_again(path):
    with Cache(path) as cache:
        cache.put(b"key", b"value")
        with sqlite3.connect(path) as connection:
            connection.execute("update entry set value = x'0011223344556677889900'")
        connection.close()

        assert cache.get(b"key") is None
        cache.put(b"key", b"value")
        assert cache.get(b"key") == b"value"


def test_a_cache_of_another_version_is_started_anew(path):
    with Cache(path) as cache:
        cache.put(b"key", b"value")
        cache._connection().execute("pragma user_version = 999")
    with Cache(path) as cache:
        assert cache.get(b"key") is None
        cache.put(b"key", b"value")
        assert cache.get(b"key") == b"value"


def test_a_cache_grown_too_large_is_started_anew(path, monkeypatch):
    with Cache(path) as cache:
        cache.put(b"key", b"value")
    monkeypatch.setattr(cache_module, "LARGEST", 10)

    assert Cache(path).get(b"key") is None


def test_a_cache_that_cannot_be_made_is_only_misses(tmp_path):
    (tmp_path / "file").write_text("in the way")
    cache = Cache(tmp_path / "file" / "cache.sqlite")
    cache.put(b"key", b"value")

    assert cache.get(b"key") is None


def test_a_full_disk_costs_the_entry_only(path):
    with Cache(path) as cache:
        cache.put(b"small", b"value")
        cache._connection().execute("pragma max_page_count = 8")
        cache.put(b"large", bytes(10**6))

        assert cache.get(b"large") is None
        assert cache.get(b"small") == b"value"


def test_deleting_the_cache_while_it_is_open_is_no_error(path):
    with Cache(path) as cache:
        cache.put(b"key", b"value")
        for file in path.parent.iterdir():
            file.unlink()
        assert cache.get(b"key") in (None, b"value")
        cache.put(b"other", b"value")
    with Cache(path) as cache:
        cache.put(b"third", b"value")
        assert cache.get(b"third") == b"value"


def test_a_file_that_another_process_is_making_is_waited_for(path, monkeypatch):
    """SQLite says at once that it is locked, however long one would wait, where the journal changes."""
    left = [3]

    class Busy(sqlite3.Connection):
        def execute(self, query, *parameters):
            if "journal_mode" in query and left[0]:
                left[0] -= 1
                error = sqlite3.OperationalError("database is locked")
                error.sqlite_errorcode = sqlite3.SQLITE_BUSY
                raise error
            return super().execute(query, *parameters)

    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *words, **named: connect(*words, **named, factory=Busy))
    with Cache(path) as cache:
        cache.put(b"key", b"value")

        assert cache.get(b"key") == b"value"
    assert left == [0]


def test_threads_may_share_one_cache(path):
    cache = Cache(path)
    found = []

    def work(n: int) -> None:
        cache.put(key_of(str(n)), str(n).encode())
        found.append(cache.get(key_of(str(n))))
        cache.close()

    threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(found) == [str(n).encode() for n in range(8)]


def _put_some(cache: Cache, name: str) -> None:
    for n in range(30):
        cache.put(key_of(name, str(n)), f"{name} {n}".encode())


@pytest.mark.parametrize("way", ["fork", "spawn"])
def test_processes_may_share_one_file(path, way):
    context = multiprocessing.get_context(way)
    cache = Cache(path)
    cache.put(b"before", b"value")
    workers = [context.Process(target=_put_some, args=(cache, name)) for name in "abc"]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    wanted = {key_of(name, str(n)): f"{name} {n}".encode() for name in "abc" for n in range(30)}
    assert [worker.exitcode for worker in workers] == [0, 0, 0]
    assert cache.get_many(wanted) == wanted
    assert cache.get(b"before") == b"value"


def test_a_pickled_cache_opens_the_same_file(path):
    Cache(path).put(b"key", b"value")

    assert pickle.loads(pickle.dumps(Cache(path))).get(b"key") == b"value"
