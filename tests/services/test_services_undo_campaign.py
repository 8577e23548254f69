"""Random edits, undos and redos on two meetings find every state again (long form: docs/testing.md)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from meeting_room import Room
from undo_campaign import Campaign, campaign

from mappa_desk.domain.meetings import Meeting

STEPS = 240


def test_every_state_is_found_again_and_nothing_crosses_over(tmp_path: Path) -> None:
    counts = campaign(tmp_path / "vault", steps=STEPS, seed=20, told=lambda _words: None)
    assert counts["edit"] > 60 and counts["undo"] > 90 and counts["redo"] > 48
    assert counts["move"] > 0


def test_the_campaign_notices_what_is_changed_behind_its_back(room: Room) -> None:
    made = Campaign(room, seed=3)
    made.run(20)
    with room.work.writing() as uow:
        uow.save(replace(uow.get(Meeting, made.sides[0].meeting.id), place="Elsewhere"))
    with pytest.raises(AssertionError):
        made.run(20)
