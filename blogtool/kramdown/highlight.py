"""Colours for code: the spans that Rouge would put into a code block, with Pygments' eyes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from blogtool.kramdown.rouge_classes import Tree, classes, learnt
from blogtool.kramdown.rouge_names import LANGUAGES, main_name

if TYPE_CHECKING:
    from pygments.lexer import Lexer


def highlight(code: str, language: str) -> str | None:
    """The inside of a code block as HTML: escaped text with `<span class="k">` around its tokens.

    None if Rouge 3.30 does not know the language: the block then stays as it is. `language` may carry
    options, as in `php?start_inline=1`. Without the spans, the result is always exactly the escaped code.

    >>> highlight("x = 1", "python")
    '<span class="n">x</span> <span class="o">=</span> <span class="mi">1</span>'
    """
    name, _, options = language.partition("?")
    main = main_name(name)
    if main is None:
        return None
    return spans(tokens(code, main, options))


def escape(text: str) -> str:
    """Text as Rouge escapes it: quotes stay as they are."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def spans(pieces: Iterable[tuple[str, str]]) -> str:
    """(class, text) pairs as HTML; neighbours of one class share a span."""
    parts: list[str] = []
    last = ""
    run = ""
    for name, text in pieces:
        if name == last:
            run += text
            continue
        if run:
            parts.append(f'<span class="{last}">{escape(run)}</span>' if last else escape(run))
        last, run = name, text
    if run:
        parts.append(f'<span class="{last}">{escape(run)}</span>' if last else escape(run))
    return "".join(parts)


def tokens(code: str, main: str, options: str = "") -> Iterable[tuple[str, str]]:
    """(class, text) pairs of code in the language that Rouge calls `main`; they add up to the code."""
    lexer = _lexer(LANGUAGES[main][0], _start_inline(code, main, options))
    if lexer is None or not code:
        return [("", code)]
    trees, cuts = _learnt(main)
    pieces = list(classes(code, _pygments_tokens(code, lexer), trees, cuts))
    if "".join([text for _, text in pieces]) != code:
        # A lexer of Pygments may lose or swap text; words without colours are better than wrong words.
        return [("", code)]
    return pieces


def _start_inline(code: str, main: str, options: str) -> bool:
    """Whether PHP starts without `<?php`; Rouge guesses so where there is no such tag."""
    return main == "php" and ("start_inline=1" in options or "<?php" not in code)


def _pygments_tokens(code: str, lexer: Lexer) -> Iterator[tuple[int, object, str, str]]:
    from pygments.token import STANDARD_TYPES as short_names

    if code.endswith("\n"):
        source, size = code, len(code)
    else:
        source, size = code + "\n", len(code)  # Most lexers want the end of the last line.
    for start, kind, text in lexer.get_tokens_unprocessed(source):
        if start + len(text) > size:
            text = text[: size - start] if start < size else ""
        if not text:
            continue
        yield start, kind, short_names.get(kind, ""), text


@cache
def _lexer(path: str, start_inline: bool) -> Lexer | None:
    """The lexer of Pygments at "module:Class", loaded when the first block asks for it."""
    if not path:
        return None
    module, _, name = path.partition(":")
    lexer: Lexer = getattr(import_module(f"pygments.lexers.{module}"), name)(startinline=start_inline)
    return lexer


@cache
def _learnt(main: str) -> tuple[dict[Any, Tree], dict[Any, str]]:
    from pygments.token import Whitespace, string_to_tokentype

    trees, cuts = learnt(main)
    by_type: dict[Any, Tree] = {string_to_tokentype(kind): tree for kind, tree in trees.items()}
    by_type.setdefault(Whitespace, "")
    return by_type, {string_to_tokentype(kind): how for kind, how in cuts.items()}
