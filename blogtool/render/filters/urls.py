"""Filters for addresses: relative_url, absolute_url, strip_index, uri_escape."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import quote, unquote

from blogtool.render.context import Context, LiquidFailure
from blogtool.render.ruby import kind_of, to_s

# RFC 3986, appendix B: scheme, authority, path, query, fragment.
_PARTS = re.compile(r"(?:([^:/?#]+):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.DOTALL)
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*")
_PORTS = {"http": "80", "https": "443", "ftp": "21"}
_PLAIN = re.compile(r"[\w.~/-]*", re.ASCII)  # a path that stands for itself, if no part of it is a dot or two
_SEGMENT = "-._~!$&'()*+,;=:@"
_ALL = "-._~:/?#[]@!$&'()*+,;="


def relative_url(context: Context, value: object) -> str | None:
    """The path with the site's `baseurl` before it; what names its scheme stays as it is."""
    return None if value is None else with_baseurl(context, to_s(value))


def with_baseurl(context: Context, text: str) -> str:
    """The path with the site's `baseurl` before it, worked out once for each path."""
    memo = context.registers.memo
    key = ("relative_url", text)
    found = memo.get(key)
    if found is None:
        found = memo[key] = _relative(text, _setting(context, "baseurl"))
    return found  # type: ignore[return-value]


def _relative(text: str, base: str) -> str:
    if is_absolute(text):
        return text
    base = base.removesuffix("/")
    return normalized(_with_slash(base) + _with_slash(text))


def absolute_url(context: Context, value: object) -> object:
    """The whole address, with the site's `url` and `baseurl` before it."""
    if value is None:
        return None
    text = to_s(value)
    if is_absolute(text):
        return value
    site = _setting(context, "url")
    relative = with_baseurl(context, text)
    return normalized(site + relative) if site else relative


def _setting(context: Context, name: str) -> str:
    return to_s(context.registers.config.settings.get(name))


def _with_slash(text: str) -> str:
    return text if not text or text.startswith("/") else "/" + text


def is_absolute(text: str) -> bool:
    """Whether it names a scheme. Raises LiquidFailure where what stands before the colon cannot be one."""
    found = _PARTS.fullmatch(text)
    scheme = found[1] if found else None
    if scheme is None:
        return False
    if not _SCHEME.fullmatch(scheme):
        raise LiquidFailure(f"`{text}` is no address: `{scheme}` is no scheme")
    return True


def normalized(text: str) -> str:
    """An address with all percent-encoded that must be, and nothing else; `.` and `..` are resolved."""
    found = _PARTS.fullmatch(text)
    if found is None:
        return text
    scheme, authority, path, query, fragment = found.groups()
    address = ""
    if scheme is not None:
        scheme = scheme.lower()
        address = f"{scheme}:"
    if authority is not None:
        address += "//" + _host(authority, scheme)
    if not path and authority and scheme in _PORTS:
        path = "/"
    address += _path(path)
    if query is not None:
        address += "?" + _encoded(query, _SEGMENT + "/?")
    if fragment is not None:
        address += "#" + _encoded(fragment, _SEGMENT + "/?")
    return address


@lru_cache(maxsize=64)
def _host(authority: str, scheme: str | None) -> str:
    user, at, host = authority.rpartition("@")
    name, colon, port = host.partition(":")
    name = name.lower()
    if not name.isascii():
        try:
            name = name.encode("idna").decode()
        except UnicodeError:
            name = quote(name)
    if not port or port == _PORTS.get(scheme or ""):
        colon = port = ""
    return f"{user}{at}{name}{colon}{port}"


def _path(path: str) -> str:
    if _PLAIN.fullmatch(path) and "/." not in path and not path.startswith("."):
        return path
    segments = [_encoded(segment, _SEGMENT) for segment in path.strip().split("/")]
    if "." not in segments and ".." not in segments:
        return "/".join(segments)
    kept: list[str] = []
    for index, segment in enumerate(segments):
        is_last = index == len(segments) - 1
        if segment == "..":
            if len(kept) > 1 or (kept and kept[0]):
                kept.pop()
        elif segment != ".":
            kept.append(segment)
            continue
        if is_last:
            kept.append("")
    return "/".join(kept)


def _encoded(text: str, safe: str) -> str:
    """Decoded, composed, and encoded again."""
    if text.isascii() and text.isalnum():
        return text
    return quote(unicodedata.normalize("NFKC", unquote(text)), safe=safe)


def uri_escape(value: object) -> str | None:
    """Percent-encoded where no address may have the character."""
    if value is None:
        return None
    if kind_of(value) != "string":
        raise LiquidFailure("uri_escape needs a text")
    return _encoded(to_s(value), _ALL)


def strip_index(value: object) -> object:
    """Without `index.html` at the end."""
    if value is None or value == "":
        return None
    if kind_of(value) != "string":
        raise LiquidFailure("strip_index needs a text")
    return re.sub(r"/index\.html?\Z", "/", to_s(value))


FILTERS: dict[str, Callable[..., object]] = {"strip_index": strip_index, "uri_escape": uri_escape}
CONTEXT_FILTERS: dict[str, Callable[..., object]] = {
    "absolute_url": absolute_url,
    "relative_url": relative_url,
}
