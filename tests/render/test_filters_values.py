"""Filters: texts, numbers, lists and dates."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from liquid_world import a_config, registers, render

from blogtool.errors import BlogtoolError
from blogtool.model.config import Config
from blogtool.render.filters.smart import smart
from blogtool.render.liquid import Liquid
from blogtool.render.ruby import float_text, inspect, to_s

NUMBERS = st.integers(-(10**6), 10**6)


def test_dates_are_moved_to_the_sites_zone():
    config = Config("/s", "/d", a_config().settings, timezone=ZoneInfo("America/New_York"))
    engine = Liquid(config)
    template = engine.parse(
        "{{ d | date: '%H %z' }} {{ d | date_to_xmlschema }} {{ 0 | date: '%H' }} {{ '2024-01-01' | date: '%z' }}", "p"
    )

    text = engine.render(template, {"d": datetime(2024, 7, 1, 12, tzinfo=UTC)}, registers(config))

    assert text == "12 +0000 2024-07-01T08:00:00-04:00 19 -0500"


def test_what_is_no_date_stays_or_stops_the_build():
    assert render("{{ 'soon' | date: '%Y' }}") == "soon"
    with pytest.raises(BlogtoolError, match="'soon' is not a valid datetime"):
        render("{{ 'soon' | date_to_string }}")


def test_a_long_list_is_searched_once_but_answers_each_question():
    posts = [{"n": n, "lang": "fr" if n % 3 else "en"} for n in range(300)]
    source = (
        "{{ p | where: 'lang', 'fr' | size }} {{ p | where: 'lang', 'en' | size }} {{ p | where: 'lang', 'fr' | size }}"
        " {{ p | sort: 'n' | last | map: 'n' }} {{ p | group_by: 'lang' | map: 'name' | join }}"
    )

    assert render(source, {"p": posts}) == "200 100 200 299 en fr"


def test_an_expression_sees_the_pages_variables():
    source = "{{ p | where_exp: 'i', 'i.n > page.least and i.n < 9' | map: 'n' | join }}"

    assert render(source, {"p": [{"n": n} for n in range(12)], "page": {"least": 6}}) == "7 8"


def test_a_broken_expression_is_told():
    with pytest.raises(BlogtoolError, match="is not a valid expression in `i >`"):
        render("{{ p | where_exp: 'i', 'i >' }}", {"p": [1]})


@pytest.mark.parametrize(
    ("text", "smart_text"),
    [
        ("\"a\" 'b' -- c --- d... <<x>> 5'10\" '90s it's", "“a” ‘b’ – c — d… «x» 5’10” ’90s it’s"),
        ("*a* `c` <b>x</b> &amp; & < <br/> &copy;", "*a* `c` <b>x</b> &amp; &amp; &lt; <br /> ©"),
        ('<a href="x">"q"</a> </i>', '<a href="x">“q”</a> &lt;/i&gt;'),
    ],
)
def test_a_line_gets_its_typography(text, smart_text):
    assert smart(text, a_config()) == smart_text


@given(NUMBERS, NUMBERS.filter(bool))
def test_a_quotient_and_its_remainder_give_the_number_again(number, divisor):
    source = "{{ n | divided_by: d | times: d | plus: r }}"

    assert render("{% assign r = n | modulo: d %}" + source, {"n": number, "d": divisor}) == str(number)


@given(st.lists(st.text(max_size=5)))
def test_sorting_keeps_every_item(words):
    config = a_config()

    assert Liquid(config).filter("sort", words, registers=registers(config)) == sorted(words)


@given(st.text())
def test_what_was_encoded_is_decoded_again(text):
    assert render("{{ t | url_encode | url_decode }}", {"t": text}) == text
    assert render("{{ t | base64_encode | base64_decode }}", {"t": text}) == text


@pytest.mark.parametrize(
    ("value", "shown", "inspected"),
    [
        (None, "", "nil"),
        (True, "true", "true"),
        (2.50, "2.5", "2.5"),
        ('a"b\n#{x}é', 'a"b\n#{x}é', '"a\\"b\\n\\#{x}é"'),
        ([1, "a", None], '[1, "a", nil]', '[1, "a", nil]'),
        ({"a": 1, "b": None}, '{"a"=>1, "b"=>nil}', '{"a"=>1, "b"=>nil}'),
        (datetime(2024, 5, 1, 1, 2, 3, tzinfo=UTC), "2024-05-01 01:02:03 UTC", "2024-05-01 01:02:03 UTC"),
        (datetime(2024, 5, 1).date(), "2024-05-01", "#<Date: 2024-05-01 ((2460432j,0s,0n),+0s,2299161j)>"),
    ],
)
def test_values_look_as_in_ruby(value, shown, inspected):
    assert to_s(value) == shown
    assert inspect(value) == inspected


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_printed_float_is_the_same_number(number):
    assert float(float_text(number)) == number
