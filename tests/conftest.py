"""What every test shares: a home folder of its own, and a world that is alike on every machine."""

import os
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# The same examples in every run, so that a red run means a change; BLOGTOOL_RANDOM=1 goes hunting for new ones.
# Neither a limit of time nor a complaint of slowness: a machine may be as slow or as busy as it is.
_ANY_SPEED = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("same", derandomize=True, **_ANY_SPEED)
settings.register_profile("random", **_ANY_SPEED)
settings.load_profile("random" if os.environ.get("BLOGTOOL_RANDOM") else "same")

sys.path.insert(0, str(Path(__file__).parent))

# What somebody's shell may have set, and what would make other sites, other messages or other repositories of it.
STRANGE = (
    "ARGOS_DEVICE_TYPE", "ARGOS_PACKAGES_DIR", "ARGOS_PACKAGE_INDEX", "BROWSER", "COLUMNS", "FORCE_COLOR", "GEM_HOME",
    "GEM_PATH", "GITHUB_ACTIONS", "GITHUB_REPOSITORY", "JEKYLL_ENV", "LINES", "NO_COLOR", "PAGES_REPO_NWO",
    "PYTHONWARNINGS", "SNAP_USER_DATA", "SOURCE_DATE_EPOCH", "TERM", "TTY_COMPATIBLE", "TTY_INTERACTIVE",
    "all_proxy", "ALL_PROXY", "http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY",
)  # fmt: skip


def _live_in(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for key, folder in (
        ("HOME", ""),
        ("XDG_DATA_HOME", ".local/share"),
        ("XDG_CONFIG_HOME", ".config"),
        ("XDG_CACHE_HOME", ".cache"),
    ):
        monkeypatch.setenv(key, str(home / folder))


@pytest.fixture(scope="session", autouse=True)
def _the_same_world(tmp_path_factory):
    """For what tests share, too: no setting of the one who runs them counts."""
    with pytest.MonkeyPatch.context() as patch:
        for key in (*STRANGE, *(key for key in os.environ if key.startswith("GIT_"))):
            patch.delenv(key, raising=False)
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        patch.setenv("TZ", "UTC")  # else a site without a zone has the machine's
        _live_in(tmp_path_factory.mktemp("home"), patch)
        yield


@pytest.fixture(autouse=True)
def _own_home(_the_same_world, tmp_path_factory, monkeypatch):
    _live_in(tmp_path_factory.mktemp("home"), monkeypatch)


@pytest.fixture
def forks(monkeypatch):
    """Workers are forked although the test runner has threads: those hold no lock that a worker asks for.

    Threads of earlier tests may end at any moment: only those that a test starts itself count.
    """
    others = set(threading.enumerate()) - {threading.current_thread()}
    monkeypatch.setattr(threading, "active_count", lambda: len(set(threading.enumerate()) - others))
