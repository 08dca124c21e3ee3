"""What stands where a translation belongs is told, and neither followed nor replaced; line ends stay the author's."""

from __future__ import annotations

import errno
import json
import os
from datetime import UTC, datetime

import pytest
from builders import a_site, tree

import blogtool.translate as story
from blogtool.cache import Glance
from blogtool.cli import main
from blogtool.errors import BlogtoolError
from blogtool.read.config import read_config

NOW = datetime(2030, 1, 1, tzinfo=UTC)
EN = "_posts/2025-02-02-tea.md"
FR = "_posts/fr/2025-02-02-tea-fr.md"
POST = "---\ntitle: Tea\nlang: en\n---\n\nBoil the *water*.\n\n- One.\n- Two.\n"
CONFIG = "lang: en\ntranslate: {to: [fr], engine: echo}\n"


@pytest.fixture
def site(tmp_path):
    return a_site(tmp_path / "site", **{"_config.yml": CONFIG, EN: POST})


def run(folder):
    return story.translate(read_config(str(folder)), now=NOW)


def status(folder, capsys):
    capsys.readouterr()
    main(["status", "--json", "--source", str(folder)])
    return json.loads(capsys.readouterr().out)


def a_folder(place):
    place.mkdir(parents=True)


def a_link_to(target):
    def link(place):
        place.parent.mkdir(parents=True, exist_ok=True)
        os.symlink(target, place)

    return link


@pytest.mark.parametrize(
    ("obstacle", "what"),
    [(a_folder, "a folder stands where"), (a_link_to("nowhere.md"), "a symbolic link (to nowhere.md) stands where")],
)
def test_what_is_no_file_is_told_with_its_place_and_a_remedy(site, capsys, obstacle, what):
    obstacle(site / FR)

    report = run(site)

    assert [what in str(one) and FR in str(one) and "fix" in str(one) for one in report.problems] == [True]
    data = status(site, capsys)
    assert data["posts"][0]["state"] == "blocked"
    assert data["languages"]["fr"]["blocked"] == 1
    assert what in data["problems"][0]
    main(["status", "--source", str(site)])
    assert what in capsys.readouterr().out
    assert main(["translate", "--source", str(site)]) == 1


def test_a_link_out_of_the_site_is_neither_followed_nor_replaced(site, tmp_path):
    run(site)
    outside = tmp_path / "elsewhere.md"
    (site / FR).rename(outside)
    os.symlink(outside, site / FR)
    before = outside.read_bytes()
    (site / EN).write_text(POST.replace("One.", "Uno."))

    report = run(site)

    assert "a symbolic link" in str(report.problems)
    assert (site / FR).is_symlink()
    assert outside.read_bytes() == before


def test_a_folder_that_leads_out_of_the_site_gets_no_translation(site, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    os.symlink(tmp_path / "elsewhere", site / "_posts/fr")

    report = run(site)

    assert "leads out of the site" in str(report.problems)
    assert not tree(tmp_path / "elsewhere")


def test_posts_that_all_lie_elsewhere_are_translated_there(tmp_path):
    a_site(tmp_path / "dropbox", **{EN.removeprefix("_posts/"): POST})
    site = a_site(tmp_path / "site", **{"_config.yml": CONFIG})
    os.symlink(tmp_path / "dropbox", site / "_posts")

    assert not run(site).problems
    assert (tmp_path / "dropbox/fr/2025-02-02-tea-fr.md").exists()


def test_a_translation_that_a_person_links_to_is_theirs(site, capsys):
    a_site(site, **{"shared/tea.md": "---\ntitle: Thé\nlang: fr\n---\nÀ moi.\n"})
    a_link_to("../../shared/tea.md")(site / FR)

    assert not run(site).problems
    assert status(site, capsys)["posts"][0]["state"] == "by-hand"


def test_a_file_where_the_folder_of_a_language_belongs_is_named(site):
    (site / "_posts/fr").write_text("notes")

    report = run(site)

    assert "`_posts/fr` is a file" in str(report.problems)
    assert (site / "_posts/fr").read_text() == "notes"


def test_a_name_that_becomes_too_long_is_told(site):
    name = "2025-02-02-" + 241 * "a"
    (site / EN).rename(site / f"_posts/{name}.md")

    report = run(site)

    assert "too long" in str(report.problems)
    assert "shorter name" in str(report.problems)


def test_a_right_that_is_missing_is_told_and_the_other_posts_are_saved(site, monkeypatch):
    a_site(site, **{"_posts/2025-02-03-milk.md": POST})
    real = os.replace

    def refuse(source, target, *more):
        if "tea" in os.path.basename(target):
            raise PermissionError(errno.EACCES, "Permission denied", target)
        real(source, target, *more)

    monkeypatch.setattr(os, "replace", refuse)

    report = run(site)

    assert "cannot be written: Permission denied" in str(report.problems)
    assert "chmod u+w" in str(report.problems)
    assert (site / "_posts/fr/2025-02-03-milk-fr.md").exists()
    assert not [path for path in tree(site) if path.endswith(".part")]


def test_a_full_disk_ends_the_run_and_leaves_what_was_there(site, monkeypatch):
    run(site)
    before = (site / FR).read_bytes()
    (site / EN).write_text(POST.replace("One.", "Uno."))

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("blogtool.write.files._fill", full)
        with pytest.raises(BlogtoolError, match="disk is full"):
            run(site)

    assert (site / FR).read_bytes() == before
    assert not run(site).problems
    assert b"Uno." in (site / FR).read_bytes()


def test_two_originals_that_want_one_place_are_told_in_the_status(site, capsys):
    a_site(site, **{"_posts/en/2025-02-02-tea-en.md": POST})

    assert "where that of" in status(site, capsys)["problems"][0]


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_a_translation_has_the_line_ends_of_its_original(site, bom):
    original = bom + POST.replace("\n", "\r\n").encode()
    (site / EN).write_bytes(original)

    run(site)

    made = (site / FR).read_bytes()
    assert made.startswith(bom + b"---\r\n")
    assert made.count(b"\n") == made.count(b"\r\n")
    assert made.endswith(original.partition(b"en\r\n---\r\n")[2])
    assert not run(site).counts.get("saved")
    assert (site / FR).read_bytes() == made


def test_mixed_line_ends_stay_where_they_are(site):
    original = POST.replace("*water*.\n", "*water*.\r\n").replace("- One.\n", "- One.\r\n").encode()
    (site / EN).write_bytes(original)

    run(site)

    assert (site / FR).read_bytes().endswith(original.partition(b"en\n---\n")[2])


def test_an_editor_that_saves_with_other_line_ends_loses_none_and_edits_nothing(site, capsys):
    run(site)
    (site / FR).write_bytes((site / FR).read_bytes().replace(b"\n", b"\r\n"))
    (site / EN).write_text(POST.replace("One.", "Uno."))

    run(site)

    made = (site / FR).read_bytes()
    assert b"Uno.\r\n" in made
    assert made.count(b"\n") == made.count(b"\r\n")
    assert status(site, capsys)["posts"][0]["rungs"].get("person", 0) == 0


def test_a_renamed_post_keeps_its_line_ends_and_its_seal(site, capsys):
    (site / EN).write_bytes(POST.replace("\n", "\r\n").encode())
    run(site)
    (site / EN).rename(site / "_posts/2025-02-02-coffee.md")

    run(site)

    made = (site / "_posts/fr/2025-02-02-coffee-fr.md").read_bytes()
    assert made.count(b"\n") == made.count(b"\r\n")
    assert not (site / FR).exists()
    post = status(site, capsys)["posts"][0]
    assert (post["state"], post["edited"]) == ("done", False)


def test_a_dry_run_and_a_status_look_into_the_cache_and_leave_all_as_it_is(site, capsys, monkeypatch):
    run(site)
    before = tree(site)
    seen = []
    look = Glance.get_many
    monkeypatch.setattr(Glance, "get_many", lambda self, keys: seen.append(found := look(self, keys)) or found)

    story.translate(read_config(str(site)), now=NOW, dry_run=True)
    status(site, capsys)

    assert tree(site) == before
    assert len([found for found in seen if found]) == 2


def test_a_damaged_or_missing_cache_is_left_to_the_next_build(site, capsys):
    run(site)
    cache = site / ".blogtool-cache/cache.sqlite"
    for name in ("cache.sqlite-wal", "cache.sqlite-shm"):
        (cache.parent / name).unlink(missing_ok=True)
    cache.write_bytes(b"no database" * 400)

    assert status(site, capsys)["posts"][0]["state"] == "done"
    assert cache.read_bytes().startswith(b"no database")
    cache.unlink()
    assert status(site, capsys)["posts"][0]["state"] == "done"
    assert not cache.exists()
