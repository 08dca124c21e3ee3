"""Reads the translations that are not as we saved them, learns from them, and follows renamed posts."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from blogtool.errors import BlogtoolError, Location
from blogtool.model.translation import RUNGS
from blogtool.text import frontmatter
from blogtool.translate import adopt
from blogtool.translate.align import align
from blogtool.translate.documents import Cut, cut, head_digests, is_unedited, read_bytes, sealed
from blogtool.translate.hands import OWN_KEY
from blogtool.translate.layout import Layout, pieces_of
from blogtool.translate.line_ends import with_line_ends
from blogtool.translate.memory import NO_CONTEXT, Written, key_of
from blogtool.translate.plan import Plan, Standing
from blogtool.translate.recognise import Recognised, recognise
from blogtool.translate.work import Worker
from blogtool.write.files import write_atomically

_AT_ONCE = 200  # edited files: what a killed run has to look at again
_SAME = 0.6  # share of segments that make a new post the old one under a new name
_TRANSLATION_OF = re.compile(r"^translation_of:.*$", re.MULTILINE)
_CONFLICT = re.compile(rb"^<{7} .*?^>{7} ", re.MULTILINE | re.DOTALL)
PERSON = RUNGS[1]


def learn_all(worker: Worker, plan: Plan, is_kept: bool = True) -> bool:
    """Learn from every translation that is not as we know it; whether there was one.

    Files of other translators are many at first: they wait for the next run where the time is up, and what was
    learned is kept now and then (not if only looking: `is_kept`).
    """
    edited = [one for one in plan.standings if one.is_edited]
    if len(edited) > _AT_ONCE:
        worker.progress.start(len(edited), 0, "reading translations")
    try:
        _learn_from(edited, worker, is_kept)
    finally:
        worker.progress.finish()
    return bool(edited)


def _learn_from(edited: Sequence[Standing], worker: Worker, is_kept: bool) -> None:
    for number, standing in enumerate(edited, start=1):
        if is_kept and number % _AT_ONCE == 0:
            worker.memory.commit()
        worker.progress.advance(1, 0)
        if standing.written is None and worker.is_late():
            continue
        try:
            if standing.state == "by-hand":
                _adopt_foreign(worker, standing)
            else:
                learn_edits(worker, standing)
        except BlogtoolError as error:
            worker.tally.add(error)


def learn_edits(worker: Worker, standing: Standing) -> None:
    """Learn what a person changed in a translation; the file itself stays as it is.

    Raises BlogtoolError where it cannot be read.
    """
    content = read_bytes(worker.folder, standing.path)
    now = _cut(worker, content, standing.path, standing.target)
    _check_merged(content, standing.path, read_bytes(worker.folder, standing.document.path))
    row = worker.memory.post(standing.path)
    if is_unedited(content.decode("utf-8-sig"), now.data):
        _recognise(worker, standing, now, row)
    elif row is not None and row.apart:
        worker.memory.save_post(replace(row, file_hash=now.digest))
    elif row is not None and row.sentences:
        _learn_sentences(worker, standing, now, row)
    elif row is None and not now.data.get("translation_of"):
        _adopt_foreign(worker, standing)
    else:
        _adopt(worker, standing, now)


def _check_merged(content: bytes, path: str, original: bytes) -> None:
    """Raises BlogtoolError where git left a merge to its author: its marks are nobody's words."""
    found = _CONFLICT.search(content)
    if found is None or _CONFLICT.search(original):  # a post about git has them
        return
    line = content.count(b"\n", 0, found.start()) + 1
    raise BlogtoolError("git left a conflict in it", Location(path, line), "choose one side, and remove git's marks")


def _recognise(worker: Worker, standing: Standing, now: Cut, row: Written | None) -> None:
    """The file is our own work, though the memory does not know it: lost, or a run was cut short."""
    if row is not None:
        worker.memory.save_post(replace(row, file_hash=now.digest, recipe=""))  # composed again from memory
    elif not standing.is_outdated:
        worker.memory.save_post(_brief(worker, standing, now))


def _learn_sentences(worker: Worker, standing: Standing, now: Cut, row: Written) -> None:
    is_natural = row.layout is None or row.layout.is_natural
    told: adopt.Told | Recognised | None = adopt.edits_of(now, row) if is_natural else None
    if told is None:
        told = recognise(now, row)
    if told is None:
        worker.memory.save_post(replace(row, file_hash=now.digest, apart=True))
        return
    edits = list(told.edits)
    review = set(row.review)
    layout = told.layout if isinstance(told, Recognised) else _as_it_is(row, now)
    if layout is not None and "needs_review" not in now.data:
        layout = replace(layout, slots=tuple(replace(one, is_doubtful=False) for one in layout.slots))
    is_flagged = "needs_review" in now.data
    if review and not is_flagged:  # somebody has looked, is content, and took the flag away
        edits = [*_accepted(worker, row), *edits]
        review.clear()
    _remember(worker, standing, edits, row.keys)
    rungs = list(row.rungs)
    for edit in edits:
        rungs[edit.place] = PERSON
        review.discard(edit.place)
    worker.memory.save_post(
        replace(
            row,
            file_hash=now.digest,
            rungs=tuple(rungs),
            review=tuple(sorted(review)),
            sentences=told.digests,
            groups=told.groups,
            layout=layout,
            recipe="" if is_flagged and not review and not _doubts(layout) else row.recipe,  # the flag goes too
        )
    )


def _as_it_is(row: Written, now: Cut) -> Layout | None:
    """The layout of a file in which only sentences were corrected."""
    if row.layout is None:
        return None
    pieces = pieces_of(now)
    if len(pieces) != len(row.layout.slots):
        return None
    slots = tuple(
        replace(slot, digest=piece.digest, frame=piece.frame, count=len(piece.segments))
        for slot, piece in zip(row.layout.slots, pieces, strict=True)
    )
    return replace(row.layout, slots=slots)


def _doubts(layout: Layout | None) -> bool:
    return layout is not None and any(slot.is_doubtful for slot in layout.slots)


def _accepted(worker: Worker, row: Written) -> list[adopt.Edit]:
    own = adopt.context_of_post(row.path)
    people = worker.memory.people([row.keys[place] for place in row.review], row.source, row.target)
    return [
        adopt.Edit(place, people[row.keys[place], own], NO_CONTEXT)
        for place in row.review
        if (row.keys[place], own) in people
    ]


def _adopt(worker: Worker, standing: Standing, now: Cut) -> None:
    """A translation of ours, edited, and the memory does not know how it was: its words are its editor's."""
    whole = worker.cut_original(standing)
    keys = tuple(key_of(one) for one in whole.segments)
    told = None if standing.is_outdated else adopt.all_words(now, whole, keys)
    row = _brief(worker, standing, now)
    if told is None:
        worker.memory.save_post(replace(row, apart=True))
        return
    _remember(worker, standing, told.edits, keys, whole)
    edited = {edit.place for edit in told.edits}
    worker.memory.save_post(
        replace(
            row,
            head=head_digests(now.data),
            skeleton=adopt.skeleton(now),
            keys=keys,
            rungs=tuple(PERSON if place in edited else "copied" for place in range(len(keys))),
            marks=adopt.kinds_of(whole.segments),
            sentences=told.digests,
            groups=told.groups,
        )
    )


def _adopt_foreign(worker: Worker, standing: Standing) -> None:
    """A translation that somebody else made: what can be told sentence by sentence is adopted; the file stays."""
    content = read_bytes(worker.folder, standing.path)
    now = _cut(worker, content, standing.path, standing.target)
    whole = worker.cut_original(standing)
    keys = tuple(key_of(one) for one in whole.segments)
    found = align(now, whole)
    row = replace(_brief(worker, standing, now), source_hash=whole.digest, original=whole.path, adopted=True)
    worker.memory.unadopt(standing.source, standing.target, standing.path)
    if found is None:
        worker.memory.save_post(replace(row, apart=True))
        return
    texts = {
        keys[place]: (whole.segments[place].key, text)
        for place, text in found.texts.items()
        if text != whole.segments[place].text  # it was not translated
    }
    worker.memory.adopt(texts, standing.source, standing.target, standing.path)
    theirs = dict.fromkeys((*whole.data, *now.data), "")  # differs from every digest: none of it is ours
    worker.memory.save_post(
        replace(
            row,
            head=theirs | dict.fromkeys(found.own_keys, OWN_KEY),
            skeleton=adopt.skeleton(now),
            keys=keys,
            rungs=(RUNGS[-1],) * len(keys),
            marks=adopt.kinds_of(whole.segments),
            sentences=found.digests,
            groups=found.groups,
            layout=found.layout,
        )
    )


def _brief(worker: Worker, standing: Standing, now: Cut) -> Written:
    """What the file says of itself, as a note."""
    return Written(
        path=standing.path,
        original=str(now.data.get("translation_of") or standing.document.path),
        source=standing.source,
        target=standing.target,
        source_hash=b"" if standing.is_outdated else standing.document.source_hash,
        file_hash=now.digest,
        recipe=worker.settings.recipe,
        engine=str(now.data.get("engine") or "").split(" ", 1)[0],
    )


def _remember(
    worker: Worker,
    standing: Standing,
    edits: Sequence[adopt.Edit],
    keys: Sequence[bytes],
    whole: Cut | None = None,
) -> None:
    """Keep a person's words; other posts with the same segment get them too."""
    memory = worker.memory
    for edit in edits:
        key = keys[edit.place]
        question = whole.segments[edit.place].key if whole is not None else memory.question(key)
        memory.learn(key, question, edit.text, standing.source, standing.target, worker.now, edit.context)
        if edit.context == NO_CONTEXT:
            memory.make_stale(key, standing.target, standing.path)


def follow_renames(worker: Worker, plan: Plan, written: Mapping[str, Written]) -> list[tuple[str, str]]:
    """Move the translations of renamed posts along; gives (old path, new path) of each."""
    moved: list[tuple[str, str]] = []
    for old, standing in renamed(worker, plan, written):
        try:
            _move(worker, standing, old)
            moved.append((old, standing.path))
        except BlogtoolError as error:  # one that cannot be moved does not keep the others
            worker.tally.add(error)
    return moved


def renamed(worker: Worker, plan: Plan, written: Mapping[str, Written]) -> list[tuple[str, Standing]]:
    """The translations whose posts were renamed, each with how its post stands under the new name."""
    orphans = {path: written.get(path) for path, _ in plan.orphans}
    found: list[tuple[str, Standing]] = []
    for standing in plan.standings if orphans else ():
        if standing.state != "missing":
            continue
        try:
            old = _orphan_of(worker, standing, orphans)
        except BlogtoolError as error:  # one that cannot be read does not keep the others
            worker.tally.add(error)
            continue
        if old is not None:
            del orphans[old]
            found.append((old, standing))
    return found


def _orphan_of(worker: Worker, standing: Standing, orphans: Mapping[str, Written | None]) -> str | None:
    """The translation whose original this post was under an earlier name."""
    whole: Cut | None = None
    best: tuple[float, str] | None = None
    for path, row in orphans.items():
        if row is None or row.target != standing.target:
            continue
        if row.source_hash == standing.document.source_hash:
            return path
        details = worker.memory.post(path)
        if details is None or not details.keys:
            continue
        whole = whole or worker.cut_original(standing)
        ours = [key_of(one) for one in whole.segments]
        share = 2 * len(set(ours) & set(details.keys)) / max(1, len(set(ours)) + len(set(details.keys)))
        if share >= _SAME and (best is None or share > best[0]):
            best = (share, path)
    return best[1] if best else None


def _move(worker: Worker, standing: Standing, old: str) -> None:
    """The file under its new name, with the new name of its original in it."""
    content = read_bytes(worker.folder, old)
    now = _cut(worker, content, old, standing.target)
    text = content.decode("utf-8-sig").replace("\r\n", "\n")
    is_ours = is_unedited(text, now.data)
    line = f"translation_of: {standing.document.path}"
    text = _TRANSLATION_OF.sub(lambda _: line, text, count=1)
    head, body, _ = frontmatter.split(text)
    content = with_line_ends(sealed(head or "", now.gap + body) if is_ours else text, now.line_ends)
    write_atomically(os.path.join(worker.folder, standing.path), content)
    try:
        os.unlink(os.path.join(worker.folder, old))
    except OSError as error:
        raise BlogtoolError(f"cannot be removed: {error.strerror}", Location(old)) from error
    details = worker.memory.post(old)
    if details is not None:
        known = details.file_hash == now.digest
        fresh = _cut(worker, content, standing.path, standing.target).digest
        worker.memory.drop_post(old)
        worker.memory.save_post(replace(details, path=standing.path, file_hash=fresh if known else b""))
    worker.memory.commit()


def _cut(worker: Worker, content: bytes, path: str, lang: str) -> Cut:
    return cut(content, path, lang, worker.settings.keys, worker.settings.kramdown)
