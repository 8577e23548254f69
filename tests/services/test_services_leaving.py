"""The end of formal meetings: Level 1, and leaving MAPPA out of Category 3."""

from __future__ import annotations

from dataclasses import replace

import pytest
from meeting_room import Room

from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.cases import Case, Category, Level
from mappa_desk.domain.decisions import DecisionKind
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import Meeting, MeetingState, NextReview
from mappa_desk.services import cases, decisions, desk, gaps, meetings, minutes

BECAUSE = "The licence has ended and the plan holds without us"


def _case(room: Room, category: Category) -> Case:
    return room.case(f"LAN-05{int(category)}", category=category)


def _held(room: Room, case: Case, level: Level | None, **more: object) -> Meeting:
    """A closed meeting that decided for this level and for no next review."""
    meeting = room.running(case)
    room.say_the_needed(meeting, Level.THREE)
    taken = next(one for one in room.look(meeting).decisions if one.decision_kind is DecisionKind.LEVEL)
    decisions.revise_decision(
        room.work,
        decision=replace(taken, decided="No longer managed here", level=level, because=BECAUSE, **more),
    )
    over = NextReview(none_because="Formal meetings end")
    meetings.set_next_review(room.work, meeting_id=meeting.id, review=over)
    return meetings.close_meeting(room.work, meeting_id=meeting.id).value


def _approve(room: Room, meeting: Meeting) -> None:
    assert not [gap.sentence for gap in gaps.gaps(room.work, meeting_id=meeting.id) if gap.blocking]
    told = {"approved_by": "Siân Morris", "how": minutes.ApprovedHow.AT_DESK, "on": room.work.today()}
    minutes.approve(room.work, meeting_id=meeting.id, **told)


def test_category_three_leaves_mappa(room: Room) -> None:
    meeting = _held(room, _case(room, Category.THREE), None)
    room.clock.go_on(days=3)
    _approve(room, meeting)
    seen = room.view(meeting)
    assert (seen.case.closed_on, seen.case.level) == (meeting.planned_on, Level.THREE)
    assert seen.meeting.level_after is None
    last = seen.standings[-1]
    assert (last.level, last.since, last.reason) == (
        Level.THREE,
        meeting.planned_on,
        f"Left MAPPA: {BECAUSE}",
    )
    frozen = minutes.snapshot(room.work, meeting_id=meeting.id)
    assert (frozen.case.closed_on, frozen.meeting.level_after) == (meeting.planned_on, None)
    with pytest.raises(RuleError, match="closed"):
        room.running(seen.case, MeetingKind.REVIEW)
    back = cases.edit_case(room.work, case=replace(seen.case, closed_on=None), reason="Convicted again").value
    assert room.view(meeting).standings[-1].reason == "Convicted again"
    assert room.running(back, MeetingKind.REVIEW).state is MeetingState.RUNNING


def test_leaving_on_another_day_closes_the_case_from_that_day(room: Room) -> None:
    later = room.work.today().replace(month=12, day=24)
    meeting = _held(room, _case(room, Category.THREE), None, takes_effect=later)
    _approve(room, meeting)
    seen = room.look(meeting)
    assert seen.case.closed_on == seen.standings[-1].since == later


def test_category_three_that_is_closed_by_mistake_is_not_left_half_way(room: Room) -> None:
    meeting = _held(room, _case(room, Category.THREE), None)
    meetings.set_next_review(room.work, meeting_id=meeting.id, review=None)
    assert {gap.code for gap in gaps.gaps(room.work, meeting_id=meeting.id) if gap.blocking} == {
        "level_missing",
        "next_review",
    }


@pytest.mark.parametrize("category", [Category.ONE, Category.TWO, Category.FOUR])
def test_level_one_ends_formal_meetings(room: Room, category: Category) -> None:
    case = _case(room, category)
    meeting = _held(room, case, Level.ONE)
    planned = meetings.plan_meeting(
        room.work, case_id=case.id, kind=MeetingKind.REVIEW, on=room.work.today().replace(month=12)
    ).value
    _approve(room, meeting)
    seen = room.view(meeting)
    assert (seen.case.level, seen.case.closed_on, seen.meeting.level_after) == (Level.ONE, None, Level.ONE)
    assert (seen.standings[-1].level, seen.standings[-1].reason) == (Level.ONE, BECAUSE)
    called_off = room.look(planned).meeting
    assert (called_off.state, called_off.ended_because) == (
        MeetingState.CANCELLED,
        f"Formal meetings ended with {case.reference}-M01",
    )
    assert desk.start_view(room.work).coming == ()
    with pytest.raises(RuleError, match="Level 1 has no formal meeting"):
        room.planned(seen.case, MeetingKind.REVIEW)
    again = meetings.start_now(room.work, level=Level.TWO, reference=case.reference).value
    assert (again.number, again.kind, again.level) == (3, MeetingKind.REVIEW, Level.TWO)


def test_a_review_that_was_held_meanwhile_keeps_the_case(room: Room) -> None:
    case = _case(room, Category.THREE)
    first = _held(room, case, None)
    room.running(case, MeetingKind.REVIEW)
    _approve(room, first)
    assert room.look(first).case.closed_on is None
    assert not room.look(first).standings[-1].reason.startswith("Left MAPPA")
