#!/usr/bin/env python3
"""Compares blogtool's Markdown with the real kramdown's on any tree of Markdown files.

    compare_kramdown.py [--options JSON] [--show N] [--speed] FOLDER_OR_FILE ...

Needs Ruby with the gems jekyll, kramdown-parser-gfm and rouge. Front matter is left out, no text is
taken twice. Each text goes through Jekyll's own converter with Jekyll's defaults and `--options`
(what a site writes below `kramdown:`), and through `blogtool.kramdown.convert`. Token spans of a
highlighter are looked through; the rest is compared as a tree, and as bytes. `--speed` converts
everything once more in each, one after the other, without colours, and gives the CPU time of both.
The exit status is 1 when fewer than 99.5 % of the trees are equal.
"""

import argparse
import importlib.util
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from blogtool.kramdown import convert  # noqa: E402

RUBY = r"""
require "json"
require "jekyll"
Jekyll.logger.log_level = :error
options = JSON.parse(ARGV[0])
converter = Jekyll::Converters::Markdown.new(Jekyll.configuration("quiet" => true, "kramdown" => options))
converter.convert("warm *up*")
texts = JSON.parse(STDIN.read)
start = Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID)
answers = texts.map { |text| converter.convert(text) rescue nil }
spent = Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID) - start
answers.map! { |html| html if html&.valid_encoding? }    # now and then it breaks a character
puts JSON.generate({ "answers" => answers, "seconds" => spent })
"""
FRONT_MATTER = re.compile(r"---\s*\n.*?\n---\s*\n", re.S)
TOKEN_SPAN = re.compile(r'<span class="[a-z0-9]+">|</span>')
ENDINGS = (".md", ".markdown", ".mkd")


def texts_below(paths: list[str]) -> dict[str, str]:
    """Text -> the file it came from."""
    found: dict[str, str] = {}
    for path in map(Path, paths):
        files = sorted(file for file in path.rglob("*") if file.suffix in ENDINGS) if path.is_dir() else [path]
        for file in files:
            try:
                text = file.read_text("utf-8")
            except (UnicodeDecodeError, OSError):
                continue
            found.setdefault(FRONT_MATTER.sub("", text, count=1) if text.startswith("---") else text, str(file))
    return found


def real(texts: list[str], options: dict[str, object]) -> tuple[list[str | None], float]:
    """The HTML of the real kramdown, and its CPU seconds."""
    environment = dict(os.environ, JEKYLL_NO_BUNDLER_REQUIRE="true", LANG="C.UTF-8")
    run = subprocess.run(
        ["ruby", "-e", RUBY, json.dumps(options)], input=json.dumps(texts).encode(), stdout=subprocess.PIPE,
        env=environment, check=True,
    )
    answer = json.loads(run.stdout)
    return answer["answers"], answer["seconds"]


def load_comparison():
    path = ROOT / "tests/conformance-markdown/compare.py"
    spec = importlib.util.spec_from_file_location("compare_markdown", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def compare_speed(texts: list[str], options: dict[str, object]) -> None:
    plain = {**options, "syntax_highlighter_opts": {"disable": True}}
    _, theirs = real(texts, plain)
    convert("warm *up*", plain)
    start = time.process_time()
    for text in texts:
        convert(text, plain)
    ours = time.process_time() - start
    size = sum(len(text.encode()) for text in texts) / 1e6
    speeds = f"kramdown {size / theirs:.2f} MB/s, blogtool {size / ours:.2f} MB/s"
    print(f"{size:.1f} MB: {speeds}, {theirs / ours:.2f} times")


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("paths", nargs="+")
    arguments.add_argument("--options", type=json.loads, default={})
    arguments.add_argument("--show", type=int, default=5)
    arguments.add_argument("--speed", action="store_true")
    given = arguments.parse_args()
    compare = load_comparison()
    found = texts_below(given.paths)
    answers, _ = real(list(found), given.options)
    trees = same_bytes = total = 0
    for (text, file), want in zip(found.items(), answers, strict=True):
        if want is None:
            print(f"kramdown failed: {file}")
            continue
        total += 1
        got = convert(text, given.options)
        same_bytes += TOKEN_SPAN.sub("", got) == TOKEN_SPAN.sub("", want)
        difference = compare.difference(compare.tokens(want), compare.tokens(got))
        trees += difference is None
        if difference and total - trees <= given.show:
            print(f"{file}\n{difference}")
    share = 100 * trees / max(total, 1)
    print(f"{total} files: {trees} trees equal ({share:.2f} %), {same_bytes} byte for byte")
    if given.speed:
        compare_speed(list(found), given.options)
    return 0 if share >= 99.5 else 1


if __name__ == "__main__":
    sys.exit(main())
