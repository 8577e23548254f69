"""A later calendar takes out what an earlier one brought in, and calls an action by its newest number."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import icalendar
import pytest
import vobject
from meeting_room import Room

from mappa_desk.domain.action_filter import ActionFilter
from mappa_desk.domain.actions import Action, ActionEventKind, Deadline
from mappa_desk.domain.errors import RuleError
from mappa_desk.services import actions
from mappa_desk.services.action_calendars import CalendarGiven, write_calendar
from mappa_desk.services.action_lives import record_reply
from mappa_desk.services.calendar_ended import CANCELLED_FOR
from mappa_desk.services.cases import edit_case

OPEN = ActionFilter(open_only=True)
HOUSING = replace(OPEN, agencies=("hsg",))
Lines = dict[str, icalendar.Event]


def written(
    room: Room, path: Path, find: ActionFilter, *, again: bool = False
) -> tuple[CalendarGiven, Lines]:
    """Writes a calendar and reads it with two libraries; its events by their numbers."""
    given = write_calendar(room.work, target=path, find=find, again=again).value
    found = list(icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT"))
    other = next(iter(vobject.readComponents(path.read_text("utf-8"))))
    for one, two in zip(found, other.vevent_list, strict=True):
        assert (one["UID"], one["STATUS"], one["DTSTART"].dt) == (
            two.uid.value, two.status.value, two.dtstart.value,
        )  # fmt: skip
        assert str(one["SEQUENCE"]) == two.sequence.value
    return given, {str(one["SUMMARY"]).removeprefix("Action "): one for one in found}


def cancelled(lines: Lines) -> set[str]:
    assert not any(one.walk("VALARM") for one in lines.values() if one["STATUS"] == "CANCELLED")
    return {number for number, one in lines.items() if one["STATUS"] == "CANCELLED"}


def settle(room: Room, action: Action, outcome: ActionEventKind) -> None:
    actions.review_action(room.work, action_id=action.id, meeting_id=None, outcome=outcome, note="Said so.")


def test_what_ended_since_is_cancelled_and_nothing_else(room: Room, tmp_path: Path) -> None:
    meeting, path = room.running(), tmp_path / "actions.ics"
    done, withdrawn, moved, bare, gone, stays = (
        room.act(meeting, "Ring the hostel", due=date(2026, 12, day)) for day in range(1, 7)
    )
    _, before = written(room, path, OPEN)
    assert len(before) == 6 and not cancelled(before)
    never = room.act(meeting, "Ring", due=date(2026, 12, 9))
    for action in (done, never):
        settle(room, action, ActionEventKind.DONE)
    settle(room, withdrawn, ActionEventKind.WITHDRAWN)
    actions.review_action(
        room.work,
        action_id=moved.id,
        meeting_id=None,
        outcome=ActionEventKind.TRANSFERRED,
        note="Theirs",
        owner_agency="hsg",
    )
    actions.revise_action(room.work, action=replace(bare, deadline=Deadline()))
    with room.work.writing() as uow:
        uow.save(replace(uow.get(Action, gone.id), removed=True))
    with pytest.raises(RuleError, match="None of these"):
        write_calendar(room.work, target=path, find=replace(OPEN, agencies=("pol",)), again=True)
    given, without = written(room, path, OPEN)
    assert (given.cancelled, given.undated, cancelled(without)) == (0, 1, set()), "only when it is asked for"
    given, after = written(room, path, OPEN, again=True)
    struck = {f"LAN-0417-{one.tag}" for one in (done, withdrawn, bare, gone)}
    assert cancelled(after) == struck and (given.actions, given.cancelled, given.undated) == (2, 4, 0)
    assert set(after) == set(before), "one that was made and settled between two files is in neither"
    for number, event in after.items():
        assert event["UID"] == before[number]["UID"]
        changed = number != f"LAN-0417-{stays.tag}"
        assert (event["SEQUENCE"] > before[number]["SEQUENCE"]) is changed, number
        assert event["DTSTART"].dt == before[number]["DTSTART"].dt
    probation = replace(OPEN, agencies=("prob",), due_to=date(2026, 12, 1), overdue=False)
    _, theirs = written(room, path, probation, again=True)
    assert cancelled(theirs) == struck | {f"LAN-0417-{moved.tag}"}, "their calendar has what was handed over"
    assert written(room, path, HOUSING, again=True)[0].cancelled == 0, "and the new owner has it"
    settle(room, moved, ActionEventKind.DONE)
    given, housing = written(room, path, HOUSING, again=True)
    assert (given.actions, cancelled(housing)) == (0, {f"LAN-0417-{moved.tag}"}), "a file may only take out"
    with room.reopened().reading() as reading:
        noted = [one for one in reading.audit() if one.kind == "calendar line"]
    assert len(noted) == 6 and len({one.record_id for one in noted}) == 6, "each is noted once"


def test_an_end_is_told_for_some_months_and_not_of_one_opened_again(room: Room, tmp_path: Path) -> None:
    meeting, path = room.running(), tmp_path / "actions.ics"
    done, back = (room.act(meeting, "Ring the hostel", due=date(2027, 8, day)) for day in (2, 3))
    written(room, path, OPEN)
    for action in (done, back):
        settle(room, action, ActionEventKind.DONE)
    assert len(cancelled(written(room, path, ActionFilter(), again=True)[1])) == 2
    record_reply(room.work, action_id=back.id, outcome=ActionEventKind.REOPENED, note="It was another one")
    room.clock.go_on(days=CANCELLED_FOR)
    given, lines = written(room, path, ActionFilter(), again=True)
    assert cancelled(lines) == {f"LAN-0417-{done.tag}"} and (given.settled, len(lines)) == (0, 2)
    room.clock.go_on(days=1)
    given, lines = written(room, path, ActionFilter(), again=True)
    assert not cancelled(lines) and (given.settled, len(lines)) == (1, 1)


def test_a_new_reference_of_the_case_reaches_the_calendar(room: Room, tmp_path: Path) -> None:
    meeting, path = room.running(), tmp_path / "actions.ics"
    room.act(meeting, "Ring the hostel", due=date(2026, 12, 1))
    ((_, first),) = written(room, path, OPEN)[1].items()
    edit_case(room.work, case=replace(room.look(meeting).case, reference="LAN-0999"), reason="mistyped")
    ((number, later),) = written(room, path, OPEN)[1].items()
    assert number == "LAN-0999-M01-01" and later["UID"] == first["UID"]
    assert later["SEQUENCE"] > first["SEQUENCE"]
