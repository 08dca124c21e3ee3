"""No text makes the work explode: four times the text is at most about four times the work."""

import sys
import time

import pytest

from blogtool.kramdown import convert, parse

# Each grows with n; several take the real kramdown seconds or for ever.
TEXTS = {
    "open images": lambda n: "![" * n,
    "open emphasis": lambda n: "*a **b " * n,
    "open underscores": lambda n: "_a __b " * n,
    "emphasis around elements": lambda n: "*<b>" * n,
    "mixed marks": lambda n: "_a *b __c **d " * n + "e_ f* g__",
    "half closed": lambda n: "**a *b" * n + "*",
    "ticks": lambda n: "`" * n,
    "runs of ticks": lambda n: "` `` ``` " * n,
    "open lists": lambda n: "{: " * n,
    "lines of open lists": lambda n: "{: a\n" * n,
    "deep quotes": lambda n: "> " * n + "a",
    "deep lists": lambda n: "- " * n + "a",
    "open brackets": lambda n: "[" * n,
    "brackets without a target": lambda n: "[" * n + "]" * n,
    "links without an end": lambda n: "[a](b " * n,
    "titles without an end": lambda n: '[a](b "' * n,
    "images in open links": lambda n: "[![a](b)" * n,
    "links in links": lambda n: "[" * n + "x" + "](y)" * n,
    "open tags": lambda n: "<a " * n,
    "unclosed elements": lambda n: "<b>" * n,
    "unclosed blocks": lambda n: "<div>\n" * n,
    "unclosed Markdown blocks": lambda n: '<div markdown="1">\n' * n,
    "open comments": lambda n: "<!-- " * n,
    "lines of open comments": lambda n: "<!--\n" * n,
    "addresses without an end": lambda n: "<http://" * n,
    "long table": lambda n: "| a | b |\n" * n,
    "table of open elements": lambda n: "| ` | <b> |\n" * n,
    "fences": lambda n: "```\n" * n + "x",
    "growing fences": lambda n: "\n".join("`" * (i % 50 + 3) for i in range(n)),
    "open formulas": lambda n: "$$ a\n\n" * n,
    "open struck text": lambda n: "~~a " * n,
    "notes": lambda n: "[^1]" * n + "\n\n[^1]: x",
    "definitions": lambda n: "a\n: b\n" * n,
    "headers": lambda n: "# a\n" * n,
    "quotes": lambda n: "'a\" " * n,
    "references that name each other": lambda n: "{:a: b}\n{:b: a}\n" * n + "\nx\n{: a}\n",
    "unclosed extensions": lambda n: "{::comment} " * n,
    "paragraphs": lambda n: "some *plain* text, `code` and [a](b)\n\n" * n,
}


def work(text):
    """How many functions are called to convert a text: a count, not a time."""
    calls = 0

    def count(frame, event, argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    convert("warm *up*\n\n- a\n\n<b>c</b>\n")
    sys.setprofile(count)
    try:
        convert(text, {"syntax_highlighter_opts": {"disable": True}})
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("name", TEXTS)
def test_work_grows_with_the_text_and_not_faster(name):
    small, large = work(TEXTS[name](200)), work(TEXTS[name](800))

    assert large < 6 * small + 5000


# What the fuzzer found: one call of one pattern can be the whole work. Here 30,000 characters took from
# twenty seconds to hours, and take hundredths of a second now.
LONG_SEARCHES = {
    "a fence that is none": "~" * 30_000 + "  a b",
    "a fence with two words": "~~~ " + "a?" * 15_000 + " b",
    "a ruler that is none": "|-|" * 10_000 + "<a@b.c>",
    "a long ruler that is none": "-" * 30_000 + "{:/comment}|",
    "blanks behind the title of a definition": '[a]: /u "t"' + " " * 30_000 + "x",
    "quotes in the address of a definition": "[a]: x" + ' "y' * 10_000,
    "a fence of two signs": "`" * 30_000 + "~~~ a\n-->/",
    "code elements in a table": "<code>|" * 4_300,
    "code elements without an end in a table": "<code><code>&" * 2_000 + "__[]" * 1_000 + "||",
}


def seconds_of(text):
    """How much of a processor's time the conversion of a text takes."""
    start = time.process_time()
    convert(text)
    return time.process_time() - start


@pytest.mark.parametrize("name", LONG_SEARCHES)
def test_no_pattern_searches_for_ever(name):
    plain = seconds_of(TEXTS["paragraphs"](750))  # as long a text, on the same machine: however fast that is

    assert seconds_of(LONG_SEARCHES[name]) < 20 * plain + 0.5


@pytest.mark.parametrize("name", TEXTS)
def test_no_text_is_too_deep(name):
    text = TEXTS[name](3000)

    convert(text)
    parse(text)


def test_containers_that_are_too_deep_stay_text():
    html = convert(">" * 500 + " the end")

    assert html.count("<blockquote>") < 100
    assert "the end" in html
