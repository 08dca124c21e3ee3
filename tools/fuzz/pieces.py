# ruff: noqa: E501
"""What random texts are made of: marks that mean something to a reader, and words between them."""

from __future__ import annotations

import random

MARKDOWN = (
    "a", "word", "two words", "Ünï", "日本", "1", "12.", " ", "  ", "\t", "\n", "\n\n", "\n\n\n", "    ", "*", "**", "***", "_", "__", "~~", "`", "``", "```", "```\n",
    "```ruby\n", "~~~\n", "~~~ a\n", "[", "]", "(", ")", "![", "](", "](u)", '](u "t")', "[^1]", "[^1]: n", "[a]: /u", '[a]: /u "t"', "[a]", "[a][b]", "[]", "<", ">", "<<", ">>", "</",
    "/>", "<b>", "</b>", "<i", "<div>", "</div>", '<div markdown="1">', '<span markdown="span">', "<br>", "<br/>", "<p>", "</p>", "<!--", "-->", "<?", "?>", "<![CDATA[", "<script>", "</script>",
    "<pre>", "</pre>", "<a href='x'>", "</a>", "<http://a.b>", "<a@b.c>", "<td>", "<code>", "</code>", "&", "&amp;", "&#65;", "&#x41;", "&nope;", "\\", "\\\\", "\\*", "\\|", "|", "||", "|-|", "|---|\n",
    "|===|\n", "| a | b |\n", "|:-:|", "-", "--", "---", "----", "...", "- ", "* ", "+ ", "1. ", "- [ ] ", "- [x] ", ": ", "\n: ", "> ", "\n> ", "# ", "## ", "\n# ", "\n===\n", "\n---\n", "* * *\n", "{:", "{: .c}", "{:.c #i k='v'}\n",
    "{:a: .c}\n", "{: a}\n", "}", "{::comment}", "{:/comment}", "{:/}", "{::nomarkdown}", "{::options auto_ids='false' /}\n", "{:toc}", "* x\n{:toc}\n", "{:footnotes}", "$$", "$", "\\$$", "*[a]: w\n", "^\n", "'", '"', "'s", "\r", "\r\n", "\x00", "\x0b", "\x0c", "\u00a0", "\u3000", "\u2028",
    "\ufeff", "\U0001f600", "\u0301", "=", "==", ":", "::", "#", "{#id}", "!", "~", "%", "@", "/", ";", ",", ".", "{{ x }}", "{% y %}", "http://a.b",
)  # fmt: skip

FRONT_MATTER = (
    "a", "key", "k: v\n", "key: value\n", ": ", ":", "\n", "\n\n", "  ", "    ", "- ", "\n- ", "\n  - ", "---", "---\n", "...\n", "[", "]", "{", "}", ", ", "'", '"', "''", '""', "|\n", ">\n", "|-\n", ">+2\n", "&a ", "*a", "*b", "<<: ", "<<: *a\n", "!!str ",
    "!!int ", "!!binary ", "!!set ", "!!omap ", "!!pairs ", "!!timestamp ", "!ruby/object ", "!x ", "!!python/name:os ", "? ", "# c\n", "%YAML 1.1\n", "%TAG", "@", "`", "\\", "\\n", "\\x41", "\\u00e9", "\\ud800", '"\\ud800"', "~", "null", "true", "off", "1", "-1", "007", "0x1F", "0b01", "1_000", "1,000",
    "1e3", "1.5e+3", "1.0e+999", ".inf", ".nan", "12:30:45", "190:20:30.15", "2020-01-02", "2020-13-45", "2020-01-02 03:04:05", "2020-01-02 23:59:60", "2020-01-02 03:04:05 +99:99", "0000-01-01", "9999-12-31 23:59:60", "9999-12-31 23:59:59 -0500", "0001-01-01 00:00:00 +0500", ":symbol", "=", "é", "日本", "\u2028", "\u0085",
    "\ufeff", "\x00", "\x07", "\t", "\r", "\r\n", "title: ", "date: ", "tags: ", "categories: ", "layout: ", "permalink: ", "published: ", "999999999999999999999", "0" * 30, "9" * 5000, "+", "-", ".", "_", "0_", "0,", "-0", "- - - ", "{a: [b, {c: d}]}", "[[[[", "a: &x [*x]\n", "? [a]\n: b\n", "{[a]: b}", "{{a: b}: c}", "text\n", "# H\n",
)  # fmt: skip

LIQUID = (
    "text", "\n", " ", "{{", "}}", "{{ ", " }}", "{%", "%}", "{% ", " %}", "{{-", "-}}", "{%-", "-%}", "{{ a }}", "{{ page.title }}", "{{ list }}", "{{ map.k[0].x }}", "{{ list[-1] }}", "{{ 'q' | ", "| ", " | upcase", " | append: 'x'", " | split: ','", " | join: '-'", " | sort", " | sort: 'k'", " | map: 'k'", " | where: 'k', 1", " | where_exp: 'x', 'x.k > 1'",
    " | group_by: 'k'", " | group_by_exp: 'x', 'x.k'", " | date: '%Y %Q %-d %:z %99999d'", " | date_to_xmlschema", " | slice: -3, 2", " | truncate: 5", " | truncatewords: 2", " | replace: 'a', 'b'", " | replace_first: '', 'z'", " | plus: 1", " | minus: 'x'", " | times: 1e9", " | divided_by: 0", " | modulo: 0", " | round: 2", " | ceil", " | abs", " | at_least: 3", " | first", " | last", " | size",
    " | reverse", " | uniq", " | compact", " | concat: list", " | push: 1", " | pop", " | shift", " | sample", " | jsonify", " | inspect", " | markdownify", " | slugify: 'pretty'", " | escape", " | cgi_escape", " | uri_escape", " | xml_escape", " | strip_html", " | strip_newlines", " | newline_to_br", " | number_of_words: 'auto'", " | array_to_sentence_string", " | default: 'd'", " | find: 'k', 1", " | find_exp: 'x', 'x.k == 1'", " | sort_natural", " | sum: 'k'", " | url_decode", " | normalize_whitespace", " | to_integer", " | relative_url", " | smartify", " | toc_only", " | nope: 1, a: 2",
    "{% if a %}", "{% if a == 1 and b contains 'x' or c <> 2 %}", "{% elsif 1 < 'a' %}", "{% else %}", "{% endif %}", "{% unless a %}", "{% endunless %}", "{% case a %}", "{% when 1, 'x' or 2 %}", "{% endcase %}", "{% for i in list %}", "{% for i in (1..5) reversed limit:2 offset:1 %}", "{% for p in map %}", "{% for i in (1..999999999) limit:3 %}", "{% break %}", "{% continue %}", "{% endfor %}", "{{ forloop.index }}", "{{ forloop.parentloop.rindex0 }}", "{% tablerow i in list cols:2 %}", "{% endtablerow %}",
    "{% cycle 'a', 'b' %}", "{% cycle g: 1, 2 %}", "{% assign x = ", "{% assign x = list | sort %}", "{% assign y = list | concat: list %}", "{% capture x %}", "{% endcapture %}", "{% increment n %}", "{% decrement n %}", "{% comment %}", "{% endcomment %}", "{% raw %}", "{% endraw %}", "{% include a.html %}", "{% include self.html %}", "{% include {{ x }} %}", "{{ 'a' | times: 3 }}", "{% include a.html k=list v='w' %}", "{% include_relative a.md %}", "{% include_cached a.html %}", "{% link about.md %}", "{% post_url 2024-05-01-hello %}",
    "{% highlight ruby linenos %}", "{% endhighlight %}", "{% gist abc %}", "{% feed_meta %}", "{% seo %}", "{% liquid %}", "{% render 'a' %}", "{% echo a %}", "{% # c %}", "{% nope %}", "{% end %}", "(1..3)", "'", '"', "[", "]", ".", "..", ":", ",", "==", "!=", "<>", "<=", ">", "contains", "and", "or", "nil", "true", "empty", "blank", "1", "-1", "1.5", "1e5", "99999999999999999999", "a.b", "a['b']", "a[b[c]]", "é", "日", "\x00", "\\", "|", "%", "-", "}", "{",
)  # fmt: skip

PIECES = {"markdown": MARKDOWN, "front-matter": FRONT_MATTER, "liquid": LIQUID}
# Characters that a change may put anywhere.
ODD = "\x00\t\n\r\x0b\x0c\x1b \"'*_`[](){}<>|\\&$:#-+=~^%@!/.,;0aé日\u00a0\u2028\u3000\ufeff\ud800\U0001f600"


def composed(chance: random.Random, kind: str, most: int = 24) -> str:
    """A text from up to `most` pieces; now and then a few of them again and again."""
    pieces = PIECES[kind]
    few = chance.sample(pieces, chance.randint(2, 6)) if chance.random() < 0.5 else pieces
    return "".join(chance.choice(few) for _ in range(chance.randint(1, most)))


def changed(chance: random.Random, kind: str, text: str) -> str:
    """A text with a few places cut, doubled, swapped, or with pieces put in."""
    for _ in range(chance.randint(1, 6)):
        at = chance.randint(0, len(text))
        to = min(len(text), at + int(chance.expovariate(0.1)))
        what = chance.randint(0, 6)
        if what == 0:
            text = text[:at] + text[to:]
        elif what == 1:
            text = text[:to] + text[at:to] * chance.randint(1, 5) + text[to:]
        elif what == 2:
            text = text[:at] + chance.choice(ODD) + text[at:]
        elif what == 3:
            other = chance.randint(0, len(text))
            text = text[:at] + text[other : other + chance.randint(1, 60)] + text[at:]
        else:
            text = text[:at] + chance.choice(PIECES[kind]) + text[at:]
    return text
