"""The plain blocks: paragraphs, headers, rules, quotes, code, formulas."""

from __future__ import annotations

import re

from .block_parser import BLANK_LINE, END_OF_BLOCK, SPACES, BlockParser, Fences
from .element import Element
from .html_names import BLOCK_TAG
from .source import Source, SourceBuilder

_LIST = r" {0,3}\{:(?![:/])(?:\\\}|[^}]){1,1000}\}[ \t\r\f\v]*\n"
_STOPS = rf"[ \t\r\f\v]*\n|{_LIST}|\^[ \t\r\f\v]*\n| {{0,3}}{BLOCK_TAG}"
LAZY_STOP = re.compile(_STOPS)
# The lines below the first one of a quote, of a paragraph as kramdown has it, and as GFM has it.
_DEFINED = r" {0,3}:[\t| ]"
LAZY_LINES = re.compile(rf"(?:(?!{_STOPS}).+\n)*")
PLAIN_LINES = re.compile(rf"(?:(?!{_STOPS}|{_DEFINED}).+\n)*")
_BLOCK_STARTS = r" {0,3}(?:[*+-][\t| ]|\d+\.[\t| ]|>|[~`]{3})|#{1,6}[\t ]+[^ \t\n]"
GFM_LINES = re.compile(rf"(?:[^\W\d_].*\n|(?!{_STOPS}|{_DEFINED}|{_BLOCK_STARTS}).+\n)*")
CODE = re.compile(
    rf"(?:(?:[ \t\r\f\v]*\n)*(?:(?:\t| {{4}})[ \t]*[^\s].*\n)+(?:(?!{_STOPS})[ \t]*[^\s].*\n)*)*", re.A
)
LAZY_CODE = re.compile(r"\n( {0,3}[^\s])", re.A)
INDENT = re.compile(r"^(?:\t| {4})", re.M)
# Where the hashes stand alone, kramdown's own syntax takes the line below them.
ATX = re.compile(r"(#{1,6})[\t ]*((?:\n[ \t]*)?[^ \t\n].*)\n")
ATX_GFM = re.compile(r"(#{1,6})[\t ]+([^ \t\n].*)\n")
_NAME_START = (     # what a name of XML may begin with
    ":A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
HEADER_ID = re.compile(rf"[\t ]+\{{#([{_NAME_START}][{_NAME_START}.0-9\u00b7\u0300-\u036f\u203f\u2040-]*)\}}\Z")
CLOSING_HASHES = re.compile(r"(?<!\\)#+\Z")
GFM_CLOSING_HASHES = re.compile(r"[\t ]+#+\Z")
SETEXT = re.compile(r" {0,3}([^ \t\n].*)\n([-=])[-=]*[ \t\r\f\v]*\n")
RULE = re.compile(r" {0,3}([*_-])[ \t]*\1[ \t]*\1(?:\1|[ \t])*\n")
QUOTE_MARK = re.compile(r" {0,3}> ?")
QUOTE_MARKS = re.compile(r"^ {0,3}> ?", re.M)
# The line below the fence's signs holds one word at most; looking ahead keeps the rest from being tried in vain.
_ONE_WORD = r"(?=(?:~++|`++)[ \t\r\f\v]*+\S*+[ \t\r\f\v]*+\n)"
_WORD = r"[ \t\r\f\v]*(?:(\S+?)(?:\?\S*)?)?[ \t\r\f\v]*\n"
FENCE = re.compile(rf" {{0,3}}{_ONE_WORD}(~{{3,}}|`{{3,}}){_WORD}", re.A)
PLAIN_FENCE = re.compile(rf"{_ONE_WORD}(~{{3,}}){_WORD}", re.A)
SPACES_AND_TAB = re.compile(r" {1,3}\t")
MATH = re.compile(r" {0,3}(\\)?\$\$")


def codeblock(parser: BlockParser) -> bool:
    """Lines indented by four spaces or a tab, and lazy ones below."""
    match = CODE.match(parser.text, parser.pos)
    if match is None or not match[0]:
        return False
    code = LAZY_CODE.sub(r" \1", match[0])
    element = parser.new("codeblock", INDENT.sub("", code))
    if parser.source.marks is not None:
        element.ranges = parser.source.ranges(parser.pos, match.end() - 1)
    parser.add(element)
    parser.pos = match.end()
    return True


def whole_text(element: Element) -> str:
    """The text of a paragraph with what was found to continue it, without white space at its end."""
    more: list[str] | None = element.options.pop("more", None)
    if more is None:
        return element.text or ""
    *parts, last = [element.text or "", *more]
    # Each piece without white space at its end, but for the two spaces that break a line.
    joined = [part.rstrip(SPACES) + ("  \n" if part.endswith("  ") else "\n") for part in parts]
    element.text = "".join(joined) + last.rstrip(SPACES)
    if element.ranges:
        start, end = element.ranges[-1]
        element.ranges[-1] = (start, max(start, end - len(last) + len(last.rstrip(SPACES))))
    return element.text


def loose_text(parser: BlockParser) -> bool:
    """A line that starts with spaces and a tab is no paragraph, but text without a block."""
    start = parser.pos
    end = parser.text.index("\n", start)
    element = parser.new("text")
    element.text = parser.text[start:end]
    element.options["line_end"] = True
    if parser.source.marks is not None:
        element.ranges = parser.source.ranges(start, end)
    parser.add(element)
    parser.pos = end + 1
    return True


def paragraph(parser: BlockParser) -> bool:
    """Text up to the first line that starts something else; joins a paragraph right above it."""
    text, start = parser.text, parser.pos
    if text[start] == " " and SPACES_AND_TAB.match(text, start):
        return loose_text(parser)
    options = parser.document.options
    first = text.find("\n", start) + 1
    if not options.gfm or "paragraph_end" not in options.gfm_quirks:
        end = PLAIN_LINES.match(text, first).end()  # type: ignore[union-attr]
    else:
        end = GFM_LINES.match(text, first).end()  # type: ignore[union-attr]
    parser.pos = end
    content = text[start:end - 1]
    children = parser.tree.children
    if children and children[-1].type == "p":
        last = children[-1]
        if last.text is None:       # the author's HTML
            last.children.append(Element("text"))
            last.children[-1].text = content
            return True
        last.options.setdefault("more", []).append(content)
        if parser.source.marks is not None:
            last.ranges += parser.source.ranges(start, end - 1)
        return True
    bare = content.lstrip(SPACES)
    element = parser.new("p")
    element.text = bare
    element.options["more"] = []
    if parser.source.marks is not None:
        element.ranges = parser.source.ranges(end - 1 - len(bare), end - 1)
    children.append(element)
    return True


def atx_header(parser: BlockParser) -> bool:
    options = parser.document.options
    interrupts = options.gfm and "paragraph_end" in options.gfm_quirks
    if not interrupts and not parser.after_boundary():
        return False
    match = (ATX_GFM if options.gfm else ATX).match(parser.text, parser.pos)
    if match is None:
        return False
    closing = GFM_CLOSING_HASHES if interrupts else CLOSING_HASHES
    if not add_header(parser, len(match[1]), match.start(2), match.end(2), closing):
        return False
    parser.pos = match.end()
    return True


def add_header(
    parser: BlockParser, level: int, start: int, end: int, closing: re.Pattern[str] | None = None
) -> bool:
    """A header whose line is text[start:end], unless nothing is left when id and closing hashes are taken away."""
    content = parser.text[start:end].rstrip(SPACES)
    attr: dict[str, str] = {}
    if content.endswith("}"):
        named = HEADER_ID.search(content)
        if named:
            attr["id"] = named[1]
            content = content[:named.start()].rstrip(SPACES)
    if closing is not None and content.endswith("#"):
        content = closing.sub("", content).rstrip(SPACES)
    if not content:
        return False
    element = parser.new("header", level, attr)
    element.text = content
    if parser.source.marks is not None:
        element.ranges = parser.source.ranges(start, start + len(content))
    parser.add(element)
    return True


def setext_header(parser: BlockParser) -> bool:
    if not parser.after_boundary():
        return False
    match = SETEXT.match(parser.text, parser.pos)
    if match is None:
        return False
    if not add_header(parser, 1 if match[2] == "=" else 2, match.start(1), match.end(1)):
        return False
    parser.pos = match.end()
    return True


def rule(parser: BlockParser) -> bool:
    match = RULE.match(parser.text, parser.pos)
    if match is None:
        return False
    parser.add(parser.new("hr"))
    parser.pos = match.end()
    return True


def quote(parser: BlockParser) -> bool:
    """Lines with `>` and lazy ones, up to a blank line."""
    text, start = parser.text, parser.pos
    if not QUOTE_MARK.match(text, start):
        return False
    end = LAZY_LINES.match(text, text.find("\n", start) + 1).end()  # type: ignore[union-attr]
    element = parser.new("blockquote")
    parser.add(element)
    if parser.source.marks is None:
        inside = Source(QUOTE_MARKS.sub("", text[start:end]))
    else:
        builder = SourceBuilder(parser.source)
        place = start
        while place < end:
            stop = text.index("\n", place) + 1
            mark = QUOTE_MARK.match(text, place)
            place = mark.end() if mark else place
            builder.add(text[place:stop], place)
            place = stop
        inside = builder.source()
    parser.pos = end
    parser.nested(inside, element)
    return True


def fenced_code(parser: BlockParser) -> bool:
    """Code between fences; the closing one is at least as long as the opening one."""
    text, start = parser.text, parser.pos
    gfm = parser.document.options.gfm
    match = (FENCE if gfm else PLAIN_FENCE).match(text, start)
    if match is None:
        return False
    if parser.fences is None:
        parser.fences = Fences(text, gfm)
    fence, language = match[1], match[2] or ""
    close = parser.fences.closing(fence[0], len(fence), match.end())
    longest = parser.fences.longest(fence[0], match.end())
    if close is None and longest and (not language or match.start(2) == match.end(1)):
        # A shorter fence closes too; what the opening one has more belongs to the language.
        language = fence[longest:] + language
        close = parser.fences.closing(fence[0], longest, match.end())
    if close is None:
        return False
    element = parser.new("codeblock", text[match.end():close[0]])
    element.options["fenced"] = True
    if language:
        element.options["lang"] = language + (text[match.end(2):match.end()].strip(SPACES) if match[2] else "")
        element.attr["class"] = "language-" + language
    element.ranges = parser.source.ranges(match.end(), max(close[0] - 1, match.end()))
    parser.add(element)
    parser.pos = close[1]
    return True


def block_math(parser: BlockParser) -> bool:
    """`$$ … $$` alone in a block."""
    text = parser.text
    match = MATH.match(text, parser.pos)
    if match is None or not parser.after_boundary():
        return False
    close = text.find("$$", match.end())
    if close < 0:
        return False
    blank = BLANK_LINE.match(text, close + 2)
    if match[1]:
        if blank:
            parser.pos = match.end(1)
        return False
    end = blank.end() if blank else close + 2
    if not parser.before_boundary(end):
        return False
    element = parser.new("math", text[match.end():close].strip(SPACES))
    element.options["block"] = True
    element.ranges = parser.source.ranges(match.end(), close)
    parser.add(element)
    parser.pos = end
    return True


def end_of_block(parser: BlockParser) -> bool:
    match = END_OF_BLOCK.match(parser.text, parser.pos)
    if match is None:
        return False
    parser.add(parser.new("eob"))
    parser.pos = match.end()
    return True
