"""Random small sites come out of blogtool as they come out of the real Jekyll, where that is installed."""

import os

import pytest
from differential.jekyll import Jekyll, is_installed
from differential.sites import sites
from differential.worlds import difference
from hypothesis import HealthCheck, given, settings

# More where somebody wants to hunt: BLOGTOOL_DIFFERENTIAL=1000 pytest tests/test_differential.py
EXAMPLES = int(os.environ.get("BLOGTOOL_DIFFERENTIAL", "25"))

pytestmark = pytest.mark.skipif(
    not is_installed(), reason="not run: the real Jekyll is not installed (Debian: jekyll)"
)


@pytest.fixture(scope="module")
def jekyll():
    with Jekyll() as companion:
        yield companion


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=EXAMPLES == 25,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(files=sites())
def test_a_random_site_builds_as_jekyll_builds_it(files, jekyll, tmp_path_factory):
    folder = tmp_path_factory.getbasetemp() / "differential"

    assert not difference(files, jekyll, folder), "the two trees differ"
