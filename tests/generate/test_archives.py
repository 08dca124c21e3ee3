"""Archive pages."""

from site_builders import a_post, a_site

from blogtool.generate.archives import archive

POSTS = [
    a_post("2020-05-01-a.md", tags=["x", "Two Words"]),
    a_post("2021-05-02-b.md", tags=["x"]),
]


def test_each_tag_and_year_has_a_page():
    site = archive(a_site(POSTS, **{"jekyll-archives": {"enabled": ["tags", "year"]}}))

    found = {page.url: [post.data["slug"] for post in page.data["posts"]] for page in site.pages}

    assert found == {"/tag/x/": ["b", "a"], "/tag/two-words/": ["a"], "/2020/": ["a"], "/2021/": ["b"]}


def test_nothing_is_made_unless_asked_for():
    site = archive(a_site(POSTS))

    assert site.pages == ()
    assert site.extra["archives"] == ()


def test_an_address_may_be_chosen():
    settings = {"enabled": ["month"], "permalinks": {"month": "/m/:year-:month.html"}}
    pages = archive(a_site(POSTS, **{"jekyll-archives": settings})).pages

    assert sorted(page.destination for page in pages) == ["m/2020-05.html", "m/2021-05.html"]
