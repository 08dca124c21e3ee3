"""Speed as ratios: blogtool against Jekyll, rustkyll and Hugo, of those that are installed.

    python benchmarks/run.py [--posts 100,1000] [--languages 1,9] [--rounds 3] [--markdown DIR] [--only TEXT]
                             [--tools blogtool,hugo]

Every figure is a whole process: CPU seconds of it and its children, wall seconds, peak memory of the largest
process. The tools take turns, so that a noisy machine disturbs all of them alike; medians are printed, and
smallest values for who measures on a machine that others use, too. Hugo builds everything each time.
"""

from __future__ import annotations

import argparse
import math
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from sites import bodies, make_hugo_site, make_site, place_in_hugo_site

HUGO_SITE = "_hugo"  # below the site; Jekyll and blogtool skip a folder of such a name


@dataclass(frozen=True)
class Run:
    """One finished process."""

    cpu: float
    wall: float
    megabytes: float


@dataclass(frozen=True)
class Tool:
    """A generator to measure: its command, and whether it knows what a former build left."""

    name: str
    output: str  # folder below the site
    command: Callable[[Path], list[str]]
    again: tuple[str, ...] = ()  # further words of a build that may use what a former one left


class Failed(Exception):
    """A tool that is installed and does not run here."""


def tools() -> list[Tool]:
    """blogtool first, then what is installed."""
    blogtool = [sys.executable, "-m", "blogtool", "build", "-q", "-s"]
    jekyll, rustkyll, hugo = (shutil.which(name) or "" for name in ("jekyll", "rustkyll", "hugo"))
    found = [
        Tool("blogtool", "_site", lambda site: [*blogtool, str(site)]),
        Tool(jekyll and "jekyll", "_site_jekyll", lambda site: _jekyll(jekyll, site, "_site_jekyll", "-q")),
        Tool(
            rustkyll and "rustkyll",
            "_site_rust",
            lambda site: _jekyll(rustkyll, site, "_site_rust", "--quiet"),
            ("--incremental",),
        ),
        Tool(
            hugo and "hugo",
            f"{HUGO_SITE}/public",
            lambda site: [hugo, "--quiet", "--source", str(site / HUGO_SITE)],
        ),
    ]
    return [tool for tool in found if tool.name]


def _jekyll(program: str, site: Path, output: str, *flags: str) -> list[str]:
    return [program, "build", *flags, "--source", str(site), "--destination", str(site / output)]


def run(command: list[str]) -> Run:
    """Runs a command to its end, measured by the operating system."""
    started = time.perf_counter()
    environment = {**os.environ, "JEKYLL_NO_BUNDLER_REQUIRE": "true", "LANG": "C.UTF-8"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed blogtool has its bytecode
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment)
    told = process.stdout.read() if process.stdout else b""
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    if status:
        raise Failed(f"{' '.join(command)} failed: {told.decode().strip()[-300:]}")
    return Run(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024)


def forget(site: Path) -> None:
    """As if nothing had been built."""
    left = [".blogtool-cache", ".jekyll-cache", f"{HUGO_SITE}/resources", f"{HUGO_SITE}/.hugo_build.lock"]
    for name in (*left, *(tool.output for tool in tools())):
        path = site / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def edits(site: Path) -> dict[str, Callable[[int], None]]:
    """What an author does between two builds; each takes the number of the round."""
    post = sorted((site / "_posts/en").glob("*.md"))[3]
    original = post.read_text("utf-8")

    def save(path: Path, text: str) -> None:
        path.write_text(text, "utf-8")
        place_in_hugo_site(site / HUGO_SITE, path)

    def append(*paths: str) -> Callable[[int], None]:
        def change(number: int) -> None:
            for path in paths:
                (site / path).write_text(f"{(site / path).read_text('utf-8')}<!-- {number} -->\n", "utf-8")

        return change

    def new(number: int) -> Path:
        return post.with_name(f"2024-05-01-new-{number}-en.md")

    def note(number: int) -> None:
        for path in ("_data/site.yml", f"{HUGO_SITE}/data/site.yml"):
            (site / path).write_text(f"note: {number}\n", "utf-8")

    def delete(number: int) -> None:
        new(number).unlink(missing_ok=True)
        place_in_hugo_site(site / HUGO_SITE, new(number))

    return {
        "nothing changed": lambda number: None,
        "a post edited": lambda number: save(post, f"{original}\nEdit {number}.\n"),
        "a title edited": lambda number: save(post, original.replace("title: ", f"title: {number} ", 1)),
        "a layout edited": append("_layouts/default.html", f"{HUGO_SITE}/layouts/_default/baseof.html"),
        "an include edited": append("_includes/header.html", f"{HUGO_SITE}/layouts/partials/header.html"),
        "a data file edited": note,
        "a post added": lambda number: save(new(number), original),
        "a post deleted": delete,
    }


def row(scenario: str, results: dict[str, list[Run]]) -> str:
    """One line of the table: medians, and the ratios to the first tool."""
    cells = [f"{scenario:20}"]
    first = results["blogtool"]
    for name, runs in results.items():
        cpu, wall = (statistics.median(getattr(one, key) for one in runs) for key in ("cpu", "wall"))
        least, soonest = (min(getattr(one, key) for one in runs) for key in ("cpu", "wall"))
        memory = max(one.megabytes for one in runs)
        cell = f"{name} {cpu:.2f} (least {least:.2f}) s CPU {wall:.2f} ({soonest:.2f}) s wall {memory:.0f} MB"
        if name != "blogtool":
            ratios = [
                statistics.median(getattr(a, key) / getattr(b, key) for a, b in zip(first, runs, strict=True))
                for key in ("cpu", "wall")
            ]
            cell += f" (blogtool is {ratios[0]:.2f} of its CPU, {ratios[1]:.2f} of its wall)"
        cells.append(cell)
    return " | ".join(cells)


def working(site: Path, names: list[str]) -> list[Tool]:
    """The tools of these names (all, where there are none) that build the site; of others, the reason is printed."""
    found = []
    for tool in tools():
        if names and tool.name not in names:
            continue
        try:
            run(tool.command(site))
            if not any((site / tool.output).rglob("*.html")):
                raise Failed("it says that all went well, and wrote no page")
            found.append(tool)
        except (Failed, OSError) as failure:
            if tool.name == "blogtool":
                raise
            print(f"not measured: {tool.name}: {failure}", flush=True)
    return found


def measure(site: Path, rounds: int, only: str, names: list[str]) -> dict[str, dict[str, list[Run]]]:
    """Every scenario with every tool, in turns."""
    table: dict[str, dict[str, list[Run]]] = {}
    chosen = working(site, names)
    if only in "clean build":
        for _ in range(rounds):
            for tool in chosen:
                forget(site)
                table.setdefault("clean build", {}).setdefault(tool.name, []).append(run(tool.command(site)))
        print(row("clean build", table["clean build"]), flush=True)
    forget(site)
    for tool in chosen:
        run([*tool.command(site), *tool.again])
    for scenario, edit in edits(site).items():
        if only not in scenario and not (only and scenario == "a post added" and only in "a post deleted"):
            continue
        for number in range(rounds):
            edit(number)
            for tool in chosen:
                table.setdefault(scenario, {}).setdefault(tool.name, []).append(run([*tool.command(site), *tool.again]))
        print(row(scenario, table[scenario]), flush=True)
    return table


def main() -> None:
    """Makes the sites, measures, prints."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--posts", default="100,1000")
    words.add_argument("--languages", default="1", help="numbers of languages, such as 1,9")
    words.add_argument("--rounds", type=int, default=3)
    words.add_argument("--markdown")
    words.add_argument("--only", default="", help="only the scenarios whose names hold this")
    words.add_argument("--tools", default="", help="only these, blogtool first (default: all that are installed)")
    args = words.parse_args()
    texts = bodies(args.markdown)
    cost: list[tuple[int, float]] = []
    sizes = [(int(posts), int(languages)) for languages in args.languages.split(",") for posts in args.posts.split(",")]
    for posts, languages in sizes:
        with tempfile.TemporaryDirectory(prefix="blogtool-bench-") as folder:
            site = Path(folder)
            make_site(site, texts, posts, languages)
            make_hugo_site(site / HUGO_SITE, site)
            pages = posts * languages
            size = sum(path.stat().st_size for path in (site / "_posts").rglob("*.md")) / 1e6
            print(f"\n{posts} posts in {languages} languages, {size:.1f} MB of Markdown", end=", ")
            print(f"{args.rounds} rounds, {os.cpu_count()} processors", flush=True)
            table = measure(site, args.rounds, args.only, [*filter(None, args.tools.split(","))])
            if "clean build" in table:
                cost.append((pages, statistics.median(one.cpu for one in table["clean build"]["blogtool"])))
    for (few, less), (many, more) in pairwise(sorted(cost)):
        if few == many:
            continue
        exponent = math.log(more / less) / math.log(many / few)
        print(f"\nclean build from {few} to {many} posts: CPU grows with exponent {exponent:.2f}")


if __name__ == "__main__":
    main()
