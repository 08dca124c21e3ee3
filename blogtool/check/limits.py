"""Before publishing: whether GitHub Pages would take the finished site, and how much room is left."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping

from blogtool.check.findings import Finding
from blogtool.check.languages import Head

# docs.github.com/pages/getting-started-with-github-pages/github-pages-limits: a site has at most 1 GB
SITE_LIMIT = 1_000_000_000
FILE_LIMIT = 100 * 1024 * 1024  # docs.github.com: git refuses larger files
_NEARLY, _HALF = 0.95, 0.5
_MANY_LANGUAGES = 20  # nobody who has room for these asks how many are left
_MB = 1_000_000


def check_limits(folder: str, heads: Mapping[str, Head]) -> list[Finding]:
    """What stands against publishing a folder on GitHub Pages: size, odd files, clashing names."""
    sizes: dict[str, int] = {}
    findings: list[Finding] = []
    for here, folders, names in os.walk(folder):
        for name in (*names, *(one for one in folders if os.path.islink(os.path.join(here, one)))):
            absolute = os.path.join(here, name)
            path = os.path.relpath(absolute, folder).replace(os.sep, "/")
            if os.path.islink(absolute):
                findings.append(Finding("mistake", "a symbolic link cannot be published", path))
            else:
                sizes[path] = os.path.getsize(absolute)
    return [*findings, *_sizes(sizes, heads), *_names(sizes)]


def _sizes(sizes: Mapping[str, int], heads: Mapping[str, Head]) -> Iterator[Finding]:
    total = sum(sizes.values())
    for path, size in sizes.items():
        if size > FILE_LIMIT:
            yield Finding("mistake", f"a file of {size / _MB:.0f} MB: GitHub takes at most 100 MiB", path)
    languages = Counter[str]()
    pages = Counter[str]()
    for path, head in heads.items():
        languages[head.lang] += sizes.get(path, 0)
        pages[head.lang] += 1
    told = ", ".join(f"{lang or 'no language'} {size / _MB:.1f} MB" for lang, size in languages.most_common())
    largest = max(languages.values(), default=0)
    room = max(0, SITE_LIMIT - total)
    what = f"{len(sizes)} files, {total / _MB:.1f} MB of the 1000 MB that GitHub Pages takes"
    if len(languages) > 1 and largest:
        more = room // largest
        scarce = f"; room for {more} more languages as large as the largest" if more < _MANY_LANGUAGES else ""
        what += f" ({told}{scarce})"
    expected = total + sum(_still_to_come(languages, pages))
    if expected - total > _MB / 10:
        what += f"; about {expected / _MB:.1f} MB once every page is in all of them"
    if total > _NEARLY * SITE_LIMIT:
        yield Finding("mistake", what, fix="fewer languages, smaller pictures, or another host")
    elif max(total, expected) > _HALF * SITE_LIMIT or len(languages) > 1:
        yield Finding("different" if max(total, expected) > _HALF * SITE_LIMIT else "same", what)


def _still_to_come(sizes: Mapping[str, int], pages: Mapping[str, int]) -> Iterator[int]:
    """For each language the bytes of the pages that the fullest one has and it has not yet."""
    most = max(pages.values(), default=0)
    for lang, count in pages.items():
        yield (most - count) * sizes[lang] // count


def _folders(path: str) -> Iterator[str]:
    """The folders that a path lies in, the outermost first.

    >>> list(_folders("a/b/c.html"))
    ['a', 'a/b']
    """
    parts = path.split("/")[:-1]
    return ("/".join(parts[: count + 1]) for count in range(len(parts)))


def _names(sizes: Mapping[str, int]) -> Iterator[Finding]:
    spelled: dict[str, str] = {}
    for path in sorted(sizes):
        for folder in _folders(path):
            other = spelled.setdefault(folder.lower(), folder)
            if other != folder:
                what = f"the folder `{other}` differs only by its capital letters: Windows and macOS see one folder"
                yield Finding("different", what, folder)
        other = spelled.setdefault(path.lower(), path)
        if other != path:
            yield Finding(
                "different", f"`{other}` differs only by its capital letters: Windows and macOS see one file", path
            )
        if "\n" in path:
            yield Finding("mistake", "a name with a line break cannot be published", path, fix="rename the file")
        if any(part.startswith(".") for part in path.split("/")) and path != ".nojekyll":
            why = "upload-pages-artifact leaves out names that begin with a dot"
            yield Finding("different", why, path, fix="`include-hidden-files: true` in the workflow")
