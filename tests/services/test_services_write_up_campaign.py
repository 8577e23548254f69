"""Random work on the minutes keeps every word and the shorthand; undo finds every state again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from meeting_room import Room
from write_up_campaign import Campaign, campaign

from mappa_desk.domain.contributions import Entry

STEPS = 180


def test_no_word_goes_while_minutes_are_written_up(tmp_path: Path) -> None:
    counts = campaign(tmp_path / "vault", steps=STEPS, seed=7, entries=36, looks=10, told=lambda _words: None)
    assert counts["split"] > 9 and counts["join"] > 9 and counts["move"] > 12 and counts["replace"] > 6
    assert counts["undo"] > 60 and counts["redo"] > 48


@pytest.mark.parametrize("lost", [{"text": "Other words"}, {"words": "typed later"}])
def test_the_campaign_notices_what_is_changed_behind_its_back(room: Room, lost: dict[str, str]) -> None:
    made = Campaign(room, seed=3, entries=12)
    made.run(5)
    with room.work.writing() as uow:
        entry = next(one for one in uow.all(Entry, meeting_id=made.meeting.id, removed=False) if one.words)
        uow.save(replace(entry, **lost))
    with pytest.raises(AssertionError):
        made.run(30)
