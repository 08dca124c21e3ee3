"""A link whose words are the title of another post says it as that post's translation does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from blogtool.model.translation import Segment
from blogtool.translate import marks

if TYPE_CHECKING:
    from blogtool.model.site import Site
    from blogtool.translate.plan import Standing

Titles = Mapping[tuple[str, str], Mapping[str, str]]
"""By pair of languages: what the title of a post is in its translation."""

_MARKUP = frozenset("<>{}[]*_`\\⟦⟧")


def titles_of(site: Site, standings: Iterable[Standing]) -> dict[tuple[str, str], dict[str, str]]:
    """The titles of posts that are translated already, one-word titles left out: these are words first of all."""
    there = {one.path: one for one in site.documents}
    found: dict[tuple[str, str], dict[str, str]] = {}
    for standing in standings:
        translation = there.get(standing.path)
        title = standing.document.data.get("title")
        said = translation.data.get("title") if translation is not None else None
        if _is_plain(title) and _is_plain(said):
            found.setdefault((standing.source, standing.target), {})[str(title)] = str(said)
    return found


def _is_plain(title: object) -> bool:
    return isinstance(title, str) and " " in title.strip() and not _MARKUP.intersection(title)


def with_titles(segment: Segment, titles: Mapping[str, str]) -> Segment:
    """The segment with what stands between the marks of its links, where that is a title."""
    spans = ((opening, marks.inside(segment.text, opening, close)) for opening, close in _links(segment))
    linked = tuple((opening, titles[text]) for opening, text in spans if text in titles)
    return replace(segment, linked=linked) if linked else segment


def _links(segment: Segment) -> list[tuple[int, int]]:
    kinds = {mark.number: mark.kind for mark in segment.marks}
    return [pair for pair in marks.pairs(segment.marks).items() if kinds[pair[0]] == "link-open"]


def with_linked(segment: Segment, answer: str) -> str:
    """An answer whose links say the titles that they lead to.

    >>> from blogtool.model.translation import Mark
    >>> link = (Mark(1, "link-open", "["), Mark(2, "link-close", "](/tea/)"))
    >>> with_linked(Segment("See ⟦1⟧All of tea⟦2⟧.", link, linked=((1, "Tout le thé"),)), "Voir ⟦1⟧tout du thé⟦2⟧.")
    'Voir ⟦1⟧Tout le thé⟦2⟧.'
    """
    spans = marks.pairs(segment.marks)
    for opening, title in segment.linked:
        first, last = marks.written(opening), marks.written(spans[opening])
        before, _, rest = answer.partition(first)
        inner, closed, after = rest.partition(last)
        if closed and inner.strip() and "⟦" not in inner:
            answer = f"{before}{first}{title}{last}{after}"
    return answer
