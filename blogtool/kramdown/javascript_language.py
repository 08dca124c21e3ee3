"""How Rouge reads JavaScript and its kin: TypeScript, and both with elements in them (JSX, TSX)."""

from __future__ import annotations

from blogtool.kramdown.grammars import Grammar, Rule

_NAME = r"(?:[^\W\d]|\$)\w*"
_WORDS = {
    "k": """as async await break case catch continue debugger default delete do else export finally for from if import
        in instanceof new of return super switch this throw try typeof void while yield""",
    "kd": "class const constructor extends function get let set static var with",
    "kr": "enum implements interface package private protected public",
    "kc": "Infinity NaN false null true undefined",
    "nb": """Array ArrayBuffer Boolean DataView Date Error Float32Array Float64Array Function Int16Array Int32Array
        Int8Array Map Math Number Object Packages Promise Proxy Reflect RegExp Set String Symbol Uint16Array Uint32Array
        Uint8Array Uint8ClampedArray WeakMap WeakSet decodeURI decodeURIComponent document encodeURI encodeURIComponent
        eval global isFinite isNaN navigator netscape parseFloat parseInt self sun window""",
}
_TYPED_WORDS = {
    "k": "implements is namespace private protected public readonly static",
    "kd": "abstract type",
    "kr": "any declare keyof module number string",
    "nb": "Partial Pick Readonly Record",
}
_SPACE: list[Rule] = [(r"\s+", ""), (r"<!--", "c"), (r"//[^\n]*", "c1"), (r"/\*", "cm", "comment")]
_ELEMENT: Rule = (r"<", "p", "content|element|element name")
_INSERTED: Rule = (r"\{", "si", "inserted|value")


def _words(typed: bool) -> list[Rule]:
    """Names by what they are; behind a word of the language a value may begin."""
    more = _TYPED_WORDS if typed else {}
    rules: list[Rule] = []
    for name, words in _WORDS.items():
        pattern = rf"(?:{'|'.join((words + ' ' + more.get(name, '')).split())})(?!\w)"
        rules.append((pattern, name, "value") if name in ("k", "kd") else (pattern, name))
    return [*rules, (_NAME, "nx")]


def _grammar(typed: bool, elements: bool) -> Grammar:
    value: list[Rule] = [
        *([_ELEMENT] if elements else []),
        *_SPACE,
        (r"/", "sr", "-|pattern"),
        (r"\{", "p", "-|object"),
        (r"", (), "-"),
    ]
    root: list[Rule] = [
        *([(r"\?\.", "p"), (r"\?\?", "o")] if typed else []),
        (r"(?s)\s*#!.*?\n", "cp", "statement"),
        *_SPACE,
        (r"\+\+|--|~|\?\?=?|&&|\|\||\\(?=\n)|<<|>>>?|===|!==", "o", "value"),
        (r"[-<>+*%&|^/!=]=?", "o", "value"),
        (r"[(\[,]", "p", "value"),
        (r";", "p", "statement"),
        (r"[)\].]", "p"),
        (r"`", "s2", "template"),
        (r"\?\.", "p"),
        (r"\?", "p", "choice|value"),
        (r"(@)(\w+)?", ("p", "nd"), "value"),
        (r"[{}]", "p", "statement"),
        *_words(typed),
        (r"\d+\.\d+(?:[eE]\d+)?[fd]?", "mf"),
        (r"(?i)0x[\da-f]+", "mh"),
        (r"(?i)0o[0-7][0-7_]*", "mo"),
        (r"(?i)0b[01][01_]*", "mb"),
        (r"\d+", "mi"),
        (r'"', "dl", "double"),
        (r"'", "dl", "single"),
        (r":", "p"),
    ]
    grammar: Grammar = {
        # With elements a text may begin with one.
        "start": [(r"", (), "root|value")] if elements else root,
        "root": root,
        "value": value,
        "statement": [
            *([(rf"({_NAME})(\??)(\s*)(:)", ("nl", "p", "", "p"), "value")] if typed else []),
            (r"case\b", "k", "-|value"),
            (rf"({_NAME})(\s*)(:)", ("nl", "", "p")),
            *value,
        ],
        "object": [
            *_SPACE,
            (r"\{", "p", "object"),
            (r"\}", "p", "-|statement"),
            (rf"({_NAME})(\s*)(:)", ("na", "", "p"), "value"),
            (r":", "p"),
            *root,
        ],
        "choice": [(r":", "p", "-|value"), *root],
        "comment": [(r"\*/", "cm", "-"), (r"[^*/]+", "cm"), (r"[*/]", "cm")],
        "pattern": [
            (r"/", "sr", "-|flags"),
            (r"[^/]\n|\n", "err", "-"),
            (r"\[\^?", "se", "signs"),
            (r"\\.|\(\?[:=<!]|\{[\d,]+\}|[()?]", "se"),
            (r".", "sr"),
        ],
        "flags": [(r"[gimuy]+", "sr", "-"), (r"", (), "-")],
        "signs": [(r"/", "se"), (r"[^/]\n", "err", "--"), (r"\]", "se", "-"), (r"\\.", "se"), (r".", "sr")],
        "double": [(r'\\[\\nrt"]?', "se"), (r'[^\\"]+', "s2"), (r'"', "dl", "-")],
        "single": [(r"\\[\\nrt']?", "se"), (r"[^\\']+", "s1"), (r"'", "dl", "-")],
        "template": [
            (r"\$\{", "p", "in template"), (r"`", "s2", "-"), (r"\\[$`]", "se"), (r"[^$`\\]+|[\\$]", "s2"),
        ],
        "in template": [(r"\}", "p", "-"), *root],
    }
    return {**grammar, **_elements(typed, root)} if elements else grammar


def _elements(typed: bool, root: list[Rule]) -> Grammar:
    """Tags, what stands between them, and code in braces."""
    return {
        "content": [(r"</", "p", "-|element|element name"), _ELEMENT, _INSERTED, (r"[^<{]+", "@html")],
        "element": [
            *_SPACE,
            (r"/>", "p", "--"),
            (r">", "p", "-"),
            _INSERTED,
            (r"\w[\w-]*", "na"),
            (r"=", "p"),
            (r"\"[^\"\n]*\"|'[^'\n]*'", "s"),
        ],
        "element name": [
            *([(r"(\w+)(,)", ("nx", "p"), "---")] if typed else []),     # not a tag: parameters of a type
            (r"[A-Z]\w*", "nc"),
            (r"\w+", "nt"),
            (r"\.", "p"),
            (r"", (), "-"),
        ],
        "inserted": [(r"\}", "si", "-"), (r"\{", "p", "in inserted|statement"), *root],
        "in inserted": [(r"\}", "p", "-|statement"), *root],
    }


JAVASCRIPT = _grammar(typed=False, elements=False)
TYPESCRIPT = _grammar(typed=True, elements=False)
JSX = _grammar(typed=False, elements=True)
TSX = _grammar(typed=True, elements=True)
