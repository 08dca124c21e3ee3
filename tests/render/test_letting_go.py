"""A site too large for the memory comes out as any other: what was let go is had again when it is asked for."""

import pytest
from builders import a_site, built, tree

from blogtool import spool
from blogtool.render import document
from blogtool.render.converters import markdown

ALL = "{% for post in site.posts %}[{{ post.content }}|{{ post.excerpt }}|{{ post.output | size }}]{% endfor %}"
SITE = {
    "_config.yml": "title: T\ntime: 2024-06-01 10:00:00 +0000\nplugins: [jekyll-feed]\n",
    "_layouts/default.html": "<main>{{ content }}</main>",
    "_layouts/post.html": "---\nlayout: default\n---\n{{ content }}<i>{{ page.previous.content }}</i>",
    "index.html": f"---\nlayout: default\n---\n{ALL}",
    "all.json": "---\n---\n{{ site.posts | map: 'content' | jsonify }}",
    **{
        f"_posts/2024-01-{day:02}-p{day}.md": f"---\nlayout: post\n---\nWords *{day % 7}*.\n\n```py\nx = {day}\n```\n"
        for day in range(1, 29)
    },
    **{f"_posts/2024-02-{day:02}-same{day}.md": "---\nlayout: post\n---\nThe same.\n" for day in range(1, 4)},
    "_posts/2024-03-01-liquid.md": "---\nlayout: post\n---\n{{ page.title }} and {{ site.posts.last.content }}\n",
}


@pytest.mark.parametrize("flags", [["--jobs", "1"], ["--jobs", "2"]])
def test_what_is_let_go_is_had_again(tmp_path, monkeypatch, flags):
    plenty, scarce = (a_site(tmp_path / name, **SITE) for name in ("plenty", "scarce"))
    assert built(plenty, *flags) == 0
    monkeypatch.setattr(document, "_HELD", 0)
    monkeypatch.setattr(spool, "MOST", 0)
    monkeypatch.setattr(markdown, "_AT_ONCE", 3)
    assert built(scarce, *flags) == 0
    assert tree(scarce / "_site") == tree(plenty / "_site")

    (scarce / "_layouts/default.html").write_text("<div>{{ content }}</div>")
    (plenty / "_layouts/default.html").write_text("<div>{{ content }}</div>")
    assert built(scarce, *flags) == built(plenty, *flags) == 0
    assert tree(scarce / "_site") == tree(plenty / "_site")


def test_the_converted_text_is_recalled_and_not_made_again(tmp_path, monkeypatch):
    site = a_site(tmp_path / "site", **SITE)
    monkeypatch.setattr(document, "_HELD", 0)
    made = []
    convert = markdown._kramdown

    def noted(text, settings):
        made.append(text)
        return convert(text, settings)

    monkeypatch.setitem(markdown.DIALECTS, "kramdown", (noted, ("kramdown",)))
    assert built(site, "--jobs", "1") == 0

    whole = [text for text in made if "```" in text]
    assert len(whole) == len(set(whole)) == 28
