"""Asks git: one question a call, an answer as text, an error with git's own reason."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from blogtool.errors import BlogtoolError


@dataclass(frozen=True)
class Git:
    """A folder inside a repository."""

    folder: str

    def ask(self, *words: str, fix: str | None = None) -> str:
        """What git answers, without the last line break.

        Raises BlogtoolError with git's own words where it refuses; `fix` is what the author can do.
        """
        done = self.run(["git", *words])
        if done.returncode:
            raise BlogtoolError(f"`git {words[0]}` failed: {reason(done.stderr)}", fix=fix)
        return done.stdout.rstrip("\n")

    def find(self, *words: str) -> str | None:
        """What git answers, or None where it says no."""
        done = self.run(["git", *words])
        return None if done.returncode else done.stdout.rstrip("\n")

    def run(self, command: Sequence[str], more: Mapping[str, str] = {}) -> subprocess.CompletedProcess[str]:
        """Runs a command in the folder, in English; no question waits where nobody sits at a terminal.

        Raises BlogtoolError where git is not installed.
        """
        environment = {**os.environ, "LC_ALL": "C", **more}
        if not sys.stdin or not sys.stdin.isatty():
            environment.setdefault("GIT_TERMINAL_PROMPT", "0")
        try:
            return subprocess.run(
                command,
                cwd=self.folder,
                env=environment,
                stdin=None if sys.stdin and sys.stdin.isatty() else subprocess.DEVNULL,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                check=False,
            )
        except FileNotFoundError as error:
            raise BlogtoolError("git is not installed", fix="install git, then publish again") from error


def reason(words: str) -> str:
    """The line in which git says why, without its `fatal:`, and what a hook says before it."""
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    marks = ("fatal:", "error:", "remote: error:", "! [")
    if not lines:
        return "no reason given"
    place = next((place for place, line in enumerate(lines) if line.startswith(marks)), len(lines) - 1)
    why = lines[place].removeprefix("fatal:").removeprefix("error:").strip()
    before = (line.removeprefix("remote:").strip() for line in lines[:place] if not line.startswith("To "))
    said = "; ".join([one for one in before if one][:3])
    return f"{why} ({said})" if said else why
