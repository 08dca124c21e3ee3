"""A site's own Python-Markdown extensions hook into kramdown's grammar."""

import json
import subprocess
import sys

from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from blogtool.kramdown import convert


class OpensElsewhere(Treeprocessor):
    def run(self, root):
        for link in root.iter("a"):
            link.set("rel", "noopener")


class Shouts(Preprocessor):
    def run(self, lines):
        return [line.replace("hello", "HELLO") for line in lines]


class Signs(Postprocessor):
    def run(self, text):
        return text + "<!-- signed -->\n"


class Own(Extension):
    def __init__(self, kind, registry):
        super().__init__()
        self.kind, self.registry = kind, registry

    def extendMarkdown(self, md):
        getattr(md, self.registry).register(self.kind(md), "own", 50)


def test_a_tree_processor_sees_the_tree_of_the_html():
    html = convert("- [a](b)\n", extensions=[Own(OpensElsewhere, "treeprocessors")])

    assert html == '<ul>\n  <li><a href="b" rel="noopener">a</a></li>\n</ul>\n'


def test_a_preprocessor_sees_the_lines():
    assert convert("hello *you*", extensions=[Own(Shouts, "preprocessors")]) == "<p>HELLO <em>you</em></p>\n"


def test_a_postprocessor_sees_the_html():
    assert convert("a", extensions=[Own(Signs, "postprocessors")]) == "<p>a</p>\n<!-- signed -->\n"


def test_an_extension_can_be_named_and_set_up():
    html = convert(
        "# A\n\n[[Page]]", extensions=["toc"], extension_configs={"toc": {"permalink": True}}
    )

    assert 'class="headerlink"' in html


def test_extensions_that_do_nothing_change_nothing():
    text = '# A *b*\n\n`<c>` &copy; &amp;copy; "q"\n\n```ruby\nx\n```\n\n<div>\nraw & &lt;\n</div>\n'

    assert convert(text, extensions=[Own(Treeprocessor, "treeprocessors")]) == convert(text)


def test_the_package_is_cheap_to_import():
    code = "import sys, blogtool.kramdown; print([m for m in ('markdown', 'pygments') if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert run.stdout.strip() == "[]"


def test_the_command_answers_json_lines():
    asked = json.dumps({"id": 1, "text": "*a*", "options": {}}) + "\n"
    run = subprocess.run(
        [sys.executable, "-m", "blogtool.kramdown", "--jsonl"], input=asked, capture_output=True, text=True, check=True
    )

    assert json.loads(run.stdout) == {"id": 1, "html": "<p><em>a</em></p>\n"}
