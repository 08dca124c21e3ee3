"""What people changed in a translation: told sentence by sentence, learned, and kept.

When a translation is saved, the digests of its sentences are noted. Later the file is cut again; a
sentence with another digest was edited by somebody, and its new words become that person's answer.
An edit that cannot be told by sentences (a paragraph more, other code) leaves the file to its editor.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import blake2b

from blogtool.model.translation import Answer, Mark, Segment
from blogtool.translate.documents import Cut, Part
from blogtool.translate.memory import KEY, NO_CONTEXT, Written

_MARK = re.compile(r"⟦(\d+)⟧")
_EDGE = "\ue0f3"  # of the private use area
_HOLE = re.compile(f"{_EDGE}[^{_EDGE}]*{_EDGE}")
_HOLES = re.compile(rf"{_EDGE}(?:[^\S\n]*\n?[^\S\n]*{_EDGE})+")  # a blank line is a paragraph more
_ALT = re.compile(r"!\[[^\[\]]*\]\(")
_TITLE = re.compile(r"""(\]\([^()\s]+)\s+(?:"[^"\n]*"|'[^'\n]*')(?=\s*\))""")
_ATTRIBUTE = re.compile(r"""(\s(?:alt|title|placeholder|label|summary|aria-label)=)(?:"[^"]*"|'[^']*')""")
_PLAIN = re.compile(r"[^\n`*_\[\]<>{}$\\|~]*")  # no markup in it
_BLANK = re.compile(r"\s+")
_NOWHERE = 2**32 - 1  # the group of a sentence that answers nothing
_MOST_STEPS = 1_000_000  # of a comparison by the table of all beginnings: about a second
_ALIKE = 0.5  # a sentence that shares less with its successor is another sentence

Kinds = tuple[tuple[str, str], ...]  # kind and source of each mark of a segment


@dataclass(frozen=True)
class Edit:
    """A person's words for one segment."""

    place: int
    text: str
    context: bytes  # NO_CONTEXT: wherever the segment stands


@dataclass(frozen=True)
class Told:
    """Edits told from the rest: what was written, and the sentences of the file as it is now."""

    edits: tuple[Edit, ...]
    digests: tuple[bytes, ...]
    groups: tuple[int, ...]


@dataclass(frozen=True)
class Sentences:
    """A saved translation as sentences, and which segment of the original each one answers."""

    digests: tuple[bytes, ...]
    groups: tuple[int, ...]  # for each sentence the first place that it answers
    skeleton: bytes  # of everything between the sentences


def sentences_of(saved: Cut, answers: Sequence[Answer], whole: Cut) -> Sentences:
    """The sentences of a translation just composed from `answers` to the segments of `whole`."""
    digests = tuple(digest_of_segment(segment) for segment in saved.segments)
    return Sentences(digests, tuple(_groups(saved, answers, whole)), skeleton(saved))


def skeleton(saved: Cut) -> bytes:
    """A digest of the body without its sentences: code, lists, tables, blank lines.

    However many sentences stand side by side, they count as one: an editor may cut a long one in two.
    """
    body = saved.parts[-1].outline
    holes = [Answer(_hole(one), "copied") for one in body.segments]
    text = _HOLES.sub(_EDGE, _HOLE.sub(_EDGE, body.join(holes)))
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=KEY).digest()


def _hole(segment: Segment) -> str:
    """All marks of a segment (none may be missing, and no span may be empty) between two odd signs."""
    words = [_with_word(mark) for mark in segment.marks]
    return f"{_EDGE}x{''.join(words)}{_EDGE}"


def _with_word(mark: Mark) -> str:
    if mark.kind.endswith("-open"):
        return f" ⟦{mark.number}⟧x"
    return f"⟦{mark.number}⟧ x" if mark.kind.endswith("-close") else f" ⟦{mark.number}⟧ x"


def edits_of(now: Cut, before: Written) -> Told | None:
    """What a person wrote where, or None where the edit cannot be told by sentences.

    `before` is the note that was made when the translation was saved.
    """
    old, groups = before.sentences, before.groups
    if not old or len(old) != len(groups) or skeleton(now) != before.skeleton:
        return None
    fresh = now.segments
    digests = tuple(digest_of_segment(one) for one in fresh)
    found: dict[int, str] = {}
    fresh_groups: list[int] = []
    done = 0
    moved = moved_among(old, digests)
    for gone, come in changes(old, digests, groups):
        were, are = slice(gone.start, gone.stop), slice(come.start, come.stop)
        if are_moved(old[were], digests[are], groups[were], moved):
            return None  # in another order: nobody corrected one sentence into another
        changed = by_place(gone, come, fresh, groups, len(before.keys))
        if changed is None:
            return None
        for place, segments in changed.items():
            text = as_answer(segments, before.marks.get(place, ()))
            if text is None:
                return None
            found[place] = text
        fresh_groups.extend(groups[done : gone.start])
        fresh_groups.extend(place for place, segments in changed.items() for _ in segments)
        done = gone.stop
    fresh_groups.extend(groups[done:])
    edits = tuple(
        Edit(place, text, context_in(place, found, before.keys)) for place, text in sorted(found.items())
    )
    return Told(edits, digests, tuple(fresh_groups))


def all_words(now: Cut, whole: Cut, keys: Sequence[bytes]) -> Told | None:
    """Every sentence of a translation as its editor's, where it is cut just as the original is; else None.

    For a translation of which we know nothing: the memory was lost, or somebody else wrote it.
    """
    if [(part.path, len(part.outline.segments)) for part in now.parts] != [
        (part.path, len(part.outline.segments)) for part in whole.parts
    ]:
        return None
    found: dict[int, str] = {}
    for place, (asked, said) in enumerate(zip(whole.segments, now.segments, strict=True)):
        text = as_answer([said], tuple((mark.kind, mark.source) for mark in asked.marks))
        if text is None or asked.place != said.place:
            return None
        if text != asked.text:
            found[place] = text
    edits = tuple(Edit(place, text, context_in(place, found, keys)) for place, text in sorted(found.items()))
    return Told(edits, tuple(digest_of_segment(one) for one in now.segments), tuple(range(len(now.segments))))


def context_of(place: int, keys: Sequence[bytes]) -> bytes:
    """What tells one of several equal segments from the others: its neighbours."""
    before = keys[place - 1] if place else b""
    after = keys[place + 1] if place + 1 < len(keys) else b""
    return blake2b(before + b"|" + after, digest_size=KEY).digest()


def context_of_post(path: str) -> bytes:
    """The context of words that are kept for one translation only, until somebody has seen them."""
    return blake2b(b"post|" + path.encode("utf-8", "surrogatepass"), digest_size=KEY).digest()


def successors(old: Sequence[bytes], new: Sequence[bytes]) -> dict[int, int]:
    """For places whose segment changed: the place in the original as it was (by new place)."""
    found: dict[int, int] = {}
    for tag, start, end, begin, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "replace" and end - start == stop - begin:
            found.update({begin + step: start + step for step in range(end - start)})
    return found


def is_reworded(before: str, after: str) -> bool:
    """Whether one question is another in new words (and not a new sentence in its place)."""
    old_text, _, old_kinds = before.partition("\n")
    new_text, _, new_kinds = after.partition("\n")
    return old_kinds == new_kinds and SequenceMatcher(None, old_text, new_text).ratio() >= _ALIKE


def kinds_of(segments: Sequence[Segment]) -> dict[int, Kinds]:
    """The marks of each segment that has some, by place."""
    return {
        place: tuple((mark.kind, mark.source) for mark in one.marks)
        for place, one in enumerate(segments)
        if one.marks
    }


def moved_among(old: Sequence[bytes], new: Sequence[bytes]) -> frozenset[bytes]:
    """Digests of sentences that were there before, and are not more now: in another place they are the same ones."""
    before, now = Counter(old), Counter(new)
    return frozenset(digest for digest, count in now.items() if count <= before[digest])


def are_moved(gone: Sequence[bytes], come: Sequence[bytes], groups: Sequence[int], moved: frozenset[bytes]) -> bool:
    """Whether some of what came in place of `gone` came from elsewhere, or is the same in another order."""
    if moved.intersection(come) - set(gone):
        return True
    return len(set(groups)) > 1 and len(gone) > 1 and sorted(gone) == sorted(come)


def changes(
    old: Sequence[bytes], new: Sequence[bytes], groups: Sequence[int]
) -> Iterator[tuple[range, range]]:
    """Ranges of sentences that differ, widened so that each holds all sentences of its segments."""
    pending: tuple[int, int, int, int] | None = None
    for start, end, begin, stop in _differences(old, new):
        while 0 < start < len(groups) and groups[start - 1] == groups[start]:
            start, begin = start - 1, begin - 1
        while 0 < end < len(groups) and groups[end - 1] == groups[end]:
            end, stop = end + 1, stop + 1
        if pending is not None and start < pending[1]:
            pending = (pending[0], max(end, pending[1]), pending[2], max(stop, pending[3]))
            continue
        if pending is not None:
            yield range(*pending[:2]), range(*pending[2:])
        pending = (start, end, begin, stop)
    if pending is not None:
        yield range(*pending[:2]), range(*pending[2:])


def _differences(old: Sequence[bytes], new: Sequence[bytes]) -> list[tuple[int, int, int, int]]:
    """Where two lists differ, with the fewest sentences exchanged, added and taken away."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    before, after = old[head : len(old) - tail], new[head : len(new) - tail]
    if len(before) * len(after) > _MOST_STEPS:
        codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
        found = [(start, end, begin, stop) for tag, start, end, begin, stop in codes if tag != "equal"]
    else:
        found = _fewest(before, after)
    return [(start + head, end + head, begin + head, stop + head) for start, end, begin, stop in found]


def _fewest(old: Sequence[bytes], new: Sequence[bytes]) -> list[tuple[int, int, int, int]]:
    """As `_differences`, by the table of all beginnings. (difflib prefers long runs, and so takes one of
    several equal sentences for another.)"""
    costs = [list(range(len(new) + 1))]
    for row, one in enumerate(old, start=1):
        above, line = costs[-1], [row]
        for column, other in enumerate(new, start=1):
            line.append(min(above[column - 1] + (one != other), above[column] + 1, line[-1] + 1))
        costs.append(line)
    found: list[tuple[int, int, int, int]] = []
    row, column = len(old), len(new)
    while row or column:
        start, begin = row, column
        if (
            row
            and column
            and costs[row][column] == costs[row - 1][column - 1] + (old[row - 1] != new[column - 1])
        ):
            start, begin = row - 1, column - 1
        elif row and costs[row][column] == costs[row - 1][column] + 1:
            start = row - 1
        else:
            begin = column - 1
        if (row - start, column - begin) != (1, 1) or old[start] != new[begin]:
            is_next = bool(found) and found[-1][0] == row and found[-1][2] == column
            end, stop = (found[-1][1], found.pop()[3]) if is_next else (row, column)
            found.append((start, end, begin, stop))
        row, column = start, begin
    return found[::-1]


def by_place(
    old: range,
    new: range,
    fresh: Sequence[Segment],
    groups: Sequence[int],
    places: int,
    starts: Sequence[int] = (),
) -> dict[int, list[Segment]] | None:
    """The new sentences by the place that they answer; `starts`: all groups of the post, where `groups` are some."""
    firsts = starts or sorted(set(groups))
    members = list(dict.fromkeys(groups[one] for one in old))
    if not members or not new:
        return None  # a sentence more, or one less
    for first in members:
        following = firsts.index(first) + 1
        if (firsts[following] if following < len(firsts) else places) - first != 1:
            return None  # one sentence answers two segments: whose words are these?
    if len(members) == 1:
        return {members[0]: [fresh[one] for one in new]}
    if len(old) != len(new):
        return None
    found: dict[int, list[Segment]] = {}
    for before, after in zip(old, new, strict=True):
        found.setdefault(groups[before], []).append(fresh[after])
    return found


def as_answer(segments: Sequence[Segment], kinds: Kinds) -> str | None:
    """The words of sentences as one answer, its marks numbered as in the original's segment."""
    free = dict(enumerate(kinds, start=1))
    texts: list[str] = []
    for segment in segments:
        written: dict[int, str] = {}
        for mark in segment.marks:
            number = _number_of(mark, free)
            if number is not None:
                del free[number]
                written[mark.number] = f"⟦{number}⟧"
                continue
            spelled = _taken_apart(mark.source, free)
            if spelled is None:
                return None
            written[mark.number] = spelled
        texts.append(_spelled(segment.text, written))
    return None if free else " ".join(texts)


def _number_of(mark: Mark, free: Mapping[int, tuple[str, str]]) -> int | None:
    """Which of the original's marks this is; one that differs only in a translated title or alternative text is it."""
    number = next((one for one, kind in free.items() if kind == (mark.kind, mark.source)), None)
    if number is not None:
        return number
    bare = mark.kind, without_texts(mark.source)
    return next((one for one, (kind, known) in free.items() if (kind, without_texts(known)) == bare), None)


def without_texts(source: str) -> str:
    """A mark without the words in it that are translated by themselves."""
    return _TITLE.sub(r"\1", _ALT.sub("![](", _ATTRIBUTE.sub(r"\1", source)))


def _taken_apart(source: str, free: dict[int, tuple[str, str]]) -> str | None:
    """One mark as several of the original's (`` `two`, `one` ``), or as a word that only looks like code.

    None where something else is marked up in it; what is found is taken out of `free`.
    """
    text = source
    for number, (kind, known) in sorted(free.items(), key=lambda one: -len(one[1][1])):
        if known in text and not kind.endswith(("-open", "-close")):
            text = text.replace(known, f"⟦{number}⟧", 1)
            del free[number]
    return text if _PLAIN.fullmatch(_MARK.sub("", text)) else None


def _spelled(text: str, written: Mapping[int, str]) -> str:
    """The text with something written for each mark; one that the text only seems to have stays."""
    return _MARK.sub(lambda found: written.get(int(found[1]), found[0]), text)


def context_in(place: int, found: Mapping[int, str], keys: Sequence[bytes]) -> bytes:
    """Equal segments that were not all edited alike are told apart by their neighbours."""
    equal = [one for one, key in enumerate(keys) if key == keys[place]]
    if all(found.get(one) == found[place] for one in equal):
        return NO_CONTEXT
    return context_of(place, keys)


def _groups(saved: Cut, answers: Sequence[Answer], whole: Cut) -> Iterator[int]:
    """For each sentence of the translation the first place that it answers, part by part."""
    starts: dict[object, tuple[int, Part]] = {}
    start = 0
    for part in whole.parts:
        starts[part.path] = (start, part)
        start += len(part.outline.segments)
    for part in saved.parts:
        if part.path not in starts:
            yield from [_NOWHERE] * len(part.outline.segments)
            continue
        start, original = starts[part.path]
        asked = original.outline.segments
        some = answers[start : start + len(asked)]
        words = [_plain(answer.text, segment.marks) for answer, segment in zip(some, asked, strict=True)]
        yield from _walk(words, [_plain(one.text, one.marks) for one in part.outline.segments], start)


def _walk(answers: list[str], sentences: list[str], start: int) -> Iterator[int]:
    """The place of each sentence: both lists spell the same words, cut at different points.

    Where they do not, what is alike before and behind keeps its places.
    """
    if "".join(answers) == "".join(sentences):
        yield from _walk_alike(answers, sentences, start)
        return
    done_answers = done = 0
    for first, second, size in SequenceMatcher(None, answers, sentences, autojunk=False).get_matching_blocks():
        some, said = answers[done_answers:first], sentences[done:second]
        if "".join(some) == "".join(said):
            yield from _walk_alike(some, said, start + done_answers)
        else:
            same_count = len(some) == len(said)
            yield from (start + done_answers + (step if same_count else 0) for step in range(len(said)))
        yield from range(start + first, start + first + size)
        done_answers, done = first + size, second + size


def _walk_alike(answers: list[str], sentences: list[str], start: int) -> Iterator[int]:
    """As `_walk`, where the words are the same."""
    place, group = 0, 0
    said = asked = 0
    for sentence in sentences:
        if said == asked:  # both lists begin something new here
            while place < len(answers) and not answers[place]:
                place += 1
            group = place
        said += len(sentence)
        yield start + group
        while asked < said and place < len(answers):
            asked += len(answers[place])
            place += 1


def digest_of_segment(segment: Segment) -> bytes:
    marks = "\n".join(f"{mark.kind} {mark.source}" for mark in segment.marks)
    return blake2b(f"{segment.text}\n{marks}".encode("utf-8", "surrogatepass"), digest_size=KEY).digest()


def _plain(text: str, marks: Sequence[Mark]) -> str:
    """The text with its marks spelled out and without blanks, to compare what differently cut texts say."""
    sources = {mark.number: f"⟦{mark.kind} {mark.source}⟧" for mark in marks}
    return _BLANK.sub("", _spelled(text, sources))
