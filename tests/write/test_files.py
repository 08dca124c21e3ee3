"""Only what changed is written, each file whole or not at all."""

import os

from builders import a_site, built, tree

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
