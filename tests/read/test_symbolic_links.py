"""Links to files and folders are followed, each way of them, but never in a circle."""

import os

from builders import a_site, built, tree


def linked(folder, **links):
    """Makes links: `linked(site, **{"alias": "real"})`; where they lead counts from where they lie."""
    for name, target in links.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        os.symlink(target, folder / name)


def test_a_folder_is_published_under_its_own_name_and_under_that_of_a_link(tmp_path):
    site = a_site(tmp_path, **{"real/page.md": "---\n---\nx\n", "real/data.txt": "x"})
    linked(site, alias="real")

    assert built(site) == 0
    assert [*tree(site / "_site")] == ["alias/data.txt", "alias/page.html", "real/data.txt", "real/page.html"]


def test_links_that_lead_back_or_nowhere_end_nothing(tmp_path, capsys):
    files = {
        "_data/one.yml": "a: 1\n", "_posts/2020-01-01-a.md": "Post\n", "_notes/n.md": "---\n---\nNote\n",
        "_includes/i.html": "included", "_config.yml": "collections: {notes: {output: true}}\n",
        "a/b/page.html": "---\n---\n{{ site.data.one.a }} {% include i.html %}",
    }  # fmt: skip
    site = a_site(tmp_path, **files)
    folders = ("_data", "_posts", "_notes", "_includes", "_layouts", "_sass")
    linked(site, **{f"{folder}/round": "." for folder in folders})
    linked(site, **{"a/b/up": "../..", "a/dangling.md": "nowhere", "_data/gone.yml": "nowhere"})

    built(site)

    assert (site / "_site/a/b/page.html").read_text() == "1 included"
    assert (site / "_site/notes/n.html").exists()
    assert "Traceback" not in capsys.readouterr().err
