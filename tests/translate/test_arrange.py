"""A translation that its editor arranged otherwise: nothing of the editor's is lost, the rest is kept up to date."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import a_site
from test_story import change, front_matter, run, spy

__all__ = ["spy"]

EN = "_posts/en/2025-02-02-tea-en.md"
FR = "_posts/fr/2025-02-02-tea-fr.md"
POST = """\
---
title: How to make tea
lang: en
---
# Tea for everyone

Boil the water. Then pour it over the leaves.

Use the `kettle` command.

- The first thing.
- The second thing.

```sh
kettle --on
```

## At the end

Drink it slowly. Wash the cup.
"""


@pytest.fixture
def site(tmp_path, spy):
    a_site(tmp_path, **{"_config.yml": "lang: en\ntranslate: {to: [fr], engine: spy}\n", EN: POST})
    run(tmp_path)
    spy.asked.clear()
    return tmp_path


def body(site: Path) -> str:
    return (site / FR).read_text("utf-8").split("---\n", 2)[2]


EDITS = {
    "a paragraph more": ("\n\nUse the", "\n\nUn paragraphe de plus. Il est à moi.\n\nUse the"),
    "a paragraph less": ("Use the `kettle` command in fr.\n\n", ""),
    "an item more": ("- The second thing in fr.\n", "- The second thing in fr.\n- Et la troisième.\n"),
    "an item less": ("- The first thing in fr.\n", ""),
    "another heading": ("## At the end in fr", "### Pour finir"),
    "other code": ("kettle --on\n```", "bouilloire --on\n```"),
    "a link more": ("Wash the cup in fr.", "[Lavez](https://a.example/) la tasse."),
    "a word of code less": ("the `kettle` command", "the kettle command"),
    "a paragraph elsewhere": (
        "Use the `kettle` command in fr.\n\n- The first thing in fr.\n- The second thing in fr.\n",
        "- The first thing in fr.\n- The second thing in fr.\n\nUse the `kettle` command in fr.\n",
    ),
    "two sentences in two paragraphs": ("in fr. Then pour", "in fr.\n\nThen pour"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_of_any_kind_stays_and_the_rest_is_kept_up_to_date(site, spy, edit):
    old, new = EDITS[edit]
    change(site / FR, old, new)
    edited = (site / FR).read_bytes()
    assert run(site).warnings == ()
    assert (site / FR).read_bytes() == edited, "nothing changed in the original: nothing changes here"
    assert spy.asked == []

    change(site / EN, "Drink it slowly.", "Drink it at once.")
    report = run(site)

    assert spy.asked == ["Drink it at once."]
    assert new in (site / FR).read_text("utf-8")
    wanted = edited.decode("utf-8").replace("Drink it slowly in fr.", "Drink it at once in fr.")
    assert body(site) == wanted.split("---\n", 2)[2]
    assert report.warnings == ()
    before = (site / FR).read_bytes()
    assert run(site).counts["asked"] == 0
    assert (site / FR).read_bytes() == before


def test_edits_of_many_kinds_at_once_stay(site, spy):
    for edit in ("a paragraph more", "an item more", "another heading", "other code", "a link more"):
        change(site / FR, *EDITS[edit])
    run(site)
    change(site / EN, "Boil the water.", "Boil some water.")
    change(site / EN, "- The first thing.", "- The very first thing.")

    run(site)

    assert sorted(spy.asked) == ["Boil some water.", "The very first thing."]
    assert body(site) == (
        "# Tea for everyone in fr\n\nBoil some water in fr. Then pour it over the leaves in fr.\n\n"
        "Un paragraphe de plus. Il est à moi.\n\n"
        "Use the `kettle` command in fr.\n\n"
        "- The very first thing in fr.\n- The second thing in fr.\n- Et la troisième.\n\n"
        "```sh\nbouilloire --on\n```\n\n### Pour finir {#at-the-end}\n\n"
        "Drink it slowly in fr. [Lavez](https://a.example/) la tasse.\n"
    ).replace("# Tea for everyone in fr", body(site).split("\n")[0])


def test_new_paragraphs_of_the_original_come_in_at_their_place(site, spy):
    change(site / FR, *EDITS["a paragraph more"])
    run(site)
    change(site / EN, "## At the end", "A new one here.\n\n## At the end")

    run(site)

    assert spy.asked == ["A new one here."]
    assert "```\n\nA new one here in fr.\n\n## At the end" in body(site)
    assert "Un paragraphe de plus. Il est à moi." in body(site)


def test_paragraphs_that_the_original_lost_go_and_its_editors_stay(site):
    change(site / FR, *EDITS["a paragraph more"])
    change(site / FR, *EDITS["a link more"])
    run(site)
    change(site / EN, "Use the `kettle` command.\n\n", "")
    change(site / EN, "Drink it slowly. Wash the cup.\n", "")

    report = run(site)

    assert "kettle` command" not in body(site)
    assert "Il est à moi." in body(site)
    assert "Lavez" in body(site)
    assert front_matter(site / FR)["needs_review"] is True
    assert report.problems == ()


def test_a_sentence_more_in_the_original_comes_in_between_words_of_an_editor(site, spy):
    change(site / FR, "Then pour it over the leaves in fr.", "Puis versez-la. Voilà `tout`.")
    run(site)
    change(site / EN, "Boil the water. Then", "Boil the water. Wait a moment. Then")

    run(site)

    assert spy.asked == ["Wait a moment."]
    assert "Boil the water in fr. Wait a moment in fr. Puis versez-la. Voilà `tout`." in body(site)


def test_words_that_cannot_be_told_are_flagged_when_their_original_changes(site, spy):
    change(site / FR, "Use the `kettle` command in fr.", "Prenez [la bouilloire](/b).")
    run(site)
    change(site / EN, "Use the `kettle` command", "Use the old `kettle` command")
    before = body(site)

    run(site)

    assert body(site) == before
    assert front_matter(site / FR)["needs_review"] is True
    assert run(site).warnings != ()


def test_a_flag_on_a_block_goes_when_it_is_edited_or_taken_away(site, spy):
    test_words_that_cannot_be_told_are_flagged_when_their_original_changes(site, spy)
    change(site / FR, "needs_review: true\n", "")
    run(site)

    assert run(site).warnings == ()
    change(site / EN, "Drink it slowly.", "Drink it at once.")
    run(site)
    assert "needs_review" not in front_matter(site / FR)
    assert "[la bouilloire](/b)" in body(site)


def test_changed_code_of_the_original_comes_and_an_editors_is_flagged(site):
    change(site / FR, *EDITS["a paragraph more"])
    run(site)
    change(site / EN, "kettle --on", "kettle --on --hot")
    run(site)
    assert "kettle --on --hot" in body(site)

    change(site / FR, "kettle --on --hot", "bouilloire")
    run(site)
    change(site / EN, "kettle --on --hot", "kettle --off")
    run(site)

    assert "```sh\nbouilloire\n```" in body(site)
    assert front_matter(site / FR)["needs_review"] is True


def test_a_translation_of_another_post_is_not_mixed_in(site):
    change(site / FR, *EDITS["a paragraph more"])
    run(site)
    a_site(site, **{EN: "---\ntitle: Another\nlang: en\n---\nNothing of it is left here.\n\nAll is new.\n"})
    before = (site / FR).read_bytes()

    run(site)

    assert (site / FR).read_bytes() == before
    assert any("stays as it is" in warning for warning in run(site).warnings)


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("behind", ["The first thing.", "The second thing.", "The third thing."])
def test_a_new_item_of_a_list_stands_among_the_others_as_they_do(site, gap, behind):
    items = gap.join(f"- The {number} thing." for number in ("first", "second", "third"))
    change(site / EN, "- The first thing.\n- The second thing.", items)
    run(site)
    change(site / FR, *EDITS["a paragraph more"])
    run(site)
    change(site / EN, f"- {behind}", f"- {behind}{gap}- A new thing.")

    run(site)

    wanted = items.replace(behind, f"{behind}{gap}- A new thing.").replace("thing.", "thing in fr.")
    assert f"\n\n{wanted}\n\n" in body(site)


TABLE = "| What | How much |\n|------|---------:|\n| Water | one cup |\n| Salt | a spoon |\n"
NESTED = "* One thing.\n  1. A small one.\n     > A quotation.\n* Another thing.\n"
TERMS = "Tea\n: A drink.\n"


@pytest.mark.parametrize(
    ("text", "theirs", "change_in_original", "wanted"),
    [
        (TABLE, ("| Water in", "| Poivre | peu |\n| Water in"), ("| Salt |", "| Oil | a drop |\n| Salt |"),
         "| Water in fr | one cup in fr |\n| Oil in fr | a drop in fr |\n| Salt in fr | a spoon in fr |\n"),
        (TABLE, ("| Water in", "| Poivre | peu |\n| Water in"), ("a spoon |\n", "a spoon |\n| Oil | a drop |\n"),
         "| Salt in fr | a spoon in fr |\n| Oil in fr | a drop in fr |\n"),
        (TABLE, ("| Salt in", "| Poivre | peu |\n| Salt in"), ("| Water |", "| Oil | a drop |\n| Water |"),
         "|------|---------:|\n| Oil in fr | a drop in fr |\n| Water in fr |"),
        (NESTED, ("  1. A small", "  1. À moi.\n  2. A small"), ("     > A", "     > New words.\n     >\n     > A"),
         "small one in fr.\n     > New words in fr.\n"),
        (NESTED, ("  1. A small", "  1. À moi.\n  2. A small"), ("quotation.\n", "quotation.\n  2. A new one.\n"),
         "> A quotation in fr.\n  2. A new one in fr.\n* Another"),
        (TERMS, ("\n: A drink", "\n: À moi.\n: A drink"), ("drink.\n", "drink.\n: A meal.\n"),
         ": A drink in fr.\n: A meal in fr.\n"),
        (TERMS, ("\n: A drink", "\n: À moi.\n: A drink"), ("drink.\n", "drink.\n: A meal.\n  It is hot.\n"),
         ": A drink in fr.\n: A meal in fr.\n  It is hot in fr.\n"),
        (TERMS, ("\n: A drink", "\n: À moi.\n: A drink"), ("\nTea\n", "\nTea\nCha\n*Chai*\n"),
         "\nTea in fr\nCha in fr\n*Chai in fr*\n: À moi.\n: A drink in fr.\n"),
    ],
    ids=[
        "a row", "the last row", "the first row", "a line of a quotation", "an inner item", "a definition",
        "a definition of two lines", "a term",
    ],
)  # fmt: skip
def test_a_line_more_in_the_original_comes_in_as_a_line(site, text, theirs, change_in_original, wanted):
    change(site / EN, "## At the end", f"{text}\n## At the end")
    run(site)
    change(site / FR, *theirs)
    run(site)
    change(site / EN, *change_in_original)

    run(site)

    assert wanted in body(site)
    assert theirs[1].split(" in ")[0] in body(site)


def test_a_picture_in_a_new_sentence_comes_in_once(site):
    change(site / FR, "Then pour it over the leaves in fr.", "Puis versez-la. Voilà `tout`.")
    run(site)
    change(site / EN, "Boil the water. Then", "Boil the water. See ![the cup](/c.png). Then")

    run(site)

    assert "Boil the water in fr. See ![the cup in fr](/c.png) in fr. Puis versez-la." in body(site)


@pytest.mark.parametrize("picture", ["![the cup](/c.png)", '[the cup](/c.html "Its page")'])
def test_a_sentence_behind_one_with_a_text_inside_of_it_comes_in(site, picture):
    change(site / FR, "Then pour it over the leaves in fr.", "Puis versez-la. Voilà `tout`.")
    run(site)
    change(site / EN, "Boil the water. Then", f"Boil the water. See {picture}. Go on. Then")

    run(site)

    assert ") in fr. Go on in fr. Puis versez-la." in body(site)


def test_a_line_before_an_old_one_makes_no_item_of_it(site):
    change(site / EN, "## At the end", f"{NESTED}\n## At the end")
    run(site)
    change(site / FR, "  1. A small", "  1. À moi.\n  2. A small")
    run(site)
    before = body(site)
    change(site / EN, "  1. A small", "  1. One more.\n     A small")

    run(site)

    assert body(site) == before
    assert front_matter(site / FR)["needs_review"] is True


def test_a_cell_more_in_a_table_of_its_editors_is_flagged_and_put_nowhere(site):
    change(site / EN, "## At the end", f"{TABLE}\n## At the end")
    run(site)
    change(site / FR, "| Salt in", "| Poivre | peu |\n| Salt in")
    run(site)
    before = body(site)
    change(site / EN, "one cup |", "one cup | cold |")

    run(site)

    assert body(site) == before
    assert front_matter(site / FR)["needs_review"] is True
