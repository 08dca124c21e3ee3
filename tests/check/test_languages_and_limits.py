"""The finished site is looked through before it is published: language links, and GitHub Pages' limits."""

import pytest
from builders import a_site

from blogtool.check import limits
from blogtool.check.languages import check_languages, read_heads
from blogtool.check.limits import check_limits

ROOT = "https://x.org/b"


def a_page(lang="en", canonical="", **alternates):
    links = "".join(
        f'<link rel="alternate" hreflang="{code.replace("_", "-")}" href="{ROOT}/{path}">'
        for code, path in alternates.items()
    )
    named = f'<link rel="canonical" href="{ROOT}/{canonical}">' if canonical else ""
    return f'<html lang="{lang}"><head>{links}{named}</head><body><link rel="alternate" hreflang="xx"></body></html>'


def found(folder, **pages):
    a_site(folder, **{f"{name}.html": text for name, text in pages.items()})
    return [(one.kind, one.what, one.path) for one in check_languages(read_heads(str(folder)), ROOT)]


def test_pages_that_name_one_another_are_right(tmp_path):
    both = {"en": "a.html", "zh_Hant": "b", "x_default": "a.html"}

    assert found(tmp_path, a=a_page(canonical="a.html", **both), b=a_page("zh-Hant", **both)) == []


def test_a_link_that_does_not_come_back_is_told(tmp_path):
    told = found(tmp_path, a=a_page(en="a.html", fr="b.html"), b=a_page("fr"))

    assert told == [("mistake", "`b.html` is named as a translation, but does not name this page", "a.html")]


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ({"a": a_page(en="a.html", fr="gone.html")}, "leads to no page"),
        ({"a": a_page(en="a.html", hant="a.html")}, "hreflang `hant`: write `zh-Hant`"),
        ({"a": a_page(en="a.html", klingonish="a.html")}, "this is no language code"),
        ({"a": a_page(fr="b.html"), "b": a_page("fr", en="a.html", fr="b.html")}, "does not name itself"),
        ({"a": a_page(canonical="gone.html")}, "leads to no page"),
        ({"a": a_page(canonical="b.html", en="a.html"), "b": a_page()}, "the canonical address is another page"),
        ({"a": a_page(lang="jp")}, "write `ja`"),
        ({"a": a_page(lang="en-UK", en_UK="a.html")}, "hreflang `en-UK`: `UK` is no region: write `en-GB`"),
        ({"a": a_page(xx="a.html")}, "hreflang `xx`: `xx` is no language"),
    ],
)
def test_each_mistake_is_told(pages, expected, tmp_path):
    assert any(expected in what for _, what, _ in found(tmp_path, **pages))


def limited(folder, **files):
    a_site(folder, **files)
    return [(one.kind, one.what, one.path) for one in check_limits(str(folder), read_heads(str(folder)))]


def test_a_small_site_is_taken(tmp_path):
    assert limited(tmp_path, **{"a.html": a_page(), ".nojekyll": ""}) == []


def test_the_room_that_is_left_is_told_by_language(tmp_path):
    ((kind, what, _),) = limited(tmp_path, **{"a.html": a_page() + "x" * 999_000, "b.html": a_page("fr")})

    assert kind == "same"
    assert "2 files, 1.0 MB of the 1000 MB" in what
    assert "en 1.0 MB, fr 0.0 MB" in what
    assert "more languages" not in what  # there is room for a thousand


def test_scarce_room_is_counted_in_languages(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "SITE_LIMIT", 3_500_000)

    *_, (_, what, _) = limited(tmp_path, **{"a.html": a_page() + "x" * 1_000_000, "b.html": a_page("fr")})
    assert "room for 2 more languages as large as the largest" in what


def test_the_room_that_all_translations_will_take_is_told(tmp_path):
    english = {f"{n}.html": a_page() + "x" * 400_000 for n in range(3)}
    ((_, what, _),) = limited(tmp_path, **english, **{"fr.html": a_page("fr") + "x" * 500_000})

    assert "1.7 MB of the 1000 MB" in what
    assert "about 2.7 MB once every page is in all of them" in what


def test_a_site_that_is_too_large_is_not_published(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "SITE_LIMIT", 1000)

    assert [kind for kind, _, _ in limited(tmp_path, **{"a.txt": "x" * 960})] == ["mistake"]


def test_a_file_that_git_refuses_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "FILE_LIMIT", 10)

    assert [path for _, _, path in limited(tmp_path, **{"a.txt": "x" * 11})] == ["a.txt"]


def test_dots_capitals_and_links_are_told(tmp_path):
    (tmp_path / "link.html").symlink_to("a.html")
    told = limited(tmp_path, **{"a.txt": "", "A.txt": "", ".well-known/x": ""})

    assert [(kind, path) for kind, _, path in told] == [
        ("mistake", "link.html"),
        ("different", ".well-known/x"),
        ("different", "a.txt"),
    ]


def test_folders_that_differ_in_capitals_are_told(tmp_path):
    told = limited(tmp_path, **{"Tea/a.txt": "", "tea/b.txt": ""})

    assert [(kind, path) for kind, _, path in told] == [("different", "tea")]
