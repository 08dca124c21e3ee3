"""Translations that somebody else made are adopted: kept as they are, and kept up to date by sentences."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import a_site
from test_story import change, front_matter, run, spy

from blogtool.translate.align import align
from blogtool.translate.documents import cut
from blogtool.translate.memory import Memory, key_of_text

__all__ = ["spy"]

EN = "_posts/en/2025-02-02-tea-en.md"
FR = "_posts/fr/2025-02-02-tea-fr.md"
ORIGINAL = """\
---
layout: post
title: How to make tea
lang: en
---
# Tea for everyone

Boil the water. Then pour it over the *green* leaves.
See [the guide](/en/guide) for 3 more ways.

* The first thing.
* The second thing, with `kettle --on`.

```sh
kettle --on
```

> Somebody said so.

| Leaf | Minutes |
|------|---------|
| green | 3 |
"""
TRANSLATED = """\
---
layout: post
title: "Comment faire du thé"
lang: fr
translated: true
generator: some model
---
# Du thé pour tous

Faites bouillir l’eau. Versez-la ensuite sur les feuilles *vertes*. Voyez [le guide](/fr/guide) pour 3 autres façons.

- La première chose.
- La seconde chose, avec `kettle --on`.

```sh
kettle --on
```

> Quelqu’un l’a dit. Je crois.

| Feuille | Minutes |
|---------|---------|
| verte | 3 |
"""


@pytest.fixture
def site(tmp_path, spy):
    files = {"_config.yml": "lang: en\ntranslate: {to: [fr], engine: spy}\n", EN: ORIGINAL, FR: TRANSLATED}
    return a_site(tmp_path, **files)


def aligned(original: str, translation: str):
    whole = cut(original.encode(), "a.md", "en", ["title"], {})
    found = align(cut(translation.encode(), "b.md", "fr", ["title"], {}), whole)
    return None if found is None else {whole.segments[place].text: text for place, text in found.texts.items()}


def test_sentences_are_laid_side_by_side():
    found = aligned(ORIGINAL, TRANSLATED)

    assert found is not None
    assert found["How to make tea"] == "Comment faire du thé"
    assert found["Boil the water."] == "Faites bouillir l’eau."
    assert found["Then pour it over the ⟦1⟧green⟦2⟧ leaves."] == "Versez-la ensuite sur les feuilles ⟦1⟧vertes⟦2⟧."
    assert found["Somebody said so."] == "Quelqu’un l’a dit. Je crois."
    assert found["Leaf"] == "Feuille"
    assert not any("the guide" in text for text in found), "its link leads elsewhere, so it is not ours to place"


def test_a_paragraph_more_or_less_does_not_shift_the_rest():
    more = TRANSLATED.replace("# Du thé pour tous\n", "# Du thé pour tous\n\nNote du traducteur : ceci est un ajout.\n")
    less = more.replace("> Quelqu’un l’a dit. Je crois.\n\n", "")

    found = aligned(ORIGINAL, less)

    assert found is not None
    assert found["Boil the water."] == "Faites bouillir l’eau."
    assert found["The first thing."] == "La première chose."
    assert "Somebody said so." not in found


def test_another_text_is_not_adopted():
    other = "---\ntitle: Autre\n---\nUne seule phrase, qui ne dit rien de tout cela.\n"

    assert aligned(ORIGINAL, other) is None


def test_an_adopted_file_stays_byte_for_byte_and_nothing_is_asked(site, spy):
    run(site)
    run(site)

    assert (site / FR).read_text("utf-8") == TRANSLATED
    assert spy.asked == []


def test_an_edited_sentence_of_the_original_is_the_only_one_translated_anew(site, spy):
    run(site)
    change(site / EN, "Boil the water.", "Boil the cold water.")
    run(site)

    assert spy.asked == ["Boil the cold water."]
    text = (site / FR).read_text("utf-8")
    body, wanted = (one.split("---\n", 2)[2] for one in (text, TRANSLATED))
    assert body == wanted.replace("Faites bouillir l’eau.", "Boil the cold water in fr.")
    said = front_matter(site / FR)
    assert (said["title"], said["generator"], said["translation_of"]) == ("Comment faire du thé", "some model", EN)
    assert "needs_review" not in said


def test_an_edited_title_is_translated_anew(site, spy):
    run(site)
    change(site / EN, "How to make tea", "How to make better tea")
    run(site)

    assert spy.asked == ["How to make better tea"]
    assert front_matter(site / FR)["title"] == "How to make better tea in fr"
    assert "Faites bouillir l’eau." in (site / FR).read_text("utf-8")


def test_what_could_not_be_laid_side_by_side_is_replaced_by_nothing_but_flagged(site, spy):
    run(site)
    change(site / EN, "for 3 more ways", "for 4 more ways")
    run(site)

    assert "pour 3 autres façons" in (site / FR).read_text("utf-8")
    assert front_matter(site / FR)["needs_review"] is True


def test_adopted_sentences_serve_other_posts_and_are_no_machines_and_no_persons(site, spy):
    run(site)
    more = "_posts/en/2025-03-03-more-en.md"
    a_site(site, **{more: "---\nlang: en\n---\nBoil the water. Something new.\n"})
    run(site)

    assert spy.asked == ["Something new."]
    assert "Faites bouillir l’eau." in (site / "_posts/fr/2025-03-03-more-fr.md").read_text("utf-8")
    with Memory(site / "_translations/memory.sqlite") as memory:
        key = key_of_text("Boil the water.")
        assert memory.adopted([key], "en", "fr", FR) == {key: "Faites bouillir l’eau."}
        assert memory.people([key], "en", "fr") == {}
        assert memory.answers([key], "en", "fr", "spy", "") == {}


def test_a_correction_in_an_adopted_file_is_a_persons(site, spy):
    run(site)
    change(site / FR, "Faites bouillir l’eau.", "Faites chauffer l’eau.")
    run(site)
    change(site / EN, "Boil the water.", "Boil the cold water.")
    run(site)

    assert "Faites chauffer l’eau." in (site / FR).read_text("utf-8")
    assert front_matter(site / FR)["needs_review"] is True


@pytest.mark.parametrize("refresh", [False, True])
def test_another_engine_or_a_newer_model_touches_no_adopted_sentence(site, spy, refresh):
    run(site)
    spy.word = "a newer model"
    run(site, refresh=refresh)
    run(site, engine="echo", refresh=refresh)

    assert (site / FR).read_text("utf-8").split("---\n", 2)[2] == TRANSLATED.split("---\n", 2)[2]


def test_a_persons_translation_is_learned_and_never_written(site, spy):
    change(site / FR, "translated: true\n", "")
    before = (site / FR).read_bytes()
    run(site)
    change(site / EN, "Boil the water.", "Boil the cold water.")
    more = "_posts/en/2025-03-03-more-en.md"
    a_site(site, **{more: "---\nlang: en\n---\nThe first thing. The last thing.\n"})

    report = run(site)

    assert (site / FR).read_bytes() == before
    assert spy.asked == ["The last thing."]
    assert any(FR in warning and "has changed since" in warning for warning in report.warnings)
    assert "La première chose." in (site / "_posts/fr/2025-03-03-more-fr.md").read_text("utf-8")


def test_a_translation_that_cannot_be_laid_beside_its_original_is_kept_and_told(site, spy):
    (site / FR).write_text("---\nlang: fr\ntranslated: true\n---\nTout autre chose, sans rien de commun.\n", "utf-8")
    before = (site / FR).read_bytes()
    run(site)
    change(site / EN, "Boil the water.", "Boil the cold water.")

    report = run(site)

    assert (site / FR).read_bytes() == before
    assert spy.asked == []
    assert any(f"{FR}: too different from its original" in warning for warning in report.warnings)


def test_adopted_sentences_travel_as_text(site, tmp_path, spy):
    from blogtool.read.config import read_config
    from blogtool.translate.exchange import export_memory

    run(site)
    config = read_config(str(site))
    export_memory(config, str(site / "_translations/memory.jsonl"))
    (site / "_translations/memory.sqlite").unlink()
    Path(site / FR).unlink()
    run(site)

    assert "Faites bouillir l’eau. Versez-la ensuite" in (site / FR).read_text("utf-8")
