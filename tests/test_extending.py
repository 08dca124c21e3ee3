"""Every example of docs/extending.md works as it stands there."""

import re
from pathlib import Path

from builders import a_site, built

PAGE = (Path(__file__).parent.parent / "docs/extending.md").read_text("utf-8")
EXAMPLES = {
    title.lower(): code
    for title, code in re.findall(r"^## An? ([\w ]+?)$.*?```python\n(.*?)```", PAGE, re.DOTALL | re.MULTILINE)
}
CONFIG = "title: T\n"


def with_plugin(folder, name, **files):
    return a_site(folder, **{"_config.yml": CONFIG, "_plugins/own.py": EXAMPLES[name], **files})


def test_every_kind_of_extension_has_an_example():
    assert sorted(EXAMPLES) == ["converter", "filter", "generator", "tag", "translation engine"]


def test_the_filter(tmp_path):
    site = with_plugin(tmp_path, "filter", **{"a.html": "---\n---\n{{ 'hello' | shout: '?' }}"})

    assert built(site) == 0
    assert (site / "_site/a.html").read_text() == "HELLO?"


def test_the_tag(tmp_path):
    site = with_plugin(tmp_path, "tag", **{"a.html": "---\ntitle: Reader\n---\n{% greeting page.title %}"})

    assert built(site) == 0
    assert (site / "_site/a.html").read_text() == "Hello, Reader."


def test_the_converter(tmp_path):
    site = with_plugin(tmp_path, "converter", **{"a.up": "---\n---\nquiet"})

    assert built(site) == 0
    assert (site / "_site/a.txt").read_text() == "QUIET"


def test_the_generator(tmp_path):
    site = with_plugin(tmp_path, "generator", **{"a.html": "---\n---\n", "b.html": "---\n---\n"})

    assert built(site) == 0
    assert (site / "_site/count.txt").read_text() == "2"


def test_the_engine(tmp_path):
    config = "title: T\nlang: en\ntranslate: {to: [fr], engine: loud}\n"
    post = "---\ntitle: Tea\nlang: en\n---\nI drink tea.\n"
    site = with_plugin(
        tmp_path, "translation engine", **{"_config.yml": config, "_posts/en/2024-01-01-tea-en.md": post}
    )

    assert built(site) == 0
    assert "I DRINK TEA." in (site / "_posts/fr/2024-01-01-tea-fr.md").read_text()
