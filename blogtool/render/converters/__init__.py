"""Converters: what turns a file's text into what is written, by extension, first match wins."""

from __future__ import annotations

from blogtool.model.own_code import OwnConverter
from blogtool.model.plugins import Converter, Plugins
from blogtool.model.site import Site
from blogtool.render.converters.coffeescript import CoffeeScriptConverter
from blogtool.render.converters.markdown import MarkdownConverter
from blogtool.render.converters.sass import SassConverter, sass_converter

__all__ = ["Identity", "converters_for"]


class Identity:
    """The last converter: gives everything back as it is."""

    def matches(self, extension: str) -> bool:
        """Every file."""
        return True

    def output_extension(self, extension: str) -> str:
        """The same one."""
        return extension

    def convert(self, text: str) -> str:
        """The same text."""
        return text


def converters_for(
    site: Site, plugins: Plugins | None
) -> tuple[MarkdownConverter, SassConverter, list[Converter]]:
    """The Markdown and the Sass converter of a site, and the whole table in order: the author's own first."""
    markdown = MarkdownConverter(site.config, plugins)
    sass = sass_converter(site)
    made = plugins.converters.items() if plugins else ()
    own = [OwnConverter(name, make, site.config.settings) for name, make in made]
    scripts = [CoffeeScriptConverter()] if "jekyll-coffeescript" in site.config.plugins else []
    return markdown, sass, [*own, markdown, sass, *scripts, Identity()]
