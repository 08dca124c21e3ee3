"""Engines that fail: what is told, what goes on, and what is kept."""

from __future__ import annotations

import pytest
from builders import a_site
from test_story import run

from blogtool.cli import main
from blogtool.errors import BlogtoolError
from blogtool.translate import asking
from blogtool.translate.work import Flight

ENGINE = """\
import codecs

class Fails:
    def translate(self, texts, source, target):
        {}

class Turns:
    def translate(self, texts, source, target):
        return [codecs.encode(text, "rot13") for text in texts]

def plug(plugins):
    plugins.engines["fails"] = Fails
    plugins.engines["turns"] = Turns
"""
FAILURES = [
    'raise ValueError("no idea")',
    "return None",
    "return list(texts)[1:]",
    'return "one text"',
    "raise MemoryError",
    "return {}[source]",
    "return (1 / 0 for text in texts)",
]
POST = "---\ntitle: Tea\nlang: en\n---\nThe water boils.\n"


@pytest.fixture
def site(tmp_path):
    def with_engine(body: str):
        settings = "translate: {to: [de, fr], engine: fails, engines: {en-fr: turns}, threads: 1}\n"
        post = "_posts/en/2025-01-01-tea-en.md"
        files = {"_config.yml": settings, post: POST, "_plugins/e.py": ENGINE.format(body)}
        return a_site(tmp_path, **files)

    return with_engine


@pytest.mark.parametrize("body", FAILURES)
def test_an_engine_that_fails_is_told_and_the_other_languages_go_on(site, body):
    folder = site(body)

    report = run(folder)

    (problem,) = report.problems
    assert "the translation engine" in problem.what
    assert report.counts["failed"] == 1
    assert any(line.strip() == "failed    the engine of 1 post: the next run asks again" for line in report.lines)
    assert "Gur jngre obvyf." in (folder / "_posts/fr/2025-01-01-tea-fr.md").read_text("utf-8")
    assert not (folder / "_posts/de").exists()


def test_the_place_of_a_mistake_in_an_engine_is_told(site):
    (problem,) = run(site("raise ValueError('no idea')")).problems

    assert problem.what == "the translation engine failed: ValueError: no idea"
    assert problem.where is not None
    assert problem.where.path.endswith("e.py")
    assert problem.where.line == 5


def test_a_site_is_built_though_its_engine_fails(site, capsys):
    folder = site("raise ValueError('no idea')")

    code = main(["build", "--source", str(folder), "--destination", str(folder / "out")])

    assert code == 1
    assert "no idea" in capsys.readouterr().err
    assert any((folder / "out").rglob("tea-en.html"))


def test_a_site_is_built_though_its_memory_cannot_be_used(site, capsys):
    folder = site("return texts")
    (folder / "_translations/memory.sqlite").mkdir(parents=True)

    code = main(["build", "--source", str(folder), "--destination", str(folder / "out")])

    assert code == 1
    assert "memory" in capsys.readouterr().err
    assert any((folder / "out").rglob("tea-en.html"))


def test_an_engine_that_fails_now_and_then_is_asked_again_by_the_next_run(site):
    folder = site("raise ValueError('no idea')")
    run(folder)
    site("return [codecs.encode(text, 'rot13') for text in texts]")

    report = run(folder)

    assert report.problems == ()
    assert "Gur jngre obvyf." in (folder / "_posts/de/2025-01-01-tea-de.md").read_text("utf-8")


def test_answers_that_are_no_texts_are_empty_and_endless_ones_are_cut():
    class Odd:
        def translate(self, texts, source, target):
            return [None, 7, "x" * 10**7]

    none, number, endless = asking.answers(Odd(), ["a", "b", "c"], "en", "fr")

    assert (none, number) == ("", "")
    assert len(endless) < 1000


def test_a_mistake_of_ours_told_by_an_engine_is_passed_on():
    def refuses():
        raise BlogtoolError("no server")

    with pytest.raises(BlogtoolError, match="no server"):
        asking.guarded(refuses)


def test_a_limited_run_does_not_wait_for_an_engine_that_never_answers(site, tmp_path, monkeypatch):
    over, landed = tmp_path / "over", Flight.landed

    def landed_in_time(self, patience=None):
        if self.pair.target == "fr":  # the engine that answers does so before its time, however slow the machine
            self._thread.join()
        return landed(self, patience)

    monkeypatch.setattr(Flight, "landed", landed_in_time)
    monkeypatch.setattr("blogtool.translate.work._GRACE", 0.2)
    folder = site(f"while not __import__('os').path.exists({str(over)!r}): __import__('time').sleep(0.01)")

    report = run(folder, minutes=0.001, clock=lambda: 0.0)  # the time is never up
    over.touch()

    (problem,) = report.problems
    assert "gave no answer in en → de" in problem.what
    assert report.counts["failed"] == 1
