"""Markdown for property tests: every kind of block and span, put together at random."""

from __future__ import annotations

from hypothesis import strategies as st

WORDS = (
    "the quick engine turns a page into words; nobody sees it. Some say (rarely) that 3.5 MB is 'enough', "
    'others – the "careful" ones – wait... Yes! e.g. Jekyll, GitHub and Dr. Who; 100 % of 1,000 files? '
    "naïve café über 你好世界。 これは本です。 مرحبا а_b c_d_e x*y a|b [no] <3 & co. \\* \\_ &amp; &copy; "
    "5 < 6 > 4 --- -- << >>"
).split()

word = st.sampled_from(WORDS)
words = st.lists(word, min_size=1, max_size=9).map(" ".join)


def _span(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.tuples(st.sampled_from(("*", "**", "_", "__", "~~", "***")), inner).map(lambda p: p[0] + p[1] + p[0]),
        inner.map(lambda text: f"[{text}](/a/b.html)"),
        inner.map(lambda text: f'[{text}](http://x.org/?a=1&b=2 "A title here")'),
        inner.map(lambda text: f"[{text}][ref]"),
        inner.map(lambda text: f"<b>{text}</b>"),
        inner.map(lambda text: f'<span class="x" title="some words">{text}</span>'),
    )


atom = st.sampled_from((
    "`code`", "``a ` b``", "![alt text](i.png)", '![an image](i.png "Its title")', "$$x_1 + y$$", "[^1]", "<br>",
    "<http://example.org>", "https://example.org/a_b", "{{ page.title }}", "{% link a.md %}",
        "<kbd>Ctrl</kbd>", "[ref]",
    "[Ref][]", "HTML", "`x`{:.y}", "<!-- a comment -->", ":tada:", "snake_case", "foo()", "⟦7⟧",
        "<img alt='a b' src=x.png>",
    "<!-- notranslate -->keep this<!-- /notranslate -->", "  \n", "\\\n", "\n", "*lone", "_lone", "**",
        "`tick", "[open", "](", "\\\\(x + 1\\\\)", "$y_1$", "$5 to $9", "<button>press me</button>",
    "<select><option>one way</option>\n<option>two</option></select>",
))  # fmt: skip
span = st.recursive(words, _span, max_leaves=3)
inline = st.lists(st.one_of(words, words, span, atom), min_size=1, max_size=6).map(" ".join)
tight = st.lists(st.one_of(words, span, atom), min_size=1, max_size=5).map("".join)
line = st.one_of(inline, tight).map(lambda text: " ".join(text.split()) or "x")

# Liquid in a heading decides its id only when the site is built: no id can be written for it.
fixed = line.filter(lambda text: "{{" not in text and "{%" not in text)
heading = st.tuples(st.sampled_from(("# ", "## ", "### ")), fixed, st.sampled_from(("", " {#my-id}", " ##"))).map(
    "".join
)
setext = fixed.map(lambda text: f"{text}\n----")
item_list = st.lists(inline, min_size=1, max_size=4).map(lambda items: "\n".join(f"* {i}" for i in items))
ordered = st.lists(inline, min_size=1, max_size=3).map(lambda items: "\n\n".join(f"1. {i}" for i in items))
tasks = st.lists(line, min_size=1, max_size=3).map(lambda items: "\n".join(f"- [x] {i}" for i in items))
quote = st.lists(line, min_size=1, max_size=3).map(lambda lines: "\n".join(f"> {text}" for text in lines))
table = st.lists(st.tuples(line, line), min_size=1, max_size=3).map(
    lambda rows: "| a head | another |\n|:--|--:|\n" + "\n".join(f"| {left} | {right} |" for left, right in rows)
)
definition = st.tuples(line, inline).map(lambda pair: f"{pair[0]}\n: {pair[1]}")
html_block = line.map(
    lambda text: f'<div class="note">\n  <p title="a hint">{text}</p>\n  <pre>not <b>this</b></pre>\n</div>'
)
html_markdown = inline.map(lambda text: f'<div markdown="1">\n{text}\n</div>')
verbatim = st.sampled_from((
    "```ruby\nputs 'some words'\n```", "    indented code here", "$$\nx + y\n$$", "---", "<!-- some comment -->",
    "{% highlight c %}\nint main;\n\nreturn 0;\n{% endhighlight %}", "{% include a.html title=\"x\" %}",
    "{% if page.x %}", "{% endif %}", "{% raw %}{{ x }}{% endraw %}", "{:toc}", "{: .note}",
        "{::comment}\nhidden\n{:/}",
    "<noscript>some words</noscript>", "<video src=x><p>some words</p></video>", "\\\\begin{align}\nx\n\\\\end{align}",
    "<script>var a = 'words here';</script>", '{: translate="no"}', "^", "{% assign x = 'a b' %}",
    "<!-- notranslate -->\nkeep all this\n\nand this\n<!-- /notranslate -->",
))  # fmt: skip
block = st.one_of(
    inline,
    inline,
    heading,
    setext,
    item_list,
    ordered,
    tasks,
    quote,
    table,
    definition,
    html_block,
    html_markdown,
    verbatim,
)
ENDING = (
    '\n\n[ref]: http://example.org/ref "Title of the reference"\n*[HTML]: Hyper Text Markup Language\n\n'
    "[^1]: A note of some words.\n"
)
bodies = st.tuples(
    st.lists(st.tuples(block, st.sampled_from(("\n\n", "\n\n", "\n"))).map("".join), min_size=1, max_size=6).map(
        "".join
    ),
    st.sampled_from((ENDING, "", "\n")),
).map("".join)
