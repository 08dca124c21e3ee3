"""`python -m blogtool.kramdown`: Markdown on standard input, HTML on standard output."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping

from ..errors import BlogtoolError, Location
from . import convert

FIX = 'write one {"id": …, "text": "…", "options": {…}} a line'


def main(arguments: list[str]) -> int:
    """Convert standard input; with --jsonl, one JSON object a line: {id, text, options} to {id, html}.

    A line that cannot be answered is named on standard error, the others are answered; the exit
    status is then 1, and 2 for words of the command line that nobody knows.
    """
    if arguments not in ([], ["--jsonl"]):
        print("usage: python -m blogtool.kramdown [--jsonl]", file=sys.stderr)
        return 2
    source, out = sys.stdin.buffer, sys.stdout.buffer
    if not arguments:
        try:
            out.write(convert(source.read().decode()).encode())
        except UnicodeDecodeError as error:
            wrong = BlogtoolError(f"the text is not UTF-8 (byte {error.start + 1})", fix="save it as UTF-8")
            print(wrong, file=sys.stderr)
            return 1
        return 0
    status = 0
    for number, line in enumerate(source, 1):
        if not line.strip():
            continue
        try:
            out.write(json.dumps(answer(line, number)).encode() + b"\n")
            out.flush()
        except BlogtoolError as error:
            print(error, file=sys.stderr)
            status = 1
    return status


def answer(line: bytes, number: int) -> dict[str, object]:
    """The answer to one line; raises BlogtoolError, with the line's number, for what is no question."""
    where = Location("standard input", number)
    try:
        case = json.loads(line)
    except json.JSONDecodeError as error:
        raise BlogtoolError(f"this is not JSON: {error.msg} (column {error.colno})", where=where, fix=FIX) from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise BlogtoolError(f"this is not JSON: {error}", where=where, fix=FIX) from error
    if not isinstance(case, Mapping) or not isinstance(case.get("text"), str):
        raise BlogtoolError("this is no object with a `text`", where=where, fix=FIX)
    options = case.get("options")
    if options is not None and not isinstance(options, Mapping):
        raise BlogtoolError("`options` is no object", where=where, fix=FIX)
    try:
        html = convert(case["text"], options)
    except BlogtoolError as error:
        raise BlogtoolError(error.what, where=where, fix=error.fix) from error
    return {"id": case.get("id"), "html": html}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
