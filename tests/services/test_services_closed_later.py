"""What was said of an open action in a closed part is in no paper of a later meeting for those who left."""

from __future__ import annotations

from dataclasses import replace

import pytest
from meeting_room import Room

from mappa_desk.domain.actions import Acceptance, Action, ActionEventKind
from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.attendance import AttendanceState
from mappa_desk.domain.cases import Level
from mappa_desk.domain.editions import LIVE_LISTS, left_out, project
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import DocumentKind, MinutesSnapshot
from mappa_desk.services import actions, closed_parts, contributions, meetings, minutes, roll_call

WHY = "To see the source"
AGAINST = "The source would know"


def test_what_an_action_is_for_stays_in_the_closed_part_of_the_meeting_before(room: Room) -> None:
    first = room.running()
    action = room.act(first)
    _close(room, first)
    actions.revise_action(room.work, action=replace(action, purpose=WHY))
    closed_parts.end_closed_part(room.work, meeting_id=first.id)
    later = _next(room, first)
    for kind, snapshot in _papers(room, later):
        assert _told(snapshot, kind, annex=False) == [""], kind
        if kind not in LIVE_LISTS:
            assert _told(snapshot, kind, annex=True) == [WHY]
            out = left_out(snapshot, kind, agency="prob")
            assert action.id in {one.record_id for one in out}


def test_what_is_said_of_an_earlier_action_in_todays_closed_part_stays_in_it(room: Room) -> None:
    first = room.running()
    action = room.act(first)
    later = _next(room, first)
    _close(room, later)
    actions.revise_action(room.work, action=replace(_kept(room, later, action.id), purpose=WHY))
    closed_parts.end_closed_part(room.work, meeting_id=later.id)
    for kind, snapshot in _papers(room, later):
        assert _told(snapshot, kind, annex=False) == [""], kind
    whole = minutes.snapshot(room.work, meeting_id=later.id)
    police = project(whole, DocumentKind.MINUTES, agency="pol")
    assert [past.action.purpose for past in police.previous_actions] == [WHY]


def test_what_is_said_later_in_a_closed_part_is_not_in_todays_lists_of_the_meeting_before(room: Room) -> None:
    first = room.running()
    action = room.act(first)
    later = _next(room, first)
    _close(room, later)
    actions.revise_action(room.work, action=replace(_kept(room, later, action.id), purpose=WHY))
    closed_parts.end_closed_part(room.work, meeting_id=later.id)
    for kind in (DocumentKind.ACTIONS, DocumentKind.AGENCY_ACTIONS, DocumentKind.AGENCY_SLIP):
        snapshot = minutes.snapshot(room.work, meeting_id=first.id, kind=kind)
        seen = project(snapshot, kind, agency="prob")
        assert [one.text for one in seen.actions] == [action.text]
        assert WHY in repr(snapshot)
        assert WHY not in repr(seen), kind


def test_late_minutes_do_not_tell_what_a_later_closed_part_said_of_an_action(room: Room) -> None:
    first = room.running()
    action = room.act(first)
    room.say_the_needed(first, Level.THREE)
    meetings.close_meeting(room.work, meeting_id=first.id)
    room.clock.go_on(weeks=6)
    later = room.running(room.look(first).case, MeetingKind.REVIEW)
    _close(room, later)
    told = {"outcome": ActionEventKind.DONE, "note": WHY, "told_by": AGAINST}
    actions.review_action(room.work, action_id=action.id, meeting_id=later.id, **told)  # type: ignore[arg-type]  # by name
    closed_parts.end_closed_part(room.work, meeting_id=later.id)
    for meeting in (first, later):
        for kind, snapshot in _papers(room, meeting):
            seen = repr(project(snapshot, kind, agency="prob"))
            assert WHY not in seen and AGAINST not in seen, kind
    assert WHY in repr(
        project(minutes.snapshot(room.work, meeting_id=later.id), DocumentKind.MINUTES, agency="pol")
    )


def test_an_objection_stays_in_the_closed_part_of_the_meeting_before(room: Room) -> None:
    first = room.running()
    action = room.act(first)
    room.finish(first)
    later = room.running(room.look(first).case, MeetingKind.REVIEW)
    _close(room, later)
    told = {"acceptance": Acceptance.OBJECTED, "by": "Ann Lloyd", "objection": AGAINST}
    actions.read_back(room.work, action_id=action.id, **told)  # type: ignore[arg-type]  # by name
    closed_parts.end_closed_part(room.work, meeting_id=later.id)
    for kind, snapshot in _papers(room, later):
        assert AGAINST in repr(snapshot), kind
        assert AGAINST not in repr(project(snapshot, kind, agency="prob")), kind


def _papers(room: Room, meeting: Meeting) -> list[tuple[DocumentKind, MinutesSnapshot]]:
    kinds = (DocumentKind.MINUTES, DocumentKind.AGENCY_ACTIONS, DocumentKind.ACTIONS_NOW)
    return [(kind, minutes.snapshot(room.work, meeting_id=meeting.id, kind=kind)) for kind in kinds]


def _told(snapshot: MinutesSnapshot, kind: DocumentKind, *, annex: bool) -> list[str]:
    seen = project(snapshot, kind, agency="" if annex else "prob", annex=annex)
    return [past.action.purpose for past in seen.previous_actions]


def _close(room: Room, meeting: Meeting) -> None:
    police = tuple(row.id for row in room.look(meeting).attendance if row.agency == "pol")
    closed_parts.begin_closed_part(room.work, meeting_id=meeting.id, stayed=police)


def _next(room: Room, first: Meeting) -> Meeting:
    room.finish(first)
    room.clock.go_on(weeks=6)
    return room.running(room.look(first).case, MeetingKind.REVIEW)


def _kept(room: Room, meeting: Meeting, action_id: str) -> Action:
    return next(past.action for past in room.look(meeting).past_actions if past.action.id == action_id)


def test_a_row_that_stayed_tells_nothing_to_one_who_did_not_come(room: Room) -> None:
    """The deputy heard it; the invited person who sent apologies did not, nor did the agency."""
    meeting = room.running()
    row = next(one for one in room.look(meeting).attendance if one.agency == "pol")
    roll_call.deputise(room.work, attendance_id=row.id, name="Dep Uty")
    _close(room, meeting)
    contributions.keep_line(room.work, meeting_id=meeting.id, item="risk", text=WHY, agency="pol")
    closed_parts.end_closed_part(room.work, meeting_id=meeting.id)
    whole = minutes.snapshot(room.work, meeting_id=meeting.id)
    assert WHY in repr(project(whole, DocumentKind.MINUTES, agency="pol", person=row.id))
    roll_call.mark(room.work, attendance_id=row.id, state=AttendanceState.APOLOGIES)
    whole = minutes.snapshot(room.work, meeting_id=meeting.id)
    for person in (row.id, ""):
        assert WHY not in repr(project(whole, DocumentKind.MINUTES, agency="pol", person=person))
    with pytest.raises(RuleError, match="was of somebody who stayed"):
        roll_call.mark(room.work, attendance_id=row.id, state=AttendanceState.ATTENDED)


def test_nobody_sits_in_for_one_who_stayed_in_a_closed_part(room: Room) -> None:
    meeting = room.running()
    row = next(one for one in room.look(meeting).attendance if one.agency == "pol")
    _close(room, meeting)
    for _again in range(2):
        with pytest.raises(RuleError, match="Add Dep Uty to the list"):
            roll_call.deputise(room.work, attendance_id=row.id, name="Dep Uty")
        if room.look(meeting).closed_parts[0].ended_at is None:
            closed_parts.end_closed_part(room.work, meeting_id=meeting.id)
    housing = next(one for one in room.look(meeting).attendance if one.agency == "hsg")
    sat = roll_call.deputise(room.work, attendance_id=housing.id, name="Dep Uty").value
    assert sat.name == "Dep Uty"
