"""Markdown without front matter, READMEs, titles, layouts and links between files."""

import pytest
from site_builders import a_bench, a_file, a_page, a_post, a_site

from blogtool.generate.default_layouts import give_layouts
from blogtool.generate.headings import title_from_headings
from blogtool.generate.plain_markdown import add_plain_markdown, readme_indexes
from blogtool.generate.relative_links import link_pages


def test_markdown_without_front_matter_is_a_page_and_still_copied():
    site = add_plain_markdown(
        a_site(files=[a_file("a.md"), a_file("LICENSE.md"), a_file("b.txt")]), a_bench()
    )

    assert [page.url for page in site.pages] == ["/a.html"]
    assert len(site.static_files) == 3


def test_a_readme_is_the_index_of_its_folder_unless_there_is_one():
    files = [a_file("docs/README.md"), a_file("lib/README.md")]
    site = readme_indexes(a_site(pages=[a_page("lib/index.html")], files=files), a_bench())

    assert [page.url for page in site.pages] == ["/lib/", "/docs/"]
    assert site.pages[1].destination == "docs/index.html"


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("# One\ntext", "One"),
        ("\n### Three\n", "Three"),
        ("Under\n=====\n", "Under"),
        ("text\n\n# Later", None),
        ("#tag", None),
    ],
)
def test_a_first_heading_is_the_title_of_a_page_that_has_none(body, title):
    site = title_from_headings(a_site(pages=[a_page("a.md", body)]), a_bench())

    assert site.pages[0].data.get("title") == title


def test_a_heading_can_be_taken_out_of_the_body():
    settings = {"strip_title": True}
    site = title_from_headings(
        a_site(pages=[a_page("a.md", "# T\ntext")], titles_from_headings=settings), a_bench()
    )

    assert site.pages[0].body == "text"


def test_posts_and_markdown_pages_get_the_first_layout_there_is():
    site = give_layouts(
        a_site(
            [a_post()], [a_page("index.md"), a_page("a.md"), a_page("b.html")], layouts=["home", "default"]
        )
    )

    assert site.posts[0].data["layout"] == "default"
    assert site.posts[0] is site.collections["posts"].documents[0]
    assert [page.data.get("layout") for page in site.pages] == ["home", "default", None]


@pytest.mark.parametrize(
    ("written", "resolved"),
    [
        ("[a](../b.md)", "[a](/base/b.html)"),
        ("[a](../b.md#x)", "[a](/base/b.html#x)"),
        ("[a](/b.md 'no')", "[a](/b.md 'no')"),
        ('[a](/b.md "T")', '[a](/base/b.html "T")'),
        ("[a]: ../b.md", "[a]: /base/b.html"),
        ("[a](https://x.example/b.md)", "[a](https://x.example/b.md)"),
        ("[a](missing.md)", "[a](missing.md)"),
        ("[a](../_posts/2021-01-01-first.md)", "[a](/base/2021/01/01/first.html)"),
        ("![i](../a%20b.png)", "![i](/base/a%20b.png)"),
    ],
)
def test_a_link_to_a_source_file_leads_to_its_page(written, resolved):
    pages = [a_page("sub/a.md", written), a_page("b.md")]

    site = link_pages(a_site([a_post()], pages, [a_file("a b.png")], baseurl="/base"))

    assert site.pages[0].body == resolved
