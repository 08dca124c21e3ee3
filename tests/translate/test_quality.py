"""Posts that look too weak to a machine: marked, or held back until somebody has looked."""

from __future__ import annotations

import pytest
from builders import a_site

import blogtool.translate as story
from blogtool.errors import BlogtoolError
from blogtool.model.translation import Answer
from blogtool.read.config import read_config
from blogtool.text import frontmatter
from blogtool.translate.plan import settings_of
from blogtool.translate.quality import quality_of

EN = "_posts/en/2025-02-02-tea-en.md"
FR = "_posts/fr/2025-02-02-tea-fr.md"
POST = "---\nlang: en\n---\nBoil the water now.\n\n"
POST += "Pour the hot tea.\n\nDrink it very slowly.\n\nWash the cups after it.\n"


class Half:
    """Knows nothing of tea and cups: leaves these sentences as they are."""

    def translate(self, texts, source, target):
        return [text if "tea" in text or "cups" in text else _said(text) for text in texts]


def _said(text: str) -> str:
    return f"Voilà {len(text)} mots pour dire {text[:4]}."


@pytest.fixture
def engines(monkeypatch):
    monkeypatch.setattr(story, "ENGINES", {**story.ENGINES, "half": Half})


def a_blog(folder, more: str):
    return a_site(folder, **{"_config.yml": f"lang: en\ntranslate: {{to: [fr], engine: half{more}}}\n", EN: POST})


def said(site) -> dict:
    return dict(frontmatter.parse((site / FR).read_text("utf-8"), "").data)


def test_quality_is_the_share_of_whole_answers_without_a_flaw():
    answers = [
        Answer("a", "engine"), Answer("b", "memory"), Answer("c", "person", ("outdated",)),
        Answer("d", "engine", ("lost-name",)),
        Answer("e", "source", ("untranslated",)), Answer("f", "fragments"), Answer("7", "copied"),
    ]  # fmt: skip

    assert quality_of(answers) == 0.5
    assert quality_of([Answer("7", "copied")]) == 1.0


def test_without_a_threshold_nothing_is_said(tmp_path, engines):
    site = a_blog(tmp_path, "")
    story.translate(read_config(str(site)))

    assert "quality" not in said(site)


def test_a_weak_post_is_marked(tmp_path, engines):
    site = a_blog(tmp_path, ", min_quality: 0.8")
    report = story.translate(read_config(str(site)))

    assert (said(site)["quality"], said(site)["needs_review"]) == (0.5, True)
    assert "published" not in said(site)
    assert "  weak      1 post below quality 0.8: marked" in report.lines


def test_a_good_enough_post_is_not_marked(tmp_path, engines):
    site = a_blog(tmp_path, ", min_quality: 0.5")
    story.translate(read_config(str(site)))

    assert "quality" not in said(site)


def test_a_held_post_waits_unpublished_and_is_kept_up_to_date(tmp_path, engines):
    site = a_blog(tmp_path, ", min_quality: 0.8, low_quality: hold")
    story.translate(read_config(str(site)))
    before = (site / FR).read_bytes()
    assert said(site)["published"] is False

    assert story.translate(read_config(str(site))).counts["posts-done"] == 1
    assert (site / FR).read_bytes() == before
    a_site(site, **{EN: POST.replace("Pour the hot tea.\n\n", "").replace("Wash the cups after it.\n", "")})
    story.translate(read_config(str(site)))

    assert "published" not in said(site)
    assert "quality" not in said(site)


def test_what_a_person_published_is_not_held_again(tmp_path, engines):
    site = a_blog(tmp_path, ", min_quality: 0.8, low_quality: hold")
    story.translate(read_config(str(site)))
    text = (site / FR).read_text("utf-8")
    (site / FR).write_text(text.replace("published: false\n", ""), "utf-8")
    a_site(site, **{EN: POST.replace("slowly", "fast")})
    story.translate(read_config(str(site)))

    assert "published" not in said(site)
    assert said(site)["needs_review"] is True


@pytest.mark.parametrize("more", [", min_quality: 80", ", min_quality: high", ", low_quality: drop"])
def test_settings_that_make_no_sense_are_told(tmp_path, more):
    with pytest.raises(BlogtoolError, match="_quality"):
        settings_of(read_config(str(a_blog(tmp_path, more))))
