"""A small site that uses much, and every kind of edit that an author, an editor or a bad day makes to it."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import strategies as st

START = {
    "_config.yml": "title: T\ntheme: mine\n"
    "plugins: [jekyll-feed, jekyll-sitemap, jekyll-redirect-from, jekyll-paginate]\n"
    "paginate: 2\ncollections: {notes: {output: true}}\nlanguages: [en, fr, de]\nfallbacks: [de]\n",
    "_layouts/default.html": "<title>"
    "{{ page.title }}{{ site.data.words.a }}</title>{% include head.html %}{{ content }}",
    "_layouts/post.html": "---\nlayout: default\n---\n{{ page.previous.title }}|{{ page.next.url }}|{{ content }}"
    "{% for t in page.translations %}<a href='{{ t.url }}' lang='{{ t.lang }}'>{{ t.title }}</a>{% endfor %}"
    "{{ site.data.i18n[page.lang].more }}",
    "_includes/head.html": "<h>{{ site.title }}{{ include.x }}</h>",
    "_data/words.yml": "a: 1\n",
    "_data/i18n/fr.yml": "more: Plus\n",
    "_themes/mine/_layouts/themed.html": "---\nlayout: default\n---\n[{% include foot.html %}{{ content }}]",
    "_themes/mine/_includes/foot.html": "foot {{ page.title }}{{ 'odd' foot }}",
    "_themes/mine/assets/theme.scss": "---\n---\n@import 'colours';\n",
    "_themes/mine/_sass/colours.scss": "p { q: r }\n",
    "_posts/2024-01-01-one.md": "---\nlayout: post\ntitle: One\ntags: [x]\n---\nFirst *body*.\n\nMore.\n",
    "_posts/2024-02-01-two.md": "---\nlayout: post\n---\nSecond {{ site.posts.size }}.\n",
    "_posts/2024-03-01-three.md": "---\nlayout: default\n---\n"
    "{% post_url 2024-01-01-one %} {{ page.previous.content }}\n",
    "_posts/fr/2024-01-01-one-fr.md": "---\nlayout: post\nlang: fr\ntitle: Un\n---\n"
    "Premier. [Deux](/2024/02/01/two.html)\n",
    "fr/about.md": "---\nlang: fr\n---\nÀ propos {{ page.translations[0].url }} {{ page.original.title }}\n",
    "_notes/n.md": "---\ntitle: N\nlayout: themed\n---\nA note {{ site.data.words.a }}\n",
    "index.html": "---\nlayout: default\n---\n{% for p in paginator.posts %}{{ p.title }} {{ p.excerpt }}{% endfor %}",
    "about.md": "---\n---\nAbout {{ site.notes.size }}\n",
    "time.md": "---\n---\nIt is {{ site.time | date: '%Y' }}\n",
    "style.scss": "---\n---\n@import 'part';\n",
    "_sass/part.scss": "a { b: c }\n",
    "file.txt": "static",
}

SISTERS = ("fr/about.md", "de/about.md", "_posts/fr/2024-01-01-one-fr.md", "_posts/2024-02-01-two-fr.md")
POSTS = [name for name in START if name.startswith(("_posts", "_notes"))]
NOWS = tuple(datetime(year, month, 10, 12, tzinfo=UTC) for year, month in ((2024, 2), (2024, 4), (2025, 1), (2030, 1)))
BODIES = (
    "Plain.\n",
    "{{ 'odd' body }}{% include foot.html %}\n",
    "A **b** `c`.\n\nSecond.\n",
    "{{ site.tags | size }}\n",
    "{{ page.title }} {{ page.next.title }}\n",
    "{{ page.translations | map: 'title' }} {{ page.original.title }} [two](/2024/02/01/two.html)\n",
    "{{ site.pages | size }} {{ site.related_posts.first.title }}\n",
    "```python\nx = 1\n```\n{% include head.html x=2 %}\n",
)
HEADS = (
    "",
    "title: Alpha\n",
    "title: Beta\nlayout: post\n",
    "title: Gamma\nlayout: themed\nredirect_from: /old/\n",
    "layout: default\ntags: [x, y]\n",
    "published: false\n",
    "lang: fr\nref: one\n",
    "ref: one\n",
    "lang: de\ntranslated: true\ntranslation_of: _posts/2024-01-01-one.md\n",
    "permalink: /fixed/\n",
    "date: 2024-12-24 10:00\n",
    "date: 2024-04-10 12:00:00 +0000\n",  # the very time of a build
    "title: [\n",
)
SETTINGS = (
    "title: T{}\n",
    "fallbacks: true\nindexing: {{fallback: noindex}}\n# {}\n",
    "permalink: /:year/{}/:title/\n",
    "url: https://x{}.org\n",
    "languages: [en, fr]\nlang: fr\n# {}\n",
)
PLUGIN = """
def plug(plugins):
    plugins.filters["own"] = lambda text: f"own {number} {{text}}"
"""
KINDS = (
    "post", "add", "delete", "rename", "layout", "include", "data", "words of a language", "setting", "page",
    "translation", "sass", "static", "plugin", "theme's layout", "theme's include", "theme's style", "layout gone",
    "damage", "touch", "clock", "version", "stopped", "folder", "link",
)  # fmt: skip


@dataclass
class World:
    """What surrounds a site: the time of day, and how often blogtool itself was changed."""

    now: datetime = NOWS[1]
    version: int = 0
    stop_after: int | None = None  # files and cache entries that the next build writes before it is killed


@st.composite
def edits(draw):
    """One edit of a site: its kind, a text, a number, a post."""
    text = f"---\n{draw(st.sampled_from(HEADS))}---\n{draw(st.sampled_from(BODIES))}"
    return draw(st.sampled_from(KINDS)), text, draw(st.integers(1, 8)), draw(st.sampled_from(POSTS))


def apply(site: Path, edit: tuple[str, str, int, str], world: World) -> None:
    """Makes one edit."""
    kind, text, number, post = edit
    theme = "_themes/mine"
    files = {
        "add": (f"_posts/2024-0{number}-15-new{number}.md", text),
        "layout": ("_layouts/default.html", START["_layouts/default.html"] + f"<!-- {number} -->"),
        "include": ("_includes/head.html", f"<h>{{{{ site.title }}}}{number}</h>"),
        "data": ("_data/words.yml", f"a: {number}\n"),
        "words of a language": (f"_data/i18n/{('fr', 'de')[number % 2]}.yml", f"more: Plus {number}\n"),
        "setting": ("_config.yml", START["_config.yml"] + SETTINGS[number % len(SETTINGS)].format(number)),
        "page": ("about.md", text),
        "translation": (SISTERS[number % len(SISTERS)], text),
        "sass": ("_sass/part.scss", f"a {{ b: {number}px }}\n"),
        "static": ("file.txt", "x" * number),
        "post": (post, text),
        "theme's layout": (f"{theme}/_layouts/{('themed', 'post')[number % 2]}.html", f"{{{{ content }}}}{number}"),
        "theme's include": (f"{theme}/_includes/{('foot', 'head')[number % 2]}.html", f"foot {number}"),
        "theme's style": (f"{theme}/_sass/colours.scss", f"p {{ q: {number}px }}\n"),
    }
    if kind in files:
        path, content = files[kind]
        (site / path).parent.mkdir(exist_ok=True, parents=True)
        (site / path).write_text(content, "utf-8")
    elif kind == "delete":
        (site / post).unlink(missing_ok=True)
    elif kind == "layout gone":
        (site / ("_layouts/post.html" if number % 2 else "_includes/head.html")).unlink(missing_ok=True)
    elif kind == "rename" and (site / post).exists():
        (site / post).rename((site / post).with_name(f"2024-0{number}-20-moved{number}.md"))
    elif kind == "plugin":
        change_plugin(site, number)
    elif kind == "damage":
        damage(site, number)
    elif kind == "folder":
        move_folder(site, number, text)
    elif kind == "link":
        link(site, number, text)
    elif kind == "touch" and (site / post).exists():
        os.utime(site / post)
    elif kind == "clock":
        world.now = NOWS[number % len(NOWS)]
    elif kind == "version":
        world.version += 1
    elif kind == "stopped":
        world.stop_after = number * 2


def move_folder(site: Path, number: int, text: str) -> None:
    """A folder of posts and pages comes, is moved to another place, or goes."""
    places = [site / name for name in ("sub", "_posts/old", "_notes/deep/er", "fr/more")]
    there = next((one for one in places if one.is_dir()), None)
    target = places[number % len(places)]
    if there is None:
        (target / "inner").mkdir(parents=True)
        (target / "2024-01-20-inside.md").write_text(text)
        (target / "inner/page.md").write_text(text)
        (target / "inner/file.txt").write_text("static")
    elif number > 6:
        shutil.rmtree(there)
    elif not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        there.rename(target)


def link(site: Path, number: int, text: str) -> None:
    """A file or a folder that stands elsewhere: the site has only a link to it, if that."""
    elsewhere = site.parent / "elsewhere"
    elsewhere.mkdir(exist_ok=True)
    (elsewhere / "2024-01-25-far.md").write_text(text + str(number))
    for place, target in ((site / "_posts/far", elsewhere), (site / "near.md", elsewhere / "2024-01-25-far.md")):
        if place.is_symlink() and number > 5:
            place.unlink()
        elif not place.is_symlink() and number % 2:
            place.symlink_to(target)


def change_plugin(site: Path, number: int) -> None:
    """The author's own filter comes, changes, is used, or goes."""
    folder = site / "_plugins"
    if number > 6:
        shutil.rmtree(folder, ignore_errors=True)
        return
    folder.mkdir(exist_ok=True)
    (folder / "own.py").write_text(PLUGIN.format(number=number))
    (site / "own.md").write_text("---\n---\n{{ 'x' | own }}\n")


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
    elif number == 4 and cache.exists():
        with suppress(sqlite3.Error), closing(sqlite3.connect(cache)) as base, base:
            base.execute("delete from entry where rowid % 2 = 0")
    elif number == 5 and cache.exists():
        os.truncate(cache, cache.stat().st_size // 2)
    elif number == 6:
        Path(f"{cache}-wal").unlink(missing_ok=True)
    elif number == 7:
        shutil.rmtree(site / "_site", ignore_errors=True)
    elif (site / "_site/about.html").exists():
        (site / "_site/about.html").write_text("not what was written")
