"""Plain everyday sentences in two languages, put together from a word list. Needs no torch.

Manuals never say that the soup is cold or that my sister has missed the train. A few hundred words and a
small grammar of both languages teach such words, and agreement, negation, questions and tenses with them.
Written for French; another target language needs a sibling of `French` and a word list of its own.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from .invent import invented_name
from .pairs import Pair
from .words import Adjective, Noun, Verb, Words

PEOPLE = ("Anna", "Paul", "Julie", "Tom", "Emma", "Lucas", "Sarah", "Daniel", "Alice", "Hugo", "Nina")


@dataclass(frozen=True)
class Someone:
    """A subject: how it is written, and its verb forms: `person` counts je tu il nous vous ils from 0."""

    english: str
    french: str
    person: int
    feminine: bool = False

    @property
    def plural(self) -> bool:
        return self.person > 2

    @property
    def third(self) -> bool:
        return self.person == 2


PRONOUNS = (
    Someone("I", "je", 0), Someone("you", "tu", 1), Someone("you", "vous", 4), Someone("he", "il", 2),
    Someone("she", "elle", 2, True), Someone("we", "nous", 3), Someone("they", "ils", 5),
    Someone("they", "elles", 5, True),
)  # fmt: skip
POSSESSIVES = {
    "my": ("mon", "ma", "mes"),
    "your": ("ton", "ta", "tes"),
    "your ": ("votre", "votre", "vos"),
    "his": ("son", "sa", "ses"),
    "her": ("son", "sa", "ses"),
    "our": ("notre", "notre", "nos"),
    "their": ("leur", "leur", "leurs"),
}
FUTURES = {
    "voir": "verr",
    "avoir": "aur",
    "courir": "courr",
    "acheter": "achèter",
    "appeler": "appeller",
    "nettoyer": "nettoier",
}
ENDINGS = {
    "future": ("ai", "as", "a", "ons", "ez", "ont"),
    "imperfect": ("ais", "ais", "ait", "ions", "iez", "aient"),
}
BEING = (
    (("is", "are"), ("est", "sont")),
    (("was", "were"), ("était", "étaient")),
    (("will be", "will be"), ("sera", "seront")),
)
HOW = (("", ""), ("", ""), ("very ", "très "), ("too ", "trop "), ("not ", ""), ("really ", "vraiment "))
LINKS = (
    ("and", "et"),
    ("but", "mais"),
    ("because", "parce que"),
    ("when", "quand"),
    ("so", "donc"),
    ("if", "si"),
)
HAVE = ("ai", "as", "a", "avons", "avez", "ont")
BE = ("suis", "es", "est", "sommes", "êtes", "sont")
MODALS = {
    "can": ("peux", "peux", "peut", "pouvons", "pouvez", "peuvent"),
    "must": ("dois", "dois", "doit", "devons", "devez", "doivent"),
    "should": ("devrais", "devrais", "devrait", "devrions", "devriez", "devraient"),
    "would like to": ("voudrais", "voudrais", "voudrait", "voudrions", "voudriez", "voudraient"),
    "want to": ("veux", "veux", "veut", "voulons", "voulez", "veulent"),
    "could": ("pourrais", "pourrais", "pourrait", "pourrions", "pourriez", "pourraient"),
    "going to": ("vais", "vas", "va", "allons", "allez", "vont"),
}


def is_vowel(word: str) -> bool:
    """Whether `le`, `je`, `ne`, `de` lose their vowel before it (one word of the list has an aspirated h)."""
    return word[:1].lower() in "aeiouyéèêàâôîœ" or (word[:1].lower() == "h" and word[:7] not in ("haricot",))


def elided(short: str, word: str) -> str:
    return f"{short[:-1]}'{word}" if is_vowel(word) else f"{short} {word}"


class Speaker:
    """Makes one pair after another out of the words, by chance."""

    def __init__(self, words: Words, chance: random.Random) -> None:
        self.words, self.chance = words, chance

    # ------------------------------------------------------------ nouns

    def noun(self, kinds: frozenset[str] | set[str]) -> Noun:
        return self.chance.choice([noun for noun in self.words.nouns if noun.kinds & kinds])

    def adjective_for(self, noun: Noun, before_only: bool = False) -> Adjective | None:
        fitting = [a for a in self.words.adjectives if a.kinds & noun.kinds and (a.before or not before_only)]
        return self.chance.choice(fitting) if fitting else None

    def phrase(self, noun: Noun, plural: bool, way: str, adjective: Adjective | None = None) -> tuple[str, str]:
        """Noun with determiner; `way` is the, a, this, some, or a possessive."""
        english = noun.english[plural]
        french = noun.french[plural]
        if adjective:
            agreeing = adjective.agreeing(noun.feminine, plural)
            if adjective.before and not plural and not noun.feminine and is_vowel(french):
                agreeing = {"beau": "bel", "nouveau": "nouvel", "vieux": "vieil"}.get(agreeing, agreeing)
            english = f"{adjective.english} {english}"
            french = f"{agreeing} {french}" if adjective.before else f"{french} {agreeing}"
        return f"{self.english_word(way, english, plural)} {english}".strip(), self.french_word(
            way, french, noun.feminine, plural, bool(adjective and adjective.before)
        )

    def english_word(self, way: str, after: str, plural: bool) -> str:
        if way == "a":
            return "" if plural else ("an" if after[0] in "aeiou" and not after.startswith("useful") else "a")
        if way == "this":
            return "these" if plural else "this"
        return way.strip()

    def french_word(self, way: str, after: str, feminine: bool, plural: bool, adjective_first: bool) -> str:
        vowel = is_vowel(after)
        if way == "the":
            return f"les {after}" if plural else elided("la" if feminine else "le", after)
        if way == "a":
            if plural:
                return (
                    f"{'de' if adjective_first else 'des'} {after}"
                    if not vowel or not adjective_first
                    else f"d'{after}"
                )
            return f"{'une' if feminine else 'un'} {after}"
        if way == "this":
            return f"{'ces' if plural else 'cette' if feminine else 'cet' if vowel else 'ce'} {after}"
        if way == "some":
            return f"de l'{after}" if vowel else f"{'de la' if feminine else 'du'} {after}"
        one, two, many = POSSESSIVES[way]
        return f"{many if plural else two if feminine and not vowel else one} {after}"

    def thing(self, kinds: frozenset[str] | set[str]) -> tuple[str, str]:
        """An object of a verb."""
        noun = self.noun(kinds)
        if noun.kinds & {"mass", "drink"}:
            way = self.chance.choice(("some", "some", "the", "this"))
            return self.phrase(noun, False, way)
        plural = self.chance.random() < 0.25
        way = self.chance.choice(("the", "a", "the", "a", "this", *POSSESSIVES))
        adjective = self.adjective_for(noun) if self.chance.random() < 0.4 else None
        return self.phrase(noun, plural, way, adjective)

    def someone(self) -> Someone:
        draw = self.chance.random()
        if draw < 0.55:
            return self.chance.choice(PRONOUNS)
        if draw < 0.65:
            name = self.chance.choice(PEOPLE) if self.chance.random() < 0.6 else invented_name(self.chance)
            return Someone(name, name, 2)
        plural = self.chance.random() < 0.25
        if draw < 0.85:
            noun, way = self.noun({"family"}), self.chance.choice(list(POSSESSIVES))
        else:
            noun, way = self.noun({"person"}), self.chance.choice(("the", "the", "this", "a"))
        adjective = self.adjective_for(noun, before_only=True) if self.chance.random() < 0.2 else None
        if way == "a" and plural:
            way = "the"
        english, french = self.phrase(noun, plural, way, adjective)
        return Someone(english, french, 5 if plural else 2, noun.feminine)

    # ------------------------------------------------------------ verbs

    def spoken(self, who: Someone, verb: str, negative: str = "") -> str:
        """French subject and finite verb, with `je` elided and `ne ... pas` around the verb."""
        if negative:
            verb = elided("ne", verb) + f" {negative}"
            return f"{who.french} {verb}"
        return elided("je", verb) if who.french == "je" else f"{who.french} {verb}"

    def in_tense(self, who: Someone, verb: Verb, tense: str, negative: bool) -> tuple[str, str]:
        base, third, past, participle, ing = verb.english
        no, pas = (" not", "pas") if negative else ("", "")
        am = {0: "am", 2: "is"}.get(who.person, "are")
        if tense == "present":
            english = (("does not " if who.third else "do not ") + base) if negative else third if who.third else base
            return f"{who.english} {english}", self.spoken(who, verb.present[who.person], pas)
        if tense == "now":
            return f"{who.english} {am}{no} {ing}", self.spoken(who, verb.present[who.person], pas)
        if tense == "past":
            english = f"did not {base}" if negative else past
            return f"{who.english} {english}", f"{self.spoken(who, HAVE[who.person], pas)} {verb.participle}"
        if tense == "perfect":
            has = "has" if who.third else "have"
            never = self.chance.choice(("jamais", "pas")) if negative else ""
            no = {"jamais": " never", "pas": " not", "": ""}[never]
            already = not negative and self.chance.random() < 0.3
            sooner, plus_tot = (" already", " déjà") if already else ("", "")
            finite = self.spoken(who, HAVE[who.person], never)
            return f"{who.english} {has}{no}{sooner} {participle}", f"{finite}{plus_tot} {verb.participle}"
        if tense == "was":
            was = "was" if who.person in (0, 2) else "were"
            stem = verb.present[3][:-3]
            return f"{who.english} {was}{no} {ing}", self.spoken(who, stem + ENDINGS["imperfect"][who.person], pas)
        stem = FUTURES.get(verb.infinitive, verb.infinitive.removesuffix("e"))
        if tense == "future":
            return f"{who.english} will{no} {base}", self.spoken(who, stem + ENDINGS["future"][who.person], pas)
        return f"{who.english} would{no} {base}", self.spoken(who, stem + ENDINGS["imperfect"][who.person], pas)

    def with_modal(self, who: Someone, verb: Verb, negative: bool) -> tuple[str, str]:
        modal = self.chance.choice(list(MODALS))
        finite = MODALS[modal][who.person]
        am = {0: "am", 2: "is"}.get(who.person, "are")
        no = " not" if negative else ""
        if modal == "want to":
            english = ("does not want to" if who.third else "do not want to") if negative else (
                "wants to" if who.third else "want to")  # fmt: skip
        elif modal == "going to":
            english = f"{am}{no} going to"
        elif modal == "can":
            english = "cannot" if negative else "can"
        elif modal == "would like to":
            english = "would not like to" if negative else modal
        else:
            english = modal + no
        return (f"{who.english} {english} {verb.english[0]}",
                f"{self.spoken(who, finite, 'pas' if negative else '')} {verb.infinitive}")  # fmt: skip

    # ------------------------------------------------------------ sentences

    def clause(self) -> tuple[str, str]:
        who, verb = self.someone(), self.chance.choice(self.words.verbs)
        negative = self.chance.random() < 0.2
        tense = self.chance.choice(("present", "now", "past", "past", "perfect", "future", "was", "would", "modal"))
        english, french = (
            self.with_modal(who, verb, negative) if tense == "modal" else self.in_tense(who, verb, tense, negative)
        )
        if "-" not in verb.kinds:
            thing = self.thing(verb.kinds)
            if negative and thing[1].startswith(("un ", "une ", "du ", "de la ", "de l'", "des ")):
                thing = self.phrase(self.noun(verb.kinds), False, "the")
            english, french = f"{english} {thing[0]}", f"{french} {thing[1]}"
        if self.chance.random() < (0.8 if "-" in verb.kinds else 0.3):
            english, french = self.followed((english, french), "where")
        section = {"past": "past", "was": "past", "future": "future", "present": "present"}.get(tense)
        if section and self.chance.random() < 0.45:
            english, french = self.followed((english, french), section)
        return english, french

    def followed(self, clause: tuple[str, str], section: str) -> tuple[str, str]:
        english, french = self.chance.choice(self.words.fixed[section])
        return f"{clause[0]} {english}", f"{clause[1]} {french}"

    def described(self) -> tuple[str, str]:
        """`The soup is very cold.`"""
        noun = self.noun(set().union(*(a.kinds for a in self.words.adjectives)))
        fitting = [a for a in self.words.adjectives if a.kinds & noun.kinds]
        adjective = self.chance.choice(fitting)
        plural = self.chance.random() < 0.25 and not noun.kinds & {"mass", "drink"}
        english, french = self.phrase(noun, plural, self.chance.choice(("the", "the", "this", *POSSESSIVES)))
        be_en, be_fr = self.chance.choice(BEING)
        how_en, how_fr = self.chance.choice(HOW)
        verb = be_fr[plural]
        being = be_en[plural]
        if how_en == "not ":
            verb, how_en = elided("ne", verb) + " pas", ""
            being = "will not be" if being == "will be" else f"{being} not"
        return f"{english} {being} {how_en}{adjective.english}", (
            f"{french} {verb} {how_fr}{adjective.agreeing(noun.feminine, plural)}"
        )

    def there_is(self) -> tuple[str, str]:
        noun = self.noun({"thing", "person", "animal", "building", "food"})
        plural = self.chance.random() < 0.3
        number = self.chance.choice((("two", "deux"), ("three", "trois"), ("many", "beaucoup de"), ("some", "des")))
        if plural:
            many = noun.french[1]
            french = elided("beaucoup de", many) if number[0] == "many" else f"{number[1]} {many}"
            return self.followed((f"there are {number[0]} {noun.english[1]}", f"il y a {french}"), "where")
        english, french = self.phrase(
            noun, False, "a", self.adjective_for(noun) if self.chance.random() < 0.4 else None
        )
        return self.followed((f"there is {english}", f"il y a {french}"), "where")

    def question(self) -> tuple[str, str]:
        who = self.chance.choice(PRONOUNS[1:])
        verb = self.chance.choice(self.words.verbs)
        words = self.chance.choice((("", ""), ("", ""), ("why", "pourquoi"), ("when", "quand"), ("where", "où")))
        asks = f"{words[1]} est-ce que" if words[1] else "est-ce que"
        past = self.chance.random() < 0.5
        helper = "did" if past else "does" if who.third else "do"
        finite = self.spoken(who, HAVE[who.person] if past else verb.present[who.person])
        english = f"{words[0]} {helper} {who.english} {verb.english[0]}".strip()
        asks = f"{asks[:-1]}'{finite}" if is_vowel(finite) else f"{asks} {finite}"
        french = f"{asks} {verb.participle}" if past else asks
        if "-" not in verb.kinds:
            thing = self.thing(verb.kinds)
            english, french = f"{english} {thing[0]}", f"{french} {thing[1]}"
        return f"{english}?", f"{french} ?"

    def pair(self) -> Pair:
        """One sentence; now and then two clauses in one."""
        way = self.chance.random()
        if way < 0.14:
            english, french = self.question()
        else:
            english, french = self.clause() if way < 0.7 else self.described() if way < 0.9 else self.there_is()
            if way < 0.2:
                link = self.chance.choice(LINKS)
                second = self.clause()
                linked = elided(link[1], second[1]) if link[1] == "parce que" else f"{link[1]} {second[1]}"
                french = f"{french} {linked}"
                french = french.replace("si il ", "s'il ").replace("si ils ", "s'ils ")
                english = f"{english} {link[0]} {second[0]}"
            english, french = english + ".", french + "."
        return Pair(english[0].upper() + english[1:], french[0].upper() + french[1:], "phrases")


def phrases(words: Words, count: int, seed: int) -> Iterator[Pair]:
    """`count` pairs; none says `tu` and `votre` at once."""
    speaker = Speaker(words, random.Random(seed))
    made = 0
    while made < count:
        pair = speaker.pair()
        said = set(re.split(r"\W+", pair.target.lower()))
        if not (said & {"tu", "ton", "ta", "tes"} and said & {"vous", "votre", "vos"}):
            made += 1
            yield pair
