"""Scores a translation package: chrF and BLEU, how many marks survive, words a second.

    python tools/model_score.py [PACKAGE] [--valid TSV] [--beam 2] [--worst 20]

Scores the bare model, sentence by sentence, then blogtool's whole ladder (other marks, repair, fragments).
The package names its languages; the everyday sentences and those kept aside are those of the pair in
`tools/model_score`, where there are some. `--valid` is a TSV of source, target and (if there) `origin:document`;
without it, the shared valid set beside the checkout is used where there is one.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from blogtool.model.translation import Segment

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tools.train_model.apart import around_words  # noqa: E402

PACKAGE = ROOT / "blogtool/translate/builtin/en_fr.argosmodel"
SHARED = ROOT.parent / "shared/corpus"
SHARED_VALID = SHARED / "en-fr.valid.tsv"
TEXTS = ROOT / "tools/model_score"
"""Plain sentences (`everyday.*`), others by which no choice of data or training was ever made (`aside.*`), and
sentences with marks around words, put by a translator (`spans.*`)."""
MARKED = ROOT / "tools/model_score/marked.en.txt"
BLOG = ("opensource.guide", "ruby-lang")
MARK = re.compile(r"⟦\d+⟧")
NUMBER = re.compile(r"⟦(\d+)⟧")
MOST_MARKS = 8


@dataclass(frozen=True)
class Line:
    source: str
    target: str
    origin: str


@dataclass(frozen=True)
class Languages:
    """A package's pair, by Argos' codes."""

    source: str
    target: str

    def __str__(self) -> str:
        return f"{self.source}-{self.target}"

    @staticmethod
    def of(package: Path) -> Languages:
        from blogtool.translate.packages import read_package

        found = read_package(package, "given")
        return Languages(found.source, found.target)


def read(path: Path) -> list[Line]:
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if "\t" in line]
    return [Line(row[0], row[1], row[2].split(":")[0] if len(row) > 2 else path.stem) for row in rows]


class Model:
    """A package, opened for one thread."""

    def __init__(self, package: Path, beam: int, style: str = "⟦{}⟧") -> None:
        import ctranslate2
        import sentencepiece

        self.beam, self.style, self.place = beam, style, tempfile.TemporaryDirectory()
        with zipfile.ZipFile(package) as archive:
            archive.extractall(self.place.name)
        folder = next(Path(self.place.name).iterdir())
        self.vocabulary: Any = sentencepiece.SentencePieceProcessor(model_file=str(folder / "sentencepiece.model"))
        self.translator: Any = ctranslate2.Translator(str(folder / "model"), inter_threads=1, intra_threads=1)

    def translate(self, sources: Sequence[str], beam: int = 0) -> list[str]:
        """What the bare model says, its marks written as blogtool writes them for it."""
        from blogtool.translate.prompts import closed_up, styled

        own = [segment_of(source).marks for source in sources]
        asked = [styled(source, self.style, marks) for source, marks in zip(sources, own, strict=True)]
        said = self._say(asked, beam)
        return [closed_up(answer, marks) for answer, marks in zip(said, own, strict=True)]

    def _say(self, sources: Sequence[str], beam: int) -> list[str]:
        tokens = self.vocabulary.encode(list(sources), out_type=str)
        results = self.translator.translate_batch(
            tokens, beam_size=beam or self.beam, batch_type="tokens", max_batch_size=1024
        )
        return [self.vocabulary.decode(result.hypotheses[0]) for result in results]


def tried(package: Path, folder: Path) -> Path:
    """A copy of the package in the folder, with its best way of writing marks measured, as `models add` does it."""
    from blogtool.translate import models
    from blogtool.translate.packages import read_package

    copy = Path(shutil.copy(package, folder))
    models.calibrated(read_package(copy, "given"))
    return copy


def best_style(package: Path, languages: Languages) -> str:
    """How blogtool writes marks for it first."""
    from blogtool.translate.engines.argos import Argos
    from blogtool.translate.prompts import STYLES, styles_of

    style, _ = styles_of(Argos(packages=[package]), languages.source, languages.target)
    return style if style.startswith(STYLES[0]) else STYLES[0]


def quality(model: Model, lines: Sequence[Line], name: str) -> list[tuple[float, Line, str]]:
    """Print chrF and BLEU; each line with its own chrF and what came out."""
    import sacrebleu

    answers, wanted = model.translate([line.source for line in lines]), [line.target for line in lines]
    chrf = sacrebleu.corpus_chrf(answers, [wanted]).score
    bleu = sacrebleu.corpus_bleu(answers, [wanted]).score
    print(f"{name:28} {len(lines):5} lines   chrF {chrf:5.1f}   BLEU {bleu:5.1f}")
    return [
        (sacrebleu.sentence_chrf(answer, [line.target]).score, line, answer)
        for line, answer in zip(lines, answers, strict=True)
    ]


def marked(source: str, count: int, chance: random.Random) -> str | None:
    """The sentence with `count` words hidden behind marks or, a third of the time, a phrase between two."""
    words = MARK.sub("", source).split()
    places = [at for at, word in enumerate(words) if word.isalnum() and len(word) > 3]
    if len(places) < count or len(words) < 2 * count + 2:
        return None
    chosen = sorted(chance.sample(places, count))
    number = 0
    while number < count:
        at = chosen[number]
        if number + 1 < count and chance.random() < 0.33:
            after = chosen[number + 1]
            words[at], words[after] = f"⟦{number + 1}⟧{words[at]}", f"{words[after]}⟦{number + 2}⟧"
            number += 2
        else:
            words[at] = f"⟦{number + 1}⟧"
            number += 1
    return " ".join(words)


def survival(model: Model, lines: Sequence[Line], most: int = 300) -> None:
    """Print for 1 to 8 marks in a sentence how often the answer has each exactly once and no other."""
    kept_up_to_four = tried_up_to_four = 0
    for count in range(1, MOST_MARKS + 1):
        chance = random.Random(count)
        sources = [text for line in lines if (text := marked(line.source, count, chance))][:most]
        if not sources:
            continue
        answers = model.translate(sources)
        kept = sum(sorted(MARK.findall(s)) == sorted(MARK.findall(a)) for s, a in zip(sources, answers, strict=True))
        print(
            f"{count} marks at random words: all kept in {kept} of {len(sources)} ({100 * kept / len(sources):.1f} %)"
        )
        if count <= 4:
            kept_up_to_four, tried_up_to_four = kept_up_to_four + kept, tried_up_to_four + len(sources)
    share = 100 * kept_up_to_four / tried_up_to_four
    print(f"1 to 4 marks at random words: {kept_up_to_four} of {tried_up_to_four} ({share:.2f} %)")


def with_code_hidden(lines: Sequence[Line]) -> list[str]:
    """The lines whose code words and numbers stand on both sides, with up to four of them hidden behind marks."""
    from tools.train_model.invent import with_hidden_code
    from tools.train_model.pairs import Pair

    made = (with_hidden_code(Pair(one.source, one.target), random.Random(at), 4) for at, one in enumerate(lines))
    return [pair.source for pair in made if pair]


def natural_survival(model: Model, sources: Sequence[str], name: str) -> None:
    """The same for sentences with marks where a blog has code and links."""
    answers = model.translate(sources)
    both = list(zip(sources, answers, strict=True))
    lost = [(s, a) for s, a in both if sorted(MARK.findall(s)) != sorted(MARK.findall(a))]
    kept = len(both) - len(lost)
    print(f"{name}, 1 to 4 marks: all kept in {kept} of {len(both)} ({100 * kept / len(both):.1f} %)")
    for source, answer in lost[:10]:
        print(f"    {source} → {answer}")


def segment_of(source: str) -> Segment:
    """The line as the ladder gets it: marks around words are a link's, the others stand for code."""
    from blogtool.model.translation import Mark, Segment

    kinds = dict.fromkeys(map(int, NUMBER.findall(source)), "code")
    for opening, closing in around_words(source):
        kinds |= {opening: "link-open", closing: "link-close"}
    return Segment(source, tuple(Mark(number, kind, "`x`") for number, kind in kinds.items()))


def plain(text: str) -> str:
    """The text with typewriter signs: the ladder sets French as print has it, the references mostly do not."""
    return text.translate(str.maketrans("\u202f\u00a0’", "  '"))


def ladder_survival(package: Path, languages: Languages, sources: Sequence[str], beam: int, name: str) -> None:
    """Print how often the whole ladder keeps all marks, and by which rung the answers came."""
    from blogtool.translate.engines.argos import Argos
    from blogtool.translate.ladder import translate_segments

    engine = Argos(beam=beam, threads=1, packages=(package,))
    answers = translate_segments([segment_of(s) for s in sources], engine, languages.source, languages.target)
    kept = sum(sorted(MARK.findall(s)) == sorted(MARK.findall(a.text)) for s, a in zip(sources, answers, strict=True))
    rungs = ", ".join(f"{rung} {count}" for rung, count in Counter(a.rung for a in answers).most_common())
    print(f"through the ladder, {name}: all kept in {kept} of {len(sources)}   by rung: {rungs}")


def enclosed(text: str, marks: Sequence[tuple[int, int]]) -> list[list[str]]:
    """The words between the two marks of each pair, in lower case; none where a mark is missing or misplaced."""
    found = []
    for opening, closing in marks:
        match = re.search(f"⟦{opening}⟧(.*?)⟦{closing}⟧", text)
        found.append(re.findall(r"\w+", MARK.sub(" ", match[1]).lower()) if match else [])
    return found


def agreement(said: Sequence[str], wanted: Sequence[str]) -> float:
    """F1 of two bags of words, 0 to 1: harmonic mean of the shares of either that stand in the other."""
    common = sum((Counter(said) & Counter(wanted)).values())
    return 2 * common / (len(said) + len(wanted)) if said or wanted else 0.0


def spans(model: Model, package: Path, languages: Languages, lines: Sequence[Line]) -> None:
    """Print how well marks around words enclose the words that a human translator's enclose."""
    from blogtool.translate.engines.argos import Argos
    from blogtool.translate.ladder import translate_segments

    marks = [around_words(line.source) for line in lines]
    engine = Argos(beam=model.beam, threads=1, packages=(package,))
    ladder = translate_segments([segment_of(one.source) for one in lines], engine, languages.source, languages.target)
    for name, answers in (
        ("bare", model.translate([one.source for one in lines])),
        ("ladder", [a.text for a in ladder]),
    ):
        found = [
            agreement(said, wanted)
            for line, answer, pairs in zip(lines, answers, marks, strict=True)
            for said, wanted in zip(enclosed(plain(answer), pairs), enclosed(line.target, pairs), strict=True)
        ]
        right = sum(one > 0.5 for one in found)
        print(
            f"marks around words, {name}: F1 with a translator's words between them {sum(found) / len(found):.3f},"
            f" over one half in {right} of {len(found)} ({100 * right / len(found):.1f} %)"
        )


def pipeline(package: Path, languages: Languages, lines: Sequence[Line], beam: int, name: str) -> None:
    """Print chrF and BLEU of the whole ladder, and by which rung the answers came."""
    import sacrebleu

    from blogtool.translate.engines.argos import Argos
    from blogtool.translate.ladder import translate_segments

    engine = Argos(beam=beam, threads=1, packages=(package,))
    segments = [segment_of(line.source) for line in lines]
    answers = translate_segments(segments, engine, languages.source, languages.target)
    said, wanted = [plain(answer.text) for answer in answers], [plain(line.target) for line in lines]
    chrf, bleu = (measure(said, [wanted]).score for measure in (sacrebleu.corpus_chrf, sacrebleu.corpus_bleu))
    rungs = ", ".join(f"{rung} {count}" for rung, count in Counter(a.rung for a in answers).most_common())
    print(f"{name:28} {len(lines):5} lines   chrF {chrf:5.1f}   BLEU {bleu:5.1f}   by rung: {rungs}")


def unchanged(model: Model) -> None:
    """What ought to come back as it went in, and what must not run away."""
    same = ("42", "3.14", "2024", "v2.0.1", "⟦1⟧", "Zorvelik", "numpy_array", "README.md", "1, 2, 3")
    answers = model.translate(same)
    changed = [f"{s} → {a}" for s, a in zip(same, answers, strict=True) if s != a]
    print(f"copied as they are: {len(same) - len(changed)} of {len(same)}", *changed, sep="\n    ")
    odd = (
        "aaaa " * 40,
        "?!?!?! ... --- ###",
        "lorem ipsum dolor sit amet " * 12,
        "e4 e5 Nf3 Nc6 Bb5 a6 " * 6,
    )
    for text, answer in zip(odd, model.translate(odd), strict=True):
        print(f"odd input of {len(text)} characters → {len(answer)}: {answer[:60]!r}")


def speed(model: Model, lines: Sequence[Line]) -> None:
    sources = [line.source for line in lines]
    words = sum(len(source.split()) for source in sources)
    model.translate(sources[:50], beam=1)
    began = time.process_time()
    model.translate(sources, beam=1)
    took = time.process_time() - began
    print(f"beam 1: {words / took:,.0f} source words a second of one core ({words} words)")


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("package", nargs="?", type=Path, default=PACKAGE)
    parser.add_argument("--valid", type=Path, help="held-out TSV")
    parser.add_argument("--everyday", type=Path, help="TSV of plain sentences")
    parser.add_argument("--beam", type=int, default=2)
    parser.add_argument("--worst", type=int, default=0, help="show so many of the worst lines")
    args = parser.parse_args(argv)
    languages = Languages.of(args.package)
    valid_path = args.valid or SHARED / f"{languages}.valid.tsv"
    valid, everyday, aside = (
        read(path) if path.exists() else []
        for path in (valid_path, args.everyday or TEXTS / f"everyday.{languages}.tsv", TEXTS / f"aside.{languages}.tsv")
    )
    place = tempfile.TemporaryDirectory()
    package = tried(args.package, Path(place.name))
    style = best_style(package, languages)
    model = Model(package, args.beam, style)
    print(f"{package.name}, {languages}, {package.stat().st_size / 1e6:.1f} MB, beam {args.beam}, marks as {style}")
    blog = [line for line in valid if line.origin in BLOG]
    scored: list[tuple[float, Line, str]] = []
    if blog:
        scored = quality(model, blog, "blog (" + ", ".join(BLOG) + ")")
    if len(valid) > len(blog):
        quality(model, valid, "whole valid set")
    if not valid:
        print(f"no {valid_path}: only the everyday sentences are scored")
    if everyday:
        scored += quality(model, everyday, "everyday sentences")
    if aside:
        quality(model, aside, "kept aside (everyday, blog)")
    for lines, name in ((blog, "blog"), (valid, "whole valid set"), (everyday, "everyday")):
        if lines:
            pipeline(package, languages, lines, args.beam, f"through the ladder, {name}")
    if blog or everyday:
        survival(model, blog + everyday)
    natural_survival(model, MARKED.read_text(encoding="utf-8").splitlines(), "written with code and links")
    if own := [line.source for line in valid if 1 <= len(MARK.findall(line.source)) <= 4]:
        natural_survival(model, own, "sentences of the valid set that have marks")
    if hidden := with_code_hidden(valid):
        natural_survival(model, hidden, "code and numbers of the valid set hidden")
        ladder_survival(package, languages, hidden, args.beam, "the same")
    counts = ((line.source, 1 + at % 4) for at, line in enumerate(blog + everyday))
    some = [text for source, count in counts if (text := marked(source, count, random.Random(count)))][:240]
    if some:
        ladder_survival(package, languages, some, args.beam, "one to four marks at random words")
    if (around := TEXTS / f"spans.{languages}.tsv").exists():
        spans(model, package, languages, read(around))
    unchanged(model)
    if valid or everyday:
        speed(model, valid or everyday)
    for score, line, answer in sorted(scored, key=lambda row: row[0])[: args.worst]:
        print(f"{score:5.1f}  {line.source}\n       {answer}\n       ({line.target})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
