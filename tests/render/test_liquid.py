"""Liquid as Jekyll speaks it. The cases' answers were given by the real Jekyll 4.3.1 (None: it fails)."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from liquid_world import a_config, registers, render, revived

from blogtool.errors import BlogtoolError
from blogtool.model.plugins import Plugins
from blogtool.render.liquid import Liquid

CASES = [json.loads(line) for line in Path(__file__).with_name("liquid_cases.jsonl").read_text().splitlines()]


def answer(case):
    settings = {**case.get("settings", {}), "liquid": {"error_mode": case.get("mode", "warn")}}
    try:
        return render(case["template"], revived(case["variables"]), settings=settings)
    except BlogtoolError:
        return None


def test_templates_print_what_jekyll_prints():
    wrong = [(case["template"], case["answer"], answer(case)) for case in CASES if answer(case) != case["answer"]]

    assert wrong == []


def test_sloppy_markup_is_understood_but_warned_of():
    warnings = []

    assert render("{{ a b }}", {"a": "A"}, warn=warnings.append) == "A"
    assert warnings == ["Liquid: expected the end but found b in `a b` in index.html"]


def test_strict_mode_refuses_sloppy_markup():
    with pytest.raises(BlogtoolError, match="expected the end but found b"):
        render("{{ a b }}", settings={"liquid": {"error_mode": "strict"}})


def test_unknown_filters_pass_the_value_unless_they_may_not():
    assert render("{{ 'a' | shout }}") == "a"
    with pytest.raises(BlogtoolError, match="undefined filter `shout`"):
        render("{{ 'a' | shout }}", settings={"liquid": {"strict_filters": True}})


def test_unknown_variables_are_nothing_unless_they_may_not_be():
    assert render("[{{ nobody.knows }}]") == "[]"
    with pytest.raises(BlogtoolError, match="undefined variable"):
        render("{{ nobody.knows }}", settings={"liquid": {"strict_variables": True}})


@pytest.mark.parametrize(
    ("source", "line", "what"),
    [
        ("a\n{% if x %}b", 2, "`if` is never closed"),
        ("a\n\n{{ x", 3, "not closed"),
        ("{% nope %}", 1, "unknown tag `nope`"),
        ("\n{% endif %}", 2, "does not belong here"),
        ("\n\n{{ 1 | divided_by: 0 }}", 3, "divided by 0"),
        ("x {% if 'a' > 1 %}{% endif %}", 1, "comparison of String with 1 failed"),
        ("{{ 'a' | append }}", 1, "filter `append` has 0 arguments, but takes 1"),
    ],
)
def test_a_mistake_is_told_with_its_line(source, line, what):
    with pytest.raises(BlogtoolError) as caught:
        render(source)

    assert what in caught.value.what
    assert (caught.value.where.path, caught.value.where.line) == ("index.html", line)


def test_the_line_counts_from_where_the_body_begins():
    engine = Liquid(a_config())

    with pytest.raises(BlogtoolError) as caught:
        engine.parse("a\n{% nope %}", "post.md", line=5)

    assert str(caught.value.where) == "post.md:6"


def test_a_template_is_parsed_once():
    engine = Liquid(a_config())

    assert engine.parse("{{ a }}", "a.html") is engine.parse("{{ a }}", "a.html")


def test_counters_go_on_from_page_to_page():
    config = a_config()
    engine = Liquid(config)
    memo = {}

    def page(source):
        return engine.render(engine.parse(source, "p"), {}, registers(config, memo=memo))

    assert [page("{% increment n %}{{ n }}"), page("{% increment n %}")] == ["01", "1"]


def test_assignments_end_with_the_page():
    engine = Liquid(a_config())
    page = engine.parse("{{ a }}{% assign a = 1 %}", "p")

    assert [engine.render(page, {}, registers(a_config())) for _ in range(2)] == ["", ""]


def test_authors_may_add_tags_and_filters():
    class Shout:
        def __init__(self, markup):
            self.markup = markup

        def render(self, context):
            return self.markup.upper() + str(context.evaluate("page.title"))

    class Box:
        is_block = True

        def __init__(self, markup):
            self.markup = markup

        def render(self, context, body):
            return f"<{self.markup}>{body}</{self.markup}>"

    plugins = Plugins(tags={"shout": Shout, "box": Box}, filters={"twice": lambda value: value * 2})
    source = "{% shout hey %} {% box b %}{{ 'a' | twice }}{% endbox %}"

    assert render(source, {"page": {"title": "T"}}, plugins=plugins) == "HEYT <b>aa</b>"


def test_a_mistake_in_an_authors_filter_names_it():
    plugins = Plugins(filters={"broken": lambda value: value["x"]})

    with pytest.raises(BlogtoolError, match="filter `broken`"):
        render("{{ 'a' | broken }}", plugins=plugins)


def test_one_filter_can_be_used_from_outside():
    config = a_config({"baseurl": "/b"})

    assert Liquid(config).filter("relative_url", "/x", registers=registers(config)) == "/b/x"


@given(st.text(alphabet="{}%-|.,:'\"[]() abif<>=\n", max_size=40))
def test_no_markup_is_met_with_a_traceback(source):
    with suppress(BlogtoolError):
        render(source)


@given(st.text().filter(lambda text: "{{" not in text and "{%" not in text))
def test_text_without_liquid_stays_as_it_is(text):
    assert render(text) == text
