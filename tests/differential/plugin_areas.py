# ruff: noqa: E501
"""Random small sites, each about one plugin: what its users may write, in all spellings."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random

Files = dict[str, str]
DUMP = (
    "---\n---\n{% for p in site.posts %}{{ p.url }}|{{ p.title }}|{{ p.excerpt | strip }}|{{ p.content | strip }};\n{% endfor %}"
    "{% assign ps = site.pages | sort: 'url' %}{% for p in ps %}{{ p.url }}|{{ p.path }}|{{ p.title }}|{{ p.name }}|{{ p.dir }}|{{ p.layout }};\n{% endfor %}"
)


def config(**settings: object) -> str:
    """The text of `_config.yml`."""
    first = {"title": "The site", "url": "https://example.com", "time": "2024-06-15 12:00:00 +0000", "timezone": "UTC"}
    whole = {**first, **settings}
    return "".join(f"{key}: {json.dumps(one, ensure_ascii=False)}\n" for key, one in whole.items() if one != "absent")


def head(**values: object) -> str:
    """Front matter; `absent` leaves a key out."""
    lines = [f"{key}: {json.dumps(one, ensure_ascii=False)}\n" for key, one in values.items() if one != "absent"]
    return "---\n" + "".join(lines) + "---\n"


def posts(dice: Random, most: int = 5, **more: Callable[[], object]) -> Files:
    """Posts with further front matter, each value drawn."""
    files = {}
    for number in range(dice.randint(0, most)):
        day = dice.choice(("2020-01-02", "2021-05-06", "2021-05-07", "2022-12-31", "2023-02-28"))
        values = {key: draw() for key, draw in more.items()}
        text = dice.choice(("Some *text* here.\n\nMore.", "One & <b>two</b>\n\n## H\n\nthree", "", "`code` \"quoted\"", "日本語。\n\nx"))
        folder = dice.choice(("", "", "", "cat/", "Two Words/"))
        files[f"{folder}_posts/{day}-post-{number}.md"] = head(**values) + text + "\n"
    return files


def one_of(dice: Random, *values: object) -> Callable[[], object]:
    """A draw among values, about half of the time none."""
    return lambda: dice.choice(("absent", *values)) if dice.random() < 0.7 else "absent"


def pagination(dice: Random) -> Files:
    draw = lambda *values: one_of(dice, *values)()  # noqa: E731
    pager = (
        "{% for p in paginator.posts %}{{ p.url }} {{ p.title }};{% endfor %}|{{ paginator.page }}|{{ paginator.per_page }}|"
        "{{ paginator.total_pages }}|{{ paginator.total_posts }}|{{ paginator.previous_page }}|{{ paginator.previous_page_path }}|"
        "{{ paginator.next_page }}|{{ paginator.next_page_path }}|{{ page.url }}|{{ page.path }}|{{ page.dir }}|{{ page.title }}\n"
    )
    files = {
        "_config.yml": config(
            plugins=["jekyll-paginate"],
            paginate=draw(1, 2, 3, 100, 0, "2", None),
            paginate_path=draw("/page:num", "page:num", "/blog/page:num", "/blog/page:num/", "/blog/:num", "blog/p-:num/", "/:num/", "/page", "/a b/page:num", "/blog/page-:num.html"),
            permalink=draw("pretty", "date", "none", "/:title", "/x/:title.html"),
            baseurl=draw("/b", ""),
            future=draw(True),
            unpublished=draw(True),
        ),
        "index.html": head(title=draw("Home"), layout=draw("frame", None), published=draw(False)) + pager,
        "_layouts/frame.html": "<html>{{ content }}{{ paginator.page }}</html>\n",
        "dump.txt": DUMP,
    }
    for path in ("blog/index.html", "blog/index.md", "index.md", "about.html", "blog/sub/index.html", "a b/index.html"):
        if dice.random() < 0.35:
            files[path] = head(title=draw("List", "A & b"), pagination=draw(True)) + pager
    if dice.random() < 0.3:
        del files["index.html"]
    return {**files, **posts(dice, 6, hidden=one_of(dice, True), published=one_of(dice, True, False), title=one_of(dice, "T", "*x*"))}


def archives(dice: Random) -> Files:
    draw = lambda *values: one_of(dice, *values)()  # noqa: E731
    archive = "{{ page.type }}|{{ page.title }}|{{ page.title | date: '%Y %B' }}|{{ page.date | date: '%F' }}|{% for p in page.posts %}{{ p.url }};{% endfor %}|{{ page.url }}|{{ page.layout }}|{{ page.name }}|{{ page.path }}\n"
    settings: dict[str, object] = {
        "enabled": dice.choice(("all", ["year"], ["year", "month", "day"], ["tags", "categories"], ["categories"], [], ["year", "month", "tags"])),
    }
    for key, values in {
        "layout": ("archive", "missing"),
        "layouts": ({"year": "year"}, {"tag": "year", "category": "archive"}, {"month": "missing"}),
        "permalinks": (
            {"year": "/y/:year/", "month": "/y/:year/:month/", "day": "/:year/:month/:day.html", "tag": "/t/:name/", "category": "/c/:name/"},
            {"tag": "/tags/:name.html", "category": "/:name"}, {"year": "archive-:year"}, {"category": "/:type/:name/"},
        ),
        "slug_mode": ("pretty", "raw", "ascii", "latin", "none", "default"),
    }.items():  # fmt: skip
        if dice.random() < 0.5:
            settings[key] = dice.choice(values)
    files = {
        "_config.yml": config(plugins=["jekyll-archives"], permalink=draw("pretty", "/:title"), baseurl=draw("/b"), **{"jekyll-archives": settings}),
        "_layouts/archive.html": archive,
        "_layouts/year.html": "year " + archive,
        "dump.txt": DUMP,
        "list.html": "---\n---\n{% for a in site.archives %}{{ a.url }}|{{ a.title }}|{{ a.type }}|{{ a.date | date: '%F' }}|{{ a.posts | size }}\n{% endfor %}{{ site.archives.size }}",
    }
    labels = ("One", "two words", "Ünï", "c++", "a/b", "2020", "x.y", "日本", "a_b")
    tags = lambda: dice.choice(("absent", dice.sample(labels, 2), dice.choice(labels), [dice.choice(labels)]))  # noqa: E731
    return {**files, **posts(dice, 5, tags=tags, categories=tags)}


AUTHORS = (
    "Ann", {"name": "Ann"}, {"name": "Ann", "twitter": "@ann"}, {"twitter": "ann"}, {"name": "Ann", "url": "https://ann.example", "picture": "/p.png"},
    "ann", {"name": None}, "", None, {"name": "A & b"}, "Ann <a>", 3,
)  # fmt: skip
IMAGES = (
    "/a b.png", "a.png", "https://e.org/i.png", "", None, {"path": "/i.png"}, {"path": "/i.png", "height": 10, "width": 20, "alt": "Alt"},
    {"path": "/i.png", "height": 10}, {"url": "/u.png"}, {"facebook": "/f.png", "twitter": "/t.png"}, {"path": "//cdn/x.png"}, "ü.png",
)  # fmt: skip


def seo(dice: Random) -> Files:
    draw = lambda *values: one_of(dice, *values)()  # noqa: E731
    whole = config(
        plugins=["jekyll-seo-tag", *dice.choice(([], ["jekyll-paginate"], ["jekyll-feed"]))],
        title=draw("The site", "A & b", "", None, "*M*"), name=draw("Site name"), tagline=draw("The tag", ""), description=draw("The *site* & \"all\"\n\nmore", "", 3),
        url=draw("https://example.com", "https://e.org/"), baseurl=draw("/b", "/b/"), author=draw(*AUTHORS), lang=draw("fr", "en-GB", "pt_BR"), locale=draw("en_GB"),
        twitter=draw({"username": "ann"}, {"username": "@ann", "card": "summary"}, {"card": "x"}, "ann"),
        facebook=draw({"app_id": 1}, {"publisher": "P", "admins": "A"}, {"admins": "A"}), logo=draw("/logo.png", "https://e.org/l.png", ""),
        social=draw({"name": "S", "links": ["https://a", "https://b"]}, {"links": ["x"]}, {"name": "S"}, {"links": "x"}),
        webmaster_verifications=draw({"google": "g", "bing": "b", "alexa": "a", "yandex": "y", "baidu": "d", "facebook": "f"}, {"google": ""}),
        google_site_verification=draw("gsv"), paginate=draw(1), timezone=draw("Europe/Paris", "UTC"), permalink=draw("pretty"),
    )  # fmt: skip
    files = {
        "_config.yml": whole,
        "_layouts/default.html": "<html><head>{% seo " + dice.choice(("", "title=false")) + " %}</head><body>{{ content }}</body></html>\n",
        "_layouts/home.html": "---\nlayout: default\n---\n{{ content }}\n",
        "_data/authors.yml": "ann: {name: Ann Author, twitter: anntw, url: https://ann, picture: /pic.png}\nbob: Bob\nAnn: {twitter: t2}\n",
    }
    def page(**more: object) -> str:
        values: dict[str, object] = {
            "layout": dice.choice(("default", "home")),
            "title": draw("Page *title*", "A & \"b\"", "", 2020, "The site", " x  y "), "description": draw("Own *d* & \"x\"\n\nmore", "", 5, "{{ page.title }}"),
            "excerpt": draw("An *excerpt*", ""), "author": draw(*AUTHORS), "authors": draw(["ann", "bob"], "ann", [{"name": "Z"}], []), "image": draw(*IMAGES),
            "lang": draw("de", "de-AT"), "locale": draw("nl_NL"), "canonical_url": draw("https://c.org/x", "", "/rel"), "date": draw("2020-01-02", "2020-01-02 03:04:05 +0200", "2019-09-09"),
            "last_modified_at": draw("2021-02-03", "2021-02-03 04:05:06 +0100"), "twitter": draw({"card": "summary"}, {"username": "p"}),
            "seo": draw({"type": "Person"}, {"name": "SeoName", "links": ["l1"], "date_modified": "2022-01-01"}, {"date_modified": "2022-01-01 02:03"}, {"links": "x"}), "permalink": draw("/x/", "/y"),
            "categories": draw("a b"), "published_time": draw("2020"), **more,
        }  # fmt: skip
        text = dice.choice(("Text *one*.\n\nTwo.", "", "# H\n\n> q", "<p>html & \"x\"</p>", "a  b\nc   d" * 30))
        return head(**values) + text + "\n"
    for path in ("index.html", "about.md", "sub/index.md", "x.html", "sub/a b.md", "404.html"):
        if dice.random() < 0.6:
            files[path] = page()
    for number in range(dice.randint(0, 3)):
        files[f"_posts/202{number}-01-02-a-post-{number}.md"] = page(layout="default", permalink="absent")
    return files


def feed(dice: Random) -> Files:
    draw = lambda *values: one_of(dice, *values)()  # noqa: E731
    settings: dict[str, object] = {}
    for key, values in {
        "path": ("atom.xml", "/f/feed.xml", "feed", "a b.xml"), "posts_limit": (0, 1, 2, 20, "1", -1, None), "excerpt_only": (True, False),
        "categories": (["a"], ["a", "Two"], "a", []), "tags": (True, {"only": ["x"]}, {"except": ["x"]}, {"path": "by/"}, {"path": "/t", "only": ["x", "y"]}, False),
        "collections": (["notes"], {"notes": {"path": "/n.xml"}}, {"notes": {"categories": ["a"]}}, {"posts": {"categories": ["a"]}}, {"notes": None}),
        "disable_in_development": (False,), "icon": ("/i.png",), "logo": ("/l.png",),
    }.items():  # fmt: skip
        if dice.random() < 0.3:
            settings[key] = dice.choice(values)
    files = {
        "_config.yml": config(
            plugins=["jekyll-feed"], feed=settings, title=draw("The site", "A *b* \"c\" -- d", None, ""), name=draw("Name"), description=draw("D & <b>", ""), tagline=draw("t"), author=draw(*AUTHORS),
            lang=draw("fr"), collections=dice.choice(({"notes": {"output": True}}, {"notes": {}}, {"notes": {"output": True, "permalink": "/n/:title/"}})),
            show_drafts=draw(True), baseurl=draw("/b"), url=draw("https://e.org", ""), excerpt_separator=draw("", "<!--more-->"), permalink=draw("pretty"), timezone=draw("Asia/Kolkata", "UTC"),
        ),
        "index.html": "---\n---\n{% feed_meta %}",
        "dump.txt": DUMP,
        "_data/authors.yml": "ann: {name: Ann Author, email: a@b.c, uri: https://ann}\nbob: Bob\n",
    }  # fmt: skip
    values = {
        "title": one_of(dice, "T *x*", "A < b", "2020", 7, "  s  ", "<b>t</b>"), "tags": one_of(dice, ["x"], ["x", "y"], "z z2"), "categories": one_of(dice, ["a"], "a Two", []), "category": one_of(dice, "single"),
        "author": one_of(dice, *AUTHORS), "authors": one_of(dice, ["ann", "bob"], [{"name": "Z"}]), "image": one_of(dice, *IMAGES[:8]), "excerpt": one_of(dice, "Own *ex*", ""),
        "description": one_of(dice, "Desc & <i>x</i>", ""), "last_modified_at": one_of(dice, "2023-01-02", "2023-01-02 03:04:05 +0100"), "feed": one_of(dice, {"excerpt_only": True}, {"excerpt_only": False}),
        "lang": one_of(dice, "de"), "draft": one_of(dice, True), "published": one_of(dice, False), "permalink": one_of(dice, "/u/x/", "/ü/"), "date": one_of(dice, "2020-05-06 07:08:09 +0200"),
    }  # fmt: skip
    files.update(posts(dice, 4, **values))
    if dice.random() < 0.4:
        files["_notes/n.md"] = head(**{key: make() for key, make in values.items()}) + "Note *n*.\n"
    if dice.random() < 0.2:
        files["_drafts/d.md"] = "---\ntitle: Draft\ndate: 2020-02-03\n---\nDraft\n"
    if dice.random() < 0.15:
        files["feed.xslt.xml"] = dice.choice(("<x/>", "---\n---\n<x/>"))
    if dice.random() < 0.1:
        files["feed.xml"] = "---\n---\nown\n"
    return files


def sitemap(dice: Random) -> Files:
    draw = lambda *values: one_of(dice, *values)()  # noqa: E731
    files = {
        "_config.yml": config(
            plugins=["jekyll-sitemap", *dice.choice(([], ["jekyll-redirect-from"], ["jekyll-feed"], ["jekyll-paginate"]))], baseurl=draw("/b", "/b/"), url=draw("https://e.org", "https://e.org/", ""), permalink=draw("pretty", "none", "/:title"),
            collections=dice.choice(({"notes": {"output": True}}, {"notes": {}}, {"notes": {"output": True, "permalink": "/n/:title/"}})), paginate=draw(1), timezone=draw("Asia/Kolkata"),
            defaults=draw([{"scope": {"path": "sub"}, "values": {"sitemap": False}}], [{"scope": {"path": "", "type": "posts"}, "values": {"last_modified_at": "2023-01-01"}}]),
        ),
    }  # fmt: skip
    values = {
        "sitemap": one_of(dice, False, True, "false"), "last_modified_at": one_of(dice, "2023-01-02", "2023-01-02 03:04:05 +0100"), "permalink": one_of(dice, "/u/x/", "/ü y/", "/z", "/index.html", "/a/index.html"), "date": one_of(dice, "2020-05-06 07:08:09 +0200", "2020-01-01"),
        "redirect_to": one_of(dice, "/x/"), "redirect_from": one_of(dice, "/old/"), "published": one_of(dice, False),
    }  # fmt: skip
    files.update(posts(dice, 3, **values))
    for path in ("index.html", "about.md", "404.html", "404.md", "sub/page.md", "sub/index.html", "x.xml", "y.txt", "_notes/n.md", "_notes/sub/o.html", "z.htm", "q.xhtml", "a b.html"):
        if dice.random() < 0.4:
            files[path] = head(**{key: make() for key, make in values.items()}) + "text\n"
    for path in ("s.html", "p.pdf", "d.PDF", "plain.txt", "sub/t.htm", "404.htm", "ü.html", "r.xhtml"):
        if dice.random() < 0.25:
            files[path] = "static\n"
    if dice.random() < 0.2:
        files[dice.choice(("robots.txt", "sitemap.xml"))] = dice.choice(("own\n", "---\n---\nown\n"))
    return files


def redirects(dice: Random) -> Files:
    draw = lambda *values: one_of(dice, *values)()  # noqa: E731
    old = ("/old/", "old", "/old.html", "/a b/", "/ü/", "", "/", "/old/index.html", "old/x.htm", "/x.y/z", "/q?a=1", "https://e.org/old", "/old#f")
    new = ("https://e.org/", "/new/", "new", "about", "http://e.org/a b", "//cdn/x", "mailto:a@b.c", "", "/ü", "#f", "?q")
    files = {
        "_config.yml": config(
            plugins=["jekyll-redirect-from", *dice.choice(([], ["jekyll-sitemap"], ["jekyll-feed"]))], baseurl=draw("/b", "/b/"), url=draw("https://e.org", ""), permalink=draw("pretty"),
            redirect_from=draw({"json": False}, {"json": True}), collections=dice.choice(({"notes": {"output": True}}, {"notes": {}})),
        ),
        "dump.txt": DUMP,
    }  # fmt: skip
    values = {
        "redirect_from": one_of(dice, *old, *old[:5], list(old[:2]), [old[3], None], dice.sample(old, 2), []), "redirect_to": one_of(dice, "absent", "absent", *new, list(new[:2]), [], None),
        "layout": one_of(dice, "frame"), "permalink": one_of(dice, "/p/", "/p"), "title": one_of(dice, "T"),
    }  # fmt: skip
    for path in ("index.html", "about.md", "sub/page.md", "x.xml", "_notes/n.md", "z.txt"):
        if dice.random() < 0.6:
            files[path] = head(**{key: make() for key, make in values.items()}) + "text\n"
    files.update(posts(dice, 3, **values))
    files["_layouts/frame.html"] = "<x>{{ content }}</x>"
    if dice.random() < 0.2:
        files["_layouts/redirect.html"] = "{{ page.redirect.from }}|{{ page.redirect.to }}|{{ page.url }}|{{ page.title }}|{{ page.redirect | jsonify }}\n"
    if dice.random() < 0.1:
        files["redirects.json"] = dice.choice(("own\n", "---\n---\nown\n"))
    return files


def relative_links(dice: Random) -> Files:
    draw = lambda *values: one_of(dice, *values)()  # noqa: E731
    links = (
        "[a](about.md)", "[a](./about.md)", "[a](../about.md)", "[a](/about.md)", "[a](about.md#x)", "[a](about.md \"t\")", "[a](about.md 't')", "[a](about.md#x \"t\")", "[a]( about.md )", "[a](<about.md>)", "[*a* `c`](about.md)",
        "[a](sub/page.md)", "[a](sub/a%20b.md)", "[a](sub/a b.md)", "[a](missing.md)", "[a](about.html)", "[a](https://e.org/about.md)", "[a](mailto:about.md)", "![a](img.png)", "![a](sub/img.png \"t\")", "[a](img.png)", "[a](about.md?q=1)", "[a](#x)", "[a]()",
        "[a][r]\n\n[r]: about.md", "[a][r2]\n\n[r2]: ./sub/page.md \"T\"", "[a][r3]\n\n[r3]: about.md#x", "[r4]\n\n  [r4]: ../about.md", "`[a](about.md)`", "```\n[a](about.md)\n```", "    [a](about.md)", "\\[a](about.md)", "<a href=\"about.md\">a</a>",
        "[a](_posts/2020-01-02-p.md)", "[a](../_posts/2020-01-02-p.md)", "[a](_notes/n.md)", "[a](about.md){:.x}", "[![i](img.png)](about.md)", "[a [b]](about.md)", "[a\nb](about.md)", "[a](about.md) [b](sub/page.md)", "{% link about.md %}", "[a](about)", "[a](sub/)", "[a](sub)",
        "[a](sub/README.md)", "[^1]\n\n[^1]: about.md", "[a](ABOUT.md)", "[a](sub/../about.md)", "[a](About.MD)", "[x](x.txt)", "[x](page.html)", "[r5]: <about.md>\n[a][r5]", "(about.md)", "[](about.md)", "[a](about.md\n\"t\")",
    )  # fmt: skip
    def text() -> str:
        return "\n\n".join(dice.choice(links) for _ in range(dice.randint(2, 7))) + "\n"
    files = {
        "_config.yml": config(
            plugins=["jekyll-relative-links", *dice.choice(([], ["jekyll-optional-front-matter"], ["jekyll-readme-index", "jekyll-optional-front-matter"], ["jekyll-titles-from-headings"]))],
            relative_links=draw({"collections": True}, {"collections": True}, {"enabled": False}, {"exclude": ["sub"]}, {"exclude": "about.md"}, {"exclude": ["sub/*"], "collections": True}),
            collections=dice.choice(({"notes": {"output": True}}, {"notes": {}})), baseurl=draw("/b"), permalink=draw("pretty", "/:title"),
        ),
        "about.md": head(permalink=draw("/x/", "/ü/")) + text(),
        "img.png": "x", "sub/img.png": "x",
        "dump.txt": DUMP,
    }  # fmt: skip
    for path in ("index.md", "sub/page.md", "sub/a b.md", "_posts/2020-01-02-p.md", "_notes/n.md", "sub/README.md", "page.html", "README.md", "x.txt"):
        if dice.random() < 0.6:
            files[path] = dice.choice((head(), head(title="T"), head(), "")) + text()
    return files


def headings(dice: Random) -> Files:
    draw = lambda *values: one_of(dice, *values)()  # noqa: E731
    starts = (
        "# Title", "# Title #", "## Two ##", "### Three", "#### Four", "#No space", " # Indented", "    # Code", "Title\n=====", "Title\n-----", "Two words\n===\n\n# Next", "\n\n# After", "Text\n\n# Later", "# *Em* `c` [l](x) & \"q\"",
        "# A {#id}", "# A\n{:.c}", "<h1>H</h1>", "# ", "#\tTab", "# 日本", "Text -- x\n---", "> # Q", "* # L", "# {{ page.url }}", "{% if true %}# L{% endif %}", "<!-- c -->\n# C", "# One\n# Two", "Line\n# H", "# A<br>b", "# A &amp; b &lt;", "a\n=", "# `a`", "# 2020",
    )  # fmt: skip
    files = {
        "_config.yml": config(
            plugins=["jekyll-titles-from-headings", *dice.choice(([], ["jekyll-optional-front-matter"], ["jekyll-relative-links"]))],
            titles_from_headings=draw({"collections": True}, {"strip_title": True}, {"strip_title": True, "collections": True}, {"enabled": False}, {"strip_title": False}, {}),
            collections=dice.choice(({"notes": {"output": True}}, {"notes": {}})), defaults=draw([{"scope": {"path": "sub"}, "values": {"layout": "D"}}]),
        ),
        "dump.txt": DUMP + "{% for n in site.notes %}{{ n.title }}|{{ n.content }}|{{ n.excerpt }}{% endfor %}",
    }  # fmt: skip
    for path in ("index.md", "a.md", "b.markdown", "sub/c.md", "d.html", "_posts/2020-01-02-p.md", "_posts/2020-01-03-q.md", "_notes/n.md", "e.md", "f.mkdn"):
        if dice.random() < 0.7:
            start = dice.choice(("", "", "\n")) + dice.choice(starts) + dice.choice(("\n\nText.\n\nMore.\n", "\nText\n", "\n", "", "\n\n\n  \n  text  \n\n"))
            values = head(title=draw("Own", "", None, "P"), strip_title=draw(True, False))
            files[path] = dice.choice((values, values, "---\n---\n", "")) + start
    return files


def readmes(dice: Random) -> Files:
    draw = lambda *values: one_of(dice, *values)()  # noqa: E731
    files = {
        "_config.yml": config(
            plugins=dice.sample(["jekyll-readme-index", "jekyll-optional-front-matter", "jekyll-titles-from-headings", "jekyll-default-layout", "jekyll-relative-links", "jekyll-sitemap"], dice.randint(1, 4)),
            readme_index=draw({"remove_originals": True}, {"with_frontmatter": True}, {"enabled": False}, {"with_frontmatter": True, "remove_originals": True}),
            optional_front_matter=draw({"remove_originals": True}, {"enabled": False}, {"collections": True}), exclude=draw(["sub"], ["LICENSE.md"]), include=draw(["CONTRIBUTING.md"], ["LICENSE.md", "CODE_OF_CONDUCT.md"], ["README.md"]),
            permalink=draw("none", "/:title"),
        ),
        "dump.txt": DUMP,
    }  # fmt: skip
    for layout in ("default", "page", "post", "home"):
        if dice.random() < 0.6:
            files[f"_layouts/{layout}.html"] = f"{layout}[{{{{ content }}}}]\n"
    for path in ("README.md", "readme.md", "Readme.markdown", "README.html", "README", "README.txt", "sub/README.md", "sub/index.md", "sub/deep/README.md", "index.md", "index.html", "LICENSE.md", "CONTRIBUTING.md",
                 "a.md", "sub/b.markdown", "CODE_OF_CONDUCT.md", ".github/c.md", "docs/README.md", "c.html", "_posts/2020-01-02-p.md", "sub/CONTRIBUTING.md", "_folder/x.md", "ISSUE_TEMPLATE.md"):  # fmt: skip
        if dice.random() < 0.3:
            start = dice.choice(("", "", head(), head(title="T"), head(permalink="/own/"), head(layout="page"), head(layout=None)))
            files[path] = start + dice.choice(("# H\n\ntext [a](a.md)\n", "text {{ page.path }}\n", ""))
    return files


def small_plugins(dice: Random) -> Files:
    draw = lambda *values: one_of(dice, *values)()  # noqa: E731
    pieces = (
        "{% avatar ann %}", "{% avatar ann size=50 %}", "{% avatar {{ page.user }} %}", "{% avatar user=page.user %}", "{% avatar page.user %}", "{% avatar @ann %}", "{% avatar ann size=page.n %}", "{% avatar ann lazy=true %}",
        "{% gist ann/123 %}", "{% gist ann/123 f.rb %}", "{% gist 123 %}", "{% gist page.gist %}", "{% gist \"ann/123\" %}", "{% gist ann/123 page.file %}",
        "{% include_cached one.html a=1 %}{% include_cached one.html a=2 %}{% include_cached one.html a=1 %}", "{% include_cached one.html %}", "{% include_cached {{ page.inc }} a=page.user %}",
        "By @ann, @bob-x (@c) a@b.c @d/e @F. @g, '@h' @_i @j_", "<p>@ann</p><code>@x</code><pre>@y</pre><a href='/'>@z</a>", "# @ann", "@mention @mentioned", "[@ann](x)", "@ann's", "@@ann", "@a--b @-c @d-", "@ünï @日本", "`@code`",
        "{{ '<h1 id=\"a\">A</h1><h2 id=\"b\">B</h2>' | toc }}", "{% toc %}", "{{ '<h1 id=\"a\">A</h1><h3 id=\"b\">B <b>x</b></h3><h2>C</h2>' | toc_only }}",
        "# One\n\n## Two *em*\n\n### Three\n\n## Two *em*", "## Start\n\n# Back\n\n###### Six", "## No\n{: .no_toc}\n\n## Yes\n\n### Sub", "<div class=\"no_toc_section\"><h2 id=\"x\">X</h2></div>\n\n## After", "## `code` & <b>html</b>", "## 日本\n\n## c++",
    )  # fmt: skip
    files = {
        "_config.yml": config(
            plugins=["jekyll-avatar", "jekyll-gist", "jekyll-include-cache", "jekyll-toc", *dice.choice(([], ["jekyll-mentions"]))], gist={"noscript": False},
            **{"jekyll-mentions": draw("https://m.org", {"base_url": "https://m.org/u"}, {"base_url": "https://m.org/"})},
            toc=draw({"min_level": 2}, {"max_level": 2}, {"min_level": 2, "max_level": 3, "ordered_list": True}, {"no_toc_section_class": "no_toc_section"}, {"list_id": "li", "list_class": "lc", "sublist_class": "sc", "item_class": "ic", "item_prefix": "ip-"}, {"no_toc_class": "no_toc"}, {"no_toc_section_class": ["no_toc_section", "x"]}),
            avatar=draw({"lazy": True}),
        ),
        "_layouts/t.html": dice.choice(("{{ content | toc }}", "{{ content | toc_only }}|{{ content | inject_anchors }}", "<div>{% toc %}</div>{{ content }}")),
        "_layouts/plain.html": "{{ content }}",
        "_includes/one.html": "<i>{{ include.a }} {{ page.url }}</i>",
    }  # fmt: skip
    for path in ("a.md", "b.html", "_posts/2020-01-02-p.md", "c.md"):
        text = dice.choice(("\n\n", "\n")).join(dice.choice(pieces) for _ in range(dice.randint(1, 5)))
        files[path] = head(layout=draw("t", "t", "plain"), toc=draw(True, True, False), user="ann", inc="one.html", gist="ann/9", file="f.rb", n=30, **{"jekyll-mentions": draw(False, "https://own")}) + text + "\n"
    return files


PLUGIN_AREAS: dict[str, Callable[[Random], Files]] = {
    "pagination": pagination, "archives": archives, "seo": seo, "feed": feed, "sitemap": sitemap, "redirects": redirects,
    "relative-links": relative_links, "headings": headings, "readmes": readmes, "small-plugins": small_plugins,
}  # fmt: skip
