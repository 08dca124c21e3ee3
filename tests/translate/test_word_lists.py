"""Words of a language, told from names and from no words at all."""

import pytest

from blogtool.translate.verdict import doubtful
from blogtool.translate.word_lists import WORD, WordList, is_word, packed, words_of
from tools.train_model.pairs import Pair
from tools.train_model.word_lists import Counts, source_words, target_words


def test_a_list_knows_its_words_and_hardly_any_other():
    known = WordList(packed([f"word{number}" for number in range(2000)]))

    assert all(f"word{number}" in known for number in range(2000))
    assert sum(f"stranger{number}" in known for number in range(2000)) < 20


def test_everyday_words_of_both_languages_are_known():
    for word in ("kitchen", "make", "watch", "build", "test", "yesterday"):
        assert is_word(word, "en"), word
    for word in ("cuisine", "peau", "bienveillantes", "brouillon", "était", "écrivez"):
        assert is_word(word, "fr"), word


def test_a_language_without_a_list_doubts_no_word():
    assert words_of("eo") is None
    assert is_word("xyzzy", "eo")
    assert doubtful("A word.", "Xyzzyvorto.", "en", "eo") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("See src/main.py, same_language or the page.", ["See", "or", "the", "page"]),
        ("un `a-b` de 2nd rang", ["un", "de", "rang"]),
    ],
)
def test_parts_of_paths_identifiers_and_numbers_are_no_words(text, words):
    assert WORD.findall(text) == words


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("Eight habits", "Habitudes éphtiques", ["éphtiques"]),
        ("Italics.", "Itériques.", ["Itériques"]),
        ("Arrows.", "Arrows.", ["Arrows"]),  # a capital that only begins the sentence
        ("We say it openly.", "Nous le disons openly.", ["openly"]),
        ("Ask Marta Zorvelik.", "Demandez à Marta Zorvelik.", []),
        ("The HTML of a plugin", "Le HTML d’un plugin", []),
        ("Run ⟦1⟧ again.", "Relancez ⟦1⟧.", []),
        ("It's a no-brainer.", "Ça fait un petit-brain.", ["brain"]),
        ("Use docker-compose here, perhaps.", "Utilisez peut-être docker-compose ici.", []),
    ],
)
def test_words_that_no_french_list_has_are_doubted(before, after, found):
    assert doubtful(before, after, "en", "fr") == found


def _counts(*pairs):
    return Counts().add([Pair(source, target) for source, target in pairs])


def test_a_word_of_the_target_stands_there_without_its_source():
    own = _counts(("The garden is quiet.", "Le jardin est calme."))
    others = _counts(*[("The garden of the king", "the jardin du roi")] * 3, ("a", "the jardin"))

    words = target_words(own, others)

    assert {"jardin", "calme", "roi"} <= words
    assert "garden" not in words


def test_what_is_only_copied_is_no_word_of_the_source():
    own = _counts(("The garden is quiet.", "Le jardin est calme."))
    others = _counts(
        *[("We run kubectl in Germany and Paris.", "Nous lançons kubectl en Allemagne et à Paris.")] * 3
    )

    words = source_words(own, others)

    assert {"garden", "run", "Germany"} <= words
    assert not {"kubectl", "Paris"} & words
