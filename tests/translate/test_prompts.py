"""What an engine says, read back: marks that it wrote by halves are marks, and no half of one reaches a page."""

from __future__ import annotations

import pytest

from blogtool.model.translation import Mark, Segment
from blogtool.translate.prompts import Prompt

SPAN = (Mark(1, "em-open", "*"), Mark(2, "em-close", "*"))
TEXT = "Use the word ⟦1⟧older⟦2⟧ here"


def read(said, style="X{}X", text=TEXT):
    return Prompt(Segment(text, SPAN), style).read(said)


@pytest.mark.parametrize(
    "said",
    [
        "Usa la palabra X1olderX2X aquí",
        "Usa la palabra X1XolderX2 aquí",
        "Usa la palabra 1XolderX2X aquí",
        "Usa la palabra X1Xolder2X aquí",
        "Usa la palabra XX1XolderX2XX aquí",
    ],
)
def test_half_of_a_mark_of_letters_is_the_mark(said):
    assert read(said) == "Usa la palabra ⟦1⟧older⟦2⟧ aquí"


@pytest.mark.parametrize(
    ("style", "said"),
    [("<{}>", "Usa <1older<2> aquí"), ("[{}]", "Usa [1]older[2 aquí"), ("({})", "Usa (1older(2) aquí")],
)
def test_the_first_half_of_a_mark_of_signs_is_the_mark_where_it_is_missing(style, said):
    assert read(said, style) == "Usa ⟦1⟧older⟦2⟧ aquí"


def test_a_half_that_is_one_too_many_shows_as_a_mark_too_many():
    assert read("Usa X1XolderX2X y X1nada") == "Usa ⟦1⟧older⟦2⟧ y ⟦1⟧nada"
    assert read("Usa (1)older(2) y (1 000 veces)", "({})") == "Usa ⟦1⟧older⟦2⟧ y (1 000 veces)"


def test_words_of_the_text_that_look_like_half_a_mark_stay():
    assert read("El X1 es X1XolderX2X", text="The X1 is ⟦1⟧older⟦2⟧") == "El X1 es ⟦1⟧older⟦2⟧"


def test_a_letter_of_the_text_that_looks_like_a_part_of_a_mark_stays():
    assert read("Sur Mac OS XX1Xvieux X2X", text="On Mac OS X ⟦1⟧older⟦2⟧") == "Sur Mac OS X⟦1⟧vieux⟦2⟧"


@pytest.mark.parametrize(
    ("mark", "said", "text"),
    [
        (Mark(1, "liquid", "{% endcapture %}"), "⟦1⟧ petits gabarits", "⟦1⟧Petits gabarits"),
        (Mark(1, "strong-open", "**"), "⟦1⟧petits gabarits", "⟦1⟧Petits gabarits"),
        (Mark(1, "strong-open", "**"), "des ⟦1⟧gabarits", "Des ⟦1⟧gabarits"),
        (Mark(1, "code", "`x`"), "⟦1⟧petits gabarits", "⟦1⟧petits gabarits"),  # the code begins the sentence
        (Mark(1, "liquid", "{{ x }}"), "⟦1⟧petits gabarits", "⟦1⟧petits gabarits"),
        (Mark(1, "strong-open", "**"), "⟦1⟧iOS et gabarits", "⟦1⟧iOS et gabarits"),
    ],
)
def test_a_sentence_keeps_its_capital_behind_a_mark_that_shows_nothing(mark, said, text):
    assert Prompt(Segment("⟦1⟧Small templates", (mark,))).read(said) == text


def test_a_name_of_the_post_keeps_its_small_letter_where_a_sentence_begins():
    assert Prompt(Segment("Running npx", (), names=("npx",))).read("npx tourne") == "npx tourne"
