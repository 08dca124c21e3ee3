"""What a page has read is told whole, and each page is rendered with what belongs to it."""

from builders import a_site, built

from blogtool.render.traces import Notes


def test_what_is_read_after_a_page_was_finished_counts():
    notes = Notes({"own:a.md", "list:posts", "body:b.md"})
    known = {}
    notes.seal("a.md", known)

    assert notes.of_record("a.md") == ("body:b.md", "list:posts", "own:\0")
    assert notes.all("a.md") == {"own:a.md", "list:posts", "body:b.md"}

    notes.facets.add("data:x")  # its content was asked for once more
    assert notes.of_record("a.md") == ("body:b.md", "data:x", "list:posts", "own:\0")


def test_a_page_that_shows_another_one_goes_on_as_itself(tmp_path):
    # Both ask for files beside themselves, the one in the middle of the other.
    site = a_site(
        tmp_path / "site",
        **{
            "_config.yml": "collections: {notes: {}}\n",
            "_notes/one.md": "---\n---\n{% include_relative beside.txt %}\n",
            "_notes/beside.txt": "by the note",
            "sub/page.html": "---\nlayout: l\n---\n{{ site.notes.first.content }}{% include_relative beside.txt %}",
            "sub/beside.txt": "by the page",
            "_layouts/l.html": "{{ content }}{{ site.notes.first.content }}{% include_relative beside.txt %}",
        },
    )
    built(site)

    shown = "<p>by the note</p>\nby the page"
    assert (site / "_site/sub/page.html").read_text() == shown + shown
