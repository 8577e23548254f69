"""The morning's chase: calls for updates, asked for several agencies at once, logged, taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from chasing_room import act, seen, two_cases
from meeting_room import Room

from mappa_desk.documents.reading_back import read_back
from mappa_desk.domain.actions import Action, ActionEventKind, Channel
from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.areas import AreaStandard
from mappa_desk.domain.chasing import ChaseKind
from mappa_desk.domain.contributions import Handling
from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.domain.minutes import DocumentGiven, DocumentKind
from mappa_desk.services import (
    action_lives,
    actions,
    cases,
    chasing,
    contributions,
    meetings,
)


def test_calls_are_due_ten_working_days_before_a_review_and_asked_in_one_round(
    room: Room, tmp_path: Path
) -> None:
    first, _ = two_cases(room)
    review = date(2027, 1, 4)
    assert seen(room).calls == ()
    room.clock.put(date(2026, 12, 15))
    assert seen(room).calls == (), (
        "the call is due on 16 December: two bank holidays and New Year lie between"
    )
    room.clock.put(date(2026, 12, 16))
    calls = seen(room).calls
    assert [(line.case_reference, line.agency) for line in calls] == [
        (reference, code) for reference in ("LAN-0417", "LAN-0500") for code in ("pol", "prob", "hsg")
    ]
    line = calls[0]
    assert (line.review_on, line.call_on, line.meeting_id) == (review, date(2026, 12, 16), first.id)
    assert (line.reply_by, line.overdue, line.agency_name) == (date(2026, 12, 23), 1, "Police")
    done = chasing.call_for_updates(room.work, lines=calls, folder=tmp_path, note="First call").value
    assert done.chase_kind is ChaseKind.CALL
    assert len({chase.round_id for chase in done.chases}) == 1
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names[0] == "LAN-0417-M01-call-hsg.pdf"
    assert len(names) == len(calls) == len(done.chases)
    view = seen(room)
    assert view.calls == ()
    assert len(view.awaited) == 6
    assert view.last_round is not None
    assert view.last_round.round_id == done.round_id
    text = read_back((tmp_path / names[0]).read_bytes()).text
    assert "Answer by Wednesday 23 December 2026" in text
    assert "the review on Monday 4 January 2027" in text
    assert "Confirm the move-on address" in text
    assert "Check the register" not in text
    with room.work.reading() as reading:
        given = reading.all(DocumentGiven, document=DocumentKind.CALL_FOR_UPDATES)
        assert {one.sha256 for one in given} == {chase.sha256 for chase in done.chases}
    event = actions.history(room.work, action_id=line.actions[0].action.id)[-1]
    assert (event.event_kind, event.came_by, event.note) == (
        ActionEventKind.CHASED,
        Channel.SECURE_MAIL,
        "First call",
    )
    assert event.chase_id == done.chases[0].id


def test_asking_without_a_sheet_is_noted_and_an_answer_ends_the_waiting(room: Room) -> None:
    two_cases(room)
    room.clock.put(date(2026, 12, 16))
    calls = seen(room).calls
    chosen = [line for line in calls if line.agency == "hsg"]
    by = date(2026, 12, 18)
    told = {"how": Channel.TELEPHONE, "to_whom": "Duty desk", "reply_by": by}
    done = chasing.call_for_updates(room.work, lines=[*chosen, chosen[0]], **told).value  # type: ignore[arg-type]  # by name
    assert [(chase.agency, chase.reply_by, chase.to_whom, chase.file_name) for chase in done.chases] == [
        ("hsg", by, "Duty desk", "")
    ] * 2
    room.clock.put(date(2026, 12, 21))
    waiting = seen(room).awaited
    assert [(line.case_reference, line.late) for line in waiting] == [("LAN-0417", True), ("LAN-0500", True)]
    answered = waiting[0].actions[0].action
    actions.review_action(
        room.work,
        action_id=answered.id,
        meeting_id=None,
        outcome=ActionEventKind.UPDATED,
        note="Waiting list",
    )
    assert [line.case_reference for line in seen(room).awaited] == ["LAN-0500"]
    actions.review_action(
        room.work,
        action_id=waiting[1].actions[0].action.id,
        meeting_id=None,
        outcome=ActionEventKind.DONE,
        note="Letter of 20 December",
    )
    assert seen(room).awaited == ()
    assert {line.agency for line in seen(room).calls} == {"pol", "prob"}


def test_a_round_is_taken_back_whole_by_lines_of_its_own(room: Room, tmp_path: Path) -> None:
    two_cases(room)
    room.clock.put(date(2026, 12, 16))
    before = seen(room)
    done = chasing.call_for_updates(room.work, lines=before.calls, folder=tmp_path).value
    action_id = done.chases[0].action_ids[0]
    actions.review_action(
        room.work, action_id=action_id, meeting_id=None, outcome=ActionEventKind.UPDATED, note="On its way"
    )
    back = chasing.take_back_round(room.work, round_id=done.round_id).value
    assert len(back) == len(done.chases)
    after = seen(room)
    assert (after.calls, after.awaited, after.last_round) == (before.calls, (), None)
    kinds = [event.event_kind for event in actions.history(room.work, action_id=action_id)]
    assert kinds[-3:] == [ActionEventKind.CHASED, ActionEventKind.UPDATED, ActionEventKind.CHASED]
    with pytest.raises(RuleError, match="already"):
        chasing.take_back_round(room.work, round_id=done.round_id)
    with pytest.raises(NotFound):
        chasing.take_back_round(room.work, round_id="none")
    again = chasing.call_for_updates(room.work, lines=before.calls[:1], folder=tmp_path).value
    assert again.chases[0].file_name == "LAN-0417-M01-call-pol.pdf", "the same sheet takes its own place"
    assert seen(room).last_round is not None


def test_a_planned_review_is_called_for_and_new_actions_are_asked_for_too(room: Room, tmp_path: Path) -> None:
    case = room.case()
    first = room.running(case)
    act(room, first, "Confirm the move-on address", "hsg")
    room.finish(first)
    room.clock.put(date(2026, 12, 1))
    review = meetings.plan_meeting(
        room.work, case_id=case.id, kind=MeetingKind.REVIEW, on=date(2026, 12, 8), at="10:00"
    ).value
    (line,) = seen(room).calls
    assert (line.meeting_id, line.review_on, line.meeting_reference) == (
        review.id,
        date(2026, 12, 8),
        "LAN-0417-M02",
    )
    assert line.reply_by == date(2026, 12, 1)
    assert line.call_on == date(2026, 11, 24)
    room.clock.put(date(2026, 12, 2))
    (line,) = seen(room).calls
    assert line.reply_by == date(2026, 12, 3), "the area's day has gone by: the next working day"
    chasing.call_for_updates(room.work, lines=[line], folder=tmp_path)
    assert seen(room).calls == ()
    cases.edit_case(
        room.work,
        case=replace(cases.case_by_reference(room.work, reference="LAN-0417"), closed_on=date(2026, 12, 2)),
    )
    assert seen(room).replies == ()


def test_what_an_agency_may_not_read_is_not_asked_for_on_its_sheet(room: Room, tmp_path: Path) -> None:
    meeting = room.running()
    open_one = act(room, meeting, "Confirm the move-on address", "hsg")
    held_back = act(room, meeting, "Say where the source lives", "hsg")
    alone = act(room, meeting, "Watch the flat", "pol")
    for one in (held_back, alone):
        assert one.entry_id is not None
        contributions.set_handling(
            room.work, entry_id=one.entry_id, handling=Handling.NAMED_RECIPIENTS, recipients=("prob",)
        )
    room.finish(meeting)
    room.clock.put(date(2026, 12, 16))
    police, housing = seen(room).calls
    done = chasing.call_for_updates(room.work, lines=[housing], folder=tmp_path).value
    assert done.chases[0].action_ids == (open_one.id,)
    text = read_back((tmp_path / "LAN-0417-M01-call-hsg.pdf").read_bytes()).text
    assert "Something is left out of this sheet" in text
    assert "source" not in text
    with pytest.raises(RuleError, match="Ask without a sheet"):
        chasing.call_for_updates(room.work, lines=[police], folder=tmp_path)
    assert not (tmp_path / "LAN-0417-M01-call-pol.pdf").exists()
    left = {line.agency: [row.action.id for row in line.actions] for line in seen(room).calls}
    assert left == {"pol": [alone.id], "hsg": [held_back.id]}


def test_a_call_that_is_stopped_is_logged_for_the_sheets_that_were_drawn(room: Room, tmp_path: Path) -> None:
    two_cases(room)
    room.clock.put(date(2026, 12, 16))
    calls = seen(room).calls
    told: list[tuple[int, int]] = []

    def go_on(number: int, total: int) -> bool:
        told.append((number, total))
        return number < 3

    done = chasing.call_for_updates(room.work, lines=calls, folder=tmp_path, go_on=go_on).value
    assert told == [(1, 6), (2, 6), (3, 6)]
    assert {chase.file_name for chase in done.chases} == {path.name for path in tmp_path.iterdir()}
    assert [(one.case_id, one.agency) for one in done.chases] == [
        (one.case_id, one.agency) for one in calls[:2]
    ]
    assert seen(room).calls == calls[2:]
    with room.work.reading() as reading:
        assert len(reading.all(DocumentGiven, document=DocumentKind.CALL_FOR_UPDATES)) == 2
    rest = chasing.call_for_updates(room.work, lines=calls[2:], folder=tmp_path, go_on=lambda *_: False)
    assert len(rest.value.chases) == 1, "the sheet in hand is finished"


def test_calls_that_cannot_be_made_leave_nothing_behind(room: Room, tmp_path: Path) -> None:
    two_cases(room)
    room.clock.put(date(2026, 12, 16))
    calls = seen(room).calls
    refusals: list[tuple[dict[str, object], str]] = [
        ({"lines": ()}, "lines"),
        ({"lines": calls, "reply_by": date(2026, 12, 15)}, "reply_by"),
        ({"lines": calls, "how": Channel.NOT_SAID}, "how"),
        ({"lines": calls, "folder": tmp_path / "nowhere"}, "target"),
        ({"lines": calls, "folder": room.folder}, "target"),
    ]
    for told, field in refusals:
        with pytest.raises(RuleError) as refused:
            chasing.call_for_updates(room.work, **told)  # type: ignore[arg-type]  # by name
        assert refused.value.field == field
    assert list(tmp_path.iterdir()) == []
    assert seen(room).calls == calls


def test_a_new_owner_is_asked_though_the_old_one_was(room: Room) -> None:
    two_cases(room)
    room.clock.put(date(2026, 12, 21))
    lines = chasing.chase_view(room.work).calls
    moved, settled = lines[0].actions[0].action, lines[1].actions[0].action
    chasing.call_for_updates(room.work, lines=lines[:1])
    action_lives.record_reply(
        room.work,
        action_id=moved.id,
        outcome=ActionEventKind.TRANSFERRED,
        owner_agency="hlth",
        owner_role="Ward manager",
    )
    asked = [line for line in chasing.chase_view(room.work).calls if line.agency == "hlth"]
    assert [row.action.id for line in asked for row in line.actions] == [moved.id]
    chasing.call_for_updates(room.work, lines=asked)
    assert all(line.agency != "hlth" for line in chasing.chase_view(room.work).calls)
    action_lives.record_reply(room.work, action_id=settled.id, outcome=ActionEventKind.DONE)
    with pytest.raises(RuleError, match="settled already"):
        chasing.call_for_updates(room.work, lines=[lines[1]])


def test_a_line_that_was_taken_back_for_one_action_is_asked_for_anew(room: Room) -> None:
    two_cases(room)
    room.clock.put(date(2026, 12, 16))
    (line, *_) = seen(room).calls
    done = chasing.call_for_updates(room.work, lines=[line]).value
    action_id = line.actions[0].action.id
    action_lives.take_back(room.work, action_ids=[action_id])
    assert seen(room).calls[0].key == line.key
    assert seen(room).awaited == ()
    chasing.take_back_round(room.work, round_id=done.round_id)
    assert seen(room).last_round is None
    kinds = [event.event_kind for event in actions.history(room.work, action_id=action_id)]
    assert kinds.count(ActionEventKind.CHASED) == 2, "asked, and taken back once"


def test_nothing_is_asked_of_a_closed_case_an_unowned_action_or_an_observer(room: Room) -> None:
    case = room.case()
    meeting = room.running(case)
    made = act(room, meeting, "Visit", "hsg")
    room.finish(meeting)
    room.clock.put(date(2026, 12, 16))
    assert len(seen(room).calls) == 1
    with room.work.reading() as reading:
        kept = reading.get(Action, made.id)
    actions.revise_action(room.work, action=replace(kept, owner_agency=""))
    assert seen(room).calls == ()
    with pytest.raises(RuleError, match="M01-01 is with no agency"):
        chasing.told_now(room.work, action_ids=[made.id], to_whom="Somebody")
    closed = replace(cases.case_by_reference(room.work, reference="LAN-0417"), closed_on=room.work.today())
    cases.edit_case(room.work, case=closed)
    assert seen(room).calls == ()


def test_a_figure_that_the_area_lacks_is_named(room: Room) -> None:
    bare = replace(room.work, reference=replace(room.work.reference, standards=()))
    with room.work.writing() as uow:
        for code in ("call_before_review",):
            uow.remove(uow.get(AreaStandard, code))
    with pytest.raises(NotFound, match="call_before_review"):
        chasing.chase_view(bare)
