"""Changes that the next meeting of a case has still to hear of."""

from __future__ import annotations

from dataclasses import replace

from meeting_room import Room

from mappa_desk.domain.cases import Case
from mappa_desk.domain.chasing import ChangeKind, UrgentChange
from mappa_desk.services import cases, meetings, urgent_changes
from mappa_desk.services.waiting_changes import waiting_changes


def _add(room: Room, case: Case, text: str) -> UrgentChange:
    return urgent_changes.add_change(
        room.work, case_id=case.id, change_kind=ChangeKind.RECALL, happened_on=room.work.today(), text=text
    ).value


def test_a_change_waits_until_its_case_meets_again(room: Room) -> None:
    case, other = room.case(), room.case("LAN-0500")
    planned = room.planned(case)
    first, second = _add(room, case, "Recalled"), _add(room, other, "Recalled too")
    assert [(one.change.id, one.case_reference) for one in waiting_changes(room.work)] == [
        (second.id, other.reference),
        (first.id, case.reference),
    ]
    room.clock.go_on(hours=1)
    meetings.start_meeting(room.work, meeting_id=planned.id)
    assert [one.change.id for one in waiting_changes(room.work)] == [second.id]
    late = _add(room, case, "Recalled in the meeting")
    assert late.id in {one.change.id for one in waiting_changes(room.work)}


def test_the_meeting_that_was_arranged_comes_with_it_and_a_closed_case_waits_for_nothing(room: Room) -> None:
    case = room.case()
    change = _add(room, case, "Recalled")
    assert [one.meeting for one in waiting_changes(room.work)] == [None]
    arranged = urgent_changes.arrange_meeting(room.work, change_id=change.id, on=room.work.today()).value
    assert [one.meeting.id for one in waiting_changes(room.work) if one.meeting] == [arranged.id]
    kept = cases.case_view(room.work, case_id=case.id).case
    cases.edit_case(room.work, case=replace(kept, closed_on=room.work.today()))
    assert waiting_changes(room.work) == ()
