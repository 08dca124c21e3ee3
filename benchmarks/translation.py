"""How fast translation is: the engine alone, a whole run, Argos' own way, and a run with nothing to do.

    python benchmarks/translation.py speed [--rounds 3] [--posts _posts/en] [--model big]
    python benchmarks/translation.py argos [--rounds 3] [--posts _posts/en] [--sentences 150]
    python benchmarks/translation.py nothing [--posts 2000] [--languages 4]

`speed` alternates CTranslate2's own `translate_batch` on tokens prepared beforehand, blogtool's engine, and a whole
run from files to files, so that a busy machine is fair to all of them. The whole run is compared with two things:
`translate_batch` on the same sentences once, and on every text that the run asked, second tries included. Without
`--posts` the texts are those of this repository: posts, documentation, and the sentences by which models are scored.
With `--model big` every text also goes through a model of the size of Argos' official ones, whose time counts and
whose nonsense is dropped: the answers are the built-in model's, from memory, so that second tries fall as they would.
`argos` alternates blogtool's engine with `argostranslate`'s, paragraph by paragraph, on a model of the size of Argos'
official ones (random weights: what it says is nonsense, but takes as long). `nothing` times a second run over a
made-up blog in which nothing has changed. Times are those of the processor, which other programs disturb least.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import statistics
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from time import perf_counter, process_time
from types import SimpleNamespace
from typing import Protocol

from blogtool.read.config import read_config
from blogtool.translate import models, translate
from blogtool.translate.documents import cut
from blogtool.translate.engines.argos import Argos
from blogtool.translate.packages import read_contents
from blogtool.translate.plan import DEFAULT_KEYS

ROOT = Path(__file__).resolve().parent.parent


def own_texts(folder: Path) -> Path:
    """This repository's prose as posts: what it has of it, and the sentences that models are scored by."""
    made = folder / "own"
    made.mkdir()
    sources = [path for kind in ("_posts/en/*.md", "docs/*.md", "_notes/**/*.md") for path in sorted(ROOT.glob(kind))]
    texts = [path.read_text(encoding="utf-8") for path in sources]
    rows: list[str] = []
    for name in ("everyday.en-fr.tsv", "aside.en-fr.tsv", "marked.en.txt"):
        lines = Path(ROOT, "tools/model_score", name).read_text(encoding="utf-8").splitlines()
        rows += [re.sub(r"⟦(\d)⟧", r"`code \1`", line.split("\t")[0]) for line in lines]
    paragraphs = [" ".join(rows[start : start + 4]) for start in range(0, len(rows), 4)]
    texts += ["\n\n".join(paragraphs[start : start + 4]) for start in range(0, len(paragraphs), 4)]
    for number, text in enumerate(texts):
        head = "" if text.startswith("---\n") else f"---\ntitle: Text {number}\nlang: en\n---\n"
        made.joinpath(f"2024-{number % 12 + 1:02}-01-text-{number}-en.md").write_text(head + text, encoding="utf-8")
    return made


def sentences(folder: Path) -> list[str]:
    """Every sentence of the posts in a folder, once."""
    found: dict[str, None] = {}
    for path in sorted(folder.glob("*.md")):
        for segment in cut(path.read_bytes(), path.name, "en", DEFAULT_KEYS, {}).segments:
            found.setdefault(segment.text)
    return list(found)


class Translator(Protocol):
    """What CTranslate2 offers."""

    def translate_batch(self, tokens: list[list[str]], **options: object) -> object: ...


def bare(translator: Translator, tokens: list[list[str]], beam: int) -> None:
    """CTranslate2 and nothing else, with the same threads and batches."""
    translator.translate_batch(
        tokens,
        max_batch_size=1024,
        batch_type="tokens",
        beam_size=beam,
        max_input_length=0,
        replace_unknowns=True,
    )


@contextmanager
def noted() -> Iterator[list[tuple[int, list[str]]]]:
    """Every call of blogtool's engine: how many answers a text were wanted, and the texts."""
    calls: list[tuple[int, list[str]]] = []
    real = Argos.candidates

    def candidates(self: Argos, texts: Sequence[str], source: str, target: str, count: int = 4) -> list[list[str]]:
        calls.append((count, list(dict.fromkeys(texts))))
        return real(self, texts, source, target, count)

    Argos.candidates = candidates  # type: ignore[method-assign]
    try:
        yield calls
    finally:
        Argos.candidates = real  # type: ignore[method-assign]


def whole_run(posts: Path, threads: int, beam: int) -> int:
    """A run from files to files; gives the words asked."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(posts, Path(folder, "_posts/en"))
        settings = f"lang: en\ntranslate: {{to: [fr], threads: {threads}, beam: {beam}}}\n"
        Path(folder, "_config.yml").write_text(settings)
        return translate(read_config(folder)).counts["words"]


@contextmanager
def as_slow_as(path: Path | None, threads: int) -> Iterator[Translator | None]:
    """What blogtool's engine is asked also goes through the package at `path`; the answers are those of before."""
    if path is None:
        yield None
        return
    import ctranslate2

    big = Measured(ctranslate2.Translator(str(path / "model"), inter_threads=threads, intra_threads=1))
    said: dict[tuple[tuple[str, ...], int], list[str]] = {}
    real = Argos._decode

    def decode(self: Argos, model: object, sentences: list[list[str]], count: int) -> list[list[str]]:
        new = [tokens for tokens in sentences if (tuple(tokens), count) not in said]
        answers = real(self, model, new, count) if new else []  # type: ignore[arg-type]
        said.update(((tuple(tokens), count), some) for tokens, some in zip(new, answers, strict=True))
        if not new:
            real(self, SimpleNamespace(translator=big, prefix="", tokenizer=Mute()), sentences, count)  # type: ignore[arg-type]
        return [said[tuple(tokens), count] for tokens in sentences]

    Argos._decode = decode  # type: ignore[method-assign]
    try:
        yield big
    finally:
        Argos._decode = real  # type: ignore[method-assign]


class Mute:
    """Reads nothing."""

    def decode(self, tokens: list[str]) -> str:
        """Nothing."""
        return ""


def timed(way: Callable[[], object]) -> tuple[float, float]:
    """Seconds of the processor, and of the clock."""
    before, wall = process_time(), perf_counter()
    way()
    return process_time() - before, perf_counter() - wall


def speed(arguments: argparse.Namespace) -> None:
    """Words a second, and the shares of CTranslate2's own speed."""
    with tempfile.TemporaryDirectory() as folder:
        posts = Path(arguments.posts) if arguments.posts else own_texts(Path(folder))
        texts = sentences(posts)
        words = sum(len(text.split()) for text in texts)
        engine = Argos(threads=arguments.threads, beam=arguments.beam)
        engine.translate(texts[:8], "en", "fr")  # loads the model
        model = engine._load(engine._route("en", "fr")[0].package)
        path = big_package(Path(folder)) if arguments.model == "big" else None
        with as_slow_as(path, engine.threads) as big:
            engine.translate(texts, "en", "fr")  # so that `big` knows what is said
            with noted() as calls:
                whole_run(posts, engine.threads, engine.beam)
            translator: Translator = big or model.translator
            tokens = [model.tokenizer.encode(text) for text in texts]
            asked = [
                (max(engine.beam, count), [model.tokenizer.encode(text) for text in some]) for count, some in calls
            ]
            ways: dict[str, Callable[[], object]] = {
                "bare": lambda: bare(translator, tokens, engine.beam),
                "asked": lambda: [bare(translator, some, beam) for beam, some in asked],
                "engine": lambda: engine.translate(texts, "en", "fr"),
                "run": lambda: whole_run(posts, engine.threads, engine.beam),
            }
            again = sum(len(some) for _, some in asked) - len(texts)
            print(
                f"{len(texts)} sentences, {words} words, {engine.threads} threads, beam {engine.beam},"
                f" {arguments.model} model; {again} texts were asked again"
            )
            shares(ways, words, arguments.rounds)


def shares(ways: dict[str, Callable[[], object]], words: int, count: int) -> None:
    """Run the ways in turns, and print how they compare."""
    rounds: list[dict[str, tuple[float, float]]] = []
    for number in range(1, count + 1):
        rounds.append({name: timed(way) for name, way in ways.items()})
        told = "  ".join(f"{name} {words / seconds[0]:.0f}" for name, seconds in rounds[-1].items())
        print(f"{number}: words a second of the processor: {told}", flush=True)
    for name, other, meaning in (
        ("bare", "engine", "blogtool's engine against translate_batch alone"),
        ("asked", "run", "a whole run against translate_batch on all texts that it asked"),
        ("bare", "run", "a whole run, second tries included, against translate_batch on each sentence once"),
    ):
        cpu, wall = (statistics.median(one[name][kind] / one[other][kind] for one in rounds) for kind in (0, 1))
        print(f"{cpu:.2f} ({wall:.2f} by the clock)  {meaning}")


# Argos' own way


def big_package(folder: Path) -> Path:
    """A package of the size of Argos' official ones: 6 and 6 layers, 512 wide, 50,000 words; int8, random weights."""
    import ctranslate2
    import numpy

    builtin = models.builtin()[0]
    vocabulary = json.loads(dict(read_contents(builtin).model)["shared_vocabulary.json"])
    vocabulary += [f"<unused-{number}>" for number in range(50_000 - len(vocabulary))]
    chance = numpy.random.default_rng(7)

    def fill(spec: object, rows: int, columns: int) -> None:
        spec.weight = (chance.standard_normal((rows, columns)) * 0.05).astype(numpy.float32)  # type: ignore[attr-defined]
        if hasattr(spec, "bias"):
            spec.bias = numpy.zeros(rows, numpy.float32)

    def norm(spec: object) -> None:
        spec.gamma, spec.beta = numpy.ones(512, numpy.float32), numpy.zeros(512, numpy.float32)  # type: ignore[attr-defined]

    def attention(spec: object, shapes: Sequence[int]) -> None:
        norm(spec.layer_norm)  # type: ignore[attr-defined]
        for linear, rows in zip(spec.linear, shapes, strict=True):  # type: ignore[attr-defined]
            fill(linear, rows, 512)

    spec = ctranslate2.specs.TransformerSpec.from_config(6, 8, pre_norm=True)
    for embeddings in (*spec.encoder.embeddings, spec.decoder.embeddings):
        fill(embeddings, 50_000, 512)
    fill(spec.decoder.projection, 50_000, 512)
    for side in (spec.encoder, spec.decoder):
        norm(side.layer_norm)
        positions = chance.standard_normal((1024, 512)) * 0.05
        side.position_encodings.encodings = positions.astype(numpy.float32)
        for layer in side.layer:
            attention(layer.self_attention, (1536, 512))
            if side is spec.decoder:
                attention(layer.attention, (512, 1024, 512))
            norm(layer.ffn.layer_norm)
            fill(layer.ffn.linear_0, 2048, 512)
            fill(layer.ffn.linear_1, 512, 2048)
    spec.register_source_vocabulary(vocabulary)
    spec.register_target_vocabulary(vocabulary)
    spec.config.add_source_bos = spec.config.add_source_eos = False
    spec.validate()
    spec.optimize(quantization="int8")
    package = folder / "en_fr"
    (package / "model").mkdir(parents=True)
    spec.save(str(package / "model"))
    (package / "sentencepiece.model").write_bytes(read_contents(builtin).tokenizer_bytes)
    (package / "metadata.json").write_text('{"from_code": "en", "to_code": "fr", "package_version": "1.0"}')
    return package


class Measured:
    """A translator whose answers are a tenth longer than the questions: random weights know no end."""

    def __init__(self, translator: object) -> None:
        self.translator = translator

    def translate_batch(self, tokens: list[list[str]], **options: object) -> object:
        """As CTranslate2's."""
        length = max(1, round(1.1 * statistics.mean(map(len, tokens))))
        options |= {"min_decoding_length": length, "max_decoding_length": length}
        return self.translator.translate_batch(tokens, **options)  # type: ignore[attr-defined]


def argos(arguments: argparse.Namespace) -> None:
    """How much faster blogtool's engine is than Argos' way, on a model of real size."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
            os.environ[name] = folder
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"
        import ctranslate2
        from argostranslate.package import Package as ArgosPackage
        from argostranslate.translate import apply_packaged_translation

        path = big_package(Path(folder))
        paragraphs = paragraphs_of(Path(arguments.posts), arguments.sentences)
        texts = list(dict.fromkeys(text for some in paragraphs for text in some))
        words = sum(len(text.split()) for text in texts)
        package = ArgosPackage(path)
        translator = Measured(ctranslate2.Translator(str(path / "model"), inter_threads=1, intra_threads=1))
        engine = Argos(threads=1, beam=arguments.beam, packages=[path])
        engine.translate(["One."], "en", "fr")
        (loaded,) = engine._loaded
        engine._loaded[loaded] = replace(engine._loaded[loaded], translator=Measured(engine._loaded[loaded].translator))

        def their_way() -> None:
            for some in paragraphs:
                sentencizer = SimpleNamespace(split_sentences=lambda _, some=some: some)
                apply_packaged_translation(package, " ".join(some), translator, sentencizer, 1)

        size = path.joinpath("model/model.bin").stat().st_size / 1e6
        print(f"{len(texts)} sentences, {words} words, a model of {size:.0f} MB, one thread")
        ratios: list[float] = []
        for number in range(1, arguments.rounds + 1):
            (ours, _), (theirs, _) = timed(lambda: engine.translate(texts, "en", "fr")), timed(their_way)
            ratios.append(theirs / ours)
            print(
                f"{number}: words a second of the processor: blogtool (beam {engine.beam}) {words / ours:.0f}"
                f"  argostranslate (beam 4) {words / theirs:.0f}",
                flush=True,
            )
        print(f"{statistics.median(ratios):.2f}  blogtool against argostranslate, paragraph by paragraph")


def paragraphs_of(folder: Path, most: int) -> list[list[str]]:
    """Sentences as they stand together in posts, no more than so many."""
    texts = sentences(folder)[:most]
    return [texts[start : start + 3] for start in range(0, len(texts), 3)]


def nothing(arguments: argparse.Namespace) -> None:
    """Seconds of a run over a blog in which nothing has changed."""
    targets = ["fr", "de", "es", "it", "pt", "nl", "pl", "ru"][: arguments.languages]
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "_posts/en").mkdir(parents=True)
        settings = f"lang: en\ntranslate: {{to: [{', '.join(targets)}], engine: echo}}\n"
        Path(folder, "_config.yml").write_text(settings)
        for number in range(int(arguments.posts)):
            body = "\n\n".join(f"Sentence {number} of part {part}. It says little." for part in range(5))
            name = f"2020-01-{number % 28 + 1:02}-note-{number}-en.md"
            Path(folder, "_posts/en", name).write_text(f"---\ntitle: Note {number}\nlang: en\n---\n{body}\n")
        for title in ("first run", "second run", "third run"):
            wall = perf_counter()
            report = translate(read_config(folder))
            print(f"{title}: {perf_counter() - wall:.2f} s, {report.counts['translated']} posts saved")


def main() -> None:
    """Run one of the three."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("speed", "argos", "nothing"))
    parser.add_argument("--posts", default=None)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=None)
    parser.add_argument("--beam", type=int, default=2)
    parser.add_argument("--sentences", type=int, default=150)
    parser.add_argument("--languages", type=int, default=4)
    parser.add_argument("--model", choices=("built-in", "big"), default="built-in")
    arguments = parser.parse_args()
    usual = {"speed": None, "argos": str(ROOT / "_posts/en"), "nothing": "500"}
    arguments.posts = arguments.posts or usual[arguments.what]
    {"speed": speed, "argos": argos, "nothing": nothing}[arguments.what](arguments)


if __name__ == "__main__":
    main()
