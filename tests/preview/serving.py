"""A real server and a real browser for tests, and patience."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time

import httpx

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")


def wait_for(condition, seconds=60):
    """The first true answer of `condition` within so many seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(httpx.TransportError):
            if answer := condition():
                return answer
        time.sleep(0.03)
    raise AssertionError("waited in vain")


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@contextlib.contextmanager
def serving(site, *flags, told=None, port=None):
    """The address of a real server process over a site; what it says goes into the list `told` at its end."""
    port = port or free_port()
    command = [sys.executable, "-m", "blogtool", "serve", "-s", str(site), "--port", str(port), "--quiet", *flags]
    with open(os.path.join(os.path.dirname(site), f"said-{port}.log"), "w+") as said:
        server = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT, text=True)
        address = f"http://127.0.0.1:{port}"
        try:
            wait_for(lambda: httpx.get(f"{address}/", timeout=30).status_code)
            yield address
        finally:
            server.send_signal(signal.SIGINT)
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()
                raise AssertionError("the server did not stop on Ctrl-C") from None
            finally:
                if told is not None:
                    said.seek(0)
                    told.append(said.read())


@contextlib.contextmanager
def browsing(folder):
    """A headless browser with a profile of its own."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        f"--user-data-dir={folder}/profile", "--window-size=800,600",
    ):  # fmt: skip
        options.add_argument(flag)
    driver = webdriver.Chrome(options, Service(DRIVER))
    try:
        yield driver
    finally:
        driver.quit()
