"""Tables of contents: the filters `toc`, `toc_only` and `inject_anchors` (jekyll-toc)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import quote

_HEADING = re.compile(r"(<h([1-6])(\s[^>]*)?>)(.*?)</h\2\s*>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_ID = re.compile(r"""\sid\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_CLASS = re.compile(r"""\sclass\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_ELEMENT = re.compile(r"<(/?)([a-zA-Z][\w-]*)((?:\"[^\"]*\"|'[^']*'|[^>\"'])*)>")
_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr"})
_ICON = '<span class="octicon octicon-link"></span>'
_SKIP_CLASS = "no_toc"
_NO_WORD = re.compile(r"[^\w\- ]")


@dataclass(frozen=True)
class TocSettings:
    """`toc:` of the configuration, with jekyll-toc's defaults."""

    min_level: int = 1
    max_level: int = 6
    is_ordered: bool = False
    skip_sections: tuple[str, ...] = ("no_toc_section",)
    list_id: str = "toc"
    list_class: str = "section-nav"
    sublist_class: str = ""
    item_class: str = "toc-entry"
    item_prefix: str = "toc-"


def toc_settings(settings: Mapping[str, object]) -> TocSettings:
    """The settings that `toc:` makes."""
    default = TocSettings()
    sections = settings.get("no_toc_section_class")
    if isinstance(sections, (list, tuple)):
        skipped = tuple(str(one) for one in sections)
    else:
        skipped = (str(sections),) if sections else default.skip_sections

    def text(key: str, otherwise: str) -> str:
        value = settings.get(key)
        return otherwise if value is None else str(value)

    def number(key: str, otherwise: int) -> int:
        value = str(settings.get(key))
        return int(value) if value.isdigit() else otherwise

    return TocSettings(
        min_level=number("min_level", default.min_level),
        max_level=number("max_level", default.max_level),
        is_ordered=settings.get("ordered_list") is True,
        skip_sections=skipped,
        list_id=text("list_id", default.list_id),
        list_class=text("list_class", default.list_class),
        sublist_class=text("sublist_class", default.sublist_class),
        item_class=text("item_class", default.item_class),
        item_prefix=text("item_prefix", default.item_prefix),
    )


@dataclass(frozen=True)
class Heading:
    """A heading that belongs in the table, and where it opens in the HTML."""

    level: int
    id: str
    text: str  # without tags, escaped
    end_of_opening: int


def headings(html: str, settings: TocSettings) -> list[Heading]:
    """The headings of finished HTML that belong in the table."""
    skipped = _skipped_ranges(html, settings.skip_sections)
    found: list[Heading] = []
    used: dict[str, int] = {}
    for match in _HEADING.finditer(html):
        level, attributes = int(match[2]), match[3] or ""
        if not settings.min_level <= level <= settings.max_level:
            continue
        if _SKIP_CLASS in _value(_CLASS, attributes).split():
            continue
        if any(start <= match.start() < end for start, end in skipped):
            continue
        plain = unescape(_TAG.sub("", match[4])).strip()
        made = _NO_WORD.sub("", plain.lower()).replace(" ", "-")
        repeats = used.get(made, 0)
        used[made] = repeats + 1
        anchor = _value(_ID, attributes) or (f"{made}-{repeats}" if repeats else made)
        found.append(Heading(level, anchor, escape(plain, quote=False), match.end(1)))
    return found


def _value(pattern: re.Pattern[str], attributes: str) -> str:
    found = pattern.search(attributes)
    return unescape(next((one for one in found.groups() if one is not None), "")) if found else ""


def _skipped_ranges(html: str, classes: Sequence[str]) -> list[tuple[int, int]]:
    """Where elements with one of the classes begin and end."""
    if not any(one in html for one in classes):
        return []
    ranges: list[tuple[int, int]] = []
    opened: list[tuple[str, int | None]] = []
    for element in _ELEMENT.finditer(html):
        name = element[2].lower()
        if name in _VOID or element[3].rstrip().endswith("/"):
            continue
        if not element[1]:
            is_skipped = any(one in _value(_CLASS, element[3]).split() for one in classes)
            opened.append((name, element.start() if is_skipped else None))
            continue
        while opened:
            closed, start = opened.pop()
            if start is not None:
                ranges.append((start, element.end()))
            if closed == name:
                break
    return ranges


def toc_only(html: str, settings: TocSettings) -> str:
    """The table of contents alone."""
    name = "ol" if settings.is_ordered else "ul"
    items = _items(headings(html, settings), settings, name)
    return f'<{name} id="{settings.list_id}" class="{settings.list_class}">\n{items}</{name}>'


def _items(entries: Sequence[Heading], settings: TocSettings, name: str) -> str:
    """List items. As jekyll-toc: the highest level there is makes items; deeper ones hang below them."""
    lines: list[str] = []
    top = min((one.level for one in entries), default=0)
    place = 0
    while place < len(entries):
        entry = entries[place]
        end = place + 1
        while end < len(entries) and entries[end].level > top:
            end += 1
        if entry.level > top:
            lines.append(_items(entries[place:end], settings, name))
        else:
            lines.append(_item(entry, entries[place + 1 : end], settings, name))
        place = end
    return "".join(lines)


def _item(entry: Heading, below: Sequence[Heading], settings: TocSettings, name: str) -> str:
    classes = f"{settings.item_class} {settings.item_prefix}h{entry.level}"
    link = f'<li class="{classes}"><a href="#{escape(entry.id)}">{entry.text}</a>'
    if not below:
        return f"{link}</li>\n"
    sublist = f' class="{settings.sublist_class}"' if settings.sublist_class else ""
    return f"{link}\n<{name}{sublist}>\n{_items(below, settings, name)}</{name}>\n</li>\n"


def inject_anchors(html: str, settings: TocSettings) -> str:
    """The HTML with a link to itself in each heading of the table."""
    pieces: list[str] = []
    place = 0
    for heading in headings(html, settings):
        pieces.append(html[place : heading.end_of_opening])
        target = quote(heading.id, safe="/!$&'()*+,;=:@-._~%")
        pieces.append(f'<a class="anchor" href="#{target}" aria-hidden="true">{_ICON}</a>')
        place = heading.end_of_opening
    return "".join([*pieces, html[place:]])
