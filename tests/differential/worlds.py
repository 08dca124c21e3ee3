"""Builds one site with both builders and tells how the trees differ."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import os
import shutil
from collections.abc import Mapping
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


def difference(files: Mapping[str, str], jekyll: Jekyll, folder: Path) -> str:
    """How blogtool's site differs from Jekyll's: a text, empty where it does not."""
    source, theirs, ours = folder / "source", folder / "theirs", folder / "ours"
    if not write_site(files, source):
        return ""
    for one in (theirs, ours):
        shutil.rmtree(one, ignore_errors=True)
    error = jekyll.build(source, theirs)
    if error is not None and error.startswith("SystemStackError"):
        return ""  # an excerpt that shows itself ends Jekyll; here it is empty (docs/differences.md)
    code, log = blogtool_build(source, ours)
    if error is not None or code != 0:
        return "" if error is not None and code != 0 else f"Jekyll says: {error}\nblogtool says ({code}): {log[-1500:]}"
    same, first, lines = compare.compare_trees(str(theirs), str(ours), {})
    return "" if same else "\n".join([first, *lines[:80]])


def blogtool_build(source: Path, destination: Path) -> tuple[int, str]:
    """The exit code of a build within this process, and what it said."""
    said = io.StringIO()
    here = os.getcwd()
    os.chdir(source)
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            code = main(["build", "--source", str(source), "--destination", str(destination), "--jobs", "1"])
    finally:
        os.chdir(here)
    return code, said.getvalue()
