"""How a page comes to be: Liquid, then its converters, then its layouts."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import cached_property
from typing import TYPE_CHECKING, Any

from blogtool.cache import Cache
from blogtool.errors import BlogtoolError, Location, suggestion
from blogtool.model.content import Document, Layout, Page, source_of
from blogtool.model.merge import deep_merge
from blogtool.model.output import Output
from blogtool.model.plugins import Plugins
from blogtool.model.site import Site
from blogtool.render import excerpts
from blogtool.render.after import after_steps
from blogtool.render.asking import RegistersOf
from blogtool.render.converters import converters_for
from blogtool.render.drops import DocumentDrop, ExcerptDrop, SiteDrop
from blogtool.render.faces import Faces
from blogtool.render.facets import FILES, LIST, LISTS, Facets
from blogtool.render.lean import load_liquid
from blogtool.render.links import Links
from blogtool.render.noting import Noting
from blogtool.render.registers import Registers
from blogtool.render.same_language import Ways
from blogtool.render.sharing import Home, LeftToOthers, Sharing
from blogtool.render.states import Renderable, State, States
from blogtool.render.traces import VOLATILE, Traces
from blogtool.spool import Spool

if TYPE_CHECKING:
    from blogtool.render.liquid import Liquid

_HELD = 16 * 1024**2  # characters of converted text that stay in memory; the others are recalled when asked for


class SiteRenderer:
    """Renders the documents and pages of one site, each at most once, on demand or in order."""

    def __init__(
        self,
        site: Site,
        plugins: Plugins | None = None,
        cache: Cache | None = None,
        jobs: int = 1,
        salt: str | None = None,
        prefix: str = "",
    ) -> None:
        self.site = site
        self.config = site.config
        self.problems: list[BlogtoolError] = []
        self.failed_paths: list[str] = []  # destinations of what could not be rendered
        self._failed: set[int] = set()
        self._cache = cache
        self._jobs = jobs
        self._plugins = plugins
        self.markdown, self._sass, self._converters = converters_for(site, plugins)
        self._links = Links(site)
        self._after = after_steps(site)
        self._order: list[Renderable] = [*site.documents, *site.pages]
        self.states = States(self._order)
        self._rank = len(self._order)
        self._current: Renderable | None = None
        self._in_excerpt = False
        self._open_excerpts: set[int] = set()
        self._held = 0  # characters of converted text
        self._spool = Spool(cache.path.parent if cache is not None else None)
        self._ways = Ways(site)
        facets = Facets(site, self._links, self._ways, cache.memory if cache is not None else None, prefix)
        destination = os.path.join(self.config.destination, prefix)
        self.traces = Traces(cache, destination, salt, facets) if salt is not None else None
        self._home = Home()
        self.noting = Noting(self._order, self.states, self.traces, self._home)
        self.note = self.noting.note
        self.warn = self.noting.warn
        self.faces = Faces(self)
        self.site_drop = SiteDrop(self)
        self._registers = RegistersOf(self, self._links, self._sass)
        self._jekyll = {"version": "4.3.1", "environment": site.config.environment}
        self._sharing = Sharing(self, plugins, cache, jobs, self._home)

    @cached_property
    def liquid(self) -> Liquid:
        """Liquid of this site; loaded late: where nothing changed, no template is rendered."""
        load_liquid()
        from blogtool.render.liquid import Liquid

        if not self.config.plugins:
            return Liquid(self.config, self._plugins)
        from blogtool.render.named_plugins import with_named_plugins

        return Liquid(self.config, with_named_plugins(self.config, self._plugins))

    # The story

    def render(self) -> list[Output]:
        """Every file that is written, in the order of writing; mistakes are collected in `problems`."""
        wanted = [one for one in self._order if isinstance(one, Page) or one.written]
        outputs = self.noting.unchanged_outputs(wanted, self.site.static_files)
        unchanged = {one.origin for one in outputs}
        wanted = [one for one in wanted if one.path not in unchanged]
        documents = self._finished_outputs(
            [one for one in wanted if isinstance(one, Document)],
            [one for one in self.site.documents if not one.written],  # as Jekyll: their mistakes count, too
        )
        # Only then, so that a page which shows many documents finds them finished.
        outputs.extend(self._finished_outputs([one for one in wanted if isinstance(one, Page)]))
        # As Jekyll: documents are rendered first but written last, so that of two at one place a document stays.
        return [*outputs, *self._static_outputs(), *documents]

    def _finished_outputs(self, wanted: Sequence[Renderable], listed: Sequence[Renderable] = ()) -> list[Output]:
        """The files of those documents that go well, which wait for being written; others may be only `listed`."""
        for one in (*wanted, *listed):
            self._collecting(self._render_text, one)
        outputs: list[Output] = []
        for one in self._sharing.in_turn(wanted):
            if self._collecting(self._render_output, one):
                state = self.states[id(one)]
                if state.finished is None:
                    self.lay_by(one, (state.output or "").encode())
                outputs.append(Output(one.destination, one.path, state.finished))
                outputs.extend(state.extra)
                self.noting.seal(one)
        return outputs

    def lay_by(self, one: Renderable, content: bytes) -> None:
        """Keeps the finished page where it needs no memory."""
        state = self.states[id(one)]
        state.finished, state.output = self._spool.keep(content), None
        self._held += len(state.content or "")
        self._let_go(one, state)

    def finish(self, one: Renderable) -> bytes:
        """The finished page, for who keeps it elsewhere. Raises BlogtoolError."""
        self._with_current(self._render_output, one)
        state = self.states[id(one)]
        content, state.output = (state.output or "").encode(), None
        return content

    def has_failed(self, one: Renderable) -> bool:
        """Whether the document has a mistake."""
        return id(one) in self._failed

    def _static_outputs(self) -> Iterable[Output]:
        for file in self.site.static_files:
            if not file.written:
                continue
            if file.content is not None:
                yield Output(file.destination, file.path, file.content)
            else:
                yield Output(file.destination, file.path, copy_from=file.absolute)

    def _collecting(self, work: Callable[[Any], None], one: Renderable) -> bool:
        """Whether `work` on one document went well; what went wrong is kept for the end."""
        if id(one) in self._failed:
            return False
        try:
            self._with_current(work, one)
        except BlogtoolError as error:
            written = source_of(one).path
            if error.where is None:  # a converter sees a text and not its file
                error = BlogtoolError(error.what, Location(written, one.body_line), error.fix)
            elif error.where.path != written:
                error = BlogtoolError(error.what, error.where, error.fix, (one.path,))
            self.problems.append(error)
            self._failed.add(id(one))
            self.failed_paths.append(one.destination)
            return False
        return True

    def _with_current(self, work: Callable[[Any], None], one: Renderable) -> None:
        before, rank, notes, in_excerpt = self._current, self._rank, self.noting.notes, self._in_excerpt
        state = self.states[id(one)]
        self._current, self._rank, self.noting.notes, self._in_excerpt = one, state.rank, state.notes, False
        try:
            work(one)
        finally:
            self._current, self._rank, self.noting.notes, self._in_excerpt = before, rank, notes, in_excerpt

    # The steps

    def _render_text(self, one: Renderable) -> None:
        state = self.states[id(one)]
        if state.text is not None:
            return
        if isinstance(one, Page) and one.compose is not None:
            return  # composed with its content, when all Markdown has been converted together
        state.text = self._liquid(one, one.body) if _uses_liquid(one) else one.body

    def _liquid(self, one: Renderable, body: str, page: object = None) -> str:
        if "{{" not in body and "{%" not in body:
            return body
        self.noting.template(body)
        template = self.liquid.parse(body, source_of(one).path, one.body_line)
        variables = self._variables(one)
        if page is not None:
            variables["page"] = page
        return self.liquid.render(template, variables, self._registers.of(one))

    def texts_of(self, wanted: Sequence[Renderable]) -> dict[int, str]:
        """The Markdown that is still to be converted, by the identity of what it stands in."""
        return {
            id(one): text
            for one in wanted
            if (text := self.states[id(one)].text) is not None
            and self.states[id(one)].content is None
            and self.markdown.matches(one.extension)
        }

    def converted(self, wanted: Sequence[Renderable]) -> Iterator[Renderable]:
        """The documents in their order; the Markdown of the next ones is converted meanwhile."""
        texts = self.texts_of(wanted)
        with closing(self.markdown.convert_in_turn(list(texts.values()), self._cache, self._jobs)) as turns:
            for one in wanted:
                if id(one) in texts:
                    next(turns)
                yield one

    def _let_go(self, one: Renderable, state: State) -> None:
        """What a finished document was before its layouts goes, if there is much and it is easily had again."""
        is_markdown = self.markdown.matches(one.extension) and state.finished is not None
        if is_markdown and self._held > _HELD and self.markdown.can_recall(state.text or ""):
            state.content = None

    def _render_content(self, one: Renderable) -> None:
        state = self.states[id(one)]
        if state.content is not None:
            return
        self._render_text(one)
        if isinstance(one, Page) and one.generated and self.noting.facet_of(one) == VOLATILE:
            self.note(VOLATILE)
        if isinstance(one, Page) and one.compose is not None:
            self.note(VOLATILE)
            state.content = one.compose(self)
        else:
            state.content = self._ways.led(self._convert(one, state.text or "", state), one, self.note)

    def _convert(self, one: Renderable, text: str, state: State | None) -> str:
        extension = one.extension.lower()
        for converter in self._converters:
            if not converter.matches(extension):
                continue
            if converter is self._sass:
                self.noting.sass()
            if converter is self._sass and isinstance(one, Page) and state is not None:
                css, source_map = self._sass.convert_with_map(text, one.path, one.body_line, self.noting.sheet)
                if source_map is not None:
                    state.extra.append(Output(f"{one.destination}.map", one.path, source_map.encode()))
                return css
            if converter is self._sass:
                return self._sass.compile(text, "stdin.scss", note=self.noting.sheet)
            return converter.convert(text)
        return text

    def _render_output(self, one: Renderable) -> None:
        state = self.states[id(one)]
        if state.output is not None or state.finished is not None:
            return
        self._render_content(one)
        content = state.content or ""
        output = self._in_layouts(one, content) if _takes_layout(one) else content
        if self._after:
            self.note(LISTS)
            self.note(FILES)
        for step in self._after:
            output = step(output, one)
        state.output = output

    def _in_layouts(self, one: Renderable, content: str) -> str:
        name = one.data.get("layout")
        layout = self._layout(name, source_of(one).path)
        data: Mapping[str, object] = {}
        used: set[str] = set()
        while layout is not None and layout.name not in used:
            used.add(layout.name)
            data = deep_merge(layout.data, data)
            variables = self._variables(one)
            variables["content"] = content
            variables["layout"] = data
            self.noting.template(layout.body)
            template = self.liquid.parse(layout.body, layout.path, layout.body_line)
            content = self.liquid.render(template, variables, self._registers.of(one))
            layout = self._layout(layout.data.get("layout"), layout.path)
        return content

    def _layout(self, name: object, path: str) -> Layout | None:
        if name is None or name is False or name == "" or name == "none":
            return None
        layout = self.site.layouts.get(str(name))
        self.note(f"layout:{name}")
        if layout is None:
            near = suggestion(str(name), self.site.layouts)
            self.warn(f"{path}: the layout `{name}` does not exist" + (f": {near}" if near else ""))
        return layout

    # What templates are given

    def _variables(self, one: Renderable) -> dict[str, object]:
        page = self.faces.of(one)
        variables: dict[str, object] = {
            "site": self.site_drop,
            "page": page,
            "jekyll": self._jekyll,
            "content": None,
        }
        layout = self.site.layouts.get(str(one.data.get("layout")))
        if layout is not None:
            self.note(f"layout:{layout.name}")
            variables["layout"] = layout.data
        if self.site.theme is not None:
            variables["theme"] = self.site.theme_facts
        if self.markdown.matches(one.extension.lower()):
            variables.update(highlighter_prefix="\n", highlighter_suffix="\n")
        if isinstance(one, Page):
            variables.update((name, self.faces.shown(value)) for name, value in one.extra.items())
        return variables

    # What drops ask for

    def shown_content(self, one: Renderable) -> str:
        """`{{ post.content }}` as Jekyll gives it at this moment: converted if its turn has come, else as written."""
        state = self.states.get(id(one))
        if state is None:
            return one.body
        # As Jekyll: what a layout is told of its page is a copy made before conversion; of a document it is not.
        is_own = one is self._current and isinstance(one, Document)
        if state.rank < self._rank or (is_own and state.content is not None):
            return self.content(one)
        if one is not self._current:
            self.note(self.noting.facet_of(one))
        return one.body

    def shown_output(self, one: Renderable) -> str | None:
        """`{{ post.output }}`: with its layouts, where its turn has come."""
        state = self.states.get(id(one))
        if state is None or state.rank >= self._rank:
            return None
        if state.finished is None:
            self._home.leave_to_others()
        self._with_current(self._render_output, one)
        self.noting.all_of(one)
        return state.output if state.finished is None else state.finished().decode()

    def related_posts(self) -> list[DocumentDrop] | None:
        """The ten newest posts but this one (gotcha 25); nothing for a page or within an excerpt."""
        if not isinstance(self._current, Document) or self._in_excerpt:
            return None
        self.note(f"{LIST}:posts")
        if len(self.site.posts) < 2:
            return []
        newest = [post for post in self.site.posts[:11] if post is not self._current]
        return [self.faces.of_document(post) for post in newest[:10]]

    # model.plugins.Rendering, for pages that compose themselves

    def content(self, one: Renderable) -> str:
        """The body after Liquid and converters, without layouts."""
        state = self.states[id(one)]
        if state.content is None:
            self._with_current(self._render_content, one)
        self.noting.all_of(one)
        content = state.content or ""
        self._let_go(one, state)
        return content

    def excerpt(self, document: Renderable) -> str:
        """The front matter's own excerpt as it is, else the first part of the body, rendered."""
        own = document.data.get("excerpt")
        if own is not None:
            return str(own)
        separator = excerpts.separator_of(document, self.config)
        if not separator:
            return ""
        state = self.states.get(id(document)) or State(0)
        if id(document) in self._open_excerpts:
            self._home.leave_to_others()
        if state.excerpt is None:
            state.excerpt = ""  # what an excerpt sees that asks for itself
            before, self._in_excerpt = self._in_excerpt, True
            self._open_excerpts.add(id(document))
            try:
                self._with_notes_of(state, lambda: self._make_excerpt(document, state, separator))
            except LeftToOthers:
                state.excerpt = None
                raise
            finally:
                self._open_excerpts.discard(id(document))
                self._in_excerpt = before
        self.noting.all_of(document)
        return state.excerpt or ""

    def _make_excerpt(self, document: Renderable, state: State, separator: str) -> None:
        body = document.excerpt_body if isinstance(document, Document) else None
        source = excerpts.cut(document.body if body is None else body, separator)
        uses_liquid = _uses_liquid(document) and ("{{" in source or "{%" in source)
        page = ExcerptDrop(document, source, self) if isinstance(document, Document) else None
        text = self._liquid(document, source, page) if uses_liquid else source
        state.excerpt = self._ways.led(self._convert(document, text, None), document, self.note)

    def _with_notes_of(self, state: State, work: Callable[[], None]) -> None:
        before, self.noting.notes = self.noting.notes, state.notes
        try:
            work()
        finally:
            self.noting.notes = before

    def markdownify(self, text: str) -> str:
        """The text through the site's Markdown converter."""
        return self.markdown.convert(text)

    def filter(self, name: str, value: object, *arguments: object) -> object:
        """The value through the Liquid filter `name`."""
        return self.liquid.filter(name, value, *arguments, registers=self._registers_of_site())

    def _registers_of_site(self) -> Registers:
        one = self._current or (self._order[0] if self._order else None)
        assert one is not None
        return self._registers.of(one)


def _uses_liquid(one: Renderable) -> bool:
    if one.data.get("render_with_liquid") is False:
        return False
    return one.extension not in (".coffee", ".yml", ".yaml")


def _takes_layout(one: Renderable) -> bool:
    if one.extension in (".sass", ".scss", ".coffee") or one.data.get("layout") == "none":
        return False
    return not (isinstance(one, Document) and one.extension in (".yml", ".yaml"))
