"""The theme we ship, which is the look of our own site too."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

REPOSITORY = Path(__file__).resolve().parents[2]
THEME = REPOSITORY / "blogtool" / "themes" / "paper"
FILES = sorted(str(path.relative_to(THEME)) for path in THEME.rglob("*") if path.is_file())
WORDS = sorted((THEME / "_data" / "i18n").glob("*.yml"))
WITHOUT_MONTH_NAMES = {"ja", "zh", "zh-Hant"}


@pytest.mark.parametrize("path", WORDS, ids=lambda path: path.stem)
def test_every_language_has_every_word_of_the_interface(path: Path) -> None:
    words = yaml.safe_load(path.read_text(encoding="utf-8"))
    english = yaml.safe_load((path.parent / "en.yml").read_text(encoding="utf-8"))
    optional = {"months"} if path.stem in WITHOUT_MONTH_NAMES else set()

    assert set(english) - optional == set(words)
    assert len(words.get("months", [])) in (0, 12)


def test_every_language_with_words_has_a_name_and_a_direction() -> None:
    languages = yaml.safe_load((THEME / "_data" / "languages.yml").read_text(encoding="utf-8"))

    assert {path.stem for path in WORDS} <= set(languages)
    assert all(language["dir"] in ("ltr", "rtl") for language in languages.values())


def test_the_style_sheet_is_one_small_file_that_knows_no_sides() -> None:
    style = (THEME / "assets" / "css" / "paper.css").read_text(encoding="utf-8")
    fixed_sides = [line for line in style.splitlines() if "-left" in line or "-right" in line]

    assert len(style.encode()) < 15_000
    assert fixed_sides == []


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith((".html", ".css"))])
def test_the_theme_loads_nothing_from_another_host(name: str) -> None:
    text = (THEME / name).read_text(encoding="utf-8")
    text = text.replace('"@context": "https://schema.org"', "")  # a name: nothing is loaded from there

    assert "https://" not in text
    assert "http://" not in text
    assert "@import" not in text
