"""Readers search one language at a time, where the site asks for it."""

import json
import subprocess
import sys

import pytest
from builders import HANG, a_site, built, tree

from blogtool.build import build
from blogtool.cache import Memory
from blogtool.errors import BlogtoolError
from blogtool.model.config import Config
from blogtool.read.config import read_config
from blogtool.write import search

FILES = {
    "_config.yml": "lang: en\nlanguages: [en, fr]\ntheme: blogtool-paper\nsearch: pagefind\npermalink: /:title/\n",
    "_posts/2024-01-01-tea-en.md": "---\nlang: en\nlayout: post\ntitle: Tea\n---\nGreen leaves.\n",
    "_posts/2024-01-01-tea-fr.md": "---\nlang: fr\nlayout: post\ntitle: Thé\n---\nDes feuilles vertes.\n",
}


def counts(site):
    entry = json.loads((site / "_site/pagefind/pagefind-entry.json").read_text())
    return {lang: told["page_count"] for lang, told in entry["languages"].items()}


def test_each_language_has_an_index(tmp_path):
    site = a_site(tmp_path, **FILES)
    assert built(site) == 0

    assert counts(site) == {"en": 1, "fr": 1}


def test_the_index_stays_while_nothing_changes_and_forgets_what_is_gone(tmp_path):
    site = a_site(tmp_path, **FILES)
    assert built(site) == 0
    first = tree(site / "_site/pagefind")
    assert built(site) == 0
    assert tree(site / "_site/pagefind") == first

    (site / "_posts/2024-01-01-tea-fr.md").unlink()
    assert built(site) == 0
    assert counts(site) == {"en": 1}
    assert len(list((site / "_site/pagefind/fragment").iterdir())) == 1


def test_who_watches_a_site_has_a_new_index_with_the_next_build(tmp_path):
    site = a_site(tmp_path, **FILES)
    memory = Memory()
    build(read_config(str(site)), memory=memory)
    (site / "_posts/2024-01-02-more-en.md").write_text(FILES["_posts/2024-01-01-tea-en.md"])
    build(read_config(str(site)), memory=memory)
    assert counts(site) == {"en": 1, "fr": 1}  # nobody waits for it while writing

    build(read_config(str(site)), memory=Memory())
    assert counts(site) == {"en": 2, "fr": 1}


def test_a_new_feed_is_no_reason_for_a_new_index(tmp_path, monkeypatch):
    site = a_site(tmp_path, **FILES)
    assert built(site) == 0
    monkeypatch.setattr(search, "index_site", None)

    assert search.refresh_index(read_config(str(site)), ["feed.xml"], False) == []


def test_without_the_setting_there_is_no_index_and_no_box(tmp_path):
    site = a_site(tmp_path, **FILES)
    assert built(site) == 0
    (site / "_config.yml").write_text(FILES["_config.yml"].replace("search: pagefind\n", ""))
    assert built(site) == 0

    assert not (site / "_site/pagefind").exists()
    assert "pagefind" not in (site / "_site/tea-en/index.html").read_text()


def test_a_site_that_wants_it_is_told_what_to_install(monkeypatch):
    monkeypatch.setattr(search, "find_spec", lambda name: None)

    with pytest.raises(BlogtoolError) as told:
        search.wants_index(Config("", "", {"search": "pagefind"}))
    assert "blogtool[search]" in str(told.value)


def test_a_build_never_loads_it():
    code = "import sys, blogtool.build, blogtool.write.search; sys.exit('pagefind' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=HANG).returncode == 0
