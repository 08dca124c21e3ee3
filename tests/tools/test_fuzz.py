"""The fuzzer finds what is wrong, and finds nothing in a short run on us."""

import time

import pytest

from tools.fuzz import bounds
from tools.fuzz.__main__ import Hunt
from tools.fuzz.subjects import SUBJECTS, Subject


def hunt_in(try_out, tmp_path):
    return Hunt("markdown", Subject(try_out, list), tmp_path, seed=1)


def set_bound(monkeypatch, seconds):
    """How much CPU time a text may take."""
    monkeypatch.setattr(bounds.cpu_bound.__wrapped__, "__defaults__", (seconds,))


@pytest.mark.parametrize("kind", SUBJECTS)
def test_a_short_hunt_finds_nothing(kind, tmp_path, monkeypatch):
    set_bound(monkeypatch, 100.0)  # what hangs does so for ever: a slow machine is none
    hunt = Hunt(kind, SUBJECTS[kind], tmp_path, seed=7)
    for _ in range(150):
        hunt.one_text()

    assert hunt.found == {}


def test_an_error_is_found_once_and_its_text_kept(tmp_path):
    def fails(text):
        if "*" in text:
            raise KeyError(text)

    hunt = hunt_in(fails, tmp_path)
    for _ in range(100):
        hunt.one_text()

    assert len(hunt.found) == 1
    assert all("*" in path.read_text() for path in tmp_path.iterdir())


def test_a_text_that_takes_for_ever_is_found(tmp_path, monkeypatch):
    set_bound(monkeypatch, 0.2)

    def hangs(text):
        while True:
            time.process_time()

    hunt = hunt_in(hangs, tmp_path)
    hunt.one_text()

    assert [key[:4] for key in hunt.found] == ["hang"]


def test_work_that_grows_faster_than_the_text_is_steep(monkeypatch):
    monkeypatch.setattr(bounds, "SHORT", 1000)
    monkeypatch.setattr(bounds, "LONG", 4000)
    monkeypatch.setattr(bounds, "SLOW", 1e-7)

    monkeypatch.setattr(bounds, "cpu", lambda work: work() / 1000)  # the work tells itself how much it was

    assert bounds.steep(lambda text: len(text) ** 2, lambda size: "a" * size) == 16 > bounds.STEEP
    assert bounds.steep(lambda text: 100 * len(text), lambda size: "a" * size) == 0
