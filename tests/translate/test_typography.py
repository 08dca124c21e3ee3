"""Signs as languages set them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogtool.translate.marks import numbers
from blogtool.translate.typography import finish

N, W = "\u202f", "\u00a0"


@pytest.mark.parametrize(
    ("text", "target", "finished"),
    [
        ("Ça marche?", "fr", f"Ça marche{N}?"),
        ("Ça marche ?", "fr", f"Ça marche{N}?"),
        ("Note : lisez", "fr", f"Note{W}: lisez"),
        ('Le "site" est là!', "fr", f"Le «{N}site{N}» est là{N}!"),
        ("à 10:30, voir http://a.b:80/?x!y", "fr", "à 10:30, voir http://a.b:80/?x!y"),
        ("100 %", "fr", f"100{N}%"),
        ("l'eau", "fr", "l’eau"),
        ('Er sagte "ja".', "de", "Er sagte „ja“."),
        ("你好, 世界. 好吗?", "zh", "你好，世界。好吗？"),
        ('他说"好".', "zh-Hant", "他说「好」。"),
        ("Hello, world.", "zh", "Hello, world."),
        ("版本 3.5 (测试)", "zh", "版本 3.5 （测试）"),
        ("使用 ⟦1⟧.", "zh", "使用 ⟦1⟧。"),
        ("はい, そうです.", "ja", "はい、そうです。"),
        ("مرحبا, كيف حالك?", "ar", "مرحبا، كيف حالك؟"),
        ("यह है.", "hi", "यह है।"),
        ("Hello , world .", "es", "Hello, world."),
        ("Il coûte 1 000 000 €", "fr", f"Il coûte 1{N}000{N}000{W}€"),
        ("使用 Git, 然后 3.5,很好.", "zh", "使用 Git，然后 3.5，很好。"),
        ("A, B 和 C", "zh", "A, B 和 C"),
        ("安装 Git. 然后运行", "zh", "安装 Git。然后运行"),
        ("Git を使う, そして Vim: 次", "ja", "Git を使う、そして Vim：次"),
        ("استخدم Git, ثم 3,5 أو Vim?", "ar", "استخدم Git، ثم 3,5 أو Vim؟"),
        ("Git, Vim?", "ar", "Git, Vim?"),
        ("⟦1⟧ : la suite", "fr", f"⟦1⟧{W}: la suite"),
    ],
)
def test_signs_are_set_as_the_language_does(text, target, finished):
    assert finish(text, target) == finished


LANGUAGES = st.sampled_from(["fr", "de", "es", "zh", "zh-Hant", "ja", "ar", "hi", "ru", "ko", "xx"])


@given(st.text(alphabet="a é你はم1 .,;:!?\"'«»()…⟦⟧%“”", max_size=40), LANGUAGES)
def test_marks_stay(text, target):
    text = f"⟦1⟧{text}⟦2⟧"

    assert numbers(finish(text, target)) == numbers(text)


@given(st.text(alphabet="aé你はم1 .,;:!?\"'«»()%", max_size=30), LANGUAGES)
def test_letters_and_digits_stay(text, target):
    assert [c for c in finish(text, target) if c.isalnum()] == [c for c in text if c.isalnum()]


@given(st.text(alphabet='aé1 ,;:!?"«»', max_size=30))
def test_french_is_set_once(text):
    assert finish(finish(text, "fr"), "fr") == finish(text, "fr")
