""" "Next meeting" is the review after the latest meeting that said so, and no other review moves it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from meeting_room import Room

from mappa_desk.domain.action_import import Sheet, SheetFile, Verdict
from mappa_desk.domain.actions import Action, ActionEventKind, Deadline, DeadlineKind
from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.cases import Case
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import Meeting, NextReview
from mappa_desk.services import action_import, actions, meetings, undo
from mappa_desk.services.action_replies import record_reply

NEXT = Deadline(kind=DeadlineKind.NEXT_MEETING, said="by next meeting")


def due(room: Room, action: Action) -> date | None:
    with room.reopened().reading() as reading:
        return reading.get(Action, action.id).deadline.on


def reviewed_in(room: Room, meeting: Meeting, weeks: int) -> date:
    on = room.work.today() + timedelta(weeks=weeks)
    meetings.set_next_review(room.work, meeting_id=meeting.id, review=NextReview(on=on))
    return on


def begun(room: Room, *, approved: bool = False) -> tuple[Case, Meeting, Meeting, Action]:
    """A meeting that made an action due at the next one, and that next one, which is running."""
    case = room.case()
    first = room.running(case)
    action = actions.make_action(
        room.work, meeting_id=first.id, item="plan", text="Ring", owner_agency="prob", owner_role="PP",
        deadline=NEXT,
    ).value  # fmt: skip
    if approved:
        room.finish(first, weeks=4)
    else:
        reviewed_in(room, first, 4)
        meetings.close_meeting(room.work, meeting_id=first.id)
    room.clock.go_on(days=28)
    return case, first, room.running(case, MeetingKind.REVIEW), action


def carried(room: Room, action: Action, meeting: Meeting) -> None:
    outcome = ActionEventKind.CARRIED
    actions.review_action(
        room.work, action_id=action.id, meeting_id=meeting.id, outcome=outcome, note="No answer"
    )


def test_a_review_put_right_in_the_minutes_before_moves_nothing_that_was_carried_since(room: Room) -> None:
    _case, first, second, action = begun(room)
    on = reviewed_in(room, second, 8)
    carried(room, action, second)
    put_right = NextReview(on=room.work.today() + timedelta(days=1))
    meetings.set_next_review(room.work, meeting_id=first.id, review=put_right)
    assert due(room, action) == on
    for words in ({"purpose": "To know"}, {"deadline": replace(NEXT, said="at the next one")}):
        with room.work.reading() as reading:
            kept = reading.get(Action, action.id)
        actions.revise_action(room.work, action=replace(kept, **words))
        assert due(room, action) == on


def test_a_carry_that_was_taken_back_leaves_the_day_where_the_minutes_froze_it(room: Room) -> None:
    _case, _first, second, action = begun(room, approved=True)
    frozen = due(room, action)
    carried(room, action, second)
    undo.undo(room.work, meeting_id=second.id)
    moved = reviewed_in(room, second, 8)
    assert due(room, action) == frozen
    carried(room, action, second)
    assert due(room, action) == moved


def test_what_is_said_between_meetings_means_the_review_after_the_last_one(room: Room) -> None:
    _case, _first, second, action = begun(room)
    on = reviewed_in(room, second, 8)
    meetings.close_meeting(room.work, meeting_id=second.id)
    room.clock.go_on(days=3)
    record_reply(
        room.work, action_id=action.id, outcome=ActionEventKind.REDATED, note="She is away", due=NEXT
    )
    assert due(room, action) == on
    assert reviewed_in(room, second, 9) == due(room, action)
    room.clock.go_on(weeks=20)
    record_reply(room.work, action_id=action.id, outcome=ActionEventKind.REDATED, note="Away again", due=NEXT)
    assert due(room, action) is None, "that review is past and none has begun: its day is still to be set"


def test_a_spreadsheet_means_the_review_after_the_last_meeting_too(room: Room) -> None:
    case, _first, second, _action = begun(room)
    rows = (("Case", "Action", "Agency", "Due"), ("LAN-0417", "Fit a lock", "Housing", "next meeting"))
    file = SheetFile(name="a.xlsx", sha256="a", sheets=(Sheet(name="", rows=rows),))
    plan = action_import.plan_import(room.work, file=file)
    action_import.take_in(room.work, plan=plan, rows=plan.takable(*Verdict))
    with room.work.reading() as reading:
        (made,) = reading.all(Action, case_id=case.id, meeting_id=None)
    assert made.deadline.on is None
    assert reviewed_in(room, second, 6) == due(room, made)


def test_the_day_follows_the_item_next_review_and_freezes_with_the_minutes_whatever_is_planned(
    room: Room,
) -> None:
    case, first, second, action = begun(room)
    day = due(room, action)
    assert day == room.work.today() and second.planned_on == day
    meetings.plan_meeting(
        room.work, case_id=case.id, kind=MeetingKind.REVIEW, on=day + timedelta(days=7), at="10:00"
    )
    assert due(room, action) == day, "what was minuted stays until the minutes say otherwise"
    assert reviewed_in(room, first, 1) == due(room, action)
    carried(room, action, second)
    room.finish(second, weeks=4)
    assert due(room, action) == day + timedelta(weeks=4)
    with pytest.raises(RuleError, match="approved"):
        reviewed_in(room, second, 5)
