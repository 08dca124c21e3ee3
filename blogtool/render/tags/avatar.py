"""`{% avatar user size=40 %}`: a picture of a GitHub account (jekyll-avatar)."""

from __future__ import annotations

import re
import zlib
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from blogtool.render.context import Context

_OPTION = re.compile(r"\b(user|size|lazy)=([\w.\"'-]+)")
_SERVERS = 4
_SCALES = (1, 2, 3, 4)
_SIZE = 40  # pixels
_SMALL = 48  # pixels: below this the class `avatar-small` is added


class AvatarTag:
    """The tag: a name, or `user=variable`; `size=` in pixels; `lazy=true` for scripts that load later."""

    def __init__(self, markup: str) -> None:
        self.markup = markup.strip()

    def render(self, context: Context) -> str:
        """The image."""
        markup = self.markup
        if "{{" in markup:
            markup = context.engine.parse(markup, context.path).block.text(context)
        options = dict(_OPTION.findall(markup))
        name = markup.split()[0] if markup.split() and "=" not in markup.split()[0] else ""
        if "user" in options:
            name = str(_value(options["user"], context) or "")
        name = name.strip("\"'").removeprefix("@")
        size = int(options["size"]) if options.get("size", "").isdigit() else _SIZE
        return image(name, size, options.get("lazy") == "true")


def _value(written: str, context: Context) -> object:
    return context.evaluate(written)


def image(name: str, size: int, is_lazy: bool = False) -> str:
    """The image of an account, in as many sizes as screens may want."""
    classes = "avatar avatar-small" if size < _SMALL else "avatar"
    first = _address(name, size, size)
    sizes = ", ".join(f"{_address(name, size, size * scale)} {scale}x" for scale in _SCALES)
    if is_lazy:  # noqa: SIM108
        source = f'src="" data-src="{first}" data-srcset="{sizes}"'
    else:
        source = f'src="{first}" srcset="{sizes}"'
    return (
        f'<img class="{classes}" alt="{escape(name)}" width="{size}" height="{size}" '
        f'data-proofer-ignore="true" {source} />'
    )


def _address(name: str, size: int, pixels: int) -> str:
    """As GitHub spreads pictures over its servers: by a checksum of the smallest one's path."""
    server = zlib.crc32(f"{name}?v=3&s={size}".encode()) % _SERVERS
    return f"https://avatars{server}.githubusercontent.com/{escape(name)}?v=3&s={pixels}"
