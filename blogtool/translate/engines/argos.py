"""Argos' models, run directly on CTranslate2 and SentencePiece: sentences in bulk, no network, no home."""

from __future__ import annotations

import hashlib
import os
import re
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import prod
from pathlib import Path
from typing import Any, Protocol

from blogtool.errors import BlogtoolError
from blogtool.translate import carriers, models
from blogtool.translate.engines.bpe import BytePairs
from blogtool.translate.packages import Contents, Package, read_contents, read_package
from blogtool.translate.prompts import STYLES, styles_of

_BATCH = 1024  # tokens in a batch: larger ones only cost memory
_LONGEST = 200  # tokens in one go; models are trained on sentences, and forget the end of longer ones
_LENGTHS = (12, 24, 48, 96, _LONGEST)  # sentences are sorted into these, so that a runaway one is cut early
_LOADED = 3  # models kept in memory: a pivot needs two
_CUT = re.compile(r"(?<=[,;:，；：、])\s*|\s+")


class Tokenizer(Protocol):
    """Cuts a sentence into the model's tokens, and joins them again."""

    def encode(self, text: str) -> list[str]: ...

    def decode(self, tokens: list[str]) -> str: ...


@dataclass(frozen=True)
class _Model:
    translator: Any
    tokenizer: Tokenizer
    prefix: str


class Argos:
    """Translates plain text with Argos packages. Nothing is loaded before the first sentence."""

    name = "argos"

    def __init__(
        self,
        beam: int = 2,
        threads: int | None = None,
        packages: Sequence[str | Path] = (),
        compute: str = "default",
        folder: Path | None = None,
    ) -> None:
        """`beam`: hypotheses kept while decoding; `threads`: default one per processor that we may use;
        `packages`: package files or folders that go before the installed ones; `folder`: of those."""
        self.beam = max(1, beam)
        self.threads = threads or _processors()
        self.compute = compute
        self._packages = tuple(Path(one) for one in packages)
        self._folder = folder
        self._loaded: OrderedDict[Path, _Model] = OrderedDict()
        self._digests: dict[Path, str] = {}
        self._read: dict[Path, Contents] = {}  # of packages not loaded yet, with the bytes of one archive at most
        self._available: tuple[Package, ...] | None = None

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """One answer a text, in the same order; equal texts are translated once.

        Raises BlogtoolError where no model, pair of models or conversion leads from `source` to `target`.
        """
        return [answers[0] for answers in self.candidates(texts, source, target, 1)]

    def candidates(self, texts: Sequence[str], source: str, target: str, count: int = 4) -> list[list[str]]:
        """The `count` best answers for each text, best first (fewer where the model has fewer)."""
        legs = self._route(source, target)
        wanted = list(dict.fromkeys(texts))
        last_model = max((place for place, leg in enumerate(legs) if leg.package), default=-1)
        answers = [[text] for text in wanted]
        for place, leg in enumerate(legs):
            if leg.package is None:
                answers = _converted(answers, leg.conversion)
            else:
                number = count if place == last_model else 1
                answers = self._by_model(leg.package, [some[0] for some in answers], number)
        found = dict(zip(wanted, answers, strict=True))
        return [found[text] for text in texts]

    def likelihoods(
        self, texts: Sequence[str], answers: Sequence[str], source: str, target: str
    ) -> list[float] | None:
        """How likely the model finds each answer to its text (a sum of logarithms).

        None where several models lead to the language, or the model wants a token in front.
        """
        legs = self._route(source, target)
        package = legs[0].package
        if len(legs) > 1 or package is None or package.target_prefix:
            return None
        model = self._load(package)
        asked, said = ([model.tokenizer.encode(text) for text in some] for some in (texts, answers))
        results = model.translator.score_batch(asked, said, max_batch_size=_BATCH, batch_type="tokens")
        return [sum(result.log_probs) for result in results]

    def digest(self, source: str, target: str) -> str:
        """Changes with everything that decides an answer: the models, their order, beam and arithmetic."""
        parts = [self.name, str(self.beam), self.compute]
        for leg in self._route(source, target):
            if leg.package is None:
                parts.append(leg.conversion)
                continue
            parts.append(self._digest_of(leg.package))
        styles = styles_of(self, source, target)
        if styles != STYLES:
            parts.extend(styles)
        return hashlib.blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()

    def styles(self, source: str, target: str) -> tuple[str, ...]:
        """How marks are best written for the models of this way, best first; nothing where none was measured."""
        packages = [leg.package for leg in self._route(source, target) if leg.package]
        measured = [carriers.load(one.folder, self._digest_of(one)) for one in packages]
        return carriers.best_first([one for one in measured if one])

    def carries(self, source: str, target: str) -> float:
        """The share of sentences whose marks come through in the best of the styles; 0 where none was measured."""
        packages = [leg.package for leg in self._route(source, target) if leg.package]
        measured = [carriers.load(one.folder, self._digest_of(one)) for one in packages]
        if not all(measured):
            return 0.0
        best = next(iter(self.styles(source, target)), "")
        return prod(one.get(best, 0.0) for one in measured if one)

    def _digest_of(self, package: Package) -> str:
        path = package.path
        if path not in self._digests:
            folders = {one: held for one, held in self._read.items() if isinstance(held.model, Path)}
            self._read = {**folders, path: read_contents(package)}
            self._digests[path] = self._read[path].digest
        return self._digests[path]

    def describe(self, source: str, target: str) -> str:
        """What a reader learns: `argos en-fr 1.9`, with ` (draft)` for the built-in models."""
        steps = [
            leg.conversion if leg.package is None else leg.package.name for leg in self._route(source, target)
        ]
        notes = {leg.package.note for leg in self._route(source, target) if leg.package} - {""}
        return f"{self.name} {', '.join(steps)}" + "".join(f" ({note})" for note in sorted(notes))

    def _route(self, source: str, target: str) -> tuple[models.Leg, ...]:
        return models.route(source, target, self._known())

    def _known(self) -> tuple[Package, ...]:
        if self._available is None:
            own = tuple(read_package(path, "given") for path in self._packages)
            self._available = (*own, *models.available(self._folder))
        return self._available

    def _by_model(self, package: Package, texts: Sequence[str], count: int) -> list[list[str]]:
        model = self._load(package)
        pieces = [_pieces(text, model.tokenizer) for text in texts]
        flat = [tokens for some in pieces for tokens in some if tokens]
        outputs = iter(self._decode(model, flat, count))
        return [_joined([next(outputs) if tokens else [""] for tokens in some], count) for some in pieces]

    def _decode(self, model: _Model, sentences: list[list[str]], count: int) -> list[list[str]]:
        """Hypotheses as text for each list of tokens: sorted by length, every processor busy to the end."""
        answers: list[list[str]] = [[] for _ in sentences]
        waiting: list[tuple[int, Any]] = []
        for places in reversed(_by_length(sentences)):
            some = [sentences[place] for place in places]
            results = model.translator.translate_batch(
                some,
                target_prefix=[[model.prefix]] * len(some) if model.prefix else None,
                max_batch_size=_BATCH,
                batch_type="tokens",
                asynchronous=True,
                beam_size=max(self.beam, count),
                num_hypotheses=count,
                max_input_length=0,
                max_decoding_length=_bound(max(map(len, some))),
                replace_unknowns=True,  # an emoji that the model does not know comes through
            )
            waiting.extend(zip(places, results, strict=True))
        for place, result in waiting:
            answers[place] = [_text(tokens, model) for tokens in result.result().hypotheses]
        return answers

    def _load(self, package: Package) -> _Model:
        path = package.path
        if path in self._loaded:
            self._loaded.move_to_end(path)
            return self._loaded[path]
        contents = self._read.pop(path, None) or read_contents(package)
        self._digests[path] = contents.digest
        while len(self._loaded) >= _LOADED:
            self._loaded.popitem(last=False)
        self._loaded[path] = _Model(
            self._translator(package, contents), _tokenizer(package, contents), package.target_prefix
        )
        return self._loaded[path]

    def _translator(self, package: Package, contents: Contents) -> Any:
        import ctranslate2

        ctranslate2.set_log_level(40)  # errors only: they reach us as exceptions
        where = contents.model
        options: dict[str, Any] = {"inter_threads": self.threads, "intra_threads": 1}
        if not isinstance(where, Path):
            options["files"] = dict(where)
        try:
            return ctranslate2.Translator(
                str(where if isinstance(where, Path) else package.path),
                device=os.environ.get("ARGOS_DEVICE_TYPE", "cpu"),
                compute_type=self.compute,
                **options,
            )
        except (RuntimeError, ValueError) as error:
            raise BlogtoolError(
                f"the model in `{package.path.name}` cannot be loaded: {error}",
                fix=f"install it again: `blogtool models add {package.source} {package.target}`",
            ) from error


class SentencePiece:
    """SentencePiece, with its own decoding: Argos' turns every `_` into a blank."""

    def __init__(self, model: bytes, name: str) -> None:
        """Load the model's bytes; `name` is for messages."""
        import sentencepiece

        try:
            self._processor: Any = sentencepiece.SentencePieceProcessor(model_proto=model)
        except (RuntimeError, TypeError, ValueError) as error:
            raise BlogtoolError(
                f"the `sentencepiece.model` in `{name}` cannot be loaded: {error}",
                fix="install the package again",
            ) from error

    def encode(self, text: str) -> list[str]:
        """The text's pieces; none for an empty text."""
        tokens: list[str] = self._processor.encode(text, out_type=str)
        return tokens

    def decode(self, tokens: list[str]) -> str:
        """The text of pieces."""
        text: str = self._processor.decode_pieces(tokens)
        return text


def _processors() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _tokenizer(package: Package, contents: Contents) -> Tokenizer:
    if contents.tokenizer == "bpe.model":
        return BytePairs(contents.tokenizer_bytes, package.source, package.target, package.path.name)
    return SentencePiece(contents.tokenizer_bytes, package.path.name)


def _pieces(text: str, tokenizer: Tokenizer) -> list[list[str]]:
    """A text's tokens, cut into several lists where it is too long for the model."""
    tokens = tokenizer.encode(text)
    if len(tokens) <= _LONGEST or len(text) < 2:
        return [tokens[: 2 * _LONGEST]]
    middle = len(text) // 2
    cuts = [found.end() for found in _CUT.finditer(text) if 0 < found.end() < len(text)]
    at = min(cuts, key=lambda cut: abs(cut - middle), default=middle)
    if not len(text) // 8 < at < len(text) - len(text) // 8:
        at = middle  # a text without blanks
    return [*_pieces(text[:at].strip(), tokenizer), *_pieces(text[at:].strip(), tokenizer)]


def _joined(parts: list[list[str]], count: int) -> list[str]:
    """The hypotheses of a text from those of its pieces: the best of all, the second of all …"""
    if len(parts) == 1:
        return parts[0]
    number = min(count, max(map(len, parts)))
    return [" ".join(some[min(rank, len(some) - 1)] for some in parts) for rank in range(number)]


def _by_length(sentences: list[list[str]]) -> list[list[int]]:
    """The places of the sentences, grouped by length, short ones first."""
    groups: dict[int, list[int]] = {}
    for place, tokens in enumerate(sentences):
        bound = next((bound for bound in _LENGTHS if len(tokens) <= bound), 2 * _LONGEST)
        groups.setdefault(bound, []).append(place)
    return [groups[bound] for bound in sorted(groups)]


def _bound(length: int) -> int:
    """The longest answer allowed: a good one is seldom twice as long; a model that loops never ends."""
    return 2 * length + 20


def _text(tokens: list[str], model: _Model) -> str:
    if model.prefix and tokens and tokens[0] == model.prefix:
        tokens = tokens[1:]
    return model.tokenizer.decode(tokens).strip()


def _converted(answers: list[list[str]], conversion: str) -> list[list[str]]:
    convert = _opencc(conversion).convert
    return [[convert(text) for text in some] for some in answers]


@lru_cache(maxsize=4)
def _opencc(conversion: str) -> Any:
    import opencc

    return opencc.OpenCC(conversion)
