"""Every setting and its default: the one place to look for what happens when a site says nothing."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from types import MappingProxyType

# As Jekyll 4.3 (jekyllrb.com/docs/configuration/default), in its order: `{{ site.key }}` sees these too.
DEFAULTS: Mapping[str, object] = MappingProxyType(
    {
        # Where things are
        "collections_dir": "",
        "cache_dir": ".blogtool-cache",
        "plugins_dir": "_plugins",
        "layouts_dir": "_layouts",
        "data_dir": "_data",
        "includes_dir": "_includes",
        "collections": {},
        # Handling reading
        "safe": False,
        "include": [".htaccess"],
        "exclude": [],
        "keep_files": [".git", ".svn"],
        "encoding": "utf-8",
        "markdown_ext": "markdown,mkdown,mkdn,mkd,md",
        "strict_front_matter": False,
        # Filtering content
        "show_drafts": None,
        "limit_posts": 0,
        "future": False,
        "unpublished": False,
        # Plugins
        "whitelist": [],
        "plugins": [],
        # Conversion
        "markdown": "kramdown",
        "highlighter": "rouge",
        "lsi": False,
        "excerpt_separator": "\n\n",
        # Serving
        "detach": False,
        "port": "4000",
        "host": "127.0.0.1",
        "baseurl": None,
        "show_dir_listing": False,
        "serving": False,
        # Output
        "permalink": "date",
        "paginate_path": "/page:num",
        "timezone": None,
        "quiet": False,
        "verbose": False,
        "defaults": [],
        "liquid": {"error_mode": "warn", "strict_filters": False, "strict_variables": False},
        "kramdown": {
            "auto_ids": True,
            "toc_levels": [1, 2, 3, 4, 5, 6],
            "entity_output": "as_char",
            "smart_quotes": "lsquo,rsquo,ldquo,rdquo",
            "input": "GFM",
            "hard_wrap": False,
            "guess_lang": True,
            "footnote_nr": 1,
            "show_warnings": False,
        },
    }
)

# Never a part of the site, whatever `include` says.
OWN_CACHE = ".blogtool-cache"

# Never read, even when the site sets `exclude` itself (Jekyll 4: the list is kept, gotcha 7).
ALWAYS_EXCLUDED = (
    ".sass-cache",
    ".jekyll-cache",
    "gemfiles",
    "Gemfile",
    "Gemfile.lock",
    "node_modules",
    "vendor/bundle/",
    "vendor/cache/",
    "vendor/gems/",
    "vendor/ruby/",
)


@dataclass(frozen=True)
class Config:
    """What one run is asked to do: the merged settings, and the few that decide what is read."""

    source: str  # absolute folder
    destination: str  # absolute folder
    settings: Mapping[str, object]  # defaults, then config files, then the command line: `site.*`
    files: tuple[str, ...] = ()  # the configuration files that were read, as named
    timezone: tzinfo | None = None  # from `timezone:`, else the environment's TZ, else None for UTC
    environment: str = "development"  # JEKYLL_ENV
    warnings: tuple[str, ...] = field(default=())
    brought: tuple[str, ...] = ()  # plugins that the theme depends on; `site.plugins` does not name them

    def get(self, key: str, default: object = None) -> object:
        """The setting `key`, or `default` where it is absent or null."""
        value = self.settings.get(key)
        return default if value is None else value

    def text(self, key: str, default: str = "") -> str:
        """The setting `key` as text."""
        value = self.settings.get(key)
        return default if value is None else str(value)

    def flag(self, key: str) -> bool:
        """The setting `key` as Ruby sees it: all but `false` and null count as yes."""
        value = self.settings.get(key)
        return value is not None and value is not False

    @property
    def cache_folder(self) -> str:
        """Where the cache is: as in Jekyll, below the source folder, whatever `cache_dir` says."""
        inside = posixpath.normpath(f"/{self.text('cache_dir')}").strip("/")
        return os.path.join(self.source, inside or OWN_CACHE)

    @property
    def plugins(self) -> tuple[str, ...]:
        """The plugins in effect: those of `plugins:`; in safe mode only those that `whitelist:` allows too."""
        named = self.strings("plugins")
        if not self.flag("safe"):
            return (*named, *self.brought)
        allowed = self.strings("whitelist")
        return tuple(name for name in named if name in allowed)

    def section(self, key: str) -> Mapping[str, object]:
        """The setting `key` where it should be a map; anything else counts as an empty one."""
        value = self.settings.get(key)
        return value if isinstance(value, Mapping) else {}

    def strings(self, key: str) -> tuple[str, ...]:
        """The setting `key` as a list of texts; a single text is a list of one."""
        value = self.settings.get(key)
        if value is None or value is False:
            return ()
        if isinstance(value, (list, tuple)):
            return tuple(str(one) for one in value if one is not None)
        return (str(value),)
