"""Every golden site builds to the tree that the real Jekyll 4.3.1 gave."""

import importlib.util
import os
import shutil
from pathlib import Path

import pytest
from gaps import known_gaps

from blogtool.cli import main

SUITE = Path(__file__).parent / "conformance"
_spec = importlib.util.spec_from_file_location("compare_sites", SUITE / "compare.py")
compare = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(compare)

OWN = Path(__file__).parent / "sites"  # what random sites and bug reports taught us, in the same form
GIVEN = sorted(path.parent for path in SUITE.glob("*/*/case.yml"))
CASES = [*GIVEN, *sorted(path.parent for path in OWN.glob("*/*/case.yml"))]
GAPS = known_gaps()


def gem_is_installed(name):
    from blogtool.errors import BlogtoolError
    from blogtool.model.config import Config
    from blogtool.read.themes import find_theme

    try:
        return find_theme(Config("/", "/", {"theme": name})) is not None
    except BlogtoolError:
        return False


def name_of(case):
    return f"{case.parent.name}/{case.name}"


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_golden_site_builds_to_its_expected_tree(case, tmp_path, monkeypatch, capfd):
    if case.parent.name == "minima" and case.name != "theme-missing" and not gem_is_installed("minima"):
        pytest.skip("not run: the files of the gem minima are not installed (Debian: jekyll-theme-minima)")
    meta = compare.read_meta(case / "case.yml")
    source, destination = tmp_path / "source", tmp_path / "destination"
    shutil.copytree(case / "site", source)
    if (case / "before").is_dir():
        shutil.copytree(case / "before", destination)
    for key, value in meta.get("env", {}).items():
        monkeypatch.setenv(key, str(value))
    monkeypatch.chdir(source)

    difference = built_difference(case, meta, source, destination, capfd)

    if f"sites/{name_of(case)}" in GAPS:
        assert difference, "this known gap is closed: take its line out of tests/known_gaps.txt"
    else:
        assert not difference


def built_difference(case, meta, source, destination, capfd):
    """What is not as expected: a text, or empty."""
    flags = ["--source", str(source), "--destination", str(destination), *meta.get("flags", [])]
    code = main(["build", *flags])
    log = "".join(capfd.readouterr())
    if bool(meta.get("exit")) != bool(code):
        return f"exit code {code}:\n{log[-2000:]}"
    missing = [text for text in meta.get("log_contains", []) if text not in log]
    if missing:
        return f"the messages do not mention {missing}:\n{log[-2000:]}"
    if meta.get("exit"):
        return ""
    same, first, lines = compare.compare_trees(str(case / "expected"), str(destination), meta)
    return "" if same else "\n".join([first, *lines[:60]])


def test_every_gap_names_a_case():
    names = {f"sites/{name_of(case)}" for case in CASES}

    assert [gap for gap in GAPS if gap.startswith("sites/") and gap not in names] == []


def test_the_suite_is_whole():
    assert len(GIVEN) >= 317
    assert os.path.isfile(SUITE / ".gitattributes")
