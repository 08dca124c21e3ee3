"""Which word most likely translates which, counted from the pairs themselves. Needs no torch.

Only what is sure is kept: it serves to set a mark, or two marks as around a link, at one word on both sides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from .pairs import Pair

WORD = re.compile(r"[^\W\d_]{3,}")
LONGEST = 25
"""Words of a source; in longer ones too many words stand together by chance."""


def word_pairs(pairs: Iterable[Pair], least: int = 15, sureness: float = 0.25) -> dict[str, set[str]]:
    """Words, in lower case, with those that stand beside them so often that they translate each other.

    Sureness is the Dice coefficient: twice the sentences with both words over the sum of those with either.
    """
    here: Counter[str] = Counter()
    there: Counter[str] = Counter()
    both: Counter[tuple[str, str]] = Counter()
    for pair in pairs:
        left = set(WORD.findall(pair.source.lower()))
        if not left or len(left) > LONGEST:
            continue
        right = set(WORD.findall(pair.target.lower()))
        here.update(left)
        there.update(right)
        both.update((one, other) for one in left for other in right)
    found: dict[str, set[str]] = {}
    for (one, other), times in both.items():
        if times >= least and 2 * times / (here[one] + there[other]) >= sureness:
            found.setdefault(one, set()).add(other)
    return found
