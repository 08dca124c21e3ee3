"""What pages and sitemaps say has to go together, also where each alone is well-formed."""

import pytest
from builders import a_site

from blogtool.check.languages import read_heads
from blogtool.check.links import check_pages
from blogtool.check.search_engines import check_search_engines

ROOT = "https://x.org/b"
MAP = (
    '<?xml version="1.0"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:xhtml="http://www.w3.org/1999/xhtml">{0}</urlset>'
)
BOTH = {"en": "a.html", "fr": "f.html", "x_default": "a.html"}


def a_page(lang="en", head="", **alternates):
    links = "".join(
        f'<link rel="alternate" hreflang="{code.replace("_", "-")}" href="{ROOT}/{path}">'
        for code, path in alternates.items()
    )
    return f'<html lang="{lang}"><head>{head}{links}</head><body></body></html>'


def canonical(address):
    return f'<link rel="canonical" href="{address}">'


def listed(path, **alternates):
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code.replace("_", "-")}" href="{ROOT}/{other}"/>'
        for code, other in alternates.items()
    )
    return f"<url><loc>{ROOT}/{path}</loc>{links}</url>"


def found(folder, root=ROOT, **files):
    names = {"sitemap": "sitemap.xml"}
    a_site(folder, **{names.get(name, f"{name}.html"): text for name, text in files.items()})
    told = check_search_engines(str(folder), read_heads(str(folder)), root)
    return [(one.kind, one.what, one.path) for one in told]


def test_a_site_whose_pages_agree_is_right(tmp_path):
    pages = {"a": a_page(head=canonical(f"{ROOT}/a.html"), **BOTH), "f": a_page("fr", **BOTH)}

    assert found(tmp_path, **pages, sitemap=MAP.format(listed("a.html") + listed("f.html"))) == []


def test_a_sitemap_that_names_the_versions_alone_is_right(tmp_path):
    entries = listed("a", **BOTH) + listed("f.html", **BOTH)

    assert found(tmp_path, a=a_page(), f=a_page("fr"), sitemap=MAP.format(entries)) == []


@pytest.mark.parametrize(
    ("entries", "kind", "expected"),
    [
        (listed("a.html", **BOTH) + listed("f.html"), "mistake", "`a.html` names `f.html` as a translation, which"),
        (listed("a.html", fr="f.html") + listed("f.html", **BOTH), "mistake", "`a.html` does not name itself"),
        (listed("a.html", en="a.html", hant="f.html"), "mistake", "hreflang `hant`: write `zh-Hant`"),
        (listed("a.html", en="a.html", fr="gone.html"), "broken", "gone.html` leads to no page"),
        (listed("gone.html"), "broken", "gone.html` leads to no page"),
        (listed("hidden.html"), "different", "is not to be found (`noindex`)"),
    ],
)
def test_what_is_wrong_with_a_sitemap_is_told(entries, kind, expected, tmp_path):
    hidden = a_page(head='<meta content="NOINDEX, follow" name="robots">')
    told = found(tmp_path, a=a_page(), f=a_page("fr"), hidden=hidden, sitemap=MAP.format(entries))

    assert any(one == kind and expected in what and path == "sitemap.xml" for one, what, path in told)


def test_versions_are_named_in_one_place(tmp_path):
    entries = listed("a.html", **BOTH) + listed("f.html", **BOTH)
    ((kind, what, path),) = found(tmp_path, a=a_page(**BOTH), f=a_page("fr", **BOTH), sitemap=MAP.format(entries))

    assert (kind, path) == ("different", "a.html")
    assert what.startswith("2 pages name their translations in the head and in the sitemap")


OTHER = {**BOTH, "x_default": "f.html"}
HALF = {"en": "a.html", "fr": "f.html"}


@pytest.mark.parametrize(
    ("pages", "kind", "expected"),
    [
        ({"a": a_page(**BOTH), "f": a_page("fr", **OTHER)}, "mistake", "another `x-default` than that of `f.html`"),
        ({"a": a_page(**HALF), "f": a_page("fr", **HALF)}, "different", "2 pages name their translations, and none"),
        ({"a": a_page(**BOTH), "f": a_page("de", **BOTH)}, "different", "the page is named as `fr`"),
        ({"a": a_page(head=canonical("http://x.org/b/a.html"))}, "mistake", "another scheme"),
        ({"a": a_page(head=canonical("/b/a.html"))}, "different", "no absolute address"),
        ({"a": a_page(head=canonical(f"{ROOT}/a.html") + canonical(f"{ROOT}/f.html"))}, "mistake", "2 canonical"),
        (
            {"a": a_page(head=canonical(f"{ROOT}/f")), "f": a_page(head=canonical(f"{ROOT}/g")), "g": a_page()},
            "mistake",
            "leads to `f.html`, which has another one",
        ),
        ({"a": a_page("", **BOTH), "f": a_page("fr", **BOTH)}, "different", "does not say its language"),
        ({"a": a_page(head='<meta name="robots" content="noindex">', **BOTH)}, "different", "is not to be found"),
        ({"a": a_page(head='<link rel="alternate" hreflang="fr" href="/b/f">')}, "mistake", "no absolute address"),
    ],
)
def test_what_does_not_go_together_is_told(pages, kind, expected, tmp_path):
    assert any(one == kind and expected in what for one, what, _ in found(tmp_path, **pages))


def test_a_page_at_its_folders_name_is_there(tmp_path):
    a_site(tmp_path, **{"tea/index.html": a_page()})

    assert found(tmp_path, sitemap=MAP.format(listed("tea") + listed("tea/"))) == []


def test_every_file_that_a_page_shows_has_to_be_there(tmp_path):
    html = '<img src="a.png" srcset="a.png, gone.png 2x"><object data="no.pdf"></object><track src="no.vtt">'
    a_site(tmp_path, **{"a.html": html, "a.png": ""})

    assert [one.what.split("`")[1] for one in check_pages(str(tmp_path))] == ["gone.png", "no.pdf", "no.vtt"]
