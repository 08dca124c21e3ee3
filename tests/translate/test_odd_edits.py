"""Notes with all that Markdown has, edited by hand in odd ways: the rest follows the original, word for word."""

from __future__ import annotations

import json

import pytest
from builders import a_site
from test_story import run, spy

import blogtool.translate as story
from blogtool.read.config import read_config

__all__ = ["spy"]

EN, FR = "_posts/2020-01-01-kitchen.md", "_posts/fr/2020-01-01-kitchen-fr.md"
NOTE = """---
# a comment
title: &t "Kitchen notes"   # said at the door
description: >
  A long text
  over two lines.
image: {path: /a.png, alt: A cup}
other: *t
caption: [First one, Second one]
---

# Kitchen notes
{: .big #top}

- [ ] buy tea
- [x] buy milk
  - nested item with `⟦0⟧ code`
    1. deeper item

     continued paragraph here

| Name | Price | Note |
|:-----|------:|------|
| Tea  | $5 \\| 6 | a `a|b` cell |
| Milk | 2.5   | **bold** cell |

Text with a footnote.[^1] And {{ site.title }} here. {% include note.html text="hello there" %}

[^1]: The note has words.

    Second paragraph of the note.

$$
x = \\frac{1}{2}
$$

<div class="box" markdown="1">
Inside of *the* box.
</div>

<details><summary>More here</summary>
<p>Hidden text with <b>bold</b>.</p>
</details>

{% if page.x %}
Shown sometimes.
{% endif %}

Term
: Its definition.

*[HTML]: Hyper Text

HTML is here, and ⟦0⟧ in text, `x` ⟦1⟧ too.

> A quotation.
> It goes on.
{: .q}

```python
print("⟦0⟧")
```

Last words.\\
After a break.
"""
CHANGES = {"A quotation": "A citation", "Last words": "Final words", "buy tea": "buy coffee", "deeper": "deepest"}
EDITS = {
    "a paragraph more": ("> A quotation", "Mon paragraphe à moi.\n\n> A quotation"),
    "an item more": ("- [x] buy milk in fr\n", "- [x] buy milk in fr\n- [ ] du sucre\n"),
    "a cell": ("**bold** cell in fr", "cellule **grasse**"),
    "a note": ("[^1]: The note has words in fr.", "[^1]: Une note à moi."),
    "two sentences for one": ("Inside of *the* box in fr.", "Dedans. Et dehors."),
    "a comment": ("Term in fr\n", "<!-- à revoir -->\n\nTerm in fr\n"),
    "a table more": ("HTML is here", "| a | b |\n|---|---|\n| un | deux |\n\nHTML is here"),
    "front matter": ("lang: fr\n", "lang: fr\nauthor: Moi\n"),
    "a heading less": ("# Kitchen notes in fr\n{: .big #top}\n\n", ""),
}


@pytest.fixture
def site(tmp_path, spy):
    return a_site(tmp_path, **{"_config.yml": "lang: en\ntranslate: {to: [fr], engine: spy}\n", EN: NOTE})


@pytest.mark.parametrize("edit", EDITS)
def test_an_odd_edit_stays_and_the_rest_follows_to_the_letter(site, edit):
    run(site)
    old, new = EDITS[edit]
    mine = (site / FR).read_text()
    assert old in mine
    mine = mine.replace(old, new, 1)
    (site / FR).write_text(mine)
    run(site)
    assert (site / FR).read_text() == mine
    changed = NOTE
    for before, after in CHANGES.items():
        changed = changed.replace(before, after)
    (site / EN).write_text(changed)

    run(site)

    for before, after in CHANGES.items():
        mine = mine.replace(before, after)
    assert body((site / FR).read_text()) == body(mine)
    assert "author: Moi" in (site / FR).read_text() or edit != "front matter"


def test_an_item_less_makes_no_item_the_translation_of_another(site):
    run(site)
    mine = (site / FR).read_text().replace("- [x] buy milk in fr\n", "")  # its items are those of the item above now
    (site / FR).write_text(mine)
    run(site)
    (site / EN).write_text(NOTE.replace("buy tea", "buy coffee").replace("Last words", "Final words"))

    run(site)

    made = (site / FR).read_text()
    assert body(made) == body(mine.replace("Last words", "Final words").replace("buy tea", "buy coffee"))


def test_sentences_in_another_order_correct_nothing_and_each_follows_its_own(site):
    run(site)
    mine = (site / FR).read_text().replace("Last words in fr.", "@@")
    mine = mine.replace("Shown sometimes in fr.", "Last words in fr.").replace("@@", "Shown sometimes in fr.")
    (site / FR).write_text(mine)
    run(site)
    (site / EN).write_text(NOTE.replace("Last words", "Final words"))

    run(site)

    assert body((site / FR).read_text()) == body(mine.replace("Last words", "Final words"))
    data = json.loads("\n".join(story.status(read_config(str(site)), as_json=True)))
    assert "person" not in data["posts"][0]["rungs"]


def body(text):
    return text.split("---\n", 2)[2]


def test_every_sentence_of_such_a_note_has_its_place(site):
    run(site)
    changed = (site / FR).read_text().replace("Its definition in fr.", "Sa définition.")
    (site / FR).write_text(changed)

    run(site)

    data = json.loads("\n".join(story.status(read_config(str(site)), as_json=True)))
    assert data["posts"][0]["rungs"]["person"] == 1
