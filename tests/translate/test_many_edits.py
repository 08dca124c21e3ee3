"""Authors and editors who change everything at random: nothing of an editor's is lost, nothing goes stale unseen."""

from __future__ import annotations

import os
import random
import re
from itertools import count
from pathlib import Path

import pytest
from builders import a_site
from test_story import run, spy

from blogtool.text import frontmatter
from blogtool.translate.memory import Memory

__all__ = ["spy"]

EN, FR = "_posts/en/2025-02-02-tea-en.md", "_posts/fr/2025-02-02-tea-fr.md"
ROUNDS = int(os.environ.get("BLOGTOOL_EDITS", "6"))  # sites of five rounds of edits
SOURCES = re.compile(r"\bword\w+\b")  # in each sentence of the original one of its own
PERSONS = re.compile(r"\bperso\w+\b")  # in each of an editor's


class Author:
    """Writes and changes bodies whose sentences can be told apart for ever."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.number = count()

    def letters(self) -> str:
        """A number in letters: a number in digits may be lost by an engine, and is watched for that."""
        return "".join(chr(97 + int(digit)) for digit in str(next(self.number)))

    def sentence(self, word: str) -> str:
        return f"This is the {word}{self.letters()} of {self.chance.choice(('them', 'the house', 'our `small` town'))}."

    def block(self, word: str) -> str:
        def some(least: int, most: int) -> list[str]:
            return [self.sentence(word) for _ in range(self.chance.randint(least, most))]

        kind = self.chance.randrange(8)
        if kind == 0:
            return f"## {self.sentence(word).replace(' of our `small` town', '').rstrip('.')}"
        if kind == 1:
            return "\n".join(f"- {one}" for one in some(1, 4))
        if kind == 2:
            return f"```\ncode {self.letters()}\n```"
        if kind == 3:
            return f"> {' '.join(some(1, 2))}"
        return " ".join(some(1, 4))

    def changed(self, body: str, word: str, takes_away: bool = True) -> str:
        blocks = re.split(r"\n{2,}", body.strip("\n"))
        for _ in range(self.chance.randint(1, 3)):
            at = self.chance.randrange(len(blocks))
            deed = self.chance.choice((0, 1, 2, 3, 4, 5, 6) if takes_away else (0, 2, 3, 4))
            if deed == 0:
                blocks.insert(at, self.block(word))
            elif deed == 1 and len(blocks) > 4:
                del blocks[at]
            elif deed == 2:
                blocks.insert(self.chance.randrange(len(blocks)), blocks.pop(at))
            elif deed == 3:
                blocks[at] = blocks[at].replace(". This", ".\n\nThis", 1)
                blocks = [one for block in blocks for one in block.split("\n\n")]
            elif deed == 4 and not blocks[at].startswith(("```", "#")):
                blocks[at] += f" {self.sentence(word)}"
            else:
                found = list(re.finditer(r"This is the \w+", blocks[at]))
                if found:
                    one = self.chance.choice(found)
                    new = f"This is the {word}{self.letters()}"
                    blocks[at] = blocks[at][: one.start()] + new + blocks[at][one.end() :]
        return "\n\n".join(blocks) + "\n"


def body_of(path: Path) -> tuple[str, str]:
    text = path.read_text("utf-8")
    body = frontmatter.split(text)[1]
    return text[: len(text) - len(body)], body


def as_another_tool_made_it(folder: Path) -> None:
    """The translation without what blogtool says of it, in long lines, and no memory."""
    body = body_of(folder / FR)[1]
    (folder / FR).write_text(f"---\nlang: fr\ntranslated: true\n---\n{body}", "utf-8")
    (folder / "_translations/memory.sqlite").unlink()
    run(folder)


def persons_words(folder: Path) -> set[str]:
    with Memory(folder / "_translations/memory.sqlite") as memory:
        return {word for entry in memory.dump() for word in PERSONS.findall(entry["answer"])}


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_whatever_is_edited_nothing_is_lost_and_nothing_goes_stale_unseen(tmp_path, spy, seed):
    author = Author(seed)
    original = "\n\n".join(author.block("word") for _ in range(8)) + "\n"
    a_site(tmp_path, **{"_config.yml": "lang: en\ntranslate: {to: [fr], engine: spy}\n"})
    a_site(tmp_path, **{EN: f"---\nlang: en\n---\n{original}"})
    run(tmp_path)
    if seed % 3 == 2:
        as_another_tool_made_it(tmp_path)
    for _ in range(5):
        edits_translation = author.chance.random() < 0.7
        if edits_translation:
            head, body = body_of(tmp_path / FR)
            (tmp_path / FR).write_text(head + author.changed(body, "perso", seed % 2 > 0), "utf-8")
            before = (tmp_path / FR).read_bytes()
            run(tmp_path)
            is_same = (tmp_path / FR).read_bytes() == before
            assert is_same or b"needs_review" in before, "the original is as it was"  # a flag may go
        before, old = (tmp_path / FR).read_text("utf-8"), original
        original = author.changed(original, "word")
        a_site(tmp_path, **{EN: f"---\nlang: en\n---\n{original}"})
        report = run(tmp_path)
        after = (tmp_path / FR).read_text("utf-8")
        assert report.problems == ()
        persons, kept = set(PERSONS.findall(before)), set(PERSONS.findall(after)) | persons_words(tmp_path)
        assert persons <= kept, "an editor's words are lost"
        told = bool(report.warnings or run(tmp_path).warnings)
        assert (tmp_path / FR).read_text("utf-8") == after, "a second run changes nothing"
        gone = set(SOURCES.findall(old)) - set(SOURCES.findall(original))
        assert told or not gone & set(SOURCES.findall(after)), "a sentence that is no more stands there still"
        new = set(SOURCES.findall(original)) - set(SOURCES.findall(old))
        if set(SOURCES.findall(old)) <= set(SOURCES.findall(before)):  # else it may belong to what an editor took out
            assert told or new <= set(SOURCES.findall(after)), "a new sentence is missing"
