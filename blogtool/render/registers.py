"""What tags and filters may ask of the build while a template renders."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from blogtool.model.config import Config
from blogtool.model.content import Include
from blogtool.model.site import Site


@dataclass
class Registers:
    """The build as a template sees it, beyond its variables. One for each page being rendered.

    The callables are given by `render/asking.py`; tags and filters never reach around them.
    """

    site: Site
    config: Config
    find_include: Callable[[str], Include | None]  # by the name written in `{% include name %}`
    markdownify: Callable[[str], str]  # the site's Markdown converter
    convert_sass: Callable[[str, bool], str]  # (text, indented syntax?) -> CSS
    url_of: Callable[[str], str | None]  # source path (`_posts/…`, `about.md`) -> URL, for `{% link %}`
    post_url: Callable[[str], str | None]  # `2024-05-01-hello` or `sub/…` -> URL, for `{% post_url %}`
    path: str = ""  # of the file with the words being rendered, for messages and include_relative
    page: Mapping[str, object] = field(default_factory=dict)  # the same mapping as `page` in Liquid
    warn: Callable[[str], None] = lambda message: None
    note: Callable[[str], None] = lambda facet: None  # tells the traces what was read: `volatile` for the clock
    note_template: Callable[[str], None] = lambda text: None  # as `note`, for what the text of an include asks for
    memo: dict[object, object] = field(default_factory=dict)  # lives as long as the build: include_cached
