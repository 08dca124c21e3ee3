"""The rule that makes speed safe: an incremental build is byte for byte the clean build."""

import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from builders import a_quick_folder, a_site, built, tree
from edits import NOWS, START, World, apply, edits
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import blogtool.build
import blogtool.render.converters.markdown
import blogtool.write.files
from blogtool.build import build, is_as_built
from blogtool.cache import Cache, Memory
from blogtool.errors import BlogtoolError
from blogtool.model.output import Report
from blogtool.preview.looking import interest
from blogtool.preview.watch import rebuild
from blogtool.read.config import read_config
from blogtool.read.remembered import Remembered
from blogtool.render import document, sharing
from blogtool.render.converters.sass import SassConverter

EXAMPLES = int(os.environ.get("BLOGTOOL_EDIT_SEQUENCES", "75"))

# A long hunt shows what it found as it is.
PHASES = tuple(one for one in Phase if one is not Phase.shrink or EXAMPLES <= 100)
KILLS = int(os.environ.get("BLOGTOOL_KILLS", "4"))


def report_of(
    site: Path, world: World, memory: Memory | None = None, told: frozenset[str] | None = None, jobs: int = 1
) -> Report:
    """One build of a site in a world; a site that cannot be read at all is a report with one problem."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (blogtool.build, blogtool.render.converters.markdown):
            patch.setattr(module, "code_mark", lambda: f"version {world.version}")
        try:
            return build(read_config(str(site)), now=world.now, jobs=jobs, memory=memory, told=told)
        except BlogtoolError as error:
            return Report(problems=(error,))


def build_and_die(site: Path, world: World) -> None:
    """A build in a process that ends without a word after some files and entries of the cache are written."""
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    left = [world.stop_after]

    def counted(work):
        def step(*arguments, **named):
            left[0] -= 1
            if left[0] <= 0:
                os._exit(9)
            return work(*arguments, **named)

        return step

    try:
        blogtool.write.files.write_if_different = counted(blogtool.write.files.write_if_different)
        Cache.put_many = counted(Cache.put_many)
        report_of(site, world)
    finally:
        os._exit(0)


def clean_build_of(site: Path, world: World) -> tuple[Report, dict[str, bytes]]:
    """What a build of the same files from nothing gives."""
    clean = site.parent / "clean"
    shutil.rmtree(clean, ignore_errors=True)
    shutil.copytree(site, clean, ignore=shutil.ignore_patterns("_site", ".blogtool-cache"))
    report = report_of(clean, world)
    return report, tree(clean / "_site")


@pytest.fixture(scope="module")
def quick(tmp_path_factory):
    """Gives each drawn example a folder of its own."""
    return lambda: a_quick_folder(tmp_path_factory.mktemp("edits"))


def check_after_edits(sequence, quick, memory: Memory | None, jobs: int = 1) -> None:
    """Builds after each burst of edits, and compares with clean builds of one process: files, warnings, problems."""
    with quick() as folder:
        _check_after_edits(sequence, a_site(folder / "site", **START), memory, jobs)


def _check_after_edits(sequence, site: Path, memory: Memory | None, jobs: int) -> None:
    world = World()
    report_of(site, world, memory, jobs=jobs)
    for burst in sequence:
        for edit in burst:
            apply(site, edit, world)
        if world.stop_after is not None:
            build_and_die(site, world)
            world.stop_after = None
        report = report_of(site, world, memory, jobs=jobs)
        expected, files = clean_build_of(site, world)
        assert [str(one) for one in report.problems] == [str(one) for one in expected.problems]
        assert sorted(report.warnings) == sorted(expected.warnings)  # those of pages not rendered again come first
        if report.succeeded:
            assert tree(site / "_site") == files


@settings(
    max_examples=EXAMPLES, phases=PHASES, deadline=None, suppress_health_check=list(HealthCheck), database=None
)
@given(sequence=st.lists(st.lists(edits(), min_size=1, max_size=3), min_size=1, max_size=4))
def test_any_edits_end_in_the_tree_of_a_clean_build(sequence, quick):
    check_after_edits(sequence, quick, None)


@settings(
    max_examples=EXAMPLES, phases=PHASES, deadline=None, suppress_health_check=list(HealthCheck), database=None
)
@given(sequence=st.lists(st.lists(edits(), min_size=1, max_size=2), min_size=2, max_size=5))
def test_a_process_that_builds_again_and_again_ends_in_the_tree_of_a_clean_build(sequence, quick):
    # So short that both ways are taken: a file known by its time of change, and one that is too new for that.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("blogtool.cache.SETTLED", 0.02)
        check_after_edits(sequence, quick, Memory())


@settings(
    max_examples=EXAMPLES, phases=PHASES, deadline=None, suppress_health_check=list(HealthCheck), database=None
)
@given(sequence=st.lists(st.lists(edits(), min_size=1, max_size=3), min_size=1, max_size=4))
def test_pages_that_workers_finish_end_in_the_tree_of_a_clean_build(sequence, quick):
    # So few pages would not be given to workers.
    with pytest.MonkeyPatch.context() as patch:
        for name in ("FEW", "ALONE"):
            patch.setattr(sharing, name, 0)
        patch.setattr(blogtool.write.files, "AT_ONCE", 0)
        patch.setattr("blogtool.render.sharing.can_fork", lambda: hasattr(os, "fork"))
        patch.setattr("blogtool.parallel.can_fork", lambda: hasattr(os, "fork"))
        check_after_edits(sequence, quick, None, jobs=2)


def marks(site: Path) -> dict[str, tuple[object, ...]]:
    """What a watcher of the source would see of each file and folder."""
    found = {}
    for here, folders, names in os.walk(site):
        folders[:] = [name for name in folders if name not in ("_site", ".blogtool-cache", "__pycache__")]
        for name in names:
            stat = os.lstat(f"{here}/{name}")
            found[f"{here}/{name}"] = (stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns)
        found.update((f"{here}/{name}", (os.lstat(f"{here}/{name}").st_ino,)) for name in folders)
    return found


def paths_told(before, now, tells_all: bool) -> frozenset[str]:
    """The paths that differ; else of a folder that came or went only the folder, as where it was moved."""
    changed = {path for path in before.keys() | now.keys() if before.get(path) != now.get(path)}
    if tells_all:
        return frozenset(changed)
    return frozenset(path for path in changed if os.path.dirname(path) not in changed)


@settings(
    max_examples=EXAMPLES, phases=PHASES, deadline=None, suppress_health_check=list(HealthCheck), database=None
)
@given(
    sequence=st.lists(st.lists(edits(), min_size=1, max_size=2), min_size=2, max_size=6),
    ways=st.lists(st.booleans(), min_size=6, max_size=6),
)
def test_a_process_that_is_told_of_what_changes_ends_in_the_tree_of_a_clean_build(sequence, ways, quick):
    """As `blogtool watch`: a build of what a watcher named, and when all rests a look at everything."""
    with quick() as folder:
        _check_what_is_told(sequence, ways, a_site(folder / "site", **START))


def _check_what_is_told(sequence, ways, site: Path) -> None:
    world, memory = World(), Memory()
    report_of(site, world, memory)
    before, is_told = marks(site), interest(read_config(str(site)))
    for burst, way in zip(sequence, ways, strict=False):
        for edit in burst:
            apply(site, edit, world)
        now = marks(site)
        if world.stop_after is not None:
            build_and_die(site, world)
            world.stop_after = None
        report = report_of(site, world, memory, paths_told(before, now, way))
        before = now
        is_damaged = any(kind in ("damage", "stopped") for kind, *_ in burst)
        if not is_as_built(read_config(str(site)), memory, is_told):
            assert is_damaged, "only what happens to the destination is not told"
            report = report_of(site, world, memory)
        expected, files = clean_build_of(site, world)
        assert [str(one) for one in report.problems] == [str(one) for one in expected.problems]
        assert sorted(report.warnings) == sorted(expected.warnings)
        if report.succeeded:
            assert tree(site / "_site") == files


def start_build(site: Path) -> subprocess.Popen:
    """A build in a process of its own that has everything loaded, as it has said by a line."""
    program = (
        "import blogtool.build, blogtool.read.config as c; print(flush=True);"
        f"blogtool.build.build(c.read_config({str(site)!r}), jobs=2)"
    )
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE)
    process.stdout.readline()
    return process


@pytest.fixture(scope="module")
def seconds(tmp_path_factory) -> float:
    """How long such a build takes on this machine."""
    process = start_build(a_site(tmp_path_factory.mktemp("whole") / "site", **START))
    started = time.monotonic()
    process.communicate()
    return time.monotonic() - started


@pytest.mark.parametrize("number", range(KILLS))
def test_a_build_that_was_killed_does_no_harm_to_the_next(number, seconds, tmp_path):
    site = a_site(tmp_path / "site", **START)
    if number % 2:
        report_of(site, World())
        apply(site, ("layout", "", number % 9, ""), World())
    process = start_build(site)
    time.sleep(seconds * (number + 0.5) / KILLS)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    report = report_of(site, World())
    expected, files = clean_build_of(site, World())

    assert sorted(report.warnings) == sorted(expected.warnings)
    assert tree(site / "_site") == files


def test_a_style_sheet_that_is_saved_during_a_build_is_seen_by_the_next(tmp_path, monkeypatch):
    site = a_site(tmp_path / "site", **{"style.scss": "---\n---\n@import 'part';\n", "_sass/part.scss": "a { b: c }\n"})
    compile_sheet = SassConverter._compile

    def compiled_and_saved(*args, **named):
        made = compile_sheet(*args, **named)
        (site / "_sass/part.scss").write_text("a { b: changed }\n")
        return made

    monkeypatch.setattr(SassConverter, "_compile", compiled_and_saved)
    assert built(site) == 0
    assert "changed" not in (site / "_site/style.css").read_text()
    monkeypatch.undo()
    assert built(site) == 0

    assert "changed" in (site / "_site/style.css").read_text()


STYLE = {"css/s.scss": "---\n---\n@import 'x';\n"}
OLD, NEW = "a { b: c }\n", "a { b: d }\n"


@pytest.mark.parametrize(
    ("files", "changed"),
    [
        ({**STYLE, "styles/_x.scss": OLD}, {"styles/_x.scss": NEW}),
        ({**STYLE, "../far/_x.scss": OLD}, {"../far/_x.scss": NEW}),
        ({**STYLE, "../far/_x.scss": OLD}, {"_sass/_x.scss": NEW}),
        ({"a.html": "---\n---\n{% liquid\n assign x = 1\n include_relative b.txt\n%}", "b.txt": "1"}, {"b.txt": "2"}),
        ({"a.html": "---\n---\n{%- liquid include_relative b.txt -%}", "b.txt": "1"}, {"b.txt": "2"}),
        ({f"{one}.html": "---\n---\n{% liquid\n increment n %}" for one in "ab"}, {"a.html": "---\n---\n"}),
    ],
)
def test_what_is_read_by_a_rare_way_is_seen_to_change(files, changed, tmp_path):
    config = {"_config.yml": "title: T\nsass: {load_paths: [., styles, ../far]}\n"}
    site, world = a_site(tmp_path / "site", **config, **files), World()
    report_of(site, world)
    a_site(site, **changed)
    report_of(site, world)

    assert tree(site / "_site") == clean_build_of(site, world)[1]


@pytest.mark.parametrize(
    ("path", "sheet", "changed"),
    [
        ("_sass/in.scss", "@import '../other/x';", {"other/_x.scss": NEW}),
        ("_sass/in.scss", "@import '../other/x';", {"other/y.scss": NEW}),  # which x imports
        ("_sass/in.scss", "@import '../other/new', '../other/x';", {"other/_new.scss": NEW}),
        ("_sass/in.scss", "@import '../../node_modules/kit/x';", {"../node_modules/kit/x.scss": NEW}),
        ("_sass/in.scss", "@import '../../node_modules/kit';", {"../node_modules/kit/_index.scss": NEW}),
        ("unused.txt", "", {"other/_x.scss": NEW}),
    ],
)
@pytest.mark.parametrize("is_again", [False, True])
def test_style_sheets_out_of_the_folders_of_style_sheets_are_seen_to_change(path, sheet, changed, is_again, tmp_path):
    """A kit below `node_modules`, say, of which another version is installed."""
    there = {"other/_x.scss": f"@import 'y'; {OLD}", "other/y.scss": OLD, "../node_modules/kit/x.scss": OLD}
    there["../node_modules/kit/_index.scss"] = OLD
    if "new" in sheet:
        there["other/_new.scss"] = OLD
    pages = {
        "s.scss": "---\n---\n@import 'in';\n" if sheet else "---\n---\n",
        "f.html": "---\n---\n{{ \"@import '../other/x'\" | scssify }}",
    }
    config = {"_config.yml": "title: T\nexclude: [other]\n"}
    site, world = a_site(tmp_path / "site", **config, **pages, **there, **{path: sheet}), World()
    memory = Memory() if is_again else None
    report = report_of(site, world, memory)
    assert not report.problems
    a_site(site, **changed)
    report_of(site, world, memory)

    assert tree(site / "_site") == clean_build_of(site, world)[1]


def test_a_style_sheet_below_the_working_folder_is_seen_to_change(tmp_path, monkeypatch):
    """libsass looks there for every import: `blogtool build` in a site finds its `other/x`, from any partial."""
    files = {"s.scss": "---\n---\n@import 'in';\n", "_sass/in.scss": "@import 'other/x';", "other/x.scss": OLD}
    site, world = a_site(tmp_path / "site", **{"_config.yml": "title: T\nexclude: [other]\n"}, **files), World()
    monkeypatch.chdir(site)
    assert not report_of(site, world).problems
    a_site(site, **{"other/x.scss": NEW})
    report_of(site, world)

    assert tree(site / "_site")["s.css"] == clean_build_of(site, world)[1]["s.css"]


def test_a_build_from_another_working_folder_looks_for_style_sheets_again(tmp_path, monkeypatch):
    files = {"s.scss": "---\n---\n@import 'x';\n", "_sass/x.scss": OLD}
    site, world = a_site(tmp_path / "site", **{"_config.yml": "title: T\n"}, **files), World()
    report_of(site, world)
    monkeypatch.chdir(a_site(tmp_path / "elsewhere", **{"x.scss": NEW}))
    report_of(site, world)

    assert tree(site / "_site") == clean_build_of(site, world)[1]


def test_a_style_sheet_that_goes_away_while_it_is_looked_at_does_no_harm(tmp_path, monkeypatch):
    files = {"s.scss": "---\n---\n@import 'x';\n", "_sass/x.scss": OLD}
    site = a_site(tmp_path / "site", **{"_config.yml": "title: T\n"}, **files)
    monkeypatch.setattr("blogtool.render.facets.sheets_at", lambda place: [f"{place}.gone"])

    assert not report_of(site, World()).problems


def test_style_sheets_behind_links_are_seen_to_change_and_links_that_lead_nowhere_do_no_harm(tmp_path):
    files = {"s.scss": "---\n---\n@import 'far/x';\n", "_sass/y.css": "", "../far/_x.scss": OLD}
    site, world = a_site(tmp_path / "site", **{"_config.yml": "title: T\n"}, **files), World()
    (site / "_sass/far").symlink_to(tmp_path / "far")
    (site / "_sass/round").symlink_to(site / "_sass")
    (site / "_sass/.#y.scss").symlink_to("somebody@example.1234")  # as Emacs locks a file
    report_of(site, world)
    a_site(site, **{"../far/_x.scss": NEW})
    report = report_of(site, world)

    assert not report.problems
    assert "b: d" in (site / "_site/s.css").read_text()


def test_a_future_post_comes_when_its_day_has_come(tmp_path):
    site = a_site(tmp_path / "site", **START)
    report_of(site, World(now=NOWS[0]))
    before = tree(site / "_site")
    report_of(site, World(now=NOWS[1]))

    assert "2024/03/01/three.html" not in before
    assert tree(site / "_site") == clean_build_of(site, World(now=NOWS[1]))[1]
    assert "2024/03/01/three.html" in tree(site / "_site")


@pytest.mark.parametrize("later", [0, 1])
def test_a_date_that_is_the_time_of_one_build_is_read_anew_by_the_next(later, tmp_path):
    now = NOWS[1]
    head = f"date: {now + timedelta(seconds=later)}\n"
    site = a_site(tmp_path / "site", **START, **{"_posts/2024-01-20-now.md": f"---\n{head}---\nNow.\n"})
    memory = Memory()
    for second in range(3):
        world = World(now=now + timedelta(seconds=second))
        report_of(site, world, memory)

        assert tree(site / "_site") == clean_build_of(site, world)[1]


def test_a_process_that_builds_again_and_again_reads_only_what_was_saved(tmp_path, monkeypatch):
    site = a_site(tmp_path, **START)
    for path in site.rglob("*.md"):
        os.utime(path, (1, 1))
    monkeypatch.setattr("blogtool.cache.SETTLED", -60.0)
    memory = Memory()
    rebuild(lambda: read_config(str(site)), memory)
    parsed = []
    whole = Remembered.parse
    monkeypatch.setattr(Remembered, "parse", lambda self, *of: (parsed.append(of[1]), whole(self, *of))[1])
    (site / "_posts/2024-01-01-one.md").write_text("---\ntitle: Uno\n---\nAnother first.\n")
    rebuild(lambda: read_config(str(site)), memory)

    assert [path for path in parsed if path.startswith("_posts")] == ["_posts/2024-01-01-one.md"]


@pytest.mark.parametrize(
    "path", ["_layouts/post.html", "_includes/head.html", "_data/words.yml", "_posts/2024-01-01-one.md"]
)
def test_an_edit_renders_only_what_read_it(path, tmp_path):
    site = a_site(tmp_path, **START)
    built(site)
    before = {name: os.stat(site / "_site" / name).st_mtime_ns for name in tree(site / "_site")}
    (site / path).write_text(
        (site / path).read_text().replace("title: One", "title: Uno").replace("a: 1", "a: 2") + "<!-- -->\n"
    )
    built(site)

    changed = {name for name in before if os.stat(site / "_site" / name).st_mtime_ns != before[name]}
    assert changed
    assert "about.html" not in changed


def test_a_page_that_shows_the_clock_is_always_new(tmp_path):
    site = a_site(tmp_path, **{"_config.yml": "title: T\n", "a.md": "---\n---\n{{ 'now' | date: '%s %N' }}\n"})
    built(site)
    first = (site / "_site/a.html").read_text()
    built(site)

    assert (site / "_site/a.html").read_text() != first


def test_a_warning_is_repeated_for_a_page_that_is_not_rendered_again(tmp_path, capfd):
    site = a_site(tmp_path, **{"_config.yml": "title: T\n", "a.md": "---\nlayout: psot\n---\nx\n"})
    built(site)
    capfd.readouterr()
    built(site)

    assert "psot" in capfd.readouterr().err


@pytest.mark.parametrize("first", ["a.html", "b.html"])
def test_a_warning_of_a_layout_is_told_as_long_as_one_page_has_it(first, tmp_path):
    odd = {"_layouts/l.html": "{{ 'x' y }}{{ content }}{% include i.html %}", "_includes/i.html": "{{ 'z' w }}"}
    pages = dict.fromkeys(("a.html", "b.html"), "---\nlayout: l\n---\n")
    site, world = a_site(tmp_path / "site", **{"_config.yml": "title: T\n", **odd, **pages}), World()
    before = report_of(site, world).warnings
    (site / first).unlink()

    assert len(before) == 2
    assert report_of(site, world).warnings == before == clean_build_of(site, world)[0].warnings


def test_another_version_of_blogtool_renders_everything_again(tmp_path, monkeypatch):
    site = a_site(tmp_path, **START)
    built(site)
    from blogtool.render import document

    rendered = []
    whole = document.SiteRenderer._render_output
    monkeypatch.setattr(
        document.SiteRenderer, "_render_output", lambda self, one: (rendered.append(one.path), whole(self, one))[1]
    )
    built(site)
    few = len(rendered)
    monkeypatch.setattr(blogtool.build, "code_mark", lambda: "another")
    built(site)

    anew = len(rendered) - few
    assert few < anew, "what shows the clock may be rendered again, where a second has passed"
    assert anew >= len([name for name in START if name.endswith((".md", ".scss"))])


def test_a_post_shown_in_an_excerpt_of_another_is_the_same_when_only_the_list_is_rendered(tmp_path):
    site = a_site(
        tmp_path / "site",
        **{
            "_config.yml": "title: T\n",
            "_posts/2024-01-01-a.md": "---\n---\n{{ site.related_posts.first.title }} a\n",
            "_posts/2024-02-01-b.md": "---\n---\n{{ page.previous.content }} b\n",
            "index.html": "---\n---\n{% for p in site.posts %}{{ p.excerpt }}{% endfor %}",
        },
    )
    report_of(site, World())
    (site / "index.html").write_text("---\n---\n<p>{% for p in site.posts %}{{ p.excerpt }}{% endfor %}")
    report_of(site, World())

    assert tree(site / "_site") == clean_build_of(site, World())[1]


def written_again(site, **files):
    """What a build writes anew when these files have changed."""
    built(site)
    before = {path: os.stat(site / "_site" / path).st_mtime_ns for path in tree(site / "_site")}
    a_site(site, **files)
    built(site)
    now = {path: os.stat(site / "_site" / path).st_mtime_ns for path in tree(site / "_site")}
    return {path for path, time in now.items() if before.get(path) != time}


def rendered_again(site, monkeypatch, **files):
    """Which files' pages a build renders anew when these files have changed."""
    built(site)
    rendered = []
    whole = document.SiteRenderer._render_output
    monkeypatch.setattr(
        document.SiteRenderer, "_render_output", lambda self, one: (rendered.append(one.path), whole(self, one))[1]
    )
    a_site(site, **files)
    built(site)
    return set(rendered)


MENU = {
    "_config.yml": "title: T\ncollections: {notes: {output: true}}\n",
    "_layouts/menu.html": "{% for one in site.html_pages %}{{ one.title }}{% endfor %}{{ content }}",
    "_posts/2024-01-01-a.md": "---\nlayout: menu\n---\n",
    "_posts/2024-01-02-b.md": "---\nlayout: menu\n---\n",
    "_posts/2024-01-03-c.md": "---\nlayout: menu\n---\n",
    "_notes/undated.md": "---\nlayout: menu\n---\n",
    "about.md": "---\nlayout: menu\ntitle: About\n---\n",
    "list.md": "---\nlayout: menu\n---\n{{ site.posts | map: 'title' }}",
    "notes.md": "---\nlayout: menu\n---\n{{ site.notes | map: 'title' }}",
}


def test_a_list_of_pages_does_not_know_posts(tmp_path, monkeypatch):
    site = a_site(tmp_path, **MENU)
    new = {"_posts/2024-01-04-d.md": "---\nlayout: menu\n---\n"}
    # An undated note has the date of the build: it is another one each time, and so is the list of notes.
    always = {"_notes/undated.md", "notes.md"}

    assert rendered_again(site, monkeypatch, **new) - always == {*new, "list.md"}


def test_a_list_of_pages_knows_pages(tmp_path, monkeypatch):
    site = a_site(tmp_path, **MENU)

    assert set(MENU) - rendered_again(site, monkeypatch, **{"new.md": "---\ntitle: New\n---\n"}) == {
        "_config.yml", "_layouts/menu.html"
    }  # fmt: skip


def test_a_list_of_archives_follows_the_posts(tmp_path):
    config = "title: T\nplugins: [jekyll-archives]\njekyll-archives: {enabled: [tags]}\n"
    show = "{% for one in site.archives %}{{ one.title }} {{ one.posts.size }},{% endfor %}"
    tagged = {f"_posts/2024-01-0{day}-x.md": "---\ntags: [tea]\n---\n" for day in (1, 2)}
    site = a_site(tmp_path, **{"_config.yml": config, "shown.md": f"---\n---\n{show}\n", **tagged})
    assert "shown.html" not in written_again(site)

    assert "shown.html" in written_again(site, **{"_posts/2024-01-03-x.md": "---\ntags: [tea]\n---\n"})
    assert "tea 3," in (site / "_site/shown.html").read_text()
