"""The rule that makes speed safe: an incremental build is byte for byte the clean build."""

import os
import shutil
from functools import partial
from pathlib import Path

import pytest
from builders import a_site, built, tree
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blogtool.cache import Memory
from blogtool.preview.watch import rebuild
from blogtool.read.config import read_config
from blogtool.read.remembered import Remembered

EXAMPLES = int(os.environ.get("BLOGTOOL_EDIT_SEQUENCES", "40"))

START = {
    "_config.yml": "title: T\ntime: 2030-01-01\nplugins: [jekyll-feed, jekyll-sitemap]\n"
    "collections: {notes: {output: true}}\nlanguages: [en, fr, de]\n",
    "_layouts/default.html": "<title>"
    "{{ page.title }}{{ site.data.words.a }}</title>{% include head.html %}{{ content }}",
    "_layouts/post.html": "---\nlayout: default\n---\n{{ page.previous.title }}|{{ page.next.url }}|{{ content }}"
    "{% for t in page.translations %}<a href='{{ t.url }}' lang='{{ t.lang }}'>{{ t.title }}</a>{% endfor %}",
    "_includes/head.html": "<h>{{ site.title }}{{ include.x }}</h>",
    "_data/words.yml": "a: 1\n",
    "_posts/2024-01-01-one.md": "---\nlayout: post\ntitle: One\ntags: [x]\n---\nFirst *body*.\n\nMore.\n",
    "_posts/2024-02-01-two.md": "---\nlayout: post\n---\nSecond {{ site.posts.size }}.\n",
    "_posts/2024-03-01-three.md": "---\nlayout: default\n---\n"
    "{% post_url 2024-01-01-one %} {{ page.previous.content }}\n",
    "_posts/fr/2024-01-01-one-fr.md": "---\nlayout: post\nlang: fr\ntitle: Un\n---\n"
    "Premier. [Deux](/2024/02/01/two.html)\n",
    "fr/about.md": "---\nlang: fr\n---\nÀ propos {{ page.translations[0].url }} {{ page.original.title }}\n",
    "_notes/n.md": "---\ntitle: N\n---\nA note {{ site.data.words.a }}\n",
    "index.md": "---\nlayout: default\n---\n{% for p in site.posts %}{{ p.title }} {{ p.excerpt }}{% endfor %}",
    "about.md": "---\n---\nAbout {{ site.notes.size }}\n",
    "style.scss": "---\n---\n@import 'part';\n",
    "_sass/part.scss": "a { b: c }\n",
    "file.txt": "static",
}

SISTERS = ("fr/about.md", "de/about.md", "_posts/fr/2024-01-01-one-fr.md", "_posts/2024-02-01-two-fr.md")
POSTS = [name for name in START if name.startswith(("_posts", "_notes"))]
BODIES = st.sampled_from(
    [
        "Plain.\n",
        "A **b** `c`.\n\nSecond.\n",
        "{{ site.tags | size }}\n",
        "{{ page.title }} {{ page.next.title }}\n",
        "{{ page.translations | map: 'title' }} [two](/2024/02/01/two.html)\n",
    ]
)
TITLES = st.sampled_from(
    [
        "",
        "title: Alpha\n",
        "title: Beta\nlayout: post\n",
        "layout: default\ntags: [x, y]\n",
        "published: false\n",
        "lang: fr\nref: one\n",
        "ref: one\n",
        "lang: de\ntranslated: true\ntranslation_of: _posts/2024-01-01-one.md\n",
    ]
)


@st.composite
def edits(draw):
    """One edit of a site: a name and what to do."""
    kind = draw(
        st.sampled_from(
            [
                "post",
                "add",
                "delete",
                "rename",
                "layout",
                "include",
                "data",
                "config",
                "page",
                "translation",
                "sass",
                "static",
                "damage",
                "touch",
            ]
        )
    )
    text = f"---\n{draw(TITLES)}---\n{draw(BODIES)}"
    number = draw(st.integers(1, 4))
    return kind, text, number, draw(st.sampled_from(POSTS))


def apply(site: Path, edit) -> None:
    kind, text, number, post = edit
    files = {
        "add": (f"_posts/2024-0{number}-15-new{number}.md", text),
        "layout": ("_layouts/default.html", START["_layouts/default.html"] + f"<!-- {number} -->"),
        "include": ("_includes/head.html", f"<h>{{{{ site.title }}}}{number}</h>"),
        "data": ("_data/words.yml", f"a: {number}\n"),
        "config": ("_config.yml", START["_config.yml"].replace("title: T", f"title: T{number}")),
        "page": ("about.md", text),
        "translation": (SISTERS[number - 1], text),
        "sass": ("_sass/part.scss", f"a {{ b: {number}px }}\n"),
        "static": ("file.txt", "x" * number),
        "post": (post, text),
    }
    if kind in files:
        path, content = files[kind]
        (site / path).parent.mkdir(exist_ok=True, parents=True)
        (site / path).write_text(content)
    elif kind == "delete":
        (site / post).unlink(missing_ok=True)
    elif kind == "rename" and (site / post).exists():
        (site / post).rename((site / post).with_name(f"2024-0{number}-20-moved{number}.md"))
    elif kind == "damage":
        damage(site, number)
    elif kind == "touch" and (site / post).exists():
        os.utime(site / post)


def damage(site: Path, number: int) -> None:
    """Something happens to what blogtool wrote itself."""
    cache = site / ".blogtool-cache/cache.sqlite"
    if number == 1:
        shutil.rmtree(site / ".blogtool-cache", ignore_errors=True)
    elif number == 2 and cache.exists():
        content = bytearray(cache.read_bytes())
        content[len(content) // 2 : len(content) // 2 + 200] = b"x" * 200
        cache.write_bytes(bytes(content))
    elif number == 3:
        (site / "_site/index.html").unlink(missing_ok=True)
    elif (site / "_site/about.html").exists():
        (site / "_site/about.html").write_text("not what was written")


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(sequence=st.lists(st.lists(edits(), min_size=1, max_size=3), min_size=1, max_size=4))
def test_any_edits_end_in_the_tree_of_a_clean_build(sequence, tmp_path_factory):
    folder = tmp_path_factory.mktemp("edits")
    site = a_site(folder / "site", **START)
    built(site)
    for burst in sequence:
        for edit in burst:
            apply(site, edit)
        code = built(site)
        clean = folder / "clean"
        shutil.rmtree(clean, ignore_errors=True)
        shutil.copytree(site, clean, ignore=shutil.ignore_patterns("_site", ".blogtool-cache"))
        assert built(clean) == code
        if code == 0:
            assert tree(site / "_site") == tree(clean / "_site")
    shutil.rmtree(folder)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(sequence=st.lists(st.lists(edits(), min_size=1, max_size=2), min_size=2, max_size=5))
def test_a_process_that_builds_again_and_again_ends_in_the_tree_of_a_clean_build(sequence, tmp_path_factory):
    folder = tmp_path_factory.mktemp("watched")
    site = a_site(folder / "site", **START)
    memory = Memory()
    # So short that both ways are taken: a file known by its time of change, and one that is too new for that.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("blogtool.cache.SETTLED", 0.02)
        rebuild(lambda: read_config(str(site)), memory)
        for burst in sequence:
            for edit in burst:
                apply(site, edit)
            report = rebuild(lambda: read_config(str(site)), memory)
            clean = folder / "clean"
            shutil.rmtree(clean, ignore_errors=True)
            shutil.copytree(site, clean, ignore=shutil.ignore_patterns("_site", ".blogtool-cache"))
            expected = rebuild(partial(read_config, str(clean)))
            assert [str(one) for one in report.problems] == [str(one) for one in expected.problems]
            assert report.warnings == expected.warnings
            if report.succeeded:
                assert tree(site / "_site") == tree(clean / "_site")
    shutil.rmtree(folder)


def test_a_process_that_builds_again_and_again_reads_only_what_was_saved(tmp_path, monkeypatch):
    site = a_site(tmp_path, **START)
    for path in site.rglob("*.md"):
        os.utime(path, (1, 1))
    monkeypatch.setattr("blogtool.cache.SETTLED", -60.0)
    memory = Memory()
    rebuild(lambda: read_config(str(site)), memory)
    parsed = []
    whole = Remembered.parse
    monkeypatch.setattr(Remembered, "parse", lambda self, text, path: (parsed.append(path), whole(self, text, path))[1])
    (site / "_posts/2024-01-01-one.md").write_text("---\ntitle: Uno\n---\nAnother first.\n")
    rebuild(lambda: read_config(str(site)), memory)

    assert [path for path in parsed if path.startswith("_posts")] == ["_posts/2024-01-01-one.md"]


@pytest.mark.parametrize(
    "path", ["_layouts/post.html", "_includes/head.html", "_data/words.yml", "_posts/2024-01-01-one.md"]
)
def test_an_edit_renders_only_what_read_it(path, tmp_path):
    site = a_site(tmp_path, **START)
    built(site)
    before = {name: os.stat(site / "_site" / name).st_mtime_ns for name in tree(site / "_site")}
    (site / path).write_text(
        (site / path).read_text().replace("title: One", "title: Uno").replace("a: 1", "a: 2") + "<!-- -->\n"
    )
    built(site)

    changed = {name for name in before if os.stat(site / "_site" / name).st_mtime_ns != before[name]}
    assert changed
    assert "about.html" not in changed


def test_a_page_that_shows_the_clock_is_always_new(tmp_path):
    site = a_site(tmp_path, **{"_config.yml": "title: T\n", "a.md": "---\n---\n{{ 'now' | date: '%s %N' }}\n"})
    built(site)
    first = (site / "_site/a.html").read_text()
    built(site)

    assert (site / "_site/a.html").read_text() != first


def test_a_warning_is_repeated_for_a_page_that_is_not_rendered_again(tmp_path, capfd):
    site = a_site(tmp_path, **{"_config.yml": "title: T\n", "a.md": "---\nlayout: psot\n---\nx\n"})
    built(site)
    capfd.readouterr()
    built(site)

    assert "psot" in capfd.readouterr().err


def test_another_version_of_blogtool_renders_everything_again(tmp_path, monkeypatch):
    site = a_site(tmp_path, **START)
    built(site)
    import blogtool.build
    from blogtool.render import document

    rendered = []
    whole = document.SiteRenderer._render_output
    monkeypatch.setattr(
        document.SiteRenderer, "_render_output", lambda self, one: (rendered.append(one.path), whole(self, one))[1]
    )
    built(site)
    few = len(rendered)
    monkeypatch.setattr(blogtool.build, "code_mark", lambda: "another")
    built(site)

    assert few < 5
    assert len(rendered) - few >= len([name for name in START if name.endswith((".md", ".scss"))])
