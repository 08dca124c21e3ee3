"""From the best answer to the safest: every rung is one call of the engine for all texts that need it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from blogtool.model import language
from blogtool.model.plugins import Engine
from blogtool.model.translation import Answer, Segment
from blogtool.translate import asking, marks
from blogtool.translate.articles import without_articles
from blogtool.translate.as_it_stands import as_measured, language_named, own_name
from blogtool.translate.glossary import Glossary
from blogtool.translate.placing import placed
from blogtool.translate.post_names import without_terms
from blogtool.translate.prompts import Prompt, prompt_for, shield_words, styled, styles_of, tidy
from blogtool.translate.repair import mend, spans_dropped
from blogtool.translate.titles import with_linked
from blogtool.translate.typography import finish
from blogtool.translate.verdict import FATAL, doubtful, is_usable, is_wordless, judge, lost_names, stands_alone
from blogtool.translate.word_lists import ANY_WORD

Progress = Callable[[int, int], None]

# Flaws for which the next rung is tried: what was lost is written by the program there.
_LOST = frozenset({"lost-number", "lost-name"})
# … and flaws for which only the second style helps: an engine's next best answer has lost them too, or is worse.
_HIDDEN_BEST = _LOST | {"missed-term"}
# Flaws that another try seldom mends, and never well: the answer is taken as it is, and the flaw is shown.
_STAYS = frozenset({"doubled-word"})
# Flaws of marks: the words may be good.
_OF_MARKS = frozenset({"lost-mark", "foreign-mark", "crossed-marks", "empty-span"})
_CARRIES_WELL = 0.9  # share of marked sentences that come back whole: code words are safer behind marks, then
_IDEOGRAPHS = 0x2E80  # from here on a character may be a word
_AT_ONCE = 2  # answers that every text is offered: the engine's beam holds as many anyway
_CANDIDATES = 4  # how many answers a doubtful text is offered
_INVENTED, _LEFT = 3, 2  # what a word counts that is no word, and one that the source has
_SHORT = 60  # letters of a text that is asked once more for a word: in a longer one it costs more than it gives


@dataclass
class _Case:
    """One distinct text on the ladder."""

    segment: Segment
    answer: Answer | None = None  # the final one
    prompt: Prompt | None = None  # as it was asked first
    best: Answer | None = None  # usable, but flawed, or with words that are doubted
    doubts: int = 0  # how much speaks against words of the best answer
    failed: list[str] = field(default_factory=list)  # answers that only lack something about their marks

    @property
    def is_open(self) -> bool:
        return self.answer is None


class Ladder:
    """One pair of languages and one engine: its texts climb down until each has an answer."""

    def __init__(self, engine: Engine, source: str, target: str, glossary: Glossary) -> None:
        self.engine = engine
        self.source = source
        self.target = target
        self.glossary = glossary
        # Answers of an engine that only dresses the question up are judged as what they are: in its language.
        self.spoken = source if getattr(engine, "keeps_language", False) else target

    def answers(self, segments: Sequence[Segment], progress: Progress | None = None) -> list[Answer]:
        """One answer a segment, in order; equal ones are asked once, shorter ones first."""
        cases = {segment.key: _Case(segment) for segment in sorted(segments, key=lambda s: (len(s.text), s.text))}
        rungs = (
            self._copy, self._ask, self._wider_beam, self._second_style, self._repair, self._fragments, self._give_up,
        )  # fmt: skip
        twins = _twins(cases)
        for rung in rungs:
            rung([case for key, case in cases.items() if case.is_open and key not in twins])
            if progress:
                progress(sum(not case.is_open for case in cases.values()), len(cases))
        for key, twin in twins.items():
            cases[key].answer = self._alike(cases[key].segment, cases[twin])
        if progress and twins:
            progress(len(cases), len(cases))
        found = {key: case.answer for key, case in cases.items() if case.answer is not None}
        return [found[segment.key] for segment in segments]

    def _alike(self, segment: Segment, twin: _Case) -> Answer:
        """The answer of a text that differs in its last sign only, with the own sign."""
        answer = twin.answer or Answer(twin.segment.text, "source", ("untranslated",))
        if answer.rung == "source":
            return Answer(segment.text, "source", answer.flags)
        said = answer.text.rstrip(_LAST_SIGNS) + segment.text[-1:]
        return Answer(finish(said, self.target), answer.rung, answer.flags)

    # The rungs, in order

    def _copy(self, cases: Sequence[_Case]) -> None:
        """Nothing to translate, a single letter (of a table, a list), or a term of the glossary as it stands."""
        for case in cases:
            text = case.segment.text
            if is_wordless(text) or _is_letter(text) or self._is_name(case.segment):
                case.answer = Answer(text, "copied")
                continue
            whole = [there for start, end, there in self.glossary.found(text) if (start, end) == (0, len(text))]
            named = own_name(text) or language_named(text, self.source, self.target)
            known = [*whole, as_measured(text, self.target), named]
            said = next((one for one in known if one is not None), None)
            if said is not None:
                case.answer = Answer(said, "copied")

    def _is_name(self, segment: Segment) -> bool:
        text = segment.text.strip()
        return text in self.glossary.names or text in without_terms(segment.names, self.glossary.terms)

    def _ask(self, cases: Sequence[_Case]) -> None:
        """The whole text with its marks; where that does not pass, the answer that the engine likes second."""
        style = styles_of(self.engine, self.source, self.target)[0]
        hides = getattr(self.engine, "carries", lambda *_: 0.0)(self.source, self.target) >= _CARRIES_WELL
        prompts = [prompt_for(case.segment, self.glossary, self.source, style, hides_codes=hides) for case in cases]
        for case, prompt, offers in zip(cases, prompts, self._offers(prompts, _AT_ONCE), strict=True):
            case.prompt = prompt
            self._consider(case, prompt, offers[:1], "engine")
            if case.is_open and not (case.best and _HIDDEN_BEST.intersection(case.best.flags)):
                self._consider(case, prompt, offers[1:], "engine")
        self._settle(cases, _STAYS)

    def _wider_beam(self, cases: Sequence[_Case]) -> None:
        """More of the engine's answers, for texts of which none may be used yet, or with words that are no words."""
        if hasattr(self.engine, "candidates"):
            asked = [
                (case, case.prompt)
                for case in cases
                if case.prompt and (case.best is None or (self._is_doubted(case) and len(case.segment.text) <= _SHORT))
            ]
            offered = self._offers([prompt for _, prompt in asked], _CANDIDATES)
            for (case, prompt), offers in zip(asked, offered, strict=True):
                self._consider(case, prompt, offers, "engine")
        for case in cases:
            if self._is_doubted(case):
                case.answer = case.best
        self._set_in([case for case in cases if case.is_open and case.best is None and case.failed])

    def _is_doubted(self, case: _Case) -> bool:
        """Whether nothing but words speaks against the best answer."""
        return case.is_open and case.best is not None and not set(case.best.flags) - _STAYS and case.doubts > 0

    def _set_in(self, cases: Sequence[_Case]) -> None:
        """Marks that the best answer lacks, where the engine finds them likeliest."""
        if not cases or not hasattr(self.engine, "likelihoods"):
            return
        style = styles_of(self.engine, self.source, self.target)[0]

        def likelihoods(segments: Sequence[Segment], said: Sequence[str]) -> list[float] | None:
            texts = [styled(segment.text, style, segment.marks) for segment in segments]
            answers = [styled(text, style, one.marks) for one, text in zip(segments, said, strict=True)]
            return asking.likelihoods(self.engine, texts, answers, self.source, self.target)

        mended = placed([case.segment for case in cases], [case.failed[0] for case in cases], likelihoods)
        for case, text in zip(cases, mended, strict=True):
            self._consider(case, Prompt(case.segment), [text], "repaired")

    def _second_style(self, cases: Sequence[_Case]) -> None:
        """Other marks; and what the first answer lost (numbers, names, terms) is a mark itself."""
        style = styles_of(self.engine, self.source, self.target)[1]
        prompts = [prompt_for(case.segment, self.glossary, self.source, style, shielded=True) for case in cases]
        for case, prompt, offers in zip(cases, prompts, self._offers(prompts, _AT_ONCE), strict=True):
            self._consider(case, prompt, offers, "second-style")

    def _repair(self, cases: Sequence[_Case]) -> None:
        """A flawed answer that is whole is taken; of the others, marks are dropped and put back."""
        self._settle(cases)
        broken = [case for case in cases if case.is_open and case.failed and case.best is None]
        plain = self._without_spans(broken)
        for case, said in zip(broken, plain, strict=True):
            for text in [*case.failed, *said[:1]]:
                mended = mend(case.segment, text, said[1:] if text is said[0] else ())
                if mended is None:
                    continue
                mended = tidy(case.segment, mended)
                flags = self._judged(case.segment, mended)
                if is_usable(flags) and (case.best is None or len(flags) < len(case.best.flags)):
                    case.best = Answer(finish(mended, self.target), "repaired", flags)
        self._settle(cases)

    def _without_spans(self, cases: Sequence[_Case]) -> list[list[str]]:
        """For each text: its answer without the marks of spans, then the answers of the spans' own texts."""
        asked = [spans_dropped(case.segment) for case in cases]
        style = styles_of(self.engine, self.source, self.target)[0]
        flat = [Prompt(segment, style) for segments in asked for segment in segments]
        said = iter(self._call(flat))
        return [[self._tidied(Prompt(segment, style), next(said)) for segment in segments] for segments in asked]

    def _fragments(self, cases: Sequence[_Case]) -> None:
        """The words between the marks, and between what was lost, each for itself."""
        cut = [self._cut(case) for case in cases]
        wanted = dict.fromkeys(w.strip() for pieces in cut for w, fixed in pieces if not fixed and not is_wordless(w))
        prompts = [prompt_for(Segment(words, (), "fragment"), self.glossary, self.source) for words in wanted]
        said: dict[str, tuple[str, tuple[str, ...]]] = {}
        for prompt, raw in zip(prompts, self._call(prompts), strict=True):
            text = self._tidied(prompt, raw)
            flags = self._judged(prompt.segment, text)
            said[prompt.segment.text] = text, flags
        for case, pieces in zip(cases, cut, strict=True):
            if len(pieces) > 1:
                case.answer = self._joined(case.segment, pieces, said)
            if case.is_open:
                case.answer = case.best

    def _cut(self, case: _Case) -> list[tuple[str, bool]]:
        """A text's pieces: (words or mark, whether it is written as it stands)."""
        text, shields = case.segment.text, list[str]()
        own = max(marks.numbers(text), default=0)
        if case.best is not None:  # all its marks are there, but a number or a name is not
            text, shields = shield_words(text, self.glossary, case.segment.names)
        pieces = []
        for words, number in marks.pieces(text):
            if number is None:
                pieces.append((words, False))
            else:
                pieces.append((marks.written(number) if number <= own else shields[number - own - 1], True))
        return pieces

    def _joined(
        self, segment: Segment, pieces: Sequence[tuple[str, bool]], said: dict[str, tuple[str, tuple[str, ...]]]
    ) -> Answer | None:
        """The pieces' answers in the order of the source; None where too few are usable."""
        written, flags, kept, words_in_all = [], set[str](), 0, 0
        for words, fixed in pieces:
            if fixed:
                written.append(words)
                continue
            answer, found = said.get(words.strip(), (words.strip(), ()))
            words_in_all += len(words)
            if not is_usable(found):
                answer, kept = words.strip(), kept + len(words)
                flags.add("untranslated")
            flags.update(flag for flag in found if flag not in FATAL)
            written.append(_spaced_as(words, answer))
        text = finish("".join(written), self.target)
        if kept * 2 > words_in_all or marks.trouble(segment.text, text, segment.marks):
            return None
        return Answer(text, "fragments", tuple(sorted(flags)))

    def _give_up(self, cases: Sequence[_Case]) -> None:
        for case in cases:
            case.answer = Answer(case.segment.text, "source", ("untranslated",))

    # What the rungs share

    def _settle(self, cases: Iterable[_Case], flaws: Collection[str] | None = None) -> None:
        """Take the best answer, unless a number or a name was lost: the next rung writes these itself.

        Of answers with other than certain `flaws` none is taken.
        """
        for case in cases:
            if not case.is_open or case.best is None or _LOST.intersection(case.best.flags):
                continue
            if flaws is None or (set(case.best.flags) <= set(flaws) and not case.doubts):
                case.answer = case.best

    def _consider(self, case: _Case, prompt: Prompt, offers: Sequence[str], rung: str) -> None:
        """Judge answers, best first: one without a flaw is final, the best flawed one is remembered."""
        for said in offers:
            text = self._tidied(prompt, said)
            flags = (*self._judged(case.segment, text), *self._missed(case, text))
            if is_usable(flags):
                doubts = self._doubts(case.segment, text)
                answer = Answer(self._finished(case, text), rung, flags)
                if not flags and not doubts:
                    case.answer = answer
                    return
                if case.best is None or (len(flags), doubts) < (len(case.best.flags), case.doubts):
                    case.best, case.doubts = answer, doubts
            elif not FATAL.intersection(flags) - _OF_MARKS:
                case.failed.append(text)

    def _judged(self, segment: Segment, text: str) -> tuple[str, ...]:
        flags = judge(segment, text, self.source, self.spoken, self.glossary.names)
        if segment.names and "lost-name" not in flags:
            own = without_terms(segment.names, self.glossary.terms)
            return (*flags, "changed-name") if lost_names(marks.without(segment.text), text, own) else flags
        return flags

    def _names(self, segment: Segment) -> frozenset[str]:
        """The words of a segment that have to come back as they are, and others that it does not hold."""
        if not segment.names:
            return self.glossary.names
        return self.glossary.names.union(without_terms(segment.names, self.glossary.terms))

    def _doubts(self, segment: Segment, text: str) -> int:
        """How much speaks against an answer's words: what is invented tells a reader less than a word of the source."""
        if self.spoken == self.source:
            return 0
        words = doubtful(segment.text, text, self.source, self.target)
        doubted = [word.lower() for word in words if word not in self._known and word not in segment.names]
        return sum(_LEFT if word in segment.text.lower() else _INVENTED for word in doubted)

    @cached_property
    def _is_into_french(self) -> bool:
        return language.base(self.source) == "en" and language.base(self.spoken) == "fr"

    @cached_property
    def _known(self) -> frozenset[str]:
        """Words that the glossary knows."""
        said = " ".join([*self.glossary.terms.values(), *self.glossary.names])
        return frozenset(ANY_WORD.findall(said))

    def _finished(self, case: _Case, text: str) -> str:
        """The answer with its language's typography; a copy stays a copy."""
        return text if text == case.segment.text else finish(text, self.target)

    def _missed(self, case: _Case, answer: str) -> tuple[str, ...]:
        """Whether a term of the glossary is said in another way."""
        said = answer.casefold()
        lost = [there for _, _, there in self.glossary.found(case.segment.text) if there.casefold() not in said]
        return ("missed-term",) if lost else ()

    def _tidied(self, prompt: Prompt, said: str) -> str:
        segment = prompt.segment
        names = self._names(segment)
        text = _spelled(segment.text, prompt.read(said), names)
        if self._is_into_french:
            text = without_articles(segment.text, text, names)
        return with_linked(segment, text) if segment.linked else text

    def _call(self, prompts: Sequence[Prompt]) -> list[str]:
        if not prompts:
            return []
        return asking.answers(self.engine, [prompt.text for prompt in prompts], self.source, self.target)

    def _offers(self, prompts: Sequence[Prompt], count: int) -> list[list[str]]:
        """Up to so many answers a text, best first; one where the engine has only one."""
        if not prompts:
            return []
        if count <= _AT_ONCE:
            count = min(count, int(getattr(self.engine, "beam", _AT_ONCE)))
        if count < 2 or not hasattr(self.engine, "candidates"):
            return [[said] for said in self._call(prompts)]
        texts = [prompt.text for prompt in prompts]
        return asking.offers(self.engine, texts, self.source, self.target, count)


_LAST_SIGNS = ".:。： \u00a0\u202f"
_MOST_WORDS = 4  # of a heading or a term: a longer text is a sentence


def _twins(cases: Mapping[str, _Case]) -> dict[str, str]:
    """For short texts with a colon or a full stop at their end the same texts without: both are said alike.

    >>> _twins({text: _Case(Segment(text)) for text in ("Install", "Install:", "Use:", "Wait...", "Wait..")})
    {'Install:': 'Install'}
    """
    return {
        text: text[:-1]
        for text in cases
        if text[-1:] in (":", ".") and text[-2:-1].isalpha() and text[:-1] in cases and len(text.split()) <= _MOST_WORDS
    }


def _is_letter(text: str) -> bool:
    """Whether one letter is all there is; a character of Chinese is a word.

    >>> _is_letter("A"), _is_letter("⟦1⟧ (b)"), _is_letter("茶"), _is_letter("An")
    (True, True, False, False)
    """
    letters = [sign for sign in marks.without(text) if sign.isalpha()]
    return len(letters) == 1 and ord(letters[0]) < _IDEOGRAPHS


def _spelled(source: str, answer: str, names: Iterable[str]) -> str:
    """The answer with the source's names in the source's capitals, where it has them in others.

    >>> _spelled("A site that Jekyll builds", "Un site que jekyll construit", ["Jekyll", "Git"])
    'Un site que Jekyll construit'
    """
    for name in names:
        if name in source and name not in answer and stands_alone(name).search(source):
            pattern = re.compile(stands_alone(name).pattern, re.IGNORECASE)
            answer = name.join(pattern.split(answer))
    return answer


def _spaced_as(words: str, answer: str) -> str:
    """The white space around a piece is the source's; so are its small first letter and missing full stop."""
    bare = words.strip()
    if bare[:1].islower() and answer[:1].isupper() and not answer[:2].isupper():
        answer = answer[0].lower() + answer[1:]
    if not re.search(r"[.!?。！？]$", bare):
        answer = re.sub(r"(?<=\w)[.。]$", "", answer)
    head = words[: len(words) - len(words.lstrip())]
    tail = words[len(words.rstrip()) :] if bare else ""
    return head + answer + tail


def translate_segments(
    segments: Sequence[Segment],
    engine: Engine,
    source: str,
    target: str,
    glossary: Glossary | None = None,
    progress: Progress | None = None,
) -> list[Answer]:
    """One answer a segment, in the same order; never fails on what an engine says.

    `progress` is called after each rung with the number of distinct texts that have their answer, and of all.
    Raises BlogtoolError where the engine fails, or gives another number of answers than it was asked.
    """
    ladder = Ladder(engine, language.normalise(source), language.normalise(target), glossary or Glossary())
    return ladder.answers(segments, progress)
