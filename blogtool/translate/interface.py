"""The words around the posts: what `_data/i18n` lacks in a language is translated, until the author changes it."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import blake2b

from blogtool.errors import BlogtoolError
from blogtool.model.site import Site
from blogtool.text.yaml import dump, load
from blogtool.write.files import write_atomically

FOLDER = "i18n"  # below the data folder: one file a language
_HEAD = "# What a machine translated. Correct it as you like: what you change is yours.\n"
# Before each word that a machine wrote: a digest of the original, and one of what it wrote.
_MARK = re.compile(r"# machine ([0-9a-f]{8}) ([0-9a-f]{8})\n(?P<key>\"(?:[^\"\\\n]|\\.)*\"|[^\s#:\"][^:\n]*):(?=\s)")

Ask = Callable[[Sequence[str], str], Sequence[str]]  # texts and a language; their translations


def wanted_words(site: Site, source: str, target: str, written: str) -> dict[str, object]:
    """What one language says and another one lacks, or has from a machine that read an older original; by key.

    `written` is the text of the site's own file of the words in `target`.
    """
    words = site.data.get(FOLDER)
    own = words.get(source) if isinstance(words, Mapping) else None
    if not isinstance(words, Mapping) or not isinstance(own, Mapping):
        return {}
    there = words.get(target)
    known = there if isinstance(there, Mapping) else {}
    machines = {key: marks for key, *marks in _marked(written)}

    def is_wanted(key: str, value: object) -> bool:
        if key not in known:
            return value is not None
        of_original, of_translation = machines.get(key, ("", ""))
        return of_translation == _digest(known[key]) and of_original != _digest(value)

    return {str(key): value for key, value in own.items() if is_wanted(str(key), value)}


def translate_interface(site: Site, source: str, targets: Sequence[str], ask: Ask) -> list[str]:
    """Writes the wanted words of each language into its file, and gives the paths of the files.

    `ask` is called only where words are wanted. Raises BlogtoolError where a file cannot be read or written.
    """
    changed = []
    for target in targets:
        path = f"{site.config.text('data_dir')}/{FOLDER}/{target}.yml"
        before = _read(os.path.join(site.config.source, path))
        wanted = wanted_words(site, source, target, before)
        if not wanted:
            continue
        texts = [text for value in wanted.values() for text in _texts(value)]
        answers = dict(zip(texts, ask(texts, target), strict=True)) if texts else {}
        if any(not answer.strip() for answer in answers.values()):
            raise BlogtoolError(f"the words of the interface have no translation into `{target}`")
        after = before or _HEAD
        for key, value in wanted.items():
            after = _with_word(after, key, value, _said(value, answers))
        write_atomically(os.path.join(site.config.source, path), after.encode())
        changed.append(path)
    return changed


def _texts(value: object) -> Iterator[str]:
    """The texts in a value that are words: no patterns of dates, no numbers."""
    if isinstance(value, str) and "%" not in value and any(sign.isalpha() for sign in value):
        yield value
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)


def _said(value: object, answers: Mapping[str, str]) -> object:
    if isinstance(value, str):
        return answers.get(value, value)
    if isinstance(value, (list, tuple)):
        return [_said(one, answers) for one in value]
    if isinstance(value, Mapping):
        return {key: _said(one, answers) for key, one in value.items()}
    return value


def _read(path: str) -> str:
    try:
        with open(path, encoding="utf-8", newline="") as file:
            return file.read()
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise BlogtoolError(f"`{path}` cannot be read: {error}") from error


def _marked(text: str) -> Iterator[tuple[str, str, str]]:
    """Each word of a file that a machine wrote: its key, and the digests of its original and of itself."""
    for found in _MARK.finditer(text):
        yield str(load(found["key"], "")), found[1], found[2]


def _with_word(text: str, key: str, original: object, translation: object) -> str:
    """The text of a file with a machine's word: where it stands already, else below; all other lines stay."""
    lines = f"# machine {_digest(original)} {_digest(translation)}\n{dump({key: translation})}"
    for found in _MARK.finditer(text):
        if str(load(found["key"], "")) == key:
            end = _NEXT.search(text, found.end())
            return text[: found.start()] + lines + (text[end.start() :] if end else "")
    return text + ("\n" if text and not text.endswith("\n") else "") + lines


_NEXT = re.compile(r"^[^\s-]", re.MULTILINE)  # where a key or a remark begins; the lines of a list go on


def _digest(value: object) -> str:
    told = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return blake2b(told.encode("utf-8", "replace"), digest_size=4).hexdigest()
