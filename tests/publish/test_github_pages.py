"""One command brings a site to the branch that GitHub Pages shows, or leaves everything as it was."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from builders import HANG, a_site

from blogtool.cli import main

PAGE = "---\ntitle: {0}\n---\n# {0}\n\n[home](/)\n"
FILES = {
    "_config.yml": "title: T\nurl: https://example.org\n",
    "index.md": "---\n---\nWelcome to [a](/a.html).\n",
    "a.md": PAGE.format("A"),
    ".gitignore": "/_site/\n/.blogtool-cache/\n",
}


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, timeout=HANG)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A site in a repository with a bare one as `origin`."""
    for key in ("GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "GIT_COMMITTER_DATE", "JEKYLL_ENV"):
        monkeypatch.delenv(key, raising=False)
    bare = tmp_path / "origin.git"
    git(tmp_path, "init", "-q", "--bare", str(bare))
    site = a_site(tmp_path / "site", **FILES)
    git(site, "init", "-q", "-b", "main")
    git(site, "config", "user.name", "Ann")
    git(site, "config", "user.email", "ann@example.org")
    git(site, "remote", "add", "origin", str(bare))
    commit(site)
    git(site, "push", "-q", "origin", "main")
    return site


def commit(site: Path, message: str = "Write") -> None:
    git(site, "add", "-A")
    git(site, "commit", "-q", "-m", message)


def published(site: Path, *flags: str) -> int:
    return main(["publish", "-s", str(site), "--no-translate", "-q", *flags])


def bare(site: Path) -> Path:
    return site.parent / "origin.git"


def files(site: Path, branch: str = "gh-pages") -> list[str]:
    return git(bare(site), "ls-tree", "-r", "--name-only", branch).split("\n")


def head(site: Path, branch: str = "gh-pages") -> str:
    return git(bare(site), "rev-parse", branch)


def elsewhere(site: Path, branch: str = "gh-pages") -> Path:
    """Another person's copy of the repository, on a branch."""
    copy = site.parent / "copy"
    git(site.parent, "clone", "-q", "-b", branch, str(bare(site)), str(copy))
    git(copy, "config", "user.name", "Bob")
    git(copy, "config", "user.email", "bob@example.org")
    return copy


def test_the_site_and_nojekyll_are_on_the_branch(repository):
    assert published(repository) == 0
    assert files(repository) == [".nojekyll", "a.html", "index.html"]
    assert git(bare(repository), "log", "-1", "--format=%cn %s", "gh-pages") == "Ann Publish the site"


def test_nothing_of_the_authors_is_touched(repository):
    (repository / "draft.txt").write_text("not yet")
    git(repository, "add", "draft.txt")
    before = [git(repository, *words) for words in (("status", "--porcelain"), ("branch",), ("log",))]

    assert published(repository) == 0
    assert [git(repository, *words) for words in (("status", "--porcelain"), ("branch",), ("log",))] == before


def test_changes_that_are_not_committed_are_published_and_told(repository, capfd):
    (repository / "a.md").write_text(PAGE.format("Changed"))

    assert published(repository) == 0
    assert "1 file that is not committed: `a.md`" in capfd.readouterr().err
    assert "Changed" in git(bare(repository), "show", "gh-pages:a.html")


def test_publishing_twice_changes_nothing(repository, capsys):
    published(repository)
    first = head(repository)
    capsys.readouterr()

    assert main(["publish", "-s", str(repository)]) == 0
    assert head(repository) == first
    assert "nothing has changed" in capsys.readouterr().out


def test_a_feed_that_only_tells_a_later_time_is_nothing_new(repository, capsys):
    with (repository / "_config.yml").open("a") as file:
        file.write("plugins: [jekyll-feed]\ntime: 2024-01-01\n")
    assert published(repository) == 0
    first = head(repository)
    (repository / "_config.yml").write_text((repository / "_config.yml").read_text().replace("2024", "2025"))
    assert published(repository) == 0
    assert head(repository) == first

    (repository / "_posts").mkdir()
    (repository / "_posts/2023-01-01-p.md").write_text("---\ntitle: P\n---\nNew.\n")
    assert published(repository) == 0
    assert head(repository) != first


def test_a_deleted_page_is_gone_and_the_history_is_kept(repository):
    published(repository)
    first = head(repository)
    (repository / "a.md").unlink()
    (repository / "index.md").write_text("---\n---\nWelcome.\n")
    commit(repository)

    assert published(repository) == 0
    assert files(repository) == [".nojekyll", "index.html"]
    assert git(bare(repository), "rev-parse", "gh-pages^") == first


def test_without_history_the_branch_is_one_commit(repository):
    published(repository)
    (repository / "a.md").write_text(PAGE.format("B"))
    commit(repository)

    assert published(repository, "--no-history") == 0
    assert git(bare(repository), "rev-list", "--count", "gh-pages") == "1"


def test_a_cname_made_on_github_is_kept(repository):
    published(repository)
    copy = elsewhere(repository)
    (copy / "CNAME").write_text("blog.example.org")
    commit(copy, "Create CNAME")
    git(copy, "push", "-q")
    (repository / "a.md").write_text(PAGE.format("B"))

    assert published(repository) == 0
    assert git(bare(repository), "show", "gh-pages:CNAME") == "blog.example.org"


def test_the_sites_own_cname_goes_first(repository):
    (repository / "CNAME").write_text("own.example.org\n")
    commit(repository)

    assert published(repository) == 0
    assert git(bare(repository), "show", "gh-pages:CNAME") == "own.example.org"


def test_a_branch_that_somebody_else_changed_is_left_alone(repository, capfd):
    published(repository)
    copy = elsewhere(repository)
    (copy / "by-hand.html").write_text("precious")
    commit(copy, "Mend by hand")
    git(copy, "push", "-q")
    theirs = head(repository)
    (repository / "a.md").write_text(PAGE.format("B"))

    assert published(repository) == 1
    told = capfd.readouterr().err
    assert '"Mend by hand" (Bob, ' in told
    assert "which blogtool did not publish" in told
    assert head(repository) == theirs
    assert published(repository, "--force") == 0
    assert git(bare(repository), "rev-parse", "gh-pages^") == theirs  # on top of it: nothing is lost


def test_a_site_built_from_commits_that_this_folder_lacks_is_left_alone(repository, capfd):
    copy = elsewhere(repository, "main")
    (copy / "new.md").write_text(PAGE.format("New"))
    commit(copy, "Add a page")
    assert published(copy) == 0
    theirs = head(repository)

    assert published(repository) == 1
    assert "which your branch does not have" in capfd.readouterr().err
    assert head(repository) == theirs
    git(copy, "push", "-q", "origin", "main")
    git(repository, "pull", "-q", "origin", "main")
    assert published(repository) == 0


def test_a_site_with_mistakes_is_not_published(repository, capfd):
    published(repository)
    first = head(repository)
    (repository / "a.md").write_text("---\n---\n{% nothing %}\n")

    assert published(repository) == 1
    assert head(repository) == first
    assert "nothing" in capfd.readouterr().err


def test_a_site_that_fails_its_check_is_not_published(repository, capsys):
    (repository / "a.md").write_text("---\n---\n[gone](/gone.html)\n")

    assert main(["publish", "-s", str(repository)]) == 1
    told = capsys.readouterr()
    assert "/gone.html" in told.err
    assert "nothing was published" in told.out
    assert "gh-pages" not in git(bare(repository), "branch")
    assert published(repository, "--no-check") == 0


def test_the_branch_that_one_works_on_is_never_published_to(repository, capfd):
    assert published(repository, "--branch", "main") == 1
    assert "is the branch that you are working on" in capfd.readouterr().err


def test_the_configuration_names_branch_and_message(repository):
    (repository / "_config.yml").write_text(FILES["_config.yml"] + "publish: {branch: site, message: New words}\n")

    assert published(repository) == 0
    assert git(bare(repository), "log", "-1", "--format=%s", "site") == "New words"


def test_no_repository_and_no_remote_are_told(tmp_path, capfd):
    site = a_site(tmp_path / "bare-site", **FILES)
    assert published(site) == 1
    assert "is not in a git repository" in capfd.readouterr().err
    git(site, "init", "-q", "-b", "main")
    assert published(site) == 1
    assert "there is no remote `origin`" in capfd.readouterr().err


def test_a_refused_push_leaves_the_old_site(repository, capfd):
    published(repository)
    first = head(repository)
    hook(repository, "exit 1")
    (repository / "a.md").write_text(PAGE.format("B"))

    assert published(repository) == 1
    assert "the old site stays" in capfd.readouterr().err
    assert head(repository) == first


def test_an_interrupted_push_leaves_the_old_site_and_the_next_one_goes_through(repository):
    published(repository)
    first = head(repository)
    hook(repository, f"touch ../waiting; sleep {HANG}; exit 1")
    (repository / "a.md").write_text(PAGE.format("B"))
    running = subprocess.Popen(
        [sys.executable, "-m", "blogtool", "publish", "-q", "-s", str(repository)], start_new_session=True
    )
    deadline = time.monotonic() + HANG
    while not (repository.parent / "waiting").exists() and running.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait(HANG)

    assert head(repository) == first
    (bare(repository) / "hooks/pre-receive").unlink()
    assert published(repository) == 0
    assert "B</h1>" in git(bare(repository), "show", "gh-pages:a.html")
    assert git(repository, "branch").split() == ["*", "main"]


def test_a_half_made_commit_of_a_killed_run_is_never_used(repository):
    published(repository)
    git(repository, "branch", "blogtool-publishing", "main")  # as if it had been killed here
    (repository / "a.md").write_text(PAGE.format("B"))

    assert published(repository) == 0
    assert files(repository) == [".nojekyll", "a.html", "index.html"]


def hook(site: Path, script: str) -> None:
    """What the remote does when something arrives."""
    path = bare(site) / "hooks/pre-receive"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def test_a_site_in_a_folder_of_a_repository_is_published(repository):
    docs = repository / "docs"
    docs.mkdir()
    for name in ("_config.yml", "index.md", "a.md"):
        (repository / name).rename(docs / name)
    commit(repository, "Move")

    assert main(["publish", "-s", str(docs), "--no-translate", "-q"]) == 0
    assert files(repository) == [".nojekyll", "a.html", "index.html"]
    (docs / "a.md").write_text(PAGE.format("B"))
    assert main(["publish", "-s", str(docs), "--no-translate", "-q"]) == 0
    assert "B" in git(bare(repository), "show", "gh-pages:a.html")


def test_what_a_hook_says_is_told(repository, capfd):
    hook(repository, "echo 'the policy says no' >&2; exit 1")

    assert published(repository) == 1
    assert "the policy says no" in capfd.readouterr().err


def test_two_runs_at_once_do_not_share_a_desk(repository):
    with subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as other:  # until its input ends
        git(repository, "branch", f"blogtool-publishing-{other.pid}", "main")  # of a run that goes on
        git(repository, "branch", "blogtool-publishing-99999999", "main")  # of one that was killed

        assert published(repository) == 0
        assert files(repository) == [".nojekyll", "a.html", "index.html"]
        assert git(repository, "branch", "--list", "blogtool*").split() == [f"blogtool-publishing-{other.pid}"]


def test_files_that_are_not_committed_are_named_as_they_are(repository, capfd):
    (repository / "thé.md").write_text(PAGE.format("Thé"))

    assert published(repository) == 0
    assert "`thé.md`" in capfd.readouterr().err


def test_a_name_that_git_cannot_take_is_told_before_anything_is_published(repository, capfd):
    (repository / "two\nlines.txt").write_text("x")

    assert published(repository) == 1
    assert "line break" in capfd.readouterr().err
