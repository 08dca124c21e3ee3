"""The story of a build: read, generate, render, write."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from blogtool.cache import Cache, Memory, code_mark
from blogtool.errors import BlogtoolError
from blogtool.generate import generate_pages, language_views
from blogtool.model.config import Config
from blogtool.model.output import Output, Report
from blogtool.model.plugins import Bench, Plugins
from blogtool.model.site import Site
from blogtool.parallel import cores
from blogtool.read import listings, page_maker, read_site
from blogtool.read.plugins import load_plugins
from blogtool.render import render_site, traces
from blogtool.render.converters.markdown import MarkdownConverter
from blogtool.render.facets import digest
from blogtool.write import FoldersSeen, believe, is_doubtful, is_swept, refresh_index, write_site


def build(
    config: Config,
    now: datetime | None = None,
    jobs: int | None = None,
    memory: Memory | None = None,
    told: frozenset[str] | None = None,
) -> Report:
    """Turn a source folder into a finished site.

    Mistakes in single documents are collected in the report; everything else is built. A process that builds
    again and again passes the same `memory` each time, and `told` where it knows of all paths below the source that
    have changed since the last time: then only these are looked at, and `is_as_built` makes up for it.
    """
    with _undisturbed(memory is not None and memory.is_filled):
        return _build(config, now, jobs, memory, told)


def is_as_built(
    config: Config, memory: Memory, is_told: Callable[[str], bool], is_wanted: Callable[[], bool] = lambda: True
) -> bool:
    """Whether source and destination are as the last build believed: the looks that it was spared.

    `is_told` says of which paths of the source `told` would tell. Yes where that build failed, for the next one
    believes nothing, and as soon as an answer is no longer `is_wanted`.
    """
    seen: FoldersSeen = memory.last("folders") or FoldersSeen()
    return not memory.is_whole or (
        listings.are_true(memory, is_told, is_wanted)
        and traces.are_true(memory, is_wanted)
        and is_swept(config.destination, seen, is_wanted)
    )


@contextmanager
def _undisturbed(is_again: bool) -> Iterator[None]:
    """Looking for garbage among all that is kept would take a third of a rebuild: it waits until after it."""
    if not (is_again and gc.isenabled()):
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _build(
    config: Config, now: datetime | None, jobs: int | None, memory: Memory | None, told: frozenset[str] | None
) -> Report:
    started = perf_counter()
    plugins = load_plugins(config)
    outputs: list[Output] = []
    warnings: list[str] = []
    problems: list[BlogtoolError] = []
    failed: list[str] = []
    finished: list[Callable[[], None]] = []
    ready: list[Callable[[], None]] = []
    if plugins != Plugins() and memory is not None:
        memory.clear()
        memory = None  # the author's own code may change what it is given
    is_again = memory is not None and memory.is_filled
    seen = _remembered_folders(memory, told)
    with Cache(f"{config.cache_folder}/cache.sqlite", memory) as cache:
        site = read_site(config, now or datetime.now(UTC), plugins, cache)
        config = site.config  # with what the theme adds
        problems.extend(site.problems)
        read_at = perf_counter()
        bench = Bench(page_maker(site, plugins), MarkdownConverter(config, plugins).convert)
        salt = _salt(config, site)
        places = (config.cache_folder, config.destination)
        in_doubt = not is_again and is_doubtful(*places)
        for view in language_views(site):
            if in_doubt:
                traces.forget(cache, os.path.join(config.destination, view.prefix), salt)
            whole = generate_pages(view.site, plugins, bench)
            rendered = render_site(whole, plugins, cache, jobs or cores(), salt, view.prefix)
            outputs.extend(view.placed(rendered.outputs))
            warnings.extend([*whole.warnings, *rendered.warnings])
            problems.extend(rendered.problems)
            failed.extend(f"{view.prefix}{path}" for path in rendered.failed_paths)
            ready.append(rendered.make_ready)
            finished.append(rendered.save_traces)
        rendered_at = perf_counter()
        writing = write_site(outputs, config, failed, seen, jobs or cores(), lambda: _call_all(ready))
        if writing.succeeded:
            _call_all(finished)
            if in_doubt:
                believe(*places)
            problems.extend(refresh_index(config, writing.changed, is_again))
            if memory is not None:
                memory.end()
    done = perf_counter()
    return Report(
        counts={"posts": len(site.posts), "files": len(outputs), **writing.counts},
        seconds={"read": read_at - started, "render": rendered_at - read_at, "write": done - rendered_at},
        warnings=tuple(dict.fromkeys([*warnings, *writing.warnings])),
        problems=(*problems, *writing.problems),
        changed=writing.changed,
        lines=(_summary(site, len(outputs), writing, done - started),),
    )


def _call_all(functions: Iterable[Callable[[], None]]) -> None:
    for function in functions:
        function()


def _remembered_folders(memory: Memory | None, told: frozenset[str] | None) -> FoldersSeen | None:
    """What the build before knew of the destination's folders; with it, the next build's turn begins."""
    if memory is None:
        return None
    memory.turn(told)
    seen = memory.get("folders") or FoldersSeen()
    seen.is_told = memory.told is not None
    memory.put("folders", seen)
    return seen


def _salt(config: Config, site: Site) -> str:
    """All that decides about every page and that no trace sees: version, settings, zone, plugins' files, the theme."""
    folder = Path(config.source, config.text("plugins_dir"))
    files = sorted(folder.rglob("*.py")) if folder.is_dir() and not config.flag("safe") else []
    theme = repr(site.theme_facts)
    parts = [code_mark(), repr(config.settings), config.environment, str(config.timezone), theme]
    return digest(*parts, *(part for path in files for part in (str(path), path.read_bytes())))


def _summary(site: Site, files: int, writing: Report, seconds: float) -> str:
    counts = writing.counts
    spoken = {str(post.data.get("lang") or site.config.get("lang", "en")) for post in site.posts}
    languages = f" in {len(spoken)} languages" if len(spoken) > 1 else ""
    return (
        f"built {len(site.posts)} posts{languages}, {files} files in {seconds:.1f} s "
        f"({counts['written']} written, {counts['unchanged']} unchanged, {counts['removed']} removed): "
        f"{site.config.destination}"
    )
