"""The first workshop: a folder becomes a Site."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence, Set
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from blogtool.cache import Cache
from blogtool.model.config import Config
from blogtool.model.content import Collection, Page, StaticFile
from blogtool.model.own_code import OwnConverter
from blogtool.model.plugins import Plugins
from blogtool.model.site import Site
from blogtool.read.collections import posts_collection, read_collection, read_posts
from blogtool.read.config import settings_with_theme
from blogtool.read.data import read_data
from blogtool.read.defaults import Defaults
from blogtool.read.documents import Reading
from blogtool.read.files import decode
from blogtool.read.gemspec import plugins_of, theme_facts
from blogtool.read.kept import Kept
from blogtool.read.listings import Listings
from blogtool.read.pages import make_page, read_file
from blogtool.read.plugins import BUILT_IN
from blogtool.read.remembered import Remembered
from blogtool.read.templates import read_includes, read_layouts
from blogtool.read.themes import find_theme
from blogtool.read.tree import Entry, EntryFilter, files_below, walk
from blogtool.text.dates import parse_date

__all__ = ["page_maker", "read_site"]


def read_site(
    config: Config, now: datetime, plugins: Plugins | None = None, cache: Cache | None = None
) -> Site:
    """Everything that stands in the source folder, as values; `cache` remembers parsed front matter.

    Mistakes in single files are collected in `Site.problems`; what else there is, is read.
    Raises BlogtoolError only where no site can be made at all (theme missing).
    """
    time = _site_time(config, now)
    defaults = Defaults(config)
    remembered = Remembered(cache, config.timezone)
    memory = cache.memory if cache is not None else None
    kept = Kept(memory, config, time)
    listings = Listings(config.source, memory)
    reading = Reading(config, time, defaults, _output_extensions(config, plugins), remembered, kept, listings)
    entry_filter = EntryFilter(config)
    theme = find_theme(config)
    if theme is not None:
        config = _with_plugins_of(theme, settings_with_theme(theme, config))
    labels = [label for label in config.section("collections") if label != "posts"]
    folders: list[str] = []
    pages: list[Page] = []
    files: list[StaticFile] = []
    for folder, entries in walk(config, entry_filter, listings):
        folders.append(folder)
        _sort_out(reading, entries, pages, files)
    _add_named_files(reading, pages, files)
    posts = posts_collection(reading, read_posts(reading, entry_filter, folders))
    collections: dict[str, Collection] = {"posts": posts}
    for label in labels:
        collections[label] = read_collection(reading, entry_filter, label)
    theme_pages, theme_files = _theme_assets(reading, entry_filter, theme, _paths(pages) | _paths(files))
    remembered.save()
    site = Site(
        config=config,
        time=time,
        posts=tuple(reversed(posts.documents)),
        collections=collections,
        pages=(*sorted(pages, key=lambda one: (one.name, _folders_first(one.path))), *theme_pages),
        static_files=(
            *sorted(files, key=lambda one: one.path),
            *(one for c in collections.values() for one in c.files),
            *theme_files,
        ),
        data=read_data(reading, theme),
        layouts=read_layouts(reading, theme),
        includes=read_includes(reading, theme),
        theme=theme,
        theme_facts=theme_facts(theme) if theme is not None else {},
    )
    warnings = (*config.warnings, *defaults.warnings, *reading.warnings)
    return replace(site, warnings=warnings, problems=tuple(reading.problems))


def _with_plugins_of(theme: str, config: Config) -> Config:
    """The configuration, with the plugins that the theme brings along where plugins are free."""
    brought = plugins_of(theme) if not config.flag("safe") else ()
    named = config.strings("plugins")
    return replace(config, brought=tuple(name for name in brought if name in BUILT_IN and name not in named))


def page_maker(site: Site, plugins: Plugins | None = None) -> Callable[[StaticFile], Page]:
    """A function that gives the page that a static file would be if it began with empty front matter."""
    config = site.config
    reading = Reading(
        config,
        site.time,
        Defaults(config),
        _output_extensions(config, plugins),
        Remembered(None, config.timezone),
        Kept(None, config, site.time),
        Listings(config.source),
    )

    def page(file: StaticFile) -> Page:
        text = decode(Path(file.absolute).read_bytes(), file.path)
        return make_page(reading, file.path, reading.defaults.for_path(file.path, "pages"), text)

    return page


def _folders_first(path: str) -> tuple[tuple[bool, str], ...]:
    """The place of a file in Jekyll's reading: what is in folders comes before what is beside them."""
    *folders, name = path.split("/")
    return (*((False, folder) for folder in folders), (True, name))


def _sort_out(reading: Reading, entries: list[Entry], pages: list[Page], files: list[StaticFile]) -> None:
    for entry in entries:
        one = read_file(reading, entry)
        if isinstance(one, Page):
            pages.append(one)
        elif one is not None:
            files.append(one)


def _add_named_files(reading: Reading, pages: list[Page], files: list[StaticFile]) -> None:
    """Files that `include` names by their path, where they stand in a folder that is not read."""
    source = reading.config.source
    taken = {one.path for one in pages} | {one.path for one in files}
    for name in reading.config.strings("include"):
        path = os.path.normpath(name.lstrip("/"))
        absolute = os.path.join(source, path)
        is_inside = not path.startswith("..") and path not in taken
        if is_inside and os.path.isfile(absolute) and not os.path.islink(absolute):
            _sort_out(reading, [Entry(path, absolute, os.stat(absolute))], pages, files)


def _paths(ones: Sequence[Page | StaticFile]) -> set[str]:
    return {one.path for one in ones}


def _theme_assets(
    reading: Reading, entry_filter: EntryFilter, theme: str | None, taken: Set[str]
) -> tuple[list[Page], list[StaticFile]]:
    """The theme's `assets`, in the order of their paths; a file of the site at the same path wins."""
    pages: list[Page] = []
    files: list[StaticFile] = []
    if theme is None:
        return pages, files
    found = files_below(f"{theme}/assets", entry_filter, reading.listings)
    for entry in sorted(found, key=lambda one: one.path.split("/")):
        whole = entry._replace(path=f"assets/{entry.path}")
        if whole.path not in taken:
            _sort_out(reading, [whole], pages, files)
    return pages, files


def _site_time(config: Config, now: datetime) -> datetime:
    """`time:` of the configuration (gotcha 8), else the clock, in the site's zone, in whole seconds."""
    value = config.settings.get("time")
    zone = config.timezone
    if isinstance(value, datetime):
        return value.astimezone(zone)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=zone)
    if value is not None and zone is not None:
        parsed = parse_date(str(value), zone)
        if parsed is not None:
            return parsed.astimezone(zone)
    return now.astimezone(zone).replace(microsecond=0)


def _output_extensions(config: Config, plugins: Plugins | None) -> Any:
    """A function that tells the extension of the file that a source file becomes."""
    markdown = {f".{one.strip().lower()}" for one in config.text("markdown_ext").split(",")}
    made = plugins.converters.items() if plugins else ()
    converters = [OwnConverter(name, make, config.settings) for name, make in made]

    def output_extension(extension: str) -> str:
        low = extension.lower()
        for converter in converters:
            if converter.matches(low):
                return converter.output_extension(low)
        if low in markdown:
            return ".html"
        if low == ".coffee" and "jekyll-coffeescript" in config.plugins:
            return ".js"
        return ".css" if low in (".scss", ".sass") else extension

    return output_extension
