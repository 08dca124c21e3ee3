"""Names that a post shows by its own code, and words that only look like them."""

import pytest

from blogtool.model.translation import Segment
from blogtool.translate.documents import cut
from blogtool.translate.post_names import is_formed, names_of, names_of_site

FENCE = "```"
POST = f"""---
title: Notes
---

Zorvik builds a site, and zorvik watch builds it again. We make and test it with Plover.

{FENCE}sh
zorvik build --watch && make test
plover run
{FENCE}

Here `frobnicate` is a command.
"""


def _named(post, text, place="paragraph", site=(), source="en"):
    names = names_of(cut(post.encode(), "post.md", source, ("title",), {}), source, site)
    return names.put_on(Segment(text, place=place)).names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Then zorvik builds it.", ("zorvik",)),
        ("Zorvik builds it.", ("Zorvik",)),
        ("We use frobnicate here.", ("frobnicate",)),
        ("We make, watch, build and test it.", ()),  # commands, and everyday words
        ("Watch it. Make sure that it runs.", ()),
        ("Nothing of the kind.", ()),
    ],
)
def test_a_word_that_the_post_has_in_code_is_a_name_unless_english_has_it(text, names):
    assert _named(POST, text) == names


def test_a_common_word_is_a_name_where_it_has_its_capital_within_a_sentence():
    post = f"{FENCE}\nanchor render\n{FENCE}\n"

    assert _named(post, "A template of Anchor is short.") == ("Anchor",)
    assert _named(post, "Every anchor is wet.") == ()
    assert _named(post, "Anchor is wet.") == ()
    assert _named(post, "It is (as they say) Anchor: Anchor.") == ()  # a sentence may begin there
    assert _named(post, "We met Captain Anchor Rees.") == ()
    assert _named(post, "All About Anchor Soap", "heading") == ()


def test_words_made_of_known_words_are_no_names():
    assert is_formed("templated", "en")
    assert is_formed("unpublish", "en")
    assert not is_formed("kubectl", "en")


def test_the_title_of_the_site_and_its_author_are_names():
    site = names_of_site({"title": "The Daily Note", "author": {"name": "Ann King"}})

    assert _named("", "Ann King writes The Daily Note.", site=site) == ("Ann King", "The Daily Note")
    assert _named("", "A daily note of a king", site=site) == ()


def test_an_everyday_word_as_a_title_is_no_name():
    assert _named("", "This garden is quiet.", site=("Garden",)) == ()
    assert _named("", "Read zorvelik daily.", site=("zorvelik",)) == ("zorvelik",)


def test_several_codes_of_languages_are_copied():
    table = "| Code | Name |\n|---|---|\n| hi | Hindi |\n| it | Italian |\n| pt-BR | Brazilian |\n"

    named = [_named(table, text, "cell") for text in ("hi", "it", "pt-BR", "Hindi")]

    assert named == [("hi",), ("it",), ("pt-BR",), ()]


def test_no_beside_yes_is_a_word():
    table = "| fr | yes |\n|---|---|\n| de | no |\n| es | no |\n"

    assert _named(table, "no", "cell") == ()
    assert _named(table, "de", "cell") == ("de",)


def test_two_codes_may_be_chance():
    assert _named("- it\n- is\n", "it") == ()


def test_a_language_without_a_list_of_words_has_no_names_by_code():
    assert _named(POST, "Then zorvik builds it.", source="eo") == ()


@pytest.mark.parametrize(
    ("text", "place", "names"),
    [
        ("We write CSS (Cascading Style Sheets) by hand.", "paragraph", ("Cascading Style Sheets",)),
        ("We use it (Every Single Day) by hand.", "paragraph", ()),
        ("Ask the WHO (not me).", "paragraph", ()),
        ("We write HTML (raw HTML blocks, too) by hand.", "paragraph", ()),
        ("HyperText Markup Language", "expansion", ("HyperText Markup Language",)),
        ("Frequently asked questions", "expansion", ()),
        ("HyperText Markup Language", "heading", ()),
    ],
)
def test_words_that_explain_the_letters_of_an_abbreviation_are_kept(text, place, names):
    assert _named("", text, place) == names


def test_capitals_of_german_nouns_make_no_name():
    assert _named("", "Allgemeine Geschäftsbedingungen", "expansion", source="de") == ()
