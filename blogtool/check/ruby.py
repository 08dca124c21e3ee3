"""Before moving: what the Ruby files in `_plugins` bring, with their lines. Nothing of it is run."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from blogtool.check.findings import Finding
from blogtool.model.config import Config

_FIX = "write it in Python (docs/extending.md)"
_REGISTERED = re.compile(r"register_(tag|filter)[\s(]+:?[\"']?([\w:]+)")
_CLASS = re.compile(r"^\s*class\s+([\w:]+)\s*<\s*(?:::)?(?:Jekyll::)?(Generator|Converter|Command)\b")
_HOOK = re.compile(r"Hooks\.register[\s(]+(\[[^\]]*\]|:?\w+)[\s,]+:?(\w+)")
_MODULE = re.compile(r"^(\s*)module\s+([\w:]+)")
_METHOD = re.compile(r"^\s*def\s+([a-z_]\w*)")
_PRIVATE = re.compile(r"^\s*(?:private|protected)\s*$")


@dataclass(frozen=True)
class RubyFile:
    """One file of `_plugins`."""

    path: str  # relative to the source
    lines: tuple[str, ...]

    def findings(self) -> Iterator[Finding]:
        """The file itself, and the tags, filters, generators, converters, commands and hooks that it brings."""
        yield Finding("missing", "Ruby code is not run", self.path, 1, _FIX)
        for number, line in enumerate(self.lines, 1):
            for kind, name in _REGISTERED.findall(line):
                if kind == "tag" or not self._methods_of(name):
                    yield Finding("missing", f"the {kind} `{name}` is written in Ruby", self.path, number, _FIX)
            if made := _CLASS.match(line):
                what = f"the {made[2].lower()} `{made[1]}` is written in Ruby"
                yield Finding("missing", what, self.path, number, _FIX)
            if hook := _HOOK.search(line):
                what = f"the hook `{hook[1].lstrip(':')} {hook[2]}` is written in Ruby"
                fix = "there are no hooks: a generator may do it, or a filter"
                yield Finding("missing", what, self.path, number, fix)
        for name, number in self.filters.items():
            yield Finding("missing", f"the filter `{name}` is written in Ruby", self.path, number, _FIX)

    @cached_property
    def filters(self) -> Mapping[str, int]:
        """Names of the filters that the file registers, with the lines of their methods."""
        registered = [name for line in self.lines for kind, name in _REGISTERED.findall(line) if kind == "filter"]
        return {name: number for module in registered for name, number in self._methods_of(module).items()}

    def _methods_of(self, module: str) -> dict[str, int]:
        """The public methods between `module Name` and the `end` that stands as far to the right."""
        last = module.rpartition("::")[2]
        methods: dict[str, int] = {}
        indent: str | None = None
        is_public = True
        for number, line in enumerate(self.lines, 1):
            opened = _MODULE.match(line)
            if opened and opened[2].rpartition("::")[2] == last:
                indent, is_public = opened[1], True
            elif indent is not None and line.rstrip() == f"{indent}end":
                indent = None
            elif indent is not None and _PRIVATE.match(line):
                is_public = False
            elif indent is not None and is_public and (method := _METHOD.match(line)):
                methods[method[1]] = number
        return methods


def ruby_files(config: Config) -> list[RubyFile]:
    """The Ruby files below `_plugins`, in order."""
    found = []
    for here, folders, names in os.walk(os.path.join(config.source, config.text("plugins_dir"))):
        folders.sort()
        for name in sorted(names):
            if name.endswith(".rb"):
                absolute = os.path.join(here, name)
                with open(absolute, encoding="utf-8", errors="replace") as file:
                    found.append(RubyFile(os.path.relpath(absolute, config.source), tuple(file)))
    return found
