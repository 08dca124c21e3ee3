"""A small world for templates: a site without files, in which a piece of Liquid can be rendered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime

from blogtool.model.config import DEFAULTS, Config
from blogtool.model.content import Include
from blogtool.model.plugins import Plugins
from blogtool.model.site import Site
from blogtool.render.liquid import Liquid
from blogtool.render.registers import Registers
from blogtool.text.dates import fixed_zone


def a_config(settings: Mapping[str, object] | None = None, source: str = "/nowhere") -> Config:
    return Config(source=source, destination="/nowhere/_site", settings={**DEFAULTS, **(settings or {})})


def registers(
    config: Config,
    includes: Mapping[str, str] | None = None,
    warn: Callable[[str], None] = lambda message: None,
    memo: dict[object, object] | None = None,
) -> Registers:
    files = {name: Include(name, f"_includes/{name}", text) for name, text in (includes or {}).items()}
    site = Site(
        config=config, time=datetime(2024, 5, 1, tzinfo=UTC), posts=(), collections={}, pages=(),
        static_files=(), data={}, layouts={}, includes=files,
    )  # fmt: skip
    return Registers(
        site=site,
        config=config,
        find_include=files.get,
        markdownify=lambda text: f"<p>{text}</p>\n",
        convert_sass=lambda text, is_indented: f"/* {text} */",
        url_of={"about.md": "/about/"}.get,
        post_url={"2024-05-01-hello": "/2024/05/01/hello.html"}.get,
        path="index.html",
        warn=warn,
        memo={} if memo is None else memo,
    )


def render(
    source: str,
    variables: Mapping[str, object] | None = None,
    *,
    settings: Mapping[str, object] | None = None,
    includes: Mapping[str, str] | None = None,
    plugins: Plugins | None = None,
    warn: Callable[[str], None] = lambda message: None,
    folder: str = "/nowhere",
) -> str:
    """What a template prints."""
    config = a_config(settings, folder)
    engine = Liquid(config, plugins)
    template = engine.parse(source, "index.html")
    return engine.render(template, variables or {}, registers(config, includes, warn))


def revived(value: object) -> object:
    """A value of a case file: `{"$t": [seconds, offset]}` is a time, `{"$d": text}` a date."""
    if isinstance(value, list):
        return [revived(one) for one in value]
    if not isinstance(value, dict):
        return value
    if "$d" in value:
        return date.fromisoformat(value["$d"])
    if "$t" in value:
        seconds, offset = value["$t"]
        if offset == "Z":
            return datetime.fromtimestamp(seconds, UTC)
        size = int(offset[1:3]) * 3600 + int(offset[4:6]) * 60
        return datetime.fromtimestamp(seconds, fixed_zone(-size if offset[0] == "-" else size))
    return {key: revived(one) for key, one in value.items()}
