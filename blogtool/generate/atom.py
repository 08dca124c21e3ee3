"""Writes one Atom feed, in the shape that jekyll-feed gives it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from blogtool.generate.sites import has_file, is_markdown, is_true, options
from blogtool.model.content import Document
from blogtool.model.language import normalise
from blogtool.model.plugins import Rendering
from blogtool.model.site import Site
from blogtool.text.scalars import scalar_text

_MEDIA = 'xmlns:media="http://search.yahoo.com/mrss/"'
_GENERATOR = '<generator uri="https://jekyllrb.com/" version="4.3.1">Jekyll</generator>'


def write_feed(
    rendering: Rendering,
    address: str,
    collection: str,
    category: str | None = None,
    tag: str | None = None,
    lang: str | None = None,
) -> str:
    """The feed at `address` (relative to the site) of a collection, or of a part of it."""
    return "".join(_Writer(rendering, lang).feed(address, collection, category, tag))


@dataclass(frozen=True)
class _Writer:
    """Turns documents into entries, asking the rendering for what is not in them."""

    rendering: Rendering
    lang: str | None = None  # only documents of this language

    @property
    def site(self) -> Site:
        return self.rendering.site

    def feed(self, address: str, collection: str, category: str | None, tag: str | None) -> Iterator[str]:
        config = self.site.config
        lang = normalise(self.lang) if self.lang else config.get("lang")
        yield '<?xml version="1.0" encoding="utf-8"?>'
        if has_file(self.site, "feed.xslt.xml"):
            yield f'<?xml-stylesheet type="text/xml" href="{self.link("/feed.xslt.xml")}"?>'
        yield f'<feed xmlns="http://www.w3.org/2005/Atom" {_lang(lang)}>{_GENERATOR}'
        yield f'<link href="{self.link(address)}" rel="self" type="application/atom+xml" />'
        spoken = f' hreflang="{escape(str(lang))}"' if lang else ""
        yield f'<link href="{self.link(self.home())}" rel="alternate" type="text/html"{spoken} />'
        yield f"<updated>{self.time(self.site.time)}</updated><id>{self.link(address)}</id>"
        yield from self.title(collection, category)
        description = config.get("description")
        if description is not None and description is not False:
            yield f"<subtitle>{self.escaped(description)}</subtitle>"
        if is_true(config.get("author")):
            yield self.author(config.get("author"))
        for document in self.documents(collection, category, tag):
            yield from self.entry(document)
        yield "</feed>"

    def home(self) -> str:
        """The first page of the feed's language, or of the site."""
        if not self.lang:
            return "/"
        root = next((page for page in self.site.pages if page.url in ("/", "/index.html")), None)
        own = self.site.siblings.in_language(root, self.lang) if root is not None else None
        return own.url.replace("/index.html", "/") if own is not None else "/"

    def title(self, collection: str, category: str | None) -> Iterator[str]:
        """The site's title, then the collection and the category, where the feed is of a part."""
        config = self.site.config
        title = config.get("title") or config.get("name")
        parts = [self.text(title) if title else ""]
        if collection != "posts":
            parts.append(_capitalized(collection))
        if category:
            parts.append(_capitalized(category))
        whole = " | ".join(parts)
        if title or len(parts) > 1:
            yield f'<title type="html">{self.escaped(self.rendering.filter("smartify", whole))}</title>'

    def documents(self, collection: str, category: str | None, tag: str | None) -> Sequence[Document]:
        """The newest documents; of the same moment in the order that Jekyll's sorting leaves."""
        site = self.site
        known: Sequence[Document] = ()
        if tag:
            known = site.tags.get(tag, ())
        elif collection == "posts":
            known = site.posts
        elif collection in site.collections:
            known = site.collections[collection].documents
        if category:
            known = [one for one in known if category in _texts(one.data.get("categories"))]
        if not site.config.flag("show_drafts"):
            known = [one for one in known if one.data.get("draft") is not True]
        if self.lang:
            asked, siblings = normalise(self.lang), site.siblings
            known = [one for one in known if normalise(siblings.lang(one)) == asked]
        known = sorted(known, key=lambda one: one.date)[::-1]
        return known[: _limit(options(site.config, "feed").get("posts_limit"))]

    def entry(self, one: Document) -> Iterator[str]:
        """One document of the feed."""
        data = one.data
        url, title = self.link(one.url), self.entry_title(data.get("title"))
        lang = normalise(self.lang) if self.lang else data.get("lang")
        yield f"<entry{' ' + _lang(lang) if lang is not None and lang is not False else ''}>"
        yield f'<title type="html">{title}</title>'
        yield f'<link href="{url}" rel="alternate" type="text/html" title="{title}" />'
        yield f"<published>{self.time(one.date)}</published>"
        yield f"<updated>{self.time(data.get('last_modified_at') or one.date)}</updated>"
        yield f"<id>{self.link(one.id)}</id>"
        if not self.is_excerpt_only(data):
            content = self.rendering.content(one).strip()
            yield f'<content type="html" xml:base="{url}">{_cdata(content)}</content>'
        yield self.author(self.author_of(data))
        yield from self.categories(data)
        yield from self.summary(one)
        yield from self.image(data.get("image"))
        yield "</entry>"

    def entry_title(self, title: object) -> str:
        smart = self.rendering.filter("smartify", title)
        plain = self.rendering.filter("strip_html", smart)
        return self.escaped(self.rendering.filter("normalize_whitespace", plain))

    def is_excerpt_only(self, data: Mapping[str, object]) -> bool:
        """Whether the post or, where it does not say yes, the site leaves contents out."""
        own = data.get("feed")
        if isinstance(own, Mapping) and own.get("excerpt_only"):
            return True
        return bool(options(self.site.config, "feed").get("excerpt_only"))

    def author_of(self, data: Mapping[str, object]) -> object:
        """The post's author, else the first of its authors, else the site's; looked up in the data."""
        authors = data.get("authors")
        first = authors[0] if isinstance(authors, (list, tuple)) and authors else None
        author = data.get("author") or first or self.site.config.get("author")
        known = self.site.data.get("authors")
        if isinstance(known, Mapping) and isinstance(author, str) and known.get(author):
            return known[author]
        return author

    def author(self, author: object) -> str:
        """An author: a name, or a map with name, email and uri."""
        details = author if isinstance(author, Mapping) else {}
        name = details.get("name") or author or ""
        lines = [f"<author><name>{self.escaped(name)}</name>"]
        known = [key for key in ("email", "uri") if details.get(key)]
        lines += [f"<{key}>{self.escaped(details[key])}</{key}>" for key in known]
        return "".join([*lines, "</author>"])

    def categories(self, data: Mapping[str, object]) -> Iterator[str]:
        """Terms. As Jekyll: `category` alone stands for all `categories`."""
        single = data.get("category")
        names = [single] if single else _texts(data.get("categories"))
        for name in (*names, *_texts(data.get("tags"))):
            yield f'<category term="{self.escaped(name)}" />'

    def summary(self, one: Document) -> Iterator[str]:
        text: object = one.data.get("description") or self._excerpt(one)
        if text is None:
            return
        plain = self.rendering.filter("normalize_whitespace", self.rendering.filter("strip_html", text))
        yield f'<summary type="html">{_cdata(self.text(plain))}</summary>'

    def _excerpt(self, one: Document) -> str | None:
        """The excerpt; None where the post has none, or an empty one of its own."""
        own = one.data.get("excerpt")
        if own is not None:
            return str(own) or None
        separator = one.data.get("excerpt_separator", self.site.config.settings.get("excerpt_separator"))
        # As Jekyll: an excerpt in Markdown ends in a newline, and is never quite empty.
        excerpt = self.rendering.excerpt(one) if separator else ""
        return excerpt if excerpt or (separator and is_markdown(self.site.config, one.extension)) else None

    def image(self, image: object) -> Iterator[str]:
        """The post's picture: an address, or a map with `path`."""
        path = (image.get("path") or image) if isinstance(image, Mapping) else image
        if not is_true(path):
            return
        url = self.text(path)
        if "://" not in url:
            url = self.text(self.rendering.filter("absolute_url", url))
        url = escape(url)
        yield f'<media:thumbnail {_MEDIA} url="{url}" /><media:content medium="image" url="{url}" {_MEDIA} />'

    def link(self, address: str) -> str:
        """An absolute address, escaped."""
        return self.escaped(self.rendering.filter("absolute_url", address))

    def time(self, value: object) -> str:
        return str(self.rendering.filter("date_to_xmlschema", value))

    def escaped(self, value: object) -> str:
        return str(self.rendering.filter("xml_escape", value))

    def text(self, value: object) -> str:
        """A value as Liquid prints it."""
        return value if isinstance(value, str) else str(self.rendering.filter("append", "", value))


def _lang(lang: object) -> str:
    return f'xml:lang="{escape(str(lang))}"' if lang is not None and lang is not False else ""


def _capitalized(text: str) -> str:
    return text[:1].upper() + text[1:].lower()


def _texts(value: object) -> list[str]:
    return [scalar_text(one) for one in value] if isinstance(value, (list, tuple)) else []


def _limit(value: object) -> int:
    if value is None:
        return 10
    try:
        return max(0, int(str(value)))
    except ValueError:
        return 0


def _cdata(text: str) -> str:
    """Text in a CDATA section, cut where it would end the section itself."""
    return "<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>"
