"""The words around the posts are translated where a language lacks them, and belong to the author then."""

import pytest
import yaml
from builders import a_site

from blogtool.cli import main

FILES = {
    "_config.yml": "lang: en\nlanguages: [en, fr]\ntranslate: {to: [fr], engine: pseudo}\n",
    "_data/i18n/en.yml": 'older: Older\nnewer: Newer\nday: "%-d MONTH"\nmonths: [January, May]\n',
    "_data/i18n/fr.yml": "# mine\nolder: Plus ancien\n",
    "_posts/en/2024-01-01-tea-en.md": "---\nlang: en\ntitle: Tea\n---\nGreen.\n",
}


def words(site, lang="fr"):
    return yaml.safe_load((site / f"_data/i18n/{lang}.yml").read_text("utf-8"))


@pytest.fixture
def site(tmp_path):
    return a_site(tmp_path, **FILES)


def test_missing_words_are_added_below_the_authors_own(site):
    assert main(["translate", "-s", str(site)]) == 0

    assert (site / "_data/i18n/fr.yml").read_text("utf-8").startswith(FILES["_data/i18n/fr.yml"])
    told = words(site)
    assert told["older"] == "Plus ancien"
    assert told["newer"].startswith("‹")
    assert [month[0] for month in told["months"]] == ["‹", "‹"]
    assert told["day"] == "%-d MONTH"


def test_what_is_there_is_never_changed(site):
    assert main(["translate", "-s", str(site)]) == 0
    path = site / "_data/i18n/fr.yml"
    path.write_text(path.read_text("utf-8").replace(words(site)["newer"], "Plus récent"), "utf-8")
    before = path.read_bytes()

    assert main(["build", "-s", str(site), "-q"]) == 0
    assert path.read_bytes() == before


def test_a_changed_original_is_translated_again_and_the_rest_stays(site):
    assert main(["translate", "-s", str(site)]) == 0
    path = site / "_data/i18n/fr.yml"
    path.write_text(path.read_text("utf-8") + "# below\nown: à moi\n", "utf-8")
    before = path.read_text("utf-8")
    english = FILES["_data/i18n/en.yml"]
    changed = english.replace("January, May", "June, July").replace("Older", "Elder")
    (site / "_data/i18n/en.yml").write_text(changed)
    assert main(["translate", "-s", str(site)]) == 0
    after = path.read_text("utf-8")

    told = words(site)
    assert len(told["months"]) == 2
    assert told["months"] != yaml.safe_load(before)["months"]
    assert told["older"] == "Plus ancien"  # never a machine's
    assert told["own"] == "à moi"
    assert before.partition("# machine")[0] == after.partition("# machine")[0]
    assert after.count("months:") == 1
    assert after.endswith("# below\nown: à moi\n")

    assert main(["translate", "-s", str(site)]) == 0
    assert path.read_text("utf-8") == after


def test_a_corrected_word_stays_when_its_original_changes(site):
    assert main(["translate", "-s", str(site)]) == 0
    path = site / "_data/i18n/fr.yml"
    path.write_text(path.read_text("utf-8").replace(words(site)["newer"], "Plus récent"), "utf-8")
    (site / "_data/i18n/en.yml").write_text(FILES["_data/i18n/en.yml"].replace("Newer", "More recent"))
    before = path.read_bytes()

    assert main(["translate", "-s", str(site)]) == 0
    assert path.read_bytes() == before


def test_a_language_without_a_file_gets_one(site):
    (site / "_data/i18n/fr.yml").unlink()
    assert main(["translate", "-s", str(site)]) == 0

    assert list(words(site)) == ["older", "newer", "day", "months"]


def test_it_can_be_switched_off_and_a_dry_run_writes_nothing(site):
    before = (site / "_data/i18n/fr.yml").read_bytes()
    assert main(["translate", "-s", str(site), "--dry-run"]) == 0
    assert (site / "_data/i18n/fr.yml").read_bytes() == before
    (site / "_config.yml").write_text(FILES["_config.yml"] + "translate_interface: false\n")
    assert main(["translate", "-s", str(site)]) == 0
    assert (site / "_data/i18n/fr.yml").read_bytes() == before


def test_the_languages_of_our_theme_need_nothing(tmp_path):
    site = a_site(tmp_path, **{**FILES, "_config.yml": FILES["_config.yml"] + "theme: blogtool-paper\n"})
    (site / "_data/i18n/en.yml").unlink()
    (site / "_data/i18n/fr.yml").unlink()
    assert main(["translate", "-s", str(site)]) == 0

    assert not list((site / "_data/i18n").iterdir())
