"""The wording of documents filled in: what the rules need of it."""

from __future__ import annotations

import re

import pytest

from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.wordings import Wording, capital, sentence

WORDS = {
    "paper.number_words": "no one two",
    "paper.ordinal_words": "zeroth first second",
    "paper.list_and": " and ",
    "note_one": "{Count} note.",
    "note_many": "{Count} notes of {all}.",
    "abbreviation.AP": "approved premises",
}


def test_blanks_are_filled_and_never_read_for_blanks() -> None:
    words = Wording(WORDS)
    assert words.counted("note", 1) == "One note."
    assert words.counted("note", 2, all="{Count}") == "Two notes of {Count}."


@pytest.mark.parametrize("key", ["no_such_key", "note_many"])
def test_a_missing_word_or_blank_is_named(key: str) -> None:
    with pytest.raises(RuleError, match=re.escape(key)):
        Wording(WORDS)(key)


def test_numbers_and_places_in_words_as_far_as_they_go() -> None:
    words = Wording(WORDS)
    assert [words.number(number) for number in (0, 2, 3, -1)] == ["no", "two", "3", "-1"]
    assert [words.ordinal(number) for number in (1, 3, 11, 21, 22, 113)] == [
        "first", "3rd", "11th", "21st", "22nd", "113th",
    ]  # fmt: skip


def test_lists_and_ends_of_sentences() -> None:
    words = Wording(WORDS)
    assert [words.listed(one) for one in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "", "a", "a and b", "a, b and c",
    ]  # fmt: skip
    assert [sentence(one) for one in ("", "Seen", "Seen?")] == ["", "Seen.", "Seen?"]
    assert (capital("seen"), capital("")) == ("Seen", "")
    assert words.first_key("abbreviation.") == {"AP": "approved premises"}
