"""How Rouge reads PowerShell: what stands first on a line is a command, what follows it are its parameters."""

from __future__ import annotations

from blogtool.kramdown.grammars import Grammar, Rule


def _any(words: str) -> str:
    return "(?:" + "|".join(words.split()) + ")"


# Rouge takes these at the start of longer names too, and by their very letters.
_AUTOMATIC = _any("""
    args ConsoleFileName Error Event EventArgs EventSubscriber ExecutionContext false foreach HOME Host input IsCoreCLR
    IsLinux IsMacOS IsWindows LastExitCode Matches MyInvocation NestedPromptLevel null PID PROFILE PSBoundParameters
    PSCmdlet PSCommandPath PSCulture PSDebugContext PSHOME PSItem PSScriptRoot PSSenderInfo PSUICulture PSVersionTable
    PWD REPORTERRORSHOWEXCEPTIONCLASS REPORTERRORSHOWINNEREXCEPTION REPORTERRORSHOWSOURCE REPORTERRORSHOWSTACKTRACE
    SENDER ShellId StackTrace switch this true
""")
_RESERVED = _any("""
    assembly base begin break catch class command configuration continue data define do dynamicparam else elseif end
    enum exit filter finally foreach for from function hidden if inlinescript interface in module namespace parallel
    param private process public return sequence static switch throw trap try type until using var while workflow
""")
_OPERATORS = _any("""
    -[ic]?split -join -isnot -is -as -[ic]?eq -[ic]?ne -[ic]?gt -[ic]?ge -[ic]?lt -[ic]?le -[ic]?like -[ic]?notlike
    -[ic]?match -[ic]?notmatch -[ic]?contains -[ic]?notcontains -[ic]?replace -shl -shr -band -bor -bxor -and -or -xor
    -not [+]= -= [*]= /= %=
""")
_ATTRIBUTES = _any("""
    ConfirmImpact DefaultParameterSetName HelpURI PositionalBinding SupportsPaging SupportsShouldProcess
""")
_HELP = _any("""
    synopsis description parameter example inputs outputs notes link component role functionality forwardhelptargetname
    forwardhelpcategory remotehelprunspace externalhelp
""")
_WORD = r"[-.:/\\~\w]*"

_VARIABLES: list[Rule] = [
    (rf"\$(?:[$?^_]|{_AUTOMATIC})", "bp"),
    (r"(\$)(?:(\w+)(:))?(\w+|\{(?:[^`]|`.){1,500}?\})", ("nv", "nn", "p", "nv")),
]
_COMMENTS: list[Rule] = [(r"\s+", "w"), (r"#.*", "c"), (r"<#", "cm", "help")]
_ESCAPES: list[Rule] = [(r"\$\(", "si", "inserted"), (r"(?m)`$|`.", "se")]
_VALUES: list[Rule] = [
    *_COMMENTS,
    (r'"', "s2", "text"),
    (r"'", "s1", "plain text"),
    (r'@"', "sh", "long text"),
    (r"(?s)@'.{0,9999}?'@", "sh"),
    (r"\d*\.\d+", "mf"),
    (r"\d+", "mi"),
    (r"@\{", "p", "table"),
    (r"@\(", "p", "array"),
    (r"\{", "p", "block"),
    (r"\[", "p", "bracket"),
]
_START: list[Rule] = [
    *_COMMENTS,
    (r"\.\.(?=\.?\d)", "o"),
    (rf"(?i){_OPERATORS}\b", "o"),
    (r"(?i)(class)(\s+)(\w+)", ("kr", "w", "nc"), "class"),
    (r"(?i)(function)(\s+)(?:(\w+)(:))?(\w[-\w]+)", ("kr", "w", "nn", "p", "nf")),
    (rf"(?i){_RESERVED}\b(?![-.])", "kr"),
    (r"-{1,2}\w+", "nt"),
    (r"(\.)?([-\w]+)(\[)", ("o", "n", "p"), "bracket"),
    (rf"(?i)([/\\~a-z]{_WORD})(\n)?", ("n", "w"), "parameters"),
    (r"(\.)([-\w]+)(\()", ("o", "nf", "p"), "parameters"),
    (r"(\.)([-\w]+)(\n)?", ("o", "nf", "w")),
    (r"\?", "nf", "parameters"),
    *_VALUES,
    *_VARIABLES,
    (r"[-+*/%=!.&|]", "o"),
    (r"[{}(),:;]", "p"),
]

POWERSHELL: Grammar = {
    "start": _START,
    "help": [(rf"(?i)\.{_HELP}", "cs"), (r"#>", "cm", "-"), (r"[^#.]", "cm"), (r"[#.]+", "cm")],
    "inserted": [(r"\)", "si", "-"), *_START],
    "text": [(r'(?:\$#?)?"', "s2", "-"), *_ESCAPES, (r'[^"`$]+', "s2"), *_VARIABLES],
    "plain text": [(r"'", "s1", "-"), (r"[^']+", "s1")],
    "long text": [(r'(?:\$#?)?"@', "sh", "-"), *_ESCAPES, (r'[^"`$]', "sh"), (r'"+', "sh"), *_VARIABLES],
    "class": [(r"\{", "p", "-"), (r"\s+", "w"), (r"\w+", "nc"), (r"[:,]", "p")],
    "table": [
        (r"\}", "p", "-"), (r"=", "o"), (r"[,;]", "p"), *_VALUES, (r"\w+", "nx"), *_VARIABLES,
    ],
    "array": [(r"\s+", "w"), (r"\)", "p", "-"), (r"[,;]", "p"), *_VALUES, *_VARIABLES],
    "block": [(r"\}", "p", "-"), *_START],
    "bracket": [
        (r"\]", "p", "-"), (r"[A-Za-z]\w+\.", "n"), (rf"{_ATTRIBUTES}(?!\w)", "bp"), (r"[A-Za-z]\w+", "n"), *_START,
    ],
    "parameters": [
        (r"(?s)`.", "se"),
        (r"\s*?\n", "w", "-"),
        (r"[;(){}\]]", "p", "-"),
        (r"[|=]", "o", "-"),
        (rf"[/\\~\w]{_WORD}", "nx"),
        *_START,
    ],
}
