"""What is told at the next meeting of the time between: settled actions, changed facts; closed readers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from domain_builders import STARTED, action, attendance, case, event

from mappa_desk.domain.actions import ActionEventKind, ActionState
from mappa_desk.domain.attendance import AttendanceState
from mappa_desk.domain.cases import Whereabouts
from mappa_desk.domain.closed_readers import agencies_inside, part_at
from mappa_desk.domain.meetings import ClosedPart
from mappa_desk.domain.since_last import case_changes, settled_between

HOUR = timedelta(hours=1)
PART = ClosedPart(id="cp", meeting_id="m3", started_at=STARTED, ended_at=STARTED + HOUR, stayed=("a", "c"))


def test_facts_are_compared_with_the_case_as_it_stood_at_the_last_meeting() -> None:
    first, then = case(), case(whereabouts=Whereabouts.PRISON)
    now = replace(then, whereabouts=Whereabouts.COMMUNITY, release_on=date(2027, 1, 4), summary="More")
    history = ((STARTED - 2 * HOUR, first), (STARTED - HOUR, then), (STARTED + HOUR, now))
    found = case_changes(history, now, STARTED)
    assert [(one.fact, one.before, one.after) for one in found] == [
        ("whereabouts", Whereabouts.PRISON, Whereabouts.COMMUNITY),
        ("release_on", None, date(2027, 1, 4)),
    ]
    assert case_changes(history, then, STARTED) == ()
    assert case_changes(history[2:], now, STARTED) == ()


def test_only_what_was_settled_since_is_told() -> None:
    done = {"state": ActionState.DONE}
    actions = (
        action(id="before", **done), action(id="late", **done), action(id="early", **done),
        action(id="open"), action(id="shown", **done), action(id="silent", **done),
    )  # fmt: skip
    events = (
        event("before", ActionEventKind.DONE, at=STARTED - HOUR),
        event("early", ActionEventKind.DONE, at=STARTED + HOUR),
        event("late", ActionEventKind.UPDATED, at=STARTED + HOUR),
        event("late", ActionEventKind.WITHDRAWN, at=STARTED + 2 * HOUR),
        event("open", ActionEventKind.DONE, at=STARTED + HOUR),
        event("shown", ActionEventKind.DONE, at=STARTED + HOUR),
    )
    found = settled_between(actions, events, since=STARTED, shown=frozenset({"shown"}))
    assert [past.action.id for past in found] == ["early", "late"]
    assert len(found[1].events) == 2 and not found[0].settled_here


def test_an_agency_is_inside_only_with_all_of_its_people_who_came() -> None:
    whole = (attendance("pol", "A", id="a"), attendance("hsg", "B", id="b"), attendance("prob", "C", id="c"))
    assert agencies_inside(PART, whole) == {"pol", "prob"}
    split = (*whole, attendance("prob", "D", id="d"))
    assert agencies_inside(PART, split) == {"pol"}
    absent = (*whole, attendance("prob", "D", id="d", state=AttendanceState.APOLOGIES))
    assert agencies_inside(PART, absent) == {"pol", "prob"}


@pytest.mark.parametrize(
    ("minutes", "ended", "inside"),
    [(-1, True, False), (0, True, True), (60, True, True), (61, True, False), (600, False, True)],
)
def test_a_part_goes_on_from_its_first_to_its_last_moment(minutes: int, ended: bool, inside: bool) -> None:
    part = PART if ended else replace(PART, ended_at=None)
    assert (part_at((part,), STARTED + timedelta(minutes=minutes)) is part) == inside
