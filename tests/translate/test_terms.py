"""A change of the glossary costs the sentences that it concerns, and no others."""

from __future__ import annotations

import json

import pytest
from builders import a_site
from test_story import EN, FR, run, spy

import blogtool.translate as story
from blogtool.read.config import read_config

__all__ = ["spy"]

POST = "---\ntitle: Tea\nlang: en\n---\n\nThe green leaf falls.\n\nA cup is full.\n\nThe leaf is here.\n"
CONFIG = "lang: en\ntranslate: {to: [fr], engine: spy}\n"
GLOSSARY = "_data/glossary.yml"


@pytest.fixture
def site(tmp_path, spy):
    folder = a_site(tmp_path, **{"_config.yml": CONFIG, EN: POST, GLOSSARY: "keep: [Kettle]\n"})
    run(folder)
    spy.asked.clear()
    return folder


def sentences(asked):
    return {text for text in asked if "⟦" not in text and "X1X" not in text}


def test_a_new_term_asks_for_its_sentences_alone(site, spy):
    a_site(site, **{GLOSSARY: "keep: [Kettle]\nleaf: {fr: feuille}\n"})

    assert run(site, dry_run=True).counts["asked"] == 2
    run(site)

    assert sentences(spy.asked) == {"The green leaf falls.", "The leaf is here."}
    assert "The green feuille falls" in (site / FR).read_text()
    assert "A cup is full in fr" in (site / FR).read_text()
    spy.asked.clear()
    assert run(site).counts["asked"] == 0


def test_a_term_that_is_taken_out_asks_for_its_sentences_alone(site, spy):
    a_site(site, **{GLOSSARY: "leaf: {fr: feuille}\n"})
    run(site)
    spy.asked.clear()
    a_site(site, **{GLOSSARY: "keep: [Kettle]\n"})

    run(site)

    assert spy.asked == []  # they were answered without the term before
    assert "The leaf is here in fr" in (site / FR).read_text()


def test_another_word_for_a_term_asks_for_its_sentences_alone(site, spy):
    a_site(site, **{GLOSSARY: "leaf: {fr: feuille}\n"})
    run(site)
    spy.asked.clear()
    a_site(site, **{GLOSSARY: "leaf: {fr: lame}\n"})

    run(site)

    assert sentences(spy.asked) == {"The green leaf falls.", "The leaf is here."}
    assert "The green lame falls" in (site / FR).read_text()


def test_what_holds_the_term_already_and_what_a_person_wrote_is_not_asked(site, spy):
    text = (site / FR).read_text().replace("The leaf is here in fr", "La feuille est là")
    (site / FR).write_text(text)
    a_site(site, **{GLOSSARY: "cup: {fr: cup}\nleaf: {fr: feuille}\n"})

    run(site)

    assert sentences(spy.asked) == {"The green leaf falls."}
    assert "La feuille est là" in (site / FR).read_text()


def test_a_run_that_is_cut_short_goes_on_with_the_rest(site, spy):
    a_site(site, **{GLOSSARY: "leaf: {fr: feuille}\n"})
    answer = spy.translate
    spy.translate = lambda *_: (_ for _ in ()).throw(KeyboardInterrupt)
    with pytest.raises(KeyboardInterrupt):
        run(site)
    spy.translate = answer

    run(site)

    assert sentences(spy.asked) == {"The green leaf falls.", "The leaf is here."}


def test_a_reviewed_post_stays_as_it_is(site, spy):
    text = (site / FR).read_text().replace("translated: true\n", "translated: true\nreviewed: true\n")
    (site / FR).write_text(text)
    a_site(site, **{GLOSSARY: "leaf: {fr: feuille}\n"})

    assert run(site).counts["asked"] == 0
    assert (site / FR).read_text() == text


def test_the_status_tells_of_a_change_and_is_silent_once_it_is_followed(site, spy):
    assert "glossary" not in shown(site)

    a_site(site, **{GLOSSARY: "keep: [Kettle]\nleaf: {fr: feuille}\n"})

    assert (
        "! _data/glossary.yml has changed: 1 translation into French (fr) says its words otherwise"
        f" ({FR}); `blogtool translate` asks for these sentences again" in shown(site)
    )
    data = json.loads("\n".join(story.status(read_config(str(site)), as_json=True)))
    assert data["glossary"]["outdated"] == {"fr": [FR]}
    assert spy.asked == []
    run(site)
    assert "glossary" not in shown(site)


def test_a_longer_term_around_an_old_one_concerns_no_answer_that_says_it(site, spy):
    a_site(site, **{GLOSSARY: "leaf: {fr: leaf}\n"})
    run(site)
    spy.asked.clear()
    a_site(site, **{GLOSSARY: "leaf: {fr: leaf}\nleaf is here: {fr: leaf is here in fr}\n"})

    assert "glossary" not in shown(site)
    run(site)
    assert spy.asked == []


def test_the_status_does_not_tell_of_words_that_a_person_wrote_or_that_no_post_has(site):
    text = (site / FR).read_text().replace("The leaf is here in fr", "La feuille est là")
    (site / FR).write_text(text.replace("The green leaf falls in fr", "Elle tombe"))
    run(site)
    a_site(site, **{GLOSSARY: "keep: [Kettle]\nleaf: {fr: feuille}\npot: {fr: pot}\n"})

    assert "glossary" not in shown(site)


def test_a_glossary_that_can_be_meant_in_two_ways_is_told_in_every_run_and_status(site):
    a_site(site, **{GLOSSARY: "keep: [Kettle]\nKettle: {fr: bouilloire}\n"})
    told = f"{GLOSSARY}: `Kettle` is to be kept and to be `bouilloire`: it is kept"

    assert told in run(site, dry_run=True).warnings
    assert told in run(site).warnings
    assert f"! {told}" in shown(site)


def test_the_status_shows_how_posts_stand_though_the_glossary_is_wrong(site):
    a_site(site, **{GLOSSARY: "- a list\n"})

    assert "French (fr)" in shown(site)
    assert "the glossary is not a map of terms" in shown(site)


def shown(folder):
    return "\n".join(story.status(read_config(str(folder))))
