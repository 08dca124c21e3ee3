"""The repository's own site, built once."""

import shutil
from pathlib import Path

import pytest

from blogtool.cli import main

ROOT = Path(__file__).resolve().parents[2]
PARTS = (
    "_posts/en", "_notes", "_layouts", "_includes", "_data", "assets", "fr",
    "about.md", "tags.html", "index.html", "404.html", "feed.xml", "notes.html", "config.yml",
)  # fmt: skip


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """A copy of the site without its translations, as a fresh clone has it."""
    folder = tmp_path_factory.mktemp("own")
    for name in PARTS:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("fr") if name == "_notes" else None)
        elif source.exists():
            shutil.copy(source, folder / name)
    return folder


@pytest.fixture(scope="session")
def bilingual(site, tmp_path_factory):
    """The site built with translations by the real engine and the built-in model."""
    assert main(["build", "--source", str(site), "--quiet"]) == 0
    return site
