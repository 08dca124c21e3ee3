"""`{% seo %}`: titles, descriptions and cards for search engines and social sites (jekyll-seo-tag)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import quote

from blogtool.model.language import normalise
from blogtool.model.siblings import tells_languages
from blogtool.render.ruby import is_true, to_s
from blogtool.render.tags.seo_languages import ALONE, Version, Versions, versions_of

if TYPE_CHECKING:
    from blogtool.render.context import Context

_VERSION = "2.8.0"
# Pages that stand for the site itself.
_HOMES = frozenset({"/", "/index.html", "/about/"})
# As seo-tag names them: key under `webmaster_verifications` and name of the <meta>.
_VERIFICATIONS = {
    "google": "google-site-verification",
    "bing": "msvalidate.01",
    "alexa": "alexaVerifyID",
    "yandex": "yandex-verification",
    "baidu": "baidu-site-verification",
    "facebook": "facebook-domain-verification",
}
_KEPT_IN_URL = "/!$&'()*+,;=:@-._~%?#[]"
_ENTITY = re.compile(r"&(?!#?\w+;)")

Filter = Callable[..., object]
Values = Mapping[str, object]


class SeoTag:
    """The tag; `title=false` leaves out the `<title>`."""

    def __init__(self, markup: str) -> None:
        self.has_title = "title=false" not in markup.replace(" ", "")

    def render(self, context: Context) -> str:
        """The lines for the page's head."""
        page, site, pager = context.find("page"), context.find("site"), context.find("paginator")

        def apply(name: str, value: object, *arguments: object) -> object:
            return context.engine.filter(name, value, *arguments, registers=context.registers)

        found = context.registers.site
        has_languages = bool(found.siblings) and tells_languages(found.config)
        versions = versions_of(page, found)
        facts = Facts(_map(page), _map(site), _map(pager), apply, has_languages, versions)
        return "\n".join(
            [
                f"<!-- Begin Jekyll SEO tag v{_VERSION} -->",
                *([f"<title>{facts.title}</title>"] if self.has_title and facts.title else []),
                *_lines(facts),
                "<!-- End Jekyll SEO tag -->\n",
            ]
        )


def _map(value: object) -> Values:
    return value if isinstance(value, Mapping) else {}


class Facts:
    """What is known of a page, each fact ready to print."""

    def __init__(
        self,
        page: Values,
        site: Values,
        pager: Values,
        apply: Filter,
        has_languages: bool = False,
        versions: Versions = ALONE,
    ) -> None:
        self.has_languages = has_languages
        self.versions = versions
        self.page = page
        self.site = site
        self.pager = pager
        self.apply = apply

    def formatted(self, value: object) -> str | None:
        """A text of the author's without Markdown and HTML, escaped; None where nothing is left."""
        if value is None or value is False:
            return None
        text = str(self.apply("append", "", value))
        plain = self.apply("strip_html", self.apply("markdownify", text))
        escaped = self.apply("escape_once", self.apply("normalize_whitespace", plain))
        return str(escaped).strip() or None

    def address(self, value: object) -> str:
        """An absolute address."""
        return str(self.apply("absolute_url", value))

    @cached_property
    def seo(self) -> Values:
        """The page's own `seo:`."""
        return _map(self.page.get("seo"))

    @cached_property
    def is_home(self) -> bool:
        """Whether the page is the site's first page, or the one about it."""
        return self.page.get("url") in _HOMES

    @cached_property
    def site_title(self) -> str | None:
        """The site's title or name."""
        return self.formatted(_first(self.site, "title", "name"))

    @cached_property
    def page_title(self) -> str | None:
        """The page's title, or the site's."""
        return self.formatted(self.page.get("title")) or self.site_title

    @cached_property
    def title(self) -> str | None:
        """What stands in `<title>`: the page's and the site's, or the site's and what it says of itself."""
        description = self.formatted(self.site.get("description"))
        # As Jekyll's plugin: a tagline counts only where there is a description, too.
        about = description and (self.formatted(self.site.get("tagline")) or description)
        title = self.page_title
        if self.site_title and title != self.site_title:
            title = f"{title} | {self.site_title}"
        elif self.site_title and about:
            title = f"{self.site_title} | {about}"
        return f"{self.page_number}{title}" if title and self.page_number else title

    @cached_property
    def page_number(self) -> str | None:
        """`Page 2 of 3 for `, on the later pages of a list."""
        number = self.pager.get("page")
        if not isinstance(number, int) or number < 2:
            return None
        message = str(self.site.get("seo_paginator_message") or "Page %<current>s of %<total>s for ")
        total = self.pager.get("total_pages")
        return message.replace("%<current>s", str(number)).replace("%<total>s", str(total))

    @cached_property
    def description(self) -> str | None:
        """The page's description, its excerpt, or the site's description."""
        for text in (self.page.get("description"), self.page.get("excerpt")):
            if text is not None and text is not False:
                return self.formatted(text) or self.formatted(self.site.get("description"))
        return self.formatted(self.site.get("description"))

    @cached_property
    def author(self) -> dict[str, object]:
        """The author: `name`, `twitter` and what else is known; empty where there is none."""
        authors = self.page.get("authors")
        first = authors[0] if isinstance(authors, (list, tuple)) and authors else None
        author: object = self.page.get("author")
        if author is False:
            return {}
        if author is None or author == "":
            author = first or self.site.get("author")
        if not isinstance(author, (str, Mapping)) or author == "":
            return {}  # as Jekyll: a list of names is none
        known = _map(_map(self.site.get("data")).get("authors"))
        details = author if isinstance(author, Mapping) else _map(known.get(str(author)))
        name = details.get("name") or (None if isinstance(author, Mapping) else author)
        twitter = details.get("twitter") or (name if isinstance(author, Mapping) else author)
        found: dict[str, object] = {**details, "name": name}
        found["twitter"] = str(twitter).replace("@", "") if twitter else None
        return found

    @cached_property
    def locale(self) -> str:
        """`fr_CA`, as Open Graph writes languages."""
        found = [_first(one, key) for key in ("locale", "lang") for one in (self.page, self.site)]
        if self.has_languages:  # where each page is told its own, it counts more than what is said for all
            found = [_first(self.page, "locale", "lang"), *found]
        said = str(next((one for one in found if one is not None), "en_US"))
        is_proper = self.has_languages and self.site.get("hreflang") == "head"
        return (normalise(said) if is_proper else said).replace("-", "_")

    @cached_property
    def canonical(self) -> str:
        """The page's one address."""
        own = self.page.get("canonical_url")
        return str(own) if own else self.place(self.page)

    def place(self, page: Values) -> str:
        """The absolute address of a page."""
        return self.address(page.get("url")).replace("/index.html", "/")

    @cached_property
    def image(self) -> dict[str, object] | None:
        """The page's picture: its absolute address in `url`, and what else its map says."""
        image = self.page.get("image")
        details = dict(image) if isinstance(image, Mapping) else {"path": image}
        path = details.pop("path", None)
        if path is None:
            path = details.get("facebook", details.get("twitter"))
        if not isinstance(path, str):
            return None
        return {**details, "url": quote(self.address(path), safe=_KEPT_IN_URL), "@type": "imageObject"}

    @cached_property
    def kind(self) -> str:
        """The page's type for schema.org."""
        own = self.seo.get("type")
        if own:
            return str(own)
        if self.is_home:
            return "WebSite"
        return "BlogPosting" if self.page.get("date") else "WebPage"

    @cached_property
    def card(self) -> str:
        """The kind of Twitter's card."""
        if self.image is None:
            return "summary"
        own = _map(self.page.get("twitter")).get("card") or _map(self.site.get("twitter")).get("card")
        return str(own or "summary_large_image")

    @cached_property
    def modified(self) -> object:
        """When it was changed: as the page says, else its date."""
        page = self.page
        return self.seo.get("date_modified") or page.get("last_modified_at") or page.get("date")

    def time(self, value: object) -> str:
        """A time for machines."""
        return str(self.apply("date_to_xmlschema", value))


def _first(values: Values, *keys: str) -> object:
    return next((values[key] for key in keys if is_true(values.get(key))), None)


def _attribute(value: object) -> str:
    """A value within double quotes; what is escaped already stays so."""
    return _ENTITY.sub("&amp;", str(value)).replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")


def _named(name: str, content: object) -> str:
    return f'<meta name="{name}" content="{_attribute(content)}" />'


def _property(name: str, content: object) -> str:
    return f'<meta property="{name}" content="{_attribute(content)}" />'


def _lines(facts: Facts) -> Iterator[str]:
    """The tags after the title, in seo-tag's order."""
    yield _named("generator", "Jekyll v4.3.1")
    if facts.page_title:
        yield _property("og:title", facts.page_title)
    if facts.author.get("name"):
        yield _named("author", facts.author["name"])
    if facts.page.get("indexing") == "noindex":  # only where the site has `indexing:`, which Jekyll does not know
        yield _named("robots", "noindex")
    yield _property("og:locale", facts.locale)
    if facts.description:
        yield _named("description", facts.description)
        yield _property("og:description", facts.description)
    if facts.site.get("url"):
        yield f'<link rel="canonical" href="{_attribute(facts.canonical)}" />'
        yield _property("og:url", facts.canonical)
    yield from _versions(facts)
    if facts.site_title:
        yield _property("og:site_name", facts.site_title)
    yield from _picture(facts)
    if facts.page.get("date"):
        yield _property("og:type", "article")
        yield _property("article:published_time", facts.time(facts.page["date"]))
    else:
        yield _property("og:type", "website")
    for rel, key in (("prev", "previous_page_path"), ("next", "next_page_path")):
        if facts.pager.get(key):
            yield f'<link rel="{rel}" href="{_attribute(facts.address(facts.pager[key]))}" />'
    yield from _twitter(facts)
    yield from _facebook(_map(facts.site.get("facebook")))
    yield from _verifications(facts.site)
    yield '<script type="application/ld+json">'
    linked = json.dumps(_linked_data(facts), ensure_ascii=False, separators=(",", ":"))
    yield linked.replace("</", "<\\/") + "</script>"  # the same text to a reader of JSON, and never the end


def _versions(facts: Facts) -> Iterator[str]:
    """The same page in other languages, itself among them, and the one for readers of all others."""
    named = [(one.code, one.face) for one in facts.versions.known]
    default = facts.versions.default
    for code, face in [*named, *([("x-default", default)] if default is not None else [])]:
        yield f'<link rel="alternate" hreflang="{code}" href="{_attribute(facts.place(face))}" />'
    for one in facts.versions.others():
        yield _property("og:locale:alternate", one.code.replace("-", "_"))


def _picture(facts: Facts) -> Iterator[str]:
    if facts.image is None:
        return
    yield _property("og:image", facts.image["url"])
    for key in ("height", "width", "alt"):
        if facts.image.get(key):
            yield _property(f"og:image:{key}", facts.image[key])


def _twitter(facts: Facts) -> Iterator[str]:
    yield _named("twitter:card", facts.card)
    if facts.image is not None:
        yield _property("twitter:image", facts.image["url"])
        if facts.image.get("alt"):
            yield _named("twitter:image:alt", facts.image["alt"])
    if facts.page_title:
        yield _property("twitter:title", facts.page_title)
    twitter = facts.site.get("twitter")
    if is_true(twitter):  # as Jekyll's plugin: also where it names nobody
        username = _map(twitter).get("username")
        yield _named("twitter:site", "@" + ("" if username is None else to_s(username).replace("@", "")))
        if facts.author.get("twitter"):
            yield _named("twitter:creator", f"@{facts.author['twitter']}")


def _facebook(facebook: Values) -> Iterator[str]:
    for key, name in (("admins", "fb:admins"), ("publisher", "article:publisher"), ("app_id", "fb:app_id")):
        if facebook.get(key):
            yield _property(name, facebook[key])


def _verifications(site: Values) -> Iterator[str]:
    known = site.get("webmaster_verifications")
    if isinstance(known, Mapping):
        for key, name in _VERIFICATIONS.items():
            if is_true(known.get(key)):
                yield _named(name, known[key])
    elif is_true(site.get("google_site_verification")):
        yield _named("google-site-verification", site["google_site_verification"])


def _linked_data(facts: Facts) -> dict[str, object]:
    """The page for schema.org: keys in alphabetical order after the first two."""
    values: dict[str, object] = {
        "author": _person(facts),
        "dateModified": facts.time(facts.modified) if facts.modified else None,
        "datePublished": facts.time(facts.page["date"]) if facts.page.get("date") else None,
        "description": facts.description,
        "headline": facts.page_title,
        "image": _image_data(facts),
        "inLanguage": facts.versions.own or None,
        "mainEntityOfPage": _main_entity(facts),
        "name": _name(facts),
        "publisher": _publisher(facts),
        "sameAs": _same_as(facts),
        **_relatives(facts),
        "url": facts.canonical,
    }
    known = {key: value for key, value in sorted(values.items()) if value is not None}
    return {"@context": "https://schema.org", "@type": facts.kind, **known}


def _relatives(facts: Facts) -> dict[str, object]:
    """What a page was translated from, or into what."""
    relation, relatives = facts.versions.relatives(facts.page)
    if not relatives or facts.kind not in ("BlogPosting", "CreativeWork"):  # schema.org: of creative works
        return {}
    told = [_relative(facts, one) for one in relatives]
    return {relation: told if relation == "workTranslation" else told[0]}


def _relative(facts: Facts, one: Version) -> dict[str, object]:
    return {"@type": facts.kind, "@id": facts.place(one.face), "inLanguage": one.code}


def _person(facts: Facts) -> dict[str, object] | None:
    author = facts.author
    if not author.get("name"):
        return None
    person: dict[str, object] = {
        "@type": str(author.get("type") or "Person"),
        "name": to_s(author["name"]),
    }
    return {**person, "url": author["url"]} if author.get("url") else person


def _image_data(facts: Facts) -> object:
    """A picture that is an address alone is told as one."""
    if facts.image is None:
        return None
    return facts.image if facts.image.keys() - {"url", "@type"} else facts.image["url"]


def _main_entity(facts: Facts) -> dict[str, object] | None:
    if facts.kind not in ("BlogPosting", "CreativeWork"):
        return None
    return {"@type": "WebPage", "@id": facts.canonical}


def _name(facts: Facts) -> object:
    """The page's own name, or on the site's first page the site's."""
    if facts.seo.get("name"):
        return facts.seo["name"]
    if not facts.is_home:
        return None
    social = _map(facts.site.get("social")).get("name")
    return facts.formatted(social) or facts.site_title


def _publisher(facts: Facts) -> dict[str, object] | None:
    logo = facts.site.get("logo")
    if not is_true(logo):
        return None
    picture = {"@type": "ImageObject", "url": facts.address(logo)}
    publisher: dict[str, object] = {"@type": "Organization", "logo": picture}
    return {**publisher, "name": to_s(facts.author["name"])} if facts.author.get("name") else publisher


def _same_as(facts: Facts) -> object:
    if facts.seo.get("links"):
        return facts.seo["links"]
    return _map(facts.site.get("social")).get("links") if facts.is_home else None
