"""Reads posts, drafts and the documents of collections: file name, front matter, date, URL."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import blake2b
from typing import Any

from blogtool.errors import BlogtoolError, Location
from blogtool.model import url as urls
from blogtool.model.config import Config
from blogtool.model.content import Document, extension_of
from blogtool.model.merge import deep_merge
from blogtool.read.defaults import Defaults
from blogtool.read.kept import Kept
from blogtool.read.listings import Listings
from blogtool.read.remembered import Remembered
from blogtool.read.tree import Entry
from blogtool.text.dates import parse_date, strftime
from blogtool.text.scalars import scalar_text
from blogtool.text.slug import slugify

DATED_NAME = re.compile(r"^(?:.+/)*?(\d{2,4}-\d{1,2}-\d{1,2})-([^/]*)(\.[^.]+)$")
_PLAIN_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_PLAIN_NAME = re.compile(r"^(?:.+/)*(.*)(\.[^.]+)$")


@dataclass(frozen=True)
class Reading:
    """What every reader needs: the settings, the defaults, the clock, the converters' extensions."""

    config: Config
    time: datetime
    defaults: Defaults
    output_extension: Callable[[str], str]
    remembered: Remembered
    kept: Kept
    listings: Listings
    warnings: list[str] = field(default_factory=list)
    problems: list[BlogtoolError] = field(default_factory=list)


def read_document(
    reading: Reading,
    entry: Entry,
    content: bytes,
    label: str,
    settings: Mapping[str, Any],
    is_draft: bool = False,
) -> Document | None:
    """The document in a file, or None where it is unpublished, in the future or cannot be read."""
    try:
        return _read(reading, entry, content, label, settings, is_draft)
    except BlogtoolError as error:
        reading.problems.append(error)
        return None


def _read(
    reading: Reading, entry: Entry, content: bytes, label: str, settings: Mapping[str, Any], is_draft: bool
) -> Document | None:
    config = reading.config
    mark = blake2b(content, digest_size=16).digest()
    matter = reading.remembered.parse(content, entry.path, mark)
    shown = _without_collections_dir(config, entry.path)
    if matter.problem is not None:
        if config.flag("strict_front_matter"):
            raise matter.problem
        reading.warnings.append(str(matter.problem).replace("error: ", "", 1))
    own = matter.data
    defaults = reading.defaults.for_path(shown, label)
    data = deep_merge(defaults, own)
    if _is_hidden(data, label) and not config.flag("unpublished"):
        return None
    is_now = _is_site_time(data.get("date"), reading)
    _add_names(data, shown, reading, is_draft, entry, broken=matter.problem is not None)
    # As Jekyll: a date that is made up counts for the order only where it was asked whether the post must wait.
    has_date = data.get("date") is not None
    is_dated = has_date or (label == "posts" and not config.flag("future"))
    if data.get("draft") not in (None, False) and data.get("date") is None:
        data["date"] = datetime.fromtimestamp(entry.stat.st_mtime, UTC)
    moment = _moment(data, reading, entry)
    data["date"] = moment
    _add_groups(data, shown, label, (defaults, own))
    place = _Place(shown, label, moment, data, reading)
    url = _url(place, settings, entry.path)
    return Document(
        path=entry.path,
        collection=label,
        data=data,
        body=matter.body,
        date=moment,
        url=url,
        id=_id(place, url),
        # As Jekyll: a document at a folder is its index.html, whatever its own extension.
        destination=urls.destination(url, ".html" if url.endswith("/") else place.output_extension),
        has_front_matter=matter.found,
        body_line=matter.body_line,
        dated=is_dated,
        lasting=has_date and not is_now,
        shown_path=shown,
        source_hash=mark,
    )


def _is_hidden(data: Mapping[str, Any], label: str) -> bool:
    """Whether `published:` keeps a document away; a default counts, and for posts an empty value too, as in Jekyll."""
    value = data.get("published", True)
    return value is False or (label == "posts" and value is None and "published" in data)


def _without_collections_dir(config: Config, path: str) -> str:
    folder = config.text("collections_dir").strip("/")
    return path[len(folder) + 1 :] if folder and path.startswith(folder + "/") else path


def _add_names(
    data: dict[str, Any], shown: str, reading: Reading, is_draft: bool, entry: Entry, broken: bool
) -> None:
    """Title, slug, extension and date as the file's name tells them."""
    if is_draft:
        data["draft"] = True
    if broken:  # as Jekyll (gotcha 9): the name loses its meaning with the front matter
        data.setdefault("excerpt", "")
        return
    dated = DATED_NAME.match(shown)
    if dated:
        # As Jekyll: a date that is the site's own time to the second counts as none.
        if data.get("date") is None or _is_site_time(data["date"], reading):
            data["date"] = dated[1]
        slug, extension = dated[2], dated[3]
    else:
        plain = _PLAIN_NAME.match(shown)
        slug, extension = (plain[1], plain[2]) if plain else (shown.rsplit("/", 1)[-1], "")
    if data.get("title") is None:
        data["title"] = titleize(slug)
    if data.get("slug") is None:
        data["slug"] = slug
    if data.get("ext") is None:
        data["ext"] = extension


def _is_site_time(value: object, reading: Reading) -> bool:
    return isinstance(value, datetime) and int(value.timestamp()) == int(reading.time.timestamp())


def titleize(slug: str) -> str:
    """The title of a post that names none (gotcha 17).

    >>> titleize("the-NASA-visit")
    'The Nasa Visit'
    """
    return " ".join(word.capitalize() for word in slug.rstrip("-").split("-"))


def _moment(data: Mapping[str, Any], reading: Reading, entry: Entry) -> datetime:
    """The document's date in the site's zone; the site's time where it has none."""
    value = data.get("date")
    if value is None:
        return reading.time
    zone = reading.config.timezone
    if isinstance(value, datetime):
        return value.astimezone(zone)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=zone)
    if (plain := _PLAIN_DATE.fullmatch(str(value))) and zone is not None:
        try:
            return datetime(int(plain[1]), int(plain[2]), int(plain[3]), tzinfo=zone)
        except ValueError:
            pass  # parse_date decides
    moment = parse_date(str(value), zone) if zone is not None else None
    if moment is None:
        raise BlogtoolError(
            f"`date: {value}` is no date",
            Location(entry.path, 2),
            "write it as `2025-02-02` or `2025-02-02 18:30:00 +0100`",
        )
    return moment.astimezone(zone)


def plural(data: Mapping[str, Any], singular: str, many: str) -> list[Any]:
    """Values of `tag:` and `tags:`: a text of the plural falls apart at blanks, that of the singular does not."""
    values: list[Any] = []
    if data.get(singular) is not None and data.get(singular) is not False:
        one = data[singular]
        values.extend(one if isinstance(one, list) else [one])
    elif (all_of := data.get(many)) is not None:
        if isinstance(all_of, str):
            values.extend(all_of.split())
        elif isinstance(all_of, list):
            values.extend(all_of)
    return [one for one in _flat(values) if one is not None] if values else values


def _flat(values: list[Any]) -> list[Any]:
    return [inner for one in values for inner in (_flat(one) if isinstance(one, list) else [one])]


def _add_groups(data: dict[str, Any], shown: str, label: str, levels: Sequence[Mapping[str, Any]]) -> None:
    """Categories from the folders above `_posts`, then from each level (defaults, front matter), and tags.

    As Jekyll: where other keys of the front matter replace a default, `categories` adds to it.
    """
    parts = shown.split("/")
    folder = f"_{label}"
    for special in (folder, "_drafts"):
        if special in parts[:-1]:
            above = parts[: parts.index(special)]
            break
    else:
        above = []
    # As Jekyll: of tags the singular hides the plural, categories of both count, the plural's first.
    mentioned = [one for level in levels for one in plural(level, "", "categories")]
    written = [*above, *mentioned]
    # As Jekyll: a number among the categories counts as itself and as text, among the tags as itself.
    data["categories"] = _once([*written, *(scalar_text(one) for one in [*written, *plural(data, "category", "")])])
    data["tags"] = plural(data, "tag", "tags")


def _once(values: Iterable[object]) -> list[object]:
    """Each value once; a number is another one than its text, and than a boolean."""
    return list({(type(one), repr(one)): one for one in values}.values())


class _Place:
    """All that decides about the address of a document."""

    __slots__ = ("base", "data", "date", "extension", "label", "output_extension", "reading", "shown")

    def __init__(self, shown: str, label: str, date: datetime, data: Mapping[str, Any], reading: Reading) -> None:
        self.shown = shown
        self.label = label
        self.date = date
        self.data = data
        self.reading = reading
        self.extension = extension_of(shown)
        name = shown.rsplit("/", 1)[-1]
        self.base = name[: len(name) - len(self.extension)] if self.extension else name
        self.output_extension = output_extension_of(data, self.extension, reading)

    def slug(self) -> str:
        """The front matter's slug, even an empty one; the file's name where there is none."""
        said = self.data.get("slug")
        return self.base if said is None or said is False else str(said)

    def value(self, name: str) -> str | None:
        """What `:name` in a permalink stands for. Raises KeyError for an unknown name."""
        if name in _DATE_PARTS:
            return strftime(self.date, _DATE_PARTS[name])
        if name == "title":
            return slugify(self.slug(), "pretty", cased=True)
        if name == "slug":
            return slugify(self.slug())
        if name == "name":
            return slugify(self.base)
        if name == "categories":
            return "/".join(dict.fromkeys(scalar_text(one).lower() for one in self.data["categories"]))
        if name == "slugified_categories":
            return "/".join(dict.fromkeys(slugify(scalar_text(one)) for one in self.data["categories"]))
        if name == "path":
            return self._inner_path()
        if name == "collection":
            return self.label
        if name == "output_ext":
            return self.output_extension
        raise KeyError(name)

    def _inner_path(self) -> str:
        """The path within its collection without extension; it begins with a slash (gotcha 31)."""
        without = self.shown[: len(self.shown) - len(self.extension)] if self.extension else self.shown
        return without.replace(f"_{self.label}", "", 1).rstrip(".")


def _url(place: _Place, settings: Mapping[str, Any], path: str) -> str:
    own = place.data.get("permalink")
    of_all = settings.get("permalink") or _collection_template(place.reading.config)
    template = str(of_all if own in (None, False) else own)
    try:
        return urls.clean(urls.fill(template, place.value))
    except KeyError as error:
        raise BlogtoolError(
            f"the permalink `{template}` has the unknown placeholder `:{error.args[0]}`",
            Location(path, 2),
            "known are :year :month :day :title :slug :name :categories :path :collection :output_ext and the like",
        ) from error


def _id(place: _Place, url: str) -> str:
    parent = url.rsplit("/", 1)[0] if not url.endswith("/") else url.rstrip("/").rsplit("/", 1)[0]
    return f"{parent}/{place.slug()}"


def _collection_template(config: Config) -> str:
    return urls.with_suffix("/:collection/:path", config.text("permalink"))


def output_extension_of(data: Mapping[str, Any], extension: str, reading: Reading) -> str:
    """The extension of the file to write: the permalink's own, else the converter's."""
    permalink = data.get("permalink")
    if isinstance(permalink, str) and permalink and not permalink.endswith("/"):
        last = permalink.rsplit("/", 1)[-1]
        dot = last.rfind(".")
        if dot > 0 and dot < len(last) - 1:
            return last[dot:]
    return reading.output_extension(extension)


_DATE_PARTS = {
    "year": "%Y", "month": "%m", "day": "%d", "hour": "%H", "minute": "%M", "second": "%S",
    "i_day": "%-d", "i_month": "%-m", "short_day": "%a", "long_day": "%A", "short_month": "%b",
    "long_month": "%B", "short_year": "%y", "y_day": "%j", "week": "%V", "w_day": "%u", "w_year": "%G",
}  # fmt: skip
