"""How good a translated post looks to a machine, and what is done with one that does not look good enough."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from blogtool.model.translation import Answer

WEAK = frozenset({"fragments", "source"})


def quality_of(answers: Sequence[Answer]) -> float:
    """The share of segments, from 0 to 1, that were answered whole and without a flaw.

    A person's words are good; what had nothing to translate does not count.
    """
    counted = [one for one in answers if one.rung != "copied"]
    weak = [one for one in counted if one.rung in WEAK or (one.flags and one.rung != "person")]
    return 1.0 - len(weak) / len(counted) if counted else 1.0


def says_of_quality(
    quality: float, least: float, is_held: bool, public: Mapping[str, object] | None
) -> dict[str, object]:
    """What the front matter of a translation says of its quality; nothing where it is good enough.

    `is_held`: weak posts wait for a person; `public`: the front matter on the disk, None for a new post.
    What somebody published already is not taken away again.
    """
    if quality >= least:
        return {}
    says: dict[str, object] = {"quality": int(quality * 100) / 100, "needs_review": True}
    if is_held and (public is None or public.get("published") is False):
        says["published"] = False
    return says
