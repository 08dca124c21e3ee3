"""Places: a parsed tree knows where each of its texts stands in what the author wrote."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blogtool.kramdown import html_texts, parse
from blogtool.kramdown.element import Element

FILE = Path(__file__).parents[1] / "conformance-markdown" / "cases.jsonl"
CASES = [json.loads(line) for line in FILE.read_text("utf-8").splitlines() if line]
LEAVES = ("p", "header", "dt", "td", "text")
PIECES = st.sampled_from(
    ["a *b* c", "> ", ">", "- ", "  - ", "1. ", "    ", "\t", "# h", "| a | b \\| c |", "|---|---|", "t\n: d",
     "[^1]: n",
     "[^1]", "```", "<div markdown=\"1\">", "</div>", "<p alt=\"x\">raw</p>", "{:.c}", "\n", "\n", "\r\n", "x  ", "é日",
     "[a](b \"t\")", "`c`", "$$m$$", "- [ ] task", "&copy; \"q\" -- ...", "~~s~~", "*[HTML]: Hyper", "[r]: /u \"T\""]
)


def leaves(root):
    return [element for element in root.walk() if element.type in LEAVES and element.text is not None]


def texts_at(element, text):
    return [text[start:end] for start, end in element.ranges]


def check_places(element, text):
    """The ranges give the inline text; its spans lie in order, inside of one another."""
    assert element.text == "\n".join(texts_at(element, text))
    assert not any("\n" in line or "\r" in line for line in texts_at(element, text))
    check_spans(element.children, 0, len(element.text))


def check_spans(children, start, end):
    for child in children:
        if not isinstance(child, Element) or child.pos is None:
            continue
        assert start <= child.pos[0] <= child.pos[1] <= end
        if child.inner is not None:
            assert child.pos[0] <= child.inner[0] <= child.inner[1] <= child.pos[1]
            check_spans(child.children, *child.inner)
        start = child.pos[1]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_places_of_a_text_give_the_text(case):
    for element in leaves(parse(case["text"], case["options"])):
        check_places(element, case["text"])


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_the_places_hold_for_any_text(text):
    for element in leaves(parse(text)):
        check_places(element, text)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_no_character_belongs_to_two_texts(case):
    places = sorted(place for element in leaves(parse(case["text"], case["options"])) for place in element.ranges)

    for (_, end), (start, _) in pairwise(places):
        assert end <= start


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_text_put_back_in_its_place_changes_nothing(case):
    text = case["text"]
    for element in leaves(parse(text, case["options"])):
        lines = element.text.split("\n")
        for (start, end), line in zip(element.ranges, lines, strict=True):
            assert text[:start] + line + text[end:] == text


def test_places_go_through_quotes_lists_notes_and_html():
    text = (
        "> - one\n>   two\n\n1. a\n\n   > b\n\nT\n: d\n  e\n\n[^n]: note\n    more\n\n"
        '<div markdown="1">\ninside\n</div>\n\n| x | y |\n'
    )

    assert [texts_at(element, text) for element in leaves(parse(text))] == [
        ["one", "two"], ["a"], ["b"], ["T"], ["d", "e"], ["note", "more"], ["inside"], ["x"], ["y"],
    ]


def test_spans_know_their_marks_and_their_content():
    root = parse('**a** [b](/c "d") ![e](f) `g` $$h$$ [^i] &amp; <b>j</b>{:.k}\n\n[^i]: n\n')
    paragraph = root.children[0]
    text = paragraph.text

    spans = {child.type: child for child in paragraph.children if isinstance(child, Element)}
    assert {name: text[slice(*span.inner)] for name, span in spans.items() if span.inner} == {
        "strong": "a", "a": "b", "img": "e", "codespan": "g", "math": "h", "html_element": "j",
    }
    assert text[slice(*spans["a"].options["title"])] == "d"
    assert text[slice(*spans["footnote"].pos)] == "[^i]"
    assert text[slice(*spans["entity"].pos)] == "&amp;"
    assert text[slice(*spans["ial"].pos)] == "{:.k}"


def test_definitions_know_their_texts():
    text = '[a]: /b "a title"\n\n*[CPU]: Processor\n\n[^n]: a note\n'
    found = {element.type: element for element in parse(text).walk()}

    assert texts_at(found["link_definition"], text) == ["a title"]
    assert texts_at(found["abbreviation_definition"], text) == ["Processor"]
    assert texts_at(found["footnote_definition"].children[0], text) == ["a note"]


def test_verbatim_blocks_know_the_lines_they_cover():
    text = "> ```ruby\n> x = 1\n> y\n> ```\n\n$$\na\n$$\n\n<!-- c -->\n"
    found = {element.type: texts_at(element, text) for element in parse(text).walk() if element.ranges}

    assert found == {"codeblock": ["x = 1", "y"], "math": ["", "a", ""], "xml_comment": ["<!-- c -->"]}


def test_the_words_of_raw_html_are_found():
    text = '> <div title="T">\n> one <img alt="two" src="x">\n> <b>three</b>\n> <code>no</code></div>\n'
    block = next(element for element in parse(text).walk() if element.type == "html_element")

    found = [(kind, [text[start:end] for start, end in ranges]) for kind, ranges in html_texts(block)]
    assert found == [("title", ["T"]), ("text", ["one"]), ("alt", ["two"]), ("text", ["three"])]
