"""Filters for dates."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

from blogtool.render.context import Context, LiquidFailure
from blogtool.render.ruby import kind_of, to_s
from blogtool.text.dates import (
    from_timestamp,
    in_zone,
    parse_date,
    rfc822,
    strftime,
    xmlschema,
)

_DIGITS = re.compile(r"\d+")


def read(context: Context, value: object) -> date | None:
    """The date that a value is or means; None where it means none."""
    kind = kind_of(value)
    if kind in ("time", "date"):
        return value  # type: ignore[return-value]
    zone = context.registers.config.timezone
    if kind == "integer" or (kind == "string" and _DIGITS.fullmatch(str(value))):
        try:
            return from_timestamp(int(str(value)), zone)
        except OverflowError:
            return None
    if kind != "string" or not value:
        return None
    if value.lower() in ("now", "today"):  # type: ignore[attr-defined]
        context.registers.note("volatile")
        return in_zone(datetime.now(UTC), zone)
    return parse_date(value, zone)  # type: ignore[arg-type]


def date_(context: Context, value: object, pattern: object) -> object:
    """A date by a pattern; what is no date stays as it is (gotcha 15)."""
    text = to_s(pattern)
    if not text:
        return value
    moment = read(context, value)
    if moment is None:
        return value
    try:
        return strftime(moment, text)
    except ValueError as error:
        raise LiquidFailure(f"filter `date`: {error}") from error


def local(context: Context, value: object) -> datetime:
    """The local time that a value is or means. Raises LiquidFailure where it means none."""
    moment = read(context, value)
    if moment is None:
        raise LiquidFailure(f"Invalid Date: '{to_s(value)}' is not a valid datetime.")
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day)
    return in_zone(moment, context.registers.config.timezone)


def _is_nothing(value: object) -> bool:
    return value is None or value == ""


def date_to_xmlschema(context: Context, value: object) -> object:
    """`2024-05-01T00:00:00+02:00`."""
    return value if _is_nothing(value) else xmlschema(local(context, value))


def date_to_rfc822(context: Context, value: object) -> object:
    """`Wed, 01 May 2024 00:00:00 +0200`."""
    return value if _is_nothing(value) else rfc822(local(context, value))


def date_to_string(context: Context, value: object, kind: object = None, style: object = None) -> object:
    """`01 May 2024`, or with `ordinal`, `1st May 2024`, and with `"ordinal", "US"`, `May 1st, 2024`."""
    return _words(context, value, "%b", kind, style)


def date_to_long_string(context: Context, value: object, kind: object = None, style: object = None) -> object:
    """As date_to_string, with the name of the month in full."""
    return _words(context, value, "%B", kind, style)


def _words(context: Context, value: object, month: str, kind: object, style: object) -> object:
    if _is_nothing(value):
        return value
    moment = local(context, value)
    if kind != "ordinal":
        return strftime(moment, f"%d {month} %Y")
    day = f"{moment.day}{_ending(moment.day)}"
    return strftime(moment, f"{month} {day}, %Y" if style == "US" else f"{day} {month} %Y")


def _ending(day: int) -> str:
    if day in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


CONTEXT_FILTERS: dict[str, Callable[..., object]] = {
    "date": date_,
    "date_to_long_string": date_to_long_string,
    "date_to_rfc822": date_to_rfc822,
    "date_to_string": date_to_string,
    "date_to_xmlschema": date_to_xmlschema,
}
