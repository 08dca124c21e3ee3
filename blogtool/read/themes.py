"""Finds the theme of a site, without Ruby: a folder, a Python package, or an installed gem's files."""

from __future__ import annotations

import glob
import os
import re
from pathlib import Path

from blogtool.errors import BlogtoolError
from blogtool.model.config import Config
from blogtool.read.theme_archives import find_remote_theme, repository_of

_DEPENDENCY = re.compile(r"add_(?:runtime_)?dependency\(?\s*(?:%q<|[\"'])(jekyll-[\w-]+)")
_SHIPPED = {"blogtool-paper": "paper"}
_GEM_FOLDERS = (
    "/usr/share/rubygems-integration/*/gems",
    "/usr/share/rubygems-integration/gems",
    "/usr/share/ruby-gems/gems",
    "/var/lib/gems/*/gems",
    "/usr/lib/ruby/gems/*/gems",
    "/usr/local/lib/ruby/gems/*/gems",
    "/usr/local/bundle/gems",
)


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
    return _in_packages(name) or _in_gems(name) or _missing(name)


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


def _in_gems(name: str) -> str | None:
    patterns = [*(os.path.join(home, "gems") for home in _gem_homes()), *_GEM_FOLDERS]
    found = [
        folder
        for pattern in patterns
        for folder in sorted(glob.glob(os.path.join(pattern, f"{glob.escape(name)}-[0-9]*")), reverse=True)
        if os.path.isdir(os.path.join(folder, "_layouts"))
    ]
    return found[0] if found else None


def _gem_homes() -> list[str]:
    return [one for key in ("GEM_HOME", "GEM_PATH") for one in os.environ.get(key, "").split(":") if one]


def plugins_of(theme: str) -> tuple[str, ...]:
    """The plugins that a theme's gem depends on: as Jekyll, they are in effect without being named.

    The gemspec lies in the theme's own folder where it was fetched, beside the gems where it was installed.
    """
    gems, name = os.path.split(theme.rstrip("/"))
    own = sorted(glob.glob(os.path.join(glob.escape(theme), "*.gemspec")))
    try:
        text = Path(
            own[0] if own else os.path.join(os.path.dirname(gems), "specifications", f"{name}.gemspec")
        ).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ()
    return tuple(dict.fromkeys(_DEPENDENCY.findall(text)))


def _missing(name: str) -> str:
    known = repository_of(name) is not None
    fix = f"run `blogtool themes add {name}`" if known else f"put its files into `_themes/{name}`, install it"
    raise BlogtoolError(f"the theme `{name}` could not be found", fix=f"{fix}, or use `theme: blogtool-paper`")
