"""Slugs: what a title looks like in a URL."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogtool.text.slug import MODES, slugify, to_ascii


@pytest.mark.parametrize(
    ("text", "mode", "slug"),
    [
        ("Héllo, wörld!", "default", "héllo-wörld"),
        ("Héllo, wörld!", "raw", "héllo,-wörld!"),
        ("Héllo, wörld!", "pretty", "héllo,-wörld!"),
        ("Héllo, wörld!", "ascii", "h-llo-w-rld"),
        ("Héllo, wörld!", "latin", "hello-world"),
        ("Héllo, wörld!", "none", "héllo, wörld!"),
        ("Héllo, wörld!", "no such mode", "héllo, wörld!"),
        ("C++ & C#", "pretty", "c++-&-c"),
        ("straße Øæ Þ łđ", "latin", "strasse-oae-th-ld"),
        ("日本語 の", "default", "日本語-の"),
        ("日本語 の", "ascii", ""),
        ("नमस्ते", "default", "नमस्ते"),
        ("½²³ Ⅷ ①", "default", ""),
        ("ΑΣ", "default", "ασ"),
    ],
)
def test_a_title_becomes_a_slug(text, mode, slug):
    assert slugify(text, mode) == slug


def test_capitals_stay_where_they_are_wanted():
    assert slugify("Hello World", cased=True) == "Hello-World"


def test_a_letter_without_an_ascii_look_is_a_question_mark():
    assert to_ascii("é日") == "e?"


@given(st.text(), st.sampled_from(MODES))
def test_a_slug_of_a_slug_is_itself(text, mode):
    slug = slugify(text, mode)

    assert slugify(slug, mode) == slug
