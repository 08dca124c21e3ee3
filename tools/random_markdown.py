# ruff: noqa: E501
"""Random Markdown with structure: what `tools.random_kramdown --made` compares, one generator for each part of the grammar."""

from __future__ import annotations

import random
from collections.abc import Callable

WORDS = (
    "word", "two words", "Ünï", "日本語", "שלום", "مرحبا", "it's", '"quoted"', "a_b_c", "x*y", "1999", "don't", "'90s", "...", "--", "---", "<<a>>", "a & b",
    "&amp;", "&copy;", "&nope;", "&#8212;", "HTML", "a|b", "C#", "#tag", "[brackets]", "(parens)", "100%", "$5", "~", "e.g.", "a\\*b", "\\_", "\\`", "{curly}", "@me", "http://a.b/c_d_e",
)  # fmt: skip
LISTS = ("{: .c}", "{:.c #i}", "{: k='v'}", "{: ref}", "{:.a .b title=\"x 'y'\"}", "{: .c ref}", "{:}", "{: .}", "{:.no_toc}", "{: #x .y z=\"\\\"\"}")
CODE = ("code", "a | b", "<b>", "x\\", " sp ", "&amp;", "{{ x }}", "a\tb", "'q'", "*a*")
LANGUAGES = ("", "ruby", "python", "js", "nope", "text", "ruby?a=1", "sh", " html", "C++", "plaintext", "{.x}", "yaml title=x", "console")
TAGS = ("div", "p", "span", "b", "i", "em", "strong", "a", "ul", "ol", "li", "table", "tr", "td", "th", "tbody", "thead", "blockquote", "pre", "code", "h2", "h3", "section", "details", "summary", "figure", "video", "kbd", "sub", "u", "dl", "dt", "dd", "textarea", "my-tag", "script", "style", "button", "small", "iframe", "center")  # fmt: skip
MARKDOWN = ("", "", "", ' markdown="1"', ' markdown="span"', ' markdown="block"', ' markdown="0"', ' markdown="x"', " markdown=1")
HTML_ATTRIBUTES = ("", "", ' class="k"', " id='i'", ' style="text-align: right"', ' href="/u"', " title=bare", ' data-x="a&b"', ' style="color: red; text-align:  center"', " hidden", ' CLASS="Up"')  # fmt: skip
VOIDS = ("<br>", "<br />", "<hr>", "<img src='a.png'>", '<img src="b.png" alt="x" />', "<!-- c -->", "<input type='checkbox'>", "<wbr>")


class Maker:
    """One random text."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.room = 40      # pieces that may still be nested

    def pick(self, *choices: object) -> str:
        return str(self.chance.choice(choices))

    def text(self) -> str:
        """Blocks, and the definitions that they use."""
        blocks = [self.block() for _ in range(self.chance.randint(1, 5))]
        if self.chance.random() < 0.5:
            blocks += self.definitions()
            self.chance.shuffle(blocks)
        text = self.pick("\n\n", "\n\n", "\n\n", "\n", "\n\n\n", "\n^\n").join(blocks)
        odd = self.chance.random()
        if odd < 0.04:
            text = text.replace("\n", "\r\n")
        elif odd < 0.06:
            text = "\ufeff" + text
        elif odd < 0.09:
            text = text.replace(" ", self.pick("\t", "\u00a0", "  "), self.chance.randint(1, 4))
        return text + self.pick("", "\n", "\n\n")

    def definitions(self) -> list[str]:
        all_ = [
            "[^1]: " + self.note(), "[^n]: " + self.note(), "[a]: /url", '[b c]: <x y> "Title"', "[Word]: http://a.b\n  'on the next line'", "*[HTML]: Hyper *Text*",
            "*[C#]: sharp", "*[a & b]: both", "*[e.g.]:", "{:ref: .from-ref data-x='1'}", "{:ref: #other}", "[a]: /again\n" + self.pick(*LISTS), "*[two words]: 2\n{: .abbr}",
            "{::options toc_levels='2' /}", "{::options hard_wrap='true' /}", "{::options auto_ids=\"false\" /}", "{::options parse_block_html=\"true\" /}", "* toc\n{:toc}", "1. toc\n{:toc .x}", "* notes\n{:footnotes}",
        ]  # fmt: skip
        return self.chance.sample(all_, self.chance.randint(1, 6))

    def note(self) -> str:
        more = self.chance.random()
        if more < 0.5:
            return self.line()
        return self.line() + "\n\n" + indented(self.block(), "    ") if more < 0.85 else "\n" + indented(self.block(), "    ")

    def block(self) -> str:
        self.room -= 1
        if self.room < 0:
            return self.line()
        kinds: tuple[Callable[[], str], ...] = (
            self.paragraph, self.paragraph, self.header, self.list, self.list, self.quote, self.fence, self.indented_code, self.table, self.table,
            self.html, self.html, self.definition_list, self.math, self.rule, self.extension, self.tasks,
        )  # fmt: skip
        block = self.chance.choice(kinds)()
        put = self.chance.random()
        if put < 0.1:
            block += "\n" + self.pick(*LISTS)
        elif put < 0.16:
            block = self.pick(*LISTS) + "\n" + block
        return block

    def paragraph(self) -> str:
        ends = self.pick("\n", "\n", "  \n", "\\\n", "\\\\\n", "\n ", "\n    ", "\t\n")
        return ends.join(self.line() for _ in range(self.chance.randint(1, 3)))

    def line(self) -> str:
        return self.pick(" ", " ", " ", "").join(self.span() for _ in range(self.chance.randint(1, 6)))

    def span(self) -> str:
        chance = self.chance.random()
        self.room -= 1
        if chance < 0.5 or self.room < 0:
            return self.pick(*WORDS)
        inner = self.line() if chance < 0.8 else self.pick(*WORDS)
        spans = (
            f"*{inner}*", f"**{inner}**", f"_{inner}_", f"__{inner}__", f"***{inner}***", f"~~{inner}~~", f"`{self.pick(*CODE)}`", f"``{self.pick(*CODE)} ` {self.pick(*CODE)}``", f"[{inner}](/u)", f'[{inner}](/u "t")',
            f"[{inner}](<a b>)", f"[{inner}][a]", f"[{inner}][]", "[a]", "[Word]", "[b\nc]", f"![{inner}](i.png)", f"![{inner}][a]", "[![x](i.png)](/l)", "[^1]", "[^n]", "[^none]", "$$a_b*c*$$", "$$ x < y $$", "\\$$a$$", "<http://a.b>", "<me@a.b>",
            self.inline_html(inner), self.inline_html(inner), "{::comment}x{:/comment}", "{::nomarkdown}<u>*x*</u>{:/}", '{::nomarkdown type="latex"}x{:/}', "https://a.b/c", "www.a.b", "{::options auto_ids='false' /}", self.pick(*VOIDS), "\\" + self.pick(*"\\*_`|<>[](){}#+-.!~^$'\""),
        )  # fmt: skip
        made = self.chance.choice(spans)
        return made + self.pick(*LISTS) if self.chance.random() < 0.12 else made

    def inline_html(self, inner: str) -> str:
        tag = self.pick(*TAGS)
        return f"<{tag}{self.pick(*HTML_ATTRIBUTES)}{self.pick(*MARKDOWN)}>{inner}</{tag}>"

    def header(self) -> str:
        if self.chance.random() < 0.25:
            return self.line() + "\n" + self.pick("===", "---", "-", "=====  ")
        return "#" * self.chance.randint(1, 6) + self.pick(" ", " ", "", "\t") + self.line() + self.pick("", "", " ##", " {#id}", " {#id} #", "#")

    def list(self) -> str:
        ordered = self.chance.random() < 0.4
        items = []
        for number in range(self.chance.randint(1, 4)):
            mark = f"{self.chance.choice((1, number + 1, 10))}." if ordered else self.pick("*", "-", "+", "*", "*")
            mark += self.pick(" ", " ", "  ", "   ", "\t")
            attributes = self.pick(*LISTS) + " " if self.chance.random() < 0.08 else ""
            item = mark + attributes + self.line()
            if self.chance.random() < 0.45:
                item += self.pick("\n", "\n\n", "\n\n") + indented(self.block(), " " * self.chance.choice((len(mark), len(mark), 2, 4)))
            items.append(item)
        return self.pick("\n", "\n", "\n\n").join(items)

    def tasks(self) -> str:
        return "\n".join(self.pick("- ", "* ", "  - ") + self.pick("[ ] ", "[x] ", "[X] ", "[ ]", "") + self.line() for _ in range(3))

    def quote(self) -> str:
        inner = self.block()
        return "> " + inner if self.chance.random() < 0.2 else indented(inner, self.pick("> ", "> ", ">", "  > "))

    def fence(self) -> str:
        sign = self.pick("```", "```", "~~~", "````", "~~~~~")
        return f"{sign}{self.pick(*LANGUAGES)}\n{self.pick('x = 1', 'a <b> c', '', '  indented', '```', 'two' + chr(10) + 'lines', chr(10))}\n{self.pick(sign, sign, sign + '~', '')}"

    def indented_code(self) -> str:
        return indented(self.pick("code", "x = '1'\n\n  y", "*a*\n\n\n<b>", "a\n b"), self.pick("    ", "\t", "     "))

    def table(self) -> str:
        columns = self.chance.randint(1, 4)

        def row(edge: bool) -> str:
            cells = self.pick("|", " | ", " | ").join(self.cell() for _ in range(columns + self.chance.choice((0, 0, 0, 1, -1)) or 1))
            return f"| {cells} |" if edge else cells

        edge = self.chance.random() < 0.8
        separator = "|".join(self.pick("---", ":--", "--:", ":-:", "-", " --- ") for _ in range(columns))
        rows = [row(edge) for _ in range(self.chance.randint(1, 4))]
        rows.insert(self.chance.randint(0, len(rows)), f"|{separator}|" if edge else separator)
        if self.chance.random() < 0.2:
            rows.append(self.pick("|===|", "|---|", "|=", "|-"))
            rows.append(row(edge))
        return "\n".join(rows)

    def cell(self) -> str:
        return self.pick(*WORDS, "a \\| b", "`a | b`", "", " ", "**x**", "[l](/u)", "<b>a | b</b>", "![i](u)", "<br>", "\\", "`", "$$a$$", "[^1]")

    def html(self) -> str:
        tag = self.pick(*TAGS)
        opening = f"<{tag}{self.pick(*HTML_ATTRIBUTES)}{self.pick(*MARKDOWN)}>"
        inner = self.chance.random()
        if inner < 0.35:
            content = self.pick("", "\n") + self.block() + self.pick("", "\n")
        elif inner < 0.6:
            content = self.line()
        elif inner < 0.75:
            content = self.html_table() if tag == "table" else self.html() if self.room > 0 else "x"
        else:
            content = self.pick("\n\n", "\n", " ", "") + self.line() + self.pick(*VOIDS) + (self.html() if self.room > 0 else "") + self.pick("\n", " ", "")
        self.room -= 1
        closing = f"</{tag}>" if self.chance.random() < 0.93 else ""
        return self.pick("", "", "", "  ") + opening + content + closing

    def html_table(self) -> str:
        columns = self.chance.randint(1, 3)

        def row(cell: str) -> str:
            cells = "".join(f"<{cell}{self.pick('', '', ' style=' + chr(34) + 'text-align: left' + chr(34))}>{self.pick(*WORDS)}</{cell}>" for _ in range(columns))
            return f"<tr>{cells}</tr>"

        head = f"<thead>{row('th')}</thead>" if self.chance.random() < 0.5 else ""
        rows = "\n".join(row(self.pick("td", "td", "td", "th")) for _ in range(2))
        return self.pick("\n", "") + head + (f"<tbody>\n{rows}\n</tbody>" if head or self.chance.random() < 0.3 else rows)

    def definition_list(self) -> str:
        parts = []
        for _ in range(self.chance.randint(1, 3)):
            parts.append(self.line())
            for _ in range(self.chance.randint(1, 2)):
                parts.append(self.pick("", "", "\n") + self.pick(": ", ":   ", " : ", ":\t") + self.line())
                if self.chance.random() < 0.3:
                    parts.append("\n" + indented(self.block(), "  " if self.chance.random() < 0.5 else "    "))
        return "\n".join(parts)

    def math(self) -> str:
        return self.pick("$$x^2$$", "$$\na < b & c\n$$", "$$\nx\n\ny\n$$", "\\$$a$$", "$$a$$ text", "  $$\nx\n$$", "$$ a \\ b")

    def rule(self) -> str:
        return self.pick("---", "* * *", "___", "  - - -", "*****", "--", "- - ", "***\ttext")

    def extension(self) -> str:
        return self.pick(
            "{::comment}\n" + self.line() + "\n{:/comment}", "{::comment}\nx\n{:/}", "{::nomarkdown}\n<b>*a*</b>\n{:/nomarkdown}", '{::nomarkdown type="html"}\n<i>\n{:/}', "{::comment}\nopen",
            "{::unknown x='1'}\n*a*\n{:/unknown}", "{:.c}\n\n" + self.line(), "{::comment/}", "{::nomarkdown}*x*{:/}", "{:/}", "^", "{:not-closed\n",
        )  # fmt: skip


def indented(text: str, mark: str) -> str:
    return "\n".join(mark + line if line or mark.strip() else line for line in text.split("\n"))


def made_text(chance: random.Random) -> str:
    """A text of one to five blocks, with the definitions that they use."""
    return Maker(chance).text()
