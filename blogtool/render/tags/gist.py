"""`{% gist user/id file %}`: a script of gist.github.com (jekyll-gist). Nothing is fetched while building."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from blogtool.render.context import Context

_QUOTED = re.compile(r"""\A(?:"([^"]*)"|'([^']*)')\Z""")
_GIST = re.compile(r"\A(?:[\w-]+/)?[0-9a-zA-Z]+\Z")


class GistTag:
    """The tag: a gist's id with or without its owner, and a file of it; both may be variables."""

    def __init__(self, markup: str) -> None:
        words = markup.split(None, 1)
        if not words:
            raise ValueError("say which gist: `{% gist user/1234567 file.py %}`")
        self.gist, self.file = words[0], words[1] if len(words) > 1 else ""

    def render(self, context: Context) -> str:
        """The script element."""
        gist = _value(self.gist, context)
        if not _GIST.match(gist):
            raise ValueError(f"`{gist}` is no gist: it is written `user/1234567`, or `1234567` alone")
        file = _value(self.file, context) if self.file else ""
        query = f"?file={quote(file, safe='/.-_~')}" if file else ""
        return f'<script src="https://gist.github.com/{escape(gist)}.js{query}"> </script>'


def _value(written: str, context: Context) -> str:
    """A word of the markup: a text in quotes, a variable, or just itself."""
    quoted = _QUOTED.match(written)
    if quoted is not None:
        return quoted[1] if quoted[1] is not None else quoted[2]
    found = context.evaluate(written) if re.fullmatch(r"[A-Za-z_][\w.-]*", written) else None
    return str(found) if found is not None else written
