"""The author's words: how a term is said in a language, and what no engine may touch (`_data/glossary.yml`)."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from hashlib import blake2b

from blogtool.errors import BlogtoolError, Location
from blogtool.model.language import lookup, normalise

PATH = "_data/glossary.yml"

# Names of products and formats that stay as they are in every language, without being asked for.
BRANDS = frozenset(
    "Jekyll GitHub GitLab Git Markdown Python Ruby JavaScript TypeScript Java Rust Go Linux macOS Windows Ubuntu "
    "Debian Docker Kubernetes Firefox Chrome Safari Android Wikipedia Mozilla Google Apple Microsoft Amazon Facebook "
    "Twitter YouTube Reddit OpenAI ChatGPT Claude Anthropic MathJax KaTeX LaTeX TeX kramdown Liquid Rouge Pygments "
    "Argos CTranslate2 SentencePiece Node.js React Vue Angular Svelte Django Flask Rails NumPy PyTorch TensorFlow "
    "PostgreSQL MySQL SQLite Redis MongoDB Nginx Apache Vim Emacs Bash Homebrew npm pip blogtool Netlify Cloudflare "
    "Minima HTML CSS JSON YAML TOML XML RSS Atom URL HTTP HTTPS SSH DNS API SQL PDF SVG UTF-8 Unicode".split()
)
# Everyday words too: only their capitals show that they are names, so an engine is not corrected on them.
_ALSO_WORDS = frozenset(
    {"Go", "Rust", "Liquid", "Rouge", "Apple", "Amazon", "Windows", "Rails", "Atom", "Flask", "Ruby"}
)

SURE_BRANDS = BRANDS - _ALSO_WORDS


@dataclass(frozen=True)
class Glossary:
    """What the author laid down for one pair of languages: terms with their translation, names to keep."""

    terms: Mapping[str, str] = field(default_factory=dict)  # as written in the source: as written in the target
    keep: frozenset[str] = frozenset()  # the author's own; the brands are kept without being listed
    doubts: tuple[str, ...] = field(default=(), compare=False)  # what in it can be meant in two ways

    @cached_property
    def names(self) -> frozenset[str]:
        """All that has to come back as it is."""
        return self.keep | SURE_BRANDS

    @property
    def digest(self) -> str:
        """Changes when the glossary does: a memory's answers were made under one."""
        whole = json.dumps([sorted(self.terms.items()), sorted(self.keep), sorted(BRANDS)], ensure_ascii=False)
        return blake2b(whole.encode(), digest_size=8).hexdigest()

    def found(self, text: str) -> Iterator[tuple[int, int, str]]:
        """The terms and the author's kept names in a text: (start, end, what is to be written there).

        Longer ones win over shorter ones. A name matches exactly; a term in small letters and in capitals, where the
        glossary has none that is written just so.
        """
        if not self.terms and not self.keep:
            return
        for match in self._pattern.finditer(text):
            seen = match[0]
            if seen in self.keep:
                yield match.start(), match.end(), seen
                continue
            term = seen if seen in self.terms else self._by_letters.get(seen.casefold())
            if term is not None:
                yield match.start(), match.end(), _cased(self.terms[term], seen)

    @cached_property
    def _by_letters(self) -> dict[str, str]:
        """The term for a word in other capitals than any: of several the one in small letters."""
        return {term.casefold(): term for term in sorted(self.terms, key=lambda one: (one == one.lower(), one))}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return _words_pattern(tuple(sorted({*self.terms, *self.keep}, key=len, reverse=True)))


@lru_cache(maxsize=32)
def _words_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Whole words only, except in scripts that do not separate them."""
    return re.compile("|".join(_bounded(word) for word in words) or r"(?!)", re.IGNORECASE)


def _bounded(word: str) -> str:
    before = r"(?<!\w)" if word[:1].isalnum() and ord(word[0]) < 0x2E80 else ""
    after = r"(?!\w)" if word[-1:].isalnum() and ord(word[-1]) < 0x2E80 else ""
    return before + re.escape(word) + after


def _cased(translation: str, seen: str) -> str:
    """A term at the start of a sentence keeps its capital."""
    if seen[:1].isupper() and translation[:1].islower():
        return translation[:1].upper() + translation[1:]
    return translation


def glossary_for(data: object, source: str, target: str, path: str = PATH) -> Glossary:
    """The glossary of a pair of languages, from what `_data/glossary.yml` holds.

        keep: [Rust, "The Daily Note"]       # never translated
        static site:                         # a term of the site's own language …
          fr: site statique                  # … and what it is called elsewhere
        build: {fr: génération, de: Build}

    Terms may also stand under `terms:`, names under `do_not_translate:`. Raises BlogtoolError where the
    file has another shape.
    """
    if data is None:
        return Glossary()
    if not isinstance(data, Mapping):
        raise BlogtoolError("the glossary is not a map of terms", Location(path), "write `term: {fr: translation}`")
    keep: set[str] = set()
    terms: dict[str, str] = {}
    for key, value in data.items():
        if key in ("keep", "do_not_translate", "names"):
            keep.update(_names(value, str(key), path))
        elif key == "terms" and isinstance(value, Mapping) and not _is_term(value):
            for term, translations in value.items():
                _add(terms, keep, str(term), translations, target, path)
        else:
            _add(terms, keep, str(key), value, target, path)
    return Glossary(terms, frozenset(keep), tuple(_doubts(terms, keep)))


def _doubts(terms: Mapping[str, str], keep: Collection[str]) -> Iterator[str]:
    """What can be meant in two ways, and how it is taken."""
    for term in sorted(keep):
        if term in terms:
            yield f"`{term}` is to be kept and to be `{terms[term]}`: it is kept"
    for letters in sorted({term.casefold() for term in terms}):
        some = sorted(term for term in terms if term.casefold() == letters)
        if len(some) > 1 and all(term != term.lower() for term in some) and len({terms[term] for term in some}) > 1:
            names = " and ".join(f"`{term}`" for term in some)
            yield f"{names} differ in capitals only: other spellings are said as `{terms[some[-1]]}`; add `{letters}`"


def _is_term(value: Mapping[object, object]) -> bool:
    """Whether `terms` is itself a term with translations: its values are words, not maps."""
    return (
        bool(value)
        and all(isinstance(translation, str) for translation in value.values())
        and all(len(str(code)) <= 7 for code in value)
    )


def _names(value: object, key: str, path: str) -> Sequence[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, Sequence):
        return [str(name) for name in value]
    raise BlogtoolError(f"`{key}` in the glossary is not a list", Location(path), f"write `{key}: [one, two]`")


def _add(terms: dict[str, str], keep: set[str], term: str, value: object, target: str, path: str) -> None:
    """Take one term: a translation a language, or one word for all of them; the same word means `keep`."""
    if value is None or value is True:
        keep.add(term)
        return
    if isinstance(value, Mapping):
        by_code = {normalise(str(code)): translation for code, translation in value.items()}
        value = next((by_code[code] for code in lookup(target) if code in by_code), None)
        if value is None:
            return
    if not isinstance(value, str):
        fix = f"write `{term}: {{{target}: translation}}`"
        raise BlogtoolError(f"the term `{term}` in the glossary has no translation", Location(path), fix)
    if value == term:
        keep.add(term)
    else:
        terms[term] = value
