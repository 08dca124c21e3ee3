"""The door: every command is told of, and each has its own words."""

import pytest

from blogtool.cli import main

WORDS = {
    "build": "--profile", "b": "--jobs", "translate": "--dry-run", "status": "--json", "memory": "{export,import}",
    "models": "calibrate", "watch": "--force_polling", "serve": "--livereload", "s": "--port", "server": "--open",
    "new": "workflow", "clean": "--destination", "themes": "--from", "check": "--json", "publish": "--no-history",
}  # fmt: skip


def told(words, capsys):
    """What a command prints that ends by itself."""
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 0
    return capsys.readouterr().out


def test_the_help_names_every_command(capsys):
    text = told(["--help"], capsys)

    assert [name for name in WORDS if len(name) > 1 and name not in text] == []


@pytest.mark.parametrize("command", WORDS)
def test_the_help_of_a_command_has_its_own_words_and_those_of_all(command, capsys):
    text = told([command, "--help"], capsys)

    assert WORDS[command] in text
    assert "--source DIR" in text
    assert "--github-pages" in text


def test_a_command_does_not_take_the_words_of_another(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["clean", "--livereload"])

    assert ended.value.code == 2
    assert "unrecognized arguments: --livereload" in capsys.readouterr().err
