"""Many pages that change at once take the files of those that they replace: whole, and nobody else's."""

import errno
import os
import signal
import sys
from pathlib import Path

import pytest
from builders import a_site, built, tree

import blogtool.build as build_module
from blogtool.read.config import read_config
from blogtool.write import spares
from blogtool.write.files import write_if_different
from blogtool.write.spares import spares_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux exchanges files so")
PAGES = {f"p{number}.md": f"---\nlayout: l\n---\n{'word ' * (number % 7)}\n" for number in range(100)}
SITE = {"_config.yml": "title: T\n", "_layouts/l.html": "<b>{{ content }}</b>", **PAGES}
OLD = "old page, longer than what comes\n"
EXDEV = OSError(errno.EXDEV, "Invalid cross-device link")


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
        if found is None:
            pytest.skip("this system exchanges no files")
    put(place, "second")
    if not put(place, "third"):
        pytest.skip("this file system exchanges no files")


@pytest.fixture
def place(tmp_path):
    return a_place(tmp_path / "place")


def put(place, content, number=0, page="page.html"):
    """Writes the page as a build does; whether a spare file took it."""
    before = _inode(place / "cache/spares" / str(number))
    with spares_of(str(place / "cache"), str(place)) as found:
        assert found is not None
        write_if_different(str(place / page), content.encode(), found.numbered(number))
    return before is not None and _inode(place / page) == before


def _inode(path):
    return os.lstat(path).st_ino if os.path.lexists(path) else None


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

    assert not put(place, "second")
    assert put(place, "third")

    assert (place / "page.html").read_text() == "third"
    assert os.stat(place / "page.html").st_ino == first
    assert (place / "cache/spares/0").read_text() == "second"


def test_nothing_else_is_left_beside_the_page(place):
    put(place, "second")
    put(place, "third")

    assert sorted(path.name for path in place.iterdir()) == ["cache", "page.html"]


def test_the_rights_of_the_page_stay(place):
    os.chmod(place / "page.html", 0o640)
    put(place, "second")
    os.chmod(place / "page.html", 0o604)

    assert put(place, "third")
    assert os.stat(place / "page.html").st_mode & 0o777 == 0o604


def test_a_page_that_somebody_keeps_by_another_name_is_theirs(place):
    os.link(place / "page.html", place / "backup.html")
    put(place, "second")

    assert not put(place, "third")
    assert (place / "backup.html").read_text() == OLD
    assert (place / "page.html").read_text() == "third"


def test_who_has_a_page_open_sees_it_to_its_end(place):
    """A web server that sends a page to a slow reader, or keeps it open for the next one."""
    with open(place / "page.html") as file:
        put(place, "second")
        assert not put(place, "third")
        assert file.read() == OLD
    assert put(place, "fourth")
    assert (place / "page.html").read_text() == "fourth"


def test_a_page_with_another_label_is_not_taken(place):
    """As SELinux has them, so that a web server that could read the page still can."""
    (place / "site").mkdir()
    (place / "site/page.html").write_text(OLD)
    try:
        os.setxattr(place / "page.html", "user.label", b"other")
    except OSError:
        pytest.skip("this file system keeps no labels")
    put(place, "second")

    assert not put(place, "third", page="site/page.html")
    assert os.listxattr(place / "site/page.html") == os.listxattr(place / "site")


def test_pages_have_the_group_that_their_folder_hands_down(tmp_path):
    """So that a web server of that group still reads them."""
    others = range(1, 9999) if os.geteuid() == 0 else os.getgroups()
    group = next((one for one in others if one != os.getegid()), None)
    if group is None:
        pytest.skip("this user is in one group only")
    site = a_site(tmp_path / "site", **SITE)
    (site / "_site").mkdir()
    os.chown(site / "_site", -1, group)
    os.chmod(site / "_site", 0o2775)
    built(site)
    for layout in ("1{{ content }}", "2{{ content }}", "3{{ content }}"):
        rebuilt(site, layout)

        assert {os.stat(path).st_gid for path in (site / "_site").iterdir()} == {group}


@pytest.mark.parametrize("kind", ["link", "pipe", "another's"])
def test_a_spare_file_that_may_not_be_written_gives_way(place, kind, monkeypatch):
    mine, spare = place / "mine.txt", place / "cache/spares/0"
    mine.write_text("mine")
    put(place, "second")
    if kind == "another's":
        real = os.open
        refused = PermissionError(errno.EACCES, "Permission denied")
        monkeypatch.setattr(os, "open", lambda path, *of: _raise(refused) if path == str(spare) else real(path, *of))
    else:
        spare.unlink()
        spare.symlink_to(mine) if kind == "link" else os.mkfifo(spare)

    assert not put(place, "third")
    monkeypatch.undo()
    assert mine.read_text() == "mine"
    assert (place / "page.html").read_text() == "third"
    assert put(place, "fourth")


def _raise(error):
    raise error


@pytest.mark.parametrize("kind", ["link", "folder", "nothing", "pipe"])
def test_only_a_file_is_exchanged(place, kind):
    put(place, "second")
    page, new = place / "page.html", place / "new"
    page.rename(place / "real.html")
    new.write_text("third")
    {
        "link": lambda: page.symlink_to(place / "real.html"),
        "folder": page.mkdir,
        "nothing": lambda: None,
        "pipe": lambda: os.mkfifo(page),
    }[kind]()
    with spares_of(str(place / "cache"), str(place)) as found:
        assert not found.numbered(0).take(str(page), b"third")
        if kind == "folder":
            with pytest.raises(IsADirectoryError):
                found.numbered(1).replace(str(new), str(page))
        else:
            found.numbered(1).replace(str(new), str(page))
            assert page.read_text() == "third"

    assert (place / "real.html").read_text() == "second"
    assert (place / "cache/spares/0").read_text() == OLD
    assert not (place / "cache/spares/1").exists()


def test_large_pages_and_very_many_are_written_as_others_are(place):
    put(place, "second")
    assert not put(place, "x" * 1_000_000)
    assert (place / "cache/spares/0").read_text() == "second"
    assert not put(place, "third")
    assert (place / "cache/spares/0").read_text() == "second"
    assert put(place, "fourth")
    with spares_of(str(place / "cache"), str(place)) as found:
        assert found.numbered(1_000_000) is None


def test_a_full_disk_gets_the_room_of_the_spare_file(place, monkeypatch):
    put(place, "second")
    spare, write = place / "cache/spares/0", os.write

    def without_room_beside_it(handle, content):
        return _raise(OSError(errno.ENOSPC, "No space left on device")) if spare.exists() else write(handle, content)

    monkeypatch.setattr(os, "write", without_room_beside_it)

    put(place, "third")

    assert (place / "page.html").read_text() == "third"


def test_a_cache_on_another_disk_keeps_no_pages(place):
    def between_folders(one, other):
        if os.path.dirname(one) != os.path.dirname(other):
            raise EXDEV
        return exchange(one, other)

    with spares_of(str(place / "cache"), str(place)) as found:
        exchange, found.exchange = found.exchange, between_folders
        with pytest.MonkeyPatch.context() as patch:
            real = os.replace
            patch.setattr(os, "replace", lambda *of: _raise(EXDEV) if "/spares/" in of[1] else real(*of))
            write_if_different(str(place / "page.html"), b"second", found.numbered(0))

    assert (place / "page.html").read_text() == "second"
    assert sorted(path.name for path in place.iterdir()) == ["cache", "page.html"]
    assert not (place / "cache/spares/0").exists()


def test_another_build_of_the_same_site_takes_none(place):
    with spares_of(str(place / "cache"), str(place)) as first, spares_of(str(place / "cache"), str(place)) as second:
        assert first is not None
        assert second is None


def test_a_build_of_few_pages_looks_for_nothing_and_notes_nothing(tmp_path, monkeypatch):
    """However many pictures there are beside them."""
    site = a_site(tmp_path / "site", **SITE, **{f"{number}.png": "" for number in range(100)})
    built(site)
    monkeypatch.setattr(spares, "_exchange", lambda: pytest.fail("looked for the system call"))
    (site / "p3.md").write_text("---\n---\nnew")

    assert built(site) == 0
    assert not (site / ".blogtool-cache/spares").exists()


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


@pytest.mark.parametrize("missing", ["the call", "its library", "ctypes"])
def test_without_the_system_call_pages_are_written_all_the_same(tmp_path, monkeypatch, missing):
    site = a_site(tmp_path / "site", **SITE)
    built(site)
    if missing == "ctypes":  # as in a Python that was made without libffi
        monkeypatch.setitem(sys.modules, "ctypes", None)
        monkeypatch.setattr(spares, "_exchange", spares._exchange.__wrapped__)
    elif missing == "the call":
        refused = OSError(errno.EINVAL, "Invalid argument")
        monkeypatch.setattr(spares, "_exchange", lambda: lambda *_: _raise(refused))
    else:
        monkeypatch.setattr(spares, "_exchange", lambda: None)

    assert rebuilt(site, "<i>{{ content }}</i>") == clean(site, tmp_path / "other")


def lose(page):
    """Without power, what stood in a spare file may never reach the disk, though its size and time do."""
    times = os.stat(page)
    page.write_bytes(b"#" * times.st_size)
    os.utime(page, ns=(times.st_atime_ns, times.st_mtime_ns))


@pytest.fixture
def restart(tmp_path, monkeypatch):
    def start():
        (tmp_path / "boot").write_text("another")
        monkeypatch.setattr(spares, "_BOOT", str(tmp_path / "boot"))

    return start


def test_after_a_start_of_the_machine_pages_that_were_lost_are_made_again(tmp_path, restart):
    site = a_site(tmp_path / "site", **SITE)
    built(site)
    pages = rebuilt(site, "<i>{{ content }}</i>")
    lose(site / "_site/p3.html")
    assert built(site) == 0
    assert tree(site / "_site") != pages, "the build looked at bytes: the test proves nothing"
    restart()

    assert built(site) == 0

    assert tree(site / "_site") == pages


def test_after_a_start_of_the_machine_no_file_gets_another_time(tmp_path, restart):
    """Not those of others below `keep_files`, not copies, and nothing in what was a destination once."""
    config = {"_config.yml": "title: T\nkeep_files: [.git]\n"}
    site = a_site(tmp_path / "site", **{**SITE, **config, "a.png": "x"})
    once = tmp_path / "once"
    for flags in ((), ("--destination", str(once))):
        built(site, *flags)
        rebuilt(site, f"{len(flags)}{{{{ content }}}}", *flags)
    a_site(site / "_site", **{".git/objects/ab": "o"})
    files = [path for folder in (site / "_site", once) for path in folder.rglob("*") if path.is_file()]
    built(site)
    times = {path: os.stat(path).st_mtime_ns for path in files}
    restart()

    assert built(site) == 0

    assert {path: os.stat(path).st_mtime_ns for path in times} == times


def test_doubt_lasts_until_a_build_has_compared_every_page_of_that_destination(tmp_path, restart, monkeypatch):
    site, other = a_site(tmp_path / "site", **SITE), tmp_path / "other"
    to_other = ("--destination", str(other))
    built(site)
    built(site, *to_other)
    pages = rebuilt(site, "<i>{{ content }}</i>")
    assert built(site, *to_other) == 0
    lose(site / "_site/p99.html")
    lose(other / "p99.html")
    restart()
    with monkeypatch.context() as patch:
        patch.setattr("blogtool.write.files._has_bytes", lambda *_: _raise(KeyboardInterrupt))
        patch.setattr("blogtool.build.cores", lambda: 1)
        with pytest.raises(KeyboardInterrupt):
            build_module.build(read_config(str(site)))

    assert built(site) == built(site, *to_other) == 0

    assert tree(site / "_site") == tree(other) == pages
    assert not list(Path(site, ".blogtool-cache/spares").glob("*.since"))


def test_a_spare_file_that_cannot_be_locked_is_left_alone(place):
    import fcntl

    put(place, "second")
    holder = os.open(place / "cache/spares", os.O_RDONLY)
    fcntl.flock(holder, fcntl.LOCK_EX)
    try:
        with spares_of(str(place / "cache"), str(place)) as found:
            assert found is None
    finally:
        os.close(holder)
