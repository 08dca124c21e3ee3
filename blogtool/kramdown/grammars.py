"""Reads code by a table of patterns, for languages in which Pygments sees too little.

A grammar is a table: state -> rules, tried in order at each place of the code. A rule is

    (pattern, class)                 the text gets this class ("" is plain text)
    (pattern, (class, class, ...))   one class for each group of the pattern; groups cover the match
    (pattern, class, state)          ... and then go on in that state; "-" goes back to the state before

"--" goes back two. A class that begins with `@` is a language, or with "@." a state, or with "@=" the
number of the group that names the language: the text is read as that. What no rule takes is an
error, one character at a time, as in Rouge.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias

Rule: TypeAlias = "tuple[str, str | tuple[str, ...]] | tuple[str, str | tuple[str, ...], str]"
Grammar: TypeAlias = "dict[str, list[Rule]]"
Compiled: TypeAlias = "dict[str, list[tuple[Any, Any, str]]]"
Tokens: TypeAlias = "Callable[[str, str], Iterable[tuple[str, str]]]"


def compiled(grammar: Grammar) -> Compiled:
    """A grammar, ready to read with."""
    return {
        state: [(re.compile(rule[0]).match, rule[1], rule[2] if len(rule) > 2 else "") for rule in rules]
        for state, rules in grammar.items()
    }


def read(code: str, states: Compiled, tokens: Tokens, start: str = "start") -> Iterator[tuple[str, str]]:
    """(class, text) pairs of code; `tokens` colours the parts that are in another language."""
    path = [start]
    rules = states[start]
    at = 0
    while at < len(code):
        for match_at, classes, move in rules:
            match = match_at(code, at)
            if match is None or match.end() == at:
                continue
            at = match.end()
            groups = (match[0],) if isinstance(classes, str) else match.groups()
            for name, text in zip((classes,) if isinstance(classes, str) else classes, groups, strict=True):
                if name[:2] == "@." and text:
                    yield from read(text, states, tokens, name[2:])
                elif name[:2] == "@=" and text:
                    yield from tokens(text, groups[int(name[2:]) - 1].strip())
                elif name[:1] == "@" and text:
                    yield from tokens(text, name[1:])
                elif text:
                    yield name, text
            if move:
                _go(path, move)
                rules = states[path[-1]]
            break
        else:
            yield "" if code[at] == "\n" else "err", code[at]
            at += 1


def _go(path: list[str], move: str) -> None:
    if move[0] != "-":
        path.append(move)
    else:
        del path[max(1, len(path) - len(move)) :]
