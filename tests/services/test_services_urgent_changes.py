"""Changes that cannot wait: a dated line on the case, an earlier meeting, and both taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from meeting_room import Room

from mappa_desk.domain.actions import Channel
from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.cases import Case
from mappa_desk.domain.chasing import ChangeKind, UrgentChange
from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.domain.meetings import MeetingState
from mappa_desk.services import meetings, panel_days, urgent_changes


def _add(room: Room, case: Case, days_ago: int = 0, text: str = "Arrested in Preston") -> UrgentChange:
    return urgent_changes.add_change(
        room.work,
        case_id=case.id,
        change_kind=ChangeKind.ARREST,
        happened_on=room.work.today() - timedelta(days=days_ago),
        text=text,
        told_by=" Duty sergeant ",
        came_by=Channel.TELEPHONE,
    ).value


def test_a_change_is_a_dated_line_on_its_case_and_can_be_taken_off(room: Room) -> None:
    case, other = room.case(), room.case("LAN-0500")
    old, new = _add(room, case, 3, "Lost the flat"), _add(room, case)
    elsewhere = _add(room, other, 1)
    assert (new.told_by, new.came_by) == ("Duty sergeant", Channel.TELEPHONE)
    assert urgent_changes.urgent_changes(room.work, case_id=case.id) == (new, old)
    assert [one.id for one in urgent_changes.urgent_changes(room.work)] == [new.id, elsewhere.id, old.id]
    urgent_changes.remove_change(room.work, change_id=old.id)
    assert not urgent_changes.remove_change(room.work, change_id=old.id).changes
    assert urgent_changes.urgent_changes(room.work, case_id=case.id) == (new,)
    with pytest.raises(RuleError, match="taken off"):
        urgent_changes.arrange_meeting(room.work, change_id=old.id, on=room.work.today())
    urgent_changes.bring_change_back(room.work, change_id=old.id)
    assert len(urgent_changes.urgent_changes(room.work, case_id=case.id)) == 2


def test_a_change_needs_words_and_a_day_that_has_come(room: Room) -> None:
    case = room.case()
    for days, text, field in ((0, "  ", "text"), (-1, "Arrested", "happened_on")):
        with pytest.raises(RuleError) as refused:
            _add(room, case, days, text)
        assert refused.value.field == field
    with pytest.raises(NotFound):
        _add(room, replace(case, id="f" * 32))
    assert urgent_changes.urgent_changes(room.work) == ()


def test_the_planned_review_is_brought_forward_and_put_back(room: Room) -> None:
    case = room.case()
    day = panel_days.make_panel_day(
        room.work, on=room.work.today() + timedelta(weeks=6), title="Panel", place="Hall"
    ).value
    review = meetings.plan_meeting(
        room.work, case_id=case.id, kind=MeetingKind.REVIEW, on=day.on, at="10:00", panel_day_id=day.id
    ).value
    change = _add(room, case)
    offer = urgent_changes.earlier_meeting(room.work, change_id=change.id)
    assert (offer.review, offer.none_because) == (review, "")
    assert offer.offered_on == room.work.today() + timedelta(days=3)
    arranged = {"change_id": change.id, "on": offer.offered_on}
    moved = urgent_changes.arrange_meeting(room.work, **arranged, at=" 14:00 ").value
    assert (moved.id, moved.tag, moved.planned_at, moved.panel_day_id) == (review.id, "M01", "14:00", None)
    assert urgent_changes.urgent_changes(room.work)[0].meeting_id == review.id
    with pytest.raises(RuleError, match="no later than that day"):
        urgent_changes.arrange_meeting(room.work, **arranged)
    back = urgent_changes.put_meeting_back(room.work, change_id=change.id).value
    assert (back.planned_on, back.planned_at, back.panel_day_id) == (day.on, "10:00", day.id)
    assert urgent_changes.urgent_changes(room.work)[0].meeting_id is None
    with pytest.raises(RuleError, match="no meeting of this change"):
        urgent_changes.put_meeting_back(room.work, change_id=change.id)
    urgent_changes.arrange_meeting(room.work, **arranged)
    with room.work.reading() as reading:
        kept = reading.get(type(review), review.id)
    meetings.edit_meeting(room.work, meeting=replace(kept, planned_at="15:00"))
    with pytest.raises(RuleError, match="arranged anew since"):
        urgent_changes.put_meeting_back(room.work, change_id=change.id)


def test_where_no_review_is_planned_one_is_and_is_cancelled_again(room: Room) -> None:
    first = room.running()
    with room.work.reading() as reading:
        case = reading.get(Case, first.case_id)
    change = _add(room, case)
    assert "under way" in urgent_changes.earlier_meeting(room.work, change_id=change.id).none_because
    with pytest.raises(RuleError, match="M01 is under way"):
        urgent_changes.arrange_meeting(room.work, change_id=change.id, on=room.work.today())
    meetings.close_meeting(room.work, meeting_id=first.id)
    with pytest.raises(RuleError, match="is past"):
        urgent_changes.arrange_meeting(
            room.work, change_id=change.id, on=room.work.today() - timedelta(days=1)
        )
    made = urgent_changes.arrange_meeting(room.work, change_id=change.id, on=room.work.today()).value
    assert (made.tag, made.kind, made.state) == ("M02", MeetingKind.REVIEW, MeetingState.PLANNED)
    back = urgent_changes.put_meeting_back(room.work, change_id=change.id).value
    assert (back.id, back.state) == (made.id, MeetingState.CANCELLED)
    with room.work.writing() as uow:
        uow.save(replace(uow.get(Case, case.id), closed_on=room.work.today()))
    with pytest.raises(RuleError, match="case is closed"):
        urgent_changes.arrange_meeting(room.work, change_id=change.id, on=room.work.today())
