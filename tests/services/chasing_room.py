"""What the tests of the chase begin with: two cases with actions of several agencies, and the view."""

from __future__ import annotations

from datetime import timedelta

from meeting_room import Room

from mappa_desk.domain.actions import Action, Deadline, DeadlineKind
from mappa_desk.domain.chase_views import ChaseView
from mappa_desk.domain.meetings import Meeting
from mappa_desk.services import (
    actions,
    chasing,
)


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
