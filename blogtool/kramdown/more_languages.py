"""How Rouge reads GraphQL, Gherkin, TeX, Terraform and Vue, in which Pygments sees other things."""

from __future__ import annotations

from blogtool.kramdown.grammars import Grammar, Rule
from blogtool.kramdown.html_language import HTML

_SPACES: Rule = (r"\s+", "")

_GRAPHQL: list[Rule] = [
    _SPACES,
    (r"#[^\n]*", "c"),
    (r'(""")((?s:.*?))(""")', ("s2", "", "s2")),
    (r'"(?:\\.|[^"\\\n])*"', "s2"),
    (r"\$\w+", "nv"),
    (r"@(?:include|skip)\b", "k"),
    (r"-?\d+(?:\.\d+(?:[eE][+-]?\d+)?|[eE][+-]?\d+)", "mf"),
    (r"-?\d+", "mi"),
    (r"(?:true|false|null)\b", "kc"),
    (r"(\.\.\.)(\s*)(on)\b", ("p", "", "k")),
    (r"(:\s*\[*)(ID|Int|Float|String|Boolean)\b", ("p", "nb")),
    (r"\{", "p", "body"),
]
_GRAPHQL_REST: list[Rule] = [(r"\w+", "n"), (r"[\[\]():=!|,.&]+", "p")]
GRAPHQL: Grammar = {
    "start": [
        *_GRAPHQL,
        (r"(?:query|mutation|subscription|fragment|on|type|enum|interface|implements|input)\b", "k"),
        (r"(?:union|scalar|schema|extend)\b", "k"),
        *_GRAPHQL_REST,
    ],
    "body": [(r"\}", "p", "-"), *_GRAPHQL, *_GRAPHQL_REST],
}  # fmt: skip

GHERKIN: Grammar = {
    "start": [
        (r"(?m)^([ \t]*)((?:Scenario Outline|Scenario Template|Scenario|Background|Rule|Example))(:)", ("", "kn", "p")),
        (r"(?m)^([ \t]*)((?:Feature|Ability|Business Need))(:)", ("", "kd", "p")),
        (r"(?m)^([ \t]*)((?:Examples|Scenarios))(:)", ("", "nn", "p")),
        (r"(?m)^([ \t]*)((?:Given|When|Then|And|But|\*) )", ("", "nf")),
        # The first row of a table names its columns.
        (r"(?m)(?<!\|\n)^([ \t]*)(\|)", ("", "p"), "head"),
        (r"(?m)^([ \t]*)(\|)", ("", "p"), "row"),
        (r"@[^@\s]+", "nt"),
        (r"#[^\n]*", "c"),
        (r'"[^"\n]*"', "s"),
        (r"<[^<>\n]+>", "nv"),
        (r"\n|[ \t]+", ""),
        (r"[^\s\"#<@]+", ""),
        (r".", ""),
    ],
    "head": [(r"\n", "", "-"), (r"\|", "p"), (r"[ \t]+", ""), (r"[^|\s]+", "nv")],
    "row": [(r"\n", "", "-"), (r"\|", "p"), (r"[ \t]+", ""), (r"[^|\s]+", "n")],
}

_TEX: list[Rule] = [(r"%[^\n]*", "c"), (r"[{}&_^]", "p")]
_FORMULA: list[Rule] = [
    (r"\\[a-zA-Z]+|\\.", "nv"),
    *_TEX,
    (r"\d+", "m"),
    (r"[-=!+*/()\[\]<>]", "o"),
    (r"[^=!+*/()\\\[\]{}&_^%0-9<>$-]+", "nb"),
]
TEX: Grammar = {
    "start": [
        (r"(\\verb)(\W)((?s:.*?))(\2)", ("nb", "kp", "sx", "kp")),
        (r"\\\[", "p", "shown"),
        (r"\\\(", "p", "inline"),
        (r"\$\$", "p", "dollars"),
        (r"\$", "p", "dollar"),
        (r"\\(?:begin|end)\{[^}\n]*\}", "nt"),
        (r"(\\[a-zA-Z]+\*?)(\[[^\]\n]*\])(?=\s*\{|\s)", ("k", "na")),
        (r"\\[a-zA-Z]+\*?|\\.", "k"),
        *_TEX,
        (r"[^\\${}%&_^]+", ""),
    ],
    "shown": [(r"\\\]", "p", "-"), *_FORMULA],
    "inline": [(r"\\\)", "p", "-"), *_FORMULA],
    "dollars": [(r"\$\$", "p", "-"), *_FORMULA],
    "dollar": [(r"\$", "p", "-"), *_FORMULA],
}

_TERRAFORM: list[Rule] = [
    _SPACES,
    (r"(?:#|//)[^\n]*", "c1"),
    (r"(?s)/\*.*?\*/", "cm"),
    (r'"', "s2", "text"),
    (r"(<<-?)(\w+)((?s:\n.*?\n))([ \t]*)(\2\n?)", ("o", "no", "sh", "", "no")),
    (r"(?:data|module|output|provider|resource|terraform|variable)\b", "k"),
    (r"(?:var|local)\b", "kd"),
    (r"(?:true|false|null)\b", "kc"),
    (r"\d+\.\d+", "mf"),
    (r"\d+", "mi"),
    (r"[A-Za-z_][\w-]*", "nx"),
    (r"[\[\](){,.=]", "p"),
]
TERRAFORM: Grammar = {
    "start": [*_TERRAFORM, (r"\}", "p")],
    "text": [
        (r'"', "s2", "-"),
        (r"\$\{", "k", "value"),
        (r"(?:\\.|[^\"\\$]|\$(?!\{))+", "s2"),
    ],
    "value": [(r"\}", "k", "-"), *_TERRAFORM],
}

_VUE_TAG: list[Rule] = [
    (r"\s+", ""),
    (r"(@)(?=[\w.:-])", "err"),
    *HTML["tag"][1:],
]
VUE: Grammar = {
    **HTML,
    "start": [
        (r"(\{\{)((?s:.*?))(\}\})", ("si", "@javascript", "si")),
        (r"(</)(\s*)(template|script|style)(\s*)(>)", ("nt", "", "k", "", "nt")),
        (r"(<)(\s*)(template)\b", ("nt", "", "k"), "tag"),
        (r"(?i)(<)(script)\b", ("nt", "k"), "script tag"),
        (r"(?i)(<)(style)\b", ("nt", "k"), "style tag"),
        (r"[^<&{]+|\{", ""),
        *(rule for rule in HTML["start"][1:] if "script" not in rule[0] and "style" not in rule[0]),
    ],
    "tag": [(r"/?>", "nt", "-"), *_VUE_TAG],
    "script tag": [(r"/?>", "nt", "script"), *_VUE_TAG],
    "style tag": [(r"/?>", "nt", "style"), *_VUE_TAG],
    "script": [
        (r"(?is)(.*?)(</)(script)(\s*)(>)", ("@javascript", "nt", "k", "", "nt"), "--"),
        (r"(?s).+", "@javascript"),
    ],
    "style": [(r"(?is)(.*?)(</)(style)(\s*)(>)", ("@css", "nt", "k", "", "nt"), "--"), (r"(?s).+", "@css")],
}  # fmt: skip
