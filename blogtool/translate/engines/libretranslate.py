"""A LibreTranslate server that one runs oneself, or has a key for: texts in batches over HTTP."""

from __future__ import annotations

import http.client
import json
import urllib.error
import urllib.request
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from blogtool.errors import BlogtoolError
from blogtool.model.language import base, normalise

_AT_ONCE = 50  # texts in one request: servers refuse long lists, and one that fails costs little
_PATIENCE = 300  # seconds for one request
_LONGEST = 200  # letters of a server's complaint that are repeated
# What the server calls languages, where that is not the two letters.
_CODES = {"zh": "zh-Hans", "zh-Hans": "zh-Hans", "zh-CN": "zh-Hans", "zh-Hant": "zh-Hant", "zh-TW": "zh-Hant",
          "zh-HK": "zh-Hant", "pt-BR": "pt-BR", "no": "nb"}  # fmt: skip


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
            answers.update(zip(some, self._asked(some, *self._codes(source, target)), strict=True))
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

    def _asked(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        question: dict[str, Any] = {"q": list(texts), "source": source, "target": target, "format": "text"}
        if self.key:
            question["api_key"] = self.key
        said = self._call("/translate", question)
        answers = said.get("translatedText") if isinstance(said, dict) else None
        if not isinstance(answers, list) or len(answers) != len(texts):
            raise self._nonsense()
        return [str(one) for one in answers]

    def _call(self, path: str, question: dict[str, Any] | None) -> Any:
        """What the server says, read as JSON."""
        request = urllib.request.Request(  # http or https: see __init__
            self.url + path,
            data=None if question is None else json.dumps(question).encode(),
            headers={"Content-Type": "application/json", "User-Agent": "blogtool"},
        )
        try:
            with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:
                return json.loads(answer.read())
        except urllib.error.HTTPError as error:
            raise BlogtoolError(
                f"the server at {self.url} refuses ({error.code}): {_complaint(error)}",
                fix="a key goes into `translate: {key: …}`" if error.code in (401, 403) else None,
            ) from error
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
