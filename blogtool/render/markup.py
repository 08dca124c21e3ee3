"""Reads the markup within tags: strictly first, as Liquid's default mode does, then leniently with a warning.

Both ways are needed: what reads well strictly is taken as it is meant (`( 1 .. 3 )`), what does not is
searched for the pieces that make sense (`{{ a b }}` is `a`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from liquid.exceptions import LiquidSyntaxError

from blogtool.render.expressions import (
    NOTHING,
    Comparison,
    Either,
    Expression,
    FilterCall,
    Filtered,
    parse_expression,
    parse_operand,
    syntax_error,
)

T = TypeVar("T")

# A piece of markup that quotes may protect: `"a b"`, `page.title`, `x["a b"].y`.
QUOTED = r"""(?:"[^"]*"|'[^']*'|(?:[^\s,|'"]|"[^"]*"|'[^']*')+)"""
_TOKEN = re.compile(
    r"""\s*(?:(?P<comparison>==|!=|<>|<=|>=|<|>|contains(?=\s))|(?P<string>'[^']*'|"[^"]*")"""
    r"""|(?P<number>-?\d+(?:\.\d+)?)|(?P<id>[a-zA-Z_][\w-]*\??)|(?P<dots>\.\.)|(?P<mark>[|.:,\[\]()?-]))"""
)
_FILTERS = re.compile(r"(?:\s+|" + QUOTED + r"|,)+")
_ARGUMENTS = re.compile(r"[:,]\s*((?:\w+\s*:\s*)?" + QUOTED + r"\s*)")
_NAMED = re.compile(r"\A\s*(\w[\w-]*)\s*:\s*(" + QUOTED + r")\Z")
ATTRIBUTES = re.compile(r"(\w[\w-]*)\s*:\s*(" + QUOTED + ")")
_FIRST = re.compile(QUOTED)
_PIPE = re.compile(r"\|\s*(.*)", re.DOTALL)
_LOGIC = re.compile(
    r"(?:\b(?:\s?and\s?|\s?or\s?)\b|(?:\s*(?!\b(?:\s?and\s?|\s?or\s?)\b)(?:" + QUOTED + r"|\S+)\s*)+)"
)
_CONDITION = re.compile("(" + QUOTED + r")\s*([=!<>a-z_]+)?\s*(" + QUOTED + ")?")


@dataclass
class Reading:
    """How markup is read: `warn` (strict, else lenient), `strict` or `lax`; and what it warned of."""

    mode: str = "warn"
    warnings: list[str] = field(default_factory=list)

    def read(
        self,
        markup: str,
        strictly: Callable[[Parser], T],
        leniently: Callable[[str], T],
        parse: Callable[[str], Expression] = parse_expression,
    ) -> T:
        """The value of one of two readers. Raises LiquidSyntaxError where neither succeeds."""
        if self.mode == "lax":
            return leniently(markup)
        try:
            parser = Parser(markup, parse)
            value = strictly(parser)
            parser.expect_end()
            return value
        except LiquidSyntaxError as error:
            if self.mode == "strict":
                raise
            self.warnings.append(f"{error.message} in `{markup.strip()}`")
        return leniently(markup)

    def variable(self, markup: str) -> Expression:
        """What stands within `{{ … }}`."""
        simple = _SIMPLE.fullmatch(markup)
        if simple:
            return parse_expression(simple[1])
        return self.read(markup, _strict_variable, _lax_variable)

    def condition(self, markup: str) -> Expression:
        """What stands behind `if`."""
        return self.read(markup, strict_condition, _lax_condition, parse_operand)


_SIMPLE = re.compile(r"\s*([a-zA-Z_]\w*(?:\.[a-zA-Z_]\w*)*)\s*")


class Parser:
    """Strict reading, token by token. Raises LiquidSyntaxError at the first that does not fit."""

    def __init__(self, markup: str, parse: Callable[[str], Expression] = parse_expression) -> None:
        self.parse = parse
        self.tokens: list[tuple[str, str]] = []
        self.place = 0
        position, end = 0, len(markup.rstrip())
        while position < end:
            found = _TOKEN.match(markup, position)
            if found is None:
                raise syntax_error(f"unexpected character `{markup[position:].strip()[:1]}`")
            kind = found.lastgroup or ""
            self.tokens.append((found[kind] if kind == "mark" else kind, found[kind]))
            position = found.end()

    def look(self, kind: str, ahead: int = 0) -> bool:
        """Whether the next token (or one further on) is of a kind."""
        place = self.place + ahead
        return place < len(self.tokens) and self.tokens[place][0] == kind

    def at_end(self) -> bool:
        """Whether all is read."""
        return self.place >= len(self.tokens)

    def take(self, kind: str) -> str:
        """The next token's text, which must be of a kind."""
        if not self.look(kind):
            found = self.tokens[self.place][1] if not self.at_end() else "the end"
            raise syntax_error(f"expected {_KINDS.get(kind, f'`{kind}`')} but found {found}")
        self.place += 1
        return self.tokens[self.place - 1][1]

    def accept(self, kind: str) -> str | None:
        """The next token's text if it is of a kind."""
        return self.take(kind) if self.look(kind) else None

    def word(self, word: str) -> bool:
        """Whether the next token is this word, which is then passed."""
        if self.look("id") and self.tokens[self.place][1] == word:
            self.place += 1
            return True
        return False

    def expect_end(self) -> None:
        """All must be read."""
        if not self.at_end():
            raise syntax_error(f"expected the end but found {self.tokens[self.place][1]}")

    def expression(self) -> Expression:
        """One value."""
        return self.parse(self.expression_text())

    def expression_text(self) -> str:
        """One value as text, without white space."""
        if self.look("id"):
            return self.take("id") + self._steps()
        if self.look("["):
            return self._bracketed() + self._steps()
        if self.look("string") or self.look("number"):
            return self.take("string" if self.look("string") else "number")
        if self.accept("("):
            first = self.expression_text()
            self.take("dots")
            last = self.expression_text()
            self.take(")")
            return f"({first}..{last})"
        found = self.tokens[self.place][1] if not self.at_end() else "the end"
        raise syntax_error(f"`{found}` is not a valid expression")

    def _bracketed(self) -> str:
        self.take("[")
        inner = self.expression_text()
        self.take("]")
        return f"[{inner}]"

    def _steps(self) -> str:
        text = ""
        while True:
            if self.look("["):
                text += self._bracketed()
            elif self.accept("."):
                text += "." + self.take("id")
            else:
                return text


_KINDS = {"id": "a name", "dots": "`..`", "string": "a text", "number": "a number"}


def _strict_variable(parser: Parser) -> Expression:
    if parser.at_end():
        return NOTHING
    value = parser.expression()
    calls = []
    while parser.accept("|"):
        name = parser.take("id")
        positional: list[Expression] = []
        named: list[tuple[str, Expression]] = []
        if parser.accept(":"):
            _strict_argument(parser, positional, named)
            while parser.accept(","):
                _strict_argument(parser, positional, named)
        calls.append(FilterCall(name, positional, named))
    return Filtered(value, calls) if calls else value


def _strict_argument(
    parser: Parser, positional: list[Expression], named: list[tuple[str, Expression]]
) -> None:
    if parser.look("id") and parser.look(":", 1):
        name = parser.take("id")
        parser.take(":")
        named.append((name, parser.expression()))
    else:
        positional.append(parser.expression())


def _lax_variable(markup: str) -> Expression:
    first = _FIRST.search(markup)
    if first is None:
        return NOTHING
    value = parse_expression(first.group())
    piped = _PIPE.search(markup, first.end())
    calls = []
    for text in _FILTERS.findall(piped[1]) if piped else ():
        name = re.search(r"\w+", text)
        if name is None:
            continue
        positional: list[Expression] = []
        named: list[tuple[str, Expression]] = []
        for argument in _ARGUMENTS.findall(text):
            pair = _NAMED.match(argument.strip())
            if pair:
                named.append((pair[1], parse_expression(pair[2])))
            else:
                positional.append(parse_expression(argument))
        calls.append(FilterCall(name.group(), positional, named))
    return Filtered(value, calls) if calls else value


def strict_condition(parser: Parser) -> Expression:
    """Comparisons joined by `and`, `or`, evaluated from the right (gotcha 36)."""
    left = _strict_comparison(parser)
    for word in ("and", "or"):
        if parser.word(word):
            return Either(left, word == "or", strict_condition(parser))
    return left


def _strict_comparison(parser: Parser) -> Expression:
    left = parser.expression()
    operator = parser.accept("comparison")
    return Comparison(left, operator, parser.expression()) if operator else Comparison(left)


def _lax_condition(markup: str) -> Expression:
    pieces = [found.group() for found in _LOGIC.finditer(markup)]
    condition: Expression | None = None
    operator = ""
    while True:
        found = _CONDITION.search(pieces.pop()) if pieces else None
        if found is None:
            raise syntax_error("`if` needs a condition")
        right = parse_operand(found[3]) if found[3] else NOTHING
        comparison = Comparison(parse_operand(found[1]), found[2], right)
        condition = comparison if condition is None else Either(comparison, operator == "or", condition)
        if not pieces:
            return condition
        operator = pieces.pop().strip()
        if operator not in ("and", "or"):
            raise syntax_error("`if` needs `and` or `or` between its conditions")


def attributes_of(markup: str) -> dict[str, Expression]:
    """The `key: value` pairs of a tag, as they are read leniently."""
    return {name: parse_expression(value) for name, value in ATTRIBUTES.findall(markup)}
