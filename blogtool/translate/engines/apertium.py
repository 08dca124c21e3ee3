"""Apertium, translation by rules: small, fast, and at home in languages near one another (Debian packages it)."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from functools import lru_cache

from blogtool.errors import BlogtoolError
from blogtool.model.language import base, english_name, normalise

_AT_ONCE = 2000  # texts in one process: a few seconds
_PATIENCE = 600  # seconds for one process
_PAIR = re.compile(r"^\s*([a-z]{2,3}(?:_\w+)?)-([a-z]{2,3}(?:_\w+)?)\s*$", re.MULTILINE)
_END = "⟦§{}⟧"  # a paragraph of its own after each text; no analyser knows it, so it comes through
_ENDS = re.compile(r"\s*⟦§(\d+)⟧\s*")
_OPENED = re.compile(r"((?:^|(?<=\s))[\"“«(¿¡]) +(?=\w)")
_TWO_SIDED = ("es", "ast")
_TWO_SIDED_SIGNS = {"?": "¿", "!": "¡"}
_CRY = re.compile(r"([?!])([\"”»]?)\s*$")
_LEAD = re.compile(r"(?:⟦\d+⟧|[\s\"“«(*_])*")
# What the analysers call languages that we know by two letters (ISO 639-3, and where they differ from it).
_LONG = {
    "af": "afr", "an": "arg", "ar": "ara", "ast": "ast", "be": "bel", "bg": "bul", "br": "bre", "ca": "cat",
    "cy": "cym", "da": "dan", "de": "deu", "en": "eng", "eo": "epo", "es": "spa", "eu": "eus", "fi": "fin",
    "fr": "fra", "gl": "glg", "hi": "hin", "hr": "hrv", "id": "ind", "is": "isl", "it": "ita", "kk": "kaz",
    "mk": "mkd", "ms": "msa", "mt": "mlt", "nb": "nob", "nl": "nld", "nn": "nno", "oc": "oci", "pl": "pol",
    "pt": "por", "ro": "ron", "ru": "rus", "sc": "srd", "se": "sme", "sl": "slv", "sr": "srp", "sv": "swe",
    "tr": "tur", "tt": "tat", "uk": "ukr", "ur": "urd",
}  # fmt: skip
_OTHER = {"no": ("nob", "nb"), "sr": ("hbs",), "hr": ("hbs",), "bs": ("hbs",)}


class Apertium:
    """Translates plain text with the pairs of languages that `apertium -l` lists; nothing is fetched."""

    name = "apertium"
    carrier_styles = ("⟦{}⟧", "[{}]")  # signs that no dictionary holds come through where they stood

    def __init__(self, command: str = "apertium") -> None:
        """`command`: the program, or its path."""
        self.command = command

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """One answer a text, in the same order; equal texts are asked once.

        Raises BlogtoolError where Apertium or the pair is not installed, or it fails.
        """
        pair = self._pair(source, target)
        wanted = list(dict.fromkeys(text for text in texts if text.strip()))
        answers: dict[str, str] = {}
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            said = self._asked(some, pair)
            answers.update((one, _tidied(one, answer, target)) for one, answer in zip(some, said, strict=True))
        return [answers.get(text, text) for text in texts]

    def digest(self, source: str, target: str) -> str:
        """The pair: rules and dictionaries change with its package, and their old answers still read well."""
        return self._pair(source, target)

    def describe(self, source: str, target: str) -> str:
        """What stands in `engine:` of a translation."""
        return f"{self.name} {self._pair(source, target)}"

    def _asked(self, texts: Sequence[str], pair: str) -> list[str]:
        """The answers of one process; where an end got lost, the halves are asked for themselves."""
        lines = [f"{' '.join(text.split())}\n\n{_END.format(place)}\n\n" for place, text in enumerate(texts)]
        said = self._run(["-u", "-f", "txt", pair], "".join(lines))
        pieces = _ENDS.split(said)
        if pieces[1::2] == [str(place) for place in range(len(texts))]:
            return [piece.strip() for piece in pieces[:-1:2]]
        if len(texts) == 1:
            return [""]  # the ladder knows what to do with an empty answer
        middle = len(texts) // 2
        return [*self._asked(texts[:middle], pair), *self._asked(texts[middle:], pair)]

    def _pair(self, source: str, target: str) -> str:
        """The name of the pair as Apertium has it, such as `en-es` or `eng-spa`."""
        known = _listed(self.command)
        for first in _names(source):
            for second in _names(target):
                if (first, second) in known:
                    return f"{first}-{second}"
        there = ", ".join(sorted("-".join(one) for one in known)) or "none"
        raise BlogtoolError(
            f"Apertium has no pair from {english_name(source)} to {english_name(target)} (installed: {there})",
            fix=f"install one (`apt search apertium- | grep {_names(target)[0]}`), or take another engine for it:"
            f" `translate: {{engines: {{{source}-{target}: argos}}}}`",
        )

    def _run(self, arguments: Sequence[str], text: str) -> str:
        return _run(self.command, arguments, text)


def _tidied(asked: str, answer: str, target: str) -> str:
    """The answer without the blanks that left-out pronouns leave; Spanish questions and cries open as they close."""
    answer = _OPENED.sub(r"\1", re.sub(r" {2,}", " ", answer))
    if base(target) not in _TWO_SIDED:
        return answer
    end = _CRY.search(answer)
    if end is None or _CRY.search(asked) is None or _TWO_SIDED_SIGNS[end[1]] in answer:
        return answer
    opening = {'"': '"', "”": "“", "»": "«"}.get(end[2][:1])
    before = answer[: end.start()]
    start = before.rfind(opening) + 1 if opening is not None else _LEAD.match(answer).end()  # type: ignore[union-attr]
    return f"{answer[:start]}{_TWO_SIDED_SIGNS[end[1]]}{answer[start:]}"


@lru_cache(maxsize=4)
def _listed(command: str) -> frozenset[tuple[str, str]]:
    """The pairs that are installed."""
    return frozenset((found[1], found[2]) for found in _PAIR.finditer(_run(command, ["-l"], "")))


def _names(code: str) -> list[str]:
    """What Apertium may call a language: `pt_BR`, `por_BR`, `pt`, `por`."""
    tag, short = normalise(code), base(code)
    names = [short, *([_LONG[short]] if short in _LONG else []), *_OTHER.get(short, ())]
    region = tag.rpartition("-")[2] if "-" in tag else ""
    return [*(f"{name}_{region}" for name in names if region), *names]


def _run(command: str, arguments: Sequence[str], text: str) -> str:
    program = shutil.which(command)
    if program is None:
        raise BlogtoolError(
            f"the program `{command}` is not installed",
            fix="install it with a pair of languages, such as `apt install apertium apertium-eng-spa`",
        )
    try:
        done = subprocess.run(  # no shell; the text goes in through the pipe
            [program, *arguments],
            input=text.encode("utf-8", "replace"),
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise BlogtoolError(f"Apertium cannot be asked: {error}") from error
    if done.returncode and arguments != ["-l"]:
        why = done.stderr.decode("utf-8", "replace").strip().splitlines()[:1] or ["no reason given"]
        raise BlogtoolError(f"Apertium failed: {why[0]}")
    return done.stdout.decode("utf-8", "replace")
