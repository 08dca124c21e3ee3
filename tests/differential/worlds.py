"""Builds one site with both builders and tells how the trees differ."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import os
import shutil
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from differential.jekyll import Jekyll

from blogtool.cli import main

_SUITE = Path(__file__).parent.parent / "conformance"
_spec = importlib.util.spec_from_file_location("compare_trees", _SUITE / "compare.py")
assert _spec is not None
assert _spec.loader is not None
compare: Any = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(compare)

# Mistakes that end Jekyll with an error of Ruby's (docs/differences.md); blogtool goes on.
RUBY_ERRORS = ("SystemStackError", "NoMethodError", "FloatDomainError", "TypeError")
_FAULT = 70
_CHANGED = 1_700_000_000  # seconds: when every file of the site was last changed


def write_site(files: Mapping[str, str], folder: Path) -> bool:
    """Puts the files on the disk; False where two of them cannot stand together."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="")
            os.utime(path, (_CHANGED, _CHANGED))
    except (NotADirectoryError, IsADirectoryError, FileExistsError):
        return False
    return True


@dataclass(frozen=True)
class Outcome:
    """What became of one site."""

    kind: str  # `same`, `different`, `both refuse`, `ours goes on`, `not a site`
    told: str = ""  # how they differ


def difference(files: Mapping[str, str], jekyll: Jekyll, folder: Path) -> str:
    """How blogtool's site differs from Jekyll's: a text, empty where it does not."""
    return outcome(files, jekyll, folder).told


def outcome(files: Mapping[str, str], jekyll: Jekyll, folder: Path) -> Outcome:
    """Builds one site with both, and compares."""
    source, theirs, ours = folder / "source", folder / "theirs", folder / "ours"
    if not write_site(files, source):
        return Outcome("not a site")
    for one in (theirs, ours):
        shutil.rmtree(one, ignore_errors=True)
    keep_going = "expressions.txt" in files
    error = jekyll.build(source, theirs, keep_going=keep_going)
    code, log = blogtool_build(source, ours)
    if code == _FAULT:
        return Outcome("different", log)
    if error is not None and error.startswith(RUBY_ERRORS):
        return Outcome("ours goes on")  # a mistake that ends Jekyll with an error of Ruby's (docs/differences.md)
    if error is not None and code != 0:
        return Outcome(f"both refuse ({str(error).splitlines()[0][:70]})", "" if not keep_going else str(error))
    if (error is not None or code != 0) and not keep_going:
        return Outcome("different", f"Jekyll says: {error}\nblogtool says ({code}): {log[-1500:]}")
    if keep_going:
        _remove_failed(theirs)
    same, first, lines = compare.compare_trees(str(theirs), str(ours), {})
    return Outcome("same") if same else Outcome("different", "\n".join([first, *lines[:80]]))


def _remove_failed(folder: Path) -> None:
    """Takes away the pages that Jekyll could not render."""
    for path in folder.rglob("*.txt"):
        if path.read_bytes().startswith(b"FAILED: "):
            path.unlink()


def blogtool_build(source: Path, destination: Path) -> tuple[int, str]:
    """The exit code of a build within this process, and what it said."""
    said = io.StringIO()
    here = os.getcwd()
    os.chdir(source)
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            code = main(["build", "--source", str(source), "--destination", str(destination), "--jobs", "1"])
    except Exception:  # a fault of ours, told like any other difference
        return _FAULT, traceback.format_exc()
    finally:
        os.chdir(here)
    return code, said.getvalue()
