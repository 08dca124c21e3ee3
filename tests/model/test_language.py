"""Codes of languages, their names, and the way their lines run."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogtool.model import language


@pytest.mark.parametrize(
    ("given_code", "code"),
    [
        ("en", "en"), ("FR", "fr"), ("jp", "ja"), ("hant", "zh-Hant"), ("Hans", "zh-Hans"), ("zh_cn", "zh-CN"),
        ("ZH-hant-tw", "zh-Hant-TW"), ("pt_br", "pt-BR"), ("kr", "ko"), ("es-419", "es-419"), (" de ", "de"),
        ("eng", "en"), ("sr-LATN", "sr-Latn"), ("not a code", "not a code"),
    ],
)  # fmt: skip
def test_codes_have_one_spelling(given_code, code):
    assert language.normalise(given_code) == code


@given(st.from_regex(r"[A-Za-z]{2,3}([-_][A-Za-z]{4})?([-_][A-Za-z]{2})?", fullmatch=True))
def test_a_normal_code_stays(code):
    assert language.normalise(language.normalise(code)) == language.normalise(code)


@pytest.mark.parametrize("code", ["en", "zh-Hant", "hant", "jp", "pt-BR", "ar", "hi"])
def test_the_nine_languages_of_the_first_blog_are_known(code):
    assert language.is_known(code)


@pytest.mark.parametrize("code", ["draft", "v2", "", "x", "the"])
def test_other_words_are_no_languages(code):
    assert not language.is_known(code)


def test_names_are_their_own():
    assert [language.native_name(code) for code in ("fr", "hant", "zh-TW", "de-AT", "xx")] == [
        "Français", "繁體中文", "繁體中文", "Deutsch", "xx",
    ]  # fmt: skip
    assert language.english_name("hant") == "Traditional Chinese"


def test_lines_run_from_the_right_where_they_do():
    assert [language.direction(code) for code in ("ar", "he", "fa-IR", "en", "az-Arab", "zh")] == [
        "rtl", "rtl", "rtl", "ltr", "rtl", "ltr",
    ]  # fmt: skip


def test_scripts():
    assert [language.script(code) for code in ("en", "hant", "ja", "sr-Latn", "sr", "hi")] == [
        "Latn", "Hani", "Jpan", "Latn", "Cyrl", "Deva",
    ]  # fmt: skip
