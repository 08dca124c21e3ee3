"""How Rouge reads small languages: Pygments has no lexer for them, or one that sees too little.

The patterns were found by asking Rouge, text by text. See `grammars.py` for what a table means.
"""

from __future__ import annotations

from blogtool.kramdown.grammars import Grammar, Rule

DIFF: Grammar = {
    "start": [
        (r"(?m)^\s.*\n?", ""),
        (r"(?m)^---\n", "p"),
        (r"(?m)^[+>].*\n?", "gi"),
        (r"(?m)^[-<].*\n?", "gd"),
        (r"(?m)^!.*\n?", "gs"),
        (r"(?m)^(?:diff|[Ii]ndex).*\n?", "gh"),
        (r"(?m)^=.*\n?", "gh"),
        (r"@@[^@\n]*@@", "p"),
        (r"(?m)^\w.*\n?", "p"),
        (r"[^\S\n].*\n?|\n", ""),
    ],
}

_TOML_VALUES: list[Rule] = [
    (r"(?:true|false)", "kc"),
    (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z", "ld"),
    (r"[+-]?\d+(?:_\d+)*(?:\.\d+(?:_\d+)*(?:[eE][+-]?\d+)?|[eE][+-]?\d+)", "mf"),
    (r"[+-]?(?:nan|inf)", "mf"),
    (r"0x[0-9A-Fa-f]+(?:_[0-9A-Fa-f]+)*", "mh"),
    (r"0o[0-7]+(?:_[0-7]+)*", "mo"),
    (r"0b[01]+(?:_[01]+)*", "mb"),
    (r"[+-]?\d+(?:_\d+)*", "mi"),
]
# Keys have an end: a long line without one would be tried again from each of its characters.
_TOML_KEY = r"""("[^"\n]{0,200}"|'[^'\n]{0,200}'|\S{1,200}?)([^\S\n]*)(=)"""
# Rouge looks for a table and a key before it looks for a string or a list, also in a value.
_TOML_LINE: list[Rule] = [
    (r"#.*", "c"),
    *_TOML_VALUES,
    (r"\[\S{1,200}\]+", "nn"),
    (r"(\S{1,200})([^\S\n]*)(=)(\s*)(\{)", ("nn", "", "o", "", "p"), "inline"),
    (_TOML_KEY, ("py", "", "p"), "value"),
]
_TOML_CONTENT: list[Rule] = [
    (r'"""', "s", "long"),
    (r'"', "s", "string"),
    (r"'''(?s:.*?)'''", "s"),
    (r"'[^']*'", "s"),
    (r"\[", "p", "array"),
]
TOML: Grammar = {
    "start": [(r"\s+", ""), *_TOML_LINE],
    "value": [(r"\n", "", "-"), (r"[^\S\n]+", ""), *_TOML_LINE, *_TOML_CONTENT, (r",", "p")],
    "array": [
        (r"\s+", ""),
        *_TOML_LINE[:-1],
        (_TOML_KEY, ("py", "", "p")),
        *_TOML_CONTENT,
        (r",", "p"),
        (r"\]", "p", "-"),
    ],
    "inline": [
        (r"\s+", ""),
        (r"#.*", "c"),
        *_TOML_VALUES,
        (r"(\S{1,200})(\s*)(=)(\s*)(\{)(\})", ("nn", "", "o", "", "p", "p")),
        (r"(\S{1,200})(\s*)(=)(\s*)(\{)", ("nn", "", "o", "", "p"), "inline"),
        (r"\[\S{1,200}\]+", "nn"),
        (r"([^\s=,}\"]{1,200})(\s*)(=)", ("py", "", "p")),
        *_TOML_CONTENT,
        (r",", "p"),
        (r"\}", "p", "-"),
    ],
    "string": [(r'"', "s", "-"), (r"\n", "err", "-"), (r"\\[btnfr\"\\]", "se"), (r'[^"\\\n]+', "s")],
    "long": [(r'"""', "s", "-"), (r"\\[btnfr\"\\\n]", "se"), (r'"', "s"), (r'[^"\\]+', "s")],
}

INI: Grammar = {
    "start": [
        (r"[#;].*\n?", "c"),
        (r"\s+", ""),
        (r"\[[^\]\n]*\]", "nn"),
        (r"\[[^\]\n]*", "s"),
        (r"([\w.-]{1,200})([^\S\n]*)(=)", ("py", "", "p"), "value"),
    ],
    "value": [
        (r"\n", "", "-"),
        (r"\s+", ""),
        (r"[#;].*\n?", "c"),
        (r'"', "s", "string"),
        (r"\\(?:\n|.)", "se"),
        (r"[^\n\\]+", "s"),
    ],
    "string": [(r'"', "s", "-"), (r"\\.", "se"), (r'[^"\\]+', "s")],
}

_DOCKER_WORDS = (
    "ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|HEALTHCHECK|LABEL|MAINTAINER|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR"
)
DOCKER: Grammar = {
    "start": [
        (r"(?m)^([^\S\n]*)(#.*)", ("", "c")),
        (r"(?i)(FROM)(\s+)(.*)(\s+)(AS)(\s+)(.*)", ("k", "w", "s", "w", "k", "w", "s")),
        (rf"(?i)(?<![^\n])(ONBUILD)(\s+)({_DOCKER_WORDS})\b(.*)", ("k", "w", "k", "s")),
        (rf"(?i)(?<![^\n])(FROM|{_DOCKER_WORDS})\b(.*)", ("k", "s")),
        (r"(?i)(?<![^\n])((?:ONBUILD\s+)?RUN\s+)((?:\\\n|[^\n])*(?:\\\n(?:\s*#.*\n)*(?:\\\n|[^\n])*)*)",
         ("k", "@docker run")),
        (r"\w+", ""),
        (r"[^\w\n]+|\n", ""),
    ],
}

CONSOLE: Grammar = {
    "start": [
        (r"(?:<[.\w]+>|\.\.\.+)[^\S\n]*(?:\n|\Z)", "c"),
        (r"([^\n$#>;]*[$#>;])([^\S\n]+|(?=\n)|\Z)((?:\\\n|[^\n])*\n?)", ("gp", "w", "@shell")),
        (r"([^\n$#>;]*[$#>])((?:\\\n|[^\n])*\n?)", ("gp", "@shell")),
        (r"[^\n]*\n?", "go"),
    ],
}

_JSON_VALUES: list[Rule] = [
    (r"\s+", "w"),
    (r'("(?:\\.|[^"\\])*")(\s*)(:)', ("nl", "w", "p")),
    (r'"', "s2", "string"),
    (r"true|false|null", "kc"),
    (r"-?\d+\.\d+(?:[eE][+-]?\d+)?", "mf"),
    (r"-?\d+(?:[eE][+-]?\d+)?", "mi"),
    (r"\{", "p", "object"),
    (r"\[", "p", "array"),
]
JSON: Grammar = {
    "start": _JSON_VALUES,
    "object": [*_JSON_VALUES, (r",", "p"), (r"\}", "p", "-")],
    "array": [*_JSON_VALUES, (r",", "p"), (r"\]", "p", "-")],
    "string": [(r'"', "s2", "-"), (r"\\.", "se"), (r'[^"\\]+', "s2")],
}

_END = r"(?=\s|-?[%}]\}|\Z)"
_LIQUID_LITERALS: list[Rule] = [
    (r"\s+", "w"),
    (r'"[^"]*"', "s2"),
    (r"'[^']*'", "s1"),
    (rf"\d+\.\d+{_END}", "mf"),
]
_LIQUID_EXPRESSION: list[Rule] = [
    (r"(?<![{%\s])\n", "err"),
    *_LIQUID_LITERALS,
    (r"\d+", "mi"),
    (r"(\|)(\s*)(\w+)(:?)", ("p", "w", "nf", "p")),
    (r"(?:true|false|nil|null)(?![\w-])", "kc"),
    (r"(?:blank|empty)(?![\w-])", "nb"),
    (r"(?:and|or|contains)(?![\w-])", "ow"),
    (r"(?:forloop|tablerowloop)\b(?:\.\w+)*", "nb"),
    (r"(\.)(first|last|size)(?![\w-])", ("p", "nf")),
    (r"([A-Za-z_][\w-]*)(:)", ("na", "o")),
    (r"[A-Za-z_](?:\w|-(?!\}\}|%\}))*\??", "nv"),
    (r"[=!]=|<>|[<>]=?|=", "o"),
    (r"[\[\],.]", "p"),
]
LIQUID: Grammar = {
    "start": [(r"\{\{-?", "p", "output"), (r"(\{%-?)(\s*)", ("p", "w"), "tag"), (r"[^{]+|\{", "")],
    "output": [(r"-?\}\}", "p", "-"), *_LIQUID_EXPRESSION],
    "tag": [
        (r"(comment)(\s*)(-?%\})((?s:.*?))(?=\{%-?\s*endcomment)", ("nt", "w", "p", "c"), "-"),
        (r"(raw)(\s*)(-?%\})((?s:.*?))(?=\{%-?\s*endraw)", ("nt", "w", "p", ""), "-"),
        (r"-?%\}", "p", "-"),
        (rf"(?:if|elsif|else|endif|unless|endunless|case|when|endcase){_END}", "kr", "expression"),
        (r"(assign)(\s+)([\w-]+)(\s*)(=)", ("nt", "w", "nv", "w", "o"), "expression"),
        (
            rf"(for|tablerow)(\s+)([\w-]+)(\s+)(in)(\s+)(\([^)]*\)|\S+?{_END})",
            ("nt", "w", "nv", "w", "nt", "w", "nv"),
            "parameters",
        ),
        (rf"(capture|increment|decrement)(\s+)(\S+?{_END})", ("nt", "w", "nv"), "parameters"),
        (rf"(include)(\s+)([\w-]+{_END})", ("nt", "w", "nv"), "parameters"),
        (rf"(?:cycle|render){_END}", "nt", "expression"),
        (rf"[^\s%]\S*?{_END}", "nt", "parameters"),
    ],
    "expression": [(r"-?%\}", "p", "--"), *_LIQUID_EXPRESSION],
    "parameters": [
        (r"-?%\}", "p", "--"),
        *_LIQUID_LITERALS,
        (r"\d+", "mi"),
        (r"-", "o"),
        (r"\{\{-?", "p", "output"),
        (rf"(?:true|false|nil|null){_END}", "kc"),
        (rf"([\w-]+)(=)(true|false){_END}", ("na", "o", "kc")),
        (rf"([\w-]+)(=)([A-Za-z_][\w-]*{_END})", ("na", "o", "nv")),
        (r"([\w-]+)([=:])", ("na", "o")),
        (r"reversed\b", "na"),
        (rf"[^\s\"']\S*?{_END}", ""),
    ],
}
