"""The memory: what was asked once is not asked again, and what a person wrote is never lost.

One SQLite file. `answer` holds what engines gave, `person` what people wrote (no translation ever writes
there), `adopted` what other translators' files say, `post` what each saved translation was made of, so that
a later edit can be told from our own words.
"""

from __future__ import annotations

import json
import os
import sqlite3
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any

from blogtool.errors import BlogtoolError, Location
from blogtool.model.translation import RUNGS, Answer, Segment
from blogtool.translate.layout import Layout, unpack

VERSION = 2  # of the tables below
_RESCUED = ("engine", "question", "answer", "person", "adopted", "post")
KEY = 16  # bytes of a segment's key
NO_CONTEXT = b""
_AT_ONCE = 500  # keys in one query
_TABLES = """
create table engine(id integer primary key, name text, digest text, unique(name, digest));
create table question(key blob primary key, text text) without rowid;
create table answer(key blob, source text, target text, engine int, text text, rung int, flags text,
                    primary key(key, source, target, engine)) without rowid;
create table person(key blob, source text, target text, context blob, text text, at text,
                    primary key(key, source, target, context)) without rowid;
create table post(path text primary key, original text, source text, target text, source_hash blob,
                  file_hash blob, recipe text, engine text, head text, skeleton blob, keys blob, rungs blob,
                  review text, marks text, sentences blob, groups blob, apart int);
"""
_TABLES_2 = """
create table adopted(key blob, source text, target text, path text, text text,
                     primary key(key, source, target, path)) without rowid;
alter table post add column adopted int default 0;
alter table post add column layout blob default x'';
alter table post add column doubts int default 0;
alter table post add column own int default 0;
"""


@dataclass(frozen=True)
class Written:
    """What a saved translation was made of."""

    path: str  # of the translation, relative to the source folder
    original: str  # path of the post it translates
    source: str  # languages, as the site spells them
    target: str
    source_hash: bytes  # of the original's bytes
    file_hash: bytes  # of the translation's bytes as they are known to us
    recipe: str  # changes where the same source would be composed differently
    engine: str  # its name: `argos`
    head: Mapping[str, str] = field(default_factory=dict)  # front matter as written: key to digest of value
    skeleton: bytes = b""  # digest of all that stands between the sentences
    keys: tuple[bytes, ...] = ()  # the segments of the original, in order
    rungs: tuple[str, ...] = ()  # how each was answered
    review: tuple[int, ...] = ()  # places whose person's text belongs to an earlier wording
    marks: Mapping[int, tuple[tuple[str, str], ...]] = field(default_factory=dict)  # by place: kind, source
    sentences: tuple[bytes, ...] = ()  # the translation's own sentences, as digests
    groups: tuple[int, ...] = ()  # for each sentence, the place that it belongs to (or its first)
    adopted: bool = False  # somebody else made it, and it was laid beside its original
    layout: Layout | None = None  # its blocks
    doubts: int = 0  # blocks of an editor's whose original has changed since (as read; `layout` decides)
    own: int = 0  # blocks that are an editor's in more than some sentences
    apart: bool = False  # edited by hand in a way that cannot be told by sentences: left alone


def key_of(segment: Segment) -> bytes:
    """What the memory knows a segment by: its text, and the kinds of its marks."""
    return key_of_text(segment.key)


def key_of_text(text: str) -> bytes:
    """The key of a question as `Segment.key` words it."""
    return blake2b(unicodedata.normalize("NFC", text).encode("utf-8", "replace"), digest_size=KEY).digest()


class Memory:
    """The translation memory of a site; changes are kept by `commit`."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Open the file, or make it. A damaged one is put aside, never deleted (see `warnings`).

        Raises BlogtoolError where it cannot be opened, or a newer blogtool made it.
        """
        self.path = Path(path)
        self.warnings: list[str] = []
        self._engines: dict[tuple[str, str], int] = {}
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            try:
                self._connection = self._open()
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError):
                    raise
                self.warnings.append(self._begin_anew())
        except (sqlite3.Error, OSError) as error:
            raise self._told(error) from error

    def __enter__(self) -> Memory:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what was not committed is forgotten."""
        with suppress(sqlite3.Error):
            self._connection.rollback()
        self._connection.close()

    def commit(self) -> None:
        """Keep everything that was remembered until now."""
        try:
            self._connection.commit()
        except sqlite3.Error as error:
            raise self._told(error) from error

    # Answers of engines

    def answers(
        self,
        keys: Iterable[bytes],
        source: str,
        target: str,
        engine: str,
        digest: str | None,
        fresh: bool = False,
    ) -> dict[bytes, Answer]:
        """What the engine of this name answered before, by key.

        Answers of an earlier model (another `digest`) count too, unless `fresh` ones are wanted; but where
        the earlier model failed and the text stayed as it was, the present one is asked. Where the present one failed,
        it is asked again if `fresh` answers are wanted: a server may have been out of sorts.
        """
        ours = self._engine_ids(engine)
        present = ours.get(digest or "", -1)
        found: dict[bytes, tuple[bool, int, Answer]] = {}
        for key, number, text, rung, flags in self._select(
            "select key, engine, text, rung, flags from answer where source = ? and target = ? and key in",
            (source, target),
            keys,
        ):
            is_present = number == present
            if number not in ours.values() or (fresh and not is_present):
                continue
            name = RUNGS[rung]
            if name == "source" and digest is not None and (fresh or not is_present):
                continue
            answer = Answer(text, name, tuple(flags.split()))
            if key not in found or (is_present, number) > found[key][:2]:
                found[key] = (is_present, number, answer)
        return {key: answer for key, (_, _, answer) in found.items()}

    def remember(
        self, answers: Mapping[bytes, tuple[str, Answer]], source: str, target: str, engine: str, digest: str
    ) -> None:
        """Keep answers by key, each with its question (`Segment.key`)."""
        number = self._engine(engine, digest)
        self._many(
            "insert or ignore into question values (?, ?)",
            ((key, text) for key, (text, _) in answers.items()),
        )
        self._many(
            "insert or replace into answer values (?, ?, ?, ?, ?, ?, ?)",
            (
                (key, source, target, number, one.text, RUNGS.index(one.rung), " ".join(one.flags))
                for key, (_, one) in answers.items()
            ),
        )

    # What people wrote

    def people(self, keys: Iterable[bytes], source: str, target: str) -> dict[tuple[bytes, bytes], str]:
        """What people wrote for these keys, by key and context."""
        rows = self._select(
            "select key, context, text from person where source = ? and target = ? and key in",
            (source, target),
            keys,
        )
        return {(key, context): text for key, context, text in rows}

    def learn(
        self,
        key: bytes,
        question: str,
        text: str,
        source: str,
        target: str,
        at: datetime,
        context: bytes = b"",
    ) -> None:
        """Keep what a person wrote; it wins from now on wherever this segment stands."""
        self._many("insert or ignore into question values (?, ?)", [(key, question)])
        self._many(
            "insert or replace into person values (?, ?, ?, ?, ?, ?)",
            [(key, source, target, context, text, at.isoformat(timespec="seconds"))],
        )

    def forget(self, key: bytes, source: str, target: str) -> None:
        """A person's text is withdrawn: the engine's holds again."""
        self._many("delete from person where key = ? and source = ? and target = ?", [(key, source, target)])

    # What other translators' files say

    def adopted(self, keys: Iterable[bytes], source: str, target: str, path: str) -> dict[bytes, str]:
        """What was adopted for these keys: from the file at `path`, or else from the first that has it."""
        rows = self._select(
            "select key, path, text from adopted where source = ? and target = ? and key in",
            (source, target),
            keys,
        )
        found: dict[bytes, tuple[bool, str, str]] = {}
        for key, origin, text in rows:
            found[key] = min(found.get(key, (True, origin, text)), (origin != path, origin, text))
        return {key: text for key, (_, _, text) in found.items()}

    def unadopt(self, source: str, target: str, path: str) -> None:
        """Forget what the file at `path` said."""
        self._many("delete from adopted where source = ? and target = ? and path = ?", [(source, target, path)])

    def adopt(self, texts: Mapping[bytes, tuple[str, str]], source: str, target: str, path: str) -> None:
        """Keep what the file at `path` says, by key with its question."""
        self._many("insert or ignore into question values (?, ?)", ((key, one[0]) for key, one in texts.items()))
        self._many(
            "insert or replace into adopted values (?, ?, ?, ?, ?)",
            ((key, source, target, path, text) for key, (_, text) in texts.items()),
        )

    # Saved posts

    def posts(self) -> dict[str, Written]:
        """Every saved translation by its path, without the details that only an edit needs."""
        rows = self._rows(
            "select path, original, source, target, source_hash, file_hash, recipe, engine,"
            " rungs, review, apart, adopted, doubts, own from post"
        )
        return {row[0]: _brief(row) for row in rows}

    def post(self, path: str) -> Written | None:
        """One saved translation with every detail."""
        row = self._run("select * from post where path = ?", (path,)).fetchone()
        return None if row is None else _written(row)

    def save_post(self, written: Written) -> None:
        """Note what a translation is made of now."""
        self._many(f"insert or replace into post values ({', '.join('?' * 21)})", [_row(written)])

    def drop_post(self, path: str) -> None:
        """Forget a translation that is no more; its sentences stay."""
        self._many("delete from post where path = ?", [(path,)])

    def make_stale(self, key: bytes, target: str, but: str) -> None:
        """Let every translation with this segment, `but` one, be composed again."""
        query = "update post set recipe = '' where target = ? and path != ? and instr(keys, ?) > 0"
        self._many(query, [(target, but, key)])

    def make_all_stale(self, keys: Collection[tuple[bytes, str]]) -> None:
        """Let every translation with one of these segments (key and target language) be composed again."""
        targets = {target for _, target in keys}
        stale = [
            (path,)
            for path, target, some in self._rows("select path, target, keys from post where recipe != ''")
            if target in targets and any((key, target) in keys for key in _cut(some, KEY))
        ]
        self._many("update post set recipe = '' where path = ?", stale)

    def posts_with(self, keys: Collection[bytes], source: str, target: str) -> list[str]:
        """The translations with one of these segments, answered by a machine."""
        query = "select path, keys, rungs from post where source = ? and target = ?"
        person = RUNGS.index("person")
        return [
            path
            for path, some, rungs in (self._rows(query, (source, target)) if keys else ())
            if any(key in keys and rung != person for key, rung in zip(_cut(some, KEY), rungs, strict=False))
        ]

    def question(self, key: bytes) -> str:
        """The question of a key, as `Segment.key` words it; empty where it is not known."""
        row = self._run("select text from question where key = ?", (key,)).fetchone()
        return "" if row is None else str(row[0])

    # Everything, for export

    def dump(self) -> Iterator[dict[str, str]]:
        """Every answer as a map of texts, sorted: a diff shows what changed."""
        rows = self._rows(
            "select a.source, a.target, q.text, a.text, e.name, e.digest, a.rung, a.flags from answer a"
            " join question q on q.key = a.key join engine e on e.id = a.engine"
            " order by a.source, a.target, q.text, e.name, e.id"
        )
        for source, target, question, text, engine, digest, rung, flags in rows:
            entry = {"source": source, "target": target, "question": question, "answer": text}
            yield entry | {"engine": engine, "digest": digest, "rung": RUNGS[rung], "flags": flags}
        rows = self._rows(
            "select p.source, p.target, q.text, p.text, p.context, p.at from person p"
            " join question q on q.key = p.key order by p.source, p.target, q.text, p.context"
        )
        for source, target, question, text, context, at in rows:
            entry = {"source": source, "target": target, "question": question, "answer": text}
            yield entry | {"rung": "person", "context": context.hex(), "at": at}
        rows = self._rows(
            "select a.source, a.target, q.text, a.text, a.path from adopted a"
            " join question q on q.key = a.key order by a.source, a.target, q.text, a.path"
        )
        for source, target, question, text, path in rows:
            entry = {"source": source, "target": target, "question": question, "answer": text}
            yield entry | {"rung": "adopted", "path": path}

    # How fast engines were here

    def note_pace(self, engine: str, words: int, seconds: float) -> None:
        """Note how long an engine took for so many words, for estimates."""
        self._run("create table if not exists pace(engine text primary key, words int, seconds real)")
        self._many("insert or replace into pace values (?, ?, ?)", [(engine, words, seconds)])

    def pace(self, engine: str) -> float | None:
        """Words a second of an engine in its last run here; None where it is not known."""
        if not self._run("select 1 from sqlite_master where name = 'pace'").fetchone():
            return None
        row = self._run("select words, seconds from pace where engine = ?", (engine,)).fetchone()
        return row[0] / row[1] if row and row[1] > 0 else None

    # Under which glossary answers were made

    def glossary(self, source: str, target: str) -> str | None:
        """What was noted last for a pair of languages; None where nothing was."""
        if not self._run("select 1 from sqlite_master where name = 'glossary'").fetchone():
            return None
        row = self._run("select text from glossary where source = ? and target = ?", (source, target)).fetchone()
        return None if row is None else str(row[0])

    def note_glossary(self, source: str, target: str, text: str) -> None:
        """Note the glossaries under which the answers of a pair were made."""
        self._run(
            "create table if not exists glossary(source text, target text, text text, primary key(source, target))"
        )
        self._many("insert or replace into glossary values (?, ?, ?)", [(source, target, text)])

    def answered(
        self, source: str, target: str, engine: str, digest: str
    ) -> Iterator[tuple[bytes, str, str, bool]]:
        """All that this engine answered: key, question, answer, and whether in its present state and glossary."""
        yield from self._rows(
            "select a.key, q.text, a.text, e.digest = ? from answer a join question q on q.key = a.key"
            " join engine e on e.id = a.engine where a.source = ? and a.target = ? and e.name = ?",
            (digest, source, target, engine),
        )

    def count(self) -> int:
        """How many answers there are, of engines and people."""
        row = self._run("select (select count(*) from answer) + (select count(*) from person)"
            " + (select count(*) from adopted)").fetchone()
        return int(row[0])

    # The file

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=30)
        try:
            connection.execute("pragma synchronous = normal")
            (version,) = connection.execute("pragma user_version").fetchone()
            if version > VERSION:
                raise BlogtoolError(
                    f"the translation memory is of version {version}, this blogtool knows version {VERSION}",
                    Location(str(self.path)),
                    "update blogtool",
                )
            connection.execute("select count(*) from sqlite_master").fetchone()
            if version < VERSION:
                tables = _TABLES_2 if version else _TABLES + _TABLES_2
                connection.executescript(
                    "begin immediate;" + tables + f"pragma user_version = {VERSION}; commit;"
                )
        except sqlite3.OperationalError as error:
            connection.close()
            if "already exists" in str(error) or "duplicate column" in str(error):  # another process was quicker
                return self._open()
            raise
        except (sqlite3.DatabaseError, BlogtoolError, UnicodeDecodeError) as error:
            connection.close()
            if isinstance(error, UnicodeDecodeError):  # a message that quotes torn text
                raise sqlite3.DatabaseError("damaged") from error
            raise
        return connection

    def _begin_anew(self) -> str:
        """Put the damaged file aside, and begin a new one with what can still be read of it; gives what to tell."""
        number = 1
        while (aside := self.path.with_name(f"{self.path.name}.damaged-{number}")).exists():
            number += 1
        os.replace(self.path, aside)
        self._engines = {}
        self._connection = self._open()
        rescued = _rescue(aside, self._connection)
        held = f"{rescued:,} answers could be read and are" if rescued else "nothing of it is"
        return (
            f"the translation memory was damaged; it lies in `{aside}`, and a new one was begun: {held} in it"
            " (what people corrected still stands in the posts)"
        )

    def _engine_ids(self, name: str) -> dict[str, int]:
        return dict(self._rows("select digest, id from engine where name = ?", (name,)))

    def _engine(self, name: str, digest: str) -> int:
        if (name, digest) not in self._engines:
            self._many("insert or ignore into engine(name, digest) values (?, ?)", [(name, digest)])
            self._engines[name, digest] = self._engine_ids(name)[digest]
        return self._engines[name, digest]

    def _select(
        self, query: str, values: tuple[str, ...], keys: Iterable[bytes]
    ) -> Iterator[tuple[Any, ...]]:
        remaining = iter(dict.fromkeys(keys))
        while some := list(islice(remaining, _AT_ONCE)):
            yield from self._rows(f"{query} ({', '.join('?' * len(some))})", (*values, *some))

    def _run(self, query: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        try:
            return self._connection.execute(query, values)
        except sqlite3.Error as error:
            raise self._told(error) from error

    def _rows(self, query: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query; damage may be met at any of them."""
        try:
            yield from self._connection.execute(query, values)
        except sqlite3.Error as error:
            raise self._told(error) from error

    def _many(self, query: str, rows: Iterable[Sequence[object]]) -> None:
        try:
            self._connection.executemany(query, rows)
        except sqlite3.Error as error:
            raise self._told(error) from error

    def _damaged(self, error: Exception) -> BlogtoolError:
        with suppress(sqlite3.Error):
            self._connection.close()
        try:
            return BlogtoolError(self._begin_anew(), fix="run again")
        except (sqlite3.Error, OSError) as failure:
            what = f"the translation memory is damaged: {error}; {failure}"
            return BlogtoolError(what, Location(str(self.path)), "move it away")

    def _told(self, error: Exception) -> BlogtoolError:
        code = getattr(error, "sqlite_errorcode", 0) or 0
        if code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            return self._damaged(error)
        if code & 0xFF == sqlite3.SQLITE_FULL:
            return BlogtoolError(
                "the disk is full", Location(str(self.path)), "make room; what was translated before is kept"
            )
        if code & 0xFF == sqlite3.SQLITE_BUSY:
            return BlogtoolError(
                "another blogtool is writing the translation memory", Location(str(self.path)), "try again"
            )
        reason = getattr(error, "strerror", None) or error
        return BlogtoolError(
            f"the translation memory cannot be used: {reason}",
            Location(str(self.path)),
            "check that the folder may be written to, or move the file away",
        )


def _rescue(aside: Path, connection: sqlite3.Connection) -> int:
    """Copy what can be read of a damaged file, table by table from both ends; gives the number of answers."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"{aside.absolute().as_uri()}?mode=ro", uri=True)) as damaged:
        for table in _RESCUED:
            for order in ("", " order by 1 desc"):
                with suppress(sqlite3.Error, UnicodeDecodeError):
                    for row in damaged.execute(f"select * from {table}{order}"):
                        places = ", ".join("?" * len(row))
                        connection.execute(f"insert or ignore into {table} values ({places})", row)
    _drop_nonsense(connection)
    connection.commit()
    counts = [connection.execute(f"select count(*) from {table}").fetchone()[0] for table in _RESCUED[2:5]]
    return int(sum(counts))


def _drop_nonsense(connection: sqlite3.Connection) -> None:
    """Without what damage made of rows: texts with another key, answers of nobody, notes that are not whole."""
    wrong = [(key,) for key, text in connection.execute("select * from question") if key_of_text(str(text)) != key]
    connection.executemany("delete from question where key = ?", wrong)
    connection.execute("delete from answer where engine not in (select id from engine)")
    connection.execute("delete from answer where rung not between 0 and ?", (len(RUNGS) - 1,))
    torn = [(row[0],) for row in connection.execute("select * from post") if not _is_whole(row)]
    connection.executemany("delete from post where path = ?", torn)


def _is_whole(row: Sequence[Any]) -> bool:
    try:
        written = _written(row)
    except (ValueError, TypeError, AttributeError, IndexError, KeyError):
        return False
    return len(written.keys) == len(written.rungs) and len(written.file_hash) == KEY


def _row(written: Written) -> tuple[object, ...]:
    marks = {str(place): [list(pair) for pair in pairs] for place, pairs in written.marks.items()}
    return (
        written.path,
        written.original,
        written.source,
        written.target,
        written.source_hash,
        written.file_hash,
        written.recipe,
        written.engine,
        json.dumps(dict(written.head), ensure_ascii=False),
        written.skeleton,
        b"".join(written.keys),
        bytes(RUNGS.index(rung) for rung in written.rungs),
        json.dumps(list(written.review)),
        json.dumps(marks, ensure_ascii=False),
        b"".join(written.sentences),
        b"".join(number.to_bytes(4, "big") for number in written.groups),
        int(written.apart),
        int(written.adopted),
        written.layout.pack() if written.layout else b"",
        written.layout.doubts if written.layout else 0,
        written.layout.own if written.layout else 0,
    )


def _written(row: Sequence[Any]) -> Written:
    marks = {int(place): tuple((k, s) for k, s in pairs) for place, pairs in json.loads(row[13]).items()}
    return replace(
        _brief((*row[:8], row[11], row[12], row[16], row[17], row[19], row[20])),
        head=json.loads(row[8]),
        skeleton=row[9],
        keys=_cut(row[10], KEY),
        marks=marks,
        sentences=_cut(row[14], KEY),
        groups=tuple(int.from_bytes(one, "big") for one in _cut(row[15], 4)),
        layout=unpack(row[18]),
    )


def _brief(row: Sequence[Any]) -> Written:
    path, original, source, target, source_hash, file_hash, recipe, engine, rungs, review = row[:10]
    apart, adopted, doubts, own = row[10:]
    return Written(
        path,
        original,
        source,
        target,
        source_hash,
        file_hash,
        recipe,
        engine,
        rungs=tuple(RUNGS[number] for number in rungs),
        review=tuple(json.loads(review)),
        apart=bool(apart),
        adopted=bool(adopted),
        doubts=doubts,
        own=own,
    )


def _cut(data: bytes, length: int) -> tuple[bytes, ...]:
    return tuple(data[start : start + length] for start in range(0, len(data), length))
