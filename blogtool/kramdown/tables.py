"""Tables: rows of cells between pipes, with heads, bodies and a foot set apart by rulers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .block_parser import SPACES, BlockParser
from .element import Element
from .html_spans import as_html
from .span_parser import SpanParser

if TYPE_CHECKING:
    from .document import Document

PIPE = r"(?:\||[^\n]*?[^\\\n]\|)"
PIPE_ON_LINE = re.compile(PIPE)
START = re.compile(rf" {{0,3}}(?=[^\s]){PIPE}", re.A)
RULER = re.compile(r"(?=[+|: \t]*+-)([+|: \t-]*+)\n")
FOOT_RULER = re.compile(r"(?=[+|: \t]*+=)[+|: \t=]*+\n")
ALIGNMENT = re.compile(r"[ \t]?(:?)-+(:?)[ \t]?")
TICKS = re.compile(r"`+")
TICKS_OR_TAG = re.compile(r"`+|<")
FREE_PIPE = re.compile(r"(?<!\\)\|")
SIDES = {("", ""): "", (":", ""): "left", ("", ":"): "right", (":", ":"): "center"}


def table(parser: BlockParser) -> bool:
    """A table, or nothing if a line has no free pipe or there is no room around it."""
    text, start = parser.text, parser.pos
    if text.find("|", start, text.find("\n", start)) < 0 or not parser.after_boundary():
        return False
    if not START.match(text, start):
        return False
    # Whatever becomes of it, an attempt uses up the attribute list above.
    ial, parser.ial = parser.ial, None
    reader = TableReader(parser)
    end = reader.read(start)
    if end is None or not parser.before_boundary(end) or not pipes_on_all_lines(parser.document, text[start:end - 1]):
        return False
    reader.close()
    if not any(group.type == "tbody" for group in reader.element.children):
        return False
    if ial is not None:
        reader.element.options["ial"] = ial
    reader.widen()
    parser.add(reader.element)
    parser.pos = end
    return True


class TableReader:
    """Collects rows and closes groups of them at each ruler."""

    __slots__ = ("alignment", "columns", "element", "has_foot", "leading_pipe", "parser", "rows")

    def __init__(self, parser: BlockParser) -> None:
        self.parser = parser
        self.element = Element("table")
        self.rows: list[Element] = []
        self.alignment: list[str] = []
        self.columns = 0
        self.has_foot = False
        text, start = parser.text, parser.pos
        self.leading_pipe = text[start:text.index("\n", start)].lstrip(SPACES).startswith("|")

    def read(self, pos: int) -> int | None:
        """Read lines from `pos`; where the table ends."""
        text, end = self.parser.text, len(self.parser.text)
        first = RULER.match(text, pos)
        if first:
            pos = first.end()
        while pos < end and PIPE_ON_LINE.match(text, pos):
            ruler = RULER.match(text, pos)
            if ruler:
                if self.rows:
                    if not self.alignment and not self.has_foot:
                        self.group("thead")
                        self.alignment = [SIDES[sides] for sides in ALIGNMENT.findall(ruler[1])]
                    else:
                        self.group("tbody")
                pos = ruler.end()
                continue
            foot = FOOT_RULER.match(text, pos)
            if foot:
                if self.rows:
                    self.group("tbody", force=True)
                self.has_foot = True
                pos = foot.end()
                continue
            stop = text.index("\n", pos)
            self.row(pos, stop)
            pos = stop + 1
        return pos

    def group(self, kind: str, force: bool = False) -> None:
        if self.has_foot and kind == "tbody" and not force:
            return
        group = Element(kind)
        group.children, self.rows = self.rows, []
        self.element.children.append(group)

    def row(self, start: int, stop: int) -> None:
        """Split a line into cells at its free pipes."""
        text = self.parser.text
        cells = split_cells(text, start, stop)
        if self.leading_pipe and cells and not text[cells[0][0]:cells[0][1]].strip(SPACES):
            cells.pop(0)
        if cells and not text[cells[-1][0]:cells[-1][1]].strip(SPACES):
            cells.pop()
        row = Element("tr")
        tracked = self.parser.source.marks is not None
        for begin, end in cells:
            cell = Element("td")
            raw = text[begin:end]
            bare = raw.strip(SPACES)
            cell.text = unescape_pipes(bare) if not tracked and ("\\|" in bare or "``" in bare) else bare
            if tracked:
                begin += len(raw) - len(raw.lstrip(SPACES))
                cell.ranges = self.parser.source.ranges(begin, begin + len(bare))
            row.children.append(cell)
        self.columns = max(self.columns, len(cells))
        self.rows.append(row)

    def close(self) -> None:
        if self.rows:
            self.group("tfoot" if self.has_foot else "tbody")

    def widen(self) -> None:
        """Give all rows the same number of cells."""
        for group in self.element.children:
            for row in group.children:
                row.children += [Element("td") for _ in range(self.columns - len(row.children))]
        del self.alignment[self.columns:]
        self.alignment += [""] * (self.columns - len(self.alignment))
        self.element.options["alignment"] = self.alignment


def unescape_pipes(cell: str) -> str:
    """`\\|` is a pipe in text but stays as it is in code; code gets the shortest marks that hold it."""
    if "`" not in cell and "<code" not in cell:
        return cell.replace("\\|", "|")
    parts, last = [], 0
    for start, end in code_places(cell, 0, len(cell)):
        parts.append(cell[last:start].replace("\\|", "|"))
        parts.append(shortest_marks(cell[start:end]))
        last = end
    return "".join(parts) + cell[last:].replace("\\|", "|")


def shortest_marks(code: str) -> str:
    if not code.startswith("``"):
        return code
    width = len(code) - len(code.lstrip("`"))
    value = code[width:-width]
    value = value.removeprefix(" ").removesuffix(" ")
    longest = max((len(run) for run in TICKS.findall(value)), default=0)
    marks = "`" * (longest + 1)
    return f"{marks} {value} {marks}" if longest else marks + value + marks


def split_cells(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    """Where the cells of a line lie; pipes in code do not count."""
    code = code_places(text, start, stop) if "`" in text[start:stop] or "<code" in text[start:stop] else []
    cells, begin, next_code = [], start, 0
    for match in FREE_PIPE.finditer(text, start, stop):
        place = match.start()
        while next_code < len(code) and code[next_code][1] <= place:
            next_code += 1
        if next_code < len(code) and code[next_code][0] <= place:
            continue
        cells.append((begin, place))
        begin = place + 1
    cells.append((begin, stop))
    return cells


def code_places(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    """Code elements and code spans on a line, in order."""
    found: list[tuple[int, int]] = []
    while (begin := text.find("<code", start, stop)) >= 0:
        close = text.find("</code>", text.find(">", begin, stop) + 1 or stop, stop)
        if close < 0:
            break
        found += code_spans(text, start, begin)
        start = close + len("</code>")
        found.append((begin, start))
    return found + code_spans(text, start, stop)


def code_spans(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    """Code spans in text[start:stop] by the rules of the span parser, and nothing else."""
    found = []
    pos = start
    missing: set[int] = set()
    while match := TICKS.search(text, pos, stop):
        end = code_span_end(text, match, start, stop, missing)
        if end:
            found.append((match.start(), end))
        pos = end or match.end()
    return found


def code_span_end(text: str, ticks: re.Match[str], start: int, stop: int, missing: set[int]) -> int:
    """Where the code span ends that begins with these ticks; 0 if none does. `missing`: widths without an end."""
    width = len(ticks[0])
    pos = ticks.end()
    if width in missing:
        return 0
    if width == 1 and pos < stop and text[pos] in SPACES and (
        ticks.start() == start or text[ticks.start() - 1] in SPACES
    ):
        return 0
    close = text.find(ticks[0], pos, stop)
    if close < 0:
        missing.add(width)
        return 0
    return close + width


def pipes_on_all_lines(document: Document, text: str) -> bool:
    """Has each line a free pipe, one outside of code spans and HTML elements?"""
    if "`" not in text and "<" not in text:
        return all(PIPE_ON_LINE.match(line) for line in text.split("\n"))
    pipe = False
    for is_code, piece in pieces(document, text):
        lines = piece.rstrip("\n").split("\n")
        if is_code:
            if len(lines) > 2 or (len(lines) == 2 and not pipe):
                return pipe     # the lines below are not looked at
            if len(lines) == 2:
                pipe = False
            continue
        if len(lines) > 1 and not pipe and not PIPE_ON_LINE.match(lines[0]):
            return False
        if any(not PIPE_ON_LINE.match(line) for line in lines[1:-1]):
            return False
        pipe = (False if len(lines) > 1 else pipe) or bool(PIPE_ON_LINE.match(lines[-1]))
    return pipe


def pieces(document: Document, text: str) -> list[tuple[bool, str]]:
    """Text and code spans of a table; HTML elements are left out, with all that they hold."""
    found: list[tuple[bool, str]] = []
    parser = SpanParser(document, text)
    missing: set[int] = set()
    last = pos = 0
    while match := TICKS_OR_TAG.search(text, pos):
        place = match.start()
        if match[0] == "<":
            pos, item = as_html(parser, place, len(text), False)
            if not isinstance(item, Element) or item.type != "html_element":
                continue        # text
            found.append((False, text[last:place]))
        else:
            end = code_span_end(text, match, 0, len(text), missing)
            pos = end or match.end()
            if not end:
                continue
            found += [(False, text[last:place]), (True, text[place:end])]
        last = pos
    found.append((False, text[last:]))
    return [(is_code, piece) for is_code, piece in found if piece]
