"""Prose outside of Markdown: raw HTML, attributes, titles and single strings; and what in prose is code."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from blogtool.model import language
from blogtool.translate.shields import INLINE, OPAQUE, VOID, is_kept
from blogtool.translate.units import Hole, Unit, cut

Range = tuple[int, int]

_EXTENSIONS = (
    "js ts jsx tsx py rb md yml yaml html css scss json txt sh toml xml csv svg png jpg jpeg gif webp pdf lock conf "
    "cfg ini log sql c h cpp rs go java php"
)
# Words that are code wherever they stand: addresses, paths, names with `_` or `()`, options, file names.
_CODE_LIKE = r"""
    (?P<url>(?:https?|ftp)://[^\s<>"')\]]+[^\s<>"')\].,;:!?]|\bwww\.[\w.-]+\.\w+(?:/[^\s<>")\]]*[^\s<>")\].,;:!?])?|[\w.+-]+@[\w-]+\.[\w.-]*\w)
  | (?P<code>(?<![\w/])(?:~|\.{1,2})?/(?:[\w.@-]+/)*[\w.@-]*[\w-]
           | (?<![\w-])--?[a-zA-Z][\w-]*(?=[\s,.;:=)]|$)(?<!-)
           | (?<!\w)\w+(?:[.:]{1,2}\w+)*\(\)
           | (?<![\w_])[A-Za-z]\w*_\w+(?!\w)
           | (?<![\w.])(?:[\w-]+/)*\.?[\w-]+(?:\.[\w-]+)*\.(?:EXTENSIONS)(?![\w])
           | (?<!\w):[a-z\d_+-]+:(?!\w) | (?<![\w&])\#\d+(?!\w) | (?<!\w)@[A-Za-z][\w-]+(?!\w))
""".replace("EXTENSIONS", "|".join(_EXTENSIONS.split()))
_TAG = re.compile(
    r"<!--.*?-->|<(?P<close>/?)(?P<name>[A-Za-z][\w:-]*)(?P<rest>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>", re.DOTALL
)
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?")
_READ = frozenset({"alt", "title", "placeholder", "aria-label", "label", "summary"})
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|\w{2,24});")
_TICKS = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")


# Letters of scripts that no Latin language uses: in such a text they are a quotation, or a formula's.
_FOREIGN = r"[\u0370-\u1cff\u2e80-\u2fdf\u3041-\ud7ff\uf900-\ufaff\ufb1d-\ufdff\ufe70-\ufefe]"


@lru_cache(maxsize=16)
def _code_pattern(letter: str, latin: bool) -> re.Pattern[str]:
    foreign = rf"|(?P<foreign>{_FOREIGN}(?:[\s\d\W]*{_FOREIGN})*)" if latin else ""
    foreign = foreign.replace(r"\W", r"،。、ー・'’\-\u200c\u200d\u2019")
    return re.compile(rf"(?P<liquid>{letter}+)|{_CODE_LIKE}{foreign}", re.VERBOSE)


@lru_cache(maxsize=16)
def _sign_of_code(letter: str, latin: bool) -> re.Pattern[str]:
    """What every text has in which `_code_pattern` finds something: it is looked for much faster."""
    foreign = f"|{_FOREIGN}" if latin else ""
    return re.compile(rf"[/@_{letter}]|www\.|\(\)|\.\w|:[a-z\d_+-]|(?<![\w-])-|\#\d{foreign}")


def code_like(words: str, letter: str, lang: str) -> Iterator[re.Match[str]]:
    """What in a text of prose is code, an address, hidden Liquid or foreign writing; the group's name is the kind."""
    latin = language.script(lang) == "Latn"
    return _code_pattern(letter, latin).finditer(words) if _sign_of_code(letter, latin).search(words) else iter(())


def attributes(tag: str) -> dict[str, str | None]:
    """The attributes of a tag's source.

    >>> attributes('<p class="a" hidden>')
    {'class': 'a', 'hidden': None}
    """
    match = _TAG.match(tag)
    rest = match["rest"] if match and match["name"] else ""
    return {m[1].lower(): next((v for v in m.groups()[1:] if v is not None), None) for m in _ATTRIBUTE.finditer(rest)}


def attribute_holes(body: str, start: int, end: int, lang: str, letter: str, masked: str) -> Iterator[Hole]:
    """The texts in the attributes of the tags between two places."""
    for tag in _TAG.finditer(masked, start, end):
        if not tag["name"] or tag["close"] or is_kept(attributes(tag[0])):
            continue
        for match in _ATTRIBUTE.finditer(masked, tag.start("rest"), tag.end("rest")):
            group = 2 if match[2] is not None else 3
            if match[1].lower() in _READ and match[group] and letter not in match[group]:
                quote = body[match.start(group) - 1]
                yield from (
                    replace(hole, quote=quote)
                    for hole in plain_holes(body, match.start(group), match.end(group), "attribute", lang)
                )


def plain_holes(body: str, start: int, end: int, place: str, lang: str) -> list[Hole]:
    """The holes of a stretch of plain words: an attribute, a title."""
    units = _characters(body, [(start, end)], "\uf8ff", lang, place == "attribute")
    return cut(units, place, lang, body, frozenset())


def _characters(
    body: str, ranges: Sequence[Range], letter: str, lang: str, entities: bool, masked: str = ""
) -> list[Unit]:
    """The characters of some ranges (one a line) as units, code and Liquid as marks, entities as they are read."""
    starts: list[int] = []
    ends: list[int] = []
    for index, (start, end) in enumerate(ranges):
        starts += range(start, end)
        ends += range(start + 1, end + 1)
        if index + 1 < len(ranges):
            starts.append(end)
            ends.append(ranges[index + 1][0])
    text = masked or body
    words = "\n".join(text[start:end] for start, end in ranges)
    spots = [(m.start(), m.end(), m.lastgroup or "code", "") for m in code_like(words, letter, lang)]
    if entities:
        spots += [(m.start(), m.end(), "", html.unescape(m[0])) for m in _ENTITY.finditer(words)]
    spots += [(m.start(), m.end(), "sign", "") for m in re.finditer("[⟦⟧]", words)]
    units: list[Unit] = []
    at = 0
    for first, last, kind, read in sorted(spots):
        if first < at:
            continue
        units += _plain_units(words, starts, ends, at, first)
        if kind or len(read) != 1:
            units.append(Unit(starts[first], ends[last - 1], "", kind or "html"))
        else:
            units.append(Unit(starts[first], ends[last - 1], read))
        at = last
    return units + _plain_units(words, starts, ends, at, len(words))


def _plain_units(words: str, starts: list[int], ends: list[int], start: int, end: int) -> list[Unit]:
    return [
        Unit(starts[i], ends[i], " " if words[i] in "\n\t" else words[i]) for i in range(start, min(end, len(starts)))
    ]


def html_holes(
    body: str, masked: str, letter: str, texts: Iterable[Sequence[Range]], known: Sequence[Range], lang: str
) -> Iterator[Hole]:
    """The holes of raw HTML: `texts` are its texts (line by line), `known` what the Markdown tree covers."""
    tokens: list[tuple[int, int, object]] = []
    for ranges in texts:
        if ranges:
            tokens.append((ranges[0][0], ranges[-1][1], ranges))
    for tag in _tags(masked, known, [(start, end) for start, end, _ in tokens]):
        tokens.append((tag.start(), tag.end(), tag))
    borders = sorted(known)
    yield from _rows(body, masked, letter, sorted(tokens, key=lambda token: token[:2]), borders, lang, "html")


def text_holes(body: str, masked: str, letter: str, start: int, end: int, lang: str) -> Iterator[Hole]:
    """The holes of one text of raw HTML."""
    yield from _rows(body, masked, letter, [(start, end, [(start, end)])], [], lang, "html")


def _tags(masked: str, known: Sequence[Range], texts: Sequence[Range]) -> Iterator[re.Match[str]]:
    """The tags that stand in no text and no Markdown."""
    taken = sorted([*known, *texts])
    at = 0
    index = 0
    while True:
        tag = _TAG.search(masked, at)
        if tag is None:
            return
        while index < len(taken) and taken[index][1] <= tag.start():
            index += 1
        if index < len(taken) and taken[index][0] <= tag.start() < taken[index][1]:
            at = taken[index][1]
            continue
        yield tag
        at = tag.end()


def title_holes(body: str, masked: str, letter: str, lang: str, place: str) -> list[Hole]:
    """The holes of a title or another single string: plain words with light HTML, Liquid and code in ticks."""
    tokens: list[tuple[int, int, object]] = []
    at = 0
    spots: list[re.Match[str]] = [*_TAG.finditer(masked), *_TICKS.finditer(masked)]
    for spot in sorted(spots, key=lambda match: match.start()):
        if spot.start() < at:
            continue
        if spot.start() > at:
            tokens.append((at, spot.start(), [(at, spot.start())]))
        tokens.append((spot.start(), spot.end(), spot))
        at = spot.end()
    if at < len(masked):
        tokens.append((at, len(masked), [(at, len(masked))]))
    return list(_rows(body, masked, letter, tokens, [], lang, place))


def _rows(
    body: str,
    masked: str,
    letter: str,
    tokens: Sequence[tuple[int, int, object]],
    borders: Sequence[Range],
    lang: str,
    place: str,
) -> Iterator[Hole]:
    """Rows of text and inline tags, ended by block tags and by Markdown in between."""
    row: list[tuple[Unit, str]] = []
    skipping = ""
    depth = 0
    last = 0
    for start, end, token in tokens:
        if row and any(last <= border < start for border, _ in borders):
            yield from _row_holes(row, place, lang, body)
            row = []
        last = end
        tag = token if isinstance(token, re.Match) else None
        name = _name(tag) if tag else ""
        if skipping:
            depth += 0 if name != skipping else (-1 if tag and tag["close"] else 1)
            if depth == 0:
                opening = row.pop()[0] if row and row[-1][0].kind == "opaque" else Unit(start, end)
                row.append((Unit(opening.start, end, "", "html", None, opening.holes), ""))
                skipping = ""
            continue
        if tag is None:
            assert isinstance(token, list | tuple)
            row += [(unit, "") for unit in _characters(body, token, letter, lang, True, masked)]
        elif not name:
            row.append((Unit(start, end, "", "comment" if tag[0].startswith("<!--") else "code"), ""))
        elif not tag["close"] and name not in VOID and (name in OPAQUE or is_kept(attributes(tag[0]))):
            skipping, depth = name, 1
            holes = tuple(attribute_holes(body, start, end, lang, letter, masked))  # none where it asks to be kept
            row.append((Unit(start, end, "", "opaque", None, holes), ""))
        elif name in INLINE and not tag["rest"].endswith("/"):
            holes = tuple(attribute_holes(body, start, end, lang, letter, masked))
            row.append((Unit(start, end, "", "close" if tag["close"] else "open", None, holes), name))
        elif name in ("img", "br", "wbr", "input"):
            holes = tuple(attribute_holes(body, start, end, lang, letter, masked))
            row.append((Unit(start, end, "", {"img": "image", "br": "break"}.get(name, "html"), None, holes), ""))
        else:
            yield from _row_holes(row, place, lang, body)
            row = []
            yield from attribute_holes(body, start, end, lang, letter, masked)
    yield from _row_holes(row, place, lang, body)


def _name(tag: re.Match[str]) -> str:
    return (tag["name"] or "").lower() if "name" in tag.re.groupindex else ""


def _row_holes(row: list[tuple[Unit, str]], place: str, lang: str, body: str) -> list[Hole]:
    """Pair the inline tags of a row; one without its partner cuts the row."""
    partner: dict[int, int] = {}
    waiting: list[int] = []
    for index, (unit, name) in enumerate(row):
        if unit.kind == "open":
            waiting.append(index)
        elif unit.kind == "close":
            same = [at for at in waiting if row[at][1] == name]
            if same:
                partner[same[-1]] = index
                del waiting[waiting.index(same[-1]) :]
    paired = {**partner, **{close: opening for opening, close in partner.items()}}
    rows: list[list[Unit]] = [[]]
    holes: list[Hole] = []
    for index, (unit, name) in enumerate(row):
        if unit.kind in ("open", "close") and index not in paired:
            holes += unit.holes
            rows.append([])
        elif unit.kind in ("open", "close"):
            rows[-1].append(unit._replace(kind=f"{name}-{unit.kind}"))
        elif unit.kind == "opaque":
            rows[-1].append(unit._replace(kind="html"))
        else:
            rows[-1].append(unit)
    for units in rows:
        if units:
            holes += cut(units, place, lang, body, frozenset())
    return holes
