"""Apertium (for real where it is installed) and LibreTranslate (a small server that speaks as it does)."""

from __future__ import annotations

import json
import shutil
import stat
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from builders import a_site

import blogtool.translate as story
from blogtool.cli import main
from blogtool.errors import BlogtoolError
from blogtool.model.translation import Mark, Segment
from blogtool.read.config import read_config
from blogtool.text import frontmatter
from blogtool.translate.engines import libretranslate
from blogtool.translate.engines.apertium import Apertium
from blogtool.translate.engines.libretranslate import LibreTranslate
from blogtool.translate.ladder import translate_segments
from blogtool.translate.plan import settings_of

MARKED = Segment("The ⟦1⟧green⟦2⟧ tea is hot.", (Mark(1, "em-open", "*"), Mark(2, "em-close", "*")))


# Apertium, played: any program that lists pairs and answers


def a_program(folder, answer: str):
    """A program named `apertium` with one pair, whose answer to its input `text` is the expression."""
    path, script = folder / "apertium", folder / "apertium.py"
    path.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{script}" "$@"\n')  # a path may be too long for a first line
    script.write_text(
        "import re, sys\n"
        "if sys.argv[1] == '-l':\n    print('  en-es\\n  eng-spa_US')\n    sys.exit()\n"
        f"text = sys.stdin.buffer.read().decode()\nsys.stdout.buffer.write(({answer}).encode())\n"
    )
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_texts_go_to_one_process_and_come_back_in_order(tmp_path):
    engine = Apertium(a_program(tmp_path, "text.replace('tea', 'té')"))

    said = engine.translate(["Hot tea", "", "Two\nlines", "Hot tea"], "en", "es")

    assert said == ["Hot té", "", "Two lines", "Hot té"]


def test_where_texts_ran_into_one_another_each_is_asked_for_itself(tmp_path):
    """This one forgets the end of a text wherever it is asked more than one."""
    engine = Apertium(a_program(tmp_path, "text if text.count('§') == 1 else text.replace('⟦§0⟧', '')"))

    assert engine.translate(["one", "two", "three"], "en", "es") == ["one", "two", "three"]


def test_a_text_without_any_answer_is_empty_and_no_error(tmp_path):
    assert Apertium(a_program(tmp_path, "''")).translate(["one", "two"], "en", "es") == ["", ""]


def test_a_pair_that_is_not_installed_is_told_with_those_that_are(tmp_path):
    with pytest.raises(BlogtoolError, match=r"no pair from English to German \(installed: en-es, eng-spa_US\)"):
        Apertium(a_program(tmp_path, "text")).digest("en", "de")


def test_a_missing_program_is_told():
    with pytest.raises(BlogtoolError, match="`no-such-apertium` is not installed"):
        Apertium("no-such-apertium").translate(["x"], "en", "es")


def test_a_failing_program_is_told(tmp_path):
    with pytest.raises(BlogtoolError, match="Apertium failed: out of rules"):
        Apertium(a_program(tmp_path, "sys.exit('out of rules')")).translate(["x"], "en", "es")


# Apertium itself


def _has_spanish() -> bool:
    if not shutil.which("apertium"):
        return False
    try:
        return bool(Apertium().digest("en", "es"))
    except BlogtoolError:
        return False


real = pytest.mark.skipif(not _has_spanish(), reason="needs `apt install apertium apertium-eng-spa`")


@real
def test_apertium_translates_and_keeps_marks():
    answers = translate_segments([MARKED], Apertium(), "en", "es")

    assert answers[0].rung == "engine"
    assert "té" in answers[0].text
    assert "⟦1⟧verde⟦2⟧" in answers[0].text


@real
def test_apertium_opens_spanish_questions_and_leaves_no_blanks():
    said = Apertium().translate(["Is it ready?", 'She said: "It is good!"', "I drink tea. It works."], "en", "es")

    assert said[0].startswith("¿")
    assert '"¡' in said[1]
    assert not [answer for answer in said if "  " in answer or '" ' in answer]


@real
def test_a_site_goes_into_spanish_by_rules_with_its_structure_whole(tmp_path):
    table = "| Name |\n|---|\n| Green tea |\n"
    post = f"# The best tea\n\nBoil the **water** and use `pot`.\n\n{table}\n{{% include a.html %}}\n"
    site = a_site(
        tmp_path,
        **{
            "_config.yml": "lang: en\ntranslate: {to: [es], engines: {en-es: apertium}}\n",
            "_posts/2025-02-02-tea.md": f"---\ntitle: Tea?\n---\n{post}",
            "_includes/a.html": "x",
        },
    )

    assert main(["translate", "--source", str(site)]) == 0

    made = (site / "_posts/es/2025-02-02-tea-es.md").read_text()
    assert "engine: apertium eng-spa" in made
    assert "**agua**" in made
    assert [part in made for part in ("{#the-best-tea}", "`pot`", "{% include a.html %}", "| Té")] == [True] * 4


@real
def test_apertium_keeps_hundreds_of_texts_apart():
    texts = [f"The cat number {number} drinks tea" for number in range(400)] + ["50% [x] *y* ^z$ @a \\n #b"]

    said = Apertium().translate(texts, "en", "es")

    assert [str(number) in answer for number, answer in enumerate(said[:400])] == [True] * 400
    assert said[400].startswith("50% [")


# LibreTranslate


@pytest.fixture
def server():
    """A server as LibreTranslate is one; `answers` may be set to what it shall say instead."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self._say(200, server.languages)

        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.asked.append(asked)
            if server.script:
                self._say(*server.script.pop(0))
            elif server.poison and server.poison in asked["q"]:
                self._say(500, {"error": "cannot"})
            elif server.answer is not None:
                self._say(*server.answer)
            else:
                texts = [f"{text.rstrip('.')} ({asked['target']})." for text in asked["q"]]
                self._say(200, {"translatedText": texts})

        def _say(self, code, said):
            body = json.dumps(said).encode() if not isinstance(said, bytes) else said
            self.send_response(code)
            if code == 429:
                self.send_header("Retry-After", "7")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_: None  # who asked went away
    server.asked, server.answer, server.script, server.poison = [], None, [], None
    server.languages = [{"code": "en", "targets": ["en", "fr", "zh-Hant"]}, {"code": "fr", "targets": ["en"]}]
    server.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_texts_go_to_the_server_in_batches(server):
    engine = LibreTranslate(server.url, batch=2)

    assert engine.translate(["One.", "Two.", "One.", " ", "Three."], "en", "fr") == [
        "One (fr).", "Two (fr).", "One (fr).", " ", "Three (fr).",
    ]  # fmt: skip
    assert [one["q"] for one in server.asked] == [["One.", "Two."], ["Three."]]
    assert server.asked[0] == {"q": ["One.", "Two."], "source": "en", "target": "fr", "format": "text"}


def test_a_key_goes_along(server):
    LibreTranslate(server.url, key="abc").translate(["One."], "en", "fr")

    assert server.asked[0]["api_key"] == "abc"


def test_languages_are_called_as_the_server_does(server):
    engine = LibreTranslate(server.url)
    engine.translate(["One."], "en-GB", "zh-TW")
    server.languages = [{"code": "en", "targets": ["zh", "zt"]}]
    LibreTranslate(server.url).translate(["One."], "en", "hant")

    assert [(one["source"], one["target"]) for one in server.asked] == [("en", "zh-Hant"), ("en", "zt")]


def test_a_language_that_the_server_does_not_know_is_told(server):
    with pytest.raises(BlogtoolError, match="does not translate `de`") as caught:
        LibreTranslate(server.url).digest("en", "de")
    assert caught.value.fix == "it knows: en, fr, zh-Hant"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ((403, {"error": "Visit the portal to get an API key"}), r"refuses \(403\): Visit the portal"),
        ((429, b"slow"), r"refuses \(429\)"),
        ((200, b"<html>"), "no answer of LibreTranslate"),
        ((200, {"translatedText": ["one", "two", "three"]}), "gave 3 answers to"),
        ((200, {"translatedText": {"a": 1}}), "no answer of LibreTranslate"),
    ],
)
def test_what_goes_wrong_at_the_server_is_told(server, naps, answer, words):
    server.answer = answer
    with pytest.raises(BlogtoolError, match=words):
        LibreTranslate(server.url).translate(["One.", "Two."], "en", "fr")


@pytest.fixture
def naps(monkeypatch):
    found = []
    monkeypatch.setattr(libretranslate, "sleep", found.append)
    return found


def test_a_busy_server_is_asked_again_after_as_long_as_it_wants(server, naps):
    server.script = [(429, {"error": "Slowdown"}), (503, {"error": "starting"})]

    assert LibreTranslate(server.url).translate(["One."], "en", "fr") == ["One (fr)."]
    assert naps == [7.0, 4.0]


def test_a_server_that_stays_busy_is_told_with_a_remedy(server, naps):
    server.answer = (429, {"error": "Slowdown"})

    with pytest.raises(BlogtoolError, match=r"429.*Slowdown") as caught:
        LibreTranslate(server.url).translate(["One."], "en", "fr")
    assert "go on later" in caught.value.fix
    assert len(server.asked) == 4


def test_one_text_that_a_server_cannot_take_costs_only_itself(server, naps):
    server.poison = "Three."
    texts = ["One.", "Two.", "Three.", "Four.", "Five."]

    said = LibreTranslate(server.url).translate(texts, "en", "fr")

    assert said == ["One (fr).", "Two (fr).", "", "Four (fr).", "Five (fr)."]


def test_a_server_that_always_fails_is_told_after_a_few_questions(server, naps):
    server.answer = (500, {"error": "model not found"})

    with pytest.raises(BlogtoolError, match=r"500.*model not found"):
        LibreTranslate(server.url).translate([f"Text {number}." for number in range(50)], "en", "fr")
    assert len(server.asked) < 10


def test_answers_that_are_too_few_are_asked_for_in_parts(server):
    server.script = [(200, {"translatedText": ["Un."]})]

    assert LibreTranslate(server.url).translate(["One.", "Two."], "en", "fr") == ["One (fr).", "Two (fr)."]


def test_an_answer_that_is_no_text_is_none(server):
    server.script = [(200, {"translatedText": ["Un.", None]})]

    assert LibreTranslate(server.url).translate(["One.", "Two."], "en", "fr") == ["Un.", ""]


def test_an_answer_cut_off_on_its_way_is_told(server, naps):
    server.answer = (200, b'{"translatedText": ["Un')

    with pytest.raises(BlogtoolError, match="no answer of LibreTranslate"):
        LibreTranslate(server.url).translate(["One."], "en", "fr")


def test_a_server_that_never_answers_is_told(server, monkeypatch):
    over = threading.Event()
    monkeypatch.setattr(libretranslate, "_PATIENCE", 0.01)
    monkeypatch.setattr(server, "verify_request", lambda *_: not over.wait())

    try:
        with pytest.raises(BlogtoolError, match="no translation server answers") as caught:
            LibreTranslate(server.url).translate(["One."], "en", "fr")
    finally:
        over.set()
    assert "timed out" in str(caught.value)


def test_a_server_that_is_not_there_is_told(server):
    with pytest.raises(BlogtoolError, match=r"no translation server answers at http://127\.0\.0\.1:1:"):
        LibreTranslate("http://127.0.0.1:1").digest("en", "fr")
    with pytest.raises(BlogtoolError, match="no address of a server"):
        LibreTranslate("localhost:5000")


# One engine a pair


def a_blog(folder, settings):
    post = "---\nlang: en\ntitle: Tea\n---\nBoil the water.\n"
    config = f"lang: en\ntranslate: {settings}\n"
    return a_site(folder, **{"_config.yml": config, "_posts/en/2025-02-02-tea-en.md": post})


def test_each_pair_of_languages_may_have_its_own_engine(tmp_path, server):
    site = a_blog(
        tmp_path, f"{{to: [fr, de], engine: pseudo, url: '{server.url}', engines: {{en-fr: libretranslate}}}}"
    )
    story.translate(read_config(str(site)))
    again = story.translate(read_config(str(site)))

    said = {
        lang: frontmatter.parse((site / f"_posts/{lang}/2025-02-02-tea-{lang}.md").read_text("utf-8"), "").data
        for lang in ("fr", "de")
    }
    assert (said["fr"]["engine"], said["de"]["engine"]) == ("libretranslate en-fr", "pseudo")
    assert again.counts["translated"] + again.counts["unchanged"] == 0


@pytest.mark.parametrize(
    ("pair", "source", "target"),
    [("en-es", "en", "es"), ("zh-Hant-fr", "zh-Hant", "fr"), ("en-pt-BR", "en", "pt-BR"), ("pt-BR-fr", "pt-BR", "fr")],
)
def test_a_pair_is_two_languages_whatever_hyphens_they_have(tmp_path, pair, source, target):
    settings = settings_of(read_config(str(a_blog(tmp_path, f"{{engines: {{{pair}: apertium}}}}"))))

    assert settings.engine_for(source, target) == "apertium"
    assert settings.engine_for(target, source) == "argos"


@pytest.mark.parametrize("said", ["{english: argos}", "apertium", "{en-xx1: argos}"])
def test_a_pair_that_is_none_is_told(tmp_path, said):
    config = read_config(str(a_blog(tmp_path, f"{{engines: {said}}}")))

    with pytest.raises(BlogtoolError, match="engines"):
        settings_of(config)


def test_the_engine_of_the_command_line_is_for_all_pairs(tmp_path):
    config = read_config(str(a_blog(tmp_path, "{engines: {en-es: apertium}}")))

    assert settings_of(config, engine="echo").engine_for("en", "es") == "echo"
