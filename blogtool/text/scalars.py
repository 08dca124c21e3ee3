"""What YAML takes for numbers, dates and booleans, as the text that Ruby writes for it."""

from __future__ import annotations

from datetime import date

from blogtool.text.dates import to_text


def scalar_text(value: object) -> str:
    """A tag, a category or another name that may be no text.

    >>> scalar_text(2020), scalar_text(True), scalar_text(date(2020, 1, 2))
    ('2020', 'true', '2020-01-02')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    return to_text(value) if isinstance(value, date) else str(value)
