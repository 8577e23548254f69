"""Word-level differences: both texts come out of the pieces again, and only what changed is named."""

from __future__ import annotations

import itertools
import random

import pytest

from mappa_desk.domain.text_changes import Piece, PieceKind, changes

KEPT, ADDED, TAKEN = PieceKind.KEPT, PieceKind.ADDED, PieceKind.TAKEN


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("", "", []),
        ("Same words.", "Same words.", [(KEPT, "Same words.")]),
        ("", "New.", [(ADDED, "New.")]),
        ("Gone.", "", [(TAKEN, "Gone.")]),
        (
            "He was seen yesterday at the bus stop.",
            "He was seen on Wednesday 11 November 2026 at the bus stop.",
            [
                (KEPT, "He was seen "),
                (TAKEN, "yesterday"),
                (ADDED, "on Wednesday 11 November 2026"),
                (KEPT, " at the bus stop."),
            ],
        ),
        ("a b c d", "a x y d", [(KEPT, "a "), (TAKEN, "b c"), (ADDED, "x y"), (KEPT, " d")]),
        ("one two", "one two three", [(KEPT, "one two"), (ADDED, " three")]),
        ("the person’s flat", "the person’s new flat", [(KEPT, "the person’s "), (ADDED, "new "),
                                                       (KEPT, "flat")]),
        ("A. B.", "A.\nB.", [(KEPT, "A."), (TAKEN, " "), (ADDED, "\n"), (KEPT, "B.")]),
    ],
)  # fmt: skip
def test_what_changed_is_named_word_by_word(before: str, after: str, pieces: list[tuple[str, str]]) -> None:
    assert changes(before, after) == tuple(Piece(kind, text) for kind, text in pieces)


def test_both_texts_come_out_of_the_pieces_again() -> None:
    draw = random.Random(5)
    parts = ["a", "b.", "c’s", " ", "  ", "\n", "dé", "—", "e-f", "\t", "😀"]
    for _ in range(2_000):
        before, after = ("".join(draw.choices(parts, k=draw.randint(0, 14))) for _ in range(2))
        pieces = changes(before, after)
        assert "".join(one.text for one in pieces if one.kind is not ADDED) == before
        assert "".join(one.text for one in pieces if one.kind is not TAKEN) == after
        assert all(one.text for one in pieces)
        assert all(one.kind is not other.kind for one, other in itertools.pairwise(pieces))


def test_a_wall_of_text_is_compared_too() -> None:
    before = " ".join(f"word{number % 700}" for number in range(4_000))
    after = before.replace("word350 ", "").replace("word3 ", "words 3 ")
    pieces = changes(before, after)
    assert "".join(one.text for one in pieces if one.kind is not TAKEN) == after
    assert any(one.kind is TAKEN for one in pieces)
