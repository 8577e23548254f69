"""What the clocks go by, asked of the vault: each kind counts what it is of and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from vault_help import Desk, a_case, a_meeting

from mappa_desk.domain.actions import Action, ActionState, Deadline, DeadlineKind
from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.cases import Case, Level
from mappa_desk.domain.clocks import CaseActions
from mappa_desk.domain.meetings import Meeting, MeetingState, NextReview
from mappa_desk.store.queries import clocks

TODAY = date(2026, 11, 22)


def of_day(moment: datetime) -> date:
    return moment.date()


def keep_meeting(desk: Desk, number: int, days: int, state: MeetingState, **values: Any) -> Meeting:
    """Keeps a meeting of the desk's case so many days from today."""
    made = a_meeting(
        desk.new_id, desk.case, number=number, state=state, planned_on=TODAY + timedelta(days=days)
    )
    with desk.vault.writing(by="chair") as uow:
        return uow.save(replace(made, **values))


@pytest.fixture
def quiet(desk: Desk) -> Desk:
    """The desk's case two months after its one meeting."""
    with desk.vault.writing(by="chair") as uow:
        over = replace(uow.get(Meeting, desk.meeting.id), state=MeetingState.CLOSED)
        desk.meeting = uow.save(replace(over, planned_on=TODAY - timedelta(days=60)))
    return desk


def test_only_closed_meetings_have_minutes_to_approve(desk: Desk) -> None:
    ended = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    closed = keep_meeting(desk, 4, -3, MeetingState.CLOSED, ended_at=ended, level=Level.THREE)
    without = keep_meeting(desk, 5, -9, MeetingState.CLOSED, kind=MeetingKind.INITIAL)
    keep_meeting(desk, 6, -30, MeetingState.APPROVED)
    with desk.vault.reading() as reading:
        found = {one.meeting_id: one for one in clocks.draft_minutes(reading, day_of=of_day)}
    assert set(found) == {closed.id, without.id}
    first = found[closed.id]
    assert (first.ended_on, first.met_on, first.level) == (
        date(2026, 11, 20),
        date(2026, 11, 19),
        Level.THREE,
    )
    assert (first.case_reference, first.meeting_kind) == (desk.case.reference, closed.kind)
    assert found[without.id].ended_on == without.planned_on
    assert found[without.id].meeting_kind is MeetingKind.INITIAL


def test_a_case_has_its_newest_meeting_held_and_the_next_that_is_planned(quiet: Desk) -> None:
    keep_meeting(quiet, 2, -90, MeetingState.APPROVED)
    agreed = NextReview(on=TODAY + timedelta(days=40))
    keep_meeting(quiet, 4, -20, MeetingState.CLOSED, next_review=agreed)
    keep_meeting(quiet, 5, -10, MeetingState.NOT_HELD)
    keep_meeting(quiet, 6, -5, MeetingState.PLANNED)
    later = keep_meeting(quiet, 8, 50, MeetingState.PLANNED)
    with quiet.vault.reading() as reading:
        (found,) = clocks.case_meetings(reading, on=TODAY, day_of=datetime.date)
    assert (found.last_on, found.agreed_on, found.leaves) == (TODAY - timedelta(days=20), agreed.on, False)
    assert (found.planned_on, found.planned_id) == (later.planned_on, later.id)
    sooner = keep_meeting(quiet, 9, 0, MeetingState.PLANNED)
    with quiet.vault.reading() as reading:
        assert clocks.case_meetings(reading, on=TODAY, day_of=datetime.date)[0].planned_id == sooner.id
    began = datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=UTC) - timedelta(days=12)
    keep_meeting(quiet, 7, -15, MeetingState.CLOSED, started_at=began)
    with quiet.vault.reading() as reading:
        (found,) = clocks.case_meetings(reading, on=TODAY, day_of=datetime.date)
    assert found.last_on == began.date(), "on the day it was held, not on the one it was planned for"


def test_a_case_is_left_out_while_it_is_closed_at_level_1_or_in_a_meeting(quiet: Desk) -> None:
    never = a_case(quiet.new_id, reference="LAN-0500", referral_accepted_on=TODAY, level=Level.THREE)
    with quiet.vault.writing(by="chair") as uow:
        uow.save(never)
        uow.save(a_case(quiet.new_id, reference="LAN-0501", closed_on=TODAY))
        uow.save(a_case(quiet.new_id, reference="LAN-0502", level=Level.ONE))
        leaving = NextReview(none_because="He leaves Level 2")
        uow.save(replace(quiet.meeting, next_review=leaving))
    with quiet.vault.reading() as reading:
        found = {
            one.case_reference: one for one in clocks.case_meetings(reading, on=TODAY, day_of=datetime.date)
        }
    assert set(found) == {quiet.case.reference, "LAN-0500"}
    assert found[quiet.case.reference].leaves
    new = found["LAN-0500"]
    assert (new.referral_accepted_on, new.level, new.last_on, new.planned_id) == (
        TODAY,
        Level.THREE,
        None,
        "",
    )
    for state in (MeetingState.RUNNING, MeetingState.ADJOURNED):
        under_way = keep_meeting(quiet, 7, 0, state)
        with quiet.vault.reading() as reading:
            assert [
                one.case_reference for one in clocks.case_meetings(reading, on=TODAY, day_of=datetime.date)
            ] == ["LAN-0500"]
        with quiet.vault.writing(by="chair") as uow:
            uow.remove(under_way)


def test_an_agency_owes_one_report_however_many_of_its_people_are_invited(desk: Desk) -> None:
    ahead = keep_meeting(desk, 4, 9, MeetingState.PLANNED)
    passed = keep_meeting(desk, 5, -9, MeetingState.PLANNED)
    answered = keep_meeting(desk, 6, 3, MeetingState.PLANNED)
    invited = (
        (ahead, {"agency": "pol"}),
        (ahead, {"agency": "pol"}),
        (ahead, {"agency": "hsg"}),
        (ahead, {"agency": "hsg", "report_received": True}),
        (ahead, {"agency": "prob"}),
        (ahead, {"agency": "prison", "is_chair": True}),
        (ahead, {"agency": "uni", "observer": True}),
        (ahead, {"agency": ""}),
        (passed, {"agency": "pol"}),
        (answered, {"agency": "pol", "report_received": True}),
    )
    with desk.vault.writing(by="chair") as uow:
        for seat, (meeting, facts) in enumerate(invited):
            uow.save(
                Attendance(id=desk.new_id(), meeting_id=meeting.id, seat=seat, name=f"Name {seat}", **facts)  # type: ignore[arg-type]  # by name
            )
    with desk.vault.reading() as reading:
        (found,) = clocks.reports_awaited(reading, on=TODAY)
    assert (found.meeting_id, found.planned_on) == (ahead.id, TODAY + timedelta(days=9))
    assert (found.agencies, found.awaited) == (3, 2)
    with desk.vault.writing(by="chair") as uow:
        case = uow.get(Case, ahead.case_id)
        uow.save(replace(case, closed_on=TODAY))
    with desk.vault.reading() as reading:
        assert clocks.reports_awaited(reading, on=TODAY) == (), "nobody writes for a case that is closed"


def test_the_dated_actions_of_a_case_are_counted_up_to_a_day(desk: Desk) -> None:
    other = a_case(desk.new_id, reference="LAN-0500")
    sorts = (
        (desk.case.id, -9, {}),
        (desk.case.id, -1, {}),
        (desk.case.id, 0, {}),
        (desk.case.id, 7, {}),
        (desk.case.id, 8, {}),
        (desk.case.id, None, {}),
        (desk.case.id, -20, {"state": ActionState.DONE}),
        (desk.case.id, -20, {"removed": True}),
        (other.id, 8, {}),
    )
    with desk.vault.writing(by="chair") as uow:
        uow.save(other)
        for place, (case_id, days, values) in enumerate(sorts, start=1):
            on = None if days is None else TODAY + timedelta(days=days)
            kind = DeadlineKind.NONE if on is None else DeadlineKind.DATE
            action = Action(
                id=desk.new_id(),
                case_id=case_id,
                meeting_id=None,
                entry_id=None,
                tag=f"M00-{place:02d}",
                text="Visit",
                deadline=Deadline(kind=kind, on=on),
            )
            uow.save(replace(action, **values))  # type: ignore[arg-type]  # by name
    with desk.vault.reading() as reading:
        assert clocks.case_actions(reading, on=TODAY, until=TODAY + timedelta(days=7)) == (
            CaseActions(
                case_id=desk.case.id,
                case_reference=desk.case.reference,
                due=4,
                overdue=2,
                earliest_on=TODAY - timedelta(days=9),
            ),
        )
