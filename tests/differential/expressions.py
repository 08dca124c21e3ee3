# ruff: noqa: E501
"""Random Liquid: sites of many small pages, each with one template, built page by page even where some fail."""

from __future__ import annotations

import json
from random import Random

PAGES = 60  # templates in one site

VALUES = (
    "nil", "true", "false", "0", "1", "-3", "2.5", "-0.0", "10000000000", "'text'", "''", "'  spaced  '", "'12'", "'1.5abc'", "'a,b,,c'",
    "'<b>&amp; \"q\"</b>'", "'Ünï cödé'", "'2020-01-02'", "'a b c d e f g'", "'UPPER lower'", "'one\ntwo\n'", "(1..4)", "(3..1)",
    "site.v.ints", "site.v.mixed", "site.v.nested", "site.v.hashes", "site.v.hash", "site.v.empty_list", "site.v.empty_hash", "site.v.day",
    "site.v.moment", "site.v.texts", "site.v.floats", "site.v.yes", "site.v.none", "site.v.number", "site.v.text", "site.v.words", "site.v.dates",
    "site.posts", "site.notes", "site.pages.size", "page.title", "page.list", "page", "site.v.hash.a", "site.v.hashes[0].name",
    "site.v.nested.first", "site.v.ints.last", "site.v.ints[-1]", "site.v['hash']['b']", "site.v.text.size",
    "site.notes.first.list", "unknown", "unknown.deeper", "site.v.hash.size", "site.v.hash.first", "site.v.markdown", "site.v.scss",
)  # fmt: skip
SIDES = (*VALUES, "blank", "empty")
KEYS = (
    "'name'", "'age'", "'tags'", "'none'", "'deep.key'", "'title'", "''", "nil", "'weight'", "0", "'date'", "'url'", "'draft'", "'list'",
)  # fmt: skip
WANTED = ("'Ann'", "nil", "3", "'3'", "2.5", "true", "'x'", "''", "site.v.none", "empty", "'One'", "false", "blank", "'nil'")
CONDITIONS = (
    "'i', 'i.age > 2'", "'i', 'i.name == \"Ann\"'", "'i', 'i'", "'i', 'i.tags contains \"x\"'", "'i', 'i > 1'", "'i', 'i.none'",
    "'i', 'i.age > 2 and i.name'", "'i', 'i.age == nil or i.tags'", "'i', 'i.size == 2'", "'i', 'i != blank'", "'i', 'i.name | size'",
    "'i', 'i == \"text\"'", "'i', 'true'", "'i', ''", "'', 'i'", "'i', 'i.age >'", "'i', 'i.deep.key == 1'", "'i', 'i.age <= 3 or i.age == 7 and i.name'",
)  # fmt: skip
EXPRESSIONS = ("'i', 'i.age'", "'i', 'i.name | upcase'", "'i', 'i | size'", "'i', 'i.none'", "'i', 'i.tags | join: \"-\"'", "'i', 'i'")
SMALL = ("0", "1", "2", "-1", "3", "nil", "'2'", "1.5", "'x'", "100", "2.0", "-2")
TEXT = ("' '", "','", "''", "'a'", "nil", "1", "'-'", "'b'", "site.v.hash", "site.v.ints", "'&'", "true", "'e'")
FORMATS = ("'%Y-%m-%d'", "'%a, %b %-d %y'", "'%H:%M:%S %z'", "''", "nil", "'%s'", "'%j %U %e %l %p'", "'x%%y%n%t'", "'%^a %10Y %03d %_5m'", "'%F %T %:z %Z'", "'%Q %E %5'", "5", "'%c|%D|%r|%x|%X'", "'%N %L %3N'", "'%G %V %u %w %C %h %I %k %P'")
ARGUMENTS: dict[str, tuple[tuple[str, ...], ...]] = {
    **dict.fromkeys(("upcase", "downcase", "capitalize", "size", "strip", "lstrip", "rstrip", "strip_html", "strip_newlines", "newline_to_br", "escape", "escape_once", "url_encode", "url_decode", "first", "last", "reverse", "compact", "uniq", "sort_natural", "sort", "abs", "ceil", "floor", "round", "markdownify", "smartify", "slugify", "xml_escape", "cgi_escape", "uri_escape", "number_of_words", "normalize_whitespace", "jsonify", "inspect", "to_integer", "array_to_sentence_string", "date_to_string", "date_to_long_string", "date_to_xmlschema", "date_to_rfc822", "relative_url", "absolute_url", "strip_index", "pop", "shift", "scssify", "base64_encode", "base64_decode", "base64_url_safe_encode", "sum"), ()),
    "append": (TEXT,), "prepend": (TEXT,), "remove": (TEXT,), "remove_first": (TEXT,), "remove_last": (TEXT,), "split": (TEXT,), "join": (TEXT,),
    "replace": (TEXT, TEXT), "replace_first": (TEXT, TEXT), "replace_last": (TEXT, TEXT), "truncate": (SMALL, TEXT), "truncatewords": (SMALL, TEXT), "slice": (SMALL, SMALL),
    "plus": (SMALL,), "minus": (SMALL,), "times": (SMALL,), "divided_by": (SMALL,), "modulo": (SMALL,), "at_least": (SMALL,), "at_most": (SMALL,), "default": (TEXT,),
    "date": (FORMATS,), "map": (KEYS,), "concat": (("site.v.ints", "site.v.hash", "nil", "site.v.mixed", "site.v.nested"),),
    "where": (KEYS, WANTED), "find": (KEYS, WANTED), "group_by": (KEYS,), "push": (WANTED,), "unshift": (WANTED,),
    "slugify ": (("'pretty'", "'raw'", "'none'", "'ascii'", "'latin'", "'default'", "'odd'", "nil"),), "number_of_words ": (("'cjk'", "'auto'", "'odd'"),),
    "where_exp": (CONDITIONS,), "find_exp": (CONDITIONS,), "group_by_exp": (EXPRESSIONS,), "sort ": (KEYS,), "sort  ": (KEYS, ("'first'", "'last'", "'odd'", "nil")), "sort_natural ": (KEYS,),
    "uniq ": (KEYS,), "compact ": (KEYS,), "round ": (SMALL,), "first ": (SMALL,), "array_to_sentence_string ": (("'or'", "nil", "''"),), "date_to_string ": (("'ordinal'", "'odd'"), ("'US'", "'UK'")),
    "date_to_long_string ": (("'ordinal'", "'odd'"), ("'US'", "'UK'")), "pop ": (SMALL,), "shift ": (SMALL,), "sample_not": (), "upcase ": (SMALL,), "where ": (KEYS,),
    "sum ": (KEYS,), "sassify": (), "default ": (TEXT, ("allow_false: true",)), "escape ": (TEXT, TEXT),
}  # fmt: skip
NAMES = tuple(ARGUMENTS)
OPERATORS = ("==", "!=", ">", "<", ">=", "<=", "contains", "<>", "=", "=!")
LOOPS = ("", "limit:2", "offset:1", "reversed", "limit:1 offset:1", "reversed limit:2", "limit:2 reversed", "offset:continue", "limit: site.v.number", "limit:'2'", "limit:nil", "offset: 9", "cols:2", "limit 2", "limit:-1", "offset:-1", "cols:2 limit:3", "cols:'2' offset:1")
PIECES = (
    "{% cycle 'a', 'b' %}{% cycle 'a', 'b' %}{% cycle 'x': 'a', 'b' %}{% cycle 1, 2, nil %}", "{% increment n %}{% increment n %}{{ n }}", "{% decrement m %}{{ m }}",
    "{% raw %}{{ a }}{% b %}{% endraw %}", "{%- raw -%} {{ a }} {%- endraw -%}", "{% comment %}{{ a }} {% if %}{% endcomment %}x", "{% comment %} {% raw %} {% endcomment %}{% endraw %} {% endcomment %}y",
    "{% assign a = 'x' | append: 'y' %}{{ a }}", "{% assign a = site.v.ints %}{% assign b = a | reverse %}{{ b | join: a.first }}", "{% assign x.y = 2 %}{{ x.y }}", "{% assign %}", "{% assign a %}", "{% assign a = %}{{ a }}",
    "{% capture c %} z {% endcapture %}[{{ c }}]", "{% capture 'c d' %}q{% endcapture %}{{ c }}", "{% capture %}x{% endcapture %}", "{{ }}", "{{ 'a' }", "{{ 'a' | }}", "{{ | upcase }}", "{{ 'a' || upcase }}", "{{ 'a' | upcase | }}",
    "{{ 'a' | append: 'b' 'c' }}", "{{ 'a' | append 'b' }}", "{{ 'a' upcase }}", "{{ site.v.ints[0 }}", "{{ site.v.ints[1][0] }}", "{{ site..v }}", "{{ site.v.hash[site.v.key] }}", "{{ [site.v.key] }}", "{{ 'a' | nofilter: 1 }}", "{{ a-b }}", "{{ 1.2.3 }}", "{{ -1 }}", "{{ +1 }}", "{{ \"it's\" }}", "{{ 'a|b' }}", "{{ a? }}", "{{ 5.size }}", "{{ 'x'.size }}",
    "{% if %}x{% endif %}", "{% if a == %}x{% endif %}", "{% if true %}x{% else %}y{% else %}z{% endif %}", "{% if false %}a{% elsif true %}b{% elsif true %}c{% endif %}", "{% if true %}x", "{% endif %}", "{% unknown_tag %}", "{% if (1 == 1) and (2 == 2) %}x{% endif %}", "{% if 1 == 1 && 2 == 3 %}x{% endif %}", "{% if 'a' == 'a' or %}x{% endif %}", "{% unless false %}u{% else %}e{% endunless %}", "{% unless false %}u{% elsif true %}e{% endunless %}",
    "{% case 1 %}{% when 1 %}a{% when 1, 2 %}b{% else %}c{% endcase %}", "{% case 'x' %}junk{% when 'y' or 'x' %}hit{% endcase %}", "{% case %}{% when 1 %}a{% endcase %}", "{% case site.v.none %}{% when nil %}n{% when blank %}b{% endcase %}", "{% case 1 %}{% when %}a{% endcase %}", "{% case 3 %}{% else %}a{% else %}b{% endcase %}", "{% case site.v.empty_list %}{% when empty %}e{% endcase %}",
    "{% for i in (1..3) %}{% if i == 2 %}{% continue %}{% endif %}{{ i }}{% endfor %}", "{% for i in (1..9) %}{% if i == 3 %}{% break %}{% endif %}{{ i }}{% endfor %}", "{% break %}after", "{% for i in site.v.hash %}{{ i[0] }}={{ i[1] }} {% endfor %}", "{% for i in site.v.text %}[{{ i }}]{% endfor %}", "{% for i in 5 %}{{ i }}{% else %}none{% endfor %}", "{% for i in (1..3) %}{{ forloop.first }}{{ forloop.last }}{{ forloop.index0 }}{{ forloop.rindex }}{{ forloop.rindex0 }}{{ forloop.length }}{{ forloop.name }}{% endfor %}",
    "{% for i in (1..2) %}{% for j in (1..2) %}{{ forloop.parentloop.index }}{{ forloop.index }} {% endfor %}{% endfor %}", "{% for i in %}x{% endfor %}", "{% for in site.v.ints %}x{% endfor %}", "{% for i of site.v.ints %}x{% endfor %}", "{% for i in site.v.ints %}{{ i }}{% endfor", "{% tablerow i in (1..5) cols:2 %}{{ i }}{{ tablerowloop.col }}{{ tablerowloop.row }}{{ tablerowloop.col_first }}{{ tablerowloop.col_last }}{% endtablerow %}", "{% tablerow i in nil %}x{% endtablerow %}", "{% for i in (1..6) %}{% ifchanged %}{{ i | divided_by: 2 }}{% endifchanged %}{% endfor %}",
    "{% include one.html a=1 %}", "{% include one.html a=site.v.text b='q' %}", "{% include one.html a = 'x' %}", "{% include one.html a='it\\'s' %}", "{% include {{ page.inc }} %}", "{% include {{ page.inc }} a=2 %}", "{% include missing.html %}", "{% include ../x.html %}", "{% include one.html a %}", "{% include one.html a=1, b=2 %}", "{% include %}", "{% include 'one.html' %}", "{% include one.html a=\"x\" b=page.title c='d' %}", "{% include sub/deep.html %}", "{% assign f = 'one.html' %}{% include {{ f }} %}", "{% include_relative inc.txt %}", "{% include_relative none.txt %}", "{% include loop.html n=3 %}",
    "{% highlight ruby %}\nputs 1\n{% endhighlight %}", "{% highlight ruby linenos %}\nputs 1\nputs 2\n{% endhighlight %}", "{% highlight python mark_lines='1 2' %}\na = 1\nb = 2\nc\n{% endhighlight %}", "{% highlight text linenos=table %}x\n{% endhighlight %}", "{% highlight %}x{% endhighlight %}", "{% highlight nolang %}<x>\n{% endhighlight %}", "{% highlight c++ %}int a;\n{% endhighlight %}", "{% highlight html hl_lines=\"1\" %}<b>\n{% endhighlight %}", "{% highlight ruby odd!opts %}x{% endhighlight %}", "{% highlight js linenos mark_lines=\"2\" %}\n\n  a\n b\n\n{% endhighlight %}", "{% highlight yaml linenos=inline %}a: b{% endhighlight %}", "{% highlight RUBY %}puts{% endhighlight %}",
    "{% link about.md %}", "{% link /about.md %}", "{% link missing.md %}", "{% link {{ page.target }} %}", "{% link _posts/2020-01-02-one.md %}", "{% post_url 2020-01-02-one %}", "{% post_url /2020-01-02-one %}", "{% post_url sub/2020-01-03-two %}", "{% post_url 2020-01-03-two %}", "{% post_url nothing %}", "{% post_url 2020-09-09-nothing %}", "{% link _notes/a.md %}", "{% link plain.txt %}", "{%link about.md%}", "{% link about.md#x %}",
    "{{- 'a' -}} b {{- 'c' }}", "a {%- if true -%} b {%- endif -%} c", "{{ site.v.hash }}", "{{ site.v.mixed }}", "{{ site.v.nested }}", "{{ site.v.moment }}", "{{ site.v.day }}", "{{ page.list }}", "{{ site.v.floats }}", "{% if site.v.hash contains 'a' %}y{% endif %}", "{% if page contains 'title' %}y{% endif %}",
    "{{ page }}", "{% for p in page %}{{ p[0] }},{% endfor %}", "{{ site.posts.first.excerpt | size }}", "{{ site.static_files.first | inspect | size }}", "{% for f in site.static_files %}{{ f }}{% endfor %}",
    "{% render 'one.html' %}", "{% liquid\nassign a = 1\necho a\n%}", "{% echo 'x' %}", "{% # inline comment %}x", "{% inline_comment %}", "{%- comment -%} x {%- endcomment -%}y", "{% if 1 %}{% endif", "{% form x %}{% endform %}", "{{ layout.k }}", "{{ jekyll.version }}", "{{ theme.name }}", "{{ site.v.text | date: '%Y' }}", "{{ forloop.index }}", "{{ paginator.page }}", "{{ include.a }}",
)  # fmt: skip


def value(dice: Random) -> str:
    """A value, and the filters that it goes through."""
    text = dice.choice(VALUES)
    for _ in range(dice.choice((1, 1, 1, 2, 2, 3))):
        name = dice.choice(NAMES)
        arguments = [dice.choice(choices) for choices in ARGUMENTS[name]]
        if dice.randint(0, 19) == 0:
            arguments = arguments[:-1]
        elif dice.randint(0, 29) == 0:
            arguments.append(dice.choice(SMALL))
        text += f" | {name.strip()}" + (": " + ", ".join(arguments) if arguments else "")
    return text + dice.choice(("", "", " | inspect", " | jsonify"))


def template(dice: Random) -> str:
    """One template."""
    style = dice.randint(0, 9)
    if style <= 4:
        return "{{ " + value(dice) + " }}"
    if style <= 7:
        return dice.choice(PIECES)
    if style == 8:
        parts = [f"{dice.choice(SIDES)} {dice.choice(OPERATORS)} {dice.choice(SIDES)}" for _ in range(dice.choice((1, 1, 2)))]
        return "{% if " + dice.choice((" and ", " or ")).join(parts) + " %}yes{% else %}no{% endif %}"
    tag = dice.choice(("for", "for", "tablerow"))
    return f"{{% {tag} i in {dice.choice(VALUES)} {dice.choice(LOOPS)} %}}<{{{{ i }}}}>{{% end{tag} %}}"


def expression_sites(dice: Random) -> dict[str, str]:
    """A site of many templates."""
    settings = {
        "time": "2024-06-15 12:00:00 +0000",
        "timezone": dice.choice(("UTC", "America/New_York")),
        "url": "https://example.com",
        "baseurl": dice.choice(("", "/b")),
        "sass": {"sourcemap": "never"},
        "collections": {"notes": {"output": True}},
        "liquid": {
            "error_mode": dice.choice(("warn", "lax", "strict")),
            "strict_filters": dice.randint(0, 9) == 0,
            "strict_variables": dice.randint(0, 9) == 0,
        },
        "exclude": ["inc.txt"],
    }
    config = "".join(f"{key}: {json.dumps(one)}\n" for key, one in settings.items())
    files = {
        "_config.yml": config + V,
        "expressions.txt": "only here so that pages which fail are left out\n",
        "about.md": "---\ntitle: About\nlayout: plain\n---\nAbout\n",
        "plain.txt": "plain\n",
        "_layouts/plain.html": "---\nk: layouts\n---\n{{ content }}{{ layout.k }}",
        "_includes/one.html": "({{ include.a }}|{{ include.b }}|{{ include | inspect }})",
        "_includes/sub/deep.html": "deep{% include one.html a=include.a %}",
        "_includes/loop.html": "{{ include.n }}{% if include.n > 0 %}{% assign m = include.n | minus: 1 %}{% include loop.html n=m %}{% endif %}",
        "_posts/2020-01-02-one.md": "---\ntags: [x, two words]\nage: 3\nname: Ann\n---\nOne *first*.\n\nMore.\n",
        "_posts/sub/2020-01-03-two.md": "---\ntitle: Two\nweight: 2\ncategories: c\n---\nTwo.\n",
        "_notes/a.md": "---\nname: Ann\nage: 7\nweight: 1\nlist: [1, a]\n---\nA\n",
        "_notes/b.md": "---\nname: bob\ntags: x\ndate: 2021-02-03\n---\nB\n",
    }
    templates = [template(dice) for _ in range(PAGES)]
    for number, text in enumerate(templates):
        files[f"p{number:03}.txt"] = HEAD + text + "\n"
        files["inc.txt"] = "relative {{ page.name }}\n"
    return files


HEAD = "---\ntitle: A page\nlist: [1, b, null]\ninc: one.html\ntarget: about.md\n---\n"
V = """\
v:
  ints: [3, 1, 2, 3]
  mixed: [1, "2", null, true, 2.5, text, [1, [2]], {a: 1}]
  nested: [[1, 2], [3, [4, null]], []]
  hashes:
    - {name: Ann, age: 3, tags: [x, y], weight: 2, title: One, deep: {key: 1}}
    - {name: bob, age: "3", tags: x, weight: 10, title: two, draft: true}
    - {name: Zoe, age: 2.5, weight: 1, date: 2020-01-02}
    - {age: 7, none: null, deep: text, draft: false}
  hash: {a: 1, b: {c: [1, 2]}, "3": x, name: Ann, age: 3}
  empty_list: []
  empty_hash: {}
  day: 2020-05-06
  moment: 2020-05-06 07:08:09 +0200
  dates: [2020-05-06, 2019-01-01]
  texts: [b, a, C, B, "10", "9", ü, ""]
  floats: [1.0, 2.50, 1.0e+20, -0.0, 1.0e-9]
  yes: true
  none: null
  number: 2
  key: a
  text: some text
  words: "one  two\\nthree"
  markdown: "*a* `b`\\n\\n# c"
  scss: "a { b { c: d } }"
"""
