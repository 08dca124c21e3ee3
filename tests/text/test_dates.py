"""Dates as text: Ruby's directives, and its lenient reading."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogtool.text.dates import LOCAL_UTC, in_zone, parse_date, rfc822, strftime, to_text, xmlschema
from blogtool.text.loose_dates import fixed_zone

MOMENT = datetime(2024, 3, 5, 7, 8, 9, 123456, fixed_zone(19800))
NOW = datetime(2026, 11, 23, 19, tzinfo=UTC)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("%Y-%m-%d %H:%M:%S", "2024-03-05 07:08:09"),
        ("%-d %_m %^b %10Y %3N %:z", "5  3 MAR 0000002024 123 +05:30"),
        ("%e|%k|%-l|%0e|%10d", " 5| 7|7|05|0000000005"),
        ("%A %a %B %b %^a %p %P %#p", "Tuesday Tue March Mar TUE AM am am"),
        ("%c|%D|%F|%T|%R|%r|%x|%X|%v", "Tue Mar  5 07:08:09 2024|03/05/24|2024-03-05|07:08:09|07:08|"
         "07:08:09 AM|03/05/24|07:08:09| 5-MAR-2024"),
        ("%z %:z %::z %:::z %_z %10z", "+0530 +05:30 +05:30:00 +05:30  +530 +000000530"),
        ("%j %U %W %V %G %u %w %C %y %s", "065 09 10 10 2024 2 2 20 24 1709602689"),
        ("%Q %i %E %:Y %é %!", "%Q %i %E %:Y %é %!"),
        ("%Z|%%|%n|%t|%10A|%010A", "|%|\n|\t|   Tuesday|000Tuesday"),
        ("%Od %EY %Ez", "05 2024 %Ez"),
        ("%6L %12N", "123456 123456000000"),
    ],
)  # fmt: skip
def test_a_moment_is_written_by_its_pattern(pattern, text):
    assert strftime(MOMENT, pattern) == text


def test_a_bare_date_is_midnight_without_a_zone():
    assert strftime(date(2024, 3, 5), "%F %T %z %Z") == "2024-03-05 00:00:00 +0000 +00:00"


def test_a_pattern_may_not_end_inside_a_directive():
    with pytest.raises(ValueError, match="invalid format"):
        strftime(MOMENT, "%10")


def test_utc_and_a_local_time_at_its_offset_look_different():
    assert to_text(NOW) == "2026-11-23 19:00:00 UTC"
    assert to_text(NOW.astimezone(LOCAL_UTC)) == "2026-11-23 19:00:00 +0000"
    assert xmlschema(NOW) == "2026-11-23T19:00:00Z"
    assert xmlschema(in_zone(NOW, ZoneInfo("Europe/Paris"))) == "2026-11-23T20:00:00+01:00"
    assert rfc822(in_zone(NOW, None)) == "Mon, 23 Nov 2026 19:00:00 +0000"


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("2024-05-01", "2024-05-01 00:00:00 +0000"),
        ("14/03/2016", "2016-03-14 00:00:00 +0000"),
        ("1/2", "2026-01-02 00:00:00 +0000"),
        ("March 14, 2016", "2016-03-14 00:00:00 +0000"),
        ("14-mar-2016", "2016-03-14 00:00:00 +0000"),
        ("Mon, 14 Mar 2016 10:11:12 GMT", "2016-03-14 10:11:12 +0000"),
        ("Mon Mar 14 10:11:12 EST 2016", "2016-03-14 10:11:12 -0500"),
        ("2016-03-14T10:11:12Z", "2016-03-14 10:11:12 UTC"),
        ("2016-03-14 10pm", "2016-03-14 22:00:00 +0000"),
        ("2016-03-14 24:00:00", "2016-03-15 00:00:00 +0000"),
        ("2016-02-30", "2016-03-01 00:00:00 +0000"),
        ("20160314T101112", "2016-03-14 10:11:12 +0000"),
        ("12 apples", "2026-11-12 00:00:00 +0000"),
        ("2016-13-01", None),
        ("tomorrow", None),
        ("", None),
        ("32/01/2016", None),
        ("x" * 200 + " 2016-01-01", None),
    ],
)
def test_a_date_is_read_as_ruby_reads_it(text, meaning):
    moment = parse_date(text, None, NOW)

    assert (moment and to_text(moment)) == meaning


def test_a_text_without_an_offset_is_local():
    moment = parse_date("2024-05-01 12:00", ZoneInfo("Asia/Tokyo"), NOW)

    assert moment is not None
    assert to_text(moment) == "2024-05-01 12:00:00 +0900"


@given(st.datetimes(min_value=datetime(1000, 1, 1), max_value=datetime(9998, 12, 31)))
def test_what_was_written_is_read_again(moment):
    moment = moment.replace(microsecond=0, tzinfo=LOCAL_UTC)

    assert parse_date(to_text(moment), None, NOW) == moment


@given(st.text())
def test_no_text_upsets_the_reader(text):
    parse_date(text, None, NOW)
