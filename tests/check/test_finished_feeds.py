"""Feeds and sitemaps are looked through: their readers say nothing of mistakes, they stay away."""

import pytest
from builders import a_site, built

from blogtool.check import feeds
from blogtool.check.feeds import check_feeds

FEED = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><id>https://x.org/feed.xml</id><title>T</title>
<updated>2024-01-01T00:00:00Z</updated><author><name>A</name></author><entry><id>https://x.org/a</id><title>A</title>
<updated>2024-01-01T00:00:00+01:00</updated><link href="https://x.org/a"/></entry></feed>"""
MAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'
ENTRY = FEED[FEED.index("<entry>") : FEED.index("</feed>")]


def told(folder, text, name="feed.xml"):
    a_site(folder, **{name: text})
    return [one.what for one in check_feeds(str(folder))]


def test_what_is_right_is_not_spoken_of(tmp_path):
    assert told(tmp_path, FEED) == []
    assert told(tmp_path, MAP.format("<url><loc>https://x.org/</loc></url>"), "sitemap.xml") == []
    assert told(tmp_path, "<rss>no matter</rss", "other.xml") == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("<title>T</title>", "", "the feed has no title"),
        ("<id>https://x.org/a</id>", "<id>/a</id>", "the id `/a` of the entry `A` is no absolute address"),
        ("<title>A</title>", "", "the entry `https://x.org/a` has no title"),
        ("2024-01-01T00:00:00Z", "yesterday", "`yesterday` is no time"),
        ("2024-01-01T00:00:00Z", "2024-01-01T00:00:00", "is no time"),
        ("<author><name>A</name></author>", "", "an entry has no author"),
        ('<link href="https://x.org/a"/>', "", "has neither a link nor a content"),
        ("</feed>", "", "is no XML"),
        ("</feed>", ENTRY + "</feed>", "the id `https://x.org/a` stands twice"),
        ("<feed", '<!DOCTYPE x [<!ENTITY a "b">]><feed', "has declarations of its own"),
    ],
)
def test_each_mistake_of_a_feed_is_told(old, new, expected, tmp_path):
    assert expected in " ".join(told(tmp_path, FEED.replace(old, new)))


def test_mistakes_of_a_sitemap_are_told(tmp_path, monkeypatch):
    assert "`/a` is no absolute" in told(tmp_path, MAP.format("<url><loc>/a</loc></url>"))[0]
    twice = MAP.format("<url><loc>https://x.org/a</loc></url>" * 2)
    assert told(tmp_path, twice) == ["`https://x.org/a` stands twice"]
    monkeypatch.setattr(feeds, "_LONGEST", 1)
    monkeypatch.setattr(feeds, "_LARGEST", 100)
    assert len(told(tmp_path, twice)) == 3


def test_what_we_write_ourselves_is_right(tmp_path):
    config = "title: T\nurl: https://x.org\nlanguages: [en, fr]\nlanguage_folders: true\nhreflang: sitemap\n"
    site = a_site(
        tmp_path,
        **{
            "_config.yml": config + "plugins: [jekyll-feed, jekyll-sitemap]\nfallbacks: true\n",
            "_posts/2024-01-01-a-en.md": "---\ntitle: A & B\n---\n",
            "_posts/2024-01-01-a-fr.md": "---\ntitle: É\n---\n",
        },
    )
    assert built(site) == 0
    assert (site / "_site/fr/feed.xml").exists()

    assert check_feeds(str(site / "_site")) == []
