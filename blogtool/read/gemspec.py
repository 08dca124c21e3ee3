"""What a theme's gemspec says, read without Ruby: `theme.*`, and the plugins that the theme needs."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Mapping
from pathlib import Path

_TEXT = r"(?:%[qQ][<{(\[]([^>})\]]*)[>})\]]|\"([^\"]*)\"|'([^']*)')"
_ANY_TEXT = re.compile(_TEXT)
_PAIR = re.compile(rf"{_TEXT}\s*=>\s*{_TEXT}")
_VERSION = re.compile(r"-(\d[\w.]*)\Z")
_DEPENDENCY = re.compile(rf"^.*\.add_(?:runtime_)?dependency[\s(]+{_TEXT}(?:\.freeze)?(.*)$", re.MULTILINE)


def gemspec_of(theme: str) -> str:
    """The text of the gemspec: in the theme's own folder, or beside the gems where it was installed; else nothing."""
    gems, name = os.path.split(theme.rstrip("/"))
    own = sorted(glob.glob(os.path.join(glob.escape(theme), "*.gemspec")))
    path = own[0] if own else os.path.join(os.path.dirname(gems), "specifications", f"{name}.gemspec")
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def plugins_of(theme: str) -> tuple[str, ...]:
    """The plugins that a theme's gem depends on: as Jekyll, they are in effect without being named."""
    names = (name for name, _ in _dependencies(gemspec_of(theme)))
    return tuple(dict.fromkeys(name for name in names if name.startswith("jekyll-")))


def theme_facts(theme: str) -> dict[str, object]:
    """What templates see as `theme.*`: the folder, and what the gemspec says where there is one."""
    spec = gemspec_of(theme)
    facts: dict[str, object] = {"root": theme}
    if not spec:
        return facts
    needed = dict(_dependencies(spec))
    version = _said(spec, "version") or "".join(_VERSION.findall(os.path.basename(theme.rstrip("/"))))
    return {
        **facts,
        "metadata": _metadata(spec),
        "dependencies": [f"{name} ({', '.join(wanted) or '>= 0'})" for name, wanted in needed.items()],
        "version": version,
        "authors": ", ".join(_texts(_line(spec, "authors") or _line(spec, "author"))),
        "description": _said(spec, "description") or _said(spec, "summary"),
    }


def _dependencies(spec: str) -> list[tuple[str, list[str]]]:
    """Names and versions, the first mention of each; those for developing are others."""
    found: dict[str, list[str]] = {}
    for angle, double, single, rest in _DEPENDENCY.findall(spec):
        found.setdefault(angle or double or single, _texts(rest))
    developing = re.findall(rf"add_development_dependency[\s(]+{_TEXT}", spec)
    hidden = {angle or double or single for angle, double, single in developing}
    return [(name, wanted) for name, wanted in found.items() if name not in hidden]


def _line(spec: str, key: str) -> str:
    found = re.search(rf"^\s*\w+\.{key}\s*=\s*(.*)$", spec, re.MULTILINE)
    return found[1] if found else ""


def _said(spec: str, key: str) -> str:
    return next(iter(_texts(_line(spec, key))), "")


def _metadata(spec: str) -> Mapping[str, str]:
    texts = [[one for one in pair if one] for pair in _PAIR.findall(_line(spec, "metadata"))]
    return {pair[0]: pair[1] for pair in texts if len(pair) == 2}


def _texts(ruby: str) -> list[str]:
    """The texts that a piece of Ruby holds."""
    return [angle or double or single for angle, double, single in _ANY_TEXT.findall(ruby)]
