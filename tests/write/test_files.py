"""Only what changed is written, each file whole or not at all."""

import os
import threading

import pytest
from builders import a_site, built, tree

from blogtool.errors import BlogtoolError
from blogtool.write.files import write_atomically

SITE = {"_config.yml": "title: T\n", "a.md": "---\n---\nA\n", "b.md": "---\n---\nB\n", "c.txt": "copied"}


def times(folder):
    return {path: os.stat(folder / path).st_mtime_ns for path in tree(folder)}


def test_building_twice_writes_nothing(tmp_path):
    site = a_site(tmp_path, **SITE)
    built(site)
    before = times(site / "_site")

    built(site)

    assert times(site / "_site") == before


def test_only_the_edited_page_is_written(tmp_path):
    site = a_site(tmp_path, **SITE)
    built(site)
    before = times(site / "_site")
    (site / "a.md").write_text("---\n---\nEdited\n")

    built(site)

    after = times(site / "_site")
    assert [path for path in after if after[path] != before[path]] == ["a.html"]


def test_files_that_the_site_no_longer_has_are_removed(tmp_path):
    site = a_site(tmp_path, **SITE, **{"sub/d.md": "---\n---\nD\n"})
    built(site)
    (site / "sub/d.md").unlink()

    built(site)

    assert sorted(tree(site / "_site")) == ["a.html", "b.html", "c.txt"]
    assert not (site / "_site/sub").exists()


def test_keep_files_stay(tmp_path):
    site = a_site(tmp_path, **{**SITE, "_config.yml": "keep_files: [CNAME]\n"})
    built(site)
    (site / "_site/CNAME").write_text("example.org")

    built(site)

    assert (site / "_site/CNAME").read_text() == "example.org"


def test_an_edited_static_file_is_copied_again(tmp_path):
    site = a_site(tmp_path, **SITE)
    built(site)
    (site / "c.txt").write_text("other")

    built(site)

    assert (site / "_site/c.txt").read_text() == "other"


def test_a_file_that_is_written_again_keeps_its_rights(tmp_path):
    path = tmp_path / "a.html"
    write_atomically(str(path), b"one")
    as_the_user_makes_files = path.stat().st_mode & 0o777
    path.chmod(0o640)

    write_atomically(str(path), b"two")

    (tmp_path / "plain").touch()
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"two", 0o640)
    assert as_the_user_makes_files == (tmp_path / "plain").stat().st_mode & 0o777


def test_a_folder_is_made_for_the_file_and_nothing_else_is_left_in_it(tmp_path):
    write_atomically(str(tmp_path / "new/er/a.html"), b"one")
    (tmp_path / "new/er/b.html").mkdir()

    with pytest.raises(BlogtoolError, match="want the same name"):
        write_atomically(str(tmp_path / "new/er/b.html"), b"two")

    assert sorted(os.listdir(tmp_path / "new/er")) == ["a.html", "b.html"]


def test_threads_that_write_the_same_file_leave_one_of_their_texts(tmp_path):
    path = str(tmp_path / "a.html")
    texts = [bytes([number]) * 200_000 for number in range(8)]
    threads = [threading.Thread(target=write_atomically, args=(path, text)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (tmp_path / "a.html").read_bytes() in texts
    assert os.listdir(tmp_path) == ["a.html"]
