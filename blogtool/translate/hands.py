"""What others wrote, while a translation is brought up to date: which words stay theirs."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeGuard

from blogtool.model.translation import Answer
from blogtool.translate import adopt
from blogtool.translate.arrange import Arranged, arrange
from blogtool.translate.documents import MARKS, Composed, Cut, cut, digest_of, head_digests, read_bytes
from blogtool.translate.layout import Layout, head_count, natural_layout
from blogtool.translate.memory import Memory, Written
from blogtool.translate.plan import Settings, Standing
from blogtool.translate.recognise import places_of

OWN_KEY = "own"  # in place of a digest: front matter whose words could not be told from its editor's
_LANGUAGE_KEYS = ("lang", "translated")


@dataclass(frozen=True)
class Noted:
    """What is to be noted of a saved translation."""

    sentences: tuple[bytes, ...]
    groups: tuple[int, ...]
    skeleton: bytes
    layout: Layout | None


def adopted_answers(
    memory: Memory, before: Written | None, whole: Cut, keys: Sequence[bytes], source: str, target: str, path: str
) -> dict[int, Answer]:
    """What other translators' files say for a post.

    What its editor left out needs no answer, and neither does what stays as another translator has it.
    """
    texts = memory.adopted(keys, source, target, path)
    found = {place: Answer(texts[key], "adopted") for place, key in enumerate(keys) if key in texts}
    if before is None or before.layout is None or before.layout.is_natural:
        return found
    answered = {one for cover in places_of(before.groups, before.layout).values() for one in cover}
    left_out = {key for place, key in enumerate(before.keys) if place not in answered}
    left_out -= {before.keys[place] for place in answered if place < len(before.keys)}
    left_out |= {key for key, rung in zip(before.keys, before.rungs, strict=True) if rung == "adopted"}
    for place, key in enumerate(keys):
        if place not in found and key in left_out:
            found[place] = Answer(whole.segments[place].text, "copied")
    return found


def own_words(
    folder: str, settings: Settings, before: Written | None, job: Standing, whole: Cut
) -> tuple[dict[str, object], set[str]]:
    """What a person put into the translation's front matter, and the keys that a person took out."""
    if before is None or not before.head or not os.path.exists(os.path.join(folder, job.path)):
        return {}, set()
    content = read_bytes(folder, job.path)
    now = cut(content, job.path, job.target, settings.keys, settings.kramdown).data
    own_texts = {key for key, digest in before.head.items() if digest == OWN_KEY}
    texts = {key.split(".", 1)[0] for key in settings.keys} & set(whole.data) - own_texts
    ours = {*MARKS, *_LANGUAGE_KEYS, *texts}
    digests = head_digests(now)
    own = {
        key: value for key, value in now.items() if key not in ours and before.head.get(key) != digests[key]
    }
    return own, {key for key in before.head if key not in now and key not in ours}


def head_to_note(before: Written | None, saved: Cut) -> dict[str, str]:
    """Digests of the front matter as saved; keys that were its editor's stay so."""
    found = head_digests(saved.data)
    if before is not None and before.adopted:
        found = dict.fromkeys({*found, *before.head}, "")
    kept = {} if before is None else {key: OWN_KEY for key, one in before.head.items() if one == OWN_KEY}
    return found | kept


def is_arranged(before: Written | None, folder: str, path: str) -> TypeGuard[Written]:
    """Whether an editor arranged the translation in another way than its original."""
    if before is None or before.layout is None or before.layout.is_natural:
        return False
    return os.path.exists(os.path.join(folder, path))


def arranged_body(
    folder: str,
    settings: Settings,
    before: Written,
    job: Standing,
    whole: Cut,
    keys: Sequence[bytes],
    composed: Composed,
) -> Arranged | None:
    """The body as its editor arranged it, brought up to date; None where that is not certain."""
    content = read_bytes(folder, job.path)
    if digest_of(content) != before.file_hash:
        return None
    now = cut(content, job.path, job.target, settings.keys, settings.kramdown)
    draft = cut(composed.text.encode("utf-8", "replace"), job.path, job.target, settings.keys, settings.kramdown)
    return arrange(now, before, whole, keys, composed.answers, draft)


def noted(saved: Cut, composed: Composed, whole: Cut, arranged: Arranged | None) -> Noted:
    """The sentences and blocks of a saved translation, by which a later edit is told."""
    told = adopt.sentences_of(saved, composed.answers, whole)
    if arranged is None:
        return Noted(told.digests, told.groups, told.skeleton, natural_layout(whole, saved, told.groups))
    groups, layout = arranged.noted(saved, whole, told.groups[: head_count(saved)])
    return Noted(told.digests, groups, told.skeleton, layout)


def rungs_to_note(answers: Sequence[Answer], arranged: Arranged | None) -> tuple[str, ...]:
    """The rungs to note: a person's sentence that stands in the file is a person's, whatever the draft has there."""
    persons = frozenset() if arranged is None else arranged.persons
    return tuple("person" if place in persons else one.rung for place, one in enumerate(answers))
