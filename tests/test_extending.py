"""The examples of docs/extending.md are run as they stand there, together, as one site."""

import re
from pathlib import Path

from builders import built

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
