"""The door: words in, exit code out; the only place that prints."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from blogtool import __version__
from blogtool.errors import BlogtoolError, ModelMissing

if TYPE_CHECKING:
    from blogtool.model.config import Config
    from blogtool.model.output import Report


def entry() -> None:
    """What the installed command `blogtool` runs."""
    code = main()
    gc.freeze()  # Python need not look for garbage in what ends with it anyway: a tenth of a build without changes
    sys.exit(code)


def main(argv: list[str] | None = None) -> int:
    """Run one command; return the exit code: 0 done, 1 something is wrong, 2 wrong words, 130 interrupted."""
    try:
        return _run(parser().parse_args(argv))
    except KeyboardInterrupt:
        print("\nstopped; the next run goes on from here", file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _run(args: argparse.Namespace) -> int:
    """One command; a mistake of the author's is told in its own words, with `--trace` also where it came from."""
    try:
        return int(args.command(args))
    except BlogtoolError as error:
        if getattr(args, "trace", False):
            raise
        print(error, file=sys.stderr)
        return 1


# Commands


def build_command(args: argparse.Namespace) -> int:
    """Translate what is missing or stale, then build the site."""
    from blogtool.build import build

    if args.watch:
        return watch_command(args)
    config = _config(args)
    problems = 0
    if config.section("translate") and not args.no_translate:
        problems = _translate_for_build(config, args)
    report = build(config, jobs=args.jobs)
    _show(report, args)
    if args.profile:
        for phase, seconds in report.seconds.items():
            print(f"  {phase:10} {seconds:8.3f} s")
    return 0 if report.succeeded and not problems else 1


def translate_command(args: argparse.Namespace) -> int:
    """Bring translations up to date, and build nothing."""
    config = _config(args)
    return 1 if _translate(config, args) else 0


def new_command(args: argparse.Namespace) -> int:
    """Make a site, a post, a page, a draft, or the workflow that publishes on GitHub."""
    from blogtool.scaffold import new

    for line in new(args.kind, args.title, args.source or os.getcwd(), lang=args.lang, shards=args.shards):
        print(line)
    return 0


def clean_command(args: argparse.Namespace) -> int:
    """Remove the built site and the cache; translations and what was written by hand stay."""
    from blogtool.scaffold import clean

    for line in clean(_config(args)):
        print(line)
    return 0


def check_command(args: argparse.Namespace) -> int:
    """Tell what would be different from Jekyll, and what is broken."""
    from dataclasses import replace
    from tempfile import TemporaryDirectory

    from blogtool.build import build
    from blogtool.check import buildable, check, unbuildable

    try:
        config = _config(args)
        with TemporaryDirectory(prefix="blogtool-check-") as folder:
            built = build(replace(buildable(config), destination=folder))
            report = check(config, folder, as_json=args.json, problems=built.problems)
    except BlogtoolError as error:
        if not args.json:
            raise
        report = unbuildable(error, as_json=True)
    print("\n".join(report.lines))
    return 0 if report.succeeded else 1


def publish_command(args: argparse.Namespace) -> int:
    """Translate, build and check the site, and put it on the branch that GitHub Pages shows."""
    from blogtool.publish.github_pages import place_of, publish

    config = _config(args)
    if config.section("translate") and not args.no_translate and _translate_for_build(config, args):
        return 1
    asked = {"remote": args.remote, "branch": args.branch, "message": args.message, "force": args.force or None}
    place = place_of(config, **asked, history=False if args.no_history else None)
    report = publish(config, place, checked=not args.no_check)
    _show(report, args)
    return 0 if report.succeeded else 1


def models_command(args: argparse.Namespace) -> int:
    """List translation models, or add one."""
    from blogtool.translate import models

    if args.action == "add":
        confirm = _confirm if not args.yes else lambda _: True
        lines = models.add(args.languages, confirm, _download_bar, args.official)
    elif args.action == "calibrate":
        lines = models.calibrate()
    else:
        lines = models.listing()
    for line in lines:
        print(line)
    return 0


def themes_command(args: argparse.Namespace) -> int:
    """Fetch a theme for `remote_theme: owner/name@ref` and keep its files in `_themes`."""
    from blogtool.read.theme_archives import add_theme

    source = os.path.abspath(args.source or os.getcwd())
    confirm = _confirm if not args.yes else lambda _: True
    print(f"added {add_theme(args.name, source, args.archive, confirm)}")
    return 0


def memory_command(args: argparse.Namespace) -> int:
    """Write the translation memory to a file (.tmx or JSON lines), or read one into it."""
    from blogtool.translate import exchange
    from blogtool.translate.shards import shard_of

    if args.action == "export":
        lines = exchange.export_memory(_config(args), args.path[0], shard_of(args.shard))
    else:
        lines = exchange.import_memory(_config(args), *args.path)
    for line in lines:
        print(line)
    return 0


def status_command(args: argparse.Namespace) -> int:
    """Show what is translated, by what, and what is out of date."""
    from blogtool.translate import status

    for line in status(_config(args), as_json=args.json):
        print(line)
    return 0


def watch_command(args: argparse.Namespace) -> int:
    """Build, and build again whenever a file is saved."""
    from blogtool.preview.watch import watch

    watch(
        _config(args),
        lambda: _config(args),
        tell=lambda report: _show(report, args),
        polling=args.force_polling,
        translates=not args.no_translate,
    )
    return 0


def serve_command(args: argparse.Namespace) -> int:
    """Build, show the site on this machine, and reload pages as files are saved."""
    from blogtool.preview.server import serve

    config = _config(args)
    serve(
        config,
        lambda: _config(args),
        tell=lambda report: _show(report, args),
        say=partial(print, flush=True),  # who waits for the address may be another program
        host=args.host or config.text("host", "127.0.0.1"),
        port=int(config.text("port", "4000")) if args.port is None else args.port,
        livereload=args.livereload,
        open_browser=args.open,
        polling=args.force_polling,
        translates=not args.no_translate,
    )
    return 0


# What commands share


def _config(args: argparse.Namespace) -> Config:
    from blogtool.read.config import read_config

    files = [name for one in args.config or [] for name in one.split(",") if name]
    overrides = {
        "baseurl": args.baseurl,
        "show_drafts": args.drafts or None,
        "future": args.future,
        "unpublished": args.unpublished or None,
        "limit_posts": args.limit_posts,
        "strict_front_matter": args.strict_front_matter or None,
        "safe": args.safe or None,
        "layouts_dir": args.layouts,
        "plugins_dir": args.plugins,
        "github_pages": args.github_pages or None,
        "quiet": args.quiet or None,
        "verbose": args.verbose or None,
        "config_was_named": bool(files) or None,
    }
    return read_config(args.source, args.destination, files, overrides)


def _translate_for_build(config: Config, args: argparse.Namespace) -> int:
    """As `_translate`, but not for so long that nobody waits for the site; what has no model yet is no mistake.

    Where nothing can be translated at all (the memory is locked, or the disk is full), that is told, and the site of
    what there is can still be built.
    """
    from blogtool.model.output import Report
    from blogtool.translate.plan import minutes_of_build

    minutes = minutes_of_build(config, getattr(args, "minutes", None))
    try:
        report = _translated(config, args, minutes)
    except BlogtoolError as error:
        report = Report(problems=(error,))
    waiting = [str(one).removeprefix("error: ") for one in report.problems if isinstance(one, ModelMissing)]
    others = tuple(one for one in report.problems if not isinstance(one, ModelMissing))
    _show(replace(report, warnings=(*report.warnings, *waiting), problems=others), args)
    return len(others)


def _translate(config: Config, args: argparse.Namespace) -> int:
    """The number of problems of the translation."""
    report = _translated(config, args, getattr(args, "minutes", None), tells_unread=True)
    _show(report, args)
    return len(report.problems)


def _translated(
    config: Config, args: argparse.Namespace, minutes: float | None, tells_unread: bool = False
) -> Report:
    from blogtool.translate import translate
    from blogtool.translate.shards import shard_of

    with _Progress(args.quiet) as progress:
        return translate(
            config,
            paths=getattr(args, "paths", None) or (),
            targets=_list(getattr(args, "to", None)),
            engine=getattr(args, "engine", None),
            dry_run=getattr(args, "dry_run", False),
            minutes=minutes,
            refresh=getattr(args, "refresh", False),
            progress=progress,
            shard=shard_of(getattr(args, "shard", None)),
            asks=not getattr(args, "from_memory", False),
            cluster=getattr(args, "cluster", None),
            tells_unread=tells_unread,
        )


def _list(text: str | None) -> tuple[str, ...]:
    return tuple(one.strip() for one in (text or "").split(",") if one.strip())


def _show(report: Report, args: argparse.Namespace) -> None:
    for warning in report.warnings:
        print(f"warning: {warning}", file=sys.stderr)
    for problem in report.problems:
        print(problem, file=sys.stderr)
    if not args.quiet:
        for line in report.lines:
            print(line)


def _confirm(question: str) -> bool:
    if not sys.stdin.isatty():
        return False
    return input(f"{question} [y/N] ").strip().lower() in ("y", "yes")


def _download_bar(done: int, total: int) -> None:
    if sys.stderr.isatty():
        print(
            f"\r{done / 1e6:7.1f} of {total / 1e6:.1f} MB", end="" if done < total else "\n", file=sys.stderr
        )


class _Progress:
    """A bar with segments and words per second; plain lines where nobody looks at a terminal."""

    def __init__(self, quiet: bool) -> None:
        self._quiet = quiet
        self._bar: Any = None
        self._task: Any = None
        self._words = 0
        self._started = 0.0

    def __enter__(self) -> _Progress:
        return self

    def __exit__(self, *_: object) -> None:
        self.finish()

    def start(self, segments: int, words: int, what: str = "") -> None:
        """Work begins: so many segments, so many words; without words, so many posts."""
        from time import perf_counter

        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        self.finish()
        self._started = perf_counter()
        self._words = 0
        if self._quiet:
            return
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("segments" if words else "posts"),
            TextColumn("{task.fields[speed]}"),
            TimeRemainingColumn(),
        )
        self._bar.start()
        self._task = self._bar.add_task(what or "translating", total=segments, speed="")

    def advance(self, segments: int, words: int) -> None:
        """So many more are done."""
        from time import perf_counter

        self._words += words
        if self._bar is not None:
            speed = round(self._words / max(perf_counter() - self._started, 1e-6))
            self._bar.update(self._task, advance=segments, speed=f"{speed} words/s" if self._words else "")

    def saved(self, path: str) -> None:
        """A translated post is on the disk."""

    def finish(self) -> None:
        """Takes the bar down."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None


# Words


class _Words(argparse.ArgumentParser):
    """The words of one command, laid out when it is called: the dozen others would cost every run."""

    lay: Callable[[argparse.ArgumentParser], None] | None = None

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As argparse does it."""
        lay, self.lay = self.lay, None
        if lay is not None:
            lay(self)
        return super().parse_known_args(args, namespace)


def parser() -> argparse.ArgumentParser:
    """Every command and flag; Jekyll's names where Jekyll has them."""
    top = argparse.ArgumentParser(
        prog="blogtool",
        description="Write once, publish in every language: a Jekyll-compatible site generator.",
    )
    top.add_argument("--version", action="version", version=f"blogtool {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=_Words)
    for (name, *others), run, lay in _COMMANDS:
        words = (run.__doc__ or "").strip()
        one = commands.add_parser(name, aliases=others, help=words, description=words)
        one.set_defaults(command=run)
        one.lay = lay
    return top


def _site_words(one: argparse.ArgumentParser) -> None:
    """What every command knows."""
    add = one.add_argument
    add("-s", "--source", metavar="DIR", help="folder of the site (default: this one)")
    add("-d", "--destination", metavar="DIR", help="folder for the finished site (default: _site)")
    add("--config", action="append", metavar="FILE[,FILE]", help="configuration files, later ones on top")
    add("-b", "--baseurl", metavar="URL", help="path below which the site will stand, such as /blog")
    add("-D", "--drafts", "--show_drafts", action="store_true", help="also the posts in _drafts")
    add(
        "--future",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="also posts dated later than today",
    )
    add("-u", "--unpublished", action="store_true", help="also what says `published: false`")
    add("--limit_posts", "--limit-posts", type=int, metavar="N", help="only the newest N posts")
    add(
        "--strict_front_matter",
        "--strict-front-matter",
        action="store_true",
        help="stop at broken front matter",
    )
    add("--layouts", metavar="DIR", help="folder of the layouts (default: _layouts)")
    add("-p", "--plugins", metavar="DIR", help="folder of the site's plugins (default: _plugins)")
    # Jekyll's flags that need nothing here: builds are incremental, and related posts are the newest.
    for names in (["-I", "--incremental"], ["--lsi"], ["--disable-disk-cache"]):
        add(*names, action="store_true", help=argparse.SUPPRESS)
    add("--safe", action="store_true", help="load no plugins of the site")
    add("--github-pages", action="store_true", help="with the settings and plugins of GitHub Pages")
    add("-q", "--quiet", action="store_true", help="say only what is wrong")
    add("-V", "--verbose", action="store_true", help="say more")
    add("-t", "--trace", action="store_true", help="show where in blogtool an error came up")


def _build_words(one: argparse.ArgumentParser) -> None:
    _site_words(one)
    one.add_argument("--no-translate", action="store_true", help="leave the translations as they are")
    one.add_argument(
        "-w", "--watch", action=argparse.BooleanOptionalAction, default=False, help="as the command `watch`"
    )
    one.add_argument("--force_polling", "--force-polling", action="store_true", help=argparse.SUPPRESS)
    one.add_argument("--profile", action="store_true", help="show how long each phase took")
    one.add_argument(
        "--jobs", type=int, metavar="N", help="processes for Markdown (default: one a processor)"
    )
    _add_translation_flags(one)


def _add_translation_flags(one: argparse.ArgumentParser) -> None:
    one.add_argument("--engine", metavar="NAME", help="translation engine (default: argos)")
    one.add_argument("--minutes", type=float, metavar="N", help="translate for at most N minutes; 0: no limit")


def _translate_words(one: argparse.ArgumentParser) -> None:
    _site_words(one)
    one.add_argument("paths", nargs="*", metavar="PATH", help="only these posts (default: all)")
    one.add_argument("--to", metavar="LANG[,LANG]", help="only into these languages")
    one.add_argument("--dry-run", action="store_true", help="say what would be done")
    one.add_argument("--refresh", action="store_true", help="translate again what another model translated")
    one.add_argument("--shard", metavar="N/M", help="answer the N-th of M shares into the memory, and save no posts")
    one.add_argument("--cluster", metavar="ADDRESS", help="let the machines of a Dask cluster answer")
    one.add_argument("--from-memory", action="store_true", help="ask no engine; save what the memory can answer")
    _add_translation_flags(one)


def _json_words(one: argparse.ArgumentParser) -> None:
    _site_words(one)
    one.add_argument("--json", action="store_true", help="as JSON")


def _memory_words(one: argparse.ArgumentParser) -> None:
    _site_words(one)
    one.add_argument("action", choices=("export", "import"))
    one.add_argument("--shard", metavar="N/M", help="for `export`: only the N-th of M shares")
    one.add_argument(
        "path", nargs="+", metavar="FILE", help="*.tmx for other tools, anything else as sorted JSON lines for git"
    )


def _models_words(one: argparse.ArgumentParser) -> None:
    _site_words(one)
    one.add_argument("action", nargs="?", choices=("list", "add", "calibrate"), default="list")
    one.add_argument("languages", nargs="*", metavar="LANG", help="for `add`: from and to, such as `en fr`")
    one.add_argument("--yes", action="store_true", help="fetch without asking")
    one.add_argument(
        "--official", action="store_true", help="fetch Argos' package even where blogtool's checkout has a small one"
    )


def _watch_words(one: argparse.ArgumentParser) -> None:
    _site_words(one)
    one.add_argument(
        "--force_polling",
        "--force-polling",
        action="store_true",
        help="look for changes by the clock (network drives)",
    )
    one.add_argument("--no-translate", action="store_true", help="leave the translations as they are")


def _serve_words(one: argparse.ArgumentParser) -> None:
    _watch_words(one)
    one.add_argument("-H", "--host", metavar="HOST", help="address to listen on (default: 127.0.0.1)")
    one.add_argument(
        "-P", "--port", type=int, metavar="PORT", help="port to listen on (default: 4000; 0: any that is free)"
    )
    one.add_argument(
        "-l",
        "--livereload",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="reload pages in the browser",
    )
    one.add_argument("-o", "--open", "--open-url", action="store_true", help="open the site in a browser")


def _new_words(one: argparse.ArgumentParser) -> None:
    _site_words(one)
    one.add_argument("kind", choices=("site", "post", "page", "draft", "workflow"))
    one.add_argument("title", nargs="?", default="", help="a title; for `site` a folder; for `workflow` nothing")
    one.add_argument("--lang", default="en", metavar="LANG", help="language that you write in (default: en)")
    one.add_argument(
        "--shards", type=int, default=0, metavar="N", help="for `workflow`: also one that translates on N machines"
    )


def _themes_words(one: argparse.ArgumentParser) -> None:
    _site_words(one)
    one.add_argument("action", choices=("add",))
    one.add_argument("name", metavar="OWNER/NAME[@REF]", help="a repository of GitHub's, or jekyll-theme-NAME")
    one.add_argument("--from", dest="archive", metavar="ZIP", help="a zip file or its address (default: GitHub's)")
    one.add_argument("--yes", action="store_true", help="fetch without asking")


def _publish_words(one: argparse.ArgumentParser) -> None:
    _site_words(one)
    one.add_argument("--no-translate", action="store_true", help="leave the translations as they are")
    one.add_argument("--no-check", action="store_true", help="publish also where `blogtool check` finds mistakes")
    one.add_argument("--remote", metavar="NAME", help="where to (default: origin)")
    one.add_argument("--branch", metavar="NAME", help="the branch that Pages shows (default: gh-pages)")
    one.add_argument("-m", "--message", metavar="TEXT", help="of the commit (default: Publish the site)")
    one.add_argument("--force", action="store_true", help="also over what blogtool did not publish")
    one.add_argument("--no-history", action="store_true", help="keep only this one commit on the branch")


# (name and other names, what it runs, what lays its words), in the order of `blogtool --help`.
_COMMANDS: tuple[tuple[tuple[str, ...], Callable[[Any], int], Callable[[argparse.ArgumentParser], None]], ...] = (
    (("build", "b"), build_command, _build_words),
    (("translate",), translate_command, _translate_words),
    (("status",), status_command, _json_words),
    (("memory",), memory_command, _memory_words),
    (("models",), models_command, _models_words),
    (("watch",), watch_command, _watch_words),
    (("serve", "s", "server"), serve_command, _serve_words),
    (("new",), new_command, _new_words),
    (("clean",), clean_command, _site_words),
    (("themes",), themes_command, _themes_words),
    (("check", "doctor", "hyde"), check_command, _json_words),
    (("publish",), publish_command, _publish_words),
)


if __name__ == "__main__":
    entry()
