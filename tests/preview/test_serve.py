"""A real `blogtool serve`, asked by a real client and watched by a real browser."""

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time

import httpx
import pytest
from builders import a_site, tree

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
needs_browser = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="not run: no Chromium with its driver here")

LAYOUT = """<!DOCTYPE html><html lang="en"><head><title>{{ page.title }}</title>
<link rel="stylesheet" href="/main.css"></head><body>{{ content }}</body></html>
"""
SITE = {
    "_config.yml": "title: T\n",
    "_layouts/default.html": LAYOUT,
    "main.css": "body { color: rgb(1, 2, 3) }",
    "index.md": "---\nlayout: default\ntitle: Home\n---\nFirst words.\n\n" + "line\n\n" * 200,
    "other.md": "---\nlayout: default\ntitle: Other\n---\nOther words.\n",
    "404.html": "---\n---\nNothing here.",
    "data.bin": "0123456789",
}


def wait_for(condition, seconds=30):
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
def serving(site, *flags):
    """The address of a real server process over a site."""
    port = free_port()
    command = [sys.executable, "-m", "blogtool", "serve", "-s", str(site), "--port", str(port), "--quiet", *flags]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(lambda: httpx.get(f"{address}/", timeout=5).status_code)
        yield address
    finally:
        server.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(10)
        server.kill()


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    site = a_site(tmp_path_factory.mktemp("served"), **SITE)
    with serving(site) as address:
        yield site, address


def test_pages_come_with_and_without_their_extension(served):
    _, address = served

    assert "First words." in httpx.get(f"{address}/").text
    assert "Other words." in httpx.get(f"{address}/other.html").text
    assert "Other words." in httpx.get(f"{address}/other").text


def test_an_unknown_address_shows_the_sites_own_404(served):
    answer = httpx.get(f"{served[1]}/nowhere")

    assert answer.status_code == 404
    assert "Nothing here." in answer.text


def test_ranges_are_answered(served):
    answer = httpx.get(f"{served[1]}/data.bin", headers={"Range": "bytes=2-4"})

    assert (answer.status_code, answer.content) == (206, b"234")


@pytest.mark.parametrize(
    "path", ["/../_config.yml", "/%2e%2e/_config.yml", "/..%2f_config.yml", "//etc/passwd", "/%00"]
)
def test_nothing_outside_of_the_site_is_served(served, path):
    _, address = served
    host, port = address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as raw:
        raw.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: raw.recv(65536), b""))

    assert b" 200 " not in answer.split(b"\r\n")[0]
    assert b"title: T" not in answer


def test_another_hosts_name_is_refused(served):
    assert httpx.get(f"{served[1]}/", headers={"Host": "evil.example"}).status_code == 421


def test_the_files_on_the_disk_hold_no_script(served):
    assert "__blogtool" in httpx.get(f"{served[1]}/").text
    assert b"__blogtool" not in (served[0] / "_site/index.html").read_bytes()


def test_a_site_below_a_baseurl_is_served_there(tmp_path):
    site = a_site(tmp_path, **SITE)
    with serving(site, "--baseurl", "/blog") as address:
        assert "Other words." in httpx.get(f"{address}/blog/other").text
        assert httpx.get(f"{address}/other").status_code == 404


def test_a_save_is_seen_and_a_mistake_keeps_the_last_good_page(tmp_path):
    site = a_site(tmp_path, **SITE)
    with serving(site) as address:
        (site / "other.md").write_text("---\nlayout: default\n---\nNew words.\n")
        wait_for(lambda: "New words." in httpx.get(f"{address}/other").text)
        (site / "other.md").write_text("---\nlayout: default\n---\n{% if %}\n")
        (site / "index.md").write_text("---\nlayout: default\n---\nIndex again.\n")
        wait_for(lambda: "Index again." in httpx.get(f"{address}/").text)

        assert "New words." in httpx.get(f"{address}/other").text


def test_fifty_saves_in_a_second_end_in_the_right_pages(tmp_path):
    site = a_site(tmp_path, **SITE)
    with serving(site) as address:
        for number in range(50):
            temporary = site / f".other.md.{number}.tmp"
            temporary.write_text(f"---\nlayout: default\n---\nVersion {number}.\n")
            os.replace(temporary, site / "other.md")
            time.sleep(0.01)
        wait_for(lambda: "Version 49." in httpx.get(f"{address}/other").text)


def test_polling_sees_changes_too(tmp_path):
    site = a_site(tmp_path, **SITE)
    with serving(site, "--force_polling") as address:
        (site / "other.md").write_text("---\nlayout: default\n---\nPolled words.\n")
        wait_for(lambda: "Polled words." in httpx.get(f"{address}/other").text)


def test_a_taken_port_is_told(tmp_path):
    site = a_site(tmp_path, **SITE)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        done = subprocess.run(
            [sys.executable, "-m", "blogtool", "serve", "-s", str(site), "--port", port],
            capture_output=True,
            text=True,
            timeout=60,
        )

    assert done.returncode == 1
    assert "cannot listen" in done.stderr
    assert "--port" in done.stderr


@pytest.fixture
def browser(tmp_path):
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        f"--user-data-dir={tmp_path}/profile", "--window-size=800,600",
    ):  # fmt: skip
        options.add_argument(flag)
    driver = webdriver.Chrome(options, Service(DRIVER))
    yield driver
    driver.quit()


@needs_browser
def test_a_browser_reloads_only_the_page_that_changed_and_keeps_its_place(tmp_path, browser):
    site = a_site(tmp_path / "site", **SITE)
    with serving(site) as address:
        browser.get(f"{address}/")
        browser.execute_script("window.untouched = true; scrollTo(0, 700)")
        (site / "other.md").write_text("---\nlayout: default\n---\nElsewhere.\n")
        wait_for(lambda: "Elsewhere." in httpx.get(f"{address}/other").text)
        time.sleep(0.3)
        assert browser.execute_script("return window.untouched") is True

        text = (site / "index.md").read_text().replace("First words.", "Better words.")
        (site / "index.md").write_text(text)
        wait_for(lambda: "Better words." in browser.page_source)
        wait_for(lambda: browser.execute_script("return scrollY") == 700)


@needs_browser
def test_a_browser_swaps_a_style_sheet_without_reloading(tmp_path, browser):
    site = a_site(tmp_path / "site", **SITE)
    with serving(site) as address:
        browser.get(f"{address}/")
        browser.execute_script("window.untouched = true")
        colour = "return getComputedStyle(document.body).color"
        assert browser.execute_script(colour) == "rgb(1, 2, 3)"
        (site / "main.css").write_text("body { color: rgb(9, 8, 7) }")

        wait_for(lambda: browser.execute_script(colour) == "rgb(9, 8, 7)")
        assert browser.execute_script("return window.untouched") is True


@needs_browser
def test_a_browser_shows_a_mistake_on_the_page_until_it_is_mended(tmp_path, browser):
    site = a_site(tmp_path / "site", **SITE)
    overlay = "return (document.getElementById('blogtool-overlay') || {}).textContent || ''"
    with serving(site) as address:
        browser.get(f"{address}/other")
        good = (site / "other.md").read_text()
        (site / "other.md").write_text(good + "\n{% if %}\n")
        shown = wait_for(lambda: browser.execute_script(overlay))
        assert re.search(r"other\.md:\d+", shown)
        assert "Other words." in browser.page_source

        (site / "other.md").write_text(good)
        wait_for(lambda: browser.execute_script(overlay) == "")


def test_watching_ends_in_the_tree_of_a_clean_build(tmp_path):
    """Edits, new files, a moved folder and a deleted file, all while a watch runs."""
    from builders import built

    site = a_site(tmp_path / "a", **SITE)
    with serving(site):
        (site / "sub").mkdir()
        (site / "sub/new.md").write_text("---\nlayout: default\n---\nNew page.\n")
        wait_for(lambda: (site / "_site/sub/new.html").exists())
        (site / "sub").rename(site / "moved")
        (site / "other.md").unlink()
        (site / "_layouts/default.html").write_text(LAYOUT.replace("<body>", "<body class='x'>"))
        wait_for(lambda: (site / "_site/moved/new.html").exists() and not (site / "_site/other.html").exists())
        wait_for(lambda: "class='x'" in (site / "_site/index.html").read_text())
    fresh = tmp_path / "b"
    shutil.copytree(site, fresh, ignore=shutil.ignore_patterns("_site", ".blogtool-cache"))
    assert built(fresh) == 0

    assert tree(site / "_site") == tree(fresh / "_site")
