"""Python-Markdown's driver with kramdown's grammar: a site's own extensions hook in as usual."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from xml.etree import ElementTree as etree

import markdown
from markdown.blockparser import BlockParser as MarkdownBlockParser
from markdown.extensions import Extension
from markdown.inlinepatterns import Pattern
from markdown.postprocessors import Postprocessor, RawHtmlPostprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import Registry

from .build import TreeWriter
from .document import Document
from .options import Options, read_options
from .serializer import serialize, serialize_content


class KramdownBlockParser(MarkdownBlockParser):
    """Reads a whole document by kramdown's grammar."""

    def __init__(self, md: KramdownMarkdown) -> None:
        super().__init__(md)
        self.options = md.kramdown_options

    def parseDocument(self, lines: Iterable[str]) -> etree.ElementTree:
        document = Document("\n".join(lines), self.options)
        document.parse()
        return etree.ElementTree(TreeWriter(document).write())


class KramdownMarkdown(markdown.Markdown):
    """A `Markdown` without processors of its own; what a site's extensions register runs.

    Preprocessors see the lines of the Markdown; tree processors see the tree of the HTML, whose text
    may hold entities; postprocessors see the HTML. Block processors and inline patterns are accepted
    and never asked: that grammar is kramdown's.
    """

    def __init__(self, options: Options, extensions: Sequence[str | Extension] = (), **kwargs: Any) -> None:
        self.kramdown_options = options
        super().__init__(extensions=list(extensions), **kwargs)
        self.serializer = serialize     # set late: the output format would overwrite it

    def build_parser(self) -> KramdownMarkdown:
        """Empty registries; stashed raw HTML is still put back."""
        self.preprocessors: Registry[Preprocessor] = Registry()
        self.inlinePatterns: Registry[Pattern] = Registry()
        self.treeprocessors: Registry[Treeprocessor] = Registry()
        self.postprocessors: Registry[Postprocessor] = Registry()
        self.postprocessors.register(RawHtmlPostprocessor(self), "raw_html", 30)
        self.parser = KramdownBlockParser(self)
        return self

    def convert(self, source: str) -> str:
        """HTML as kramdown writes it, with the line end at its end."""
        lines = source.split("\n")
        for preprocessor in self.preprocessors:
            lines = preprocessor.run(lines)
        root: Any = self.parser.parseDocument(lines).getroot()
        for treeprocessor in self.treeprocessors:
            changed = treeprocessor.run(root)
            root = root if changed is None else changed
        html = serialize_content(root)
        if self.htmlStash.html_counter or len(self.postprocessors) > 1:
            for postprocessor in self.postprocessors:
                html = postprocessor.run(html)
        return html


def convert(
    text: str,
    options: Mapping[str, object] | None = None,
    extensions: Sequence[str | Extension] = (),
    extension_configs: Mapping[str, Mapping[str, object]] | None = None,
) -> str:
    """Markdown to HTML; see `blogtool.kramdown.convert`."""
    configs = {name: dict(config) for name, config in (extension_configs or {}).items()}
    return KramdownMarkdown(read_options(options), extensions, extension_configs=configs).convert(text)
