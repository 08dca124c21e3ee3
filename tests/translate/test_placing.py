"""Lost marks are set in at one place each, in order, and touch what they ought to touch."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogtool.model.translation import Mark, Segment
from blogtool.translate import marks
from blogtool.translate.placing import placed

CODE = Mark(1, "code", "`a`")
LINK = (Mark(1, "link-open", "["), Mark(2, "link-close", "](x)"))


def likes(wanted):
    """Finds one answer likely and all others alike."""
    return lambda texts, said: [1.0 if one == wanted else 0.0 for one in said]


@pytest.mark.parametrize(
    "wanted",
    [
        "⟦1⟧ Ouvrez la porte (du fond), s’il vous plaît.",
        "Ouvrez ⟦1⟧ la porte (du fond), s’il vous plaît.",
        "Ouvrez la porte (⟦1⟧ du fond), s’il vous plaît.",
        "Ouvrez la porte (du fond ⟦1⟧), s’il vous plaît.",
        "Ouvrez la porte (du fond) ⟦1⟧, s’il vous plaît.",
        "Ouvrez la porte (du fond), s’il vous plaît ⟦1⟧.",
    ],
)
def test_a_mark_can_stand_anywhere_between_words(wanted):
    segment = Segment("Open ⟦1⟧ please.", (CODE,))
    said = "Ouvrez la porte (du fond), s’il vous plaît."

    assert placed([segment], [said], likes(wanted)) == [wanted]


def test_a_spans_marks_touch_the_words_inside():
    segment = Segment("Read ⟦1⟧the guide⟦2⟧ first.", LINK)

    opened = placed([segment], ["Lisez le guide⟦2⟧ d’abord."], likes("Lisez ⟦1⟧le guide⟦2⟧ d’abord."))
    closed = placed([segment], ["Lisez ⟦1⟧le guide d’abord."], likes("Lisez ⟦1⟧le guide⟦2⟧ d’abord."))

    assert opened == closed == ["Lisez ⟦1⟧le guide⟦2⟧ d’abord."]


def test_doubled_and_foreign_marks_are_dropped_first():
    segment = Segment("Run ⟦1⟧ twice.", (CODE,))

    assert placed([segment], ["Lancez ⟦1⟧ deux ⟦1⟧ fois ⟦7⟧."], likes("")) == ["Lancez ⟦1⟧ deux fois ."]


def test_an_answer_stays_where_nothing_can_be_told():
    segment = Segment("Run ⟦1⟧ twice.", (CODE,))

    assert placed([segment], ["Lancez deux fois."], lambda texts, said: None) == ["Lancez deux fois."]


def test_a_very_long_answer_is_left_to_other_ways():
    segment = Segment("Run ⟦1⟧ twice.", (CODE,))
    long = "mot " * 200 + "."

    assert placed([segment], [long], likes("")) == [long.strip()]


def test_an_answer_that_lost_many_marks_is_left_to_other_ways():
    segment = Segment("Run ⟦1⟧, ⟦2⟧, ⟦3⟧, ⟦4⟧.", tuple(Mark(number, "code", "`a`") for number in range(1, 5)))
    asked = []
    placed([segment], ["Lancez tout."], lambda texts, said: asked.extend(said))

    assert asked == []


WORDS = st.lists(st.sampled_from("le chat (noir) dort, puis « mange » encore.".split()), min_size=1, max_size=12)


@given(WORDS, st.permutations([1, 2, 3]), st.randoms(use_true_random=False))
def test_every_mark_stands_once_and_no_span_is_crossed_or_empty(words, order, chance):
    numbered = dict(zip(("code", "link-open", "link-close"), (1, 2, 3), strict=True))
    kinds = tuple(Mark(number, kind, "x") for kind, number in numbered.items())
    segment = Segment("Run ⟦1⟧ with ⟦2⟧the guide⟦3⟧ open.", kinds)
    said = list(words)
    for number in order[:2]:  # some marks are there already, anywhere
        if chance.random() < 0.5:
            said.insert(chance.randint(0, len(said)), marks.written(number))
    (made,) = placed([segment], [" ".join(said)], lambda texts, answers: [chance.random() for _ in answers])

    there = marks.numbers(made)
    assert len(set(there)) == len(there)
    if sorted(there) == [1, 2, 3] and len(marks.numbers(" ".join(said))) < 3:
        assert marks.trouble(segment.text, made, kinds) is None
    bare, bare_before = (marks.without(text).replace(" ", "") for text in (made, " ".join(said)))
    assert bare == bare_before
