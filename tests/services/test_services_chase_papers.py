"""The call for updates and the do-now list, as they are given out of a vault."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from meeting_room import Room

from mappa_desk.documents.reading_back import read_back
from mappa_desk.domain.actions import Action, ActionEvent, ActionEventKind, Deadline, DeadlineKind
from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.services import (
    action_lives,
    actions,
    chasing,
    closed_parts,
    handouts,
    meeting_documents,
    meetings,
)

CALL, NOW = DocumentKind.CALL_FOR_UPDATES, DocumentKind.DO_NOW


def words(room: Room, meeting: Meeting, kind: DocumentKind, **more: object) -> str:
    told = {"meeting_id": meeting.id, "kind": kind, **more}
    return read_back(handouts.render(room.work, **told).data).text  # type: ignore[arg-type]  # by name


def make(room: Room, meeting: Meeting, text: str, days: int = 20, *, urgent: bool = False) -> str:
    due = Deadline(kind=DeadlineKind.DATE, on=room.work.today() + timedelta(days=days))
    made = actions.make_action(
        room.work,
        meeting_id=meeting.id,
        item="plan",
        text=text,
        purpose="Because of Mr Gwyn",
        owner_agency="hsg",
        owner_name="Ola Nowak",
        owner_role="Move-on officer",
        deadline=due,
        urgent=urgent,
    )
    return made.value.id


def test_the_call_is_printed_for_a_planned_review_and_names_nobody(room: Room, tmp_path: Path) -> None:
    case = room.case(name="Llŷr Gwyn")
    first = room.running(case)
    make(room, first, "Confirm the move-on address")
    running = words(room, first, CALL, agency="hsg")
    assert "Answer as soon as you can" in running
    assert "the next review; its day is not set yet" in running
    room.finish(first)
    held = words(room, first, CALL, agency="hsg")
    assert "Answer by Wednesday 23 December 2026" in held
    room.clock.put(date(2026, 12, 14))
    review = meetings.plan_meeting(
        room.work, case_id=case.id, kind=MeetingKind.REVIEW, on=date(2026, 12, 17), at="10:00"
    ).value
    rows = {
        row.kind: row for row in meeting_documents.meeting_documents(room.work, meeting_id=review.id).rows
    }
    assert rows[CALL].hindrance is None
    said = words(room, review, CALL, agency="hsg")
    assert "Answer by Tuesday 15 December 2026" in said
    assert "the review on Thursday 17 December 2026" in said
    assert "M01-01" in said
    assert "Move-on officer" in said
    for name in ("Gwyn", "Llŷr", "Nowak", "Because of"):
        assert name not in said
    assert "No action is open" in words(room, review, CALL, agency="pol")
    with pytest.raises(RuleError, match="which agency"):
        words(room, review, CALL)
    given = handouts.write_document(
        room.work, meeting_id=review.id, kind=CALL, agency="hsg", target=tmp_path / "call.pdf"
    ).value
    assert (given.document, given.agency, given.pages) == (CALL, "hsg", 1)
    room.clock.put(date(2026, 12, 18))
    assert "Answer as soon as you can" in words(room, review, CALL, agency="hsg")


def test_the_do_now_list_tells_whom_was_told_and_when(room: Room) -> None:
    meeting = room.running()
    urgent = make(room, meeting, "Move the victim", urgent=True)
    make(room, meeting, "Ring the hostel", 1)
    make(room, meeting, "Write a report")
    empty = words(room, meeting, NOW)
    assert "Move the victim" in empty
    assert "Ring the hostel" in empty
    assert "Write a report" not in empty
    assert "Given 23 Nov 2026, 10:" in empty
    room.clock.put(date(2026, 11, 23), 14, 5)
    chasing.told_now(room.work, action_ids=[urgent], to_whom="Duty manager")
    room.clock.put(date(2026, 11, 23), 16, 10)
    chasing.called_back(room.work, action_ids=[urgent], told_by="Ola Nowak", note="She is safe")
    told = words(room, meeting, NOW)
    for part in ("14:05, telephone", "Duty manager", "16:10"):
        assert part in told
    assert "She is safe" not in told
    assert "left out" not in told
    for whom in ({"agency": "hsg"}, {"recipient": "Ola Nowak"}):
        with pytest.raises(RuleError, match="goes to nobody"):
            words(room, meeting, NOW, **whom)


def test_the_do_now_list_leaves_out_what_a_closed_part_holds_and_says_so(room: Room) -> None:
    meeting = room.running()
    stayed = (room.look(meeting).attendance[0].id,)
    closed_parts.begin_closed_part(room.work, meeting_id=meeting.id, stayed=stayed, reason="Operation")
    quiet = make(room, meeting, "Watch the flat")
    closed_parts.end_closed_part(room.work, meeting_id=meeting.id)
    assert "Nothing is open" in words(room, meeting, NOW)
    assert "left out" not in words(room, meeting, NOW)
    with room.work.reading() as reading:
        action = reading.get(Action, quiet)
    actions.revise_action(room.work, action=replace(action, urgent=True))
    said = words(room, meeting, NOW)
    assert "Something is left out of this list" in said
    assert "Watch the flat" not in said


def test_an_action_that_came_in_after_the_meeting_is_asked_for_too(room: Room, tmp_path: Path) -> None:
    case = room.case()
    meeting = room.running(case)
    make(room, meeting, "Confirm the move-on address")
    room.finish(meeting)
    room.clock.put(date(2026, 12, 16))
    with room.work.writing() as uow:
        late = uow.save(
            Action(
                id=room.ids(),
                case_id=case.id,
                meeting_id=None,
                entry_id=None,
                tag="M00-01",
                text="Send the old tenancy",
                owner_agency="hsg",
                urgent=True,
            )
        )
        uow.save(
            ActionEvent(id=room.ids(), action_id=late.id, at=room.work.now(), event_kind=ActionEventKind.MADE)
        )
    (line,) = chasing.chase_view(room.work).calls
    assert [row.action.tag for row in line.actions] == ["M01-01", "M00-01"]
    assert "Send the old tenancy" in words(room, meeting, CALL, agency="hsg")
    assert "Send the old tenancy" in words(room, meeting, NOW)
    done = chasing.call_for_updates(room.work, lines=[line], folder=tmp_path).value
    assert late.id in done.chases[0].action_ids
    assert chasing.chase_view(room.work).calls == ()
    review = meetings.plan_meeting(
        room.work, case_id=case.id, kind=MeetingKind.REVIEW, on=date(2027, 1, 4), at="10:00"
    ).value
    for kind in (CALL, DocumentKind.AGENCY_ACTIONS, DocumentKind.AGENCY_SLIP):
        assert words(room, review, kind, agency="hsg").count("M00-01") >= 1


def test_an_action_that_was_opened_again_after_its_review_is_asked_for(room: Room, tmp_path: Path) -> None:
    meeting = room.running()
    case = room.look(meeting).case
    opened = make(room, meeting, "Check the register")
    part = closed_parts.begin_closed_part(
        room.work, meeting_id=meeting.id, stayed=[room.look(meeting).attendance[0].id]
    ).value
    secret = make(room, meeting, "Say where the source lives")
    closed_parts.end_closed_part(room.work, meeting_id=meeting.id)
    assert part.meeting_id == meeting.id
    room.finish(meeting)
    for action_id in (opened, secret):
        actions.review_action(room.work, action_id=action_id, meeting_id=None, outcome=ActionEventKind.DONE)
    room.clock.go_on(days=1)
    review = room.running(case, MeetingKind.REVIEW)
    room.finish(review)
    room.clock.go_on(days=1)
    for action_id in (opened, secret):
        action_lives.take_back(room.work, action_ids=[action_id])
    room.clock.put(date(2026, 12, 28))
    (line,) = chasing.chase_view(room.work).calls
    assert {row.action.id for row in line.actions} == {opened, secret}
    done = chasing.call_for_updates(room.work, lines=[line], folder=tmp_path).value
    assert done.chases[0].action_ids == (opened,), "nobody of the agency heard of the other"
    text = words(room, review, CALL, agency=line.agency)
    assert "Check the register" in text
    assert "source" not in text
