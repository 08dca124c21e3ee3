"""What is tried: each subject takes a text and may answer, or refuse with a BlogtoolError."""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from blogtool.errors import BlogtoolError
from blogtool.kramdown import convert, html_texts, parse
from blogtool.model.config import DEFAULTS, Config
from blogtool.render.liquid import Liquid
from blogtool.text import frontmatter, yaml

ROOT = Path(__file__).resolve().parents[2]
LOOP = re.compile(r"{%-?\s*(?:for|tablerow)")
OPTIONS: tuple[dict[str, object], ...] = (
    {}, {}, {}, {"input": "kramdown"}, {"hard_wrap": True}, {"parse_block_html": True}, {"html_to_native": True},
    {"gfm_quirks": ""}, {"auto_id_stripping": True, "input": "kramdown"}, {"entity_output": "symbolic"},
    {"remove_line_breaks_for_cjk": True}, {"footnote_backlink_inline": True}, {"transliterated_header_ids": True},
)  # fmt: skip


@dataclass(frozen=True)
class Subject:
    """One reader of texts."""

    try_out: Callable[[str], object]
    samples: Callable[[], list[str]]    # real texts to change
    grow: Callable[[str], object] | None = None     # what is measured on long texts, where not the same


def markdown(text: str) -> object:
    """HTML with options that depend on the text alone, and the tree with its places."""
    options = random.Random(len(text) * 31 + text.count("*")).choice(OPTIONS)
    html = convert(text, options)
    tree = parse(text, options)
    for element in tree.walk():
        if element.type == "html_element":
            list(html_texts(element))
    return html


def front_matter(text: str) -> object:
    """The text between dashes, once as written and once in dashes of ours; what is read can be written again."""
    for whole in (text, f"---\n{text}\n---\nbody\n"):
        try:
            found = frontmatter.parse(whole, "a.md", UTC)
        except BlogtoolError:
            continue
        if found.data:
            written = frontmatter.dump(found.data, found.body)
            frontmatter.parse(written, "a.md", UTC)
    try:
        return yaml.load(text, "a.yml")
    except BlogtoolError:
        return None


VARIABLES: dict[str, object] = {
    "a": "A b", "b": 2, "c": None, "x": [1, "two", None, 3.5],
    "list": [{"k": 1, "n": "x"}, {"k": 2}, {"k": None}, 5, "s"],
    "map": {"k": [{"x": 1}], "date": datetime(2024, 5, 1, tzinfo=UTC)},
    "page": {"title": "T & <t>", "url": "/x/", "date": datetime(2024, 5, 1, tzinfo=UTC), "tags": ["a", "b"]},
    "site": {"title": "S", "posts": [], "data": {"d": {"e": [1, 2]}}},
}  # fmt: skip
INCLUDES = {
    "a.html": "[{{ include.k }}{% for i in include.k %}{{ i }}{% endfor %}]",
    "self.html": "{% include self.html %}",
}


@cache
def _engine() -> Liquid:
    return Liquid(Config(source="/nowhere", destination="/nowhere/_site", settings=DEFAULTS))


@cache
def _world() -> Callable[[str], str]:
    sys.path.insert(0, str(ROOT / "tests/render"))
    from liquid_world import render

    def answer(text: str) -> str:
        return str(render(text, VARIABLES, includes=INCLUDES))

    return answer


MOST_LOOPS = 5      # in one template; loops in loops may take for ever, as Liquid has it


def liquid(text: str) -> object:
    """What the template prints in a small site."""
    if len(LOOP.findall(text)) > MOST_LOOPS:
        return liquid_parsed(text)
    try:
        return _world()(text)
    except BlogtoolError:
        return None


def liquid_parsed(text: str) -> object:
    """The parsed template; nothing is run."""
    try:
        return _engine().parse(text, "a.html")
    except BlogtoolError:
        return None


def _markdown_samples() -> list[str]:
    cases = (ROOT / "tests/conformance-markdown/cases.jsonl").read_text("utf-8").splitlines()
    return [json.loads(case)["text"] for case in cases]


def _front_matter_samples() -> list[str]:
    found = []
    for path in (ROOT / "tests/conformance").rglob("*.md"):
        head = frontmatter.split(path.read_text("utf-8", errors="replace"))[0]
        if head:
            found.append(head)
    for path in (ROOT / "tests/conformance").rglob("*.yml"):
        found.append(path.read_text("utf-8", errors="replace"))
    return [*dict.fromkeys(found)]


def _liquid_samples() -> list[str]:
    cases = (ROOT / "tests/render/liquid_cases.jsonl").read_text("utf-8").splitlines()
    return [json.loads(case)["template"] for case in cases]


SUBJECTS = {
    "markdown": Subject(markdown, _markdown_samples),
    "front-matter": Subject(front_matter, _front_matter_samples),
    "liquid": Subject(liquid, _liquid_samples, liquid_parsed),
}
