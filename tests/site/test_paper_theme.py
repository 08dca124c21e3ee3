"""The theme we ship, which is the look of our own site too."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from builders import a_site, built

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


@pytest.mark.parametrize("setting", ["", "translate: {mark_code: true}\n"])
def test_browsers_that_translate_leave_code_alone(setting: str, tmp_path: Path) -> None:
    text = "---\nlayout: page\ntitle: Tea\n---\n`one` and\n\n```python\ntwo\n```\n"
    site = a_site(tmp_path, **{"_config.yml": f"title: T\ntheme: blogtool-paper\n{setting}", "a.md": text})
    assert built(site, "--no-translate") == 0
    page = (site / "_site/a.html").read_text("utf-8")

    assert page.count("<code") == page.count('<code translate="no"') == 2
    assert 'translate="no" translate' not in page


def test_no_line_of_a_page_ends_in_spaces(tmp_path: Path) -> None:
    config = "title: T\nlanguages: [en, fr]\ntheme: blogtool-paper\nsearch: pagefind\n"
    pages = dict.fromkeys(("a.md", "fr/a.md"), "---\nlayout: page\ntitle: A\nref: a\n---\nText\n")
    site = a_site(tmp_path, **{"_config.yml": config, **pages})
    built(site)

    for path in ("a.html", "fr/a.html"):
        lines = (site / "_site" / path).read_text("utf-8").splitlines()
        assert [line for line in lines if line != line.rstrip()] == []


def test_elements_of_a_sites_own_are_left_alone(tmp_path: Path) -> None:
    text = "<code-box>x</code-box>\n\n<table-of-posts></table-of-posts>\n\n<table class='a'></table>\n"
    page = f"---\nlayout: page\ntitle: Tea\n---\n{text}"
    site = a_site(tmp_path, **{"_config.yml": "title: T\ntheme: blogtool-paper\n", "a.md": page})
    built(site)
    page = (site / "_site/a.html").read_text("utf-8")

    assert "<code-box>x</code-box>" in page
    assert "<table-of-posts></table-of-posts>" in page
    assert 'tabindex="0"><table class="a">' in page
