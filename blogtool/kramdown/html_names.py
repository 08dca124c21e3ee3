"""What kramdown knows of HTML's elements: where each may stand and what it may hold."""

from __future__ import annotations

import re

# Elements that stand in a line of text; any other opens a block.
SPAN = frozenset(
    "a abbr acronym b bdo big br button cite code del dfn em i img input ins kbd label mark option q rb rbc"
    " rp rt rtc ruby samp select small span strong sub sup tt u var".split()
)
# Elements without content.
VOID = frozenset(
    "area base br col command embed hr img input keygen link meta param source track wbr".split()
)
# Elements that stay text when they stand in a line of text.
NEVER_IN_TEXT = frozenset(
    "address applet article aside blockquote body caption col colgroup dd div dl dt fieldset figcaption"
    " footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe legend li main map menu nav ol"
    " optgroup p pre section summary table tbody td tfoot th thead tr ul".split()
)
# What `markdown="1"` means for the content; elements not named here hold raw text.
HOLDS_BLOCKS = frozenset(
    "address applet article aside blockquote body dd details div dl fieldset figcaption figure footer form"
    " header hgroup iframe li main map menu nav noscript object section summary td".split()
)
HOLDS_SPANS = frozenset(
    "a abbr acronym b bdo big br button caption cite del dfn dt em h1 h2 h3 h4 h5 h6 i img input ins label"
    " legend optgroup p q rb rbc rp rt rtc ruby select small span strong sub sup th tt".split()
)
# Names that are written in small letters whatever the author wrote.
KNOWN = (
    SPAN | VOID | NEVER_IN_TEXT | HOLDS_BLOCKS | HOLDS_SPANS | frozenset(
        "math script style textarea option pre".split())
)

NAME = r"[^\W\d][-\w.]*(?::[^\W\d][-\w.]*)?"
_ATTRIBUTES = rf"(?:\s+{NAME}(?:\s*=\s*(?:\w+|\"[^\"]*\"|'[^']*'))?)*"
TAG = re.compile(rf"<({NAME})({_ATTRIBUTES})\s*(/)?>")
CLOSE = re.compile(rf"</({NAME})\s*>")
COMMENT = re.compile(r"<!--.*?-->", re.S)
INSTRUCTION = re.compile(r"<\?.*?\?>", re.S)
ATTRIBUTE = re.compile(rf"({NAME})(?:\s*=\s*(?:(\w+)|\"([^\"]*)\"|'([^']*)'))?")
# A start or end tag of a block, at the start of a line, ends a paragraph above it.
_SPAN_NAMES = "|".join(sorted(SPAN | {"script"}))
BLOCK_TAG = rf"<(?:/(?!(?:{_SPAN_NAMES})\b){NAME}\s*>|(?!(?:{_SPAN_NAMES})\b){NAME})"


def content_model(name: str) -> str:
    """`block`, `span` or `raw`: what an element may hold."""
    if name in HOLDS_BLOCKS:
        return "block"
    return "span" if name in HOLDS_SPANS else "raw"


def written_name(name: str) -> str:
    """The name as it is written out."""
    lower = name.lower()
    return lower if lower in KNOWN else name


def parse_html_attributes(text: str, known: bool) -> dict[str, str]:
    """The attributes of a start tag; names of known elements' attributes in small letters."""
    found: dict[str, str] = {}
    for name, bare, double, single in ATTRIBUTE.findall(text):
        found[name.lower() if known else name] = bare or double or single
    return found


def attribute_places(text: str, known: bool) -> dict[str, tuple[int, int]]:
    """Where the values of a start tag's attributes stand in `text`."""
    found = {}
    for match in ATTRIBUTE.finditer(text):
        number = next((number for number in (2, 3, 4) if match[number]), None)
        if number is not None:
            found[match[1].lower() if known else match[1]] = match.span(number)
    return found
