"""How Rouge reads the shell: the language that most posts with code show."""

from __future__ import annotations

from blogtool.kramdown.grammars import Grammar, Rule

_BUILTINS = (
    "alias arch awk b2sum base32 base64 basename bg bind break builtin caller cat cd chcon chgrp chmod "
    "chown chroot cksum comm command compgen complete cp csplit cut date dd declare df dir dircolors "
    "dirname dirs disown du echo enable env eval exec exit expand export expr factor false fc fg fmt fold "
    "getopts grep groups gunzip gzip hash head help history hostid hostname id install jobs join kill let "
    "link ln local logname logout ls md5sum mkdir mkfifo mknod mktemp mv nice nl nohup nproc numfmt od "
    "paste pathchk popd pr printenv printf ptx pushd pwd read readlink readonly realpath rm rmdir runcon "
    "sed seq set sha1sum sha224sum sha256sum sha384sum sha512sum shift shopt shred shuf sleep sort source "
    "split stat stdbuf stty sudo sum suspend sync tac tail tar tee test time timeout times touch tr trap "
    "true truncate tsort tty type typeset ulimit umask unalias uname unexpand uniq unlink unset uptime "
    "users vdir wait wc who whoami yes "
)
_KEYWORDS = "if|fi|else|while|do|done|for|then|return|function|select|continue|until|esac|elif|in"

# What a `$` begins, in code as in strings.
_VALUES: list[Rule] = [
    (r"\$\(\(", "k", "sum"),
    (r"\$\(", "si", "command"),
    (r"\$\{#?", "k", "value"),
    (r"`", "sb", "ticks"),
    (r"\$(?!#\")#?(?:\w+|[^\"'({])", "nv"),
]
_HEREDOC = r"(<<[-~]?)(\s*)(['\"]?)(\w+)(['\"]?)"
_CODE: list[Rule] = [
    (r"\s+", ""),
    (r"#.*", "c"),
    (rf"\b(?:{_KEYWORDS})\s*\b", "k"),
    (r"\bcase\b", "k", "case"),
    (rf"\b(?:{'|'.join(_BUILTINS.split())})\s*\b(?![.-])", "nb"),
    (r"\.(?=\s)", "nb"),
    (r"\w+(?==)", "nv"),
    (r"--?[\w-]+", "nt"),
    (r"<<<", "o"),
    (_HEREDOC + r"((?:.*\n)*?)([ \t]*\4(?:\s*\n|\s*\Z))", ("o", "", "sh", "no", "sh", "@.heredoc", "no")),
    (_HEREDOC + r"((?s:.*))", ("o", "", "sh", "no", "sh", "@.heredoc")),
    (r"&&|\|\||[\[\](){}=!>]", "o"),
    (r"\$?\"", "s2", "string"),
    (r"\$'", "s1", "quoted"),
    (r"(?s)'[^']*'?", "s1"),
    *_VALUES,
    (r";", "p"),
    (r"\\.", "se"),
    (r"\\", "se"),
    (r"\*", "k"),
    (r"[^=*\s{}()$\"'`\\;<][^=*\s{}()$\"'`\\;]*|<", ""),
    (r"\$", ""),
]
_STRING: list[Rule] = [(r"\\.?", "se"), *_VALUES]

SHELL: Grammar = {
    "start": _CODE,
    "command": [(r"\)", "si", "-"), *_CODE],
    "ticks": [(r"`", "sb", "-"), *_CODE],
    "sum": [
        (r"\)\)", "k", "-"),
        (r"\*\*|\|\||[-+*/%^|&!]", "o"),
        (r"\d+(?:#\w+)?", "m"),
        *_CODE,
    ],
    "value": [
        (r"\}", "k", "-"),
        (r":-", "k"),
        (r"\w+", "nv"),
        (r"[^}:\"'`$]+", "p"),
        *_CODE,
    ],
    "string": [(r'"', "s2", "-"), *_STRING, (r'[^"`\\$]+|[$\\]', "s2")],
    "quoted": [(r"'", "s1", "-"), (r"\\.", "se"), (r"[^'\\]+|\\", "s1")],
    "heredoc": [(r"\\.", "se"), *(rule for rule in _VALUES if rule[0] != "`"), (r"[^$\\]+|[$\\]", "sh")],
    "case": [(r"\besac\b", "k", "-"), (r"\|", "p"), (r"\)", "p", "case body"), *_CODE],
    "case body": [(r";;", "p", "-"), (r"\besac\b", "k", "--"), *_CODE],
}

# In a Dockerfile the end of a line that goes on belongs to its sign.
DOCKER_RUN: Grammar = {state: [(r"\\\n", "se"), *rules] for state, rules in SHELL.items()}
