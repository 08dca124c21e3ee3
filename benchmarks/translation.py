"""How fast translation is: the engine alone, a whole run, and a run with nothing to do.

    python benchmarks/translation.py speed [--rounds 3] [--posts _posts/en]
    python benchmarks/translation.py nothing [--posts 2000] [--languages 4]

`speed` alternates three ways over the same sentences, so that a busy machine is fair to all of them:
CTranslate2's own `translate_batch` on tokens prepared beforehand, blogtool's engine, and a whole run from
files to files. `nothing` times a second run over a made-up blog in which nothing has changed.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
from pathlib import Path
from time import perf_counter, process_time

from blogtool.read.config import read_config
from blogtool.translate import translate
from blogtool.translate.documents import cut
from blogtool.translate.engines.argos import Argos
from blogtool.translate.plan import DEFAULT_KEYS

ROOT = Path(__file__).resolve().parent.parent


def sentences(folder: Path) -> list[str]:
    """Every sentence of the posts in a folder, once."""
    found: dict[str, None] = {}
    for path in sorted(folder.glob("*.md")):
        for segment in cut(path.read_bytes(), path.name, "en", DEFAULT_KEYS, {}).segments:
            found.setdefault(segment.text)
    return list(found)


def bare(engine: Argos, tokens: list[list[str]]) -> None:
    """CTranslate2 and nothing else, with the same beam, threads and batches."""
    package = engine._route("en", "fr")[0].package
    translator = engine._load(package).translator
    translator.translate_batch(tokens, max_batch_size=1024, batch_type="tokens", beam_size=engine.beam)


def whole_run(posts: Path, threads: int, beam: int) -> tuple[float, float, int]:
    """A run from files to files: wall seconds, CPU seconds, words asked."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(posts, Path(folder, "_posts/en"))
        settings = f"lang: en\ntranslate: {{to: [fr], threads: {threads}, beam: {beam}}}\n"
        Path(folder, "_config.yml").write_text(settings)
        wall, cpu = perf_counter(), process_time()
        report = translate(read_config(folder))
        return perf_counter() - wall, process_time() - cpu, report.counts["words"]


def speed(arguments: argparse.Namespace) -> None:
    """Words a second, and the share of CTranslate2's own speed."""
    texts = sentences(Path(arguments.posts))
    words = sum(len(text.split()) for text in texts)
    engine = Argos(threads=arguments.threads, beam=arguments.beam)
    engine.translate(texts[:8], "en", "fr")  # loads the model
    tokenizer = engine._load(engine._route("en", "fr")[0].package).tokenizer
    tokens = [tokenizer.encode(text) for text in texts]
    print(f"{len(texts)} sentences, {words} words, {engine.threads} threads, beam {engine.beam}")
    ratios: list[float] = []
    for number in range(1, arguments.rounds + 1):
        times = []
        for way in (lambda: bare(engine, tokens), lambda: engine.translate(texts, "en", "fr")):
            wall, cpu = perf_counter(), process_time()
            way()
            times.append((perf_counter() - wall, process_time() - cpu))
        (bare_wall, bare_cpu), (our_wall, our_cpu) = times
        run_wall, run_cpu, run_words = whole_run(Path(arguments.posts), engine.threads, engine.beam)
        ratios.append(bare_cpu / our_cpu)
        print(
            f"{number}: bare {words / bare_wall:6.0f} words/s ({words / bare_cpu:.0f} a CPU second)"
            f"  engine {words / our_wall:6.0f} ({words / our_cpu:.0f})"
            f"  run {run_words / run_wall:6.0f} ({run_words / run_cpu:.0f})"
            f"  engine/bare {bare_wall / our_wall:.2f} wall, {bare_cpu / our_cpu:.2f} CPU"
        )
    print(f"median engine/bare: {statistics.median(ratios):.2f} (CPU)")


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
    """Run one of the two."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("speed", "nothing"))
    parser.add_argument("--posts", default=None)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=None)
    parser.add_argument("--beam", type=int, default=2)
    parser.add_argument("--languages", type=int, default=4)
    arguments = parser.parse_args()
    arguments.posts = arguments.posts or (str(ROOT / "_posts/en") if arguments.what == "speed" else "500")
    {"speed": speed, "nothing": nothing}[arguments.what](arguments)


if __name__ == "__main__":
    main()
