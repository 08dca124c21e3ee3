"""The map of a site."""

import re

from site_builders import PlainRendering, a_file, a_page, a_post, a_site

from blogtool.generate.sitemap import map_site


def addresses(site):
    page = next(one for one in map_site(site).pages if one.url == "/sitemap.xml")
    return re.findall("<loc>(.*?)</loc>", page.compose(PlainRendering(site)))


def test_posts_pages_and_documents_to_read_are_listed():
    site = a_site(
        [a_post("2021-01-01-p.md")],
        [a_page("index.html"), a_page("data.json"), a_page("404.html"), a_page("no.md", sitemap=False)],
        [a_file("paper.pdf"), a_file("photo.png")],
        url="https://m.example",
    )

    assert addresses(site) == [
        "https://m.example/2021/01/01/p.html",
        "https://m.example/",
        "https://m.example/paper.pdf",
    ]


def test_files_of_the_site_win():
    site = a_site(pages=[a_page("sitemap.xml")], files=[a_file("robots.txt")])

    assert map_site(site).pages == site.pages


def test_ampersands_are_escaped():
    assert addresses(a_site(pages=[a_page("p&q.html")])) == ["/p&amp;q.html"]
