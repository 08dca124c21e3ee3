"""Beginning: a new site builds at once, nothing is ever written over."""

import os
from datetime import UTC, datetime

import pytest
from builders import a_site, built, tree

from blogtool.cli import main
from blogtool.errors import BlogtoolError
from blogtool.scaffold import new

NOW = datetime(2025, 2, 2, 12, tzinfo=UTC)


def test_a_new_site_builds_and_shows_its_first_post(tmp_path, capsys):
    new("site", "my-blog", str(tmp_path), now=NOW)
    site = tmp_path / "my-blog"

    assert built(site, "--no-translate") == 0
    assert "Hello, world" in (site / "_site/index.html").read_text()
    assert "This is the first post." in (site / "_site/hello-world-en/index.html").read_text()
    assert (site / "_site/fr/index.html").exists()
    assert (site / "_site/404.html").exists()


def test_a_new_post_has_the_shape_of_a_note(tmp_path):
    new("post", "Tea & cake: a love story", str(tmp_path), lang="fr", now=NOW)

    text = (tmp_path / "_posts/fr/2025-02-02-tea-cake-a-love-story-fr.md").read_text()
    assert text.startswith("---\naudio: false\ngenerated: false\nlang: fr\nlayout: post\n")
    assert "title: 'Tea & cake: a love story'" in text or 'title: "Tea & cake: a love story"' in text


@pytest.mark.parametrize("kind", ["post", "page", "draft"])
def test_nothing_is_written_over(kind, tmp_path):
    new(kind, "Tea", str(tmp_path), now=NOW)

    with pytest.raises(BlogtoolError, match="exists already"):
        new(kind, "Tea", str(tmp_path), now=NOW)


def test_a_folder_with_something_in_it_is_no_place_for_a_new_site(tmp_path):
    (tmp_path / "blog").mkdir()
    (tmp_path / "blog/precious.txt").write_text("mine")

    with pytest.raises(BlogtoolError, match="not empty"):
        new("site", "blog", str(tmp_path), now=NOW)
    assert os.listdir(tmp_path / "blog") == ["precious.txt"]


def test_cleaning_removes_what_blogtool_made_and_nothing_else(tmp_path, capsys):
    site = a_site(tmp_path, **{"_config.yml": "title: T\n", "a.md": "---\n---\nA", "_posts/fr/2024-01-01-x-fr.md": "x"})
    built(site)
    main(["clean", "-s", str(site)])

    assert sorted(path.name for path in site.iterdir()) == ["_config.yml", "_posts", "a.md"]


@pytest.mark.parametrize("named", ["cache", "a/b", ".", "", "/tmp-cache", "../up"])
def test_the_cache_stays_below_the_source_and_is_not_published(tmp_path, named):
    site = a_site(tmp_path / "site", **{"_config.yml": f"title: T\ncache_dir: '{named}'\n", "a.md": "---\n---\nhi\n"})

    assert built(site) == built(site) == 0

    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert list(site.rglob("cache.sqlite"))
    assert list(tree(site / "_site")) == ["a.html"]


def test_cleaning_removes_no_folder_elsewhere_that_is_named_as_the_cache(tmp_path, capsys):
    (tmp_path / "mine").mkdir()
    site = a_site(tmp_path / "site", **{"_config.yml": f"title: T\ncache_dir: {tmp_path}/mine\n"})

    assert main(["clean", "--source", str(site)]) == 0

    assert (tmp_path / "mine").is_dir()
