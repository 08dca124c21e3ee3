"""The speed of Markdown as a ratio: blogtool's kramdown against the real one, in Jekyll's own converter.

    python benchmarks/markdown.py [--rounds 5] [--markdown DIR] [--megabytes 1.0]

Both convert the same texts in one process each, told when to begin, in turns, so that a noisy machine disturbs both
alike. User CPU seconds of the conversion alone (no start-up); medians and the median of the ratios are printed,
without and with colours in code.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from sites import bodies

ROOT = Path(__file__).resolve().parents[1]

RUBY = r"""
require "json"
require "jekyll"
Jekyll.logger.log_level = :error
Jekyll::Cache.disable_disk_cache!
texts, plain = JSON.parse(STDIN.gets)
options = plain ? { "syntax_highlighter_opts" => { "disable" => true } } : {}
converter = Jekyll::Converters::Markdown.new(Jekyll.configuration("quiet" => true, "kramdown" => options))
STDOUT.sync = true
STDIN.each_line do
  Jekyll::Cache.base_cache.each_value(&:clear)
  before = Process.times.utime
  texts.each { |text| converter.convert(text) }
  puts Process.times.utime - before
end
"""
PYTHON = r"""
import json, os, sys
from blogtool.kramdown import convert
texts, plain = json.loads(sys.stdin.readline())
options = {"syntax_highlighter_opts": {"disable": True}} if plain else {}
for line in sys.stdin:
    before = os.times().user
    for text in texts:
        convert(text, options)
    print(os.times().user - before, flush=True)
"""


class Converter:
    """A process that converts all texts each time it is asked."""

    def __init__(self, command: Sequence[str], texts: Sequence[str], plain: bool) -> None:
        environment = {**os.environ, "JEKYLL_NO_BUNDLER_REQUIRE": "true", "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT)}
        self.process = subprocess.Popen(
            list(command), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        )
        self._say(json.dumps([texts, plain]))

    def _say(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line.encode() + b"\n")
        self.process.stdin.flush()

    def seconds(self) -> float:
        """User CPU seconds of one conversion of everything."""
        self._say("go")
        assert self.process.stdout is not None
        return float(self.process.stdout.readline())

    def end(self) -> None:
        """Closes the process."""
        self.process.communicate()


def texts_of(folder: str | None, megabytes: float) -> list[str]:
    """Real texts up to a size, from a folder or from wherever packages keep Markdown."""
    found = bodies(folder)
    texts: list[str] = []
    size = 0
    while found and size < megabytes * 1e6:
        for text in found:
            # The number at the end keeps a cache from knowing the text.
            texts.append(f"{text}\n\n{len(texts)}\n")
            size += len(text.encode())
            if size >= megabytes * 1e6:
                break
    return texts


def compare(texts: Sequence[str], plain: bool, rounds: int) -> str:
    """One line: both speeds, and how many times faster blogtool is."""
    ours = Converter([sys.executable, "-c", PYTHON], texts, plain)
    theirs = Converter(["ruby", "-W0", "-e", RUBY], texts, plain)
    ours.seconds(), theirs.seconds()  # warm
    pairs = [(ours.seconds(), theirs.seconds()) for _ in range(rounds)]
    ours.end()
    theirs.end()
    size = sum(len(text.encode()) for text in texts) / 1e6
    speeds = [size / statistics.median(column) for column in zip(*pairs, strict=True)]
    ratio = statistics.median(their / our for our, their in pairs)
    what = "without colours in code" if plain else "with colours in code"
    return (
        f"Markdown {what:24} blogtool {speeds[0]:.2f} MB/s | kramdown {speeds[1]:.2f} MB/s"
        f" (blogtool is {ratio:.2f} times as fast, user CPU)"
    )


def report(rounds: int = 5, folder: str | None = None, megabytes: float = 1.0) -> None:
    """Prints both lines, or why there are none."""
    if not shutil.which("ruby") or not shutil.which("jekyll"):
        print("Markdown: not measured, for the real kramdown (Jekyll) is not installed")
        return
    texts = texts_of(folder, megabytes)
    size = sum(len(text.encode()) for text in texts) / 1e6
    print(f"\n{len(texts)} texts, {size:.1f} MB of Markdown, {rounds} rounds", flush=True)
    for plain in (True, False):
        print(compare(texts, plain, rounds), flush=True)


def main() -> None:
    """Reads the words of the command line, measures, prints."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--rounds", type=int, default=5)
    words.add_argument("--markdown")
    words.add_argument("--megabytes", type=float, default=1.0)
    args = words.parse_args()
    report(args.rounds, args.markdown, args.megabytes)


if __name__ == "__main__":
    main()
