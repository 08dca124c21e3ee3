"""`site.github`: what a repository's name tells (jekyll-github-metadata). Nothing is asked of the network."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from blogtool.model.config import Config
from blogtool.model.site import Site

_REPOSITORY = re.compile(r"\A[\w.-]+/[\w.-]+\Z")
_REMOTE = re.compile(r"^\s*url\s*=\s*\S*github\.com[:/]([\w.-]+/[\w.-]+?)(?:\.git)?/?\s*$", re.MULTILINE)
_GITHUB = "https://github.com"


def name_repository(site: Site) -> Site:
    """The site with `site.github`, and with the repository's name as its title where it has none.

    In production an unset `url` and `baseurl` are those of GitHub Pages.
    """
    config = site.config
    repository = _repository(config)
    if repository is None:
        return site
    facts = {**_facts(repository, config.environment), "build_revision": _revision(config.source)}
    settings = dict(config.settings)
    if not (settings.get("title") or settings.get("name")):
        settings["title"] = facts["project_title"]
    if config.environment == "production" and not settings.get("url"):
        settings["url"] = f"https://{facts['pages_hostname']}"
        if not settings.get("baseurl"):
            settings["baseurl"] = facts["baseurl"]
    return replace(site, config=replace(config, settings=settings), extra={**site.extra, "github": facts})


def _repository(config: Config) -> str | None:
    """`owner/name`: from the environment, from `repository:`, else from the address git pushes to."""
    for name in (
        os.environ.get("PAGES_REPO_NWO"),
        config.text("repository"),
        os.environ.get("GITHUB_REPOSITORY"),
    ):
        if name and _REPOSITORY.match(name):
            return name
    try:
        remotes = Path(config.source, ".git", "config").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    found = _REMOTE.search(remotes)
    return found[1] if found else None


def _revision(source: str) -> str | None:
    """The commit that is built: from the environment, else where HEAD of the site's own repository points."""
    for key in ("JEKYLL_BUILD_REVISION", "GITHUB_SHA"):
        if os.environ.get(key):
            return os.environ[key]
    folder = Path(source, ".git")
    try:
        head = (folder / "HEAD").read_text(encoding="utf-8").strip()
        if not head.startswith("ref: "):
            return head or None
        name = head.removeprefix("ref: ")
        if (folder / name).is_file():
            return (folder / name).read_text(encoding="utf-8").strip()
        packed = (folder / "packed-refs").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    found = re.search(rf"^(\S+) {re.escape(name)}$", packed, re.MULTILINE)
    return found[1] if found else None


def _facts(repository: str, environment: str) -> Mapping[str, object]:
    owner, _, name = repository.partition("/")
    host = f"{owner.lower()}.github.io"
    is_user_page = name.lower() == host
    address = f"{_GITHUB}/{repository}"
    branch = "master" if is_user_page else "gh-pages"
    base = "" if is_user_page else f"/{name}"
    return {
        "api_url": "https://api.github.com",
        "hostname": "github.com",
        "help_url": "https://help.github.com",
        "pages_hostname": host,
        "environment": environment,
        "repository_nwo": repository,
        "repository_name": name,
        "repository_url": address,
        "owner_name": owner,
        "owner_url": f"{_GITHUB}/{owner}",
        "owner_gravatar_url": f"{_GITHUB}/{owner}.png",
        "project_title": name,
        "url": f"https://{host}{base}",
        "baseurl": base,
        "zip_url": f"{address}/zipball/{branch}",
        "tar_url": f"{address}/tarball/{branch}",
        "clone_url": f"{address}.git",
        "releases_url": f"{address}/releases",
        "issues_url": f"{address}/issues",
        "is_user_page": is_user_page,
        "is_project_page": not is_user_page,
        "source": {"branch": branch, "path": "/"},
        "versions": {"jekyll": "4.3.1", "kramdown": "2.4.0", "liquid": "5.4.0", "rouge": "3.30.0"},
    }
