"""Parallel text is mixed as the recipe says, cut into tokens, and packed so that it can be read again."""

from __future__ import annotations

import json
import lzma
import random
import re
import zipfile
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from tools.model_score import (
    MARKED,
    PACKAGE,
    ROOT,
    Languages,
    agreement,
    enclosed,
    marked,
    read,
)
from tools.train_model.apart import apart, around_words
from tools.train_model.batches import BEGIN, END, PAD, TokenPairs, batches, padded
from tools.train_model.frequent import drawn_lines
from tools.train_model.package import Label, pack
from tools.train_model.pairs import Pair, Recipe, is_usable, mix, read_pairs
from tools.train_model.prepare import Preparation, prepare
from tools.train_model.vocabulary import load, teach

OWN = sorted((ROOT / "tools/train_model/phrases").glob("*.en-*.tsv"))
TOLD = sorted((ROOT / "tools/model_score").glob("*.tsv"))


@pytest.fixture
def vocabulary(tmp_path: Path) -> Path:
    """The vocabulary of the built-in model."""
    path = tmp_path / "vocabulary.model"
    with zipfile.ZipFile(PACKAGE) as package:
        name = next(name for name in package.namelist() if name.endswith("sentencepiece.model"))
        path.write_bytes(package.read(name))
    return path


def test_lines_without_two_sides_are_passed_over(tmp_path: Path) -> None:
    text = "Hello\tBonjour\tmine\nalone\n\tvide\nOne\tUn\n"
    path = tmp_path / "a.tsv.xz"
    path.write_bytes(lzma.compress(text.encode()))
    assert list(read_pairs([path])) == [Pair("Hello", "Bonjour", "mine"), Pair("One", "Un", "")]


def test_a_recipe_repeats_and_caps_origins() -> None:
    pairs = [Pair(f"word {n}", f"mot {n}", origin) for n in range(200) for origin in ("blog", "manual", "other")]
    mixed = mix(pairs, Recipe({"blog": 3, "manual": 0.25}), seed=1)
    counts = {origin: sum(pair.origin == origin for pair in mixed) for origin in ("blog", "manual", "other")}
    assert counts["blog"] == 600
    assert counts["other"] == 200
    assert 25 < counts["manual"] < 75


def test_a_recipe_is_read_from_json(tmp_path: Path) -> None:
    path = tmp_path / "recipe.json"
    path.write_text(json.dumps({"shares": {"blog": 2}, "otherwise": 0}), encoding="utf-8")
    assert [pair.origin for pair in mix([Pair("a", "b", "blog"), Pair("c", "d", "x")], Recipe.load(path), 1)] == [
        "blog",
        "blog",
    ]


def test_common_words_are_drawn_more_often_and_rare_ones_too() -> None:
    lines = list(drawn_lines({"the": 0.05, "tea": 0.0001, "kettle": 0.00001}, 2000, seed=1))

    words = Counter(word.lower() for line in lines for word in line.split())
    assert {len(line.split()) for line in lines} == {10}
    assert words["the"] > words["tea"] > words["kettle"] > 0
    assert any(word.istitle() for line in lines for word in line.split())


def test_lines_beside_the_pairs_get_their_words_into_the_vocabulary(tmp_path: Path) -> None:
    pairs = [Pair(f"configure server {n}", f"configurer serveur {n}") for n in range(50)]

    teach(pairs, tmp_path / "without.model", 340)
    teach(pairs, tmp_path / "with.model", 340, ["kettle kettle and the kettle"] * 20)

    assert len(load(tmp_path / "without.model").encode("kettle")) > 3
    assert load(tmp_path / "with.model").encode("kettle", out_type=str) == ["▁kettle"]


def test_a_training_pair_that_is_in_the_valid_set_is_left_out(tmp_path: Path, vocabulary: Path) -> None:
    data, valid = tmp_path / "data.tsv", tmp_path / "valid.tsv"
    data.write_text("The same.\tLe même.\nAnother one.\tUn autre.\n", encoding="utf-8")
    valid.write_text("the same.\tle même.\n", encoding="utf-8")
    how = Preparation((data,), (valid,), tmp_path / "run", Recipe(), vocabulary, invented=0, phrases=0, sampled=0)
    assert prepare(how).startswith("1 real and 0 made pairs; 1 kept")
    assert len(TokenPairs.load(tmp_path / "run" / "train.npz")) == 1
    assert len(TokenPairs.load(tmp_path / "run" / "valid.npz")) == 1


def test_batches_hold_every_pair_once_and_stay_within_their_size() -> None:
    chance = random.Random(5)
    pairs = TokenPairs.of(
        [([7] * chance.randint(1, 60), [8] * chance.randint(1, 60)) for _ in range(500)]
    )  # fmt: skip
    made = batches(pairs, 256, seed=3)
    assert sorted(int(i) for batch in made for i in batch) == list(range(500))
    for batch in made:
        source, target = padded(pairs, batch)
        assert len(batch) == 1 or (source.size <= 256 + 32 and target.size <= 256 + 32)


def test_padded_targets_begin_and_end_and_sources_end() -> None:
    pairs = TokenPairs.of([([10, 11], [20]), ([12], [21, 22, 23])])
    source, target = padded(pairs, np.array([0, 1]))
    assert source.tolist() == [[10, 11, END, PAD], [12, END, PAD, PAD]]
    assert target.tolist() == [[BEGIN, 20, END, PAD, PAD], [BEGIN, 21, 22, 23, END]]


def test_a_package_has_what_argos_looks_for_and_is_the_same_each_time(tmp_path: Path) -> None:
    model = tmp_path / "model"
    model.mkdir()
    (model / "model.bin").write_bytes(b"weights")
    pieces = tmp_path / "sentencepiece.model"
    pieces.write_bytes(b"pieces")
    label = Label("en", "fr", "1.2", "Trained on my blog.")
    size = pack(tmp_path / "one.argosmodel", model, pieces, label)
    pack(tmp_path / "two.argosmodel", model, pieces, label)
    assert (tmp_path / "one.argosmodel").read_bytes() == (tmp_path / "two.argosmodel").read_bytes()
    assert size == (tmp_path / "one.argosmodel").stat().st_size
    with zipfile.ZipFile(tmp_path / "one.argosmodel") as package:
        weights = package.getinfo("translate-en_fr-1_2/model/model.bin")
        assert (package.read(weights), weights.compress_type) == (b"weights", zipfile.ZIP_STORED)
        assert package.read("translate-en_fr-1_2/sentencepiece.model") == b"pieces"
        said = json.loads(package.read("translate-en_fr-1_2/metadata.json"))
    assert (said["from_code"], said["to_name"], said["type"]) == ("en", "French", "translate")


def test_scoring_hides_as_many_words_as_asked() -> None:
    sentence = "Every single morning these seven quiet people carry heavy boxes across the wide frozen river"
    for count in (1, 2, 3, 4):
        text = marked(sentence, count, random.Random(count))
        assert text is not None
        assert [f"⟦{n}⟧" in text for n in range(1, count + 2)] == [True] * count + [False]
    assert marked("Too short", 2, random.Random(1)) is None


@pytest.mark.parametrize("path", TOLD, ids=lambda path: path.name)
def test_the_sentences_that_score_are_pairs_and_none_comes_twice(path: Path) -> None:
    lines = read(path)
    assert len(lines) >= 100
    assert len({line.source for line in lines}) == len(lines)


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_sentences_of_our_own_are_whole_pairs_with_the_same_marks(path: Path) -> None:
    pairs = list(read_pairs([path]))
    assert len(pairs) == len(path.read_text(encoding="utf-8").splitlines())
    assert [pair for pair in pairs if not is_usable(pair)] == []


def test_no_sentence_that_scores_are_told_by_is_taught_even_with_other_marks() -> None:
    told = {words(line.source) for path in TOLD for line in read(path)}
    marked_ones = set(MARKED.read_text(encoding="utf-8").casefold().splitlines())  # only their marks are counted
    assert len(OWN) > 1
    taught = [pair.source for pair in read_pairs(OWN)]
    assert [one for one in taught if words(one) in told or one.casefold() in marked_ones] == []


def words(text: str) -> str:
    return " ".join(re.findall(r"\w+", re.sub(r"⟦\d+⟧", " ", text).casefold()))


def test_a_package_names_the_languages_that_it_is_scored_in() -> None:
    assert str(Languages.of(PACKAGE)) == "en-fr"


def test_what_marks_around_words_enclose_is_compared_with_what_a_translators_enclose() -> None:
    source, target = "See ⟦1⟧the notes⟦2⟧ in ⟦3⟧.", "Voir ⟦1⟧les notes⟦2⟧ dans ⟦3⟧."
    around = around_words(source)

    assert around == [(1, 2)]
    assert enclosed(target, around) == [["les", "notes"]]
    assert enclosed("Voir ⟦2⟧les notes⟦1⟧ dans ⟦3⟧.", around) == [[]]
    assert agreement(["les", "notes"], ["les", "notes"]) == 1
    assert agreement(["voir", "les", "notes"], ["les", "notes"]) == pytest.approx(0.8)
    assert agreement([], ["les", "notes"]) == 0


def test_marks_stand_apart_from_the_words_that_they_enclose() -> None:
    for source, spaced in (
        ("See ⟦1⟧the notes⟦2⟧ in ⟦3⟧.", "See ⟦1⟧ the notes ⟦2⟧ in ⟦3⟧."),
        ("⟦1⟧Note:⟦2⟧ ⟦3⟧, ⟦4⟧⟦5⟧bold link⟦6⟧⟦7⟧!", "⟦1⟧ Note: ⟦2⟧ ⟦3⟧, ⟦4⟧⟦5⟧ bold link ⟦6⟧⟦7⟧!"),
        ("The ⟦1⟧-file, ⟦2⟧s and (⟦3⟧).", "The ⟦1⟧-file, ⟦2⟧s and (⟦3⟧)."),
    ):
        assert apart(Pair(source, source)).source == apart(Pair(source, source)).target == spaced


def test_the_translations_marks_are_set_apart_as_the_sources_are() -> None:
    pair = Pair("From ⟦1⟧the site⟦2⟧: ⟦3⟧.", "Tiré d'⟦1⟧un site⟦2⟧ : ⟦3⟧s.", "blog")

    assert apart(pair) == Pair("From ⟦1⟧ the site ⟦2⟧: ⟦3⟧.", "Tiré d'⟦1⟧ un site ⟦2⟧ : ⟦3⟧s.", "blog")
