"""The side-by-side pages: a person corrects a sentence in a browser, and it stays."""

import re
import subprocess
import sys
from contextlib import closing

import pytest
from browsing import CHROMIUM, DRIVER, a_browser, wait_for
from builders import HANG, a_site
from serving import get, post, save, serving

from blogtool.read.config import read_config
from blogtool.translate import translate
from blogtool.translate.exchange import to_jsonl
from blogtool.translate.memory import Memory
from blogtool.translate.side_by_side import open_desk, sides_of

needs_browser = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="not run: no Chromium with its driver here")

TEA, CAT = "_posts/en/2024-01-01-tea-en.md", "_posts/en/2024-01-02-cat-en.md"
TEA_FR, CAT_FR = "_posts/fr/2024-01-01-tea-fr.md", "_posts/fr/2024-01-02-cat-fr.md"
SITE = {
    "_config.yml": "title: T\nlang: en\ntranslate: {to: [fr]}\n",
    "_layouts/default.html": "<!DOCTYPE html><html lang='{{ page.lang }}'><body>{{ content }}</body></html>",
    "index.md": "---\nlayout: default\n---\nHome.\n",
    TEA: """\
---
layout: default
title: "Green tea"   # a comment
lang: en
---
The water is hot. Read [the *whole* guide](/guide) on `git` now.

Look at [it](/x "A long guide") and ![a green leaf](/leaf.png) now.

> The cat sleeps
> on the table.

| Name | Colour |
|---|---|
| Leaf | The colour is green |

```sh
kettle --on
```
""",
    CAT: "---\nlayout: default\ntitle: A cat\nlang: en\n---\nThe cat sleeps on the table. The dog sleeps.\n",
}


@pytest.fixture
def site(tmp_path):
    return a_site(tmp_path / "site", **SITE)


def translated(site):
    """A site whose posts are in French, by the built-in engine."""
    assert not translate(read_config(str(site)), minutes=0).problems
    return site


def line_with(site, original, words):
    """A line of the side-by-side page by the words of its original, as the story of it sees it."""
    desk = open_desk(read_config(str(site)))
    sides = sides_of(desk, desk.standing(original, "fr"))
    return min((line for line in sides.lines if words in line.source), key=lambda line: len(line.source))


def form_of(page, words):
    """The fields of the form that stands beside some words of the original."""
    one = min((part for part in page.split('<li id="s')[1:] if words in part), key=len)
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', one))
    return fields | {"text": re.search(r"<textarea[^>]*>\n(.*?)</textarea>", one, re.S)[1]}


def ask(address, path=TEA):
    return get(f"{address}/__blogtool/post", params={"path": path, "to": "fr"})


def send(address, fields, **headers):
    """A form as a browser sends it."""
    return post(f"{address}/__blogtool/correct", data=fields, headers={"Origin": address} | headers)


@needs_browser
def test_a_person_corrects_a_sentence_and_it_lands_everywhere(tmp_path, site):
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys

    with serving(site) as address, a_browser(tmp_path / "profile") as reader:
        wait_for(lambda: (site / "_site/2024/01/01/tea-fr.html").exists())
        wait_for(lambda: "done" in get(f"{address}/__blogtool/").text)
        wait_for(lambda: line_with(site, CAT, "The cat sleeps").is_in_memory)
        before = (site / TEA_FR).read_text("utf-8")
        other = (site / CAT_FR).read_text("utf-8")
        old = line_with(site, TEA, "The water is hot").said

        reader.get(f"{address}/2024/01/01/tea-fr")
        page = reader.current_window_handle
        reader.switch_to.new_window("tab")
        reader.get(f"{address}/__blogtool/")

        def box():
            return reader.find_element(By.XPATH, "//li[contains(., 'The water is hot')]//textarea")

        def correct():  # again, where the page is loaded anew under one's hands: nobody had typed yet
            box().clear()
            box().send_keys("Bouillante est l’eau.", Keys.TAB, Keys.ENTER)  # by the keyboard alone
            return True

        wait_for(lambda: reader.find_element(By.XPATH, "//tr[contains(., 'Green tea')]//a").click() is None)
        assert wait_for(lambda: box().get_attribute("value")) == old
        wait_for(correct)

        wait_for(lambda: "a person’s" in reader.find_element(By.XPATH, "//li[contains(., 'The water is hot')]").text)
        assert (site / TEA_FR).read_text("utf-8") == before.replace(old, "Bouillante est l’eau.")
        reader.switch_to.window(page)
        wait_for(lambda: "Bouillante est l’eau." in reader.page_source)

        # The same sentence in two posts: corrected in one, it follows in the other.
        said = line_with(site, TEA, "The cat sleeps").said
        send(address, form_of(ask(address).text, "The cat sleeps") | {"text": "Le chat dort là."})
        wait_for(lambda: "Le chat dort là." in (site / CAT_FR).read_text("utf-8"))
        assert said not in (site / CAT_FR).read_text("utf-8")
        assert other != (site / CAT_FR).read_text("utf-8")

    corrected = (site / TEA_FR).read_bytes()
    report = translate(read_config(str(site)), minutes=0, refresh=True)
    assert not report.problems
    assert "Bouillante est l’eau." in (site / TEA_FR).read_text("utf-8")
    assert "Le chat dort là." in (site / TEA_FR).read_text("utf-8")
    assert corrected.decode().partition("---\nL")[2] in (site / TEA_FR).read_text("utf-8")
    with closing(Memory(site / "_translations/memory.sqlite")) as memory:
        kept = to_jsonl(memory).decode()
    assert '"answer": "Bouillante est l’eau.", "rung": "person"' in kept


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A site in French and its server, shared by tests that change nothing or only one sentence."""
    site = translated(a_site(tmp_path_factory.mktemp("desk") / "site", **SITE))
    with serving(site, "--no-translate") as address:
        yield site, address


def test_the_list_shows_every_post_with_its_languages(served):
    _, address = served
    page = get(f"{address}/__blogtool/").text

    assert page.count('<th scope="row">') == 2
    assert 'aria-label="French: done"' in page
    assert "Green tea" not in get(f"{address}/__blogtool/", params={"q": "A cat"}).text
    assert "No post is like that" in get(f"{address}/__blogtool/", params={"state": "missing"}).text


def test_a_post_shows_each_sentence_with_its_state(served):
    page = ask(served[1]).text

    assert "machine: the engine, in memory" in page
    assert "Read [the *whole* guide](/guide) on `git` now." in page
    assert "The cat sleeps on the table." in page  # the quote's `>` is no part of the sentence


def test_nothing_else_in_the_file_changes(served):
    site, address = served
    for words, text in (
        ("Green tea", "Un thé : « vert »"),
        ("Read [the", "Lisez [le guide *entier*](/guide) avec `git`."),
        ("The cat sleeps", "Le chat dort & rêve."),
        ("The colour", "La couleur : vert"),
        ("A long guide", "Un long guide"),
        ("a green leaf", "une feuille"),
    ):
        before = (site / TEA_FR).read_text("utf-8").splitlines()
        answer = send(address, form_of(ask(address).text, words) | {"text": text})
        assert answer.status_code == 303, answer.text
        after = (site / TEA_FR).read_text("utf-8").splitlines()
        changed = [line for line in before if line not in after]
        assert len(changed) <= 2, (words, changed)
        line = line_with(site, TEA, words)
        assert (line.said, line.is_by_person, line.is_in_memory) == (text, True, True)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("Read [the", "Lisez le guide."),  # the link and the code are gone
        ("Read [the", "Lisez [le guide *entier*](/other) avec `git`."),
        ("The colour", "a | b"),
        ("The water", "```"),
        ("The water", "<script>alert(1)</script>"),
        ("The water", "{% raw %}"),
        ("The water", "   "),
        ("The water", "x" * 10_001),
    ],
)
def test_what_is_more_than_words_is_refused_and_kept_in_the_form(served, words, text):
    site, address = served
    before = (site / TEA_FR).read_bytes()
    answer = send(address, form_of(ask(address).text, words) | {"text": text})

    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert "<script>alert" not in answer.text
    assert (site / TEA_FR).read_bytes() == before


def test_a_form_of_an_older_file_is_refused(served):
    _, address = served
    fields = form_of(ask(address).text, "The colour") | {"digest": "00"}

    assert "changed since" in send(address, fields).text


def test_no_other_site_can_send_a_form(served):
    site, address = served
    before = (site / TEA_FR).read_bytes()
    fields = form_of(ask(address).text, "The water") | {"text": "Autre chose."}

    assert send(address, fields, Origin="http://evil.example").status_code == 403
    assert send(address, fields, Origin="null").status_code == 403
    assert post(f"{address}/__blogtool/correct", data=fields).status_code == 403
    assert send(address, fields, **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert send(address, fields, Host="evil.example").status_code == 421
    assert send(address, fields | {"token": "guess"}).status_code == 403
    assert send(address, fields | {"text": "x" * 70_000}).status_code == 413
    assert send(address, fields | {"sentences": "9999"}).status_code == 422
    assert send(address, fields | {"sentences": "-1"}).status_code == 400
    assert send(address, fields | {"path": "../../etc/passwd"}).status_code == 404
    headers = {"Origin": address, "Content-Type": "text/plain"}
    assert post(f"{address}/__blogtool/correct", content="text=x", headers=headers).status_code == 415
    assert get(f"{address}/__blogtool/correct").status_code in (404, 405)
    assert (site / TEA_FR).read_bytes() == before


def test_the_pages_may_not_be_framed_and_run_no_script_from_elsewhere(served):
    headers = get(f"{served[1]}/__blogtool/").headers

    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_a_title_with_markup_is_shown_as_it_is(tmp_path):
    odd = '---\ntitle: "<img src=x onerror=alert(1)> & co"\n---\nHi "there".\n'
    site = a_site(tmp_path / "site", **SITE | {TEA: odd})
    with serving(site, "--no-translate") as address:
        page = get(f"{address}/__blogtool/").text + ask(address).text

    assert "<img" not in page
    assert "&lt;img src=x" in page


def test_the_same_words_again_say_that_a_sentence_is_right(site):
    translated(site)
    with serving(site, "--no-translate") as address:
        before = (site / TEA_FR).read_bytes()
        assert not line_with(site, TEA, "The colour").is_by_person
        assert send(address, form_of(ask(address).text, "The colour")).status_code == 303

    assert (site / TEA_FR).read_bytes() == before
    assert line_with(site, TEA, "The colour").is_by_person


def test_a_reworded_original_asks_for_a_look_at_the_corrected_sentence(site):
    translated(site)
    with serving(site, "--no-translate") as address:
        send(address, form_of(ask(address).text, "The water is hot") | {"text": "L’eau bout."})
        (site / TEA).write_text((site / TEA).read_text("utf-8").replace("The water is hot.", "The water is very hot."))
        wait_for(lambda: "stale" in ask(address).text)
        translate(read_config(str(site)), minutes=0)
        assert "needs_review" in (site / TEA_FR).read_text("utf-8")
        wait_for(lambda: "to review: the original has new words" in ask(address).text)
        assert send(address, form_of(ask(address).text, "The water is very hot")).status_code == 303
        translate(read_config(str(site)), minutes=0)

    text = (site / TEA_FR).read_text("utf-8")
    assert "L’eau bout." in text
    assert "needs_review" not in text


def test_line_ends_of_windows_stay(site):
    translated(site)
    path = site / TEA_FR
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    translate(read_config(str(site)), minutes=0)
    path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    with serving(site, "--no-translate") as address:
        for words, text in (("The water", "L’eau bout."), ("Green tea", "Le vert")):
            assert send(address, form_of(ask(address).text, words) | {"text": text}).status_code == 303
    content = path.read_bytes()

    assert "L’eau bout.".encode() in content
    assert content.count(b"\n") == content.count(b"\r\n")


def test_a_changed_sentence_is_translated_beside_the_writing(tmp_path):
    config = "title: T\nlang: en\ntranslate: {to: [fr], engine: pseudo}\n"
    site = a_site(tmp_path / "site", **SITE | {"_config.yml": config})
    with serving(site) as address:
        wait_for(lambda: (site / CAT_FR).exists())
        before = wait_for(lambda: line_with(site, CAT, "The cat sleeps").said)
        (site / CAT).write_text(SITE[CAT].replace("The dog sleeps.", "The mouse runs."))
        wait_for(lambda: "môûšé" in page_of(address))
        assert before in page_of(address)
        # Somebody corrects the file in an editor while the server runs.
        text = (site / CAT_FR).read_text("utf-8")
        save(site / CAT_FR, text.replace(before, "Par une personne."))
        wait_for(lambda: "Par une personne." in page_of(address))
        wait_for(lambda: line_with(site, CAT, "The cat sleeps").is_by_person)


def page_of(address):
    """The French page about the cat."""
    return get(f"{address}/2024/01/02/cat-fr").text


def test_nothing_is_translated_in_the_way_of_a_save(tmp_path):
    """An engine that takes as long as the test does: the page is there before its translation."""
    slow = (
        "import codecs, os, time\n"
        "class Slow:\n"
        "    def translate(self, texts, source, target):\n"
        f"        open({str(tmp_path / 'asked')!r}, 'w').close()\n"
        f"        while not os.path.exists({str(tmp_path / 'enough')!r}):\n"
        "            time.sleep(0.02)\n"
        "        return [codecs.encode(text, 'rot13') for text in texts]\n"
        "def plug(plugins):\n"
        "    plugins.engines['slow'] = Slow\n"
    )
    config = "title: T\nlang: en\ntranslate: {to: [fr], engine: slow}\n"
    site = a_site(tmp_path / "site", **SITE | {"_config.yml": config, "_plugins/slow.py": slow})
    with serving(site) as address:
        wait_for((tmp_path / "asked").exists)
        save(site / CAT, SITE[CAT].replace("The dog", "The mouse"))
        wait_for(lambda: "The mouse" in get(f"{address}/2024/01/02/cat-en").text)
        assert not (site / CAT_FR).exists()
        (tmp_path / "enough").touch()
        wait_for(lambda: "Gur zbhfr" in (site / CAT_FR).read_text("utf-8"))


def test_the_module_of_a_preview_loads_no_model():
    code = "import sys, blogtool.preview.server; print([m for m in ('ctranslate2', 'watchdog') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=HANG, check=True)

    assert done.stdout.strip() == "[]"
