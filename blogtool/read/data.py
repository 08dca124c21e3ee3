"""Reads `_data`: YAML, JSON, CSV and TSV files as `site.data`."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Any

from blogtool.errors import BlogtoolError, Location
from blogtool.model.config import Config
from blogtool.model.language import likenesses
from blogtool.model.merge import deep_merge
from blogtool.model.siblings import languages_of, tells_languages
from blogtool.read.documents import Reading
from blogtool.read.files import read_text
from blogtool.text import yaml

_EXTENSIONS = (".yaml", ".yml", ".json", ".csv", ".tsv")
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_DROPPED = re.compile(r"[^A-Za-z0-9_\s-]+|(?:^|(?<=\b\s))\s+(?=$|\s?\b)")


def read_data(reading: Reading, theme: str | None) -> Mapping[str, Any]:
    """`site.data`: a map by file name, folders as maps in it; the theme's below the site's own."""
    config = reading.config
    own = _read_folder(os.path.join(config.source, config.text("data_dir")), config.text("data_dir"), reading)
    if theme is None:
        return with_words(own, config)
    below = _read_folder(os.path.join(theme, "_data"), f"{os.path.basename(theme)}/_data", reading)
    return with_words(deep_merge(below, own), config)


def with_words(data: Mapping[str, Any], config: Config) -> Mapping[str, Any]:
    """The data with words of the interface (`i18n`) for each of the site's languages, under the site's own code.

    What `hant` or `fr-CA` does not have itself it has from the closest language: `zh-Hant`, `fr`.
    """
    words = data.get("i18n")
    if not isinstance(words, Mapping) or not tells_languages(config):
        return data
    found: dict[str, Any] = dict(words)
    for code in languages_of(config):
        closest = (words[one] for one in reversed((str(code), *likenesses(code))) if one in words)
        layers = [one for one in closest if isinstance(one, Mapping)]
        if layers:
            found[str(code)] = reduce(deep_merge, layers)
    return {**data, "i18n": found}


def data_key(name: str) -> str:
    """A file's name as a key (gotcha 10).

    >>> data_key("v1.2"), data_key("my list")
    ('v12', 'my_list')
    """
    return re.sub(r"\s+", "_", _DROPPED.sub("", name))


def _read_folder(
    folder: str, shown: str, reading: Reading, above: frozenset[str] = frozenset()
) -> dict[str, Any]:
    data: dict[str, Any] = {}
    real = os.path.realpath(folder)
    if not os.path.isdir(folder) or real in above:
        return data  # not there, or a link that leads back to a folder around it
    entries = sorted(os.scandir(folder), key=_place)
    for entry in entries:
        stem, extension = os.path.splitext(entry.name)
        if entry.name.startswith(".") or entry.is_dir() or extension not in _EXTENSIONS:
            continue
        path = f"{shown}/{entry.name}"
        try:
            data[data_key(stem)] = _read_file(read_text(entry.path, path), path, extension, reading.config)
        except BlogtoolError as error:
            reading.problems.append(error)
    for entry in entries:
        if entry.is_dir() and not entry.name.startswith("."):
            # As Jekyll: a folder takes the place of a file of its name.
            inner = f"{shown}/{entry.name}"
            data[data_key(entry.name)] = _read_folder(entry.path, inner, reading, above | {real})
    return data


def _place(entry: os.DirEntry[str]) -> tuple[int, str]:
    """As Jekyll reads them: one kind of file after the other, each by name."""
    extension = os.path.splitext(entry.name)[1]
    return (_EXTENSIONS.index(extension) if extension in _EXTENSIONS else len(_EXTENSIONS), entry.name)


def _read_file(text: str, path: str, extension: str, config: Config) -> object:
    if extension in (".csv", ".tsv"):
        try:
            return _read_table(text, extension, config)
        except csv.Error as error:
            raise BlogtoolError(f"broken table: {error}", Location(path), "close every quote") from error
    if extension == ".json":
        try:
            return json.loads(text, parse_float=yaml.plain)
        except ValueError:
            pass  # Jekyll reads JSON as YAML: comments and trailing commas may pass
    return yaml.load(text, path, zone=config.timezone)


def _read_table(text: str, extension: str, config: Config) -> object:
    """Rows as maps by the header's names, every value a text, an empty field null."""
    key = "csv_reader" if extension == ".csv" else "tsv_reader"
    options = config.section(key)
    _refuse_loose_quotes(text)
    separator = str(options.get("col_sep") or ("," if extension == ".csv" else "\t"))
    rows = [
        [_cell(value, options) for value in row]
        for row in csv.reader(io.StringIO(_marked(text, separator)), delimiter=separator, strict=True)
    ]
    headers = options.get("headers", True)
    if headers is False:
        return rows
    names: Sequence[object]
    if isinstance(headers, list):
        names, body = [str(one) for one in headers], rows
    else:
        names, body = (rows[0], rows[1:]) if rows else ([], [])
    return [_row(names, row) for row in body]


def _row(names: Sequence[object], row: Sequence[object]) -> dict[object, object]:
    """As Ruby: a field without a name is under null; of several of one name the first counts."""
    found: dict[object, object] = {}
    for place in range(max(len(names), len(row))):
        name = names[place] if place < len(names) else None
        found.setdefault(name, row[place] if place < len(row) else None)
    return found


def _refuse_loose_quotes(text: str) -> None:
    """As Ruby: a quote stands around a whole field, or is doubled within one. Raises csv.Error."""
    if '"' not in _QUOTED.sub("", text):
        return
    line = text[: text.rindex('"')].count("\n") + 1
    raise csv.Error(f"a quote within a field, near line {line}")


_EMPTY_QUOTED = "\ue000"


def _marked(text: str, separator: str) -> str:
    """Ruby tells an empty field (null) from `""` (an empty text); Python's reader does not: mark the second."""
    edge = re.escape(separator)
    return re.sub(rf'(^|{edge})""(?={edge}|\r?$)', rf'\1"{_EMPTY_QUOTED}"', text, flags=re.MULTILINE)


def _cell(value: str, options: Mapping[str, Any]) -> object:
    if value == "":
        return None
    if value == _EMPTY_QUOTED:
        return ""
    converters = options.get("csv_converters") or options.get("converters") or []
    names = (
        [str(one).strip(":") for one in converters] if isinstance(converters, list) else [str(converters).strip(":")]
    )
    if {"numeric", "integer", "all"} & set(names):
        try:
            return int(value)
        except ValueError:
            pass
    if {"numeric", "float", "all"} & set(names):
        try:
            return float(value)
        except ValueError:
            pass
    return value
