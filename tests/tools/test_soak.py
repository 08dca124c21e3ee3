"""The soak: what a clean build of the site says is not mistaken for something else."""

from __future__ import annotations

import subprocess

import pytest
from builders import a_site

from tools import soak


def ended(monkeypatch, code, said):
    done = subprocess.CompletedProcess([], code, stderr=said)
    monkeypatch.setattr(soak.subprocess, "run", lambda *args, **options: done)


def test_a_clean_build_that_finds_mistakes_refuses_the_site(tmp_path, monkeypatch):
    site = a_site(tmp_path / "site", **{"a.md": "---\n---\n"})
    ended(monkeypatch, 1, "error: one\n  at   a.md:1\nerror: two\n")

    with pytest.raises(soak.Refused) as caught:
        soak.clean_tree(site, tmp_path / "clean")

    assert caught.value.args == ("error: one\n  at   a.md:1", "error: two")


def test_a_clean_build_that_falls_refuses_nothing(tmp_path, monkeypatch):
    site = a_site(tmp_path / "site", **{"a.md": "---\n---\n"})
    ended(monkeypatch, -9, "")

    with pytest.raises(RuntimeError, match="ended with -9"):
        soak.clean_tree(site, tmp_path / "clean")


def feed(built, *entries):
    dates = "".join(f"<entry><published>{one}</published><updated>{one}</updated></entry>" for one in entries)
    return f'<?xml version="1.0"?><feed xmlns="a"><title>T</title><updated>{built}</updated>{dates}</feed>'.encode()


def site_map(*dates):
    return f"""<?xml version="1.0"?><urlset>{"".join(f"<lastmod>{one}</lastmod>" for one in dates)}</urlset>""".encode()


def test_the_time_of_the_build_is_no_difference_where_it_stands_for_a_date():
    ours = {"feed.xml": feed("12:00", "12:00", "11:00"), "sitemap.xml": site_map("12:00", "11:00")}
    clean = {"feed.xml": feed("12:01", "12:01", "11:00"), "sitemap.xml": site_map("12:01", "11:00")}

    assert soak.differences(ours, clean) == []


def test_another_time_is_a_difference_and_the_first_line_is_told():
    ours = {"feed.xml": feed("12:00", "11:00"), "sitemap.xml": site_map("11:00")}
    clean = {"feed.xml": feed("12:01", "11:01"), "sitemap.xml": site_map("11:01")}

    assert soak.differences(ours, clean) == [
        r"feed.xml (tag or line 7: b'<published>11:00</published>\n' for b'<published>11:01</published>\n')",
        r"sitemap.xml (tag or line 3: b'<lastmod>11:00</lastmod>\n' for b'<lastmod>11:01</lastmod>\n')",
    ]


def test_files_that_only_one_side_has_are_differences():
    assert soak.differences({"a": b"x"}, {"b": b"x"}) == ["a (too many)", "b (missing)"]
