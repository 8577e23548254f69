"""Clocks start, run out and stop with what people do; the figures behind them are the area's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from meeting_room import Room

from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.areas import AreaStandard
from mappa_desk.domain.cases import Level
from mappa_desk.domain.clocks import ClockKind, ClockStands, ClocksView, RunningClock
from mappa_desk.domain.errors import RuleError
from mappa_desk.services import areas, cases, desk, meetings, roll_call
from mappa_desk.services.clocks import clocks


def running(view: ClocksView, kind: ClockKind) -> RunningClock:
    """The one clock of a kind."""
    (found,) = [clock for clock in view.clocks if clock.kind is kind]
    return found


def kinds(view: ClocksView) -> set[ClockKind]:
    return {clock.kind for clock in view.clocks}


def test_the_clocks_of_a_case_from_its_referral_to_its_approved_minutes(room: Room) -> None:
    today = room.work.today()
    case = room.case(referral_accepted_on=today - timedelta(days=3))
    first = running(clocks(room.work), ClockKind.FIRST_MEETING)
    # Ten working days after Friday 20 November 2026.
    assert (first.since, first.due, first.planned_on) == (date(2026, 11, 20), date(2026, 12, 4), None)
    assert kinds(clocks(room.work)) == {ClockKind.FIRST_MEETING}
    assert case.referral_accepted_on == first.since

    planned = room.planned(case)
    view = clocks(room.work)
    assert running(view, ClockKind.FIRST_MEETING).planned_on == today
    reports = running(view, ClockKind.REPORTS)
    assert (reports.count, reports.of, reports.due) == (5, 5, date(2026, 11, 16))
    assert reports.stands(today) is ClockStands.LATE and view.late == 1
    for row in room.look(planned).attendance:
        if row.agency == "pol":
            roll_call.report(room.work, attendance_id=row.id, received=True)
    assert running(clocks(room.work), ClockKind.REPORTS).count == 4

    meetings.start_meeting(room.work, meeting_id=planned.id)
    assert clocks(room.work).clocks == ()
    room.act(planned, due=today + timedelta(days=10))
    meetings.hand_over_chair(room.work, meeting_id=planned.id, to="Gwen Vaughan")
    meetings.close_meeting(room.work, meeting_id=planned.id)
    view = clocks(room.work)
    assert kinds(view) == {ClockKind.MINUTES, ClockKind.REVIEW}
    assert running(view, ClockKind.MINUTES).due == date(2026, 11, 30)
    assert running(view, ClockKind.REVIEW).due == today + timedelta(weeks=8)
    room.clock.go_on(days=3)
    actions = running(clocks(room.work), ClockKind.ACTIONS)
    assert (actions.due, actions.count, actions.of) == (today + timedelta(days=10), 1, 0)
    room.clock.go_on(days=8)
    view = clocks(room.work)
    assert running(view, ClockKind.ACTIONS).of == 1
    assert [clock.kind for clock in view.clocks[: view.late]] == [ClockKind.MINUTES, ClockKind.ACTIONS]


def test_minutes_stop_their_clock_with_approval(room: Room) -> None:
    meeting = room.running()
    room.finish(meeting, weeks=6)
    view = clocks(room.work)
    assert kinds(view) == {ClockKind.REVIEW}
    review = running(view, ClockKind.REVIEW)
    assert review.agreed_on == room.work.today() + timedelta(weeks=6)
    ahead = meetings.plan_meeting(
        room.work,
        case_id=meeting.case_id,
        kind=MeetingKind.REVIEW,
        on=room.work.today() + timedelta(weeks=9),
    ).value
    review = running(clocks(room.work), ClockKind.REVIEW)
    assert review.meeting_id == ahead.id
    assert review.stands(room.work.today()) is ClockStands.WILL_BE_LATE


def test_each_figure_stays_unconfirmed_until_somebody_confirms_it(room: Room) -> None:
    case = room.case(level=Level.TWO, referral_accepted_on=room.work.today())
    view = clocks(room.work)
    assert [standard.id for standard in view.unconfirmed] == ["first_meeting_level_2"]
    assert view.clocks[0].due == date(2026, 12, 21)
    with room.work.reading() as reading:
        figure = reading.get(AreaStandard, "first_meeting_level_2")
    areas.save_standard(room.work, standard=replace(figure, value=5, source="Area protocol, page 3"))
    areas.confirm_standard(room.work, code=figure.id, by="Jo Parry")
    view = clocks(room.work)
    assert view.unconfirmed == () and view.clocks[0].due == date(2026, 11, 30)
    assert view.clocks[0].standard is not None and view.clocks[0].standard.verified
    cases.edit_case(room.work, case=replace(case, referral_accepted_on=None))
    assert clocks(room.work).clocks[0].due is None


def test_a_referral_is_not_accepted_in_the_future(room: Room) -> None:
    tomorrow = room.work.today() + timedelta(days=1)
    with pytest.raises(RuleError, match="today or on an earlier day") as refused:
        room.case(referral_accepted_on=tomorrow)
    assert refused.value.field == "referral_accepted_on"
    case = room.case(referral_accepted_on=room.work.today())
    with pytest.raises(RuleError, match="earlier day"):
        cases.edit_case(room.work, case=replace(case, referral_accepted_on=tomorrow))
    assert cases.case_by_reference(room.work, reference="LAN-0417") == case


def test_the_start_page_and_the_clocks_count_the_same(room: Room) -> None:
    case = room.case()
    meeting = room.running(case)
    room.act(meeting, due=room.work.today() + timedelta(days=1))
    meetings.hand_over_chair(room.work, meeting_id=meeting.id, to="Gwen Vaughan")
    meetings.close_meeting(room.work, meeting_id=meeting.id)
    room.clock.go_on(days=21)
    due = {one.word: one for one in desk.start_view(room.work).due}
    view = clocks(room.work)
    assert due["minutes to approve"].count == 1 and running(view, ClockKind.MINUTES).due == date(2026, 11, 30)
    assert due["minutes to approve"].note == "first due Mon 30 Nov 2026"
    assert due["action overdue"].count == running(view, ClockKind.ACTIONS).of == 1
    review = running(view, ClockKind.REVIEW)
    assert review.due is not None and due["review to plan"].count == 1
    assert due["review to plan"].note == "first due by Mon 18 Jan 2027"
