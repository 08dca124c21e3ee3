"""From rung to rung: what an answer goes through when an engine fails."""

from __future__ import annotations

from itertools import accumulate
from operator import and_, eq

import pytest

from blogtool.errors import BlogtoolError
from blogtool.model.translation import Mark, Segment
from blogtool.translate.engines.pseudo import Pseudo
from blogtool.translate.glossary import Glossary
from blogtool.translate.ladder import translate_segments

CODE = (Mark(1, "code", "`a`"),)
LINK = (Mark(1, "link-open", "["), Mark(2, "link-close", "](x)"))


class Table:
    """Answers from a table; what is not in it comes back dressed up."""

    def __init__(self, answers, **more):
        self.answers = answers
        self.asked = []
        for name, value in more.items():
            setattr(self, name, value)

    def translate(self, texts, source, target):
        self.asked.append(list(texts))
        return [self.answers.get(text, text.upper()) for text in texts]


def _one(engine, text, marks=(), target="fr", **more):
    return translate_segments([Segment(text, marks)], engine, "en", target, **more)[0]


def test_a_good_answer_comes_from_the_engine():
    answer = _one(Table({"The sky is blue.": "Le ciel est bleu."}), "The sky is blue.")

    assert (answer.text, answer.rung, answer.flags) == ("Le ciel est bleu.", "engine", ())


def test_marks_alone_are_copied_and_not_asked():
    engine = Table({})

    assert _one(engine, "⟦1⟧ – 42", CODE).rung == "copied"
    assert engine.asked == []


def test_equal_segments_are_asked_once_and_shorter_ones_first():
    engine = Table({})
    segments = [Segment("A longer text."), Segment("A text."), Segment("A longer text.")]

    answers = translate_segments(segments, engine, "en", "eo")

    assert engine.asked == [["A text.", "A longer text."]]
    assert answers[0] == answers[2]


def test_the_next_best_answer_counts_before_other_marks_are_tried():
    def candidates(texts, source, target, number):
        return [["Lancez.", "Lancez ⟦1⟧."] for _ in texts]

    engine = Table({"Run ⟦1⟧ now.": "Lancez."}, candidates=candidates)
    answer = _one(engine, "Run ⟦1⟧ now.", CODE)

    assert (answer.text, answer.rung) == ("Lancez ⟦1⟧.", "engine")


def _offering(*offers, few=2):
    """An engine with these answers to every text, the best first, and a note of how many were asked for."""
    engine = Table({}, wanted=[])

    def candidates(texts, source, target, number):
        engine.wanted.append(number)
        return [list(offers[:number]) for _ in texts]

    engine.translate = lambda texts, *_: [offers[0] for _ in texts]
    engine.candidates = candidates
    engine.beam = few
    return engine


def test_a_word_that_french_does_not_have_gives_way_to_the_next_best_answer():
    engine = _offering("Un livre de peaus.", "Un livre de peau.")
    answer = _one(engine, "A book of skin.")

    assert (answer.text, answer.rung, answer.flags) == ("Un livre de peau.", "engine", ())
    assert engine.wanted == [2]


def test_an_english_word_that_was_left_gives_way_too():
    assert _one(_offering("Nous le disons openly.", "Nous le disons."), "We say it openly.").text == "Nous le disons."


def test_more_answers_are_asked_for_where_words_of_both_are_none():
    engine = _offering("Abbres", "Abbrevands", "Abbrevations", "Abréviations")

    assert _one(engine, "Abbreviations").text == "Abréviations"
    assert engine.wanted == [2, 4]


def test_where_no_answer_has_only_words_the_best_stays_and_shows_no_flaw():
    answer = _one(_offering("Fifiés mots.", "Fifiens mots."), "Fifteen words.")

    assert (answer.text, answer.flags) == ("Fifiés mots.", ())


def test_a_word_of_the_source_is_better_than_an_invented_one():
    assert _one(_offering("Abbres", "Abbreviations"), "Abbreviations").text == "Abbreviations"


def test_a_long_text_is_not_asked_again_for_a_word():
    rest = "mots de cette phrase, qui est plus longue que tous les titres."
    engine = _offering(f"Fifiés {rest}", f"Fifiens {rest}")
    _one(engine, "Fifteen words of this sentence, which is longer than a heading would ever be.")

    assert engine.wanted == [2]


def test_four_answers_are_looked_at_before_the_second_style():
    engine = _offering("Lancez.", "Allez.", "Partez.", "Lancez ⟦1⟧.")
    answer = _one(engine, "Run ⟦1⟧ now.", CODE)

    assert (answer.text, answer.rung, engine.wanted) == ("Lancez ⟦1⟧.", "engine", [2, 4])


def _named(engine, text, *names, place="paragraph"):
    return translate_segments([Segment(text, (), place, names)], engine, "en", "fr")[0]


def test_a_name_of_the_post_is_hidden_where_the_answer_says_it_otherwise():
    engine = Table({"Run zorvik again.": "Relancez la zone.", "Run X1X again.": "Relancez X1X."})
    answer = _named(engine, "Run zorvik again.", "zorvik")

    assert (answer.text, answer.rung, answer.flags) == ("Relancez zorvik.", "second-style", ())


def test_a_name_that_nothing_keeps_is_shown_and_costs_no_sentence():
    engine = Table({"Run zorvik again.": "Relancez la zone.", "Run X1X again.": "Relancez tout."})
    answer = _named(engine, "Run zorvik again.", "zorvik")

    assert (answer.text, answer.flags) == ("Relancez la zone.", ("changed-name",))


def test_a_name_keeps_its_capitals():
    engine = Table({"A site that Jekyll builds.": "Un site que jekyll construit."})

    assert _one(engine, "A site that Jekyll builds.").text == "Un site que Jekyll construit."


@pytest.mark.parametrize(
    ("english", "said", "text"),
    [
        ("A mistake in zorvik.", "Une erreur dans le zorvik.", "Une erreur dans zorvik."),
        ("Start of zorvik today.", "Début du zorvik aujourd’hui.", "Début de zorvik aujourd’hui."),
        ("zorvik sees it.", "Le zorvik le voit.", "zorvik le voit."),
        ("The full zorvik sees it.", "Le zorvik complet le voit.", "Le zorvik complet le voit."),
        ("See Zorvik.", "Voir le Zorvik.", "Voir le Zorvik."),
        ("See zorvik.", "Voir la zorvik-page.", "Voir la zorvik-page."),
    ],
)
def test_a_name_in_small_letters_has_no_article_that_english_does_not_have(english, said, text):
    assert _named(Table({english: said}), english, "zorvik" if "zorvik" in english else "Zorvik").text == text


def test_a_text_that_is_a_name_is_copied():
    engine = Table({})

    assert _named(engine, "hi", "hi", place="cell").rung == "copied"
    assert engine.asked == []


def test_the_glossary_goes_before_the_names_of_a_post():
    engine = Table({"The zorvik runs.": "La machine tourne."})
    glossary = Glossary({"zorvik": "machine"})
    answer = translate_segments([Segment("The zorvik runs.", (), names=("zorvik",))], engine, "en", "fr", glossary)[0]

    assert (answer.text, answer.flags) == ("La machine tourne.", ())


@pytest.mark.parametrize(
    ("text", "french"),
    [
        ("Deutsch", "Deutsch"),
        ("French", "Français"),
        ("Urdu", "Ourdou"),
        ("120 ms", "120 ms"),
        ("12–15 kg", "12–15 kg"),
        ("10 MB", "10 Mo"),
        ("~2 KiB", "~2 kio"),
    ],
)
def test_what_means_the_same_in_every_language_is_copied(text, french):
    engine = Table({})
    answer = _one(engine, text)

    assert (answer.text, answer.rung, engine.asked) == (french, "copied", [])


def test_texts_that_differ_in_their_last_sign_are_said_alike():
    engine = Table({"Warning": "Avertissement", "Warning:": "Attention :"})
    segments = [Segment("Warning:"), Segment("Warning", (), "heading"), Segment("Warning.")]
    answers = translate_segments(segments, engine, "en", "fr")

    assert [one.text for one in answers] == ["Avertissement\xa0:", "Avertissement", "Avertissement."]
    assert engine.asked == [["Warning"]]


def test_a_text_whose_twin_has_no_answer_stays_as_it_is():
    engine = Table({}, translate=lambda texts, *_: ["" for _ in texts])
    answers = translate_segments([Segment("Use it:"), Segment("Use it")], engine, "en", "fr")

    assert [(one.text, one.rung) for one in answers] == [("Use it:", "source"), ("Use it", "source")]


def test_the_glossary_names_a_language_first():
    assert _one(Table({}), "French", glossary=Glossary({"French": "la langue française"})).text == "La langue française"


def _prefers(wanted):
    """An engine's likelihoods: the longer an answer is like the wanted one, the likelier."""

    def likelihoods(texts, said, source, target):
        return [float(sum(accumulate(map(eq, one, wanted), and_))) for one in said]

    return likelihoods


def test_a_lost_mark_is_set_in_where_the_engine_finds_it_likeliest():
    likelihoods = _prefers("Lancez ⟦1⟧ avant midi.")
    engine = Table({"Run ⟦1⟧ before noon.": "Lancez avant midi."}, likelihoods=likelihoods)
    answer = _one(engine, "Run ⟦1⟧ before noon.", CODE)

    assert (answer.text, answer.rung, answer.flags) == ("Lancez ⟦1⟧ avant midi.", "repaired", ())
    assert engine.asked == [["Run ⟦1⟧ before noon."]]


def test_both_marks_of_a_link_are_set_in_around_its_words():
    likelihoods = _prefers("Lisez ⟦1⟧le guide⟦2⟧ avant midi.")
    engine = Table({"Read ⟦1⟧the guide⟦2⟧ before noon.": "Lisez le guide avant midi."}, likelihoods=likelihoods)

    assert _one(engine, "Read ⟦1⟧the guide⟦2⟧ before noon.", LINK).text == "Lisez ⟦1⟧le guide⟦2⟧ avant midi."


def test_likelihoods_are_asked_for_with_the_marks_the_engine_knows():
    asked = []

    def likelihoods(texts, said, source, target):
        asked.extend([*texts, *said])
        return [0.0] * len(said)

    engine = Table({"Run <1> now.": "Lancez."}, likelihoods=likelihoods, carrier_styles=("<{}>",))
    _one(engine, "Run ⟦1⟧ now.", CODE)

    assert asked
    assert all("<1>" in text and "⟦" not in text for text in asked)


def test_an_engine_that_cannot_tell_likelihoods_is_asked_in_the_second_style():
    engine = Table({"Run ⟦1⟧ now.": "Lancez.", "Run X1X now.": "Lancez X1X."}, likelihoods=lambda *_: None)

    assert _one(engine, "Run ⟦1⟧ now.", CODE).rung == "second-style"


def test_an_engine_names_the_marks_it_knows():
    engine = Table({"Run <1> now.": "Lancez <1> maintenant."}, carrier_styles=("<{}>",))

    assert _one(engine, "Run ⟦1⟧ now.", CODE).text == "Lancez ⟦1⟧ maintenant."


def test_a_lost_mark_is_asked_again_in_another_style():
    engine = Table({"Run ⟦1⟧ right now.": "Lancez tout de suite.", "Run X1X right now.": "Lancez X1X tout de suite."})
    answer = _one(engine, "Run ⟦1⟧ right now.", CODE)

    assert (answer.text, answer.rung) == ("Lancez ⟦1⟧ tout de suite.", "second-style")


def test_a_lost_number_is_hidden_and_comes_back_as_it_was():
    engine = Table({"Take 250 of them.": "Prenez-en deux.", "Take X1X of them.": "Prenez-en X1X."})
    answer = _one(engine, "Take 250 of them.")

    assert (answer.text, answer.rung, answer.flags) == ("Prenez-en 250.", "second-style", ())


def test_a_doubled_mark_is_dropped():
    said = "Lancez ⟦1⟧ et ⟦1⟧."
    engine = Table({"Run ⟦1⟧ now.": said, "Run X1X now.": said})
    answer = _one(engine, "Run ⟦1⟧ now.", CODE)

    assert (answer.text, answer.rung) == ("Lancez ⟦1⟧ et.", "repaired")


def test_a_lost_link_is_put_around_the_words_of_its_own_translation():
    lost = "Lisez le manuel pour cela."
    engine = Table({
        "Read ⟦1⟧the manual⟦2⟧ for this.": lost, "Read X1Xthe manualX2X for this.": lost,
        "Read the manual for this.": lost, "the manual": "le manuel",
    })  # fmt: skip
    answer = _one(engine, "Read ⟦1⟧the manual⟦2⟧ for this.", LINK)

    assert (answer.text, answer.rung) == ("Lisez ⟦1⟧le manuel⟦2⟧ pour cela.", "repaired")


def test_where_nothing_helps_the_pieces_are_translated():
    class Deaf:
        def translate(self, texts, source, target):
            known = {"Put the value of": "Mettez la valeur de", "into the box.": "dans la boîte."}
            return [known.get(text, "Rien.") for text in texts]

    answer = _one(Deaf(), "Put the value of ⟦1⟧ into the box.", CODE)

    assert (answer.text, answer.rung) == ("Mettez la valeur de ⟦1⟧ dans la boîte.", "fragments")


def test_the_last_rung_is_the_source():
    answer = _one(
        Table({"The sky is blue today.": ""}, translate=lambda texts, *_: ["" for _ in texts]), "The sky is blue today."
    )

    assert (answer.text, answer.rung) == ("The sky is blue today.", "source")


def test_an_engine_that_loses_count_is_an_error():
    with pytest.raises(BlogtoolError, match="gave 0 answers for 1 texts"):
        _one(Table({}, translate=lambda *_: []), "The sky is blue.")


def test_every_rung_asks_once_for_all_texts():
    engine = Table({}, translate=None)
    calls = []
    engine.translate = lambda texts, *_: calls.append(len(texts)) or ["" for _ in texts]
    translate_segments([Segment(f"Use ⟦1⟧ in case {n} of it.", CODE) for n in "abcdefgh"], engine, "en", "fr")

    assert len(calls) <= 4


def test_shouted_text_is_asked_quietly_and_shouted_again():
    engine = Table({"Do not run this as root": "N'exécutez pas ceci en tant que root"})

    assert _one(engine, "DO NOT RUN THIS AS ROOT").text == "N’EXÉCUTEZ PAS CECI EN TANT QUE ROOT"


def test_a_title_in_capitals_is_asked_as_a_sentence():
    engine = Table({"Why I moved my blog to GitHub": "Pourquoi j'ai déplacé mon blog vers GitHub"})
    segment = Segment("Why I Moved My Blog to GitHub", (), "title")

    assert translate_segments([segment], engine, "en", "fr")[0].text == "Pourquoi j’ai déplacé mon blog vers GitHub"


def test_a_full_stop_that_a_heading_lacks_is_taken_away():
    assert _one(Table({"The sky": "Le ciel."}), "The sky").text == "Le ciel"


def test_a_term_of_the_glossary_is_insisted_on():
    glossary = Glossary({"static site": "site statique"})
    engine = Table({
        "Build a static site today.": "Créez un site fixe.", "Build a X1X today.": "Créez un X1X aujourd'hui.",
    })  # fmt: skip

    assert _one(engine, "Build a static site today.", glossary=glossary).text == "Créez un site statique aujourd’hui."


def test_a_cell_that_is_a_term_needs_no_engine():
    answer = _one(Table({}), "Static site", glossary=Glossary({"static site": "site statique"}))

    assert (answer.text, answer.rung) == ("Site statique", "copied")


def test_a_kept_name_is_not_translated():
    assert _one(
        Table({"Daily Note": "Note du jour"}), "Daily Note", glossary=Glossary(keep=frozenset({"Daily Note"}))
    ).text == ("Daily Note")


def test_progress_is_told_after_each_rung():
    told = []
    translate_segments([Segment("One word."), Segment("42")], Pseudo(), "en", "eo", progress=lambda *n: told.append(n))

    assert told[0] == (1, 2)
    assert told[-1] == (2, 2)


def test_what_the_pseudo_engine_dresses_up_is_shown_in_every_script():
    segment = Segment("The water boils, and nobody knows why.")

    for target in ("fr", "zh", "ar", "hi"):
        (answer,) = translate_segments([segment], Pseudo(), "en", target)
        assert answer.rung == "engine"
        assert answer.flags == ()


def test_a_single_letter_is_no_word_to_translate():
    table = Table({"A": "Un", "茶": "tea"})
    letter, tea = Segment("A", (), "cell"), Segment("茶", (), "cell")

    assert [one.text for one in translate_segments([letter], table, "en", "fr")] == ["A"]
    assert [one.text for one in translate_segments([tea], table, "zh", "en")] == ["tea"]


class Offering(Table):
    """Gives a list of answers from its table, best first, as long as wanted; notes how many were wanted."""

    def __init__(self, answers, **more):
        self.offered = []
        super().__init__(answers, **more)

    def candidates(self, texts, source, target, count):
        self.offered.append((count, list(texts)))
        return [self.answers.get(text, [text.upper()])[:count] for text in texts]


def test_the_answer_that_the_engine_likes_second_costs_no_second_question():
    engine = Offering({"Run ⟦1⟧ now.": ["Lancez.", "Lancez ⟦1⟧."]})

    assert _one(engine, "Run ⟦1⟧ now.", CODE).text == "Lancez ⟦1⟧."
    assert engine.offered == [(2, ["Run ⟦1⟧ now."])]


def test_the_best_answer_is_taken_though_the_second_is_sound_as_well():
    engine = Offering({"The sky is blue.": ["Le ciel est bleu.", "Bleu est le ciel."]})

    assert _one(engine, "The sky is blue.").text == "Le ciel est bleu."


def test_an_engine_that_keeps_one_hypothesis_is_not_slowed_down():
    engine = Offering({}, beam=1, translate=lambda texts, *_: ["Le ciel est bleu." for _ in texts])

    assert _one(engine, "The sky is blue.").text == "Le ciel est bleu."
    assert engine.offered == []


def test_a_lost_name_is_hidden_at_once_and_not_looked_for_in_worse_answers():
    engine = Offering({
        "Call toString here.": ["Appelez la chaîne ici.", "Ici toString rien."],
        "Call X1X here.": ["Appelez X1X ici."],
    })  # fmt: skip
    answer = _one(engine, "Call toString here.")

    assert (answer.text, answer.rung, answer.flags) == ("Appelez toString ici.", "second-style", ())
    assert [count for count, _ in engine.offered] == [2, 2]


def test_a_doubled_word_is_shown_and_not_asked_again():
    engine = Offering({"Make a list.": ["Faites une liste liste.", "Faites liste de liste."]})
    answer = _one(engine, "Make a list.")

    assert (answer.text, answer.flags) == ("Faites une liste liste.", ("doubled-word",))
    assert len(engine.offered) == 1


def test_more_answers_are_wanted_only_where_none_may_be_used():
    lost = ["Lancez.", "Allez.", "Lancez ⟦1⟧."]
    engine = Offering({
        "Run ⟦1⟧ now.": lost, "Run X1X now.": ["Lancez."],
        "It has 250 parts.": ["Il a des parties.", "Des parties."], "It has X1X parts.": ["Il a des parties."],
    })  # fmt: skip
    mark, number = Segment("Run ⟦1⟧ now.", CODE), Segment("It has 250 parts.")
    answers = translate_segments([mark, number], engine, "en", "fr")

    assert (answers[0].text, answers[0].rung) == ("Lancez ⟦1⟧.", "engine")
    assert [(count, texts) for count, texts in engine.offered if count > 2] == [(4, ["Run ⟦1⟧ now."])]


def test_code_words_travel_as_marks_where_these_come_through():
    answers = {"Call ⟦1⟧ in 2.3.4.5 now.": ["Appelez ⟦1⟧ en 2.3.4.5."], "Call ⟦1⟧ in ⟦2⟧ now.": ["Appelez ⟦1⟧ en ⟦2⟧."]}
    text = "Call toString in 2.3.4.5 now."

    assert _one(Offering(answers, carries=lambda *_: 0.95), text).text == "Appelez toString en 2.3.4.5."
    deaf = Offering(answers, carries=lambda *_: 0.5)
    _one(deaf, text)
    assert deaf.offered[0] == (2, [text])


def test_no_more_code_words_are_hidden_than_a_model_can_carry():
    engine = Offering({}, carries=lambda *_: 1.0)
    _one(engine, "Use ⟦1⟧ with toString, valueOf and indexOf.", CODE)

    assert engine.offered[0] == (2, ["Use ⟦1⟧ with ⟦2⟧, valueOf and indexOf."])


def test_a_formula_with_small_numbers_goes_to_the_engine_as_one_mark():
    sub = (Mark(1, "html-open", "<sub>"), Mark(2, "html-close", "</sub>"), Mark(3, "code", "`a`"))
    engine = Table({"Water is ⟦4⟧, says ⟦3⟧.": "L’eau est ⟦4⟧, dit ⟦3⟧."})

    answer = _one(engine, "Water is H⟦1⟧2⟦2⟧O, says ⟦3⟧.", sub)

    assert (answer.text, answer.rung) == ("L’eau est H⟦1⟧2⟦2⟧O, dit ⟦3⟧.", "engine")


def test_a_formula_whose_number_is_hidden_already_goes_as_one_mark_too():
    engine = Table({"Water is ⟦2⟧.": "L’eau est ⟦2⟧."})

    answer = _one(engine, "Water is H⟦1⟧O.", (Mark(1, "html", "<sub>2</sub>"),))

    assert (answer.text, answer.rung) == ("L’eau est H⟦1⟧O.", "engine")


def test_an_ordinal_is_no_formula():
    raised = (Mark(1, "html-open", "<sup>"), Mark(2, "html-close", "</sup>"))
    engine = Table({"The 1⟦1⟧st⟦2⟧ of May": "Le 1⟦1⟧er⟦2⟧ mai"})

    assert _one(engine, "The 1⟦1⟧st⟦2⟧ of May", raised).text == "Le 1⟦1⟧er⟦2⟧ mai"
