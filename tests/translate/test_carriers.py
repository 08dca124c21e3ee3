"""How marks are written for a model is measured, not guessed."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest

from blogtool.cli import main
from blogtool.model.translation import Mark, Segment
from blogtool.translate import carriers, models
from blogtool.translate.engines.argos import Argos
from blogtool.translate.packages import read_contents
from blogtool.translate.prompts import APART, STYLES, Prompt, styles_of

BUILTIN = next(models.BUILTIN.glob("*.argosmodel"))
LINK = (Mark(1, "link-open", "["), Mark(2, "link-close", "](x)"), Mark(3, "code", "`y`"))


class Picky:
    """A model that loses every mark but those in square brackets."""

    def translate(self, texts, source, target):
        return [f"Voilà {text.replace('⟦', '').replace('X', '').replace('<', '')}" for text in texts]


@pytest.fixture
def packages(tmp_path, monkeypatch):
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "packages"))
    return tmp_path / "packages"


def test_each_style_is_tried_on_the_same_sentences():
    found = carriers.survival(Picky(), "en", "fr")

    assert set(found) == set(carriers.CANDIDATES)
    assert found["⟦{}⟧"] == found["X{}X"] == found["<{}>"] == 0
    assert found["[{}]"] > 0.3
    assert carriers.best_first([found])[0] == "[{}]"


def test_words_that_marks_of_a_style_keep_from_being_translated_count_against_it():
    class LeavesWordsInBrackets:
        def translate(self, texts, source, target):
            left = r"(\[\d\]\w[^\[]*\[\d\])"
            return ["".join(map(self.said, re.split(left, text))) for text in texts]

        @staticmethod
        def said(part):
            return part if part.startswith("[") and part.endswith("]") else re.sub(r"[a-z]{2,}", r"\g<0>eux", part)

    found = carriers.survival(LeavesWordsInBrackets(), "en", "xx")

    spans = sum("em-open" in [mark.kind for mark in segment.marks] for segment in carriers.probes("en"))
    assert spans > 5
    assert found["⟦{}⟧"] - found["[{}]"] == pytest.approx((spans - 1) / 24, abs=0.001)  # one of them holds a name


@pytest.mark.parametrize("language", ["en", "fr", "de", "es", "zh", "ja", "pt"])
def test_probes_have_marks_of_their_own_that_pair(language):
    for segment in carriers.probes(language):
        assert segment.marks
        assert [mark.number for mark in segment.marks] == list(range(1, len(segment.marks) + 1))
        assert not carriers.marks.trouble(segment.text, segment.text, segment.marks)


def test_a_model_is_tried_when_it_is_added_and_asked_that_way(packages, capfd):
    assert main(["models", "add", str(BUILTIN)]) == 0

    told = capfd.readouterr().out
    (kept,) = packages.glob("*/carriers.json")
    said = json.loads(kept.read_text())
    assert "come through in" in told
    assert said["digest"] == read_contents(models.installed()[0]).digest
    assert set(said["survival"]) == set(carriers.CANDIDATES)
    engine = Argos()
    assert styles_of(engine, "en", "fr")[0] == carriers.best_first([said["survival"]])[0]


def test_what_was_measured_for_another_model_does_not_count(packages):
    models.add([str(BUILTIN)])
    (kept,) = packages.glob("*/carriers.json")
    told = {"digest": read_contents(models.installed()[0]).digest, "survival": {"@{}": 1.0, "#{}": 0.9}}
    kept.write_text(json.dumps(told))
    assert styles_of(Argos(), "en", "fr") == ("@{}", "#{}")

    kept.write_text(json.dumps({**told, "digest": "another"}))
    assert styles_of(Argos(), "en", "fr") == STYLES

    kept.write_text("[")
    assert styles_of(Argos(), "en", "fr") == STYLES


def test_answers_to_other_marks_are_answers_of_another_engine(packages):
    models.add([str(BUILTIN)])
    before = Argos().digest("en", "fr")
    (kept,) = packages.glob("*/carriers.json")
    told = json.loads(kept.read_text())
    kept.write_text(json.dumps({**told, "survival": {"@{}": 1.0}}))

    assert Argos().digest("en", "fr") != before


def test_answers_to_other_marks_at_the_second_try_are_answers_of_another_engine(packages):
    models.add([str(BUILTIN)])
    (kept,) = packages.glob("*/carriers.json")
    told = json.loads(kept.read_text())
    digests = set()
    for second in ("<{}>", "[{}]"):
        kept.write_text(json.dumps({**told, "survival": {APART: 1.0, STYLES[0]: 1.0, second: 0.9}}))
        assert styles_of(Argos(), "en", "fr") == (APART, second)
        digests.add(Argos().digest("en", "fr"))

    assert len(digests) == 2


def test_packages_that_others_installed_are_calibrated_when_asked(packages, capfd):
    models.add([str(BUILTIN)])
    (kept,) = packages.glob("*/carriers.json")
    kept.unlink()

    assert main(["models", "calibrate"]) == 0
    assert "en → fr: " in capfd.readouterr().out
    assert kept.exists()


def test_without_packages_there_is_nothing_to_calibrate(packages):
    assert models.calibrate() == ["no package is installed; the built-in model comes calibrated"]


def test_a_model_that_cannot_be_loaded_is_told_and_stays(tmp_path, packages):
    broken = tmp_path / "broken.argosmodel"
    with zipfile.ZipFile(BUILTIN) as source, zipfile.ZipFile(broken, "w") as target:
        for entry in source.infolist():
            data = source.read(entry)
            target.writestr(entry.filename, data[:1000] if entry.filename.endswith("model.bin") else data)

    assert any("not tried" in line for line in models.add([str(broken)]))


def test_the_way_through_two_models_takes_what_both_bring_through():
    first, second = {"⟦{}⟧": 0.9, "[{}]": 0.8}, {"⟦{}⟧": 0.2, "[{}]": 0.7}

    assert carriers.best_first([first, second])[0] == "[{}]"
    assert carriers.best_first([]) == ()


def test_the_built_in_model_comes_calibrated(tmp_path):
    """After another model was put there: `models.calibrate_builtin()`."""
    package = models.builtin()[0]

    assert carriers.load(package.folder, read_contents(package).digest), "the built-in model is not calibrated"


def test_an_engine_that_names_its_marks_is_asked_with_them():
    class Named:
        carrier_styles = ("<{}>", "no style")

        def translate(self, texts, source, target):
            return list(texts)

    assert styles_of(Named(), "en", "fr") == ("<{}>", STYLES[0])


def test_the_archive_beside_notes_is_still_a_package(tmp_path):
    shutil.copy(BUILTIN, tmp_path)
    (tmp_path / "carriers.json").write_text("{}")

    assert Argos(packages=[Path(tmp_path, BUILTIN.name)]).translate(["Hello."], "en", "fr")


def test_marks_may_stand_apart_from_the_words_that_they_enclose():
    prompt = Prompt(Segment("Taken from ⟦1⟧a site⟦2⟧ (⟦3⟧).", LINK), APART)

    assert prompt.text == "Taken from ⟦1⟧ a site ⟦2⟧ (⟦3⟧)."
    assert prompt.read("Tiré d'⟦1⟧ un site ⟦2⟧ (⟦3⟧).") == "Tiré d'⟦1⟧un site⟦2⟧ (⟦3⟧)."
    assert prompt.read("Tiré d'⟦1⟧un site⟦2⟧ (⟦3⟧).") == "Tiré d'⟦1⟧un site⟦2⟧ (⟦3⟧)."


def test_letters_that_know_no_spaces_get_none():
    assert Prompt(Segment("请看⟦1⟧指南⟦2⟧。", LINK[:2]), APART).text == "请看⟦1⟧指南⟦2⟧。"


def test_the_second_style_has_other_signs_than_the_first():
    class Apart:
        def styles(self, source, target):
            return (APART, STYLES[0], "<{}>")

    assert styles_of(Apart(), "en", "fr") == (APART, "<{}>")
