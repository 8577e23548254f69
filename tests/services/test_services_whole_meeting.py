"""A whole meeting through the services, looked at from a second connection after every step."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from meeting_room import Room

from mappa_desk.domain.actions import ActionEventKind, ActionState
from mappa_desk.domain.agendas import ItemState, MeetingKind
from mappa_desk.domain.cases import Level
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import MeetingState
from mappa_desk.domain.minutes import MinutesStatus
from mappa_desk.services import actions, cases, contributions, desk, meetings, minutes, roll_call


def test_two_meetings_from_planning_to_approval(room: Room) -> None:
    case = room.case()
    first = room.running(case)
    assert room.view(first).meeting.state is MeetingState.RUNNING
    kept = room.act(first, due=room.work.today() + timedelta(days=10))
    late = room.act(first, "Check the licence", due=room.work.today() + timedelta(days=2))
    contributions.keep_line(
        room.work, meeting_id=first.id, item="contributions", text="Seen twice", agency="pol"
    )
    room.view(first)
    approval = room.finish(first)
    assert approval.version == 1

    seen = room.view(first)
    assert seen.meeting.state is MeetingState.APPROVED
    assert seen.meeting.level_after is Level.THREE
    assert seen.can_undo == "" and seen.can_redo == ""
    sealed = minutes.snapshot(room.work, meeting_id=first.id)
    assert sealed.status is MinutesStatus.APPROVED
    assert [action.tag for action in sealed.actions] == ["M01-01", "M01-02"]

    room.clock.put(room.work.today() + timedelta(weeks=6))
    second = room.running(case, MeetingKind.REVIEW)
    seen = room.view(second)
    assert seen.meeting.number == 2
    assert seen.previous_meeting is not None and seen.previous_meeting.id == first.id
    assert [past.action.id for past in seen.past_actions] == [late.id, kept.id]
    assert all(past.overdue for past in seen.past_actions)
    done = actions.review_action(
        room.work,
        action_id=kept.id,
        meeting_id=second.id,
        outcome=ActionEventKind.DONE,
        note="Seen on the day",
    ).value
    assert done.state is ActionState.DONE_LATE
    actions.review_action(
        room.work, action_id=late.id, meeting_id=second.id, outcome=ActionEventKind.CARRIED, note="No answer"
    )
    room.finish(second, Level.TWO)
    after = cases.case_view(room.work, case_id=case.id)
    assert after.case.level is Level.TWO
    assert [standing.level for standing in after.standings] == [Level.THREE, Level.THREE, Level.TWO]
    again = minutes.snapshot(room.work, meeting_id=second.id)
    kinds = {past.action.tag: [event.event_kind for event in past.events] for past in again.previous_actions}
    assert kinds == {"M01-01": [ActionEventKind.DONE_LATE], "M01-02": [ActionEventKind.CARRIED]}


def test_what_was_planned_has_agenda_and_core_panel(room: Room) -> None:
    meeting = room.planned()
    seen = room.view(meeting)
    assert seen.items[0].code and all(item.state is ItemState.OPEN for item in seen.items)
    assert [(row.seat, row.agency) for row in seen.attendance] == [
        (1, "pol"),
        (2, "prob"),
        (3, "pris"),
        (4, "hsg"),
        (5, "hlth"),
    ]
    assert meeting.lead_agency == "prob" and meeting.planned_minutes > 0


def test_the_lead_agency_is_expected_at_a_first_meeting(room: Room) -> None:
    meeting = room.planned(room.case(lead_agency="yot"))
    agencies = [row.agency for row in room.view(meeting).attendance]
    assert set(agencies) == {*room.work.reference.core_panel, "yot"}
    assert len(agencies) == 6


def test_people_of_last_time_are_expected_again(room: Room) -> None:
    case = room.case()
    first = room.running(case)
    row = next(row for row in room.view(first).attendance if row.agency == "hsg")
    roll_call.deputise(room.work, attendance_id=row.id, name="Ola Nowak", role="Support worker")
    roll_call.add_person(room.work, meeting_id=first.id, agency="lay", name="Pat Hill", observer=True)
    meetings.edit_meeting(
        room.work,
        meeting=replace(room.view(first).meeting, chair="Siân Morris, Superintendent", chair_agency="pol"),
    )
    room.act(first)
    room.clock.go_on(days=1)
    second = room.planned(case, MeetingKind.REVIEW)
    rows = room.view(second).attendance
    chair = [row for row in rows if row.is_chair]
    assert [(one.seat, one.name, one.role) for one in chair] == [(0, "Siân Morris", "Superintendent")]
    assert "lay" not in {one.agency for one in rows}
    housing = next(one for one in rows if one.agency == "hsg")
    assert (housing.name, housing.role, housing.deputy_for) == ("", "Representative", "")
    assert second.chair == "Siân Morris, Superintendent"


def test_an_urgent_meeting_starts_with_a_reference_alone(room: Room) -> None:
    started = meetings.start_now(room.work, level=Level.TWO, reference="LAN-0999").value
    assert started.state is MeetingState.RUNNING and started.kind is MeetingKind.INITIAL
    assert started.current_item and started.minutes_by == "Jo Parry, Co-ordinator"
    with pytest.raises(RuleError, match="LAN-0999-M01 is still running"):
        meetings.start_now(room.work, level=Level.TWO, reference="LAN-0999")
    meetings.close_meeting(room.work, meeting_id=started.id)
    again = meetings.start_now(room.work, level=Level.TWO, reference="lan-0999").value
    assert (again.case_id, again.number, again.kind) == (started.case_id, 2, MeetingKind.REVIEW)
    assert len(cases.list_cases(room.work)) == 1
    for reference, level, sentence in (
        ("LAN-0999-M01", Level.TWO, "reads like the reference of a meeting"),
        ("LAN 0998", Level.TWO, "letters and digits"),
        ("LAN-0998", Level.ONE, "no formal meeting"),
    ):
        with pytest.raises(RuleError, match=sentence):
            meetings.start_now(room.work, level=level, reference=reference)
    assert len(cases.list_cases(room.work)) == 1
    assert len(meetings.list_meetings(room.work)) == 2


def test_start_page_counts_what_is_due(room: Room) -> None:
    case = room.case()
    first = room.running(case)
    room.act(first, due=room.work.today() + timedelta(days=1))
    shown = desk.start_view(room.work)
    assert shown.running_meeting_id == first.id and shown.case_count == 1 and shown.practice
    assert [due.count for due in shown.due] == [0, 0, 0, 0]
    meetings.hand_over_chair(room.work, meeting_id=first.id, to="Gwen Vaughan")
    meetings.close_meeting(room.work, meeting_id=first.id)
    room.clock.go_on(days=21)
    shown = desk.start_view(room.work)
    assert [due.count for due in shown.due] == [1, 1, 0, 1]
    assert [due.word for due in shown.due] == [
        "minutes to approve",
        "review to plan",
        "reports awaited",
        "action overdue",
    ]
    assert [due.grave for due in shown.due] == [True, False, False, True]
    assert [row.meeting_id for row in shown.recent] == [first.id]
    ahead = meetings.plan_meeting(
        room.work, case_id=case.id, kind=MeetingKind.REVIEW, on=room.work.today() + timedelta(days=7)
    ).value
    shown = desk.start_view(room.work)
    assert [row.meeting_id for row in shown.coming] == [ahead.id]
    assert [due.count for due in shown.due][1:3] == [0, 5]
    assert (shown.coming[0].agencies, shown.coming[0].awaited) == (5, 5)
