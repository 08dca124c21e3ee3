# ruff: noqa: E501
"""Random small sites, each about one part of Jekyll itself."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from differential.plugin_areas import config, head, one_of

Files = dict[str, str]
PAGE_FACTS = (
    "{{ page.url }}|{{ page.id }}|{{ page.path }}|{{ page.relative_path }}|{{ page.dir }}|{{ page.name }}|{{ page.slug }}|{{ page.ext }}|{{ page.title }}|{{ page.date }}|"
    "{{ page.draft }}|{{ page.collection }}|{{ page.categories | join: ',' }}|{{ page.tags | join: ',' }}|{{ page.next.url }}|{{ page.previous.url }}|{{ page.layout }}|{{ page.published }}"
)
LISTS = (
    "---\n---\n{% for p in site.posts %}{{ p.url }}|{{ p.id }}|{{ p.title }}|{{ p.date }}|{{ p.draft }}|{{ p.slug }}|{{ p.ext }}|{{ p.path }}|{{ p.next.url }}|{{ p.excerpt }};\n{% endfor %}"
    "{% for c in site.collections %}{{ c.label }}:{% for d in c.docs %}{{ d.url }}|{{ d.id }}|{{ d.title }}|{{ d.date }}|{{ d.path }}|{{ d.output | size }}|{{ d.next.url }};{% endfor %}"
    "{% for f in c.files %}{{ f.path }}|{{ f.extname }}|{{ f.from_default }};{% endfor %}\n{% endfor %}"
    "{% assign ps = site.pages | sort: 'path' %}{% for p in ps %}{{ p.url }}|{{ p.path }}|{{ p.title }}|{{ p.name }}|{{ p.dir }}|{{ p.layout }}|{{ p.from_default }};\n{% endfor %}"
    "{% assign fs = site.static_files | sort: 'path' %}{% for f in fs %}{{ f.path }}|{{ f.name }}|{{ f.basename }}|{{ f.extname }}|{{ f.collection }}|{{ f.from_default }};{% endfor %}"
)


def sass(dice: Random) -> Files:
    draw = lambda *values: one_of(dice, *values)()  # noqa: E731
    pieces = (
        "a { color: red; b { c: d } }", "$x: #abc; a { color: $x; &:hover { color: darken($x, 10%) } }", "@import 'part'; b { @include m(2px) }", "@import \"sub/deep\"; c { w: $deep }", "/* loud */ d { e: f } // silent",
        "@media print { a { b: c } }", "@mixin z { q: r } s { @extend a; @include z }", "{% if site.title %}t { u: v }{% endif %}", "w { x: \"{{ site.title }}\" }", "@import url(http://x.org/a.css);", "@charset \"utf-8\"; ü { content: \"é\" }",
        "a{b:c}\n\n\nd{e:f}", "@function f($n) { @return $n * 2 } g { h: f(3px) }", "@each $i in 1, 2 { .k-#{$i} { l: $i } }", "m { n: 1/3; o: 10px*1.5; p: rgba(0,0,0,.5) }", "@if 1 == 1 { r { s: t } }", "u { v: w; ; }", "%ph { a: b } x { @extend %ph }", "",
        "@import 'part', 'sub/deep';", "y { z: map-get((a: 1), a); color: RED; c: #FFFFFF; d: 0.50px }", "@font-face { font-family: x; src: url(a.woff) }", "a > b ~ c + d , e { f: g !important }", "@supports (display: grid) { a { b: c } }", "a { --x: {b: c}; }",
        "@import 'missing';", "a { b: $undefined }", "a { b: c", "a { @include none }", "a { b: 1px + 1em }", "@warn 'careful';", "@debug 'x';", "@error 'stop';",
    )  # fmt: skip
    indented = ("a\n  color: red\n  b\n    c: d\n", "$x: 1px\na\n  w: $x\n", "@import part\nb\n  +m(2px)\n", "=z\n  q: r\ns\n  +z\n", "")
    good = pieces[:25] if dice.random() < 0.8 else pieces
    settings: dict[str, object] = {}
    for key, values in {"style": ("compressed", "compact", "nested", "expanded", ":compressed"), "sass_dir": ("_styles", "_sass", "css/_parts"), "sourcemap": ("never", "always", "development", "never"), "load_paths": (["_more"], ["_more", "css/_parts"]), "precision": (3,)}.items():
        if dice.random() < 0.4:
            settings[key] = dice.choice(values)
    files = {
        "_config.yml": config(sass=settings, title=draw("T x"), permalink=draw("pretty"), defaults=draw([{"scope": {"path": "css"}, "values": {"layout": "frame"}}])),
        "_layouts/frame.html": "FRAME {{ content }}",
    }  # fmt: skip
    for folder in ("_sass", "_styles", "_more", "css/_parts"):
        if dice.random() < 0.7:
            files[f"{folder}/_part.scss"] = f"$p: 1px; @mixin m($w) {{ width: $w; from: \"{folder}\" }}\n"
            files[f"{folder}/sub/_deep.{dice.choice(('scss', 'sass'))}"] = "$deep: 5px\n" if dice.random() < 0.5 else "$deep: 5px;\n"
    for path in ("css/main.scss", "css/other.scss", "style.scss", "css/old.sass", "page.css"):
        if dice.random() < 0.6:
            text = dice.choice(indented) if path.endswith(".sass") else "\n".join(dice.choice(good) for _ in range(dice.randint(1, 4))) + "\n"
            files[path] = dice.choice((head(), head(), head(layout="frame"), "")) + text
    files["f.html"] = "---\n---\n" + dice.choice(("{{ 'a { b { c: d } }' | scssify }}", "{{ 'a\n  b: c' | sassify }}", "{% capture c %}@import 'part'; a { @include m(1px) }{% endcapture %}{{ c | scssify }}", "x")) + "\n"
    return files


def data(dice: Random) -> Files:
    yamls = (
        "a: 1\nb: [x, {y: z}]\n", "- 1\n- {a: b}\n- [c]\n", "date: 2020-01-02\nt: 2020-01-02 03:04:05\nz: 2020-01-02 03:04:05 +02:00\nu: 2020-01-02T03:04:05Z\n", "", "---\n", "text\n", "# only a comment\n", "a: &x {b: 1}\nc: *x\nd:\n  <<: *x\n  e: 2\n",
        "on: yes\noff: no\n1.5: f\ntrue: t\n~: n\n", "a: 'x'\na: 'y'\n", "k: |\n  two\n  lines\nf: >\n  fold\n  ed\n", "a: 010\nb: 0o10\nc: 0x1F\nd: 1_000\ne: 1e3\ng: -.5\nh: 12:30:45\n", "--- \na: 1\n--- \nb: 2\n", "ünï: ö\n日本: x\n", "a: !!str 1\nb: !!int '2'\n", "- a: 1\n  b: 2\n- a: 3\n", "a: \"\\u00e9\\n\"\n",
        "a: {b: c\n", "a: b: c\n", "\tx: 1\n", "a: [1, 2\n", "- a\nb: c\n", "a: *none\n", "%x\n", "a: 'b\n", "a: !ruby/object:Object {}\n",
    )  # fmt: skip
    jsons = ('{"a": [1, 2.50, 1e3, null, true], "b": {"c": "d"}}', "[]", '"x"', "[1, [2]]", '{"a": "\\u00e9 \\/"}', "null", "12", "{}", '{"a": 1, "a": 2}', "{a: 1}", "[1,]", "", "{", "{'a': 1}", '{"d": "2020-01-02"}', '// c\n{"a": 1}')
    tables = ("name,age\nAnn,3\nBob,\n", 'name,age\n"A, B","x ""y"""\n', "name\n", "", "a,b\n1\n", "a,b\n1,2,3\n", "a;b\n1;2\n", "a,a\n1,2\n", "a,b\r\n1,2\r\n", "a,b\n\n1,2\n", 'a,b\n"x\ny",2\n', " a , b \n 1 , 2 \n", 'a,b\n"x,2\n', "a\tb\n1\t2\n", "ü,b\né,2\n", "a,,c\n1,2,3\n", 'a,b\nx"y,2\n')
    strictly = dice.random() < 0.75
    files = {
        "_config.yml": config(timezone=dice.choice(("UTC", "Europe/Paris")), csv_reader=dice.choice(("absent", "absent", {"headers": False}, {"csv_converters": ["numeric"], "headers": True}, {"csv_converters": ["integer"]}, {"headers": ["p", "q"], "skip": True})), tsv_reader=dice.choice(("absent", {"headers": False})), data_dir=dice.choice(("absent", "absent", "_things"))),
    }  # fmt: skip
    base = "_things" if "_things" in files["_config.yml"] else "_data"
    for name, texts in (("one.yml", yamls), ("two.yaml", yamls), ("sub/three.yml", yamls), ("four.json", jsons), ("sub/deep/five.json", jsons), ("six.csv", tables), ("sub/seven.csv", tables), ("eight.tsv", tables), ("a b.yml", yamls), ("v1.2.yml", yamls), ("ü.json", jsons), ("_under.yml", yamls), ("sub.yml", yamls), ("x.txt", jsons), ("UP.YML", yamls)):
        if dice.random() < 0.3:
            files[f"{base}/{name}"] = dice.choice(texts[: len(texts) - (9 if strictly and texts is yamls else 0)])
    files["dump.txt"] = (
        "---\n---\n{{ site.data | jsonify }}\n{% for d in site.data %}{{ d[0] }}={{ d[1] | inspect }};\n{% endfor %}{{ site.data.six[0].name }}|{{ site.data['a b'].a }}|{{ site.data.sub.deep.five }}|{{ site.data.one.a }}|{% for r in site.data.eight %}{{ r.a }}{{ r.b }}{{ r[0] }}{% endfor %}"
        "{% for r in site.data.six %}{{ r | inspect }}{% for c in r %}{{ c[0] }}:{{ c[1] }} {% endfor %}{% endfor %}{{ site.data.one.date | date: '%F' }}\n"
    )
    return files


def broken(dice: Random) -> Files:
    heads = (
        "title: ok\n", "title: [a\n", "title: a: b\n", "\ttitle: x\n", "date: 2020-13-45\n", "date: never\n", "date: ''\n", "title: 'x\n", "- a\n- b\n", "just text\n", "title: *none\n", "{title: flow}\n", "title: \"a\\q\"\n", "a: 1\na: 2\n", "layout: missing\n", "permalink: /:nope/\n", "permalink: 3\n", "permalink: [a]\n",
        "tags: {a: b}\n", "tags: 5\n", "categories: {a: b}\n", "categories: true\n", "title: [x, y]\n", "title: {a: b}\n", "layout: [x]\n", "layout: 5\n", "published: 'no'\n", "date: 5\n", "date: [2020]\n", "date: true\n", "date: 2020-01-01 25:00\n", "date: 20200102\n", "slug: [a]\n", "excerpt: [a]\n", "excerpt_separator: 5\n", "date: 2020-01-02 03:04:05 Foo/Bar\n", "date: 1 May 2021 3pm\n", "date: 2020/01/02\n", "date: 2020-1-2\n", "# nothing\n", "title: !!binary aGk=\n", "draft: maybe\n", "title: ~\n", "tags: ~\n", "tags:\ncategories:\n", "tags: [~, a, 1, true]\n", "tags: ' a  b '\n", "category: [a, b]\n", "title: 2020-01-02\n",
    )  # fmt: skip
    bodies = ("text\n", "{{ page.title }}|{{ page.date }}|{{ page.tags | inspect }}|{{ page.categories | inspect }}\n", "{% if %}\n", "{% if true %}\n", "{{ 'x }}\n", "{% nope %}\n", "{% endfor %}\n", "{% include none.html %}\n", "{% link none.md %}\n", "{% post_url none %}\n", "{{ 1 | divided_by: 0 }}\n", "{{ 'x' | date_to_string }}\n", "{% for %}{% endfor %}\n", "{{ x | nope }}\n", "{% assign x %}\n", "{{ page.title | sort }}\n", "{% include %}\n", "{{ 'a' | where_exp: 'x' }}\n", "{% highlight %}x{% endhighlight %}\n", "{% raw %}x\n", "{% case %}{% endcase %}\n", "{{ page.missing.deep }}\n", "{% comment %}x\n", "{% include ../x.html %}\n", "{% assign a = 'x' %}{{ a\n}}\n", "{% capture %}x{% endcapture %}", "{{ }}{{ | x }}{%%}", "{%- -%}")
    files = {
        "_config.yml": config(strict_front_matter=dice.choice(("absent", "absent", True)), liquid=dice.choice(("absent", {"error_mode": "strict"}, {"error_mode": "lax"}, {"strict_filters": True}, {"strict_variables": True})), permalink=dice.choice(("absent", "/:title/", "/:categories/:title")), show_drafts=dice.choice(("absent", True))),
        "fine.md": "---\ntitle: Fine\n---\nfine\n",
    }  # fmt: skip
    many = dice.random() < 0.5
    for path in ("_posts/2020-01-02-a.md", "_posts/2020-13-45-b.md", "p.md", "sub/q.html", "_posts/cat/2020-01-03-c.html", "_posts/no-date.md", "_posts/2021-02-03.md", "_drafts/d.md", "_posts/2020-01-02-", "_layouts/l.html"):
        if dice.random() < (0.4 if many else 0.25):
            start = f"---\n{dice.choice(heads)}---\n" if dice.random() < 0.9 else "---\n" + dice.choice(heads)
            files[path] = start + (dice.choice(bodies) if dice.random() < 0.25 else dice.choice(bodies[:2]))
    return files


def excerpts(dice: Random) -> Files:
    texts = (
        "First.\n\nSecond.", "First\n<!--more-->\nrest", "First <!--more--> inline\n\nx", "{% if true %}One.\n\nTwo.{% endif %}\n\nThree", "{% for i in (1..2) %}a\n\nb{% endfor %}", "{% raw %}x\n\n{{ y }}{% endraw %}", "{% highlight ruby %}\na\n\nb\n{% endhighlight %}", "A[^1] b\n\nc\n\n[^1]: Note\n    more", "A [r][x] [y]\n\nc\n\n[x]: /x \"T\"\n[y]: <b>\n",
        "A [r][X]\n\nc\n\n  [x]: /x", "```\na\n\nb\n```\n\nc", "* a\n\n* b\n\nc", "> q\n\n> r", "# H\n\np", "\n\nFirst\n\nx", "{% capture a %}x\n\ny{% endcapture %}{{ a }}", "{{ page.excerpt }}\n\nx", "{{ page.title }} {{ page.url }} {{ page.path }} {{ page.id }}\n\nx", "{% include i.html a='x' %}\n\n{% include i.html %}", "{%- if true -%}\na\n\nb\n{%- endif -%}",
        "{% if false %}a{% else %}b\n\nc{% endif %}", "{% unless x %}a\n\nb{% endunless %}", "{% comment %}a\n\nb{% endcomment %}c", "{% case 1 %}{% when 1 %}a\n\nb{% endcase %}", "{% if a %}{% for i in b %}x\n\ny{% endfor %}{% endif %}", "---\n\nx\n---\ny", "*[HTML]: Hyper\n\nHTML x", "A HTML\n\n*[HTML]: Hyper", "a\r\n\r\nb", "a\n \nb", "a\n\n", "", "   ", "<div>\n\na\n\n</div>", "|a|b|\n|-|-|\n|1|2|\n\nx", "{:.c}\nA\n\nb", "A\n{:.c}\n\nb", "{::options auto_ids=\"false\" /}\n\n# H", "$$\nx\n\ny\n$$", "{% assign z = 1 %}\n\n{{ z }}", "{% tablerow i in (1..2) %}a\n\nb{% endtablerow %}", "[a]: /x\n\n[a]\n\nb",
    )  # fmt: skip
    draw = lambda *values: one_of(dice, *values)()  # noqa: E731
    files = {
        "_config.yml": config(excerpt_separator=draw("<!--more-->", "", "\n", "---", "<!--more-->", "b"), collections=dice.choice(({"notes": {"output": True}}, {"notes": {}})), page_excerpts=draw(True), kramdown=draw({"input": "kramdown"})),
        "_includes/i.html": "({{ include.a }}{{ page.path }})",
        "_layouts/l.html": "<x>{{ page.excerpt }}</x>{{ content }}{{ page.excerpt | strip_html | size }}{{ page.content | size }}",
        "dump.txt": "---\n---\n{% for p in site.posts %}[{{ p.excerpt }}]({{ p.excerpt | inspect }})\n{% endfor %}{% for p in site.notes %}[{{ p.excerpt }}]\n{% endfor %}{% for p in site.pages %}{{ p.path }}[{{ p.excerpt }}]\n{% endfor %}",
    }  # fmt: skip
    for path in ("_posts/2020-01-02-a.md", "_posts/2020-01-03-b.md", "_posts/2020-01-04-c.html", "_posts/2020-01-05-d.txt", "_notes/n.md", "p.md", "_posts/2020-01-06-e.md"):
        if dice.random() < 0.7:
            files[path] = head(layout=draw("l"), excerpt_separator=draw("<!--more-->", "", "b", None), excerpt=dice.choice(("absent",) * 7 + ("Own *x* {{ page.url }}", "")), title=draw("T *x*")) + dice.choice(texts) + "\n"
    return files


def addresses(dice: Random) -> Files:
    pieces = (":year", ":short_year", ":month", ":i_month", ":short_month", ":long_month", ":day", ":i_day", ":y_day", ":w_year", ":week", ":w_day", ":short_day", ":long_day", ":hour", ":minute", ":second", ":title", ":slug", ":name", ":categories", ":slugified_categories", ":collection", ":path", ":output_ext", ":basename", "x", "a b", "ü", "%20", ".", "..", "x.html", ":nope")
    def template() -> str:
        chosen = [dice.choice(pieces[:26] if dice.random() < 0.9 else pieces) for _ in range(dice.randint(1, 4))]
        joined = "".join(one + dice.choice(("/", "/", "/", "-", ".", "_", "")) for one in chosen)
        return dice.choice(("/", "/", "/", "", "//")) + joined + dice.choice(("", "/", ".html", ":output_ext", ":title", ":title/"))
    draw = lambda *values: one_of(dice, *values)()  # noqa: E731
    styles = ("date", "pretty", "ordinal", "weekdate", "none", template(), template())
    files = {
        "_config.yml": config(
            permalink=draw(*styles), timezone=dice.choice(("UTC", "Europe/Paris", "America/New_York", "Asia/Kolkata")), collections={"notes": {"output": True, **({"permalink": dice.choice(styles)} if dice.random() < 0.6 else {})}, "posts": {"output": True, **({"permalink": template()} if dice.random() < 0.2 else {})}},
            defaults=draw([{"scope": {"path": "", "type": dice.choice(("posts", "notes", "pages"))}, "values": {"permalink": template()}}]),
        ),
        "lists.txt": LISTS,
    }  # fmt: skip
    names = ("hello-World", "a.b.c", "ü-é", "x--y", "UP", "a+b", "it's", "2020", "a_b", "日本", "a,b;c", "x~y", "(z)", "a&b", "50%", "a@b", "v1.0")
    for _ in range(dice.randint(1, 3)):
        folder = dice.choice(("", "", "Cat/", "a b/c/"))
        day = dice.choice(("2020-01-02", "2019-12-30", "2024-06-15", "2021-1-3", "2023-02-28"))
        values = {"date": draw("2020-05-06 23:30:00 -0500", "2020-05-06 00:15", "2020-12-31 23:59:59 +0000"), "categories": draw("One two", ["C++", "ü"], ["a/b"]), "slug": draw("My Slug!", "ü"), "permalink": draw(template()) if dice.random() < 0.4 else "absent", "title": draw("A Title")}
        files[f"{folder}_posts/{dice.choice(('', 'sub/'))}{day}-{dice.choice(names)}{dice.choice(('.md', '.html', '.md', '.txt'))}"] = head(**values) + PAGE_FACTS
    for _ in range(dice.randint(0, 2)):
        values = {"date": draw("2020-05-06 23:30:00 -0500"), "categories": draw("One two"), "slug": draw("My Slug!"), "permalink": draw(template(), "/n/") if dice.random() < 0.4 else "absent", "title": draw("A Title")}
        files[f"_notes/{dice.choice(('', 'sub/', 'a b/'))}{dice.choice(('', '2020-01-02-'))}{dice.choice(names)}{dice.choice(('.md', '.html', '.css', '.txt'))}"] = head(**values) + PAGE_FACTS
    for _ in range(dice.randint(0, 2)):
        files[f"{dice.choice(('', 'sub/', 'a b/'))}{dice.choice((*names, 'index', '404'))}{dice.choice(('.md', '.html', '.xml', '.htm', '.json'))}"] = head(permalink=draw(template(), "/p/", "/p", "p.html") if dice.random() < 0.5 else "absent", slug=draw("s"), date=draw("2020-05-06")) + PAGE_FACTS
    return files


def collections(dice: Random) -> Files:
    draw = lambda *values: one_of(dice, *values)()  # noqa: E731
    def settings() -> dict[str, object]:
        found: dict[str, object] = {}
        for key, values in {"output": (True, True, False), "permalink": ("/n/:path/", "/:collection/:title:output_ext", "/x/:name", "pretty"), "sort_by": ("weight", "title", "date", "nope", "name"), "order": (["b.md", "a.md"], ["sub/c.md", "b.md"], ["none.md"], []), "custom": ("v", [1]), "relative_directory": ("x",), "title": ("T",)}.items():
            if dice.random() < 0.35:
                found[key] = dice.choice(values)
        return found
    base = dice.choice(("", "", "", "col/"))
    files = {
        "_config.yml": config(
            collections=dice.choice(({"notes": settings(), "things": settings()}, {"notes": settings()}, ["notes", "things"], {"notes": settings(), "posts": settings()}, {"notes": None}, {"notes": {"output": True}, "drafts": settings()}, {"my notes": settings(), "notes": settings()})), collections_dir=base.rstrip("/") or "absent", future=draw(True), unpublished=draw(True), show_drafts=draw(True),
            permalink=draw("pretty", "/:title"), defaults=draw([{"scope": {"path": "_notes/sub"}, "values": {"from_default": "d", "layout": "l"}}], [{"scope": {"path": "", "type": "notes"}, "values": {"from_default": "n", "weight": 3}}], [{"scope": {"path": "*/sub/*.md"}, "values": {"from_default": "glob"}}], [{"scope": {"type": "things", "path": "col"}, "values": {"title": "D"}}]), timezone=draw("America/New_York"), exclude=draw(["_notes/sub"], ["*.txt"], ["_things"]), limit_posts=draw(1), include=draw(["_notes/_hidden.md"]),
        ),
        "_layouts/l.html": "<l>{{ content }}</l>",
        "lists.txt": LISTS + "{{ site.notes | map: 'weight' | join: ',' }}{{ site.things.size }}{{ site.documents | size }}{% for c in site.collections %}{{ c.custom }}{{ c.title }}{{ c.permalink }}{{ c.sort_by }}{{ c.relative_directory }}{% endfor %}{% assign n = site.collections | where: 'label', 'notes' | first %}{{ n.files.size }}{{ n.docs.size }}",
    }  # fmt: skip
    paths = ("_notes/a.md", "_notes/b.md", "_notes/10.md", "_notes/9.md", "_notes/sub/c.md", "_notes/sub/deep/d.html", "_notes/2020-01-02-e.md", "_notes/f.txt", "_notes/g.png", "_notes/_hidden.md", "_notes/.dot", "_notes/h.css", "_notes/k", "_notes/UP.MD", "_things/a.md", "_things/x y.md", "_things/sub/z.png", "_posts/2020-01-02-p.md", "_posts/2020-01-01-q.md", "_drafts/r.md", "_my notes/s.md", "_notes/_posts/2020-02-03-t.md", "_posts/img.png", "_notes/a.html", "_notes/index.md", "_notes/sub/.x/y.md", "_notes/#b.md", "_notes/c~", "_notes/node_modules/x.md")
    for path in paths:
        if dice.random() < 0.3:
            values = {"title": draw("T", "a", "B"), "weight": draw(1, 2, 10, "x"), "date": draw("2020-05-06", "2030-01-01", "2021-01-01 12:00:00 +0500"), "published": draw(False), "permalink": draw("/own/") if dice.random() < 0.3 else "absent", "layout": draw("l"), "draft": draw(True), "slug": draw("s l") if dice.random() < 0.3 else "absent", "order": draw(1)}
            files[base + path] = dice.choice(("", head(), head(**values), head(**values), head(**values))) + dice.choice(("text", PAGE_FACTS)) + "\n"
    return files


def configuration(dice: Random) -> Files:
    draw = lambda *values: one_of(dice, *values)()  # noqa: E731
    files = {
        "_config.yml": config(
            exclude=draw(["sub"], ["*.txt"], ["sub/*"], ["/sub/"], ["**/x.md"], ["a b"], ["sub/x.md", "!a"], ["*"], ["x"], ["_posts"], "sub", ["vendor"], ["s?b"], ["{a b,sub}"], [".htaccess"], None), include=draw([".htaccess"], ["_pages"], ["_pages/x.md"], ["vendor"], [".hidden"], ["node_modules"], "_pages", [".*"], ["_pages", ".well-known"], ["#x.md"], ["x.md~"], None, ["*.bak"]),
            keep_files=draw([".git"], ["kept"], "kept"), future=draw(True, False), unpublished=draw(True, False), show_drafts=draw(True), limit_posts=draw(1, 2, 0), incremental=draw(False), encoding=draw("utf-8"), markdown_ext=draw("md", "md,txt", "markdown,text"), source=draw("."), layouts_dir=draw("_lay"), includes_dir=draw("_inc"), plugins_dir=draw("_p"), title=draw("T", 5, [1], {"a": "b"}, False, None, 2.50, "2020-01-02"), timezone=draw("Europe/Paris", "America/New_York", "Asia/Kolkata", "Etc/GMT+5", "Pacific/Chatham"),
            permalink=draw("pretty", "none"), baseurl=draw("/b", "b/", None), url=draw("https://e.org/", None), time=dice.choice(("2024-06-15 12:00:00 +0530", "2024-06-15")), defaults=draw([{"scope": {"path": "sub"}, "values": {"from_default": 1}}], [{"scope": {"path": ""}, "values": {"layout": "l"}}], [{"values": {"a": 1}}], [{"scope": {"path": "*.md"}, "values": {"from_default": "g"}}], [{"scope": {"path": "sub/**"}, "values": {"from_default": "gg"}}], [], [{"scope": {"path": "x.md", "type": "pages"}, "values": {"title": "D"}}], [{"scope": {"path": "", "type": "drafts"}, "values": {"from_default": "dr"}}], [{"scope": {"path": "", "type": "drafts"}, "values": {"from_default": "drs", "layout": "l"}}, {"scope": {"path": "", "type": "posts"}, "values": {"from_default": "po", "layout": "none"}}]), liquid=draw({"error_mode": "strict"}, {"error_mode": "lax"}, {"strict_filters": False}),
        ),
        "_lay/l.html": "LAY {{ content }}", "_layouts/l.html": "<l>{{ content }}</l>", "_inc/i.html": "INC", "_includes/i.html": "inc",
        "lists.txt": LISTS + "{{ site.title }}|{{ site.baseurl }}|{{ site.url }}|{{ site.time }}|{{ site.timezone }}|{{ site.exclude | jsonify }}|{{ site.include | jsonify }}|{{ site.keep_files | jsonify }}|{{ site.limit_posts }}|{{ site.future }}|{{ site.show_drafts }}|{{ site.markdown_ext }}|{{ site.permalink }}|{{ site.defaults | jsonify }}|{{ site.collections | size }}|{{ site.time | date: '%z %Z' }}|{% include i.html %}",
    }  # fmt: skip
    paths = ("x.md", "sub/x.md", "sub/deep/x.md", "a b/x.md", "x.txt", "sub/y.txt", "_pages/x.md", "_pages/sub/y.md", ".htaccess", ".hidden/x.md", ".well-known/x.txt", "vendor/x.md", "vendor/bundle/y.md", "node_modules/z.md", "#x.md", "x.md~", "x.bak", "Gemfile", "package.json", "_posts/2020-01-02-p.md", "_posts/2030-01-02-f.md", "_drafts/d.md", "sub/_posts/2020-03-04-q.md", "sub/_drafts/e.md", "_posts/.x.md", "_posts/_y/2020-02-02-z.md", "README.text", "_drafts/2020-05-05-dd.md", "noext", ".dot", "a.tar.gz", "sub/.keep", "_config.toml", "_pages/.x", "_posts/2020-06-15-now.md", "_posts/2024-06-15-today.md", "_posts/2024-06-16-next.md")
    for path in paths:
        if dice.random() < 0.35:
            values = {"title": draw("T"), "layout": draw("l"), "date": draw("2024-06-15 11:59:59 +0000", "2024-06-15 12:00:01 +0000", "2019-01-01 02:00:00") if dice.random() < 0.4 else "absent", "published": draw(False) if dice.random() < 0.4 else "absent"}
            files[path] = dice.choice(("", head(**values), head(**values), head())) + dice.choice(("text", PAGE_FACTS)) + "\n"
    return files


def templates(dice: Random) -> Files:
    pieces = (
        "{% include p.html a=1 b='x y' c=page.title d=site.title %}", "{% include p.html a='it\\'s' %}", "{% include p.html a=\"q 'i'\" %}", "{% include {{ page.inc }} %}", "{% include {{ page.inc }} a=page.n %}", "{% include sub/{{ page.sub }} %}", "{% include p.html a=page.list %}", "{% include p.html a=page.list[1] %}", "{% include   p.html   a=1   %}", "{%- include p.html a=1 -%}", "{% include p.html\n a=1\n b=2 %}", "{% include rec.html n=3 %}", "{% for i in (1..2) %}{% include p.html a=i %}{% endfor %}", "{% assign v = 'p.html' %}{% include {{ v }} %}", "{% include p.html a=forloop.index %}", "{% include p.html a-b=1 %}", "{% include p.html a= 1 %}", "{% include leak.html %}{{ leaked }}", "{% include sub/p2.html a=include.a %}", "{% include p.html a=true b=nil c=1.50 %}", "{% include p.html a=\"x\" | upcase %}",
        "{% include_relative r.md %}", "{% include_relative sub/r2.md a=1 %}", "{% include_relative {{ page.rel }} %}", "{% include_relative ../r.md %}", "{% include_relative ./r.md %}",
        "{% link about.md %}", "{% link /about.md %}", "{% link sub/x.html %}", "{% link img.png %}", "{% link _posts/2020-01-02-p.md %}", "{% link {{ page.target }} %}", "{% link _notes/n.md %}", "{% link missing.md %}", "{% link about.html %}", "{% link 'about.md' %}", "{% post_url 2020-01-02-p %}", "{% post_url sub/2020-01-03-q %}", "{% post_url 2020-01-03-q %}", "{% post_url /sub/2020-01-03-q %}", "{% post_url missing %}", "{% post_url 2020-1-2-p %}",
        "{% highlight ruby %}\nputs 1\n{% endhighlight %}", "{% highlight ruby linenos %}\nputs 1\nx\n{% endhighlight %}", "{% highlight ruby linenos=table %}\na\n{% endhighlight %}", "{% highlight ruby hl_lines=\"1 2\" %}\na\nb\n{% endhighlight %}", "{% highlight ruby mark_lines=\"1\" %}\na\nb\n{% endhighlight %}", "{% highlight nope %}\n<a> & b\n{% endhighlight %}", "{% highlight text %}\n\n  a\n\n{% endhighlight %}", "{% highlight html linenos=inline %}<b>{{ page.title }}</b>{% endhighlight %}", "{% highlight c++ %}x{% endhighlight %}", "{% highlight ruby linenos start_line=5 %}\na\n{% endhighlight %}", "{% highlight python  foo=bar baz %}\nx=1\n{% endhighlight %}",
        "  {%- if true -%}  a  {%- endif -%}  b", "{{- page.title -}} x", "a {{ page.title -}}   b", "{% raw %}{{ x }}{% endraw %}", "{%- raw -%} {{ x }} {%- endraw -%}", "{% comment %}{{ x {% endcomment %}y", "{% if page.title contains 'T' and page.n > 1 or false %}y{% endif %}", "{% case page.n %}{% when 1, 2 %}a{% when 3 or 4 %}b{% else %}c{% endcase %}", "{% for i in page.list reversed limit:2 offset:1 %}{{ i }}{{ forloop.last }}{% else %}none{% endfor %}", "{% for p in page.map %}{{ p[0] }}={{ p[1] }}{% endfor %}", "{% cycle 'a','b' %}{% cycle 'a','b' %}", "{% cycle g: 1,2 %}{% cycle g: 1,2 %}", "{% increment c %}{% increment c %}{% decrement c %}", "{% capture x %}a{{ page.n }}{% endcapture %}{{ x | upcase }}", "{% assign a = page.list | join: '-' %}{{ a }}", "{% tablerow i in page.list cols:2 %}{{ i }}{% endtablerow %}", "{% break %}z", "{% for i in (1..5) %}{% if i == 2 %}{% continue %}{% elsif i == 4 %}{% break %}{% endif %}{{ i }}{% endfor %}", "{% ifchanged %}x{% endifchanged %}", "{% liquid\nassign q = 1\necho q\n%}", "{% echo page.title | upcase %}", "{% render 'p.html' %}", "{% unless page.none %}u{% else %}v{% endunless %}", "{{ page.map.a.b }}{{ page.map['a'] }}{{ page['title'] }}{{ page.list.first }}{{ page.list.last }}{{ page.list.size }}", "{{ page.title | nope: 1 }}", "{{ undefined_variable }}", "{{ page.undefined.deep }}", "{{ page.title || 'x' }}", "{{ page.list[5] }}{{ page.list[-1] }}", "{% if page.list == empty %}e{% endif %}{% if page.none == blank %}b{% endif %}", "{{ true }}{{ nil }}{{ 1.0 }}{{ 'a' }}{{ (1..3) }}", "{{ page.n | plus: 1 | times: 2.5 }}", "{{ 'a,b' | split: ',' | last }}", "{{ page.title | append: '!' | replace: 'T', 'S' | truncate: 5 }}", "{% # inline comment %}", "{% assign x = y | default: 'd' %}{{ x }}", "{% if 1 > 'a' %}x{% endif %}", "{% doc %}x{% enddoc %}",
        "{{ page.content | size }}", "{{ page.excerpt }}", "{{ page.next.title }}{{ page.previous.title }}", "{{ page.name }}", "{{ theme }}", "{{ jekyll.version }}{{ jekyll.environment }}", "{{ page }}" if dice.random() < 0.05 else "{{ page.url }}", "{{ site.posts.first.content }}", "{{ paginator }}", "{{ include.a }}",
    )  # fmt: skip
    draw = lambda *values: one_of(dice, *values)()  # noqa: E731
    sample = [dice.choice(pieces) for _ in range(dice.randint(2, 6))]
    files = {
        "_config.yml": config(liquid=draw({"error_mode": "strict"}, {"error_mode": "lax"}, {"strict_filters": True}, {"strict_variables": True}), collections={"notes": {"output": True}}, highlighter=draw("none", "rouge"), permalink=draw("pretty"), baseurl=draw("/b")),
        "_includes/p.html": "({{ include.a }}|{{ include.b }}|{{ include.c }}|{{ include.d }})", "_includes/sub/p2.html": "<{{ include.a }}{% include p.html a='deep' %}{{ include.a }}>", "_includes/rec.html": "{{ include.n }}{% if include.n > 0 %}{% assign m = include.n | minus: 1 %}{% include rec.html n=m %}{{ include.n }}{% endif %}", "_includes/leak.html": "{% assign leaked = 'L' %}",
        "r.md": "rel {{ include.a }} {{ page.path }}", "sub/r2.md": "sub rel {{ include.a }}", "_posts/r.md": "posts rel", "about.md": head(title="About") + "about", "sub/x.html": head() + "x", "img.png": "x", "_posts/2020-01-02-p.md": head(title="P") + "p", "_posts/sub/2020-01-03-q.md": head(title="Q") + "q", "_notes/n.md": head() + "n",
        "_layouts/l.html": "---\nk: lay\n---\n" + dice.choice(("{{ content }}{{ layout.k }}", "[{{ content | strip }}]{{ page.title }}{% include p.html a=page.n %}", "{% assign in_layout = 1 %}{{ content }}")), "_layouts/m.html": "---\nlayout: l\nk: inner\nj: x\n---\nM{{ content }}{{ layout.k }}{{ layout.j }}",
    }  # fmt: skip
    values = {"title": "Title", "n": 3, "list": ["x", "y", 1], "map": {"a": {"b": 1}, "c": None}, "inc": "p.html", "sub": "p2.html", "rel": "r.md", "target": "about.md", "post": "2020-01-02-p"}
    for path in ("t.md", "u.html", "_posts/2020-05-06-t.md", "sub/v.md", "w.txt"):
        if dice.random() < 0.5:
            files[path] = head(layout=draw("l", "m"), **values) + dice.choice(("\n\n", "\n")).join(sample if dice.random() < 0.6 else dice.sample(sample, 2)) + "\n"
    return files


CORE_AREAS: dict[str, Callable[[Random], Files]] = {
    "sass": sass, "data": data, "broken": broken, "excerpts": excerpts, "addresses": addresses, "collections": collections, "configuration": configuration, "templates": templates,
}  # fmt: skip
