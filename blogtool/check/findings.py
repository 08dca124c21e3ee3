"""What a check finds, one value a finding, and how findings become a report."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from blogtool.errors import BlogtoolError, Location
from blogtool.model.output import Report

# Kinds in the order in which they are shown; the first three make the check fail.
KINDS = ("missing", "broken", "mistake", "different", "same")
_FAILING = frozenset(KINDS[:3])


@dataclass(frozen=True)
class Finding:
    """One thing that a check saw."""

    kind: str  # `missing`, `broken`, `mistake`, `different` or `same`
    what: str
    path: str = ""  # relative to the source, or to the finished site
    line: int | None = None
    fix: str = ""


def as_finding(error: BlogtoolError) -> Finding:
    """What ended a build, or the build of one page, as something that the check found."""
    where = error.where or Location("")
    return Finding("broken", error.what, where.path, where.line, error.fix or "")


def as_report(findings: Sequence[Finding], as_json: bool = False) -> Report:
    """The findings as lines to print, worst first, and as problems where they make the check fail."""
    ordered = sorted(
        dict.fromkeys(findings), key=lambda one: (KINDS.index(one.kind), one.path, one.line or 0, one.what)
    )
    failing = [one for one in ordered if one.kind in _FAILING]
    if as_json:
        lines = [json.dumps([asdict(one) for one in ordered], ensure_ascii=False, indent=1)]
    else:
        lines = [_line(one) for one in ordered]
        lines.append(f"{len(failing)} to mend, {len(ordered) - len(failing)} to know")
    problems = tuple(
        BlogtoolError(one.what, Location(one.path, one.line) if one.path else None, one.fix or None) for one in failing
    )
    counts = {kind: sum(one.kind == kind for one in ordered) for kind in KINDS}
    return Report(counts=counts, problems=problems, lines=tuple(lines))


def _line(one: Finding) -> str:
    place = f"  ({one.path}:{one.line})" if one.path and one.line else f"  ({one.path})" if one.path else ""
    fix = f"  → {one.fix}" if one.fix else ""
    return f"{one.kind:10} {one.what}{place}{fix}"
