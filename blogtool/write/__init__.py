"""The last workshop: outputs become files in the destination, and what is gone is removed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from blogtool.model.config import Config
from blogtool.model.output import Output, Report
from blogtool.write.files import write_outputs
from blogtool.write.search import FOLDER, refresh_index
from blogtool.write.spares import believe, is_doubtful
from blogtool.write.sweep import FoldersSeen, check_destination, is_swept, sweep

__all__ = ["FoldersSeen", "believe", "is_doubtful", "is_swept", "refresh_index", "write_site"]


def write_site(
    outputs: Sequence[Output],
    config: Config,
    failed_paths: Sequence[str] = (),
    seen: FoldersSeen | None = None,
    jobs: int = 1,
    meanwhile: Callable[[], None] | None = None,
) -> Report:
    """Writes a site, on up to `jobs` processes, and tells what changed: counts `written`, `unchanged`, `removed`.

    Where other processes write, this one calls `meanwhile`.

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
                f"conflict: `{output.path}` is the destination of {old.origin} and of {output.origin}; "
                "the second one is written"
            )
        chosen[output.path] = output
    written, problems = write_outputs(chosen.values(), config.destination, jobs, meanwhile, config.cache_folder)
    kept = (*config.strings("keep_files"), *((f"{FOLDER}/",) if config.get("search") == "pagefind" else ()))
    removed = sweep(config.destination, [*chosen, *failed_paths], kept, seen)
    unchanged = len(chosen) - len(written) - len(problems)
    return Report(
        counts={"written": len(written), "unchanged": unchanged, "removed": len(removed)},
        warnings=tuple(warnings),
        problems=tuple(problems),
        changed=(*written, *removed),
    )
