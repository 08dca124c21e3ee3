"""The small models of blogtool's source repository: in `models/`, beside the package, where there is a checkout."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from blogtool.errors import BlogtoolError
from blogtool.translate.packages import Package, read_package

FOLDER = Path(__file__).resolve().parents[2] / "models"
PAIRS: Sequence[tuple[str, str]] = (("en", "de"), ("en", "es"))
"""What lies in `models/` of the repository, known also where only the package is installed."""


def packages(folder: Path | None = None) -> tuple[Package, ...]:
    """The models of the checkout; none where blogtool was installed without one. Damaged ones are left out."""
    found = []
    for path in sorted((folder or FOLDER).glob("*.argosmodel")):
        try:
            found.append(read_package(path, "not installed"))
        except BlogtoolError:  # `models add FILE` tells what is wrong with it
            continue
    return tuple(found)


def package(source: str, target: str) -> Package | None:
    """The checkout's model of a pair."""
    return next((one for one in packages() if (one.source, one.target) == (source, target)), None)


def hint(source: str, target: str) -> str:
    """Where a small model of the pair is, for those without a checkout; nothing where the repository has none."""
    if (source, target) not in PAIRS:
        return ""
    name = f"models/{source}_{target}.argosmodel"
    return f"blogtool's source repository has a small draft of it, `{name}`: `blogtool models add FILE.argosmodel`"
