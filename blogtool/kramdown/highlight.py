"""Colours for code: the spans that Rouge would put into a code block, with Pygments' eyes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from blogtool.kramdown.grammars import Compiled, compiled, read
from blogtool.kramdown.rouge_classes import Learnt, classes, learnt
from blogtool.kramdown.rouge_names import LANGUAGES, main_name

if TYPE_CHECKING:
    from pygments.lexer import Lexer

# Languages that we read by ourselves: the module with the grammar, and its name there.
OWN_GRAMMARS = {
    "console": ("small_languages", "CONSOLE"),
    "diff": ("small_languages", "DIFF"),
    "docker run": ("shell", "DOCKER_RUN"),
    "docker": ("small_languages", "DOCKER"),
    "gherkin": ("more_languages", "GHERKIN"),
    "graphql": ("more_languages", "GRAPHQL"),
    "html": ("html_language", "HTML"),
    "ini": ("small_languages", "INI"),
    "javascript": ("javascript_language", "JAVASCRIPT"),
    "jsx": ("javascript_language", "JSX"),
    "json": ("small_languages", "JSON"),
    "liquid": ("small_languages", "LIQUID"),
    "make": ("make_language", "MAKE"),
    "markdown": ("markdown_language", "MARKDOWN"),
    "powershell": ("powershell_language", "POWERSHELL"),
    "shell": ("shell", "SHELL"),
    "terraform": ("more_languages", "TERRAFORM"),
    "tsx": ("javascript_language", "TSX"),
    "typescript": ("javascript_language", "TYPESCRIPT"),
    "tex": ("more_languages", "TEX"),
    "toml": ("small_languages", "TOML"),
    "vue": ("more_languages", "VUE"),
}
_TAGS = re.compile("<[^>]*>")


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


def with_line_numbers(
    inner_html: str,
    start_line: int = 1,
    *,
    table_class: str = "rouge-table",
    gutter_class: str = "rouge-gutter gl",
    code_class: str = "rouge-code",
) -> str:
    """The inside of a code block as a table with line numbers at the side.

    The classes are those of kramdown's `line_numbers`; `{% highlight ruby linenos %}` has "gutter gl"
    for the numbers and "code" for the code.
    """
    lines = inner_html.count("\n")
    if not _TAGS.sub("", inner_html).endswith("\n"):
        lines += 1
        inner_html += "\n"
    numbers = "".join(f"{number}\n" for number in range(start_line, start_line + lines))
    return (
        f'<table class="{table_class}"><tbody><tr>'
        f'<td class="{gutter_class}"><pre class="lineno">{numbers}</pre></td>'
        f'<td class="{code_class}"><pre>{inner_html}</pre></td></tr></tbody></table>'
    )


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
    if main in OWN_GRAMMARS:
        return read(code, _grammar(main), _part)
    lexer = _lexer(LANGUAGES[main][0], _start_inline(code, main, options))
    if lexer is None or not code:
        return [("", code)]
    pieces = list(classes(code, _pygments_tokens(code, lexer), _learnt(main)))
    if "".join([text for _, text in pieces]) != code:
        # A lexer of Pygments may lose or swap text; words without colours are better than wrong words.
        return [("", code)]
    return pieces


def _part(code: str, name: str) -> Iterable[tuple[str, str]]:
    """The tokens of a part in another language: the script of a page, a fence of a text."""
    main = name if name in OWN_GRAMMARS or not name else main_name(name)
    if not main:
        return [("" if main == "" else "sb", code)]
    return tokens(code, main)


def _start_inline(code: str, main: str, options: str) -> bool:
    """Whether PHP starts without `<?php`; Rouge guesses so where there is no such tag."""
    return main == "php" and ("start_inline=1" in options or "<?php" not in code)


def _pygments_tokens(code: str, lexer: Lexer) -> Iterator[tuple[int, Any, str]]:
    """(start, type, text) as Pygments has it, some of it empty; lexers want the end of the last line."""
    if code.endswith("\n"):
        return lexer.get_tokens_unprocessed(code)
    return _without_end(code, lexer)


def _without_end(code: str, lexer: Lexer) -> Iterator[tuple[int, Any, str]]:
    """The same for code without an end of its last line."""
    size = len(code)
    for start, kind, text in lexer.get_tokens_unprocessed(code + "\n"):
        yield start, kind, text[: max(size - start, 0)]


@cache
def _grammar(main: str) -> Compiled:
    module, name = OWN_GRAMMARS[main]
    return compiled(getattr(import_module(f"blogtool.kramdown.{module}"), name))


@cache
def _lexer(path: str, start_inline: bool) -> Lexer | None:
    """The lexer of Pygments at "module:Class", loaded when the first block asks for it."""
    if not path:
        return None
    module, _, name = path.partition(":")
    lexer: Lexer = getattr(import_module(f"pygments.lexers.{module}"), name)(startinline=start_inline)
    return lexer


@cache
def _learnt(main: str) -> Learnt:
    return learnt(main)
