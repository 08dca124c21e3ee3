"""What people report most of multilingual plugins: links led astray, and sitemaps and feeds in the wrong language."""

import re

import pytest
from builders import a_site, built

CONFIG = (
    "title: T\nurl: https://x.org\nbaseurl: /b\nlang: en\nlanguages: [en, fr]\ntranslate: {to: [fr]}\n"
    "language_folders: true\npermalink: /:title/\nplugins: [jekyll-feed, jekyll-sitemap]\n"
)
POST = "---\nlang: {0}\nlayout: post\ntitle: {1}\n---\n{2}\n"


@pytest.fixture
def site(tmp_path):
    """A site with a French post that holds every kind of link."""
    text = (
        '[a](/b/tea/) [b](/b/tea/#top) [c](/b/assets/tea.css) [d](https://y.org/b/tea/) [e](//y.org/tea/) [f](#tea)\n'
        '[g](/b/teapot/) [h](/b/fr/tea/) [i](/b/france/) <link href="/b/tea/">\n\n```html\n<a href="/b/tea/">\n```\n'
    )
    files = {
        "_layouts/post.html": "{{ content }}",
        "_posts/2024-01-01-tea-en.md": POST.format("en", "Tea", ""),
        "_posts/2024-01-01-tea-fr.md": POST.format("fr", "Thé", ""),
        "_posts/2024-01-02-teapot-en.md": POST.format("en", "Teapot", ""),
        "_posts/2024-01-03-france-en.md": POST.format("en", "France", ""),
        "_posts/2024-01-04-all-fr.md": POST.format("fr\ntranslated: true", "Tout", text),
        "assets/tea.css": "a {}",
    }
    folder = a_site(tmp_path, **{"_config.yml": CONFIG, **files})
    assert built(folder, "--no-translate") == 0
    return folder / "_site"


def test_only_links_to_pages_with_a_translation_are_led_elsewhere(site):
    page = (site / "fr/all/index.html").read_text()

    assert dict(zip("abcdefghi", re.findall('<a href="([^"]+)"', page), strict=True)) == {
        "a": "/b/fr/tea/", "b": "/b/fr/tea/#top", "c": "/b/assets/tea.css", "d": "https://y.org/b/tea/",
        "e": "//y.org/tea/", "f": "#tea", "g": "/b/teapot/", "h": "/b/fr/tea/", "i": "/b/france/",
    }  # fmt: skip
    assert "&lt;a" in page
    assert '<link href="/b/tea/"' in page


def test_one_sitemap_has_every_page_of_every_language_once(site):
    found = re.findall("<loc>(.*?)</loc>", (site / "sitemap.xml").read_text())

    assert sorted(found) == sorted(
        f"https://x.org/b/{path}" for path in ("tea/", "fr/tea/", "teapot/", "france/", "fr/all/")
    )
    assert not (site / "fr/sitemap.xml").exists()


def test_each_feed_has_its_own_language_and_addresses_that_exist(site):
    found = {}
    for path in ("feed.xml", "fr/feed.xml"):
        text = (site / path).read_text()
        found[path] = re.findall('<entry[^>]*>.*?<link href="https://x.org/b/([^"]*)"', text)
        assert all((site / inside / "index.html").exists() for inside in found[path])
        assert f'<link href="https://x.org/b/{path}" rel="self"' in text

    assert found == {"feed.xml": ["france/", "teapot/", "tea/"], "fr/feed.xml": ["fr/all/", "fr/tea/"]}
