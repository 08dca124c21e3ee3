"""Colours for code: the text stays, the classes are Rouge's, unknown names stay alone."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rouge_runs import agreement, text_of

from blogtool.kramdown.highlight import escape, highlight, with_line_numbers
from blogtool.kramdown.rouge_names import LANGUAGES

# Code of ours with the HTML that Rouge 3.30 gave for it; tools/compare_rouge.py asks Rouge again.
SAMPLES = json.loads(Path(__file__).with_name("rouge_samples.json").read_text("utf-8"))
# Languages in which Pygments sees other words than Rouge: colours, but fewer of Rouge's.
ROUGHLY = {"batchfile", "puppet", "viml"}

SPAN = re.compile(r'<span class="[a-z0-9]+">|</span>')


def test_tokens_carry_rouges_classes():
    assert highlight("x = 1\n", "python") == (
        '<span class="n">x</span> <span class="o">=</span> <span class="mi">1</span>\n'
    )


def test_a_language_that_rouge_does_not_know_is_left_alone():
    assert highlight("x", "klingon") is None


def test_names_are_looked_up_as_written():
    assert highlight("x", "py") is not None
    assert highlight("x", "Python") is None


def test_a_name_may_carry_options():
    assert highlight("$a = 1;", "php?start_inline=1") == highlight("$a = 1;", "php")


def test_plain_text_is_only_escaped_and_quotes_stay():
    assert highlight("""<a> & "b" 'c'""", "plaintext") == """&lt;a&gt; &amp; "b" 'c'"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_keeps_the_text(language):
    code = "if (a < 'b') && \"c\": # {% d %}\n  <e f=1>$ g</e> `h` // i\n-- j\n\n  \\k = @l;"

    assert SPAN.sub("", highlight(code, language)) == escape(code)


def sample_id(sample):
    return sample["language"]


@pytest.mark.parametrize("sample", [s for s in SAMPLES if s["language"] not in ROUGHLY], ids=sample_id)
def test_nine_of_ten_characters_have_rouges_class(sample):
    found = highlight(unescape(text_of(sample["rouge"])), sample["language"])

    same, characters = agreement(found, sample["rouge"])
    assert same >= 0.9 * characters


@pytest.mark.parametrize("sample", [s for s in SAMPLES if s["language"] in ROUGHLY], ids=sample_id)
def test_the_rest_has_seven_of_ten(sample):
    found = highlight(unescape(text_of(sample["rouge"])), sample["language"])

    same, characters = agreement(found, sample["rouge"])
    assert same >= 0.7 * characters


EXACTLY = [
    *("console", "diff", "docker", "go", "html", "ini"),
    *("javascript", "json", "jsx", "liquid", "markdown", "powershell"),
    *("shell", "toml", "tsx", "typescript", "xml"),
]


@pytest.mark.parametrize("language", EXACTLY)
def test_some_languages_are_rouge_to_the_letter(language):
    for sample in (s for s in SAMPLES if s["language"] == language):
        assert highlight(unescape(text_of(sample["rouge"])), language) == sample["rouge"]


def test_line_numbers_stand_in_a_table():
    assert with_line_numbers(highlight("x\ny", "ruby"), start_line=9) == (
        '<table class="rouge-table"><tbody><tr>'
        '<td class="rouge-gutter gl"><pre class="lineno">9\n10\n</pre></td>'
        '<td class="rouge-code"><pre><span class="n">x</span>\n<span class="n">y</span>\n</pre></td>'
        "</tr></tbody></table>"
    )


def test_a_last_line_that_ends_within_a_span_gets_no_second_end():
    html = with_line_numbers(highlight("$ a\nb\n", "console"))

    assert 'lineno">1\n2\n<' in html
    assert html.count("\n") == 4


SIGNS = "\n\n  \t<>&\"'`$#/*-=:;.(){}[]\\%@!|~+?,é世"
WORDS = ("a", "B1", "def ", "0x1F", "<?php", "\r\n", "\x00", "{% if a %}", "- key: ", "<!--")
CODE = st.lists(st.sampled_from([*SIGNS, *WORDS]), max_size=60).map("".join)


@settings(max_examples=300, deadline=None)
@given(code=CODE, language=st.sampled_from(sorted(LANGUAGES)))
def test_without_its_spans_a_block_is_the_escaped_code(code, language):
    html = highlight(code, language)

    assert SPAN.sub("", html) == escape(code)
    assert unescape(SPAN.sub("", html)) == unescape(escape(code))
