"""After writing: an index for readers who search, one a language, where `search: pagefind` asks for it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from importlib.util import find_spec

from blogtool.errors import BlogtoolError
from blogtool.model.config import Config
from blogtool.write.files import write_atomically

FOLDER = "pagefind"  # of the destination
_OLD = "is-old"  # a file in it while pages have changed since


def wants_index(config: Config) -> bool:
    """Whether the site has a search box.

    Raises BlogtoolError where Pagefind is not installed.
    """
    if config.get("search") != "pagefind":
        return False  # off, or a setting of another theme
    if find_spec("pagefind") is None:
        raise BlogtoolError(
            "`search: pagefind` needs Pagefind, which is not installed",
            fix='`pip install "blogtool[search]"`, or take out `search:`',
        )
    return True


def refresh_index(config: Config, changed: Iterable[str], while_watching: bool) -> list[BlogtoolError]:
    """Makes the index anew where pages have changed since; while a site is watched, it waits for the next build.

    `changed` are the paths written or removed now. Gives what went wrong.
    """
    try:
        if not wants_index(config):
            return []
        folder = os.path.join(config.destination, FOLDER)
        has_changed = any(path.endswith(".html") for path in changed)
        if not os.path.isfile(os.path.join(folder, "pagefind.js")):
            index_site(config)
        elif while_watching and has_changed:
            write_atomically(os.path.join(folder, _OLD), b"")
        elif not while_watching and (has_changed or os.path.exists(os.path.join(folder, _OLD))):
            index_site(config)
    except BlogtoolError as error:
        return [error]
    return []


def index_site(config: Config) -> None:
    """Pagefind reads the finished site and writes its index into the folder `pagefind`, by the pages' languages.

    Raises BlogtoolError with Pagefind's own words where it fails.
    """
    import subprocess  # few sites are indexed

    shutil.rmtree(os.path.join(config.destination, FOLDER), ignore_errors=True)  # it would keep what is gone
    command = [sys.executable, "-m", "pagefind", "--quiet", "--site", config.destination, "--output-subdir", FOLDER]
    nothing = subprocess.DEVNULL
    done = subprocess.run(command, cwd=config.source, stdin=nothing, capture_output=True, text=True, errors="replace")
    if done.returncode or not os.path.isfile(os.path.join(config.destination, FOLDER, "pagefind.js")):
        told = (done.stderr or done.stdout).strip().splitlines()
        raise BlogtoolError(f"Pagefind could not index the site: {told[-1] if told else 'it gave no reason'}")
