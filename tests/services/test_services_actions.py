"""Actions over several meetings: numbers for life, outcomes, dates that hang on events, read-back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from meeting_room import Room

from mappa_desk.domain.actions import (
    Acceptance,
    Action,
    ActionEventKind,
    ActionState,
    Deadline,
    DeadlineKind,
)
from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.cases import Case
from mappa_desk.domain.errors import NotFound, RuleError, StaleRevision
from mappa_desk.domain.meetings import Meeting, NextReview
from mappa_desk.services import actions, cases, contributions, meetings, minutes, undo

NEXT = Deadline(kind=DeadlineKind.NEXT_MEETING, said="by next meeting")
RELEASE = Deadline(kind=DeadlineKind.BEFORE_RELEASE, said="before release")


def _kinds(room: Room, action: Action) -> list[str]:
    return [event.event_kind.value for event in actions.history(room.work, action_id=action.id)]


def _kept(room: Room, action: Action) -> Action:
    with room.work.reading() as reading:
        return reading.get(Action, action.id)


def _second_meeting(room: Room, days: int = 20) -> tuple[Case, Meeting, Action]:
    """A review, and an action of the first meeting that was due five days after it."""
    case = room.case()
    first = room.running(case)
    action = room.act(first)
    room.finish(first)
    room.clock.go_on(days=days)
    return case, room.running(case, MeetingKind.REVIEW), action


def test_three_meetings_carry_one_action_and_settle_it(room: Room) -> None:
    case, second, action = _second_meeting(room)
    moved = Deadline(kind=DeadlineKind.DATE, on=room.work.today() + timedelta(days=9))
    given = actions.review_action(
        room.work,
        action_id=action.id,
        meeting_id=second.id,
        outcome=ActionEventKind.CARRIED,
        note="The landlord was away",
        told_by="Ann Lloyd",
        due=moved,
    ).value
    assert (given.carried, given.deadline, given.state) == (1, moved, ActionState.OPEN)
    again = actions.review_action(
        room.work,
        action_id=action.id,
        meeting_id=second.id,
        outcome=ActionEventKind.CARRIED,
        note="Away until Monday",
    ).value
    assert again.carried == 1
    room.finish(second)
    room.clock.go_on(days=30)
    third = room.running(case, MeetingKind.REVIEW)
    carried = actions.review_action(
        room.work, action_id=action.id, meeting_id=third.id, outcome=ActionEventKind.CARRIED, note="Ill"
    ).value
    assert carried.carried == 2
    room.finish(third)
    room.clock.go_on(days=30)
    fourth = room.running(case, MeetingKind.REVIEW)
    done = actions.review_action(
        room.work,
        action_id=action.id,
        meeting_id=fourth.id,
        outcome=ActionEventKind.DONE,
        note="Visited",
        on=room.work.today() - timedelta(days=4),
    ).value
    assert (done.state, done.tag, done.settled_on) == (
        ActionState.DONE_LATE,
        "M01-01",
        room.work.today() - timedelta(days=4),
    )
    assert _kinds(room, action) == [
        "made",
        "accepted",
        "carried",
        "redated",
        "carried",
        "carried",
        "done_late",
    ]
    slip = actions.history(room.work, action_id=action.id)[2]
    assert (slip.note, slip.told_by, slip.meeting_id) == ("The landlord was away", "Ann Lloyd", second.id)
    assert (slip.due_before, slip.due_after) == (action.deadline.on, moved.on)
    redated = actions.history(room.work, action_id=action.id)[3]
    assert (redated.note, redated.due_before, redated.due_after) == ("", action.deadline.on, moved.on)
    assert [past.action.id for past in room.view(second).past_actions] == [action.id]
    assert room.view(fourth).past_actions[0].settled_here
    room.finish(fourth)
    fifth = room.planned(case, MeetingKind.REVIEW)
    assert room.view(fifth).past_actions == ()


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (ActionEventKind.OVERTAKEN, ActionState.OVERTAKEN),
        (ActionEventKind.NOT_DONE, ActionState.NOT_DONE),
        (ActionEventKind.WITHDRAWN, ActionState.WITHDRAWN),
        (ActionEventKind.CARRIED, ActionState.OPEN),
    ],
)
def test_what_was_not_simply_done_needs_its_reason(
    room: Room, outcome: ActionEventKind, state: ActionState
) -> None:
    _, second, action = _second_meeting(room)
    with pytest.raises(RuleError) as refused:
        actions.review_action(
            room.work, action_id=action.id, meeting_id=second.id, outcome=outcome, note="  "
        )
    assert refused.value.field == "note"
    assert _kinds(room, action) == ["made", "accepted"]
    given = actions.review_action(
        room.work, action_id=action.id, meeting_id=second.id, outcome=outcome, note="The house was sold"
    ).value
    assert given.state is state
    assert (given.settled_note == "The house was sold") is (state is not ActionState.OPEN)


def test_the_minutes_tell_what_stands_and_the_history_tells_all(room: Room) -> None:
    _, second, action = _second_meeting(room)
    told = {"action_id": action.id, "meeting_id": second.id}
    later = Deadline(kind=DeadlineKind.DATE, on=room.work.today() + timedelta(days=9))
    carried = {"outcome": ActionEventKind.CARRIED, "note": "No answer", "told_by": "Ann Lloyd", "due": later}

    def in_minutes() -> list[tuple[str, str, str, object, object]]:
        (past,) = minutes.snapshot(room.work, meeting_id=second.id).previous_actions
        return [
            (event.event_kind.value, event.note, event.told_by, event.due_before, event.due_after)
            for event in past.events
        ]

    actions.review_action(room.work, **told, **carried)
    due = action.deadline.on
    as_carried = [
        ("carried", "No answer", "Ann Lloyd", due, later.on),
        ("redated", "", "", due, later.on),
    ]
    assert in_minutes() == as_carried
    undo.undo(room.work, meeting_id=second.id)
    assert in_minutes() == []
    undo.redo(room.work, meeting_id=second.id)
    assert in_minutes() == as_carried[:1]
    done = actions.review_action(room.work, **told, outcome=ActionEventKind.DONE, note="Seen").value
    assert (done.state, done.deadline, done.carried) == (ActionState.DONE_LATE, action.deadline, 0)
    assert in_minutes() == [("done_late", "Seen", "", due, due)]
    undo.undo(room.work, meeting_id=second.id)
    assert in_minutes() == as_carried[:1]
    assert room.view(second).past_actions[0].action.deadline == later
    assert _kinds(room, action)[2:] == [
        "carried",
        "redated",
        "reopened",
        "redated",
        "carried",
        "reopened",
        "done_late",
        "reopened",
        "carried",
    ]


def test_a_date_that_was_given_after_carrying_stays_with_another_outcome(room: Room) -> None:
    _, second, action = _second_meeting(room)
    told = {"action_id": action.id, "meeting_id": second.id}
    moved = Deadline(kind=DeadlineKind.DATE, on=room.work.today() + timedelta(days=9))
    actions.review_action(room.work, **told, outcome=ActionEventKind.CARRIED, note="No answer", due=moved)
    third = Deadline(kind=DeadlineKind.DATE, on=room.work.today() + timedelta(days=3))
    actions.revise_action(room.work, action=replace(_kept(room, action), deadline=third))
    done = actions.review_action(room.work, **told, outcome=ActionEventKind.DONE).value
    assert (done.state, done.deadline, done.carried) == (ActionState.DONE, third, 0)


def test_done_in_time_is_done(room: Room) -> None:
    _, second, action = _second_meeting(room, days=5)
    given = actions.review_action(
        room.work, action_id=action.id, meeting_id=second.id, outcome=ActionEventKind.DONE
    ).value
    assert given.state is ActionState.DONE and given.deadline.on == room.work.today()


def test_another_outcome_replaces_the_first_and_both_stay_in_the_history(room: Room) -> None:
    _, second, action = _second_meeting(room)
    told = {"action_id": action.id, "meeting_id": second.id}
    actions.review_action(room.work, **told, outcome=ActionEventKind.NOT_DONE, note="Forgotten")
    given = actions.review_action(
        room.work, **told, outcome=ActionEventKind.CARRIED, note="No, only late"
    ).value
    assert (given.state, given.carried, given.settled_on) == (ActionState.OPEN, 1, None)
    assert _kinds(room, action)[2:] == ["not_done", "reopened", "carried"]


def test_a_transfer_names_the_new_owner_who_has_to_accept(room: Room) -> None:
    _, second, action = _second_meeting(room)
    told = {"action_id": action.id, "meeting_id": second.id, "outcome": ActionEventKind.TRANSFERRED}
    with pytest.raises(RuleError, match="Who takes it over"):
        actions.review_action(room.work, **told)
    with pytest.raises(NotFound):
        actions.review_action(room.work, **told, owner_agency="xyz")
    given = actions.review_action(
        room.work, **told, owner_agency="hsg", owner_name="Ola Nowak", owner_role="Officer"
    ).value
    assert given.acceptance is Acceptance.NOT_READ_BACK
    last = actions.history(room.work, action_id=action.id)[-1]
    assert (last.owner_before, last.owner_after) == (
        "Ann Lloyd, Probation practitioner, prob",
        "Ola Nowak, Officer, hsg",
    )


def test_next_meeting_takes_its_date_and_follows_it_until_approval(room: Room) -> None:
    case = room.case()
    first = room.running(case)
    action = actions.make_action(
        room.work,
        meeting_id=first.id,
        item="plan",
        text="Ring",
        owner_agency="prob",
        owner_role="PP",
        deadline=NEXT,
    ).value
    assert action.deadline.on is None
    for weeks in (5, 6):
        on = room.work.today() + timedelta(weeks=weeks)
        meetings.set_next_review(room.work, meeting_id=first.id, review=NextReview(on=on))
        assert _kept(room, action).deadline == replace(NEXT, on=on)
    meetings.set_next_review(
        room.work, meeting_id=first.id, review=NextReview(none_because="The case leaves")
    )
    assert _kept(room, action).deadline.on is None
    room.finish(first, weeks=4)
    frozen = _kept(room, action).deadline.on
    assert frozen == room.work.today() + timedelta(weeks=4)
    room.clock.go_on(days=28)
    second = room.running(case, MeetingKind.REVIEW)
    meetings.set_next_review(
        room.work, meeting_id=second.id, review=NextReview(on=room.work.today() + timedelta(weeks=8))
    )
    assert _kept(room, action).deadline.on == frozen
    carried = actions.review_action(
        room.work,
        action_id=action.id,
        meeting_id=second.id,
        outcome=ActionEventKind.CARRIED,
        note="No answer",
    ).value
    assert carried.deadline.on == room.work.today() + timedelta(weeks=8)
    moved = room.work.today() + timedelta(weeks=9)
    meetings.set_next_review(room.work, meeting_id=second.id, review=NextReview(on=moved))
    assert _kept(room, action).deadline.on == moved


def test_before_release_takes_the_date_less_the_days_of_the_area(room: Room) -> None:
    case = room.case()
    meeting = room.running(case)
    action = actions.make_action(
        room.work, meeting_id=meeting.id, item="plan", text="Find a bed", owner_agency="hsg", deadline=RELEASE
    ).value
    assert action.deadline.on is None
    cases.edit_case(room.work, case=replace(case, release_on=date(2027, 1, 20)))
    assert _kept(room, action).deadline.on == date(2027, 1, 15)
    last = actions.history(room.work, action_id=action.id)[-1]
    assert (last.event_kind, last.due_after) == (ActionEventKind.REDATED, date(2027, 1, 15))


def test_a_revised_action_has_to_be_accepted_anew(room: Room) -> None:
    meeting = room.running()
    action = room.act(meeting)
    accepted = actions.read_back(room.work, action_id=action.id, acceptance=Acceptance.ACCEPTED).value
    assert accepted.accepted_at is not None
    worded = actions.revise_action(room.work, action=replace(accepted, text="Visit both addresses")).value
    assert worded.acceptance is Acceptance.ACCEPTED
    assert room.view(meeting).entries[0].text == "Visit both addresses"
    with pytest.raises(StaleRevision):
        actions.revise_action(room.work, action=replace(accepted, urgent=True))
    dated = actions.revise_action(
        room.work, action=replace(worded, deadline=NEXT, state=ActionState.DONE, tag="M09-99", carried=7)
    ).value
    assert (dated.state, dated.tag, dated.carried) == (ActionState.OPEN, "M01-01", 0)
    assert (dated.acceptance, dated.accepted_at) == (Acceptance.NOT_READ_BACK, None)
    assert _kinds(room, action) == ["made", "accepted", "updated", "redated"]


def test_words_of_an_approved_action_stay_and_its_owner_may_still_change(room: Room) -> None:
    meeting = room.running()
    action = room.act(meeting)
    room.finish(meeting)
    kept = _kept(room, action)
    with pytest.raises(RuleError, match="its words stay"):
        actions.revise_action(room.work, action=replace(kept, text="Something else"))
    changed = actions.revise_action(room.work, action=replace(kept, owner_name="Cai Rees")).value
    assert changed.owner_name == "Cai Rees"
    later = actions.read_back(room.work, action_id=action.id, acceptance=Acceptance.ACCEPTED).value
    assert later.acceptance is Acceptance.ACCEPTED
    told = actions.review_action(
        room.work,
        action_id=action.id,
        meeting_id=None,
        outcome=ActionEventKind.UPDATED,
        note="Letter sent",
        told_by="Cai Rees, by telephone",
    ).value
    assert told == later
    assert actions.history(room.work, action_id=action.id)[-1].told_by == "Cai Rees, by telephone"


def test_read_back(room: Room) -> None:
    meeting = room.running()
    action = room.act(meeting)
    with pytest.raises(RuleError, match="undertakes to tell"):
        actions.read_back(room.work, action_id=action.id, acceptance=Acceptance.ON_BEHALF)
    with pytest.raises(RuleError, match="object"):
        actions.read_back(room.work, action_id=action.id, acceptance=Acceptance.OBJECTED)
    with pytest.raises(RuleError):
        actions.read_back(room.work, action_id=action.id, acceptance=Acceptance.NOT_READ_BACK)
    with pytest.raises(RuleError, match="not read back"):
        actions.unread_back(room.work, action_id=action.id)
    taken = actions.read_back(
        room.work, action_id=action.id, acceptance=Acceptance.ON_BEHALF, by="Cai Rees"
    ).value
    assert taken.on_behalf_taken_by == "Cai Rees"
    actions.unread_back(room.work, action_id=action.id)
    actions.read_back(
        room.work, action_id=action.id, acceptance=Acceptance.OBJECTED, objection="Not within our powers"
    )
    assert room.view(meeting).actions[0].objection == "Not within our powers"
    meetings.close_meeting(room.work, meeting_id=meeting.id)
    with pytest.raises(RuleError, match="closed"):
        actions.unread_back(room.work, action_id=action.id)
    assert _kinds(room, action) == ["made", "accepted_on_behalf", "acceptance_undone", "objected"]


def test_an_owner_from_the_list_brings_name_role_and_agency(room: Room) -> None:
    meeting = room.running()
    row = next(row for row in room.view(meeting).attendance if row.agency == "hsg")
    made = actions.make_action(
        room.work, meeting_id=meeting.id, item="plan", text="Find a flat", owner_attendance_id=row.id
    ).value
    assert (made.owner_agency, made.owner_role, made.owner_attendance_id) == ("hsg", row.role, row.id)
    other = room.planned(room.case("LAN-0500"))
    with pytest.raises(NotFound):
        actions.make_action(
            room.work, meeting_id=other.id, item="plan", text="Find a flat", owner_attendance_id=row.id
        )


def test_an_action_of_another_case_or_of_the_bin_is_not_reviewed(room: Room) -> None:
    _, second, action = _second_meeting(room)
    other = room.running(room.case("LAN-0500"))
    with pytest.raises(RuleError, match="not one of this case"):
        actions.review_action(
            room.work, action_id=action.id, meeting_id=other.id, outcome=ActionEventKind.DONE
        )
    own = room.act(second)
    contributions.remove_entry(room.work, entry_id=own.entry_id)
    with pytest.raises(RuleError):
        actions.review_action(room.work, action_id=own.id, meeting_id=second.id, outcome=ActionEventKind.DONE)
    with pytest.raises(RuleError):
        actions.read_back(room.work, action_id=own.id, acceptance=Acceptance.ACCEPTED)
    with pytest.raises(RuleError, match="no outcome"):
        actions.review_action(
            room.work, action_id=action.id, meeting_id=second.id, outcome=ActionEventKind.MADE
        )
