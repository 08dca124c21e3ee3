"""A LibreTranslate server that one runs oneself, or has a key for: texts in batches over HTTP."""

from __future__ import annotations

import http.client
import json
import urllib.error
import urllib.request
from collections.abc import Sequence
from time import sleep
from typing import Any
from urllib.parse import urlsplit

from blogtool.errors import BlogtoolError
from blogtool.model.language import base, normalise

_AT_ONCE = 50  # texts in one request: servers refuse long lists, and one that fails costs little
_PATIENCE = 300  # seconds for one request
_WAITS = (1.0, 4.0, 15.0)  # seconds before each further try, where the server names none
_LONGEST_WAIT = 60.0  # seconds, whatever it names
_LATER = (429, 502, 503, 504)  # codes of a server that is busy, or just starting
_SMALLER = (400, 413, 500)  # of one that could not take these texts together
_LONGEST = 200  # letters of a server's complaint that are repeated
# What the server calls languages, where that is not the two letters.
_CODES = {"zh": "zh-Hans", "zh-Hans": "zh-Hans", "zh-CN": "zh-Hans", "zh-Hant": "zh-Hant", "zh-TW": "zh-Hant",
          "zh-HK": "zh-Hant", "pt-BR": "pt-BR", "no": "nb"}  # fmt: skip


_FIXES = {
    401: "a key goes into `translate: {key: …}`",
    403: "a key goes into `translate: {key: …}`",
    429: "what was answered is kept: go on later, or ask a server of your own",
    500: "see its log",
}


class _Busy(BlogtoolError):
    """The server may answer later."""

    seconds: float | None = None  # as it says


class _Unfit(BlogtoolError):
    """The server could not take these texts together."""


class LibreTranslate:
    """Asks the server at `url`; the posts' texts leave this computer if it is not this one."""

    name = "libretranslate"
    carrier_styles = ("⟦{}⟧", "[{}]")

    def __init__(self, url: str = "http://127.0.0.1:5000", key: str = "", batch: int = _AT_ONCE) -> None:
        """`key`: for servers that ask for one; `batch`: texts in one request.

        Raises BlogtoolError where `url` is no address of a server.
        """
        if urlsplit(str(url)).scheme not in ("http", "https") or not urlsplit(str(url)).netloc:
            raise BlogtoolError(
                f"`translate: {{url: {url}}}` is no address of a server", fix="such as http://127.0.0.1:5000"
            )
        self.url = str(url).rstrip("/")
        self.key = str(key)
        self.batch = max(1, batch)
        self._known: dict[str, frozenset[str]] | None = None

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """One answer a text, in the same order; equal texts are asked once.

        Raises BlogtoolError where the server cannot be reached, refuses, or answers nonsense.
        """
        wanted = list(dict.fromkeys(text for text in texts if text.strip()))
        answers: dict[str, str] = {}
        for start in range(0, len(wanted), self.batch):
            some = wanted[start : start + self.batch]
            said = self._in_parts(some, *self._codes(source, target))
            if all(isinstance(one, BlogtoolError) for one in said):
                raise next(one for one in said if isinstance(one, BlogtoolError))
            # One text that a server cannot take is left to the ladder, which knows what to do with no answer.
            answers.update((text, one if isinstance(one, str) else "") for text, one in zip(some, said, strict=True))
        return [answers.get(text, text) for text in texts]

    def digest(self, source: str, target: str) -> str:
        """Nothing: a server does not tell its model. Asks only whether it knows the languages.

        Raises BlogtoolError where it does not, or cannot be reached.
        """
        self._codes(source, target)
        return ""

    def describe(self, source: str, target: str) -> str:
        """What stands in `engine:` of a translation; not the address, which is nobody's business."""
        return f"{self.name} {base(source)}-{base(target)}"

    def _codes(self, source: str, target: str) -> tuple[str, str]:
        """The languages as this server calls them."""
        known = self._languages()
        first = next((one for one in _spellings(source) if one in known), None)
        if first is None:
            raise self._unknown(source, known)
        second = next((one for one in _spellings(target) if one in known[first]), None)
        if second is None:
            raise self._unknown(target, known[first])
        return first, second

    def _languages(self) -> dict[str, frozenset[str]]:
        """The languages that the server knows, and into which it translates each."""
        if self._known is None:
            said = self._call("/languages", None)
            try:
                every = frozenset(str(one["code"]) for one in said)
                self._known = {str(one["code"]): frozenset(one.get("targets") or every) for one in said}
            except (TypeError, KeyError, AttributeError) as error:
                raise self._nonsense() from error
        return self._known

    def _in_parts(self, texts: Sequence[str], source: str, target: str) -> list[str | BlogtoolError]:
        """The answers; where the server cannot take the texts together, or leaves some out, the halves are asked."""
        try:
            answers = self._asked(texts, source, target)
        except _Unfit as error:
            if len(texts) == 1:
                return [error]
            middle = len(texts) // 2
            first = self._in_parts(texts[:middle], source, target)
            if len(first) > 1 and all(isinstance(one, BlogtoolError) for one in first):
                raise error from error.__cause__  # not one of many: it is not the texts' fault
            return [*first, *self._in_parts(texts[middle:], source, target)]
        return list(answers)

    def _asked(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        question: dict[str, Any] = {"q": list(texts), "source": source, "target": target, "format": "text"}
        if self.key:
            question["api_key"] = self.key
        said = self._call("/translate", question)
        answers = said.get("translatedText") if isinstance(said, dict) else None
        if isinstance(answers, str) and len(texts) == 1:
            return [answers]
        if not isinstance(answers, list):
            raise self._nonsense()
        if len(answers) != len(texts):
            what = f"the server at {self.url} gave {len(answers)} answers to {len(texts)} texts"
            raise _Unfit(what, fix="see its log; another `translate: engine` may serve better")
        return [one if isinstance(one, str) else "" for one in answers]

    def _call(self, path: str, question: dict[str, Any] | None) -> Any:
        """What the server says, read as JSON; one that is busy is asked again, after as long as it wants."""
        for wait in (*_WAITS, None):
            try:
                return self._call_once(path, question)
            except _Busy as error:
                if wait is None:
                    raise
                sleep(min(_LONGEST_WAIT, wait if error.seconds is None else error.seconds))
        raise AssertionError("the last try answers or raises")

    def _call_once(self, path: str, question: dict[str, Any] | None) -> Any:
        request = urllib.request.Request(  # http or https: see __init__
            self.url + path,
            data=None if question is None else json.dumps(question).encode(),
            headers={"Content-Type": "application/json", "User-Agent": "blogtool"},
        )
        try:
            with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:
                return json.loads(answer.read())
        except urllib.error.HTTPError as error:
            kind = _Busy if error.code in _LATER else _Unfit if error.code in _SMALLER and question else BlogtoolError
            refusal = kind(
                f"the server at {self.url} refuses ({error.code}): {_complaint(error)}", fix=_FIXES.get(error.code)
            )
            if isinstance(refusal, _Busy):
                refusal.seconds = _seconds(error.headers.get("Retry-After"))
            raise refusal from error
        except (urllib.error.URLError, http.client.HTTPException, TimeoutError, ConnectionError) as error:
            why = getattr(error, "reason", error)
            raise BlogtoolError(
                f"no translation server answers at {self.url}: {why}",
                fix="start it (`libretranslate --host 127.0.0.1`), or set `translate: {url: …}`",
            ) from error
        except ValueError as error:
            raise self._nonsense() from error

    def _nonsense(self) -> BlogtoolError:
        return BlogtoolError(f"what the server at {self.url} says is no answer of LibreTranslate")

    def _unknown(self, code: str, known: Sequence[str] | frozenset[str] | dict[str, frozenset[str]]) -> BlogtoolError:
        return BlogtoolError(
            f"the server at {self.url} does not translate `{code}`", fix=f"it knows: {', '.join(sorted(known))}"
        )


def _seconds(said: str | None) -> float | None:
    """How long the server asks to wait; a date, which it may write too, is not reckoned with."""
    return float(said) if said is not None and said.strip().isdigit() else None


def _spellings(code: str) -> list[str]:
    """What a server may call a language, likeliest first; older ones say `zh` and `zt` for Chinese."""
    tag = normalise(code)
    told = _CODES.get(tag)
    older = ["zt"] if told == "zh-Hant" else []
    short = [] if older else [base(code)]  # simplified letters are not what was asked for
    return list(dict.fromkeys([*([told] if told else []), tag, *older, *short]))


def _complaint(error: urllib.error.HTTPError) -> str:
    """The server's own words, if it has some."""
    try:
        said = json.loads(error.read())["error"]
    except (ValueError, KeyError, TypeError, OSError):
        said = error.reason
    return str(said)[:_LONGEST]
