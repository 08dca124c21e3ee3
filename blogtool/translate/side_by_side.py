"""An original and its translation, sentence beside sentence, and one person's correction of one of them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from difflib import SequenceMatcher
from pathlib import Path as FilePath
from typing import Any

from blogtool.cache import Cache
from blogtool.errors import BlogtoolError, Location
from blogtool.model.config import Config
from blogtool.model.translation import RUNGS, Answer, NoProgress, Segment
from blogtool.read import read_site
from blogtool.read.plugins import load_plugins
from blogtool.text import frontmatter
from blogtool.translate import adopt, outline
from blogtool.translate.documents import Cut, Part, Path, cut, digest_of, head_text, read_bytes
from blogtool.translate.learn import learn_edits
from blogtool.translate.memory import NO_CONTEXT, Memory, Written, key_of
from blogtool.translate.plan import Plan, Settings, Standing, make_plan, settings_of
from blogtool.translate.work import Worker
from blogtool.write.files import write_atomically

LONGEST = 10_000  # signs of a corrected sentence
FALLBACKS = ("fragments", "source")  # rungs that a person should look at
_FOLD = re.compile(r"[ \t]*\n[ \t>]*")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")
_PERSON = RUNGS[1]


@dataclass(frozen=True)
class Desk:
    """Where all posts of a site stand, as it was read just now."""

    config: Config
    settings: Settings
    plan: Plan
    addresses: Mapping[str, str]  # of the pages, by the path of the post

    def standing(self, original: str, target: str) -> Standing | None:
        """How one post stands in one language; None where there is no such post."""
        return next(
            (one for one in self.plan.standings if (one.document.path, one.target) == (original, target)), None
        )


@dataclass(frozen=True)
class Line:
    """One or more segments of the original and the sentences that answer them, both as their files have them."""

    source: str
    said: str  # empty: not translated yet
    part: str = ""  # the key of the front matter (`title`, `image.alt`); empty for the body
    kind: str = "paragraph"  # `heading`, `cell`, `title` …
    sentences: tuple[int, ...] = ()  # of the translated file, in order; empty: nothing to correct
    rung: str = ""
    is_in_memory: bool = False
    flags: tuple[str, ...] = ()
    is_stale: bool = False  # the original has other words now
    is_to_review: bool = False  # a person's words for an earlier wording

    @property
    def is_by_person(self) -> bool:
        """Whether somebody wrote or confirmed it."""
        return self.rung == _PERSON


@dataclass(frozen=True)
class Sides:
    """A post beside its translation."""

    standing: Standing
    lines: tuple[Line, ...]
    digest: str  # of the translated file, by which a correction knows that it was not changed since
    is_told: bool  # whether the sentences could be told; else `lines` are just the two texts in order


def open_desk(config: Config, now: datetime | None = None) -> Desk:
    """Read the site and see how its translations stand. Changes nothing."""
    settings = settings_of(config)
    with closing(Cache(FilePath(config.cache_folder, "cache.sqlite"))) as cache:
        site = read_site(config, now or datetime.now(UTC), load_plugins(config), cache)
    with _memory(config, settings) as memory:
        addresses = {document.path: document.url for document in site.documents if document.written}
        return Desk(config, settings, make_plan(site, settings, memory.posts()), addresses)


def sides_of(desk: Desk, standing: Standing) -> Sides:
    """A post beside its translation. Raises BlogtoolError where one of them cannot be read."""
    whole = _cut(desk, standing.document.path, standing.source)
    asked = [*_texts(desk, whole, standing.source)]
    if not os.path.isfile(os.path.join(desk.config.source, standing.path)):
        return Sides(standing, tuple(_unanswered(one) for one in asked), "", True)
    now = _cut(desk, standing.path, standing.target)
    said = [*_texts(desk, now, standing.target)]
    with _memory(desk.config, desk.settings) as memory:
        row = memory.post(standing.path)
        groups = _groups(now, row)
        if row is None or groups is None:
            return Sides(standing, tuple(_untold(asked, said)), now.digest.hex(), False)
        return Sides(standing, tuple(_lines(asked, said, row, groups, memory)), now.digest.hex(), True)


def correct(desk: Desk, standing: Standing, sentences: Sequence[int], text: str, digest: str) -> bool:
    """Write a person's words for some neighbouring sentences of a translation; whether the memory has them too.

    The words go into the file (nothing else in it changes) and into the memory, as that person's. The same
    words again mean: they are right. Raises BlogtoolError where the file is not the one of `digest` any more,
    or the words change more than words.
    """
    words = _CONTROLS.sub(" ", text).strip()
    where = Location(standing.path)
    if not words or len(words) > LONGEST:
        raise BlogtoolError(f"a sentence has from 1 to {LONGEST:,} signs", where)
    content = read_bytes(desk.config.source, standing.path)
    if digest_of(content).hex() != digest:
        raise BlogtoolError("the file has changed since it was shown", where, "look at it again, then correct it")
    with _memory(desk.config, desk.settings) as memory:
        worker = Worker(desk.config.source, desk.settings, memory, datetime.now(UTC), NoProgress())
        row = memory.post(standing.path)
        if row is None or row.file_hash != digest_of(content):
            learn_edits(worker, standing)  # somebody has edited the file, and no run has seen it yet
        now = _cut_of(desk, content, standing.path, standing.target)
        found = [*_texts(desk, now, standing.target)]
        if not sentences or not set(sentences) <= set(range(len(found))):
            raise BlogtoolError("there is no such sentence", where)
        chosen = [found[one] for one in sentences]
        if words == _shown(chosen):
            _confirm(memory, standing, sentences, worker)
            memory.commit()
            return True
        fresh = _with_words(desk, content, now, chosen, words, standing)
        path = os.path.join(desk.config.source, standing.path)
        before = memory.post(standing.path)
        write_atomically(path, fresh)
        learn_edits(worker, standing)
        after = memory.post(standing.path)
        if before is not None and after is not None and after.apart and not before.apart:
            write_atomically(path, content)  # the memory keeps nothing of it either: nothing is committed
            raise _more_than_words(standing.path)
        memory.commit()
        return after is not None and _is_persons(after, sentences[0])


def _is_persons(row: Written, sentence: int) -> bool:
    """Whether a sentence is known as a person's; where it cannot be told from its neighbours only the file has it."""
    place = row.groups[sentence] if sentence < len(row.groups) else len(row.rungs)
    return place < len(row.rungs) and row.rungs[place] == _PERSON


# The texts of a file, with their places


@dataclass(frozen=True)
class _Text:
    """One segment, and where it stands in the value or the body that it belongs to."""

    part: Part
    start: int
    end: int
    segment: Segment

    @property
    def words(self) -> str:
        return self.part.outline.source[self.start : self.end]

    @property
    def name(self) -> str:
        return ".".join(str(one) for one in self.part.path)


def _texts(desk: Desk, whole: Cut, lang: str) -> Iterator[_Text]:
    for part in whole.parts:
        source = part.outline.source
        if part.path:
            holes = outline.plain_holes(source, lang)
        else:
            holes = outline.body_holes(source, lang, desk.settings.kramdown)
        for hole in holes:
            yield _Text(part, hole.start, hole.end, hole.segment)


def _shown(texts: Sequence[_Text]) -> str:
    """The words of neighbouring sentences as one line; one that stands inside of another is in it already."""
    first = texts[0]
    end = max(one.end for one in texts if one.part is first.part)
    return _FOLD.sub(" ", first.part.outline.source[first.start : end])


def _cut(desk: Desk, path: str, lang: str) -> Cut:
    return _cut_of(desk, read_bytes(desk.config.source, path), path, lang)


def _cut_of(desk: Desk, content: bytes, path: str, lang: str) -> Cut:
    return cut(content, path, lang, desk.settings.keys, desk.settings.kramdown)


def _memory(config: Config, settings: Settings) -> Memory:
    path = FilePath(config.source, settings.memory)
    return Memory(path if path.exists() else ":memory:")


# Sentence beside sentence


def _groups(now: Cut, row: Written | None) -> tuple[int, ...] | None:
    """For each sentence of the file the first segment that it answers; None where that cannot be told."""
    if row is None or row.apart or not row.sentences:
        return None
    if row.file_hash == now.digest:
        return row.groups if len(row.groups) == len(now.segments) else None
    told = adopt.edits_of(now, row)
    return None if told is None else told.groups


def _unanswered(text: _Text) -> Line:
    return Line(_shown([text]), "", text.name, text.segment.place)


def _untold(asked: Sequence[_Text], said: Sequence[_Text]) -> Iterator[Line]:
    """The two texts in order, title beside title; nothing is claimed of which sentence answers which."""
    for place in range(max(len(asked), len(said))):
        one = asked[place] if place < len(asked) else None
        other = said[place] if place < len(said) else None
        text = one or other
        if text is not None:
            words = _shown([one]) if one else ""
            yield Line(words, _shown([other]) if other else "", text.name, text.segment.place)


def _lines(
    asked: Sequence[_Text], said: Sequence[_Text], row: Written, groups: Sequence[int], memory: Memory
) -> Iterator[Line]:
    keys = [key_of(one.segment) for one in asked]
    places = _places(row.keys, keys)
    people = {key for key, _ in memory.people(row.keys, row.source, row.target)}
    answers = memory.answers(row.keys, row.source, row.target, row.engine, None)
    shown = 0
    for old, sentences in _answered(groups, len(row.keys)):
        now = sorted({places[one] for one in old if one in places})
        for place in range(shown, now[0] if now else shown):
            yield _unanswered(asked[place])
        shown = max(shown, now[-1] + 1 if now else shown)
        first = asked[now[0]] if now else None
        words = _shown([asked[one] for one in now]) if now else memory.question(row.keys[old[0]]).split("\n")[0]
        text = first or said[sentences[0]]
        answer = answers.get(row.keys[old[0]])
        rungs = [row.rungs[one] for one in old]
        rung = max(rungs, key=RUNGS.index) if rungs else ""
        yield Line(
            source=words,
            said=_shown([said[one] for one in sentences]),
            part=text.name,
            kind=text.segment.place,
            sentences=tuple(sentences),
            rung=rung,
            is_in_memory=row.keys[old[0]] in people if rung == _PERSON else answer is not None,
            flags=answer.flags if answer is not None and rung != _PERSON else (),
            is_stale=any(one not in places or keys[places[one]] != row.keys[one] for one in old),
            is_to_review=any(one in row.review for one in old),
        )
    for place in range(shown, len(asked)):
        yield _unanswered(asked[place])


def _answered(groups: Sequence[int], places: int) -> Iterator[tuple[list[int], list[int]]]:
    """Segments of the original as it was, and the sentences that answer them."""
    members: dict[int, list[int]] = {}
    for sentence, group in enumerate(groups):
        members.setdefault(group, []).append(sentence)
    firsts = sorted(one for one in members if one < places)
    for number, first in enumerate(firsts):
        end = firsts[number + 1] if number + 1 < len(firsts) else places
        yield list(range(first, end)), members[first]


def _places(old: Sequence[bytes], new: Sequence[bytes]) -> dict[int, int]:
    """For each segment of the original as it was, its place in the original as it is."""
    found: dict[int, int] = {}
    for tag, start, end, begin, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal" or (tag == "replace" and end - start == stop - begin):
            found.update({start + step: begin + step for step in range(end - start)})
    return found


# A correction


def _with_words(
    desk: Desk, content: bytes, now: Cut, chosen: Sequence[_Text], words: str, standing: Standing
) -> bytes:
    """The file with other words in one place. Raises BlogtoolError where anything else would change."""
    part = chosen[0].part
    if any(one.part is not part for one in chosen):
        raise BlogtoolError("these sentences are no neighbours", Location(standing.path))
    start, end = chosen[0].start, max(one.end for one in chosen)
    source = part.outline.source
    value = source[:start] + words + source[end:]
    fresh = _in_head(content, now, part.path, value) if part.path else _in_body(content, source, start, end, words)
    changed = _cut_of(desk, fresh, standing.path, standing.target)
    if not _is_same_but(now, changed, part, [*_texts(desk, now, standing.target)], chosen):
        raise _more_than_words(standing.path)
    return fresh


def _more_than_words(path: str) -> BlogtoolError:
    return BlogtoolError(
        "this changes more than words",
        Location(path),
        "keep links, code, pictures and emphasis as they are; for anything else edit the file",
    )


def _is_same_but(now: Cut, changed: Cut, part: Part, found: Sequence[_Text], chosen: Sequence[_Text]) -> bool:
    before = [_bare(one.segment) for one in found]
    after = [_bare(one) for one in changed.segments]
    first = found.index(chosen[0])
    last = max(found.index(one) for one in chosen)
    end = max(one.end for one in chosen)
    while last + 1 < len(found) and found[last + 1].part is part and found[last + 1].end <= end:
        last += 1  # a text inside of a link of the sentence
    tail = len(before) - last - 1
    middle = after[first : len(after) - tail]
    inner = before[first : last + 1]
    return (
        before[:first] == after[:first]
        and (not tail or before[-tail:] == after[-tail:])
        and bool(middle)
        and _marks(middle) == _marks(inner)
        and [one.path for one in now.parts] == [one.path for one in changed.parts]
        and {key: value for key, value in now.data.items() if not part.path or key != part.path[0]}
        == {key: value for key, value in changed.data.items() if not part.path or key != part.path[0]}
        and adopt.skeleton(now) == adopt.skeleton(changed)
    )


def _bare(segment: Segment) -> Segment:
    """Without the texts inside of its marks, which are segments of their own."""
    marks = tuple(replace(mark, source=adopt.without_texts(mark.source)) for mark in segment.marks)
    return replace(segment, marks=marks)


def _marks(segments: Sequence[Segment]) -> list[tuple[str, str]]:
    return sorted((mark.kind, mark.source) for one in segments for mark in one.marks)


def _in_body(content: bytes, body: str, start: int, end: int, words: str) -> bytes:
    """The file with its body's text exchanged; its line ends and everything else stay, byte for byte."""
    raw = content.decode("utf-8")
    # Where each sign of the text as it was cut (without `\r` of `\r\n`) stands in the file.
    places = [at for at, sign in enumerate(raw) if not (sign == "\r" and raw[at + 1 : at + 2] == "\n")]
    offset = len(places) - len(body)
    places.append(len(raw))
    return (raw[: places[offset + start]] + words + raw[places[offset + end] :]).encode()


def _in_head(content: bytes, now: Cut, path: Path, value: str) -> bytes:
    """The file with one value of its front matter exchanged; only the lines of that key change."""
    data = dict(now.data)
    key = str(path[0])
    data[key] = _with_value(data[key], path[1:], value)
    head = head_text(now.head, now.data, data)
    raw = content.decode("utf-8")
    is_wide = "\r\n" in raw
    old = now.head.replace("\n", "\r\n") if is_wide else now.head
    fresh = head.replace("\n", "\r\n") if is_wide else head
    at = raw.find(old, raw.index("\n") + 1)
    if at < 0 or frontmatter.split(raw.replace("\r\n", "\n"))[0] is None:
        raise BlogtoolError("its line ends are mixed", Location(now.path), "save the file with one kind of them")
    return (raw[:at] + fresh + raw[at + len(old) :]).encode()


def _with_value(value: Any, path: Path, text: str) -> Any:
    if not path:
        return text
    copy: Any = list(value) if isinstance(value, list) else dict(value)
    copy[path[0]] = _with_value(value[path[0]], path[1:], text)
    return copy


def _confirm(memory: Memory, standing: Standing, sentences: Sequence[int], worker: Worker) -> None:
    """Somebody has looked and is content: the words there are that person's from now on."""
    row = memory.post(standing.path)
    if row is None or row.apart or not row.groups:
        return
    groups = {row.groups[one] for one in sentences}
    places = [one for old, _ in _answered(row.groups, len(row.keys)) if old[0] in groups for one in old]
    own = adopt.context_of_post(standing.path)
    people = memory.people([row.keys[one] for one in places], row.source, row.target)
    answers: Mapping[bytes, Answer] = memory.answers(
        [row.keys[one] for one in places], row.source, row.target, row.engine, None
    )
    rungs = list(row.rungs)
    review = set(row.review)
    for place in places:
        key = row.keys[place]
        contexts = (adopt.context_of(place, row.keys), NO_CONTEXT, own)
        kept = [people[key, one] for one in contexts if (key, one) in people]
        if place in review and (key, own) in people:
            kept = [people[key, own]]
        if not kept and key in answers:
            kept = [answers[key].text]
        if not kept:
            continue
        if place in review or (key, NO_CONTEXT) not in people:
            memory.learn(key, memory.question(key), kept[0], row.source, row.target, worker.now, NO_CONTEXT)
            memory.make_stale(key, row.target, row.path)
        rungs[place] = _PERSON
        review.discard(place)
    is_settled = bool(row.review) and not review
    memory.save_post(
        replace(
            row, rungs=tuple(rungs), review=tuple(sorted(review)), recipe="" if is_settled else row.recipe
        )
    )
