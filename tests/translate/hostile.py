"""Engines that do what engines should not, for the tests: each shows one way to ruin a page."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

MARK = re.compile(r"⟦\d+⟧|X\d+X")
MARKUP = (
    "*", "**", "_", "`", "[x](y)", "![i](j)", "<b>", "</div>", "<script>", "| a | b |", "{{ site }}", "{% raw %}",
    "{: .x}", "\n\n# head", "\n- item", "1. one", "> q", "    code", "```", "~~~", "$$x$$", "$$", "~~", "[^1]", "&lt;",
    "&", "\\", "\\\\", "{::comment}", "---", "***", "===",
    ": def", "*[HTML]: x", "[a]: /b", "<!-- c -->", "{:toc}", '"',
    "'", "<<", ">>", "^", "|", "<http://a.b>", "{#id}", "</a>", "%}", "}}", "<br>", "#", "+", "-", "=",
    "\u2028", "\x00",
)  # fmt: skip


class Hostile:
    """Answers with one kind of mischief; the same question gets the same answer."""

    def __init__(self, mischief: Callable[[str, Random], str], seed: int = 0) -> None:
        self.mischief = mischief
        self.seed = seed

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """Each text with the mischief done to it."""
        return [self.mischief(text, Random(f"{self.seed} {text}")) for text in texts]


def _words(text: str) -> str:
    """Other words, so that a copy is not what is found."""
    parts = MARK.split(text)
    found = [*MARK.findall(text), ""]
    return "".join(
        re.sub(r"[A-Za-z]+", lambda m: m[0][::-1], part) + mark for part, mark in zip(parts, found, strict=True)
    )


def _changed(text: str, random: Random, change: Callable[[list[str], Random], list[str]]) -> str:
    found = MARK.findall(text)
    if not found:
        return _words(text)
    changed = iter([*change(list(found), random), *[""] * len(found)])
    return MARK.sub(lambda match: next(changed), _words(text))


def drop(text: str, random: Random) -> str:
    """A mark is lost."""
    return _changed(text, random, lambda found, r: [m for i, m in enumerate(found) if i != r.randrange(len(found))])


def drop_all(text: str, random: Random) -> str:
    """All marks are lost."""
    return MARK.sub("", _words(text))


def double(text: str, random: Random) -> str:
    """A mark stands twice."""
    return MARK.sub(lambda match: match[0] * random.choice((1, 2)), _words(text))


def swap(text: str, random: Random) -> str:
    """Marks change places."""
    return _changed(text, random, lambda found, r: r.sample(found, len(found)))


def move(text: str, random: Random) -> str:
    """Words and marks in any order."""
    parts = re.findall(r"⟦\d+⟧|X\d+X|[^\s⟦]+|\s+", _words(text))
    random.shuffle(parts)
    return "".join(parts)


def invent(text: str, random: Random) -> str:
    """Marks that are not there, and marks that are none."""
    return f"⟦{random.randrange(12)}⟧ {_words(text)} ⟦99⟧ ⟦ ⟧⟧ ⟦x⟧"[random.choice((0, 4)) :]


def truncate(text: str, random: Random) -> str:
    """The end is missing."""
    said = _words(text)
    return said[: random.randrange(len(said) + 1)]


def loop(text: str, random: Random) -> str:
    """The same again and again."""
    return " ".join([_words(text)] * random.choice((1, 2, 3, 9)))


def markup(text: str, random: Random) -> str:
    """Markup between, before and behind the words."""
    parts = re.split(r"(\s+)", _words(text))
    for _ in range(random.randrange(1, 4)):
        parts.insert(random.randrange(len(parts) + 1), random.choice(MARKUP))
    return "".join(parts)


def markup_first(text: str, random: Random) -> str:
    """Markup where a line begins."""
    return random.choice(MARKUP) + random.choice(("", " ")) + _words(text)


def only_markup(text: str, random: Random) -> str:
    """Nothing but markup."""
    return " ".join(random.choice(MARKUP) for _ in range(random.randrange(4)))


def nothing(text: str, random: Random) -> str:
    """No answer."""
    return random.choice(("", " ", "\n"))


def spaces(text: str, random: Random) -> str:
    """Spaces where none were, none where they were."""
    return MARK.sub(lambda match: random.choice((" {} ", "{}", "{} ", " {}")).format(match[0]), _words(text)).replace(
        " ", random.choice((" ", "", "  ", "\u00a0"))
    )


ALL = (drop, drop_all, double, swap, move, invent, truncate, loop, markup, markup_first, only_markup, nothing, spaces)
