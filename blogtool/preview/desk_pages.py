"""The HTML of the side-by-side pages: works with the keyboard, without a script, in light and dark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import quote, urlencode

from blogtool.errors import BlogtoolError
from blogtool.model.language import direction, english_name, normalise
from blogtool.preview.files import script_tag
from blogtool.translate.plan import Standing
from blogtool.translate.side_by_side import FALLBACKS, LONGEST, Desk, Line, Sides

_ON_A_PAGE = 100  # posts
_STATES = {
    "done": ("done", "good"),
    "stale": ("stale", "warn"),
    "missing": ("missing", "bad"),
    "reviewed": ("reviewed", "good"),
    "by-hand": ("by hand", ""),
    "apart": ("by hand", ""),
}
_RUNGS = {
    "engine": "the engine",
    "second-style": "the engine, at the second try",
    "repaired": "the engine, repaired",
    "fragments": "in fragments",
    "source": "left as it was",
    "copied": "nothing to translate",
    "memory": "the memory",
}
_FILTERS = ("", "done", "stale", "missing", "reviewed", "by hand", "fallback", "to review")


@dataclass(frozen=True)
class Wrong:
    """A correction that was not taken."""

    line: str  # its number on the page
    text: str
    error: BlogtoolError


def style() -> str:
    """The style sheet of all pages."""
    return Path(__file__).with_name("desk.css").read_text("utf-8")


def overview(desk: Desk, query: str, state: str, page: int, build: str) -> str:
    """All posts with their languages and how each stands, a hundred on a page."""
    rows: dict[str, list[Standing]] = {}
    for standing in desk.plan.standings:
        rows.setdefault(standing.document.path, []).append(standing)
    wanted = query.casefold().strip()
    chosen = [
        (path, some)
        for path, some in rows.items()
        if (not wanted or wanted in path.casefold() or wanted in _title(some[0]).casefold())
        and (not state or any(state in _words_of(one) for one in some))
    ]
    pages = max(1, -(-len(chosen) // _ON_A_PAGE))
    page = min(max(1, page), pages)
    shown = chosen[(page - 1) * _ON_A_PAGE : page * _ON_A_PAGE]
    heads = "".join(f'<th scope="col">{escape(english_name(one))}</th>' for one in desk.settings.targets)
    body = "".join(_row(some, desk.settings.targets) for _, some in shown)
    counts = Counter(_STATES[one.state][0] for one in desk.plan.standings)
    summary = ", ".join(f"{number:,} {name}" for name, number in counts.most_common()) or "nothing to translate"
    head = f'<thead><tr><th scope="col">Post</th>{heads}</tr></thead>'
    table = f'<div class="scroll"><table>{head}<tbody>{body}</tbody></table></div>'
    if not desk.settings.targets:
        table = "<p><code>translate: {to: […]}</code> names no language yet.</p>"
    elif not shown:
        table = "<p>No post is like that.</p>"
    options = "".join(
        f'<option value="{escape(one)}"{" selected" if one == state else ""}>{escape(one or "any")}</option>'
        for one in _FILTERS
    )
    return _page(
        "Translations",
        f"<h1>Translations</h1><p>{len(rows):,} posts: {escape(summary)}.</p>"
        '<form class="filter" method="get" action="/__blogtool/">'
        f'<label>Title or path <input type="search" name="q" value="{escape(query)}"></label>'
        f'<label>State <select name="state">{options}</select></label><button>Show</button></form>'
        f"{table}{_pager(query, state, page, pages)}",
        build,
    )


def _row(some: Sequence[Standing], targets: Sequence[str]) -> str:
    by_target = {one.target: one for one in some}
    cells = "".join(f"<td>{_cell(by_target.get(target))}</td>" for target in targets)
    first = some[0]
    title = f'<span lang="{escape(normalise(first.source))}">{escape(_title(first))}</span>'
    return f'<tr><th scope="row">{title}<small>{escape(first.document.path)}</small></th>{cells}</tr>'


def _cell(standing: Standing | None) -> str:
    if standing is None:
        return ""
    name, look = _STATES[standing.state]
    address = f"/__blogtool/post?{_asked(standing)}"
    label = f"{english_name(standing.target)}: {name}"
    more = [word for word in _words_of(standing) if word != name]
    note = f'<small class="warn">{escape(", ".join(_counted(standing, one) for one in more))}</small>' if more else ""
    return f'<a class="{look}" href="{escape(address)}" aria-label="{escape(label)}">{escape(name)}</a>{note}'


def _words_of(standing: Standing) -> list[str]:
    """All that holds of a translation, in the words of the filter."""
    words = [_STATES[standing.state][0]]
    if standing.is_outdated and standing.state != "stale":
        words.append("stale")
    if _fallbacks(standing):
        words.append("fallback")
    if standing.written is not None and standing.written.review:
        words.append("to review")
    return words


def _counted(standing: Standing, word: str) -> str:
    if word == "fallback":
        return f"{_fallbacks(standing)} fallback"
    if word == "to review" and standing.written is not None:
        return f"{len(standing.written.review)} to review"
    return word


def _fallbacks(standing: Standing) -> int:
    return sum(standing.written.rungs.count(one) for one in FALLBACKS) if standing.written is not None else 0


def _pager(query: str, state: str, page: int, pages: int) -> str:
    if pages == 1:
        return ""
    links = []
    for word, number in (("Newer", page - 1), ("Older", page + 1)):
        if 1 <= number <= pages:
            asked = escape(urlencode({"q": query, "state": state, "page": number}))
            links.append(f'<li><a href="/__blogtool/?{asked}">{word}</a></li>')
    return f'<nav aria-label="Pages"><ul>{"".join(links)}<li>Page {page} of {pages}</li></ul></nav>'


def side_by_side(sides: Sides, token: str, build: str, address: str, saved: str, wrong: Wrong | None) -> str:
    """A post and its translation, sentence beside sentence, each with its state and a form."""
    standing = sides.standing
    name = _STATES[standing.state][0]
    parts = [
        '<nav aria-label="Way"><ul><li><a href="/__blogtool/">All translations</a></li>'
        + (f'<li><a href="{escape(address)}">The page</a></li>' if address else "")
        + "</ul></nav>",
        f'<h1 lang="{escape(normalise(standing.source))}">{escape(_title(standing))}</h1>',
        f"<p>{escape(english_name(standing.source))} → {escape(english_name(standing.target))}, "
        f"<strong>{escape(name)}</strong>: <code>{escape(standing.path)}</code></p>",
        _notes(sides, saved, wrong),
    ]
    lines = "".join(
        _line(number, line, sides, token, wrong if wrong is not None and wrong.line == str(number) else None)
        for number, line in enumerate(sides.lines)
    )
    parts.append(_jumps(sides.lines))
    parts.append(f'<ol class="lines">{lines}</ol>')
    # The answer to a form is not loaded again by itself: that would send the form again.
    return _page(f"{_title(standing)}, {english_name(standing.target)}", "".join(parts), build if wrong is None else "")


def _notes(sides: Sides, saved: str, wrong: Wrong | None) -> str:
    notes = [
        '<p class="note" id="changed" role="status" hidden>The site has changed:'
        " save what you write, or load the page again.</p>"
    ]
    if saved == "memory":
        notes.append('<p class="note" role="status">Saved: in the post, and in the memory as your words.</p>')
    elif saved:
        notes.append('<p class="note" role="status">Saved in the post, which keeps it; other posts do not get it.</p>')
    if wrong is not None:
        notes.append('<p class="wrong" role="alert">Not saved: see below.</p>')
    if not sides.digest:
        notes.append('<p class="note">Not translated yet.</p>')
    elif not sides.is_told:
        notes.append(
            '<p class="note">This file is its editor’s: sentences cannot be told from one another here,'
            " so it is corrected in the file itself.</p>"
        )
    return "".join(notes)


def _jumps(lines: Sequence[Line]) -> str:
    """Links to what a person should look at."""
    links = []
    for name, places in (
        ("to review", [number for number, one in enumerate(lines) if one.is_to_review]),
        ("stale", [number for number, one in enumerate(lines) if one.is_stale]),
        ("fallback", [number for number, one in enumerate(lines) if one.rung in FALLBACKS]),
        ("missing", [number for number, one in enumerate(lines) if not one.said]),
    ):
        if places:
            links.append(f'<li><a href="#s{places[0]}">{len(places)} {name}: go to the first</a></li>')
    return f'<nav aria-label="To look at"><ul>{"".join(links)}</ul></nav>' if links else ""


def _line(number: int, line: Line, sides: Sides, token: str, wrong: Wrong | None) -> str:
    standing = sides.standing
    source = f'lang="{escape(normalise(standing.source))}" dir="{direction(standing.source)}"'
    target = f'lang="{escape(normalise(standing.target))}" dir="{direction(standing.target)}"'
    if line.sentences:
        said = _form(number, line, sides, token, target, wrong)
    elif line.said:
        said = f'<p class="said" {target}>{escape(line.said)}</p>'
    else:
        said = '<p class="said bad">not translated yet</p>'
    states = "".join(f'<li class="{look}">{escape(word)}</li>' for word, look in _states(line))
    return (
        f'<li id="s{number}" class="{escape(line.kind)}">'
        f'<p class="source" id="o{number}" {source}>{escape(line.source)}</p>'
        f'<div>{said}</div><ul class="states" aria-label="State">{states}</ul></li>'
    )


def _form(number: int, line: Line, sides: Sides, token: str, target: str, wrong: Wrong | None) -> str:
    text = wrong.text if wrong is not None else line.said
    fields = {
        "token": token,
        "path": sides.standing.document.path,
        "to": sides.standing.target,
        "digest": sides.digest,
        "sentences": ",".join(map(str, line.sentences)),
        "line": str(number),
    }
    hidden = "".join(f'<input type="hidden" name="{name}" value="{escape(value)}">' for name, value in fields.items())
    error = f'<p class="wrong" id="w{number}" role="alert">{escape(str(wrong.error))}</p>' if wrong is not None else ""
    described = f"o{number} w{number}" if wrong is not None else f"o{number}"
    invalid = ' aria-invalid="true" autofocus' if wrong is not None else ""
    word = "Save" if line.is_by_person and not line.is_to_review else "Save, or say that it is right"
    return (
        f'<form method="post" action="/__blogtool/correct">{hidden}{error}'
        f'<label class="hidden" for="t{number}">Translation of sentence {number + 1}</label>'
        f'<textarea id="t{number}" name="text" rows="2" maxlength="{LONGEST}" required spellcheck="true"'
        f' autocomplete="off" aria-describedby="{described}"{invalid} {target}>\n{escape(text)}</textarea>'
        f'<div class="save"><button>{word}</button></div></form>'
    )


def _states(line: Line) -> list[tuple[str, str]]:
    """What is known of a sentence, each with its look."""
    states: list[tuple[str, str]] = []
    if line.part:
        states.append((line.part, ""))
    elif line.kind != "paragraph":
        states.append((line.kind, ""))
    if line.is_by_person:
        states.append(("a person’s, in memory" if line.is_in_memory else "a person’s", "good"))
    elif line.rung:
        words = _RUNGS.get(line.rung, line.rung)
        by = "" if line.rung == "copied" else "machine: "
        look = "warn" if line.rung in FALLBACKS else ""
        fallback = "fallback, " if line.rung in FALLBACKS else ""
        states.append((f"{by}{fallback}{words}{', in memory' if line.is_in_memory else ''}", look))
    if line.is_to_review:
        states.append(("to review: the original has new words", "bad"))
    elif line.is_stale:
        states.append(("stale", "warn"))
    if not line.said:
        states.append(("missing", "bad"))
    states.extend((flag, "warn") for flag in line.flags)
    return states


def failed(error: BlogtoolError, build: str) -> str:
    """A page that only says what went wrong."""
    return _page(
        "Not found",
        f'<p><a href="/__blogtool/">All translations</a></p><p class="wrong" role="alert">{escape(str(error))}</p>',
        build,
    )


def _asked(standing: Standing) -> str:
    return urlencode({"path": standing.document.path, "to": standing.target}, quote_via=quote)


def _title(standing: Standing) -> str:
    return str(standing.document.data.get("title") or standing.document.path)


def _page(title: str, body: str, build: str) -> str:
    script = script_tag((), build, more=" data-desk") if build else ""
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(title)}: blogtool</title><link rel="stylesheet" href="/__blogtool/desk.css"></head>'
        f"<body><main>{body}</main>{script}</body></html>"
    )
