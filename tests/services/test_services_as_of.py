"""Minutes tell the day of the meeting; a list of actions tells the day on which it is made."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from meeting_room import Room

from mappa_desk.domain.actions import Action, ActionEventKind, ActionState, Deadline, DeadlineKind
from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.deadlines import is_overdue
from mappa_desk.domain.editions import project
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import DocumentKind, MinutesSnapshot, MinutesStatus
from mappa_desk.services import action_lives, actions, handouts, meetings, minutes

LIST = DocumentKind.ACTIONS
OWN_LIST = DocumentKind.AGENCY_ACTIONS


def _overdue(snapshot: MinutesSnapshot) -> set[str]:
    held = [*snapshot.actions, *(past.action for past in snapshot.previous_actions)]
    return {action.tag for action in held if is_overdue(action, snapshot.measured_on)}


def _take(room: Room, meeting: Meeting, kind: DocumentKind = DocumentKind.MINUTES) -> MinutesSnapshot:
    return minutes.snapshot(room.work, meeting_id=meeting.id, kind=kind)


def test_minutes_that_are_approved_later_measure_overdue_on_the_day_of_the_meeting(room: Room) -> None:
    case = room.case()
    first = room.running(case)
    today = room.work.today()
    room.act(first, "Late by then", due=today + timedelta(days=10))
    room.act(first, "Late after the meeting", due=today + timedelta(days=23))
    room.finish(first)
    room.clock.go_on(days=20)
    second = room.running(case, MeetingKind.REVIEW)
    room.act(second, "Quick", due=room.work.today() + timedelta(days=1))
    for past in room.look(second).past_actions:
        actions.review_action(
            room.work,
            action_id=past.action.id,
            meeting_id=second.id,
            outcome=ActionEventKind.CARRIED,
            note="Not yet",
        )
    held_on = room.work.today()
    room.say_the_needed(second, room.look(second).meeting.level)
    meetings.close_meeting(room.work, meeting_id=second.id)
    room.clock.go_on(days=9)
    draft, list_ = _take(room, second), _take(room, second, LIST)
    assert (draft.as_of, draft.taken_on) == (held_on, room.work.today())
    assert _overdue(draft) == {"M01-01"}
    assert (list_.as_of, list_.measured_on) == (None, room.work.today())
    assert _overdue(list_) == {"M01-01", "M01-02", "M02-01"}
    minutes.approve(
        room.work,
        meeting_id=second.id,
        approved_by="Siân Morris",
        how=minutes.ApprovedHow.EMAIL,
        on=room.work.today(),
    )
    room.clock.go_on(days=30)
    sealed = _take(room, second)
    assert (sealed.as_of, _overdue(sealed)) == (held_on, {"M01-01"})
    assert sealed.taken_on == held_on + timedelta(days=9)
    assert _overdue(project(sealed, DocumentKind.MINUTES)) == {"M01-01"}


def test_a_list_printed_later_shows_what_was_done_meanwhile(room: Room) -> None:
    meeting = room.running()
    done, open_ = room.act(meeting, "Ring the landlord"), room.act(meeting, "Visit the address")
    room.finish(meeting)
    sealed = _take(room, meeting)
    seal = {kind: handouts.render(room.work, meeting_id=meeting.id, kind=kind) for kind in (LIST,)}
    with room.work.reading() as reading:
        code = minutes.snapshot_and_seal(room.work, reading, meeting.id, LIST)[1]
        assert code == minutes.snapshot_and_seal(room.work, reading, meeting.id)[1] != ""
    room.clock.go_on(days=7)
    actions.review_action(
        room.work, action_id=done.id, meeting_id=None, outcome=ActionEventKind.DONE_LATE, told_by="Ann Lloyd"
    )
    for kind in (LIST, OWN_LIST):
        list_ = _take(room, meeting, kind)
        assert (list_.status, list_.version) == (MinutesStatus.APPROVED, 1)
        assert (list_.approval, list_.taken_on) == (sealed.approval, room.work.today())
        standing = {action.id: action.state for action in list_.actions}
        assert standing == {done.id: ActionState.DONE_LATE, open_.id: ActionState.OPEN}
    with room.work.reading() as reading:
        assert minutes.snapshot_and_seal(room.work, reading, meeting.id, LIST)[1] == ""
    assert _take(room, meeting) == sealed
    assert {action.state for action in sealed.actions} == {ActionState.OPEN}
    later = handouts.render(room.work, meeting_id=meeting.id, kind=LIST)
    assert later.data != seal[LIST].data


def test_a_new_owner_since_moves_an_action_to_another_agencys_list(room: Room) -> None:
    meeting = room.running()
    action = room.act(meeting)
    room.finish(meeting)
    actions.review_action(
        room.work,
        action_id=action.id,
        meeting_id=None,
        outcome=ActionEventKind.TRANSFERRED,
        owner_agency="hsg",
        owner_name="Ola Nowak",
        owner_role="Housing officer",
    )
    list_ = _take(room, meeting, OWN_LIST)
    assert [one.tag for one in project(list_, OWN_LIST, agency="hsg").actions] == ["M01-01"]
    assert project(list_, OWN_LIST, agency="prob").actions == ()


def test_minutes_tell_how_actions_stood_when_the_meeting_was_over(room: Room) -> None:
    case = room.case()
    first = room.running(case)
    earlier = room.act(first, "From before")
    room.finish(first)
    room.clock.go_on(days=20)
    second = room.running(case, MeetingKind.REVIEW)
    own, told = room.act(second, "Own"), room.act(second, "Told of before it was over")
    actions.review_action(
        room.work, action_id=told.id, meeting_id=None, outcome=ActionEventKind.DONE, note="Seen"
    )
    carried = {"meeting_id": second.id, "outcome": ActionEventKind.CARRIED, "note": "Not yet"}
    actions.review_action(room.work, action_id=earlier.id, **carried)
    room.say_the_needed(second, room.look(second).meeting.level)
    meetings.close_meeting(room.work, meeting_id=second.id)
    then = _take(room, second)
    room.clock.go_on(days=3)
    moved = Deadline(kind=DeadlineKind.DATE, on=room.work.today() + timedelta(days=30))
    for action in (own, earlier):
        action_lives.record_reply(
            room.work, action_id=action.id, outcome=ActionEventKind.REDATED, note="Ill", due=moved
        )
        action_lives.record_reply(
            room.work, action_id=action.id, outcome=ActionEventKind.TRANSFERRED, owner_agency="hsg",
            owner_name="Ola Nowak",
        )  # fmt: skip
        action_lives.mark_action(room.work, action_ids=(action.id,), labels_add=("late",))
        action_lives.record_reply(room.work, action_id=action.id, outcome=ActionEventKind.DONE, note="Done")
    assert {one.state for one in _take(room, second, LIST).actions} == {ActionState.DONE}

    def told_of(snapshot: MinutesSnapshot) -> list[Action]:
        held = [*snapshot.actions, *(past.action for past in snapshot.previous_actions)]
        return [replace(action, revision=0) for action in held]

    assert told_of(_take(room, second)) == told_of(then)
    with room.work.reading() as reading:
        kept = reading.get(Action, own.id)
    actions.revise_action(room.work, action=replace(kept, text="Own, said better"))
    minutes.approve(
        room.work,
        meeting_id=second.id,
        approved_by="Siân Morris",
        how=minutes.ApprovedHow.EMAIL,
        on=room.work.today(),
    )
    sealed = _take(room, second)
    words = [replace(one, text="Own, said better") if one.id == own.id else one for one in told_of(then)]
    assert told_of(sealed) == words
    assert [one.state for one in sealed.actions] == [ActionState.OPEN, ActionState.DONE]


def test_what_came_in_from_a_spreadsheet_since_is_not_in_minutes_that_are_still_to_be_approved(
    room: Room,
) -> None:
    case = room.case()
    first = room.running(case)
    room.say_the_needed(first, room.look(first).meeting.level)
    meetings.close_meeting(room.work, meeting_id=first.id)
    bare = Action(id=room.ids(), case_id=case.id, meeting_id=None, entry_id=None, tag="", text="Fit a lock")
    with room.work.writing() as uow:
        kept = action_lives.came_in(room.work, uow, bare)
    assert _take(room, first).previous_actions == ()
    second = room.running(case, MeetingKind.REVIEW)
    assert [past.action.id for past in room.view(second).past_actions] == [kept.id]
    actions.review_action(
        room.work, action_id=kept.id, meeting_id=second.id, outcome=ActionEventKind.CARRIED, note="No owner"
    )
    (past,) = _take(room, second).previous_actions
    assert (past.action.tag, past.action.carried) == ("M00-01", 1)
    for kind in (DocumentKind.MINUTES, LIST, DocumentKind.RUNNING_BOOK, DocumentKind.AGENDA):
        assert handouts.render(room.work, meeting_id=second.id, kind=kind).pages
