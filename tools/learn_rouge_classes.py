#!/usr/bin/env python3
"""Learn which class Rouge gives to what Pygments calls by another name.

    tools/learn_rouge_classes.py SAMPLES.jsonl [LANGUAGE ...]

SAMPLES.jsonl holds one {"language": ..., "code": ...} a line: a hundred pieces of real code for each
language are enough. Rouge (Ruby, gem `rouge` 3.30) tells the classes of each sample. For each language
half of the samples teach and the other half test, then all teach. The languages learnt replace their
lines in blogtool/kramdown/rouge_classes.json. The samples themselves are not kept.

Each type of Pygments' tokens gets a decision tree: at each place the question (`QUESTIONS`) whose answers
explain most characters; branches need several samples, so that a single file teaches nothing.
"""

from __future__ import annotations

import inspect
import json
import re
import subprocess
import sys
import zlib
from collections import Counter, defaultdict
from html import unescape
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from blogtool.kramdown import highlight, rouge_classes  # noqa: E402
from blogtool.kramdown.rouge_names import LANGUAGES, main_name  # noqa: E402

TABLE = ROOT / "blogtool" / "kramdown" / "rouge_classes.json"
RUN = re.compile(r'<span class="([^"]*)">(.*?)</span>|([^<]+)', re.S)
WORD = re.compile(r"[A-Za-z_][\w-]*")
DEPTH, LEAST_GAIN = 3, 5

# Where a word stands when Rouge is asked about it alone: as a name, and as a value where that differs.
PLACES = {
    "css": ["a{%s:", "a{b: %s"],
    "scss": ["a{%s:", "a{b: %s"],
    "html": ["<style>a{%s:", "<style>a{b: %s"],
    "php": ["<?php %s", "<?php $a->%s"],
    "make": ["%s:", "a:\n\t%s"],
}
ASK_SAMPLES = """
require "json"; require "rouge"
formatter = Rouge::Formatters::HTML.new
STDIN.each_line do |line|
  language, code = JSON.parse(line)
  lexer = Rouge::Lexer.find(language)
  puts JSON.dump(lexer && formatter.format(lexer.new.lex(code)))
end
"""
ASK_WORDS = """
require "json"; require "rouge"
STDIN.each_line do |line|
  language, place, words = JSON.parse(line)
  from = place.index("%s")
  puts JSON.dump(words.map { |word|
    at, answer = 0, nil
    Rouge::Lexer.find(language).new.lex(place.sub("%s", word) + "\n") do |token, text|
      answer = token.shortname if at <= from && at + text.length >= from + word.length
      at += text.length
    end rescue nil  # some lexers fail on some words
    answer
  })
end
"""

WAYS = (None, *rouge_classes.CUTS)
Sample = dict[str, Any]  # code, classes (Rouge's, one for each character), html
Seen = tuple[dict[str, str], Counter[str], int]  # the answers to all questions, Rouge's classes, which sample


def ask(program: str, questions: list[Any]) -> list[Any]:
    """Ruby's answer to each question, in order."""
    asked = "".join(json.dumps(question) + "\n" for question in questions)
    ruby = subprocess.run(["ruby", "-e", program], input=asked, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in ruby.stdout.splitlines()]


def class_of_each_character(html: str) -> list[str]:
    """Rouge's HTML as one class for each character of the code."""
    return [name for name, inside, plain in RUN.findall(html) for _ in unescape(inside or plain)]


def words_with_classes(language: str, samples: list[Sample]) -> list[dict[str, str]]:
    """{class: words} for the words that Rouge knows, that is, those that do not just look like a class."""
    module = import_module("pygments.lexers." + LANGUAGES[language][0].partition(":")[0])
    texts = [inspect.getsource(module), *(sample["code"] for sample in samples)]
    words = sorted({word for text in texts for word in WORD.findall(text)})
    places = PLACES.get(language, ["%s"])
    found = []
    for answers in ask(ASK_WORDS, [[language, place, words] for place in places]):
        by_shape: dict[str, Counter[str]] = defaultdict(Counter)
        for word, name in zip(words, answers, strict=True):
            by_shape[rouge_classes.shape(word)].update([name])
        usual = {shape: names.most_common(1)[0][0] for shape, names in by_shape.items()}
        known: dict[str, list[str]] = defaultdict(list)
        for word, name in zip(words, answers, strict=True):
            if name and name not in ("err", usual[rouge_classes.shape(word)]):
                known[name].append(word)
        found.append({name: " ".join(members) for name, members in known.items()})
    return found


def tokens(code: str, language: str) -> list[tuple[int, Any, str]]:
    """What Pygments sees."""
    lexer = highlight._lexer(LANGUAGES[language][0], highlight._start_inline(code, language, ""))
    assert lexer is not None
    return [token for token in highlight._pygments_tokens(code, lexer) if token[2]]


def observe(samples: list[Sample], language: str, words: list[dict[str, str]]) -> dict[Any, Any]:
    """For each type of token and each way to cut it: what the questions say and what Rouge says."""
    known = [{word: name for name, line in place.items() for word in line.split()} for place in words] or [{}]
    seen: dict[Any, dict[str | None, list[Seen]]] = defaultdict(lambda: defaultdict(list))
    for number, sample in enumerate(samples):
        code, classes = sample["code"], sample["classes"]
        last = dict.fromkeys(WAYS, ("", ""))
        for start, kind, text in tokens(code, language):
            before = last[None]
            for how in WAYS:
                at = start
                for piece in rouge_classes.cut(text, how) if how and len(text) <= 80 else [text]:
                    if piece == text and how and last[how] == before:
                        one, last[how] = seen[kind][None][-1], last[None]
                    else:
                        one, last[how] = look_at(code, classes, at, piece, last[how], known, number)
                    seen[kind][how].append(one)
                    at += len(piece)
    return seen


def look_at(
    code: str, classes: list[str], at: int, piece: str, last: tuple[str, str], known: Any, number: int
) -> tuple[Seen, tuple[str, str]]:
    """What is seen of one piece, and what the next one will have before it."""
    look = rouge_classes.Look(code, at, piece, *last, known)
    counts = counted(piece, classes[at : at + len(piece)])
    answers = {name: question(look) for name, question in rouge_classes.QUESTIONS.items()}
    usual = last if piece.isspace() else (piece, counts.most_common(1)[0][0])
    return (answers, counts, number), usual


def counted(piece: str, classes: list[str]) -> Counter[str]:
    """Rouge's classes in a piece; blanks count only where the piece begins or ends with them."""
    if piece.isspace():
        return Counter(classes)
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    return Counter(
        name
        for place, (name, sign) in enumerate(zip(classes, piece, strict=True))
        if not sign.isspace() or place < left or place >= right
    )


def grow(seen: list[Seen], least: int, depth: int = DEPTH) -> tuple[Any, int]:
    """The tree that explains most characters, and how many those are."""
    total: Counter[str] = Counter()
    for _, counts, _ in seen:
        total.update(counts)
    if not total:
        return "", 0
    best, right = total.most_common(1)[0]
    if depth == 0 or right == total.total():
        return best, right
    question = best_question(seen, best, least)
    if question is None:
        return best, right
    groups: dict[str, list[Seen]] = defaultdict(list)
    for one in seen:
        groups[one[0][question]].append(one)
    branches: dict[str, tuple[Any, int]] = {}
    rest: list[Seen] = []
    for answer, members in groups.items():
        counts = sum((counts for _, counts, _ in members), Counter())
        most = max(counts.values(), default=0)
        worth = most - counts[best] >= LEAST_GAIN or counts.total() - most >= 8
        if worth and len({number for _, _, number in members}) >= least:
            branches[answer] = grow(members, least, depth - 1)
        else:
            rest += members
    otherwise, right = grow(rest, least, depth - 1) if rest else (best, 0)
    right += sum(number for _, number in branches.values())
    kept = {answer: tree for answer, (tree, _) in branches.items() if tree != otherwise}
    return ([question, kept, otherwise] if kept else otherwise), right


def best_question(seen: list[Seen], best: str, least: int) -> str | None:
    """The question whose answers set most characters right that `best` gets wrong."""
    gains: Counter[str] = Counter()
    for question in rouge_classes.QUESTIONS:
        groups: dict[str, Counter[str]] = defaultdict(Counter)
        samples: dict[str, set[int]] = defaultdict(set)
        for answers, counts, number in seen:
            groups[answers[question]].update(counts)
            samples[answers[question]].add(number)
        for answer, counts in groups.items():
            gain = max(counts.values(), default=0) - counts[best]
            if gain >= LEAST_GAIN and len(samples[answer]) >= least:
                gains[question] += gain - 2
    return max(gains, key=lambda name: gains[name]) if gains else None


def learn(language: str, samples: list[Sample], words: list[dict[str, str]]) -> dict[str, Any]:
    """Trees, cuts and words of a language."""
    trees, cuts = {}, {}
    least = 3 if len(samples) >= 40 else 2 if len(samples) > 3 else 1
    for kind, ways in observe(samples, language, words).items():
        uncut = len(ways[None])
        grown = {how: grow(seen, least) for how, seen in ways.items() if not how or len(seen) > uncut}
        how = None
        for other in rouge_classes.CUTS:
            if other in grown and grown[other][1] > max(grown[None][1] * 1.005, grown[how][1] + 6):
                how = other
        name = str(kind).removeprefix("Token.")
        trees[name] = grown[how][0]
        if how:
            cuts[name] = how
    return {"trees": trees, "cuts": cuts, "words": words}


def share(language: str, samples: list[Sample], entry: dict[str, Any]) -> tuple[int, int]:
    """How many characters, blanks left out, get Rouge's class, and of how many."""
    rouge_classes._entries()[language] = entry
    known = rouge_classes.learnt(language)
    same = total = 0
    for sample in samples:
        pieces = rouge_classes.classes(sample["code"], iter(tokens(sample["code"], language)), known)
        found = [name for name, text in pieces for _ in text]
        for ours, theirs, sign in zip(found, sample["classes"], sample["code"], strict=False):
            total += not sign.isspace()
            same += ours == theirs and not sign.isspace()
    return same, total


def main(arguments: list[str]) -> int:
    """Learn the languages and write the table."""
    if not arguments:
        print(__doc__)
        return 2
    rows = [json.loads(line) for line in Path(arguments[0]).read_text("utf-8").splitlines()]
    by_language: dict[str, list[Sample]] = defaultdict(list)
    questions = [(main_name(row["language"]), row["code"]) for row in rows]
    for (language, code), html in zip(questions, ask(ASK_SAMPLES, questions), strict=True):
        if language and html and LANGUAGES[language][0] and language not in highlight.OWN_GRAMMARS:
            by_language[language].append({"code": code, "classes": class_of_each_character(html)})
    table = json.loads(TABLE.read_text("utf-8"))
    for language in arguments[1:] or by_language:
        samples = [s for s in by_language[language] if len(s["classes"]) == len(s["code"])]
        words = words_with_classes(language, samples)
        halves: list[list[Sample]] = [[], []]
        for sample in samples:
            halves[zlib.crc32(sample["code"].encode()) % 2].append(sample)
        same, total = share(language, halves[1], learn(language, halves[0], words))
        percent = 100 * same / max(1, total)
        print(f"{language:14} {len(samples):4} samples, {percent:.1f} % of unseen characters", flush=True)
        table[language] = learn(language, samples, words)
        write(table)
    return 0


def write(table: dict[str, Any]) -> None:
    """The table, one language a line."""
    lines = [
        json.dumps(name) + ":" + json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
        for name, entry in sorted(table.items())
    ]
    TABLE.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
