"""Everyday sentences made from the word list are right in both languages."""

from __future__ import annotations

import random
import re

import pytest

from tools.train_model.phrases import PRONOUNS, Speaker, elided, phrases
from tools.train_model.words import WORDS, Words


@pytest.fixture(scope="module")
def words() -> Words:
    return Words.load(WORDS / "en-fr.txt")


def test_the_word_list_is_whole(words: Words) -> None:
    assert len(words.nouns) > 150
    assert all(len(verb.english) == 5 and len(verb.present) == 6 for verb in words.verbs)
    assert all(len(adjective.french) == 4 for adjective in words.adjectives)
    assert {"where", "past", "present", "future"} <= set(words.fixed)


def test_the_same_seed_says_the_same(words: Words) -> None:
    assert list(phrases(words, 50, 3)) == list(phrases(words, 50, 3))


def test_sentences_begin_with_a_capital_and_end_with_a_mark(words: Words) -> None:
    for pair in phrases(words, 500, 1):
        assert pair.source[0].isupper()
        assert pair.target[0].isupper()
        assert pair.source[-1] in ".?"
        assert pair.target[-1] in ".?"
        assert "  " not in pair.source + pair.target
        assert "_" not in pair.source + pair.target


def test_no_sentence_mixes_tu_and_vous(words: Words) -> None:
    for pair in phrases(words, 500, 2):
        said = set(re.split(r"\W+", pair.target.lower()))
        assert not (said & {"tu", "ton", "ta", "tes"} and said & {"vous", "votre", "vos"})


def test_short_words_lose_their_vowel_before_another(words: Words) -> None:
    assert elided("le", "arbre") == "l'arbre"
    assert elided("je", "habite") == "j'habite"
    assert elided("le", "haricot") == "le haricot"
    for pair in phrases(words, 500, 4):
        assert not re.search(r"\b(le|la|je|ne|de) [aeiouéèêàœ]", pair.target), pair.target


@pytest.mark.parametrize(
    ("tense", "negative", "english", "french"),
    [
        ("present", False, "she eats", "elle mange"),
        ("present", True, "she does not eat", "elle ne mange pas"),
        ("now", False, "she is eating", "elle mange"),
        ("past", True, "she did not eat", "elle n'a pas mangé"),
        ("future", False, "she will eat", "elle mangera"),
        ("was", False, "she was eating", "elle mangeait"),
        ("would", True, "she would not eat", "elle ne mangerait pas"),
    ],
)
def test_tenses_agree_in_both_languages(
    words: Words, tense: str, negative: bool, english: str, french: str
) -> None:
    eat = next(verb for verb in words.verbs if verb.infinitive == "manger")
    assert Speaker(words, random.Random(1)).in_tense(PRONOUNS[4], eat, tense, negative) == (english, french)


def test_adjectives_agree_and_stand_where_they_belong(words: Words) -> None:
    speaker = Speaker(words, random.Random(1))
    noun = {noun.english[0]: noun for noun in words.nouns}
    adjective = {adjective.english: adjective for adjective in words.adjectives}
    assert speaker.phrase(noun["house"], False, "the", adjective["old"]) == (
        "the old house",
        "la vieille maison",
    )
    assert speaker.phrase(noun["tree"], False, "a", adjective["beautiful"])[1] == "un bel arbre"
    assert speaker.phrase(noun["shoe"], True, "my", adjective["red"]) == (
        "my red shoes",
        "mes chaussures rouges",
    )
    assert speaker.phrase(noun["idea"], False, "my")[1] == "mon idée"
    assert speaker.phrase(noun["bird"], False, "this")[1] == "cet oiseau"
    assert speaker.phrase(noun["water"], False, "some")[1] == "de l'eau"
