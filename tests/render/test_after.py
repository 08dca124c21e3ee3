"""Steps over finished pages: mentions, and links that stay in one language."""

from datetime import UTC, datetime

import pytest

from blogtool.model.config import DEFAULTS, Config
from blogtool.model.content import Page
from blogtool.model.site import Site
from blogtool.render.after import after_steps
from blogtool.render.after.mentions import link_mentions

GITHUB = "https://github.com"


def mentioned(name: str) -> str:
    return f'<a href="{GITHUB}/{name}" class="user-mention">@{name}</a>'


@pytest.mark.parametrize("name", ["ann", "octo-cat", "with_underscore", "UPPER", "x1"])
def test_a_name_after_an_at_sign_is_linked(name):
    assert link_mentions(f"<p>By @{name}.</p>", GITHUB) == f"<p>By {mentioned(name)}.</p>"


@pytest.mark.parametrize(
    "html",
    [
        "<p>me@x.example</p>",
        "<code>@x</code>",
        "<pre>a @x</pre>",
        '<a href="#">see <b>@x</b></a>',
        "<script>'@x'</script>",
        '<i title="@x">y</i>',
        "<!-- @x -->",
        "<p>@me/repo @a.b @-x @mention</p>",
        "<head><title>@x</title></head><body>y</body>",
    ],
)
def test_what_is_no_mention_stays(html):
    assert link_mentions(html, GITHUB) == html


def test_text_after_code_is_read_again():
    assert link_mentions("<code>@a</code> @b", GITHUB) == f"<code>@a</code> {mentioned('b')}"


def a_site(lang: str, **settings: object) -> Site:
    named = {"plugins": ["jekyll-polyglot"], "url": "https://p.example", **settings}
    config = Config("", "", {**DEFAULTS, **named})
    tongues = {"active_lang": lang, "default_lang": "en", "languages": ["en", "fr"]}
    return Site(config, datetime(2022, 1, 1, tzinfo=UTC), (), {}, (), (), {}, {}, {}, extra=tongues)


def finished(html: str, lang: str = "fr", **settings: object) -> str:
    page = Page("a.html", {}, "", "/a.html", "a.html")
    for step in after_steps(a_site(lang, **settings)):
        html = step(html, page)
    return html


@pytest.mark.parametrize(
    ("link", "there"),
    [
        ("/about", "/fr/about"),
        ("/", "/fr/"),
        ("/a.b/c.html#x", "/fr/a.b/c.html#x"),
        ("/中文", "/fr/中文"),
        ("https://p.example/x", "https://p.example/fr/x"),
        ("/fr/about", "/fr/about"),
        ("/en/about", "/en/about"),
        ("/fr", "/fr"),
        ("//cdn.example/x", "//cdn.example/x"),
        ("https://else.example/x", "https://else.example/x"),
        ("https://p.example", "https://p.example"),
        ("relative/x", "relative/x"),
        ("#here", "#here"),
    ],
)
def test_links_lead_to_the_same_language(link, there):
    assert finished(f'<a href="{link}">') == f'<a href="{there}">'


def test_the_default_language_has_no_folder():
    assert finished('<a href="/about">', "en") == '<a href="/about">'


def test_only_links_below_the_baseurl_are_ours():
    assert finished('<a href="/b/x"><a href="/x">', baseurl="/b") == '<a href="/b/fr/x"><a href="/x">'


def test_shared_files_have_one_address():
    html = '<link href="/css/site.css"><a href="/page">'

    there = '<link href="/css/site.css"><a href="/fr/page">'

    assert finished(html, exclude_from_localization=["css"]) == there


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_protected_link_is_as_written(lang):
    assert finished('<a kept-href="/about">', lang) == '<a href="/about">'


def test_a_named_emoji_is_a_picture():
    assert finished(":tada: `x` :nope:", plugins=["jemoji"]) == (
        '<img class="emoji" title=":tada:" alt=":tada:" '
        'src="https://github.githubassets.com/images/icons/emoji/unicode/1f389.png" height="20" width="20">'
        " `x` :nope:"
    )


def test_code_and_times_have_no_emoji():
    html = "<code>:tada:</code> 10:30:45"

    assert finished(html, plugins=["jemoji"]) == html
