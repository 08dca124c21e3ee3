"""What a translation run did, and how the posts stand, in words and numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from blogtool.model.language import english_name, normalise
from blogtool.model.output import Report
from blogtool.model.translation import RUNGS
from blogtool.translate.glossary import PATH
from blogtool.translate.plan import Plan, Settings, Standing
from blogtool.translate.work import Pair, Worker

# What to say, and how to mend it, where a site asks for no translation.
NO_LANGUAGE = "no language is named; write `translate: {to: [fr, ja]}`, or others, into the site's settings"

_WORDS = {
    "memory": "from memory",
    "person": "a person's",
    "copied": "copied",
    "engine": "by the engine",
    "second-style": "at the second try",
    "repaired": "repaired",
    "fragments": "in fragments",
    "source": "left as they were",
    "adopted": "of other translators",
}
_GUESS = 600.0  # words a second of a model of usual size on two cores, before any run
_STATES = ("done", "missing", "stale", "adopted", "reviewed", "by-hand", "apart", "blocked")


def of_run(plan: Plan, worker: Worker, pairs: Sequence[tuple[Pair, Sequence[Standing]]]) -> Report:
    """The report of a run."""
    tally = worker.tally
    counts = {
        "translated": tally.posts["saved"],
        "unchanged": tally.posts["unchanged"],
        "waiting": tally.posts["waiting"],
        "kept": tally.posts["kept"],
        "failed": tally.posts["failed"],
        "weak": tally.posts["weak"],
        "asked": tally.asked,
        "words": tally.words,
        **{f"rung-{rung}": tally.rungs[rung] for rung in RUNGS},
        **{f"posts-{state}": number for state, number in _states(plan).items()},
        "orphans": len(plan.orphans),
    }
    return Report(
        counts=counts,
        seconds={"translate": tally.seconds},
        warnings=(*worker.memory.warnings, *warnings_of(plan)),
        problems=(*plan.problems, *tally.problems),
        lines=tuple(_lines(worker, pairs)),
    )


def _lines(worker: Worker, pairs: Sequence[tuple[Pair, Sequence[Standing]]]) -> list[str]:
    tally = worker.tally
    if not pairs:
        return ["nothing to translate: everything is up to date"]
    able = [pair.target for pair, _ in pairs if pair.problem is None] or [pair.target for pair, _ in pairs]
    languages = ", ".join(dict.fromkeys(able))
    if worker.shard:
        return [_share(worker), *_asked(worker)]
    lines = [f"translated {_many(tally.posts['saved'], 'post')} into {languages}"]
    rungs = [f"{tally.rungs[rung]} {_WORDS[rung]}" for rung in RUNGS if tally.rungs[rung]]
    if rungs:
        lines.append(f"  segments  {', '.join(rungs)}")
    lines.extend(_asked(worker))
    if tally.posts["weak"]:
        held = " and not published" if worker.settings.holds_weak else ""
        least = worker.settings.min_quality
        lines.append(f"  weak      {_many(tally.posts['weak'], 'post')} below quality {least:g}: marked{held}")
    if tally.posts["waiting"]:
        over = f" ({_many_minutes(worker.minutes)} over)" if worker.minutes and worker.asks else ""
        next_run = "the next run goes on with them" if worker.asks else "the memory does not have all their sentences"
        lines.append(f"  waiting   {_many(tally.posts['waiting'], 'post')}{over}: {next_run}")
    if tally.posts["kept"]:
        lines.append(f"  kept      {_many(tally.posts['kept'], 'post')} as they are: edited meanwhile, or unreadable")
    if tally.posts["failed"]:
        lines.append(f"  failed    the engine of {_many(tally.posts['failed'], 'post')}: the next run asks again")
    if tally.posts["no-model"]:
        lines.append(f"  no model  for {_many(tally.posts['no-model'], 'post')}")
    return lines


def _share(worker: Worker) -> str:
    asked = f"share {worker.shard}: {_many(worker.tally.asked, 'segment')} asked, the answers are in the memory"
    late = ", more wait for the next run" if worker.tally.posts["waiting"] and worker.is_late() else ""
    return asked + late


def _asked(worker: Worker) -> list[str]:
    tally = worker.tally
    if not tally.words:
        return []
    speed = f", {tally.words / tally.seconds:.0f} words/s" if tally.seconds > 0 else ""
    return [f"  asked     {_many(tally.words, 'word')} in {tally.seconds:.1f} s{speed}"]


def of_dry_run(
    plan: Plan,
    worker: Worker,
    pairs: Sequence[tuple[Pair, Sequence[Standing]]],
    counted: Sequence[tuple[int, int]],
) -> Report:
    """What a run would do."""
    lines: list[str] = []
    problems = [*plan.problems, *worker.tally.problems]
    seconds, is_known = 0.0, True
    for (pair, jobs), (segments, words) in zip(pairs, counted, strict=True):
        lines.append(
            f"{pair.source} → {pair.target}: {_many(len(jobs), 'post')},"
            f" {_many(segments, 'segment')} to ask ({_many(words, 'word')})"
            + (f", but {pair.problem.what}" if segments and pair.problem is not None else "")
        )
        moved = set(plan.renamed.values())
        lines.extend(f"  {'moved' if job.path in moved else job.state:8} {job.path}" for job in jobs)
        if words and pair.problem is None:
            seconds += words / (worker.memory.pace(pair.name) or _GUESS)
            is_known &= worker.memory.pace(pair.name) is not None
        if segments and pair.problem is not None:
            problems.append(pair.problem)
    if seconds:
        how = "at the pace of the last run" if is_known else f"a guess: {_GUESS:.0f} words a second"
        lines.append(f"about {_span(seconds)} of translating ({how})")
    return Report(
        counts={
            "posts": sum(len(jobs) for _, jobs in pairs),
            "asked": sum(segments for segments, _ in counted),
            "words": sum(words for _, words in counted),
        },
        warnings=tuple(warnings_of(plan)),
        problems=tuple(problems),
        lines=tuple(lines or ["nothing to translate: everything is up to date"]),
    )


def warnings_of(plan: Plan) -> list[str]:
    """What a person should look at."""
    found: list[str] = []
    for one in plan.standings:
        if one.state == "apart" and one.is_outdated:
            is_adopted = one.written is not None and one.written.adopted
            why = "too different from its original" if is_adopted else "edited by hand beyond recognition"
            found.append(f"{one.path}: {why}, so it stays as it is, though {one.document.path} has changed since")
        elif one.state == "by-hand" and one.is_outdated:
            found.append(f"{one.path}: translated by hand, and {one.document.path} has changed since")
        elif one.state == "reviewed" and one.is_outdated:
            found.append(f"{one.path}: reviewed, but {one.document.path} has changed since")
        elif one.written is not None and (one.written.review or one.written.doubts):
            sentences, blocks = len(one.written.review), one.written.doubts
            counted = ((sentences, "corrected sentence"), (blocks, "rewritten paragraph"))
            number = " and ".join(_many(count, what) for count, what in counted if count)
            found.append(
                f"{one.path}: the original of {number} has new words; correct them too, or remove `needs_review`"
            )
    for path, original in plan.orphans:
        if path in plan.renamed:
            found.append(f"{path}: its original was renamed: `blogtool translate` moves it to {plan.renamed[path]}")
        else:
            gone = f"its original {f'{original} ' if original else ''}is gone"
            found.append(f"{path}: {gone}; if it is not wanted: git rm {path}")
    return found


def unasked_lines(unasked: Mapping[str, Sequence[tuple[str, str]]], settings: Settings) -> list[str]:
    """A line for each language with translations that nobody asks for any more."""
    targets = {normalise(target) for target in settings.targets}
    lines: list[str] = []
    for lang, some in unasked.items():
        why = "by its original" if lang in targets else "`translate: to` does not name it"
        more = f" and {len(some) - 1:,} more" if len(some) > 1 else ""
        lines.append(
            f"{some[0][0]}{more}: {english_name(lang)} is not asked for any more ({why}) and falls behind;"
            " git rm what is not to be read, or add `reviewed: true` to keep it as it is"
        )
    return lines


def glossary_lines(changed: Mapping[str, Sequence[str]]) -> list[str]:
    """A line for each language whose translations say words otherwise than the glossary does now."""
    return [
        f"{PATH} has changed: {_many(len(some), 'translation')} into {english_name(target)} ({target})"
        f" {'says' if len(some) == 1 else 'say'} its words otherwise ({some[0]}{', …' if len(some) > 1 else ''});"
        " `blogtool translate` asks for these sentences again"
        for target, some in changed.items()
    ]


def standing_data(plan: Plan, settings: Settings) -> dict[str, object]:
    """How everything stands, for programs."""
    languages: dict[str, dict[str, int]] = {}
    for target in settings.targets:
        ours = [one for one in plan.standings if one.target == target]
        languages[target] = {"posts": len(ours), **_row(ours), "orphaned": len(_orphans_in(plan, target))}
    return {
        "languages": languages,
        "posts": [
            {
                "path": one.path,
                "original": one.document.path,
                "language": one.target,
                "state": one.state,
                "outdated": one.is_outdated,
                "edited": one.is_edited,
                "review": _to_review(one),
                "kept-blocks": one.written.own if one.written and one.state != "by-hand" else 0,
                "rungs": dict(Counter(one.written.rungs)) if one.written else {},
            }
            for one in plan.standings
        ],
        "orphans": [{"path": path, "original": original} for path, original in plan.orphans],
        "problems": [str(one) for one in plan.problems],
    }


def standing_table(plan: Plan, settings: Settings) -> list[str]:
    """How everything stands, a language a line."""
    if not settings.targets:
        return [NO_LANGUAGE]
    head = (
        "language",
        "posts",
        "done",
        "missing",
        "stale",
        "adopted",
        "reviewed",
        "by hand",
        "corrected",
        "to review",
        "2nd try",
        "pieces",
        "left",
        "orphaned",
    )
    rows: list[tuple[str, ...]] = [head]
    for target in settings.targets:
        ours = [one for one in plan.standings if one.target == target]
        row = _row(ours)
        numbers = [len(ours), row["done"], row["missing"] + row["blocked"], row["stale"], row["adopted"]]
        numbers += [row["reviewed"]]
        numbers += [row["by-hand"] + row["apart"], row["corrected"] + row["kept-blocks"], row["review"]]
        numbers += [row["second"], row["weak"], row["left"], len(_orphans_in(plan, target))]
        rows.append((f"{english_name(target)} ({target})", *map(str, numbers)))
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    lines = [
        "  ".join(
            cell.ljust(width) if not place else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]
    lines.append(
        "corrected: sentences and paragraphs that people wrote; 2nd try, pieces (translated in fragments), left"
        " (as they were): segments"
    )
    return [*lines, *(f"! {line}" for line in (*warnings_of(plan), *plan.problems))]


def _row(standings: Sequence[Standing]) -> dict[str, int]:
    states = Counter(one.state for one in standings)
    notes = [one.written for one in standings if one.written is not None]
    return {
        **{state: states[state] for state in _STATES},
        "outdated": sum(one.is_outdated for one in standings if one.state in ("reviewed", "apart")),
        "corrected": sum(note.rungs.count("person") for note in notes),
        "kept-blocks": sum(one.written.own for one in standings if one.written and not one.written.adopted),
        "review": sum(map(_to_review, standings)),
        "second": sum(note.rungs.count("second-style") + note.rungs.count("repaired") for note in notes),
        "weak": sum(note.rungs.count("fragments") for note in notes),
        "left": sum(note.rungs.count("source") for note in notes),
    }


def _to_review(standing: Standing) -> int:
    """Sentences and paragraphs of a person's whose original has changed since."""
    return len(standing.written.review) + standing.written.doubts if standing.written else 0


def _orphans_in(plan: Plan, target: str) -> list[str]:
    """The translations into a language whose original is gone."""
    return [path for path, _ in plan.orphans if plan.orphan_langs.get(path, "") == normalise(target)]


def _states(plan: Plan) -> dict[str, int]:
    states = Counter(one.state for one in plan.standings)
    return {state: states[state] for state in _STATES}


def _span(seconds: float) -> str:
    """`40 seconds`, `3 minutes`, `2.5 hours`."""
    if seconds < 90:
        return _many(max(1, round(seconds)), "second")
    return _many(round(seconds / 60), "minute") if seconds < 5400 else f"{seconds / 3600:.1f} hours"


def _many_minutes(minutes: float) -> str:
    """`1 minute is`, `10 minutes are`."""
    return f"{minutes:g} minute is" if minutes == 1 else f"{minutes:g} minutes are"


def _many(number: int, what: str) -> str:
    """`1 post`, `2 posts`, `1,200 posts`."""
    return f"{number:,} {what}" + ("" if number == 1 else "s")
