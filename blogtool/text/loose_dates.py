"""Dates as people write them, read with the leniency of Ruby's `Time.parse`.

The order of the attempts decides what `14/03/2016`, `mar 14` or `2016-03-14 10pm` mean, and which
oddities pass: it follows what Ruby was seen to answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from blogtool.text.dates import fixed_zone

_LONGEST = 128
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>" + "|".join(_MONTHS) + r")"
_NOISE = re.compile(r"[^-+',./:@\[\]\w]|_")
_WEEKDAY = re.compile(r"\b(?:sun|mon|tue|wed|thu|fri|sat)[^-/\d\s]*", re.IGNORECASE)
_ZONE = r"""(?P<zone>
    (?:gmt|utc?)? [-+] \d+ (?:[,.:]\d+(?::\d+)?)?
  | (?-i:[a-zA-Z.\s]+)(?:standard|daylight)\stime\b
  | (?-i:[a-zA-Z]+)(?:\sdst)?\b
)"""
_TIME = re.compile(
    r"""(?P<hour>\d+)
    (?: \s*h (?: \s* (?P<h_minute>\d+) m? (?: \s* (?P<h_second>\d+) s? )? )?
      | \s*:\s* (?P<minute>\d+) (?: \s*:\s* (?P<second>\d+) (?:[,.](?P<fraction>\d*))? )?
      | (?= \s*[ap](?:m\b|\.m\.) ) )
    (?: \s* (?P<half>[ap])(?:m\b|\.m\.) )?
    (?: \s* """
    + _ZONE
    + ")?",
    re.VERBOSE | re.IGNORECASE,
)
# What may stand before the year: an era, which is not heeded.
_ERA = r"\s*(?:c(?:e|\.e\.)|b(?:ce|\.c\.e\.)|a(?:d|\.d\.)|b(?:c|\.c\.))?\s*"
_YEAR_AFTER = _ERA + r"(?P<year>'?-?\d+"

# Each way to write a date, in the order in which they are tried; groups are year, month and day as written.
_DATES = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<day>'?\d+)[^-\d\s]*\s*"
        + _MONTH
        + r"[^-\d\s']*(?:"
        + _YEAR_AFTER
        + r"(?:(?:st|nd|rd|th)\b)?))?",
        r"\b" + _MONTH + r"[^-\d\s']*\s*(?P<day>'?\d+)[^-\d\s']*(?:\s*,?" + _YEAR_AFTER + r"))?",
        r"(?P<year>'?[-+]?\d+)-(?P<month>\d+)-(?P<day>'?-?\d+)",
        r"(?P<year>'?-?\d+)-" + _MONTH + r"[^-/.]*-(?P<day>'?-?\d+)",
        r"\b" + _MONTH + r"[^-/.]*-(?P<day>'?-?\d+)(?:-(?P<year>'?-?\d+))?",
        r"(?P<year>'?-?\d+)/\s*(?P<month>'?\d+)(?:\D\s*(?P<day>'?-?\d+))?",
        r"(?P<year>'?-?\d+)\.\s*(?P<month>'?\d+)\.\s*(?P<day>'?-?\d+)",
    )
]
_WEEK_DATE = re.compile(r"\b(?:\d{2}|\d{4})?-?w\d{2}(?:-?\d)?\b", re.IGNORECASE)
_DAY_OF_YEAR = re.compile(r"[-\d]*?(?P<year>-?\d{4})-(?P<yday>\d{3})\b")
_YEAR = re.compile(r"'(\d+)\b")
_MONTH_ALONE = re.compile(r"\b" + _MONTH + r"\S*", re.IGNORECASE)
_DAY_ALONE = re.compile(r"\b(\d+)(?:st|nd|rd|th)\b", re.IGNORECASE)
_DIGITS = re.compile(
    r"(?P<sign>[-+]?)(?P<digits>\d{2,14})(?:\s*t?\s*(?P<time>\d{2,6})?(?:[,.](?P<fraction>\d*))?)?"
    r"(?P<zone>z\b|[-+]\d{1,4}\b)?",
    re.IGNORECASE,
)
# How a run of digits is cut: by its length, from the left.
_CUTS: dict[int, tuple[tuple[str, int], ...]] = {
    2: (("day", 2),),
    3: (("yday", 3),),
    4: (("month", 2), ("day", 2)),
    5: (("year", 2), ("yday", 3)),
    6: (("year", 2), ("month", 2), ("day", 2)),
    7: (("year", 4), ("yday", 3)),
    8: (("year", 4), ("month", 2), ("day", 2)),
    10: (("year", 4), ("month", 2), ("day", 2), ("hour", 2)),
    12: (("year", 4), ("month", 2), ("day", 2), ("hour", 2), ("minute", 2)),
    14: (("year", 4), ("month", 2), ("day", 2), ("hour", 2), ("minute", 2), ("second", 2)),
}
# Hours east of Greenwich of the names that are common; others are read as local time.
_ZONES = {
    "utc": 0.0, "gmt": 0, "z": 0, "ut": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6,
    "pst": -8, "pdt": -7, "akst": -9, "akdt": -8, "hst": -10, "ast": -4, "adt": -3, "nst": -3.5, "wet": 0,
    "west": 1, "bst": 1, "cet": 1, "cest": 2, "mez": 1, "mesz": 2, "eet": 2, "eest": 3, "msk": 3, "msd": 4,
    "ist": 5.5, "sgt": 8, "jst": 9, "kst": 9, "cat": 2, "eat": 3, "wat": 1, "brt": -3, "art": -3, "gst": 4,
}  # fmt: skip
_UNITS = ("year", "month", "day", "hour", "minute", "second")


def parse_date(text: str, zone: tzinfo | None = None, now: datetime | None = None) -> datetime | None:
    """The moment that `text` means, with its own offset if it names one, else in `zone` (None: UTC).

    None where Ruby finds no date, or one that does not exist. What is missing before the first part
    that is given comes from `now`, what is missing after it is the least possible.
    """
    if len(text) > _LONGEST:
        return None
    parts = read_parts(text)
    if not any(unit in parts for unit in (*_UNITS, "yday")):
        return None
    local = zone or timezone(timedelta(0), "UTC")
    try:
        moment = _assemble(parts, (now or datetime.now(UTC)).astimezone(local))
    except (ValueError, OverflowError):
        return None
    offset = _offset(str(parts.get("zone", "")))
    return moment.replace(tzinfo=offset or local)


def read_parts(text: str) -> dict[str, int | str]:
    """The parts of a date found in a text: `year`, `month`, `day`, `yday`, `hour` … and `zone`."""
    rest = _NOISE.sub(" ", text)
    rest = _WEEKDAY.sub(" ", rest, count=1)
    parts: dict[str, int | str] = {}
    found = _TIME.search(rest)
    if found:
        parts.update(_time_parts(found))
        rest = rest[: found.start()] + " " + rest[found.end() :]
    for pattern in _DATES:
        match = pattern.search(rest)
        if match:
            parts.update(_ordered(match["year"], match["month"], match["day"]))
            return parts
    for attempt in _LAST_RESORTS:
        more = attempt(rest)
        if more is not None:
            more.update(parts)
            return more
    return parts


def _time_parts(found: re.Match[str]) -> dict[str, int | str]:
    parts: dict[str, int | str] = {"hour": int(found["hour"])}
    minute, second = found["minute"] or found["h_minute"], found["second"] or found["h_second"]
    if found["half"]:
        parts["hour"] = int(found["hour"]) % 12 + (12 if found["half"] in "pP" else 0)
    if minute:
        parts["minute"] = int(minute)
    if second:
        parts["second"] = int(second)
    if found["fraction"]:
        parts["microsecond"] = int(found["fraction"][:6].ljust(6, "0"))
    if found["zone"]:
        parts["zone"] = found["zone"]
    return parts


def _ordered(year: str | None, month: str | None, day: str | None) -> dict[str, int | str]:
    """Year, month and day in their places: a long number, or one behind an apostrophe, is the year."""
    if day is None and year is not None and month is not None and not _is_year(year):
        year, month, day = None, year, month
    if year is None and day is not None and _is_year(day):
        year, day = day, None
    elif year is not None and not _is_year(year) and day is not None and _is_year(day):
        year, day = day, year
    if month is not None and _is_year(month):
        year, month, day = month, day, year
    parts: dict[str, int | str] = {}
    if year is not None:
        parts["year"] = _full_year(year)
    if month is not None:
        name = month.lower()[:3]
        parts["month"] = _MONTHS.index(name) + 1 if name in _MONTHS else int(month)
    if day is not None:
        parts["day"] = int(day.strip("'-+"))
    return parts


def _is_year(text: str) -> bool:
    digits = re.match(r"\d*", text.lstrip("'-+"))
    return text[0] == "'" or (digits is not None and len(digits.group()) > 2)


def _full_year(text: str) -> int:
    """A year of two digits belongs to 1969 to 2068."""
    bare = re.sub(r"[^\d]", "", text)
    number = int(bare)
    if len(bare) > 2 or "-" in text:
        return -number if "-" in text else number
    return number + (1900 if number >= 69 else 2000)


def _from_week(text: str) -> dict[str, int | str] | None:
    """ISO weeks are recognised, but tell `Time.parse` nothing."""
    return {} if _WEEK_DATE.search(text) else None


def _from_day_of_year(text: str) -> dict[str, int | str] | None:
    match = _DAY_OF_YEAR.search(text)
    return {"year": int(match["year"]), "yday": int(match["yday"])} if match else None


def _from_year(text: str) -> dict[str, int | str] | None:
    match = _YEAR.search(text)
    return {"year": _full_year(match[1])} if match else None


def _from_month(text: str) -> dict[str, int | str] | None:
    match = _MONTH_ALONE.search(text)
    return {"month": _MONTHS.index(match["month"].lower()) + 1} if match else None


def _from_day(text: str) -> dict[str, int | str] | None:
    match = _DAY_ALONE.search(text)
    return {"day": int(match[1])} if match else None


def _from_digits(text: str) -> dict[str, int | str] | None:
    """A run of digits, cut by its length: `20160314`, `160314`, `20160314T101112Z`."""
    match = _DIGITS.search(text)
    if not match or len(match["digits"]) not in _CUTS:
        return None
    parts: dict[str, int | str] = {}
    rest = match["digits"]
    for name, width in _CUTS[len(rest)]:
        piece, rest = rest[:width], rest[width:]
        parts[name] = _full_year(piece) if name == "year" else int(piece)
    time = match["time"] or ""
    for name, start in (("hour", 0), ("minute", 2), ("second", 4)):
        if len(time) >= start + 2:
            parts[name] = int(time[start : start + 2])
    if match["zone"]:
        parts["zone"] = match["zone"]
    return parts


_LAST_RESORTS: tuple[Callable[[str], dict[str, int | str] | None], ...] = (
    _from_week, _from_day_of_year, _from_year, _from_month, _from_day, _from_digits,
)  # fmt: skip


def _assemble(parts: dict[str, int | str], now: datetime) -> datetime:
    """A naive moment from parts. Raises ValueError where it does not exist."""
    yday = parts.get("yday")
    if yday is not None:
        year = int(parts.get("year", now.year))
        day = datetime(year, 1, 1) + timedelta(days=int(yday) - 1)
        if int(yday) < 1 or day.year != year:
            raise ValueError("no such day of the year")
        parts = {**parts, "year": year, "month": day.month, "day": day.day}
    values: dict[str, int] = {}
    given = False
    for unit in _UNITS:
        if unit in parts:
            given = True
            values[unit] = int(parts[unit])
        elif given:
            values[unit] = 1 if unit in ("month", "day") else 0
        else:
            values[unit] = getattr(now, unit)
    return _roll(values, int(parts.get("microsecond", 0)))


def _roll(values: dict[str, int], microsecond: int) -> datetime:
    """As Ruby: 30 February is 1 March, 24:00 is the next day's midnight, and second 60 the next minute."""
    hour, minute, second = values["hour"], values["minute"], values["second"]
    if not 1 <= values["day"] <= 31 or minute > 59 or second > 60 or hour > 24:
        raise ValueError("out of range")
    if hour == 24 and (minute or second):
        raise ValueError("out of range")
    month = datetime(values["year"], values["month"], 1)
    day = month + timedelta(days=values["day"] - 1)
    return day + timedelta(hours=hour, minutes=minute, seconds=second, microseconds=microsecond)


def _offset(name: str) -> tzinfo | None:
    """The fixed zone that a name or an offset means, or None for local time."""
    key = name.strip().lower()
    if key in ("z", "utc", "-00:00", "-0000", "-00"):
        return UTC
    hours = _ZONES.get(key)
    if hours is not None:
        return fixed_zone(int(hours * 3600))
    match = re.fullmatch(r"([-+])(\d+)(?::?(\d\d))?(?::?(\d\d))?", key)
    if not match:
        return None
    digits = match[2]
    if len(digits) in (3, 4):
        hour, minute = int(digits[:-2]), int(digits[-2:])
    else:
        hour, minute = int(digits), int(match[3] or 0)
    if hour > 23:
        return None
    seconds = hour * 3600 + minute * 60
    return fixed_zone(-seconds if match[1] == "-" else seconds)
