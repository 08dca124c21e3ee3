"""Another language pair begins from a model's weights: its vocabulary takes over vectors."""

from __future__ import annotations

import numpy as np
import pytest

from tools.train_model.transfer import Table, bridged, companions, moved

OLD = Table(
    ["▁the", "▁maison", "▁mai", "son", "▁rouge"],
    np.array([[1, 0], [0, 1], [2, 2], [4, 4], [-1, 0]], np.float32),
    np.array([0.1, 0.2, 0.3, 0.5, 0.4], np.float32),
)
ENGLISH = ("▁the ▁house", "▁red", "▁a ▁house", "▁the ▁red")
FRENCH = list(zip(ENGLISH, ("▁la ▁maison", "▁rouge", "▁une ▁maison", "▁le ▁rouge"), strict=True))
SPANISH = list(zip(ENGLISH, ("▁la ▁casa", "▁rojo", "▁una ▁casa", "▁el ▁rojo"), strict=True))


def split_pairs(pairs: list[tuple[str, str]]) -> list[tuple[list[str], list[str]]]:
    return [(source.split(), target.split()) for source, target in pairs]


def no_parts(piece: str) -> list[str]:
    return []


def test_a_piece_of_both_vocabularies_keeps_its_vector_and_bias() -> None:
    made = moved(OLD, ["▁rouge", "▁the"], no_parts)
    assert made.vectors[:2].tolist() == [[-1, 0], [1, 0]]
    assert made.biases[:2].tolist() == pytest.approx([0.4, 0.1])


def test_a_new_piece_begins_about_where_its_parts_are() -> None:
    made = moved(OLD, ["▁maison", "▁maisons"], lambda piece: ["▁mai", "son"])
    spread = OLD.vectors.std()
    assert np.abs(made.vectors[1] - [3, 3]).max() < spread
    assert made.biases[1] == pytest.approx(0.4)


def test_a_word_begins_where_the_old_word_of_its_meaning_was() -> None:
    bridge = bridged(companions(split_pairs(FRENCH), least=2), companions(split_pairs(SPANISH), least=2))
    assert max(bridge["▁casa"], key=lambda piece: bridge["▁casa"][piece]) == "▁maison"
    assert max(bridge["▁rojo"], key=lambda piece: bridge["▁rojo"][piece]) == "▁rouge"
    made = moved(OLD, ["▁casa"], lambda piece: ["son"], bridge)
    assert np.abs(made.vectors[0] - OLD.vectors[1]).max() < OLD.vectors.std()


def test_what_stands_together_too_seldom_is_no_companion() -> None:
    assert companions(split_pairs(FRENCH), least=3) == {}
    assert "▁maison" in companions(split_pairs(FRENCH), least=2)


def test_a_bridge_leaves_out_what_no_old_piece_is_reached_by() -> None:
    assert bridged({"▁maison": {"▁house": 0.9}}, {"▁perro": {"▁dog": 0.9}, "▁y": {"▁house": 0.01}}) == {}


def test_new_pieces_never_begin_alike_and_the_same_seed_makes_the_same_table() -> None:
    pieces = ["▁casa", "▁hogar", "▁vivienda"]
    first, again = (moved(OLD, pieces, no_parts, seed=7) for _ in range(2))
    assert len({tuple(row) for row in first.vectors[:3].tolist()}) == 3
    assert (first.vectors == again.vectors).all()


def test_the_table_is_filled_up_to_a_multiple_of_eight() -> None:
    made = moved(OLD, ["▁the", "▁x"], no_parts)
    assert made.vectors.shape == (8, 2)
    assert made.biases.shape == (8,)
    assert made.vectors[2:].any() == np.False_
    assert made.vectors.dtype == made.biases.dtype == np.float32
