"""Tries random texts on a reader and keeps those that it breaks on.

    python -m tools.fuzz markdown|front-matter|liquid [--minutes 20] [--seed N] [--keep FOLDER]
    python -m tools.fuzz markdown --again FILE

A text is made of pieces of the grammar, or is a real one with changes. A finding is: an error that is not a
BlogtoolError, more than five CPU seconds, or a time that grows much faster than the text when a part of it is
repeated (3,000 characters against 12,000). Each finding is kept as a file named by its kind. Minutes are
minutes of CPU time. The exit status is 1 when something was found.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from .bounds import TooLong, cpu_bound, steep
from .pieces import changed, composed
from .subjects import SUBJECTS, Subject


class Hunt:
    """One run on one subject."""

    def __init__(self, kind: str, subject: Subject, keep: Path, seed: int) -> None:
        self.kind = kind
        self.subject = subject
        self.keep = keep
        self.chance = random.Random(seed)
        self.samples = subject.samples()
        self.tried = self.grown = 0
        self.found: dict[str, str] = {}     # what and where -> the file of the first text

    def go_on_for(self, seconds: float) -> None:
        until = time.process_time() + seconds
        told = time.process_time()
        while time.process_time() < until:
            self.one_text()
            if self.tried % 8 == 0:
                self.one_growth()
            if time.process_time() - told > 120:
                told = time.process_time()
                print(self.summary(), flush=True)

    def summary(self) -> str:
        spent = f"{time.process_time():.0f} s"
        return f"{self.kind}: {self.tried} texts, {self.grown} grown, {len(self.found)} findings, {spent}"

    def one_text(self) -> None:
        chance = self.chance
        if self.samples and chance.random() < 0.4:
            text = changed(chance, self.kind, chance.choice(self.samples))
        else:
            text = composed(chance, self.kind)
        self.tried += 1
        self.guarded(text, lambda: self.bounded(text))

    def bounded(self, text: str) -> None:
        with cpu_bound():
            self.subject.try_out(text)

    def one_growth(self) -> None:
        """A start, a part again and again, and an end."""
        chance = self.chance
        start = composed(chance, self.kind, 4) if chance.random() < 0.4 else ""
        part = composed(chance, self.kind, chance.choice((2, 4, 8)))
        mirror = composed(chance, self.kind, 2) if chance.random() < 0.3 else ""
        end = composed(chance, self.kind, 4) if chance.random() < 0.4 else ""

        def grown(size: int) -> str:
            times = max(1, size // len(part + mirror))
            return start + part * times + mirror * times + end

        self.grown += 1

        def measure() -> None:
            ratio = steep(self.subject.grow or self.subject.try_out, grown)
            if ratio:
                more = f"{ratio:.1f} times for four times the text"
                self.note("growth", f"{(start, part, mirror, end)!r}", more, grown(300))

        self.guarded(grown(300), measure, repr((start, part, mirror, end)))

    def guarded(self, text: str, work: Callable[[], None], recipe: str = "") -> None:
        try:
            work()
        except TooLong:
            where = traceback.extract_tb(sys.exc_info()[2])[-2:]
            self.note("hang", str([(frame.name, frame.lineno) for frame in where]), recipe or repr(text), text)
        except (Exception, RecursionError) as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            where = f"{type(error).__name__} in {Path(last.filename).name}:{last.lineno}"
            if isinstance(error, RecursionError):   # ends anywhere in the circle
                where = f"RecursionError in {Path(last.filename).name}"
            self.note("crash", where, f"{error} {recipe or repr(text)}", text)

    def note(self, what: str, where: str, more: str, text: str) -> None:
        """Keep the first text of each kind of finding."""
        key = f"{what} {where}"
        if key in self.found:
            return
        name = f"{self.kind}-{what}-{hashlib.sha1(key.encode('utf-8', 'replace')).hexdigest()[:8]}"
        self.keep.mkdir(parents=True, exist_ok=True)
        (self.keep / name).write_text(text, "utf-8", errors="surrogatepass")
        self.found[key] = name
        print(f"{name}: {what} {where[:300]}\n    {more[:400]}", flush=True)


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("subject", choices=SUBJECTS)
    words.add_argument("--minutes", type=float, default=20)
    words.add_argument("--seed", type=int, default=None)
    words.add_argument("--keep", type=Path, default=Path("fuzz-findings"))
    words.add_argument("--again", type=Path)
    given = words.parse_args()
    subject = SUBJECTS[given.subject]
    if given.again:
        subject.try_out(given.again.read_text("utf-8", errors="surrogatepass"))
        return 0
    seed = random.randrange(10**9) if given.seed is None else given.seed
    print(f"seed {seed}", flush=True)
    hunt = Hunt(given.subject, subject, given.keep, seed)
    hunt.go_on_for(60 * given.minutes)
    print(hunt.summary())
    return 1 if hunt.found else 0


if __name__ == "__main__":
    sys.exit(main())
