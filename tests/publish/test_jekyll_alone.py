"""GitHub's own Jekyll can build a site whose translations are in the repository: they are ordinary posts."""

import os
import shutil
import subprocess

import pytest
from builders import HANG, a_site, tree

from blogtool.cli import main

FILES = {
    "_config.yml": (
        "title: T\nurl: https://example.org\nlang: en\nlanguages: [en, fr]\npermalink: /:title/\n"
        "translate: {to: [fr], engine: pseudo}\nplugins: [jekyll-sitemap, jekyll-seo-tag]\ntime: 2024-06-01\n"
        "kramdown: {syntax_highlighter: rouge}\n"
    ),
    "_layouts/post.html": '<html lang="{{ page.lang }}"><head>{% seo %}</head>{{ content }}</html>\n',
    "index.html": "---\n---\n{% for post in site.posts %}{{ post.url }} {{ post.title }}\n{% endfor %}\n",
    "_posts/en/2024-01-01-tea-en.md": (
        "---\nlang: en\nlayout: post\ntitle: Tea\ntags: [drinks]\n---\nGreen *leaves* and `code`.\n\n"
        "| a | b |\n|---|---|\n| hot | cold |\n\n## Water\n\n```python\nprint(1)\n```\n\nA note.[^1]\n\n[^1]: Small.\n"
    ),
}


@pytest.mark.skipif(shutil.which("jekyll") is None, reason="not run: Jekyll itself is not installed")
def test_jekyll_builds_the_translated_posts_as_we_do(tmp_path):
    site = a_site(tmp_path / "site", **FILES)
    assert main(["build", "-s", str(site), "-q"]) == 0
    ours = tree(site / "_site")
    assert "tea-fr/index.html" in ours
    shutil.rmtree(site / "_site")
    shutil.rmtree(site / "_translations", ignore_errors=True)  # the posts alone are enough

    environment = {**os.environ, "JEKYLL_NO_BUNDLER_REQUIRE": "true", "LANG": "C.UTF-8"}
    done = subprocess.run(
        ["jekyll", "build", "--disable-disk-cache"], cwd=site, env=environment, capture_output=True, timeout=HANG
    )

    assert done.returncode == 0, done.stderr.decode()
    theirs = tree(site / "_site")
    assert theirs.keys() == ours.keys()
    for path in ("tea-en/index.html", "tea-fr/index.html", "index.html", "sitemap.xml"):
        assert theirs[path] == ours[path], path
