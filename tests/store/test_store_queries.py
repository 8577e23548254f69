"""Lists by straight SQL: actions, cases, meetings, counts and removed records."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime, timedelta

import pytest
from vault_help import Desk, a_case, a_meeting

from mappa_desk.domain.actions import Action, ActionState, Deadline, DeadlineKind
from mappa_desk.domain.agencies import Agency, AgencyClass
from mappa_desk.domain.attendance import Attendance, AttendanceState
from mappa_desk.domain.contributions import Entry, Handling
from mappa_desk.domain.meetings import MeetingState, PanelDay
from mappa_desk.store.queries import actions, lists
from mappa_desk.store.queries.removed import removed_records

TODAY = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 10, tzinfo=UTC)


def keep_action(desk: Desk, place: int, days: int | None, **values: object) -> Action:
    """Keeps an action due so many days from today."""
    due = None if days is None else TODAY + timedelta(days=days)
    kind = DeadlineKind.NONE if due is None else DeadlineKind.DATE
    action = Action(
        id=desk.new_id(),
        case_id=desk.case.id,
        meeting_id=desk.meeting.id,
        entry_id="e",
        tag=f"M03-{place:02d}",
        text="Visit",
        owner_agency="pol",
        deadline=Deadline(kind=kind, on=due),
    )
    with desk.vault.writing(by="chair") as uow:
        return uow.save(dataclasses.replace(action, **values))  # type: ignore[arg-type]  # by name


@pytest.fixture
def actions_of_all_sorts(desk: Desk) -> dict[str, Action]:
    """One action of each sort."""
    with desk.vault.writing(by="chair") as uow:
        uow.save(Agency(id="pol", name="Police", agency_class=AgencyClass.RESPONSIBLE_AUTHORITY))
    return {
        "undated": keep_action(desk, 1, None),
        "late": keep_action(desk, 2, -3),
        "today": keep_action(desk, 3, 0),
        "soon": keep_action(desk, 4, 9, owner_agency="hou"),
        "done": keep_action(desk, 5, -9, state=ActionState.DONE),
        "removed": keep_action(desk, 6, -9, removed=True),
    }


def test_open_actions_come_soonest_first(desk: Desk, actions_of_all_sorts: dict[str, Action]) -> None:
    named = {action.id: name for name, action in actions_of_all_sorts.items()}
    with desk.vault.reading() as reading:
        mine = actions.open_for_case(reading, desk.case.id)
        assert [named[one.id] for one in mine] == ["late", "today", "soon", "undated"]
        assert actions.open_for_case(reading, "another") == ()
        rows = actions.open_rows(reading, on=TODAY)
        assert [named[row.action.id] for row in rows] == ["late", "today", "soon", "undated"]
        assert [row.overdue for row in rows] == [True, False, False, False]
        assert [row.days_left for row in rows] == [-3, 0, 9, None]
        assert [row.agency_name for row in rows] == ["Police", "Police", "", "Police"]
        assert rows[0].reference == "LAN-0417-M03-02"
        assert rows[0].case_reference == "LAN-0417"
        overdue = actions.open_rows(reading, on=TODAY, overdue_only=True)
        assert [named[row.action.id] for row in overdue] == ["late"]
        theirs = actions.open_rows(reading, on=TODAY, agency="hou")
        assert [named[row.action.id] for row in theirs] == ["soon"]
        assert len(actions.open_rows(reading, on=TODAY, limit=2)) == 2


def test_the_tracker_takes_closed_ones_too(desk: Desk, actions_of_all_sorts: dict[str, Action]) -> None:
    named = {action.id: name for name, action in actions_of_all_sorts.items()}
    with desk.vault.reading() as reading:
        rows = actions.rows(reading, on=TODAY, case_reference="LAN-0417")
        assert [named[row.action.id] for row in rows] == ["done", "late", "today", "soon", "undated"]
        assert (rows[0].overdue, rows[0].days_left) == (False, None)
        assert actions.rows(reading, on=TODAY, case_reference="nowhere") == ()


def test_open_actions_are_found_by_an_index(desk: Desk) -> None:
    with desk.vault.reading() as reading:
        for query in (
            "SELECT * FROM action WHERE owner_agency = ? AND due < ? AND state = 'open' AND removed = 0",
            "SELECT * FROM action WHERE case_id = ? AND due < ? AND state = 'open' AND removed = 0",
        ):
            plan = reading.connection.exec_driver_sql(
                f"EXPLAIN QUERY PLAN {query}", ("x", "2026-01-01")
            ).all()
            assert "USING INDEX action_" in str(plan)
            assert "due<?" in str(plan)


def test_our_own_queries_use_the_partial_indexes(desk: Desk, actions_of_all_sorts: dict[str, Action]) -> None:
    seen: list[str] = []
    with desk.vault.reading() as reading:
        raw = reading.connection.connection.driver_connection
        assert raw is not None
        raw.set_trace_callback(seen.append)
        actions.open_rows(reading, on=TODAY, agency="pol", overdue_only=True)
        actions.open_for_case(reading, desk.case.id)
        lists.counts(reading, on=TODAY)
        raw.set_trace_callback(None)
        plans = [
            str(reading.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}").all())
            for statement in seen
            if "FROM action" in statement
        ]
    assert len(plans) == 4
    assert "action_agency_due" in plans[0]
    assert "action_case_open" in plans[1]
    assert all("SCAN action'" not in plan for plan in plans)


def test_cases_show_their_meetings_and_actions(desk: Desk, actions_of_all_sorts: dict[str, Action]) -> None:
    with desk.vault.writing(by="chair") as uow:
        empty = uow.save(a_case(desk.new_id, reference="AAA-1", closed_on=TODAY))
        for number, (state, days) in enumerate(
            [(MeetingState.PLANNED, 30), (MeetingState.PLANNED, 60), (MeetingState.CANCELLED, 10)], start=4
        ):
            planned = TODAY + timedelta(days=days)
            uow.save(a_meeting(desk.new_id, desk.case, number=number, state=state, planned_on=planned))
    with desk.vault.reading() as reading:
        first, second = lists.case_rows(reading, on=TODAY)
        assert first.case == empty
        assert (first.meetings, first.open_actions, first.last_meeting_on, first.next_meeting_on) == (
            0,
            0,
            None,
            None,
        )
        assert second.case == desk.case
        assert (second.meetings, second.open_actions, second.overdue_actions) == (4, 4, 1)
        assert second.last_meeting_on == TODAY
        assert second.next_meeting_on == TODAY + timedelta(days=30)
        assert [row.case for row in lists.case_rows(reading, on=TODAY, open_only=True)] == [desk.case]
        assert len(lists.case_rows(reading, on=TODAY, limit=1)) == 1
        assert lists.counts(reading, on=TODAY) == lists.Counts(
            cases=2, open_cases=1, meetings=4, open_actions=4, overdue_actions=1
        )


def test_meetings_show_who_is_awaited(desk: Desk, actions_of_all_sorts: dict[str, Action]) -> None:
    states = [
        ("pol", AttendanceState.EXPECTED),
        ("pol", AttendanceState.ATTENDED),
        ("hou", AttendanceState.EXPECTED),
        ("hou", AttendanceState.EXPECTED),
        ("edu", AttendanceState.APOLOGIES),
    ]
    with desk.vault.writing(by="chair") as uow:
        for seat, (agency, state) in enumerate(states):
            uow.save(
                Attendance(
                    id=desk.new_id(),
                    meeting_id=desk.meeting.id,
                    seat=seat,
                    agency=agency,
                    name="A",
                    state=state,
                )
            )
        day = uow.save(PanelDay(id=desk.new_id(), on=TODAY + timedelta(days=7), title="Panel"))
        later = uow.save(
            a_meeting(
                desk.new_id,
                desk.case,
                number=4,
                state=MeetingState.PLANNED,
                planned_on=day.on,
                panel_day_id=day.id,
            )
        )
    with desk.vault.reading() as reading:
        now, then = lists.meeting_rows(reading)
        assert (now.meeting, now.case_reference, now.agencies, now.awaited, now.open_actions) == (
            desk.meeting,
            "LAN-0417",
            3,
            1,
            4,
        )
        assert (then.meeting, then.agencies, then.awaited) == (later, 0, 0)
        assert (then.meeting_id, then.case_id) == (later.id, desk.case.id)

        def ids(**filters: object) -> list[str]:
            return [row.meeting_id for row in lists.meeting_rows(reading, **filters)]  # type: ignore[arg-type]  # by name

        assert ids(since=TODAY + timedelta(days=1)) == [later.id]
        assert ids(until=TODAY) == [desk.meeting.id]
        assert ids(panel_day_id=day.id) == [later.id]
        assert ids(case_id=desk.case.id) == [desk.meeting.id, later.id]
        assert ids(case_id="another") == []
        assert ids(states=(MeetingState.RUNNING,)) == [desk.meeting.id]
        assert ids(states=(MeetingState.RUNNING, MeetingState.PLANNED)) == [desk.meeting.id, later.id]
        assert ids(newest_first=True, limit=1) == [later.id]


def test_removed_records_are_told_by_their_case(desk: Desk) -> None:
    gone, back = desk.keep("gone"), desk.keep("back")
    with desk.vault.writing(by="chair") as uow:
        uow.remove(gone)
        uow.remove(back)
    with desk.vault.writing(by="chair") as uow:
        uow.save(dataclasses.replace(back, revision=2))
    with desk.vault.reading() as reading:
        assert removed_records(reading, case_id=desk.case.id) == (("entry", gone.id),)
        assert removed_records(reading, case_id="another") == ()


def test_actions_whose_entry_is_not_for_everybody_are_told(desk: Desk) -> None:
    def with_entry(place: int, **values: object) -> Action:
        entry = Entry(
            id=desk.new_id(), meeting_id=desk.meeting.id, position=place, text="Visit", captured_at=AT
        )
        with desk.vault.writing(by="chair") as uow:
            kept = uow.save(dataclasses.replace(entry, **values))  # type: ignore[arg-type]  # by name
        return keep_action(desk, place, 3, entry_id=kept.id)

    open_one = with_entry(1)
    closed, named = with_entry(2, closed_part_id="cp"), with_entry(3, handling=Handling.NAMED_RECIPIENTS)
    with desk.vault.reading() as reading:
        assert actions.restricted_of_case(reading, desk.case.id) == {closed.id, named.id}
        assert actions.restricted_of_case(reading, "another") == frozenset()
    assert open_one.id not in {closed.id, named.id}
