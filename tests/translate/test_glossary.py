"""The author's terms and names."""

from __future__ import annotations

import pytest

from blogtool.errors import BlogtoolError
from blogtool.translate.glossary import Glossary, glossary_for

DATA = {
    "keep": ["The Daily Note", "Rust"],
    "static site": {"fr": "site statique", "zh-Hans": "静态网站"},
    "build": {"fr": "génération", "de": "Build"},
    "post": "billet",
    "Acme": None,
}


def test_terms_are_those_of_the_target_language():
    assert dict(glossary_for(DATA, "en", "fr").terms) == {
        "static site": "site statique", "build": "génération", "post": "billet",
    }  # fmt: skip
    assert dict(glossary_for(DATA, "en", "es").terms) == {"post": "billet"}


def test_a_region_takes_the_terms_of_its_language():
    assert glossary_for(DATA, "en", "fr-CA").terms["build"] == "génération"
    assert glossary_for({"site": {"hans": "网站"}}, "en", "zh-Hans-CN").terms["site"] == "网站"


def test_names_are_kept():
    glossary = glossary_for(DATA, "en", "fr")

    assert glossary.keep == {"The Daily Note", "Rust", "Acme"}
    assert {"GitHub", "Jekyll", "The Daily Note"} <= glossary.names
    assert "Go" not in glossary.names


def test_terms_and_names_may_stand_under_keys_of_their_own():
    glossary = glossary_for({"do_not_translate": ["Foo"], "terms": {"build": {"fr": "génération"}}}, "en", "fr")

    assert (glossary.keep, dict(glossary.terms)) == ({"Foo"}, {"build": "génération"})


def test_terms_are_found_as_whole_words_longest_first():
    glossary = Glossary({"site": "site web", "static site": "site statique"}, frozenset({"Rust"}))

    assert [there for _, _, there in glossary.found("Static site, website, site and Rust, not rust")] == [
        "Site statique", "site web", "Rust",
    ]  # fmt: skip


def test_its_digest_changes_with_it():
    assert Glossary({"a": "b"}).digest == Glossary({"a": "b"}).digest
    assert Glossary({"a": "b"}).digest != Glossary({"a": "c"}).digest


def test_no_file_is_an_empty_glossary():
    assert glossary_for(None, "en", "fr") == Glossary()


@pytest.mark.parametrize(
    ("data", "what"), [(["a"], "not a map"), ({"keep": 3}, "not a list"), ({"a": 3}, "no translation")]
)
def test_another_shape_is_an_error_with_its_place(data, what):
    with pytest.raises(BlogtoolError, match=what) as caught:
        glossary_for(data, "en", "fr")

    assert caught.value.where.path == "_data/glossary.yml"


def test_terms_that_differ_in_capitals_only_are_told_apart_by_them():
    glossary = glossary_for({"Tea": {"fr": "Téa"}, "tea": {"fr": "thé"}}, "en", "fr")

    assert [there for _, _, there in glossary.found("Tea is tea, and TEA is shouted")] == ["Téa", "thé", "Thé"]
    assert glossary.doubts == ()


def test_a_kept_name_and_a_term_may_differ_in_capitals_only():
    glossary = glossary_for({"keep": ["Tea"], "tea": {"fr": "thé"}}, "en", "fr")

    assert [there for _, _, there in glossary.found("Tea is tea")] == ["Tea", "thé"]
    assert glossary.doubts == ()


def test_other_spellings_of_two_terms_in_capitals_are_taken_for_one_of_them_and_told():
    data = {"TEA": {"fr": "T.E.A."}, "Tea": {"fr": "Téa"}}
    glossary = glossary_for(data, "en", "fr")

    assert [there for _, _, there in glossary.found("some tea")] == ["Téa"]
    assert glossary_for(dict(reversed(data.items())), "en", "fr").doubts == glossary.doubts
    assert glossary.doubts == (
        "`TEA` and `Tea` differ in capitals only: other spellings are said as `Téa`; add `tea`",
    )


def test_a_name_that_is_kept_and_translated_is_kept_and_told():
    glossary = glossary_for({"keep": ["Rust"], "Rust": {"fr": "Rouille"}}, "en", "fr")

    assert [there for _, _, there in glossary.found("In Rust")] == ["Rust"]
    assert glossary.doubts == ("`Rust` is to be kept and to be `Rouille`: it is kept",)
