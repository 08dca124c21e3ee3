"""Lists: items are found by the column of their text; each item's lines are read as blocks of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .attributes import ITEM_LIST, parse_attributes, remember
from .block_parser import BLANK, END_OF_BLOCK, SPACES, BlockParser
from .blocks import RULE, whole_text
from .element import Element
from .html_names import BLOCK_TAG
from .ids import plain_text
from .source import SourceBuilder

BULLET = re.compile(r"( {0,3}[+*-])([\t| ].*\n)")
NUMBER = re.compile(r"( {0,3}\d+\.)([\t| ].*\n)")
COLON = re.compile(r"( {0,3}:)([\t| ].*\n)")
ANY_ITEM = re.compile(r" {0,3}(?:[+*-]|\d+\.)[\t| ].*\n")
LEADING_TABS = re.compile(r"( *)(\t+)")
TASK = re.compile(r"\s*\[([ xX])\]\s+", re.A)
SIGNS = {"ul": "[+*-]", "ol": r"\d+\.", "dl": ":"}


@dataclass(frozen=True)
class Column:
    """The patterns that follow from the column where an item's text starts."""

    content: re.Pattern[str]     # a line indented as far as the item's text
    lazy: re.Pattern[str]        # a line that may continue a paragraph of the item
    indent: int

    def strip(self, line: str) -> tuple[str, bool]:
        """The line without the item's indentation, and whether it had all of it."""
        spaces = " " * self.indent
        return (line[self.indent:], True) if line.startswith(spaces) else (line, False)


@lru_cache(maxsize=256)
def column(indent: int) -> Column:
    tabs, rest = divmod(indent, 4)
    full = rf"(?:(?:\t| {{4}}){{{tabs}}} {{{rest}}}|(?:\t| {{4}}){{{tabs + 1}}})[^\n]*[^\s][^\n]*\n"
    attributes = r"\{:(?![:/])(?:\\\}|[^}]){1,1000}\}[ \t\r\f\v]*\n"
    lazy = rf"(?! {{0,{min(indent, 3)}}}(?:{attributes}|{BLOCK_TAG}))[^\n]*[^\s][^\n]*\n"
    return Column(re.compile(full, re.A), re.compile(lazy, re.A), indent)


@lru_cache(maxsize=256)
def next_item(kind: str, indent: int) -> re.Pattern[str]:
    """How the next item of a list may start, below an item whose text starts at `indent`."""
    return re.compile(rf"( {{0,{min(3, indent - 1)}}}{SIGNS[kind]})([\t| ].*\n)")


class Item:
    """An item while its lines are collected; a nested list starts a new part."""

    __slots__ = ("builder", "column", "element", "parts")

    def __init__(self, parser: BlockParser, element: Element, mark_width: int, start: int, content: str) -> None:
        self.element = element
        self.parts: list[SourceBuilder] = []
        self.builder = self.new_part(parser)
        indent, text = first_line(mark_width, content)
        self.column = column(indent)
        listed = ITEM_LIST.match(text)
        if listed:
            remember(element, parse_attributes(listed[1]))
            text = text[listed.end():]
        self.builder.add(text, start + len(content) - len(text))

    def new_part(self, parser: BlockParser) -> SourceBuilder:
        builder = SourceBuilder(parser.source)
        self.parts.append(builder)
        self.builder = builder
        return builder


def first_line(indent: int, content: str) -> tuple[int, str]:
    """The column of an item's text, and the text, from what stands behind the mark."""
    text = content.lstrip(SPACES)
    listed = ITEM_LIST.match(text) if text.startswith("{:") else None
    if not text or (listed and listed.end() == len(text)):
        return 4, text
    spaces = content
    while match := LEADING_TABS.match(spaces):
        width = len(match[1]) + indent
        spaces = match[1] + " " * (4 - width % 4 + (len(match[2]) - 1) * 4) + spaces[match.end():]
    return indent + len(spaces) - len(spaces.lstrip(" ")), text


def item_list(parser: BlockParser) -> bool:
    """A bulleted or numbered list."""
    text, pos = parser.text, parser.pos
    kind, start = "ul", BULLET.match(text, pos)
    if start is None:
        kind, start = "ol", NUMBER.match(text, pos)
    if start is None:
        return False
    element = parser.new(kind)
    items: list[Item] = []
    nested = after_blank = ended = False
    pattern = BULLET if kind == "ul" else NUMBER
    end = len(text)
    while pos < end:
        if after_blank and RULE.match(text, pos):
            break
        stop = END_OF_BLOCK.match(text, pos)
        if stop:
            ended = True
            pos = stop.end()
            break
        match = pattern.match(text, pos)
        if match:
            li = Element("li")
            element.children.append(li)
            item = Item(parser, li, len(match[1]), match.start(2), match[2])
            items.append(item)
            pattern = next_item(kind, item.column.indent)
            nested = bool(ANY_ITEM.match(item.builder.parts[0]))
            after_blank = False
            pos = match.end()
            continue
        match = item.column.content.match(text, pos) or (
            None if after_blank else item.column.lazy.match(text, pos))
        if match:
            take_line(item, parser, match[0], pos, nested)
            nested = nested or len(item.parts) > 1
            after_blank = False
            pos = match.end()
            continue
        match = BLANK.match(text, pos)
        if match is None:
            break
        nested = after_blank = True
        add_blank(item, match[0], pos)
        pos = match.end()
    parser.pos = pos
    parser.add(element)
    close_list(parser, element, items, ended)
    return True


def add_blank(item: Item, lines: str, place: int) -> None:
    for line in lines.splitlines(keepends=True):
        item.builder.add(line, place)
        place += len(line)


def without_indent(item: Item, line: str) -> tuple[str, int, bool]:
    """The line without the item's indentation, how many of its first characters were made from
    tabs, and whether it had all the indentation."""
    if line[0] != "\t":
        content, indented = item.column.strip(line)
        return content, 0, indented
    rest = line.lstrip("\t")
    content, indented = item.column.strip(" " * (4 * (len(line) - len(rest))) + rest)
    return content, max(len(content) - len(rest), 0), indented


def take_line(item: Item, parser: BlockParser, line: str, place: int, nested: bool) -> None:
    """A line of an item; the first nested list starts a part, so that it needs no blank line."""
    content, made, indented = without_indent(item, line)
    if ANY_ITEM.match(content):
        if not nested and indented:
            item.new_part(parser)
        elif nested and not indented:
            # A mark left of the item's text, where no new item may start, is text of the nested list.
            shift = item.column.indent + 4
            content, made = " " * shift + content, made + shift
    item.builder.add(content, place + len(line) - len(content) + made, made)


def close_list(parser: BlockParser, element: Element, items: list[Item], ended: bool) -> None:
    """Read the items' blocks, and find which of them show their first paragraph without `p`."""
    last: Element | None = None
    count = len(items)
    only_text = True        # every item so far starts with an ordinary paragraph
    for number, item in enumerate(items):
        li = item.element
        for part in item.parts:
            parser.nested(part.source(), li)
        children = li.children
        if not children:
            only_text = False
            continue
        first = children[0]
        is_last = number == count - 1
        if first.type == "p":
            if len(children) > 1 and children[1].type == "ial" and "ial" in first.options:
                del children[1]
            bare = len(children) < 2 or children[1].type != "blank" or (
                is_last and len(children) == 2 and not ended)
            if bare and (not is_last or count == 1 or not only_text):
                first.options["transparent"] = True
                first.options["line_end"] = len(children) > 1 and children[1].type != "blank"
        if first.type != "p" or first.options.get("transparent"):
            only_text = False
        last = children.pop() if children[-1].type == "blank" else None
    if parser.document.options.gfm:
        mark_tasks(element)
    if last is not None and not ended:
        parser.add(last)


def mark_tasks(element: Element) -> None:
    """`[ ]` and `[x]` at the start of an item become boxes; the class stays on for the items below."""
    is_task_list = False
    for li in element.children:
        first = li.children[0] if li.children else None
        if first is None or first.type != "p":
            continue
        text = whole_text(first)
        match = TASK.match(text)
        if match:
            first.options["box"] = "checked" if match[1] in "xX" else "open"
            first.text = text[match.end():]
            cut_ranges(first, text, match.end())
            is_task_list = True
        if is_task_list:
            li.attr["class"] = "task-list-item"
    if is_task_list:
        element.attr["class"] = "task-list"


def cut_ranges(element: Element, text: str, length: int) -> None:
    """Take `length` characters away from the start of a block's text and places."""
    if not element.ranges:
        return
    lines = text.count("\n", 0, length)
    start = text.rfind("\n", 0, length) + 1
    element.ranges = element.ranges[lines:]
    first = element.ranges[0]
    element.ranges[0] = (first[0] + length - start, first[1])


def definition_list(parser: BlockParser) -> bool:
    """Terms (the lines of the paragraph above) and what follows each colon."""
    children = parser.tree.children
    text = parser.text
    if not COLON.match(text, parser.pos) or not children:
        return False
    as_paragraph = children[-1].type == "blank"
    # Only a single and empty line may stand between a term and its definition.
    if as_paragraph and (len(children) < 2 or children[-2].type != "p" or children[-1].value != "\n"):
        return False
    if not as_paragraph and children[-1].type != "p":
        return False
    element = parser.new("dl")
    if as_paragraph:
        children.pop()
    terms = children.pop()
    if "ial" in terms.options:
        element.options["ial"] = terms.options["ial"]
    add_terms(element, terms)
    items, definitions = collect_definitions(parser, element, as_paragraph)
    last: Element | None = None
    for item, spaced in zip(items, definitions, strict=True):
        dd = item.element
        for part in item.parts:
            parser.nested(part.source(), dd)
        if not dd.children:
            continue
        last = dd.children.pop() if dd.children[-1].type == "blank" else None
        first = dd.children[0] if dd.children else None
        if first is not None and first.type == "p" and not spaced:
            first.options["transparent"] = True
            first.options["line_end"] = len(dd.children) > 1
    place_definition_list(children, element)
    if last is not None:
        children.append(last)
    return True


def add_terms(element: Element, paragraph: Element) -> None:
    lines = (whole_text(paragraph) or plain_text(paragraph.children)).split("\n")
    for number, line in enumerate(lines):
        term = Element("dt")
        listed = ITEM_LIST.match(line) if "{:" in line else None
        cut = 0
        if listed:
            remember(term, parse_attributes(listed[1]))
            cut = listed.end()
        term.text = line[cut:]
        if paragraph.ranges:
            start, end = paragraph.ranges[number]
            term.ranges = [(start + cut, end)]
        element.children.append(term)


def collect_definitions(
    parser: BlockParser, element: Element, as_paragraph: bool
) -> tuple[list[Item], list[bool]]:
    """The definitions' lines, and for each whether a blank line makes it a paragraph."""
    text, pos, end = parser.text, parser.pos, len(parser.text)
    items: list[Item] = []
    spaced: list[bool] = []
    pattern, after_blank = COLON, False
    while pos < end:
        match = pattern.match(text, pos)
        if match:
            dd = Element("dd")
            element.children.append(dd)
            item = Item(parser, dd, len(match[1]), match.start(2), match[2])
            items.append(item)
            spaced.append(as_paragraph)
            pattern = next_item("dl", item.column.indent)
            as_paragraph = after_blank = False
            pos = match.end()
            continue
        if END_OF_BLOCK.match(text, pos):
            break
        match = item.column.content.match(text, pos) or (
            None if after_blank else item.column.lazy.match(text, pos))
        if match:
            content, made, _ = without_indent(item, match[0])
            item.builder.add(content, match.end() - len(content) + made, made)
            as_paragraph = after_blank = False
            pos = match.end()
            continue
        match = BLANK.match(text, pos)
        if match is None:
            break
        as_paragraph = after_blank = True
        add_blank(item, match[0], pos)
        pos = match.end()
    parser.pos = pos
    return items, spaced


def place_definition_list(children: list[Element], element: Element) -> None:
    """A definition list right below another one continues it."""
    if children and children[-1].type == "dl":
        children[-1].children += element.children
    elif len(children) > 1 and children[-1].type == "blank" and children[-2].type == "dl":
        children.pop()
        children[-1].children += element.children
    else:
        children.append(element)
