"""A check tells what would differ from Jekyll and what is broken, with file and line, and nothing else."""

import json

import pytest
from builders import a_site

from blogtool.cli import main

PLAIN = {
    "_config.yml": "title: Plain\n",
    "_layouts/default.html": "<html><head><title>{{ page.title }}</title></head><body>{{ content }}</body></html>\n",
}


def found(folder, capsys, *flags, **files):
    """The exit code of `blogtool check`, and its findings that are not `same`, as (kind, what, path, line)."""
    site = a_site(folder, **{**PLAIN, **files})
    capsys.readouterr()
    code = main(["check", "--source", str(site), "--json", *flags])
    findings = json.loads(capsys.readouterr().out)
    return code, [(one["kind"], one["what"], one["path"], one["line"]) for one in findings if one["kind"] != "same"]


def test_a_good_site_has_nothing_to_mend(tmp_path, capsys):
    post = """\
        ---
        layout: default
        title: A post
        ---
        ## A heading

        A [link](#a-heading), [another](/), a [reference][one], a note[^1] and `[code][x]`, `[^x]`.

        | a | b |
        |---|---|
        | $$|x|$$ | `a|b` |

        ```
        [no][reference] in code, <!-- {% raw %}{% highlight %}{% endraw %}
        ```

        [one]: https://example.com
        [^1]: Text.
        """
    files = {
        "_posts/2020-01-01-a.md": post,
        "index.md": "---\nlayout: default\n---\n[The post](/2020/01/01/a.html#a-heading)\n",
    }

    assert found(tmp_path, capsys, **files) == (0, [])


def test_what_is_missing_here_is_told_and_the_rest_is_checked(tmp_path, capsys):
    code, findings = found(
        tmp_path,
        capsys,
        **{
            "_config.yml": "title: T\nurl: https://x.org\nplugins: [jekyll-feed, jekyll-surprise]\n"
            "theme: no-such-theme\nlsi: true\n",
            "_plugins/video.rb": "class V < Liquid::Tag; end\nLiquid::Template.register_tag('video', V)\n",
            "index.html": "---\n---\n<p>{{ 'a' | surprise }}</p>\n<a href='/gone.html'>gone</a>\n",
        },
    )

    assert code == 1
    assert findings == [
        ("missing", "plugin `jekyll-surprise` is not known", "_config.yml", 3),
        ("missing", "the theme `no-such-theme` could not be found", "_config.yml", 4),
        ("missing", "Ruby code is not run", "_plugins/video.rb", 1),
        ("missing", "the tag `video` is written in Ruby", "_plugins/video.rb", 2),
        ("broken", "the link `/gone.html` leads to no file", "index.html", 2),
        (
            "different",
            "`lsi` has no effect: related posts are the newest ones, as Jekyll's own without classifier-reborn",
            "_config.yml",
            5,
        ),
        ("different", "the filter `surprise` is not known and does nothing", "index.html", 3),
    ]


RUBY = """\
module Jekyll
  module Loud
    def shout(text)
      louder(text)
    end

    private

    def louder(text)
      text.upcase
    end
  end

  class Archives < Generator
  end

  class Upcase < Jekyll::Converter
  end
end
Liquid::Template.register_filter(Jekyll::Loud)
Liquid::Template.register_tag("clock", Clock)
Jekyll::Hooks.register [:posts, :pages], :post_render do |page|
end
"""


def test_what_ruby_files_bring_is_told_with_its_lines(tmp_path, capsys):
    page = "---\ntitle: T\n---\n{{ 'a' | shout }}\n"
    code, findings = found(tmp_path, capsys, **{"_plugins/deep/all.rb": RUBY, "page.html": page})

    path = "_plugins/deep/all.rb"
    assert code == 1
    assert findings == [
        ("missing", "Ruby code is not run", path, 1),
        ("missing", "the filter `shout` is written in Ruby", path, 3),
        ("missing", "the generator `Archives` is written in Ruby", path, 14),
        ("missing", "the converter `Upcase` is written in Ruby", path, 17),
        ("missing", "the tag `clock` is written in Ruby", path, 21),
        ("missing", "the hook `[:posts, :pages] post_render` is written in Ruby", path, 22),
        ("missing", f"the filter `shout` is written in Ruby ({path}:3)", "page.html", 4),
    ]


def test_options_that_count_otherwise_are_told_with_their_lines(tmp_path, capsys):
    settings = """\
        title: T
        markdown: redcarpet
        highlighter: pygments
        kramdown:
          footnote_nmbr: 3
          coderay_wrap: div
          math_engine: katex
          line_width: 80
          smart_quotes: apos,apos,quot,quot
        sass:
          implementation: sass-embedded
        defaults:
          - scope: {path: ""}
        """
    sheet = "a { b: c }\n@use 'other';\n"
    code, findings = found(tmp_path, capsys, **{"_config.yml": settings, "_sass/part.scss": sheet})

    assert code == 1
    assert [(what.split(":")[0], path, line) for _, what, path, line in findings] == [
        ("`markdown", "_config.yml", 2),
        ("`@use` needs Dart Sass", "_sass/part.scss", 2),
        ("an invalid front matter default set was found and skipped", "_config.yml", 12),
        ("`highlighter", "_config.yml", 3),
        ("kramdown has no option `footnote_nmbr`", "_config.yml", 5),
        ("kramdown's `coderay_wrap` has no effect", "_config.yml", 6),
        ("kramdown's `math_engine", "_config.yml", 7),
        ("`implementation", "_config.yml", 11),
    ]


def test_front_matter_of_the_wrong_type_is_told(tmp_path, capsys):
    page = "---\ntitle: T\ntags: {a: b}\nsitemap: never\npublished: 'yes'\ndescription: [x]\n---\nx\n"

    _, findings = found(tmp_path, capsys, **{"_posts/2020-01-01-a.md": page})

    assert [(kind, line) for kind, _, _, line in findings if kind == "mistake"] == [
        ("mistake", 3), ("mistake", 4), ("mistake", 5), ("mistake", 6),
    ]  # fmt: skip


def test_an_unknown_tag_has_its_line(tmp_path, capsys):
    code, findings = found(tmp_path, capsys, **{"a.md": "---\n---\n\nText\n\n{% youtube x %}\n"})

    assert code == 1
    assert ("missing", "the tag `youtube` is not known", "a.md", 6) in findings


def test_tags_of_named_plugins_are_known(tmp_path, capsys):
    files = {
        "_config.yml": "title: T\nurl: https://x.org\nplugins: [jekyll-seo-tag, jekyll-feed]\n",
        "a.html": "---\n---\n<html><head>{% seo %}{% feed_meta %}</head></html>\n",
    }

    assert found(tmp_path, capsys, **files) == (0, [])


@pytest.mark.parametrize(
    ("html", "finding"),
    [
        ("<img src='no.png' alt=''>", ("broken", "the image `no.png` leads to no file", "a.html", 1)),
        ("<a href='#no'>x</a>", ("broken", "the link `#no` leads to no place `#no` in a.html", "a.html", 1)),
        ("<p id='x'></p>\n<p id='x'></p>", ("mistake", "the id `x` stands twice", "a.html", 2)),
        ("<video poster='no.jpg'></video>", ("broken", "the link `no.jpg` leads to no file", "a.html", 1)),
    ],
)
def test_what_leads_nowhere_is_told(tmp_path, capsys, html, finding):
    assert found(tmp_path, capsys, **{"a.html": f"---\n---\n{html}\n"}) == (1, [finding])


@pytest.mark.parametrize(
    "html",
    [
        "<a href='https://example.org/x'>x</a>",
        "<a href='//example.org/x'>x</a>",
        "<a href='sms:+123'>x</a>",
        "<a href='#'>x</a><a href='#top'>x</a><a href='?q=1'>x</a>",
        "<a href='a.html#:~:text=x'>x</a>",
        "<a href='a'>x</a>",
        "<a href='b%20c.txt'>x</a>",
        "<a name='old'></a><a href='#old'>x</a>",
        "<!-- <a href='gone'>x</a> -->",
    ],
)
def test_what_leads_somewhere_is_not_told(tmp_path, capsys, html):
    assert found(tmp_path, capsys, **{"a.html": f"---\n---\n{html}\n", "b c.txt": "x"}) == (0, [])


def test_a_link_without_the_baseurl_is_told_one_to_another_site_is_not(tmp_path, capsys):
    files = {
        "_config.yml": "baseurl: /blog\nurl: https://example.com\n",
        "a.html": "---\n---\n<a href='/blog/a.html'>1</a>\n<a href='https://example.com/blog/no'>2</a>\n"
        "<a href='/a.html'>3</a>\n<a href='/shop/'>4</a>\n",
    }

    assert found(tmp_path, capsys, **files) == (
        1,
        [
            ("broken", "the link `https://example.com/blog/no` leads to no file", "a.html", 2),
            ("broken", "the link `/a.html` lacks the baseurl `/blog`", "a.html", 3),
        ],
    )


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("---\ntitle: [a]\n---\n", ("mistake", "`title` should be a text", "b.md", 2)),
        (
            "---\nlayout: default\npublished: maybe\n---\n",
            ("mistake", '`published: "maybe"` is neither true nor false', "b.md", 3),
        ),
        ("---\nlayout: defualt\n---\n", ("mistake", "the layout `defualt` does not exist", "b.md", 2)),
        ("---\n---\nA [dead][one] link\n", ("mistake", "the reference `[one]` has no definition", "b.md", 3)),
        ("---\n---\n\nA note[^2]\n", ("mistake", "the footnote `[^2]` has no text", "b.md", 4)),
        ("---\n---\n~~~ ruby\nputs 1\n", ("mistake", "a code fence is never closed", "b.md", 3)),
        ("---\n---\n|a|b|\n|-|-|\n|1|2|3|\n", ("mistake", "a table row has 3 cells, its table 2", "b.md", 5)),
        (
            "---\ntitle: a: b\n---\n",
            ("mistake", "broken YAML: mapping values are not allowed in this context", "b.md", 2),
        ),
    ],
)
def test_a_slip_of_the_hand_is_told(tmp_path, capsys, text, finding):
    code, findings = found(tmp_path, capsys, **{"b.md": text})

    assert (code, findings) == (1, [finding])


def test_two_files_with_one_destination_are_told(tmp_path, capsys):
    code, findings = found(
        tmp_path, capsys, **{"a.md": "---\npermalink: /x/\n---\n", "b.md": "---\npermalink: /x/\n---\n"}
    )

    assert code == 1
    assert findings == [("mistake", "`x/index.html` is also the destination of a.md", "b.md", None)]


def test_the_lines_for_people_say_how_many(tmp_path, capsys):
    site = a_site(tmp_path, **PLAIN, **{"a.html": "---\n---\n<a href='no'>x</a>\n"})
    capsys.readouterr()

    assert main(["check", "--source", str(site)]) == 1
    said = capsys.readouterr().out
    assert "broken     the link `no` leads to no file  (a.html:1)" in said
    assert said.splitlines()[-1].startswith("1 to mend, ")


def test_translations_at_one_address_are_no_conflict_with_polyglot(tmp_path, capsys):
    config = "title: T\nplugins: [jekyll-polyglot]\nlanguages: [en, fr]\ndefault_lang: en\n"
    page = "---\nlang: {}\npermalink: /about/\n---\ntext\n"
    files = {"_config.yml": config, "about.md": page.format("en"), "fr/about.md": page.format("fr")}

    assert found(tmp_path, capsys, **files) == (0, [])


def test_a_broken_configuration_is_told_in_json(tmp_path, capsys):
    code, findings = found(tmp_path, capsys, **{"_config.yml": "title: T\nplugins: [a\n"})

    assert (code, [(kind, path) for kind, _, path, _ in findings]) == (1, [("broken", "_config.yml")])


def test_a_page_that_cannot_be_built_is_told_in_json(tmp_path, capsys):
    code, findings = found(tmp_path, capsys, **{"a.md": "---\n---\n\n{% include gone.html %}\n"})

    assert code == 1
    assert [(kind, path, line) for kind, _, path, line in findings] == [("broken", "a.md", 4)]


def test_a_misspelt_setting_has_its_line(tmp_path, capsys):
    config = "title: T\npermlink: pretty\n"

    assert found(tmp_path, capsys, **{"_config.yml": config}) == (
        0,
        [("different", "the setting `permlink` is not known", "_config.yml", 2)],
    )


@pytest.mark.parametrize(
    "text",
    [
        "| h |\n|---|\n{% for i in (1..2) %}| {{ i }} |\n{% endfor %}\n",
        "|---\n| Head | Row\n|-|-\n| a | b\n|===\n| foot | er\n",
        "{% liquid assign x = 1 %}{{ x }}\n",
        "|a|b|\n|-|-|\n`x` | `[y](z)`\n",
        "|a|b|\n|-|-|\n| `` no code | `c` |\n",
        "See [the `x` page][] and a claim[3][4].\n\n[the `x` page]: https://x.org\n",
    ],
)
def test_what_only_looks_like_a_slip_is_not_told(tmp_path, capsys, text):
    assert found(tmp_path, capsys, **{"b.md": f"---\n---\n{text}"}) == (0, [])
