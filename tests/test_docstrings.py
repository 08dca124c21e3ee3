"""Examples in docstrings are true, and every module says in its first line what it is for."""

import ast
import doctest
import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "blogtool"
MODULES = sorted(ROOT.rglob("*.py"))


def name_of(path):
    return ".".join(path.relative_to(ROOT.parent).with_suffix("").parts).removesuffix(".__init__")


WITH_EXAMPLES = [name_of(path) for path in MODULES if ">>> " in path.read_text("utf-8")]


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_examples_in_docstrings_are_true(name):
    result = doctest.testmod(importlib.import_module(name))

    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_module_says_what_it_is_for(path):
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))


def test_the_version_is_told_at_once_and_nothing_heavy_is_loaded():
    import subprocess
    import sys

    run = "import blogtool.cli as c; c.entry()"
    code = f"import sys; sys.argv = ['blogtool', '--version']\ntry:\n {run}\nfinally: print(sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    heavy = {"yaml", "liquid", "markdown", "pygments", "ctranslate2", "sqlite3", "watchdog", "rich", "asyncio"}
    assert done.stdout.startswith("blogtool ")
    assert [name for name in heavy if f"'{name}'" in done.stdout] == []


def test_a_build_without_translation_loads_no_engine(tmp_path):
    import subprocess
    import sys

    (tmp_path / "index.md").write_text("---\n---\n*Hello*\n")
    build = f"main(['build', '-q', '-s', {str(tmp_path)!r}])"
    code = f"import sys\nfrom blogtool.cli import main\n{build}\nprint(sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    heavy = {"ctranslate2", "sentencepiece", "argostranslate", "torch", "onnxruntime", "numpy", "stanza", "spacy"}
    assert [name for name in heavy if f"'{name}'" in done.stdout] == []
