"""What search engines are told: policies, a sitemap in parts, the same text in other languages."""

import json
import re
from itertools import chain

import pytest
from builders import a_site, built

from blogtool.generate import sitemap
from blogtool.model.config import Config
from blogtool.model.indexing import policy_of

CONFIG = (
    "title: T\nurl: https://x.org\nlang: en\nlanguages: [en, hant, fr]\ntheme: blogtool-paper\n"
    "plugins: [jekyll-sitemap, jekyll-seo-tag]\n"
)
POSTS = {
    "_posts/en/2024-01-01-tea-en.md": "---\nlang: en\nlayout: post\ntitle: Tea\n---\n",
    "_posts/hant/2024-01-01-tea-hant.md": "---\nlang: hant\nlayout: post\ntitle: Cha\ntranslated: true\n---\n",
    "_posts/fr/2024-01-01-tea-fr.md": "---\nlang: fr\nlayout: post\ntitle: Thé\ntranslated: true\n---\n",
}
EN, HANT, FR = (f"2024/01/01/tea-{one}.html" for one in ("en", "hant", "fr"))


def page(site, path):
    return (site / "_site" / path).read_text("utf-8")


def alternates(html):
    return re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', html)


def linked(html):
    return json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)[-1])


def test_every_version_names_the_same_versions_by_their_proper_codes(tmp_path):
    site = a_site(tmp_path, **{"_config.yml": CONFIG, **POSTS})
    assert built(site) == 0
    expected = [("en", f"https://x.org/{EN}"), ("zh-Hant", f"https://x.org/{HANT}"), ("fr", f"https://x.org/{FR}")]

    for path in (EN, HANT, FR):
        assert alternates(page(site, path)) == [*expected, ("x-default", f"https://x.org/{EN}")]


def test_machines_read_which_text_is_the_translation_of_which(tmp_path):
    site = a_site(tmp_path, **{"_config.yml": CONFIG, **POSTS})
    assert built(site) == 0

    assert linked(page(site, EN))["inLanguage"] == "en"
    assert [one["inLanguage"] for one in linked(page(site, EN))["workTranslation"]] == ["zh-Hant", "fr"]
    french = linked(page(site, FR))
    assert french["translationOfWork"] == {"@type": "CreativeWork", "@id": f"https://x.org/{EN}", "inLanguage": "en"}
    assert french["translator"]["description"] == "machine translation"
    assert "translator" not in linked(page(site, EN))


def test_what_a_machine_wrote_can_be_kept_from_search_engines(tmp_path):
    site = a_site(tmp_path, **{"_config.yml": CONFIG + "indexing: {machine: noindex}\n", **POSTS})
    assert built(site) == 0

    assert '<meta name="robots" content="noindex">' in page(site, FR)
    assert "robots" not in page(site, EN)
    assert f"https://x.org/{FR}" not in page(site, "sitemap.xml")
    assert f"https://x.org/{EN}" in page(site, "sitemap.xml")
    assert alternates(page(site, EN)) == []  # alone, it has nothing to name


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({}, "index"),
        ({"translated": True}, "left-out"),
        ({"translated": True, "needs_review": True}, "noindex"),
        ({"translated": True, "reviewed": True, "needs_review": True}, "index"),
        ({"indexing": "noindex"}, "noindex"),
        ({"translated": True, "indexing": "nonsense"}, "left-out"),
    ],
)
def test_each_kind_of_page_has_its_policy(data, expected):
    config = Config("", "", {"indexing": {"machine": "left-out", "weak": "noindex"}})

    assert policy_of(config, data) == expected


def test_a_long_sitemap_is_split_and_nothing_is_lost(tmp_path, monkeypatch):
    monkeypatch.setattr(sitemap, "_LONGEST", 10)
    monkeypatch.setattr(sitemap, "_SPARE", 2)
    pages = {f"p{n}.md": "---\n---\n" for n in range(30)}
    site = a_site(tmp_path, **{"_config.yml": "url: https://x.org\nplugins: [jekyll-sitemap]\n", **pages})
    assert built(site) == 0
    parts = re.findall("<loc>https://x.org/(.*?)</loc>", page(site, "sitemap.xml"))
    found = [re.findall("<loc>(.*?)</loc>", page(site, part)) for part in parts]

    assert parts == [f"sitemap-{n}.xml" for n in range(1, 5)]
    assert all(len(one) <= 10 for one in found)
    assert sorted(chain.from_iterable(found)) == sorted(f"https://x.org/p{n}.html" for n in range(30))


def test_each_language_has_its_feed_and_no_post_is_in_two(tmp_path):
    config = CONFIG.replace("jekyll-seo-tag", "jekyll-feed") + "translate: {to: [hant, fr]}\n"
    site = a_site(tmp_path, **{"_config.yml": config, **POSTS})
    assert built(site, "--no-translate") == 0

    for path, lang, post in (("feed.xml", "en", EN), ("hant/feed.xml", "zh-Hant", HANT), ("fr/feed.xml", "fr", FR)):
        feed = page(site, path)
        assert f'xml:lang="{lang}"' in feed
        assert re.findall('<link href="https://x.org/([^"]*html)"', feed) == [post]
        assert f"<id>https://x.org/{post.removesuffix('.html')}</id>" in feed
    assert 'href="/fr/feed.xml"' in page(site, FR)


def test_one_page_answers_wrong_addresses_in_every_language(tmp_path):
    site = a_site(
        tmp_path,
        **{
            "_config.yml": CONFIG,
            "index.md": "---\nlayout: home\nlang: en\n---\n",
            "fr/index.md": "---\nlayout: home\nlang: fr\n---\n",
            "404.html": "---\nlayout: page\ntitle: '404'\n---\n{% include lost.html %}",
        },
    )
    assert built(site) == 0
    lost = page(site, "404.html")

    assert '<p lang="en" dir="ltr"><a href="/" hreflang="en">This page does not exist.' in lost
    assert '<p lang="fr" dir="ltr"><a href="/fr/" hreflang="fr">Cette page n’existe pas.' in lost
    assert lost.count('hreflang="') == 2


def test_the_sitemap_can_name_the_versions_instead_of_the_pages(tmp_path):
    site = a_site(tmp_path, **{"_config.yml": CONFIG + "hreflang: sitemap\n", **POSTS})
    assert built(site) == 0
    entries = re.findall("<url>(.*?)</url>", page(site, "sitemap.xml"), re.S)
    expected = [("en", f"https://x.org/{EN}"), ("zh-Hant", f"https://x.org/{HANT}"), ("fr", f"https://x.org/{FR}")]

    assert len(entries) == 3
    for entry in entries:
        named = re.findall('<xhtml:link rel="alternate" hreflang="([^"]+)" href="([^"]+)"/>', entry)
        assert named == [*expected, ("x-default", f"https://x.org/{EN}")]
    assert [alternates(page(site, path)) for path in (EN, HANT, FR)] == [[], [], []]


def test_a_sitemap_that_would_be_too_large_is_split_too(tmp_path, monkeypatch):
    monkeypatch.setattr(sitemap, "_LARGEST", 2_000)
    site = a_site(tmp_path, **{"_config.yml": CONFIG + "hreflang: sitemap\n", **POSTS})
    assert built(site) == 0
    parts = re.findall("<loc>https://x.org/(.*?)</loc>", page(site, "sitemap.xml"))

    assert len(parts) > 1
    assert sum(page(site, part).count("<url>") for part in parts) == 3


def test_a_page_that_is_not_to_be_found_names_nothing_and_is_named_by_nobody(tmp_path):
    posts = {name: text.replace("lang: en", "lang: en\nindexing: noindex") for name, text in POSTS.items()}
    site = a_site(tmp_path, **{"_config.yml": CONFIG + "indexing: {original: index}\n", **posts})
    assert built(site) == 0

    assert alternates(page(site, EN)) == []
    assert alternates(page(site, FR)) == [
        ("zh-Hant", f"https://x.org/{HANT}"),
        ("fr", f"https://x.org/{FR}"),
        ("x-default", f"https://x.org/{HANT}"),
    ]


def test_pages_say_their_own_language_by_its_proper_code(tmp_path):
    site = a_site(tmp_path, **{"_config.yml": CONFIG, **POSTS})
    assert built(site) == 0

    assert '<html lang="zh-Hant" dir="ltr">' in page(site, HANT)
    assert '<meta property="og:locale" content="zh_Hant">' in page(site, HANT)
    assert re.findall('og:locale:alternate" content="([^"]+)"', page(site, FR)) == ["en", "zh_Hant"]


CAYMAN = "<html><head>{% seo %}{% feed_meta %}</head><body>{{ content }}</body></html>"
FOREIGN = CONFIG.replace("theme: blogtool-paper\n", "fallbacks: [fr]\nhreflang: head\n")
FOREIGN = FOREIGN.replace("jekyll-seo-tag]", "jekyll-seo-tag, jekyll-feed]")
OTHERS = {"_layouts/post.html": CAYMAN, "_posts/en/2024-01-02-rice-en.md": POSTS["_posts/en/2024-01-01-tea-en.md"]}


def test_a_theme_with_the_seo_tag_names_the_versions_where_that_is_asked_for(tmp_path):
    site = a_site(tmp_path, **{"_config.yml": FOREIGN, **POSTS, **OTHERS})
    assert built(site) == 0
    named = [("en", EN), ("zh-Hant", HANT), ("fr", FR), ("x-default", EN)]
    pages = {path: page(site, path) for path in (EN, HANT, FR)}

    for html in pages.values():
        found = re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="https://x.org/([^"]+)" />', html)
        assert found == named
    assert '<meta property="og:locale" content="zh_Hant" />' in pages[HANT]
    assert re.findall('og:locale:alternate" content="([^"]+)"', pages[FR]) == ["en", "zh_Hant"]
    assert linked(pages[HANT])["inLanguage"] == "zh-Hant"
    assert linked(pages[HANT])["translationOfWork"]["@id"] == f"https://x.org/{EN}"
    assert [one["inLanguage"] for one in linked(pages[EN])["workTranslation"]] == ["zh-Hant", "fr"]
    assert "hreflang" not in (site / "_site/sitemap.xml").read_text()


def test_a_page_of_one_language_names_no_version_in_the_head(tmp_path):
    site = a_site(tmp_path, **{"_config.yml": FOREIGN, **POSTS, **OTHERS})
    assert built(site) == 0

    for path in ("2024/01/02/rice-en.html", "fr/2024/01/02/rice-en.html"):
        assert "hreflang" not in page(site, path)


@pytest.mark.parametrize("setting", ["", "hreflang: sitemap\n", "hreflang: none\n"])
def test_the_seo_tag_names_no_version_where_that_is_not_asked_for(setting, tmp_path):
    site = a_site(tmp_path, **{"_config.yml": FOREIGN.replace("hreflang: head\n", setting), **POSTS, **OTHERS})
    assert built(site) == 0

    assert "hreflang" not in page(site, EN)
    assert "inLanguage" not in page(site, EN)


def test_versions_that_are_not_to_be_found_are_named_in_no_head(tmp_path):
    config = FOREIGN + "indexing: {machine: noindex}\n"
    site = a_site(tmp_path, **{"_config.yml": config, **POSTS, **OTHERS})
    assert built(site) == 0

    assert all("hreflang" not in page(site, path) for path in (EN, HANT, FR))


def test_the_head_names_the_feed_of_the_pages_language(tmp_path):
    site = a_site(tmp_path, **{"_config.yml": FOREIGN, **POSTS, **OTHERS})
    assert built(site) == 0
    feeds = [re.findall('rel="alternate" href="([^"]+\\.xml)"', page(site, path)) for path in (EN, HANT)]

    assert feeds == [["https://x.org/feed.xml"], ["https://x.org/hant/feed.xml"]]
    assert (site / "_site/hant/feed.xml").is_file()


def test_long_addresses_are_counted_as_they_are_written(tmp_path, monkeypatch):
    monkeypatch.setattr(sitemap, "_LARGEST", 40_000)
    posts = {
        f"_posts/2024-01-{day:02}-p{day}-{code}.md": f"---\nlang: {code}\nslug: {'चाय-की-पत्ती-' * 6}{day}-{code}\n---\n"
        for day in range(1, 9)
        for code in ("en", "fr", "hant")
    }
    site = a_site(tmp_path, **{"_config.yml": CONFIG + "hreflang: sitemap\n", **posts})
    assert built(site) == 0
    parts = re.findall("<loc>https://x.org/(.*?)</loc>", page(site, "sitemap.xml"))

    assert sum(page(site, part).count("<url>") for part in parts) == len(posts)
    assert all(len(page(site, part).encode()) <= 40_000 for part in parts)
