"""Who is told of every change looks only at what it was told of, and makes up for it when all rests."""

import os

import pytest
from builders import a_site, tree
from edits import START

from blogtool.build import build, is_as_built
from blogtool.cache import Memory
from blogtool.preview.looking import interest
from blogtool.preview.watch import Changes, rebuild
from blogtool.read import listings
from blogtool.read.config import read_config

POST = "_posts/2024-01-01-one.md"


@pytest.fixture
def site(tmp_path):
    return a_site(tmp_path / "site", **START)


class Watched:
    """A site that is built again and again in one process."""

    def __init__(self, site):
        self.site = site
        self.memory = Memory()
        build(read_config(str(site)), jobs=1, memory=self.memory)

    def build(self, *told):
        paths = frozenset(str(self.site / one) for one in told)
        return build(read_config(str(self.site)), jobs=1, memory=self.memory, told=paths)

    def is_as_built(self, is_wanted=lambda: True):
        config = read_config(str(self.site))
        return is_as_built(config, self.memory, interest(config), is_wanted)

    def page(self, path):
        return (self.site / "_site" / path).read_text()


def test_only_what_was_told_is_looked_at(site, monkeypatch):
    watched = Watched(site)
    watched.build()
    looked = []
    whole = listings.look_into
    monkeypatch.setattr(listings, "look_into", lambda folder: (looked.append(folder), whole(folder))[1])
    (site / POST).write_text("---\n---\nTold of.\n")
    (site / "_posts/2024-02-01-two.md").write_text("---\n---\nNot told of.\n")
    watched.build(POST)

    assert looked == []
    assert "Told of." in watched.page("2024/01/01/one.html")
    assert "Not told of." not in watched.page("2024/02/01/two.html")


def test_what_was_not_told_is_found_when_all_rests(site):
    watched = Watched(site)
    watched.build()
    assert watched.is_as_built()
    (site / "_posts/2024-02-01-two.md").write_text("---\n---\nNot told of.\n")

    assert not watched.is_as_built()
    assert watched.is_as_built(is_wanted=lambda: False), "it ends early where somebody waits"


def test_what_an_editor_leaves_for_itself_is_no_change(site):
    watched = Watched(site)
    (site / "_posts/.one.md.swp").write_text("x")
    (site / "_posts/one.md~").write_text("x")

    assert watched.is_as_built()


@pytest.mark.parametrize("path", ["index.html", "2024/01/01/one.html"])
@pytest.mark.parametrize("change", [os.unlink, lambda path: path.write_text("not what was written")])
def test_damage_to_the_finished_site_is_found_when_all_rests(site, path, change):
    watched = Watched(site)
    change(site / "_site" / path)

    assert not watched.is_as_built() or path == "index.html", "a page with a list of posts may be made each time"


def test_a_stranger_in_the_finished_site_is_found_when_all_rests(site):
    watched = Watched(site)
    (site / "_site/2024/stranger.html").write_text("x")

    assert not watched.is_as_built()


def test_what_goes_is_removed_though_the_finished_site_is_not_looked_at(site):
    watched = Watched(site)
    (site / POST).unlink()
    report = watched.build(POST)

    assert "2024/01/01/one.html" in report.changed
    assert not (site / "_site/2024/01/01/one.html").exists()


def test_a_folder_that_was_moved_is_looked_into_whole(site):
    watched = Watched(site)
    (site / "_posts/fr").rename(site / "_posts/gone")
    (site / "sub/deep").mkdir(parents=True)
    (site / "sub/deep/page.md").write_text("---\n---\nDeep.\n")
    watched.build("_posts/fr", "_posts/gone", "sub")
    found = tree(site / "_site").keys()
    build(read_config(str(site)), jobs=1)

    assert "Deep." in watched.page("sub/deep/page.html")
    assert found == tree(site / "_site").keys()


def test_what_a_watcher_cannot_see_is_always_looked_at(site, tmp_path):
    far = tmp_path / "far"
    far.mkdir()
    (far / "2024-01-25-far.md").write_text("---\n---\nFar.\n")
    (site / "_posts/far").symlink_to(far)
    (site / "_notes/a/.hidden").mkdir(parents=True)
    (site / "_notes/a/.hidden/h.md").write_text("---\n---\nHidden.\n")
    watched = Watched(site)
    (far / "2024-01-25-far.md").write_text("---\n---\nFarther.\n")
    (site / "_notes/a/.hidden/h.md").write_text("---\n---\nStill hidden.\n")
    watched.build()

    assert "Farther." in watched.page("2024/01/25/far.html")
    assert "Still hidden." in watched.page("notes/a/.hidden/h.html")


def test_a_build_that_failed_leaves_nothing_to_believe_in(site, monkeypatch):
    watched = Watched(site)
    (site / POST).write_text("---\n---\nTold of, in vain.\n")
    with monkeypatch.context() as patch:
        patch.setattr("blogtool.build.write_site", lambda *of, **named: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            watched.build(POST)
    watched.build("about.md")

    assert "in vain" in watched.page("2024/01/01/one.html")


def test_what_was_told_while_settings_were_broken_is_not_forgotten(site):
    watched = Watched(site)
    settings = (site / "_config.yml").read_text()
    (site / "_config.yml").write_text("title: [\n")
    (site / POST).write_text("---\n---\nTold of, in vain.\n")
    load = lambda: read_config(str(site))  # noqa: E731
    told = frozenset({str(site / "_config.yml"), str(site / POST)})
    assert rebuild(load, watched.memory, told).problems
    (site / "_config.yml").write_text(settings)
    rebuild(load, watched.memory, frozenset({str(site / "_config.yml")}))

    assert "in vain" in watched.page("2024/01/01/one.html")


def test_code_of_the_authors_own_leaves_nothing_to_believe_in(site):
    watched = Watched(site)
    (site / "_plugins").mkdir()
    (site / "_plugins/own.py").write_text("def plug(plugins):\n    plugins.filters['own'] = str\n")
    (site / POST).write_text("---\n---\nWith a plugin.\n")
    watched.build("_plugins/own.py", POST)
    (site / "_plugins/own.py").unlink()
    watched.build("_plugins/own.py")

    assert watched.is_as_built()
    assert "With a plugin." in watched.page("2024/01/01/one.html")


def test_a_burst_is_believed_only_where_the_watcher_missed_nothing():
    changes = Changes(lambda path: True, are_told=True)
    bursts = changes.bursts()
    changes.add(["/s/a"])
    assert next(bursts).is_all
    changes.add(["/s/b"])
    changes.add_missed(["/s/b", "/s/c"])
    assert not next(bursts).is_all
    assert next(bursts).paths == frozenset(), "all rests"
    changes.add(["/s/d"])
    assert next(bursts).is_all
    changes.stop()
    assert list(bursts) == []


def test_polling_is_never_believed_to_be_all():
    changes = Changes(lambda path: True)
    changes.add(["/s/a"])

    assert not next(changes.bursts()).is_all
