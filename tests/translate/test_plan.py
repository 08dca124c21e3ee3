"""Which posts are translated into which languages, and where the translation goes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from builders import a_site

from blogtool.errors import BlogtoolError
from blogtool.read import read_site
from blogtool.read.config import read_config
from blogtool.translate.memory import Written
from blogtool.translate.plan import Plan, language_of, make_plan, settings_of, translation_path

NOW = datetime(2030, 1, 1, tzinfo=UTC)


def plan_of(folder, written=None, paths=(), **settings) -> Plan:
    config = read_config(str(folder))
    return make_plan(read_site(config, NOW), settings_of(config, **settings), written or {}, paths)


def standings(folder, **options) -> list[tuple[str, str, str]]:
    return [(one.document.path, one.target, one.state) for one in plan_of(folder, **options).standings]


def post(title: str = "Tea", **front: str) -> str:
    lines = "".join(f"{key}: {value}\n" for key, value in {"title": title, **front}.items())
    return f"---\n{lines}---\nHello.\n"


CONFIG = "lang: en\ntranslate: {to: [fr, de]}\n"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("_posts/en/2025-02-02-tea-en.md", "_posts/fr/2025-02-02-tea-fr.md"),
        ("_posts/2025-02-02-tea.md", "_posts/fr/2025-02-02-tea-fr.md"),
        ("_posts/2025-02-02-tea-en.md", "_posts/fr/2025-02-02-tea-fr.md"),
        ("_posts/en/2025-02-02-tea.md", "_posts/fr/2025-02-02-tea-fr.md"),
        ("_posts/en/2025/2025-02-02-tea-en.md", "_posts/fr/2025/2025-02-02-tea-fr.md"),
        ("_posts/drinks/en/2025-02-02-tea-EN.md", "_posts/drinks/fr/2025-02-02-tea-fr.md"),
        ("food/_posts/2025-02-02-tea.md", "food/_posts/fr/2025-02-02-tea-fr.md"),
        ("en/_posts/2025-02-02-tea.md", "en/_posts/fr/2025-02-02-tea-fr.md"),
        ("_notes/deep/tea.md", "_notes/fr/deep/tea-fr.md"),
        ("_posts/en/2025-02-02-en.md", "_posts/fr/2025-02-02-fr.md"),
        ("_posts/2025-02-02-garden.md", "_posts/fr/2025-02-02-garden-fr.md"),
    ],
)
def test_the_translation_has_the_languages_folder_and_suffix(path, expected):
    assert translation_path(path, "en", "fr") == expected


def test_a_language_keeps_the_spelling_of_the_site():
    assert (
        translation_path("_posts/en/2025-02-02-tea-en.md", "en", "hant")
        == "_posts/hant/2025-02-02-tea-hant.md"
    )
    assert translation_path("_posts/hant/a-hant.md", "zh-Hant", "en") == "_posts/en/a-en.md"


def test_every_post_goes_into_every_language_newest_first(tmp_path):
    a_site(
        tmp_path,
        **{
            "_config.yml": CONFIG,
            "_posts/en/2025-01-01-old-en.md": post(),
            "_posts/en/2025-02-02-new-en.md": post(),
        },
    )

    assert standings(tmp_path) == [
        ("_posts/en/2025-02-02-new-en.md", "fr", "missing"),
        ("_posts/en/2025-02-02-new-en.md", "de", "missing"),
        ("_posts/en/2025-01-01-old-en.md", "fr", "missing"),
        ("_posts/en/2025-01-01-old-en.md", "de", "missing"),
    ]


@pytest.mark.parametrize(
    ("said", "expected"),
    [("false", []), ("[fr]", ["fr"]), ("de", ["de"]), ("[it]", []), ("true", ["fr", "de"]), ("[]", [])],
)
def test_a_post_can_name_its_languages(tmp_path, said, expected):
    a_site(tmp_path, **{"_config.yml": CONFIG, "_posts/2025-02-02-tea.md": post(translate=said)})

    assert [target for _, target, _ in standings(tmp_path)] == expected


def test_a_post_in_another_language_is_an_original_too(tmp_path):
    a_site(
        tmp_path,
        **{
            "_config.yml": "translate: {to: [en, fr]}\nlang: en\n",
            "_posts/2025-02-02-the-fr.md": post(lang="fr"),
            "_posts/zh/2025-02-01-cha.md": post(lang="zh"),
        },
    )

    assert [(path, target) for path, target, _ in standings(tmp_path)] == [
        ("_posts/2025-02-02-the-fr.md", "en"),
        ("_posts/zh/2025-02-01-cha.md", "en"),
        ("_posts/zh/2025-02-01-cha.md", "fr"),
    ]


def test_a_pair_written_by_hand_is_left_alone(tmp_path):
    a_site(
        tmp_path,
        **{
            "_config.yml": "translate: {to: [en, fr]}\n",
            "_posts/en/2025-02-02-tea-en.md": post(lang="en"),
            "_posts/fr/2025-02-02-tea-fr.md": post(lang="fr"),
        },
    )

    assert {state for _, _, state in standings(tmp_path)} == {"by-hand"}


def test_a_translation_under_another_name_is_found_by_its_key(tmp_path):
    a_site(
        tmp_path,
        **{
            "_config.yml": "translate: {to: [fr]}\n",
            "_posts/2025-02-02-tea-en.md": post(lang="en", ref="tea"),
            "_posts/2025-02-02-the-fr.md": post(lang="fr", ref="tea"),
        },
    )

    assert standings(tmp_path) == [("_posts/2025-02-02-tea-en.md", "fr", "by-hand")]


def test_a_translation_of_ours_is_no_original(tmp_path):
    a_site(
        tmp_path,
        **{"_config.yml": CONFIG, "_posts/fr/2025-02-02-tea-fr.md": post(lang="fr", translated="true")},
    )

    assert standings(tmp_path) == []


def test_a_machine_translation_of_another_tool_is_adopted(tmp_path):
    a_site(
        tmp_path,
        **{
            "_config.yml": "translate: {to: [fr]}\n",
            "_posts/en/2025-02-02-tea-en.md": post(lang="en"),
            "_posts/fr/2025-02-02-tea-fr.md": post(lang="fr", translated="true"),
        },
    )

    assert [state for _, _, state in standings(tmp_path)] == ["adopted"]


def test_a_file_that_is_not_shown_is_not_overwritten(tmp_path):
    a_site(
        tmp_path,
        **{
            "_config.yml": "translate: {to: [fr]}\n",
            "_posts/en/2025-02-02-tea-en.md": post(lang="en"),
            "_posts/fr/2025-02-02-tea-fr.md": post(lang="fr", published="false"),
        },
    )

    assert [state for _, _, state in standings(tmp_path)] == ["by-hand"]


def test_collections_are_translated_where_their_documents_name_a_language(tmp_path):
    a_site(
        tmp_path,
        **{
            "_config.yml": "translate: {to: [fr]}\ncollections: {notes: {output: true}}\n",
            "_notes/with.md": post(lang="en"),
            "_notes/without.md": post(),
        },
    )

    assert standings(tmp_path) == [("_notes/with.md", "fr", "missing")]


def test_only_the_named_collections_are_translated(tmp_path):
    a_site(
        tmp_path,
        **{
            "_config.yml": "translate: {to: [fr], collections: [notes]}\ncollections: {notes: {output: true}}\n",
            "_notes/without.md": post(),
            "_posts/2025-02-02-tea.md": post(),
        },
    )

    assert [path for path, _, _ in standings(tmp_path)] == ["_notes/without.md"]


def test_only_markdown_is_translated(tmp_path):
    a_site(tmp_path, **{"_config.yml": CONFIG, "_posts/2025-02-02-tea.html": post()})

    assert standings(tmp_path) == []


def test_two_originals_of_one_translation_are_a_problem(tmp_path):
    a_site(
        tmp_path,
        **{
            "_config.yml": "translate: {to: [fr]}\n",
            "_posts/2025-02-02-tea.md": post(),
            "_posts/en/2025-02-02-tea-en.md": post(),
        },
    )

    plan = plan_of(tmp_path)

    assert len(plan.standings) == 1
    assert "would be saved as `_posts/fr/2025-02-02-tea-fr.md`" in plan.problems[0].what


def test_paths_name_the_posts_that_count(tmp_path):
    a_site(
        tmp_path,
        **{
            "_config.yml": "translate: {to: [fr]}\n",
            "_posts/a/2025-02-02-tea.md": post(),
            "_posts/b/2025-02-03-milk.md": post(),
            "_posts/b/2025-02-04-juice.md": post(),
        },
    )

    assert [path for path, _, _ in standings(tmp_path, paths=["_posts/a"])] == ["_posts/a/2025-02-02-tea.md"]
    assert [path for path, _, _ in standings(tmp_path, paths=["_posts/b/2025-02-03-milk.md"])] == [
        "_posts/b/2025-02-03-milk.md"
    ]


def test_the_language_is_said_or_shown_by_folder_or_name(tmp_path):
    a_site(
        tmp_path,
        **{
            "_config.yml": CONFIG,
            "_posts/fr/2025-02-01-a.md": post(),
            "_posts/2025-02-02-b-de.md": post(),
            "_posts/2025-02-03-c.md": post(),
            "_posts/de/2025-02-04-d.md": post(lang="es"),
        },
    )
    config = read_config(str(tmp_path))
    site = read_site(config, NOW)

    languages = {one.path[-4]: language_of(one, settings_of(config)) for one in site.posts}
    assert languages == {"a": "fr", "e": "de", "c": "en", "d": "es"}


def test_an_orphan_is_a_translation_whose_original_is_gone(tmp_path):
    a_site(
        tmp_path,
        **{
            "_config.yml": "translate: {to: [fr]}\n",
            "_posts/fr/2025-02-02-tea-fr.md": post(
                lang="fr", translated="true", translation_of="_posts/en/2025-02-02-tea-en.md"
            ),
        },
    )

    assert plan_of(tmp_path).orphans == (
        ("_posts/fr/2025-02-02-tea-fr.md", "_posts/en/2025-02-02-tea-en.md"),
    )


def test_an_unpublished_original_leaves_no_orphan(tmp_path):
    a_site(
        tmp_path,
        **{
            "_config.yml": "translate: {to: [fr]}\n",
            "_posts/en/2025-02-02-tea-en.md": post(published="false"),
            "_posts/fr/2025-02-02-tea-fr.md": post(
                lang="fr", translated="true", translation_of="_posts/en/2025-02-02-tea-en.md"
            ),
        },
    )

    assert plan_of(tmp_path).orphans == ()


def test_a_translation_of_another_tool_without_an_original_is_an_orphan(tmp_path):
    a_site(
        tmp_path,
        **{
            "_config.yml": "lang: en\ntranslate: {to: [fr]}\n",
            "_posts/en/2025-02-02-tea-en.md": post(),
            "_posts/en/2025-02-03-later-en.md": post(published="false"),
            "_posts/fr/2025-02-02-tea-fr.md": post(lang="fr", translated="true"),
            "_posts/fr/2025-02-03-later-fr.md": post(lang="fr", translated="true"),
            "_posts/es/2025-02-02-tea-es.md": post(lang="es", translated="true"),
            "_posts/fr/2025-02-04-lost-fr.md": post(lang="fr", translated="true"),
            "_posts/es/2025-02-04-lost-es.md": post(lang="es", translated="true"),
        },
    )

    plan = plan_of(tmp_path)

    assert plan.orphans == (("_posts/es/2025-02-04-lost-es.md", ""), ("_posts/fr/2025-02-04-lost-fr.md", ""))
    assert plan.orphan_langs["_posts/fr/2025-02-04-lost-fr.md"] == "fr"


def test_a_note_whose_file_is_gone_is_no_orphan(tmp_path):
    a_site(tmp_path, **{"_config.yml": "translate: {to: [fr]}\n"})
    note = Written("_posts/fr/x-fr.md", "_posts/x.md", "en", "fr", b"", b"", "", "echo")

    assert plan_of(tmp_path, {"_posts/fr/x-fr.md": note}).orphans == ()


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ("{to: [xx-no-such]}", "no language"),
        ("{to: [no]}", "list of words"),
        ("{to: {fr: 1}}", "list of words"),
        ("{too: [fr]}", "no setting"),
        ("{to: fr, keys: [1]}", "list of words"),
    ],
)
def test_settings_that_make_no_sense_are_told(tmp_path, settings, words):
    a_site(tmp_path, **{"_config.yml": f"translate: {settings}\n"})

    with pytest.raises(BlogtoolError, match=words):
        plan_of(tmp_path)


def test_a_single_language_needs_no_list(tmp_path):
    a_site(tmp_path, **{"_config.yml": "translate: {to: fr}\n"})

    assert settings_of(read_config(str(tmp_path))).targets == ("fr",)


def test_languages_of_the_command_line_go_before(tmp_path):
    a_site(tmp_path, **{"_config.yml": "translate: {to: fr}\n", "_posts/2025-02-02-tea.md": post()})

    assert [target for _, target, _ in standings(tmp_path, targets=["es"])] == ["es"]


def test_a_language_that_is_named_twice_is_one(tmp_path):
    a_site(tmp_path, **{"_config.yml": "translate: {to: [hant, fr, zh-Hant, FR]}\n"})

    assert settings_of(read_config(str(tmp_path))).targets == ("hant", "fr")
