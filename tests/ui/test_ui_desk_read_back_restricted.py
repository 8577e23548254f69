"""The read-back says what is not for everybody's ears, and lets nobody accept who is out."""

from __future__ import annotations

import pytest
from desk_room import DeskRoom

from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.contributions import Handling
from mappa_desk.domain.meetings import MeetingState
from mappa_desk.services import closed_parts, contributions, meetings, roll_call
from mappa_desk.ui.models.read_back import restriction


@pytest.fixture
def desk(running_item_desk: DeskRoom) -> DeskRoom:
    """The desk of these tests."""
    return running_item_desk


def _number(desk: DeskRoom) -> str:
    desk.page.commands()["read_back"]()
    said = desk.page.read_back.panel._ui.number_label.text()
    assert desk.page.read_back.panel.accessibleDescription().startswith(said)
    desk.page.escape()
    return said


def test_an_action_of_a_closed_part_says_so_once_everybody_is_back(desk: DeskRoom):
    stayed = tuple(row.id for row in desk.kept().attendance if row.agency in ("pol", "prob"))
    closed_parts.begin_closed_part(desk.work, meeting_id=desk.meeting_id, stayed=stayed)
    desk.page.enter()
    desk.say("@pol watch the blue van by fri")
    desk.idle()
    assert _number(desk) == "Action 1", "those who hear it stayed"
    closed_parts.end_closed_part(desk.work, meeting_id=desk.meeting_id)
    desk.page.enter()
    desk.until(lambda: all(part.ended_at for part in desk.page.state.view.closed_parts))
    assert _number(desk) == "Action 1. From a closed part: only for those who stayed"


def test_a_restricted_action_says_so_here_and_at_the_next_meeting(desk: DeskRoom):
    desk.say("@pol watch the blue van by fri")
    desk.idle()
    entry = desk.kept().entries[-1]
    contributions.set_handling(desk.work, entry_id=entry.id, handling=Handling.SANITISE)
    desk.page.enter()
    desk.until(lambda: desk.page.state.view.entries[-1].handling is Handling.SANITISE)
    assert _number(desk) == "Action 1. Sanitise before use"
    meetings.close_meeting(desk.work, meeting_id=desk.meeting_id)
    view = desk.kept()
    later = meetings.plan_meeting(
        desk.work, case_id=view.case.id, kind=MeetingKind.REVIEW, on=view.meeting.planned_on, at="15:00"
    ).value
    desk.meeting_id = later.id
    view = desk.kept()
    (past,) = view.past_actions
    assert restriction(view, past.action) == "Restricted: not to be read to everybody"


def test_only_who_is_in_takes_an_action_on_behalf(desk: DeskRoom):
    gone = next(row for row in desk.kept().attendance if row.agency == "hsg")
    roll_call.went_out(desk.work, attendance_id=gone.id)
    desk.page.enter()
    desk.say("@hlth send the dates by fri")
    desk.idle()
    desk.page.commands()["read_back"]()
    desk.press("B")
    combo = desk.page.read_back.panel._ui.entry_combo
    offered = [combo.itemText(place) for place in range(combo.count())]
    assert any("Dewi Prosser" in who for who in offered) and not any(gone.name in who for who in offered)


@pytest.mark.parametrize("command", ["adjourn_meeting", "close_meeting"])
def test_what_is_half_typed_in_a_closed_part_stays_in_it_when_all_leave(desk: DeskRoom, command: str):
    stayed = tuple(row.id for row in desk.kept().attendance if row.agency in ("pol", "prob"))
    part = closed_parts.begin_closed_part(desk.work, meeting_id=desk.meeting_id, stayed=stayed).value
    desk.page.enter()
    desk.until(lambda: desk.page.state.view.closed_parts)
    desk.type("to watch the van")
    desk.press("Ctrl+D")
    desk.type("because of the source")
    desk.press("Esc")
    desk.page.commands()[command]()
    desk.idle()
    assert "half done" in desk.shell.said[-1] and desk.kept().meeting.state is MeetingState.RUNNING
    desk.press("Ctrl+D")
    desk.press("Ctrl+Return")
    desk.idle()
    desk.until(lambda: desk.kept().decisions)
    desk.until(lambda: desk.focus() is desk.line)
    desk.type("he has a blue van")
    desk.page.commands()[command]()
    desk.idle()
    entries = desk.kept().entries
    assert [entry.closed_part_id for entry in entries] == [part.id, part.id]
    assert entries[-1].text == "he has a blue van" and desk.line.toPlainText() == ""
