"""A real `blogtool serve`, asked by a real client and watched by a real browser."""

import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time

import pytest
from browsing import CHROMIUM, DRIVER, a_browser, wait_for
from builders import HANG, a_site, built, tree
from serving import get, head, listening, port_of, problems_of, save, serving

from blogtool.errors import BlogtoolError
from blogtool.preview.server import _listening, is_for_us

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
    "c#.html": "<p>sharp",
    "folder/index.html": "<p>inside",
    "a.webmanifest": "{}",
    "a.tar.gz": "x",
    "a.unknown": "x",
    "a.svg": "<svg/>",
    "feed.xml": "<feed/>",
    "scripted.html": "<body><p>One.</p><script>window.own = 1</script>",
}


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    site = a_site(tmp_path_factory.mktemp("served") / "site", **SITE)
    with serving(site) as address:
        yield site, address


def test_pages_come_with_and_without_their_extension(served):
    _, address = served

    assert "First words." in get(f"{address}/").text
    assert "Other words." in get(f"{address}/other.html").text
    assert "Other words." in get(f"{address}/other").text


def test_absolute_links_stay_in_the_preview_while_a_site_is_developed(tmp_path, monkeypatch):
    settings = "url: https://blog.example\nbaseurl: /b\n"
    page = "---\n---\n{{ '/x' | absolute_url }}"
    site = a_site(tmp_path / "site", **{"_config.yml": settings, "index.html": page})
    shown = []
    for environment in ("development", "production"):
        monkeypatch.setenv("JEKYLL_ENV", environment)
        with serving(site) as address:
            shown.append((get(f"{address}/b/").text.splitlines()[0], address.replace("127.0.0.1", "localhost")))

    assert shown[0][0].startswith(f"{shown[0][1]}/b/x")
    assert shown[1][0].startswith("https://blog.example/b/x")


def test_an_unknown_address_shows_the_sites_own_404(served):
    answer = get(f"{served[1]}/nowhere")

    assert answer.status_code == 404
    assert "Nothing here." in answer.text


def text_of(page):
    """The words of a page's body."""
    body = re.sub(r"<script.*?</script>", "", page[page.index("<body") :], flags=re.S)
    return re.sub(r"<[^>]*>", " ", body).split()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/main.css", "text/css; charset=utf-8"),
        ("/feed.xml", "application/xml"),
        ("/a.svg", "image/svg+xml"),
        ("/a.webmanifest", "application/manifest+json"),
        ("/a.tar.gz", "application/gzip"),
        ("/a.unknown", "application/octet-stream"),
    ],
)
def test_each_file_comes_with_its_type(served, path, kind):
    answer = get(f"{served[1]}{path}")

    assert (answer.status_code, answer.headers["content-type"]) == (200, kind)


def test_a_folder_is_led_to_its_index_and_odd_names_are_found(served):
    _, address = served

    assert get(f"{address}/folder?a=b").headers["location"] == "/folder/?a=b"
    assert "inside" in get(f"{address}/folder/").text
    assert "sharp" in get(f"{address}/c%23").text
    assert get(f"{address}//folder").headers["location"] == "/folder/"
    assert head(f"{address}/data.bin").headers["content-length"] == "10"


@pytest.mark.parametrize(
    ("said", "host", "ours"),
    [
        ("localhost:4000", "127.0.0.1", True),
        ("LOCALHOST", "127.0.0.1", True),
        ("127.0.0.1:4000", "127.0.0.1", True),
        ("[::1]:4000", "127.0.0.1", True),
        ("blog.localhost:4000", "127.0.0.1", True),
        ("192.168.1.5:4000", "127.0.0.1", False),
        ("192.168.1.5:4000", "0.0.0.0", True),
        ("evil.example", "0.0.0.0", False),
        ("127.0.0.1.evil.example", "127.0.0.1", False),
        ("localhost.evil.example:80", "127.0.0.1", False),
        ("mymachine.lan:4000", "mymachine.lan", True),
        ("", "", False),
    ],
)
def test_a_host_is_ours_or_a_strangers(said, host, ours):
    assert is_for_us(said, host) is ours


def test_ranges_are_answered(served):
    answer = get(f"{served[1]}/data.bin", headers={"Range": "bytes=2-4"})

    assert (answer.status_code, answer.content) == (206, b"234")


@pytest.mark.parametrize(
    "path", ["/../_config.yml", "/%2e%2e/_config.yml", "/..%2f_config.yml", "//etc/passwd", "/%00"]
)
def test_nothing_outside_of_the_site_is_served(served, path):
    _, address = served
    host, port = address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), HANG) as raw:
        raw.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: raw.recv(65536), b""))

    assert b" 200 " not in answer.split(b"\r\n")[0]
    assert b"title: T" not in answer


def test_another_hosts_name_is_refused(served):
    assert get(f"{served[1]}/", headers={"Host": "evil.example"}).status_code == 421


def test_the_files_on_the_disk_hold_no_script(served):
    assert "__blogtool" in get(f"{served[1]}/").text
    assert b"__blogtool" not in (served[0] / "_site/index.html").read_bytes()


def test_a_site_below_a_baseurl_is_served_there(tmp_path):
    site = a_site(tmp_path / "site", **SITE)
    with serving(site, "--baseurl", "/blog") as address:
        assert "Other words." in get(f"{address}/blog/other").text
        assert get(f"{address}/other").status_code == 404


def test_a_save_is_seen_and_a_mistake_keeps_the_last_good_page(tmp_path):
    site = a_site(tmp_path / "site", **SITE)
    with serving(site) as address:
        (site / "other.md").write_text("---\nlayout: default\n---\nNew words.\n")
        wait_for(lambda: "New words." in get(f"{address}/other").text)
        save(site / "other.md", "---\nlayout: default\n---\n{% if %}\n")
        (site / "index.md").write_text("---\nlayout: default\n---\nIndex again.\n")
        wait_for(lambda: "Index again." in get(f"{address}/").text)

        assert "New words." in get(f"{address}/other").text


def test_fifty_saves_in_a_second_end_in_the_right_pages(tmp_path):
    site = a_site(tmp_path / "site", **SITE)
    with serving(site) as address:
        for number in range(50):
            temporary = site / f".other.md.{number}.tmp"
            temporary.write_text(f"---\nlayout: default\n---\nVersion {number}.\n")
            os.replace(temporary, site / "other.md")
            time.sleep(0.01)
        wait_for(lambda: "Version 49." in get(f"{address}/other").text)


def test_polling_sees_changes_too(tmp_path):
    site = a_site(tmp_path / "site", **SITE)
    with serving(site, "--force_polling") as address:
        (site / "other.md").write_text("---\nlayout: default\n---\nPolled words.\n")
        wait_for(lambda: "Polled words." in get(f"{address}/other").text)


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
            timeout=HANG,
        )

    assert done.returncode == 1
    assert "cannot listen" in done.stderr
    assert "--port" in done.stderr


@pytest.fixture
def browser(tmp_path):
    with a_browser(tmp_path / "profile") as reader:
        yield reader


# The page's own listener hears the same in the same moment.
_HEAR = """
window.heard = [];
new EventSource("/__blogtool/events").onmessage = (one) => heard.push("hello", ...JSON.parse(one.data).changed);
"""


@needs_browser
def test_a_browser_changes_only_the_page_that_changed_and_keeps_its_place(tmp_path, browser):
    site = a_site(tmp_path / "site", **SITE)
    with serving(site) as address:
        browser.get(f"{address}/")
        browser.execute_script("window.untouched = true; scrollTo(0, 700)")
        browser.execute_script(_HEAR)
        wait_for(lambda: browser.execute_script("return heard.length"))
        save(site / "other.md", "---\nlayout: default\n---\nElsewhere.\n")
        wait_for(lambda: browser.execute_script("return heard.includes('other.html')"))
        assert "Elsewhere." in get(f"{address}/other").text
        time.sleep(0.3)
        assert browser.execute_script("return window.untouched") is True

        text = (site / "index.md").read_text().replace("First words.", "Better words.")
        (site / "index.md").write_text(text)
        wait_for(lambda: "Better words." in browser.page_source)
        wait_for(lambda: browser.execute_script("return scrollY") == 700)
        assert browser.execute_script("return window.untouched") is True  # in place, without a reload
        served = get(f"{address}/").text
        assert browser.execute_script("return document.body.innerText").split() == text_of(served)


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
        save(site / "other.md", good + "\n{% if %}\n")
        shown = wait_for(lambda: browser.execute_script(overlay))
        assert re.search(r"other\.md:\d+", shown)
        assert "Other words." in browser.page_source

        (site / "other.md").write_text(good)
        wait_for(lambda: browser.execute_script(overlay) == "")


def test_watching_ends_in_the_tree_of_a_clean_build(tmp_path):
    """Edits, new files, a moved folder and a deleted file, all while a watch runs."""
    site = a_site(tmp_path / "a", **SITE)
    with serving(site):
        (site / "sub").mkdir()
        (site / "sub/new.md").write_text("---\nlayout: default\n---\nNew page.\n")
        wait_for(lambda: (site / "_site/sub/new.html").exists())
        (site / "sub").rename(site / "moved")
        (site / "other.md").unlink()
        (site / "_layouts/default.html").write_text(LAYOUT.replace("<body>", "<body class='x'>"))
        fresh = tmp_path / "b"
        shutil.copytree(site, fresh, ignore=shutil.ignore_patterns("_site", ".blogtool-cache"))
        assert built(fresh) == 0
        wait_for(lambda: "class='x'" in (site / "_site/moved/new.html").read_text())
        wait_for(lambda: tree(site / "_site") == tree(fresh / "_site"))

    assert tree(site / "_site") == tree(fresh / "_site")


def test_what_vanishes_under_a_build_does_not_end_the_rebuilding(tmp_path):
    site = a_site(tmp_path / "site", **SITE)
    told = []
    with serving(site, told=told) as address:
        stop = threading.Event()

        def come_and_go():
            while not stop.is_set():
                for name in ("x.md.part", "other.md~", "4913", "_y.tmp", "z.tmp.1"):
                    (site / name).write_text("x")
                    (site / name).unlink()

        restless = threading.Thread(target=come_and_go)
        restless.start()
        for number in range(20):
            (site / "other.md").write_text(f"---\nlayout: default\n---\nRestless {number}.\n")
            time.sleep(0.05)
        stop.set()
        restless.join()
        wait_for(lambda: "Restless 19." in get(f"{address}/other").text)
        (site / "other.md").write_text("---\nlayout: default\n---\nAt rest.\n")
        wait_for(lambda: "At rest." in get(f"{address}/other").text)
        wait_for(lambda: not list((site / "_site").glob("*.part")) + list((site / "_site").glob("*.tmp*")))

    assert "Traceback" not in told[0]
    assert "cannot be read" not in told[0]


def test_settings_change_while_serving(tmp_path):
    site = a_site(tmp_path / "site", **SITE)
    with serving(site) as address:
        save(site / "_config.yml", "title: [\n")
        wait_for(lambda: "_config.yml:" in " ".join(problems_of(address)))
        assert "First words." in get(f"{address}/").text  # the last good page stays
        (site / "_config.yml").write_text(f"title: T\nbaseurl: /blog\ndestination: {tmp_path}/out\n")
        (site / "about.md").write_text("---\n---\nAbout.\n")
        wait_for(lambda: "About." in get(f"{address}/blog/about").text)


def test_a_folder_that_fills_up_at_once_is_seen_whole(tmp_path):
    site = a_site(tmp_path / "site", **SITE)
    elsewhere = a_site(tmp_path / "elsewhere", **{f"a/b{n}/c/page.md": "---\n---\nDeep.\n" for n in range(30)})
    with serving(site) as address:
        shutil.move(elsewhere / "a", site / "a")
        for number in range(30):
            folder = site / f"made{number}/inner"
            folder.mkdir(parents=True)
            (folder / "page.md").write_text("---\n---\nMade.\n")
        wait_for(lambda: get(f"{address}/a/b29/c/page").status_code == 200)
        wait_for(lambda: all((site / f"_site/made{number}/inner/page.html").exists() for number in range(30)))
        (site / "made3").rename(site / "renamed")
        wait_for(lambda: (site / "_site/renamed/inner/page.html").exists())
        (site / "renamed/inner/page.md").write_text("---\n---\nAgain.\n")
        wait_for(lambda: "Again." in get(f"{address}/renamed/inner/page").text)
        assert not (site / "_site/made3").exists()


def test_settings_outside_of_the_site_are_watched_too(tmp_path):
    site = a_site(tmp_path / "site", **SITE | {"title.md": "---\n---\n{{ site.title }}\n"})
    other = tmp_path / "other.yml"
    other.write_text("title: One\n")
    with serving(site, "--config", str(other)) as address:
        assert "One" in get(f"{address}/title").text
        other.write_text("title: Two\n")
        wait_for(lambda: "Two" in get(f"{address}/title").text)


def test_a_browser_that_listens_does_not_keep_the_server_from_stopping(tmp_path):
    site = a_site(tmp_path / "site", **SITE)
    with serving(site) as address, listening(address) as news:
        assert next(news)["hello"]
        os.utime(site / "index.md")
    # `serving` fails where Ctrl-C does not end the server


def test_without_live_reload_pages_are_as_they_are_on_the_disk(tmp_path):
    site = a_site(tmp_path / "site", **SITE)
    with serving(site, "--no-livereload") as address:
        assert get(f"{address}/").content == (site / "_site/index.html").read_bytes()


def test_a_browser_is_opened_where_that_is_asked(tmp_path, monkeypatch):
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > "{tmp_path}/opened"\n')
    browser.chmod(0o755)
    monkeypatch.setenv("BROWSER", f"'{browser}' %s")
    site = a_site(tmp_path / "site", **SITE)
    with serving(site, "--open", "--baseurl", "/blog") as address:
        wait_for(lambda: (tmp_path / "opened").exists() and (tmp_path / "opened").read_text().endswith("\n"))

        assert (tmp_path / "opened").read_text().strip() == f"{address}/blog/"


@needs_browser
def test_a_page_with_scripts_of_its_own_is_loaded_again_at_its_place(tmp_path, browser):
    tall = "<p>tall</p>" * 200
    site = a_site(tmp_path / "site", **SITE | {"scripted.html": f"<body>{tall}<script>window.own = 1</script>"})
    with serving(site) as address:
        browser.get(f"{address}/scripted")
        browser.execute_script("window.untouched = true; scrollTo(0, 700)")
        (site / "scripted.html").write_text(f"<body>{tall}<p>More.</p><script>window.own = 2</script>")

        wait_for(lambda: browser.execute_script("return window.own") == 2)
        wait_for(lambda: browser.execute_script("return scrollY") == 700)
        assert browser.execute_script("return window.untouched === undefined")


@needs_browser
def test_a_browser_shows_a_page_that_was_missing_as_soon_as_it_is_there(tmp_path, browser):
    site = a_site(tmp_path / "site", **SITE)
    with serving(site) as address:
        browser.get(f"{address}/later")
        assert "Nothing here." in browser.page_source
        (site / "later.md").write_text("---\nlayout: default\n---\nHere now.\n")
        wait_for(lambda: "Here now." in browser.page_source)


@needs_browser
def test_a_browser_shows_broken_settings_and_a_server_that_came_back(tmp_path, browser):
    site = a_site(tmp_path / "site", **SITE)
    overlay = "return (document.getElementById('blogtool-overlay') || {}).textContent || ''"
    with serving(site) as address:
        browser.get(f"{address}/other")
        (site / "_config.yml").write_text("title: [\n")
        assert "_config.yml:" in wait_for(lambda: browser.execute_script(overlay))
        (site / "_config.yml").write_text("title: T\n")
        wait_for(lambda: browser.execute_script(overlay) == "")
    (site / "other.md").write_text("---\nlayout: default\n---\nWritten in the meantime.\n")
    with serving(site, port=port_of(address)):
        wait_for(lambda: "Written in the meantime." in browser.page_source)


def test_a_port_is_held_from_the_beginning_and_nobody_need_choose_it():
    first = _listening("127.0.0.1", 0)
    port = first[0].getsockname()[1]
    try:
        with pytest.raises(BlogtoolError, match=f"cannot listen on 127.0.0.1:{port}"):
            _listening("127.0.0.1", port)
    finally:
        first[0].close()

    (again,) = _listening("127.0.0.1", port)
    again.close()


def test_all_addresses_of_a_name_are_listened_on_at_one_port(monkeypatch):
    def addresses(host, port, **_):
        kinds = ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET, "127.0.0.2"), (socket.AF_INET, "192.0.2.1"))
        return [(family, socket.SOCK_STREAM, 6, "", (address, port)) for family, address in kinds]

    monkeypatch.setattr(socket, "getaddrinfo", addresses)
    sockets = _listening("some.name", 0)
    names = [one.getsockname() for one in sockets]
    for one in sockets:
        one.close()

    assert [name[0] for name in names] == ["127.0.0.1", "127.0.0.2"], "the third one is not this machine's"
    assert len({port for _, port in names}) == 1
