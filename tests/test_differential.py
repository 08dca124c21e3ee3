"""Random small sites come out of blogtool as they come out of the real Jekyll, where that is installed."""

import os
import random
from random import Random

import pytest
from differential.core_areas import CORE_AREAS
from differential.expressions import expression_sites
from differential.jekyll import Jekyll, is_installed
from differential.plugin_areas import PLUGIN_AREAS
from differential.sites import sites
from differential.worlds import difference

# More where somebody wants to hunt: BLOGTOOL_DIFFERENTIAL=1000 pytest tests/test_differential.py, and
# BLOGTOOL_RANDOM=1 for sites that nobody has seen. `tests/differential/hunt.py` makes what it finds small.
EXAMPLES = int(os.environ.get("BLOGTOOL_DIFFERENTIAL", "25"))
FIRST = random.SystemRandom().randrange(10**9) if os.environ.get("BLOGTOOL_RANDOM") else 0

pytestmark = pytest.mark.skipif(
    not is_installed(), reason="not run: the real Jekyll is not installed (Debian: jekyll)"
)


@pytest.fixture(scope="module")
def jekyll():
    with Jekyll() as companion:
        yield companion


@pytest.mark.parametrize("number", range(FIRST, FIRST + EXAMPLES))
def test_a_random_site_builds_as_jekyll_builds_it(number, jekyll, tmp_path):
    assert not difference(sites(Random(number)), jekyll, tmp_path), "the two trees differ"


@pytest.mark.parametrize("number", range(FIRST, FIRST + max(1, EXAMPLES // 8)))
def test_random_templates_print_what_they_print_in_jekyll(number, jekyll, tmp_path):
    assert not difference(expression_sites(Random(number)), jekyll, tmp_path), "some pages differ"


@pytest.mark.parametrize("number", range(FIRST, FIRST + max(1, EXAMPLES // 12)))
@pytest.mark.parametrize("area", [*PLUGIN_AREAS, *CORE_AREAS])
def test_a_random_site_about_one_thing_builds_as_jekyll_builds_it(area, number, jekyll, tmp_path):
    files = {**PLUGIN_AREAS, **CORE_AREAS}[area](Random(number))

    assert not difference(files, jekyll, tmp_path), "the two trees differ"
