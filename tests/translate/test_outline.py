"""What of a body is translated, what is not, and how answers are written into it."""

from __future__ import annotations

import pytest

from blogtool.model.translation import Answer
from blogtool.translate import outline, structure


def _texts(body: str, lang: str = "en") -> list[str]:
    return [segment.text for segment in outline.split(body, lang).segments]


def _joined(body: str, answers: dict[str, str], lang: str = "en") -> str:
    whole = outline.split(body, lang)
    found = [Answer(answers.get(segment.text, segment.text), "engine") for segment in whole.segments]
    return outline.join_checked(whole, found)[0]


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        ("## A head\n", ["A head"]),
        ("A head\n---\n", ["A head"]),
        ("* one\n* two\n  more\n", ["one", "two more"]),
        ("> One line\n> and another.\n", ["One line and another."]),
        ("| a head |\n|---|\n| a cell |\n", ["a head", "a cell"]),
        ("Term\n: What it means.\n", ["Term", "What it means."]),
        ("A[^1]\n\n[^1]: The note.\n", ["A", "The note."]),
        ("HTML it\n\n*[HTML]: Hyper Text\n", ["⟦1⟧ it", "Hyper Text"]),
        ('![A picture](a.png "Its title")\n', ["A picture", "Its title"]),
        ('[a](b.html "The title")\n', ["a", "The title"]),
        ('[the ref]\n\n[the ref]: /x "A title"\n', ["the ref", "A title"]),
        (
            '<div>\n<p>Some <b>bold</b> words</p>\n<img alt="A cat" src="x">\n</div>\n',
            ["Some ⟦1⟧bold⟦2⟧ words", "A cat"],
        ),
        ('<figure><img src="x"><figcaption>A caption</figcaption></figure>\n', ["A caption"]),
        ("<details><summary>Open me</summary>\nInside\n</details>\n", ["Open me", "Inside"]),
        ("<button>Press me</button> or <button>leave</button>\n", ["⟦1⟧Press me⟦2⟧ or ⟦3⟧leave⟦4⟧"]),
        ("<select><option>One</option><option>Two &amp; more</option></select>\n", ["One", "Two & more"]),
        ("<div><select><option>One</option></select></div>\n", ["One"]),
        ("<noscript>Turn on JavaScript.</noscript>\n", ["Turn on JavaScript."]),
        ('<video src="x" title="A film"><p>No film for you.</p></video>\n', ["A film", "No film for you."]),
        ('<object data="x">No <b>such</b> thing.</object>\n', ["No ⟦1⟧such⟦2⟧ thing."]),
        ('<iframe src="x" title="A map"></iframe>\n', ["A map"]),
        ('<div><iframe title="A map"></iframe></div>\n', ["A map"]),
        ('<a href="x" title="A way"><img src="y" alt="A sign"></a>\n', ["A way", "A sign"]),
        ("Let \\\\(x < y\\\\) and \\\\[z\\\\] be.\n", ["Let ⟦1⟧ and ⟦2⟧ be."]),
        ("Let $n$ and $O(n)$ or $x_1 + y$ be.\n", ["Let ⟦1⟧ and ⟦2⟧ or ⟦3⟧ be."]),
        ("\\begin{equation} x = y \\end{equation} holds.\n", ["⟦1⟧ holds."]),
        ("From $5 to $10, or $5-$10, in $HOME and $PATH.\n", ["From $5 to $10, or $5-$10, in $HOME and $PATH."]),
        ("<p>Let \\(x\\) be.</p>\n", ["Let ⟦1⟧ be."]),
        ("{% if page.x %}\nSome prose.\n{% endif %}\n", ["Some prose."]),
        ("{% raw %}\nSome prose.\n{% endraw %}\n", ["Some prose."]),
        ("Hello {{ name }} there.\n", ["Hello ⟦1⟧ there."]),
        ("One. Two.\n", ["One.", "Two."]),
        ("Soft\nwrapped\nlines.\n", ["Soft wrapped lines."]),
        ("First line  \nsecond line\n", ["First line", "second line"]),
        ("**Lead.** The rest.\n", ["Lead.", "The rest."]),
        ("**Note:** the rest.\n", ["Note:", "the rest."]),
        ("`-v`: say more\n", ["say more"]),
        ("A \\*star\\* &amp; more\n", ["A *star* & more"]),
        ("Use `a`, `b` and `c`.\n", ["Use ⟦1⟧ and ⟦2⟧."]),
        ("See https://x.org/a_b for foo_bar().\n", ["See ⟦1⟧ for ⟦2⟧."]),
        ("The word سلام means peace.\n", ["The word ⟦1⟧ means peace."]),
        ('<div markdown="1">\n*Some* words\n</div>\n', ["⟦1⟧Some⟦2⟧ words"]),
    ],
)
def test_what_renders_as_prose_is_translated(body, texts):
    assert _texts(body) == texts


@pytest.mark.parametrize(
    "body",
    [
        "```\nsome code\n```\n",
        "    some code\n",
        "`some code`\n",
        "$$\nx = y\n$$\n",
        "<!-- a comment -->\n",
        "<script>\nvar a = 'some words';\n</script>\n",
        "<pre>some words</pre>\n",
        "<div><code>some words</code></div>\n",
        "{% highlight c %}\nsome code\n\nand more\n{% endhighlight %}\n",
        "{% comment %}\nsome words\n{% endcomment %}\n",
        '{% include figure.html caption="a b" %}\n',
        "{:toc}\n",
        "{::comment}\nsome words\n{:/}\n",
        "[ref]: http://example.org/some/words\n",
        "<http://example.org/words>\n",
        "https://example.org/words\n",
        'Some words\n{: translate="no"}\n',
        '<p translate="no">Some words</p>\n',
        '<select translate="no"><option>Some words</option></select>\n',
        "<textarea>some words</textarea>\n",
        '<p class="a notranslate">Some words</p>\n',
        "<!-- notranslate -->\nSome words.\n\nAnd more.\n<!-- /notranslate -->\n",
        '<span translate="no">Some words</span>\n',
        '*Some words*{: translate="no"}\n',
        "日本語\n",
    ],
)
def test_what_renders_as_something_else_is_not(body):
    assert _texts(body) == []


def test_a_part_of_a_line_can_be_kept():
    assert _texts("The <!-- notranslate -->Daily Note<!-- /notranslate --> is here.\n") == ["The ⟦1⟧ is here."]


def test_only_what_changed_is_written_anew():
    body = "> Soft\n> wrapped *line*. And\n> another.\n"

    assert _joined(body, {"And another.": "Et une autre."}) == "> Soft\n> wrapped *line*. Et une autre.\n"


@pytest.mark.parametrize(
    ("answer", "written"),
    [
        ("*no* emphasis", "\\*no\\* emphasis"),
        ("1. no list", "1\\. no list"),
        ("- no item", "\\- no item"),
        ("# no head", "\\# no head"),
        ("no | table", "no \\| table"),
        ("no [link](x)", "no \\[link\\](x)"),
        ("no <b>tag</b>", "no \\<b>tag\\</b>"),
        ("no {{ liquid }}", "no \\{\\{ liquid }}"),
        ("no `code`", "no \\`code\\`"),
        ("snake_case stays", "snake_case stays"),
        ("no &copy; sign", "no &amp;copy; sign"),
        ("a < b > c & d", "a < b > c & d"),
        ("> no quote", "\\> no quote"),
        (": no definition", "\\: no definition"),
    ],
)
def test_an_answer_is_written_as_text(answer, written):
    assert _joined("Some words\n", {"Some words": answer}) == f"{written}\n"


def test_marks_are_written_from_the_source_wherever_the_answer_has_them():
    body = 'A [red](r.html "Hi there") **house** with `code`.\n'
    answers = {"A ⟦1⟧red⟦2⟧ ⟦3⟧house⟦4⟧ with ⟦5⟧.": "Une ⟦3⟧maison⟦4⟧ ⟦1⟧rouge⟦2⟧ à ⟦5⟧.", "Hi there": 'Salut "toi"'}

    assert _joined(body, answers) == 'Une **maison** [rouge](r.html "Salut “toi”") à `code`.\n'


def test_a_short_reference_names_its_definition():
    assert _joined("See [the book].\n\n[the book]: /b\n", {"See ⟦1⟧the book⟦2⟧.": "Voir ⟦1⟧le livre⟦2⟧."}) == (
        "Voir [le livre][the book].\n\n[the book]: /b\n"
    )


def test_headings_keep_the_ids_of_the_source():
    body = "## A word\n\n## A word\n\n## 3 pigs\n\n## Own {#own}\n\n## Same\n"
    answers = {"A word": "Un mot", "3 pigs": "3 cochons", "Own": "Propre"}

    assert _joined(body, answers) == (
        '## Un mot {#a-word}\n\n## Un mot {#a-word-1}\n\n## 3 cochons\n{: id="3-pigs"}\n\n## Propre {#own}\n\n## Same\n'
    )


def test_underlined_headings_in_lists_and_quotes_keep_theirs():
    body = "> Über uns\n> ---\n\n- ## 1 head\n"
    answers = {"Über uns": "About us", "1 head": "1 Kopf"}
    joined = _joined(body, answers, "de")

    assert joined == '> About us\n> ---\n> {: id="über-uns"}\n\n- ## 1 Kopf\n  {: id="1-head"}\n'
    assert outline.same_structure(body, joined)


def test_an_answer_that_would_change_a_block_gives_way_to_the_source():
    body = "Say ABC now.\n\nMore words.\n\n*[ABC]: Alphabet\n"
    answers = {"More words.": "Encore ABC.", "Alphabet": "L'alphabet"}
    whole = outline.split(body, "en")
    joined, found = outline.join_checked(
        whole, [Answer(answers.get(segment.text, segment.text), "engine") for segment in whole.segments]
    )

    assert joined == "Say ABC now.\n\nMore words.\n\n*[ABC]: L'alphabet\n"
    assert [answer.rung for answer in found if answer.text == "More words."] == ["source"]


def test_wide_full_stops_need_no_space_between_sentences():
    assert _joined("One is here. Two is there.\n", {"One is here.": "一在这里。", "Two is there.": "二在那里。"}) == (
        "一在这里。二在那里。\n"
    )


def test_sentences_that_stood_close_are_parted_in_a_language_with_spaces():
    assert _joined("一在这里。二在那里。\n", {"一在这里。": "One is here.", "二在那里。": "Two is there."}, "zh") == (
        "One is here. Two is there.\n"
    )


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("Why I moved to `git`", ["Why I moved to ⟦1⟧"]),
        ("Tom &amp; Jerry in {{ site.title }}", ["Tom & Jerry in ⟦1⟧"]),
        ("A <em>fine</em> day", ["A ⟦1⟧fine⟦2⟧ day"]),
        ("# 1 in C", ["# 1 in C"]),
        ("v1.2.3", []),
        ("", []),
    ],
)
def test_a_title_is_plain_words_with_a_little_markup(text, texts):
    assert [segment.text for segment in outline.split_plain(text, "en").segments] == texts


def test_no_tag_begins_in_a_title():
    whole = outline.split_plain("A fine day", "en")

    assert whole.join([Answer("<script> {{ x }} 1. *day*", "engine")]) == "&lt;script> { { x }} 1. *day*"


def test_windows_line_ends_stay():
    assert _joined("One.\r\n\r\nTwo.\r\n", {"Two.": "Deux."}) == "One.\r\n\r\nDeux.\r\n"


def test_a_body_whose_headings_have_their_ids_written_is_joined_without_a_look_at_them(monkeypatch):
    whole = outline.split("# Green tea {#tea}\n\nWords\n\n## A cup {#cup}\n", "en")
    read = []
    monkeypatch.setattr(structure, "read_body", lambda *args: read.append(args))

    joined = whole.join([Answer(f"{one.text} in fr", "engine") for one in whole.segments])

    assert joined == "# Green tea in fr {#tea}\n\nWords in fr\n\n## A cup in fr {#cup}\n"
    assert read == []


@pytest.mark.parametrize("heading", ["# Green tea", "Green tea\n=========", "# Green tea ##", "# `x` {:#y}"])
def test_a_heading_whose_id_follows_its_words_gets_it_written(heading):
    whole = outline.split(f"# First {{#one}}\n\n{heading}\n", "en")
    wanted = structure.read_body(whole.source).ids

    joined = whole.join([Answer(f"Autre {one.text}", "engine") for one in whole.segments])

    assert joined != whole.source
    assert structure.read_body(joined).ids == wanted


@pytest.mark.parametrize(
    ("body", "french"),
    [
        ("- **Speed**: It is fast.\n", "- **Vitesse**\xa0: C’est rapide.\n"),
        ("- *Speed*: It is fast.\n", "- *Vitesse*\xa0: C’est rapide.\n"),
        ("- `speed`: It is fast.\n", "- `speed`\xa0: C’est rapide.\n"),
        ("- [Speed](/s): It is fast.\n", "- [Vitesse](/s)\xa0: C’est rapide.\n"),
        ("Speed\n: It is fast.\n", "Vitesse\n: C’est rapide.\n"),
        ("See[^1].\n\n[^1]: It is fast.\n", "See[^1].\n\n[^1]: C’est rapide.\n"),
    ],
)
def test_a_colon_behind_a_lead_is_set_as_french_sets_it(body, french):
    answers = {"Speed": "Vitesse", "It is fast.": "C’est rapide."}
    whole = outline.split(body, "en")
    found = [Answer(answers.get(segment.text, segment.text), "engine") for segment in whole.segments]

    assert outline.join_checked(whole, found, "fr") == (french, found)
    assert outline.join_checked(whole, found, "de")[0] == french.replace("\xa0", "")
    assert _texts(french, "fr") == [one.text for one in found]
