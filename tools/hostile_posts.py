"""Translates real Markdown with engines that do mischief, and looks whether a page keeps its markup.

    python -m tools.hostile_posts FOLDER… [--most 3000] [--seed 1] [--mischief NAME]

For each file: split and joined with its own words it has the same bytes; translated by an engine that drops,
doubles, swaps, invents or cuts off (all of `tests/translate/hostile.py`, one after the other through the files, or
the one that is named) it has the same tree of tags, attributes, addresses, code and formulas. Prints what differs, and
how many files were tried; the exit status is 1 where one differs.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests/translate")]

_LARGEST = 60_000  # characters


def bodies(folders: Sequence[str], most: int) -> Iterator[tuple[Path, str]]:
    """Different texts below the folders, without their front matter."""
    seen: set[bytes] = set()
    for folder in folders:
        for path in sorted(Path(folder).rglob("*.md")):
            if len(seen) >= most or not path.is_file():
                continue
            text = path.read_text("utf-8", errors="replace")
            front = re.match(r"---\r?\n.*?^---\r?\n?", text, re.DOTALL | re.MULTILINE)
            body = text[front.end() :] if front else text
            mark = blake2b(body.encode("utf-8", "replace"), digest_size=12).digest()
            if body.strip() and len(body) <= _LARGEST and mark not in seen:
                seen.add(mark)
                yield path, body


def faults(body: str, mischief: object, seed: int) -> list[str]:
    """What goes wrong with one text."""
    import hostile
    from tag_trees import tag_tree

    from blogtool.model.translation import Answer
    from blogtool.translate import outline
    from blogtool.translate.ladder import translate_segments

    found = []
    whole = outline.split(body, "en", {})
    if whole.join([Answer(segment.text, "copied") for segment in whole.segments]) != body:
        found.append("its own words give other bytes")
    answers = translate_segments(whole.segments, hostile.Hostile(mischief, seed), "en", "eo")
    joined, kept = outline.join_checked(whole, answers)
    if len(kept) != len(whole.segments):
        found.append("answers are lost")
    if tag_tree(joined, {}) != tag_tree(body, {}):
        found.append("another tree of tags")
    return found


def main(argv: Sequence[str] | None = None) -> int:
    """Try every text; 1 where something differs."""
    import hostile

    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("folder", nargs="+")
    words.add_argument("--most", type=int, default=3000)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--mischief", choices=[one.__name__ for one in hostile.ALL])
    args = words.parse_args(argv)
    mischiefs = [one for one in hostile.ALL if args.mischief in (None, one.__name__)]
    tried = failed = size = 0
    for number, (path, body) in enumerate(bodies(args.folder, args.most)):
        mischief = mischiefs[number % len(mischiefs)]
        tried += 1
        size += len(body)
        for fault in faults(body, mischief, args.seed):
            failed += 1
            print(f"{path}: {mischief.__name__}: {fault}", flush=True)
    print(f"{tried} files, {size / 1e6:.1f} million characters, {len(mischiefs)} kinds of mischief: {failed} faults")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
