"""The check that a translation has its source's structure, and what is done where it has not."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from blogtool import kramdown
from blogtool.kramdown.element import Element
from blogtool.kramdown.ids import Ids
from blogtool.model.translation import Answer, Outline
from blogtool.translate.shields import shield

# What a translation may change: words, and the attributes that hold words.
_WORDS = frozenset({"blank", "entity", "escape", "smart_quote", "typographic_sym", "ial", "html_text"})
_READ_ATTRIBUTES = frozenset({"alt", "title", "placeholder", "aria-label", "label", "summary"})
_INLINE = frozenset({"em", "strong", "a", "html_element"})
_HEADING_ID = re.compile(r"[A-Za-z][A-Za-z0-9_:-]*")
_VERBATIM = frozenset({"codeblock", "math", "xml_comment", "raw", "comment", "codespan"})

Skeleton = tuple[Any, ...]


@dataclass(frozen=True)
class Body:
    """A body, its tree, and what the checks read of it."""

    text: str
    letter: str  # that stands for Liquid in the tree
    root: Element
    auto_ids: bool
    options: str
    old_ids: bool  # `input: kramdown`: all ids are made in kramdown's own way

    @cached_property
    def skeleton(self) -> Skeleton:
        """Its structure; see `skeleton`."""
        return _of(self.root, self.text, self.abbreviations)

    @cached_property
    def abbreviations(self) -> re.Pattern[str] | None:
        """The words that the page explains (`*[HTML]: …`), as kramdown finds them in a text; None without any."""
        names = [str(element.value) for element in self.root.walk() if element.type == "abbreviation_definition"]
        if not names:
            return None
        longest_first = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
        return re.compile(rf"(?<!\w)(?:{longest_first})(?!\w)", re.ASCII)

    @cached_property
    def headings(self) -> list[Element]:
        """Its headings, in order."""
        return [heading for heading, _ in _headings(self._shown, False)]

    @cached_property
    def ids(self) -> list[str | None]:
        """The id of each heading; None where it has none, or where Liquid decides it."""
        found = list(_headings(self._shown, False))
        made = self.old_ids or all(nested or "id" in heading.attr for heading, nested in found)
        ids = Ids("")
        return [self._id(heading, ids, made and self.auto_ids) for heading, _ in found]

    @cached_property
    def writes_ids(self) -> bool:
        """Whether each heading's id is written behind it: other words do not change it."""
        found = zip(self.headings, self.ids, strict=True)
        return all(one.ranges and self._behind(one).strip() == f"{{#{identity}}}" for one, identity in found)

    def _behind(self, heading: Element) -> str:
        end = heading.ranges[-1][1]
        return self.text[end:].partition("\n")[0]

    @cached_property
    def _shown(self) -> Element:
        """The tree with kept words in it: a heading's id counts them."""
        if "notranslate" not in self.text:
            return self.root
        return kramdown.parse(shield(self.text, hides_kept=False).text, json.loads(self.options))

    def _id(self, heading: Element, ids: Ids, made: bool) -> str | None:
        if self.letter in (heading.text or ""):
            return None
        if "id" in heading.attr or not made:
            return heading.attr.get("id") or None
        return ids.kramdown(heading.text or "") or None  # inside of HTML and notes


def _headings(element: Element, nested: bool) -> Iterator[tuple[Element, bool]]:
    """The headings, and whether each stands inside of HTML or a note, where ids are made in another way."""
    for child in element.children:
        if not isinstance(child, Element):
            continue
        if child.type == "header":
            yield child, nested
        else:
            yield from _headings(child, nested or child.type in ("html_element", "footnote_definition"))


def read_body(body: str, options: Mapping[str, object] | None = None) -> Body:
    """A body with its tree; the last few are remembered."""
    return _read_body(body, json.dumps(dict(options or {}), sort_keys=True, default=str))


@lru_cache(maxsize=6)
def _read_body(body: str, options: str) -> Body:
    shielded = shield(body)
    settings = json.loads(options)
    root = kramdown.parse(shielded.text, settings)
    return Body(
        body,
        shielded.letter,
        root,
        bool(settings.get("auto_ids", True)),
        options,
        settings.get("input") not in (None, "GFM"),
    )


def skeleton(body: str, options: Mapping[str, object] | None = None) -> Skeleton:
    """The structure of a body: its blocks in order, with attributes, code and formulas; spans in any order."""
    return read_body(body, options).skeleton


def same_structure(source: str, target: str, options: Mapping[str, object] | None = None) -> bool:
    """Whether two bodies differ in their words alone."""
    return skeleton(source, options) == skeleton(target, options)


def _of(element: Element, body: str, abbreviations: re.Pattern[str] | None) -> Skeleton:
    free = _READ_ATTRIBUTES | {"id"} if element.type == "header" else _READ_ATTRIBUTES
    attributes = sorted((name, value) for name, value in element.attr.items() if name not in free)
    named = sorted(name for name in element.attr if name in _READ_ATTRIBUTES)
    below: list[Skeleton] = []
    for child in element.children:
        if isinstance(child, Element) and child.type not in _WORDS:
            below.append(_of(child, body, abbreviations))
        elif isinstance(child, str) and abbreviations is not None:
            below += [("abbreviation", word) for word in abbreviations.findall(child)]
    if element.text is not None or element.type in _INLINE or element.options.get("model") == "raw":
        below.sort(key=repr)
    shape = "tight" if element.options.get("transparent") else ""
    return element.type, shape, _value(element, body), tuple(attributes), tuple(named), tuple(below)


def _value(element: Element, body: str) -> str:
    """What of an element's value has to stay byte for byte."""
    if element.type in _VERBATIM and element.ranges:
        return "\n".join(body[start:end] for start, end in element.ranges)
    if element.type in ("abbreviation_definition", "link_definition", "footnote_definition"):
        return f"{element.value} {element.options.get('url', '')}"
    return "" if element.value is None else str(element.value)


def with_source_ids(source: Body, joined: str, options: Mapping[str, object] | None) -> str:
    """The joined body with `{#id}` at each heading whose id would otherwise change."""
    if source.writes_ids:
        return joined
    for _ in range(3):  # an id that we write may free a number for the next heading
        now = read_body(joined, options)
        if len(now.ids) != len(source.ids):
            return joined
        wrong = [
            (heading, wanted)
            for heading, found, wanted in zip(now.headings, now.ids, source.ids, strict=True)
            if wanted and found != wanted
        ]
        before = joined
        for heading, wanted in reversed(wrong):
            joined = _with_id(joined, heading, wanted)
        if joined == before:
            return joined
    return joined


def _with_id(body: str, heading: Element, identity: str) -> str:
    """`{#id}` behind a heading's text, or `{: id="…"}` below it where the id is of another form."""
    if not heading.ranges:
        return body
    end = heading.ranges[-1][1]
    stop = body.find("\n", end)
    stop = len(body) if stop < 0 else stop
    rest = body[end:stop].rstrip()
    if _HEADING_ID.fullmatch(identity):
        if rest.endswith("}"):
            return body
        return f"{body[:end]}{rest} {{#{identity}}}{body[stop:]}"
    line = body.rfind("\n", 0, heading.ranges[0][0]) + 1
    before = body[line : heading.ranges[0][0]]
    if "#" not in before:  # underlined: the list belongs below the line
        below = body.find("\n", stop + 1)
        stop = len(body) if below < 0 else below
    margin = re.sub(r"[^\s>]", " ", before.split("#")[0])
    attribute = f'{margin}{{: id="{identity}"}}'
    if body[stop + 1 :].startswith(attribute):
        return body
    return f"{body[:stop]}\n{attribute}{body[stop:]}"


def join_checked(outline: Outline, answers: Sequence[Answer], target: str = "") -> tuple[str, list[Answer]]:
    """The joined body and the answers that are in it: those that would change the structure give way to the source.

    Never fails: at the worst the body is the source.
    """
    joined = outline.join(answers, target)
    if outline.is_kept(joined):
        return joined, list(answers)
    kept = [Answer(segment.text, "source", ("untranslated",)) for segment in outline.segments]
    _keep_good(outline, list(answers), kept, 0, len(kept))
    joined = outline.join(kept, target)
    return (joined if outline.is_kept(joined) else outline.join(kept)), kept


def _keep_good(outline: Outline, answers: list[Answer], kept: list[Answer], start: int, end: int) -> None:
    """Take over answers[start:end] into `kept`, in halves, leaving out those that break the structure."""
    if start >= end:
        return
    trial = [*kept[:start], *answers[start:end], *kept[end:]]
    if outline.is_kept(outline.join(trial)):
        kept[start:end] = answers[start:end]
        return
    if end - start == 1:
        return
    middle = (start + end) // 2
    _keep_good(outline, answers, kept, start, middle)
    _keep_good(outline, answers, kept, middle, end)
