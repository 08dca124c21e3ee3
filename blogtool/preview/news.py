"""What happened, handed from the thread that builds to the browsers that listen."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import AsyncIterator

from blogtool.model.output import Report

_SIGN_OF_LIFE = 15.0  # seconds


class News:
    """The builds so far: their number, what went wrong in the last one, and who wants to hear of the next."""

    def __init__(self) -> None:
        self._listeners: set[asyncio.Queue[str | None]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._server = secrets.token_hex(4)  # a page of an earlier server is an old page
        self._number = 0
        self.problems: list[str] = []

    @property
    def build(self) -> str:
        """A name for the last build that changed something."""
        return f"{self._server}-{self._number}"

    def attach(self, loop: asyncio.AbstractEventLoop) -> None:
        """The event loop that the listeners live in."""
        self._loop = loop

    def tell(self, report: Report) -> None:
        """Called by the building thread after each build."""
        self.problems = [str(problem) for problem in report.problems]
        if report.changed:
            self._number += 1
        self._send_all(self._news(list(report.changed)))

    def close(self) -> None:
        """The server stops: every listener is let go."""
        self._send_all(None)

    def _news(self, changed: list[str], hello: bool = False) -> str:
        return json.dumps({"changed": changed, "problems": self.problems, "build": self.build, "hello": hello})

    def _send_all(self, text: str | None) -> None:
        def send() -> None:
            for listener in self._listeners:
                listener.put_nowait(text)

        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(send)

    async def stream(self) -> AsyncIterator[str]:
        """Server-sent events for one browser: what is wrong now, then whatever comes."""
        queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._listeners.add(queue)
        try:
            yield f"data: {self._news([], hello=True)}\n\n"
            while True:
                try:
                    text = await asyncio.wait_for(queue.get(), _SIGN_OF_LIFE)
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                if text is None:
                    return
                yield f"data: {text}\n\n"
        finally:
            self._listeners.discard(queue)
