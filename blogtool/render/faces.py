"""The faces of documents, pages and files, each always the same one, and the ways from one to another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from blogtool.model.content import Document, Page, StaticFile
from blogtool.render.drops import DocumentDrop, PageDrop, StaticFileDrop
from blogtool.render.states import Renderable

if TYPE_CHECKING:
    from blogtool.render.document import SiteRenderer


class Faces:
    """What drops and templates are given of the documents, pages and files of one site."""

    def __init__(self, renderer: SiteRenderer) -> None:
        self._renderer = renderer
        self._site = renderer.site
        self._note = renderer.note
        self._drops: dict[int, DocumentDrop | PageDrop] = {}
        self._files: dict[str, Mapping[str, object]] = {}

    def of(self, one: Renderable) -> DocumentDrop | PageDrop:
        """The face of a document or page."""
        return self.of_document(one) if isinstance(one, Document) else self.of_page(one)

    def of_document(self, document: Document) -> DocumentDrop:
        """The face of a document."""
        found = self._drops.get(id(document))
        if found is None:
            found = self._drops[id(document)] = DocumentDrop(document, self._renderer)
        assert isinstance(found, DocumentDrop)
        return found

    def of_page(self, page: Page) -> PageDrop:
        """The face of a page."""
        found = self._drops.get(id(page))
        if found is None:
            found = self._drops[id(page)] = PageDrop(page, self._renderer)
        assert isinstance(found, PageDrop)
        return found

    def of_files(self, files: Iterable[StaticFile]) -> list[object]:
        """The faces of static files."""
        for file in files:
            if file.path not in self._files:
                self._files[file.path] = StaticFileDrop(file, self._site.config.timezone)
        return [self._files[file.path] for file in files]

    def shown(self, value: object) -> object:
        """A generator's value with the faces of the documents and pages in it."""
        if isinstance(value, Document):
            return self.of_document(value)
        if isinstance(value, Page):
            return self.of_page(value)
        if isinstance(value, (list, tuple)):
            return [self.shown(one) for one in value]
        if isinstance(value, Mapping):
            return {key: self.shown(one) for key, one in value.items()}
        return value

    @cached_property
    def _places(self) -> dict[int, int]:
        """The place of each document in its collection."""
        every = self._site.collections.values()
        return {id(one): place for collection in every for place, one in enumerate(collection.documents)}

    def neighbour(self, document: Document, step: int) -> DocumentDrop | None:
        """The document before or after in its collection."""
        collection = self._site.collections.get(document.collection)
        documents = collection.documents if collection is not None else ()
        self._note(f"near:{document.path}")
        other = self._places.get(id(document), len(documents) + 1) + step
        return self.of_document(documents[other]) if 0 <= other < len(documents) else None

    def translations(self, one: Renderable) -> list[DocumentDrop | PageDrop]:
        """`page.translations`: those that exist, in the order of the site's languages."""
        self._note(f"siblings:{one.path}")
        return [self.of(other) for other in self._site.siblings.of(one)]

    def original(self, one: Renderable) -> DocumentDrop | PageDrop | None:
        """`page.original`: what it was translated from."""
        self._note(f"siblings:{one.path}")
        found = self._site.siblings.original(one)
        return self.of(found) if found is not None else None
