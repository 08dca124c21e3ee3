"""What a reader meets: every page of our site, in both languages, on a telephone and on a desk."""

import importlib.util
import json
import os
from contextlib import contextmanager
from pathlib import Path

import pytest
from browsing import CHROMIUM, DRIVER, a_browser, served, wait_for
from builders import a_site, built

pytestmark = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="not run: chromium and its driver are not installed")

_AXE = """
const done = arguments[arguments.length - 1];
axe.run(document, {resultTypes: ["violations"]}).then(
  (found) => done(found.violations.map((one) => one.id + ": " + one.nodes.map((node) => node.html).join(" | "))),
  (error) => done([String(error)]));
"""


def axe():
    """The source of axe-core, as a Python package brings it."""
    found = importlib.util.find_spec("axe_playwright_python")
    return Path(found.origin).with_name("axe.min.js").read_text("utf-8")


def addresses(folder):
    """The paths of all pages of a finished site."""
    return sorted("/" + str(path.relative_to(folder)).removesuffix("index.html") for path in folder.rglob("*.html"))


def complaints(driver, address):
    """What the browser said of the page, and what it fetched from elsewhere."""
    told = [one["message"] for one in driver.get_log("browser") if one["level"] in ("SEVERE", "WARNING")]
    fetched = driver.execute_script("return performance.getEntriesByType('resource').map((one) => one.name)")
    return [*told, *(one for one in fetched if not one.startswith((address, "data:")))]


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    with a_browser(tmp_path_factory.mktemp("profile")) as driver:
        yield driver


def found_in(browser, site, step=1):
    """All that is wrong with the pages of a site: messages, other hosts, overflow, barriers, broken data.

    By day on a telephone, by night on a desk; there the barriers on each `step`-th page.
    """
    found = {}
    with served(site) as address, loaded_everywhere(browser, axe()):
        for width, scheme, every in ((360, "light", 1), (1280, "dark", step)):
            browser.set_window_size(width, 900)
            media = [{"name": "prefers-color-scheme", "value": scheme}]
            browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": media})
            for place, path in enumerate(addresses(site)):
                browser.get(address + path)
                wrong = complaints(browser, address)
                if browser.execute_script("return document.documentElement.scrollWidth > innerWidth"):
                    wrong.append("wider than the window")
                if place % every == 0:
                    wrong.extend(browser.execute_async_script(_AXE))
                if wrong or not all(is_schema(text) for text in browser.execute_script(_DATA)):
                    found[f"{width} {path}"] = wrong or ["JSON-LD that is none"]
    return found


_DATA = "return [...document.querySelectorAll('script[type*=json]')].map((one) => one.textContent)"


def is_schema(text):
    """Whether machines can read what a page says of itself."""
    try:
        return json.loads(text)["@context"] == "https://schema.org"
    except ValueError:
        return False


@contextmanager
def loaded_everywhere(browser, source):
    """Every page that is opened in the block has the script."""
    key = browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": source})["identifier"]
    try:
        yield
    finally:
        browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", {"identifier": key})


def test_every_page_is_sound_and_open_to_everybody(bilingual, browser):
    assert found_in(browser, bilingual / "_site", step=1 if os.environ.get("BLOGTOOL_ALL_PAGES") else 5) == {}


def test_what_is_wrong_would_be_found(tmp_path, browser):
    (tmp_path / "index.html").write_text(
        '<html lang="en"><title>x</title><img src="http://127.0.0.1:9/x.png"><div style="width:3000px">x</div>'
        '<script type="application/ld+json">{</script>'
    )
    told = " ".join(found_in(browser, tmp_path)["360 /"])

    assert "image-alt" in told
    assert "http://127.0.0.1:9/x.png" in told
    assert "wider than the window" in told


def test_the_switcher_leads_to_the_other_language_and_back(bilingual, browser):
    pages = {}
    browser.set_window_size(1280, 900)
    with served(bilingual / "_site") as address:
        for path in addresses(bilingual / "_site"):
            browser.get(address + path)
            pages[address + path] = browser.execute_script("return document.documentElement.lang"), _switches(browser)
    followed = 0
    for here, (language, switches) in pages.items():
        for other, link in switches.items():
            assert pages[link][0] == other, link
            assert pages[link][1][language] == here
            followed += 1
    assert followed >= 28


def _switches(browser):
    script = "return [...document.querySelectorAll('.languages a')].map((one) => [one.hreflang, one.href])"
    return dict(browser.execute_script(script))


FILES = {
    "_config.yml": (
        "title: Tea\nurl: https://example.org\nlang: en\nlanguages: [en, fr, ar, zh, zh-Hant]\ntheme: blogtool-paper\n"
        "permalink: /:title/\nlanguage_folders: true\nfallbacks: [ar]\nsearch: pagefind\n"
    ),
    **{
        f"{lang}/index.md" if lang != "en" else "index.md": "---\nlayout: home\n---\n"
        for lang in ("en", "fr", "zh", "zh-Hant")
    },
    "404.html": (
        "---\nlayout: page\ntitle: '404'\npermalink: /404.html\nsitemap: false\nmenu: false\n---\n"
        "{% include lost.html %}\n"
    ),
    "_posts/2024-01-01-leaves-en.md": (
        "---\nlayout: post\ntitle: Leaves\ntags: [tea]\n---\nGreen [leaves](/).\n\n`code`\n"
    ),
    "_posts/2024-01-01-leaves-fr.md": (
        "---\nlayout: post\ntitle: Feuilles\ntranslated: true\n---\nDes feuilles vertes.\n"
    ),
    "_posts/2024-01-01-leaves-zh.md": "---\nlayout: post\ntitle: 茶叶\ntranslated: true\n---\n绿色的茶叶很好喝。\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """A site with search, stand-ins, and languages that run from the right."""
    folder = a_site(tmp_path_factory.mktemp("many"), **FILES)
    assert built(folder) == 0
    return folder / "_site"


def test_every_page_in_many_languages_is_open_to_everybody(many, browser):
    assert "/ar/leaves/" in addresses(many)
    assert found_in(browser, many) == {}


def _suggested(driver):
    return driver.execute_script(
        "return [...document.querySelectorAll('.suggest:not([hidden]) p:not([hidden])')].map((one) => one.lang)"
    )


@pytest.mark.parametrize(
    ("wanted", "suggested"),
    [("fr-CA,en", ["fr"]), ("en-GB,fr", []), ("de,fr", ["fr"]), ("zh-TW", ["zh-Hant"]), ("zh-CN", ["zh"]), ("de", [])],
)
def test_the_first_page_suggests_the_readers_language(wanted, suggested, many, tmp_path):
    with served(many) as address, a_browser(tmp_path / "profile", wanted) as driver:
        driver.get(f"{address}/")

        assert driver.current_url == f"{address}/"  # nobody is sent anywhere
        assert _suggested(driver) == suggested


def test_what_a_reader_chose_is_remembered(many, tmp_path):
    with served(many) as address, a_browser(tmp_path / "profile", "fr") as driver:
        driver.get(f"{address}/")
        driver.find_element("css selector", ".suggest p:not([hidden]) button").click()
        wait_for(lambda: _suggested(driver) == [])
        driver.get(f"{address}/")
        assert _suggested(driver) == []

        driver.find_element("css selector", ".languages a[hreflang=zh]").click()
        wait_for(lambda: driver.current_url == f"{address}/zh/")
        assert _suggested(driver) == []
        driver.back()
        wait_for(lambda: driver.current_url == f"{address}/")
        driver.refresh()
        assert _suggested(driver) == ["zh"]


@pytest.mark.parametrize(
    ("path", "words", "title"), [("/", "green", "Leaves"), ("/fr/", "vertes", "Feuilles"), ("/zh/", "茶叶", "茶叶")]
)
def test_readers_search_in_their_language(path, words, title, many, browser):
    with served(many) as address:
        browser.get(address + path)
        browser.find_element("css selector", ".search input").send_keys(words)
        script = (
            "const done = arguments[0]; const look = () => { const found = document.querySelector('.search li a');"
            " found ? done([...document.querySelectorAll('.search li a')].map((one) => one.textContent))"
            " : setTimeout(look, 50) }; look()"
        )

        assert browser.execute_async_script(script) == [title]
        assert complaints(browser, address) == []
