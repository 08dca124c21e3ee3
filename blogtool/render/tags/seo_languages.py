"""What `{% seo %}` tells of a page's other languages, where the site says `hreflang: head`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from blogtool.model.language import normalise
from blogtool.model.siblings import Siblings, main_language
from blogtool.model.site import Site
from blogtool.render.drops import DocumentDrop, PageDrop

Face = DocumentDrop | PageDrop


@dataclass(frozen=True)
class Version:
    """A page in one language."""

    code: str  # as BCP 47 writes it
    face: Face


@dataclass(frozen=True)
class Versions:
    """The same text in the languages that search engines may know of; empty where there are not two of them."""

    own: str = ""  # the code of the page itself
    known: tuple[Version, ...] = ()  # in the order of the site's languages, the page itself among them
    default: Face | None = None  # for readers of all other languages

    def others(self) -> Iterator[Version]:
        """All but the page itself."""
        return (one for one in self.known if one.code != self.own)

    def relatives(self, page: Mapping[str, object]) -> tuple[str, tuple[Version, ...]]:
        """How schema.org calls what the page has to do with the others, and which of them that is true of."""
        if page.get("translated") is not True:
            return "workTranslation", tuple(self.others())
        original = page.get("original")
        url = original.get("url") if isinstance(original, Mapping) else None
        return "translationOfWork", tuple(one for one in self.others() if one.face.get("url") == url)


ALONE = Versions()


def versions_of(page: object, site: Site) -> Versions:
    """The versions of the page that is rendered, where its head is to name them."""
    config = site.config
    # The shipped theme does it itself.
    is_asked = config.text("hreflang") == "head" and config.text("theme") != "blogtool-paper"
    if not (is_asked and site.siblings) or not isinstance(page, (DocumentDrop, PageDrop)):
        return ALONE
    if _is_hidden(page) or page.get("fallback"):
        return ALONE
    siblings = site.siblings
    translations = page.get("translations")
    faces = [page, *(translations if isinstance(translations, list) else ())]
    found = {normalise(_lang(face, siblings)): face for face in faces if not _is_hidden(face)}
    known = [Version(code, found[code]) for code in map(normalise, siblings.languages) if code in found]
    if len(known) < 2:
        return ALONE
    main = normalise(main_language(config))
    default = next((one.face for one in known if one.code == main), known[0].face)
    return Versions(normalise(_lang(page, siblings)), tuple(known), default)


def _is_hidden(face: Face) -> bool:
    return face.get("indexing") == "noindex"


def _lang(face: Face, siblings: Siblings) -> str:
    return siblings.lang(face.document if isinstance(face, DocumentDrop) else face.page)
