"""The story of a check: what would differ from Jekyll, and what is broken in the finished site."""

from __future__ import annotations

from datetime import UTC, datetime

from blogtool.check.findings import as_report
from blogtool.check.languages import check_languages, read_heads
from blogtool.check.limits import check_limits
from blogtool.check.links import check_pages
from blogtool.check.migration import check_migration
from blogtool.check.writing import check_writing
from blogtool.model.config import Config
from blogtool.model.output import Report
from blogtool.read import read_site
from blogtool.read.plugins import BUILT_IN, load_plugins
from blogtool.render.liquid import Liquid
from blogtool.render.named_plugins import with_named_plugins

__all__ = ["check"]


def check(config: Config, folder: str, as_json: bool = False, now: datetime | None = None) -> Report:
    """A report on the site in `config.source` and on what was built of it in `folder`."""
    site = read_site(config, now or datetime.now(UTC))
    liquid = Liquid(config, with_named_plugins(config, load_plugins(config)))
    heads = read_heads(folder)
    findings = [
        *check_migration(site, BUILT_IN, liquid.known_tags, liquid.known_filters),
        *check_writing(site),
        *check_pages(folder, config.text("baseurl"), config.text("url")),
        *check_languages(heads, config.text("url").rstrip("/") + config.text("baseurl").rstrip("/")),
        *check_limits(folder, heads),
    ]
    return as_report(findings, as_json)
