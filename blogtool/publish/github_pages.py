"""Publishes to a branch: build, check, one commit, one push; until the push is through the old site stays."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace

from blogtool.build import build
from blogtool.check import check
from blogtool.errors import BlogtoolError
from blogtool.model.config import Config
from blogtool.model.output import Report
from blogtool.publish.git import Git, reason

# Where the commit is made: a branch of this run's own, so that none of the author's is ever half written.
_DESK = "blogtool-publishing"
# The line of a commit message that says which state of the source a site was built from.
_SOURCE = "Built-From:"
# When a feed was built, which it says before its first entry.
_FEED_TIME = re.compile(r"\A((?:(?!<entry|<updated>).)*)<updated>[^<]*</updated>", re.DOTALL)


@dataclass(frozen=True)
class Place:
    """Where a site is published, and how."""

    remote: str = "origin"  # a remote's name, or an address
    branch: str = "gh-pages"
    message: str = "Publish the site"
    force: bool = False  # also over commits that blogtool did not make, or that this folder does not know
    history: bool = True  # False: the branch holds one commit, and what was there before is forgotten


def place_of(config: Config, **asked: object) -> Place:
    """What `publish:` of the configuration says, and over it what the command line asks for (None: nothing)."""
    section = config.section("publish")
    known = {key: section[key] for key in ("remote", "branch", "message", "history") if section.get(key) is not None}
    place = Place(
        remote=str(known.get("remote", Place.remote)),
        branch=str(known.get("branch", Place.branch)),
        message=str(known.get("message", Place.message)),
        history=known.get("history") is not False,
    )
    return replace(place, **{key: value for key, value in asked.items() if value is not None})  # type: ignore[arg-type]


def publish(config: Config, place: Place, *, checked: bool = True, jobs: int | None = None) -> Report:
    """Build the site, check it, and put it on the branch in one step.

    The folder, the index and the branches of the author stay as they are. Raises BlogtoolError where the
    branch must not be written: nothing is pushed then. A site with mistakes is reported and not published.
    """
    git = Git(config.source)
    _check_repository(git, place)
    if "JEKYLL_ENV" not in os.environ:
        config = replace(config, environment="production")  # as GitHub Pages builds
    built = build(config, jobs=jobs)
    if not built.succeeded:
        return _refused(built, "the site has mistakes: nothing was published, the old site stays")
    if checked:
        found = check(config, config.destination)
        if not found.succeeded:
            told = replace(found, warnings=built.warnings, lines=())
            return _refused(told, "the check found mistakes: nothing was published (`--no-check` leaves it out)")
    if os.path.lexists(os.path.join(config.destination, ".git")):
        raise BlogtoolError(
            f"the destination `{config.destination}` is a git repository of its own",
            fix="choose another folder with `--destination`",
        )
    lines = _publish_folder(git, config, place)
    return replace(built, warnings=(*built.warnings, *_uncommitted(git)), lines=(*built.lines, *lines))


def _refused(report: Report, why: str) -> Report:
    return replace(report, lines=(*report.lines, why))


# Before anything is built


def _check_repository(git: Git, place: Place) -> None:
    if git.find("rev-parse", "--git-dir") is None:
        raise BlogtoolError(
            f"`{git.folder}` is not in a git repository", fix="`git init`, then `git remote add origin …`"
        )
    if git.find("check-ref-format", "--branch", place.branch) is None:
        raise BlogtoolError(f"`{place.branch}` cannot be the name of a branch")
    if git.find("symbolic-ref", "--short", "HEAD") == place.branch:
        raise BlogtoolError(
            f"`{place.branch}` is the branch that you are working on: publishing would replace your files there",
            fix="name another one with `--branch`, or `publish: {branch: …}`",
        )
    if "/" not in place.remote and git.find("remote", "get-url", place.remote) is None:
        raise BlogtoolError(
            f"there is no remote `{place.remote}`", fix=f"`git remote add {place.remote} …`, or `--remote`"
        )


# The commit


def _publish_folder(git: Git, config: Config, place: Place) -> list[str]:
    before = _fetched(git, place)
    if before is not None and not place.force:
        _check_known(git, before, place)
    after = _committed(git, config, place, before)
    where = f"`{place.branch}` of {place.remote}"
    if before is not None and _is_same(git, before, after) and (place.history or not _parents(git, before)):
        return [f"nothing has changed on {where}"]
    _push(git, place, before, after)
    files = len(git.ask("ls-tree", "-r", "--full-tree", "--name-only", after).splitlines())
    address = config.text("url") + config.text("baseurl")
    return [f"published {files} files to {where}, commit {after[:9]}" + (f": {address}/" if address else "")]


def _fetched(git: Git, place: Place) -> str | None:
    """The commit that the branch holds now, brought here; None where the branch does not exist yet."""
    name = f"refs/heads/{place.branch}"
    fix = "is the address right, and may you write there?"
    answer = git.ask("ls-remote", place.remote, name, fix=fix)
    if not answer:
        return None
    commit = answer.split()[0]
    if git.find("cat-file", "-e", f"{commit}^{{tree}}") is None:
        shallow = ["--depth=1"] if git.find("rev-parse", "--is-shallow-repository") == "true" else []
        git.ask("fetch", "--quiet", "--no-tags", *shallow, place.remote, name, fix=fix)
    return commit


def _check_known(git: Git, commit: str, place: Place) -> None:
    """Raises BlogtoolError where publishing would hide work that this folder does not know."""
    while _touches_only_cname(git, commit):  # as GitHub's own settings page commits it
        commit = git.ask("rev-parse", f"{commit}^")
    subject, _, author = git.ask("log", "-1", "--format=%s%x00%an, %as", commit).partition("\0")
    message = git.ask("log", "-1", "--format=%B", commit)
    source = next((line.split()[1] for line in message.splitlines() if line.startswith(_SOURCE)), None)
    what = f'the branch `{place.branch}` of {place.remote} holds "{subject}" ({author})'
    if source is None:
        raise BlogtoolError(
            f"{what}, which blogtool did not publish", fix="look at it; `--force` publishes on top of it"
        )
    is_shallow = git.find("rev-parse", "--is-shallow-repository") == "true"
    if source != "nothing" and not is_shallow and git.find("merge-base", "--is-ancestor", source, "HEAD") is None:
        raise BlogtoolError(
            f"{what}, built from {source[:9]}, which your branch does not have",
            fix="`git pull` first, so that nothing of it is lost; `--force` publishes all the same",
        )


def _touches_only_cname(git: Git, commit: str) -> bool:
    changed = git.find("diff", "--name-only", f"{commit}^", commit)
    return changed is not None and changed.split("\n") == ["CNAME"]


def _committed(git: Git, config: Config, place: Place, before: str | None) -> str:
    """A commit of the built site on top of `before`, made beside every branch of the author."""
    _clear_desks(git)
    name = f"{_DESK}-{os.getpid()}"
    desk = f"refs/heads/{name}"
    git.find("update-ref", "-d", desk)
    if before is not None and place.history:
        git.ask("update-ref", desk, before)
    try:
        _import(git, config, place, before, name)
        commit = git.ask("rev-parse", "--verify", desk)
        _check_whole(git, config, commit)
        return commit
    finally:
        git.find("update-ref", "-d", desk)


def _clear_desks(git: Git) -> None:
    """Removes what runs that were killed have left; those that go on keep theirs."""
    for desk in (git.find("for-each-ref", "--format=%(refname)", f"refs/heads/{_DESK}*") or "").splitlines():
        owner = desk.rpartition("-")[2]
        if not owner.isdigit() or not _is_running(int(owner)):
            git.find("update-ref", "-d", desk)


def _is_running(process: int) -> bool:
    if os.name != "posix":
        return True  # elsewhere the question would end it
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass  # somebody else's
    return True


def _import(git: Git, config: Config, place: Place, before: str | None, desk: str) -> None:
    source = git.find("rev-parse", "HEAD") or "nothing"
    options = [
        "--no-jekyll",
        "--branch",
        desk,
        "--remote",
        desk,
        "--message",
        f"{place.message}\n\n{_SOURCE} {source}",
    ]
    domain = _domain(git, config, before)
    if domain is not None:
        options += ["--cname", domain]
    # In a process of its own: ghp-import works in the current folder and speaks to the terminal.
    command = [sys.executable, "-m", "ghp_import", *options, os.path.abspath(config.destination)]
    done = git.run(command, _committer(git))
    if done.returncode:
        raise BlogtoolError(f"the commit could not be made: {reason(done.stderr)}")


def _domain(git: Git, config: Config, before: str | None) -> str | None:
    """The domain that the branch already has, unless the site brings a CNAME file of its own."""
    if before is None or os.path.exists(os.path.join(config.destination, "CNAME")):
        return None
    kept = git.find("show", f"{before}:CNAME")
    return kept.strip() if kept and kept.strip() else None


def _committer(git: Git) -> dict[str, str]:
    """A name for the commit where the author has told git none."""
    name = os.environ.get("GIT_COMMITTER_NAME") or git.find("config", "user.name") or "blogtool"
    email = os.environ.get("GIT_COMMITTER_EMAIL") or git.find("config", "user.email") or "blogtool@localhost"
    return {"GIT_COMMITTER_NAME": name, "GIT_COMMITTER_EMAIL": email}


def _check_whole(git: Git, config: Config, commit: str) -> None:
    """Raises BlogtoolError where the commit is not the whole site: then it must not become public."""
    listed = set(git.ask("ls-tree", "-r", "--full-tree", "--name-only", "-z", commit).split("\0")) - {""}
    missing = sorted(set(_files(config.destination)) - listed)
    if missing:
        raise BlogtoolError(f"the commit is not whole: `{missing[0]}` and {len(missing) - 1} others are missing")


def _files(folder: str) -> Sequence[str]:
    return [
        os.path.relpath(os.path.join(here, name), folder).replace(os.sep, "/")
        for here, _, names in os.walk(folder)
        for name in names
    ]


def _is_same(git: Git, before: str, after: str) -> bool:
    """Whether readers would find nothing new: of all files at most feeds differ, in the time of the build."""
    names = git.ask("diff", "--no-renames", "--name-only", "-z", before, after).split("\0")
    return all(not name or _is_same_feed(git, name, before, after) for name in names)


def _is_same_feed(git: Git, name: str, before: str, after: str) -> bool:
    texts = [git.find("show", f"{commit}:{name}") for commit in (before, after)] if name.endswith(".xml") else [None]
    if None in texts:
        return False
    old, new = (_FEED_TIME.sub(r"\1", text or "") for text in texts)
    return old == new


def _parents(git: Git, commit: str) -> str:
    return git.ask("log", "-1", "--format=%P", commit)


# The push


def _push(git: Git, place: Place, before: str | None, after: str) -> None:
    """Moves the remote's branch from `before` to `after`, or leaves it as it is."""
    target = f"refs/heads/{place.branch}"
    lease = f"--force-with-lease={target}:{before or ''}"  # only if nobody was there in between
    done = git.run(["git", "push", "--quiet", *(() if place.history else (lease,)), place.remote, f"{after}:{target}"])
    if done.returncode == 0:
        return
    if "[rejected]" in done.stderr or "but expected" in done.stderr:
        raise BlogtoolError(
            f"the branch `{place.branch}` of {place.remote} has changed in the meantime; nothing was published",
            fix="publish again",
        )
    raise BlogtoolError(
        f"the push failed: {reason(done.stderr)}; the old site stays", fix="may you write there? then publish again"
    )


def _uncommitted(git: Git) -> list[str]:
    asked = ("-c", "core.quotePath=off", "status", "--porcelain", "--untracked-files=normal", "--", ".")
    changed = (git.find(*asked) or "").splitlines()
    if not changed:
        return []
    files = "1 file that is" if len(changed) == 1 else f"{len(changed)} files that are"
    return [f"published with {files} not committed: `{changed[0][3:]}`"]
