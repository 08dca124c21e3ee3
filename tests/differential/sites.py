# ruff: noqa: E501
"""Random small sites: a map of paths to texts, drawn from pieces that have a meaning to Jekyll."""

from __future__ import annotations

import json
from random import Random

SCALARS = (
    "plain words", "'quoted: text'", '"double \\"quoted\\" & <b>"', "2020", "007", "1.50", "1e3", "12:30:45", "yes", "off",
    "true", "~", "", "2021-03-04", "2021-03-04 05:06:07", "2021-03-04 05:06:07 +0200", "2021-03-04T05:06:07Z", "Ünïcode ☃",
    "[a, b c, 3]", "{k: v, n: 2}", "|\n  two\n  lines", ">\n  folded\n  text", "a #no comment", "a: b",
    "0x1F", "1_000", "1,000", "-0.0", ".5", "+12", "2020-13-45", "!!str 12", "'it''s'", "a | b", "日本語",
)  # fmt: skip

TITLES = (
    "A plain title", "'Quoted: title'", '"A \\"double\\" one"', "2020", "Ünïcode & <b>", "true", "1.0", "A *marked* one",
    "2021-02-03", "\"  spaced  \"", "''", "日本語",
)  # fmt: skip

DATES = (
    "2020-05-06", "2020-05-06 07:08:09", "2020-05-06 07:08:09 +0300", "2020-05-06 23:30:00 -0500", "2020-05-06T07:08:09Z",
    "'2020-05-06 07:08'", "2020-05-06 07:08", "2020-05-06 07:08 +0100", "2030-01-01", "2024-06-15", "2024-06-15 12:00:00 +0000",
    "2024-06-15 12:00:01 +0000", "'6 May 2020'", "2020-05-06 00:00:00.5 +0000", "1999-12-31 23:59:59 +0000",
)  # fmt: skip

PERMALINKS = (
    "/fixed/", "/fixed/page.html", "/fixed/page", "fixed-relative", "/:title/", "/:categories/:title", "/x/:slug.html",
    "/:year/:month/:day/:title:output_ext", "pretty", "date", "/a b/ü/", "/data.json", "/:y_day-:short_year/:i_month/:i_day/:title/",
    "/w/:week/:short_day/:long_month/:title.html", "/:hour:minute:second-:name/", "/:slugified_categories/:name:output_ext", "/",
    "/..//up/:title/", "/:collection/:path/", "/%20/x/", "none", "/about.xml", "/q/index.html",
)  # fmt: skip

SITE_PERMALINKS = (
    "date", "pretty", "ordinal", "weekdate", "none", "/:title", "/:categories/:title/", "/blog/:year/:month/:title.html",
    "/:slug/", "/:short_year/:i_month/:title:output_ext", "/:title:output_ext", "/:categories/:year-:month-:day-:name.html",
    "/x/:w_year/:week/:w_day/:title/", "/:slugified_categories/:title/", "/:short_month/:long_day/:title/",
)  # fmt: skip

LABELS = ("One", "two words", "Ünï", "c++", "a/b", "UPPER", "a&b", "x-y", "two")

EXTENSIONS = (".md", ".md", ".md", ".markdown", ".html", ".html", ".mkdn", ".txt", ".MD", ".xml", ".css", ".json", ".scss")

MARKDOWN = (
    "First *paragraph* with `code`.", "Second paragraph, \"quoted\" -- and more...", "## A heading", "# Top & more",
    "* one\n* two\n* three", "1. first\n2. second", "> A quote\n> over two lines", "```ruby\nputs 1 # c\n```", "    indented code",
    "A [link](https://example.com \"t\") and ![image](/a.png).", "| a | b |\n|---|---|\n| 1 | 2 |", "<div>raw *html*</div>",
    "A [reference][one].\n\n[one]: /somewhere \"Title\"", "A note[^1].\n\n[^1]: The note.", "Line one  \nline two", "---",
    "Text\nwith a newline", "<!-- a comment -->", "Term\n: Definition", "{:.cls}\nA paragraph with a class", "&copy; & < >",
    "See [about](about.md) and [sub](../about.md#x \"t\").", "[ref]: about.md", "By @ann, `@code` and a@b.c.",
    "<!--more-->", "Before <!--more--> after", "日本語の段落。", "$$x^2$$ and \\(y\\)", "* a\n\n  b\n\n* c", "Heading\n=======", "***",
)  # fmt: skip

FACTS = (
    "{{ page.url }}", "{{ page.id }}", "{{ page.title }}", "{{ page.title | inspect }}", "{{ page.date }}", "{{ page.path }}",
    "{{ page.dir }}", "{{ page.name }}", "{{ page.slug }}", "{{ page.ext }}", "{{ page.collection }}", "{{ page.relative_path }}",
    "{{ page.categories | jsonify }}", "{{ page.tags | jsonify }}", "{{ page.excerpt }}", "{{ page.draft }}", "{{ page.layout }}",
    "{{ page.published }}", "{{ page.permalink }}", "{{ page.next.url }}", "{{ page.previous.url }}", "{{ page.custom }}",
    "{{ page.custom | jsonify }}", "{{ page.custom | inspect }}", "{{ page.date | date: '%Y-%m-%d %H:%M %z' }}", "{{ page.none }}",
    "{{ page.date | date_to_xmlschema }}", "{{ page.category }}", "{{ page.tag }}", "{{ page.content | size }}", "{{ page.excerpt | strip_html }}",
    "{{ page.lang }}", "{{ page.weight | plus: 1 }}", "{{ page.url | relative_url }}", "{{ page.url | absolute_url }}", "{{ page.previous.title }}",
    "{{ page.content | number_of_words }}", "{{ page.from_default }}", "{{ page.custom.k }}", "{{ page.custom[0] }}", "{{ page.custom.size }}",
)  # fmt: skip

SITE_FACTS = (
    "{{ site.title }}", "{{ site.baseurl }}", "{{ site.time }}", "{{ site.posts.size }}", "{{ site.pages.size }}", "{{ jekyll.environment }}",
    "{% for p in site.posts %}{{ p.url }} {{ p.title }} {{ p.date }};{% endfor %}",
    "{% for p in site.posts %}[{{ p.excerpt | strip_newlines }}]{% endfor %}",
    "{% for p in site.posts limit:2 %}{{ p.content }}{% endfor %}",
    "{% for t in site.tags %}{{ t[0] }}={{ t[1] | map: 'url' | join: ',' }};{% endfor %}",
    "{% for c in site.categories %}{{ c[0] }}={{ c[1].size }};{% endfor %}",
    "{% for n in site.notes %}{{ n.url }} {{ n.id }} {{ n.path }} {{ n.output | size }};{% endfor %}",
    "{% for c in site.collections %}{{ c.label }} {{ c.docs.size }} {{ c.files.size }} {{ c.output }} {{ c.relative_directory }};{% endfor %}",
    "{% assign ps = site.pages | sort: 'path' %}{% for p in ps %}{{ p.path }} {{ p.url }} {{ p.dir }} {{ p.name }};{% endfor %}",
    "{% assign fs = site.static_files | sort: 'path' %}{% for f in fs %}{{ f.path }} {{ f.name }} {{ f.basename }} {{ f.extname }} {{ f.collection }} {{ f.from_default }};{% endfor %}",
    "{{ site.data.one | jsonify }}", "{{ site.data.sub.two | jsonify }}", "{{ site.data | jsonify }}", "{{ site.data.table[0].name }}",
    "{% assign g = site.posts | group_by: 'layout' %}{% for x in g %}{{ x.name }}:{{ x.size }};{% endfor %}",
    "{{ site.posts | where: 'layout', 'post' | map: 'title' | join: ', ' }}", "{{ site.posts | sort: 'title' | map: 'url' | join: ' ' }}",
    "{{ site.posts | where_exp: 'p', 'p.tags contains \"two\"' | size }}", "{{ site.documents | map: 'relative_path' | sort | join: ' ' }}",
    "{% assign s = site.notes | sort: 'weight' %}{{ s | map: 'path' | join: ' ' }}", "{{ site.related_posts | map: 'url' | join: ' ' }}",
    "{{ site.custom_setting | jsonify }}", "{{ site.categories.two.size }}", "{{ site.posts.first.next.url }}", "{{ site.posts.last.previous.title }}",
    "{{ site.html_pages | map: 'url' | sort | join: ' ' }}", "{{ site.notes.first.content }}", "{{ site.posts[1].categories | join: '+' }}",
    "{% for p in site.posts %}{{ p.date | date_to_string }} {{ p.date | date_to_long_string: 'ordinal' }};{% endfor %}",
    "{% assign d = site.posts | group_by_exp: 'p', 'p.date | date: \"%Y\"' %}{% for x in d %}{{ x.name }}={{ x.items | size }};{% endfor %}",
)  # fmt: skip

LIQUID = (
    "{% if page.title %}titled{% else %}untitled{% endif %}", "{% assign x = page.title | upcase %}{{ x }}", "{% raw %}{{ raw }}{% endraw %}",
    "{% comment %}gone{% endcomment %}", "{% capture c %}a{{ page.slug }}b{% endcapture %}{{ c | size }}", "{{ 'a b' | slugify }}",
    "{% include one.html %}", "{% include sub/two.html a=page.title b='x y' %}", "{% include with.md n=3 %}", "{%- assign y = 1 -%} {{ y | plus: 2 }}",
    "{% unless page.tags.size > 0 %}no tags{% endunless %}", "{% case page.layout %}{% when 'post' %}p{% else %}other{% endcase %}",
    "{% for i in (1..3) %}{{ forloop.index }}{% endfor %}", "{% highlight ruby %}\ndef a; end\n{% endhighlight %}", "{{ '*a*' | markdownify }}",
    "{{ page.url | prepend: site.baseurl }}", "{{ 'now' | date: '' }}", "{% link about.md %}", "{{ page.tags | array_to_sentence_string }}",
    "{% for t in page.tags %}{{ t | slugify: 'pretty' }} {% endfor %}", "{% if page.custom == nil %}nil{% endif %}",
    "{{ page.title | smartify | xml_escape | cgi_escape }}", "{% cycle 'a', 'b' %}", "{{ 1 | divided_by: 2.0 }}",
)  # fmt: skip


def front_matter(dice: Random, kind: str) -> str:
    """The lines between the dashes."""
    lines = []

    def maybe(key: str, values: tuple[str, ...], likely: int = 3) -> None:
        if dice.randint(0, 9) < likely:
            lines.append(f"{key}: {dice.choice(values)}")

    maybe("layout", ("post", "default", "default", "nested", "none", "null", "missing", "bare"), 5)
    maybe("title", TITLES, 5)
    maybe("date", DATES, 2 if kind != "page" else 1)
    maybe("permalink", PERMALINKS, 2)
    maybe("published", ("true", "false", "'false'", "no", "null"), 1)
    maybe("slug", ("my-slug", "'My Slug!'", "Ünï", "'2020'"), 1)
    maybe("custom", SCALARS, 4)
    maybe("weight", ("1", "2", "10", "-3", "1.5"), 2)
    maybe("draft", ("true",), 1)
    maybe("redirect_from", ("/old/", "[/old/a, /old/b.html]", "old"), 1)
    maybe("redirect_to", ("https://example.org/", "/new/"), 0 if dice.randint(0, 3) else 1)
    maybe("description", ("Short *text* & more", "''"), 1)
    maybe("image", ("/a b.png", "https://example.org/i.png", "{path: /i.png, alt: An image}"), 1)
    maybe("author", ("Bob", "[Ann, Bob]", "{name: Bob, email: b@example.org}"), 1)
    maybe("sitemap", ("false",), 1)
    maybe("lang", ("en", "fr"), 1)
    maybe("excerpt", ("An *own* excerpt", "''", "'{{ page.title }}'"), 1)
    maybe("excerpt_separator", ("<!--more-->", "'---'", "''", "'\\n'"), 1)
    maybe("render_with_liquid", ("false", "true"), 1)
    for one, many in (("category", "categories"), ("tag", "tags")):
        style = dice.randint(0, 7)
        values = dice.choices(LABELS, k=dice.randint(1, 3))
        if style == 0:
            lines.append(f"{one}: {values[0]}")
        elif style == 1:
            lines.append(f"{many}: {' '.join(values)}")
        elif style == 2:
            lines.append(f"{many}: [{', '.join(values)}]")
        elif style == 3:
            lines.append(f"{many}:\n" + "\n".join(f"  - {value}" for value in values))
        elif style == 4 and dice.random() < 0.5:
            lines.append(f"{one}: [{', '.join(values)}]\n{many}: other")
    return "".join(line + "\n" for line in lines)


def body(dice: Random, kind: str = "page") -> str:
    """Markdown, Liquid and facts, in paragraphs."""
    kinds = (MARKDOWN, MARKDOWN, FACTS, SITE_FACTS, LIQUID)
    pieces = [dice.choice(dice.choice(kinds)) for _ in range(dice.randint(0, 5))]
    return dice.choice(("\n\n", "\n\n", "\n", "\n\n\n")).join(pieces) + dice.choice(("\n", "\n", "", "\n\n"))


def file(dice: Random, kind: str) -> str:
    """A whole file: front matter and body."""
    style = dice.randint(0, 19)
    text = body(dice, kind)
    if style == 0:
        return text
    if style == 1:
        return "---\n---\n" + text
    head = front_matter(dice, kind)
    if style == 2:
        return f"---  \n{head}---\t\n\n{text}"
    if style == 3:
        return f"---\n{head}...\n{text}"
    return f"---\n{head}---\n{text}"


PLUGINS = (
    "jekyll-feed", "jekyll-sitemap", "jekyll-seo-tag", "jekyll-redirect-from", "jekyll-relative-links", "jekyll-paginate",
    "jekyll-optional-front-matter", "jekyll-titles-from-headings", "jekyll-readme-index", "jekyll-default-layout", "jekyll-mentions",
)  # fmt: skip
STEMS = ("about", "index", "404", "a page", "ünï", "Caps", "dots.in.name", "under_score", "README", "x-y", "_hidden", "a+b")
SLUGS = ("hello", "hello-world", "The-NASA-visit", "a-b.c", "ünï-cöde", "under_score", "a b", "2020", "UPPER", "x--y", "a+b", "it's")
DAYS = ("2020-01-02", "2020-1-2", "2021-12-31", "2024-06-15", "2024-06-16", "2030-01-01", "20-01-02", "2020-02-30", "2019-07-07")
FOLDERS = ("", "", "", "sub/", "sub/deep/", "Cat/", "a b/")


def _config(dice: Random) -> str:
    """The text of `_config.yml`."""
    settings: dict[str, object] = {
        "title": "The site",
        "url": "https://example.com",
        "sass": {"sourcemap": "never"},
        "time": "2024-06-15 12:00:00 +0000",
        "timezone": dice.choice(("UTC", "UTC", "Europe/Paris", "America/New_York", "Asia/Kolkata")),
    }

    def maybe(key: str, values: tuple[object, ...], likely: int = 2) -> None:
        if dice.randint(0, 9) < likely:
            settings[key] = dice.choice(values)

    maybe("permalink", SITE_PERMALINKS, 5)
    maybe("baseurl", ("/b", "b", "/b/", "", None), 3)
    maybe("excerpt_separator", ("<!--more-->", "", "\n", "---"))
    maybe("show_drafts", (True,), 4)
    maybe("future", (True, False), 3)
    maybe("unpublished", (True,), 1)
    maybe("limit_posts", (1, 2, 5), 1)
    maybe("exclude", (["sub"], ["*.txt"], ["about.md", "a page.md"], ["sub/deep/"], ["/Caps.md"]), 2)
    maybe("include", (["_hidden.md"], ["_hidden.html", ".dot"], ["_folder"]), 2)
    maybe("markdown_ext", ("md,txt", "md"), 1)
    maybe("collections_dir", ("col",), 1)
    maybe("custom_setting", ([1, None, True], {"a": {"b": 2.5}}, "text", 1.0, False), 3)
    maybe("strict_front_matter", (True,), 1)
    maybe("kramdown", ({"input": "kramdown"}, {"hard_wrap": True}, {"toc_levels": "1..2"}, {"auto_ids": False}), 1)
    if dice.randint(0, 9) < 3:
        settings["plugins"] = dice.sample(PLUGINS, dice.randint(1, 3))
        maybe("titles_from_headings", ({"collections": True}, {"strip_title": True}, {"enabled": False}), 3)
        maybe("relative_links", ({"collections": True}, {"enabled": False}), 3)
        maybe("feed", ({"path": "atom.xml"}, {"posts_limit": 1}, {"excerpt_only": True}, {"collections": ["notes"]}, {"tags": True}), 3)
        maybe("paginate", (1, 2), 3)
        maybe("description", ("About *this* & that",), 3)
        maybe("author", ("Ann", {"name": "Ann", "twitter": "ann"}), 3)
        maybe("twitter", ({"username": "@ann"},), 2)
        maybe("lang", ("fr", "en-GB"), 2)
        maybe("optional_front_matter", ({"remove_originals": True},), 2)
        maybe("readme_index", ({"remove_originals": True}, {"with_frontmatter": True}), 2)
    collection = dice.choice((None, {}, {"output": True}, {"output": True}, {"output": False}))
    if collection is not None:
        one = dict(collection)
        for key, values in (
            ("permalink", ("/n/:title/", "/n/:path:output_ext", "/:collection/:name", "pretty", "/:year/:slug/", "/n:path/")),
            ("sort_by", ("weight", "title", "date")),
            ("custom", ("key",)),
        ):
            if dice.randint(0, 9) < 2:
                one[key] = dice.choice(values)
        settings["collections"] = {"notes": one}
        if dice.randint(0, 9) == 0:
            settings["collections"] = ["notes"]
        elif dice.randint(0, 9) == 0:
            settings["collections"]["posts"] = {"permalink": "/p/:title/"}
    if dice.randint(0, 9) < 4:
        settings["defaults"] = [default_set(dice) for _ in range(dice.randint(1, 3))]
    return "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in settings.items())


def default_set(dice: Random) -> dict[str, object]:
    """One entry of `defaults:`."""
    scope: dict[str, object] = {"path": dice.choice(("", "", "sub", "_posts", "about.md", "sub/*", "_notes", "Cat", "*/deep"))}
    if dice.random() < 0.5:
        scope["type"] = dice.choice(("posts", "pages", "notes", "drafts"))
    names = ("layout", "from_default", "permalink", "categories", "tags", "title", "published", "custom", "date", "excerpt_separator")
    values: dict[str, object] = {
        name: dice.choice(("default", "value", ["a", "b"])) for name in dice.sample(names, dice.randint(1, 2))
    }
    for key, real in (("permalink", "/d/:title/"), ("published", False), ("date", "2018-01-01"), ("title", "From default")):
        if key in values:
            values[key] = real
    return {"scope": scope, "values": values}


LAYOUTS = {
    "default": "<html><body><h1>{{ page.title }}</h1>\n{{ content }}\n</body></html>\n",
    "post": "---\nlayout: default\nk: post\n---\n<article>{{ content }}</article>{{ page.date | date: '%F' }} {{ layout.k }}\n",
    "nested": "---\nlayout: post\nk: nested\n---\n[{{ content | strip }}|{{ layout.k }}|{{ page.excerpt }}]\n",
    "bare": "{{ content }}{{ page.previous.title }}<{{ page.url }}>{{ page.content | strip_html | strip }}\n",
}
PAGER = (
    "---\nlayout: default\n---\n{% for p in paginator.posts %}{{ p.url }} {{ p.title }};{% endfor %}{{ paginator.page }} of "
    "{{ paginator.total_pages }} {{ paginator.previous_page_path }} {{ paginator.next_page_path }} {{ paginator.total_posts }} {{ page.url }}\n"
)
INCLUDES = {
    "one.html": "<i>{{ page.slug }} {{ include.a }}</i>",
    "sub/two.html": "({{ include.a }},{{ include.b }}){% assign z = 'leak' %}",
    "with.md": "*{{ include.n }}*\n\n{% include one.html a=include.n %}\n",
}
DATA = {
    "_data/one.yml": ("a: 1\nb: [x, y]\n", "- 1\n- two\n- 3.0\n", "date: 2020-01-02\ntime: 2020-01-02 03:04:05\n", "", "just text\n"),
    "_data/sub/two.json": ('{"a": [1, 2.5, null, true]}', "[]", '"text"'),
    "_data/table.csv": ("name,age\nAnn,3\nBob,\n", 'name,age\n"A, B","x ""y"""\n', "name\n"),
    "_data/odd name.v1.yml": ("k: v\n",),
}


def _keep_out(files: dict[str, str]) -> None:
    """Takes out what is different on purpose (docs/differences.md)."""
    config = files["_config.yml"]
    if "jekyll-feed" in config:  # addresses in feeds are escaped here
        for name, text in files.items():
            files[name] = text.replace("a&b", "a-and-b")
    if "jekyll-feed" in config or "jekyll-sitemap" in config:  # these files stay where they are looked for
        config = config.replace("a&b", "a-and-b").replace('"md,txt"', '"md"')
        config = config.replace('"permalink": "/d/:title/"', '"custom": "x"')
    if "\nplugins:" in config:  # plugins ask drafts for their dates before they are sorted, or after
        config = config.replace("\nfuture: true", "")
    files["_config.yml"] = config


def sites(dice: Random) -> dict[str, str]:
    """A site: its files by path."""
    files: dict[str, str] = {"_config.yml": _config(dice)}
    base = "col/" if '\ncollections_dir: "col"' in files["_config.yml"] else ""
    for name, text in LAYOUTS.items():
        files[f"_layouts/{name}.html"] = text
    for name, text in INCLUDES.items():
        files[f"_includes/{name}"] = text
    for name, texts in DATA.items():
        if dice.randint(0, 9) < 2:
            files[name] = dice.choice(texts)
    for _ in range(dice.randint(0, 4)):
        folder = dice.choice(("", "", "", "Cat/", "one/two/")) if not base else dice.choice(("", base, base))
        day, slug, extension = dice.choice(DAYS), dice.choice(SLUGS), dice.choice(EXTENSIONS[:9])
        files[f"{folder or base}_posts/{dice.choice(FOLDERS)}{day}-{slug}{extension}"] = file(dice, "post")
    if dice.randint(0, 9) < 3:
        name = dice.choice(("idea.md", "2020-03-04-dated.md", "an-IDEA two.html", "sub/x.md"))
        files[f"{base}_drafts/{name}"] = file(dice, "post")
    for _ in range(dice.randint(0, 2)):
        name = dice.choice((*STEMS[:9], "2020-01-02-dated")) + dice.choice(EXTENSIONS[:-1])
        files[f"{base}_notes/{dice.choice(FOLDERS)}{name}"] = file(dice, "note")
    for _ in range(dice.randint(0, 4)):
        files[f"{dice.choice(FOLDERS)}{dice.choice(STEMS)}{dice.choice(EXTENSIONS)}"] = file(dice, "page")
    if dice.random() < 0.5:
        files["about.md"] = file(dice, "page")
    if dice.randint(0, 9) < 4:
        files[dice.choice(("plain.txt", "sub/.dot", "_folder/x.md", "a.tar.gz", "Cat/raw.html", "noext"))] = "raw {{ page.title }}\n"
    _keep_out(files)
    if "jekyll-seo-tag" in files["_config.yml"]:
        files["_layouts/default.html"] = files["_layouts/default.html"].replace("<body>", "<head>{% seo %}</head><body>")
    if "jekyll-paginate" in files["_config.yml"] and dice.random() < 0.5:
        files["index.html"] = PAGER
    files["dump.txt"] = "---\n---\n" + "\n".join(dice.sample(SITE_FACTS, dice.randint(0, 6))) + "\n"
    return files
