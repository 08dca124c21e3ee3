"""Many pages that change at once take the files of those that they replace: whole, and nobody else's."""

import fcntl
import os
import signal
import sys

import pytest
from builders import a_site, built, tree

import blogtool.build as build_module
from blogtool.write import spares
from blogtool.write.spares import spares_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux exchanges files so")
PAGES = {f"p{number}.md": f"---\nlayout: l\n---\n{'word ' * (number % 7)}\n" for number in range(100)}
SITE = {"_config.yml": "title: T\n", "_layouts/l.html": "<b>{{ content }}</b>", **PAGES}
OLD = "old page, longer than what comes\n"


def a_place(folder):
    """A cache folder, and a page to be replaced."""
    (folder / "cache").mkdir(parents=True)
    (folder / "page.html").write_text(OLD)
    return folder


@pytest.fixture(autouse=True)
def _exchanges(tmp_path_factory):
    """Nothing is tested where the file system knows no exchange: some of networks and of containers."""
    place = a_place(tmp_path_factory.mktemp("probe") / "place")
    with spares_of(str(place / "cache"), str(place)) as found:
        if found is None or not found.put(0, str(place / "page.html"), b"second"):
            pytest.skip("this file system exchanges no files")


@pytest.fixture
def place(tmp_path):
    return a_place(tmp_path / "place")


def put(place, content, number=0):
    """Whether a spare file was exchanged for the page."""
    with spares_of(str(place / "cache"), str(place)) as found:
        assert found is not None
        return found.put(number, str(place / "page.html"), content.encode())


def rebuilt(site, layout, *flags):
    (site / "_layouts/l.html").write_text(layout)
    assert built(site, *flags) == 0
    return tree(site / "_site")


def clean(site, folder):
    """What a build that knows of nothing makes of the same files."""
    sources = {path: data for path, data in tree(site).items() if not path.startswith(("_site/", ".blogtool-cache/"))}
    other = a_site(folder, **sources)
    assert built(other) == 0
    return tree(other / "_site")


def test_the_page_that_was_replaced_takes_the_next_one(place):
    first = os.stat(place / "page.html").st_ino

    assert put(place, "second")
    assert put(place, "third")

    assert (place / "page.html").read_text() == "third"
    assert os.stat(place / "page.html").st_ino == first
    assert (place / "cache/spares/0").read_text() == "second"


def test_the_rights_of_the_page_stay(place):
    os.chmod(place / "page.html", 0o640)
    put(place, "second")
    os.chmod(place / "page.html", 0o604)
    put(place, "third")

    assert os.stat(place / "page.html").st_mode & 0o777 == 0o604


def test_a_page_that_somebody_keeps_by_another_name_is_theirs(place):
    os.link(place / "page.html", place / "backup.html")
    put(place, "second")
    put(place, "third")

    assert (place / "backup.html").read_text() == OLD
    assert (place / "page.html").read_text() == "third"


def test_a_link_among_the_spare_files_is_not_followed(place):
    (place / "mine.txt").write_text("mine")
    put(place, "second")
    (place / "cache/spares/0").unlink()
    (place / "cache/spares/0").symlink_to(place / "mine.txt")

    assert not put(place, "third")
    assert (place / "mine.txt").read_text() == "mine"


@pytest.mark.parametrize("kind", ["link", "folder", "nothing", "pipe"])
def test_only_a_file_is_exchanged(place, kind):
    page = place / "page.html"
    page.rename(place / "real.html")
    {
        "link": lambda: page.symlink_to(place / "real.html"),
        "folder": page.mkdir,
        "nothing": lambda: None,
        "pipe": lambda: os.mkfifo(page),
    }[kind]()

    assert not put(place, "second")
    assert (place / "real.html").read_text() == OLD


def test_large_pages_and_very_many_are_written_as_others_are(place):
    assert not put(place, "x" * 1_000_000)
    assert not put(place, "second", number=1_000_000)
    (place / "page.html").write_text("x" * 1_000_000)
    assert not put(place, "second")


def test_another_build_of_the_same_site_takes_none(place):
    with spares_of(str(place / "cache"), str(place)) as first, spares_of(str(place / "cache"), str(place)) as second:
        assert first is not None
        assert second is None


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_pages_are_those_of_a_clean_build_edit_after_edit(tmp_path, jobs, monkeypatch):
    monkeypatch.setattr("blogtool.build.cores", lambda: int(jobs))
    site = a_site(tmp_path / "site", **SITE)
    built(site)
    for layout in ("<i>{{ content }} longer</i>", "{{ content }}", "<u>{{ content }}{{ page.url }}</u>"):
        pages = rebuilt(site, layout)
    assert len(list((site / ".blogtool-cache/spares").iterdir())) > 60

    assert pages == clean(site, tmp_path / "other")


@pytest.mark.parametrize("seed", range(4))
def test_a_killed_build_leaves_old_pages_and_new_ones_and_no_others(tmp_path, seed):
    """A worker is killed in the middle of writing; twice, so that the second build finds spare files half written."""
    site = a_site(tmp_path / "site", **SITE)
    built(site)
    allowed = [rebuilt(site, "{{ content }}" * 500)]
    for number in range(2):
        layout = f"{seed}{number}{{{{ content }}}}" * (300 + 300 * number)
        (site / "_layouts/l.html").write_text(layout)
        die_after(site, writes=7 * seed + 13 * number + 1)
        left = tree(site / "_site")
        allowed.append(clean(site, tmp_path / f"clean{number}"))
        assert all(any(one[path] == content for one in allowed) for path, content in left.items())

    assert built(site) == 0
    assert tree(site / "_site") == allowed[-1]


def die_after(site, writes):
    """A build of a process that is killed while it fills its so many-th spare file."""
    child = os.fork()
    if child:
        assert os.waitpid(child, 0)[1] == signal.SIGKILL
        return
    left, write = [writes], os.write

    def some(handle, content):
        left[0] -= 1
        if not left[0]:
            write(handle, bytes(content)[: len(content) // 2])
            os.kill(os.getpid(), signal.SIGKILL)
        return write(handle, content)

    try:
        spares.os.write = some
        build_module.cores = lambda: 1
        built(site)
    finally:
        os._exit(0)


def test_without_the_system_call_pages_are_written_all_the_same(tmp_path, monkeypatch):
    def refuses(*_):
        raise OSError(22, "Invalid argument")

    site = a_site(tmp_path / "site", **SITE)
    built(site)
    monkeypatch.setattr(spares, "_exchange", lambda: refuses)

    assert rebuilt(site, "<i>{{ content }}</i>") == clean(site, tmp_path / "other")


def test_after_a_start_of_the_machine_pages_that_were_lost_are_made_again(tmp_path, monkeypatch):
    """Without power, what stood in a spare file may never reach the disk, though its size and time do."""
    site = a_site(tmp_path / "site", **SITE)
    built(site)
    pages = rebuilt(site, "<i>{{ content }}</i>")
    lost = site / "_site/p3.html"
    times = os.stat(lost)
    lost.write_bytes(b"#" * times.st_size)
    os.utime(lost, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert built(site) == 0
    assert tree(site / "_site") != pages, "the build looked at bytes: the test proves nothing"
    (tmp_path / "boot").write_text("another")
    monkeypatch.setattr(spares, "_BOOT", str(tmp_path / "boot"))

    assert built(site) == 0

    assert tree(site / "_site") == pages


def test_a_spare_file_that_cannot_be_locked_is_left_alone(place):
    put(place, "second")
    holder = os.open(place / "cache/spares", os.O_RDONLY)
    fcntl.flock(holder, fcntl.LOCK_EX)
    try:
        with spares_of(str(place / "cache"), str(place)) as found:
            assert found is None
    finally:
        os.close(holder)
