"""The examples of docs/extending.md are run as they stand there, together, as one site."""

import re
from pathlib import Path

import pytest
from builders import a_site, built

PAGE = (Path(__file__).parent.parent / "docs" / "extending.md").read_text("utf-8")
_BLOCK = re.compile(r"(In|gives) `([^`]+)`:\n\n```\w+\n(.*?)```", re.DOTALL)
BLOCKS = _BLOCK.findall(PAGE)


def test_every_example_gives_what_the_page_says(tmp_path):
    for kind, name, text in BLOCKS:
        if kind == "In":
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")

    assert built(tmp_path) == 0
    for kind, name, text in BLOCKS:
        if kind == "gives":
            assert (tmp_path / "_site" / name).read_text("utf-8").strip() == text.strip(), name


def test_the_page_has_an_example_for_each_extension_point():
    filled = set(re.findall(r"plugins\.(\w+)\[", PAGE))

    assert filled == {"filters", "tags", "converters", "generators", "engines"}
    assert sum(kind == "gives" for kind, _, _ in BLOCKS) >= 5


def test_in_safe_mode_no_file_of_the_site_is_run(tmp_path):
    ran = tmp_path / "ran"
    plugins = tmp_path / "site" / "_plugins"
    plugins.mkdir(parents=True)
    (plugins / "own.py").write_text(f"open({str(ran)!r}, 'w')\ndef plug(plugins):\n    pass\n", "utf-8")

    assert built(tmp_path / "site", "--safe") == 0
    assert not ran.exists()
    assert built(tmp_path / "site") == 0
    assert ran.exists()


BROKEN_PLUGINS = {
    "a filter that raises": ("def f(x):\n    return 1 / 0\n", 'plugins.filters["f"] = f', ["filter `f`", "own.py:2"]),
    "a tag that raises": (
        "class T:\n    def __init__(self, markup):\n        pass\n"
        "    def render(self, context):\n        return {}[1]\n",
        'plugins.tags["f"] = T',
        ["tag `f`", "KeyError: 1", "own.py:5"],
    ),
    "a tag that cannot be made": ("class T:\n    pass\n", 'plugins.tags["f"] = T', ["tag `f`", "TypeError"]),
    "a tag that is no class": ("", 'plugins.tags["f"] = 5', ["the tag `f` is no class", "own.py"]),
    "a filter that is no function": ("", 'plugins.filters["f"] = 5', ["the filter `f` is no function"]),
    "a generator that raises": (
        "def g(site):\n    yield site.nothing\n",
        'plugins.generators["g"] = g',
        ["the generator `g`: AttributeError", "own.py:2"],
    ),
    "a generator that gives numbers": (
        "def g(site):\n    return [1]\n",
        'plugins.generators["g"] = g',
        ["the generator `g` gives int"],
    ),
    "a converter that gives nothing": (
        "class C:\n    def __init__(self, settings):\n        pass\n    def matches(self, extension):\n"
        "        return extension == '.shout'\n    def output_extension(self, extension):\n        return '.html'\n"
        "    def convert(self, text):\n        pass\n",
        'plugins.converters["c"] = C',
        ["the converter `c` gives NoneType instead of a text", "loud.shout"],
    ),
    "a converter that cannot be made": ("class C:\n    pass\n", 'plugins.converters["c"] = C', ["the converter `c`"]),
    "an unknown table": ("", 'plugins.hooks["h"] = 1', ["AttributeError", "own.py"]),
    "code that ends the program": ("raise SystemExit(0)\n", "pass", ["SystemExit", "own.py:1"]),
}


@pytest.mark.parametrize("name", BROKEN_PLUGINS)
def test_a_mistake_in_an_extension_is_told_with_its_place_and_no_traceback(name, tmp_path, capsys):
    code, line, told = BROKEN_PLUGINS[name]
    files = {
        "_plugins/own.py": f"{code}\n\ndef plug(plugins):\n    {line}\n",
        "page.html": "---\n---\n" + ("{% f %}" if "tag" in name else "{{ 'x' | f }}"),
        "loud.shout": "---\n---\nhello",
    }

    assert built(a_site(tmp_path, **files)) == 1
    said = capsys.readouterr().err
    assert [one for one in told if one not in said] == []
    assert "Traceback" not in said
