"""The engine translates in bulk with real models, loads only what it needs, and leaves nothing behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import pairwise

import pytest
from builders import HANG

from blogtool.errors import BlogtoolError
from blogtool.translate import packages
from blogtool.translate.engines import ENGINES
from blogtool.translate.engines import argos as argos_engine
from blogtool.translate.engines.argos import Argos, _pieces
from blogtool.translate.engines.bpe import BytePairs


@pytest.fixture(scope="module")
def argos(tmp_path_factory):
    """The built-in model: no package is installed in this folder."""
    return Argos(threads=1, folder=tmp_path_factory.mktemp("packages"))


def test_every_text_has_its_answer_in_order(argos):
    texts = ["The cat sleeps.", "Open the file.", "The cat sleeps.", "", "   ", "Yes"]

    answers = argos.translate(texts, "en", "fr")

    assert len(answers) == len(texts)
    assert answers[0] == answers[2] != "The cat sleeps."
    assert answers[3:5] == ["", ""]
    assert all(isinstance(answer, str) for answer in answers)


def test_no_texts_have_no_answers(argos):
    assert argos.translate([], "en", "fr") == []


def test_underscores_are_not_turned_into_blanks(argos):
    tokens = argos._load(argos._route("en", "fr")[0].package).tokenizer

    assert tokens.decode(tokens.encode("set my_long_name to x")) == "set my_long_name to x"


def test_other_candidates_begin_with_the_best(argos):
    (offers,) = argos.candidates(["Open the file and read it."], "en", "fr", 3)

    assert 1 < len(offers) <= 3
    assert len(set(offers)) == len(offers)


def test_a_sound_answer_is_likelier_than_a_garbled_one(argos):
    texts = ["Run ⟦1⟧ before you open the window."] * 3
    said = [
        "Lancez ⟦1⟧ avant d'ouvrir la fenêtre.",
        "Lancez avant d'ouvrir la fenêtre ⟦1⟧.",
        "fenêtre la ouvrir d'avant ⟦1⟧ Lancez.",
    ]
    best, second, worst = argos.likelihoods(texts, said, "en", "fr")

    assert best > second > worst
    assert argos.likelihoods([], [], "en", "fr") == []


def test_a_region_uses_the_model_of_its_language(argos):
    assert argos.translate(["Open the file."], "en-GB", "fr-CA") == argos.translate(
        ["Open the file."], "en", "fr"
    )


def test_the_digest_changes_with_what_decides_an_answer(argos, tmp_path):
    assert argos.digest("en", "fr") == Argos(threads=2, folder=tmp_path).digest("en", "fr")
    assert argos.digest("en", "fr") != Argos(beam=1, folder=tmp_path).digest("en", "fr")


def test_the_answer_does_not_depend_on_the_number_of_threads(argos, tmp_path):
    texts = [f"This is sentence number {n}, and it is not long." for n in range(40)]

    assert argos.translate(texts, "en", "fr") == Argos(threads=3, folder=tmp_path).translate(
        texts, "en", "fr"
    )


def test_a_model_says_which_it_is(argos):
    said = argos.describe("en", "fr")

    assert said.startswith("argos en-fr 1.")
    assert said.endswith(" (draft)")


def test_a_text_too_long_for_the_model_is_cut_and_whole_again(argos):
    text = "The quick brown fox jumps over the lazy dog, and then it sleeps; " * 30
    tokenizer = argos._load(argos._route("en", "fr")[0].package).tokenizer

    pieces = _pieces(text, tokenizer)

    assert max(map(len, pieces)) <= 200
    assert "".join(map(tokenizer.decode, pieces)).replace(" ", "") == text.replace(" ", "")
    assert len(argos.translate([text], "en", "fr")[0]) > 600


@pytest.mark.parametrize("text", ["word " * 400, "a" * 800, "漢字" * 150, "🎉" * 200])
def test_an_odd_text_ends_in_bounded_time(argos, text):
    (answer,) = argos.translate([text], "en", "fr")

    assert len(answer) < 100 * len(text)


def test_a_pair_without_a_model_is_a_clear_error(argos):
    with pytest.raises(BlogtoolError, match="no model that translates from `fr` to `ja`"):
        argos.translate(["Bonjour"], "fr", "ja")


def test_chinese_letters_are_converted(argos):
    assert argos.translate(["软件⟦0⟧里面"], "zh", "zh-Hant") == ["軟件⟦0⟧裏面"]
    assert argos.translate(["軟體裡的滑鼠"], "zh-TW", "zh") == ["软件里的鼠标"]


def test_a_damaged_model_is_a_clear_error(tmp_path):
    folder = tmp_path / "translate-xx_yy"
    (folder / "model").mkdir(parents=True)
    (folder / "metadata.json").write_text(json.dumps({"from_code": "xx", "to_code": "yy"}))
    (folder / "sentencepiece.model").write_bytes(b"nonsense")
    (folder / "model/model.bin").write_bytes(b"nonsense")

    with pytest.raises(BlogtoolError, match="cannot be loaded"):
        Argos(folder=tmp_path).translate(["Hello"], "xx", "yy")


HEAVY = ("torch", "stanza", "spacy", "onnxruntime", "minisbd", "argostranslate")
PROBE = f"""
import json, sys
from blogtool.translate.engines import ENGINES
engine = ENGINES["argos"]()
before = [name for name in ("ctranslate2", "sentencepiece", "numpy", "opencc") if name in sys.modules]
answer = engine.translate(["Open the file."], "en", "fr")
print(json.dumps([answer, before, [name for name in {HEAVY!r} if name in sys.modules]]))
"""


def test_a_translation_loads_no_framework_and_leaves_the_home_alone(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    kept = {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8"}

    done = subprocess.run(
        [sys.executable, "-c", PROBE], env=kept, capture_output=True, text=True, check=True, timeout=HANG
    )
    answer, before, heavy = json.loads(done.stdout)

    assert answer != [""]
    assert before == []
    assert heavy == []
    assert list(home.rglob("*")) == []


def test_the_engines_are_named():
    assert set(ENGINES) == {"apertium", "argos", "echo", "libretranslate", "pseudo"}


# Byte pairs

MERGES = b"#version: 0.2\nl o\nlo w</w>\ne r</w>\nn e\nne w\n"


def test_words_are_cut_by_the_learned_pairs():
    pairs = BytePairs(MERGES, "en", "fr", "x")

    assert pairs.encode("low lower newer") == ["low", "lo@@", "w@@", "er", "new@@", "er"]


@pytest.mark.parametrize("text", ["Hello, world!", "It's 3.5% of the low newer (one).", "a"])
def test_byte_pairs_give_the_words_back(text):
    pairs = BytePairs(MERGES, "en", "en", "x")

    assert pairs.decode(pairs.encode(text)) == text


def test_earlier_pairs_go_first():
    """As subword-nmt: of all pairs in a word the one learned first is joined."""
    pairs = BytePairs(b"#version: 0.2\nb c\na b\n", "en", "fr", "x")

    assert pairs.encode("abcx") == ["a@@", "bc@@", "x"]


def test_byte_pairs_agree_with_argos_own_way(tmp_path):
    from argostranslate.apply_bpe import BPE

    words = ["the", "newest", "lower", "slower", "lowest", "newer", "winner", "renewed"]
    learned = [" ".join(pair) for word in words for pair in pairwise([*word[:-1], word[-1] + "</w>"])]
    model = ("#version: 0.2\n" + "\n".join(dict.fromkeys(learned)) + "\n").encode()
    (tmp_path / "bpe.model").write_bytes(model)

    with open(tmp_path / "bpe.model", encoding="utf-8") as file:
        theirs = BPE(file).segment_tokens(words)

    assert BytePairs(model, "en", "fr", "x").encode(" ".join(words)) == theirs


RUN = f"""
import json, sys
from blogtool.read.config import read_config
from blogtool.translate import translate
before = [name for name in ("ctranslate2", "sentencepiece", "numpy", "opencc", "rich") if name in sys.modules]
report = translate(read_config(sys.argv[1]))
print(json.dumps([report.counts["translated"], before, [name for name in {HEAVY!r} if name in sys.modules]]))
"""


def test_a_whole_run_loads_no_framework_and_a_second_one_no_model(tmp_path):
    home, site = tmp_path / "home", tmp_path / "site"
    home.mkdir()
    (site / "_posts").mkdir(parents=True)
    (site / "_config.yml").write_text("lang: en\ntranslate: {to: [fr]}\n")
    (site / "_posts/2025-02-02-tea.md").write_text("---\ntitle: Tea\n---\nOpen the file.\n")
    kept = {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8"}
    say = "print(json.dumps([name for name in ('ctranslate2', 'sentencepiece', 'numpy') if name in sys.modules]))"

    outputs = [
        subprocess.run(
            [sys.executable, "-c", code, str(site)],
            env=kept,
            capture_output=True,
            text=True,
            check=True,
            timeout=HANG,
        ).stdout
        for code in (RUN, RUN + say)
    ]

    assert json.loads(outputs[0]) == [1, [], []]
    assert [json.loads(line) for line in outputs[1].splitlines()] == [[0, [], []], []]
    assert list(home.rglob("*")) == []


def test_the_archive_of_a_model_is_unpacked_once(monkeypatch):
    seen = []
    real = packages.read_contents
    monkeypatch.setattr(argos_engine, "read_contents", lambda package: seen.append(package.name) or real(package))
    engine = Argos(threads=1)
    engine.digest("en", "fr")
    engine.translate(["One."], "en", "fr")
    engine.digest("en", "fr")

    assert len(seen) == 1
