"""Finds the theme of a site, without Ruby: a folder, a Python package, or an installed gem's files."""

from __future__ import annotations

import glob
import os
import re
from pathlib import Path

from blogtool.errors import BlogtoolError
from blogtool.model.config import Config
from blogtool.read.theme_archives import find_remote_theme, repository_of

_SHIPPED = {"blogtool-paper": "paper"}
_GEM_FOLDERS = (
    "/usr/share/rubygems-integration/*/gems",
    "/usr/share/rubygems-integration/gems",
    "/usr/share/ruby-gems/gems",
    "/var/lib/gems/*/gems",
    "/usr/lib/ruby/gems/*/gems",
    "/usr/local/lib/ruby/gems/*/gems",
    "/usr/local/bundle/gems",
    "/opt/homebrew/lib/ruby/gems/*/gems",
    "~/.local/share/gem/ruby/*/gems",
    "~/.gem/ruby/*/gems",
    "~/.rbenv/versions/*/lib/ruby/gems/*/gems",
    "~/.rvm/gems/*/gems",
)
_IN_SITE = "vendor/bundle/ruby/*/gems"  # where Bundler puts gems for one site alone


def find_theme(config: Config) -> str | None:
    """The absolute folder of the theme named by `theme:`, or None where the site names none.

    Looked for in `_themes/<name>`, among blogtool's own themes, in installed Python packages (entry point
    `blogtool.themes`, which names a package that holds the theme's files), in the folders of installed gems.
    Raises BlogtoolError where it is nowhere.
    """
    remote = find_remote_theme(config)
    if remote is not None:
        return remote
    name = config.settings.get("theme")
    if not isinstance(name, str) or not name:
        return None
    own = os.path.join(config.source, "_themes", name)
    if os.path.isdir(own):
        return own
    if name in _SHIPPED:
        return str(Path(__file__).resolve().parent.parent / "themes" / _SHIPPED[name])
    return _in_packages(name) or _in_gems(name, config.source) or _missing(name)


def _in_packages(name: str) -> str | None:
    from importlib import metadata  # slow to load, as is the next
    from importlib.util import find_spec

    for point in metadata.entry_points(group="blogtool.themes"):
        if point.name != name:
            continue
        spec = find_spec(point.module)
        if spec is not None and spec.submodule_search_locations:
            return next(iter(spec.submodule_search_locations))
    return None


def _in_gems(name: str, source: str) -> str | None:
    """The newest version of the gem, in the first place that has it: Bundler's folder of the site comes first."""
    homes = [os.path.join(home, "gems") for home in _gem_homes()]
    for pattern in (os.path.join(glob.escape(source), _IN_SITE), *homes, *_GEM_FOLDERS):
        whole = os.path.join(os.path.expanduser(pattern), f"{glob.escape(name)}-[0-9]*")
        found = [folder for folder in glob.glob(whole) if os.path.isdir(os.path.join(folder, "_layouts"))]
        if found:
            return max(found, key=_version)
    return None


def _version(folder: str) -> list[int]:
    """The numbers of a gem's version, so that 2.10 comes after 2.9."""
    return [int(one) for one in re.findall(r"\d+", folder.rpartition("-")[2])]


def _gem_homes() -> list[str]:
    return [one for key in ("GEM_HOME", "GEM_PATH") for one in os.environ.get(key, "").split(":") if one]


def _missing(name: str) -> str:
    known = repository_of(name) is not None
    fix = f"run `blogtool themes add {name}`" if known else f"put its files into `_themes/{name}`, install it"
    raise BlogtoolError(f"the theme `{name}` could not be found", fix=f"{fix}, or use `theme: blogtool-paper`")
