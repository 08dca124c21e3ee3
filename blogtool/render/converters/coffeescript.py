"""Turns CoffeeScript into JavaScript: the owner of dukpy. Off unless the site names jekyll-coffeescript."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from blogtool.errors import BlogtoolError

# The compiler asks whether it may colour its messages; there is no terminal here.
_COMPILE = """
process.stdout = {isTTY: false};
(function () {
    try { return JSON.stringify({js: CoffeeScript.compile(dukpy['text'])}); }
    catch (e) {
        var line = e.location ? e.location.first_line : null;
        return JSON.stringify({error: String(e.message || e), line: line});
    }
})();
"""


@dataclass(frozen=True)
class CoffeeScriptConverter:
    """The converter of `.coffee` files, as jekyll-coffeescript does it: each file in a function of its own."""

    def matches(self, extension: str) -> bool:
        """Whether files with this extension are scripts to convert."""
        return extension.lower() == ".coffee"

    def output_extension(self, extension: str) -> str:
        """Always `.js`."""
        return ".js"

    def convert(self, text: str) -> str:
        """JavaScript of CoffeeScript 1. Errors: BlogtoolError for a mistake, or where there is no compiler."""
        answer = json.loads(_run(text))
        if "error" not in answer:
            return str(answer["js"])
        line = answer["line"]
        place = "" if line is None else f" in line {line + 1} below the front matter"
        raise BlogtoolError(f"CoffeeScript cannot read this: {answer['error']}{place}")


def _run(text: str) -> str:
    try:
        import dukpy
    except ImportError as error:
        raise _missing() from error
    return str(dukpy.evaljs([_compiler(), _COMPILE], text=text))


@cache
def _compiler() -> str:
    """The JavaScript of the compiler, which dukpy carries up to its version 0.5."""
    import dukpy

    path = Path(dukpy.__file__).parent / "jsmodules/coffeescript.js"
    try:
        return path.read_text("utf-8")
    except OSError as error:
        raise _missing() from error


def _missing() -> BlogtoolError:
    return BlogtoolError(
        "CoffeeScript is not installed, and this site has a `.coffee` file",
        fix="pip install 'blogtool[coffeescript]'",
    )
