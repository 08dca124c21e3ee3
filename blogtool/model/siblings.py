"""Which documents say the same in different languages: by what they say of it, else by their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain

from blogtool.model.config import Config
from blogtool.model.content import Document, Page
from blogtool.model.language import direction, english_name, native_name, normalise

Written = Document | Page

# Front matter that says two documents are the same in different languages, as other tools have it too.
SHARED_KEYS = ("ref", "page_id", "translation_key", "translationKey", "lang-ref", "lang_ref")


_NORWEGIAN = "no"


def _code(said: object) -> str:
    """A code as it was meant: YAML takes a bare `no` for a denial."""
    return _NORWEGIAN if said is False else str(said)


class LanguageCode(str):
    """A language's code, which also knows the language: `{{ code.name }}`, `{{ code.dir }}`."""

    __slots__ = ()

    @property
    def parts(self) -> Mapping[str, object]:
        """What Liquid finds behind the dot."""
        return {
            "code": str(self),
            "name": native_name(self),
            "english_name": english_name(self),
            "dir": direction(self),
            "tag": normalise(self),
        }


def languages_of(config: Config) -> tuple[LanguageCode, ...]:
    """The languages of a site, in the author's order and spelling; none where it has only one view of them.

    They are those of `languages:`, else the site's own and those that `translate:` goes into. Sites of
    jekyll-polyglot show their languages in its way, and a `languages:` that is no list of codes is left alone.
    """
    if "jekyll-polyglot" in config.plugins:
        return ()
    listed = config.get("languages")
    if isinstance(listed, (list, tuple)) and listed and all(isinstance(one, str) or one is False for one in listed):
        return tuple(LanguageCode(one) for one in dict.fromkeys(map(_code, listed)))
    section = config.section("translate")
    if listed is not None or not section:
        return ()
    targets = section.get("to")
    names = [targets] if isinstance(targets, str) else targets if isinstance(targets, (list, tuple)) else []
    return tuple(LanguageCode(one) for one in dict.fromkeys((main_language(config), *map(str, names))))


def main_language(config: Config) -> str:
    """The language of what names none."""
    section = config.section("translate")
    return str(section.get("from") or config.text("lang") or "en")


def language_at_root(config: Config) -> str | None:
    """The code of the language whose pages need no folder; None where `language_folders: all` gives each one."""
    return None if config.text("language_folders") == "all" else normalise(main_language(config))


def tells_languages(config: Config) -> bool:
    """Whether each page is told its language also where nobody wrote it down, and each language has a feed.

    That is so with settings that only blogtool knows: what Jekyll builds too looks as Jekyll builds it.
    """
    own = config.section("translate") or config.flag("language_folders") or config.get("fallbacks")
    return bool(own) or config.text("theme") == "blogtool-paper"


class Siblings:
    """The look-ups of one site: made in one pass, asked by key."""

    def __init__(self, config: Config, documents: Iterable[Written]) -> None:
        self.languages = languages_of(config)
        self._main = main_language(config)
        self._spelled = {normalise(one): one for one in self.languages}
        self._all = [one for one in documents if _is_written(one)] if self.languages else []

    def __bool__(self) -> bool:
        return bool(self.languages)

    def lang(self, one: Written) -> str:
        """The language of a document, as the site spells it: its own word, its folder's, its name's, the site's."""
        said = one.data.get("lang")
        if said or (said is False and _NORWEGIAN in self._spelled):
            return self.spelled(_code(said))
        *folders, name = one.path.split("/")
        named = (spelled for word in folders if (spelled := self._language(word)))
        endings = (spelled for _, spelled in self._endings(name))
        return next(chain(named, endings), self.spelled(self._main))

    def spelled(self, code: str) -> str:
        """A code as the site spells that language; of another language the code itself."""
        return self._spelled.get(normalise(code)) or LanguageCode(code)

    def of(self, one: Written) -> Sequence[Written]:
        """Its translations that exist, in the order of the site's languages, without itself.

        Of a page that stands in for another one: that, and its translations.
        """
        if isinstance(one, Page) and one.original is not None:
            return [one.original, *self.of(one.original)]
        own = normalise(self.lang(one))
        group = self._groups.get(self._keys.get(id(one), ""), {})
        return [group[code] for code in self._spelled if code != own and code in group]

    def original(self, one: Written) -> Written | None:
        """What it was translated from or stands in for, where that is known and not the document itself."""
        if isinstance(one, Page) and one.original is not None:
            return one.original
        if not (one.data.get("translated") is True or one.data.get("translation_of")):
            return None
        named = self._by_path.get(str(one.data.get("translation_of") or ""))
        if named is not None:
            return named
        return next((other for other in self.of(one) if other.data.get("translated") is not True), None)

    def in_language(self, one: Written, lang: str) -> Written | None:
        """The version of a document in a language: itself, a translation, or None."""
        code = normalise(lang)
        if normalise(self.lang(one)) == code:
            return one
        return self._groups.get(self._keys.get(id(one), ""), {}).get(code)

    @cached_property
    def _by_path(self) -> dict[str, Written]:
        return {one.path: one for one in self._all}

    @cached_property
    def _keys(self) -> dict[int, str]:
        return {id(one): self._key(one) for one in self._all}

    @cached_property
    def _groups(self) -> dict[str, dict[str, Written]]:
        groups: dict[str, dict[str, Written]] = {}
        for one in self._all:
            group = groups.setdefault(self._keys[id(one)], {})
            code = normalise(self.lang(one))
            # Where two say they are the same in one language, what a person wrote goes first.
            if code not in group or (group[code].data.get("translated") and not one.data.get("translated")):
                group[code] = one
        return groups

    def _key(self, one: Written) -> str:
        original = self._by_path.get(str(one.data.get("translation_of") or ""))
        if original is not None and not original.data.get("translation_of"):
            return self._key(original)
        for key in SHARED_KEYS:
            said = one.data.get(key)
            if said is not None and said is not False and said != "":
                return f"{key}:{said}"
        return f"name:{self._bare_path(one)}"

    def _bare_path(self, one: Written) -> str:
        """The path without its language: `_posts/2025-02-02-tea` of `_posts/fr/2025-02-02-tea-fr.md`."""
        lang = normalise(self.lang(one))
        *folders, name = one.path.split("/")
        place = next((place for place, part in enumerate(folders) if normalise(part) == lang), None)
        if place is not None:
            folders.pop(place)
        bare = next((bare for bare, spelled in self._endings(name) if normalise(spelled) == lang), None)
        return "/".join([*folders, name.rpartition(".")[0] if bare is None else bare])

    def _language(self, word: str) -> str | None:
        """The language of the site that a word means, as the site spells it."""
        code = normalise(word)
        spelled = self._spelled.get(code)
        # Of two letters only the code itself: the `in` of `what-is-in` is not Indonesian.
        return spelled if len(word) > 2 or word.lower() == code or word == spelled else None

    def _endings(self, name: str) -> Iterator[tuple[str, str]]:
        """The ways to take a language from the end of a file's name: what is left, and the language."""
        stem = name.rpartition(".")[0] or name
        for sign in ".-":
            words = stem.split(sign)
            for count in (3, 2, 1):
                spelled = self._language("-".join(words[-count:])) if len(words) > count else None
                if spelled is not None:
                    yield sign.join(words[:-count]), spelled


def _is_written(one: Written) -> bool:
    """Whether readers can open it: no waiting document, and nothing that a generator made."""
    return one.written if isinstance(one, Document) else not one.generated
