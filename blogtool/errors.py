"""The foundation: how blogtool says what went wrong, where, and how to fix it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Location:
    """A place in a file of the author's: path relative to the source, line counted from 1."""

    path: str
    line: int | None = None

    def __str__(self) -> str:
        return self.path if self.line is None else f"{self.path}:{self.line}"


class BlogtoolError(Exception):
    """A mistake in a site, a package or a call, told so that a tired person can mend it."""

    def __init__(
        self, what: str, where: Location | None = None, fix: str | None = None, pages: tuple[str, ...] = ()
    ) -> None:
        super().__init__(what, where, fix, pages)
        self.what = what
        self.where = where
        self.fix = fix
        self.pages = pages  # paths of the pages that the mistake keeps from being made, where it stands elsewhere

    def __str__(self) -> str:
        lines = [f"error: {self.what}"]
        if self.where is not None:
            lines.append(f"  at   {self.where}")
        if self.pages:
            others = f" and {len(self.pages) - 1} more" if len(self.pages) > 1 else ""
            lines.append(f"  in   {self.pages[0]}{others}")
        if self.fix:
            lines.append(f"  fix  {self.fix}")
        return "\n".join(lines)


class ModelMissing(BlogtoolError):
    """No model leads from one language to another: translations wait, and all else can go on."""


class SiteErrors(BlogtoolError):
    """Several mistakes, shown together: one broken post does not hide the next."""

    def __init__(self, errors: Sequence[BlogtoolError]) -> None:
        first = errors[0]
        super().__init__(first.what, first.where, first.fix)
        self.errors = tuple(errors)

    def __str__(self) -> str:
        return "\n".join(str(error) for error in self.errors)


def told_once(errors: Iterable[BlogtoolError]) -> list[BlogtoolError]:
    """The errors, with one for all pages that share a mistake in a layout or an include."""
    known: dict[tuple[str, Location | None, str | None], BlogtoolError] = {}
    for error in errors:
        key = (error.what, error.where, error.fix)
        before = known.get(key)
        known[key] = error if before is None else BlogtoolError(*key, (*before.pages, *error.pages))
    return list(known.values())


def suggestion(name: str, known: Iterable[str]) -> str | None:
    """The known name that `name` was probably meant to be, as a hint.

    >>> suggestion("psot", ["post", "page"])
    'did you mean `post`?'
    """
    from difflib import get_close_matches  # most runs have nothing to suggest

    near = get_close_matches(name, list(known), n=1)
    return f"did you mean `{near[0]}`?" if near else None
