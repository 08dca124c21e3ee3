"""What a site may write below `kramdown:`, with kramdown's and Jekyll's defaults."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace

from ..errors import BlogtoolError

# A name without a value keeps Jekyll's own setting of these. Of the others it empties texts, engines and switches.
SET_BY_JEKYLL = frozenset((
    "auto_ids", "toc_levels", "entity_output", "smart_quotes", "input", "hard_wrap", "guess_lang", "footnote_nr",
    "show_warnings", "syntax_highlighter",
))
LEVELS = re.compile(r"([1-6])(?:\.\.([1-6])|(?:\s*,\s*[1-6])*)")
HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+")
# Old settings of a highlighter, below `coderay:`; where a site has any, these come with them.
CODERAY: Mapping[str, object] = {
    "css": "style", "bold_every": 10, "line_numbers": "inline", "line_number_start": 1, "tab_width": 4, "wrap": "div",
}


@dataclass(frozen=True)
class Options:
    """Every option that changes the HTML. Others (LaTeX, PDF, line width …) are accepted and unused."""

    input: str = "GFM"                    # or "kramdown"
    gfm_quirks: frozenset[str] = frozenset({"paragraph_end"})
    hard_wrap: bool = False               # Jekyll's default; GFM's own is true
    # Headers and contents
    auto_ids: bool = True
    auto_id_prefix: str = ""
    auto_id_stripping: bool = False       # ids without markup, for `input: kramdown`
    transliterated_header_ids: bool = False
    header_offset: int = 0
    toc_levels: frozenset[int] = frozenset(range(1, 7))
    # Code and maths
    math_engine: str | None = "mathjax"
    math_engine_opts: Mapping[str, object] = field(default_factory=dict)
    syntax_highlighter: str | None = "rouge"
    guess_lang: bool = True               # Jekyll's; if not, text without a language has no wrapper
    syntax_highlighter_opts: Mapping[str, object] = field(default_factory=dict)
    # Footnotes
    footnote_nr: int = 1
    footnote_prefix: str = ""
    footnote_backlink: str = "&#8617;"    # empty: no link back
    footnote_backlink_inline: bool = False
    # Signs
    smart_quotes: tuple[str, str, str, str] = ("lsquo", "rsquo", "ldquo", "rdquo")
    typographic_symbols: Mapping[str, str] = field(default_factory=dict)
    entity_output: str = "as_char"
    # HTML
    parse_block_html: bool = False
    parse_span_html: bool = True
    html_to_native: bool = False
    remove_block_html_tags: bool = True   # used by kramdown's own Markdown writer only
    remove_span_html_tags: bool = False
    # The rest
    link_defs: Mapping[str, tuple[str, str | None]] = field(default_factory=dict)
    remove_line_breaks_for_cjk: bool = False
    forbidden_inline_options: tuple[str, ...] = ("template",)
    list_indent: str | None = None

    @property
    def gfm(self) -> bool:
        return self.input == "GFM"


NAMES = frozenset(item.name for item in fields(Options))
# Options of kramdown's, and of Jekyll's around it, that change nothing in the HTML of a site.
UNUSED = frozenset(("template", "latex_headers", "line_width", "show_warnings"))


def is_true(value: object) -> bool:
    """As kramdown reads a switch: all is on but `false` and nothing."""
    return value is not None and value != "" and str(value).strip().lower() != "false"


def _wrong(name: str, value: object) -> BlogtoolError:
    return BlogtoolError(f"kramdown option `{name}` cannot be `{value}`", fix="see kramdown's list of options")


def _integer(name: str, value: object) -> int:
    try:
        return int(str(value))
    except ValueError as error:
        raise _wrong(name, value) from error


def _levels(name: str, value: object) -> frozenset[int]:
    if isinstance(value, (list, tuple, range)):
        return frozenset(_integer(name, part) for part in value)
    found = LEVELS.fullmatch(str(value).strip())
    if found is None:
        raise _wrong(name, value)
    if found[2]:
        return frozenset(range(int(found[1]), int(found[2]) + 1))
    return frozenset(int(level) for level in found[0].split(","))


def _words(value: object) -> list[str]:
    parts = value if isinstance(value, (list, tuple)) else str(value).split(",")
    return [str(part).strip() for part in parts if str(part).strip()]


def _mapping(name: str, value: object) -> dict[str, object]:
    if value is None or value == "":
        return {}
    if isinstance(value, str):
        return {key: _unquoted(item.strip()) for key, item in re.findall(r"(\w+)\s*:\s*([^\n,}]+)", value)}
    if not isinstance(value, Mapping):
        raise _wrong(name, value)
    return {str(key).removeprefix(":"): item for key, item in value.items()}


def _unquoted(value: str) -> object:
    """A value of YAML in a text, as far as kramdown's options go."""
    if value[:1] in ("'", '"') and value[:1] == value[-1:] and len(value) > 1:
        return value[1:-1]
    return {"true": True, "false": False, "null": None, "~": None}.get(value, value)


def _quotes(name: str, value: object) -> tuple[str, ...]:
    words = _words(value)
    if len(words) != 4:
        raise _wrong(name, value)
    return tuple(str(int(word, 16)) if HEXADECIMAL.fullmatch(word) else word for word in words)


def _engine(name: str, value: object) -> str | None:
    word = "" if value is None or value is False else str(value).strip().lstrip(":")
    return None if word in ("", "nil", "null", "~", "false") else word


def _link_definitions(name: str, value: object) -> dict[str, tuple[str, str | None]]:
    found: dict[str, tuple[str, str | None]] = {}
    for key, item in _mapping(name, value).items():
        parts = list(item) if isinstance(item, (list, tuple)) else [item]
        if not 1 <= len(parts) <= 2:
            raise _wrong(name, value)
        found[" ".join(key.split()).lower()] = (str(parts[0]), str(parts[1]) if len(parts) == 2 else None)
    return found


def _read(name: str, value: object, default: object) -> object:
    """The value of one option in our own type."""
    if name == "toc_levels":
        return _levels(name, value)
    if name in ("math_engine", "syntax_highlighter"):
        return _engine(name, value)
    if name == "smart_quotes":
        return _quotes(name, value)
    if name == "link_defs":
        return _link_definitions(name, value)
    if name == "typographic_symbols":
        return {key: "" if item is None else str(item) for key, item in _mapping(name, value).items()}
    if name in ("gfm_quirks", "forbidden_inline_options"):
        words = [word.removeprefix(":") for word in _words(value)]
        return frozenset(words) if name == "gfm_quirks" else tuple(words)
    if name == "entity_output":
        return str(value).strip().lstrip(":")
    if isinstance(default, bool):
        return is_true(value)
    if isinstance(default, int):
        return _integer(name, value)
    if isinstance(default, Mapping):
        return _mapping(name, value)
    return "" if value is None else str(value)


def _with_coderay(given: Mapping[str, object]) -> Mapping[str, object]:
    """The old section `coderay:` counts as options of the highlighter, whichever it is."""
    old = {**_mapping("syntax_highlighter_opts", given.get("syntax_highlighter_opts")), **CODERAY,
           **_mapping("coderay", given["coderay"])}
    return {**given, "syntax_highlighter_opts": {key.removeprefix("coderay_"): item for key, item in old.items()}}


def _keeps(name: str, value: object, default: object) -> bool:
    """Does this value leave the option as it is?"""
    if name == "syntax_highlighter" and value is False:
        return True
    return value is None and (name in SET_BY_JEKYLL or not isinstance(default, (str, bool, type(None))))


def read_options(given: Mapping[str, object] | None = None, base: Options | None = None) -> Options:
    """Jekyll's defaults and what a site sets; unknown names are ignored, as kramdown does.

    Raises BlogtoolError for a value of the wrong kind.
    """
    options = Options() if base is None else base
    if not given:
        return options
    if given.get("coderay"):
        given = _with_coderay(given)
    changes = {
        name: _read(name, value, getattr(options, name))
        for name, value in given.items()
        if name in NAMES and not _keeps(name, value, getattr(options, name))
    }
    changes = {name: value for name, value in changes.items() if value != getattr(options, name)}
    if not changes:
        return options
    result = replace(options, **changes)  # type: ignore[arg-type]
    if result.input.lower() in ("gfm", "jekyll"):
        return replace(result, input="GFM")
    if result.input.lower() in ("kramdown", "markdown"):
        return replace(result, input="kramdown")
    raise BlogtoolError(f"kramdown has no input `{result.input}`", fix="use `GFM` or `kramdown`")
