"""Whatever an engine answers, a page keeps its markup; an engine that echoes changes nothing."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import hostile
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_texts import bodies
from tag_trees import Tree, tag_tree

from blogtool.model.plugins import Engine
from blogtool.model.translation import Answer, Outline
from blogtool.translate import outline
from blogtool.translate.engines.echo import Echo
from blogtool.translate.ladder import translate_segments

ROOT = Path(__file__).parents[2]
SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much]


def _cases() -> list[tuple[str, str, dict[str, object]]]:
    """All golden Markdown, the golden sites' Markdown, and this site's posts, without front matter."""
    lines = (ROOT / "tests/conformance-markdown/cases.jsonl").read_text("utf-8").splitlines()
    found = [(case["id"], case["text"], case["options"]) for case in map(json.loads, lines)]
    paths = [*sorted((ROOT / "tests/conformance").rglob("*.md")), *sorted((ROOT / "_posts").rglob("*.md"))]
    for path in paths:
        text = path.read_text("utf-8", errors="replace")
        front = re.match(r"---\n.*?^---\n?", text, re.DOTALL | re.MULTILINE)
        found.append((str(path.relative_to(ROOT)), text[front.end() :] if front else text, {}))
    return found


CASES = _cases()


@cache
def _known() -> list[tuple[str, dict[str, object], Outline, Tree]]:
    """Every text with its options, taken apart once for all mischiefs, and its tags."""
    return [
        (name, options, outline.split(body, "en", options), tag_tree(body, options)) for name, body, options in CASES
    ]


def _echoed(body: str, options: dict[str, object]) -> str:
    whole = outline.split(body, "en", options)
    return whole.join([Answer(segment.text, "copied") for segment in whole.segments])


def _translated(whole: Outline, engine: Engine) -> str:
    joined, answers = outline.join_checked(whole, translate_segments(whole.segments, engine, "en", "eo"))
    assert len(answers) == len(whole.segments)
    return joined


@pytest.mark.parametrize(("name", "body", "options"), CASES, ids=[case[0] for case in CASES])
def test_an_echo_gives_the_same_bytes(name, body, options):
    assert _echoed(body, options) == body


@pytest.mark.parametrize("mischief", hostile.ALL, ids=lambda mischief: mischief.__name__)
def test_every_known_text_keeps_its_tags(mischief):
    engine = hostile.Hostile(mischief)
    lost = [name for name, options, whole, tags in _known() if tag_tree(_translated(whole, engine), options) != tags]

    assert lost == []


@settings(max_examples=150, deadline=None, suppress_health_check=SLOW)
@given(bodies)
def test_split_and_join_with_an_echo_is_the_body(body):
    whole = outline.split(body, "en")

    # Not as English: of that, headings in Title Case are asked as sentences.
    joined, answers = outline.join_checked(whole, translate_segments(whole.segments, Echo(), "fr", "fr"))

    assert joined == body
    assert len(answers) == len(whole.segments)


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(bodies, st.sampled_from(hostile.ALL), st.integers(0, 9))
def test_any_text_keeps_its_tags(body, mischief, seed):
    translated = _translated(outline.split(body, "en"), hostile.Hostile(mischief, seed))

    assert tag_tree(translated) == tag_tree(body)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_any_characters_can_be_split_and_joined(text):
    assert _echoed(text, {}) == text
    plain = outline.split_plain(text, "en")
    assert plain.join([Answer(segment.text, "copied") for segment in plain.segments]) == text


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="*_`[]()<>{}|\\#-+=:.!$~^&;\"' ab1\n", min_size=1, max_size=40))
def test_an_answer_of_signs_stays_words(signs):
    """What an engine says is text: written into a page, it is read as the same characters."""
    body = "A line of words.\n\n- an item here\n\n| a cell |\n"

    class Signs:
        def translate(self, texts, source, target):
            return [f"{signs} {text}" for text in texts]

    assert tag_tree(_translated(outline.split(body, "en"), Signs())) == tag_tree(body)
