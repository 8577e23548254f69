"""Undo and redo of each kind of change: the record goes back and comes again, the history only grows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from meeting_room import Room

from mappa_desk.domain.actions import Acceptance, ActionEventKind, ActionState, Deadline, DeadlineKind
from mappa_desk.domain.agendas import ItemState, MeetingKind
from mappa_desk.domain.attendance import AttendanceState, Mode
from mappa_desk.domain.carry_over import is_settled_at, state_after
from mappa_desk.domain.contributions import EntryKind, Handling, IssueOutcome
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import Meeting, NextReview
from mappa_desk.domain.views import DeskView
from mappa_desk.services import (
    actions,
    cases,
    closed_parts,
    contributions,
    decisions,
    items,
    meetings,
    roll_call,
    statements,
    undo,
)

Change = Callable[[Room, Meeting], object]


def _bare(view: DeskView) -> DeskView:
    """The desk without what only ever grows: revisions, the words of undo and the histories."""
    plain = {
        name: tuple(replace(one, revision=0) for one in getattr(view, name))
        for name in (
            "items",
            "attendance",
            "entries",
            "decisions",
            "actions",
            "statements",
            "closed_parts",
            "handovers",
        )
    }
    past = tuple(replace(one, action=replace(one.action, revision=0), events=()) for one in view.past_actions)
    return replace(
        view,
        meeting=replace(view.meeting, revision=0),
        past_actions=past,
        can_undo="",
        can_redo="",
        binned=(),
        **plain,
    )


def _entry(room: Room, meeting: Meeting) -> str:
    return contributions.keep_line(
        room.work, meeting_id=meeting.id, item="contributions", text="Said at first", agency="pol"
    ).value.id


def _row(room: Room, meeting: Meeting, agency: str = "hsg") -> str:
    return next(row.id for row in room.look(meeting).attendance if row.agency == agency)


def _prepared(room: Room) -> tuple[Meeting, dict[str, str]]:
    meeting = room.running()
    issue = contributions.keep_line(
        room.work,
        meeting_id=meeting.id,
        item="risk",
        text="An invitation",
        kind=EntryKind.ISSUE,
        agency="pol",
    ).value
    taken = decisions.take_decision(room.work, meeting_id=meeting.id, item="risk", decided="Not to go").value
    action = room.act(meeting)
    return meeting, {
        "entry": _entry(room, meeting),
        "other": _entry(room, meeting),
        "issue": issue.id,
        "decision_entry": taken.entry_id,
        "decision": taken.id,
        "action": action.id,
        "action_entry": action.entry_id,
        "row": _row(room, meeting),
    }


def _in_meeting(room: Room, meeting: Meeting, ids: dict[str, str]) -> dict[str, Callable[[], object]]:
    work, at = room.work, {"meeting_id": meeting.id}
    seen = room.look(meeting)
    action, decision = seen.actions[0], seen.decisions[0]
    row = next(row for row in seen.attendance if row.id == ids["row"])
    return {
        "Entry at": lambda: contributions.keep_line(work, **at, item="risk", text="New", agency="pol"),
        "changed": lambda: contributions.revise_entry(work, entry_id=ids["entry"], revision=1, text="Better"),
        "Health": lambda: contributions.reattribute(
            work, entry_ids=(ids["entry"], ids["other"]), agency="hlth"
        ),
        "moved to": lambda: contributions.move_entry(work, entry_ids=(ids["entry"],), item="plan"),
        "moved": lambda: contributions.reorder_entry(work, entry_id=ids["other"], after_id=None),
        "removed": lambda: contributions.remove_entry(work, entry_id=ids["action_entry"]),
        ": action": lambda: contributions.change_kind(work, entry_id=ids["entry"], kind=EntryKind.ACTION),
        ": decision": lambda: contributions.change_kind(work, entry_id=ids["entry"], kind=EntryKind.DECISION),
        ": note": lambda: contributions.change_kind(work, entry_id=ids["action_entry"], kind=EntryKind.NOTE),
        "handling": lambda: contributions.set_handling(
            work, entry_id=ids["entry"], handling=Handling.SANITISE
        ),
        "issue": lambda: contributions.settle_issue(
            work, entry_id=ids["issue"], outcome=IssueOutcome.DECISION, by_entry_id=ids["decision_entry"]
        ),
        "Decision 2": lambda: decisions.take_decision(work, **at, item="risk", decided="Also this"),
        "Decision 1: changed": lambda: decisions.revise_decision(
            work, decision=replace(decision, decided="To go", because="Asked again")
        ),
        "Action 3": lambda: room.act(meeting, "Ring the landlord"),
        "Action 1: changed": lambda: actions.revise_action(
            work, action=replace(action, owner_agency="hsg", owner_name="Ola Nowak", deadline=Deadline())
        ),
        "accepted": lambda: actions.read_back(work, action_id=ids["action"], acceptance=Acceptance.ACCEPTED),
        "settled": lambda: items.settle_items(
            work, **at, items=("diversity",), state=ItemState.NOTHING_TO_RECORD, reason="considered_none"
        ),
        "apologies": lambda: roll_call.mark(work, attendance_id=row.id, state=AttendanceState.APOLOGIES),
        "sits in": lambda: roll_call.deputise(work, attendance_id=row.id, name="Ola Nowak", role="Officer"),
        "out": lambda: roll_call.went_out(work, attendance_id=row.id),
        "report": lambda: roll_call.report(work, attendance_id=row.id, received=True, dated="20 November"),
        "observer": lambda: roll_call.observe(work, attendance_id=row.id, observer=True),
        "edited": lambda: roll_call.edit_attendance(work, attendance=replace(row, name="Ola Nowak")),
        "added": lambda: roll_call.add_person(work, **at, agency="fire", name="Lee Ward"),
        "Statement": lambda: statements.read_statement(work, **at, how="displayed"),
        "Closed part": lambda: closed_parts.begin_closed_part(work, **at, stayed=(ids["row"],)),
        "Next review": lambda: meetings.set_next_review(
            work, **at, review=NextReview(on=work.today() + timedelta(days=30))
        ),
        "Facts": lambda: meetings.edit_meeting(
            work,
            meeting=replace(seen.meeting, chair="Siân Morris, Superintendent", brief_why="To look again"),
        ),
        "Chair handed": lambda: meetings.hand_over_chair(work, **at, to="Ann Lloyd, Head of service"),
    }


def test_each_change_goes_back_and_comes_again(room: Room) -> None:
    meeting, ids = _prepared(room)
    for word in _in_meeting(room, meeting, ids):
        change = _in_meeting(room, meeting, ids)[word]
        before = room.look(meeting)
        change()
        changed = room.view(meeting)
        assert _bare(changed) != _bare(before), word
        assert word in changed.can_undo, (word, changed.can_undo)
        assert undo.undo(room.work, meeting_id=meeting.id).value == changed.can_undo
        back = room.look(meeting)
        assert _bare(back) == _bare(before), word
        assert back.can_redo == changed.can_undo and back.can_undo == before.can_undo
        assert undo.redo(room.work, meeting_id=meeting.id).value == changed.can_undo
        again = room.look(meeting)
        assert _bare(again) == _bare(changed), word
        undo.undo(room.work, meeting_id=meeting.id)
        assert _bare(room.look(meeting)) == _bare(before), word
    assert room.vault.verify().faults == ()


def test_undo_goes_back_to_the_first_change_and_redo_to_the_last(room: Room) -> None:
    meeting = room.running()
    began = room.look(meeting)
    steps = [_bare(began)]
    for text in ("one", "two", "three"):
        contributions.keep_line(room.work, meeting_id=meeting.id, item="risk", text=text, agency="pol")
        steps.append(_bare(room.look(meeting)))
    for expected in reversed(steps[:-1]):
        undo.undo(room.work, meeting_id=meeting.id)
        assert _bare(room.look(meeting)) == expected
    for expected in steps[1:]:
        undo.redo(room.work, meeting_id=meeting.id)
        assert _bare(room.look(meeting)) == expected
    with pytest.raises(RuleError, match="nothing to redo"):
        undo.redo(room.work, meeting_id=meeting.id)


def test_a_new_change_closes_the_way_to_redo(room: Room) -> None:
    meeting = room.running()
    _entry(room, meeting)
    undo.undo(room.work, meeting_id=meeting.id)
    assert room.look(meeting).can_redo
    _entry(room, meeting)
    assert room.look(meeting).can_redo == ""
    with pytest.raises(RuleError):
        undo.redo(room.work, meeting_id=meeting.id)


def test_start_and_close_are_no_steps_and_survive_an_undo(room: Room) -> None:
    meeting = room.planned()
    meetings.edit_meeting(room.work, meeting=replace(meeting, place="Room 2"))
    meetings.start_meeting(room.work, meeting_id=meeting.id)
    meetings.close_meeting(room.work, meeting_id=meeting.id)
    undo.undo(room.work, meeting_id=meeting.id)
    seen = room.look(meeting).meeting
    assert seen.place == "" and seen.ended_at is not None and seen.state.value == "closed"
    with pytest.raises(RuleError, match="nothing to undo"):
        undo.undo(room.work, meeting_id=meeting.id)


def test_the_number_of_an_undone_action_is_never_given_again(room: Room) -> None:
    meeting = room.running()
    assert room.act(meeting).tag == "M01-01"
    undo.undo(room.work, meeting_id=meeting.id)
    assert room.look(meeting).actions == ()
    assert room.act(meeting).tag == "M01-02"


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        (ActionEventKind.DONE, {}),
        (ActionEventKind.NOT_DONE, {"note": "Nobody went"}),
        (ActionEventKind.CARRIED, {"note": "No answer"}),
        (ActionEventKind.TRANSFERRED, {"owner_agency": "hsg", "owner_name": "Ola Nowak"}),
        (ActionEventKind.REDATED, {"note": "Moved", "due": Deadline(kind=DeadlineKind.NEXT_MEETING)}),
    ],
)
def test_an_outcome_that_is_undone_is_no_outcome(
    room: Room, kind: ActionEventKind, more: dict[str, object]
) -> None:
    case = room.case()
    first = room.running(case)
    action = room.act(first)
    room.finish(first)
    room.clock.go_on(days=3)
    second = room.running(case, MeetingKind.REVIEW)
    before = room.look(second)
    for _ in range(2):
        actions.review_action(
            room.work,
            action_id=action.id,
            meeting_id=second.id,
            outcome=kind,
            **more,  # type: ignore[arg-type]  # by name
        )
        given = room.look(second)
        assert given.past_actions[0].settled_here
        undo.undo(room.work, meeting_id=second.id)
        back = room.look(second)
        assert _bare(back) == _bare(before)
        assert not back.past_actions[0].settled_here
        undo.redo(room.work, meeting_id=second.id)
        assert _bare(room.look(second)) == _bare(given)
        undo.undo(room.work, meeting_id=second.id)
    history = actions.history(room.work, action_id=action.id)
    assert state_after(history) is ActionState.OPEN
    assert not is_settled_at(history, second.id)
    assert len(history) > 6


def test_undoing_the_second_outcome_brings_the_first_back(room: Room) -> None:
    case = room.case()
    first = room.running(case)
    action = room.act(first)
    room.finish(first)
    room.clock.go_on(days=3)
    second = room.running(case, MeetingKind.REVIEW)
    told = {"action_id": action.id, "meeting_id": second.id}
    actions.review_action(room.work, **told, outcome=ActionEventKind.CARRIED, note="No answer")
    actions.review_action(room.work, **told, outcome=ActionEventKind.DONE)
    done = room.look(second).past_actions[0]
    assert (done.action.state, done.action.carried) == (ActionState.DONE, 0)
    undo.undo(room.work, meeting_id=second.id)
    carried = room.look(second).past_actions[0]
    assert (carried.action.state, carried.action.carried) == (ActionState.OPEN, 1)
    assert carried.settled_here
    undo.undo(room.work, meeting_id=second.id)
    assert not room.look(second).past_actions[0].settled_here
    assert room.look(second).past_actions[0].action.carried == 0


def test_what_was_changed_since_without_a_step_is_not_overwritten(room: Room) -> None:
    meeting = room.running()
    action = room.act(meeting)
    actions.revise_action(room.work, action=replace(action, owner_name="Cai Rees"))
    actions.review_action(
        room.work,
        action_id=action.id,
        meeting_id=None,
        outcome=ActionEventKind.TRANSFERRED,
        owner_agency="hsg",
        owner_name="Ola Nowak",
    )
    before = room.view(meeting)
    with pytest.raises(RuleError, match="changed again since"):
        undo.undo(room.work, meeting_id=meeting.id)
    assert room.view(meeting) == before


def test_a_change_between_meetings_stays_when_another_field_is_undone(room: Room) -> None:
    meeting = room.running()
    action = room.act(meeting)
    actions.revise_action(room.work, action=replace(action, urgent=True))
    actions.review_action(room.work, action_id=action.id, meeting_id=None, outcome=ActionEventKind.DONE)
    assert undo.undo(room.work, meeting_id=meeting.id).value == "Action 1: changed"
    left = room.view(meeting).actions[0]
    assert (left.urgent, left.state) == (False, ActionState.DONE)


def test_a_change_that_changes_nothing_is_no_step(room: Room) -> None:
    meeting, ids = _prepared(room)
    seen = room.look(meeting)
    review = NextReview(on=room.work.today() + timedelta(days=30))
    meetings.set_next_review(room.work, meeting_id=meeting.id, review=review)
    before = room.view(meeting)
    with room.work.reading() as reading:
        audit = len(reading.audit())
    actions.revise_action(room.work, action=seen.actions[0])
    decisions.revise_decision(room.work, decision=seen.decisions[0])
    meetings.edit_meeting(room.work, meeting=before.meeting)
    meetings.set_next_review(room.work, meeting_id=meeting.id, review=review)
    roll_call.edit_attendance(room.work, attendance=seen.attendance[0])
    roll_call.report(room.work, attendance_id=ids["row"], received=False)
    cases.edit_case(room.work, case=seen.case)
    contributions.move_entry(room.work, entry_ids=(ids["entry"],), item="contributions")
    contributions.set_handling(room.work, entry_id=ids["entry"], handling=Handling.NORMAL)
    assert room.view(meeting) == before
    with room.work.reading() as reading:
        assert len(reading.audit()) == audit


def test_marks_of_the_roll_are_named_by_agency(room: Room) -> None:
    meeting = room.running()
    roll_call.mark(room.work, attendance_id=_row(room, meeting, "pol"), state=AttendanceState.APOLOGIES)
    assert room.look(meeting).can_undo == "Police: apologies"
    roll_call.mark(
        room.work, attendance_id=_row(room, meeting, "pol"), state=AttendanceState.ATTENDED, mode=Mode.VIDEO
    )
    assert room.look(meeting).can_undo == "Police: here"
