"""Reads layouts and includes, the site's own before the theme's."""

from __future__ import annotations

import os
from collections.abc import Sequence

from blogtool.errors import BlogtoolError
from blogtool.model.config import Config
from blogtool.model.content import Include, Layout
from blogtool.read.documents import Reading
from blogtool.read.files import read_text
from blogtool.text import frontmatter


def read_layouts(reading: Reading, theme: str | None) -> dict[str, Layout]:
    """Every layout by its name without extension (`post`, `themes/wide`)."""
    layouts: dict[str, Layout] = {}
    for root, shown in _folders(reading.config, "layouts_dir", "_layouts", theme):
        for name, absolute in _files(root):
            key = os.path.splitext(name)[0]
            if "." not in name or key in layouts:
                continue
            path = f"{shown}/{name}"
            try:
                matter = frontmatter.parse(read_text(absolute, path), path, reading.config.timezone)
            except BlogtoolError as error:
                reading.problems.append(error)
                continue
            if matter.problem is not None and (reading.config.flag("strict_front_matter") or not matter.is_map):
                reading.problems.append(matter.problem)
                continue
            if matter.problem is not None:
                reading.warnings.append(str(matter.problem).replace("error: ", "", 1))
            layouts[key] = Layout(key, path, matter.data, matter.body, matter.body_line)
    return layouts


def read_includes(reading: Reading, theme: str | None) -> dict[str, Include]:
    """Every include by the name that `{% include name %}` uses. Files that are no text are left out."""
    includes: dict[str, Include] = {}
    for root, shown in _folders(reading.config, "includes_dir", "_includes", theme):
        for name, absolute in _files(root):
            if name in includes:
                continue
            path = f"{shown}/{name}"
            try:
                includes[name] = Include(name, path, read_text(absolute, path))
            except BlogtoolError as error:
                reading.warnings.append(str(error).replace("error: ", "", 1))
    return includes


def _folders(config: Config, key: str, usual: str, theme: str | None) -> Sequence[tuple[str, str]]:
    own = config.text(key, usual)
    folders = [(os.path.join(config.source, own), own.strip("/"))]
    if theme is not None:
        folders.append((os.path.join(theme, usual), f"{os.path.basename(theme)}/{usual}"))
    return folders


def _files(root: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for folder, folders, names in os.walk(root, followlinks=True):
        folders.sort()
        for name in sorted(names):
            absolute = os.path.join(folder, name)
            found.append((os.path.relpath(absolute, root).replace(os.sep, "/"), absolute))
    return found
