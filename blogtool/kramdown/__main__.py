"""`python -m blogtool.kramdown`: Markdown on standard input, HTML on standard output."""

from __future__ import annotations

import json
import sys

from . import convert


def main(arguments: list[str]) -> int:
    """Convert standard input; with --jsonl, one JSON object a line: {id, text, options} to {id, html}."""
    if arguments not in ([], ["--jsonl"]):
        print("usage: python -m blogtool.kramdown [--jsonl]", file=sys.stderr)
        return 2
    source = sys.stdin.buffer
    if not arguments:
        sys.stdout.buffer.write(convert(source.read().decode()).encode())
        return 0
    for line in source:
        if line.strip():
            case = json.loads(line)
            answer = {"id": case["id"], "html": convert(case["text"], case.get("options"))}
            sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
