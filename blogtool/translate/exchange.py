"""The memory as text: sorted JSON lines for git and for reading, TMX for other translators' tools."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

from blogtool import __version__
from blogtool.errors import BlogtoolError, Location
from blogtool.model.config import Config
from blogtool.model.language import likenesses, normalise, script
from blogtool.model.translation import RUNGS, Answer
from blogtool.translate.memory import NO_CONTEXT, Memory, key_of_text
from blogtool.translate.plan import settings_of
from blogtool.translate.shards import Shard
from blogtool.write.files import write_atomically

_NEEDED = ("source", "target", "question", "answer")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_AT_ONCE = 500


def export_memory(config: Config, path: str, shard: Shard | None = None) -> list[str]:
    """Write the site's memory, or one machine's share, to a file: `.tmx`, or JSON lines. Gives what to tell."""
    with _memory(config) as memory:
        entries = list(_share(memory, shard))
        content = to_tmx(entries) if path.lower().endswith(".tmx") else to_jsonl(entries)
        write_atomically(str(Path(path).absolute()), content)
        return [f"wrote {len(entries):,} answers to {path}"]


def import_memory(config: Config, *paths: str) -> list[str]:
    """Add what files hold to the site's memory; a person's words in them win over an engine's.

    Raises BlogtoolError where the file is neither JSON lines nor TMX, with the line.
    """
    lines: list[str] = []
    settings = settings_of(config)
    codes = (*settings.targets, settings.default)
    with _memory(config) as memory:
        for path in paths:
            try:
                content = Path(path).read_bytes()
            except OSError as error:
                raise BlogtoolError(f"cannot be read: {error.strerror}", Location(path)) from error
            read = from_tmx if path.lower().endswith(".tmx") else from_jsonl
            count = read(memory, content, path, codes)
            memory.commit()
            lines.append(f"read {count:,} answers from {path}; the memory now holds {memory.count():,}")
    return lines


def _share(memory: Memory, shard: Shard | None) -> Iterator[dict[str, str]]:
    for entry in memory.dump():
        if shard is None or shard.owns(key_of_text(entry["question"])):
            yield entry


def to_jsonl(entries: Memory | Iterable[Mapping[str, str]]) -> bytes:
    """Every answer as a line of JSON, sorted: a diff shows what changed."""
    lines = (json.dumps(entry, ensure_ascii=False) + "\n" for entry in _entries(entries))
    return "".join(lines).encode("utf-8", "surrogatepass")


def from_jsonl(memory: Memory, content: bytes, path: str = "", codes: Sequence[str] = ()) -> int:
    """Add the answers of JSON lines; gives their number. `codes`: the languages as the site spells them."""
    return _add(memory, _lines(content, path), path, codes)


def to_tmx(entries: Memory | Iterable[Mapping[str, str]]) -> bytes:
    """Every answer as a unit of TMX 1.4; marks stand in the text as `⟦1⟧`, their kinds in a property."""
    root = ElementTree.Element("tmx", version="1.4")
    header = {
        "creationtool": "blogtool",
        "creationtoolversion": __version__,
        "segtype": "sentence",
        "o-tmf": "blogtool",
        "adminlang": "en",
        "srclang": "*all*",
        "datatype": "plaintext",
    }
    ElementTree.SubElement(root, "header", header)
    body = ElementTree.SubElement(root, "body")
    for entry in _entries(entries):
        unit = ElementTree.SubElement(body, "tu", srclang=entry["source"])
        question, _, kinds = entry["question"].partition("\n")
        for name in ("rung", "engine", "digest", "flags", "context", "at", "path"):
            if entry.get(name):
                ElementTree.SubElement(unit, "prop", type=f"x-{name}").text = _xml_text(entry[name])
        if kinds:
            ElementTree.SubElement(unit, "prop", type="x-marks").text = _xml_text(kinds)
        for lang, text in ((entry["source"], question), (entry["target"], entry["answer"])):
            variant = ElementTree.SubElement(unit, "tuv", {_XML_LANG: lang})
            ElementTree.SubElement(variant, "seg").text = _xml_text(text)
    ElementTree.indent(root)
    output = BytesIO()
    ElementTree.ElementTree(root).write(output, encoding="utf-8", xml_declaration=True)
    return output.getvalue() + b"\n"


def from_tmx(memory: Memory, content: bytes, path: str = "", codes: Sequence[str] = ()) -> int:
    """Add the units of a TMX file; those of other tools count as a person's words.

    Left out are units with another tool's codes in them (`<bpt>`): what they stand for is not known here.
    """
    if b"<!ENTITY" in content:  # a few of them can swell to gigabytes
        raise BlogtoolError(
            "the TMX file declares entities", Location(path), "save it without a DTD of its own"
        )
    try:
        root = ElementTree.fromstring(content)
    except ElementTree.ParseError as error:
        raise BlogtoolError(f"no XML: {error}", Location(path, error.position[0])) from error
    header = root.find("header")
    srclang = header.get("srclang", "") if header is not None else ""
    return _add(memory, _units(root, srclang), path, codes)


def _entries(entries: Memory | Iterable[Mapping[str, str]]) -> Iterable[Mapping[str, str]]:
    return entries.dump() if isinstance(entries, Memory) else entries


def _units(root: ElementTree.Element, srclang: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    for number, unit in enumerate(root.iter("tu"), start=1):
        props = {str(prop.get("type", "")).removeprefix("x-"): prop.text or "" for prop in unit.iter("prop")}
        texts: dict[str, str] = {}
        for variant in unit.iter("tuv"):
            lang = variant.get(_XML_LANG) or variant.get("lang") or ""
            seg = variant.find("seg")
            if lang and seg is not None and not _has_codes(seg):
                texts[lang] = "".join(seg.itertext())
        source = unit.get("srclang") or srclang
        source = next((lang for lang in texts if normalise(lang) == normalise(source)), next(iter(texts), ""))
        for target, text in texts.items():
            if target == source:
                continue
            question = texts[source] + (f"\n{props['marks']}" if props.get("marks") else "")
            entry = {"source": source, "target": target, "question": question, "answer": text}
            yield number, {"rung": "person", **props, **entry}


def _has_codes(seg: ElementTree.Element) -> bool:
    return any(one.tag not in ("seg", "hi") and "".join(one.itertext()).strip() for one in seg.iter())


def _lines(content: bytes, path: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    for number, line in enumerate(content.split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise BlogtoolError("no line of JSON", Location(path, number)) from error
        if not isinstance(entry, dict):
            raise BlogtoolError("no map of an answer", Location(path, number))
        yield number, entry


def _add(
    memory: Memory, entries: Iterable[tuple[int, Mapping[str, str]]], path: str, codes: Sequence[str] = ()
) -> int:
    """Put entries into the memory, many at once; where people's words are new, their posts are composed again."""
    count = 0
    learned: set[tuple[bytes, str]] = set()
    spelled: dict[str, str] = {}
    waiting: dict[tuple[str, str, str, str], dict[bytes, tuple[str, Answer]]] = {}
    for number, entry in entries:
        if not all(isinstance(entry.get(key), str) and entry[key] for key in _NEEDED):
            raise BlogtoolError(
                f"an answer without {', '.join(_NEEDED[:-1])} or {_NEEDED[-1]}", Location(path, number)
            )
        count += 1
        for code in (entry["source"], entry["target"]):
            spelled.setdefault(code, _spelled(code, codes))
        entry = {**entry, "source": spelled[entry["source"]], "target": spelled[entry["target"]]}
        if _add_one(memory, entry, waiting):
            learned.add((key_of_text(entry["question"]), entry["target"]))
        if count % _AT_ONCE == 0:
            _empty(memory, waiting)
    _empty(memory, waiting)
    if learned:
        memory.make_all_stale(learned)
    return count


def _spelled(code: str, codes: Sequence[str]) -> str:
    """A language as the site spells it: `fr` for another tool's `fr-FR`, `hant` for `zh-TW`."""
    for one in likenesses(code):
        for known in codes:
            if normalise(known) == one and script(known) == script(code):
                return known
    return code


def _add_one(
    memory: Memory,
    entry: Mapping[str, str],
    waiting: dict[tuple[str, str, str, str], dict[bytes, tuple[str, Answer]]],
) -> bool:
    """Put one entry in; whether it is a person's words that were not there."""
    key = key_of_text(entry["question"])
    rung = entry.get("rung", "person")
    if rung == "adopted":
        adopted = {key: (entry["question"], entry["answer"])}
        memory.adopt(adopted, entry["source"], entry["target"], str(entry.get("path", "")))
        return False
    if rung == "person" or rung not in RUNGS:
        context = _bytes(entry.get("context", ""))
        known = memory.people([key], entry["source"], entry["target"]).get((key, context))
        memory.learn(
            key, entry["question"], entry["answer"], entry["source"], entry["target"], _moment(entry), context
        )
        return known != entry["answer"]
    answer = Answer(entry["answer"], rung, tuple(str(entry.get("flags", "")).split()))
    group = (entry["source"], entry["target"], entry.get("engine", ""), entry.get("digest", ""))
    waiting.setdefault(group, {})[key] = (entry["question"], answer)
    return False


def _empty(memory: Memory, waiting: dict[tuple[str, str, str, str], dict[bytes, tuple[str, Answer]]]) -> None:
    for (source, target, engine, digest), answers in waiting.items():
        memory.remember(answers, source, target, engine, digest)
    waiting.clear()


def _bytes(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return NO_CONTEXT


def _moment(entry: Mapping[str, str]) -> datetime:
    try:
        return datetime.fromisoformat(str(entry.get("at")))
    except ValueError:
        return datetime.now(UTC)


def _xml_text(text: str) -> str:
    """Text without the control signs that XML cannot hold."""
    return "".join(
        sign for sign in text if sign in "\t\n\r" or (sign >= " " and not "\ud800" <= sign <= "\udfff")
    )


def _memory(config: Config) -> Memory:
    return Memory(Path(config.source, settings_of(config).memory))
