"""Whatever a site holds: a clear message, everything else built, nothing half-written, nothing lost."""

import os
import shutil
import signal
import subprocess
import sys
import time

import pytest
from builders import HANG, a_site, built, tree

GOOD = {"_config.yml": "title: T\n", "good.md": "---\n---\nGood page.\n"}


def messages(folder, capfd, *flags):
    """The exit code and what was printed."""
    code = built(folder, *flags)
    out, err = capfd.readouterr()
    return code, out + err


def assert_good_page_is_built(folder):
    assert "<p>Good page.</p>" in (folder / "_site/good.html").read_text()


BROKEN = {
    "a date that is none": (
        "_posts/2024-01-01-x.md",
        "---\ndate: tomorrow-ish\n---\nx\n",
        ["no date", "2024-01-01-x.md:2"],
    ),
    "front matter that is a list": ("bad.md", "---\n- a\n- b\n---\nx\n", ["not a map", "bad.md:2"]),
    "a Liquid error": ("bad.md", "---\n---\nfine\n{% if %}\n", ["bad.md:4"]),
    "an unknown tag": ("bad.md", "---\n---\n{% wobble %}\n", ["wobble", "bad.md:3"]),
    "a missing include": ("bad.md", "---\n---\n\n{% include gone.html %}\n", ["gone.html", "bad.md:4"]),
    "a permalink with an unknown placeholder": (
        "_posts/2024-01-01-x.md",
        "---\npermalink: /:wobble/\n---\nx\n",
        [":wobble", "2024-01-01-x.md"],
    ),
    "bytes that are not UTF-8": ("bad.md", b"---\n---\nfine\ncaf\xe9\n", ["not UTF-8", "bad.md:4"]),
    "a broken data file": ("_data/d.yml", "a: b: c\n", ["broken YAML", "_data/d.yml:1"]),
}


@pytest.mark.parametrize("name", BROKEN)
def test_one_broken_file_is_told_and_everything_else_is_built(name, tmp_path, capfd):
    path, content, wanted = BROKEN[name]
    site = a_site(tmp_path, **GOOD, **{path: content})

    code, text = messages(site, capfd)

    assert code == 1
    assert [one for one in wanted if one not in text] == []
    assert "Traceback" not in text
    assert_good_page_is_built(site)


def test_a_mistake_in_an_include_is_told_once_with_the_pages_that_it_breaks(tmp_path, capfd):
    pages = {f"page-{number}.md": "---\n---\n{% include x.html %}\n" for number in range(3)}
    site = a_site(tmp_path, **GOOD, **pages, **{"_includes/x.html": "fine\n{{ 'x' | date_to_string }}\n"})

    code, text = messages(site, capfd)

    assert code == 1
    assert text.count("_includes/x.html:2") == 1
    assert "  in   page-0.md and 2 more\n" in text
    assert_good_page_is_built(site)


WARNED = {
    "broken YAML in front matter": ("bad.md", "---\ntitle: a: b\n---\nBody.\n", ["broken YAML", "bad.md:2"]),
    "an unknown layout": ("bad.md", "---\nlayout: psot\n---\nBody.\n", ["psot", "bad.md"]),
}


@pytest.mark.parametrize("name", WARNED)
def test_what_jekyll_only_warns_of_is_a_warning_here(name, tmp_path, capfd):
    path, content, wanted = WARNED[name]
    site = a_site(tmp_path, **GOOD, **{path: content})

    code, text = messages(site, capfd)

    assert code == 0
    assert [one for one in wanted if one not in text] == []
    assert "Body." in (site / "_site/bad.html").read_text()


def test_an_unknown_layout_names_the_near_one(tmp_path, capfd):
    site = a_site(
        tmp_path, **GOOD, **{"_layouts/post.html": "{{ content }}", "bad.md": "---\nlayout: psot\n---\nx"}
    )

    assert "did you mean `post`?" in messages(site, capfd)[1]


def test_two_files_with_one_destination_are_told(tmp_path, capfd):
    site = a_site(
        tmp_path, **GOOD, **{"a.md": "---\npermalink: /x/\n---\na", "b.md": "---\npermalink: /x/\n---\nb"}
    )

    code, text = messages(site, capfd)

    assert code == 0
    assert "a.md" in text
    assert "b.md" in text
    assert "x/index.html" in text


AS_ANYBODY = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []


def is_kept_out(folder):
    """Whether what nobody may read cannot be read by a process started so: root has to give up a right for that."""
    (folder / "closed").touch(0)
    if AS_ANYBODY and not shutil.which(AS_ANYBODY[0]):
        return False
    return subprocess.run([*AS_ANYBODY, "cat", str(folder / "closed")], capture_output=True).returncode == 1


def test_an_unreadable_file_is_told(tmp_path):
    if not is_kept_out(tmp_path):
        pytest.skip("root may read everything here")
    site = a_site(tmp_path / "site", **GOOD, **{"secret.md": "---\n---\nx"})
    (site / "secret.md").chmod(0)
    command = [sys.executable, "-m", "blogtool", "build", "-s", str(site), "-d", str(tmp_path / "out")]

    done = subprocess.run([*AS_ANYBODY, *command], capture_output=True, text=True, timeout=HANG)

    assert done.returncode == 1, done.stderr
    assert "secret.md" in done.stderr
    assert "cannot be read" in done.stderr
    assert (tmp_path / "out/good.html").exists()


def test_a_broken_configuration_stops_the_build_and_leaves_the_old_site(tmp_path, capfd):
    site = a_site(tmp_path, **GOOD)
    assert built(site) == 0
    before = tree(site / "_site")
    (site / "_config.yml").write_text("title: a: b\n")

    code, text = messages(site, capfd)

    assert code == 1
    assert "_config.yml:1" in text
    assert tree(site / "_site") == before


def test_a_page_that_breaks_keeps_its_last_good_version(tmp_path):
    site = a_site(tmp_path, **GOOD, **{"page.md": "---\n---\nOld and good.\n"})
    assert built(site) == 0
    (site / "page.md").write_text("---\n---\n{% if %}\n")

    assert built(site) == 1
    assert "Old and good." in (site / "_site/page.html").read_text()


def test_the_source_is_never_swept(tmp_path, capfd):
    site = a_site(tmp_path / "site", **GOOD)

    code, text = messages(site, capfd, "--destination", str(tmp_path))

    assert code == 1
    assert "holds the source" in text
    assert (site / "good.md").exists()


def can_mount():
    done = (
        subprocess.run(["unshare", "-rm", "true"], capture_output=True, check=False)
        if shutil.which("unshare")
        else None
    )
    return done is not None and done.returncode == 0


@pytest.mark.skipif(not can_mount(), reason="a small disk cannot be mounted here")
def test_a_full_disk_is_told_and_leaves_whole_files(tmp_path):
    pages = {f"p{number}.md": f"---\n---\n{'word ' * 4000}\n" for number in range(8)}
    site = a_site(tmp_path / "site", **GOOD, **pages)
    disk = tmp_path / "disk"
    disk.mkdir()
    halves = "find \"$1\" -type f -size -19k -name 'p*'; find \"$1\" -name '.blogtool-*'"
    build = f'"$3" -m blogtool build -s "$2" -d "$1/out"; echo code $?; {halves}'
    on_a_small_disk = f'mount -t tmpfs -o size=64k none "$1" && {build}'

    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", on_a_small_disk, "sh", disk, site, sys.executable],
        capture_output=True,
        text=True,
        check=False,
    )

    assert "the disk is full" in done.stderr
    assert done.stdout.strip().endswith("code 1"), done.stdout


def test_ctrl_c_ends_in_a_sentence(tmp_path):
    pages = {f"p{number}.md": f"---\n---\n{'*a* [b](c) `d` ' * 3000}\n" for number in range(60)}
    site = a_site(tmp_path, **GOOD, **pages)
    running = subprocess.Popen(
        [sys.executable, "-m", "blogtool", "build", "-s", str(site)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    wait_until((site / ".blogtool-cache").exists, running)  # Python itself may still be starting
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=HANG)

    assert "Traceback" not in err
    assert running.returncode in (0, 130)


def wait_until(has_come, running):
    """Waits while a process runs and something has not come."""
    until = time.monotonic() + HANG
    while not has_come() and running.poll() is None and time.monotonic() < until:
        time.sleep(0.001)


@pytest.mark.parametrize("after", [0, 1, 15, 41])  # so many files of the site
def test_a_killed_build_leaves_whole_files_and_the_next_one_finishes(after, tmp_path):
    pages = {f"p{number}.md": f"---\n---\n{'*a* [b](c) ' * 200}\n" for number in range(40)}
    site = a_site(tmp_path / "a", **GOOD, **pages)
    other = a_site(tmp_path / "b", **GOOD, **pages)
    assert built(other) == 0
    wanted = tree(other / "_site")
    running = subprocess.Popen(
        [sys.executable, "-m", "blogtool", "build", "-s", str(site)], stdout=subprocess.DEVNULL
    )
    wait_until((site / ".blogtool-cache").exists, running)
    wait_until(lambda: len(list((site / "_site").glob("*.html"))) >= after, running)
    running.kill()
    running.wait(HANG)
    left = tree(site / "_site") if (site / "_site").exists() else {}

    assert {
        path: content
        for path, content in left.items()
        if wanted.get(path) != content and ".blogtool-" not in path
    } == {}
    assert built(site) == 0
    assert tree(site / "_site") == wanted


def test_maps_and_lists_among_the_categories_and_tags_end_no_build(tmp_path):
    text = "---\ncategories: [{a: b}, x, [y]]\ntags: [[1, 2], {c: d}]\n---\n{{ page.categories | size }}\n"
    site = a_site(tmp_path, **{"_posts/2024-01-01-one.md": text})

    code = built(site)

    assert code == 0
    assert any(path.endswith("x/y/2024/01/01/one.html") for path in tree(site / "_site"))
