"""Pages that worker processes finish are those that one process would have finished: files, words, traces."""

import os
import shutil

import pytest
from builders import a_site, built, tree

from blogtool.build import build
from blogtool.read.config import read_config
from blogtool.render import sharing
from blogtool.render.converters import markdown
from blogtool.render.document import SiteRenderer
from blogtool.write import files

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="other systems finish pages in one process")

POSTS = {
    f"_posts/2024-01-{day:02}-p{day}.md": f"---\nlayout: post\ntitle: P {day}\ntags: [t{day % 3}]\n---\n"
    f"Words *{day % 7}*.\n\n{{{{ page.previous.title }}}} `x` {{{{ site.posts | size }}}}\n\nMore of {day}.\n"
    for day in range(1, 29)
}
SITE = {
    "_config.yml": "title: T\ntime: 2024-06-01 10:00:00 +0000\ncollections: {notes: {output: true}}\n"
    "plugins: [jekyll-feed, jekyll-sitemap, jekyll-redirect-from, jekyll-archives, jekyll-seo-tag, jemoji]\n"
    "jekyll-archives: {enabled: [tags], layout: default}\nlanguages: [en, fr]\nfallbacks: true\n",
    "_layouts/default.html": "{% seo %}<main>{% include head.html x=page.title %}{{ content }}</main>"
    "{{ 'now' | size }}",
    "_layouts/post.html": "---\nlayout: default\n---\n{{ content }}<i>{{ page.previous.content }}"
    "|{{ page.next.content }}|{% for p in site.related_posts %}{{ p.excerpt }}{% endfor %}</i>"
    "{% cycle 'a', 'b' %} :cat:",
    "_includes/head.html": "<h>{{ site.title }}{{ include.x }}{% link _posts/2024-01-01-p1.md %}</h>",
    "_posts/2024-02-01-lost.md": "---\nlayout: psot\n---\nA layout that is not there.\n",
    "_posts/2024-02-02-moved.md": "---\nlayout: post\nredirect_from: /old/\nlang: fr\n---\nHere.\n",
    "_posts/2024-02-03-same.md": "---\nlayout: post\n---\nThe same.\n",
    "_posts/2024-02-04-same.md": "---\nlayout: default\n---\nThe same.\n",
    "_notes/n.html": "---\nlayout: default\n---\n{{ site.posts.first.content }}\n",
    "style.scss": "---\n---\n@import 'part';\n",
    "_sass/part.scss": "a { b: c }\n",
    "index.html": "---\nlayout: default\n---\n"
    "{% for p in site.posts %}[{{ p.content }}|{{ p.excerpt }}|{{ p.output | size }}]{% endfor %}",
    "all.json": "---\n---\n{{ site.posts | map: 'content' | jsonify }}",
    **POSTS,
}


@pytest.fixture(autouse=True)
def taken(monkeypatch, forks):
    """Paths of the pages that came from workers; every page may, however few there are."""
    monkeypatch.setattr(sharing, "FEW", 0)
    monkeypatch.setattr(sharing, "ALONE", 0)
    monkeypatch.setattr(files, "AT_ONCE", 0)
    paths = []
    take = sharing.Sharing._take

    def noted(self, one, *share):
        paths.append(one.path)
        take(self, one, *share)

    monkeypatch.setattr(sharing.Sharing, "_take", noted)
    return paths


def report_of(site, jobs):
    return build(read_config(str(site)), jobs=jobs)


def both(tmp_path, taken, jobs=2, **changes):
    """Reports and trees of a site built by one process, and by several."""
    results = []
    for name, number in (("one", 1), ("several", jobs)):
        site = a_site(tmp_path / name, **{**SITE, **changes})
        report = report_of(site, number)
        words = [str(one).replace(str(site), "") for one in (*report.warnings, "", *report.problems)]
        results.append((words, tree(site / "_site")))
    return results


@pytest.mark.parametrize("jobs", [2, 3, 7])
def test_the_site_is_the_same_for_any_number_of_workers(tmp_path, taken, jobs):
    one, several = both(tmp_path, taken, jobs)

    assert one == several
    assert set(POSTS) <= set(taken)
    assert {"index.html", "all.json", "style.scss"} <= set(taken)
    assert any("psot" in warning for warning in one[0])


@pytest.mark.parametrize(("seconds", "takes_long"), [(0.0, True), (3600.0, False)])
def test_workers_are_asked_once_the_first_pages_have_taken_long(tmp_path, taken, monkeypatch, seconds, takes_long):
    monkeypatch.setattr(sharing, "ALONE", 4)
    monkeypatch.setattr(sharing, "SOON", seconds)
    site, edited = a_site(tmp_path / "site", **SITE), "{{ content }}{{ page.title }} again"
    report_of(site, 2)
    monkeypatch.setattr(sharing, "FEW", 16)
    taken.clear()
    (site / "_layouts/default.html").write_text(edited)
    report_of(site, 2)
    clean = a_site(tmp_path / "clean", **{**SITE, "_layouts/default.html": edited})
    report_of(clean, 1)

    filled_here = set(POSTS) - set(taken)
    assert (0 < len(filled_here) <= 4) if takes_long else filled_here == set(POSTS)
    assert tree(site / "_site") == tree(clean / "_site")


def test_mistakes_are_told_alike(tmp_path, taken):
    broken = {
        "_posts/2024-01-05-p5.md": "---\nlayout: post\n---\n{% include gone.html %}\n",
        "_posts/2024-01-20-p20.md": "---\nlayout: broken\n---\nText.\n",
        "_posts/2024-01-21-p21.md": "---\nlayout: broken\n---\nText.\n",
        "_layouts/broken.html": "{{ content }}\n\n{% include gone.html %}\n",
        "shows.md": "---\n---\n{{ site.posts[9].excerpt }}\n",
    }
    one, several = both(tmp_path, taken, **broken)

    assert one == several
    assert sum("gone.html" in word for word in one[0]) >= 2
    assert any("_layouts/broken.html:3" in word for word in one[0])


@pytest.mark.parametrize(
    ("layout", "is_shared"),
    [
        ("{{ content }}{{ page.previous.output | size }}", False),  # of a page that another worker has
        ("{{ content }}{{ page.previous }}", False),  # the same in other words
        ("{{ content }}{% increment seen %}", False),
        ("{{ content }}{% include_cached head.html %}", False),
        ("{{ content }}{% include_relative counts.html %}", False),
        ("{{ content }}{% include_relative shows.html %}", True),
        ("{{ content }}{{ 'now' | date: '%Y' | size }}", True),
    ],
)
def test_what_depends_on_other_pages_is_left_to_one_process(tmp_path, taken, layout, is_shared):
    changes = {"_layouts/post.html": layout, "_config.yml": "plugins: [jekyll-include-cache]\n"}
    changes.update({"_layouts/default.html": "{{ content }}", "_notes/n.html": ""})
    changes.update({"_posts/counts.html": "{% increment seen %}", "_posts/shows.html": "{{ page.title }}"})
    one, several = both(tmp_path, taken, **changes)

    assert one == several
    assert (list(POSTS)[3] in taken) is is_shared


def test_excerpts_that_show_one_another_are_left_to_one_process(tmp_path, taken):
    around = {
        "_posts/2024-01-01-p1.md": "---\nlayout: post\n---\n1 {{ page.next.excerpt }}\n\nMore.\n",
        "_posts/2024-01-02-p2.md": "---\nlayout: post\n---\n2 {{ page.previous.excerpt }}\n\nMore.\n",
        "_layouts/post.html": "{{ content }}{{ page.excerpt }}{{ page.previous.excerpt }}",
    }
    one, several = both(tmp_path, taken, **around)

    assert one == several


def test_code_of_the_author_is_run_in_one_process(tmp_path, taken):
    counts = (
        "seen = []\ndef count(text):\n    seen.append(text)\n    return len(seen)\n"
        "def plug(plugins):\n    plugins.filters['count'] = count\n"
    )
    one, several = both(tmp_path, taken, **{"_plugins/own.py": counts, "_layouts/post.html": "{{ 'x' | count }}"})

    assert one == several
    assert taken == []


def test_nothing_is_done_twice_after_workers_have_done_it(tmp_path, taken, monkeypatch):
    site = a_site(tmp_path, **{**SITE, "_layouts/default.html": "<main>{{ content }}</main>"})
    report_of(site, 2)
    taken.clear()
    rendered = []
    whole = SiteRenderer._render_output
    monkeypatch.setattr(
        SiteRenderer, "_render_output", lambda self, one: (rendered.append(one.path), whole(self, one))[1]
    )
    report = report_of(site, 1)

    assert report.counts["written"] == 0
    assert not set(rendered) & (set(POSTS) | {"index.html", "all.json", "style.scss"})


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("_layouts/post.html", "---\nlayout: default\n---\nNew {{ content }}"),
        ("_includes/head.html", "<h>new</h>"),
        ("_sass/part.scss", "a { b: d }\n"),
        ("_posts/2024-01-14-p14.md", "---\nlayout: post\ntitle: Fourteen\n---\nAll is new.\n"),
        ("_posts/2024-01-29-new.md", "---\nlayout: post\ntitle: New\n---\nAll is new.\n"),
    ],
)
def test_an_edit_ends_in_the_tree_of_a_clean_build(tmp_path, taken, path, text):
    site = a_site(tmp_path / "site", **SITE)
    for _ in range(2):
        report_of(site, 2)
    (site / path).write_text(text)
    report_of(site, 2)
    again = tree(site / "_site")
    for folder in ("_site", ".blogtool-cache"):
        shutil.rmtree(site / folder)
    report_of(site, 1)

    assert again == tree(site / "_site")


def test_what_workers_converted_is_in_the_cache(tmp_path, taken, monkeypatch):
    site = a_site(tmp_path, **SITE)
    report_of(site, 2)
    made = []
    convert = markdown._kramdown
    noted = lambda text, settings: (made.append(text), convert(text, settings))[1]  # noqa: E731
    monkeypatch.setitem(markdown.DIALECTS, "kramdown", (noted, ("kramdown", "python_markdown")))
    (site / "_layouts/post.html").write_text("{{ content }}")
    report_of(site, 1)

    assert not [text for text in made if "More of" in text]


def test_workers_that_cannot_have_all_files_written_tell_which(tmp_path, taken):
    site = a_site(tmp_path, **SITE)
    (site / "_site/2024/01/03/p3.html").mkdir(parents=True)
    (site / "_site/2024/01/03/p3.html/inside").mkdir()
    (site / "_config.yml").write_text(SITE["_config.yml"] + "keep_files: [2024/01/03/p3.html/inside]\n")
    report = report_of(site, 2)

    assert [str(one).splitlines()[0] for one in report.problems] == [
        "error: a file and a folder of the site want the same name"
    ]
    assert (site / "_site/2024/01/04/p4.html").is_file()


def test_a_build_with_the_command_line_uses_workers_too(tmp_path, taken):
    site = a_site(tmp_path, **SITE)

    assert built(site, "--jobs", "2") == 0
    assert set(POSTS) <= set(taken)
