"""From Pygments' tokens to Rouge's classes: what a theme made for Jekyll expects to colour.

Both name their classes alike (`k`, `s1`, `nf`), but they often see a word differently. What Rouge
says was learnt by running it beside Pygments on code of each language (tools/learn_rouge_classes.py);
`rouge_classes.json` holds the result, one small decision tree for each type of token:

    "nf"                              always this class ("" is plain text, without a span)
    ["after", {"(": "nf"}, "n"]       ask one question of `QUESTIONS`, go on with the tree of its answer
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

Tree: TypeAlias = "str | list[Any]"
# What Rouge says of a word that stands alone (and, for some languages, of one that stands for a value).
Words: TypeAlias = "list[dict[str, str]]"

# How a token of Pygments is cut into pieces before its class is looked up: Rouge often has
# the quotes of a string, or the dots between names, as tokens of their own.
CUTS = {
    "quotes": re.compile(r"""(?s)(?P<open>\w{0,2}(\"{3}|'{3}|["'`]))(?P<inside>.*)(?P<close>\2)"""),
    "words": re.compile(r"\w+|[^\w\s]|\s+"),
    "spaces": re.compile(r"\S+|\s+"),
}
_NUMBER = re.compile(r"[+-]?\d[\d_]*(?P<fraction>\.\d*)?(?P<power>[eE][+-]?\d+)?")
_BLANKS = re.compile(r"[ \t]*")


def cut(text: str, how: str) -> list[str]:
    """The pieces of a token; they always add up to the token."""
    if how != "quotes":
        return CUTS[how].findall(text)
    match = CUTS[how].fullmatch(text)
    return [piece for piece in match.group("open", "inside", "close") if piece] if match else [text]


def shape(text: str) -> str:
    """What a piece looks like: Capital, CONSTANT, lower, a number (0, 0.5, 0e9, 0x1), or its first sign."""
    first = text[0]
    if first.isalpha() or first == "_":
        if not first.isupper():
            return "a"
        return "A" if len(text) > 1 and text.isupper() else "Aa"
    number = _NUMBER.match(text)
    if number is None:
        return first
    if number.end() < len(text):
        return text[:2].lower() if text[0] == "0" and text[1] in "xXbBoO" else "0a"
    return "0." if number["fraction"] else "0e" if number["power"] else "0"


def after(code: str, end: int) -> str:
    """The next character on the line that is not blank, or two when they are one sign."""
    end = _BLANKS.match(code, end).end()  # type: ignore[union-attr]
    sign = code[end : end + 1]
    if sign.isalnum() or sign == "_":
        return "a"
    return code[end : end + 2] if sign and sign in ":=-<" else sign


def before(token: str) -> str:
    """The word before, or the last sign of what is not a word."""
    last = token[-1:]
    return token if last.isalnum() or last == "_" else last


class Look:
    """One piece of code and what stands around it, as the questions of a tree see it."""

    __slots__ = ("code", "end", "last_class", "last_token", "start", "text", "words")

    def __init__(
        self, code: str, start: int, text: str, last_token: str, last_class: str, words: Words
    ) -> None:
        self.words = words
        self.code = code
        self.start = start
        self.end = start + len(text)
        self.text = text
        self.last_token = last_token
        self.last_class = last_class


QUESTIONS: dict[str, Callable[[Look], str]] = {
    "word": lambda look: look.words[0].get(look.text, ""),
    "value": lambda look: look.words[-1].get(look.text, ""),
    "text": lambda look: look.text,
    "shape": lambda look: shape(look.text),
    "after": lambda look: after(look.code, look.end),
    "before": lambda look: before(look.last_token),
    "class": lambda look: look.last_class,
    "touch": lambda look: look.code[look.start - 1 : look.start],
    "head": lambda look: "" if look.text[0].isalnum() else look.text[:2],
    "next": lambda look: look.code[look.end : look.end + 1],
}


@cache
def _entries() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(Path(__file__).with_name("rouge_classes.json").read_text("utf-8"))
    return loaded


@dataclass(frozen=True)
class Learnt:
    """What was learnt of a language; trees and cuts by the type of a token."""

    trees: Mapping[Any, Tree]
    cuts: Mapping[Any, str]
    words: Words
    # Tree and cut of the types seen so far: one question for each token.
    rules: dict[Any, tuple[Tree, str | None]] = field(default_factory=dict)

    def rule(self, kind: Any) -> tuple[Tree, str | None]:
        """The tree of a type, or else the class that Pygments gives it; and how its tokens are cut."""
        tree = self.trees.get(kind)
        return (short_name(kind) if tree is None else tree), self.cuts.get(kind)


def short_name(kind: Any) -> str:
    """Pygments' class of a type, or of the nearest type that has one, for the types that a lexer made up."""
    from pygments.token import STANDARD_TYPES

    while kind not in STANDARD_TYPES:
        kind = kind.parent
    return STANDARD_TYPES[kind]


def learnt(language: str) -> Learnt:
    """What is known of a language; next to nothing where Rouge was never asked."""
    from pygments.token import Whitespace, string_to_tokentype

    entry = _entries().get(language, {})
    trees = {string_to_tokentype(kind): tree for kind, tree in entry.get("trees", {}).items()}
    trees.setdefault(Whitespace, "")
    return Learnt(
        trees,
        {string_to_tokentype(kind): how for kind, how in entry.get("cuts", {}).items()},
        [
            {word: name for name, words in by_class.items() for word in words.split()}
            for by_class in entry.get("words") or [{}]
        ],
    )


def classes(code: str, tokens: Iterable[tuple[int, Any, str]], known: Learnt) -> Iterator[tuple[str, str]]:
    """Rouge's class for each piece of code, as (class, text).

    `tokens` are (start, type, text), in order and without gaps.
    """
    rules, words = known.rules, known.words
    last_token = last_class = ""
    answer: Any
    for start, kind, text in tokens:
        if not text:
            continue
        rule = rules.get(kind)
        if rule is None:
            rule = rules[kind] = known.rule(kind)
        tree, how = rule
        if how is None:
            answer = tree
            if type(tree) is not str:
                answer = _decide(tree, Look(code, start, text, last_token, last_class, words))
            if not text.isspace():
                last_token, last_class = text, answer
            yield answer, text
            continue
        for piece in cut(text, how):
            answer = tree
            if type(tree) is not str:
                answer = _decide(tree, Look(code, start, piece, last_token, last_class, words))
            start += len(piece)
            if not piece.isspace():
                last_token, last_class = piece, answer
            yield answer, piece


def _decide(tree: Tree, look: Look) -> str:
    while not isinstance(tree, str):
        question, answers, otherwise = tree
        tree = answers.get(QUESTIONS[question](look), otherwise)
    return tree
