"""Which documents are translations of one another."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest

from blogtool.model.config import Config
from blogtool.model.content import Document, Page
from blogtool.model.siblings import Siblings, languages_of


def a_config(**settings):
    return Config("/site", "/site/_site", {"languages": ["en", "fr", "zh-Hant"], "plugins": [], **settings})


def a_post(path, **data):
    return Document(path, path.split("/")[0].strip("_"), data, "", datetime(2025, 1, 1, tzinfo=UTC), f"/{path}", "", "")


def a_page(path, **data):
    return Page(path, data, "", f"/{path}", path)


def paths(siblings, one):
    return [other.path for other in siblings.of(one)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("_posts/en/2025-01-01-tea-en.md", "_posts/fr/2025-01-01-tea-fr.md"),
        ("_posts/2025-01-01-tea.md", "_posts/fr/2025-01-01-tea-fr.md"),
        ("_posts/2025-01-01-tea.en.md", "_posts/2025-01-01-tea.fr.md"),
        ("_posts/2025-01-01-tea-en.md", "_posts/2025-01-01-tea-hant.md"),
        ("_notes/food/tea.md", "_notes/zh-Hant/food/tea-zh-Hant.md"),
    ],
)
def test_a_name_without_its_language_is_the_same(one, other):
    first, second = a_post(one), a_post(other)
    siblings = Siblings(a_config(), [first, second])

    assert paths(siblings, first) == [other]
    assert paths(siblings, second) == [one]


def test_pages_are_found_by_their_folder():
    pages = [a_page("about.md"), a_page("fr/about.md"), a_page("zh-Hant/about.md"), a_page("fr/other.md")]
    siblings = Siblings(a_config(), pages)

    assert paths(siblings, pages[0]) == ["fr/about.md", "zh-Hant/about.md"]
    assert paths(siblings, pages[3]) == []


@pytest.mark.parametrize("key", ["ref", "page_id", "translation_key", "lang-ref"])
def test_a_shared_key_goes_before_names(key):
    one, other = a_page("tea.md", **{key: 7}), a_page("fr/the.md", **{key: 7})
    siblings = Siblings(a_config(), [one, other, a_page("fr/tea.md")])

    assert paths(siblings, one) == ["fr/the.md"]


def test_a_translation_names_its_original():
    original = a_post("_posts/2025-01-01-tea.md", lang="en", ref="tea")
    translation = a_post("_posts/2025-01-02-le-the.md", lang="fr", translation_of=original.path, translated=True)
    siblings = Siblings(a_config(), [translation, original])

    assert paths(siblings, original) == [translation.path]
    assert siblings.original(translation) is original
    assert siblings.original(original) is None


def test_the_end_of_a_word_is_no_language():
    one, other = a_post("_posts/2025-01-01-what-is.md", lang="en"), a_post("_posts/2025-01-01-what.md", lang="is")
    siblings = Siblings(a_config(languages=["en", "is"]), [one, other])

    assert paths(siblings, one) == []


def test_a_waiting_document_is_no_translation():
    one, other = a_post("_posts/2025-01-01-tea-en.md"), a_post("_posts/2025-01-01-tea-fr.md")

    assert paths(Siblings(a_config(), [one, replace(other, written=False)]), one) == []


def test_of_two_in_one_language_a_persons_goes_first():
    one = a_post("_posts/2025-01-01-tea-en.md", ref="tea")
    machine = a_post("_posts/2025-01-01-the-fr.md", ref="tea", lang="fr", translated=True)
    person = a_post("_posts/2025-01-01-mon-the-fr.md", ref="tea", lang="fr")

    assert paths(Siblings(a_config(), [one, machine, person]), one) == [person.path]


def test_a_language_is_what_a_document_says_then_its_folder_its_name_and_the_sites():
    siblings = Siblings(a_config(translate={"from": "en"}), [])

    assert siblings.lang(a_post("_posts/fr/2025-01-01-tea-fr.md", lang="de")) == "de"
    assert siblings.lang(a_page("hant/tea.md")) == "zh-Hant"
    assert siblings.lang(a_post("_posts/2025-01-01-tea-fr.md")) == "fr"
    assert siblings.lang(a_page("tea.md")) == "en"


def test_the_languages_are_the_sites_or_those_of_its_translations():
    assert languages_of(a_config()) == ("en", "fr", "zh-Hant")
    assert languages_of(a_config(languages=None, lang="de", translate={"to": ["en", "fr"]})) == ("de", "en", "fr")
    assert languages_of(a_config(languages=[{"code": "en"}], translate={"to": "fr"})) == ()
    assert languages_of(a_config(plugins=["jekyll-polyglot"])) == ()
    assert languages_of(a_config(languages=None)) == ()


@dataclass(frozen=True)
class _Counted(Document):
    asked: list = field(default_factory=list)

    def __getattribute__(self, name):
        if name == "path":
            object.__getattribute__(self, "asked").append(name)
        return object.__getattribute__(self, name)


def test_the_work_grows_with_the_site_and_not_with_its_square():
    def looks(count):
        asked = []
        posts = [
            _Counted(
                f"_posts/2025-01-01-tea{n}-{lang}.md",
                "posts",
                {},
                "",
                datetime(2025, 1, 1, tzinfo=UTC),
                "",
                "",
                "",
                asked=asked,
            )
            for n in range(count)
            for lang in ("en", "fr")
        ]
        siblings = Siblings(a_config(), posts)
        for post in posts:
            siblings.of(post)
        return len(asked)

    assert looks(200) <= 10 * looks(20) + 10
