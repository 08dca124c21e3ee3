"""Further pairs made out of real ones, for what a blog has and manuals lack. Needs no torch.

A blog's engine meets names that nobody has heard of, code hidden behind marks, headings in title case,
fragments cut out of sentences, lone numbers, paragraphs longer than a sentence. Each function here makes one
such pair out of one or more others, or gives None where it cannot. All chance comes in as an argument: the
same seed gives the same pairs.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from .lexicon import WORD, word_pairs
from .pairs import Pair, marks_in

MARK_LIMIT = 15
"""Marks above ⟦15⟧ are no single token of the vocabulary."""

LEXICON_PAIRS = 100_000
"""Pairs that the word pairs are counted from: enough for the common words."""

NAME = re.compile(r"(?<![\w’'./@-])[A-Z][A-Za-z]{2,}\d*(?![\w’'/@-])")
CODE = re.compile(
    r"""(?<![\w⟦/.-])(?:
        [\w.-]*/[\w./-]+             # a path
        | \w+(?:[._]\w+)+(?:\(\))?   # dotted or snake case
        | \w+\(\)                    # a call
        | --?[a-z][\w-]+             # an option
        | [A-Z]{2,}\w*               # capitals
        | \d[\d.,]*\d               # a number of two digits and more
        | [A-Z][a-z]+[A-Z]\w*        # camel case
    )(?![\w⟧/])""",
    re.VERBOSE,
)
MARK = re.compile(r"⟦(\d+)⟧")
SMALL_WORDS = frozenset("a an and as at but by for from in into nor of on or the to up via with".split())

ONSETS = (
    "b bl br c ch cl cr d dr f fl fr g gl gr h j k kl kr l m n p ph pl pr qu r s sch sk sl sp st t th tr v w x y z zh"
).split()
VOWELS = "a e i o u ai au ea ee io oo ou y".split()
ENDINGS = ["", *"l m n r s x t k nd rt sk lis ris vex dra lo mi ta ron wick ly base hub kit".split()]


def invented_name(chance: random.Random) -> str:
    """A name that no corpus holds, of one to three syllables: `Krelivex`, `ZhooHub`, `Tanora 3`."""
    syllables = "".join(chance.choice(ONSETS) + chance.choice(VOWELS) for _ in range(chance.choice((1, 2, 2, 3))))
    name = (syllables + chance.choice(ENDINGS)).capitalize()
    style = chance.random()
    if style < 0.12:
        return name + chance.choice(("JS", "DB", "Hub", "Lab", "OS", "Kit", "Net"))
    if style < 0.18:
        return "".join(chance.choice("ABCDEFGHIKLMNOPRSTUVXZ") for _ in range(chance.randint(2, 4)))
    return name


def invented_code(chance: random.Random) -> str:
    """An identifier, file name, option, call or version number."""
    one, two = (invented_name(chance).lower() for _ in range(2))
    kinds = (
        f"{one}_{two}",
        f"{one}.{two}",
        f"{one}-{two}",
        f"{one}()",
        f"{one}.py",
        f"{one}/{two}.md",
        f"--{one}-{two}",
        f"{one.capitalize()}{two.capitalize()}",
        f"v{chance.randint(0, 9)}.{chance.randint(0, 20)}",
    )
    return chance.choice(kinds)


def with_other_names(pair: Pair, chance: random.Random) -> Pair | None:
    """Words with a capital that stand on both sides, after the first word, become invented names on both."""
    shared = set(NAME.findall(pair.source[1:])) & set(NAME.findall(pair.target))
    if not shared:
        return None
    source, target = pair.source, pair.target
    for name in sorted(shared):
        other = invented_name(chance)
        whole = re.compile(rf"(?<!\w){name}(?!\w)")
        source, target = whole.sub(other, source), whole.sub(other, target)
    return Pair(source, target, pair.origin)


def with_hidden_code(pair: Pair, chance: random.Random, most: int = 8) -> Pair | None:
    """Code words and numbers that stand once on each side become marks, numbered in source order."""
    found = CODE.findall(pair.source)
    shared = [word for word in found if pair.source.count(word) == 1 == pair.target.count(word)]
    room = most - len(marks_in(pair.source))
    if not shared or room < 1:
        return None
    source, target = pair.source, pair.target
    for at, word in enumerate(shared[:room]):
        source, target = source.replace(word, f"⟦{90 + at}⟧"), target.replace(word, f"⟦{90 + at}⟧")
    return renumbered(Pair(source, target, pair.origin), chance.choice((0, 1, 1)))


def with_marked_words(pair: Pair, lexicon: Mapping[str, set[str]], chance: random.Random, most: int = 4) -> Pair | None:
    """Words whose translation is sure become marks, or stand between two as link texts do, on both sides."""
    if "⟦" in pair.source or "⟦" in pair.target:
        return None
    targets: dict[str, list[str]] = {}
    for word in WORD.findall(pair.target):
        targets.setdefault(word.lower(), []).append(word)
    words = WORD.findall(pair.source)
    sure = []
    for word in words:
        fitting = [t for t in lexicon.get(word.lower(), ()) if len(targets.get(t, ())) == 1]
        if len(word) > 3 and len(fitting) == 1 and words.count(word) == 1:
            sure.append((word, targets[fitting[0]][0]))
    if not sure:
        return None
    chosen = chance.sample(sure, min(len(sure), chance.randint(1, most)))
    source, target = pair.source, pair.target
    for at, (here, there) in enumerate(chosen):
        if chance.random() < 0.5:
            new = (f"⟦{90 + 2 * at}⟧", f"⟦{90 + 2 * at}⟧")
        else:
            new = (f"⟦{90 + 2 * at}⟧{here}⟦{91 + 2 * at}⟧", f"⟦{90 + 2 * at}⟧{there}⟦{91 + 2 * at}⟧")
        source = re.sub(rf"(?<![\w⟦]){re.escape(here)}(?!\w)", new[0], source, count=1)
        target = re.sub(rf"(?<![\w⟦]){re.escape(there)}(?!\w)", new[1], target, count=1)
    return renumbered(Pair(source, target, pair.origin), chance.choice((0, 1, 1)))


def with_any_words_hidden(
    pair: Pair, lexicon: Mapping[str, set[str]], chance: random.Random, most: int = 4
) -> Pair | None:
    """Words of any kind become marks, each on the other side at the likeliest word near the same place.

    A rough lexicon serves: what is learned is that no mark is ever left out, verbs and small words included.
    """
    if "⟦" in pair.source or "⟦" in pair.target:
        return None
    here, there = list(WORD.finditer(pair.source)), list(WORD.finditer(pair.target))
    hidden: list[tuple[re.Match[str], re.Match[str]]] = []
    for word in chance.sample(here, min(len(here) // 2, chance.randint(1, most))):
        place = word.start() / len(pair.source)
        likely = lexicon.get(word[0].lower(), ())
        near = [w for w in there if w[0].lower() in likely and all(w is not taken for _, taken in hidden)]
        if near:
            hidden.append((word, min(near, key=lambda w: abs(w.start() / len(pair.target) - place))))
    if not hidden:
        return None
    source, target = pair.source, pair.target
    numbered = list(enumerate(hidden))
    for at, (word, _) in sorted(numbered, key=lambda one: -one[1][0].start()):
        source = f"{source[: word.start()]}⟦{90 + at}⟧{source[word.end() :]}"
    for at, (_, word) in sorted(numbered, key=lambda one: -one[1][1].start()):
        target = f"{target[: word.start()]}⟦{90 + at}⟧{target[word.end() :]}"
    return renumbered(Pair(source, target, pair.origin), chance.choice((0, 1, 1)))


def with_other_code(pair: Pair, chance: random.Random) -> Pair | None:
    """A mark becomes an invented code word on both sides, to be copied letter by letter."""
    marks = [mark for mark in MARK.findall(pair.source) if pair.source.count(f"⟦{mark}⟧") == 1]
    if not marks or len(marks) != len(MARK.findall(pair.target)):
        return None
    mark, word = f"⟦{chance.choice(marks)}⟧", invented_code(chance)
    return renumbered(Pair(pair.source.replace(mark, word), pair.target.replace(mark, word), pair.origin), 0)


def renumbered(pair: Pair, first: int) -> Pair | None:
    """The marks counted from `first` in source order; None when the sides differ or there are too many."""
    order = list(dict.fromkeys(MARK.findall(pair.source)))
    if marks_in(pair.source) != marks_in(pair.target) or first + len(order) > MARK_LIMIT + 1:
        return None
    number = {old: str(first + at) for at, old in enumerate(order)}
    source, target = (MARK.sub(lambda m: f"⟦{number[m[1]]}⟧", side) for side in (pair.source, pair.target))
    return Pair(source, target, pair.origin)


def joined(pairs: Sequence[Pair]) -> Pair | None:
    """Several pairs one after another, as in a paragraph; marks are counted through."""
    source, target = [], []
    for at, pair in enumerate(pairs):
        moved = (MARK.sub(lambda m, at=at: f"⟦{100 * (at + 1) + int(m[1])}⟧", s) for s in (pair.source, pair.target))
        for side, text in zip((source, target), moved, strict=True):
            side.append(text)
    return renumbered(Pair(" ".join(source), " ".join(target), pairs[0].origin), 0)


def spaces_colons(pairs: Sequence[Pair]) -> bool:
    """True where most targets put a space before a colon, as French does."""
    spaced = sum(" : " in pair.target for pair in pairs)
    return spaced > sum(": " in pair.target for pair in pairs) / 2


def wrapped(pair: Pair, chance: random.Random, spaced_colon: bool) -> Pair | None:
    """A short pair between two marks, as a link that is the whole line, or with a mark before or after it."""
    if len(MARK.findall(pair.source)) > 4:
        return None
    before, after = chance.choice((("⟦90⟧", "⟦91⟧"), ("⟦90⟧ ", ""), ("", " ⟦90⟧"), ("⟦90⟧: ", "")))
    there = before.replace(": ", " : ") if spaced_colon else before
    return renumbered(Pair(before + pair.source + after, there + pair.target + after, pair.origin), 0)


def as_title(pair: Pair) -> Pair | None:
    """A short line without an end mark, each word with a capital as English headings have it."""
    words = pair.source.split()
    if not 2 <= len(words) <= 9 or pair.source[-1] in ".:;,!" or "⟦" in pair.source:
        return None
    titled = [
        word if at and word.lower() in SMALL_WORDS else word[:1].upper() + word[1:] for at, word in enumerate(words)
    ]
    return Pair(" ".join(titled), pair.target[:1].upper() + pair.target[1:], pair.origin)


def without_end(pair: Pair) -> Pair | None:
    """A sentence without its full stop, as list items have it."""
    if not (pair.source.endswith(".") and pair.target.endswith(".")) or pair.source.endswith(".."):
        return None
    return Pair(pair.source[:-1], pair.target[:-1].rstrip(), pair.origin)


def copied(chance: random.Random) -> Pair:
    """A segment that is the same in every language: a number, a name, code, or a row of them."""
    kinds = (
        lambda: str(chance.randint(0, 10 ** chance.randint(1, 6))),
        lambda: f"{chance.randint(1, 99)}.{chance.randint(0, 99)}",
        lambda: f"{chance.randint(1, 31):02}/{chance.randint(1, 12):02}/{chance.randint(1980, 2030)}",
        lambda: invented_name(chance),
        lambda: invented_name(chance) + " " + str(chance.randint(1, 20)),
        lambda: invented_code(chance),
        lambda: " ".join(invented_name(chance) for _ in range(2)),
        lambda: f"⟦{chance.randint(0, 2)}⟧",
    )
    text = " ".join(chance.choice(kinds)() for _ in range(chance.choice((1, 1, 1, 2))))
    marks = marks_in(text)
    text = text if len(marks) == len(set(marks)) else (marks and f"⟦{marks[0]}⟧") or text
    return Pair(text, text, "copied")


def invent(pairs: Sequence[Pair], share: float, seed: int) -> Iterator[Pair]:
    """About `share` further pairs for each real one, by all of the ways above."""
    chance = random.Random(seed)
    lexicon = word_pairs(pairs[:LEXICON_PAIRS])
    rough = word_pairs(pairs[:LEXICON_PAIRS], least=5, sureness=0.05)
    spaced_colon = spaces_colons(pairs[:LEXICON_PAIRS])
    marked = [pair for pair in pairs if "⟦" in pair.source and len(pair.source) < 160]
    short = [pair for pair in pairs if len(pair.source) < 120]
    if not (marked and short):
        marked = short = list(pairs)

    def many_marks() -> Pair | None:
        few = [with_marked_words(pair, lexicon, chance) or pair for pair in chance.choices(short, k=2)]
        made = joined([*few, *chance.choices(marked, k=chance.choice((0, 1, 1)))])
        return made if made and len(marks_in(made.source)) <= 10 else None

    ways: list[tuple[int, Callable[[], Pair | None]]] = [
        (20, lambda: with_other_names(chance.choice(pairs), chance)),
        (10, lambda: with_hidden_code(chance.choice(pairs), chance)),
        (30, lambda: with_marked_words(chance.choice(pairs), lexicon, chance, chance.choice((1, 2, 3, 5)))),
        (25, lambda: with_any_words_hidden(chance.choice(pairs), rough, chance, chance.choice((2, 4, 6)))),
        (7, lambda: with_other_code(chance.choice(marked), chance)),
        (15, many_marks),
        (5, lambda: joined(chance.choices(short, k=chance.choice((2, 2, 3, 4))))),
        (5, lambda: wrapped(chance.choice(short), chance, spaced_colon)),
        (6, lambda: as_title(chance.choice(pairs))),
        (5, lambda: without_end(chance.choice(pairs))),
        (4, lambda: copied(chance)),
    ]
    weights = [weight for weight, _ in ways]
    for _ in range(int(len(pairs) * share)):
        made = chance.choices(ways, weights)[0][1]()
        if made:
            yield made
