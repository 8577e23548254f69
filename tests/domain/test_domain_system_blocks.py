"""Blocks for a case system: never too long, never a word lost, cut where a reader would."""

from __future__ import annotations

import random

import pytest

from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.system_blocks import Block, Piece, blocks_of, size_of


def words_of(blocks: tuple[Block, ...]) -> list[str]:
    return " ".join(block.body for block in blocks).split()


def cut(pieces: list[Piece], length: int, note: str = "") -> tuple[Block, ...]:
    blocks = blocks_of(pieces, reference="LAN-0417-M03", length=length, note=note)
    assert all(size_of(block.text) <= length for block in blocks)
    assert [block.number for block in blocks] == list(range(1, len(blocks) + 1))
    return blocks


def test_a_block_says_which_it_is_and_counts_line_ends_twice() -> None:
    (block,) = cut([Piece("Minutes", heading=True), Piece("All of it.")], 4_000, "draft")
    assert block.text == "LAN-0417-M03 block 1 of 1 (draft)\nMinutes\nAll of it."
    assert size_of("a\nb") == 4


def test_blocks_end_with_paragraphs_and_headings_go_with_what_follows() -> None:
    pieces = [
        Piece("One " * 30),
        Piece("1 Heading", heading=True, apart=True),
        Piece("Police offender manager", heading=True),
        Piece("Two " * 30),
        Piece("Three"),
    ]
    first, second = cut(pieces, 240)
    assert first.body == "One " * 30
    assert second.body == "1 Heading\nPolice offender manager\n" + "Two " * 30 + "\nThree"


def test_a_long_paragraph_is_cut_between_sentences_then_words() -> None:
    sentence = "He was seen at the premises on the third of May. "
    first, *rest = cut([Piece((sentence * 12).strip())], 300)
    assert all(block.body.endswith("May.") for block in (first, *rest))
    unbroken = cut([Piece("word " * 200)], 300)
    assert all(not block.body.startswith(" ") for block in unbroken)
    assert words_of(unbroken) == ["word"] * 200
    hard = cut([Piece("x" * 1_000)], 300)
    assert "".join(block.body for block in hard) == "x" * 1_000


def test_no_word_is_lost_at_any_length() -> None:
    chance = random.Random(417)
    for _ in range(120):
        pieces = [
            Piece(
                " ".join("abc." * chance.randint(1, 3) for _ in range(chance.randint(1, 90))),
                heading=chance.random() < 0.3,
                apart=chance.random() < 0.2,
            )
            for _ in range(chance.randint(1, 30))
        ]
        blocks = cut(pieces, chance.randint(200, 900), chance.choice(["", "draft, practice"]))
        assert words_of(blocks) == " ".join(piece.text for piece in pieces).split()


@pytest.mark.parametrize("length", [0, 199, 100_001])
def test_a_length_that_cannot_be_is_refused(length: int) -> None:
    with pytest.raises(RuleError, match="between 200 and"):
        blocks_of([Piece("a")], reference="LAN-0417-M03", length=length)


def test_no_words_make_no_block() -> None:
    assert blocks_of([], reference="LAN-0417-M03") == ()
