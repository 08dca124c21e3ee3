"""The tags of a rendered body, for comparison: what a translation must not change."""

from __future__ import annotations

from html.parser import HTMLParser

from blogtool import kramdown
from blogtool.translate.shields import shield

_WORDS = ("alt", "title", "placeholder", "aria-label", "label", "summary")
_VOID = frozenset("br img hr input meta link area col wbr source embed base track".split())
_CODE = frozenset({"code", "pre", "script", "style", "kbd"})
_INLINE = frozenset("a em strong code del b i span sub sup img br abbr kbd small mark u q cite ins input math".split())

Tree = tuple[object, ...]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, tuple[object, ...], list[object]]] = [("root", (), [])]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = tuple(sorted((name, "" if name in _WORDS else value or "") for name, value in attrs))
        element = (tag, told, [])
        self.open[-1][2].append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        for index in range(len(self.open) - 1, 0, -1):
            if self.open[index][0] == tag:
                del self.open[index:]
                break

    def handle_data(self, data: str) -> None:
        if self.open[-1][0] in _CODE:
            self.open[-1][2].append(data)
        self.open[-1][2].extend(("math", formula) for formula in _formulas(data))


def _formulas(text: str) -> list[str]:
    return [part.partition(r"\)")[0] for part in text.split(r"\(")[1:]] + [
        part.partition(r"\]")[0] for part in text.split(r"\[")[1:]
    ]


def tag_tree(body: str, options: dict[str, object] | None = None) -> Tree:
    """Elements with attributes, code and formulas, in order; those within a line in any order."""
    reader = _Reader()
    reader.feed(kramdown.convert(shield(body, hides_kept=False).text, options or {}))
    reader.close()
    return _ordered(reader.open[0])


def _ordered(element: tuple[str, tuple[object, ...], list[object]]) -> Tree:
    found: list[object] = []
    run: list[object] = []
    for child in element[2]:
        child = _ordered(child) if isinstance(child, tuple) and len(child) == 3 else child  # type: ignore[arg-type]
        if isinstance(child, str) or child[0] in _INLINE:  # type: ignore[index]
            run.append(child)
        else:
            found += [*sorted(run, key=repr), child]
            run = []
    return element[0], element[1], (*found, *sorted(run, key=repr))
