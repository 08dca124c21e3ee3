"""What is caught in an engine's answers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogtool.model.translation import Mark, Segment
from blogtool.translate import verdict
from blogtool.translate.verdict import is_usable, is_wordless, judge

LINK = (Mark(1, "link-open", "["), Mark(2, "link-close", "](x)"))
CODE = (Mark(1, "code", "`a`"), Mark(2, "code", "`b`"))
NOTES = (Mark(1, "footnote", "[^1]"), Mark(2, "footnote", "[^2]"))


def _flags(
    text: str, answer: str, target: str = "fr", source: str = "en", marks: tuple[Mark, ...] = ()
) -> tuple[str, ...]:
    return judge(Segment(text, marks), answer, source, target)


@pytest.mark.parametrize(
    ("text", "answer", "target"),
    [
        ("The build is fast.", "La génération est rapide.", "fr"),
        ("It has 1,000 files and 3.5 MB.", "Il y a 1 000 fichiers et 3,5 Mo.", "fr"),
        ("There are 2 ways.", "Il y a deux façons.", "fr"),
        ("GitHub Pages", "GitHub Pages", "fr"),
        ("Bash", "Bash", "fr"),
        ("The build is fast.", "构建很快。", "zh"),
        ("He came in 2024.", "هو جاء في ٢٠٢٤.", "ar"),
        ("Read the manual.", "説明書を読んでください。", "ja"),
        ("This is a very long sentence about nothing at all.", "这是一个很长的句子，什么也没说。", "zh"),
        ("Do you know what you want?", "Savez-vous ce que vous voulez ?", "fr"),
    ],
)
def test_a_good_answer_has_no_flags(text, answer, target):
    assert _flags(text, answer, target) == ()


@pytest.mark.parametrize(
    ("text", "answer", "flag"),
    [
        ("The build is fast.", " ", "empty"),
        ("The build is fast.", "La génération génération génération génération", "loop"),
        ("The build is fast.", "Le site est le site est le site est le site est", "loop"),
        ("The build is fast.", "aaaaaaaaaaaa", "loop"),
        ("The build is fast.", "La génération est rapide, et ensuite " * 4, "runaway"),
        ("This is a long sentence about nothing.", "Ceci", "cut-short"),
        ("The build of the site is fast.", "The build of the site is fast.", "untranslated"),
        ("The build of the site is fast.", "Build the of site is fast the.", "untranslated"),
        ("The build is fast.", "构建很快。", "wrong-script"),
        ("The build is fast.", "La ⁇ est rapide.", "unknown-word"),
        ("Wait for it.", "Attendez\nle.", "runaway"),
        ("Use version 3.11 now.", "Utilisez la version 3 maintenant.", "lost-number"),
        ("The site is small.", "Le site fait 12345 octets.", "odd-number"),
        ("I host it on GitHub.", "Je l'héberge sur le site.", "lost-name"),
        ("CTranslate2 is fast.", "La traduction est rapide.", "lost-name"),
        ("Make a list.", "Faites une liste de liste.", "doubled-word"),
    ],
)
def test_a_bad_answer_is_caught(text, answer, flag):
    assert flag in _flags(text, answer)


@pytest.mark.parametrize(
    ("text", "answer", "marks", "flag"),
    [
        ("Use ⟦1⟧ and ⟦2⟧.", "Utilisez ⟦2⟧ et ⟦1⟧.", CODE, None),
        ("Use ⟦1⟧ and ⟦2⟧.", "Utilisez ⟦1⟧.", CODE, "lost-mark"),
        ("Use ⟦1⟧ and ⟦2⟧.", "Utilisez ⟦1⟧, ⟦1⟧ et ⟦2⟧.", CODE, "foreign-mark"),
        ("Use ⟦1⟧ and ⟦2⟧.", "Utilisez ⟦1⟧ et ⟦3⟧.", CODE, "foreign-mark"),
        ("See ⟦1⟧here⟦2⟧.", "Voir ⟦2⟧ici⟦1⟧.", LINK, "crossed-marks"),
        ("See ⟦1⟧here⟦2⟧.", "Voir ici ⟦1⟧⟦2⟧.", LINK, "empty-span"),
        ("One⟦1⟧ and two⟦2⟧.", "Deux⟦2⟧ et un⟦1⟧.", NOTES, "crossed-marks"),
    ],
)
def test_marks_are_compared_one_by_one(text, answer, marks, flag):
    found = judge(Segment(text, marks), answer, "en", "fr")

    assert (flag in found) if flag else is_usable(found)


@pytest.mark.parametrize(
    ("text", "answer"), [("The build is fast.", "The build is fast."), ("The word is new.", "Das Wort ist neu.")]
)
def test_an_answer_in_the_source_language_is_never_used(text, answer):
    flags = judge(Segment(text), answer, "en", "zh")

    assert not is_usable(flags)


def test_a_lost_number_is_a_flaw_and_no_reason_to_throw_the_sentence_away():
    flags = _flags("It has 12 parts.", "Il a des parties.")

    assert flags == ("lost-number",)
    assert is_usable(flags)


@pytest.mark.parametrize(
    "text", ["", "⟦1⟧", "42 %", "→ ⟦1⟧, ⟦2⟧!", "https://example.com/a-b", "me@example.org", "3.5–4"]
)
def test_nothing_is_asked_where_nothing_can_be_translated(text):
    assert is_wordless(text)


@given(st.lists(st.sampled_from(["le", "la", "Le", "l'an", "x2", "été", "-", "a.b", "⟦1⟧"]), max_size=14), st.data())
def test_the_quick_look_for_loops_misses_none(words, data):
    text = "".join(word + data.draw(st.sampled_from([" ", ", ", "  ", "."])) for word in words)

    assert verdict._may_loop(text) or not verdict._LOOP.search(text)
