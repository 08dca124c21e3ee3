"""The side-by-side pages at `/__blogtool/`: what is asked is checked, answered, and a correction is saved."""

from __future__ import annotations

import hmac
import ipaddress
import os
import secrets
import threading
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, urlencode

from blogtool.errors import BlogtoolError
from blogtool.model.config import Config
from blogtool.preview import desk_pages
from blogtool.preview.files import find
from blogtool.preview.news import News
from blogtool.preview.translating import Translating
from blogtool.translate.side_by_side import Desk, correct, open_desk, sides_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

PATH = "/__blogtool/"
_LARGEST = 64 * 1024  # bytes of a form: a sentence has at most 10,000 signs
_SHARE = 10  # a site that takes a second to read is read every ten seconds, while it changes all the time
_HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}


class Handlers:
    """The answers to requests below `/__blogtool/` that are not the live reload's."""

    def __init__(self, config: Callable[[], Config], news: News, translating: Translating) -> None:
        self._config = config
        self._news = news
        self._translating = translating
        self._token = secrets.token_urlsafe(32)  # in every form; no other site can know it
        self._lock = threading.Lock()
        self._known: tuple[object, float, Desk] | None = None  # of which state, good until when

    def routes(self, guarded: Callable[[Callable[[Request], Response]], Callable[[Request], Response]]) -> list[Route]:
        """The routes; `guarded` checks the host."""
        from starlette.routing import Route

        return [
            Route(PATH, guarded(_local(self.overview)), methods=["GET"]),
            Route(f"{PATH}post", guarded(_local(self.post)), methods=["GET"]),
            Route(f"{PATH}desk.css", guarded(_local(_style)), methods=["GET"]),
            Route(f"{PATH}correct", self._guarded_form(guarded), methods=["POST"]),
        ]

    def overview(self, request: Request) -> Response:
        """All posts with their languages and how each stands."""
        asked = request.query_params
        try:
            desk = self._desk()
        except BlogtoolError as error:
            return _html(desk_pages.failed(error, self._news.build), 500)
        page = int(asked.get("page", "1")) if asked.get("page", "1").isdecimal() else 1
        return _html(desk_pages.overview(desk, asked.get("q", ""), asked.get("state", ""), page, self._news.build))

    def post(self, request: Request) -> Response:
        """One post in one language, sentence beside sentence."""
        asked = request.query_params
        return self._sides(asked.get("path", ""), asked.get("to", ""), saved=asked.get("saved", ""))

    def _sides(
        self, path: str, target: str, status: int = 200, saved: str = "", wrong: desk_pages.Wrong | None = None
    ) -> Response:
        try:
            desk = self._desk()
            standing = desk.standing(path, target)
            if standing is None:
                what = f"there is no post `{path}` to translate into `{target}`"
                return _html(desk_pages.failed(BlogtoolError(what), self._news.build), 404)
            sides = sides_of(desk, standing)
        except BlogtoolError as error:
            return _html(desk_pages.failed(error, self._news.build), 500)
        return _html(
            desk_pages.side_by_side(
                sides, self._token, self._news.build, self._page_of(desk, standing.path), saved, wrong
            ),
            status,
        )

    def _page_of(self, desk: Desk, path: str) -> str:
        """The address of the translation's page; empty where it has none yet."""
        address = desk.addresses.get(path, "")
        if not address or find(desk.config.destination, address.lstrip("/")) is None:
            return ""
        return desk.config.text("baseurl").rstrip("/") + address

    def correct(self, request: Request, form: dict[str, str]) -> Response:
        """Saves one corrected sentence, and shows the page again."""
        from starlette.responses import PlainTextResponse, RedirectResponse

        if not hmac.compare_digest(form.get("token", "").encode(), self._token.encode()):
            return PlainTextResponse("this form is of another server: load the page again", 403, headers=_HEADERS)
        path, target, text = form.get("path", ""), form.get("to", ""), form.get("text", "")
        numbers = form.get("sentences", "").split(",")
        if not all(one.isdecimal() and len(one) < 8 for one in numbers):
            return PlainTextResponse("no such sentence", 400, headers=_HEADERS)
        try:
            with self._lock, self._translating.paused():
                desk = self._desk_now()
                standing = desk.standing(path, target)
                if standing is None:
                    raise BlogtoolError(f"there is no post `{path}` to translate into `{target}`")
                is_kept = correct(desk, standing, [int(one) for one in numbers], text, form.get("digest", ""))
        except BlogtoolError as error:
            wrong = desk_pages.Wrong(form.get("line", ""), text, error)
            return self._sides(path, target, 422, wrong=wrong)
        finally:
            self._known = None
        line = form.get("line", "") if form.get("line", "").isdecimal() else "0"
        query = urlencode({"path": path, "to": target, "saved": "memory" if is_kept else "file"}, quote_via=quote)
        return RedirectResponse(f"{PATH}post?{query}#s{line}", 303, headers=_HEADERS)

    def _desk(self) -> Desk:
        with self._lock:
            return self._desk_now()

    def _desk_now(self) -> Desk:
        """The site as it is; read again where something was built or translated since, but not all the time."""
        config = self._config()
        state = (self._news.build, _changed_at(config))
        started = monotonic()
        if self._known is None or (self._known[0] != state and started > self._known[1]):
            desk = open_desk(config)
            now = monotonic()
            self._known = (state, now + _SHARE * (now - started), desk)
        return self._known[2]

    def _guarded_form(
        self, guarded: Callable[[Callable[[Request], Response]], Callable[[Request], Response]]
    ) -> Callable[[Request], Awaitable[Response]]:
        from starlette.concurrency import run_in_threadpool

        check = guarded(_local(lambda _: _nothing()))

        async def handle(request: Request) -> Response:
            refused = check(request)
            if refused.status_code != 204:
                return refused
            form = await _form(request)
            if not isinstance(form, dict):
                return form
            return await run_in_threadpool(self.correct, request, form)

        return handle


def _local(work: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """Only this machine may look at drafts and write into posts, whatever the server listens on."""
    from starlette.responses import PlainTextResponse

    def guard(request: Request) -> Response:
        try:
            is_local = request.client is not None and ipaddress.ip_address(request.client.host).is_loopback
        except ValueError:
            is_local = False
        if not is_local:
            return PlainTextResponse("only for this machine", 403, headers=_HEADERS)
        return work(request)

    return guard


async def _form(request: Request) -> dict[str, str] | Response:
    """The fields of a form that our own page sent; or why it is refused."""
    from starlette.responses import PlainTextResponse

    origin = request.headers.get("origin", "")
    if origin != f"{request.url.scheme}://{request.headers.get('host', '')}":
        return PlainTextResponse("this form comes from another site", 403, headers=_HEADERS)
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return PlainTextResponse("this form comes from another site", 403, headers=_HEADERS)
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/x-www-form-urlencoded":
        return PlainTextResponse("this is no form", 415, headers=_HEADERS)
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _LARGEST:
            return PlainTextResponse("too long", 413, headers=_HEADERS)
    try:
        fields = parse_qs(body.decode("ascii"), keep_blank_values=True, strict_parsing=True, errors="strict")
    except ValueError:
        return PlainTextResponse("this is no form", 400, headers=_HEADERS)
    return {name: values[-1] for name, values in fields.items()}


def _changed_at(config: Config) -> int:
    path = os.path.join(config.source, str(config.section("translate").get("memory") or "_translations/memory.sqlite"))
    try:
        return os.stat(path).st_mtime_ns
    except OSError:
        return 0


def _html(text: str, status: int = 200) -> Response:
    from starlette.responses import HTMLResponse

    return HTMLResponse(text, status, headers=_HEADERS)


def _style(request: Request) -> Response:
    from starlette.responses import PlainTextResponse

    return PlainTextResponse(desk_pages.style(), media_type="text/css", headers=_HEADERS)


def _nothing() -> Response:
    from starlette.responses import Response as Answer

    return Answer(status_code=204)
