"""A headless browser, what serves a finished site to it, and patience that ends only a hang."""

import functools
import http.server
import os
import shutil
import sys
import threading
import time
from contextlib import contextmanager

import httpx
from builders import HANG

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
_STARTS = 3  # tries: Selenium looks for a free port, and another process may take it before the driver does


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files, and says nothing of it."""

    def log_message(self, *_):
        pass


@contextmanager
def served(folder):
    """The address at which a folder is served while the block runs."""
    handler = functools.partial(Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def wait_for(condition):
    """The first true answer of `condition`; it is asked again where a page or a server is only on its way."""
    end = time.monotonic() + HANG
    while True:
        is_late = time.monotonic() > end  # looked at before it is asked: this process may have stood still itself
        failure = None
        try:
            if answer := condition():
                return answer
        except _in_passing() as error:
            failure = error
        if is_late:
            raise AssertionError("waited in vain") from failure
        time.sleep(0.03)


def _in_passing():
    """What may be raised while a page, a file or a server is on its way."""
    selenium = sys.modules.get("selenium.common.exceptions")
    return (httpx.TransportError, FileNotFoundError, *([selenium.WebDriverException] if selenium else []))


@contextmanager
def a_browser(profile, language="en", size="800,600"):
    """A headless Chromium with a profile of its own, whose reader prefers a language."""
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        f"--user-data-dir={profile}", f"--accept-lang={language}", f"--window-size={size}",
    ):  # fmt: skip
        options.add_argument(flag)
    options.add_experimental_option("prefs", {"intl.accept_languages": language})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = _started(options)
    driver.set_script_timeout(HANG)
    driver.set_page_load_timeout(HANG)
    try:
        yield driver
    finally:
        driver.quit()


def _environment():
    """Chromium has a socket in the folder for temporary files: its whole path may not be longer than 107 bytes."""
    short = "/tmp"
    return {**os.environ, "TMPDIR": short} if os.access(short, os.W_OK) else None


def _started(options):
    from selenium import webdriver
    from selenium.common.exceptions import WebDriverException
    from selenium.webdriver.chrome.service import Service

    for left in reversed(range(_STARTS)):
        try:
            return webdriver.Chrome(options, Service(DRIVER, env=_environment()))
        except WebDriverException:
            if not left:
                raise
    raise AssertionError("there is at least one try")
