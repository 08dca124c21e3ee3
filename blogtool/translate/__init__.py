"""The story of translation: what is missing or stale is asked, checked, and saved as ordinary posts."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from hashlib import blake2b
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from blogtool.cache import Cache, Glance
from blogtool.errors import BlogtoolError, suggestion
from blogtool.model.config import Config
from blogtool.model.output import Report
from blogtool.model.plugins import Engine, Plugins
from blogtool.model.siblings import main_language
from blogtool.model.site import Site
from blogtool.model.translation import NoProgress, Progress
from blogtool.read import read_site
from blogtool.read.plugins import load_plugins
from blogtool.translate import asking
from blogtool.translate import report as reports
from blogtool.translate.documents import read_bytes
from blogtool.translate.engines import ENGINES
from blogtool.translate.exchange import from_jsonl
from blogtool.translate.glossary import glossary_for
from blogtool.translate.interface import translate_interface
from blogtool.translate.learn import follow_renames, learn_all, renamed
from blogtool.translate.memory import Memory
from blogtool.translate.plan import Plan, Settings, Standing, make_plan, settings_of, unasked
from blogtool.translate.shards import Shard
from blogtool.translate.terms import doubts, follow_glossary, outdated, settle_glossary
from blogtool.translate.titles import titles_of
from blogtool.translate.work import Pair, Worker

if TYPE_CHECKING:
    from blogtool.translate.cluster import Cluster

__all__ = ["status", "translate"]

_SLICE = 40  # posts that go into all languages before older ones do, where time is short
_OPTIONS = {"argos": ("beam", "threads", "models"), "libretranslate": ("url", "key")}
_PLACE = re.compile(r"^  at   (.+?)(?::\d+)?$", re.MULTILINE)
_SAMPLE = 100  # posts of a pair that are counted before a run


def translate(
    config: Config,
    paths: Sequence[str] = (),
    targets: Sequence[str] = (),
    engine: str | None = None,
    dry_run: bool = False,
    minutes: float | None = None,
    refresh: bool = False,
    progress: Progress | None = None,
    now: datetime | None = None,
    clock: Callable[[], float] = monotonic,
    site: Site | None = None,
    shard: Shard | None = None,
    asks: bool = True,
    cluster: str | None = None,
    tells_unread: bool = False,
) -> Report:
    """Bring the translations of a site up to date.

    `paths`: only these posts or folders; `targets`: only these languages; `minutes`: stop asking after so
    many (0: never); `refresh`: ask the present model again for what an earlier one answered; `site`: as read just now;
    `shard`: answer only this share of the sentences into the memory, and leave saving posts to the run that
    has all shares; `asks`: False saves what the memory can answer, without any engine; `cluster`: address of
    the Dask cluster whose machines answer; `tells_unread`: the report names posts that cannot be read (a build does).
    Mistakes in single posts, and languages without a model, are collected in the report.
    Raises BlogtoolError where nothing can be done: wrong settings, a memory or disk that takes nothing.
    """
    settings = settings_of(config, targets, engine)
    if not settings.targets:
        return Report(lines=(f"nothing to translate: {reports.NO_LANGUAGE}",))
    plugins, moment = load_plugins(config), now or datetime.now(UTC)
    site = site or _read(config, moment, plugins, dry_run)
    wanted = _relative(paths, config.source)
    with _memory(config, settings, dry_run) as memory:
        worker = Worker(
            config.source, settings, memory, moment, progress or NoProgress(), minutes, refresh, clock, shard, asks
        )

        def plan_of(site: Site) -> Plan:
            return make_plan(site, settings, memory.posts(), wanted, refresh)

        plan = plan_of(site)
        if paths and not plan.standings:
            raise _no_such_post(paths)
        if not dry_run and not shard and follow_renames(worker, plan, memory.posts()):
            del site, plan  # of a large site, two at once are too many
            site = _read(config, moment, plugins)
            plan = plan_of(site)
        if learn_all(worker, plan, not dry_run):
            plan = plan_of(site)
        pair_of = partial(_pair_of, settings, plugins, site)
        if follow_glossary(worker, plan, site.data.get("glossary"), pair_of):
            plan = plan_of(site)
        if dry_run:
            plan = replace(plan, renamed={old: one.path for old, one in renamed(worker, plan, memory.posts())})
        else:
            memory.commit()
        worker.titles = titles_of(site, plan.standings)
        with _machines(cluster if asks else None) as machines:
            report = _work(worker, site, plan, plugins, dry_run, machines)
        report = replace(report, warnings=(*report.warnings, *doubts(plan, site.data.get("glossary"))))
        if worker.concerned and not dry_run:
            settle_glossary(worker, plan, site.data.get("glossary"), pair_of)
    if tells_unread:
        report = replace(report, problems=(*_unread(site), *report.problems))
    if dry_run or shard or not asks or config.get("translate_interface") is False:
        return report
    return _with_interface(report, site, settings, plugins)


def _no_such_post(paths: Sequence[str]) -> BlogtoolError:
    return BlogtoolError(
        f"no post to translate is called {' or '.join(f'`{path}`' for path in paths)}",
        fix="name files or folders below the site's folder, such as _posts/en",
    )


def _read(config: Config, now: datetime, plugins: Plugins, stays: bool = False) -> Site:
    """The site as it is on the disk; the cache is only looked into where it `stays` as it is."""
    with _cache(config, stays) as cache:
        return read_site(config, now, plugins, cache)


def _unread(site: Site) -> tuple[BlogtoolError, ...]:
    """Posts and other documents that could not be read: nobody can say how they stand."""
    folders = {"_drafts", *(f"_{label}" for label in site.collections)}
    return tuple(
        one for one in site.problems if one.where is not None and folders.intersection(one.where.path.split("/")[:-1])
    )


def _broken(site: Site, plan: Plan) -> list[str]:
    """What is wrong with the front matter of posts that wait: as Jekyll, a build shows them without it."""
    waiting = {one.document.path for one in plan.standings if one.state in ("missing", "stale")}
    places = ((_PLACE.search(warning), warning) for warning in site.warnings)
    return [f"error: {warning}" for place, warning in places if place is not None and place[1] in waiting]


def _with_interface(report: Report, site: Site, settings: Settings, plugins: Plugins) -> Report:
    """The report with what became of the words around the posts; an engine is loaded where words are missing."""
    source = main_language(site.config)

    def ask(texts: Sequence[str], target: str) -> Sequence[str]:
        engine = _engine(settings.engine_for(source, target), settings, plugins, site.config.source)
        return asking.answers(engine, texts, source, target)

    lines: list[str] = []
    problems: list[BlogtoolError] = []
    for target in settings.targets:
        if target == source:
            continue
        try:
            lines.extend(f"wrote {path}" for path in translate_interface(site, source, [target], ask))
        except BlogtoolError as error:
            if str(error) not in map(str, report.problems):  # posts may have told of a missing model already
                problems.append(error)
    return replace(report, lines=(*report.lines, *lines), problems=(*report.problems, *problems))


@contextmanager
def _machines(address: str | None) -> Iterator[Cluster | None]:
    """The cluster at this address, where one is wanted."""
    if address is None:
        yield None
        return
    from blogtool.translate.cluster import Cluster

    with Cluster(address) as cluster:
        yield cluster


def _work(
    worker: Worker, site: Site, plan: Plan, plugins: Plugins, dry_run: bool, cluster: Cluster | None = None
) -> Report:
    """Do what the plan asks for, language by language."""
    by_pair: dict[tuple[str, str], list[Standing]] = {}
    for standing in plan.standings:
        if standing.state in ("missing", "stale"):
            by_pair.setdefault((standing.target, standing.source), []).append(standing)
    order = {target: place for place, target in enumerate(worker.settings.targets)}
    jobs = sorted(by_pair.items(), key=lambda one: (order.get(one[0][0], 0), -len(one[1])))
    names = dict.fromkeys(worker.settings.engine_for(source, target) for (target, source), _ in jobs)
    engines = {name: _engine(name, worker.settings, plugins, site.config.source, cluster) for name in names}
    pairs = [
        (_pair(worker.settings, engines, source, target, site.data), some) for (target, source), some in jobs
    ]
    if dry_run:
        return reports.of_dry_run(plan, worker, pairs, worker.count(pairs))
    segments, words = _about(worker, [(pair, some) for pair, some in pairs if pair.problem is None])
    if segments:
        worker.progress.start(segments, words, "translating")
    try:
        for place, (pair, some) in enumerate(_slices(plan, worker, pairs)):
            if place and worker.is_late():
                worker.leave(some, pair)
            else:
                worker.run(some, pair)
    finally:
        worker.progress.finish()
        if worker.tally.words and len(names) == 1:
            worker.memory.note_pace(next(iter(names)), worker.tally.words, worker.tally.seconds)
            worker.memory.commit()
    return reports.of_run(plan, worker, pairs)


def _about(worker: Worker, pairs: Sequence[tuple[Pair, Sequence[Standing]]]) -> tuple[int, int]:
    """Segments and words to ask; of many posts some tell enough for a progress bar: reading all takes its time."""
    samples = [(pair, jobs[:: max(1, len(jobs) // _SAMPLE)][:_SAMPLE]) for pair, jobs in pairs]
    segments = words = 0
    for (count, said), (_, jobs), (_, some) in zip(worker.count(samples), pairs, samples, strict=True):
        segments += count * len(jobs) // len(some)
        words += said * len(jobs) // len(some)
    return segments, words


def _slices(
    plan: Plan, worker: Worker, pairs: Sequence[tuple[Pair, list[Standing]]]
) -> Iterator[tuple[Pair, list[Standing]]]:
    """Language by language, for that is fastest; where time is short, all languages of the newest posts first."""
    if worker.deadline is None:
        yield from pairs
        return
    posts = dict.fromkeys(one.document.path for one in plan.standings)
    rank = {path: place // _SLICE for place, path in enumerate(posts)}
    sliced: dict[tuple[int, int], list[Standing]] = {}
    for number, (_, some) in enumerate(pairs):
        for one in some:
            sliced.setdefault((rank[one.document.path], number), []).append(one)
    for (_, number), some in sorted(sliced.items(), key=lambda one: one[0]):
        yield pairs[number][0], some


def _pair(
    settings: Settings, engines: Mapping[str, Engine], source: str, target: str, data: Mapping[str, object]
) -> Pair:
    """Two languages with what is needed to ask; without a model a note of what is missing."""
    glossary = glossary_for(data.get("glossary"), source, target)
    name = settings.engine_for(source, target)
    engine = engines[name]
    try:
        digest = asking.guarded(lambda: getattr(engine, "digest", lambda *_: "")(source, target))
        describes = asking.guarded(lambda: getattr(engine, "describe", lambda *_: name)(source, target))
    except BlogtoolError as error:
        return Pair(source, target, engine, name, glossary, None, name, error)
    whole = blake2b(f"{digest}\n{glossary.digest}".encode(), digest_size=16).hexdigest()
    return Pair(source, target, engine, name, glossary, whole, describes)


def _pair_of(settings: Settings, plugins: Plugins, site: Site, source: str, target: str) -> Pair:
    """Two languages, and an engine of their own."""
    name = settings.engine_for(source, target)
    engines = {name: _engine(name, settings, plugins, site.config.source)}
    return _pair(settings, engines, source, target, site.data)


def _engine(
    name: str, settings: Settings, plugins: Plugins, folder: str, cluster: Cluster | None = None
) -> Engine:
    """The engine of this name, with those of the settings that are its own."""
    table = {**ENGINES, **plugins.engines}
    if name not in table:
        raise BlogtoolError(
            f"there is no translation engine `{name}`",
            fix=suggestion(name, table) or f"there are: {', '.join(table)}",
        )
    options = {key: settings.options[key] for key in _OPTIONS.get(name, ()) if key in settings.options}
    if name == "argos":
        given = options.pop("models", ())
        models = given if isinstance(given, (list, tuple)) else [given]
        options["packages"] = [os.path.abspath(os.path.join(folder, str(one))) for one in models]
    if cluster is not None:
        return cluster.engine(name, options)
    try:
        return asking.guarded(lambda: table[name](**options))
    except BlogtoolError as error:
        if not isinstance(error.__cause__, TypeError):
            raise
        raise BlogtoolError(f"the settings of the engine make no sense: {error}") from error


def _cache(config: Config, stays: bool = False) -> Cache:
    """The site's cache, which remembers parsed front matter (only looked into where it `stays` as it is)."""
    return (Glance if stays else Cache)(Path(config.cache_folder, "cache.sqlite"))


def _memory(config: Config, settings: Settings, dry_run: bool) -> Memory:
    """The site's memory; where there is none yet, one is made of the text beside it (`memory.jsonl`)."""
    path = Path(config.source, settings.memory)
    is_new = not path.exists()
    memory = Memory(":memory:" if dry_run and is_new else path)
    text = path.with_suffix(".jsonl")
    if is_new and text.exists():
        from_jsonl(memory, read_bytes(config.source, os.path.relpath(text, config.source)), str(text))
    return memory


def _relative(paths: Sequence[str], folder: str) -> list[str]:
    """Paths as documents have them: relative to the site's folder, which need not be the present one."""
    found: list[str] = []
    for path in paths:
        inside = os.path.join(folder, path)
        absolute = inside if os.path.lexists(inside) else os.path.abspath(path)
        relative = os.path.relpath(absolute, folder).replace(os.sep, "/")
        found.append("" if relative == "." else relative)
    return [] if "" in found else found


def status(config: Config, as_json: bool = False, now: datetime | None = None) -> list[str]:
    """How every post stands in every language, as lines of a table or of JSON. Changes nothing."""
    settings = settings_of(config)
    plugins = load_plugins(config)
    site = _read(config, now or datetime.now(UTC), plugins, stays=True)
    glossary = site.data.get("glossary")
    told: list[str] = []  # of the glossary
    changed: dict[str, list[str]] = {}
    with _memory(config, settings, dry_run=True) as memory:
        plan = make_plan(site, settings, memory.posts())
        try:
            told += doubts(plan, glossary)
            changed = outdated(memory, plan, settings, glossary)
        except BlogtoolError as error:  # how the posts stand can be told all the same
            told.append(str(error))
    unread = [*map(str, _unread(site)), *_broken(site, plan)]
    unable = _unable(settings, plugins, site, plan)
    left = unasked(site, settings, plan)
    if as_json:
        kept = [{"path": path, "original": original} for some in left.values() for path, original in some]
        others = {"unasked": kept, "unread": unread, "glossary": {"outdated": changed, "problems": told}}
        others["unable"] = unable
        return json.dumps(reports.standing_data(plan, settings) | others, ensure_ascii=False, indent=2).splitlines()
    lines = [*unable, *reports.glossary_lines(changed), *told, *reports.unasked_lines(left, settings), *unread]
    return [*reports.standing_table(plan, settings), *(f"! {line}" for line in lines)]


def _unable(settings: Settings, plugins: Plugins, site: Site, plan: Plan) -> list[str]:
    """Why posts cannot be translated into a language that has some to translate: no model for it is there."""
    waiting = dict.fromkeys((one.source, one.target) for one in plan.standings if one.state in ("missing", "stale"))
    told: list[str] = []
    for source, target in waiting:
        try:
            engine = _engine(settings.engine_for(source, target), settings, plugins, site.config.source)
            asking.guarded(partial(getattr(engine, "describe", lambda *_: ""), source, target))
        except BlogtoolError as error:
            told.append(f"{error.what}: {error.fix}" if error.fix else error.what)
    return [*dict.fromkeys(told)]
