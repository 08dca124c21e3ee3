"""Addresses are normalized alike, however plainly they are written."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogtool.render.filters import urls

PIECES = st.sampled_from(["/", ".", "..", "a", "Z9", "_", "-", "~", " ", "%20", "é", "%C3%A9", "?", "#", "q=1", "+"])


@given(st.lists(PIECES, max_size=8).map("".join))
def test_what_stands_for_itself_is_what_encoding_it_would_give(path):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(urls, "_PLAIN", re.compile(r"(?!)"))  # no path is plain
        slowly = urls.normalized(path)

    assert urls.normalized(path) == slowly


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("/a/./b", "/a/b"),
        ("/a/../b/", "/b/"),
        ("/.well-known/x", "/.well-known/x"),
        ("/a//b..c/", "/a//b..c/"),
        ("HTTPS://Example.ORG:443/a-b~c_d", "https://example.org/a-b~c_d"),
    ],
)
def test_dots_are_resolved(written, normal):
    assert urls.normalized(written) == normal
