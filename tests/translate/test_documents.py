"""A translated post keeps its original's front matter line by line, and seals its own words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blogtool.errors import BlogtoolError
from blogtool.model.translation import Answer
from blogtool.text import frontmatter, yaml
from blogtool.translate.documents import address, compose, cut, head_text, is_unedited, sealed

words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)
values = st.one_of(words, st.integers(), st.booleans(), st.none(), st.lists(words, max_size=3))
keys = st.from_regex(r"[a-z][a-z_-]{0,8}", fullmatch=True)


@settings(max_examples=150, deadline=None)
@given(
    before=st.dictionaries(keys, values, min_size=1, max_size=5),
    after=st.dictionaries(keys, values, max_size=5),
)
def test_the_new_front_matter_says_what_it_should(before, after):
    head = yaml.dump(before)
    said = yaml.load(head, "")
    wanted = yaml.load(yaml.dump(after), "") or {}

    assert (yaml.load(head_text(head, said, wanted), "") or {}) == wanted


def test_untouched_lines_stay_as_they_are():
    head = "# top\ntitle: 'A'  # said\n\nlist:\n- 1\n-   2\nmap: {a: 1,   b: 2}\ntext: |\n  two\n  lines\n"
    data = yaml.load(head, "")

    assert head_text(head, data, data) == head
    assert head_text(head, data, data | {"title": "B"}) == head.replace("'A'  # said\n\n", "B\n")
    assert head_text(head, data, {key: data[key] for key in data if key != "list"}) == head.replace(
        "list:\n- 1\n-   2\n", ""
    )


def test_a_number_is_not_a_yes():
    assert head_text("a: 1\n", {"a": 1}, {"a": True}) == "a: true\n"


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("permalink", "/tea/", "/fr/tea/"),
        ("permalink", "/en/tea/", "/fr/tea/"),
        ("permalink", "/blog/en/tea.html", "/blog/fr/tea.html"),
        ("permalink", "/tea-en/", "/tea-fr/"),
        ("permalink", "/tea-en.html", "/tea-fr.html"),
        ("permalink", "tea", "/fr/tea"),
        ("permalink", "/:year/:title/", "/:year/:title/"),
        ("permalink", "/:categories/:slug.html", "/:categories/:slug.html"),
        ("permalink", "/:year/fixed/", "/fr/:year/fixed/"),
        ("slug", "tea", "tea-fr"),
        ("slug", "tea-en", "tea-fr"),
        ("slug", "garden", "garden-fr"),
    ],
)
def test_an_address_gets_the_language(key, value, expected):
    assert address(key, value, "en", "fr") == expected


@given(body=st.text(st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\r")))
def test_a_seal_holds_until_somebody_writes(body):
    text = sealed("title: x\n", body)
    data = frontmatter.parse(text, "").data

    assert is_unedited(text, data)
    assert not is_unedited(text + "x", data)
    assert is_unedited(text.replace("\n", "\r\n"), data)
    assert sealed(frontmatter.split(text)[0], body) == text


@pytest.mark.parametrize(
    "content", ["", "Hello.", "---\n---\n", "---\ntitle: x\n---", "---\ntitle: x\n---\n\n\nHello.\n"]
)
def test_a_post_of_any_shape_can_be_taken_apart_and_put_together(content):
    whole = cut(content.encode(), "x.md", "en", ["title"], {})
    answers = [Answer(one.text, "engine") for one in whole.segments]

    composed = compose(whole, answers, {"lang": "fr"}, "en", "fr")

    assert frontmatter.parse(composed.text, "").data["lang"] == "fr"
    assert composed.text.endswith(
        "Hello.\n" if "Hello.\n" in content else "Hello." if "Hello" in content else "---\n"
    )


def test_windows_line_ends_and_a_byte_order_mark_are_no_obstacle():
    whole = cut("\ufeff---\r\ntitle: Tea\r\n---\r\nHello there.\r\n".encode(), "x.md", "en", ["title"], {})

    assert [one.text for one in whole.segments] == ["Tea", "Hello there."]


def test_bytes_that_are_no_text_are_told_with_their_line():
    with pytest.raises(BlogtoolError) as caught:
        cut(b"---\ntitle: x\n---\nfine\n\xff\n", "x.md", "en", [], {})
    assert caught.value.where.line == 5


def test_texts_are_found_in_maps_and_lists():
    front = "faq:\n- q: One\n  a: 1\n- q: Two\nimage: {alt: Three, path: x}\ntitle: Four\n"
    whole = cut(f"---\n{front}---\n".encode(), "x.md", "en", ["title", "image.alt", "faq.q"], {})

    assert [one.text for one in whole.segments] == ["One", "Two", "Three", "Four"]
    composed = compose(whole, [Answer(f"{one.text}!", "engine") for one in whole.segments], {}, "en", "fr")
    assert composed.data["faq"] == [{"q": "One!", "a": 1}, {"q": "Two!"}]
    assert composed.data["image"] == {"alt": "Three!", "path": "x"}
