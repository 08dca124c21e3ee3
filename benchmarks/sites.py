"""Makes benchmark blogs out of real Markdown that is found on the machine."""

from __future__ import annotations

import random
import re
from pathlib import Path

LANGUAGES = ("en", "fr", "es", "de", "ja", "zh", "hi", "ar", "zh-Hant")
SEARCHED = ("/usr/share/doc", "/usr/share", "/usr/lib", "/usr/local/lib")

DEFAULT = """<!DOCTYPE html>
<html lang="{{ page.lang | default: site.lang }}">
<head><meta charset="utf-8"><title>{{ page.title | escape }} | {{ site.title }}</title>
<link rel="canonical" href="{{ page.url | absolute_url }}"></head>
<body>{% include header.html %}<main>{{ content }}</main>
<footer>{{ site.title }} {{ site.data.site.note }}</footer></body>
</html>
"""
POST = """---
layout: default
---
<article><h1>{{ page.title | escape }}</h1><time>{{ page.date | date: "%b %-d, %Y" }}</time>
{% for tag in page.tags %}<span>{{ tag }}</span>{% endfor %}
{{ content }}
<nav>{% if page.previous %}<a href="{{ page.previous.url }}">{{ page.previous.title }}</a>{% endif %}</nav></article>
"""
INDEX = """---
layout: default
title: All posts
---
<ul>{% for post in site.posts limit: 50 %}<li><a href="{{ post.url }}">{{ post.title }}</a></li>{% endfor %}</ul>
"""
CONFIG = "title: Bench\nurl: https://example.org\nlang: en\npermalink: /:title/\ntimezone: UTC\nfuture: true\n"

_FENCE_ATTRIBUTES = re.compile(r"^([ >]*(?:`{3,}|~{3,})[^`{\n]*)\{[^}\n]*\}", re.MULTILINE)

HUGO = {
    "hugo.toml": """baseURL = "https://example.org/"
title = "Bench"
buildFuture = true
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "section"]
[permalinks]
posts = "/:title/"
[markup.goldmark.renderer]
unsafe = true
[markup.highlight]
noClasses = false
""",
    "layouts/_default/baseof.html": """<!DOCTYPE html>
<html lang="{{ .Params.lang }}">
<head><meta charset="utf-8"><title>{{ .Title }} | {{ site.Title }}</title>
<link rel="canonical" href="{{ .Permalink }}"></head>
<body>{{ partial "header.html" . }}<main>{{ block "main" . }}{{ end }}</main>
<footer>{{ site.Title }} {{ site.Data.site.note }}</footer></body>
</html>
""",
    "layouts/_default/single.html": """{{ define "main" }}<article><h1>{{ .Title }}</h1>
<time>{{ .Date.Format "Jan 2, 2006" }}</time>
{{ range .Params.tags }}<span>{{ . }}</span>{{ end }}
{{ .Content }}
<nav>{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav></article>{{ end }}
""",
    "layouts/index.html": """{{ define "main" }}<ul>{{ range first 50 site.RegularPages }}
<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}
""",
    "layouts/partials/header.html": """<header><a href="/">{{ site.Title }}</a></header>
""",
    "data/site.yml": "note: made for measuring\n",
}


def bodies(folder: str | None = None, most: int = 400) -> list[str]:
    """Texts of 1,500 to 15,000 characters from `folder`, or from wherever packages keep Markdown."""
    roots = [Path(folder)] if folder else [Path(one) for one in SEARCHED]
    found: dict[str, str] = {}
    for root in roots:
        for path in sorted(root.rglob("*.md")):
            if path.is_file() and "icense" not in path.name and path.name not in found:
                text = path.read_text("utf-8", "replace")
                text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
                text = re.sub(r"\{[%{].*?[%}]\}|\{[%{]|[%}]\}", "", text, flags=re.DOTALL)
                if 1500 < len(text) < 15000:
                    found[path.name + str(len(text))] = text
            if len(found) >= most:
                return list(found.values())
    if len(found) < 20:
        raise SystemExit("too little Markdown found: name a folder with --markdown DIR")
    return list(found.values())


def make_site(folder: Path, texts: list[str], posts: int, languages: int = 1) -> None:
    """A blog with `posts` posts a language."""
    chance = random.Random(7)
    files = {
        "_config.yml": CONFIG,
        "_layouts/default.html": DEFAULT,
        "_layouts/post.html": POST,
        "_includes/header.html": "<header><a href='/'>{{ site.title }}</a></header>\n",
        "_data/site.yml": "note: made for measuring\n",
        "index.html": INDEX,
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    for language in LANGUAGES[:languages]:
        (folder / "_posts" / language).mkdir(parents=True, exist_ok=True)
        for number in range(posts):
            day = f"20{10 + number % 14:02}-{1 + number % 12:02}-{1 + number % 28:02}"
            tags = ", ".join(chance.sample(["python", "travel", "music", "notes", "food"], 2))
            head = f"---\nlayout: post\ntitle: Post {number} {language}\nlang: {language}\ntags: [{tags}]\n---\n"
            body = texts[number % len(texts)] + f"\n\nNumber {number} {language}.\n"
            (folder / f"_posts/{language}/{day}-post-{number}-{language}.md").write_text(head + body, "utf-8")


def make_hugo_site(folder: Path, jekyll: Path) -> None:
    """The posts of a blog made above, with the same layouts in Hugo's language."""
    for name, text in HUGO.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    for post in jekyll.glob("_posts/*/*.md"):
        place_in_hugo_site(folder, post)


def place_in_hugo_site(folder: Path, post: Path) -> None:
    """Puts a post into Hugo's site as it is now; a post that is gone goes there too."""
    path = folder / "content/posts" / post.name[11:]
    path.parent.mkdir(parents=True, exist_ok=True)
    if not post.exists():
        path.unlink(missing_ok=True)
        return
    text = post.read_text("utf-8").replace("---\n", f"---\ndate: {post.name[:10]}\n", 1)
    text = _FENCE_ATTRIBUTES.sub(r"\1", text)  # which end a build of Hugo's where they are not its own
    path.write_text(text, "utf-8")
