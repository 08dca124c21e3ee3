"""Colours for code: the text stays, the classes are Rouge's, unknown names stay alone."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blogtool.kramdown.highlight import escape, highlight
from blogtool.kramdown.rouge_names import LANGUAGES

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


SIGNS = "\n\n  \t<>&\"'`$#/*-=:;.(){}[]\\%@!|~+?,é世"
WORDS = ("a", "B1", "def ", "0x1F", "<?php", "\r\n", "\x00", "{% if a %}", "- key: ", "<!--")
CODE = st.lists(st.sampled_from([*SIGNS, *WORDS]), max_size=60).map("".join)


@settings(max_examples=300, deadline=None)
@given(code=CODE, language=st.sampled_from(sorted(LANGUAGES)))
def test_without_its_spans_a_block_is_the_escaped_code(code, language):
    html = highlight(code, language)

    assert SPAN.sub("", html) == escape(code)
    assert unescape(SPAN.sub("", html)) == unescape(escape(code))
