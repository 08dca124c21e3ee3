"""Reads code by a table of patterns, for languages in which Pygments sees too little.

A grammar is a table: state -> rules, tried in order at each place of the code. A rule is

    (pattern, class)                 the text gets this class ("" is plain text)
    (pattern, (class, class, ...))   one class for each group of the pattern; groups cover the match
    (pattern, class, state)          ... and then go on in that state; "-" goes back to the state before

"--" goes back two; "-|this|that" goes back, then to one state and on to the next. A rule whose class
is `()` takes nothing and only goes on. A class that begins with `@` is a language, or with "@." a state,
or with "@=" the number of the group that names the language: the text is read as that. What no rule
takes is an error, one character at a time, as in Rouge.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

Rule: TypeAlias = "tuple[str, str | tuple[str, ...]] | tuple[str, str | tuple[str, ...], str]"
Grammar: TypeAlias = "dict[str, list[Rule]]"
Tokens: TypeAlias = "Callable[[str, str], Iterable[tuple[str, str]]]"
_FLAGS = re.compile(r"\(\?([a-z]+)\)")
_REFERENCE = re.compile(r"\\(\\|[1-9])")


class State:
    """The rules of one state, joined to one pattern: it finds the first rule that matches in one call."""

    __slots__ = ("match", "owners", "rules")

    def __init__(self, rules: list[Rule]) -> None:
        self.rules: list[tuple[Callable[[str, int], re.Match[str] | None], str | tuple[str, ...], tuple[str, ...]]] = []
        # By the number of the group around a rule: its classes, where it goes on, its own groups.
        self.owners: dict[int, tuple[str | tuple[str, ...], tuple[str, ...], int]] = {}
        parts = []
        number = 1
        for rule in rules:
            pattern, move = rule[0], tuple(rule[2].split("|")) if len(rule) > 2 else ()
            alone = re.compile(pattern)
            self.rules.append((alone.match, rule[1], move))
            self.owners[number] = (rule[1], move, number + alone.groups)
            parts.append(f"({_as_part(pattern, number)})")
            number += 1 + alone.groups
        self.match = re.compile("|".join(parts)).match


def _as_part(pattern: str, before: int) -> str:
    """A pattern for use within a larger one, with `before` groups in front of its own."""
    flags = _FLAGS.match(pattern)
    if flags:
        pattern = f"(?{flags[1]}:{pattern[flags.end():]})"
    return _REFERENCE.sub(lambda found: found[0] if found[1] == "\\" else f"(?:\\{int(found[1]) + before})", pattern)


Compiled: TypeAlias = dict[str, State]


def compiled(grammar: Grammar) -> Compiled:
    """A grammar, ready to read with."""
    return {state: State(rules) for state, rules in grammar.items()}


def read(code: str, states: Compiled, tokens: Tokens, start: str = "start") -> Iterator[tuple[str, str]]:
    """(class, text) pairs of code; `tokens` colours the parts that are in another language."""
    path = [start]
    state = states[start]
    at, size = 0, len(code)
    while at < size:
        match = state.match(code, at)
        if match is None:
            yield "" if code[at] == "\n" else "err", code[at]
            at += 1
            continue
        number: int = match.lastindex  # type: ignore[assignment]
        classes, move, last = state.owners[number]
        if classes == ():
            _go(path, move)
            state = states[path[-1]]
            continue
        if match.end() > at:
            groups: tuple[str | None, ...] = (match[0],) if isinstance(classes, str) else match.groups()[number:last]
        else:       # a rule that takes nothing is no rule here, but those behind it may be
            for match_at, classes, move in state.rules:  # noqa: B007 - read below
                match = match_at(code, at)
                if match is not None and match.end() > at:
                    groups = (match[0],) if isinstance(classes, str) else match.groups()
                    break
            else:
                yield "" if code[at] == "\n" else "err", code[at]
                at += 1
                continue
        at = match.end()
        if isinstance(classes, str) and classes[:1] != "@":
            yield classes, match[0]
        else:
            yield from _parts((classes,) if isinstance(classes, str) else classes, groups, states, tokens)
        if move:
            _go(path, move)
            state = states[path[-1]]


def _parts(
    classes: tuple[str, ...], groups: tuple[str | None, ...], states: Compiled, tokens: Tokens
) -> Iterator[tuple[str, str]]:
    """The groups of a match, each in its class or read as something else."""
    for name, text in zip(classes, groups, strict=True):
        if not text:
            continue
        if name[:1] != "@":
            yield name, text
        elif name[:2] == "@.":
            yield from read(text, states, tokens, name[2:])
        elif name[:2] == "@=":
            yield from tokens(text, (groups[int(name[2:]) - 1] or "").strip())
        else:
            yield from tokens(text, name[1:])


def _go(path: list[str], move: tuple[str, ...]) -> None:
    for step in move:
        if step[0] != "-":
            path.append(step)
        else:
            del path[max(1, len(path) - len(step)) :]
