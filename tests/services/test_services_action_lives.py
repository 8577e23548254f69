"""Actions between meetings: replies with their source, the owner’s yes, marks, what is taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from meeting_room import Room

from mappa_desk.domain.actions import (
    Acceptance,
    Action,
    ActionEventKind,
    ActionState,
    Channel,
    Deadline,
    DeadlineKind,
    Priority,
)
from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.services import action_lives, actions, cases, chasing, search, undo
from mappa_desk.services.action_lives import Reply

Kind = ActionEventKind


def _kept(room: Room, action: Action) -> Action:
    with room.work.reading() as reading:
        return reading.get(Action, action.id)


def _day(room: Room, days: int) -> Deadline:
    return Deadline(kind=DeadlineKind.DATE, on=room.work.today() + timedelta(days=days))


def _lines(room: Room, action: Action) -> list[tuple[str, bool]]:
    life = action_lives.life(room.work, action_id=action.id)
    return [(line.event.event_kind.value, line.stands) for line in life.lines]


def test_a_reply_is_kept_with_its_source_and_the_life_is_one_picture(room: Room) -> None:
    meeting = room.running()
    action = room.act(meeting)
    room.clock.go_on(days=7)
    told = {"action_id": action.id, "came_by": Channel.TELEPHONE, "told_by": " Ann Lloyd "}
    action_lives.record_reply(room.work, **told, note="Asked for", evidence="Letter of 20 November")
    moved = _day(room, 10)
    kept = action_lives.record_reply(
        room.work, **told, outcome=Kind.REDATED, note="The landlord is away", due=moved
    )
    assert kept.value.deadline == moved and kept.changes.of("action_event")
    life = action_lives.life(room.work, action_id=action.id)
    assert (life.reference, life.agency_name) == ("LAN-0417-M01-01", "Probation")
    assert (life.carried, life.redated, life.overdue, life.days_left) == (0, 1, False, 10)
    made, said, redated = life.lines
    assert (made.meeting_tag, said.meeting_tag) == ("M01", "")
    assert (said.event.came_by, said.event.told_by) == (Channel.TELEPHONE, "Ann Lloyd")
    assert (said.event.evidence, said.kept_by) == ("Letter of 20 November", "Jo Parry")
    assert (redated.event.due_before, redated.event.due_after) == (action.deadline.on, moved.on)
    assert [event.id for event in life.last_doing] == [redated.event.id]


@pytest.mark.parametrize(
    ("reply", "field"),
    [
        ({"note": " "}, "note"),
        ({"outcome": Kind.REDATED, "note": "Ill"}, "due"),
        ({"outcome": Kind.NOT_DONE}, "note"),
        ({"outcome": Kind.CARRIED, "note": "Ill"}, "outcome"),
        ({"outcome": Kind.TRANSFERRED, "note": "Moved"}, "owner"),
        ({"outcome": Kind.REOPENED, "note": "Again"}, "outcome"),
        ({"outcome": Kind.DONE, "due": Deadline()}, "due"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_field(
    room: Room, reply: dict[str, object], field: str
) -> None:
    action = room.act(room.running())
    with pytest.raises(RuleError) as refused:
        action_lives.record_reply(room.work, action_id=action.id, **reply)  # type: ignore[arg-type]  # by name
    assert refused.value.field == field
    assert _lines(room, action) == [("made", True)]


def test_replies_are_kept_all_or_none(room: Room) -> None:
    meeting = room.running()
    first, second = room.act(meeting), room.act(meeting, "Ring")
    done = Reply(action_id=first.id, outcome=Kind.DONE, came_by=Channel.FORM)
    with pytest.raises(RuleError, match="What was said"):
        action_lives.record_replies(room.work, replies=(done, Reply(action_id=second.id)))
    assert _kept(room, first).state is ActionState.OPEN
    said = Reply(action_id=second.id, note="Rang twice")
    kept = action_lives.record_replies(room.work, replies=(done, said)).value
    assert [one.state for one in kept] == [ActionState.DONE, ActionState.OPEN]
    tomorrow = room.work.today() + timedelta(days=1)
    with pytest.raises(RuleError, match="still to come"):
        action_lives.record_reply(room.work, action_id=second.id, outcome=Kind.DONE, on=tomorrow)
    with pytest.raises(RuleError, match="settled already"):
        action_lives.record_reply(room.work, action_id=first.id, outcome=Kind.NOT_DONE, note="No")


def test_a_new_owner_accepts_between_meetings_and_not_in_the_old_minutes(room: Room) -> None:
    meeting = room.running()
    action = room.act(meeting)
    actions.read_back(room.work, action_id=action.id, acceptance=Acceptance.ACCEPTED)
    here = {"action_id": action.id}
    given = action_lives.record_reply(
        room.work, **here, outcome=Kind.TRANSFERRED, owner_agency="hsg", owner_name="Ola Nowak", note="Moved"
    ).value
    assert given.acceptance is Acceptance.NOT_READ_BACK
    for acceptance, said in ((Acceptance.ON_BEHALF, {}), (Acceptance.OBJECTED, {"by": "Ola Nowak"})):
        with pytest.raises(RuleError):
            action_lives.accept_action(room.work, **here, acceptance=acceptance, **said)
    with pytest.raises(RuleError, match="Accepted, accepted on behalf"):
        action_lives.accept_action(room.work, **here, acceptance=Acceptance.NOT_READ_BACK)
    action_lives.accept_action(room.work, **here, acceptance=Acceptance.ON_BEHALF, by="Cai Rees")
    kept = action_lives.accept_action(room.work, **here, by="Ola Nowak", came_by=Channel.SECURE_MAIL).value
    assert (kept.acceptance, kept.on_behalf_taken_by) == (Acceptance.ACCEPTED, "")
    last = actions.history(room.work, action_id=action.id)[-1]
    assert (last.event_kind, last.meeting_id, last.told_by) == (Kind.ACCEPTED, None, "Ola Nowak")
    undone = action_lives.take_back(room.work, action_ids=(action.id,)).value[0]
    assert (undone.acceptance, undone.on_behalf_taken_by) == (Acceptance.ON_BEHALF, "Cai Rees")
    action_lives.take_back(room.work, action_ids=(action.id,))
    back = action_lives.take_back(room.work, action_ids=(action.id,)).value[0]
    assert (back.owner_name, back.acceptance) == ("Ann Lloyd", Acceptance.ACCEPTED)
    with pytest.raises(RuleError, match="nothing of action M01-01 to take back"):
        action_lives.take_back(room.work, action_ids=(action.id,))
    action_lives.record_reply(room.work, **here, outcome=Kind.DONE)
    with pytest.raises(RuleError, match="settled already"):
        action_lives.accept_action(room.work, **here)


def test_marks_go_on_several_at_once_and_say_from_what_to_what(room: Room) -> None:
    meeting = room.running()
    first, second = room.act(meeting), room.act(meeting, "Ring")
    ids = (first.id, second.id, first.id)
    look = room.work.today() + timedelta(days=30)
    marked = action_lives.mark_action(
        room.work,
        action_ids=ids,
        labels_add=("#Housing", "key worker"),
        priority=Priority.URGENT,
        look_on=look,
    ).value
    assert [(one.labels, one.urgent, one.look_on) for one in marked] == [
        (("housing", "key-worker"), True, look)
    ] * 2
    note = actions.history(room.work, action_id=first.id)[-1].note
    assert note == (
        "Labels from none to housing, key-worker; Priority from normal to do now; "
        "Look again from no day to Wed 23 Dec 2026"
    )
    again = action_lives.mark_action(room.work, action_ids=(first.id,), labels_add=("housing",))
    assert not again.changes
    action_lives.mark_action(
        room.work, action_ids=ids, labels_off=("housing",), priority=Priority.BEFORE_RELEASE, look_now=True
    )
    kept = _kept(room, second)
    assert (kept.labels, kept.priority, kept.look_on) == (("key-worker",), Priority.BEFORE_RELEASE, None)
    assert {hit.record_id for hit in search.find(room.work, words="key-worker")} == {first.id, second.id}
    back = action_lives.take_back(room.work, action_ids=ids).value
    assert {(one.labels, one.priority, one.look_on) for one in back} == {
        (("housing", "key-worker"), Priority.URGENT, look)
    }
    for wrong in ({"labels_add": ("#",)}, {"look_on": room.work.today() - timedelta(days=1)}):
        with pytest.raises(RuleError):
            action_lives.mark_action(room.work, action_ids=ids, **wrong)  # type: ignore[arg-type]  # by name


def test_the_last_doing_is_taken_back_by_a_line_and_the_first_day_counts_again(room: Room) -> None:
    meeting = room.running()
    action = room.act(meeting)
    room.clock.go_on(days=9)
    moved = _day(room, 20)
    done = action_lives.record_reply(
        room.work, action_id=action.id, outcome=Kind.REDATED, note="Ill", due=moved
    ).changes.of("action_event")
    late = action_lives.record_reply(room.work, action_id=action.id, outcome=Kind.DONE, note="Seen")
    with pytest.raises(RuleError, match="something came in since"):
        action_lives.take_back(room.work, action_ids=(action.id,), only=done)
    opened = action_lives.take_back(
        room.work, action_ids=(action.id,), only=late.changes.of("action_event")
    ).value[0]
    assert (opened.state, opened.settled_on, opened.deadline) == (ActionState.OPEN, None, moved)
    back = action_lives.take_back(room.work, action_ids=(action.id,)).value[0]
    assert back.deadline == action.deadline
    assert _lines(room, action) == [
        ("made", True),
        ("redated", False),
        ("done", False),
        ("reopened", False),
        ("redated", False),
    ]
    life = action_lives.life(room.work, action_id=action.id)
    assert (life.redated, life.overdue, life.last_doing) == (0, True, ())


def test_a_reopened_action_is_settled_again_when_that_is_taken_back(room: Room) -> None:
    action = room.act(room.running())
    here = {"action_id": action.id}
    settled = action_lives.record_reply(room.work, **here, outcome=Kind.NOT_DONE, note="Forgotten").value
    action_lives.record_reply(room.work, **here, outcome=Kind.REOPENED, note="It was another one")
    back = action_lives.take_back(room.work, action_ids=(action.id,)).value[0]
    assert (back.state, back.settled_note) == (ActionState.NOT_DONE, settled.settled_note)
    action_lives.record_reply(room.work, **here, note="Taken back")
    assert _lines(room, action)[-1] == ("updated", True)
    action_lives.take_back(room.work, action_ids=(action.id,))
    assert _lines(room, action)[-2:] == [("updated", False), ("updated", False)]


def test_a_meeting_a_change_since_and_the_release_stand_against_taking_back(room: Room) -> None:
    case = room.case()
    first = room.running(case)
    action = room.act(first)
    room.finish(first)
    room.clock.go_on(days=2)
    here = {"action_id": action.id}
    action_lives.record_reply(room.work, **here, outcome=Kind.REDATED, note="Ill", due=_day(room, 9))
    changed = replace(_kept(room, action), deadline=_day(room, 12))
    actions.revise_action(room.work, action=changed)
    with pytest.raises(RuleError, match="something came in since"):
        action_lives.take_back(room.work, action_ids=(action.id,))
    action_lives.record_reply(room.work, **here, note="Rang")
    second = room.running(case, MeetingKind.REVIEW)
    actions.review_action(room.work, **here, meeting_id=second.id, outcome=Kind.CARRIED, note="Ill")
    with pytest.raises(RuleError, match="something came in since"):
        action_lives.take_back(room.work, action_ids=(action.id,))
    release = Deadline(kind=DeadlineKind.BEFORE_RELEASE)
    action_lives.record_reply(room.work, **here, outcome=Kind.REDATED, note="Release", due=release)
    cases.edit_case(room.work, case=replace(case, release_on=room.work.today() + timedelta(days=60)))
    assert action_lives.life(room.work, action_id=action.id).last_doing == ()


def test_an_action_that_came_in_has_a_number_of_its_case_and_is_found(room: Room) -> None:
    case = room.case()
    bare = Action(
        id=room.ids(), case_id=case.id, meeting_id=None, entry_id=None, tag="", text="Fit the Zwickau lock",
        owner_agency="hsg", owner_role="Officer", source_number="HS/17",
    )  # fmt: skip
    with room.work.writing() as uow:
        one = action_lives.came_in(room.work, uow, bare, note="Row 3 of tracker.xlsx", told_by="Ola Nowak")
        other = action_lives.came_in(
            room.work, uow, replace(bare, id=room.ids(), text="Ring", source_number="")
        )
    assert [one.tag, other.tag] == ["M00-01", "M00-02"]
    life = action_lives.life(room.work, action_id=one.id)
    assert (life.reference, life.lines[0].event.note) == ("LAN-0417-M00-01", "Row 3 of tracker.xlsx")
    for words in ("Zwickau", "HS/17", "LAN-0417-M00-01"):
        (hit,) = search.find(room.work, words=words)
        assert (hit.record_id, hit.reference, hit.meeting_id) == (one.id, "LAN-0417-M00-01", "")
    kept = action_lives.accept_action(room.work, action_id=one.id, by="Ola Nowak").value
    assert kept.acceptance is Acceptance.ACCEPTED
    actions.revise_action(room.work, action=replace(kept, text="Fit both locks", deadline=_day(room, 4)))
    assert [row.reference for row in actions.tracker(room.work)] == ["LAN-0417-M00-01", "LAN-0417-M00-02"]
    with pytest.raises(NotFound), room.work.writing() as uow:
        action_lives.came_in(room.work, uow, replace(bare, owner_agency="xyz"))


def test_the_third_carry_prompts_by_the_figure_of_the_area(room: Room) -> None:
    action = room.act(room.running())
    assert not action_lives.life(room.work, action_id=action.id).prompts_chair
    with room.work.writing() as uow:
        uow.save(replace(action, carried=2))
    assert action_lives.life(room.work, action_id=action.id).prompts_chair


def test_what_was_told_of_an_action_outlives_undo_and_redo_of_its_making(room: Room) -> None:
    meeting = room.running()
    action = room.act(meeting)
    action_lives.record_reply(room.work, action_id=action.id, outcome=Kind.NOT_DONE, note="Forgotten")
    undo.undo(room.work, meeting_id=meeting.id)
    undo.redo(room.work, meeting_id=meeting.id)
    kept = _kept(room, action)
    assert (kept.removed, kept.state, kept.settled_note) == (False, ActionState.NOT_DONE, "Forgotten")


def test_a_clock_that_was_put_back_brings_no_action_that_is_done_back(room: Room) -> None:
    meeting = room.running()
    action, told = room.act(meeting), room.act(meeting)
    case = room.look(meeting).case
    room.finish(meeting)
    room.clock.go_on(days=3)
    action_lives.record_reply(room.work, action_id=action.id, outcome=Kind.DONE)
    action_lives.record_reply(room.work, action_id=action.id, outcome=Kind.REOPENED, note="It was not")
    chasing.told_now(room.work, action_ids=[told.id], to_whom="Duty officer")
    room.clock.go_on(days=-2)
    action_lives.record_reply(
        room.work, action_id=action.id, outcome=Kind.DONE, note="Now it is", came_by=Channel.TELEPHONE
    )
    assert [kind for kind, _ in _lines(room, action)][-3:] == ["done", "reopened", "done"]
    chasing.called_back(room.work, action_ids=[told.id], told_by="Duty officer")
    action_lives.record_reply(room.work, action_id=told.id, outcome=Kind.DONE)
    action_lives.take_back(room.work, action_ids=[told.id])
    assert _lines(room, told)[-4:] == [
        ("told", True),
        ("called_back", True),
        ("done", False),
        ("reopened", False),
    ]
    room.clock.go_on(days=10)
    review = room.running(case, MeetingKind.REVIEW)
    assert [past.action.id for past in room.look(review).past_actions] == [told.id]
