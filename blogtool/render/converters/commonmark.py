"""CommonMark for sites that ask for it: the native library cmark-gfm, in jekyll-commonmark's wrappers."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any

# Options of the `commonmark:` section, as jekyll-commonmark names them.
_OPTIONS = {
    "FOOTNOTES": "CMARK_OPT_FOOTNOTES", "UNSAFE": "CMARK_OPT_UNSAFE", "SMART": "CMARK_OPT_SMART",
    "HARDBREAKS": "CMARK_OPT_HARDBREAKS", "NOBREAKS": "CMARK_OPT_NOBREAKS", "SOURCEPOS": "CMARK_OPT_SOURCEPOS",
    "VALIDATE_UTF8": "CMARK_OPT_VALIDATE_UTF8", "GITHUB_PRE_LANG": "CMARK_OPT_GITHUB_PRE_LANG",
    "LIBERAL_HTML_TAG": "CMARK_OPT_LIBERAL_HTML_TAG",
    "STRIKETHROUGH_DOUBLE_TILDE": "CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE",
    "TABLE_PREFER_STYLE_ATTRIBUTES": "CMARK_OPT_TABLE_PREFER_STYLE_ATTRIBUTES",
}  # fmt: skip
_EXTENSIONS = ("table", "strikethrough", "autolink", "tagfilter", "tasklist")
# What GitHub Pages sets for `CommonMarkGhPages` and GitHub itself for GFM.
_GITHUB_OPTIONS = ("FOOTNOTES", "UNSAFE")

_CODE = re.compile(r'<pre><code(?: class="language-([^"]*)")?>(.*?)</code></pre>', re.DOTALL)
_REFERENCE = re.compile(r'<a href="#fn-[^"]*" id="fnref-[^"]*" data-footnote-ref>(\d+)</a>')
_BACK_FIRST = re.compile(
    r'<a href="#fnref-[^"]*" class="footnote-backref" data-footnote-backref '
    r'data-footnote-backref-idx="(\d+)" aria-label="[^"]*">↩</a>'
)
_BACK_AGAIN = re.compile(
    r' <a href="#fnref-[^"]*" class="footnote-backref" data-footnote-backref '
    r'data-footnote-backref-idx="\d+-\d+"[^>]*>↩<sup class="footnote-ref">\d+</sup></a>'
)
_NOTE = re.compile(r'<li id="fn-[^"]*">')


def convert(text: str, settings: Mapping[str, Any]) -> str:
    """The HTML of a CommonMark text; `settings` hold `markdown` and the `commonmark` section."""
    import cmarkgfm
    from cmarkgfm.cmark import Options

    section = settings.get("commonmark") or {}
    is_plain = str(settings.get("markdown", "")).lower() == "commonmark"
    names = [str(one).upper() for one in section.get("options", () if is_plain else _GITHUB_OPTIONS)]
    extensions = [
        one for one in section.get("extensions", () if is_plain else _EXTENSIONS) if one in _EXTENSIONS
    ]
    flags = 0
    for name in names:
        flags |= int(getattr(Options, _OPTIONS[name])) if name in _OPTIONS else 0
    page: str = cmarkgfm.markdown_to_html_with_extensions(text, flags, extensions)
    if "FOOTNOTES" in names:
        page = _with_numbered_notes(page)
    return _CODE.sub(_wrapped, page)


def _with_numbered_notes(page: str) -> str:
    """Footnotes as Jekyll's older library numbers them: ids by number, one link back."""
    page = _REFERENCE.sub(r'<a href="#fn\1" id="fnref\1">\1</a>', page)
    page = _BACK_AGAIN.sub("", page)
    page = _BACK_FIRST.sub(r'<a href="#fnref\1" class="footnote-backref">↩</a>', page)
    numbers = iter(range(1, page.count('<li id="fn-') + 1))
    page = _NOTE.sub(lambda _: f'<li id="fn{next(numbers)}">', page)
    return page.replace('<section class="footnotes" data-footnotes>', '<section class="footnotes">')


def _wrapped(found: re.Match[str]) -> str:
    """A code block in Rouge's wrappers, coloured where its language is known."""
    from blogtool.kramdown.highlight import highlight

    language, code = found[1], found[2]
    if language is None:
        return (
            '<div class="highlighter-rouge"><div class="highlight"><pre class="highlight">'
            f"<code>{code}</code></pre></div></div>"
        )
    coloured = highlight(html.unescape(code), html.unescape(language))
    return (
        f'<div class="language-{language} highlighter-rouge"><div class="highlight"><pre class="highlight">'
        f'<code data-lang="{language}">{code if coloured is None else coloured}</code></pre></div></div>'
    )
