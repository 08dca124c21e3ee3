"""`python -m blogtool.kramdown` converts a text, or questions line by line, and names the lines that are none."""

import json
import subprocess
import sys

import pytest


def run(text, *words):
    return subprocess.run(
        [sys.executable, "-m", "blogtool.kramdown", *words], input=text, capture_output=True, timeout=60, check=False
    )


def test_a_text_becomes_html():
    answer = run("*ü*".encode())

    assert (answer.returncode, answer.stdout.decode()) == (0, "<p><em>ü</em></p>\n")


def test_each_question_is_answered_with_its_id():
    lines = [{"id": 7, "text": "*a*"}, {"id": "b", "text": "a\nb", "options": {"hard_wrap": True}}]

    answer = run("\n\n".join(json.dumps(line) for line in lines).encode(), "--jsonl")

    assert [json.loads(line) for line in answer.stdout.splitlines()] == [
        {"id": 7, "html": "<p><em>a</em></p>\n"},
        {"id": "b", "html": "<p>a<br />\nb</p>\n"},
    ]
    assert answer.returncode == 0


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b"{bad", "not JSON"),
        (b"[1]", "no object with a `text`"),
        (b'{"id": 1}', "no object with a `text`"),
        (b'{"text": "a", "options": 3}', "`options` is no object"),
        (b'{"text": "a", "options": {"toc_levels": "z"}}', "`toc_levels` cannot be `z`"),
        (b"\xff", "not JSON"),
        (b"[" * 100_000, "not JSON"),
    ],
)
def test_a_wrong_line_is_named_and_the_others_are_answered(line, words):
    answer = run(b'{"id": 1, "text": "a"}\n' + line + b'\n{"id": 2, "text": "b"}\n', "--jsonl")

    assert [json.loads(line)["id"] for line in answer.stdout.splitlines()] == [1, 2]
    assert words in answer.stderr.decode()
    assert "standard input:2" in answer.stderr.decode()
    assert answer.returncode == 1


def test_a_text_that_is_not_utf_8_is_no_traceback():
    answer = run(b"a\xff")

    assert answer.returncode == 1
    assert "not UTF-8 (byte 2)" in answer.stderr.decode()
    assert "Traceback" not in answer.stderr.decode()


def test_unknown_words_show_the_usage():
    answer = run(b"", "--html")

    assert answer.returncode == 2
    assert "usage" in answer.stderr.decode()
