"""YAML as Ruby's Psych reads it; what the fuzzer broke stays mended. Psych 4 gave the answers."""

from datetime import UTC, date
from itertools import pairwise

import pytest

from blogtool.errors import BlogtoolError
from blogtool.text import frontmatter, yaml

TAGGED = {
    "!!int x": "x", "!!int 12": 12, '!!int ""': None, "!!int": None, '!!int "12"': 12, "!!int 1_0": 10,
    "!!timestamp x": "x", "!!timestamp 2020-01-02": date(2020, 1, 2), "!!float 1": 1.0, '!!float "1"': 1.0,
    "!!bool yes": True, "!!bool x": "x", "!!null x": "x", "!!binary aGVsbG8=": "hello", '!!binary "%"': "",
    "!!omap [a: 1, b: 2]": {"a": 1, "b": 2}, "!!pairs [a: 1]": [{"a": 1}], "!!set [1]": [1], "!!str 12": "12",
    "!!str '12'": "12", "!str 12": "12", "!float 1": 1.0, "!binary aGVsbG8=": "hello", "!foo x": "x", "!!python/x 1": 1,
    "!!seq [1]": [1], "!!map {a: 1}": {"a": 1},
}  # fmt: skip


@pytest.mark.parametrize("text", TAGGED)
def test_a_tag_means_what_it_means_to_ruby(text):
    assert yaml.load(f"a: {text}\n", "a.yml") == {"a": TAGGED[text]}


REFUSED = {
    "a Ruby object": "!ruby/object:Object {}",
    "a set": "!!set {x, y}",
    "a float that is none": "!!float x",
    "a value inside of itself": "&x [*x]",
    "a map inside of itself": "&x {k: {l: *x}}",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_is_told_with_its_file(name):
    with pytest.raises(BlogtoolError, match=r"broken YAML[\s\S]*a\.yml:1"):
        yaml.load(f"a: {REFUSED[name]}\n", "a.yml")


@pytest.mark.parametrize("mark", ["[", "{", "- ", "? ", "[a, "])
def test_nesting_that_would_end_the_program_is_refused(mark):
    with pytest.raises(BlogtoolError, match="deeper than 100"):
        yaml.load(mark * 50_000, "a.yml")


def test_deep_indentation_is_refused():
    text = "".join(" " * level + "a:\n" for level in range(400))

    with pytest.raises(BlogtoolError, match="deeper than 100"):
        yaml.load(text, "a.yml")


def test_many_lists_beside_each_other_are_not_deep():
    assert yaml.load("[1]," * 5 and "- [a, {b: c}]\n" * 500, "a.yml") == [["a", {"b": "c"}]] * 500


def test_aliases_of_aliases_may_not_multiply():
    names = "abcdefghij"
    text = "a: &a [1, 2, 3, 4, 5, 6, 7, 8, 9]\n" + "".join(
        f"{one}: &{one} [{', '.join(['*' + before] * 9)}]\n" for before, one in pairwise(names)
    )

    with pytest.raises(BlogtoolError, match="too large"):
        yaml.load(text, "a.yml")


def test_an_alias_may_be_used_again():
    assert yaml.load("a: &x [1]\nb: [*x, *x]\nc: *x\n", "a.yml") == {"a": [1], "b": [[1], [1]], "c": [1]}


@pytest.mark.parametrize(
    "value",
    ["9999-12-31 23:59:60", "9999-12-31 23:59:59 -0500", "0001-01-01 00:00:00", "9" * 5000 + ":20:30.15", "9" * 5000,
     "0x" + "F" * 5000, "0b" + "1" * 5000],
)  # fmt: skip
def test_moments_and_numbers_beyond_all_calendars_can_be_read_and_written(value):
    found = frontmatter.parse(f"---\nwhen: {value}\n---\nx\n", "a.md", UTC)

    assert "when:" in frontmatter.dump(found.data, found.body)
