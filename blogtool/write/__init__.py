"""The last workshop: outputs become files in the destination, and what is gone is removed."""

from __future__ import annotations

from collections.abc import Sequence

from blogtool.errors import BlogtoolError
from blogtool.model.config import Config
from blogtool.model.output import Output
from blogtool.write.files import write_outputs
from blogtool.write.sweep import check_destination, sweep

__all__ = ["write_site"]


def write_site(
    outputs: Sequence[Output], config: Config, failed_paths: Sequence[str] = ()
) -> tuple[dict[str, int], list[str], list[BlogtoolError]]:
    """Writes a site: counts (`written`, `unchanged`, `removed`), warnings, problems.

    Of two outputs with one destination the last one counts, with a warning (gotcha 63). The last good
    version of pages that failed (`failed_paths`) stays.
    """
    check_destination(config.source, config.destination)
    chosen: dict[str, Output] = {}
    warnings: list[str] = []
    for output in outputs:
        old = chosen.get(output.path)
        if old is not None:
            warnings.append(
                f"conflict: `{output.path}` is the destination of {old.origin} and of {output.origin}; the second one is written"
            )
        chosen[output.path] = output
    written, same, problems = write_outputs(chosen.values(), config.destination)
    removed = sweep(config.destination, [*chosen, *failed_paths], config.strings("keep_files"))
    return {"written": written, "unchanged": same, "removed": removed}, warnings, problems
