"""Builders that hide what does not matter to a test."""

import os
import shutil
import tempfile
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from blogtool.cli import main

HANG = 600  # seconds after which something is stuck: the slowest machine that stands still now and then is quicker


def a_site(folder: Path, **files: str) -> Path:
    """A site of these files: `a_site(tmp_path, **{"index.md": "---\\n---\\nHello"})`."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(text, bytes):
            path.write_bytes(text)
        else:
            path.write_text(textwrap.dedent(text), "utf-8")
    return folder


def built(folder: Path, *flags: str) -> int:
    """The exit code of `blogtool build` over a folder; the site is in `folder/_site`."""
    return main(["build", "--source", str(folder), "--quiet", *flags])


@contextmanager
def a_quick_folder(slow: Path) -> Iterator[Path]:
    """A folder for thousands of small files that lasts as long as the block: in memory where that has room for them."""
    memory = "/dev/shm"
    has_room = os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 2**28
    with tempfile.TemporaryDirectory(dir=memory if has_room else slow, prefix="blogtool-") as folder:
        yield Path(folder)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
