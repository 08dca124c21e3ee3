"""YAML as Ruby's Psych reads it: the one owner of PyYAML."""

from __future__ import annotations

import re
from base64 import b64decode
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Any

import yaml

from blogtool.errors import BlogtoolError, Location

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# Ruby prints a time written with an offset of nothing as "+0000" and one with Z as "UTC" (gotcha 13).
NO_ZONE: tzinfo = timezone(timedelta(0), "+0000")

_INTEGER = re.compile(
    r"[-+]?0b[01_,]+$|[-+]?0[0-7_,]*$|[-+]?(?:0|[1-9](?:[0-9]|,[0-9]|_[0-9])*)$|[-+]?0x[0-9a-fA-F_,]+$"
)
_FLOAT = re.compile(r"[-+]?(?:\d[\d_,]*)?\.[0-9]*(?:[eE][-+][0-9]+)?$|[-+]?\.(?:inf|Inf|INF)$|\.(?:nan|NaN|NAN)$")
_SEXAGESIMAL = re.compile(r"([-+]?)([0-9][0-9_]*)((?::[0-5]?[0-9]){1,2})(\.[0-9_]*)?$")
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})$")
_TIME = re.compile(
    r"(-?\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt]|\s+)(\d{1,2}):(\d\d):(\d\d)(?:\.(\d*))?(?:\s*(Z|[-+]\d{1,2}:?(?:\d\d)?))?$"
)
_BASE64 = re.compile(r"[A-Za-z0-9+/]{2,4}")
_PLAIN_COLLECTIONS = ("tag:yaml.org,2002:seq", "tag:yaml.org,2002:map")
_DEEPEST = 100
_LONGEST_INTEGER = 4000  # digits; Python refuses to print much longer ones
_MOST_VALUES = 1_000_000  # that one document may stand for; aliases of aliases multiply
_BOOLEANS = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}


class _RubyLoader(_Loader):  # type: ignore[misc]
    """PyYAML's safe loader with Psych's scalars."""

    zone: tzinfo = NO_ZONE  # a time written without a zone is UTC, shown in this one


def _scalar(text: str) -> object:
    """The value of a plain scalar as Psych guesses it.

    >>> _scalar("1,000"), _scalar("2020-1-2"), _scalar("on"), _scalar("1e3")
    (1000, datetime.date(2020, 1, 2), True, '1e3')
    """
    if text in ("", "~", "null", "Null", "NULL"):
        return None
    first = text[0]
    if first.isalpha():
        low = text.lower()
        return _BOOLEANS[low] if low in _BOOLEANS and text in (low, low.upper(), low.capitalize()) else text
    if first == ":" and len(text) > 1 and text[1] not in " :":
        return text[1:].strip("\"'")  # a Ruby symbol prints as its name
    return _number_or_time(text) if first in "+-.0123456789" else text


def _number_or_time(text: str) -> object:
    if _INTEGER.match(text):
        return _integer(text.replace("_", "").replace(",", ""), text)
    if _FLOAT.match(text) and text not in (".", "-.", "+."):
        return _float(text)
    if found := _DATE.match(text):
        return _moment(text, lambda: date(int(found[1]), int(found[2]), int(found[3])))
    if found := _TIME.match(text):
        return _moment(text, lambda: _time(found))
    if found := _SEXAGESIMAL.match(text):
        return _moment(text, lambda: _base_sixty(found))
    return text


def _integer(digits: str, text: str) -> object:
    sign = -1 if digits.startswith("-") else 1
    bare = digits.lstrip("+-")
    if len(bare) > _LONGEST_INTEGER:
        return text
    try:
        if bare.startswith("0b"):
            return sign * int(bare[2:], 2)
        if bare.startswith("0x"):
            return sign * int(bare[2:], 16)
        if len(bare) > 1 and bare.startswith("0"):
            return sign * int(bare, 8)
        return sign * int(bare)
    except ValueError:
        return text


def _float(text: str) -> object:
    low = text.lower()
    if low.endswith(".inf"):
        return float("-inf" if low.startswith("-") else "inf")
    if low.endswith(".nan"):
        return float("nan")
    return float(text.replace("_", "").replace(",", ""))


def _base_sixty(found: re.Match[str]) -> object:
    """`12:30:45` is 45045 as in YAML 1.1; `1:2` is read by Ruby as hours and minutes: 3720."""
    parts = [int(found[2].replace("_", "")), *(int(one) for one in found[3].split(":")[1:])]
    if found[4]:
        total = 0.0
        for one in parts:
            total = total * 60 + one
        total += float("0" + found[4].replace("_", ""))
        return -total if found[1] == "-" else total
    whole = sum(one * 60 ** (2 - place) for place, one in enumerate(parts))
    return -whole if found[1] == "-" else whole


def _time(found: re.Match[str]) -> datetime:
    year, month, day, hour, minute, second = (int(found[place]) for place in range(1, 7))
    micro = int((found[7] or "0").ljust(6, "0")[:6])
    zone: tzinfo = NO_ZONE
    if found[8] == "Z":
        zone = UTC
    elif found[8]:
        digits = found[8][1:].replace(":", "")
        hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
        offset = timedelta(hours=hours, minutes=minutes)
        if offset:
            zone = timezone(-offset if found[8][0] == "-" else offset)
    if second == 60:
        return datetime(year, month, day, hour, minute, 59, micro, zone) + timedelta(seconds=1)
    return datetime(year, month, day, hour, minute, second, micro, zone)


def _moment(text: str, build: Any) -> object:
    try:
        return build()
    except (ValueError, OverflowError):
        return text  # as Psych: a date that is none stays text


def _construct_scalar(loader: Any, node: Any) -> object:
    value = loader.construct_scalar(node)
    return value if node.style else _guessed(loader, value)


def _guessed(loader: Any, value: str) -> object:
    made = _scalar(value)
    if isinstance(made, datetime) and made.tzinfo is NO_ZONE and loader.zone is not NO_ZONE and _has_no_zone(value):
        return _moment(value, lambda: made.astimezone(loader.zone))
    return made


def _has_no_zone(text: str) -> bool:
    found = _TIME.match(text)
    return found is not None and found[8] is None


@lru_cache(maxsize=8)
def _loader_in(zone: tzinfo | None) -> Any:
    return _RubyLoader if zone is None else type("_ZonedLoader", (_RubyLoader,), {"zone": zone})


def _construct_tagged(loader: Any, tag: str, node: Any) -> object:
    """A value with a tag of the author's: only texts, numbers and bytes mean something to Psych."""
    name = tag.removeprefix("!").removeprefix("tag:yaml.org,2002:")
    if name.startswith("ruby/") or (name == "set" and isinstance(node, yaml.MappingNode)):
        raise yaml.constructor.ConstructorError(None, None, f"the tag `!{name}` is not allowed", node.start_mark)
    if isinstance(node, yaml.SequenceNode):
        items = loader.construct_sequence(node, deep=True)
        if name == "omap" and all(isinstance(item, dict) for item in items):
            return {key: value for item in items for key, value in item.items()}
        return items
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    value = loader.construct_scalar(node)
    if name == "str" or (tag.startswith("!") and name not in ("float", "binary")):
        return value
    if name == "binary":
        return b64decode("".join(_BASE64.findall(value)) + "==").decode("utf-8", "replace")
    return _float(value) if name == "float" else _guessed(loader, value)


# A scalar without a tag; the mark is one that no author can write.
_RubyLoader.DEFAULT_SCALAR_TAG = "tag:untagged"
_RubyLoader.yaml_implicit_resolvers = {"<": [("tag:yaml.org,2002:merge", re.compile(r"^(?:<<)$"))]}
_RubyLoader.yaml_constructors = {
    tag: made for tag, made in _RubyLoader.yaml_constructors.items() if tag in _PLAIN_COLLECTIONS
}
_RubyLoader.add_constructor("tag:untagged", _construct_scalar)
_RubyLoader.add_constructor("tag:yaml.org,2002:merge", lambda loader, node: "<<")
_RubyLoader.add_multi_constructor("", _construct_tagged)


def load(text: str, path: str, first_line: int = 1, zone: tzinfo | None = None) -> object:
    """The value of one YAML document, as Jekyll would see it.

    `path` and `first_line` (the line of the file where `text` begins, counted from 1) are for messages;
    `zone` is the one that times without a zone, which are UTC, are shown in.
    Raises BlogtoolError where the text is no YAML.
    """
    try:
        if _may_be_deep(text):
            _refuse_deep(text)
        value = _first_document(text, _loader_in(zone))
        if "*" in text and "&" in text:
            _refuse_endless(value)
        return value
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = first_line + mark.line if mark is not None else first_line
        problem = getattr(error, "problem", None) or str(error)
        raise BlogtoolError(
            f"broken YAML: {problem}",
            Location(path, line),
            "quote values that hold `: `, `#` or a leading special character",
        ) from error
    except (ValueError, RecursionError) as error:
        raise BlogtoolError(f"broken YAML: {error}", Location(path, first_line)) from error


def plain(text: str) -> object:
    """The value of a scalar without quotes: `1.5` is a number, `1e3` a text."""
    return _scalar(text)


def _first_document(text: str, loader_class: Any) -> object:
    """As Psych: of several documents in one file the first one counts, and the rest is not looked at."""
    loader = loader_class(text)
    try:
        return loader.get_data() if loader.check_data() else None
    finally:
        loader.dispose()


def _may_be_deep(text: str) -> bool:
    """A quick look: can values be nested deeper than is allowed?"""
    if text.count("[") + text.count("{") >= _DEEPEST:
        return True
    return any(
        line.count("- ") + line.count("? ") >= _DEEPEST or line[:_DEEPEST].isspace()
        for line in text.split("\n")
        if len(line) > _DEEPEST
    )


def _refuse_deep(text: str) -> None:
    """Values deeper than any author writes: the C library would use up the stack, and end the program.

    Raises ValueError, or a YAMLError for what is wrong before.
    """
    depth = 0
    for event in yaml.parse(text, Loader=_RubyLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _DEEPEST:
                line = event.start_mark.line + 1 if event.start_mark else 1
                raise ValueError(f"line {line} nests values deeper than {_DEEPEST} levels")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _refuse_endless(value: object) -> None:
    """A value that holds itself, or very many values by aliases of aliases, would never be written out.

    Raises ValueError.
    """
    sizes: dict[int, int] = {}
    waiting: list[tuple[object, bool]] = [(value, False)]
    while waiting:
        one, is_done = waiting.pop()
        parts = [*one.keys(), *one.values()] if isinstance(one, dict) else one if isinstance(one, list) else ()
        if is_done:
            sizes[id(one)] = 1 + sum(sizes.get(id(part), 1) for part in parts)
            if sizes[id(one)] > _MOST_VALUES:
                raise ValueError("aliases (`*name`) make it too large")
        elif parts and sizes.get(id(one)) is None:
            sizes[id(one)] = 0  # begun
            waiting.append((one, True))
            waiting += [(part, False) for part in parts if isinstance(part, (dict, list))]
        elif sizes.get(id(one)) == 0:
            raise ValueError("an alias (`*name`) stands inside of what it names")


class _Dumper(yaml.SafeDumper):
    """Writes texts that Ruby would read as something else in quotes."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _represent_text(dumper: Any, value: str) -> Any:
    plain = _scalar(value) if value else None
    style = None if isinstance(plain, str) and plain == value else '"'
    if "\n" in value:
        style = "|" if not re.search(r"[ \t]\n|^\s|[^\n]$", value) else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


def _represent_time(dumper: Any, value: datetime) -> Any:
    offset = value.strftime("%z")
    text = value.strftime("%Y-%m-%d %H:%M:%S") + (f" {offset}" if value.tzinfo not in (None, NO_ZONE) else "")
    return dumper.represent_scalar("tag:yaml.org,2002:timestamp", text)


_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(datetime, _represent_time)


def dump(value: object) -> str:
    """`value` as YAML text in the order of its keys, one line a key, Unicode as it is."""
    text: str = yaml.dump(
        value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, default_flow_style=False, width=10_000
    )
    return text
