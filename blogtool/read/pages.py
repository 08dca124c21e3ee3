"""Reads pages, the files that begin with front matter, and static files, the ones that do not."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from blogtool.errors import BlogtoolError, Location
from blogtool.model import url as urls
from blogtool.model.content import Page, StaticFile
from blogtool.model.merge import deep_merge
from blogtool.read.documents import Reading, output_extension_of
from blogtool.read.files import read_bytes
from blogtool.read.tree import Entry
from blogtool.text import frontmatter


def read_file(reading: Reading, entry: Entry) -> Page | StaticFile | None:
    """The page or static file at an entry of the tree; None where it is unpublished or cannot be read.

    One that has gone since it was listed (an editor's temporary file) is no mistake.
    """
    try:
        with open(entry.absolute, "rb") as file:
            is_page = frontmatter.has_header(file.readline(64))
        if not is_page:
            return static_file(reading, entry)
        return _read_page(reading, entry)
    except OSError as error:
        if os.path.lexists(entry.absolute):
            reading.problems.append(
                BlogtoolError(
                    f"cannot be read: {error.strerror}", Location(entry.path), "check that the file may be read"
                )
            )
    except BlogtoolError as error:
        reading.problems.append(error)
    return None


def static_file(reading: Reading, entry: Entry) -> StaticFile:
    """A file that is copied as it is, unless a default hides it."""
    data = reading.defaults.for_path(entry.path, "")
    return StaticFile(
        path=entry.path,
        absolute=entry.absolute,
        url="/" + entry.path,
        destination=entry.path,
        data=data,
        written=data.get("published", True) not in (None, False),
        modified=entry.stat.st_mtime,
    )


def _read_page(reading: Reading, entry: Entry) -> Page | None:
    matter = reading.remembered.parse(read_bytes(entry.absolute), entry.path)
    if matter.problem is not None:
        if reading.config.flag("strict_front_matter") or not matter.is_map:
            raise matter.problem
        reading.warnings.append(str(matter.problem).replace("error: ", "", 1))
    if matter.data.get("published", True) in (None, False) and not reading.config.flag("unpublished"):
        return None
    data = deep_merge(reading.defaults.for_path(entry.path, "pages"), matter.data)
    if matter.data.get("layout", "") is None:
        data["layout"] = None  # as Jekyll: an empty `layout:` of a page means none, whatever the defaults say
    return make_page(reading, entry.path, data, matter.body, matter.body_line)


def make_page(reading: Reading, path: str, data: Mapping[str, Any], body: str, body_line: int = 1) -> Page:
    """A page at `path`, with the URL that its front matter and the site's permalink style give it."""
    folder, _, name = path.rpartition("/")
    dot = name.rfind(".")
    base, extension = (name[:dot], name[dot:]) if dot > 0 else (name, "")
    output = output_extension_of(data, extension, reading)
    values = {"path": folder, "basename": base, "output_ext": output}
    permalink = data.get("permalink")
    if permalink == "":
        raise BlogtoolError("`permalink` is empty", Location(path, 2), "write an address, or take the key out")
    template = str(permalink) if permalink else _template(base, output, reading.config.text("permalink"))
    url = urls.clean(_fill_known(template, values))
    return Page(
        path=path,
        data=data,
        body=body,
        url=url,
        destination=urls.destination(url, output),
        directory=url if url.endswith("/") else url.rsplit("/", 1)[0] + "/",
        name=name,
        body_line=body_line,
    )


def _fill_known(template: str, values: Mapping[str, str]) -> str:
    """Only a page's own placeholders count; what else begins with a colon stays as it is."""
    for key, value in values.items():
        template = template.replace(f":{key}", urls.escape(value))
    return template


def _template(base: str, output: str, style: str) -> str:
    if output not in (".html", ".htm", ".xhtml"):
        return "/:path/:basename:output_ext"
    if base == "index":
        return "/:path/"
    return urls.with_suffix("/:path/:basename", style)
