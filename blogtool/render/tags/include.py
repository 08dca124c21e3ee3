"""Tags that bring in other files: include, include_relative, include_cached, render."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence

from liquid.exceptions import LiquidSyntaxError
from liquid.stream import TokenStream
from liquid.token import Token

from blogtool.errors import BlogtoolError, Location, suggestion
from blogtool.model.content import Include
from blogtool.render.context import Buffer, Context, LiquidFailure
from blogtool.render.expressions import Expression, parse_expression
from blogtool.render.ruby import kind_of
from blogtool.render.tags.base import Node, Tag

_PARAMETER = re.compile(
    r"""([\w-]+)\s*=\s*(?:"([^"\\]*(?:\\.[^"\\]*)*)"|'([^'\\]*(?:\\.[^'\\]*)*)'|([\w.-]+))""", re.DOTALL
)
_ALL_PARAMETERS = re.compile(r"\A\s*(?:" + _PARAMETER.pattern + r"(?=\s|\Z)\s*)*\Z", re.DOTALL)
_WITH_VARIABLE = re.compile(
    r"(?P<name>[^{]*(?:\{\{\s*[\w\-.]+\s*(?:\|.*)?\}\}[^\s{}]*)+)(?P<parameters>.*)", re.DOTALL
)
_NAME = re.compile(r"[\w/.\-()+~#@]+")
_DOTS = re.compile(r"\./|\.\.")


class IncludeNode(Node):
    """A file of `_includes`, with its parameters as `include.*`."""

    __slots__ = ("has_parameters", "name", "parameters", "template")

    def __init__(
        self, token: Token, name: str, parameters: Sequence[tuple[str, str | Expression]] | None
    ) -> None:
        super().__init__(token)
        self.name = name
        self.has_parameters = parameters is not None
        self.parameters = tuple(parameters or ())
        self.blank = False

    def render(self, context: Context, buffer: Buffer) -> int:  # type: ignore[override]
        """Prints the file's template."""
        self.print_file(self.find(self.file_name(context), context), self.values(context), context, buffer)
        return 0

    def file_name(self, context: Context) -> str:
        """The name of the file, its variables filled in. Raises LiquidFailure for a name that may not be."""
        if "{{" not in self.name:
            return self.name
        template = context.engine.parse(self.name, context.path)
        inner = Buffer()
        template.block.render(context, inner)
        name = "".join(inner)
        problem = _problem_of(name)
        if problem:
            raise LiquidFailure(problem)
        return name

    def find(self, name: str, context: Context) -> Include:
        """The file. Raises LiquidFailure where there is none."""
        include = context.registers.find_include(name)
        if include is None:
            near = suggestion(name, context.registers.site.includes)
            failure = LiquidFailure(f"the include `{name}` does not exist")
            failure.fix = near or f"make the file `_includes/{name}`"  # type: ignore[attr-defined]
            raise failure
        return include

    def values(self, context: Context) -> dict[str, object] | None:
        """The values of the parameters; None where none are written: the caller's `include.*` stays."""
        if not self.has_parameters:
            return None
        return {
            name: value if isinstance(value, str) else value.evaluate(context)
            for name, value in self.parameters
        }

    def print_file(
        self, include: Include, values: dict[str, object] | None, context: Context, buffer: Buffer
    ) -> None:
        """Prints the template of the file; a failure in it is told with the file's name."""
        context.registers.note_template(include.body)
        template = context.engine.parse(include.body, include.path)
        before = context.push({} if values is None else {"include": values})
        outer_path, context.path = context.path, include.path
        try:
            template.warn(context.registers)
            template.block.render(context, buffer)
        except LiquidFailure as failure:
            raise template.error(failure) from failure
        finally:
            context.path = outer_path
            context.pop(before)


class IncludeTag(Tag):
    """`{% include name key="text" other=variable %}`."""

    name = "include"
    node_class = IncludeNode

    def read(self, token: Token, markup: str, stream: TokenStream) -> IncludeNode:
        """A node for the file. Raises LiquidSyntaxError for a name or parameters that make no sense."""
        markup = markup.strip()
        found = _WITH_VARIABLE.match(markup)
        if found:
            name, rest = found["name"].strip(), found["parameters"].strip()
        else:
            name, rest = _split(markup)
            problem = _problem_of(name)
            if problem:
                raise self.fail(problem)
        if not found and not rest:
            return self.node_class(token, name, None)
        if not _ALL_PARAMETERS.match(rest):
            raise self.fail(
                f"`{rest}` are no parameters: write `{{% {self.name} {name} key='text' key=variable %}}`"
            )
        # As Jekyll: `include` is an empty map where the name is written with a variable, and the caller's where not.
        return self.node_class(token, name, _parameters(rest))


def _split(markup: str) -> tuple[str, str]:
    name, *rest = markup.split(None, 1) or [""]
    return name, "".join(rest).strip()


def _parameters(markup: str) -> list[tuple[str, str | Expression]]:
    """Names with their texts, or with the expression that gives the value."""
    parameters: list[tuple[str, str | Expression]] = []
    for found in _PARAMETER.finditer(markup):
        name, double, single, variable = found.groups()
        if double is not None:
            parameters.append((name, double.replace('\\"', '"')))
        elif single is not None:
            parameters.append((name, single.replace("\\'", "'")))
        else:
            parameters.append((name, parse_expression(variable)))
    return parameters


def _problem_of(name: str) -> str | None:
    """What is wrong with a file name, if anything."""
    if _DOTS.search(name) or not _NAME.fullmatch(name):
        return f"`{name}` is no name of an include: it may not lead out of its folder or hold odd characters"
    return None


class IncludeRelativeNode(IncludeNode):
    """A file beside the page that is being rendered."""

    __slots__ = ()

    def find(self, name: str, context: Context) -> Include:
        """The file. Raises LiquidFailure where there is none."""
        registers = context.registers
        folder = os.path.dirname(registers.path)
        path = os.path.normpath(os.path.join(folder, name)).replace(os.sep, "/")
        key = ("include_relative", path)
        known = registers.memo.get(key)
        if isinstance(known, Include):
            return known
        root = os.path.realpath(registers.config.source)
        absolute = os.path.realpath(os.path.join(root, path))
        if not absolute.startswith(root + os.sep):
            raise LiquidFailure(f"`{name}` lies outside of the site")
        try:
            with open(absolute, encoding=registers.config.text("encoding", "utf-8"), newline="") as file:
                body = file.read()
        except (OSError, ValueError) as error:
            raise LiquidFailure(f"the file `{path}` that include_relative asks for cannot be read") from error
        include = Include(name, path, body.removeprefix("\ufeff"))
        registers.memo[key] = include
        return include


class IncludeRelativeTag(IncludeTag):
    """`{% include_relative name %}`."""

    name = "include_relative"
    node_class = IncludeRelativeNode


class IncludeCachedNode(IncludeNode):
    """A file that is rendered once for each set of parameters in the whole build."""

    __slots__ = ()

    def render(self, context: Context, buffer: Buffer) -> int:  # type: ignore[override]
        """Prints what was printed the first time."""
        name = self.file_name(context)
        values = self.values(context)
        key = (
            "include_cached",
            name,
            tuple(sorted((key, _key(value)) for key, value in (values or {}).items())),
        )
        memo = context.registers.memo
        found = memo.get(key)
        if found is None:
            inner = Buffer()
            self.print_file(self.find(name, context), values, context, inner)
            # The values are kept too, so that no other value can get their identity.
            found = memo[key] = ("".join(inner), values)
        buffer.append(found[0])  # type: ignore[index]
        return 0


def _key(value: object) -> str:
    simple = kind_of(value) not in ("hash", "array", "other")
    return f"{type(value).__name__}:{value!r}" if simple else f"#{id(value)}"


class IncludeCachedTag(IncludeTag):
    """`{% include_cached name %}`, of jekyll-include-cache."""

    name = "include_cached"
    node_class = IncludeCachedNode


class RenderNode(Node):
    """`{% render %}`, which Jekyll has no files for."""

    __slots__ = ()

    def render(self, context: Context, buffer: Buffer) -> int:  # type: ignore[override]
        """Always fails (gotcha 45)."""
        raise LiquidFailure("`render` finds no files in Jekyll: use `include`")


class RenderTag(Tag):
    """`{% render "name" %}`."""

    name = "render"

    def read(self, token: Token, markup: str, stream: TokenStream) -> RenderNode:
        """A node that fails."""
        if not markup.strip().startswith(("'", '"')):
            raise self.fail("`render` is written `{% render 'name' %}`")
        node = RenderNode(token)
        node.blank = False
        return node


__all__ = ["BlogtoolError", "IncludeTag", "LiquidSyntaxError", "Location"]
