# ruff: noqa: E501
"""Compares blogtool's Markdown with the real kramdown's on random texts and random options.

    python -m tools.random_kramdown [--texts 2000] [--seed N] [--options] [--set JSON] [--made] [--noise SHARE] [--show 5]

A text is two to six cases of tests/conformance-markdown, or parts of them, one below the other, now and then
inside of a list or a quote, with a few pieces of the grammar put in by `--noise SHARE`; with `--made`, a text is
made by tools/random_markdown.py instead. `--options` gives each text random options of kramdown, `--set` the same
ones to all. The real one converts all of them in one Ruby process through Jekyll's own
converter. Token spans of a highlighter are looked through; the rest is compared as bytes. Every text that
differs is made smaller, line by line, before it is shown. The exit status is 1 where one in a thousand differs.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
from pathlib import Path

from blogtool.errors import BlogtoolError
from blogtool.kramdown import convert
from tools.fuzz.pieces import MARKDOWN
from tools.random_markdown import made_text

ROOT = Path(__file__).resolve().parents[1]
RUBY = r"""
require "json"
require "jekyll"
require "timeout"
Jekyll.logger.log_level = :error
Jekyll::Cache.disable_disk_cache!
STDOUT.sync = true
STDIN.each_line do |line|
  case_ = JSON.parse(line)
  config = Jekyll.configuration("quiet" => true, "kramdown" => case_["options"])
  Jekyll::Cache.base_cache.each_value(&:clear)    # it knows texts, but not their options
  # In a child: some texts change how those that follow are read.
  Process.wait(fork do
    html = begin
      Timeout.timeout(5) { Jekyll::Converters::Markdown.new(config).convert(case_["text"]) }
    rescue Exception => e
      nil
    end
    STDOUT.write(JSON.generate(html) + "\n")
    exit!
  end)
end
"""
TOKEN_SPAN = re.compile(r'<span class="[a-z0-9]+">|</span>')
OPTIONS: dict[str, tuple[object, ...]] = {
    "hard_wrap": (True, False), "auto_ids": (True, False), "auto_id_prefix": ("", "p-"), "auto_id_stripping": (True, False),
    "toc_levels": ("1..2", "2,3", [1, 3], "2..6"), "math_engine": ("mathjax", None),
    "syntax_highlighter": ("rouge", None), "footnote_nr": (1, 5, "3"), "footnote_prefix": ("", "x-"),
    "footnote_backlink": ("", "&uarr;", "up"), "footnote_backlink_inline": (True, False), "footnote_link_text": ("%s", "[%s]"),
    "smart_quotes": ("lsquo,rsquo,ldquo,rdquo", "sbquo,lsquo,bdquo,ldquo", "apos,apos,quot,quot", "39,39,34,34"),
    "entity_output": ("as_char", "as_input", "numeric", "symbolic"), "input": ("GFM", "kramdown"),
    "gfm_quirks": ("paragraph_end", "", "no_auto_typographic", "paragraph_end,no_auto_typographic"), "gfm_emojis": (True, False),
    "parse_block_html": (True, False), "parse_span_html": (True, False), "html_to_native": (True, False),
    "header_offset": (0, 1, -1, 3), "link_defs": ({"a": ["/from/options", "T"]}, {"one": ["/1"]}), "remove_block_html_tags": (True, False),
    "remove_span_html_tags": (True, False), "remove_line_breaks_for_cjk": (True, False),
    "typographic_symbols": ({"hellip": "."}, {"mdash": "--", "ndash": "&amp;"}, {"laquo": "<", "hellip": "&hellip;"}),
    "transliterated_header_ids": (True, False), "list_indent": ("mixed", "fixed"), "line_width": (40, 72),
    "forbidden_inline_options": ("template", "auto_ids,template"), "show_warnings": (False,),
    "syntax_highlighter_opts": (
        {"disable": True}, {"default_lang": "ruby"}, {"guess_lang": True}, {"css_class": "c"}, {"line_numbers": True},
        {"block": {"line_numbers": True, "start_line": 5}}, {"span": {"disable": True}}, {"block": {"disable": True}}, {"wrap": False},
        {"span": {"line_numbers": False, "default_lang": "python"}}, {"formatter": "HTMLLegacy"},
    ),
}  # fmt: skip


def cases() -> list[str]:
    """The texts that all others are made of."""
    lines = (ROOT / "tests/conformance-markdown/cases.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines]


def random_text(chance: random.Random, known: list[str]) -> str:
    """A composition of known texts."""
    parts = []
    for _ in range(chance.randint(1, 5)):
        text = chance.choice(known)
        lines = text.split("\n")
        if chance.random() < 0.4 and len(lines) > 2:
            start = chance.randrange(len(lines) - 1)
            text = "\n".join(lines[start : start + chance.randint(1, 6)])
        inside = chance.random()
        if inside < 0.08:
            text = "\n".join("> " + line for line in text.split("\n"))
        elif inside < 0.16:
            text = "* item\n\n" + "\n".join("  " + line for line in text.split("\n"))
        elif inside < 0.22:
            text = "1. " + "\n   ".join(text.split("\n"))
        parts.append(text)
    return chance.choice(("\n\n", "\n\n", "\n", "\n\n\n")).join(parts)


def with_noise(chance: random.Random, whole: str, noise: float) -> str:
    """Pieces of the grammar, put anywhere."""
    while chance.random() < noise:
        at = chance.randint(0, len(whole))
        whole = whole[:at] + chance.choice(MARKDOWN) + whole[at:]
    return whole


class Kramdown:
    """The real one, in a process that answers line by line."""

    def __init__(self) -> None:
        environment = dict(os.environ, JEKYLL_NO_BUNDLER_REQUIRE="true", LANG="C.UTF-8")
        self.process = subprocess.Popen(
            ["ruby", "-W0", "-e", RUBY], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        )

    def convert(self, text: str, options: dict[str, object]) -> str | None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"text": text, "options": options}).encode() + b"\n")
        self.process.stdin.flush()
        answer: str | None = json.loads(self.process.stdout.readline())
        return answer


def differs(kramdown: Kramdown, text: str, options: dict[str, object]) -> bool | None:
    """None where the real one gives no answer."""
    want = kramdown.convert(text, options)
    if want is None:
        return None
    try:
        got = convert(text, options)
    except BlogtoolError:
        return True
    return TOKEN_SPAN.sub("", got) != TOKEN_SPAN.sub("", want)


def smaller(kramdown: Kramdown, text: str, options: dict[str, object]) -> tuple[str, dict[str, object]]:
    """A text with fewer lines and fewer options that differs still."""
    for name in list(options):
        fewer = {key: value for key, value in options.items() if key != name}
        if differs(kramdown, text, fewer):
            options = fewer
    lines = text.split("\n")
    size = max(1, len(lines) // 2)
    while size:
        at = 0
        while at < len(lines):
            fewer_lines = lines[:at] + lines[at + size :]
            if differs(kramdown, "\n".join(fewer_lines), options):
                lines = fewer_lines
            else:
                at += size
        size //= 2
    return "\n".join(lines), options


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--texts", type=int, default=2000)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--noise", type=float, default=0.0)
    words.add_argument("--options", action="store_true")
    words.add_argument("--set", type=json.loads, default={})
    words.add_argument("--made", action="store_true")
    words.add_argument("--show", type=int, default=5)
    given = words.parse_args()
    chance = random.Random(given.seed)
    known, kramdown = cases(), Kramdown()
    compared = different = unanswered = 0
    for _ in range(given.texts):
        text = with_noise(chance, made_text(chance) if given.made else random_text(chance, known), given.noise)
        names = chance.sample(list(OPTIONS), chance.randint(1, 4)) if given.options else []
        options = {**given.set, **{name: chance.choice(OPTIONS[name]) for name in names}}
        answer = differs(kramdown, text, options)
        unanswered += answer is None
        compared += answer is not None
        if answer:
            different += 1
            if different <= given.show:
                small, few = smaller(kramdown, text, options)
                print(json.dumps({"text": small, "options": few}, ensure_ascii=False))
                print("  kramdown", json.dumps(kramdown.convert(small, few), ensure_ascii=False))
                try:
                    print("  blogtool", json.dumps(convert(small, few), ensure_ascii=False), flush=True)
                except BlogtoolError as error:
                    print("  blogtool", error, flush=True)
    share = 100 * different / max(compared, 1)
    print(f"{compared} texts, {different} differ ({share:.2f} %), {unanswered} without an answer of kramdown's")
    return 1 if share >= 0.1 else 0


if __name__ == "__main__":
    sys.exit(main())
