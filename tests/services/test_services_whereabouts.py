"""Where a find stands: an action in the tracker or on the running meeting's list, all else in its meeting."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from meeting_room import Room

from mappa_desk.domain.actions import Action
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.errors import NotFound
from mappa_desk.domain.meetings import Meeting, MeetingKind, MeetingState
from mappa_desk.domain.views import Hit
from mappa_desk.services.contributions import remove_entry
from mappa_desk.services.decisions import take_decision
from mappa_desk.services.search import find
from mappa_desk.services.tracker import rows_at
from mappa_desk.services.whereabouts import case_shown, running_desk, whereabouts


def hit(room: Room, words: str, kind: str = Action.KIND) -> Hit:
    return next(one for one in find(room.work, words=words) if one.record_kind == kind)


def test_an_action_stands_with_the_running_meeting_and_then_in_the_tracker(room: Room) -> None:
    meeting = room.running(room.case())
    action = room.act(meeting, "Visit the hostel", due=date(2027, 1, 11))
    found = hit(room, "LAN-0417-M01-01")
    assert (found.state, hit(room, "LAN-0417-M01", Meeting.KIND).state) == ("open", "running")
    here = whereabouts(room.work, hit=found)
    assert here.action is not None and here.action.id == action.id
    assert here.meeting is not None and here.meeting.id == meeting.id
    assert running_desk(room.work) == (meeting.id, "LAN-0417-M01")
    room.finish(meeting)
    later = whereabouts(room.work, hit=found)
    assert later.meeting is None and running_desk(room.work) == ("", "")
    (row,) = rows_at(room.work, [later.row])
    assert row.action.id == action.id and row.reference == "LAN-0417-M01-01"
    review = room.running(room.case("LAN-0999"))
    assert whereabouts(room.work, hit=found).meeting is None and running_desk(room.work)[0] == review.id


def test_a_running_review_lists_what_was_open_before(room: Room) -> None:
    case = room.case()
    first = room.running(case)
    room.act(first, "Visit the hostel", due=date(2027, 1, 11))
    room.finish(first)
    review = room.running(case, MeetingKind.REVIEW)
    here = whereabouts(room.work, hit=hit(room, "hostel"))
    assert here.meeting is not None and here.meeting.id == review.id


def test_an_action_that_is_in_the_bin_by_now_is_said_to_be_gone(room: Room) -> None:
    meeting = room.running(room.case())
    action = room.act(meeting, "Visit the hostel")
    found = hit(room, "hostel")
    remove_entry(room.work, entry_id=action.entry_id or "")
    with pytest.raises(NotFound, match="M01-01 was removed"):
        whereabouts(room.work, hit=found)


def test_entries_decisions_and_cases_stand_where_they_were_said(room: Room) -> None:
    meeting = room.running(room.case())
    decision = take_decision(
        room.work, meeting_id=meeting.id, item="level", decided="Share with the landlord", because="Risk"
    ).value
    found = whereabouts(room.work, hit=hit(room, "landlord", Decision.KIND))
    assert (found.entry_id, found.case_id) == (decision.entry_id, meeting.case_id)
    assert found.meeting is not None and found.meeting.state is MeetingState.RUNNING
    case = whereabouts(room.work, hit=hit(room, "LAN-0417", "case"))
    assert case.meeting is None and case.case_id == meeting.case_id
    gone = replace(hit(room, "LAN-0417", "case"), case_reference="LAN-1")
    with pytest.raises(NotFound, match="LAN-1"):
        whereabouts(room.work, hit=gone)


def test_the_case_that_is_shown_is_that_of_the_page_or_of_its_meeting(room: Room) -> None:
    meeting = room.running(room.case())
    assert case_shown(room.work, case_id=meeting.case_id) == "LAN-0417"
    assert case_shown(room.work, meeting_id=meeting.id) == "LAN-0417"
    assert case_shown(room.work) == case_shown(room.work, meeting_id="nowhere") == ""
