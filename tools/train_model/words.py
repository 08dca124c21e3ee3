"""The word list that `phrases` speaks from: nouns, adjectives, verbs and fixed pieces in two languages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

WORDS = Path(__file__).parent / "phrases"


@dataclass(frozen=True)
class Noun:
    english: tuple[str, str]  # singular, plural
    french: tuple[str, str]
    feminine: bool
    kinds: frozenset[str]


@dataclass(frozen=True)
class Adjective:
    english: str
    french: tuple[str, ...]  # masculine, feminine, and the plurals of both
    before: bool
    kinds: frozenset[str]

    def agreeing(self, feminine: bool, plural: bool) -> str:
        return self.french[2 * plural + feminine]


@dataclass(frozen=True)
class Verb:
    english: tuple[str, ...]  # base, third person, past, participle, -ing
    infinitive: str
    participle: str
    present: tuple[str, ...]  # je tu il nous vous ils
    kinds: frozenset[str]


@dataclass(frozen=True)
class Words:
    nouns: list[Noun]
    adjectives: list[Adjective]
    verbs: list[Verb]
    fixed: dict[str, list[tuple[str, str]]]

    @staticmethod
    def load(path: Path) -> Words:
        words = Words([], [], [], {})
        section = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("#") or not line.strip():
                continue
            if line.startswith("["):
                section = line.strip("[]")
                continue
            words.add(section, [cell.strip() for cell in line.split("|")])
        return words

    def add(self, section: str, cells: list[str]) -> None:
        spaced = [[word.replace("_", " ") for word in cell.split()] for cell in cells]
        if section == "noun":
            one, many, gender = spaced[1]
            self.nouns.append(Noun(tuple(spaced[0]), (one, many), gender == "f", frozenset(spaced[2])))
        elif section == "adjective":
            self.adjectives.append(
                Adjective(" ".join(spaced[0]), tuple(spaced[1][:4]), spaced[1][4] == "before", frozenset(spaced[2]))
            )
        elif section == "verb":
            infinitive, participle, *present = spaced[1]
            stem = infinitive[:-2]
            regular = (f"{stem}e", f"{stem}es", f"{stem}e", f"{stem}ons", f"{stem}ez", f"{stem}ent")
            verb = Verb(tuple(spaced[0]), infinitive, participle, tuple(present) or regular, frozenset(spaced[2]))
            if "none" not in verb.kinds:
                self.verbs.append(verb)
        else:
            self.fixed.setdefault(section, []).append((cells[0], cells[1]))
