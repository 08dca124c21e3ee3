"""What is missing, stale, reviewed or kept: each post against each language that the site asks for."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from blogtool.errors import BlogtoolError, Location, suggestion
from blogtool.model.config import Config
from blogtool.model.content import Document
from blogtool.model.language import is_known, normalise
from blogtool.model.site import Site
from blogtool.text import frontmatter
from blogtool.translate.documents import digest_of, read_bytes
from blogtool.translate.memory import Written
from blogtool.translate.obstacles import is_link, obstacle
from blogtool.translate.post_names import names_of_site

DEFAULT_KEYS = (
    "title",
    "subtitle",
    "description",
    "excerpt",
    "summary",
    "tagline",
    "image.alt",
    "image.caption",
    "image_alt",
    "image_caption",
    "alt",
    "caption",
)
MEMORY = "_translations/memory.sqlite"
_SETTINGS = (
    "to",
    "from",
    "keys",
    "collections",
    "engine",
    "memory",
    "beam",
    "threads",
    "models",
    "glossary",
    "links",
    "mark_code",
    "minutes",
    "engines",
    "url",
    "key",
    "min_quality",
    "low_quality",
)
_FOR_ENGINES = ("beam", "threads", "models", "url", "key")
BUILD_MINUTES = 10.0  # of translation in one `blogtool build`: the site should be there soon
_VERSION = "1"  # of the way posts are composed: a change brings every translation up to date
# Front matter that says two posts are the same in different languages, as other tools have it.
_SHARED_KEYS = ("ref", "page_id", "translation_key", "translationKey", "lang-ref", "lang_ref")


@dataclass(frozen=True)
class Settings:
    """What a site says under `translate:`."""

    targets: tuple[str, ...]  # as the site spells them
    default: str  # language of the posts that name none
    keys: tuple[str, ...]  # front matter that holds text
    collections: tuple[str, ...] | None  # None: posts, and documents elsewhere that name their language
    engine: str
    memory: str  # relative to the source folder, or absolute
    options: Mapping[str, object] = field(default_factory=dict)  # for the engine
    kramdown: Mapping[str, object] = field(default_factory=dict)
    engines: Mapping[tuple[str, str], str] = field(default_factory=dict)  # for single pairs of languages
    min_quality: float = 0.0  # from 0 to 1: posts below are marked
    holds_weak: bool = False  # … and not published
    names: tuple[str, ...] = ()  # what the site calls itself and its author

    def engine_for(self, source: str, target: str) -> str:
        """The name of the engine that translates this pair."""
        return self.engines.get((normalise(source), normalise(target)), self.engine)

    @property
    def recipe(self) -> str:
        """Changes where the same post would be composed differently."""
        least = (f"{self.min_quality} {self.holds_weak}",) if self.min_quality else ()
        return blake2b("\n".join((_VERSION, *self.keys, *least)).encode(), digest_size=6).hexdigest()


@dataclass(frozen=True)
class Standing:
    """How one post stands in one language."""

    document: Document
    source: str
    target: str
    path: str  # of the translation
    state: str  # `missing`, `stale`, `done`, `adopted`, `reviewed`, `apart`, `by-hand`, `blocked`
    is_edited: bool = False  # the file is not as we know it
    is_outdated: bool = False  # its original has changed since
    written: Written | None = None


@dataclass(frozen=True)
class Plan:
    """How everything stands."""

    standings: tuple[Standing, ...]  # newest post first
    orphans: tuple[tuple[str, str], ...]  # translation, and the original that is gone (empty: not known by name)
    orphan_langs: Mapping[str, str] = field(default_factory=dict)  # of each such translation
    problems: tuple[BlogtoolError, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)  # orphans that only move, and where to


def settings_of(config: Config, targets: Sequence[str] = (), engine: str | None = None) -> Settings:
    """The settings under `translate:`; `targets` and `engine` of the command line go before.

    Raises BlogtoolError where a value makes no sense.
    """
    section = config.section("translate")
    where = Location(config.files[-1]) if config.files else None
    for key in section:
        if key not in _SETTINGS:
            raise BlogtoolError(f"`translate: {key}` is no setting", where, suggestion(str(key), _SETTINGS))
    wanted = tuple(targets) or _words(section.get("to"), "to", where)
    for code in wanted:
        if not is_known(code):
            raise BlogtoolError(
                f"`{code}` is no language that blogtool knows", where, "use codes such as fr, de, zh-Hant"
            )
    collections = section.get("collections")
    return Settings(
        targets=tuple({normalise(code): code for code in reversed(wanted)}.values())[::-1],
        default=str(section.get("from") or config.text("lang") or "en"),
        keys=_words(section.get("keys"), "keys", where) if section.get("keys") is not None else DEFAULT_KEYS,
        collections=_words(collections, "collections", where) if collections is not None else None,
        engine=engine or str(section.get("engine") or "argos"),
        memory=str(section.get("memory") or MEMORY),
        options={key: section[key] for key in _FOR_ENGINES if section.get(key) is not None},
        kramdown=config.section("kramdown"),
        engines={} if engine else _engines(section.get("engines"), where),
        min_quality=_share(section.get("min_quality"), where),
        holds_weak=_is_hold(section.get("low_quality"), where),
        names=names_of_site({key: config.get(key) for key in ("title", "name", "author")}),
    )


def minutes_of_build(config: Config, asked: float | None = None) -> float:
    """For how long a build translates, in minutes; 0: until all is done. `asked` is the command line's word.

    Raises BlogtoolError where a number makes no sense.
    """
    said = config.section("translate").get("minutes", BUILD_MINUTES) if asked is None else asked
    if isinstance(said, bool) or not isinstance(said, (int, float)) or not 0 <= said < float("inf"):
        where = Location(config.files[-1]) if config.files and asked is None else None
        raise BlogtoolError(f"`minutes: {said}` is no span of time", where, "write a number; 0 is without limit")
    return float(said)


def _words(value: object, key: str, where: Location | None) -> tuple[str, ...]:
    if value is None or value is False:
        return ()
    values = value if isinstance(value, (list, tuple)) else [value]
    if not all(isinstance(one, str) and one.strip() for one in values):
        # `no` is false in YAML 1.1: Norwegian needs quotes.
        raise BlogtoolError(
            f"`translate: {key}` is a list of words, not {value!r}", where, 'quote "no" for Norwegian'
        )
    return tuple(str(one).strip() for one in values)


def _share(value: object, where: Location | None) -> float:
    if value is None:
        return 0.0
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 1:
        raise BlogtoolError(
            f"`translate: {{min_quality: {value}}}` is no share", where, "write a number from 0 to 1, such as 0.8"
        )
    return float(value)


def _is_hold(value: object, where: Location | None) -> bool:
    if value not in (None, "mark", "hold"):
        raise BlogtoolError(f"`translate: {{low_quality: {value}}}` is no way", where, "write `mark` or `hold`")
    return value == "hold"


def _engines(value: object, where: Location | None) -> dict[tuple[str, str], str]:
    """`{en-es: apertium, zh-Hant-fr: argos}` by pair of languages."""
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise BlogtoolError(
            f"`translate: engines` names engines by languages, not {value!r}", where, "such as {en-es: apertium}"
        )
    found: dict[tuple[str, str], str] = {}
    for pair, engine in value.items():
        words = str(pair).split("-")
        cuts = [("-".join(words[:at]), "-".join(words[at:])) for at in range(1, len(words))]
        cuts.sort(key=lambda cut: cut[1][:1].isupper())  # in `pt-BR-fr`, BR is no Breton
        known = [cut for cut in cuts if is_known(cut[0]) and is_known(cut[1])]
        if not known:
            fix = "write two languages, such as en-es"
            raise BlogtoolError(f"`translate: {{engines: {{{pair}: …}}}}` is no pair of languages", where, fix)
        found[normalise(known[0][0]), normalise(known[0][1])] = str(engine)
    return found


def make_plan(
    site: Site,
    settings: Settings,
    written: Mapping[str, Written],
    paths: Sequence[str] = (),
    refresh: bool = False,
) -> Plan:
    """How every post stands in every language; `paths` (files or folders) name the posts that count."""
    look = _Look(site, settings, written, refresh)
    standings: list[Standing] = []
    problems: list[BlogtoolError] = []
    taken: dict[str, str] = {}
    for document, source in _originals(site, settings):
        if paths and not _is_among(document.path, paths):
            continue
        for target in _targets(document, source, settings, problems):
            standing = look.standing(document, source, target)
            if standing.path in taken:
                problems.append(_same_place(document, standing.path, taken[standing.path]))
                continue
            taken[standing.path] = document.path
            standings.append(standing)
    standings.sort(key=lambda one: (one.document.date, one.document.path), reverse=True)
    orphans = (*look.orphans(), *look.without_original(list(_originals(site, settings)), {*taken}))
    languages = {path: look.language(path) for path, _ in orphans}
    renamed = _renamed(standings, orphans, written)
    return Plan(tuple(standings), orphans, languages, (*problems, *look.problems), renamed)


def _renamed(
    standings: Iterable[Standing], orphans: Iterable[tuple[str, str]], written: Mapping[str, Written]
) -> dict[str, str]:
    """Orphans whose post has another name, and is the same to the last byte: where they will be."""
    waiting: dict[tuple[bytes, str], list[str]] = {}
    for path, _ in orphans:
        if (row := written.get(path)) is not None:
            waiting.setdefault((row.source_hash, row.target), []).append(path)
    found: dict[str, str] = {}
    for one in standings if waiting else ():
        paths = waiting.get((one.document.source_hash, one.target))
        if one.state == "missing" and paths:
            found[paths.pop(0)] = one.path
    return found


def unasked(site: Site, settings: Settings, plan: Plan) -> dict[str, list[tuple[str, str]]]:
    """Translations that nobody asks for any more, by language: (path, original).

    Their language was taken out of the settings, or their original says `translate: false` now. They are published
    as they are, and nobody would see that they fall behind. What a person reviewed is left out: it was to stay so.
    """
    originals = {document.path for document, _ in _originals(site, settings)}
    asked = {one.path for one in plan.standings}
    found: dict[str, list[tuple[str, str]]] = {}
    for document in site.documents:
        original = str(document.data.get("translation_of") or "")
        if original in originals and document.path not in asked and not document.data.get("reviewed"):
            found.setdefault(normalise(str(document.data.get("lang") or "")), []).append((document.path, original))
    return {lang: sorted(some) for lang, some in sorted(found.items())}


class _Look:
    """Look-ups in one site."""

    def __init__(self, site: Site, settings: Settings, written: Mapping[str, Written], refresh: bool) -> None:
        self.folder = site.config.source
        self.settings = settings
        self.written = written
        self.refresh = refresh
        self._folders: dict[str, str] = {}  # where they really are
        self.problems: list[BlogtoolError] = []  # what stands in the way
        self.documents = {document.path: document for document in site.documents}
        self.translations: dict[tuple[str, str], str] = {}
        self.shared: dict[tuple[str, str, str], str] = {}
        for document in site.documents:
            lang = normalise(str(document.data.get("lang") or ""))
            if document.data.get("translation_of"):
                self.translations[str(document.data["translation_of"]), lang] = document.path
            for key in _SHARED_KEYS:
                if document.data.get(key):
                    self.shared[key, str(document.data[key]), lang] = document.path

    def standing(self, document: Document, source: str, target: str) -> Standing:
        """How one post stands in one language."""
        path = self._path(document, source, target)
        row = self.written.get(path)
        found = self._found(path, row)
        if found is None:
            return Standing(document, source, target, path, self._unread_state(path))
        said, digest = found
        if said.get("translated") and is_link(self.folder, path):
            return Standing(document, source, target, path, self._unread_state(path))
        is_edited = row is None or row.file_hash != digest
        if not said.get("translated"):
            is_outdated = row is not None and row.source_hash != document.source_hash
            return Standing(document, source, target, path, "by-hand", is_edited, is_outdated, row)
        if row is None and not said.get("translation_of"):  # another tool made it, or a person with one
            state = "reviewed" if said.get("reviewed") else "adopted"
            return Standing(document, source, target, path, state, True, False, None)
        if row is None and said.get("translation_of") != document.path:
            return Standing(document, source, target, path, "by-hand")
        is_stale = self._is_stale(document, row, said, self.settings.engine_for(source, target))
        state = "stale" if is_stale or self.refresh else "adopted" if row is not None and row.adopted else "done"
        if said.get("reviewed"):
            state = "reviewed"
        elif row is not None and row.apart:
            state = "apart"
        return Standing(document, source, target, path, state, is_edited, is_stale, row)

    def _unread_state(self, path: str) -> str:
        """How a translation stands that the site does not show."""
        blocked = obstacle(self.folder, path, self._folders)
        if blocked is not None:
            self.problems.append(blocked)
            return "blocked"
        return "by-hand" if os.path.lexists(os.path.join(self.folder, path)) else "missing"

    def _found(self, path: str, row: Written | None) -> tuple[Mapping[str, object], bytes] | None:
        """The front matter of a translation and its digest; one that waits unpublished is on the disk only."""
        translation = self.documents.get(path)
        if translation is not None:
            return translation.data, translation.source_hash
        if row is None or not os.path.isfile(os.path.join(self.folder, path)):
            return None
        content = read_bytes(self.folder, path)
        said = frontmatter.parse(content.decode("utf-8-sig", "replace"), path)
        return None if said.problem is not None else (said.data, digest_of(content))

    def _is_stale(
        self, document: Document, row: Written | None, said: Mapping[str, object], wanted: str
    ) -> bool:
        if row is None:
            engine = str(said.get("engine") or "").split(" ", 1)[0]
            known = str(said.get("source_hash") or "-")
            return not document.source_hash.hex().startswith(known) or engine != wanted
        if row.adopted:  # kept as it is while the original is
            return row.source_hash != document.source_hash or row.original != document.path
        return (
            row.source_hash != document.source_hash
            or row.original != document.path
            or row.recipe != self.settings.recipe
            or row.engine != wanted
        )

    def _path(self, document: Document, source: str, target: str) -> str:
        """Where the translation is, whatever its author called it, or else where it belongs."""
        lang = normalise(target)
        if (document.path, lang) in self.translations:
            return self.translations[document.path, lang]
        for key in _SHARED_KEYS:
            found = self.shared.get((key, str(document.data.get(key)), lang))
            if found is not None and document.data.get(key):
                return found
        return translation_path(document.path, source, target)

    def language(self, path: str) -> str:
        """The language of a translation."""
        document, row = self.documents.get(path), self.written.get(path)
        said = document.data.get("lang") if document is not None else None
        return normalise(str(said or (row.target if row is not None else "")))

    def orphans(self) -> Iterator[tuple[str, str]]:
        """Translations whose original is gone from the disk."""
        originals = {path: row.original for path, row in self.written.items()}
        for path, document in self.documents.items():
            if document.data.get("translated") and document.data.get("translation_of"):
                originals[path] = str(document.data["translation_of"])
        for path, original in sorted(originals.items()):
            if original in self.documents or os.path.lexists(os.path.join(self.folder, original)):
                continue
            if path in self.documents or os.path.lexists(os.path.join(self.folder, path)):
                yield path, original

    def without_original(
        self, originals: Sequence[tuple[Document, str]], known: Collection[str]
    ) -> Iterator[tuple[str, str]]:
        """Translations of another tool that belong to no post; those in `known` do."""
        rest = {
            path: self.language(path)
            for path, document in self.documents.items()
            if document.data.get("translated") is True
            and not document.data.get("translation_of")
            and path not in known
            and path not in self.written
        }
        langs = sorted({*rest.values()})
        found = {self._path(document, source, lang) for document, source in originals for lang in langs}
        lost = sorted(path for path in rest if path not in found)
        waiting = self._stems_on_disk({path.split("/")[0] for path in lost})  # drafts, posts of a later day
        yield from ((path, "") for path in lost if _stem(path) not in waiting)

    def _stems_on_disk(self, folders: Iterable[str]) -> set[str]:
        """The names, without language, of all files in these folders but the translations that the site shows."""
        found: set[str] = set()
        for folder in folders:
            for here, _, names in os.walk(os.path.join(self.folder, folder)):
                for name in names:
                    path = os.path.relpath(os.path.join(here, name), self.folder).replace(os.sep, "/")
                    document = self.documents.get(path)
                    if document is None or document.data.get("translated") is not True:
                        found.add(_stem(path))
        return found


def _stem(path: str) -> str:
    """A file's name without its language and ending: `2025-02-02-tea` of `_posts/fr/2025-02-02-tea-fr.md`."""
    stem = path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    head, _, last = stem.rpartition("-")
    return head if head and is_known(last) else stem


def translation_path(path: str, source: str, target: str) -> str:
    """Where a translation is saved: the language's folder and the language's suffix.

    >>> translation_path("_posts/en/2025-02-02-tea-en.md", "en", "fr")
    '_posts/fr/2025-02-02-tea-fr.md'
    >>> translation_path("_posts/2025-02-02-tea.md", "en", "fr"), translation_path("_notes/a/b.md", "", "de")
    ('_posts/fr/2025-02-02-tea-fr.md', '_notes/de/a/b-de.md')
    """
    *folders, name = path.split("/")
    root = next((place for place, part in enumerate(folders) if part.startswith("_")), -1)
    place = next(
        (place for place in range(root + 1, len(folders)) if normalise(folders[place]) == normalise(source)),
        None,
    )
    if place is None:
        folders.insert(root + 1, target)
    else:
        folders[place] = target
    stem, dot, extension = name.rpartition(".")
    return "/".join([*folders, f"{_without_suffix(stem, source)}-{target}{dot}{extension}"])


def _without_suffix(stem: str, source: str) -> str:
    """The name without its language: `tea` of `tea-en`, `tea-zh-Hant` and, for zh-Hant, `tea-hant`."""
    words = stem.split("-")
    for count in (3, 2, 1):
        ending = "-".join(words[-count:])
        if len(words) <= count:
            continue
        # Of the other spellings only the long ones: in `what-is-in` the last word is not Indonesian.
        if ending.lower() == source.lower() or (len(ending) > 2 and normalise(ending) == normalise(source)):
            return "-".join(words[:-count])
    return stem


def language_of(document: Document, settings: Settings) -> str | None:
    """The language of a post: its own word, its folder's, its name's, the site's; None where nobody says."""
    said = document.data.get("lang")
    if said:
        return str(said)
    *folders, name = document.path.split("/")
    known = {normalise(code): code for code in (*settings.targets, settings.default)}
    for word in (*folders, name.rpartition(".")[0].rpartition("-")[2]):
        if normalise(word) in known:
            return known[normalise(word)]
    is_asked = document.collection == "posts" or document.collection in (settings.collections or ())
    return settings.default if is_asked else None


def _originals(site: Site, settings: Settings) -> Iterator[tuple[Document, str]]:
    """Every document that somebody wrote, with its language."""
    markdown = {f".{one.strip()}" for one in site.config.text("markdown_ext").split(",")}
    for document in site.documents:
        if settings.collections is not None and document.collection not in settings.collections:
            continue
        if document.data.get("translated") is True or document.data.get("translation_of"):
            continue
        if not document.has_front_matter or document.extension.lower() not in markdown:
            continue
        if not document.source_hash:  # made by a generator: there is no file
            continue
        source = language_of(document, settings)
        if source is not None:
            yield document, source


def _targets(
    document: Document, source: str, settings: Settings, problems: list[BlogtoolError]
) -> Iterator[str]:
    """The languages that a post goes into: the site's, less what the post itself says."""
    own = document.data.get("translate")
    wanted: Iterable[str] = settings.targets
    if own is False:
        return
    if isinstance(own, (str, list, tuple)):
        names = [own] if isinstance(own, str) else own
        asked = {normalise(str(name)) for name in names}
        wanted = [target for target in settings.targets if normalise(target) in asked]
        for name in names:
            if not is_known(str(name)):
                problems.append(
                    BlogtoolError(
                        f"`translate: {name}` names no language",
                        Location(document.path, 2),
                        "write `translate: false`, or a list of languages such as [fr, de]",
                    )
                )
    for target in wanted:
        if normalise(target) != normalise(source):
            yield target


def _is_among(path: str, wanted: Sequence[str]) -> bool:
    return any(path == one or path.startswith(one.rstrip("/") + "/") for one in wanted)


def _same_place(document: Document, path: str, other: str) -> BlogtoolError:
    return BlogtoolError(
        f"its translation would be saved as `{path}`, where that of `{other}` is",
        Location(document.path),
        "give one of them another name, or `translate: false`",
    )
