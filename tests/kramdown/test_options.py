# ruff: noqa: E501
"""What a site writes below `kramdown:` changes the HTML as it does in kramdown."""

import pytest

from blogtool.errors import BlogtoolError
from blogtool.kramdown import convert

CASES = [
    ({"hard_wrap": True}, "a\nb", "<p>a<br />\nb</p>\n"),
    ({"hard_wrap": "false"}, "a\nb", "<p>a\nb</p>\n"),
    ({"auto_ids": False}, "# a", "<h1>a</h1>\n"),
    ({"auto_id_prefix": "x-"}, "# a", '<h1 id="x-a">a</h1>\n'),
    ({"header_offset": 2}, "# a", '<h3 id="a">a</h3>\n'),
    ({"input": "kramdown"}, "# Ü 1a", '<h1 id="a">Ü 1a</h1>\n'),
    ({"math_engine": None}, "$$x<y$$ z", '<p><span class="kdmath">$x<y$</span> z</p>\n'),
    ({"math_engine": "katex"}, "$$x$$ z", "<p>\\(x\\) z</p>\n"),
    ({"entity_output": "numeric"}, '"a" &copy; &lt;', "<p>&#8220;a&#8221; &#169; &lt;</p>\n"),
    ({"entity_output": "symbolic"}, "&#169; --", "<p>&copy; &ndash;</p>\n"),
    ({"entity_output": "as_input"}, "&#xa9; --", "<p>&#xa9; &#8211;</p>\n"),
    ({"smart_quotes": "sbquo,lsquo,bdquo,ldquo"}, "\"a\" 'b'", "<p>„a“ ‚b‘</p>\n"),
    ({"smart_quotes": ["apos", "apos", "quot", "quot"]}, "\"a\" 'b'", "<p>\"a\" 'b'</p>\n"),
    ({"typographic_symbols": {"hellip": "..."}}, "a...", "<p>a...</p>\n"),
    ({"gfm_quirks": "no_auto_typographic"}, "a -- b", "<p>a -- b</p>\n"),
    ({"gfm_quirks": []}, "a\n# b", "<p>a\n# b</p>\n"),
    ({"link_defs": {"Home": ["/h", "T"]}}, "[home]", '<p><a href="/h" title="T">home</a></p>\n'),
    ({"parse_block_html": True}, "<div>\n*a*\n</div>", "<div>\n  <p><em>a</em></p>\n</div>\n"),
    ({"parse_span_html": False}, "x <b>*a*</b>", "<p>x <b>*a*</b></p>\n"),
    ({"remove_line_breaks_for_cjk": True}, "日本\n語", "<p>日本語</p>\n"),
    ({"syntax_highlighter_opts": {"disable": True}}, "`a`", "<p><code>a</code></p>\n"),
    ({"syntax_highlighter_opts": {"span": {"disable": True}}}, "`a`", "<p><code>a</code></p>\n"),
    ({"syntax_highlighter": "null"}, "    a", "<pre><code>a\n</code></pre>\n"),
    ({"no_such_option": 1}, "a", "<p>a</p>\n"),
    ({"guess_lang": False}, "    a\n\n`b`\n\n```text\nc\n```", "<pre><code>a\n</code></pre>\n\n<p><code>b</code></p>\n\n<pre><code class=\"language-text\">c\n</code></pre>\n"),
    ({"syntax_highlighter_opts": {"default_lang": ""}}, "    a\n\n`b`", "<pre><code>a\n</code></pre>\n\n<p><code>b</code></p>\n"),
    ({"syntax_highlighter_opts": {"line_numbers": "false"}}, "    a", "<div class=\"language-plaintext highlighter-rouge\"><div class=\"highlight\"><pre class=\"highlight\"><code><table class=\"rouge-table\"><tbody><tr><td class=\"rouge-gutter gl\"><pre class=\"lineno\">1\n</pre></td><td class=\"rouge-code\"><pre>a\n</pre></td></tr></tbody></table></code></pre></div></div>\n"),
    ({"syntax_highlighter_opts": {"line_numbers": True, "gutter_class": "g", "code_class": "k", "table_class": "t"}}, "    a", "<div class=\"language-plaintext highlighter-rouge\"><div class=\"highlight\"><pre class=\"highlight\"><code><table class=\"t\"><tbody><tr><td class=\"g gl\"><pre class=\"lineno\">1\n</pre></td><td class=\"k\"><pre>a\n</pre></td></tr></tbody></table></code></pre></div></div>\n"),
    ({"syntax_highlighter_opts": {"css_class": None}}, "    a", "<div class=\"language-plaintext highlighter-rouge\"><div class=\"highlight\"><pre class=\"highlight\"><code>a\n</code></pre></div></div>\n"),
    ({"syntax_highlighter": "pygments"}, "```ruby\na\n```", "<pre><code class=\"language-ruby\">a\n</code></pre>\n"),
    ({"syntax_highlighter": False}, "    a", "<div class=\"language-plaintext highlighter-rouge\"><div class=\"highlight\"><pre class=\"highlight\"><code>a\n</code></pre></div></div>\n"),
    ({"coderay": {"coderay_line_numbers": "table"}}, "    a", "<div class=\"language-plaintext highlighter-rouge\"><div class=\"highlight\"><pre class=\"highlight\"><code><table class=\"rouge-table\"><tbody><tr><td class=\"rouge-gutter gl\"><pre class=\"lineno\">1\n</pre></td><td class=\"rouge-code\"><pre>a\n</pre></td></tr></tbody></table></code></pre></div></div>\n"),
    ({"math_engine": False}, "$$x$$", "<div class=\"kdmath\">$$\nx\n$$</div>\n"),
    ({"hard_wrap": ""}, "a\nb", "<p>a\nb</p>\n"),
    ({"parse_span_html": None}, "<b>*a*</b>", "<p><b>*a*</b></p>\n"),
    ({"auto_ids": None}, "# a", "<h1 id=\"a\">a</h1>\n"),
    ({"toc_levels": "3..1"}, "* t\n{:toc}\n\n# a", "\n<h1 id=\"a\">a</h1>\n"),
    ({"smart_quotes": "0x27,0x27,34,34"}, "'a'", "<p>'a'</p>\n"),
    ({"typographic_symbols": "hellip: '...'\nndash: x"}, "a...--", "<p>a...x</p>\n"),
    ({"typographic_symbols": {":ndash": None}}, "--", "<p></p>\n"),
    ({"gfm_quirks": ":no_auto_typographic"}, "--", "<p>--</p>\n"),
    ({"input": "kramdown"}, "~~~\n  a\n ~~~", "<p>~~~\n  a\n ~~~</p>\n"),
    ({"footnote_backlink_inline": True}, "x[^1]\n\n[^1]: a\n    - b\n        - c", "<p>x<sup id=\"fnref:1\" role=\"doc-noteref\"><a href=\"#fn:1\" class=\"footnote\" rel=\"footnote\">1</a></sup></p>\n\n<div class=\"footnotes\" role=\"doc-endnotes\">\n  <ol>\n    <li id=\"fn:1\" role=\"doc-endnote\">\n      <p>a</p>\n      <ul>\n        <li>b\n          <ul>\n            <li>c <a href=\"#fnref:1\" class=\"reversefootnote\" role=\"doc-backlink\">&#8617;</a></li>\n          </ul>\n        </li>\n      </ul>\n    </li>\n  </ol>\n</div>\n"),
    ({"input": "kramdown"}, "# C# #\n\n# \\#", "<h1 id=\"c\">C#</h1>\n\n<h1 id=\"section\">#</h1>\n"),
    ({"gfm_quirks": []}, "# #", "<p># #</p>\n"),
    ({"input": "kramdown"}, "*a* [b](c) `d` -- \"e\"\n: x\n{:auto_ids}", "<dl>\n  <dt id=\"a-b---e\"><em>a</em> <a href=\"c\">b</a> <code class=\"language-plaintext highlighter-rouge\">d</code> – “e”</dt>\n  <dd>x</dd>\n</dl>\n"),
    ({"input": "kramdown", "auto_id_stripping": True}, "# a `b` \"c\"", "<h1 id=\"a--c\">a <code class=\"language-plaintext highlighter-rouge\">b</code> “c”</h1>\n"),
]


@pytest.mark.parametrize(("options", "text", "html"), CASES, ids=lambda value: str(value)[:40])
def test_an_option_changes_the_html(options, text, html):
    assert convert(text, options) == html


def test_code_can_carry_line_numbers():
    html = convert("```\na\nb\n```", {"syntax_highlighter_opts": {"block": {"line_numbers": True, "start_line": 9}}})

    assert '<pre class="lineno">9\n10\n</pre>' in html


def test_the_contents_list_takes_the_chosen_levels():
    html = convert("* x\n{:toc}\n\n# a\n## b\n### c\n", {"toc_levels": "2..2"})

    assert html.count("markdown-toc-") == 1
    assert 'href="#b"' in html


def test_a_note_that_points_to_itself_links_back_to_the_marks_before_it():
    html = convert("a[^1] b[^2]\n\n[^1]: one [^2] [^1]\n[^2]: two [^1] [^2]\n")

    backs = [line.count("reversefootnote") for line in html.splitlines() if "reversefootnote" in line]
    assert backs == [1, 2]


def test_a_note_that_ends_in_a_table_takes_its_links_back_behind_it():
    html = convert("a[^1]\n\n[^1]:\n    n | [^1]\n", {"footnote_backlink_inline": True})

    assert html.index("</table>") < html.index("reversefootnote")


def test_footnotes_can_be_numbered_named_and_linked():
    html = convert("a[^1]\n\n[^1]: b", {"footnote_nr": 7, "footnote_prefix": "p-", "footnote_backlink": "up"})

    assert '<sup id="fnref:p-1" role="doc-noteref"><a href="#fn:p-1" class="footnote" rel="footnote">7' in html
    assert '<a href="#fnref:p-1" class="reversefootnote" role="doc-backlink">up</a>' in html
    assert "backlink" not in convert("a[^1]\n\n[^1]: b", {"footnote_backlink": ""})


def test_a_text_can_set_its_own_options():
    assert convert('{::options auto_ids="false" /}\n# a') == "<h1>a</h1>\n"


def test_a_forbidden_option_is_left_alone():
    options = {"forbidden_inline_options": ["auto_ids"]}

    assert 'id="a"' in convert('{::options auto_ids="false" /}\n# a', options)


@pytest.mark.parametrize(
    "options", [{"footnote_nr": "x"}, {"smart_quotes": "a,b"}, {"input": "rst"}, {"toc_levels": "none"}]
)
def test_a_wrong_value_is_told_by_its_name(options):
    with pytest.raises(BlogtoolError) as told:
        convert("a", options)

    assert next(iter(options)) in str(told.value) or "input" in str(told.value)


@pytest.mark.parametrize(
    ("quotes", "notation", "html"),
    [
        ("39,39,34,34", "as_char", "\"a\" 'b'"),
        ("39,39,34,34", "symbolic", "&quot;a&quot; &apos;b&apos;"),
        ("8216,8217,8220,8221", "numeric", "&#8220;a&#8221; &#8216;b&#8217;"),
    ],
)
def test_quotes_can_be_given_by_their_numbers(quotes, notation, html):
    """As kramdown 2.4.0 writes them."""
    given = {"smart_quotes": quotes, "entity_output": notation}

    assert convert("\"a\" 'b'", given) == f"<p>{html}</p>\n"


def test_a_formula_of_its_own_stands_at_the_start_of_the_line():
    assert convert("> $$x$$") == "<blockquote>\n\\[x\\]\n</blockquote>\n"


def test_an_image_names_its_alternative_text_before_its_title():
    assert convert('![a](/b "c")') == '<p><img src="/b" alt="a" title="c" /></p>\n'
