"""Actions of all sorts, for the tests of the tracker."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from vault_help import Desk, a_case, a_meeting

from mappa_desk.domain.actions import (
    Acceptance,
    Action,
    ActionEvent,
    ActionEventKind,
    ActionState,
    Deadline,
    DeadlineKind,
)
from mappa_desk.domain.agencies import Agency, AgencyClass
from mappa_desk.domain.meetings import Meeting

TODAY = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 10, tzinfo=UTC)


def some_actions(desk: Desk, many: int = 90) -> dict[str, tuple[Action, str, int]]:
    """Actions of all sorts in two cases, by id, with their case's reference and how often each was moved."""
    dice = random.Random(6)
    with desk.vault.writing(by="chair") as uow:
        for code, name in (("pol", "Police"), ("hou", "Housing"), ("pro", "Älderley Probation")):
            uow.save(Agency(id=code, name=name, agency_class=AgencyClass.RESPONSIBLE_AUTHORITY))
        other = uow.save(a_case(desk.new_id, reference="LAN-0418"))
        meetings = {desk.case.id: desk.meeting, other.id: uow.save(a_meeting(desk.new_id, other, number=104))}
        made: dict[str, tuple[Action, str, int]] = {}
        for place in range(1, many + 1):
            case = dice.choice((desk.case, other))
            action = uow.save(
                replace(an_action(desk, dice, place), **whose(dice), **of(case.id, meetings, place))
            )
            moves = dice.choice((0, 0, 0, 1, 2, 3))
            for move in range(moves):
                uow.save(moved(desk, action, move))
            made[action.id] = action, case.reference, moves
    return made


def of(case_id: str, meetings: dict[str, Meeting], place: int) -> dict[str, object]:
    """The case and the meeting of an action; every tenth has no meeting."""
    if place % 10 == 0:
        return {"case_id": case_id, "meeting_id": None, "entry_id": None, "tag": f"M00-{place:02d}"}
    meeting = meetings[case_id]
    return {"case_id": case_id, "meeting_id": meeting.id, "tag": f"M{meeting.number:02d}-{place:02d}"}


def whose(dice: random.Random) -> dict[str, str]:
    """An owner."""
    name, role = dice.choice((("Ann Barr", ""), ("Zoë Cole", "Officer"), ("", "Duty sergeant"), ("", "")))
    return {
        "owner_name": name,
        "owner_role": role,
        "owner_agency": dice.choice(("pol", "hou", "pro", "odd", "")),
    }


def an_action(desk: Desk, dice: random.Random, place: int) -> Action:
    """An action of any sort."""
    kind = dice.choice(tuple(DeadlineKind))
    day = TODAY + timedelta(days=dice.choice((-400, -9, -1, 0, 1, 7, 8, 30, 31, 90)))
    on = None if kind is DeadlineKind.NONE or dice.random() < 0.3 else day
    return Action(
        id=desk.new_id(),
        case_id="",
        meeting_id=None,
        entry_id=f"e{place}",
        tag="",
        text=dice.choice(
            ("Visit the hostel", "Confirm address with the Café", "Address: confirm", "Revisit")
        ),
        purpose=dice.choice(("", "So that the visit is safe")),
        deadline=Deadline(kind=kind, on=on),
        urgent=dice.random() < 0.1,
        before_release=dice.random() < 0.1,
        state=dice.choice((ActionState.OPEN, *ActionState)),
        acceptance=dice.choice(tuple(Acceptance)),
        carried=dice.choice((0, 0, 1, 2, 5)),
        settled_note=dice.choice(("", "Hostel full")),
        removed=dice.random() < 0.1,
        labels=dice.choice(((), (), ("housing",), ('co-op "x"', "housing"))),
        source_number=dice.choice(("", "", "Old/7")),
        look_on=dice.choice((None, None, TODAY, TODAY + timedelta(days=5))),
    )


def moved(desk: Desk, action: Action, times: int) -> ActionEvent:
    """A line that moves the day of an action."""
    return ActionEvent(
        id=desk.new_id(),
        action_id=action.id,
        at=AT + timedelta(minutes=times),
        event_kind=ActionEventKind.REDATED,
        due_before=TODAY + timedelta(days=times),
        due_after=TODAY + timedelta(days=times + 1),
    )
