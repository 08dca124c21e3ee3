"""What every test shares: a home folder of its own, so that nothing is left in the real one."""

import os
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples in every run, so that a red run means a change; BLOGTOOL_RANDOM=1 goes hunting for new ones.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("random", deadline=None)
settings.load_profile("random" if os.environ.get("BLOGTOOL_RANDOM") else "same")

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory, monkeypatch):
    home = tmp_path_factory.mktemp("home")
    for key, folder in (
        ("HOME", ""),
        ("XDG_DATA_HOME", ".local/share"),
        ("XDG_CONFIG_HOME", ".config"),
        ("XDG_CACHE_HOME", ".cache"),
    ):
        monkeypatch.setenv(key, str(home / folder))
    monkeypatch.delenv("ARGOS_PACKAGES_DIR", raising=False)


@pytest.fixture
def forks(monkeypatch):
    """Workers are forked although the test runner has threads: those hold no lock that a worker asks for."""
    count, others = threading.active_count, threading.active_count() - 1
    monkeypatch.setattr(threading, "active_count", lambda: count() - others)
