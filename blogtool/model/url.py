"""How `:year/:title` becomes a URL, and a URL the file that answers it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from urllib.parse import quote, unquote

# Named permalink styles for posts (jekyllrb.com/docs/permalinks).
STYLES: Mapping[str, str] = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}

# Kept as they are in a path: RFC 3986's pchar and the slash; as Jekyll also the question mark.
_SAFE_IN_PATH = "/?!$&'()*+,;=:@-._~"
_SLASHES = re.compile("/{2,}")
_PLACEHOLDER = re.compile(r":([a-z_]+)")


def post_template(style: str) -> str:
    """The template of a site's `permalink:`, by name or as written."""
    return STYLES.get(style, style)


def with_suffix(template: str, style: str) -> str:
    """`template` with the ending that the site's permalink style gives to pages and collections.

    As Jekyll (gotcha 27): a style that ends in neither a slash nor `:output_ext` adds nothing.
    """
    if style == "pretty":
        return template + "/"
    if style in ("date", "ordinal", "none"):
        return template + ":output_ext"
    if style.endswith("/"):
        return template + "/"
    if style.endswith(":output_ext"):
        return template + ":output_ext"
    return template


def escape(path: str) -> str:
    """A path percent-encoded where a URL needs it.

    >>> escape("/menü/a b")
    '/men%C3%BC/a%20b'
    """
    if path.isascii() and path.replace("/", "").replace("-", "").replace(".", "").isalnum():
        return path
    return quote(path, safe=_SAFE_IN_PATH)


def unescape(url: str) -> str:
    """A URL's path as the file on the disk is named."""
    return unquote(url) if "%" in url else url


def fill(template: str, value: Callable[[str], str | None]) -> str:
    """`template` with each `:name` replaced by the encoded value of that name.

    Where a name is unknown, its longest known beginning counts (`:title_extra` is `:title` and `_extra`).
    Raises KeyError with the name where no beginning of it is known.
    """

    def replaced(found: re.Match[str]) -> str:
        name = found[1]
        rest = ""
        while True:
            try:
                text = value(name)
            except KeyError:
                cut = name.rfind("_")
                if cut <= 0:
                    raise KeyError(found[1]) from None
                name, rest = name[:cut], name[cut:] + rest
                continue
            return escape(text or "") + rest

    return re.sub("/{2,}", "/", _PLACEHOLDER.sub(replaced, template))


def clean(url: str) -> str:
    """A URL with one slash where there were several, and never above the root.

    As Jekyll: two dots are a slash, and a dot before a slash goes with it, wherever they stand.

    >>> clean("a//b/../c/"), clean("/v1./x")
    ('/a/b/c/', '/v1x')
    """
    path = f"/{url}".replace("..", "/")
    if "//" in path:
        path = _SLASHES.sub("/", path)
    if "./" in path:
        path = _SLASHES.sub("/", f"/{path.replace('./', '')}")
    return path


def destination(url: str, output_extension: str) -> str:
    """The file, relative to the destination folder, that answers a URL.

    >>> destination("/a/b", ".html"), destination("/a/", ".html")
    ('a/b.html', 'a/index.html')
    """
    path = unescape(url).lstrip("/")
    if url.endswith("/"):
        return f"{path}index.html" if output_extension == ".html" else f"{path}index{output_extension}"
    return path if path.endswith(output_extension) else path + output_extension
