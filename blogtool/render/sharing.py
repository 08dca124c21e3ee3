"""Which pages several processes may finish, and what comes back of each.

A worker sees the site as it was when it forked. What depends on pages that others finish meanwhile (their
`output`, a counter, chance) it does not know: it leaves such a page to the process that does all in order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from blogtool.model.output import Output
from blogtool.model.plugins import Plugins
from blogtool.model.site import Site

ALONE = 100  # pages that one process fills sooner than others can be started
FEW = 16  # Markdown texts that it converts sooner, and pages that a worker takes at a time
_ORDERED = re.compile(r"\|\s*sample\b|\b(?:include_cached|increment|decrement)\b", re.IGNORECASE)


class LeftToOthers(BaseException):
    """A worker cannot finish a page; no error, so nobody but `SiteRenderer` catches it."""


@dataclass(frozen=True, slots=True)
class Share:
    """What a worker has made of a page."""

    converted: Mapping[bytes, bytes] = field(default_factory=dict)  # keys and HTML of Markdown for the cache
    content: bytes | None = None  # the page; None where it has to be made in the process that asked
    extra: Sequence[Output] = ()  # further files of the page
    facets: Sequence[str] = ()  # what it read
    warnings: Sequence[str] = ()
    digests: Mapping[str, str] = field(default_factory=dict)  # of facets of the page itself


def depends_on_order(template: str) -> bool:
    """Whether a template may print something else if other pages were rendered before it."""
    return _ORDERED.search(template) is not None


def may_be_shared(site: Site, plugins: Plugins | None) -> bool:
    """Whether pages may be finished by several processes; the author's own code may count on one."""
    if plugins is not None and plugins != Plugins():
        return False
    templates = [one.body for one in site.layouts.values()] + [one.body for one in site.includes.values()]
    return not any(map(depends_on_order, templates))
