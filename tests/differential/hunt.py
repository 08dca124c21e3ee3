"""Hunts for sites that blogtool and the real Jekyll build differently.

`python tests/differential/hunt.py 200 out --seed 7`

Draws so many random sites, makes each one that differs as small as it can, and writes it to a file of the folder
`out`: the difference first, then the site. Prints how many were built by both.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from differential.core_areas import CORE_AREAS
from differential.expressions import expression_sites
from differential.jekyll import Jekyll
from differential.plugin_areas import PLUGIN_AREAS
from differential.sites import sites
from differential.worlds import difference, outcome

Files = dict[str, str]
KINDS = {"sites": sites, "expressions": expression_sites, **PLUGIN_AREAS, **CORE_AREAS}


def smaller(files: Files, still_differs: Callable[[Files], bool], budget: int = 400) -> Files:
    """The site with every file and line left out that the difference does not need."""
    tries = 0

    def attempt(candidate: Files) -> bool:
        nonlocal tries
        tries += 1
        return tries <= budget and still_differs(candidate)

    is_smaller = True
    while is_smaller and tries < budget:
        is_smaller = False
        for name in [name for name in files if name != "_config.yml"]:
            fewer = {key: text for key, text in files.items() if key != name}
            if attempt(fewer):
                files, is_smaller = fewer, True
        for name in files:
            lines = files[name].splitlines(keepends=True)
            step = max(1, len(lines) // 2)
            while step and lines:
                place = 0
                while place < len(lines):
                    rest = lines[:place] + lines[place + step :]
                    if attempt({**files, name: "".join(rest)}):
                        lines, is_smaller = rest, True
                        files = {**files, name: "".join(lines)}
                    else:
                        place += step
                step //= 2
    return files


def hunt(kind: str, count: int, start: int, out: Path, shrinks: bool) -> None:
    """Builds `count` sites with both, and keeps those that differ."""
    out.mkdir(parents=True, exist_ok=True)
    kinds: Counter[str] = Counter()
    found: list[str] = []
    with Jekyll() as jekyll:
        work = out / f"work-{start}"

        for number in range(start, start + count):
            files = KINDS[kind](Random(number))
            result = outcome(files, jekyll, work)
            kinds[result.kind] += 1
            told = result.told
            if not told:
                continue
            if shrinks:
                like = _kind(told)
                files = smaller(files, lambda one: _kind(difference(one, jekyll, work)) == like)  # noqa: B023
                told = difference(files, jekyll, work) or told
            digest = hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest()[:8]
            found.append(digest)
            report = told + "".join(f"\n\n=== {name}\n{text}" for name, text in files.items())
            (out / f"{digest}.txt").write_text(report, "utf-8")
            (out / f"{digest}.json").write_text(json.dumps(files, ensure_ascii=False, indent=1), "utf-8")
            print(f"{number}: {digest} {told.splitlines()[0][:150]}", flush=True)
    told = ", ".join(f"{number} {kind}" for kind, number in kinds.most_common())
    print(f"{kinds.total()} sites given to both: {told}. {' '.join(found)}")


def _kind(told: str) -> str:
    """What kind of difference it is, so that making a site smaller does not wander to another one."""
    if not told:
        return ""
    if told.startswith("Jekyll says: None"):
        return "blogtool fails"
    if told.startswith("Jekyll says"):
        return "Jekyll fails"
    return "other"


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kind", choices=KINDS, default="sites")
    parser.add_argument("count", type=int)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-shrink", action="store_true")
    asked = parser.parse_args()
    hunt(asked.kind, asked.count, asked.seed, asked.out, not asked.no_shrink)


if __name__ == "__main__":
    main()
