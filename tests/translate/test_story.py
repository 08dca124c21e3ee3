"""The story of a run: what is asked, what is saved, what people changed and keep."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from builders import a_site, tree

import blogtool.translate as story
from blogtool.cli import main
from blogtool.errors import BlogtoolError
from blogtool.read.config import read_config
from blogtool.text import frontmatter
from blogtool.translate.exchange import export_memory, import_memory
from blogtool.translate.work import _words

NOW = datetime(2030, 1, 1, tzinfo=UTC)
EN = "_posts/en/2025-02-02-tea-en.md"
FR = "_posts/fr/2025-02-02-tea-fr.md"
POST = """\
---
layout: post
title: "How to make tea"   # said at the door
date: 2025-02-02 10:00:00 +0800
tags: [drinks, hot]
lang: en
generated: true
image:
  path: /assets/tea.png
  alt: A cup of tea
---

# Tea for everyone

Boil the water. Then pour it over the *green* leaves.
Use the `kettle` command.

- The first thing.
- The second thing.

```sh
kettle --on
```
"""


class Spy:
    """Adds a word to every text, and notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.word = "{}"

    def translate(self, texts, source, target):
        self.asked.extend(texts)
        return [f"{text.rstrip('.')} in {target}{'.' if text.endswith('.') else ''}" for text in texts]

    def digest(self, source, target):
        return self.word


@pytest.fixture
def spy(monkeypatch):
    engine = Spy()
    monkeypatch.setattr(story, "ENGINES", {**story.ENGINES, "spy": lambda: engine})
    return engine


@pytest.fixture
def site(tmp_path, spy):
    return a_site(tmp_path, **{"_config.yml": "lang: en\ntranslate: {to: [fr], engine: spy}\n", EN: POST})


def run(folder: Path, **options):
    return story.translate(read_config(str(folder)), now=NOW, **options)


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def asked_again(folder: Path, spy: Spy, **options) -> list[str]:
    spy.asked.clear()
    run(folder, **options)
    return sorted(spy.asked)


def written_files(folder: Path) -> dict[str, bytes]:
    """Everything but the cache, which may change at any time."""
    return {path: data for path, data in tree(folder).items() if not path.startswith(".blogtool-cache/")}


def front_matter(path: Path) -> dict:
    return dict(frontmatter.parse(path.read_text("utf-8"), "").data)


# What a translation looks like


def test_a_translation_is_an_ordinary_post_with_the_same_front_matter(site):
    run(site)

    text = (site / FR).read_text("utf-8")
    _head, body, _ = frontmatter.split(text)
    said = front_matter(site / FR)
    assert text.startswith(
        "---\nlayout: post\ntitle: How to make tea in fr\ndate: 2025-02-02 10:00:00 +0800\n"
    )
    assert list(said)[:7] == ["layout", "title", "date", "tags", "lang", "generated", "image"]
    assert (said["lang"], said["translated"], said["generated"]) == ("fr", True, True)
    assert said["image"] == {"path": "/assets/tea.png", "alt": "A cup of tea in fr"}
    assert said["tags"] == ["drinks", "hot"]
    assert said["translation_of"] == EN
    assert said["engine"] == "spy"
    assert "Boil the water in fr. Then pour it over the *green* leaves in fr." in body
    assert "```sh\nkettle --on\n```\n" in body
    assert "\n---\n\n# Tea" in text


def test_only_the_configured_keys_are_translated(site):
    change(site / "_config.yml", "{to: [fr]", "{keys: [image.alt], to: [fr]")
    run(site)

    said = front_matter(site / FR)
    assert (said["title"], said["image"]["alt"]) == ("How to make tea", "A cup of tea in fr")


def test_addresses_are_the_translations_own(site):
    change(site / EN, "layout: post\n", "layout: post\npermalink: /tea/\nslug: tea\nredirect_from: [/old/]\n")
    run(site)

    said = front_matter(site / FR)
    assert (said["permalink"], said["slug"]) == ("/fr/tea/", "tea-fr")
    assert "redirect_from" not in said


def test_unusual_front_matter_is_written_anew(site):
    a_site(site, **{EN: '---\n{title: "Tea, hot", "lang": en, n: 1}\n---\nHello.\n'})
    run(site)

    said = front_matter(site / FR)
    assert (said["title"], said["lang"], said["n"]) == ("Tea, hot in fr", "fr", 1)


def test_every_language_has_its_own_posts(site):
    run(site, targets=["fr", "de"])

    assert (site / "_posts/de/2025-02-02-tea-de.md").exists()
    assert (site / FR).exists()


# What is asked


def test_a_second_run_asks_and_writes_nothing(site, spy):
    run(site)
    before = written_files(site)

    report = run(site)

    assert report.counts["asked"] == 0
    assert report.lines == ("nothing to translate: everything is up to date",)
    assert written_files(site) == before


def test_a_run_with_nothing_to_do_makes_no_engine(site, monkeypatch):
    run(site)
    monkeypatch.setattr(story, "_engine", lambda *args: pytest.fail("an engine was made"))

    run(site)


def test_equal_sentences_are_asked_once(site, spy):
    a_site(
        site, **{"_posts/en/2025-03-03-more-en.md": "---\nlang: en\n---\nBoil the water. Boil the water.\n"}
    )
    run(site)

    assert len(spy.asked) == len(set(spy.asked))
    assert spy.asked.count("Boil the water.") == 1


def test_one_edited_sentence_costs_one_sentence(site, spy):
    run(site)
    change(site / EN, "Boil the water.", "Boil some water.")

    assert asked_again(site, spy) == ["Boil some water."]
    assert "Boil some water in fr." in (site / FR).read_text("utf-8")


def test_other_line_breaks_cost_nothing(site, spy):
    run(site)
    change(site / EN, "Then pour it over", "Then\npour it over")

    assert asked_again(site, spy) == []


def test_a_changed_address_costs_nothing(site, spy):
    a_site(site, **{EN: "---\nlang: en\n---\nSee [the book](https://a.example/) now.\n"})
    run(site)
    change(site / EN, "a.example", "b.example")

    assert asked_again(site, spy) == []
    assert "(https://b.example/)" in (site / FR).read_text("utf-8")


def test_changed_front_matter_is_carried_over(site, spy):
    run(site)
    change(site / EN, "[drinks, hot]", "[drinks, hot, green]")

    assert asked_again(site, spy) == []
    assert front_matter(site / FR)["tags"] == ["drinks", "hot", "green"]


def test_a_deleted_translation_comes_back_from_memory(site, spy):
    run(site)
    before = (site / FR).read_bytes()
    (site / FR).unlink()

    assert asked_again(site, spy) == []
    assert (site / FR).read_bytes() == before


def test_another_engine_starts_over(site, spy):
    run(site, engine="echo")

    assert len(asked_again(site, spy)) > 5
    assert front_matter(site / FR)["engine"] == "spy"


def test_another_model_waits_for_refresh(site, spy):
    run(site)
    spy.word = "a newer model"

    assert asked_again(site, spy) == []
    assert len(asked_again(site, spy, refresh=True)) > 5
    assert asked_again(site, spy, refresh=True) == []


def test_a_dry_run_changes_nothing(site, spy):
    before = tree(site)

    report = run(site, dry_run=True)

    assert tree(site) == before
    assert spy.asked == []
    assert report.counts["asked"] == 8
    assert any(FR in line for line in report.lines)


def test_a_dry_run_tells_words_and_time(site):
    report = run(site, dry_run=True)
    assert any("a guess" in line for line in report.lines)
    assert report.counts["words"] > 20
    run(site)
    change(site / EN, "Boil the water.", "Boil some water.")

    assert any("at the pace of the last run" in line for line in run(site, dry_run=True).lines)


def test_paths_restrict_the_run(site):
    a_site(site, **{"_posts/en/2025-03-03-more-en.md": "---\nlang: en\n---\nMore.\n"})
    run(site, paths=[EN])

    assert (site / FR).exists()
    assert not (site / "_posts/fr/2025-03-03-more-fr.md").exists()


def test_a_path_that_is_no_post_is_told(site):
    with pytest.raises(BlogtoolError, match="no post to translate"):
        run(site, paths=["_posts/en/nothing.md"])


def test_newest_posts_are_saved_first_and_the_rest_waits_for_its_time(site, spy, monkeypatch):
    monkeypatch.setattr("blogtool.translate.work.BATCH", 1)
    for day in range(1, 6):
        a_site(
            site, **{f"_posts/en/2025-03-0{day}-p-en.md": f"---\nlang: en\n---\nThis is day {day} of all.\n"}
        )
    times = iter([0.0, *[n * 30.0 for n in range(1, 99)]])

    report = run(site, minutes=1, clock=lambda: next(times))

    saved = sorted(path.name for path in (site / "_posts/fr").iterdir())
    assert 0 < len(saved) < 6
    assert saved == [f"2025-03-0{day}-p-fr.md" for day in range(1, 6)][-len(saved) :]
    assert report.counts["waiting"] == 6 - len(saved)
    run(site)
    assert len(list((site / "_posts/fr").iterdir())) == 6


def test_a_broken_post_does_not_hide_the_next(site):
    a_site(site, **{"_posts/en/2025-03-03-bad-en.md": "---\ntitle: a: b: c\nlang: en\n---\nHello.\n"})

    report = run(site)

    assert (site / FR).exists()
    assert [problem.where.path for problem in report.problems] == ["_posts/en/2025-03-03-bad-en.md"]


def test_a_language_without_a_model_does_not_hide_the_next(site, spy, monkeypatch):
    def digest(source, target):
        if target == "de":
            raise BlogtoolError("there is no model that translates from `en` to `de`")
        return ""

    spy.digest = digest

    report = run(site, targets=["de", "fr"])

    assert (site / FR).exists()
    assert [str(problem) for problem in report.problems] == [
        "error: there is no model that translates from `en` to `de`"
    ]


def test_a_build_goes_on_where_a_model_is_missing(tmp_path, capsys):
    settings = "lang: fr\ntranslate: {to: [ja]}\n"
    a_site(tmp_path, **{"_config.yml": settings, "_posts/2025-01-01-the.md": "---\nlang: fr\n---\nBonjour.\n"})

    assert main(["build", "-s", str(tmp_path), "-q"]) == 0
    said = capsys.readouterr().err
    assert "warning: there is no model that translates from `fr` to `ja`" in said
    assert "blogtool models add" in said
    assert main(["translate", "-s", str(tmp_path), "-q"]) == 1


def test_the_words_of_a_language_without_blanks_are_estimated():
    assert _words("two words") == 2
    assert _words("今天天气很好") == 4


def test_an_unknown_engine_is_told_the_known_ones(site):
    with pytest.raises(BlogtoolError) as caught:
        run(site, engine="ech")
    assert caught.value.fix == "did you mean `echo`?"


def test_without_languages_nothing_is_done_and_what_to_write_is_told(tmp_path):
    a_site(tmp_path, **{"_config.yml": "title: x\n", EN: POST})

    report = run(tmp_path)

    assert report.counts == {}
    assert "write `translate: {to: [fr, ja]}`" in report.lines[0]
    assert not (tmp_path / "_translations").exists()


# What people changed


def test_a_correction_is_kept_when_another_sentence_changes(site, spy):
    run(site)
    change(site / FR, "Boil the water in fr.", "Faites bouillir l’eau.")
    change(site / EN, "The second thing", "The last thing")

    assert asked_again(site, spy) == ["The last thing."]
    text = (site / FR).read_text("utf-8")
    assert "Faites bouillir l’eau. Then pour it over" in text
    assert "The last thing in fr." in text


def test_a_corrected_file_is_left_byte_for_byte(site):
    run(site)
    change(site / FR, "Boil the water in fr.", "Faites bouillir l’eau.")
    before = (site / FR).read_bytes()

    run(site)
    run(site)

    assert (site / FR).read_bytes() == before


def test_a_correction_holds_wherever_the_sentence_stands(site):
    more = "_posts/en/2025-03-03-more-en.md"
    a_site(site, **{more: "---\nlang: en\n---\nBoil the water. Wait.\n"})
    run(site)
    change(site / FR, "Boil the water in fr.", "Faites bouillir l’eau.")
    run(site)

    assert "Faites bouillir l’eau." in (site / "_posts/fr/2025-03-03-more-fr.md").read_text("utf-8")


def test_a_correction_of_one_of_two_equal_sentences_is_that_ones_own(site):
    a_site(site, **{EN: "---\nlang: en\n---\nIs it hot? Yes indeed.\n\nIs it cold? Yes indeed.\n"})
    run(site)
    text = (site / FR).read_text("utf-8")
    first = text.index("Yes indeed in fr.")
    (site / FR).write_text(text[:first] + "Oui." + text[first + len("Yes indeed in fr.") :], "utf-8")
    run(site)
    a_site(
        site, **{EN: "---\nlang: en\ntags: [new]\n---\nIs it hot? Yes indeed.\n\nIs it cold? Yes indeed.\n"}
    )
    run(site)

    assert re.findall(r"Oui\.|Yes indeed in fr\.", (site / FR).read_text("utf-8")) == [
        "Oui.",
        "Yes indeed in fr.",
    ]


def test_a_correction_with_marks_keeps_them(site, spy):
    run(site)
    change(site / FR, "Use the `kettle` command in fr.", "La commande `kettle` vous aide.")
    change(site / EN, "# Tea for everyone", "# Tea for all")
    run(site)

    assert "La commande `kettle` vous aide." in (site / FR).read_text("utf-8")


def test_a_corrected_title_is_kept(site):
    run(site)
    change(site / FR, "How to make tea in fr", "Faire du thé")
    change(site / EN, "The second thing", "The last thing")
    run(site)

    assert front_matter(site / FR)["title"] == "Faire du thé"


def test_a_sentence_cut_in_two_by_its_editor_is_kept(site):
    run(site)
    change(site / FR, "Boil the water in fr.", "Prenez l’eau. Faites-la bouillir.")
    change(site / EN, "The second thing", "The last thing")
    run(site)

    text = (site / FR).read_text("utf-8")
    assert "Prenez l’eau. Faites-la bouillir. Then pour" in text
    assert "The last thing in fr." in text


def test_a_corrected_sentence_whose_original_changes_is_kept_and_flagged(site, spy):
    run(site)
    change(site / FR, "Boil the water in fr.", "Faites bouillir l’eau.")
    run(site)
    change(site / EN, "Boil the water.", "Boil the cold water.")

    report = run(site)

    assert "Faites bouillir l’eau." in (site / FR).read_text("utf-8")
    assert front_matter(site / FR)["needs_review"] is True
    assert any("1 corrected sentence" in warning for warning in run(site).warnings)
    assert report.problems == ()


def test_a_flag_goes_when_the_sentence_is_corrected(site):
    test_a_corrected_sentence_whose_original_changes_is_kept_and_flagged(site, None)
    change(site / FR, "Faites bouillir l’eau.", "Faites bouillir l’eau froide.")
    run(site)

    text = (site / FR).read_text("utf-8")
    assert "Faites bouillir l’eau froide." in text
    assert "needs_review" not in text
    assert run(site).warnings == ()


def test_a_flag_that_is_taken_away_accepts_the_words(site, spy):
    test_a_corrected_sentence_whose_original_changes_is_kept_and_flagged(site, spy)
    change(site / FR, "needs_review: true\n", "")
    run(site)
    change(site / EN, "The second thing", "The last thing")

    assert run(site).warnings == ()
    text = (site / FR).read_text("utf-8")
    assert "Faites bouillir l’eau." in text
    assert "needs_review" not in text


def test_a_replaced_sentence_is_translated_anew(site, spy):
    run(site)
    change(site / FR, "Boil the water in fr.", "Faites bouillir l’eau.")
    run(site)
    change(site / EN, "Boil the water.", "Every morning begins with a song.")
    run(site)

    assert "Every morning begins with a song in fr." in (site / FR).read_text("utf-8")


def test_corrections_survive_refresh(site, spy):
    run(site)
    change(site / FR, "Boil the water in fr.", "Faites bouillir l’eau.")
    spy.word = "a newer model"

    asked = asked_again(site, spy, refresh=True)

    assert "Boil the water." not in asked
    assert "Faites bouillir l’eau." in (site / FR).read_text("utf-8")


def test_keys_added_changed_and_removed_by_hand_stay_so(site):
    run(site)
    change(site / FR, "tags: [drinks, hot]\n", "tags: [boissons]\nmood: calme\n")
    change(site / FR, "layout: post\n", "")
    change(site / EN, "The second thing", "The last thing")
    run(site)

    said = front_matter(site / FR)
    assert (said["tags"], said["mood"]) == (["boissons"], "calme")
    assert "layout" not in said


def test_a_translation_that_is_another_text_now_is_left_to_its_editor(site):
    run(site)
    head, _, _ = (site / FR).read_text("utf-8").partition("# Tea")
    (site / FR).write_text(head + "Une chanson.\n\nLa la la, il pleut. Rien de plus.\n", "utf-8")
    change(site / EN, "Boil the water.", "Boil some water.")
    before = (site / FR).read_bytes()

    report = run(site)

    assert (site / FR).read_bytes() == before
    assert any("stays as it is" in warning for warning in report.warnings)


def test_a_reviewed_post_is_frozen(site):
    run(site)
    change(site / FR, "translated: true\n", "translated: true\nreviewed: true\n")
    before = (site / FR).read_bytes()
    run(site)
    assert run(site).warnings == ()
    change(site / EN, "Boil the water.", "Boil some water.")

    report = run(site)

    assert (site / FR).read_bytes() == before
    assert any("reviewed, but" in warning for warning in report.warnings)


def test_a_file_written_by_hand_is_never_overwritten(site):
    a_site(site, **{FR: "---\nlang: fr\ntitle: Du thé\n---\nBonjour.\n"})
    before = (site / FR).read_bytes()

    report = run(site)

    assert (site / FR).read_bytes() == before
    assert report.counts["posts-by-hand"] == 1


def test_a_file_that_takes_our_place_later_is_not_overwritten(site):
    run(site)
    a_site(site, **{FR: "---\nlang: fr\ntitle: Du thé\n---\nBonjour.\n"})
    change(site / EN, "Boil the water.", "Boil some water.")
    before = (site / FR).read_bytes()
    run(site)

    assert (site / FR).read_bytes() == before


def test_status_and_dry_run_say_for_which_languages_there_is_no_model(site):
    settings = "lang: en\ntranslate: {to: [fr, ja], engine: spy, engines: {en-ja: argos}}\n"
    a_site(site, **{"_config.yml": settings})
    why = "there is no model that translates from `en` to `ja`"

    lines = story.status(read_config(str(site)))
    data = json.loads("\n".join(story.status(read_config(str(site)), as_json=True)))

    assert f"! {why}: `blogtool models add en ja`" in lines
    assert data["unable"] == [f"{why}: `blogtool models add en ja`"]
    (line,) = (line for line in run(site, dry_run=True).lines if line.startswith("en → ja: 1 post"))
    assert line.endswith(f", but {why}")


def test_the_status_tells_why_a_post_with_broken_front_matter_stays_missing(site):
    run(site)
    broken = "_posts/en/2025-02-03-broken-en.md"
    a_site(site, **{broken: '---\ntitle: "x\nlang: en\n---\nWords.\n'})

    (line,) = (one for one in story.status(read_config(str(site))) if broken in one)
    data = json.loads("\n".join(story.status(read_config(str(site)), as_json=True)))

    assert line.startswith("! error: ")
    assert f"at   {broken}:4" in line
    assert data["unread"] == [line.removeprefix("! ")]


# Renamed and deleted posts


def rename(site: Path) -> None:
    (site / EN).rename(site / "_posts/en/2025-02-02-green-tea-en.md")


NEW = "_posts/fr/2025-02-02-green-tea-fr.md"


def test_a_renamed_post_keeps_its_translation(site, spy):
    run(site)
    rename(site)

    assert asked_again(site, spy) == []
    assert not (site / FR).exists()
    assert front_matter(site / NEW)["translation_of"] == "_posts/en/2025-02-02-green-tea-en.md"


def test_a_post_that_cannot_be_read_does_not_keep_a_renamed_one(site, spy):
    run(site)
    rename(site)
    (site / "_posts/en/2025-02-03-broken-en.md").write_text('---\ntitle: "x\nlang: en\n---\nWords.\n', "utf-8")

    report = run(site)

    assert [str(one.where) for one in report.problems] == ["_posts/en/2025-02-03-broken-en.md:4"]
    assert (site / "_posts/fr/2025-02-02-green-tea-fr.md").exists()


def test_a_translation_that_is_not_utf8_is_told_when_its_original_is_renamed(site, spy):
    run(site)
    rename(site)
    (site / FR).write_bytes((site / FR).read_text("utf-8").replace("Boil", "Café").encode("latin-1"))

    (problem,) = run(site).problems

    assert (problem.what, problem.where.path) == ("not UTF-8", FR)


def test_a_name_that_gets_too_long_keeps_only_its_own_post(site, spy):
    long = f"_posts/en/2025-02-03-{'x' * 236}-en.md"
    a_site(site, **{long: POST, "_config.yml": "lang: en\ntranslate: {to: [zh-Hant], engine: spy}\n"})

    report = run(site)

    (problem,) = report.problems
    assert problem.what == "the name of the translation is too long for this disk"
    assert (site / "_posts/zh-Hant/2025-02-02-tea-zh-Hant.md").exists()


def test_what_is_corrected_while_a_run_is_at_work_is_not_written_over(site, spy):
    run(site)
    change(site / EN, "The first thing.", "The very first thing.")
    answer = spy.translate

    def meanwhile(texts, source, target):
        change(site / FR, "The second thing in fr.", "La deuxième chose.")
        spy.translate = answer
        return answer(texts, source, target)

    spy.translate = meanwhile
    report = run(site)

    assert report.counts["kept"] == 1
    assert "La deuxième chose." in (site / FR).read_text("utf-8")
    assert "The very first" not in (site / FR).read_text("utf-8")
    assert asked_again(site, spy) == []
    text = (site / FR).read_text("utf-8")
    assert "La deuxième chose." in text
    assert "The very first thing in fr." in text


def test_a_translation_that_somebody_writes_meanwhile_stays_theirs(site, spy):
    answer = spy.translate
    theirs = "---\nlang: fr\ntitle: Du thé\n---\nÀ moi.\n"

    def meanwhile(texts, source, target):
        a_site(site, **{FR: theirs})
        return answer(texts, source, target)

    spy.translate = meanwhile
    run(site)

    assert (site / FR).read_text("utf-8") == theirs


def test_marks_of_a_merge_are_not_learned(site, spy):
    run(site)
    text = (site / FR).read_text("utf-8")
    head, body = text.split("---\n", 2)[1:]
    torn = f"---\n{head}---\n<<<<<<< HEAD\n{body}=======\nAutre chose.\n>>>>>>> branch\n"
    (site / FR).write_text(torn, "utf-8")
    change(site / EN, "The first thing.", "The very first thing.")

    (problem,) = run(site).problems

    assert problem.what == "git left a conflict in it"
    assert (problem.where.path, problem.where.line) == (FR, torn[: torn.index("<<<")].count("\n") + 1)
    assert (site / FR).read_text("utf-8") == torn


def test_a_renamed_and_edited_post_keeps_its_corrections(site, spy):
    run(site)
    change(site / FR, "Boil the water in fr.", "Faites bouillir l’eau.")
    rename(site)
    change(site / "_posts/en/2025-02-02-green-tea-en.md", "The second thing", "The last thing")

    assert asked_again(site, spy) == ["The last thing."]
    assert not (site / FR).exists()
    assert "Faites bouillir l’eau." in (site / NEW).read_text("utf-8")


def test_status_and_dry_run_tell_that_a_translation_moves_and_not_to_remove_it(site):
    run(site)
    rename(site)
    told = f"{FR}: its original was renamed: `blogtool translate` moves it to {NEW}"

    assert f"! {told}" in story.status(read_config(str(site)))
    report = run(site, dry_run=True)
    assert told in report.warnings
    assert f"  moved    {NEW}" in report.lines
    assert "git rm" not in "\n".join([*report.warnings, *story.status(read_config(str(site)))])
    change(site / "_posts/en/2025-02-02-green-tea-en.md", "The second thing", "The last thing")
    assert told in run(site, dry_run=True).warnings
    assert (site / FR).exists()


def test_status_tells_that_the_translations_of_equal_posts_move(site):
    stub = "---\nlang: en\n---\nMore soon.\n"
    a_site(site, **{f"_posts/en/2025-03-0{day}-part-en.md": stub for day in (1, 2)})
    run(site)
    for day in (1, 2):
        (site / f"_posts/en/2025-03-0{day}-part-en.md").rename(site / f"_posts/en/2025-04-0{day}-part-en.md")

    told = [line for line in story.status(read_config(str(site))) if "was renamed" in line]
    run(site)

    assert len(told) == 2
    assert all((site / line.rsplit(" ", 1)[1]).exists() for line in told)
    assert not list(site.glob("_posts/fr/2025-03-*"))


def test_a_reviewed_translation_follows_its_post(site):
    run(site)
    change(site / FR, "translated: true\n", "translated: true\nreviewed: true\n")
    run(site)
    rename(site)
    run(site)

    assert front_matter(site / NEW)["reviewed"] is True
    assert front_matter(site / NEW)["translation_of"] == "_posts/en/2025-02-02-green-tea-en.md"
    assert not (site / FR).exists()


def test_a_translation_may_have_a_name_of_its_own(site, spy):
    run(site)
    (site / FR).rename(site / "_posts/fr/2025-02-02-du-the.md")
    change(site / EN, "Boil the water.", "Boil some water.")
    run(site)

    assert not (site / FR).exists()
    assert "Boil some water in fr." in (site / "_posts/fr/2025-02-02-du-the.md").read_text("utf-8")


def test_an_orphan_is_reported_and_kept(site):
    run(site)
    (site / EN).unlink()

    report = run(site)

    assert (site / FR).exists()
    assert any(f"{FR}: its original {EN} is gone" in warning for warning in report.warnings)


# A lost memory


def lose_memory(site: Path) -> None:
    (site / "_translations/memory.sqlite").unlink()


def test_without_the_memory_nothing_is_asked_while_nothing_changes(site, spy):
    run(site)
    before = (site / FR).read_bytes()
    lose_memory(site)

    assert asked_again(site, spy) == []
    assert asked_again(site, spy) == []
    assert (site / FR).read_bytes() == before


def test_without_the_memory_a_changed_post_is_asked_whole(site, spy):
    run(site)
    lose_memory(site)
    change(site / EN, "Boil the water.", "Boil some water.")

    assert len(asked_again(site, spy)) > 5
    assert "Boil some water in fr." in (site / FR).read_text("utf-8")


def test_without_the_memory_every_word_of_an_edited_translation_is_its_editors(site, spy):
    run(site)
    change(site / FR, "Boil the water in fr.", "Faites bouillir l’eau.")
    lose_memory(site)
    run(site)
    change(site / EN, "The second thing.", "The second thing. And a third one, which is quite new.")

    assert asked_again(site, spy) == ["And a third one, which is quite new."]
    text = (site / FR).read_text("utf-8")
    assert "Faites bouillir l’eau." in text
    assert "And a third one, which is quite new in fr." in text


def test_an_edited_translation_is_kept_where_memory_and_original_are_both_new(site):
    run(site)
    change(site / FR, "Boil the water in fr.", "Faites bouillir l’eau.")
    lose_memory(site)
    change(site / EN, "The second thing", "The last thing")
    before = (site / FR).read_bytes()

    report = run(site)

    assert (site / FR).read_bytes() == before
    assert any("stays as it is" in warning for warning in report.warnings)


def test_a_memory_is_made_of_the_text_beside_it(site, spy):
    run(site)
    config = read_config(str(site))
    export_memory(config, str(site / "_translations/memory.jsonl"))
    lose_memory(site)
    (site / FR).unlink()

    assert asked_again(site, spy) == []
    assert (site / FR).exists()


def test_a_damaged_memory_is_put_aside(site, spy):
    run(site)
    (site / "_translations/memory.sqlite").write_bytes(b"rubbish" * 1000)

    report = run(site)

    assert any("damaged" in warning for warning in report.warnings)
    assert (site / "_translations/memory.sqlite.damaged-1").exists()


def test_what_another_tool_translated_goes_into_the_posts_that_are_there(site, spy):
    run(site)
    unit = "<tu><tuv xml:lang='en-US'><seg>The first thing.</seg></tuv><tuv xml:lang='fr-FR'><seg>Un.</seg></tuv></tu>"
    tmx = f"<tmx version='1.4'><header srclang='en-US'/><body>{unit}</body></tmx>"
    (site / "theirs.tmx").write_text(tmx, "utf-8")

    import_memory(read_config(str(site)), str(site / "theirs.tmx"))

    assert asked_again(site, spy) == []
    assert "- Un.\n" in (site / FR).read_text("utf-8")


# Status


def test_posts_that_cannot_be_read_are_told(site, spy, capsys):
    path = site / "_posts/en/2025-02-04-cafe-en.md"
    path.write_bytes("---\ntitle: x\n---\nUn café.\n".encode("latin-1"))

    assert main(["translate", "--source", str(site), "--engine", "echo"]) == 1
    assert "2025-02-04-cafe-en.md:4" in capsys.readouterr().err
    assert any("2025-02-04-cafe-en.md" in line for line in story.status(read_config(str(site))))
    (told,) = json.loads("\n".join(story.status(read_config(str(site)), as_json=True)))["unread"]
    assert "save the file as UTF-8" in told


def test_status_counts_every_language(site):
    run(site)
    a_site(site, **{"_posts/en/2025-03-03-more-en.md": "---\nlang: en\n---\nMore.\n"})
    config = read_config(str(site))

    data = json.loads("\n".join(story.status(config, as_json=True, now=NOW)))

    assert data["languages"]["fr"] | {"posts": 2, "done": 1, "missing": 1} == data["languages"]["fr"]
    assert any("French (fr)" in line for line in story.status(config, now=NOW))


def test_status_of_a_site_without_translations_makes_no_file(site):
    before = tree(site)
    story.status(read_config(str(site)), now=NOW)

    assert tree(site) == before


def _said_badly(text):
    for english, german in (("zorvik", "Zone"), ("Ann King", "Anna König"), ("likes it", "mag es")):
        text = text.replace(english, german)
    return re.sub(r"Then (\w+) runs", r"Dann läuft \1", text)


def test_a_name_that_the_post_or_the_site_shows_is_asked_again_where_it_is_lost(tmp_path, spy):
    spy.translate = lambda texts, *_: [_said_badly(text) for text in texts]
    config = "title: Ann King\nlang: en\ntranslate: {to: [de], engine: spy}\n"
    post = "---\nlang: en\n---\nAnn King likes it.\n\nThen zorvik runs.\n\n```sh\nzorvik --watch\n```\n"
    a_site(tmp_path, **{"_config.yml": config, EN: post})
    run(tmp_path)

    made = (tmp_path / "_posts/de/2025-02-02-tea-de.md").read_text("utf-8")
    assert "Ann King mag es." in made
    assert "Dann läuft zorvik." in made


OTHER = "_posts/en/2025-03-03-cups-en.md"


def _lisez(texts, source, target):
    return [text.replace("Please read", "Lisez").replace("first", "d’abord") for text in texts]


def test_a_link_says_the_title_of_the_post_that_it_leads_to(site, spy):
    run(site)
    change(site / FR, "How to make tea in fr", "Comment faire le thé")
    text = "Please read [How to make tea]({% post_url en/2025-02-02-tea-en %}) first."
    (site / OTHER).write_text(f"---\ntitle: Cups\nlang: en\n---\n{text}\n", "utf-8")
    spy.translate = _lisez
    run(site)

    made = (site / "_posts/fr/2025-03-03-cups-fr.md").read_text("utf-8")
    assert "Lisez [Comment faire le thé]({% post_url en/2025-02-02-tea-en %}) d’abord." in made


def test_a_title_of_one_word_is_a_word(site, spy):
    change(site / EN, '"How to make tea"', '"Tea"')
    run(site)
    change(site / FR, "Tea in fr", "Le thé")
    (site / OTHER).write_text("---\ntitle: Cups\nlang: en\n---\nPlease read [Tea](/tea/) first.\n", "utf-8")
    spy.translate = _lisez
    run(site)

    assert "Lisez [Tea](/tea/) d’abord." in (site / "_posts/fr/2025-03-03-cups-fr.md").read_text("utf-8")
