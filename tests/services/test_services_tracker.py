"""The tracker: actions over all cases, filtered and counted in days."""

from __future__ import annotations

from datetime import timedelta

import pytest
from meeting_room import Room

from mappa_desk.domain.actions import ActionEventKind
from mappa_desk.domain.errors import RuleError
from mappa_desk.services import actions


def test_the_tracker_filters_and_counts_days(room: Room) -> None:
    meeting = room.running()
    soon = room.act(meeting, due=room.work.today() + timedelta(days=2))
    later = room.act(meeting, due=room.work.today() + timedelta(days=9))
    other = room.running(room.case("LAN-0500"))
    actions.make_action(room.work, meeting_id=other.id, item="plan", text="Ring", owner_agency="hsg")
    rows = actions.tracker(room.work)
    assert [row.reference for row in rows] == ["LAN-0417-M01-01", "LAN-0417-M01-02", "LAN-0500-M01-01"]
    assert [(row.days_left, row.overdue, row.agency_name) for row in rows] == [
        (2, False, "Probation"),
        (9, False, "Probation"),
        (None, False, "Housing"),
    ]
    in_five = room.work.today() + timedelta(days=5)
    assert [row.action.id for row in actions.tracker(room.work, on=in_five, overdue_only=True)] == [soon.id]
    assert len(actions.tracker(room.work, agency="hsg")) == 1
    assert len(actions.tracker(room.work, case_reference="lan-0417")) == 2
    actions.review_action(room.work, action_id=later.id, meeting_id=None, outcome=ActionEventKind.DONE)
    assert len(actions.tracker(room.work, open_only=True)) == 2
    with pytest.raises(RuleError, match="no case LAN-9999"):
        actions.tracker(room.work, case_reference="LAN-9999")
