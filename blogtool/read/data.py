"""Reads `_data`: YAML, JSON, CSV and TSV files as `site.data`."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Mapping
from typing import Any

from blogtool.errors import BlogtoolError
from blogtool.model.config import Config
from blogtool.model.merge import deep_merge
from blogtool.read.documents import Reading
from blogtool.read.files import read_text
from blogtool.text import yaml

_DROPPED = re.compile(r"[^A-Za-z0-9_\s-]+|(?:^|(?<=\b\s))\s+(?=$|\s?\b)")


def read_data(reading: Reading, theme: str | None) -> Mapping[str, Any]:
    """`site.data`: a map by file name, folders as maps in it; the theme's below the site's own."""
    config = reading.config
    own = _read_folder(os.path.join(config.source, config.text("data_dir")), config.text("data_dir"), reading)
    if theme is None:
        return own
    return deep_merge(
        _read_folder(os.path.join(theme, "_data"), f"{os.path.basename(theme)}/_data", reading), own
    )


def data_key(name: str) -> str:
    """A file's name as a key (gotcha 10).

    >>> data_key("v1.2"), data_key("my list")
    ('v12', 'my_list')
    """
    return re.sub(r"\s+", "_", _DROPPED.sub("", name))


def _read_folder(folder: str, shown: str, reading: Reading) -> dict[str, Any]:
    data: dict[str, Any] = {}
    if not os.path.isdir(folder):
        return data
    entries = sorted(os.scandir(folder), key=lambda one: one.name)
    for entry in entries:
        stem, extension = os.path.splitext(entry.name)
        if entry.is_dir() or extension not in (".yml", ".yaml", ".json", ".csv", ".tsv"):
            continue
        path = f"{shown}/{entry.name}"
        try:
            data[data_key(stem)] = _read_file(read_text(entry.path, path), path, extension, reading.config)
        except BlogtoolError as error:
            reading.problems.append(error)
    for entry in entries:
        if entry.is_dir() and not entry.name.startswith("."):
            inner = _read_folder(entry.path, f"{shown}/{entry.name}", reading)
            key = data_key(entry.name)
            old = data.get(key)
            data[key] = {**old, **inner} if isinstance(old, dict) else inner
    return data


def _read_file(text: str, path: str, extension: str, config: Config) -> object:
    if extension in (".csv", ".tsv"):
        return _read_table(text, extension, config)
    if extension == ".json":
        try:
            return json.loads(text)
        except ValueError:
            pass  # Jekyll reads JSON as YAML: comments and trailing commas may pass
    return yaml.load(text, path, zone=config.timezone)


def _read_table(text: str, extension: str, config: Config) -> object:
    """Rows as maps by the header's names, every value a text, an empty field null."""
    key = "csv_reader" if extension == ".csv" else "tsv_reader"
    options = config.section(key)
    separator = str(options.get("col_sep") or ("," if extension == ".csv" else "\t"))
    rows = [
        [_cell(value, options) for value in row]
        for row in csv.reader(io.StringIO(_marked(text, separator)), delimiter=separator)
        if row
    ]
    headers = options.get("headers", True)
    if headers is False:
        return rows
    if isinstance(headers, list):
        names, body = [str(one) for one in headers], rows
    else:
        names, body = ([str(one or "") for one in rows[0]], rows[1:]) if rows else ([], [])
    return [
        {name: row[place] if place < len(row) else None for place, name in enumerate(names)} for row in body
    ]


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
        [str(one).strip(":") for one in converters]
        if isinstance(converters, list)
        else [str(converters).strip(":")]
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
