"""From template text to python-liquid's tokens, cut where Ruby's Liquid cuts it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from liquid.exceptions import LiquidSyntaxError
from liquid.token import TOKEN_CONTENT, TOKEN_EXPRESSION, TOKEN_OUTPUT, TOKEN_TAG, Token

from blogtool.render.ruby import SPACE

# A variable ends at the first `}`, which must be followed by another one (gotcha 32).
_PIECES = re.compile(r"(\{%.*?%\}|\{\{.*?\}\}?|\{\{|\{%)", re.DOTALL)
_TAG = re.compile(r"\{%-?\s*(\w+|#)\s*(.*?)-?%\}", re.DOTALL)
_VARIABLE = re.compile(r"\{\{-?(.*?)-?\}\}", re.DOTALL)
_END_OF_RAW = re.compile(r"(.*)\{%\s*endraw\s*.*?-?%\}", re.DOTALL)
_LINE_OF_LIQUID = re.compile(r"\s*(\w+|#)\s*(.*?)\s*", re.DOTALL)
_TRIMMED = SPACE + "\0"


def tokenize(source: str) -> Iterator[Token]:
    """The tokens of a template, with white space control applied. Raises LiquidSyntaxError."""
    return iter(_Tokenizer(source).tokens)


class _Tokenizer:
    def __init__(self, source: str) -> None:
        self.source = source
        self.tokens: list[Token] = []
        self.trims = False  # the last tag ended with a dash: the next text loses its left margin
        position = 0
        pieces = _PIECES.split(source)
        place = 0
        while place < len(pieces):
            piece = pieces[place]
            if piece:
                if place % 2 == 0:
                    self._text(piece, position)
                elif piece[1] == "{":
                    self._variable(piece, position)
                else:
                    name = self._tag(piece, position)
                    if name == "raw":
                        place, position = self._raw(pieces, place + 1, position + len(piece))
                        continue
                position += len(piece)
            place += 1

    def _add(self, kind: str, value: str, position: int) -> None:
        self.tokens.append(Token(kind, value, position, self.source))

    def _fail(self, message: str, position: int) -> LiquidSyntaxError:
        return LiquidSyntaxError(message, token=Token(TOKEN_TAG, "", position, self.source))

    def _text(self, text: str, position: int) -> None:
        if self.trims:
            text = text.lstrip(_TRIMMED)
            self.trims = False
        if text:
            self._add(TOKEN_CONTENT, text, position)

    def _control(self, piece: str) -> None:
        """White space control at both ends of a tag."""
        if piece[2:3] == "-" and self.tokens and self.tokens[-1].kind == TOKEN_CONTENT:
            before = self.tokens.pop()
            text = before.value.rstrip(_TRIMMED)
            if text:
                self.tokens.append(before._replace(value=text))
        self.trims = piece[-3:-2] == "-"

    def _variable(self, piece: str, position: int) -> None:
        found = _VARIABLE.fullmatch(piece)
        if found is None:
            raise self._fail(f"`{_short(piece)}` is not closed with `}}}}`", position)
        self._control(piece)
        self._add(TOKEN_OUTPUT, piece, position)
        self._add(TOKEN_EXPRESSION, found[1], position)

    def _tag(self, piece: str, position: int) -> str:
        found = _TAG.fullmatch(piece)
        if found is None:
            raise self._fail(f"`{_short(piece)}` is not closed with `%}}`", position)
        self._control(piece)
        name, markup = found[1], found[2]
        if name == "liquid":
            self._lines(markup, position + found.start(2))
        else:
            self._add(TOKEN_TAG, name, position)
            self._add(TOKEN_EXPRESSION, markup, position)
        return name

    def _lines(self, markup: str, position: int) -> None:
        """The lines within `{% liquid %}`, each a tag."""
        for line in markup.split("\n"):
            if line.strip():
                found = _LINE_OF_LIQUID.fullmatch(line)
                if found is None:
                    raise self._fail(f"`{line.strip()}` is no tag", position)
                self._add(TOKEN_TAG, found[1], position)
                self._add(TOKEN_EXPRESSION, found[2], position)
            position += len(line) + 1

    def _raw(self, pieces: list[str], place: int, position: int) -> tuple[int, int]:
        """Everything up to `{% endraw %}` as text; gives where to go on."""
        opening = position
        if self.tokens[-1].value.strip():
            raise self._fail("`raw` takes no arguments", opening)
        body: list[str] = []
        while place < len(pieces):
            piece = pieces[place]
            position += len(piece)
            place += 1
            found = _END_OF_RAW.fullmatch(piece) if "endraw" in piece else None
            if found is not None:
                body.append(found[1])
                self._add(TOKEN_CONTENT, "".join(body), opening)
                self._add(TOKEN_TAG, "endraw", position)
                self._add(TOKEN_EXPRESSION, "", position)
                return place, position
            body.append(piece)
        raise self._fail("`raw` is never closed: `{% endraw %}` is missing", opening)


def _short(piece: str) -> str:
    line = piece.split("\n", 1)[0]
    return line if len(line) <= 60 else line[:57] + "…"
