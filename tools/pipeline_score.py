"""What the pipeline costs: chrF of whole Markdown lines through blogtool against the bare model's, split alike.

    python tools/pipeline_score.py [TSV] [--every 3] [--beam 2]

Each line of the TSV (source, target) is a body. The bare model gets the very texts that blogtool asks, marks and all,
and its answers are put together as they come; blogtool adds its ladder, glossary, verdicts, typography and escapes.
Plain lines and lines with markup are scored apart.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from blogtool.model.translation import Segment  # noqa: E402
from blogtool.translate import outline  # noqa: E402
from blogtool.translate.engines.argos import Argos  # noqa: E402
from blogtool.translate.ladder import translate_segments  # noqa: E402
from tools.model_score import PACKAGE, SHARED_VALID, Line, read  # noqa: E402

MARK = re.compile(r"⟦(\d+)⟧")
SIGNS = str.maketrans({"\u202f": " ", "\u00a0": " ", "’": "'"})


def put(segment: Segment, text: str) -> str:
    """A bare answer with its marks written out."""
    sources = {str(mark.number): mark.source for mark in segment.marks}
    return MARK.sub(lambda found: sources.get(found[1], ""), text)


def main(argv: list[str] | None = None) -> int:
    import sacrebleu

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("valid", nargs="?", type=Path, default=SHARED_VALID)
    parser.add_argument("--package", type=Path, default=PACKAGE)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--beam", type=int, default=2)
    args = parser.parse_args(argv)
    lines = read(args.valid)[:: args.every]
    engine = Argos(beam=args.beam, threads=1, packages=(args.package,))
    outlines = [outline.split(line.source, "en") for line in lines]
    segments = list({one.key: one for whole in outlines for one in whole.segments}.values())
    keys = [one.key for one in segments]
    bare = dict(zip(keys, engine.translate([one.text for one in segments], "en", "fr"), strict=True))
    ours = dict(zip(keys, translate_segments(segments, engine, "en", "fr"), strict=True))
    groups: dict[str, list[tuple[Line, str, str]]] = {"plain": [], "marked": []}
    for line, whole in zip(lines, outlines, strict=True):
        parts: list[str] = []
        at = 0
        for segment, (start, end) in zip(whole.segments, whole.places, strict=True):
            if start >= at:
                parts += [whole.source[at:start], put(segment, bare[segment.key])]
                at = end
        parts.append(whole.source[at:])
        kind = "marked" if any(one.marks for one in whole.segments) else "plain"
        answers = [ours[one.key] for one in whole.segments]
        groups[kind].append((line, "".join(parts), outline.join_checked(whole, answers)[0]))
    for kind, rows in groups.items():
        wanted = [line.target.translate(SIGNS) for line, _, _ in rows]
        scores = [
            sacrebleu.corpus_chrf([row[way].translate(SIGNS) for row in rows], [wanted]).score for way in (1, 2)
        ]
        bare_score, our_score = scores
        print(f"{kind:7} {len(rows):5} lines   bare {bare_score:5.2f}   blogtool {our_score:5.2f}")
    rungs = Counter(answer.rung for answer in ours.values())
    flags = Counter(flag for answer in ours.values() for flag in answer.flags)
    print("by rung:", ", ".join(f"{rung} {count}" for rung, count in rungs.most_common()))
    print("flags:  ", ", ".join(f"{flag} {count}" for flag, count in flags.most_common()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
