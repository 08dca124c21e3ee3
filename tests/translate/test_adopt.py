"""A correction is told by sentences, whatever else stands in the post."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blogtool.model.translation import Answer
from blogtool.translate import adopt
from blogtool.translate.documents import compose, cut
from blogtool.translate.memory import NO_CONTEXT, Written, key_of

PARAGRAPHS = (
    "The *first* thing to do is to look. Then we `wait` for a while.",
    "# A heading of its own",
    "- An item of a list.\n- Another item, which is [longer](https://example.com/a).",
    "> Somebody said this long ago. Nobody wrote it down.",
    "| one cell | two cells |\n|---|---|\n| three cells | four cells |",
    "```\ncode that stays\n```",
    "{% include note.html %}",
    "Water boils at 100 degrees. It **never** sleeps, and neither do we.",
)


def saved(body: str):
    """A post's translation as it was saved, and the note of it."""
    whole = cut(f"---\ntitle: The title of it\n---\n{body}".encode(), "a.md", "en", ["title"], {})
    answers = [Answer(f"Oui, {one.text}", "engine") for one in whole.segments]
    composed = compose(whole, answers, {"lang": "fr"}, "en", "fr")
    now = cut(composed.text.encode(), "b.md", "fr", ["title"], {})
    told = adopt.sentences_of(now, composed.answers, whole)
    keys = tuple(key_of(one) for one in whole.segments)
    note = Written(
        "b.md", "a.md", "en", "fr", b"", b"", "", "spy",
        skeleton=told.skeleton, keys=keys, marks=adopt.kinds_of(whole.segments),
        sentences=told.digests, groups=told.groups,
    )  # fmt: skip
    return composed.text, note, composed.answers


def edits(text: str, note: Written):
    return adopt.edits_of(cut(text.encode(), "b.md", "fr", ["title"], {}), note)


@settings(max_examples=60, deadline=None)
@given(paragraphs=st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=8), seed=st.integers())
def test_every_corrected_sentence_is_told_and_no_other(paragraphs, seed):
    chance = random.Random(seed)
    text, note, answers = saved("\n\n".join(paragraphs) + "\n")
    places = [place for place in range(1, len(answers)) if chance.random() < 0.4]
    changed, position, wanted = text, text.index("---\n", 4), set()
    for place in range(1, len(answers)):
        at = changed.index("Oui, ", position)
        if place in places:
            changed = changed[:at] + "Eh bien" + changed[at + 3 :]
            wanted.add(place)
        position = at + 5

    told = edits(changed, note)

    assert told is not None
    assert {edit.place for edit in told.edits} == wanted
    assert all(edit.text == answers[edit.place].text.replace("Oui", "Eh bien") for edit in told.edits)


def test_an_untouched_translation_has_no_corrections():
    text, note, _ = saved("\n\n".join(PARAGRAPHS) + "\n")

    assert edits(text, note).edits == ()


def test_a_corrected_title_is_the_first_place():
    text, note, _ = saved("Hello there.\n")

    (edit,) = edits(text.replace("Oui, The title of it", "Le titre"), note).edits
    assert (edit.place, edit.text, edit.context) == (0, "Le titre", NO_CONTEXT)


def test_marks_in_another_order_keep_their_numbers():
    text, note, answers = saved("Use `one` and then `two` of it.\n")

    (edit,) = edits(
        text.replace(answers[1].text.replace("⟦1⟧", "`one`").replace("⟦2⟧", "`two`"), "Après `two`, `one`."),
        note,
    ).edits
    assert edit.text == "Après ⟦2⟧, ⟦1⟧."


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("code that stays", "code that changes"),
        ("https://example.com/a", "https://example.com/b"),
        ("- Oui, An item of a list.\n", ""),
        ("{% include note.html %}", "{% include other.html %}"),
        ("> Oui", "Oui"),
        ("`wait`", "wait"),
        ("# Oui", "## Oui"),
    ],
)
def test_an_edit_beyond_sentences_is_not_guessed_at(old, new):
    text, note, _ = saved("\n\n".join(PARAGRAPHS) + "\n")
    assert old in text

    assert edits(text.replace(old, new, 1), note) is None


def test_after_a_correction_the_next_one_is_told_too():
    text, note, _ = saved("One of them is here. Two of them are there.\n")
    first = text.replace("Oui, One of them is here.", "Voilà. En voici un.")
    told = edits(first, note)

    note = replace(note, sentences=told.digests, groups=told.groups)

    (edit,) = edits(first.replace("Oui, Two", "Eh bien, two"), note).edits
    assert edit.place == 2
    (again,) = edits(first.replace("En voici un.", "Un ici."), note).edits
    assert (again.place, again.text) == (1, "Voilà. Un ici.")
