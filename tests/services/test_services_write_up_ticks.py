"""What is finished on no entry: each sentence of the front sheet and each reason by itself; old ticks too."""

from __future__ import annotations

import pytest
from meeting_room import Room

from mappa_desk.domain.agendas import ItemState
from mappa_desk.domain.write_up import FRONT_KEYS
from mappa_desk.services import items, meetings, undo, write_up

WHY, RISK = FRONT_KEYS


class _Page:
    """The page of a closed meeting with a settled item, followed from change to change."""

    def __init__(self, room: Room) -> None:
        self.room, self.meeting_id = room, room.running().id
        codes = tuple(one.code for one in self.read().view.items if one.settle_reasons)[:2]
        items.settle_items(
            room.work,
            meeting_id=self.meeting_id,
            items=codes,
            state=ItemState.NOT_APPLICABLE,
            reason="None today",
        )
        meetings.close_meeting(room.work, meeting_id=self.meeting_id)
        self.up = self.read()
        self.reasons = tuple(f"item:{code}:reason" for code in codes)

    def read(self) -> write_up.WriteUpView:
        return write_up.write_up_view(self.room.work, meeting_id=self.meeting_id)

    def tick(self, words: str, *, active: bool = True) -> None:
        done = write_up.tick(
            self.room.work, meeting_id=self.meeting_id, record_id=self.meeting_id, words=words, active=active
        )
        self.up = write_up.write_up_change(self.room.work, page=self.up, changes=done.changes)
        assert self.up.paragraphs == self.read().paragraphs

    def done(self) -> list[str]:
        return [row.key for row in self.up.paragraphs if row.finished]


@pytest.fixture
def page(room: Room) -> _Page:
    return _Page(room)


def test_each_paragraph_without_an_entry_is_finished_by_itself(page: _Page) -> None:
    rows = {row.key: row for row in page.up.paragraphs}
    assert [write_up.tick_words(rows[key]) for key in (WHY, page.reasons[0])] == [WHY, page.reasons[0]]
    before = page.up.finished
    page.tick(WHY)
    assert page.done() == [WHY] and page.up.finished == before + 1
    page.tick(page.reasons[1])
    assert page.done() == [WHY, page.reasons[1]]
    page.tick(WHY, active=False)
    assert page.done() == [page.reasons[1]] and page.up.finished == before


def test_a_tick_of_an_earlier_version_counts_for_both_until_one_is_opened(page: _Page) -> None:
    before = page.up.finished
    page.tick("")
    assert page.done() == [WHY, RISK] and page.up.finished == before + 2
    page.tick(WHY, active=False)
    assert page.done() == [RISK]
    undo.undo(page.room.work, meeting_id=page.meeting_id)
    assert [row.key for row in page.read().paragraphs if row.finished] == [WHY, RISK]
