"""Which sentences a change of the glossary concerns: those are asked again, and no others."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from blogtool.translate.glossary import Glossary
from blogtool.translate.memory import Memory
from blogtool.translate.work import Pair


def is_changed(memory: Memory, source: str, target: str, glossary: Glossary) -> bool:
    """Whether answers of this pair were made under another glossary; the first one is noted."""
    noted = memory.glossary(source, target)
    if noted is None:
        memory.note_glossary(source, target, _text([glossary]))
    return noted is not None and noted != _text([glossary])


@dataclass(frozen=True)
class Concerned:
    """Sentences, by their keys."""

    all: frozenset[bytes]  # with a term that is new, gone or said in another way
    unasked: frozenset[bytes]  # those among them whose answers were all made under an earlier glossary, and show it


def concerned(memory: Memory, pair: Pair) -> Concerned:
    """What a change of the glossary concerns. The new one is noted, alone where nothing is left to ask."""
    before = _read(memory.glossary(pair.source, pair.target) or "[]")
    changes = [(_without(pair.glossary, one), _without(one, pair.glossary)) for one in before]
    touched, wanting, present = set[bytes](), set[bytes](), set[bytes]()
    for key, question, answer, is_present in memory.answered(pair.source, pair.target, pair.name, pair.digest or ""):
        said = answer.casefold()
        wanted = [there.casefold() in said for new, _ in changes for _, _, there in new.found(question)]
        unwanted = [there.casefold() in said for _, gone in changes for _, _, there in gone.found(question)]
        if not wanted and not unwanted:
            continue
        touched.add(key)
        if is_present:
            present.add(key)
        elif not all(wanted) or any(unwanted):
            wanting.add(key)
    known = [pair.glossary, *(one for one in before if one != pair.glossary)] if wanting - present else [pair.glossary]
    memory.note_glossary(pair.source, pair.target, _text(known))
    return Concerned(frozenset(touched), frozenset(wanting - present))


def _text(glossaries: Sequence[Glossary]) -> str:
    every = [{"terms": dict(sorted(one.terms.items())), "keep": sorted(one.keep)} for one in glossaries]
    return json.dumps(every, ensure_ascii=False)


def _read(text: str) -> list[Glossary]:
    return [Glossary(one["terms"], frozenset(one["keep"])) for one in json.loads(text)]


def _without(glossary: Glossary, other: Glossary) -> Glossary:
    """What only the first of them says."""
    terms = {term: said for term, said in glossary.terms.items() if other.terms.get(term) != said}
    return Glossary(terms, glossary.keep - other.keep)
