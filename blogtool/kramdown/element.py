"""The tree between Markdown and HTML: kramdown's vocabulary, with places in the author's text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Range = tuple[int, int]
# One list for all elements without places, never changed: most trees are made for HTML only.
NO_RANGES: list[Range] = []


class Element:
    """One block, span or definition.

    ``type`` uses kramdown's words. Blocks: ``root`` ``blank`` ``p`` ``header`` ``codeblock`` ``hr``
    ``blockquote`` ``ul`` ``ol`` ``li`` ``dl`` ``dt`` ``dd`` ``table`` ``thead`` ``tbody`` ``tfoot``
    ``tr`` ``td`` ``html_element`` ``xml_comment`` ``xml_pi`` ``math`` ``comment`` ``raw`` ``eob``.
    Definitions, which show nothing where they stand: ``link_definition`` ``footnote_definition``
    ``abbreviation_definition`` ``attribute_definition`` (and ``ial``, ``options``). Spans: ``em``
    ``strong`` ``a`` ``img`` ``codespan`` ``math`` ``footnote`` ``br`` ``html_element`` ``html_text``
    ``xml_comment`` ``raw`` ``comment`` ``entity`` ``smart_quote`` ``typographic_sym`` ``escape`` ``ial``;
    ``signs`` groups two quotes. ``~~struck~~`` text is an ``html_element`` named ``del``; ``abbreviation``
    is made for HTML only.

    ``value`` is what the type needs: code, a formula, the name of an HTML element, the level of a
    header, a character. ``attr`` holds HTML attributes in their order, ``options`` what else is
    known. ``children`` holds elements and, among spans, plain strings of text.

    Places are known in a tree made by :func:`blogtool.kramdown.parse` (never while only HTML is made):

    * ``ranges``, of a *leaf block with text* (``p`` ``header`` ``dt`` ``td``, an ``html_element``
      with ``markdown="span"`` and definitions with a text): ``(start, end)`` offsets into the text
      given to ``parse``, one for each source line. ``"\\n".join(text[a:b] for a, b in ranges)`` is
      the block's *inline text*, and also stands in ``el.text``. What a container adds to a line (a
      quote's mark, indentation of an item) is not part of it, nor are ``#``, ``{#id}``, a task's
      box or the white space at both ends of a block. Spaces that came from splitting a tab are not
      either, so a line may lack white space at its start that the HTML has.
    * ``ranges`` of *verbatim blocks* cover their content: ``codeblock`` (as fenced or indented), ``math``,
      ``raw``, ``comment``; ``xml_comment`` and an ``html_element`` whose content is raw with their marks.
      The words inside of raw HTML: :func:`blogtool.kramdown.html_texts`.
    * ``ranges`` of *definitions*: the title of a link, the expansion of an abbreviation; a footnote's text
      is in its ``children``, which are blocks.
    * ``pos`` of a *span*: ``(start, end)`` in the inline text of its block, marks and attribute
      lists included. ``inner``, if it has content: the range of the content (of ``em`` without its
      stars, of ``a`` the text in brackets, of ``img`` the alternative text, of ``codespan`` and
      ``math`` what stands between the marks). ``options["title"]`` of ``a`` and ``img``: the range
      of the title's text, without quotes, if it is written there.
    * Text is what no span covers: gaps between the ``pos`` of neighbours. A cell's text keeps ``\\|``
      as it is written.
    """

    __slots__ = ("attr", "children", "inner", "options", "pos", "ranges", "text", "type", "value")

    def __init__(self, type_: str, value: Any = None, attr: dict[str, str] | None = None) -> None:
        self.type = type_
        self.value = value
        self.attr: dict[str, str] = {} if attr is None else attr
        self.children: list[Any] = []
        self.options: dict[str, Any] = {}
        self.text: str | None = None
        self.ranges: list[Range] = NO_RANGES
        self.pos: Range | None = None
        self.inner: Range | None = None

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in the order of the text; strings are left out."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(child for child in reversed(element.children) if isinstance(child, Element))

    def __repr__(self) -> str:
        return f"<{self.type} {self.value!r} {self.attr} {self.children}>"
