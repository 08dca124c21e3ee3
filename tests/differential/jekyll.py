"""The real Jekyll as a companion that builds one site after another."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

HERE = Path(__file__).parent


def is_installed() -> bool:
    """Whether `ruby` and `jekyll` can be run."""
    return shutil.which("jekyll") is not None and shutil.which("ruby") is not None


class Jekyll:
    """A running Jekyll. Use it as a context; it ends with it."""

    def __enter__(self) -> Jekyll:
        environment = {
            **os.environ,
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            "JEKYLL_NO_BUNDLER_REQUIRE": "true",
        }
        environment.pop("JEKYLL_ENV", None)
        self._process = subprocess.Popen(
            ["ruby", str(HERE / "jekyll_builder.rb")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            text=True,
        )
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(600)  # it ends by itself: this only ends a hang

    def build(
        self,
        source: Path,
        destination: Path,
        flags: Mapping[str, object] | None = None,
        files: Sequence[str] = (),
        keep_going: bool = False,
    ) -> str | None:
        """Builds a site: None where all is well, else what Jekyll says.

        With `keep_going` a page whose Liquid fails is left out and the rest is built.
        """
        order = {
            "source": str(source),
            "destination": str(destination),
            "flags": dict(flags or {}),
            "files": list(files),
            "keep_going": keep_going,
        }
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError("the Jekyll companion has ended")
        error: str | None = json.loads(answer)["error"]
        return error
