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
