"""Reads one text file, or says in words why it cannot be read."""

from __future__ import annotations

import codecs

from blogtool.errors import BlogtoolError, Location


def read_text(absolute: str, path: str) -> str:
    """The text of a UTF-8 file, without a byte order mark.

    Raises BlogtoolError with the line of the first byte that is not UTF-8, or with the system's reason.
    """
    try:
        content = read_bytes(absolute)
    except OSError as error:
        raise BlogtoolError(
            f"cannot be read: {error.strerror}", Location(path), "check that the file may be read"
        ) from error
    return decode(content, path)


def read_bytes(absolute: str) -> bytes:
    """The bytes of a file, past pathlib and buffers: a site is a thousand small files. Raises OSError."""
    with open(absolute, "rb", buffering=0) as file:
        return file.read()


def decode(content: bytes, path: str) -> str:
    """The bytes of the file `path` as text, without a byte order mark."""
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BlogtoolError(
            f"not UTF-8: the byte 0x{content[error.start]:02x} is no part of a character",
            Location(path, line),
            "save the file as UTF-8",
        ) from error
