"""Tags: what Liquid's print, and those that Jekyll adds."""

from __future__ import annotations

import pytest
from liquid_world import a_config, registers, render

from blogtool.errors import BlogtoolError
from blogtool.render.liquid import Liquid

INCLUDES = {
    "a.html": "[{{ include.x }}{{ include.y }}]",
    "leak.html": "{% assign leaked = 'yes' %}",
    "outer.html": "{% include a.html %}",
    "bad.html": "fine\n{{ 1 | divided_by: 0 }}",
    "unclosed.html": "{% if x %}",
    "self.html": "{% include self.html %}",
    "stop.html": "a{% break %}b",
}


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{% include a.html x='1' y=page.t %}", "[1T]"),
        ('{% include a.html x="say \\"hi\\"" %}', '[say "hi"]'),
        ("{% include a.html\n  x=3\n  y='b' %}", "[3b]"),
        ("{% include {{ page.name }}.html x=1 %}", "[1]"),
        ("{% include leak.html %}{{ leaked }}", "yes"),
        ("{% include outer.html x=7 %}", "[7]"),
        ("{% for i in (1..3) %}{% include stop.html %}{% endfor %}c", "ac"),
        ("{% capture c %}{% include a.html %}{% endcapture %}{{ c | size }}", "2"),
    ],
)
def test_an_include_sees_its_parameters_and_shares_the_rest(source, text):
    assert render(source, {"page": {"t": "T", "name": "a"}}, includes=INCLUDES) == text


@pytest.mark.parametrize(
    ("source", "place", "what"),
    [
        ("{% include gone.html %}", "index.html:1", "`gone.html` does not exist"),
        ("{% include ../a.html %}", "index.html:1", "no name of an include"),
        ("{% include a.html one two=3 %}", "index.html:1", "are no parameters"),
        ("x\n{% include bad.html %}", "_includes/bad.html:2", "divided by 0"),
        ("{% include unclosed.html %}", "_includes/unclosed.html:1", "never closed"),
        ("{% include self.html %}", "_includes/self.html:1", "nesting too deep"),
        ("{% include_relative gone.txt %}", "index.html:1", "cannot be read"),
        ("{% link gone.md %}", "index.html:1", "there is no file `gone.md`"),
        ("{% post_url 2020-01-01-gone %}", "index.html:1", "there is no post `2020-01-01-gone`"),
        ("{% render 'a.html' %}", "index.html:1", "finds no files"),
        ('{% highlight "ruby" %}x{% endhighlight %}', "index.html:1", "makes no sense"),
    ],
)
def test_what_cannot_be_brought_in_is_told_with_its_place(source, place, what):
    with pytest.raises(BlogtoolError) as caught:
        render(source, includes=INCLUDES)

    assert what in caught.value.what
    assert str(caught.value.where) == place


def test_a_missing_include_suggests_a_near_one():
    with pytest.raises(BlogtoolError) as caught:
        render("{% include haeder.html %}", includes={"header.html": ""})

    assert caught.value.fix == "did you mean `header.html`?"


def test_include_relative_reads_beside_the_page(tmp_path):
    (tmp_path / "part.txt").write_text("{{ 1 | plus: 1 }}{{ include.x }}")

    assert render("{% include_relative part.txt x='!' %}", folder=str(tmp_path)) == "2!"


def test_include_cached_renders_once_for_each_set_of_parameters():
    config = a_config()
    engine = Liquid(config)
    memo = {}
    files = {"n.html": "{% increment n %}{{ include.x }}"}

    def page(x):
        template = engine.parse("{% include_cached n.html x=x %}", "p")
        return engine.render(template, {"x": x}, registers(config, files, memo=memo))

    assert [page("a"), page("b"), page("a"), page(1), page("1")] == ["0a", "1b", "0a", "21", "31"]


def test_links_carry_the_baseurl():
    source = "{% link about.md %} {% link {{ where }} %} {% post_url 2024-05-01-hello %}"

    assert (
        render(source, {"where": "about.md"}, settings={"baseurl": "/b"})
        == "/b/about/ /b/about/ /b/2024/05/01/hello.html"
    )


def test_highlighted_code_stands_in_a_figure():
    html = render("{% highlight C++ %}\n1 < 2\n{% endhighlight %}", settings={"highlighter": None})

    assert html == (
        '<figure class="highlight"><pre><code class="language-c--" data-lang="c++">1 &lt; 2</code></pre></figure>'
    )


def test_numbered_lines_stand_in_a_table():
    html = render("{% highlight text linenos %}a\nb{% endhighlight %}")

    assert '<td class="gutter gl"><pre class="lineno">1\n2\n</pre></td>' in html
    assert '<td class="code"><pre>a\nb\n</pre></td>' in html


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("[{% if true %}   {% endif %}]", "[]"),
        ("[{% if true %} {% assign a = 1 %} {% comment %}x{% endcomment %} {% endif %}]", "[]"),
        ("[{% if true %} {% else %}x{% endif %}]", "[ ]"),
        ("[{% capture c %} {% endcapture %}{{ c }}]", "[ ]"),
        ("a {{- 'b' -}} c", "abc"),
        ("\u00a0{{- 'b' -}}\u00a0", "\u00a0b\u00a0"),
        ("{% raw %}{{ a }}{% if %}{% endraw %}", "{{ a }}{% if %}"),
        ("{% comment %}{% nope %}{% endcomment %}x", "x"),
        ("{% liquid\n assign a = 1\n if a == 1\n echo 'one'\n endif %}", "one"),
        ("{% tablerow i in (1..3) cols:2 %}{{ i }}{% endtablerow %}",
         '<tr class="row1">\n<td class="col1">1</td><td class="col2">2</td></tr>\n'
         '<tr class="row2"><td class="col1">3</td></tr>\n'),
        ("{% for i in (1..4) limit:2 %}{{ i }}{% endfor %}{% for i in (1..4) offset:continue %}-{{ i }}{% endfor %}",
         "12-3-4"),
        ("{% for i in (1..2) %}{% cycle 'a', 'b', 'c' %}{% endfor %}{% cycle 'a', 'b', 'c' %}", "abc"),
        ("{% for i in (1..3) %}{% capture c %}{{ i }}{% break %}{% endcapture %}{% endfor %}{{ c }}", "1"),
        ("a{% break %}b", "a"),
    ],
)  # fmt: skip
def test_small_templates(source, text):
    assert render(source) == text
