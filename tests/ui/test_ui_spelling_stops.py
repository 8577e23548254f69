"""When the dictionary does not answer, typing goes on."""

from __future__ import annotations

import pytest
from spelling_room import Writer


@pytest.fixture
def lonely_writer(filled_room, monkeypatch) -> Writer:
    """With an office of their own, which they may spoil."""
    return Writer(filled_room).listening(monkeypatch)


def test_a_dictionary_that_dies_is_started_again_and_at_last_given_up_in_one_sentence(lonely_writer) -> None:
    writer = lonely_writer
    field = writer.summary()
    writer.type("teh ")
    writer.wait_for(field, "teh")
    for word in ("recieve", "seperate", "definately"):
        writer.office.spelling._dictionary._process.kill()
        before = writer.office.spelling._failures
        writer.type(f"{word} ")
        writer.room.wait(lambda before=before: writer.office.spelling._failures > before)
        if not writer.office.spelling._stopped:
            writer.marks(field).look_soon()
            writer.room.wait(lambda word=word: word in writer.marks(field).marked())
    writer.wait_for(field)
    assert writer.shell._banners.top.lead == "Spelling has stopped."
    writer.type("still types")
    assert field.toPlainText().endswith("still types")
