#!/usr/bin/env python3
"""Compare our colours for code with those of the real Rouge, language by language.

    tools/compare_rouge.py                      the samples of the tests
    tools/compare_rouge.py python *.py          files, as code in one language

Prints for each language how many of the characters that are not blank carry Rouge's class, and how
many of the samples give the same HTML to the letter. Needs Ruby with the gem `rouge` (3.30).
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from html import unescape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "kramdown")]

from rouge_runs import agreement, text_of  # noqa: E402

from blogtool.kramdown.highlight import highlight  # noqa: E402

RUBY = """
require "json"; require "rouge"
formatter = Rouge::Formatters::HTML.new
STDIN.each_line do |line|
  language, code = JSON.parse(line)
  lexer = Rouge::Lexer.find_fancy(language, code)
  puts JSON.dump(lexer && formatter.format(lexer.lex(code)))
end
"""


def ask_rouge(questions: list[tuple[str, str]]) -> list[str | None]:
    """Rouge's HTML for (language, code) pairs, in order; None where it knows no such language."""
    asked = "".join(json.dumps(question) + "\n" for question in questions)
    ruby = subprocess.run(["ruby", "-e", RUBY], input=asked, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in ruby.stdout.splitlines()]


def main(arguments: list[str]) -> int:
    """Print a line for each language and the sum."""
    if len(arguments) == 1:
        print(__doc__)
        return 2
    if arguments:
        questions = [(arguments[0], Path(name).read_text("utf-8")) for name in arguments[1:]]
    else:
        samples = json.loads((ROOT / "tests/kramdown/rouge_samples.json").read_text("utf-8"))
        questions = [(sample["language"], unescape(text_of(sample["rouge"]))) for sample in samples]
    totals: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for (language, code), expected in zip(questions, ask_rouge(questions), strict=True):
        found = highlight(code, language)
        if found is None or expected is None:
            print(f"{language}: {'we' if found is None else 'Rouge'} know no such language")
            continue
        same, characters = agreement(found, expected)
        for name in (language, "all"):
            for place, number in enumerate((1, found == expected, characters, same)):
                totals[name][place] += number
    for language, (samples_, equal, characters, same) in totals.items():
        share = 100 * same / max(1, characters)
        print(f"{language:12} {share:6.2f} % of {characters:7} characters, {equal} of {samples_} identical")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
