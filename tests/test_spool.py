"""What waits to be written comes back as it was, from memory or from the disk."""

import tempfile

import pytest

from blogtool.spool import Spool


@pytest.mark.parametrize("most", [0, 5, 1000])
def test_all_comes_back_in_any_order(tmp_path, most):
    spool = Spool(tmp_path, most)
    contents = [b"", b"one", "zwölf".encode() * 50, b"\x00\n" * 9, b"one"]
    kept = [spool.keep(content) for content in contents]

    assert [read() for read in reversed(kept)] == contents[::-1]
    assert [read() for read in kept] == contents


def test_the_file_has_no_name(tmp_path):
    kept = Spool(tmp_path, 0).keep(b"long")

    assert kept() == b"long"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_does_no_harm(tmp_path):
    assert Spool(tmp_path / "nowhere", 0).keep(b"long")() == b"long"


def test_without_room_on_the_disk_it_stays_in_memory(tmp_path, monkeypatch):
    def full(**_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", full)

    assert Spool(tmp_path, 0).keep(b"long")() == b"long"
