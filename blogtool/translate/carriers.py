"""Which way of writing marks a model brings through best: tried on probe sentences when the model is added."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from blogtool.errors import BlogtoolError
from blogtool.model.language import base
from blogtool.model.plugins import Engine
from blogtool.model.translation import Mark, Segment
from blogtool.translate import marks
from blogtool.translate.prompts import APART, STYLES, Prompt
from blogtool.translate.verdict import is_usable, judge
from blogtool.write.files import write_atomically

FILE = "carriers.json"  # in the package's folder: Argos looks at nothing there but what it knows
CANDIDATES = (APART, *STYLES, "<{}>", "[{}]", "#{}", "({})", "@{}", "Q{}Q")

# A code span, an image, a formula: ⟦n⟧; a span of emphasis or a link: ⟦n( … )n⟧.
_PROBES: Mapping[str, tuple[str, ...]] = {
    "en": (
        "Run ⟦1⟧ before you open the window.",
        "The file ⟦1⟧ is read first, then ⟦2⟧.",
        "If ⟦1⟧ is missing, nothing happens.",
        "You can use ⟦1⟧ or ⟦2⟧, but not both.",
        "Our ⟦1(first garden)1⟧ was small.",
        "Read ⟦1(the guide)1⟧ before you ask.",
        "I never ⟦1(ever)1⟧ saw such a ⟦2(green)2⟧ lake.",
        "Set ⟦1⟧ to ⟦2⟧ and start again.",
        "Why does ⟦1⟧ return ⟦2⟧?",
        "She wrote ⟦1(three books)1⟧ about ⟦2⟧ and its friends.",
        "The winter was long, and ⟦1⟧ was closed.",
        "See ⟦1(this page)1⟧ for the details.",
        "It costs ⟦1⟧ euros a month.",
        "With ⟦1⟧, the value of ⟦2⟧ is larger than ⟦3⟧.",
        "Thanks to ⟦1(Anna)1⟧ for the pictures.",
        "Nobody knows what ⟦1⟧ does.",
        "The command ⟦1⟧ removes the folder.",
        "Put the bread into ⟦1⟧ for an hour.",
        "We walked ⟦1(very slowly)1⟧ along the river.",
        "Do not forget ⟦1⟧.",
        "In ⟦1⟧ we moved to ⟦2⟧.",
        "This is ⟦1(dangerous)1⟧: close ⟦2⟧ first.",
        "A longer answer is in ⟦1(my second letter)1⟧, which I sent in spring.",
        "The old version of ⟦1⟧ had a mistake.",
    ),
    "fr": (
        "Lancez ⟦1⟧ avant d’ouvrir la fenêtre.",
        "Le fichier ⟦1⟧ est lu en premier, puis ⟦2⟧.",
        "Si ⟦1⟧ manque, rien ne se passe.",
        "Notre ⟦1(premier jardin)1⟧ était petit.",
        "Lisez ⟦1(le guide)1⟧ avant de demander.",
        "Pourquoi ⟦1⟧ donne-t-il ⟦2⟧ ?",
        "Elle a écrit ⟦1(trois livres)1⟧ sur ⟦2⟧.",
        "L’hiver fut long et ⟦1⟧ était fermé.",
        "Personne ne sait ce que fait ⟦1⟧.",
        "Nous avons marché ⟦1(très lentement)1⟧ le long de la rivière.",
        "En ⟦1⟧ nous avons déménagé à ⟦2⟧.",
        "L’ancienne version de ⟦1⟧ avait un défaut.",
    ),
    "de": (
        "Starte ⟦1⟧, bevor du das Fenster öffnest.",
        "Zuerst wird die Datei ⟦1⟧ gelesen, dann ⟦2⟧.",
        "Wenn ⟦1⟧ fehlt, geschieht nichts.",
        "Unser ⟦1(erster Garten)1⟧ war klein.",
        "Lies ⟦1(die Anleitung)1⟧, bevor du fragst.",
        "Warum ergibt ⟦1⟧ hier ⟦2⟧?",
        "Sie schrieb ⟦1(drei Bücher)1⟧ über ⟦2⟧.",
        "Der Winter war lang, und ⟦1⟧ war geschlossen.",
        "Niemand weiß, was ⟦1⟧ tut.",
        "Wir gingen ⟦1(sehr langsam)1⟧ am Fluss entlang.",
        "Im Jahr ⟦1⟧ zogen wir nach ⟦2⟧.",
        "Die alte Fassung von ⟦1⟧ hatte einen Fehler.",
    ),
    "es": (
        "Ejecuta ⟦1⟧ antes de abrir la ventana.",
        "Primero se lee el archivo ⟦1⟧ y después ⟦2⟧.",
        "Si falta ⟦1⟧, no pasa nada.",
        "Nuestro ⟦1(primer jardín)1⟧ era pequeño.",
        "Lee ⟦1(la guía)1⟧ antes de preguntar.",
        "¿Por qué ⟦1⟧ devuelve ⟦2⟧?",
        "Ella escribió ⟦1(tres libros)1⟧ sobre ⟦2⟧.",
        "El invierno fue largo y ⟦1⟧ estaba cerrado.",
        "Nadie sabe qué hace ⟦1⟧.",
        "Caminamos ⟦1(muy despacio)1⟧ junto al río.",
        "En ⟦1⟧ nos mudamos a ⟦2⟧.",
        "La versión antigua de ⟦1⟧ tenía un error.",
    ),
    "zh": (
        "打开窗户之前先运行 ⟦1⟧。",
        "先读取文件 ⟦1⟧，然后读取 ⟦2⟧。",
        "如果缺少 ⟦1⟧，什么也不会发生。",
        "我们的⟦1(第一个花园)1⟧很小。",
        "提问之前请阅读⟦1(指南)1⟧。",
        "为什么 ⟦1⟧ 返回 ⟦2⟧？",
        "她写了⟦1(三本书)1⟧，内容是关于 ⟦2⟧ 的。",
        "没有人知道 ⟦1⟧ 做什么。",
        "我们沿着河⟦1(慢慢地)1⟧走。",
        "⟦1⟧ 的旧版本有一个错误。",
    ),
    "ja": (
        "窓を開ける前に ⟦1⟧ を実行してください。",
        "最初に ⟦1⟧ というファイルが読まれ、次に ⟦2⟧ が読まれます。",
        "⟦1⟧ がなければ、何も起こりません。",
        "私たちの⟦1(最初の庭)1⟧は小さかった。",
        "質問する前に⟦1(案内)1⟧を読んでください。",
        "なぜ ⟦1⟧ は ⟦2⟧ を返すのですか。",
        "彼女は ⟦2⟧ について⟦1(三冊の本)1⟧を書いた。",
        "⟦1⟧ が何をするのか誰も知りません。",
        "私たちは川に沿って⟦1(とてもゆっくり)1⟧歩いた。",
        "⟦1⟧ の古い版には間違いがあった。",
    ),
}  # fmt: skip
_SPAN = re.compile(r"⟦(\d)\((.*?)\)\1⟧|⟦(\d)⟧")


def probes(language: str) -> tuple[Segment, ...]:
    """Sentences with marks in a language; in English where there are none.

    >>> probes("en")[4].text
    'Our ⟦1⟧first garden⟦2⟧ was small.'
    """
    return tuple(_probe(text) for text in _PROBES.get(base(language), _PROBES["en"]))


def _probe(text: str) -> Segment:
    kinds: list[str] = []

    def numbered(found: re.Match[str]) -> str:
        if found[2] is None:
            kinds.append("code")
            return marks.written(len(kinds))
        kinds.extend(("em-open", "em-close"))
        return f"{marks.written(len(kinds) - 1)}{found[2]}{marks.written(len(kinds))}"

    text = _SPAN.sub(numbered, text)
    return Segment(text, tuple(Mark(number, kind, "") for number, kind in enumerate(kinds, start=1)))


def survival(engine: Engine, source: str, target: str) -> dict[str, float]:
    """For each style of marks, the share of the probes whose answer has all of them and may be used.

    Words that are left as they were, only because marks enclose them, do not count as answered.
    """
    found: dict[str, float] = {}
    segments = probes(source)
    for style in CANDIDATES:
        prompts = [Prompt(segment, style) for segment in segments]
        said = engine.translate([prompt.text for prompt in prompts], source, target)
        answers = [prompt.read(one) for prompt, one in zip(prompts, said, strict=True)]
        good = sum(
            is_usable(judge(segment, answer, source, target)) and not _leaves_a_span(segment, answer)
            for segment, answer in zip(segments, answers, strict=True)
        )
        found[style] = round(good / len(segments), 3)
    return found


def _leaves_a_span(segment: Segment, answer: str) -> bool:
    """Whether words between two marks came back untranslated; names may.

    >>> see = _probe("See ⟦1(this page)1⟧ now.")
    >>> _leaves_a_span(see, "Voir ⟦1⟧this page⟦2⟧."), _leaves_a_span(see, "Voir ⟦1⟧cette page⟦2⟧.")
    (True, False)
    """
    for opening, close in marks.pairs(segment.marks).items():
        inside = re.compile(f"{marks.written(opening)}(.*?){marks.written(close)}")
        asked, said = inside.search(segment.text), inside.search(answer)
        if asked and said and asked[1] == said[1] and asked[1].islower():
            return True
    return False


def best_first(survivals: Sequence[Mapping[str, float]]) -> tuple[str, ...]:
    """The styles by what comes through all the models of a way; of equals, the ones blogtool prefers go first.

    >>> best_first([{"⟦{}⟧": 0.5, "X{}X": 0.9, "<{}>": 0.9}, {"⟦{}⟧": 1.0, "X{}X": 0.5, "<{}>": 1.0}])[:2]
    ('<{}>', '⟦{}⟧')
    """
    rates = dict.fromkeys(CANDIDATES, 1.0)
    for one in survivals:
        rates = {style: rate * one.get(style, 0.0) for style, rate in rates.items()}
    return tuple(sorted(rates, key=lambda style: -rates[style])) if survivals else ()


def load(folder: Path, digest: str) -> dict[str, float] | None:
    """What was measured for the package in a folder; None where nothing was, or for another model."""
    try:
        said = json.loads((folder / FILE).read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(said, dict) or said.get("digest") != digest or not isinstance(said.get("survival"), dict):
        return None
    return {str(style): float(rate) for style, rate in said["survival"].items() if isinstance(rate, (int, float))}


def save(folder: Path, digest: str, found: Mapping[str, float]) -> None:
    """Keep what was measured beside the model.

    Raises BlogtoolError where the folder takes nothing.
    """
    text = json.dumps({"digest": digest, "survival": dict(found)}, ensure_ascii=False, indent=2)
    try:
        write_atomically(str(folder / FILE), f"{text}\n".encode())
    except OSError as error:
        raise BlogtoolError(f"`{folder}` cannot be written: {error.strerror}") from error
