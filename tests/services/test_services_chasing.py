"""The morning's chase: what is due, asked for several agencies at once, logged, taken back."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from meeting_room import Room

from mappa_desk.documents.reading_back import read_back
from mappa_desk.domain.actions import Action, ActionEventKind, Channel, Deadline, DeadlineKind
from mappa_desk.domain.chase_views import ChaseView
from mappa_desk.domain.chasing import ChaseKind
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import DocumentGiven, DocumentKind
from mappa_desk.services import actions, chasing


def act(
    room: Room, meeting: Meeting, text: str, agency: str, days: int | None = 20, *, urgent: bool = False
) -> Action:
    """An action of an agency that is due so many days from today."""
    due = Deadline()
    if days is not None:
        due = Deadline(kind=DeadlineKind.DATE, on=room.work.today() + timedelta(days=days))
    return actions.make_action(
        room.work,
        meeting_id=meeting.id,
        item="plan",
        text=text,
        owner_agency=agency,
        owner_role="Team manager",
        deadline=due,
        urgent=urgent,
    ).value


def two_cases(room: Room) -> list[Meeting]:
    """Two meetings that were held on 23 November 2026 and set their reviews six weeks later."""
    held = []
    for reference in ("LAN-0417", "LAN-0500"):
        meeting = room.running(room.case(reference))
        act(room, meeting, "Confirm the move-on address", "hsg")
        act(room, meeting, "Check the register", "pol", 3)
        act(room, meeting, "Visit the address", "prob", 60)
        room.finish(meeting)
        held.append(meeting)
    return held


def seen(room: Room) -> ChaseView:
    """The view, the same on a second connection."""
    view = chasing.chase_view(room.work)
    again = chasing.chase_view(room.reopened())
    assert (again.calls, again.ladder, again.replies, again.awaited, again.do_now) == (
        view.calls,
        view.ladder,
        view.replies,
        view.awaited,
        view.do_now,
    )
    return view


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
