# ruff: noqa: E501
"""Odd texts in which random comparison with the real kramdown found a difference; expectations are the real one's."""

import pytest

from blogtool.kramdown import convert

CASES = [
    ("![a [b](/u)](i.png)", "<p><img src=\"i.png\" alt=\"a [b](/u)\" /></p>\n"),
    ("[a ~~[b](/u)~~](/v)", "<p><a href=\"/v\">a <del><a href=\"/u\">b</a></del></a></p>\n"),
    ("*a ~~b *c* d~~ e*", "<p><em>a <del>b <em>c</em> d</del> e</em></p>\n"),
    ("[a]{:.d} [a]{:.e} ![a]\n\n[a]: /u\n{:.c}", "<p><a class=\"c d\" href=\"/u\">a</a> <a class=\"c d e\" href=\"/u\">a</a> <img class=\"c d e\" src=\"/u\" alt=\"a\" /></p>\n\n"),
    ("\n{::comment/}\n{: .c}\n\n___", "\n<hr class=\"c\" />\n"),
    ("*[a<b]: x\n\na<b & a", "\n<p><abbr title=\"x\">a<b</abbr> &amp; a</p>\n"),
    ("![<b>a & b</b> &copy;](x){:standalone}", "<figure>\n  <img src=\"x\" alt=\"&lt;b&gt;a &amp; b&lt;/b&gt; &copy;\" />\n  <figcaption><b>a & b</b> &copy;</figcaption>\n</figure>\n"),
    ("<script markdown=\"block\">\na\n</script>", "<script>\n\na\n</script>\n"),
    ("<style markdown=\"block\">a</style>", "<style>\na\n</style>\n"),
    ("<video CLASS=\"Up\">a</video>", "<video CLASS=\"Up\">a</video>\n"),
    ("{::options gfm_quirks=\"no_auto_typographic\" hard_wrap=\"true\" input=\"kramdown\" /}\n\na -- b\n# c", "\n<p>a – b</p>\n<h1 id=\"c\">c</h1>\n"),
    ("- a\n  {::comment/}", "<ul>\n  <li>a\n  </li>\n</ul>\n"),
    ("- a\n  ^\n", "<ul>\n  <li>a\n  </li>\n</ul>\n"),
    ("a\n: b\n  {:x: .c}", "<dl>\n  <dt>a</dt>\n  <dd>b\n  </dd>\n</dl>\n"),
    ("<div markdown=\"1\">\n## [a](/b) *c* &copy; d\n</div>", "<div>\n  <h2 id=\"a-c--d\"><a href=\"/b\">a</a> <em>c</em> © d</h2>\n</div>\n"),
    ("<thead markdown=\"block\">^", "<thead></thead>\n"),
    ("* a<video markdown=\"x\">b``c ` d``e|f</video>", "<ul>\n  <li>a<video>b``c ` d``e|f</video></li>\n</ul>\n"),
    ("<kbd> <a></kbd>a|b", "<p><kbd> <a>&lt;/kbd&gt;a|b</a></kbd></p>\n"),
    ("| \\` | a |\n|-|-|\n| b|`a | b` |", "<table>\n  <thead>\n    <tr>\n      <th>`</th>\n      <th>a</th>\n    </tr>\n  </thead>\n  <tbody>\n    <tr>\n      <td>b</td>\n      <td><code class=\"language-plaintext highlighter-rouge\">a | b</code></td>\n    </tr>\n  </tbody>\n</table>\n"),
    (":--| --- \n`a | b`", "<table>\n  <tbody>\n    <tr>\n      <td><code class=\"language-plaintext highlighter-rouge\">a | b</code></td>\n    </tr>\n  </tbody>\n</table>\n"),
    ("* [X] ` sp `{curly}", "<ul class=\"task-list\">\n  <li class=\"task-list-item\"><input type=\"checkbox\" class=\"task-list-item-checkbox\" disabled=\"disabled\" checked=\"checked\" /><code class=\"language-plaintext highlighter-rouge\"> sp </code>{curly}</li>\n</ul>\n"),
    ("- [X] {: .c} a", "<ul class=\"task-list\">\n  <li class=\"task-list-item\"><input type=\"checkbox\" class=\"task-list-item-checkbox c\" disabled=\"disabled\" checked=\"checked\" /> a</li>\n</ul>\n"),
    ("# [a](/b){: #x} *b*{: #z} c\n\n* toc\n{:toc}", "<h1 id=\"a-b-c\"><a href=\"/b\" id=\"x\">a</a> <em id=\"z\">b</em> c</h1>\n\n<ul id=\"markdown-toc\">\n  <li><a href=\"#a-b-c\" id=\"markdown-toc-a-b-c\">a <em id=\"z\">b</em> c</a></li>\n</ul>\n"),
    ("a \t\n</td> \n</td>", "<p>a\n&lt;/td&gt;\n&lt;/td&gt;</p>\n"),
    ("*[C#]: sharp\n*[a & b]: both\n\n<figure markdown=\"1\">\nC#a & b\n</figure>", "\n<figure>\n  <p>C#<abbr title=\"both\">a & b</abbr></p>\n</figure>\n"),
    ("<div markdown=\"1\">\n* notes\n{:toc}\n</div>", "<div>\n\n</div>\n"),
    ("c\n : a\n\n    \t<b>", "<dl>\n  <dt>c</dt>\n  <dd>a\n\n \t<b>\n</b></dd>\n</dl>\n"),
    ("[^1]: a\n    {: .c}\n\nx [^1]", "\n<p>x <sup id=\"fnref:1\" role=\"doc-noteref\"><a href=\"#fn:1\" class=\"footnote\" rel=\"footnote\">1</a></sup></p>\n<div class=\"footnotes\" role=\"doc-endnotes\">\n  <ol>\n    <li id=\"fn:1\" role=\"doc-endnote\">\n      <p class=\"c\">a <a href=\"#fnref:1\" class=\"reversefootnote\" role=\"doc-backlink\">&#8617;</a></p>\n    </li>\n  </ol>\n</div>\n"),
    ("x[^a:b]\n\n[^a:b]: n", "<p>x[^a:b]</p>\n\n"),
    ("y\n{: a:b='1' #a:b}", "<p id=\"a:b\">y</p>\n"),
    ("{:.c #i k='v'}\n![a](b){:standalone .d #j w='1'}", "<figure class=\"c\" id=\"i\" k=\"v\">\n  <img src=\"b\" alt=\"a\" class=\"d\" id=\"j\" w=\"1\" />\n  <figcaption>a</figcaption>\n</figure>\n"),
    ("![a](b){:standalone .x}\n{:.y}", "<figure class=\"y\">\n  <img src=\"b\" alt=\"a\" class=\"x\" />\n  <figcaption>a</figcaption>\n</figure>\n"),
    ("![a][b]\n\n[b]: /u 'T'\n{:standalone}", "<figure>\n  <img src=\"/u\" alt=\"a\" title=\"T\" />\n  <figcaption>a</figcaption>\n</figure>\n\n"),
    ("~~~ nope\na  b \n\tc\n~~~\n{:.show-whitespaces}", "<pre class=\"show-whitespaces\"><code class=\"language-nope\">a<span class=\"ws-space\">&#8901;</span><span class=\"ws-space\">&#8901;</span>b<span class=\"ws-space-r\">&#8901;</span>\n<span class=\"ws-tab-l\">\t</span>c\n</code></pre>\n"),
    ("a b\n: c\n{:auto_idsfoo}", "<dl>\n  <dt id=\"a-b\">a b</dt>\n  <dd>c</dd>\n</dl>\n"),
    ("<div id=' '>x</div>\n\n*y*{: id=''}", "<div>x</div>\n\n<p><em>y</em></p>\n"),
    ("~~~ ?a\nb\n~~~", "<pre><code class=\"language-?a\">b\n</code></pre>\n"),
    ("# a\n{:.x-no_toc}\n\n## b\n{:.no_toc_x}\n\n* t\n{:toc}", "<h1 class=\"x-no_toc\" id=\"a\">a</h1>\n\n<h2 class=\"no_toc_x\" id=\"b\">b</h2>\n\n<ul id=\"markdown-toc\">\n  <li><a href=\"#b\" id=\"markdown-toc-b\">b</a></li>\n</ul>\n"),
    ("<div title='a\n\nb'>x <b title='c\n\nd'>y</b></div>\n\nx <b title='c\n\nd'>y</b>", "<div title=\"a\n\nb\">x <b title=\"c\n\nd\">y</b></div>\n\n<p>x &lt;b title=’c</p>\n\n<p>d’&gt;y&lt;/b&gt;</p>\n"),
    ("x <Foo>a</foo> b", "<p>x <Foo>a&lt;/foo&gt; b</Foo></p>\n"),
    ("<Foo markdown='block'>\n*a*\n</Foo>\nb", "<Foo>\n  <p><em>a</em>\n&lt;/Foo&gt;\nb</p>\n</Foo>\n"),
    ("# a {#é.x}\n\n# b {#_x-1:2}", "<h1 id=\"é.x\">a</h1>\n\n<h1 id=\"_x-1:2\">b</h1>\n"),
    ("a #\n===", "<h1 id=\"a-\">a #</h1>\n"),
    ("# a²½ Ⓐ", "<h1 id=\"a-ⓐ\">a²½ Ⓐ</h1>\n"),
    ("*a* [b](c) `d` -- \"e\"\n: x\n{:auto_ids}", "<dl>\n  <dt id=\"a-b-d--e\"><em>a</em> <a href=\"c\">b</a> <code class=\"language-plaintext highlighter-rouge\">d</code> – “e”</dt>\n  <dd>x</dd>\n</dl>\n"),
    ("<a@.b> <a@b.>", "<p><a href=\"mailto:a@.b\">a@.b</a> <a href=\"mailto:a@b.\">a@b.</a></p>\n"),
    ("![a\\~b](c)", "<p><img src=\"c\" alt=\"a\\~b\" /></p>\n"),
    ("# a\n\n{::options toc_levels='1-3' footnote_nr='x' smart_quotes='a,b' header_offset='1' guess_lang='false' /}\n\n# 'b' `c`", "<h2 id=\"a\">a</h2>\n\n<h2 id=\"b-c\">‘b’ <code class=\"language-plaintext highlighter-rouge\">c</code></h2>\n"),
    ("{::options math_engine='x' /}\n\n$$x$$", "\n<div class=\"kdmath\">$$\nx\n$$</div>\n"),
    ("```` html\n```", "<p>```` html\n```</p>\n"),
]


@pytest.mark.parametrize(("text", "html"), CASES, ids=lambda value: str(value)[:40])
def test_an_odd_text_reads_as_in_kramdown(text, html):
    assert convert(text) == html


def test_a_note_that_ends_with_a_table_has_its_link_back():
    html = convert("x[^1]\n\n[^1]: n|\n    ---\n    |;[^1]: n", {"footnote_backlink_inline": True})

    assert "reversefootnote" in html
