"""Which words that were saved elsewhere the record holds already."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.elsewhere import UnkeptWords, WordsState, stands_in

AT = datetime(2026, 11, 22, 10, tzinfo=UTC)


def entry(text: str, words: str = "", *, removed: bool = False) -> Entry:
    return Entry(id="e", meeting_id="m", position=1, text=text, words=words, captured_at=AT, removed=removed)


@pytest.mark.parametrize(
    ("state", "text", "kept", "stands"),
    [
        (WordsState.ENTRY, " He moved. ", entry("He moved."), True),
        (WordsState.ENTRY, "he mvd", entry("He moved.", "he mvd"), True),
        (WordsState.ENTRY, "He moved.", entry("He moved.", removed=True), True),
        (WordsState.ENTRY, "He mov", entry("He moved."), False),
        (WordsState.CHANGE, "He left.", entry("He moved."), False),
        (WordsState.HALF_TYPED, "He mov", entry("He moved."), True),
        (WordsState.HALF_TYPED, "he m", entry("He moved.", "he mvd"), True),
        (WordsState.HALF_TYPED, "She", entry("He moved."), False),
    ],
)
def test_words_that_are_kept_are_not_taken_in_twice(
    state: WordsState, text: str, kept: Entry, stands: bool
) -> None:
    assert stands_in((entry("Another."), kept), UnkeptWords(state=state, text=text, at=AT)) is stands
