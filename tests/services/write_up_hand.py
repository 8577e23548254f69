"""What the tests of writing up need: entries, a decision, the page as the disk has it, a reworded text."""

from __future__ import annotations

from meeting_room import Room

from mappa_desk.domain.changes import Changes
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.decisions import Decision, DecisionKind, Dissent
from mappa_desk.domain.meetings import Meeting
from mappa_desk.services import contributions, decisions, write_up
from mappa_desk.services.write_up import WriteUpView


def keep(room: Room, meeting: Meeting, text: str, **more: object) -> Entry:
    told = {"item": "risk", "agency": "pol", "words": f"pol: {text}", **more}
    return contributions.keep_line(room.work, meeting_id=meeting.id, text=text, **told).value  # type: ignore[arg-type]  # by name


def decide(room: Room, meeting: Meeting) -> Decision:
    return decisions.take_decision(
        room.work,
        meeting_id=meeting.id,
        item="plan",
        decided="The zone stays",
        kind=DecisionKind.OTHER,
        dissent=(Dissent(agency="hsg"), Dissent(agency="pol", why="Too small")),
        words="=zone stays",
    ).value


def look(room: Room, meeting: Meeting) -> WriteUpView:
    """The page, compared with what a second connection sees."""
    page = write_up.write_up_view(room.work, meeting_id=meeting.id)
    assert write_up.write_up_view(room.reopened(), meeting_id=meeting.id) == page
    return page


def text_of(page: WriteUpView, key: str) -> str:
    return page.paragraphs[page.places[key]].text


def revise(room: Room, meeting: Meeting, key: str, text: str, revision: int | None = None) -> Changes:
    page = write_up.write_up_view(room.work, meeting_id=meeting.id)
    kept = page.paragraphs[page.places[key]].revision
    return write_up.revise(
        room.work,
        meeting_id=meeting.id,
        paragraph_key=key,
        revision=kept if revision is None else revision,
        text=text,
    ).changes
