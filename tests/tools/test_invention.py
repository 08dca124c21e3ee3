"""Pairs that are made out of other pairs stay translations of each other."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.train_model.invent import (
    as_title,
    copied,
    invent,
    invented_code,
    invented_name,
    joined,
    renumbered,
    spaces_colons,
    with_any_words_hidden,
    with_hidden_code,
    with_marked_words,
    with_other_code,
    with_other_names,
    without_end,
    wrapped,
)
from tools.train_model.lexicon import word_pairs
from tools.train_model.pairs import Pair, is_usable, marks_in

REAL = [
    Pair(
        "Use git_add with Docker and run 25 checks.",
        "Utilisez git_add avec Docker et lancez 25 contrôles.",
        "a",
    ),
    Pair("Open ⟦1⟧ before ⟦2⟧.", "Ouvrez ⟦1⟧ avant ⟦2⟧.", "b"),
    Pair("the little red house", "la petite maison rouge", "c"),
    Pair("⟦1⟧Read the guide⟦2⟧ of Debian.", "⟦1⟧Lisez le guide⟦2⟧ de Debian.", "d"),
]


def test_a_name_on_both_sides_becomes_another_name_on_both() -> None:
    made = with_other_names(REAL[0], random.Random(4))
    assert made is not None
    assert "Docker" not in made.source + made.target
    name = made.source.split("with ")[1].split(" and")[0]
    assert f"avec {name} et" in made.target


def test_the_first_word_of_a_sentence_is_no_name() -> None:
    assert with_other_names(Pair("Table it.", "Table ça."), random.Random(1)) is None


def test_code_and_numbers_hide_behind_marks_in_source_order() -> None:
    made = with_hidden_code(REAL[0], random.Random(1))
    assert made is not None
    assert marks_in(made.source) == marks_in(made.target)
    assert len(marks_in(made.source)) == 2
    assert "git_add" not in made.source
    assert "25" not in made.target


def test_a_mark_becomes_the_same_code_on_both_sides() -> None:
    made = with_other_code(REAL[1], random.Random(2))
    assert made is not None
    assert len(marks_in(made.source)) == 1
    code = [
        word for word in made.source.split() if word.strip(".") and word.strip(".") in made.target.split()
    ]
    assert code


def test_marks_are_counted_through_when_pairs_are_joined() -> None:
    made = joined([REAL[1], REAL[3]])
    assert made is not None
    assert made.source == "Open ⟦0⟧ before ⟦1⟧. ⟦2⟧Read the guide⟦3⟧ of Debian."
    assert made.target == "Ouvrez ⟦0⟧ avant ⟦1⟧. ⟦2⟧Lisez le guide⟦3⟧ de Debian."


def test_marks_beyond_those_of_the_vocabulary_are_not_made() -> None:
    assert joined([REAL[1]] * 9) is None


def test_marks_that_differ_between_the_sides_give_no_pair() -> None:
    assert renumbered(Pair("⟦1⟧ a", "⟦2⟧ b"), 0) is None


def test_a_word_with_a_sure_translation_gets_marks_at_its_translation() -> None:
    made = with_marked_words(Pair("We like the garden.", "Nous aimons le jardin."), {"garden": {"jardin"}},
                             random.Random(3))  # fmt: skip
    assert made is not None
    assert marks_in(made.source) == marks_in(made.target) != []
    assert made.source.startswith("We like the ⟦")
    assert made.target.startswith("Nous aimons le ⟦")


def test_any_word_is_hidden_at_its_likeliest_place() -> None:
    pair = Pair("The big cat and the small cat sleep here", "Le grand chat et le petit chat dorment ici")
    rough = {"big": {"grand"}, "cat": {"chat"}, "small": {"petit"}, "sleep": {"dorment"}}
    texts = {with_any_words_hidden(pair, rough, random.Random(seed), 4) for seed in range(60)} - {None}
    assert len(texts) > 5
    for made in texts:
        assert made is not None
        assert sorted(marks_in(made.source)) == sorted(marks_in(made.target)) != []
        assert ("grand" in made.target) == ("big" in made.source)
        assert ("dorment" in made.target) == ("sleep" in made.source)
    second = {made.target for made in texts if made and re.search(r"The big cat and the small ⟦\d⟧ sleep", made.source)}
    assert second
    assert all(re.search(r"grand chat et le petit ⟦\d⟧ dorment", target) for target in second)


def test_words_that_always_stand_together_are_translations() -> None:
    pairs = [Pair(f"{a} house", f"maison {b}") for a, b in (("red", "rouge"), ("old", "vieille"))] * 10
    pairs += [Pair("red car", "voiture rouge")] * 10
    assert word_pairs(pairs, least=5, sureness=0.9)["house"] == {"maison"}


def test_a_heading_is_written_in_title_case() -> None:
    made = as_title(Pair("how to write a blog", "comment écrire un blog"))
    assert made == Pair("How to Write a Blog", "Comment écrire un blog")


@pytest.mark.parametrize("source", ["One", "Ends with a stop.", "has ⟦1⟧ in it", "a b c d e f g h i j"])
def test_what_is_no_heading_gets_no_title_case(source: str) -> None:
    assert as_title(Pair(source, source)) is None


def test_a_list_item_loses_its_full_stop_on_both_sides() -> None:
    assert without_end(Pair("Stop it.", "Arrête.")) == Pair("Stop it", "Arrête")
    assert without_end(Pair("Stop it...", "Arrête...")) is None


@given(st.integers(min_value=0, max_value=10_000))
def test_made_pairs_keep_the_same_marks_on_both_sides(seed: int) -> None:
    chance = random.Random(seed)
    for made in (*invent(REAL, 3, seed), copied(chance), wrapped(REAL[2], chance, spaced_colon=True)):
        assert made is not None
        assert marks_in(made.source) == marks_in(made.target)
        assert len(set(marks_in(made.source))) == len(marks_in(made.source))


@given(st.integers(min_value=0, max_value=10_000))
def test_invented_words_are_never_empty_and_hold_no_blank(seed: int) -> None:
    for word in (invented_name(random.Random(seed)), invented_code(random.Random(seed))):
        assert word
        assert " " not in word


def test_the_same_seed_invents_the_same_pairs() -> None:
    assert list(invent(REAL, 5, 7)) == list(invent(REAL, 5, 7))


def test_a_pair_whose_sides_disagree_teaches_nothing() -> None:
    assert not is_usable(Pair("⟦1⟧ here", "ici"))
    assert not is_usable(Pair("Yes", "Oui, mais seulement quand tout le monde est rentré de vacances"))
    assert is_usable(REAL[3])


def test_a_colon_after_a_mark_is_spaced_as_the_other_targets_have_it() -> None:
    french = [Pair("Note: one", "Note : un"), Pair("Tip: two", "Astuce : deux"), Pair("a", "b")]
    spanish = [Pair("Note: one", "Nota: uno"), Pair("Tip: two", "Consejo: dos")]
    assert spaces_colons(french)
    assert not spaces_colons(spanish)
    made = {wrapped(Pair("one", "uno"), random.Random(seed), spaced_colon=False) for seed in range(30)}
    assert Pair("⟦0⟧: one", "⟦0⟧: uno") in made
    assert not any(pair and " :" in pair.target for pair in made)
