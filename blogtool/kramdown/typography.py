"""Quotes that curl, dashes and dots, by SmartyPants' rules as kramdown applies them."""

from __future__ import annotations

import re

PUNCTUATION = r"""[!"#$%'()*+,\-./:;<=>?@\[\\\]^_`{|}~]"""
BEFORE_CLOSING = r"[^ \\\t\r\n\[{(-]"
# pattern from the character before the quote (if it is free), signs; tried in this order.
QUOTE_RULES: list[tuple[re.Pattern[str], str]] = [
    (re.compile(r"()[\"'](?=[_*]{1,2}\S)", re.A), "open"),
    (re.compile(rf"()[\"'](?={PUNCTUATION}(?!\.\.)\B)"), "close"),
    (re.compile(r"(\s?)\"'(?=\w)", re.A), "open both"),
    (re.compile(r"(\s?)'\"(?=\w)", re.A), "open both"),
    (re.compile(r"(\s?)'(?=\d\ds)", re.A), "close"),
    (re.compile(r"(\s)['\"](?=\w)", re.A), "open"),
    (re.compile(rf"({BEFORE_CLOSING})['\"]", re.A), "close"),
    (re.compile(r"()[\"'](?=[ \t\r\n\f\v]|s\b|$)", re.M), "close"),
    (re.compile(r"(.?)['\"]", re.S), "open"),
]
QUOTE_NAMES = {("open", "'"): "lsquo", ("open", '"'): "ldquo", ("close", "'"): "rsquo", ("close", '"'): "rdquo"}
SIGN = re.compile(r"---|--|\.\.\.|\\<<|\\>>|<<[ ]|<<| >>|>>")
SIGN_NAMES = {
    "---": ("mdash",),
    "--": ("ndash",),
    "...": ("hellip",),
    "<< ": ("laquo", "nbsp"),
    "<<": ("laquo",),
    " >>": ("nbsp", "raquo"),
    ">>": ("raquo",),
}
# kramdown's names of the signs, for the option `typographic_symbols`.
OPTION_NAMES = {
    "---": "mdash", "--": "ndash", "...": "hellip", "<<": "laquo", ">>": "raquo",
    "<< ": "laquo_space", " >>": "raquo_space",
}


def quote_names(text: str, place: int, free: bool, end: int) -> tuple[int, int, tuple[str, ...]]:
    """Where the signs for the quotes at `place` start and end, and their names.

    `free`: the character before belongs to no other mark, so that the rules may look at it. If it
    does not, a rule may take the first of two quotes for the character before the second.
    """
    for pattern, kind in QUOTE_RULES:
        match = pattern.match(text, place - 1 if free else place, end)
        if match and match.end(1) >= place:
            marks = text[match.end(1):match.end()]
            return match.end(1), match.end(), tuple(QUOTE_NAMES[kind.split()[0], mark] for mark in marks)
    return place, place + 1, (QUOTE_NAMES["open", text[place]],)
