"""Where the words stand inside of HTML that is not Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from .element import Element, Range

# Elements whose text is no prose.
NO_PROSE = frozenset(("script", "style", "pre", "code", "kbd", "samp", "var", "textarea", "math", "svg", "tt"))
SHOWN_ATTRIBUTES = ("alt", "title", "placeholder", "aria-label")


def html_texts(element: Element) -> Iterator[tuple[str, list[Range]]]:
    """The texts of a raw HTML block, in order: ("text", ranges) and ("alt", ranges), ("title", …).

    One range for each source line, as in `Element.ranges`; the white space around a text is not in
    its ranges, text of nothing but white space is left out. In a span the ranges are places in the
    inline text of its block instead.
    """
    waiting = [element]
    while waiting:
        current = waiting.pop()
        if current.type == "html_text":
            yield from _text(current)
            continue
        for name, ranges in current.options.get("attributes", {}).items():
            if name in SHOWN_ATTRIBUTES and current.attr.get(name, "").strip():
                yield name, ranges
        if current.value not in NO_PROSE:
            waiting.extend(child for child in reversed(current.children) if isinstance(child, Element))


def _text(element: Element) -> Iterator[tuple[str, list[Range]]]:
    lines = str(element.value).split("\n")
    places = element.ranges or ([element.pos] if element.pos else [])
    if len(places) != len(lines):       # a span's text: one range, whatever its lines
        lines = [str(element.value)]
    shown = [
        (start + len(line) - len(line.lstrip()), end - len(line) + len(line.rstrip()))
        for line, (start, end) in zip(lines, places, strict=True)
        if line.strip()
    ]
    if shown:
        yield "text", shown
