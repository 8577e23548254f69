"""The morning's chase: what does not wait, the ladder, and who owes an answer or a report."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from chasing_room import act, seen
from meeting_room import Room

from mappa_desk.domain.actions import ActionEventKind, Channel
from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.attendance import AttendanceState, Mode
from mappa_desk.domain.chase_views import ReplyKind
from mappa_desk.domain.chasing import ChaseKind
from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.services import (
    action_lives,
    actions,
    chasing,
    handouts,
    meetings,
    reports,
    roll_call,
)


def test_do_now_is_told_rung_back_about_and_taken_back(room: Room) -> None:
    meeting = room.running()
    other = room.running(room.case("LAN-0500"))
    urgent = act(room, meeting, "Move the victim", "pol", 9, urgent=True)
    soon = act(room, other, "Ring the hostel", "hsg", 1)
    calm = act(room, meeting, "Write a report", "pol", 9)
    room.clock.go_on(hours=1)
    lines = seen(room).do_now
    assert {line.row.action.id for line in lines} == {urgent.id, soon.id}
    assert all(line.given_at is not None and line.told is None for line in lines)
    action_lives.mark_action(room.work, action_ids=[calm.id], labels_add=["staff-safety"])
    assert [line.row.action.id for line in seen(room).do_now] == [soon.id, urgent.id, calm.id]
    assert len(chasing.chase_view(room.work, limit=2).do_now) == 2
    action_lives.mark_action(room.work, action_ids=[calm.id], labels_off=["staff-safety"])
    with pytest.raises(RuleError, match="who was told"):
        chasing.told_now(room.work, action_ids=[urgent.id], to_whom=" ")
    with pytest.raises(RuleError, match="at least one action"):
        chasing.told_now(room.work, action_ids=[], to_whom="Duty sergeant")
    done = chasing.told_now(
        room.work, action_ids=[urgent.id, soon.id], to_whom="Duty sergeant", note="Now"
    ).value
    assert [(chase.agency, chase.how) for chase in done.chases] == [
        ("pol", Channel.TELEPHONE),
        ("hsg", Channel.TELEPHONE),
    ]
    told = {line.row.action.id: line for line in seen(room).do_now}
    event = told[urgent.id].told
    assert event is not None
    assert (event.told_by, event.note, event.event_kind) == ("Duty sergeant", "Now", ActionEventKind.TOLD)
    with pytest.raises(RuleError, match="who called back"):
        chasing.called_back(room.work, action_ids=[urgent.id], told_by="")
    calls = chasing.called_back(
        room.work, action_ids=[urgent.id], told_by="PC Ash", note="Moved at noon"
    ).value
    first = seen(room).do_now
    assert [line.row.action.id for line in first] == [soon.id, urgent.id]
    assert first[1].called_back == calls[0]
    back = chasing.take_back_calls(room.work, event_ids=[calls[0].id]).value
    assert all(line.called_back is None for line in seen(room).do_now)
    with pytest.raises(RuleError, match="no call back"):
        chasing.take_back_calls(room.work, event_ids=[back[0].id])
    with pytest.raises(RuleError, match="already"):
        chasing.take_back_calls(room.work, event_ids=[calls[0].id])
    twice = [
        chasing.called_back(room.work, action_ids=[urgent.id], told_by=who).value[0]
        for who in ("PC Ash", "Sgt Price")
    ]
    chasing.take_back_calls(room.work, event_ids=[twice[1].id])
    assert [line.called_back for line in seen(room).do_now] == [None, twice[0]]
    chasing.take_back_round(room.work, round_id=done.round_id)
    assert all(line.told is None for line in seen(room).do_now)
    assert twice[0] in [line.called_back for line in seen(room).do_now], "what came in stays"
    unasked = chasing.called_back(room.work, action_ids=[soon.id], told_by="Hostel").value
    assert unasked[0].chase_id is not None, "it belongs to the telling that was taken back"
    actions.review_action(room.work, action_id=soon.id, meeting_id=None, outcome=ActionEventKind.DONE)
    assert [line.row.action.id for line in seen(room).do_now] == [urgent.id]
    with pytest.raises(RuleError, match="settled already"):
        chasing.told_now(room.work, action_ids=[soon.id], to_whom="Hostel")


def test_the_ladder_is_climbed_for_several_agencies_at_once(room: Room) -> None:
    meeting = room.running()
    housing = act(room, meeting, "Confirm the move-on address", "hsg", 1)
    police = act(room, meeting, "Check the register", "pol", 2)
    late = act(room, meeting, "Visit", "prob", 30)
    room.clock.put(date(2026, 12, 2))
    view = seen(room)
    assert [(line.row.action.id, line.days_over, line.standing.due) for line in view.ladder] == [
        (housing.id, 6, True),
        (police.id, 5, True),
    ]
    assert view.ladder_more == 0
    assert seen(room).rungs[0].id == "reminder"
    both = [housing.id, police.id]
    with pytest.raises(RuleError, match="“Reminder” is left out") as refused:
        chasing.climb(room.work, action_ids=both, rung="contact_point")
    assert refused.value.field == "skipped_because"
    with pytest.raises(NotFound):
        chasing.climb(room.work, action_ids=both, rung="nowhere")
    by = date(2026, 12, 7)
    done = chasing.climb(room.work, action_ids=both, rung="reminder", reply_by=by).value
    assert [(chase.agency, chase.rung, chase.to_whom, chase.reply_by) for chase in done.chases] == [
        ("hsg", "reminder", "The owner of the action", by),
        ("pol", "reminder", "The owner of the action", by),
    ]
    line = seen(room).ladder[0]
    assert line.standing.present is not None
    assert (line.standing.present.id, line.standing.climbed_on) == ("reminder", room.work.today())
    assert (line.standing.next_on, line.standing.due) == (date(2026, 12, 8), False)
    skipping = chasing.climb(
        room.work, action_ids=[police.id], rung="senior", skipped_because="The post is empty", to_whom="Chief"
    ).value
    assert (skipping.chases[0].skipped_because, skipping.chases[0].to_whom) == ("The post is empty", "Chief")
    with pytest.raises(RuleError, match="stands higher already"):
        chasing.climb(room.work, action_ids=[police.id], rung="reminder")
    chasing.take_back_round(room.work, round_id=skipping.round_id)
    stand = {one.row.action.id: one.standing for one in seen(room).ladder}[police.id]
    assert stand.present is not None
    assert stand.present.id == "reminder"
    words = chasing.rung_message(
        room.work, rung="contact_point", rows=[one.row for one in seen(room).ladder], reply_by="Monday"
    )
    assert "Past the day: LAN-0417-M01-01 and LAN-0417-M01-02, for Housing. See that" in words
    assert "hears by Monday what" in words
    assert "move-on" not in words
    assert chasing.chase_view(room.work, limit=1).ladder_more == 1
    room.clock.put(late.deadline.on or room.work.today())
    assert len(seen(room).ladder) == 2


def test_who_owes_an_answer_or_a_report_is_asked_again(room: Room) -> None:
    case = room.case()
    first = room.running(case)
    room.finish(first)
    room.clock.put(date(2026, 12, 1))
    review = meetings.plan_meeting(
        room.work, case_id=case.id, kind=MeetingKind.REVIEW, on=date(2027, 1, 4), at="10:00"
    ).value
    rows = {row.agency: row for row in room.look(review).attendance if not row.is_chair}
    roll_call.mark(room.work, attendance_id=rows["pol"].id, state=AttendanceState.ATTENDED, mode=Mode.ROOM)
    roll_call.mark(room.work, attendance_id=rows["prob"].id, state=AttendanceState.APOLOGIES)
    roll_call.deputise(
        room.work, attendance_id=rows["hsg"].id, name="Ola Nowak", role="Deputy", mode=Mode.VIDEO
    )
    roll_call.report(room.work, attendance_id=rows["pris"].id, received=True, dated="1 December")
    handouts.write_document(
        room.work,
        meeting_id=review.id,
        kind=DocumentKind.INVITATION,
        agency="hlth",
        target=room.folder.parent / "invitation.pdf",
    )
    found = {line.agency_name: line for line in seen(room).replies}
    assert {name: line.kind for name, line in found.items()} == {
        "Probation": ReplyKind.REPORT,
        "Housing": ReplyKind.DEPUTY,
        "Prison": ReplyKind.NOT_READ,
        "Health": ReplyKind.UNANSWERED,
    }
    assert (found["Health"].invited_on, found["Probation"].invited_on) == (room.work.today(), None)
    assert found["Health"].reply_by == date(2026, 12, 23)
    owing = [found["Health"], found["Probation"]]
    for lines, said in (((), "at least one person"), ([found["Housing"]], "who owes an answer")):
        with pytest.raises(RuleError, match=said):
            chasing.ask_again(room.work, lines=lines)
    nobody = replace(owing[0], attendance=replace(owing[0].attendance, agency="", name=""))
    with pytest.raises(RuleError, match="which agency this person is"):
        chasing.ask_again(room.work, lines=[nobody])
    done = chasing.ask_again(room.work, lines=owing, how=Channel.TELEPHONE).value
    assert [(chase.chase_kind, chase.agency, chase.attendance_id) for chase in done.chases] == [
        (ChaseKind.INVITATION, "hlth", rows["hlth"].id),
        (ChaseKind.REPORT, "prob", rows["prob"].id),
    ]
    again = {line.agency_name: line for line in seen(room).replies}
    assert [chase.id for chase in again["Health"].asked] == [done.chases[0].id]
    chasing.take_back_round(room.work, round_id=done.round_id)
    assert all(line.asked == () for line in seen(room).replies)
    reports.take_report(
        room.work, meeting_id=review.id, item="", text="Seen weekly.", attendance_id=rows["pris"].id
    )
    assert "Prison" not in {line.agency_name for line in seen(room).replies}
    room.clock.put(date(2026, 12, 29))
    late = {line.agency_name: line for line in seen(room).replies}["Health"]
    assert (late.late, late.reply_by) == (True, date(2026, 12, 23))
    assert chasing.ask_again(room.work, lines=[late]).value.chases[0].reply_by == date(2026, 12, 30)
    assert {line.agency_name: line.kind for line in seen(room).replies}["Police"] is ReplyKind.REPORT


def test_each_case_says_its_next_review_the_planned_one_before_the_one_that_was_set(room: Room) -> None:
    held, bare, running = (room.case(one) for one in ("LAN-0417", "LAN-0500", "LAN-0600"))
    for case in (held, bare):
        meeting = room.running(case)
        act(room, meeting, "Confirm the move-on address", "hsg", 1)
        room.finish(meeting)
    act(room, room.running(running), "Ring the hostel", "hsg", 1)
    room.clock.put(date(2026, 12, 1))
    set_on = date(2027, 1, 4)
    assert seen(room).reviews == {held.id: set_on, bare.id: set_on}, "a meeting that runs has set none"
    for on in (date(2026, 12, 18), date(2026, 12, 11)):
        meetings.plan_meeting(room.work, case_id=bare.id, kind=MeetingKind.REVIEW, on=on)
    assert seen(room).reviews == {held.id: set_on, bare.id: date(2026, 12, 11)}
    room.clock.put(date(2026, 12, 14))
    assert seen(room).reviews[bare.id] == date(2026, 12, 18)
    room.clock.put(date(2027, 1, 5))
    assert seen(room).reviews == {}, "what has gone by is none to come"
