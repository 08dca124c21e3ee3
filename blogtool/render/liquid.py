"""Liquid as Jekyll speaks it: the one door to templates, on python-liquid's parser."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from liquid.environment import Environment as Hosting
from liquid.exceptions import LiquidError, TemplateNotFoundError
from liquid.loader import BaseLoader, TemplateSource
from liquid.mode import Mode
from liquid.token import TOKEN_CONTENT, TOKEN_ILLEGAL, TOKEN_OUTPUT, Token

from blogtool.errors import BlogtoolError, Location
from blogtool.render.context import Buffer, Context, LiquidFailure, Stop
from blogtool.render.filters import Filter, filter_table
from blogtool.render.markup import Reading
from blogtool.render.registers import Registers
from blogtool.render.tags import TAGS
from blogtool.render.tags.base import Block, plugin_tag
from blogtool.render.tokens import tokenize

if TYPE_CHECKING:
    from blogtool.model.config import Config
    from blogtool.model.plugins import Plugins

_KEPT = 4096  # parsed templates; the bodies of posts come once, layouts and includes again and again


class _NoFiles(BaseLoader):
    """python-liquid's own way to templates: it leads nowhere."""

    def get_source(self, env: Hosting, template_name: str, **_: object) -> TemplateSource:
        """Always fails."""
        raise TemplateNotFoundError(template_name)


class Environment(Hosting):
    """python-liquid's environment with our tokens and tags; it never renders."""

    def __init__(self, reading: Reading, own: Mapping[str, type] | None = None) -> None:
        self.reading = reading
        self._own = own or {}
        super().__init__(tolerance=Mode.STRICT, loader=_NoFiles())

    def setup_tags_and_filters(self, *, extra: bool = False) -> None:
        """Our tags alone, then the plugins'."""
        for name, tag in TAGS.items():
            self.tags[_NAMES.get(name, name)] = tag(self)
        for name, made in self._own.items():
            self.tags[name] = plugin_tag(name, made)(self)

    def tokenizer(self) -> Callable[[str], Iterator[Token]]:
        """Cuts as Ruby's Liquid does."""
        return tokenize

    def parse_block(self, source: str) -> Block:
        """The nodes of a template. Raises LiquidError."""
        return Block(self._parse(source))


_NAMES = {"content": TOKEN_CONTENT, "output": TOKEN_OUTPUT, "illegal": TOKEN_ILLEGAL}


class Template:
    """A parsed template, and where it came from."""

    __slots__ = ("block", "line", "path", "source", "warnings")

    def __init__(self, block: Block, source: str, path: str, line: int, warnings: tuple[str, ...]) -> None:
        self.block = block
        self.source = source
        self.path = path
        self.line = line  # of the file, where the template begins
        self.warnings = warnings

    def warn(self, registers: Registers) -> None:
        """Tells what was odd about the markup, for each page: others may not be rendered next time."""
        for warning in self.warnings:
            registers.warn(f"Liquid: {warning} in {self.path}")

    def error(self, failure: LiquidFailure) -> BlogtoolError:
        """A failure while rendering, with its place in the file."""
        token = getattr(failure, "token", None)
        line = _line_of(token, self.line)
        return BlogtoolError(str(failure), Location(self.path, line), getattr(failure, "fix", None))


def _line_of(token: Token | None, first: int) -> int:
    if token is None or token.start_index < 0:
        return first
    return first + token.source.count("\n", 0, token.start_index)


class Liquid:
    """Parses and renders templates with the settings of one site."""

    def __init__(self, config: Config, plugins: Plugins | None = None) -> None:
        settings = config.section("liquid")
        mode = str(settings.get("error_mode") or "warn")
        self.reading = Reading(mode if mode in ("strict", "lax") else "warn")
        self.strict_filters = settings.get("strict_filters") not in (None, False)
        self.strict_variables = settings.get("strict_variables") not in (None, False)
        self.filters: Mapping[str, Filter] = filter_table(plugins.filters if plugins else {})
        self._environment = Environment(self.reading, plugins.tags if plugins else None)
        self._parsed: dict[tuple[str, str, int], Template] = {}

    @property
    def known_tags(self) -> frozenset[str]:
        """The names of all tags that a template may use."""
        return frozenset({"liquid", *(str(name) for name in self._environment.tags)})

    @property
    def known_filters(self) -> frozenset[str]:
        """The names of all filters that a template may use."""
        return frozenset(self.filters)

    def parse(self, source: str, path: str, line: int = 1) -> Template:
        """The template of a text. `line` is where it begins in the file at `path`.

        Raises BlogtoolError with the place of what cannot be understood.
        """
        key = (source, path, line)
        template = self._parsed.get(key)
        if template is None:
            if len(self._parsed) >= _KEPT:
                self._parsed.pop(next(iter(self._parsed)))
            template = self._parsed[key] = self._parse(source, path, line)
        return template

    def _parse(self, source: str, path: str, line: int) -> Template:
        self.reading.warnings.clear()
        try:
            block = self._environment.parse_block(source)
        except LiquidError as error:
            where = Location(path, _line_of(error.token, line))
            raise BlogtoolError(f"Liquid: {error.message}", where) from error
        except RecursionError as error:
            raise BlogtoolError("Liquid: tags are nested too deep", Location(path, line)) from error
        return Template(block, source, path, line, tuple(self.reading.warnings))

    def render(self, template: Template, variables: Mapping[str, object], registers: Registers) -> str:
        """What a template prints. Raises BlogtoolError with the place of what went wrong."""
        template.warn(registers)
        context = Context(self, variables, registers)
        buffer = Buffer()
        try:
            template.block.render(context, buffer)
        except Stop:
            pass  # as Liquid: a `break` outside of a loop ends the template
        except LiquidFailure as failure:
            raise template.error(failure) from failure
        except RecursionError as error:
            what = "Liquid: includes are nested too deep"
            raise BlogtoolError(what, Location(template.path, template.line)) from error
        return "".join(buffer)

    def filter(self, name: str, value: object, *arguments: object, registers: Registers) -> Any:
        """The value through one filter, as a template would have it. Raises BlogtoolError."""
        context = Context(self, {}, registers)
        try:
            return self.filters[name](context, value, arguments)
        except LiquidFailure as failure:
            raise BlogtoolError(str(failure), Location(registers.path)) from failure
