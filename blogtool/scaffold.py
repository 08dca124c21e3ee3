"""The stories of beginning and of cleaning up: a new site, post, page or draft; an empty desk."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Mapping
from datetime import datetime

from blogtool.errors import BlogtoolError
from blogtool.model.config import Config
from blogtool.text.slug import slugify
from blogtool.text.yaml import dump
from blogtool.write.files import write_atomically

_SITE: Mapping[str, str] = {
    "_config.yml": """\
title: {title}
description: Write once, publish in every language
url: https://example.org
lang: {lang}
theme: blogtool-paper
permalink: /:title/
languages: [{languages}]

# Every post in {lang} gets a sister in these languages, translated on this machine.
translate:
  to: [{target}]

plugins: [jekyll-feed, jekyll-seo-tag, jekyll-sitemap]
""",
    "index.md": """\
---
layout: home
lang: {lang}
---
""",
    "{target}/index.md": """\
---
layout: home
lang: {target}
---
""",
    "tags.md": """\
---
layout: tags
lang: {lang}
title: {tags}
---
""",
    "{target}/tags.md": """\
---
layout: tags
lang: {target}
title: {target_tags}
---
""",
    "404.html": """\
---
layout: page
lang: {lang}
title: "404"
permalink: /404.html
sitemap: false
menu: false
---
{{% include lost.html %}}
""",
    ".gitignore": "/_site/\n/.blogtool-cache/\n",
}


# `$` and doubled braces are GitHub's own.
_WORKFLOW = """\
# Builds this site with blogtool and shows it on GitHub Pages, whenever something is pushed.
# In the repository's settings, under Pages, choose "GitHub Actions" as the source.
name: Pages

on:
  push:
    branches: [main, master]
  workflow_dispatch:

permissions:
  contents: read
  pages: write
  id-token: write

# One deployment at a time; one that has begun is brought to its end.
concurrency:
  group: pages
  cancel-in-progress: false

jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v7
      - uses: actions/setup-python@v7
        with:
          python-version: "3.12"
          cache: pip
          cache-dependency-path: .github/workflows/pages.yml
      - name: Remember translations and rendered pages
        uses: actions/cache@v6
        with:
          path: |
            .blogtool-cache
            _translations
            ~/.local/share/argos-translate
          key: blogtool-${{ github.run_id }}
          restore-keys: blogtool-
      - name: Install blogtool
        run: |
          if [ -f requirements.txt ]; then pip install --requirement requirements.txt; else pip install blogtool; fi
      - id: pages
        uses: actions/configure-pages@v6
      - name: Build the site
        run: blogtool build --baseurl "$BASE_PATH"
        env:
          BASE_PATH: ${{ steps.pages.outputs.base_path }}
          JEKYLL_ENV: production
      - uses: actions/upload-pages-artifact@v5
        with:
          path: _site
          include-hidden-files: true

  deploy:
    needs: build
    runs-on: ubuntu-latest
    environment:
      name: github-pages
      url: ${{ steps.deployment.outputs.page_url }}
    steps:
      - id: deployment
        uses: actions/deploy-pages@v5
"""

# For big sites: each job answers its share of the sentences, the last one puts the posts together.
_TRANSLATION_WORKFLOW = """\
# Translates this site on SHARDS machines at once, and commits the translated posts in one commit.
name: Translate

on:
  push:
    branches: [main, master]
  workflow_dispatch:

permissions:
  contents: read

# One run at a time, so that nothing is asked twice; one that has begun is brought to its end.
concurrency:
  group: translate
  cancel-in-progress: false

jobs:
  share:
    runs-on: ubuntu-latest
    timeout-minutes: 350
    strategy:
      fail-fast: false
      matrix:
        shard: [NUMBERS]
    env:
      SHARD: ${{ matrix.shard }}/SHARDS
    steps:
STEPS      - name: Answer this share of the sentences
        run: blogtool translate --shard "$SHARD" --minutes 300
      - name: Take the answers along
        if: ${{ !cancelled() }}
        run: blogtool memory export --shard "$SHARD" "$RUNNER_TEMP/answers-${SHARD%/*}.jsonl"
      - uses: actions/upload-artifact@v7
        if: ${{ !cancelled() }}
        with:
          name: answers-${{ matrix.shard }}
          path: ${{ runner.temp }}/answers-${{ matrix.shard }}.jsonl
          retention-days: 1

  merge:
    needs: share
    if: ${{ !cancelled() }}
    runs-on: ubuntu-latest
    permissions:
      contents: write
      actions: write
    steps:
STEPS      - uses: actions/download-artifact@v8
        with:
          pattern: answers-*
          path: ${{ runner.temp }}/answers
          merge-multiple: true
      - name: Bring the memories together
        run: blogtool memory import "$RUNNER_TEMP"/answers/*.jsonl
      - name: Save what is whole now
        run: blogtool translate --from-memory
      - uses: actions/cache/save@v6
        with:
          path: |
            _translations
            ~/.local/share/argos-translate
          key: translations-${{ github.run_id }}-${{ github.run_attempt }}
      - name: Commit the translations, and show them
        run: |
          git config user.name "github-actions[bot]"
          git config user.email "41898282+github-actions[bot]@users.noreply.github.com"
          git add --all -- . ":(exclude)_translations" ":(exclude).blogtool-cache"
          if git diff --cached --quiet; then exit 0; fi
          git commit --quiet --message "Translate new and changed posts"
          git pull --quiet --rebase
          git push --quiet
          gh workflow run pages.yml
        env:
          GH_TOKEN: ${{ github.token }}
"""
_TRANSLATION_STEPS = """\
      - uses: actions/checkout@v7
      - uses: actions/setup-python@v7
        with:
          python-version: "3.12"
          cache: pip
          cache-dependency-path: .github/workflows/translate.yml
      - name: Remember what was translated
        uses: actions/cache/restore@v6
        with:
          path: |
            _translations
            ~/.local/share/argos-translate
          key: translations-${{ github.run_id }}-${{ github.run_attempt }}
          restore-keys: translations-
      - name: Install blogtool
        run: |
          if [ -f requirements.txt ]; then pip install --requirement requirements.txt; else pip install blogtool; fi
      # Models that are not in the repository, one line for each pair:
      # - run: blogtool models add en de --yes
"""
_MOST_SHARDS = 256  # GitHub runs no more jobs of one matrix


def new(
    kind: str, title: str, folder: str, lang: str = "en", now: datetime | None = None, shards: int = 0
) -> list[str]:
    """Makes a `site` in the folder `title`, a `post`, `page` or `draft` with that title, or the `workflow`.

    Gives the lines to show. Never writes over a file: raises BlogtoolError where one is there.
    """
    moment = now or datetime.now().astimezone()
    if kind == "workflow":
        return _new_workflows(folder, shards)
    if not title:
        raise BlogtoolError(f"a {kind} needs a title", fix=f'`blogtool new {kind} "A title"`')
    if kind == "site":
        return _new_site(os.path.join(folder, title), lang, moment)
    slug = slugify(title)
    if not slug:
        raise BlogtoolError(f"the title `{title}` has no letter or digit to make a file name of")
    path, text = _new_file(kind, title, slug, lang, moment)
    _write_new(os.path.join(folder, path), text)
    return [f"made {path}"]


def _new_workflows(folder: str, shards: int) -> list[str]:
    """The workflow that publishes; with `shards`, also one that translates on so many machines at once."""
    path = ".github/workflows/pages.yml"
    settings = "next: in the repository's settings, Pages, Source: GitHub Actions"
    if not shards:
        _write_new(os.path.join(folder, path), _WORKFLOW)
        return [f"made {path}", settings]
    if not 2 <= shards <= _MOST_SHARDS:
        raise BlogtoolError(
            f"the work cannot be shared by {shards} machines", fix=f"write a number from 2 to {_MOST_SHARDS}"
        )
    numbers = ", ".join(str(number) for number in range(1, shards + 1))
    text = _TRANSLATION_WORKFLOW.replace("STEPS", _TRANSLATION_STEPS).replace("NUMBERS", numbers)
    other = ".github/workflows/translate.yml"
    _write_new(os.path.join(folder, other), text.replace("SHARDS", str(shards)))
    if os.path.lexists(os.path.join(folder, path)):
        return [f"made {other}", f"next: let {path} build with `--no-translate`"]
    bare = _WORKFLOW.replace("run: blogtool build --baseurl", "run: blogtool build --no-translate --baseurl")
    _write_new(os.path.join(folder, path), bare)
    return [f"made {other}", f"made {path}", settings]


def _new_file(kind: str, title: str, slug: str, lang: str, moment: datetime) -> tuple[str, str]:
    if kind == "page":
        return f"{slug}.md", f"---\n{dump({'layout': 'page', 'title': title, 'lang': lang})}---\n"
    front = {
        "audio": False,
        "generated": False,
        "lang": lang,
        "layout": "post",
        "title": title,
        "translated": False,
        "type": "note",
    }
    text = f"---\n{dump(front)}---\n\n"
    if kind == "draft":
        return f"_drafts/{slug}-{lang}.md", text
    return f"_posts/{lang}/{moment:%Y-%m-%d}-{slug}-{lang}.md", text


def _new_site(folder: str, lang: str, moment: datetime) -> list[str]:
    if os.path.isdir(folder) and os.listdir(folder):
        raise BlogtoolError(f"the folder `{folder}` is not empty", fix="choose another name")
    target = "fr" if lang == "en" else "en"
    words = {
        "title": re.sub(r"[-_]+", " ", os.path.basename(os.path.abspath(folder))).strip().capitalize()
        or "My blog",
        "lang": lang,
        "languages": f"{lang}, {target}",
        "target": target,
        "tags": "Sujets" if lang == "fr" else "Tags",
        "target_tags": "Sujets" if target == "fr" else "Tags",
    }
    for name, text in _SITE.items():
        _write_new(os.path.join(folder, name.format(**words)), text.format(**words))
    path, head = _new_file("post", "Hello, world", "hello-world", lang, moment)
    body = "This is the first post. Write here, save, and run `blogtool build`.\n"
    _write_new(os.path.join(folder, path), head + body)
    return [f"made a site in {folder}", f"next: cd {folder} && blogtool serve"]


def _write_new(path: str, text: str) -> None:
    if os.path.lexists(path):
        raise BlogtoolError(f"`{path}` exists already", fix="choose another title, or edit that file")
    write_atomically(path, text.encode())


def clean(config: Config) -> list[str]:
    """Removes the built site and the cache. Translations, the memory and all sources stay."""
    lines = []
    for folder in (config.destination, config.cache_folder):
        if not os.path.isdir(folder):
            continue
        if os.path.realpath(config.source).startswith(
            os.path.realpath(folder).rstrip(os.sep) + os.sep
        ) or os.path.realpath(folder) == os.path.realpath(config.source):
            raise BlogtoolError(f"`{folder}` holds the source: it is not removed")
        shutil.rmtree(folder)
        lines.append(f"removed {os.path.relpath(folder, config.source)}")
    return lines or ["nothing to remove"]
