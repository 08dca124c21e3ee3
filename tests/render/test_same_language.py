"""Links in a translated text lead to translations that exist; everything else stays as it is."""

import pytest
from builders import a_site, built

CONFIG = "languages: [en, fr]\nurl: https://x.org\nbaseurl: /b\n"
FILES = {
    "_config.yml": CONFIG,
    "_posts/en/2024-01-01-tea-en.md": "---\nlang: en\npermalink: /tea-en/\n---\nTea.\n",
    "_posts/fr/2024-01-01-tea-fr.md": "---\nlang: fr\ntranslated: true\npermalink: /tea-fr/\n---\nThé.\n",
    "about.md": "---\nlang: en\n---\n",
    "fr/about.md": "---\nlang: fr\n---\n",
    "only.md": "---\nlang: en\n---\n",
}


def led(tmp_path, html, front="translated: true", config=CONFIG):
    files = {**FILES, "_config.yml": config, "fr/page.html": f"---\nlang: fr\n{front}\n---\n{html}"}
    assert built(a_site(tmp_path, **files), "--no-translate") == 0
    return (tmp_path / "_site/fr/page.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/b/tea-en/", "/b/tea-fr/"),
        ("/b/tea-en", "/b/tea-fr/"),
        ("/b/tea-en/index.html#top", "/b/tea-fr/#top"),
        ("https://x.org/b/tea-en/?a=1&amp;b=2#c", "https://x.org/b/tea-fr/?a=1&amp;b=2#c"),
        ("../about.html", "/b/fr/about.html"),
        ("/b/tea-fr/", "/b/tea-fr/"),
        ("/b/only.html", "/b/only.html"),
        ("/tea-en/", "/tea-en/"),
        ("https://y.org/b/tea-en/", "https://y.org/b/tea-en/"),
        ("//x.org/b/tea-en/", "//x.org/b/tea-en/"),
        ("#tea-en", "#tea-en"),
        ("mailto:tea-en@x.org", "mailto:tea-en@x.org"),
        ("http://[", "http://["),
    ],
)
def test_a_link_stays_in_the_language_where_its_target_exists_there(address, expected, tmp_path):
    assert led(tmp_path, f'<a class="x" href="{address}">t</a>') == f'<a class="x" href="{expected}">t</a>'


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/b/tea-en/" hreflang="en">t</a>',
        '<!-- <a href="/b/tea-en/">t</a> -->',
        "<script>x = '<a href=\"/b/tea-en/\">'</script>",
        '<code>&lt;a href="/b/tea-en/"&gt;</code>',
        '<link href="/b/tea-en/">',
    ],
)
def test_what_is_no_link_of_the_text_stays(html, tmp_path):
    assert led(tmp_path, html) == html


def test_a_page_that_a_person_wrote_stays(tmp_path):
    html = '<a href="/b/tea-en/">t</a>'

    assert led(tmp_path, html, front="translated: false") == html


def test_links_may_be_left_alone(tmp_path):
    html = '<a href="/b/tea-en/">t</a>'

    assert led(tmp_path, html, config=CONFIG + "translate: {links: false}\n") == html


def test_code_is_marked_for_browsers_that_translate_where_that_is_asked_for(tmp_path):
    config = CONFIG + "translate: {mark_code: true}\n"

    assert led(tmp_path, '<pre class="x"><code>a</code></pre>', config=config) == (
        '<pre translate="no" class="x"><code translate="no">a</code></pre>'
    )


def test_a_liquid_link_is_led_too(tmp_path):
    assert led(tmp_path, '<a href="{% link about.md %}">t</a>') == '<a href="/b/fr/about.html">t</a>'


def test_a_translation_that_comes_later_is_found_by_the_next_build(tmp_path):
    html = '<a href="/b/only.html">t</a>'
    assert led(tmp_path, html) == html
    (tmp_path / "fr/only.md").write_text("---\nlang: fr\n---\n")

    assert built(tmp_path, "--no-translate") == 0
    assert (tmp_path / "_site/fr/page.html").read_text() == '<a href="/b/fr/only.html">t</a>'
