"""Work that several machines share: nothing is asked twice, and the merged tree is that of one machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

import pytest
import yaml
from builders import HANG, a_site

import blogtool.translate as story
from blogtool.cli import main
from blogtool.errors import BlogtoolError
from blogtool.read.config import read_config
from blogtool.translate.exchange import export_memory, import_memory
from blogtool.translate.memory import Memory
from blogtool.translate.shards import Shard, shard_of

NOW = datetime(2030, 1, 1, tzinfo=UTC)
ROOT = Path(__file__).parents[2]
SHARED = "This sentence stands in every post, and *nobody* wants to pay for it twice."


class Counting:
    """Notes every text that it is asked."""

    asked: ClassVar[Counter[tuple[str, str]]] = Counter()

    def translate(self, texts, source, target):
        Counting.asked.update((text, target) for text in texts)
        return [f"{text[:-1]} en {target}{text[-1:]}" for text in texts]


@pytest.fixture(autouse=True)
def counting(monkeypatch):
    Counting.asked = Counter()
    monkeypatch.setattr(story, "ENGINES", {**story.ENGINES, "counting": Counting})


def a_blog(folder: Path, engine: str = "counting") -> Path:
    words = "apples pears plums grapes cherries lemons figs dates quinces melons".split()
    pages = {
        f"_posts/en/2025-01-{number + 1:02}-{word}-en.md": (
            f"---\nlang: en\ntitle: About {word}\n---\n\n{SHARED}\n\n"
            + "\n\n".join(f"Of the {word} we bought {many} in `town`." for many in range(2, 9))
            + "\n"
        )
        for number, word in enumerate(words)
    }
    config = f"lang: en\ntranslate: {{to: [fr, de], engine: {engine}}}\n"
    return a_site(folder, **{"_config.yml": config}, **pages)


def run(site: Path, **options):
    return story.translate(read_config(str(site)), now=NOW, **options)


def posts_of(site: Path) -> dict[str, bytes]:
    return {str(path.relative_to(site)): path.read_bytes() for path in sorted(site.glob("_posts/**/*.md"))}


def answers_of(site: Path) -> list[dict[str, str]]:
    with Memory(site / "_translations/memory.sqlite") as memory:
        return list(memory.dump())


def test_eight_machines_ask_each_sentence_once_and_make_the_tree_of_one(tmp_path):
    alone = a_blog(tmp_path / "alone")
    run(alone)
    once, Counting.asked = Counting.asked, Counter()
    whole = a_blog(tmp_path / "whole")
    for number in range(1, 9):
        machine = a_blog(tmp_path / f"machine-{number}")
        report = run(machine, shard=Shard(number, 8))
        assert report.succeeded
        assert len(list(machine.glob("_posts/fr/*"))) == 0
        export_memory(read_config(str(machine)), str(tmp_path / f"{number}.jsonl"), Shard(number, 8))

    import_memory(read_config(str(whole)), *(str(tmp_path / f"{number}.jsonl") for number in range(1, 9)))
    merged = run(whole, asks=False)

    assert Counting.asked == once
    assert max(once.values()) == 1
    assert merged.counts["asked"] == 0
    assert merged.counts["translated"] == 20
    assert posts_of(whole) == posts_of(alone)
    assert answers_of(whole) == answers_of(alone)


def test_the_shares_are_of_like_size(tmp_path):
    sizes = []
    for number in range(1, 5):
        machine = a_blog(tmp_path / str(number))
        sizes.append(run(machine, shard=Shard(number, 4)).counts["asked"])

    assert sum(sizes) == 2 * (10 * 8 + 1)
    assert min(sizes) > 162 / 4 / 2


def test_what_one_machine_did_not_bring_waits_and_the_rest_is_saved(tmp_path):
    site = a_blog(tmp_path / "site")
    for number in (1, 2, 4):
        run(site, shard=Shard(number, 4))

    report = run(site, asks=False)

    assert report.counts["translated"] + report.counts["waiting"] == 20
    assert report.counts["waiting"] > 0
    assert "the memory does not have all their sentences" in "\n".join(report.lines)
    assert report.counts["asked"] == 0
    assert run(site).counts["waiting"] == 0
    assert max(Counting.asked.values()) == 1


def test_a_share_knows_what_a_person_wrote(tmp_path):
    site = a_blog(tmp_path / "site")
    run(site)
    post = site / "_posts/fr/2025-01-01-apples-fr.md"
    post.write_text(post.read_text().replace("*nobody* wants to pay for it twice en fr.", "*personne* ne paie."))
    (site / "_translations/memory.sqlite").unlink()
    Counting.asked.clear()

    for number in (1, 2):
        run(site, shard=Shard(number, 2))

    assert not any("nobody" in text and target == "fr" for text, target in Counting.asked)


@pytest.mark.parametrize("said", ["0/8", "9/8", "3", "3/", "1/300", "a/b", "-1/2", ""])
def test_a_share_that_is_none_is_told(said):
    with pytest.raises(BlogtoolError, match="no share of the work"):
        shard_of(said)


def test_a_share_is_written_as_two_numbers():
    assert shard_of(" 3 / 8") == Shard(3, 8)
    assert shard_of(None) is None


# The workflow


@pytest.fixture
def repository(tmp_path):
    """A site with its workflow in a git repository, and the place where it is pushed to."""
    site = a_blog(tmp_path / "site", "pseudo")
    assert main(["new", "workflow", "--shards", "3", "-s", str(site)]) == 0
    git(site, "init", "--quiet", "--initial-branch=main")
    commit(site, "Begin")
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "origin")
    git(site, "push", "--quiet", str(tmp_path / "origin"), "main")
    return tmp_path / "origin"


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, text=True, timeout=HANG)
    return done.stdout


def commit(folder: Path, message: str) -> None:
    git(folder, "add", "--all")
    git(folder, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "--quiet", "-m", message)


def a_machine(origin: Path, folder: Path) -> dict[str, str]:
    """A fresh clone as GitHub gives it to a job; the environment of its steps."""
    folder.mkdir()
    git(folder, "clone", "--quiet", str(origin), "site")
    (folder / "temp").mkdir()
    tools = folder / "tools"
    tools.mkdir()
    (tools / "pip").write_text("#!/bin/sh\n")
    (tools / "gh").write_text(f'#!/bin/sh\necho "$@" >> "{folder}/gh"\n')
    (tools / "blogtool").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m blogtool "$@"\n')
    for tool in tools.iterdir():
        tool.chmod(0o755)
    return {
        **os.environ,
        "PATH": f"{tools}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "RUNNER_TEMP": str(folder / "temp"),
        "HOME": str(folder),
    }


def run_steps(job, folder: Path, environment: dict[str, str]) -> None:
    for step in job["steps"]:
        if "run" in step:
            words = ["bash", "-e", "-c", step["run"]]
            done = subprocess.run(
                words, cwd=folder, env=environment, capture_output=True, text=True, timeout=HANG, check=False
            )
            assert done.returncode == 0, done.stdout + done.stderr


def test_github_would_read_the_workflows(repository, tmp_path):
    paths = sorted((tmp_path / "site/.github/workflows").glob("*.yml"))
    words = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows"]
    done = subprocess.run([*words, *map(str, paths)], capture_output=True, text=True, timeout=HANG, check=False)

    assert [path.name for path in paths] == ["pages.yml", "translate.yml"]
    assert done.returncode == 0, done.stdout + done.stderr
    assert "blogtool build --no-translate" in paths[0].read_text()


def test_its_jobs_translate_in_shares_and_push_one_commit(repository, tmp_path):
    jobs = yaml.safe_load((tmp_path / "site/.github/workflows/translate.yml").read_text())["jobs"]
    answers = tmp_path / "merge/temp/answers"
    environment = a_machine(repository, tmp_path / "merge")
    answers.mkdir()
    for number in jobs["share"]["strategy"]["matrix"]["shard"]:
        share = a_machine(repository, tmp_path / f"share-{number}")
        share["SHARD"] = jobs["share"]["env"]["SHARD"].replace("${{ matrix.shard }}", str(number))
        run_steps(jobs["share"], tmp_path / f"share-{number}/site", share)
        shutil.copy(tmp_path / f"share-{number}/temp/answers-{number}.jsonl", answers)
    someone = tmp_path / "someone"
    git(tmp_path, "clone", "--quiet", str(repository), "someone")
    (someone / "new.md").write_text("pushed meanwhile\n")
    commit(someone, "Write on")
    git(someone, "push", "--quiet")

    run_steps(jobs["merge"], tmp_path / "merge/site", environment)

    alone = a_blog(tmp_path / "alone", "pseudo")
    run(alone)
    git(tmp_path, "clone", "--quiet", str(repository), "result")
    assert posts_of(tmp_path / "result") == posts_of(alone)
    assert not (tmp_path / "result/_translations").exists()
    told = git(repository, "log", "--format=%s", "main").splitlines()
    assert told == ["Translate new and changed posts", "Write on", "Begin"]
    assert (tmp_path / "merge/gh").read_text() == "workflow run pages.yml\n"


def test_without_anything_new_no_commit_is_made(repository, tmp_path):
    site = tmp_path / "site"
    run(site)
    git(site, "add", "--all", "_posts")
    commit(site, "Translate")
    git(site, "push", "--quiet", str(repository), "main")
    jobs = yaml.safe_load((site / ".github/workflows/translate.yml").read_text())["jobs"]
    environment = a_machine(repository, tmp_path / "merge")
    (tmp_path / "merge/temp/answers").mkdir()
    (tmp_path / "merge/temp/answers/answers-1.jsonl").write_text("")

    run_steps(jobs["merge"], tmp_path / "merge/site", environment)

    assert git(repository, "log", "--format=%s", "main").splitlines() == ["Translate", "Begin"]
    assert not (tmp_path / "merge/gh").exists()


def test_a_workflow_that_is_there_is_not_touched(tmp_path, capfd):
    assert main(["new", "workflow", "-s", str(tmp_path)]) == 0
    before = (tmp_path / ".github/workflows/pages.yml").read_text()

    assert main(["new", "workflow", "--shards", "8", "-s", str(tmp_path)]) == 0
    assert (tmp_path / ".github/workflows/pages.yml").read_text() == before
    assert "--no-translate" in capfd.readouterr().out
    assert main(["new", "workflow", "--shards", "1", "-s", str(tmp_path)]) == 1
    assert "from 2 to 256" in capfd.readouterr().err
