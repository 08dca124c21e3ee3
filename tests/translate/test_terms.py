"""A change of the glossary costs the sentences that it concerns, and no others."""

from __future__ import annotations

import pytest
from builders import a_site
from test_story import EN, FR, run, spy

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
