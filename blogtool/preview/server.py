"""Shows the finished site on this machine, and brings pages up to date as they are rebuilt."""

from __future__ import annotations

import asyncio
import errno
import ipaddress
import os
import socket
import threading
import webbrowser
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from blogtool.errors import BlogtoolError
from blogtool.model.config import Config
from blogtool.model.output import Report
from blogtool.preview import files
from blogtool.preview.desk import PATH, Handlers
from blogtool.preview.news import News
from blogtool.preview.translating import Translating
from blogtool.preview.watch import Rebuilder, watching

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

_WAKE = 0.1  # seconds between two looks at whether the server is to stop
_WAITING = 2048  # connections that may wait to be answered


def application(
    rebuilder: Rebuilder, news: News, host: str, livereload: bool, translating: Translating
) -> Starlette:
    """The web application: files of the destination, the live reload beside them, and the side-by-side pages."""
    from starlette.applications import Starlette
    from starlette.responses import PlainTextResponse, StreamingResponse
    from starlette.routing import Route

    def guarded(work: Callable[[Request], Response]) -> Callable[[Request], Response]:
        def guard(request: Request) -> Response:
            if not is_for_us(request.headers.get("host", ""), host):
                return PlainTextResponse("wrong host", 421)
            return work(request)

        return guard

    def events(request: Request) -> Response:
        return StreamingResponse(
            news.stream(), media_type="text/event-stream", headers={"cache-control": "no-store"}
        )

    def script(request: Request) -> Response:
        text = Path(__file__).with_name("live.js").read_text("utf-8")
        return PlainTextResponse(text, media_type="text/javascript", headers={"cache-control": "no-cache"})

    def file(request: Request) -> Response:
        return files.answer(rebuilder.config, request, news if livereload else None)

    desk = Handlers(lambda: rebuilder.config, news, translating)
    return Starlette(
        routes=[
            Route(files.EVENTS, guarded(events)),
            Route(files.SCRIPT, guarded(script)),
            *desk.routes(guarded),
            Route("/{path:path}", guarded(file), methods=["GET", "HEAD"]),
        ]
    )


def is_for_us(said: str, host: str) -> bool:
    """Whether a request's `Host` is ours: a stranger's name for this address (DNS rebinding) is refused.

    An address in numbers cannot be a stranger's name; it is needed where `host` is `0.0.0.0`.
    """
    name = said.strip().lower()
    if name.startswith("["):
        name = name[1:].partition("]")[0]
    elif name.count(":") == 1:
        name = name.partition(":")[0]
    if name == "localhost" or name.endswith(".localhost") or name == host.lower().strip("[]"):
        return bool(name)
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    return address.is_loopback or host in ("0.0.0.0", "::", "")


def serve(
    config: Config,
    load_config: Callable[[], Config],
    tell: Callable[[Report], None],
    say: Callable[[str], None],
    host: str,
    port: int,
    livereload: bool = True,
    open_browser: bool = False,
    polling: bool = False,
    translates: bool = True,
) -> None:
    """Builds, serves the destination on `host`:`port` (0: any that is free), and rebuilds on save, until interrupted.

    Raises BlogtoolError where the port is taken.
    """
    import uvicorn

    sockets = _listening(host, port)  # held from here on: nobody else can have the port while the first build lasts
    port = sockets[0].getsockname()[1]
    news = News()

    def told(report: Report) -> None:
        tell(report)
        news.tell(report)

    rebuilder = Rebuilder(
        shown_here(config, host, port), lambda: shown_here(load_config(), host, port), told
    )
    translating = Translating(load_config, tell, translates)
    server = uvicorn.Server(
        uvicorn.Config(
            application(rebuilder, news, host, livereload, translating),
            host=host,
            port=port,
            log_level="warning",
            access_log=False,
            timeout_graceful_shutdown=3,
        )
    )
    with watching(config, polling) as changes:
        rebuilder.build()
        address = f"http://{_named(host)}:{port}"
        base = config.text("baseurl").rstrip("/")
        say(f"serving {address}{base}/  (Ctrl-C stops)")
        if config.section("translate"):
            say(f"translations {address}{PATH}")
        with translating:
            thread = threading.Thread(
                target=rebuilder.follow, args=(changes, translating.nudge), name="rebuild", daemon=True
            )
            thread.start()
            if open_browser:
                threading.Timer(0.5, webbrowser.open, [f"{address}{base}/"]).start()
            _run(server, sockets, news)


def shown_here(config: Config, host: str, port: int) -> Config:
    """The configuration with this server as `site.url`, as `jekyll serve` has it while a site is developed.

    In any other environment (`JEKYLL_ENV=production`) the site's own `url` stays, and what links to it.
    """
    if config.environment != "development":
        return config
    name = "localhost" if host == "127.0.0.1" else f"[{host}]" if ":" in host else host
    return replace(config, settings={**config.settings, "url": f"http://{name}:{port}"})


def _named(host: str) -> str:
    """A host as an address has it; the one that stands for all is none to go to."""
    if host in ("0.0.0.0", "::", ""):
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def _run(server: Any, sockets: list[socket.socket], news: News) -> None:
    async def let_go() -> None:
        while not server.should_exit:
            await asyncio.sleep(_WAKE)
        news.close()  # or else a browser that listens would keep the server from stopping

    async def main() -> None:
        news.attach(asyncio.get_running_loop())
        watcher = asyncio.create_task(let_go())
        await server.serve(sockets=sockets)
        watcher.cancel()

    asyncio.run(main())


def _listening(host: str, port: int) -> list[socket.socket]:
    """A socket for each address of `host`, all on one port; whoever connects waits until the server is there.

    Raises BlogtoolError where the port is taken, or the host is none of this machine.
    """
    found: list[socket.socket] = []
    failure: OSError | None = None
    try:
        places = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        for family, _, _, _, address in dict.fromkeys(places):
            try:
                found.append(_bound(family, (address[0], port, *address[2:])))
            except OSError as error:
                if error.errno == errno.EADDRINUSE:
                    raise
                failure = failure or error  # this machine does not have the address: no IPv6, for example
                continue
            port = found[-1].getsockname()[1]
        if not found:
            raise failure or OSError(errno.EADDRNOTAVAIL, os.strerror(errno.EADDRNOTAVAIL))
    except OSError as error:
        for one in found:
            one.close()
        raise BlogtoolError(
            f"cannot listen on {host}:{port}: {error.strerror}", fix="choose another one with `--port`"
        ) from error
    return found


def _bound(family: int, address: tuple[Any, ...]) -> socket.socket:
    one = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # on Windows it would let two servers have one port
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        one.bind(address)
        one.listen(_WAITING)
    except OSError:
        one.close()
        raise
    return one
