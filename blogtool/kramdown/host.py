"""Python-Markdown's driver with kramdown's grammar: a site's own extensions hook in as usual."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree import ElementTree as etree

import markdown
from markdown.blockparser import BlockParser as MarkdownBlockParser
from markdown.extensions import Extension

from .build import TreeWriter
from .document import Document
from .options import Options, read_options
from .serializer import serialize


class KramdownBlockParser(MarkdownBlockParser):
    """Reads a whole document by kramdown's grammar."""

    def parseDocument(self, lines: Sequence[str]) -> etree.ElementTree:  # noqa: N802  the interface's name
        document = Document("\n".join(lines), self.md.kramdown_options)  # type: ignore[attr-defined]
        document.parse()
        return etree.ElementTree(TreeWriter(document).write())


class KramdownMarkdown(markdown.Markdown):
    """A `Markdown` without built-in processors; what a site's extensions register still runs."""

    def __init__(self, options: Options, extensions: Sequence[str | Extension] = (), **kwargs: Any) -> None:
        self.kramdown_options = options
        super().__init__(extensions=list(extensions), **kwargs)
        self.serializer = serialize     # set late: the output format would overwrite it
        self.stripTopLevelTags = False

    def build_parser(self) -> KramdownMarkdown:
        super().build_parser()
        for registry in (self.preprocessors, self.inlinePatterns, self.treeprocessors):
            for item in list(registry._priority):
                registry.deregister(item.name)
        for name in ("unescape",):
            self.postprocessors.deregister(name, strict=False)
        self.parser = KramdownBlockParser(self)
        return self

    def convert(self, source: str) -> str:
        """HTML as kramdown writes it, with its line end."""
        lines = source.split("\n")
        for preprocessor in self.preprocessors:
            lines = preprocessor.run(lines)
        root = self.parser.parseDocument(lines).getroot()
        for treeprocessor in self.treeprocessors:
            changed = treeprocessor.run(root)
            if changed is not None:
                root = changed
        html = serialize(root)
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
    host = KramdownMarkdown(
        read_options(options), extensions, extension_configs={k: dict(v) for k, v in (extension_configs or {}).items()}
    )
    return host.convert(text)
