"""The third workshop: a Site becomes the files to write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from blogtool.cache import Cache
from blogtool.errors import BlogtoolError, told_once
from blogtool.model.output import Output
from blogtool.model.plugins import Plugins
from blogtool.model.site import Site
from blogtool.render.document import SiteRenderer

__all__ = ["Rendered", "render_site"]


@dataclass(frozen=True)
class Rendered:
    """What rendering gave: files to write, and what was odd or wrong."""

    outputs: tuple[Output, ...]
    warnings: tuple[str, ...]
    problems: tuple[BlogtoolError, ...]
    failed_paths: tuple[str, ...] = ()  # destinations of documents with mistakes: their last good page stays
    make_ready: Callable[[], None] = lambda: None  # may be called while the files are written: then it takes no time
    save_traces: Callable[[], None] = lambda: None  # to be called when the files are written


def render_site(
    site: Site,
    plugins: Plugins | None = None,
    cache: Cache | None = None,
    jobs: int = 1,
    salt: str | None = None,
    prefix: str = "",
) -> Rendered:
    """All files of a site. Documents with mistakes are left out and told in `problems`.

    With a `salt` (all that the traces cannot see: settings, plugins, version), pages whose traces are
    unchanged come as outputs without bytes: their files, in `prefix` of the destination, are still right.
    """
    renderer = SiteRenderer(site, plugins, cache, jobs, salt, prefix)
    outputs = renderer.render()
    return Rendered(
        tuple(outputs),
        tuple(renderer.noting.warnings),
        tuple(told_once(renderer.problems)),
        tuple(renderer.failed_paths),
        renderer.noting.make_ready,
        renderer.noting.save,
    )
