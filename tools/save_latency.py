"""How long a save takes to reach the finished site, with `blogtool watch` over a site.

    python tools/save_latency.py SITE [--saves 60] [--command watch]

Saves posts of a copy of SITE, one after the other, and waits for each page to hold the new words. Prints the
median and the 95th of a hundred, in milliseconds, and how busy the machine was.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_PATIENCE = 60.0  # seconds


def pages_by_post(site: Path, finished: Path) -> dict[Path, Path]:
    """Posts whose page can be told by the words in it."""
    found: dict[Path, Path] = {}
    pages = {path.stem: path for path in finished.rglob("*.html")}
    folders = {path.parent.name: path for path in finished.rglob("index.html")}
    for post in sorted((site / "_posts").rglob("*.md")):
        name = post.stem.split("-", 3)[-1]
        page = pages.get(name) or folders.get(name)
        if page is not None:
            found[post] = page
    return found


def one_save(post: Path, page: Path, word: str) -> float:
    """Seconds from the save until the page holds `word`."""
    text = post.read_text("utf-8")
    temporary = post.with_name(f".{post.name}.new")
    temporary.write_text(f"{text}\n\n{word}\n", "utf-8")
    started = time.perf_counter()
    os.replace(temporary, post)
    mark = None
    while time.perf_counter() - started < _PATIENCE:
        now = page.stat().st_mtime_ns
        if now != mark:
            mark = now
            if word.encode() in page.read_bytes():
                return time.perf_counter() - started
        time.sleep(0.001)
    raise SystemExit(f"{page} was not rebuilt")


def main() -> int:
    """Words in, exit code out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path)
    parser.add_argument("--saves", type=int, default=60)
    parser.add_argument("--command", choices=("watch", "serve"), default="watch")
    arguments = parser.parse_args()
    chance = random.Random(1)
    with tempfile.TemporaryDirectory(prefix="blogtool-latency-") as folder:
        site = Path(folder, "site")
        shutil.copytree(arguments.site, site, ignore=shutil.ignore_patterns("_site", ".blogtool-cache", ".git"))
        command = [sys.executable, "-m", "blogtool", arguments.command, "-s", str(site), "--quiet", "--no-translate"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        subprocess.run([*command[:3], "build", *command[4:]], check=True, env=environment)
        command += ["--port", "4817"] if arguments.command == "serve" else []
        pages = pages_by_post(site, site / "_site")
        watcher = subprocess.Popen(command, env=environment)
        try:
            time.sleep(8)
            posts = chance.sample(sorted(pages), min(arguments.saves + 3, len(pages)))
            seconds = []
            for number, post in enumerate(posts):
                seconds.append(one_save(post, pages[post], f"savednumber{number}"))
                time.sleep(0.3)
        finally:
            watcher.send_signal(signal.SIGINT)
            watcher.wait(30)
    settled = sorted(seconds[3:]) or seconds  # the first ones warm up
    late = settled[min(len(settled) - 1, round(len(settled) * 0.95))]
    print(
        f"{len(list(pages))} posts, {len(settled)} saves: median {statistics.median(settled) * 1000:.0f} ms,"
        f" 95 of 100 below {late * 1000:.0f} ms, fastest {settled[0] * 1000:.0f} ms"
        f" (load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors)"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
