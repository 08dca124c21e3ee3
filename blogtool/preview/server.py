"""Shows the finished site on this machine, and reloads pages as they are rebuilt."""

from __future__ import annotations

import json
import mimetypes
import os
import re
import threading
import webbrowser
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from blogtool.cache import Memory
from blogtool.errors import BlogtoolError
from blogtool.model.config import Config
from blogtool.model.output import Report
from blogtool.preview.watch import beside, rebuild, watching

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

EVENTS = "/__blogtool/events"
SCRIPT = "/__blogtool/live.js"
_LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]", "::1"})
_TYPES = {
    ".md": "text/markdown",
    ".xml": "application/xml",
    ".json": "application/json",
    ".js": "text/javascript",
}


class News:
    """What happened, handed from the thread that builds to the browsers that listen."""

    def __init__(self) -> None:
        self._listeners: set[Any] = set()
        self._loop: Any = None
        self.problems: list[str] = []

    def attach(self, loop: Any) -> None:
        """The event loop that the listeners live in."""
        self._loop = loop

    def tell(self, report: Report) -> None:
        """Called by the building thread after each build."""
        self.problems = [str(problem) for problem in report.problems]
        news = {"changed": list(report.changed), "problems": self.problems}
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._send, json.dumps(news))

    def _send(self, text: str) -> None:
        for listener in self._listeners:
            listener.put_nowait(text)

    async def stream(self) -> AsyncIterator[str]:
        """Server-sent events for one browser: what is wrong now, then whatever comes."""
        import asyncio

        queue: asyncio.Queue[str] = asyncio.Queue()
        self._listeners.add(queue)
        try:
            yield f"data: {json.dumps({'changed': [], 'problems': self.problems})}\n\n"
            while True:
                try:
                    yield f"data: {await asyncio.wait_for(queue.get(), 15)}\n\n"
                except TimeoutError:
                    yield ": still here\n\n"
        finally:
            self._listeners.discard(queue)


def application(config: Config, news: News, hosts: frozenset[str], livereload: bool) -> Starlette:
    """The web application: files of the destination, and the live reload beside them."""
    from starlette.applications import Starlette
    from starlette.responses import PlainTextResponse, StreamingResponse
    from starlette.routing import Route

    async def events(request: Request) -> Response:
        if not _is_for_us(request, hosts):
            return PlainTextResponse("wrong host", 421)
        return StreamingResponse(
            news.stream(), media_type="text/event-stream", headers={"cache-control": "no-store"}
        )

    async def script(request: Request) -> Response:
        text = Path(__file__).with_name("live.js").read_text("utf-8")
        return PlainTextResponse(text, media_type="text/javascript")

    async def file(request: Request) -> Response:
        if not _is_for_us(request, hosts):
            return PlainTextResponse("wrong host", 421)
        return _answer(config, request, livereload)

    return Starlette(
        routes=[
            Route(EVENTS, events),
            Route(SCRIPT, script),
            Route("/{path:path}", file, methods=["GET", "HEAD"]),
        ]
    )


def _is_for_us(request: Request, hosts: frozenset[str]) -> bool:
    """Another site's name for this address (DNS rebinding) is refused."""
    host = request.headers.get("host", "")
    return host.rsplit(":", 1)[0] in hosts or host in hosts


def _answer(config: Config, request: Request, livereload: bool) -> Response:
    from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse

    base = config.text("baseurl").rstrip("/")
    path = request.url.path
    if base and path in ("/", ""):
        return RedirectResponse(base + "/", 302)
    if base and not (path + "/").startswith(base + "/"):
        return _not_found(config, livereload)
    inside = path[len(base) :].lstrip("/")
    found = _find(config.destination, inside)
    if found is None:
        return _not_found(config, livereload)
    if os.path.isdir(found):
        return RedirectResponse(request.url.path + "/", 301)
    if found.endswith(".html"):
        return _page(config, found, 200, livereload)
    extension = os.path.splitext(found)[1]
    kind = _TYPES.get(extension) or mimetypes.guess_type(found)[0] or "application/octet-stream"
    if not os.access(found, os.R_OK):
        return PlainTextResponse("cannot be read", 403)
    return FileResponse(found, media_type=kind, headers={"cache-control": "no-cache"})


def _find(root: str, inside: str) -> str | None:
    """The file that answers a path as GitHub Pages would: itself, its index, or with `.html`. Never outside."""
    real_root = os.path.realpath(root)
    wanted = os.path.join(real_root, inside)
    candidates = (
        [os.path.join(wanted, "index.html")]
        if inside.endswith("/") or not inside
        else [wanted, wanted + ".html"]
    )
    for candidate in candidates:
        real = os.path.realpath(candidate)
        if "\0" in candidate or not (real == real_root or real.startswith(real_root + os.sep)):
            return None
        if os.path.isfile(real):
            return real
        if os.path.isdir(real) and os.path.isfile(os.path.join(real, "index.html")):
            return real
    return None


def _page(config: Config, path: str, status: int, livereload: bool) -> Response:
    from starlette.responses import Response as Answer

    content = Path(path).read_bytes()
    if livereload:
        inside = os.path.relpath(path, os.path.realpath(config.destination)).replace(os.sep, "/")
        content = with_script(content, inside)
    return Answer(
        content, status, media_type="text/html; charset=utf-8", headers={"cache-control": "no-cache"}
    )


def with_script(content: bytes, inside: str) -> bytes:
    """A page with the live reload's script at its end; the file on the disk stays as it is."""
    mark = json.dumps(inside).encode()
    script = (
        b"<script>document.documentElement.dataset.blogtoolPath="
        + mark.replace(b"<", b"\\u003c")
        + b"</script>"
        b'<script src="' + SCRIPT.encode() + b'" data-events="' + EVENTS.encode() + b'"></script>'
    )
    ends = list(re.finditer(rb"</body\s*>", content, re.IGNORECASE))
    if not ends:
        return content + script
    return content[: ends[-1].start()] + script + content[ends[-1].start() :]


def _not_found(config: Config, livereload: bool) -> Response:
    from starlette.responses import PlainTextResponse

    own = os.path.join(config.destination, "404.html")
    if os.path.isfile(own):
        return _page(config, own, 404, livereload)
    return PlainTextResponse("404: no such page", 404)


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
    translate: Callable[[], None] | None = None,
) -> None:
    """Builds, serves the destination on `host`:`port`, and rebuilds on save, until interrupted.

    Raises BlogtoolError where the port is taken.
    """
    import uvicorn

    news = News()
    hosts = _LOCAL | {host}
    server = uvicorn.Server(
        uvicorn.Config(
            application(config, news, hosts, livereload),
            host=host,
            port=port,
            log_level="warning",
            access_log=False,
        )
    )
    _check_port(host, port)

    def told(report: Report) -> None:
        tell(report)
        news.tell(report)

    memory = Memory()
    with watching(config, polling) as changes:
        told(rebuild(load_config, memory))
        address = f"http://{host}:{port}{config.text('baseurl').rstrip('/')}/"
        say(f"serving {address}  (Ctrl-C stops)")

        def rebuilding() -> None:
            with beside(translate) as nudge:
                for burst in changes.bursts():
                    told(rebuild(load_config, memory))
                    nudge(burst)

        threading.Thread(target=rebuilding, name="rebuild", daemon=True).start()
        if open_browser:
            threading.Timer(0.5, webbrowser.open, [address]).start()
        _run(server, news)


def _run(server: Any, news: News) -> None:
    import asyncio

    async def main() -> None:
        news.attach(asyncio.get_running_loop())
        await server.serve()

    asyncio.run(main())


def _check_port(host: str, port: int) -> None:
    import socket

    kind = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(kind, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise BlogtoolError(
                f"cannot listen on {host}:{port}: {error.strerror}", fix="choose another one with `--port`"
            ) from error
