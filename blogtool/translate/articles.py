"""French articles that a model sets before a name: `dans le zorvik` for "in zorvik"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from blogtool.translate.verdict import stands_alone
from blogtool.translate.word_lists import is_word

_DETERMINERS = frozenset(
    "the a an this that these those our your my his her its their each every any no some another one".split()
)
_NEAR = 2  # words before a name that may hold its determiner: `the full zorvik`
_WITHOUT = {"le": "", "la": "", "du": "de ", "au": "à "}
_WORD = re.compile(r"[^\W\d_]+")


def without_articles(source: str, answer: str, names: Iterable[str]) -> str:
    """A French answer without articles before names in small letters that have no determiner in the English source.

    >>> without_articles("A mistake in zorvik.", "Une erreur dans le zorvik.", ["zorvik"])
    'Une erreur dans zorvik.'
    >>> without_articles("The zorvik parser", "Le zorvik analyseur", ["zorvik"])
    'Le zorvik analyseur'
    """
    for name in names:
        if not name[:1].islower() or name not in answer or name not in source:
            continue
        if is_word(name, "fr") or _is_determined(source, name):
            continue
        pattern = re.compile(rf"(?<!\w)({'|'.join(_WITHOUT)})\s(?={re.escape(name)}(?![\w-]))", re.IGNORECASE)
        answer = pattern.sub(lambda found: _cased(_WITHOUT[found[1].lower()], found[1]), answer)
    return answer


def _is_determined(source: str, name: str) -> bool:
    befores = (_WORD.findall(source[: match.start()])[-_NEAR:] for match in stands_alone(name).finditer(source))
    return any(word.lower() in _DETERMINERS for words in befores for word in words)


def _cased(words: str, article: str) -> str:
    return words.capitalize() if article[0].isupper() else words
