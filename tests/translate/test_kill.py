"""A run that is killed, or finds no room, loses little and leaves nothing half-written."""

from __future__ import annotations

import codecs
import errno
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from builders import HANG, a_site, tree

import blogtool.translate as story
from blogtool.errors import BlogtoolError
from blogtool.read.config import read_config
from blogtool.text import frontmatter
from blogtool.translate.documents import is_unedited

POSTS = 12
ENGINE = """\
import codecs
import time

class Slow:
    def translate(self, texts, source, target):
        time.sleep(0.002 * len(texts))
        return [codecs.encode(text, "rot13") for text in texts]

def plug(plugins):
    plugins.engines["slow"] = Slow
"""
RUN = """\
import sys
from blogtool.read.config import read_config
from blogtool.translate import translate, work
work.BATCH = 5
report = translate(read_config(sys.argv[1]))
sys.exit(1 if report.problems else 0)
"""


def a_blog(folder: Path) -> Path:
    files = {"_config.yml": "translate: {to: [fr, de], engine: slow}\nlang: en\n", "_plugins/slow.py": ENGINE}
    for day in range(1, POSTS + 1):
        words = "\n\n".join(f"This is paragraph {n} of day {day}." for n in range(4))
        files[f"_posts/en/2025-01-{day:02}-day-en.md"] = f"---\ntitle: Day {day}\nlang: en\n---\n{words}\n"
    return a_site(folder, **files)


def start(folder: Path) -> subprocess.Popen:
    return subprocess.Popen([sys.executable, "-c", RUN, str(folder)], stderr=subprocess.PIPE)


def translations(folder: Path) -> dict[str, bytes]:
    return {path: data for path, data in tree(folder).items() if path.startswith(("_posts/fr", "_posts/de"))}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """What a run that nobody disturbs leaves, and how long it takes here."""
    folder = a_blog(tmp_path_factory.mktemp("undisturbed"))
    started = time.monotonic()
    process = start(folder)
    assert process.wait(HANG) == 0, process.stderr.read().decode()
    return translations(folder), time.monotonic() - started


KILLS = int(os.environ.get("BLOGTOOL_KILLS", "6"))  # at random moments, three a site


def answers_in(folder: Path) -> int:
    """How many answers the memory holds, however it was left."""
    path = folder / "_translations/memory.sqlite"
    if not path.exists():
        return 0
    with closing(sqlite3.connect(path)) as connection:
        try:
            (count,) = connection.execute("select count(*) from answer").fetchone()
        except sqlite3.OperationalError:  # killed before its tables were made
            return 0
    return int(count)


@pytest.mark.parametrize("seed", range(-(-KILLS // 3)))
def test_after_being_killed_at_any_moment_the_next_run_ends_as_if_nothing_had_been(
    tmp_path, undisturbed, seed
):
    chance = random.Random(seed)
    folder = a_blog(tmp_path)
    whole, seconds = undisturbed
    known = 0
    for _ in range(3):
        process = start(folder)
        time.sleep(seconds * chance.uniform(0.3, 1.0))
        process.send_signal(signal.SIGKILL)
        process.wait(HANG)
        process.stderr.close()
        assert answers_in(folder) >= known, "an answer that was kept is gone"
        known = answers_in(folder)
        assert not (folder / "_translations/memory.sqlite.damaged-1").exists()
        for path, data in translations(folder).items():
            if path.endswith(".md"):
                text = data.decode("utf-8")
                assert is_unedited(text, frontmatter.parse(text, path).data), f"{path} is half-written"
                assert whole[path] == data

    shown = re.findall(r"This is paragraph|Day", "".join(map(bytes.decode, translations(folder).values())))
    assert shown == []  # a saved post is whole
    process = start(folder)

    assert process.wait(HANG) == 0, process.stderr.read().decode()
    process.stderr.close()
    left = translations(folder)
    assert {path: data for path, data in left.items() if path.endswith(".md")} == whole


class Counting:
    """Is interrupted after some texts; counts what it was asked."""

    def __init__(self, patience: int) -> None:
        self.patience = patience
        self.asked: list[str] = []

    def translate(self, texts, source, target):
        if len(self.asked) + len(texts) > self.patience:
            raise KeyboardInterrupt
        self.asked.extend(texts)
        return [codecs.encode(text, "rot13") for text in texts]


def test_an_interrupted_run_loses_at_most_one_batch(tmp_path, monkeypatch):
    folder = a_blog(tmp_path)
    monkeypatch.setattr("blogtool.translate.work.BATCH", 5)
    engine = Counting(23)
    monkeypatch.setattr(story, "ENGINES", {"count": lambda: engine})
    config = read_config(str(folder), overrides={"plugins_dir": "none"})

    with pytest.raises(KeyboardInterrupt):
        story.translate(config, targets=["fr"], engine="count")
    first, engine.patience = len(engine.asked), 10**6
    engine.asked.clear()
    story.translate(config, targets=["fr"], engine="count")

    whole = POSTS * 5
    assert first + len(engine.asked) == whole
    assert first >= 15


def test_on_a_full_disk_nothing_is_half_written_and_the_next_run_goes_on(tmp_path, monkeypatch):
    folder = a_blog(tmp_path)
    engine = Counting(10**6)
    monkeypatch.setattr(story, "ENGINES", {"count": lambda: engine})
    config = read_config(str(folder))
    room = [3]
    replace = os.replace

    def replace_while_there_is_room(source, target):
        room[0] -= 1
        if room[0] < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        replace(source, target)

    monkeypatch.setattr("blogtool.write.files.os.replace", replace_while_there_is_room)
    with pytest.raises(BlogtoolError, match="the disk is full"):
        story.translate(config, targets=["fr"], engine="count", now=datetime(2030, 1, 1, tzinfo=UTC))

    assert len(translations(folder)) == 3
    room[0] = 10**6
    asked = len(engine.asked)
    story.translate(config, targets=["fr"], engine="count")
    assert len(translations(folder)) == POSTS
    assert len(engine.asked) == asked


def test_what_a_killed_run_left_behind_is_swept_away(tmp_path, monkeypatch):
    folder = a_blog(tmp_path)
    monkeypatch.setattr(story, "ENGINES", {"count": lambda: Counting(10**6)})
    (folder / "_posts/fr").mkdir()
    left = folder / "_posts/fr/.blogtool-x.part"
    left.write_text("half")
    os.utime(left, (0, 0))
    story.translate(read_config(str(folder)), targets=["fr"], engine="count")

    assert not left.exists()
