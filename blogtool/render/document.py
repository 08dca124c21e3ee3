"""How a page comes to be: Liquid, then its converters, then its layouts."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from blogtool.cache import Cache
from blogtool.errors import BlogtoolError, Location, suggestion
from blogtool.model.content import Document, Include, Layout, Page, StaticFile
from blogtool.model.merge import deep_merge
from blogtool.model.output import Output
from blogtool.model.plugins import Plugins
from blogtool.model.site import Site
from blogtool.parallel import can_fork, each
from blogtool.render import excerpts, sharing
from blogtool.render.after import after_steps
from blogtool.render.converters import converters_for
from blogtool.render.drops import DocumentDrop, ExcerptDrop, PageDrop, SiteDrop, StaticFileDrop
from blogtool.render.lean import load_liquid
from blogtool.render.links import Links
from blogtool.render.registers import Registers
from blogtool.render.same_language import Ways
from blogtool.render.sharing import LeftToOthers, Share, depends_on_order, may_be_shared
from blogtool.render.traces import FILES, LIST, LISTS, SASS, VOLATILE, Facets, Notes, Traces, is_volatile
from blogtool.spool import Spool

if TYPE_CHECKING:
    from blogtool.render.liquid import Liquid

Renderable = Document | Page

_HELD = 16 * 1024**2  # characters of converted text that stay in memory; the others are recalled when asked for


@dataclass(slots=True)
class _State:
    """How far one document has come."""

    rank: int
    text: str | None = None  # after Liquid
    content: str | None = None  # after the converters
    output: str | None = None  # after the layouts
    finished: Callable[[], bytes] | None = None  # gives `output` in its place when its turn to be written has come
    excerpt: str | None = None
    extra: list[Output] = field(default_factory=list)
    notes: Notes = field(default_factory=Notes)  # what it read on the way


class _States:
    """The states by the identity of what they belong to, each made when it is asked for: most pages are not."""

    def __init__(self, order: Iterable[Renderable]) -> None:
        self._ranks = {id(one): rank for rank, one in enumerate(order)}
        self._made: dict[int, _State] = {}

    def __getitem__(self, identity: int) -> _State:
        found = self._made.get(identity)
        if found is None:
            found = self._made[identity] = _State(self._ranks[identity])
        return found

    def get(self, identity: int) -> _State | None:
        """As for a mapping: None for what is not of this site."""
        return self[identity] if identity in self._ranks else None


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
        self.warnings: list[str] = []
        self.problems: list[BlogtoolError] = []
        self.failed_paths: list[str] = []  # destinations of what could not be rendered
        self._failed: set[int] = set()
        self._cache = cache
        self._jobs = jobs
        self._plugins = plugins
        self.markdown, self._sass, self._converters = converters_for(site, plugins)
        self._links = Links(site)
        self._after = after_steps(site)
        self._drops: dict[int, DocumentDrop | PageDrop] = {}
        self._files: dict[str, Mapping[str, object]] = {}
        self._order: list[Renderable] = [*site.documents, *site.pages]
        self._states = _States(self._order)
        self._rank = len(self._order)
        self._current: Renderable | None = None
        self._in_excerpt = False
        self._open_excerpts: set[int] = set()
        self._memo: dict[object, object] = {}
        self.site_drop = SiteDrop(self)
        self._jekyll = {"version": "4.3.1", "environment": site.config.environment}
        self._warned: set[str] = set()
        self._notes: Notes | None = None
        self._volatile: dict[str, tuple[bool, bool]] = {}  # template -> whether the clock, whether the order matters
        self._shared: set[str] = set()  # paths of pages that share a destination
        self._kept: list[Renderable] = []
        self._sealed: dict[tuple[str, ...], tuple[str, ...]] = {}  # what pages have read, once for all made alike
        self._held = 0  # characters of converted text
        self._process = os.getpid()  # a worker has another one
        self._texts: dict[int, str] = {}  # Markdown that workers convert
        self._spool = Spool(cache.path.parent if cache is not None else None)
        self._ways = Ways(site)
        facets = Facets(site, self._links, self._ways, cache.memory if cache is not None else None, prefix)
        self._traces = (
            Traces(cache, os.path.join(self.config.destination, prefix), salt, facets) if salt is not None else None
        )

    @cached_property
    def _may_be_shared(self) -> bool:
        return may_be_shared(self.site, self._plugins)

    @cached_property
    def _places(self) -> dict[int, int]:
        """The place of each document in its collection."""
        every = self.site.collections.values()
        return {id(one): place for collection in every for place, one in enumerate(collection.documents)}

    @cached_property
    def liquid(self) -> Liquid:
        """Liquid of this site; loaded late: where nothing changed, no template is rendered."""
        load_liquid()
        from blogtool.render.liquid import Liquid
        from blogtool.render.named_plugins import with_named_plugins

        return Liquid(self.config, with_named_plugins(self.config, self._plugins))

    # The story

    def render(self) -> list[Output]:
        """Every file that is written, in the order of writing; mistakes are collected in `problems`."""
        wanted = [one for one in self._order if isinstance(one, Page) or one.written]
        outputs = self._unchanged_outputs(wanted)
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
        for one in self._shared_out(wanted) if self._is_shared_out(wanted) else self._converted(wanted):
            if self._collecting(self._render_output, one):
                state = self._states[id(one)]
                if state.finished is None:
                    self._lay_by(one, state, (state.output or "").encode())
                outputs.append(Output(one.destination, one.path, state.finished))
                outputs.extend(state.extra)
                state.notes.seal(one.path, self._sealed)
                self._kept.append(one)
        return outputs

    def _lay_by(self, one: Renderable, state: _State, content: bytes) -> None:
        """Keeps the finished page where it needs no memory."""
        state.finished, state.output = self._spool.keep(content), None
        self._held += len(state.content or "")
        self._let_go(one, state)

    # Pages that other processes finish

    def _is_shared_out(self, wanted: Sequence[Renderable]) -> bool:
        """Whether workers finish these pages: there are many, and no page is another one for it."""
        if self._jobs <= 1 or self._cache is None or not can_fork() or not self._may_be_shared:
            return False
        fresh = self.markdown.expect(self._texts_of(wanted).values(), self._cache)
        return fresh > sharing.FEW or len(wanted) > sharing.ALONE

    def _shared_out(self, wanted: Sequence[Renderable]) -> Iterator[Renderable]:
        """The documents in their order, finished by workers as far as those can."""
        self._texts = self._texts_of(wanted)
        self.markdown.load()
        assert self.liquid is not None  # loaded once, and not in every worker
        if self._traces is not None:
            self._traces.look_at(SASS)  # as it is before a worker reads style sheets
        try:
            with closing(each(self._share_of, wanted, self._jobs, sharing.FEW)) as shares:
                for one, share in zip(wanted, shares, strict=True):
                    self.markdown.take_in(share.converted)
                    if share.content is not None:
                        self._take(one, share, share.content)
                    yield one
        finally:  # a build that is stopped loses nothing
            self.markdown.save()

    def _share_of(self, one: Renderable) -> Share:
        """A page that this worker has finished, or what it has made of it; nothing in the process that asks."""
        if os.getpid() == self._process or id(one) in self._failed:
            return Share()
        state = self._states[id(one)]
        converted: dict[bytes, bytes] = {}
        try:
            if id(one) in self._texts and state.content is None:
                converted = self.markdown.convert_apart(self._texts[id(one)])
            self._with_current(self._render_output, one)
        except (Exception, LeftToOthers):  # a mistake is told where the page is made again
            return Share(converted)
        content, state.output = (state.output or "").encode(), None
        self._held += len(state.content or "")
        self._let_go(one, state)
        facets = sorted(state.notes.all(one.path))
        digests = self._traces.digests_of_its_own(one.path, facets) if self._traces is not None else {}
        return Share(converted, content, state.extra, facets, state.notes.warnings, digests)

    def _take(self, one: Renderable, share: Share, content: bytes) -> None:
        """Makes a page that a worker has finished one that this process has."""
        state = self._states[id(one)]
        self._lay_by(one, state, content)
        state.extra.extend(share.extra)
        state.notes.facets.update(share.facets)
        if self._traces is not None:
            self._traces.learn(share.digests)
        before, self._notes = self._notes, state.notes
        for warning in share.warnings:
            self.warn(warning)
        self._notes = before

    def _leave_to_others(self) -> None:
        """Called where a page depends on others that are finished elsewhere."""
        if os.getpid() != self._process:
            raise LeftToOthers

    def _unchanged_outputs(self, wanted: Sequence[Renderable]) -> list[Output]:
        """The files of pages that need not be rendered again, without their bytes."""
        if self._traces is None:
            return []
        places = _doubles([*(one.destination for one in wanted), *(one.destination for one in self.site.static_files)])
        paths = _doubles([one.path for one in self._order])
        if places or paths:
            self._shared = {one.path for one in self._order if one.destination in places or one.path in paths}
        outputs: list[Output] = []
        for one in wanted:
            record = None if one.path in self._shared else self._traces.still_good(one.path)
            if record is None:
                continue
            for warning in record.warnings:
                self.warn(warning)
            outputs.extend(Output(path, one.path) for path in record.files)
        return outputs

    def save_traces(self) -> None:
        """Notes what the pages read that were rendered now; called when their files are written."""
        if self._traces is None:
            return
        for one in self._kept:
            state = self._states[id(one)]
            if one.path not in self._shared:
                state.notes.facets.add(f"own:{one.path}")
                paths = [one.destination, *(extra.path for extra in state.extra)]
                self._traces.keep(one.path, state.notes, paths)
        self._traces.save()

    def note(self, facet: str) -> None:
        """Notes that the page being rendered has read something beyond its own file."""
        if self._notes is not None:
            self._notes.facets.add(facet)

    def _note_sass(self) -> None:
        """Notes the style sheets as they are before they are read: one that is saved meanwhile is seen next time."""
        self.note(SASS)
        if self._traces is not None:
            self._traces.look_at(SASS)

    def _note_all_of(self, one: Renderable) -> None:
        """Notes that the page being rendered has read what another one became."""
        state = self._states.get(id(one))
        if self._notes is None or state is None or state.notes is self._notes:
            return
        self._notes.facets.update(state.notes.all(one.path))
        self._notes.facets.add(self._facet_of(one))

    def _facet_of(self, one: Renderable) -> str:
        """What a page has read that read another one; what a generator made has no digest, but for stand-ins."""
        is_made = isinstance(one, Page) and one.generated
        is_traced = isinstance(one, Page) and one.original is not None and one.path not in self._shared
        return VOLATILE if is_made and not is_traced else f"own:{one.path}"

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
            if error.where is None:  # a converter sees a text and not its file
                error = BlogtoolError(error.what, Location(one.path, one.body_line), error.fix)
            elif error.where.path != one.path:
                error = BlogtoolError(error.what, error.where, error.fix, (one.path,))
            self.problems.append(error)
            self._failed.add(id(one))
            self.failed_paths.append(one.destination)
            return False
        return True

    def _with_current(self, work: Callable[[Any], None], one: Renderable) -> None:
        before, rank, notes, in_excerpt = self._current, self._rank, self._notes, self._in_excerpt
        state = self._states[id(one)]
        self._current, self._rank, self._notes, self._in_excerpt = one, state.rank, state.notes, False
        try:
            work(one)
        finally:
            self._current, self._rank, self._notes, self._in_excerpt = before, rank, notes, in_excerpt

    # The steps

    def _render_text(self, one: Renderable) -> None:
        state = self._states[id(one)]
        if state.text is not None:
            return
        if isinstance(one, Page) and one.compose is not None:
            return  # composed with its content, when all Markdown has been converted together
        state.text = self._liquid(one, one.body) if _uses_liquid(one) else one.body

    def _liquid(self, one: Renderable, body: str, page: object = None) -> str:
        if "{{" not in body and "{%" not in body:
            return body
        self._note_template(body)
        template = self.liquid.parse(body, one.path, one.body_line)
        variables = self._variables(one)
        if page is not None:
            variables["page"] = page
        return self.liquid.render(template, variables, self._registers(one))

    def _note_template(self, text: str) -> None:
        found = self._volatile.get(text)
        if found is None:
            found = self._volatile[text] = (is_volatile(text), depends_on_order(text))
        if found[0]:
            self.note(VOLATILE)
        if found[1]:
            self._leave_to_others()

    def _texts_of(self, wanted: Sequence[Renderable]) -> dict[int, str]:
        """The Markdown that is still to be converted, by the identity of what it stands in."""
        return {
            id(one): text
            for one in wanted
            if (text := self._states[id(one)].text) is not None
            and self._states[id(one)].content is None
            and self.markdown.matches(one.extension)
        }

    def _converted(self, wanted: Sequence[Renderable]) -> Iterator[Renderable]:
        """The documents in their order; the Markdown of the next ones is converted meanwhile."""
        texts = self._texts_of(wanted)
        with closing(self.markdown.convert_in_turn(list(texts.values()), self._cache, self._jobs)) as turns:
            for one in wanted:
                if id(one) in texts:
                    next(turns)
                yield one

    def _let_go(self, one: Renderable, state: _State) -> None:
        """What a finished document was before its layouts goes, if there is much and it is easily had again."""
        is_markdown = self.markdown.matches(one.extension) and state.finished is not None
        if is_markdown and self._held > _HELD and self.markdown.can_recall(state.text or ""):
            state.content = None

    def _render_content(self, one: Renderable) -> None:
        state = self._states[id(one)]
        if state.content is not None:
            return
        self._render_text(one)
        if isinstance(one, Page) and one.generated and self._facet_of(one) == VOLATILE:
            self.note(VOLATILE)
        if isinstance(one, Page) and one.compose is not None:
            self.note(VOLATILE)
            state.content = one.compose(self)
        else:
            state.content = self._ways.led(self._convert(one, state.text or "", state), one, self.note)

    def _convert(self, one: Renderable, text: str, state: _State | None) -> str:
        extension = one.extension.lower()
        for converter in self._converters:
            if not converter.matches(extension):
                continue
            if converter is self._sass:
                self._note_sass()
            if converter is self._sass and isinstance(one, Page) and state is not None:
                css, source_map = self._sass.convert_with_map(text, one.path, one.body_line)
                if source_map is not None:
                    state.extra.append(Output(f"{one.destination}.map", one.path, source_map.encode()))
                return css
            return converter.convert(text)
        return text

    def _render_output(self, one: Renderable) -> None:
        state = self._states[id(one)]
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
        layout = self._layout(name, one.path)
        data: Mapping[str, object] = {}
        used: set[str] = set()
        while layout is not None and layout.name not in used:
            used.add(layout.name)
            data = deep_merge(layout.data, data)
            variables = self._variables(one)
            variables["content"] = content
            variables["layout"] = data
            self._note_template(layout.body)
            template = self.liquid.parse(layout.body, layout.path, layout.body_line)
            content = self.liquid.render(template, variables, self._registers(one))
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
        page = self._drop_of(one)
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
            variables.update((name, self.shown(value)) for name, value in one.extra.items())
        return variables

    def _registers(self, one: Renderable) -> Registers:
        return Registers(
            site=self.site,
            config=self.config,
            find_include=self._find_include,
            markdownify=self.markdown.convert,
            convert_sass=self._convert_sass,
            url_of=self._url_of,
            post_url=self._post_url,
            path=one.path,
            page=self._drop_of(one),
            warn=self.warn,
            note=self.note,
            memo=self._memo,
        )

    def _find_include(self, name: str) -> Include | None:
        include = self.site.includes.get(name)
        self.note(f"include:{name}")
        if include is not None:
            self._note_template(include.body)
        return include

    def _url_of(self, path: str) -> str | None:
        self.note(f"link:{path}")
        return self._links.url_of(path)

    def _post_url(self, name: str) -> str | None:
        self.note(f"post:{name}")
        return self._links.post_url(name)

    def _convert_sass(self, text: str, indented: bool) -> str:
        self._note_sass()
        return self._sass.compile(text, "stdin.sass" if indented else "stdin.scss", indented)

    def warn(self, message: str) -> None:
        """Keeps a warning, once; a page that is not rendered next time warns again of the same."""
        if self._notes is not None and message not in self._notes.warnings:
            self._notes.warnings.append(message)
        if message not in self._warned:
            self._warned.add(message)
            self.warnings.append(message)

    # What drops ask for

    def drop(self, document: Document) -> DocumentDrop:
        """The face of a document, always the same one."""
        found = self._drops.get(id(document))
        if found is None:
            found = self._drops[id(document)] = DocumentDrop(document, self)
        assert isinstance(found, DocumentDrop)
        return found

    def page_drop(self, page: Page) -> PageDrop:
        """The face of a page, always the same one."""
        found = self._drops.get(id(page))
        if found is None:
            found = self._drops[id(page)] = PageDrop(page, self)
        assert isinstance(found, PageDrop)
        return found

    def shown(self, value: object) -> object:
        """A generator's value with the faces of the documents and pages in it."""
        if isinstance(value, Document):
            return self.drop(value)
        if isinstance(value, Page):
            return self.page_drop(value)
        if isinstance(value, (list, tuple)):
            return [self.shown(one) for one in value]
        if isinstance(value, Mapping):
            return {key: self.shown(one) for key, one in value.items()}
        return value

    def _drop_of(self, one: Renderable) -> DocumentDrop | PageDrop:
        return self.drop(one) if isinstance(one, Document) else self.page_drop(one)

    def file_drops(self, files: Iterable[StaticFile]) -> list[object]:
        """The faces of static files."""
        for file in files:
            if file.path not in self._files:
                self._files[file.path] = StaticFileDrop(file, self.config.timezone)
        return [self._files[file.path] for file in files]

    def shown_content(self, one: Renderable) -> str:
        """`{{ post.content }}` as Jekyll gives it at this moment: converted if its turn has come, else as written."""
        state = self._states.get(id(one))
        if state is None:
            return one.body
        # As Jekyll: what a layout is told of its page is a copy made before conversion; of a document it is not.
        is_own = one is self._current and isinstance(one, Document)
        if state.rank < self._rank or (is_own and state.content is not None):
            return self.content(one)
        if one is not self._current:
            self.note(self._facet_of(one))
        return one.body

    def shown_output(self, one: Renderable) -> str | None:
        """`{{ post.output }}`: with its layouts, where its turn has come."""
        state = self._states.get(id(one))
        if state is None or state.rank >= self._rank:
            return None
        if state.finished is None:
            self._leave_to_others()
        self._with_current(self._render_output, one)
        self._note_all_of(one)
        return state.output if state.finished is None else state.finished().decode()

    def neighbour(self, document: Document, step: int) -> DocumentDrop | None:
        """The document before or after in its collection."""
        collection = self.site.collections.get(document.collection)
        documents = collection.documents if collection is not None else ()
        self.note(f"near:{document.path}")
        other = self._places.get(id(document), len(documents) + 1) + step
        return self.drop(documents[other]) if 0 <= other < len(documents) else None

    def translations(self, one: Renderable) -> list[DocumentDrop | PageDrop]:
        """`page.translations`: those that exist, in the order of the site's languages."""
        self.note(f"siblings:{one.path}")
        return [self._drop_of(other) for other in self.site.siblings.of(one)]

    def original(self, one: Renderable) -> DocumentDrop | PageDrop | None:
        """`page.original`: what it was translated from."""
        self.note(f"siblings:{one.path}")
        found = self.site.siblings.original(one)
        return self._drop_of(found) if found is not None else None

    def related_posts(self) -> list[DocumentDrop] | None:
        """The ten newest posts but this one (gotcha 25); nothing for a page or within an excerpt."""
        if not isinstance(self._current, Document) or self._in_excerpt:
            return None
        self.note(f"{LIST}:posts")
        if len(self.site.posts) < 2:
            return []
        newest = [post for post in self.site.posts[:11] if post is not self._current]
        return [self.drop(post) for post in newest[:10]]

    # model.plugins.Rendering, for pages that compose themselves

    def content(self, one: Renderable) -> str:
        """The body after Liquid and converters, without layouts."""
        state = self._states[id(one)]
        if state.content is None:
            self._with_current(self._render_content, one)
        self._note_all_of(one)
        content = state.content or ""
        self._let_go(one, state)
        return content

    def has_excerpt(self, page: Page) -> bool:
        """Whether a page has an excerpt as a document has: with `page_excerpts: true`, where it becomes HTML."""
        if self.config.get("page_excerpts") is not True or page.generated:
            return False
        return page.destination.endswith((".html", ".htm", ".xhtml"))

    def excerpt(self, document: Renderable) -> str:
        """The front matter's own excerpt as it is, else the first part of the body, rendered."""
        own = document.data.get("excerpt")
        if own is not None:
            return str(own)
        separator = excerpts.separator_of(document, self.config)
        if not separator:
            return ""
        state = self._states.get(id(document)) or _State(0)
        if id(document) in self._open_excerpts:
            self._leave_to_others()
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
        self._note_all_of(document)
        return state.excerpt or ""

    def _make_excerpt(self, document: Renderable, state: _State, separator: str) -> None:
        body = document.excerpt_body if isinstance(document, Document) else None
        source = excerpts.cut(document.body if body is None else body, separator)
        uses_liquid = _uses_liquid(document) and ("{{" in source or "{%" in source)
        page = ExcerptDrop(document, source, self) if isinstance(document, Document) else None
        text = self._liquid(document, source, page) if uses_liquid else source
        state.excerpt = self._ways.led(self._convert(document, text, None), document, self.note)

    def _with_notes_of(self, state: _State, work: Callable[[], None]) -> None:
        before, self._notes = self._notes, state.notes
        try:
            work()
        finally:
            self._notes = before

    def markdownify(self, text: str) -> str:
        """The text through the site's Markdown converter."""
        return self.markdown.convert(text)

    def filter(self, name: str, value: object, *arguments: object) -> object:
        """The value through the Liquid filter `name`."""
        return self.liquid.filter(name, value, *arguments, registers=self._registers_of_site())

    def _registers_of_site(self) -> Registers:
        one = self._current or (self._order[0] if self._order else None)
        assert one is not None
        return self._registers(one)


def _doubles(names: Sequence[str]) -> set[str]:
    """Those that are there more than once."""
    if len(set(names)) == len(names):
        return set()
    return {name for name, times in Counter(names).items() if times > 1}


def _uses_liquid(one: Renderable) -> bool:
    if one.data.get("render_with_liquid") is False:
        return False
    return one.extension not in (".coffee", ".yml", ".yaml")


def _takes_layout(one: Renderable) -> bool:
    if one.extension in (".sass", ".scss", ".coffee") or one.data.get("layout") == "none":
        return False
    return not (isinstance(one, Document) and one.extension in (".yml", ".yaml"))
