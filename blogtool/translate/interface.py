"""The words around the posts: what `_data/i18n` lacks in a language is translated once, and then the author's."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence

from blogtool.errors import BlogtoolError
from blogtool.model.site import Site
from blogtool.text.yaml import dump
from blogtool.write.files import write_atomically

FOLDER = "i18n"  # below the data folder: one file a language
_HEAD = "# What a machine translated. Correct it as you like: what stands here is never changed.\n"

Ask = Callable[[Sequence[str], str], Sequence[str]]  # texts and a language; their translations


def missing_words(site: Site, source: str, target: str) -> dict[str, object]:
    """What the site or its theme says in one language and not in another, by key."""
    words = site.data.get(FOLDER)
    own = words.get(source) if isinstance(words, Mapping) else None
    if not isinstance(words, Mapping) or not isinstance(own, Mapping):
        return {}
    there = words.get(target)
    known = there if isinstance(there, Mapping) else {}
    return {str(key): value for key, value in own.items() if key not in known and value is not None}


def translate_interface(site: Site, source: str, targets: Sequence[str], ask: Ask) -> list[str]:
    """Writes the missing words of each language below its others, and gives the paths of the files.

    `ask` is called only where words are missing. Raises BlogtoolError where a file cannot be written.
    """
    changed = []
    for target in targets:
        missing = missing_words(site, source, target)
        texts = [text for value in missing.values() for text in _texts(value)]
        if not missing:
            continue
        answers = dict(zip(texts, ask(texts, target), strict=True)) if texts else {}
        if any(not answer.strip() for answer in answers.values()):
            raise BlogtoolError(f"the words of the interface have no translation into `{target}`")
        path = f"{site.config.text('data_dir')}/{FOLDER}/{target}.yml"
        _append(os.path.join(site.config.source, path), {key: _said(value, answers) for key, value in missing.items()})
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


def _append(path: str, words: Mapping[str, object]) -> None:
    """Adds lines to a file of words, or begins one; the author's own lines stay as they are."""
    try:
        with open(path, encoding="utf-8") as file:
            before = file.read()
    except FileNotFoundError:
        before = _HEAD
    except (OSError, UnicodeDecodeError) as error:
        raise BlogtoolError(f"`{path}` cannot be read: {error}") from error
    if before and not before.endswith("\n"):
        before += "\n"
    write_atomically(path, (before + dump(dict(words))).encode())
