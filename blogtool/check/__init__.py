"""The story of a check: what would differ from Jekyll, and what is broken in the finished site."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from blogtool.check.able import without_missing
from blogtool.check.feeds import check_feeds
from blogtool.check.findings import as_finding, as_report
from blogtool.check.languages import check_languages, read_heads
from blogtool.check.limits import check_limits
from blogtool.check.links import check_pages
from blogtool.check.migration import check_migration
from blogtool.check.places import check_places
from blogtool.check.search_engines import check_search_engines
from blogtool.check.writing import check_writing
from blogtool.errors import BlogtoolError
from blogtool.model.config import Config
from blogtool.model.output import Report
from blogtool.read import read_site
from blogtool.read.plugins import known_plugins, load_plugins
from blogtool.render.liquid import Liquid
from blogtool.render.named_plugins import with_named_plugins

__all__ = ["buildable", "check", "unbuildable"]


def buildable(config: Config) -> Config:
    """The configuration without the plugins and the theme that are not there: what a check builds."""
    return without_missing(config, known_plugins())[0]


def unbuildable(error: BlogtoolError, as_json: bool = False) -> Report:
    """The report where no site can be made at all: its configuration is broken."""
    return as_report([as_finding(error)], as_json)


def check(
    config: Config,
    folder: str,
    as_json: bool = False,
    now: datetime | None = None,
    problems: Sequence[BlogtoolError] = (),
) -> Report:
    """A report on the site in `config.source`, and on what was built of it in `folder` with what `problems`."""
    able, findings = without_missing(config, known_plugins())
    plugins = load_plugins(able)
    site = read_site(able, now or datetime.now(UTC), plugins)
    liquid = Liquid(able, with_named_plugins(able, plugins))
    heads = read_heads(folder)
    root = config.text("url").rstrip("/") + config.text("baseurl").rstrip("/")
    findings = [
        *(as_finding(problem) for problem in problems),
        *findings,
        *check_migration(site, liquid.known_tags, liquid.known_filters),
        *check_writing(site),
        *check_places(site),
        *check_pages(folder, config.text("baseurl"), config.text("url")),
        *check_languages(heads, root),
        *check_search_engines(folder, heads, root),
        *check_feeds(folder),
        *check_limits(folder, heads),
    ]
    return as_report(findings, as_json)
