"""Dates as text, as Ruby writes and reads them: templates and front matter depend on its ways.

A moment is an aware `datetime`. Ruby knows a time in UTC from a local time whose zone happens to be
UTC, and prints `UTC` for one and `+0000` for the other: here `timezone.utc` itself is the first and
`LOCAL_UTC` (or any other zone) the second.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache

__all__ = [
    "LOCAL_UTC",
    "fixed_zone",
    "from_timestamp",
    "in_zone",
    "parse_date",
    "rfc822",
    "strftime",
    "to_text",
    "xmlschema",
]

# The local zone of a site that names none, on a machine without TZ.
LOCAL_UTC = timezone(timedelta(0), "UTC")

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DIRECTIVE = re.compile(r"%([-0^#_:]*)(\d*)(:*)([EO]?)(.?)", re.DOTALL)
# After which directives the modifiers E and O mean anything (as in C, where they ask for a locale's ways).
_MODIFIED = {"E": "cCxXyY", "O": "deHkIlmMSuUVwWy"}
_COMPOSITES = {
    "c": "%a %b %e %H:%M:%S %Y", "D": "%m/%d/%y", "x": "%m/%d/%y", "F": "%Y-%m-%d", "T": "%H:%M:%S",
    "X": "%H:%M:%S", "R": "%H:%M", "r": "%I:%M:%S %p", "v": "%e-%^b-%Y",
}  # fmt: skip


def parse_date(text: str, zone: tzinfo | None = None, now: datetime | None = None) -> datetime | None:
    """As `loose_dates.parse_date`, which is slow to load and seldom needed: most dates are plain."""
    from blogtool.text import loose_dates

    return loose_dates.parse_date(text, zone, now)


def fixed_zone(seconds: int) -> timezone:
    """A zone of a fixed offset, which is not UTC even where the offset is nil: it prints as `+0000`."""
    return timezone(timedelta(seconds=seconds), "")


def in_zone(moment: datetime, zone: tzinfo | None) -> datetime:
    """The same moment as a local time; no zone is UTC. A naive moment counts as local already."""
    zone = zone or LOCAL_UTC
    return moment.replace(tzinfo=zone) if moment.tzinfo is None else moment.astimezone(zone)


def from_timestamp(seconds: float, zone: tzinfo | None) -> datetime:
    """The local time so many seconds after 1970 began. Raises OverflowError beyond the years 1 to 9999."""
    return (_EPOCH + timedelta(seconds=seconds)).astimezone(zone or LOCAL_UTC)


def to_text(moment: date) -> str:
    """What `{{ page.date }}` prints: `2024-05-01 00:00:00 +0200`, or `2024-05-01` for a bare date."""
    if not isinstance(moment, datetime):
        return f"{moment.year:04d}-{moment.month:02d}-{moment.day:02d}"
    zone = "UTC" if moment.tzinfo is UTC else _offset(moment, "")
    return f"{moment.year:04d}-{moment.month:02d}-{moment.day:02d} {moment:%H:%M:%S} {zone}"


def xmlschema(moment: datetime) -> str:
    """`2024-05-01T00:00:00+02:00`, with `Z` for UTC."""
    zone = "Z" if moment.tzinfo is UTC else _offset(moment, ":")
    return f"{moment.year:04d}-{moment.month:02d}-{moment.day:02d}T{moment:%H:%M:%S}{zone}"


def rfc822(moment: datetime) -> str:
    """`Wed, 01 May 2024 00:00:00 +0200`."""
    zone = "-0000" if moment.tzinfo is UTC else _offset(moment, "")
    day, month = DAYS[moment.weekday()][:3], MONTHS[moment.month - 1][:3]
    return f"{day}, {moment.day:02d} {month} {moment.year:04d} {moment:%H:%M:%S} {zone}"


def _offset(moment: datetime, separator: str) -> str:
    seconds = int((moment.utcoffset() or timedelta(0)).total_seconds())
    sign = "-" if seconds < 0 else "+"
    minutes = abs(seconds) // 60
    return f"{sign}{minutes // 60:02d}{separator}{minutes % 60:02d}"


def strftime(moment: date, pattern: str) -> str:
    """A date by a pattern of Ruby's `strftime`, with its flags and widths.

    Unknown directives stay as they are. Raises ValueError where the pattern ends within a directive.

    >>> strftime(date(2024, 5, 1), "%-d %^b %10Y")
    '1 MAY 0000002024'
    """
    return "".join([piece if isinstance(piece, str) else piece(moment) for piece in _compiled(pattern)])


_Piece = Callable[[date], str]


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> tuple[str | _Piece, ...]:
    """The pattern as literal text and functions, in order."""
    pieces: list[str | _Piece] = []
    end = 0
    for match in _DIRECTIVE.finditer(pattern):
        pieces.append(pattern[end : match.start()])
        pieces.append(_piece(match))
        end = match.end()
    pieces.append(pattern[end:])
    return tuple(piece for piece in pieces if piece != "")


def _piece(match: re.Match[str]) -> str | _Piece:
    """What one directive writes; what is none is text."""
    raw = match.group()
    flags, width, modifier, letter = match[1] + match[3], match[2], match[4], match[5]
    if modifier and letter not in (_MODIFIED[modifier] or ()):
        return raw
    if not letter:
        if flags.strip(":") or width:
            raise ValueError(f"invalid format: {raw}")
        return raw
    colons = flags.count(":")
    if colons and (letter != "z" or colons > 3 or ":" * colons not in flags):
        return raw
    size = int(width) if width else 0
    if size > 1024:
        raise ValueError(f"invalid format: {raw}")
    if letter in _NUMBERS:
        return _number(letter, flags, size)
    if letter in "NL":
        digits = size or (9 if letter == "N" else 3)
        return lambda moment: f"{getattr(moment, 'microsecond', 0):06d}".ljust(digits, "0")[:digits]
    if letter == "z":
        return lambda moment: _zone_offset(moment, flags, size, colons)
    if letter in _TEXTS or letter in _COMPOSITES:
        return _text(letter, flags, size)
    if letter in _DATE_ONLY:
        return lambda moment: raw if isinstance(moment, datetime) else _DATE_ONLY[letter](moment)
    return raw


def _number(letter: str, flags: str, size: int) -> _Piece:
    """A number, filled up to its width with zeros or spaces as the last of the flags says."""
    get, width, filler = _NUMBERS[letter]
    for flag in flags:
        if flag in "0_":
            filler = flag.replace("_", " ")
    if "-" in flags:
        width = size = 0
    width = size or width

    def write(moment: date) -> str:
        text = str(get(moment))
        return text if len(text) >= width else text.rjust(width, filler)

    return write


def _text(letter: str, flags: str, size: int) -> _Piece:
    """A word or a whole date, in the case that the flags ask for."""
    filler = "0" if "0" in flags and "_" not in flags.split("0")[-1] else " "
    if "-" in flags:
        size = 0
    get: Callable[[date], str]
    if letter in _COMPOSITES:
        pattern = _COMPOSITES[letter]
        get = lambda moment: strftime(moment, pattern)  # noqa: E731
    else:
        get = _TEXTS[letter]

    def write(moment: date) -> str:
        text = get(moment)
        if "^" in flags:
            text = text.upper()
        elif "#" in flags and letter not in _COMPOSITES:
            text = text.lower() if letter in "pZ" else text.upper()
        return text.rjust(size, filler)

    return write


def _zone_offset(moment: date, flags: str, size: int, colons: int) -> str:
    """`+0530`, `+05:30`, `+05:30:00` or the shortest that says it all; a width fills up the hours."""
    offset = (moment.utcoffset() if isinstance(moment, datetime) else None) or timedelta(0)
    seconds = int(offset.total_seconds())
    is_utc = isinstance(moment, datetime) and moment.tzinfo is UTC
    sign = "-" if seconds < 0 or ("-" in flags and is_utc) else "+"
    hours, rest = divmod(abs(seconds), 3600)
    if colons == 0:
        tail = f"{rest // 60:02d}"
    elif colons == 1 or (colons == 3 and rest % 60 == 0 and rest):
        tail = f":{rest // 60:02d}"
    elif colons == 3 and not rest:
        tail = ""
    else:
        tail = f":{rest // 60:02d}:{rest % 60:02d}"
    room = max(size - len(tail), 3)
    if "_" in flags:
        return f"{sign}{hours}".rjust(room) + tail
    return sign + str(hours).rjust(room - 1, "0") + tail


def _hour(moment: date) -> int:
    return moment.hour if isinstance(moment, datetime) else 0


def _timestamp(moment: date) -> int:
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day, tzinfo=UTC)
    return (moment - _EPOCH) // timedelta(seconds=1)


def _zone_name(moment: date) -> str:
    if not isinstance(moment, datetime):
        return "+00:00"
    zone = moment.tzinfo
    if isinstance(zone, timezone) and zone is not UTC and len(_arguments(zone)) == 1:
        return ""  # an offset is no name
    return moment.tzname() or ""


def _arguments(zone: timezone) -> tuple[object, ...]:
    arguments: tuple[object, ...] = zone.__getinitargs__()  # type: ignore[attr-defined]
    return arguments


def _week(moment: date, first: int) -> int:
    """The week of the year, weeks beginning with Sunday (0) or Monday (1); week 0 is before the first."""
    day = moment.timetuple().tm_yday
    weekday = moment.isoweekday() % 7 if first == 0 else moment.weekday()
    return (day + 6 - weekday) // 7


# Directive -> how to get the number, its least width, what fills it up.
_NUMBERS: dict[str, tuple[Callable[[date], int], int, str]] = {
    "Y": (lambda moment: moment.year, 4, "0"),
    "C": (lambda moment: moment.year // 100, 2, "0"),
    "y": (lambda moment: moment.year % 100, 2, "0"),
    "m": (lambda moment: moment.month, 2, "0"),
    "d": (lambda moment: moment.day, 2, "0"),
    "e": (lambda moment: moment.day, 2, " "),
    "j": (lambda moment: moment.timetuple().tm_yday, 3, "0"),
    "H": (_hour, 2, "0"),
    "k": (_hour, 2, " "),
    "I": (lambda moment: (_hour(moment) + 11) % 12 + 1, 2, "0"),
    "l": (lambda moment: (_hour(moment) + 11) % 12 + 1, 2, " "),
    "M": (lambda moment: getattr(moment, "minute", 0), 2, "0"),
    "S": (lambda moment: getattr(moment, "second", 0), 2, "0"),
    "s": (_timestamp, 1, "0"),
    "u": (lambda moment: moment.isoweekday(), 1, "0"),
    "w": (lambda moment: moment.isoweekday() % 7, 1, "0"),
    "G": (lambda moment: moment.isocalendar()[0], 4, "0"),
    "g": (lambda moment: moment.isocalendar()[0] % 100, 2, "0"),
    "V": (lambda moment: moment.isocalendar()[1], 2, "0"),
    "U": (lambda moment: _week(moment, 0), 2, "0"),
    "W": (lambda moment: _week(moment, 1), 2, "0"),
}
_TEXTS: dict[str, Callable[[date], str]] = {
    "A": lambda moment: DAYS[moment.weekday()],
    "a": lambda moment: DAYS[moment.weekday()][:3],
    "B": lambda moment: MONTHS[moment.month - 1],
    "b": lambda moment: MONTHS[moment.month - 1][:3],
    "h": lambda moment: MONTHS[moment.month - 1][:3],
    "p": lambda moment: "AM" if _hour(moment) < 12 else "PM",
    "P": lambda moment: "am" if _hour(moment) < 12 else "pm",
    "Z": _zone_name,
    "n": lambda moment: "\n",
    "t": lambda moment: "\t",
    "%": lambda moment: "%",
}
# Ruby's bare dates know two directives more than its times.
_DATE_ONLY: dict[str, Callable[[date], str]] = {
    "Q": lambda moment: str(_timestamp(moment) * 1000),
    "+": lambda moment: strftime(moment, "%a %b %e %H:%M:%S %Z %Y"),
}
