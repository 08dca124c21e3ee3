"""Markdown to segments and back: a body with holes, each filled by one answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from blogtool.model import language
from blogtool.model.translation import Answer, Outline
from blogtool.translate.blocks import blocks_of
from blogtool.translate.leaves import Reader
from blogtool.translate.markup_text import title_holes
from blogtool.translate.shields import shield
from blogtool.translate.structure import Body, join_checked, read_body, same_structure, skeleton, with_source_ids
from blogtool.translate.units import Hole
from blogtool.translate.writing import write, write_one

__all__ = ["body_holes", "join_checked", "plain_holes", "same_structure", "skeleton", "split", "split_plain"]


def split(body: str, lang: str, options: Mapping[str, object] | None = None) -> Outline:
    """The outline of a body of Markdown and Liquid, without front matter.

    `lang` is the language it is written in; `options` are the site's `kramdown:` settings. Headings of
    the joined body keep the ids that they have in the source.
    """
    source = read_body(body, options)
    holes = _holes(source, body, lang)

    def join(answers: Sequence[Answer], target: str) -> str:
        joined = write(body, holes, answers, target)
        return joined if joined == body else with_source_ids(source, joined, options)

    def keeps_structure(joined: str) -> bool:
        return joined == body or read_body(joined, options).skeleton == source.skeleton

    def cut() -> tuple[tuple[int, int, str], ...]:
        return tuple((block.start, block.end, block.kind) for block in blocks_of(body, source.root))

    return Outline(
        body,
        tuple(hole.segment for hole in holes),
        join,
        keeps_structure,
        tuple((hole.start, hole.end) for hole in holes),
        lambda place, answers: write_one(body, holes, place, answers),
        cut,
    )


def split_plain(text: str, lang: str, place: str = "title") -> Outline:
    """The outline of a title, a description, a value or an interface string: words, maybe light HTML and Liquid."""
    shielded = shield(text)
    holes: list[Hole] = []
    if not shielded.kept:
        holes = title_holes(text, shielded.text, shielded.letter, language.normalise(lang), place)
    holes.sort(key=lambda hole: (hole.start, -hole.end))
    return Outline(
        text,
        tuple(hole.segment for hole in holes),
        lambda answers, target: write(text, holes, answers, target),
        places=tuple((hole.start, hole.end) for hole in holes),
    )


def body_holes(body: str, lang: str, options: Mapping[str, object] | None = None) -> list[Hole]:
    """Where the segments of a body stand in it, in the order of `split`."""
    return _holes(read_body(body, options), body, lang)


def plain_holes(text: str, lang: str, place: str = "title") -> list[Hole]:
    """Where the segments of a title stand in it, in the order of `split_plain`."""
    shielded = shield(text)
    holes: list[Hole] = []
    if not shielded.kept:
        holes = title_holes(text, shielded.text, shielded.letter, language.normalise(lang), place)
    return sorted(holes, key=lambda hole: (hole.start, -hole.end))


def _holes(source: Body, body: str, lang: str) -> list[Hole]:
    shielded = shield(body)
    reader = Reader(body, shielded.text, shielded.letter, language.normalise(lang), shielded.kept, source.abbreviations)
    return reader.holes(source.root)
