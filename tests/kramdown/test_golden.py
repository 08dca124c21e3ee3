"""Every golden Markdown case gives the tree of HTML that the real kramdown gave."""

import importlib.util
import json
from pathlib import Path

import pytest
from gaps import known_gaps

from blogtool.kramdown import convert

FOLDER = Path(__file__).parents[1] / "conformance-markdown"
CASES = [json.loads(line) for line in (FOLDER / "cases.jsonl").read_text("utf-8").splitlines() if line]
GAPS = known_gaps()
_spec = importlib.util.spec_from_file_location("compare_markdown", FOLDER / "compare.py")
compare = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(compare)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_golden_case_gives_the_tree_that_kramdown_gave(case):
    html = convert(case["text"], case["options"])

    difference = compare.difference(compare.tokens(case["html"]), compare.tokens(html))
    if f"markdown/{case['id']}" in GAPS:
        assert difference, "a known gap works now: take its line out of tests/known_gaps.txt"
    else:
        assert difference is None, f"{case['purpose']}\n{difference}"
