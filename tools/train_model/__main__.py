"""`python -m tools.train_model frequent | prepare | begin | train | export | words`: a model out of parallel text."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .package import Label
from .pairs import Recipe


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.train_model", description=__doc__)
    steps = parser.add_subparsers(dest="step", required=True)

    draw = steps.add_parser("frequent", help="lines of common words for the vocabulary (needs the package wordfreq)")
    draw.add_argument("--languages", nargs="+", required=True, help="language codes")
    draw.add_argument("--words", type=int, default=9000, help="the most frequent ones of each language")
    draw.add_argument("--lines", type=int, default=70000, help="of each language")
    draw.add_argument("--out", type=Path, required=True)

    make = steps.add_parser("prepare", help="mix the text, invent pairs, cut it all into tokens")
    make.add_argument("--data", nargs="+", type=Path, required=True, help="TSV: source, target, origin (or .xz)")
    make.add_argument("--valid", nargs="+", type=Path, required=True, help="held-out TSV")
    make.add_argument("--folder", type=Path, required=True, help="the run: vocabulary, tokens, checkpoint, log")
    make.add_argument("--recipe", type=Path, help="JSON: how much of each origin")
    make.add_argument("--vocabulary", type=Path, help="use this SentencePiece model instead of teaching one")
    make.add_argument("--pieces", type=int, default=16000, help="size of the vocabulary that is taught")
    make.add_argument("--more-lines", type=Path, help="further lines to teach the vocabulary from, see `frequent`")
    make.add_argument("--longest", type=int, default=128, help="leave out pairs of more tokens")
    make.add_argument("--invented", type=float, default=0.3, help="made pairs per real pair")
    make.add_argument("--phrases", type=int, default=0, help="made-up everyday sentences (needs a word list)")
    make.add_argument("--words", type=Path, help="the word list of the phrases")
    make.add_argument("--sampled", type=float, default=0.05, help="share of sources cut into random pieces")
    make.add_argument("--seed", type=int, default=1)

    start = steps.add_parser("begin", help="go on from the weights of an .argosmodel that `export` made")
    start.add_argument("--package", type=Path, required=True)
    start.add_argument("--folder", type=Path, required=True)
    start.add_argument("--vocabulary", type=Path, help="of another language pair, whose text the run is to learn")
    start.add_argument(
        "--bridge", nargs=2, type=Path, metavar=("OLD", "NEW"),
        help="TSV of the package's pair and of the other: words of one meaning begin alike",
    )  # fmt: skip

    teach = steps.add_parser("train", help="train, or go on training")
    teach.add_argument("--folder", type=Path, required=True)
    teach.add_argument("--minutes", type=float, required=True, help="of this call; a checkpoint is left at its end")
    teach.add_argument("--decay-minutes", type=float, default=0, help="let the rate fall over the last minutes")
    teach.add_argument("--rate", type=float, default=1.2e-3)
    teach.add_argument("--warm-up", type=int, default=100, help="updates")
    teach.add_argument("--optimiser", choices=("muon", "adam"), default="muon")
    teach.add_argument("--workers", type=int, default=1, help="processes (CPU only): one a core")
    teach.add_argument("--threads", type=int, default=1, help="threads of each process")
    teach.add_argument("--batch-tokens", type=int, default=1024, help="32000 on a GPU")
    teach.add_argument("--update-batches", type=int, default=8, help="batches per update; 1 on a GPU")
    teach.add_argument("--device", default="cpu", help="cpu or cuda")
    teach.add_argument("--width", type=int, default=256)
    teach.add_argument("--inner", type=int, default=1536)
    teach.add_argument("--layers", type=int, nargs=2, default=(6, 2), metavar=("ENCODER", "DECODER"))
    teach.add_argument("--dropout", type=float, default=0.0, help="0.1 for more than a few passes over the data")

    pack = steps.add_parser("export", help="write an .argosmodel")
    pack.add_argument("--folder", type=Path, required=True)
    pack.add_argument("--package", type=Path, required=True)
    pack.add_argument("--source", required=True, help="language code")
    pack.add_argument("--target", required=True, help="language code")
    pack.add_argument("--version", default="1.0")
    pack.add_argument("--note", type=Path, help="the package's README.md: data and licences")
    pack.add_argument("--draft", action="store_true", help="have blogtool call what it translates a draft")
    pack.add_argument("--quantisation", default="int8")
    pack.add_argument("--blend", type=Path, metavar="PACKAGE", help="mix in the weights that training began from")
    pack.add_argument("--blend-share", type=float, default=0.3, help="how much of them, from 0 to 1")

    count = steps.add_parser("words", help="write the lists of words by which blogtool knows invented ones and names")
    count.add_argument("--own", nargs="+", type=Path, required=True, help="TSV of text that is known to be good")
    count.add_argument("--data", nargs="*", type=Path, default=[], help="TSV of other text (or .xz)")
    count.add_argument("--source", required=True, help="language code")
    count.add_argument("--target", required=True, help="language code")
    count.add_argument("--folder", type=Path, required=True, help="for SOURCE.words and TARGET.words")
    return parser


def frequent_step(args: argparse.Namespace) -> str:
    from .frequent import common_words, drawn_lines

    with open(args.out, "w", encoding="utf-8") as out:
        for language in args.languages:
            for line in drawn_lines(common_words(language, args.words), args.lines, seed=1):
                out.write(f"{line}\n")
    return f"{len(args.languages) * args.lines} lines in {args.out}"


def prepare_step(args: argparse.Namespace) -> str:
    from .prepare import Preparation, prepare
    from .words import WORDS

    how = Preparation(
        data=tuple(args.data),
        valid=tuple(args.valid),
        folder=args.folder,
        recipe=Recipe.load(args.recipe) if args.recipe else Recipe(),
        vocabulary=args.vocabulary,
        pieces=args.pieces,
        more_lines=args.more_lines,
        longest=args.longest,
        invented=args.invented,
        phrases=args.phrases,
        words=args.words or WORDS / "en-fr.txt",
        sampled=args.sampled,
        seed=args.seed,
    )
    return prepare(how)


def begin_step(args: argparse.Namespace) -> str:
    from .unpack import NewPair, unpack

    to = NewPair(args.vocabulary, *(args.bridge or ())) if args.vocabulary else None
    return unpack(args.package, args.folder, to)


def train_step(args: argparse.Namespace) -> str:
    from .network import Shape
    from .train import Plan, train
    from .vocabulary import load

    pieces = load(args.folder / "sentencepiece.model").get_piece_size()
    encoder, decoder = args.layers
    shape = Shape(
        vocabulary=-(-pieces // 8) * 8,
        width=args.width,
        inner=args.inner,
        heads=args.width // 32,
        encoder_layers=encoder,
        decoder_layers=decoder,
        dropout=args.dropout,
    )
    plan = Plan(
        folder=args.folder,
        minutes=args.minutes,
        workers=args.workers,
        batch_tokens=args.batch_tokens,
        update_batches=args.update_batches,
        rate=args.rate,
        warm_up=args.warm_up,
        decay_minutes=args.decay_minutes,
        optimiser=args.optimiser,
        device=args.device,
        threads=args.threads,
    )
    train(plan, shape)
    return f"checkpoint in {args.folder}; the same command goes on from there"


def export_step(args: argparse.Namespace) -> str:
    from .export import Blend, export

    note = args.note.read_text(encoding="utf-8") if args.note else ""
    label = Label(args.source, args.target, args.version, note, args.draft)
    blend = Blend(args.blend, args.blend_share) if args.blend else None
    return export(args.folder, args.package, label, args.quantisation, blend)


def words_step(args: argparse.Namespace) -> str:
    from blogtool.translate.word_lists import packed

    from .pairs import read_pairs
    from .word_lists import Counts, source_words, target_words

    own, others = Counts().add(read_pairs(args.own)), Counts().add(read_pairs(args.data))
    lists = {args.source: source_words(own, others), args.target: target_words(own, others)}
    for code, words in lists.items():
        (args.folder / f"{code}.words").write_bytes(packed(words))
    return ", ".join(f"{len(words)} words in {args.folder / code}.words" for code, words in lists.items())


def main(argv: list[str] | None = None) -> int:
    """Run one step; torch is loaded only by those that need it."""
    args = arguments().parse_args(argv)
    work = {
        "frequent": frequent_step,
        "prepare": prepare_step,
        "begin": begin_step,
        "train": train_step,
        "export": export_step,
        "words": words_step,
    }
    print(work[args.step](args))
    return 0


if __name__ == "__main__":
    sys.exit(main())
