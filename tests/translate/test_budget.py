"""How long a run translates, what goes first, and what waits."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from builders import a_site

import blogtool.translate as story
from blogtool.cli import main
from blogtool.errors import BlogtoolError
from blogtool.read.config import read_config
from blogtool.translate.plan import minutes_of_build

NOW = datetime(2030, 1, 1, tzinfo=UTC)


class Clock:
    """A clock that only the engine's work moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Slow:
    """Takes a second for every text."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock

    def translate(self, texts, source, target):
        self.clock.now += len(texts)
        return [f"{text.rstrip('.')} in {target}." for text in texts]


def a_blog(folder, posts: int, settings: str):
    pages = {
        f"_posts/en/2025-{1 + day // 28:02}-{1 + day % 28:02}-p-en.md": f"---\nlang: en\n---\nThis is day {day}.\n"
        for day in range(posts)
    }
    return a_site(folder, **{"_config.yml": f"lang: en\ntranslate: {settings}\n"}, **pages)


@pytest.fixture
def clock(monkeypatch):
    one = Clock()
    monkeypatch.setattr(story, "ENGINES", {**story.ENGINES, "slow": lambda: Slow(one)})
    return one


def saved(site, lang: str) -> list[str]:
    return sorted(path.name for path in site.glob(f"_posts/{lang}/*"))


def run(site, clock, **options):
    return story.translate(read_config(str(site)), now=NOW, clock=clock, **options)


def test_a_short_run_keeps_its_time_and_says_what_waits(tmp_path, clock):
    site = a_blog(tmp_path, 300, "{to: [fr], engine: slow}")

    report = run(site, clock, minutes=2)

    assert 100 <= len(saved(site, "fr")) < 300
    assert clock.now <= 120 + 25
    assert report.counts["waiting"] == 300 - len(saved(site, "fr"))
    waiting = f"  waiting   {report.counts['waiting']} posts (2 minutes are over): the next run goes on with them"
    assert waiting in report.lines


def test_where_time_is_short_the_newest_posts_go_into_all_languages_first(tmp_path, clock):
    site = a_blog(tmp_path, 300, "{to: [fr, de], engine: slow}")
    newest = sorted(path.name.removesuffix("-en.md") for path in site.glob("_posts/en/*"))

    run(site, clock, minutes=2)

    for lang in ("fr", "de"):
        names = [name.removesuffix(f"-{lang}.md") for name in saved(site, lang)]
        assert len(names) >= 40
        assert names == newest[-len(names) :]


def test_the_next_run_goes_on_until_all_is_done(tmp_path, clock):
    site = a_blog(tmp_path, 90, "{to: [fr, de], engine: slow}")

    while run(site, clock, minutes=1).counts.get("waiting"):
        pass

    assert (len(saved(site, "fr")), len(saved(site, "de"))) == (90, 90)


def test_a_run_without_a_limit_takes_its_time(tmp_path, clock):
    site = a_blog(tmp_path, 90, "{to: [fr], engine: slow}")

    assert run(site, clock, minutes=0).counts["waiting"] == 0
    assert len(saved(site, "fr")) == 90


def test_a_post_that_cannot_be_read_is_told_and_does_not_wait(tmp_path, clock):
    site = a_blog(tmp_path, 2, "{to: [fr], engine: slow}")
    a_site(site, **{"_posts/en/2025-03-03-bad-en.md": "---\ntitle: a: b: c\nlang: en\n---\nHello.\n"})

    report = run(site, clock)

    assert len(report.problems) == 1
    assert report.counts["waiting"] == 0


@pytest.mark.parametrize(
    ("settings", "asked", "minutes"),
    [("{}", None, 10.0), ("{minutes: 3}", None, 3.0), ("{minutes: 3}", 0.0, 0.0), ("{minutes: 0}", None, 0.0)],
)
def test_a_build_translates_for_ten_minutes_or_as_it_is_told(tmp_path, settings, asked, minutes):
    site = a_blog(tmp_path, 0, settings)

    assert minutes_of_build(read_config(str(site)), asked) == minutes


@pytest.mark.parametrize("said", ["soon", "-1", "true", ".inf"])
def test_minutes_that_are_no_number_are_told(tmp_path, said):
    site = a_blog(tmp_path, 0, f"{{minutes: {said}}}")

    with pytest.raises(BlogtoolError, match="no span of time"):
        minutes_of_build(read_config(str(site)))


def test_the_limit_is_the_builds_and_not_translates(tmp_path, monkeypatch):
    site = a_blog(tmp_path, 1, "{to: [fr], engine: echo, minutes: 4}")
    given = []

    def note(config, **options):
        given.append(options["minutes"])
        return story.Report()

    monkeypatch.setattr(story, "translate", note)
    for words in (["build"], ["build", "--minutes", "7"], ["translate"], ["translate", "--minutes", "7"]):
        assert main([*words, "-s", str(site), "-d", str(tmp_path / "out")]) == 0

    assert given == [4.0, 7.0, None, 7.0]
