"""Atom feeds."""

from xml.etree import ElementTree

import pytest
from site_builders import PlainRendering, a_file, a_post, a_site

from blogtool.generate.feeds import feed

ATOM = "{http://www.w3.org/2005/Atom}"


def written(site, url="/feed.xml"):
    made = feed(site)
    page = next(page for page in made.pages if page.url == url)
    return ElementTree.fromstring(page.compose(PlainRendering(made)))


def titles(root):
    return [entry.findtext(f"{ATOM}title") for entry in root.findall(f"{ATOM}entry")]


def test_the_ten_newest_posts_are_in_the_feed():
    posts = [a_post(f"2021-01-{day:02}-p{day}.md") for day in range(1, 13)]

    assert titles(written(a_site(posts))) == [f"P{day}" for day in range(12, 2, -1)]


def test_drafts_stay_out():
    assert titles(written(a_site([a_post(draft=True)]))) == []


def test_content_that_ends_a_cdata_section_arrives_whole():
    root = written(a_site([a_post(body="a ]]> b")]))

    assert root.findtext(f"{ATOM}entry/{ATOM}content") == "<p>a ]]> b</p>"


def test_an_author_is_looked_up_in_the_data():
    site = a_site(
        [a_post(author="kim")], data={"authors": {"kim": {"name": "Kim K", "email": "k@k.example"}}}
    )

    assert written(site).findtext(f"{ATOM}entry/{ATOM}author/{ATOM}email") == "k@k.example"


def test_a_category_has_a_feed_of_its_own():
    posts = [a_post(), a_post("2021-02-02-n.md", categories=["news"])]

    assert titles(written(a_site(posts, feed={"categories": ["news"]}), "/feed/news.xml")) == ["N"]


def test_tags_of_one_word_have_feeds_where_they_are_asked_for():
    posts = [a_post(tags=["plain", "two words"])]
    pages = feed(a_site(posts, feed={"tags": True})).pages

    assert [page.url for page in pages] == ["/feed.xml", "/feed/by_tag/plain.xml"]


def test_a_file_of_the_site_wins():
    assert feed(a_site(files=[a_file("feed.xml")])).pages == ()


@pytest.mark.parametrize(("where", "whole"), [({}, True), ({"excerpt_only": True}, False)])
def test_a_feed_may_hold_summaries_only(where, whole):
    entry = written(a_site([a_post(body="One\n\nTwo")], feed=where)).find(f"{ATOM}entry")

    assert (entry.find(f"{ATOM}content") is not None) is whole
    assert entry.findtext(f"{ATOM}summary") == "One"
