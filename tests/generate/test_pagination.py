"""Lists cut into pages."""

from site_builders import a_page, a_post, a_site

from blogtool.generate.pagination import paginate


def posts(count):
    return [a_post(f"2021-01-{day:02}-p{day}.md") for day in range(1, count + 1)]


def pagers(site):
    return {page.url: page.extra["paginator"] for page in site.pages if "paginator" in page.extra}


def test_posts_are_spread_over_pages_newest_first():
    found = pagers(paginate(a_site(posts(5), [a_page("index.html")], paginate=2)))

    assert list(found) == ["/", "/page2/", "/page3/"]
    assert [post.data["slug"] for post in found["/page2/"]["posts"]] == ["p3", "p2"]
    assert found["/page2/"]["previous_page_path"] == "/"
    assert found["/page2/"]["next_page_path"] == "/page3"
    assert found["/page3/"]["next_page"] is None


def test_hidden_posts_do_not_count():
    site = a_site([*posts(1), a_post("2022-01-01-h.md", hidden=True)], [a_page("index.html")], paginate=1)

    assert pagers(paginate(site))["/"]["total_pages"] == 1


def test_the_list_in_the_folder_of_the_pages_wins():
    pages = [a_page("index.html"), a_page("blog/index.html")]

    site = paginate(a_site(posts(2), pages, paginate=1, paginate_path="/blog/p:num/"))

    assert list(pagers(site)) == ["/blog/", "/blog/p2/"]


def test_a_site_without_a_list_is_told():
    site = paginate(a_site(posts(1), [a_page("index.md")], paginate=1))

    assert pagers(site) == {}
    assert "index.html" in site.warnings[0]


def test_no_posts_make_no_paginator():
    assert pagers(paginate(a_site([], [a_page("index.html")], paginate=1))) == {}
