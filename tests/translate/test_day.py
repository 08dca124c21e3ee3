"""A day of an author, with the built-in model: what stands in the files, the table and the memory after each step."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from builders import a_site
from test_story import Spy, change, front_matter, run

import blogtool.translate as story
from blogtool.read.config import read_config
from blogtool.translate.memory import Memory, key_of_text

TEA, TEE = "_posts/en/2025-02-02-tea-en.md", "_posts/fr/2025-02-02-tea-fr.md"
BREAD, PAIN = "_posts/en/2025-02-01-bread-en.md", "_posts/fr/2025-02-01-bread-fr.md"
OLD, VIEUX = "_posts/en/2019-05-05-garden-en.md", "_posts/fr/2019-05-05-garden-fr.md"
GREEN, VERT = "_posts/en/2025-02-02-green-tea-en.md", "_posts/fr/2025-02-02-green-tea-fr.md"


class Day:
    """A site, and short words for what its author does and sees."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def text(self, path: str) -> str:
        return (self.folder / path).read_text("utf-8")

    def edit(self, path: str, old: str, new: str) -> None:
        change(self.folder / path, old, new)

    def run(self) -> int:
        """Bring everything up to date; how many sentences were asked."""
        report = run(self.folder)
        assert report.problems == ()
        self.warnings = report.warnings
        return report.counts["asked"]

    def table(self) -> dict[str, int]:
        lines = story.status(read_config(str(self.folder)), as_json=True)
        row = json.loads("\n".join(lines))["languages"]["fr"]
        return {key: number for key, number in row.items() if number and key != "rungs"}

    def remembered(self) -> dict[str, int]:
        with Memory(self.folder / "_translations/memory.sqlite") as memory:
            found: dict[str, int] = {"machine": 0, "person": 0, "adopted": 0}
            for entry in memory.dump():
                found[entry["rung"] if entry["rung"] in found else "machine"] += 1
            return found


@pytest.fixture
def day(tmp_path):
    tea = "Boil the water. Pour it over the leaves.\n\nWait for three minutes.\n"
    bread = "Mix the flour and the water.\n\nThe oven must be hot.\n"
    return Day(
        a_site(
            tmp_path,
            **{
                "_config.yml": "lang: en\ntranslate: {to: [fr], threads: 1}\n",
                TEA: f"---\ntitle: How to make tea\nlang: en\n---\n{tea}",
                BREAD: f"---\ntitle: Good bread\nlang: en\n---\n{bread}",
            },
        )
    )


def test_a_day_of_an_author(day):
    # A first run
    assert day.run() == 7
    assert day.table() == {"posts": 2, "done": 2}
    assert day.remembered() == {"machine": 7, "person": 0, "adopted": 0}
    first = day.text(TEE)

    # A sentence is edited: that sentence is asked, and nothing else in the file changes
    day.edit(TEA, "Wait for three minutes.", "Wait for five minutes.")
    assert day.table() == {"posts": 2, "done": 1, "stale": 1}
    assert day.run() == 1
    second = day.text(TEE)
    body = [one.split("---\n", 2)[2].split("\n\n") for one in (first, second)]
    assert body[0][0] == body[1][0]
    assert "5" in body[1][1] or "cinq" in body[1][1]
    assert day.table() == {"posts": 2, "done": 2}

    # A French sentence is corrected by hand
    said = body[1][1].strip()
    day.edit(TEE, said, "Laissez infuser cinq minutes.")
    corrected = day.text(TEE)
    assert day.run() == 0
    assert day.text(TEE) == corrected
    assert day.table() == {"posts": 2, "done": 2, "corrected": 1}
    assert day.remembered()["person"] == 1

    # Its original changes: the correction stays, and is flagged
    day.edit(TEA, "Wait for five minutes.", "Wait for six minutes.")
    assert day.run() == 0
    assert "Laissez infuser cinq minutes." in day.text(TEE)
    assert front_matter(day.folder / TEE)["needs_review"] is True
    assert day.table() == {"posts": 2, "done": 2, "corrected": 1, "review": 1}
    day.edit(TEE, "Laissez infuser cinq minutes.", "Laissez infuser six minutes.")
    assert day.run() == 0
    assert "needs_review" not in day.text(TEE)
    assert day.table() == {"posts": 2, "done": 2, "corrected": 1}

    # The post is renamed
    (day.folder / TEA).rename(day.folder / GREEN)
    assert day.run() == 0
    assert not (day.folder / TEE).exists()
    assert "Laissez infuser six minutes." in day.text(VERT)
    assert front_matter(day.folder / VERT)["translation_of"] == GREEN

    # A paragraph is added by hand, and the original goes on
    day.edit(VERT, "Laissez infuser", "Une note à moi.\n\nLaissez infuser")
    assert day.run() == 0
    day.edit(GREEN, "Boil the water.", "Boil the fresh water.")
    assert day.run() == 1
    assert "\n\nUne note à moi.\n\nLaissez infuser six minutes.\n" in day.text(VERT)
    assert day.table()["kept-blocks"] == 1

    # One is deleted: its translation is reported and kept, with what to type
    (day.folder / BREAD).unlink()
    assert day.run() == 0
    assert (day.folder / PAIN).exists()
    assert any(PAIN in warning and BREAD in warning for warning in day.warnings)
    assert day.table()["orphaned"] == 1
    (day.folder / PAIN).unlink()

    # An old translation is adopted
    old = "---\ntitle: The garden\nlang: en\n---\nThe roses are red. The grass is green.\n"
    vieux = "---\ntitle: Le jardin\nlang: fr\ntranslated: true\n---\nLes roses sont rouges. L’herbe est bien verte.\n"
    a_site(day.folder, **{OLD: old, VIEUX: vieux})
    assert day.run() == 0
    assert day.text(VIEUX) == vieux
    assert day.remembered()["adopted"] == 3
    assert day.table()["adopted"] == 1
    day.edit(OLD, "The roses are red.", "The roses are white.")
    assert day.run() == 1
    assert "L’herbe est bien verte." in day.text(VIEUX)
    assert "Les roses sont rouges." not in day.text(VIEUX)

    # The glossary changes: the machine's sentences with the term are asked again when their posts are, no person's
    a_site(day.folder, **{"_data/glossary.yml": "leaves: {fr: feuilles de thé}\n"})
    assert run(day.folder, refresh=True).counts["asked"] > 0
    assert "feuilles de thé" in day.text(VERT)
    assert "Laissez infuser six minutes." in day.text(VERT)
    assert "Une note à moi." in day.text(VERT)
    assert "L’herbe est bien verte." in day.text(VIEUX)

    # At the end of the day there is nothing to do
    assert day.run() == 0
    with Memory(day.folder / "_translations/memory.sqlite") as memory:
        people = memory.people([key_of_text("Wait for six minutes.")], "en", "fr")
    assert "Laissez infuser six minutes." in people.values()


WIDE = "lang: en\ntranslate: {to: [fr, de], engine: spy}\n"
ROSES, ROSEN = "_posts/2020-01-01-roses.md", "_posts/fr/2020-01-01-roses-fr.md"
CUP, TASSE, BECHER = "_posts/2020-01-02-cup.md", "_posts/fr/2020-01-02-cup-fr.md", "_posts/de/2020-01-02-cup-de.md"


class WideDay(Day):
    """A day with two languages, and an engine that tells what it was asked."""

    def state(self) -> dict[str, str]:
        data = self.standing()
        return {f"{post['language']} {post['original'][7:]}": post["state"] for post in data["posts"]}

    def standing(self):
        return json.loads("\n".join(story.status(read_config(str(self.folder)), as_json=True)))


@pytest.fixture
def wide(tmp_path, monkeypatch):
    engine = Spy()
    monkeypatch.setattr(story, "ENGINES", {**story.ENGINES, "spy": lambda: engine})
    roses = "The roses are red [here](/a).\n\nThe grass has 12 blades.\n\nThe sky is `blue` today.\n"
    rosen = "Le ciel est `blue` aujourd’hui.\n\nLes roses sont rouges [ici](/a).\n\nL’herbe a 12 brins.\n"
    files = {
        "_config.yml": WIDE,
        ROSES: f"---\ntitle: Roses\n---\n\n{roses}",
        ROSEN: f"---\ntitle: Des roses\nlang: fr\ntranslated: true\n---\n\n{rosen}",
        CUP: "---\ntitle: Cup\n---\n\nBoil the water. Pour it.\n\nWait three minutes.\n",
    }
    return WideDay(a_site(tmp_path, **files))


def test_a_day_on_which_the_author_changes_her_mind(wide):
    # An old translation whose paragraphs stand in another order is adopted as it stands
    before = wide.text(ROSEN)
    wide.run()
    assert wide.text(ROSEN) == before
    cups = {"fr 2020-01-02-cup.md": "done", "de 2020-01-02-cup.md": "done"}
    assert wide.state() == {
        "fr 2020-01-01-roses.md": "adopted",
        "de 2020-01-01-roses.md": "done",
        **cups,
    }

    # One of its sentences changes: that one is asked, and comes where its editor has it
    wide.edit(ROSES, "The grass has 12 blades.", "The lawn has 13 blades.")
    assert wide.run() == 2  # in each language
    assert wide.text(ROSEN).endswith("Les roses sont rouges [ici](/a).\n\nThe lawn has 13 blades in fr.\n")
    assert wide.state()["fr 2020-01-01-roses.md"] == "adopted"

    # A post is reviewed: it stays, and is told to be behind
    wide.edit(TASSE, "translated: true", "translated: true\nreviewed: true")
    wide.edit(CUP, "Pour it.", "Pour it slowly.")
    reviewed = wide.text(TASSE)
    assert wide.run() == 1
    assert wide.text(TASSE) == reviewed
    assert wide.state() == {**wide.state(), **cups, "fr 2020-01-02-cup.md": "reviewed"}
    assert wide.standing()["languages"]["fr"]["outdated"] == 1
    assert any(TASSE in warning for warning in wide.warnings)

    # `translate: false` is set on a post that has translations: nothing is touched, and the status tells of them
    german = wide.text(BECHER)
    wide.edit(CUP, "title: Cup", "title: Cup\ntranslate: false")
    assert wide.run() == 0
    assert (wide.text(TASSE), wide.text(BECHER)) == (reviewed, german)
    assert not [one for one in wide.state() if "cup" in one]
    assert wide.standing()["unasked"] == [{"path": BECHER, "original": CUP}]

    # She changes her mind: nothing is asked twice
    wide.edit(CUP, "\ntranslate: false", "")
    assert wide.run() == 0
    assert wide.standing()["unasked"] == []

    # A language is taken out of the settings: its posts stay, and are told in a line
    a_site(wide.folder, **{"_config.yml": WIDE.replace(", de", "")})
    assert wide.run() == 0
    assert wide.text(BECHER) == german
    assert {one["path"] for one in wide.standing()["unasked"]} == {BECHER, "_posts/de/2020-01-01-roses-de.md"}
    (line,) = [line for line in story.status(read_config(str(wide.folder))) if "German" in line]
    assert "and 1 more" in line
    assert "git rm" in line

    # A post is deleted: its translations are orphans, in the table of their language
    (wide.folder / CUP).unlink()
    assert wide.run() == 0
    assert wide.standing()["languages"]["fr"]["orphaned"] == 1
    assert [one["path"] for one in wide.standing()["orphans"]] == [BECHER, TASSE]
