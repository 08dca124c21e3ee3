"""Signs that nobody sees (directions, joiners, soft hyphens) stay in their words and between marks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blogtool.translate import outline
from blogtool.translate.engines import ENGINES
from blogtool.translate.ladder import translate_segments

CONTROLS = [chr(code) for code in (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A))]
CONTROLS += ["\xad", "\ufeff", "\u2060", "\u061c"]
BODY = """\
# Head *one* here

First sentence here. Second `code` one [link text](/u "title text") end.
soft wrap

- item one
- item two

| a b | c d |
|---|---|
| e f | g h |

> quote text

<p title="hello you">html text</p>

![alt text](/x.png)
"""
RTL = 'שלום *עולם* `code`. مرحبا [بالعالم](/u "عنوان").\n'


class Loud:
    """Changes every word, and no sign."""

    def translate(self, texts, source, target):
        return [text.upper() for text in texts]


def through(body, engine, source="en", target="nl"):
    whole = outline.split(body, source, {})
    answers = translate_segments(list(whole.segments), engine, source, target)
    return outline.join_checked(whole, answers)[0]


@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(st.sampled_from(CONTROLS), st.integers(0, len(BODY))), min_size=1, max_size=4))
def test_echo_gives_every_byte_back(inserted):
    body = BODY
    for sign, place in inserted:
        body = body[:place] + sign + body[place:]

    assert through(body, ENGINES["echo"]()) == body


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(CONTROLS), st.integers(0, len(BODY)))
def test_a_sign_stays_where_every_word_is_another(sign, place):
    assert through(BODY[:place] + sign + BODY[place:], Loud()).count(sign) == 1


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(CONTROLS), st.integers(0, len(RTL)))
def test_a_sign_stays_in_texts_from_right_to_left(sign, place):
    body = RTL[:place] + sign + RTL[place:]

    assert through(body, ENGINES["echo"](), "he", "nl") == body


@pytest.mark.parametrize("sign", CONTROLS)
def test_a_pair_around_a_word_or_a_whole_text_stays_a_pair(sign):
    body = f"{sign}The tea{sign} is {sign}**green**{sign}.\n\n- {sign}one cup{sign}\n"

    assert through(body, ENGINES["echo"]()) == body
    assert through(body, Loud()).count(sign) == 6
