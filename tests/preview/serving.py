"""A real server for tests."""

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

import httpx
from browsing import wait_for
from builders import HANG

get = partial(httpx.get, timeout=HANG)
head = partial(httpx.head, timeout=HANG)
post = partial(httpx.post, timeout=HANG)


def port_of(address):
    return int(address.rpartition(":")[2])


@contextlib.contextmanager
def serving(site, *flags, told=None, port=0):
    """The address of a real server process over a site; what it says goes into the list `told` at its end."""
    words = ["serve", "-s", str(site), "--port", str(port), "--quiet", *flags]
    with tempfile.NamedTemporaryFile("w+", dir=os.path.dirname(site), prefix="said-", suffix=".log") as said:
        server = subprocess.Popen([sys.executable, "-m", "blogtool", *words], stdout=said, stderr=subprocess.STDOUT)

        def address():
            text = Path(said.name).read_text("utf-8")
            assert server.poll() is None, text
            found = re.search(r"serving (http://[^/\s]+)", text)
            return found and found[1]

        try:
            here = wait_for(address)
            wait_for(lambda: get(here).status_code)  # from now on it takes Ctrl-C as a server does
            yield here
        finally:
            server.send_signal(signal.SIGINT)
            try:
                server.wait(HANG)
            except subprocess.TimeoutExpired:
                server.kill()
                raise AssertionError("the server did not stop on Ctrl-C") from None
            finally:
                if told is not None:
                    told.append(Path(said.name).read_text("utf-8"))


@contextlib.contextmanager
def listening(address):
    """What the server tells browsers, piece by piece; the first one is what it tells one that has just come."""
    with httpx.stream("GET", f"{address}/__blogtool/events", timeout=HANG) as stream:
        yield (json.loads(line.removeprefix("data: ")) for line in stream.iter_lines() if line.startswith("data: "))


def problems_of(address):
    """What is wrong with the site, as a browser is told that has just come."""
    with listening(address) as news:
        return next(news)["problems"]


def save(path, text):
    """Writes a file as most editors do: nobody ever sees half of it."""
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_text(text, "utf-8")
    os.replace(fresh, path)
