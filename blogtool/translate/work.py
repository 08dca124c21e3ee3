"""The work of a translation run: ask in bulk, newest posts first, save each one as soon as it is whole."""

from __future__ import annotations

import errno
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from glob import escape as glob_escape
from glob import glob
from threading import Thread
from time import monotonic, time
from typing import Any

from blogtool.errors import BlogtoolError
from blogtool.model.plugins import Engine
from blogtool.model.translation import Answer, Progress, Segment
from blogtool.text import frontmatter
from blogtool.translate import adopt, hands, ladder
from blogtool.translate.arrange import Arranged
from blogtool.translate.documents import (
    Composed,
    Cut,
    compose,
    cut,
    digest_of,
    is_unedited,
    read_bytes,
)
from blogtool.translate.glossary import Glossary
from blogtool.translate.line_ends import LineEnds, line_ends_of, with_line_ends
from blogtool.translate.memory import NO_CONTEXT, Memory, Written, key_of
from blogtool.translate.obstacles import obstacle
from blogtool.translate.plan import Settings, Standing
from blogtool.translate.post_names import names_of
from blogtool.translate.quality import quality_of, says_of_quality
from blogtool.translate.shards import Shard
from blogtool.translate.titles import Titles, with_titles
from blogtool.write.files import write_if_different

HASH = 16  # digits of `source_hash`: enough to tell versions of one post apart
BATCH = 800  # segments asked at once: what a stopped run loses at most
_FIRST_BATCH = 100  # where time is short and the engine's speed not known yet
_SMALLEST_BATCH = 25  # fewer at once cost more than they save
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")  # Thai, Lao, kana, Han
_MOST_REFUSED = 20  # posts that could not be written: it is not their fault
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO)  # nothing else can be written either
_GRACE = 600.0  # seconds that a batch may take after the time is up: a slow engine gets on in every run
_ABANDONED = 600.0  # seconds after which a file in writing belongs to nobody


@dataclass(frozen=True)
class Pair:
    """Two languages, and what is needed to ask."""

    source: str
    target: str
    engine: Engine
    name: str  # of the engine
    glossary: Glossary
    digest: str | None  # of all that decides an answer; None where there is no model
    describes: str  # what a reader of a translation learns of it
    problem: BlogtoolError | None = None  # why nothing can be asked


@dataclass
class Tally:
    """What was done so far."""

    posts: Counter[str] = field(default_factory=Counter)  # `saved`, `unchanged`, `waiting`, `failed` …
    rungs: Counter[str] = field(default_factory=Counter)  # of the segments of the saved posts
    asked: int = 0  # segments handed to the engine
    words: int = 0  # in them
    seconds: float = 0.0  # spent asking
    problems: list[BlogtoolError] = field(default_factory=list)

    def add(self, problem: BlogtoolError) -> None:
        """Note what went wrong, once."""
        if str(problem) not in map(str, self.problems):
            self.problems.append(problem)


@dataclass(frozen=True)
class Ready:
    """One post on its way: taken apart, with the answers that are known."""

    standing: Standing
    whole: Cut
    keys: tuple[bytes, ...]
    known: Mapping[int, Answer]  # by place
    review: tuple[int, ...] = ()
    given: dict[int, Answer] = field(default_factory=dict)  # by place: what was asked in this run


class Flight:
    """One batch on its way through the ladder, in a thread of its own: engines work without Python's lock."""

    def __init__(self, worker: Worker, wanted: Mapping[bytes, Segment], pair: Pair) -> None:
        """Take off at once."""
        self.wanted = wanted
        self.pair = pair
        self.words = sum(_words(segment.text) for segment in wanted.values())
        self._worker = worker
        self._told = 0
        self._seconds = 0.0
        self._answers: list[Answer] = []
        self._failure: BaseException | None = None
        self._thread = Thread(target=self._fly, daemon=True)  # who stops the run does not wait for it
        self._thread.start()

    def landed(self, patience: float | None = None) -> tuple[list[Answer], float]:
        """The answers, in the order of what was wanted, and the seconds they took; raises what the engine did.

        Raises BlogtoolError where they are not back after `patience` seconds.
        """
        self._thread.join(patience)
        if self._thread.is_alive():
            raise BlogtoolError(
                f"the translation engine gave no answer in {self.pair.source} → {self.pair.target} long after its time",
                fix="see whether it still works; what was translated before is kept",
            )
        if self._failure is not None:
            raise self._failure
        return self._answers, self._seconds

    def _fly(self) -> None:
        clock, pair = self._worker.clock, self.pair
        started = clock()
        try:
            self._answers = ladder.translate_segments(
                list(self.wanted.values()),
                pair.engine,
                pair.source,
                pair.target,
                glossary=pair.glossary,
                progress=self._tell,
            )
        except BaseException as failure:  # told where it is waited for, an interruption too
            self._failure = failure
        self._seconds = clock() - started

    def _tell(self, done: int, total: int) -> None:
        words = self.words * done // total - self.words * self._told // total
        self._worker.progress.advance(done - self._told, words)
        self._told = done


class Worker:
    """Brings the posts of one site into one language after another."""

    def __init__(
        self,
        folder: str,
        settings: Settings,
        memory: Memory,
        now: datetime,
        progress: Progress,
        minutes: float | None = None,
        fresh: bool = False,
        clock: Callable[[], float] = monotonic,
        shard: Shard | None = None,
        asks: bool = True,
    ) -> None:
        """`fresh`: answers of an earlier model do not count; `minutes`: stop asking after so many (0: never);
        `shard`: ask only this share of the sentences, and save no posts; `asks`: False leaves out the engine."""
        self.folder = folder
        self.settings = settings
        self.memory = memory
        self.now = now
        self.progress = progress
        self.fresh = fresh
        self.clock = clock
        self.shard = shard
        self.asks = asks
        self.minutes = minutes or None
        self.deadline = None if not minutes else clock() + 60 * minutes
        self.tally = Tally()
        self.concerned: Mapping[tuple[str, str], frozenset[bytes]] = {}  # by a change of the glossary: asked anew
        self.titles: Titles = {}  # of posts that are translated already
        self._flight: Flight | None = None  # the batch that is being asked
        self._failed: dict[tuple[str, str], BlogtoolError] = {}  # pairs whose engine failed: asked no more
        self._refused = 0  # posts that could not be written
        self._cuts: dict[str, Cut] = {}
        self._swept: set[str] = set()

    def count(self, pairs: Sequence[tuple[Pair, Sequence[Standing]]]) -> list[tuple[int, int]]:
        """How many segments a run would ask for the posts of each pair, and how many words they have.

        Each post is taken apart once for all languages.
        """
        by_post: dict[str, list[tuple[int, Standing]]] = {}
        for number, (_, jobs) in enumerate(pairs):
            for job in jobs:
                by_post.setdefault(job.document.path, []).append((number, job))
        seen: list[dict[bytes, int]] = [{} for _ in pairs]
        for some in by_post.values():
            for number, job in some:
                ready = self._prepare(job, pairs[number][0])
                if ready is not None:
                    seen[number].update((key, _words(one.text)) for key, one in self._missing(ready).items())
        return [(len(one), sum(one.values())) for one in seen]

    def run(self, jobs: Sequence[Standing], pair: Pair) -> None:
        """Translate and save these posts; mistakes in one of them are kept in the tally.

        Raises BlogtoolError where nothing can be saved any more (disk full, memory not to be written).
        """
        unsaved: list[Ready] = []
        wanted: dict[bytes, Segment] = {}
        handled = 0
        for job in jobs:
            handled += 1
            ready = self._prepare(job, pair)
            if ready is None:
                continue
            unsaved.append(ready)
            wanted.update(self._with_names(self._missing(ready), ready))
            if len(wanted) < self._whole_batch(pair):
                continue
            unsaved, wanted = self._flush(unsaved, wanted, pair)
            if self.asks and self._problem(pair) is None:
                if self.is_late():
                    break
                continue
            handled -= len(unsaved)  # they wait; their sentences are not kept in mind
            unsaved, wanted = [], {}
        unsaved, _ = self._flush(unsaved, wanted, pair, is_last=True)
        self.tally.posts[self._why_unfinished(pair)] += len(jobs) - handled + len(unsaved)

    def _prepare(self, job: Standing, pair: Pair) -> Ready | None:
        """Take a post apart and look up what is known of it."""
        try:
            whole = self._cut(job.document.path, pair.source)
        except BlogtoolError as error:
            self.tally.add(error)
            return None
        segments = whole.segments
        keys = tuple(key_of(one) for one in segments)
        known = self._from_memory(keys, pair)
        people, review = self._from_people(job, keys, segments, pair)
        before = self.memory.post(job.path) if job.written is not None else None
        known |= hands.adopted_answers(self.memory, before, whole, keys, pair.source, pair.target, job.path)
        return Ready(job, whole, keys, known | people, review)

    def cut_original(self, standing: Standing) -> Cut:
        """The original of a translation, taken apart.

        Raises BlogtoolError where it cannot be read.
        """
        return self._cut(standing.document.path, standing.source)

    def _cut(self, path: str, lang: str) -> Cut:
        if path not in self._cuts:
            if len(self._cuts) > BATCH:
                self._cuts.clear()
            content = read_bytes(self.folder, path)
            self._cuts[path] = cut(content, path, lang, self.settings.keys, self.settings.kramdown)
        return self._cuts[path]

    def _from_memory(self, keys: Sequence[bytes], pair: Pair) -> dict[int, Answer]:
        found = self.memory.answers(keys, pair.source, pair.target, pair.name, pair.digest, self.fresh)
        again = self.concerned.get((pair.source, pair.target), frozenset()).intersection(found)
        if again:
            found = {key: answer for key, answer in found.items() if key not in again}
            found |= self.memory.answers(again, pair.source, pair.target, pair.name, pair.digest, fresh=True)
        return {place: found[key] for place, key in enumerate(keys) if key in found}

    def _from_people(
        self, job: Standing, keys: Sequence[bytes], segments: Sequence[Segment], pair: Pair
    ) -> tuple[dict[int, Answer], tuple[int, ...]]:
        """What people wrote for this post, and the places where that belongs to an earlier wording."""
        before = self.memory.post(job.path)
        moved = {} if before is None else adopt.successors(before.keys, keys)
        asked = [*keys, *(before.keys if before is not None and "person" in before.rungs else ())]
        people = self.memory.people(asked, pair.source, pair.target)
        if not people:
            return {}, ()
        own = adopt.context_of_post(job.path)
        found: dict[int, Answer] = {}
        review: list[int] = []
        for place, key in enumerate(keys):
            for context in (adopt.context_of(place, keys), NO_CONTEXT, own):
                if (key, context) in people:
                    found[place] = Answer(people[key, context], "person")
                    if context == own:
                        review.append(place)
                    break
            else:
                text = self._kept(before, moved.get(place), people, segments[place], job.path)
                if text is not None:
                    found[place] = Answer(text, "person", ("outdated",))
                    review.append(place)
                    self.memory.learn(key, segments[place].key, text, pair.source, pair.target, self.now, own)
        return found, tuple(review)

    def _kept(
        self,
        before: Written | None,
        place: int | None,
        people: Mapping[tuple[bytes, bytes], str],
        segment: Segment,
        path: str,
    ) -> str | None:
        """A person's words for the earlier wording of a segment: kept until the person has looked."""
        if before is None or place is None or before.rungs[place] != "person":
            return None
        key = before.keys[place]
        if not adopt.is_reworded(self.memory.question(key), segment.key):
            return None
        contexts = (adopt.context_of(place, before.keys), NO_CONTEXT, adopt.context_of_post(path))
        return next((people[key, one] for one in contexts if (key, one) in people), None)

    def _missing(self, ready: Ready) -> dict[bytes, Segment]:
        """What has to be asked for a post, and is not being asked already."""
        flying = self._flight.wanted if self._flight else {}
        return {key: segment for key, segment in self._unanswered(ready).items() if key not in flying}

    def _unanswered(self, ready: Ready) -> dict[bytes, Segment]:
        segments = ready.whole.segments
        return {
            key: segments[place]
            for place, key in enumerate(ready.keys)
            if place not in ready.known and place not in ready.given and (self.shard is None or self.shard.owns(key))
        }

    def _with_names(self, wanted: Mapping[bytes, Segment], ready: Ready) -> dict[bytes, Segment]:
        """What is to be asked for a post, with the names that the post shows, and the titles that it links to."""
        if not wanted:
            return {}
        job = ready.standing
        names = names_of(ready.whole, job.source, self.settings.names)
        titles = self.titles.get((job.source, job.target), {})
        return {key: with_titles(names.put_on(segment), titles) for key, segment in wanted.items()}

    def _flush(
        self, unsaved: list[Ready], wanted: dict[bytes, Segment], pair: Pair, is_last: bool = False
    ) -> tuple[list[Ready], dict[bytes, Segment]]:
        """Ask for what is wanted, batch by batch; save what is whole. Gives what is left of both.

        While the engine works on one batch, the posts of the one before are saved and those of the next one
        taken apart. Where the time is limited, one batch is waited for before the next: it tells the speed.
        """
        unsaved = self._save_whole(unsaved, pair)
        problem = self._problem(pair)
        if wanted and problem is not None and self.asks:
            self.tally.add(problem)
            return unsaved, {}
        fewest = 1 if is_last or self.deadline is not None else self._whole_batch(pair)
        while len(wanted) >= fewest and self._problem(pair) is None:
            size = self._batch(pair)
            if not size:
                break
            items = list(wanted.items())
            wanted = dict(items[size:])
            found = self._landed()
            if self._problem(pair) is None:
                self._flight = Flight(self, dict(items[:size]), pair)
            unsaved = self._hand_out(found, unsaved, pair)
            if self.deadline is not None:
                unsaved = self._hand_out(self._landed(), unsaved, pair)
        if is_last:
            unsaved = self._hand_out(self._landed(), unsaved, pair)
        return unsaved, wanted

    def _landed(self) -> dict[bytes, Answer]:
        """Wait for the batch that is being asked, and remember its answers."""
        flight, self._flight = self._flight, None
        if flight is None:
            return {}
        pair = flight.pair
        try:
            patience = None if self.deadline is None else max(0.0, self.deadline - self.clock()) + _GRACE
            answers, seconds = flight.landed(patience)
        except BlogtoolError as error:  # the other languages go on; these posts wait for the next run
            self._failed[pair.source, pair.target] = error
            self.tally.add(error)
            return {}
        self.tally.seconds += seconds
        self.tally.asked += len(answers)
        self.tally.words += flight.words
        found = dict(zip(flight.wanted, answers, strict=True))
        kept = {key: (flight.wanted[key].key, answer) for key, answer in found.items()}
        self.memory.remember(kept, pair.source, pair.target, pair.name, pair.digest or "")
        self.memory.commit()
        return found

    def _hand_out(self, found: Mapping[bytes, Answer], unsaved: list[Ready], pair: Pair) -> list[Ready]:
        if not found:
            return unsaved
        for ready in unsaved:
            ready.given.update(
                (place, found[key]) for place, key in enumerate(ready.keys) if key in found and place not in ready.known
            )
        return self._save_whole(unsaved, pair)

    def _save_whole(self, unsaved: Iterable[Ready], pair: Pair) -> list[Ready]:
        remaining: list[Ready] = []
        for ready in unsaved:
            if self._unanswered(ready):
                remaining.append(ready)
            elif not self.shard:
                self._save(ready, pair)
        self.memory.commit()
        return remaining

    def _save(self, ready: Ready, pair: Pair) -> None:
        """Put one translated post together and on the disk."""
        job, whole = ready.standing, ready.whole
        before = self.memory.post(job.path) if job.written is not None else None
        blocked = obstacle(self.folder, job.path)
        if blocked is not None:
            self.tally.add(blocked)
            return
        if not self._is_ours(job.path, before):
            self.tally.posts["kept"] += 1
            return
        try:
            made = self._compose(ready, pair, before)
        except BlogtoolError as error:
            self.tally.add(error)
            return
        if made is None:
            return
        composed, arranged = made
        content = with_line_ends(composed.text, self._line_ends(job.path, whole))
        is_new = self._write(job.path, content)
        if is_new is None:
            return
        self.memory.save_post(self._written(ready, composed, content, pair, before, arranged))
        self._count_saved(ready, composed, is_new)

    def _compose(self, ready: Ready, pair: Pair, before: Written | None) -> tuple[Composed, Arranged | None] | None:
        """The translated post, as its editor arranged it where one did; None where that cannot be told any more.

        Raises BlogtoolError where the file as it is cannot be read, or an answer does not fit.
        """
        job, whole = ready.standing, ready.whole
        answers = [
            ready.known[place] if place in ready.known else ready.given[place] for place in range(len(ready.keys))
        ]
        own, removed = hands.own_words(self.folder, self.settings, before, job, whole)
        says = self._says(ready, pair)

        def put_together(body: str | None = None) -> Composed:
            return compose(whole, answers, says, pair.source, pair.target, own, removed, body)

        composed = put_together()
        weak = self._says_of_quality(job, composed.answers)
        if weak:
            says |= weak
            composed = put_together()
        if not hands.is_arranged(before, self.folder, job.path):
            return composed, None
        arranged = hands.arranged_body(self.folder, self.settings, before, job, whole, ready.keys, composed)
        if arranged is None:
            self.memory.save_post(replace(before, apart=True))
            self.tally.posts["apart"] += 1
            return None
        says |= {"needs_review": True} if arranged.doubts else {}
        return put_together(arranged.body), arranged

    def _says(self, ready: Ready, pair: Pair) -> dict[str, Any]:
        """What a translation says of itself."""
        says: dict[str, Any] = {
            "lang": pair.target,
            "translated": True,
            "translation_of": ready.whole.path,
            "source_hash": ready.whole.digest.hex()[:HASH],
            "engine": pair.describes,
        }
        return says | ({"needs_review": True} if ready.review else {})

    def _write(self, path: str, content: bytes) -> bool | None:
        """Write one translation; whether it is new, or None where it could not be written.

        Raises BlogtoolError where nothing else can be written either.
        """
        self._sweep(os.path.dirname(os.path.join(self.folder, path)))
        try:
            return write_if_different(os.path.join(self.folder, path), content)
        except BlogtoolError as error:
            self._refused += 1
            if self._refused > _MOST_REFUSED or getattr(error.__cause__, "errno", None) in _NO_ROOM:
                raise
            self.tally.add(error)
            return None

    def _count_saved(self, ready: Ready, composed: Composed, is_new: bool) -> None:
        self.tally.posts["saved" if is_new else "unchanged"] += 1
        for place, answer in enumerate(composed.answers):
            hit = place in ready.known and answer.rung not in ("person", "source", "copied")
            self.tally.rungs["memory" if hit else answer.rung] += 1
        if is_new:
            self.progress.saved(ready.standing.path)

    def _line_ends(self, path: str, whole: Cut) -> LineEnds:
        """Those of the original; where they are the plain ones, those that the translation's editor gave it."""
        if not whole.line_ends.are_plain or not os.path.lexists(os.path.join(self.folder, path)):
            return whole.line_ends
        return line_ends_of(read_bytes(self.folder, path))

    def _is_ours(self, path: str, before: Written | None) -> bool:
        """Whether a file may be written: it is not there, or is as we know it; somebody may edit it at this moment."""
        try:
            content = read_bytes(self.folder, path)
        except BlogtoolError:
            return not os.path.lexists(os.path.join(self.folder, path))
        if before is not None and before.file_hash == digest_of(content):
            return True
        text = content.decode("utf-8-sig", "replace")
        return is_unedited(text, frontmatter.parse(text, path).data)

    def _says_of_quality(self, job: Standing, answers: Sequence[Answer]) -> dict[str, object]:
        """What a post that looks too weak says of itself."""
        least = self.settings.min_quality
        quality = quality_of(answers)
        if quality >= least:
            return {}
        self.tally.posts["weak"] += 1
        public = None
        if os.path.exists(os.path.join(self.folder, job.path)):
            content = read_bytes(self.folder, job.path)
            public = frontmatter.parse(content.decode("utf-8-sig", "replace"), job.path).data
        return says_of_quality(quality, least, self.settings.holds_weak, public)

    def _sweep(self, folder: str) -> None:
        """Remove what a killed run was writing; another run that is at work now is younger."""
        if folder in self._swept:
            return
        self._swept.add(folder)
        for path in glob(os.path.join(glob_escape(folder), ".blogtool-*.part")):
            with suppress(OSError):
                if time() - os.stat(path).st_mtime > _ABANDONED:
                    os.unlink(path)

    def _written(
        self,
        ready: Ready,
        composed: Composed,
        content: bytes,
        pair: Pair,
        before: Written | None,
        arranged: Arranged | None,
    ) -> Written:
        """The note of what was saved, by which later edits are told."""
        job, whole = ready.standing, ready.whole
        saved = cut(content, job.path, pair.target, self.settings.keys, self.settings.kramdown)
        noted = hands.noted(saved, composed, whole, arranged)
        return Written(
            path=job.path,
            original=whole.path,
            source=pair.source,
            target=pair.target,
            source_hash=whole.digest,
            file_hash=digest_of(content),
            recipe=self.settings.recipe,
            engine=pair.name,
            head=hands.head_to_note(before, saved),
            skeleton=noted.skeleton,
            keys=ready.keys,
            rungs=hands.rungs_to_note(composed.answers, arranged),
            review=ready.review,
            marks=adopt.kinds_of(whole.segments),
            sentences=noted.sentences,
            groups=noted.groups,
            layout=noted.layout,
            adopted=before is not None and before.adopted,
        )

    def leave(self, jobs: Sequence[Standing], pair: Pair) -> None:
        """Count posts that have to wait for the next run."""
        self.tally.posts[self._why_unfinished(pair)] += len(jobs)

    def _problem(self, pair: Pair) -> BlogtoolError | None:
        """Why nothing can be asked (any more)."""
        return pair.problem or self._failed.get((pair.source, pair.target))

    def _why_unfinished(self, pair: Pair) -> str:
        if pair.problem is not None:
            return "no-model"
        return "waiting" if self._problem(pair) is None else "failed"

    def is_late(self) -> bool:
        """Whether the time is up."""
        return self.deadline is not None and self.clock() >= self.deadline

    def _whole_batch(self, pair: Pair) -> int:
        return BATCH * max(1, int(getattr(pair.engine, "machines", 1)))

    def _batch(self, pair: Pair) -> int:
        """How many segments to ask now, so that the time is kept; 0 where it is up, or nothing is to be asked."""
        if not self.asks:
            return 0
        most = self._whole_batch(pair)
        if self.deadline is None:
            return most
        left = self.deadline - self.clock()
        if left <= 0:
            return 0
        done, seconds = self.tally.asked, self.tally.seconds
        fitting = int(left * done / seconds) if done and seconds > 0 else _FIRST_BATCH
        return min(most, max(_SMALLEST_BATCH, fitting))


def _words(text: str) -> int:
    """How many words a text has; where no blanks stand between words, two characters count as one."""
    return len(text.split()) + len(_UNSPACED.findall(text)) // 2
