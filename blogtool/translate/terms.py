"""Which sentences a change of the glossary concerns: those are asked again, and no others."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from blogtool.translate.glossary import PATH, Glossary, glossary_for
from blogtool.translate.memory import Memory
from blogtool.translate.plan import Plan, Settings
from blogtool.translate.work import Pair, Worker


def follow_glossary(worker: Worker, plan: Plan, data: object, pair_of: Callable[[str, str], Pair]) -> bool:
    """Let what a change of the glossary concerns be asked again; whether there is any.

    `data`: what the glossary's file holds; `pair_of` opens the engine of two languages.
    """
    found = _concerned_by_pair(worker.memory, plan, data, pair_of)
    worker.concerned = {pair: some.unasked for pair, some in found.items()}
    if found:
        worker.memory.make_all_stale({(key, pair[1]) for pair, some in found.items() for key in some.all})
    return bool(found)


def settle_glossary(worker: Worker, plan: Plan, data: object, pair_of: Callable[[str, str], Pair]) -> None:
    """Note that nothing is left to ask of a change, where that is so."""
    _concerned_by_pair(worker.memory, plan, data, pair_of)
    worker.memory.commit()


def _concerned_by_pair(
    memory: Memory, plan: Plan, data: object, pair_of: Callable[[str, str], Pair]
) -> dict[tuple[str, str], Concerned]:
    found: dict[tuple[str, str], Concerned] = {}
    for source, target in dict.fromkeys((one.source, one.target) for one in plan.standings):
        if not _is_changed(memory, source, target, glossary_for(data, source, target)):
            continue
        pair = pair_of(source, target)
        if pair.problem is None:
            found[source, target] = _concerned(memory, pair)
    return found


def _is_changed(memory: Memory, source: str, target: str, glossary: Glossary) -> bool:
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


def _concerned(memory: Memory, pair: Pair) -> Concerned:
    """What a change of the glossary concerns. The new one is noted, alone where nothing is left to ask."""
    before = _read(memory.glossary(pair.source, pair.target) or "[]")
    touched, wanting, present = set[bytes](), set[bytes](), set[bytes]()
    for key, question, answer, is_present in memory.answered(pair.source, pair.target, pair.name, pair.digest or ""):
        says = _says_so(question, answer, pair.glossary, before)
        if says is None:
            continue
        touched.add(key)
        if is_present:
            present.add(key)
        elif not says:
            wanting.add(key)
    known = [pair.glossary, *(one for one in before if one != pair.glossary)] if wanting - present else [pair.glossary]
    memory.note_glossary(pair.source, pair.target, _text(known))
    return Concerned(frozenset(touched), frozenset(wanting - present))


def _says_so(question: str, answer: str, glossary: Glossary, before: Sequence[Glossary]) -> bool | None:
    """Whether an answer says its terms as the glossary has them now; None where it never said otherwise."""
    now = set(glossary.found(question))
    earlier = [set(one.found(question)) for one in before]
    wanted = {there.casefold() for then in earlier for _, _, there in now - then}
    gone = {there.casefold() for then in earlier for _, _, there in then - now}
    if not wanted and not gone:
        return None
    present = [there.casefold() for _, _, there in now]
    unwanted = {one for one in gone if not any(one in there for there in present)}  # `leaf` stands in `green leaf`
    said = answer.casefold()
    return all(one in said for one in wanted) and not any(one in said for one in unwanted)


def doubts(plan: Plan, data: object) -> list[str]:
    """What the glossary leaves open, and how it is taken."""
    pairs = dict.fromkeys((one.source, one.target) for one in plan.standings)
    return [*dict.fromkeys(f"{PATH}: {doubt}" for pair in pairs for doubt in glossary_for(data, *pair).doubts)]


def outdated(memory: Memory, plan: Plan, settings: Settings, data: object) -> dict[str, list[str]]:
    """Translations, by language, with machine sentences that say their terms otherwise than the glossary does now.

    Opens no model, and reads the memory only where the glossary has changed since it was noted.
    """
    open_to_change = {one.path for one in plan.standings if one.state in ("done", "stale")}
    found: dict[str, list[str]] = {}
    for source, target in dict.fromkeys((one.source, one.target) for one in plan.standings):
        glossary, noted = glossary_for(data, source, target), memory.glossary(source, target)
        if noted is None or noted == _text([glossary]):
            continue
        keys = _saying_otherwise(memory, source, target, settings.engine_for(source, target), glossary, _read(noted))
        paths = memory.posts_with(keys, source, target)
        found.setdefault(target, []).extend(sorted(open_to_change.intersection(paths)))
    return {target: paths for target, paths in found.items() if paths}


def _saying_otherwise(
    memory: Memory, source: str, target: str, engine: str, glossary: Glossary, before: Sequence[Glossary]
) -> set[bytes]:
    """The sentences of which no answer says the terms as the glossary does."""
    verdicts: dict[bytes, bool] = {}
    for key, question, answer, _ in memory.answered(source, target, engine, ""):
        says = _says_so(question, answer, glossary, before)
        if says is not None:
            verdicts[key] = says or verdicts.get(key, False)
    return {key for key, says in verdicts.items() if not says}


def _text(glossaries: Sequence[Glossary]) -> str:
    every = [{"terms": dict(sorted(one.terms.items())), "keep": sorted(one.keep)} for one in glossaries]
    return json.dumps(every, ensure_ascii=False)


def _read(text: str) -> list[Glossary]:
    return [Glossary(one["terms"], frozenset(one["keep"])) for one in json.loads(text)]
