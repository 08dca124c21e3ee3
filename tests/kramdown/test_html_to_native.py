# ruff: noqa: E501
"""The option `html_to_native` reads the author's HTML as kramdown does; expectations are the real kramdown's."""

import pytest

from blogtool.kramdown import convert, html_texts, parse

CASES = [
    ("<p>hi  there</p>", "<p>hi there</p>\n"),
    ("{:.x}\n<p>hi</p>", "<p>hi</p>\n"),
    ("<p>hi</p>\n{:.x}", "<p class=\"x\">hi</p>\n"),
    ("<h2>Foo  &amp; bar &mdash; &nope; &#233; &lsquo;</h2>\n\n# Foo", "<h2 id=\"foo--bar--nope-é-\">Foo &amp; bar — &amp;nope; é ‘</h2>\n\n<h1 id=\"foo\">Foo</h1>\n"),
    ("<pre><code class=\"language-ruby\">x = 1 &lt; 2</code></pre>", "<div class=\"language-ruby highlighter-rouge\"><div class=\"highlight\"><pre class=\"highlight\"><code><span class=\"n\">x</span> <span class=\"o\">=</span> <span class=\"mi\">1</span> <span class=\"o\">&lt;</span> <span class=\"mi\">2</span></code></pre></div></div>\n"),
    ("<code class=\"a highlighter-rouge\">a&lt;b</code>", "<p><code class=\"language-plaintext a highlighter-rouge\">a&lt;b</code></p>\n"),
    ("x <code>a <b>c</b></code> <i> y </i> <i>y</i> <b>*z*</b>", "<p>x <code class=\"language-plaintext highlighter-rouge\">a c</code> <i> y </i> <em>y</em> <strong><em>z</em></strong></p>\n"),
    ("<a name=\"x\">b  c</a> y <a href=\"/x\">b  c *d*</a>", "<p><a name=\"x\">b  c</a> y <a href=\"/x\">b c <em>d</em></a></p>\n"),
    ("a <br> <img src=\"x\"> <span>a   b &copy;</span>", "<p>a <br /> <img src=\"x\" /> <span>a b ©</span></p>\n"),
    ("<table><tr><td>1</td><td>2</td></tr></table>", "<table>\n  <tbody>\n    <tr>\n      <td>1</td>\n      <td>2</td>\n    </tr>\n  </tbody>\n</table>\n"),
    ("<table><thead><tr><th style=\"text-align: right\">1</th></tr></thead><tbody><tr><td style=\"color:red; text-align: right\">a</td></tr></tbody></table>", "<table>\n  <thead>\n    <tr>\n      <th style=\"text-align: right\">1</th>\n    </tr>\n  </thead>\n  <tbody>\n    <tr>\n      <td style=\"color:red; text-align: right\">a</td>\n    </tr>\n  </tbody>\n</table>\n"),
    ("<table><tr><td><p>a</p></td></tr></table>", "<table><tr><td><p>a</p></td></tr></table>\n"),
    ("<table><tr><td>a</td></tr><tr><td>a</td><td>b</td></tr></table>", "<table><tr><td>a</td></tr><tr><td>a</td><td>b</td></tr></table>\n"),
    ("<ul><li>a</li><li><p>b</p></li><li>c<ul><li>d</li></ul></li></ul>", "<ul>\n  <li>a</li>\n  <li>\n    <p>b</p>\n  </li>\n  <li>c    <ul>\n      <li>d</li>\n    </ul>\n  </li>\n</ul>\n"),
    ("<dl><dt>a</dt><dd>b</dd></dl>", "<dl>\n  <dt>a</dt>\n  <dd>b</dd>\n</dl>\n"),
    ("<div>a <p>b</p> c <!-- d --></div>", "<div>\na   <p>b</p>\n c   <!-- d -->\n</div>\n"),
    ("<div markdown=\"1\">\n# A\n\n<b>text</b> *x*\n</div>", "<div>\n  <h1 id=\"a\">A</h1>\n\n  <p><strong>text</strong> <em>x</em></p>\n</div>\n"),
    ("<hr>\n<br>\n<blockquote>a</blockquote>", "<hr />\n\n<p><br /></p>\n<blockquote>\na</blockquote>\n"),
    ("<script type=\"math/tex\">x</script>", "\\(x\\)\n"),
    ("a <script type=\"math/tex; mode=display\">% <![CDATA[\nx^2 %]]></script> b", "<p>a \\[x^2\\]\n b</p>\n"),
    ("<textarea>  a  b </textarea>", "<textarea>  a  b </textarea>\n"),
    ("<video src=\"x\">  a <p> b </p></video>", "<video src=\"x\"> a   <p>b</p>\n</video>\n"),
    ("<p>a</p>\nb *c*", "<p>ab <em>c</em></p>\n"),
    ("<p>a</p>\n: b", "<dl>\n  <dt>a</dt>\n  <dd>b</dd>\n</dl>\n"),
]


@pytest.mark.parametrize(("text", "html"), CASES, ids=lambda value: str(value)[:40])
def test_html_becomes_what_markdown_has(text, html):
    assert convert(text, {"html_to_native": True}) == html


def test_cells_outside_of_a_table_are_no_error():
    html = convert("<td>a</td>\n\n<div><tr><td>b</td></tr></div>", {"html_to_native": True})

    assert "<td>a</td>" in html
    assert "<td>b</td>" in html


def test_places_are_those_of_the_html_as_written():
    tree = parse("<p>some  text</p>", {"html_to_native": True})

    assert [found for element in tree.children for found in html_texts(element)] == [("text", [(3, 13)])]
