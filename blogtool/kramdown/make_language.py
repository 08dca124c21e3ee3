"""How Rouge reads Makefiles: rules, variables, and recipes in the shell's words."""

from __future__ import annotations

from blogtool.kramdown.grammars import Grammar, Rule

_VALUES: list[Rule] = [
    (r"(\$\()([a-z]+)(?=[ \t])", ("nf", "nb"), "call"),
    (r"\$\([^()\n]*\)|\$\{[^}\n]*\}|\$[@<^*?%+|$]", "nv"),
    (r"\$", ""),
    (r"\\\n", "se"),
]
MAKE: Grammar = {
    "start": [
        (r"#[^\n]*", "c"),
        (r"(?m)^(-?include)\b([^\n]*)", ("k", "sx")),
        (r"(?m)^(ifn?eq|ifn?def)([ \t]+)([^\n]*)", ("k", "", "nv")),
        (r"(?m)^(?:else|endif)\b", "k"),
        (r"(?m)^(export)([ \t]+)(\w*)(?=[ \t]*(?:\n|\Z))", ("k", "", "nv")),
        (r"(?m)^export\b", "k"),
        (r"([\w.${}()-]+)([ \t]*)([?+:!]?=)", ("nv", "", "o"), "value"),
        (r"(?m)^([^\s#:=][^\n#:=]*)(::?)", ("nl", "o"), "needs"),
        (r"(?m)^(\t)([@-]*)", ("", "p"), "recipe"),
        (r"[ \t]+|\n", ""),
        (r"\S+", "err"),
    ],
    "value": [(r"\n", "", "-"), *_VALUES, (r"[^$\\\n]+|\\", "@shell")],
    "needs": [(r"\n", "", "-"), (r"#+", "c"), (r",", "p"), (r"\s+", ""), (r"[^#,\n]+", "nf")],
    "recipe": [(r"\n", "", "-"), *_VALUES, (r"(?:[^$\\\n]|\\(?!\n))+", "@shell")],
    "call": [(r"\)", "nf", "-"), *_VALUES, (r"[^$\\)\n]+|\\", "@shell"), (r"\n", "", "-")],
}
