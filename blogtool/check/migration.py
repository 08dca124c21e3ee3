"""Before moving: what of a Jekyll site behaves the same here, behaves differently, or is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set

from blogtool.check.findings import Finding
from blogtool.check.options import check_options
from blogtool.check.ruby import ruby_files
from blogtool.model.site import Site

_TAG = re.compile(r"\{%-?\s*(\w+)")
_OUTPUT = re.compile(
    r"\{\{-?(.*?)-?\}\}|\{%-?\s*(?:assign|echo|capture|for|if|elsif|unless|case)\b(.*?)-?%\}", re.DOTALL
)
_FILTER = re.compile(r"\|\s*([a-zA-Z_]\w*)")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_VERBATIM = re.compile(r"\{%-?\s*(raw|comment)\s*-?%\}.*?\{%-?\s*end\1\s*-?%\}", re.DOTALL)
_INNER = frozenset({"else", "elsif", "when", "break", "continue"})


def check_migration(site: Site, known_tags: Set[str], known_filters: Set[str]) -> list[Finding]:
    """Ruby code, settings, tags and filters of a site against what blogtool knows."""
    scripts = ruby_files(site.config)
    in_ruby = {name: f"{one.path}:{line}" for one in scripts for name, line in one.filters.items()}
    findings = [finding for one in scripts for finding in one.findings()]
    findings.extend(check_options(site))
    for path, body, first_line in _templates(site):
        findings.extend(_template(path, body, first_line, known_tags, known_filters, in_ruby))
    return findings


def _templates(site: Site) -> Iterator[tuple[str, str, int]]:
    for document in site.documents:
        if document.data.get("render_with_liquid") is not False:
            yield document.path, document.body, document.body_line
    for page in site.pages:
        yield page.path, page.body, page.body_line
    for layout in site.layouts.values():
        yield layout.path, layout.body, layout.body_line
    for include in site.includes.values():
        yield include.path, include.body, 1


def _template(
    path: str, body: str, first_line: int, tags: Set[str], filters: Set[str], in_ruby: Mapping[str, str]
) -> Iterator[Finding]:
    if "{%" not in body and "{{" not in body:
        return
    body = _VERBATIM.sub(lambda found: "\n" * found[0].count("\n"), body)
    for found in _TAG.finditer(body):
        name = found[1]
        if name in tags or name in _INNER or (name.startswith("end") and name[3:] in tags):
            continue
        line = first_line + body.count("\n", 0, found.start())
        yield Finding("missing", f"the tag `{name}` is not known", path, line)
    for found in _OUTPUT.finditer(body):
        code = _QUOTED.sub("''", found[1] or found[2] or "")
        for name in _FILTER.findall(code):
            if name not in filters:
                line = first_line + body.count("\n", 0, found.start())
                if name in in_ruby:
                    yield Finding("missing", f"the filter `{name}` is written in Ruby ({in_ruby[name]})", path, line)
                else:
                    yield Finding("different", f"the filter `{name}` is not known and does nothing", path, line)
