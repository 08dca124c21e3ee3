"""The one visible list of what does not work yet: `tests/known_gaps.txt`, which only shrinks."""

from pathlib import Path

PATH = Path(__file__).parent / "known_gaps.txt"


def known_gaps() -> dict[str, str]:
    """Case -> reason, such as `sites/polyglot/posts` -> why."""
    gaps = {}
    for line in PATH.read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            case, _, reason = line.partition("  # ")
            gaps[case.strip()] = reason.strip()
    return gaps
