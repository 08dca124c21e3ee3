"""A file may go between being listed and being read: editors and git make and remove files all the time."""

import os
from types import SimpleNamespace

from blogtool.read.pages import read_file
from blogtool.read.tree import Entry


def an_entry(path):
    return Entry(path.name, str(path), os.stat(path.parent))


def test_a_file_that_has_gone_since_it_was_listed_is_no_mistake(tmp_path):
    reading = SimpleNamespace(problems=[])

    assert read_file(reading, an_entry(tmp_path / "x.md.part")) is None
    assert reading.problems == []


def test_a_link_that_leads_nowhere_is_told(tmp_path):
    (tmp_path / "notes.md").symlink_to("nowhere.md")
    reading = SimpleNamespace(problems=[])

    assert read_file(reading, an_entry(tmp_path / "notes.md")) is None
    assert [problem.what for problem in reading.problems] == ["cannot be read: No such file or directory"]
