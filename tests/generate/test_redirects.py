"""Old addresses and new ones."""

import json

from site_builders import a_page, a_post, a_site

from blogtool.generate.redirects import redirect


def addresses(site):
    return {
        page.data["redirect"]["from"]: page.data["redirect"]["to"]
        for page in site.pages
        if "redirect" in page.data
    }


def test_an_old_address_leads_to_the_page():
    site = redirect(
        a_site(pages=[a_page("new.md", redirect_from=["/old/", "older"])], url="https://r.example")
    )

    assert addresses(site) == {"/old/": "https://r.example/new.html", "/older": "https://r.example/new.html"}
    assert [page.destination for page in site.pages[1:3]] == ["old/index.html", "older.html"]


def test_a_page_that_moved_away_keeps_its_place_but_not_its_text():
    site = redirect(a_site(pages=[a_page("gone.md", "text", redirect_to="https://else.example")]))

    assert addresses(site) == {"/gone.html": "https://else.example"}
    assert site.pages[0].body == ""
    assert site.pages[0].data["layout"] == "redirect"


def test_the_list_of_redirects_names_posts_before_pages():
    posts = [a_post("2021-01-01-p.md", redirect_from="/p")]
    site = redirect(
        a_site(posts, [a_page("new.md", redirect_from="/n")], url="https://r.example", baseurl="/b")
    )

    listed = json.loads(site.pages[-1].body)

    assert listed == {"/p": "https://r.example/b/2021/01/01/p.html", "/n": "https://r.example/b/new.html"}


def test_a_sites_own_layout_is_kept():
    site = a_site(layouts=["redirect"])

    assert redirect(site).layouts["redirect"] == site.layouts["redirect"]


def test_the_list_can_be_switched_off():
    assert redirect(a_site(redirect_from={"json": False})).pages == ()
