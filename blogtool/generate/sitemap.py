"""`sitemap.xml` and `robots.txt` (jekyll-sitemap)."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from html import escape
from urllib.parse import quote

from blogtool.generate.sites import absolute_url, has_file, made_page, with_pages
from blogtool.model.config import Config
from blogtool.model.content import Document, Page, StaticFile
from blogtool.model.indexing import policy_of
from blogtool.model.language import normalise
from blogtool.model.plugins import Rendering
from blogtool.model.siblings import main_language
from blogtool.model.site import Site

_LONGEST = 50_000  # addresses in one sitemap (sitemaps.org)
_SPARE = 1_000  # room for pages that later generators add
_LARGEST = 50_000_000  # bytes of one sitemap (sitemaps.org: 50 MB)
_AROUND = 120  # bytes that an entry, or a link to another language, has around its address: more than most
_SHORT = 80  # bytes that an address is taken to have at least
# Files copied as they are that search engines read as documents.
_FILE_EXTENSIONS = (".htm", ".html", ".xhtml", ".pdf")
_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
{style}<urlset xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://www.sitemaps.org/schemas/sitemap/0.9 \
http://www.sitemaps.org/schemas/sitemap/0.9/sitemap.xsd" \
xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"{names}>
"""
_XHTML = ' xmlns:xhtml="http://www.w3.org/1999/xhtml"'


def map_site(site: Site) -> Site:
    """The site with a sitemap and a robots.txt, where it has none of its own."""
    made: list[Page] = []
    if not _has_own(site, "sitemap.xml"):
        made.extend(_maps(site))
    if not _has_own(site, "robots.txt"):
        made.append(made_page("/robots.txt", compose=_robots))
    return with_pages(site, made)


def _has_own(site: Site, path: str) -> bool:
    """Whether the site brings the file, if only to its default language.

    As Jekyll: where polyglot builds the languages one after another, all ask the first one's pages.
    """
    if site.config.settings.get("parallel_localization") is False and os.path.exists(f"{site.config.source}/{path}"):
        return True
    return has_file(site, path)


def _robots(rendering: Rendering) -> str:
    return f"Sitemap: {rendering.filter('absolute_url', 'sitemap.xml')}\n"


def _maps(site: Site) -> list[Page]:
    """One map, or where it would be too long for search engines an index of several."""
    named = [*(one.url for one in _documents(site)), *(one.url for one in _pages(site))]
    known = len(named) + len(list(_files(site)))
    links = len(site.siblings.languages) + 1 if names_versions(site.config) else 0
    longest = max(1, min(_LONGEST, _LARGEST // (_size(site, named) * (links + 1))))
    if known <= longest:
        return [made_page("/sitemap.xml", compose=lambda rendering: _sitemap(rendering, 0, 1))]
    parts = -(-known // (longest - min(_SPARE, longest // 2)))
    names = [f"/sitemap-{number}.xml" for number in range(1, parts + 1)]
    hidden = {"sitemap": False}
    return [
        made_page("/sitemap.xml", compose=lambda rendering: _index(rendering, names)),
        *(made_page(name, data=hidden, compose=_part(place, parts)) for place, name in enumerate(names)),
    ]


def _size(site: Site, urls: Sequence[str]) -> int:
    """The bytes that an address takes with what is around it: of one in twenty, more."""
    root = len(absolute_url(site.config, "/"))
    lengths = sorted(len(quote(url, safe="/%")) for url in urls)
    usual = lengths[len(lengths) * 19 // 20] if lengths else 0
    return _AROUND + max(_SHORT, root + usual)


def _part(place: int, parts: int) -> Callable[[Rendering], str]:
    return lambda rendering: _sitemap(rendering, place, parts)


def _index(rendering: Rendering, names: Sequence[str]) -> str:
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines.append('<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">')
    for name in names:
        lines.append(f"<sitemap><loc>{escape(str(rendering.filter('absolute_url', name)))}</loc></sitemap>")
    return "\n".join([*lines, "</sitemapindex>\n"])


def _sitemap(rendering: Rendering, place: int, parts: int) -> str:
    """The map of a site, or one of several parts of (nearly) the same length."""
    site = rendering.site
    style = ""
    if has_file(site, "sitemap.xsl"):
        address = rendering.filter("absolute_url", "/sitemap.xsl")
        style = f'<?xml-stylesheet type="text/xsl" href="{address}"?>\n'
    every: list[tuple[str, object, Document | Page | None]] = [
        *((one.url, _last_change(one), one) for one in _documents(site)),
        *((one.url, one.data.get("last_modified_at"), one) for one in _pages(site)),
        *((_file_address(one), _file_time(site, one), None) for one in _files(site)),
    ]
    mine = every[len(every) * place // parts : len(every) * (place + 1) // parts]
    has_versions = names_versions(site.config)
    entries = [
        _entry(rendering, url, changed, _versions(site, one) if has_versions and one is not None else ())
        for url, changed, one in mine
    ]
    return _HEAD.format(style=style, names=_XHTML if has_versions else "") + "".join(entries) + "</urlset>\n"


def _entry(rendering: Rendering, url: str, changed: object, versions: Iterable[tuple[str, str]]) -> str:
    lines = ["<url>", f"<loc>{_address(rendering, url)}</loc>"]
    if changed:
        lines.append(f"<lastmod>{rendering.filter('date_to_xmlschema', changed)}</lastmod>")
    for code, other in versions:  # other vocabularies come last, says the schema of sitemaps.org
        lines.append(f'<xhtml:link rel="alternate" hreflang="{code}" href="{_address(rendering, other)}"/>')
    return "\n".join([*lines, "</url>\n"])


def _address(rendering: Rendering, url: str) -> str:
    return escape(str(rendering.filter("absolute_url", url.replace("/index.html", "/"))), quote=False)


def names_versions(config: Config) -> bool:
    """Whether the sitemap, and not the pages, names the same text in other languages: `hreflang: sitemap`."""
    return config.text("hreflang") == "sitemap"


def _versions(site: Site, one: Document | Page) -> Iterator[tuple[str, str]]:
    """Code and URL of a page in each language that search engines may know of, and for all other readers."""
    siblings = site.siblings
    if not siblings or (isinstance(one, Page) and one.generated):
        return
    group = {normalise(siblings.lang(other)): other for other in (one, *siblings.of(one))}
    known = [code for code in map(normalise, siblings.languages) if code in group]
    known = [code for code in known if _is_listed(site, group[code])]  # each has to name the others
    if len(known) < 2:
        return
    for code in known:
        yield code, group[code].url
    main = normalise(main_language(site.config))
    yield "x-default", group[main if main in known else known[0]].url


def _documents(site: Site) -> Iterator[Document]:
    """Written documents, collection by collection in alphabetical order."""
    for _, collection in sorted(site.collections.items()):
        if collection.label == "posts" or collection.is_written:
            # Unlike Jekyll, without documents that wait for their day: their address leads nowhere yet.
            written = (one for one in collection.documents if one.written)
            yield from (one for one in written if _is_listed(site, one))


def _last_change(document: Document) -> object:
    return document.data.get("last_modified_at") or document.date


def _pages(site: Site) -> Iterator[Page]:
    for page in site.pages:
        is_html = page.destination.endswith((".html", ".htm", ".xhtml")) or page.url.endswith("/")
        if is_html and page.url != "/404.html" and _is_listed(site, page):
            yield page


def _files(site: Site) -> Iterator[StaticFile]:
    for file in site.static_files:
        is_read = file.extension in _FILE_EXTENSIONS and file.name != "404.html"
        if is_read and file.data.get("sitemap") is not False:
            yield file


def _file_address(file: StaticFile) -> str:
    return file.url if file.collection else f"/{file.path}"


def _file_time(site: Site, file: StaticFile) -> datetime:
    return datetime.fromtimestamp(int(file.modified), site.config.timezone)


def _is_listed(site: Site, one: Document | Page) -> bool:
    """Whether its own word and the policy of its kind let it be found."""
    return one.data.get("sitemap") is not False and policy_of(site.config, one.data) == "index"
