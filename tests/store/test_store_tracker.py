"""The tracker by SQL: it takes what the filter's own rule takes, in an order that pages agree with."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import DBAPIError
from tracker_help import AT, TODAY, some_actions
from vault_help import Desk

from mappa_desk.domain.action_filter import ActionFilter, fits
from mappa_desk.domain.actions import (
    ActionEvent,
    ActionEventKind,
    ActionState,
    Priority,
)
from mappa_desk.domain.contributions import Entry, Handling
from mappa_desk.domain.meetings import ClosedPart
from mappa_desk.domain.tracker_views import (
    DueGroup,
    TrackerCounts,
    TrackerGroup,
    TrackerGrouping,
    TrackerRow,
    TrackerSort,
    TrackerStopped,
)
from mappa_desk.store.queries import tracker, tracker_rows, tracker_sieve
from mappa_desk.store.queries.tracker import Wanted

EVERYTHING = ActionFilter()
FILTERS = (
    EVERYTHING,
    ActionFilter(open_only=True),
    ActionFilter(open_only=False),
    ActionFilter(overdue=True),
    ActionFilter(overdue=False),
    ActionFilter(states=(ActionState.DONE, ActionState.OPEN)),
    ActionFilter(not_states=(ActionState.DONE,)),
    ActionFilter(agencies=("pol", "hou")),
    ActionFilter(not_agencies=("pol",)),
    ActionFilter(agencies=("",), open_only=True),
    ActionFilter(agencies=("", "hou")),
    ActionFilter(not_agencies=("", "pol")),
    ActionFilter(owner=("ann b",)),
    ActionFilter(not_owner=("duty",)),
    ActionFilter(owner=("zoe", "sergeant")),
    ActionFilter(no_owner=True),
    ActionFilter(no_owner=False),
    ActionFilter(cases=("lan-0418",)),
    ActionFilter(cases=("nowhere",)),
    ActionFilter(not_cases=("LAN-0418", "nowhere")),
    ActionFilter(labels=("housing",)),
    ActionFilter(words=("co op",)),
    ActionFilter(words=("hous",), labels=("housing",)),
    ActionFilter(not_words=("housing",)),
    ActionFilter(words=("old 7",)),
    ActionFilter(labels=("nobody-has-it",)),
    ActionFilter(labels=("housing", "nobody-has-it"), open_only=True),
    ActionFilter(owner=("nobody hasit",)),
    ActionFilter(cases=("ZZZ-9",), labels=("nobody-has-it",)),
    ActionFilter(labels=("housing", 'co-op "x"')),
    ActionFilter(not_labels=("housing",)),
    ActionFilter(priorities=(Priority.URGENT, Priority.BEFORE_RELEASE)),
    ActionFilter(not_priorities=(Priority.URGENT,)),
    ActionFilter(due_from=TODAY, due_to=TODAY + timedelta(days=9)),
    ActionFilter(open_only=True, due_to=TODAY),
    ActionFilter(no_date=True),
    ActionFilter(no_date=False),
    ActionFilter(at_next_meeting=True),
    ActionFilter(at_next_meeting=False),
    ActionFilter(carried_at_least=2),
    ActionFilter(carried_at_most=1),
    ActionFilter(redated_at_least=2),
    ActionFilter(redated_at_most=1),
    ActionFilter(not_accepted=True),
    ActionFilter(not_accepted=False),
    ActionFilter(look="now"),
    ActionFilter(look="later"),
    ActionFilter(words=("vis",)),
    ActionFilter(words=("confirm address",)),
    ActionFilter(words=("lan", "café")),
    ActionFilter(not_words=("visit",)),
    ActionFilter(words=("hostel",), open_only=True, agencies=("pol",), not_labels=("housing",)),
)


@pytest.fixture(params=["sorted", "sifted", "walked"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The way in which pages are found: in a small vault all rows would be sorted."""
    if request.param != "sorted":
        monkeypatch.setattr(tracker_sieve, "FEW", -1)
        monkeypatch.setattr(tracker_sieve, "FEW_OPEN", -1)
    if request.param == "walked":
        monkeypatch.setattr(tracker_sieve, "MANY", -1)
        monkeypatch.setattr(tracker_sieve, "_MOST_MOVED", 1)
        monkeypatch.setattr(tracker, "_AT_ONCE", -1)
    return str(request.param)


def test_sql_takes_what_the_filter_takes(desk: Desk, way: str) -> None:
    made = some_actions(desk)
    everything = sum(not action.removed for action, *_ in made.values())
    with desk.vault.reading() as reading:
        for find in FILTERS:
            expected = {
                key
                for key, (action, reference, moves) in made.items()
                if fits(find, action, case_reference=reference, redated=moves, today=TODAY)
            }
            rows = tracker.first_rows(reading, Wanted(find, TODAY), limit=1000)
            assert {row.action.id for row in rows} == expected, (way, find)
            assert [row.rowid for row in rows] == list(tracker.order(reading, Wanted(find, TODAY)).rowids)
            last = tracker.first_rows(reading, Wanted(find, TODAY), limit=7, from_end=True)
            assert last == rows[-7:]
            told = tracker.counts(reading, find, today=TODAY)
            late = sum(row.overdue for row in rows)
            assert told == TrackerCounts(fitting=len(rows), overdue=late, everything=everything)
            assert told.hidden == everything - len(rows)


def test_first_and_last_rows_are_those_of_the_order(desk: Desk, way: str) -> None:
    some_actions(desk)
    everywhere = [
        Wanted(find, TODAY, sort, down, group)
        for find in {
            "sorted": (ActionFilter(open_only=True),),
            "sifted": (ActionFilter(words=("visit",)),),
            "walked": (EVERYTHING, ActionFilter(agencies=("pol", "odd"))),
        }[way]
        for sort in TrackerSort
        for down in (False, True)
        for group in TrackerGrouping
    ]
    with desk.vault.reading() as reading:
        for wanted in everywhere:
            whole = tracker.order(reading, wanted)
            begin = tracker.first_rows(reading, wanted, limit=9)
            end = tracker.first_rows(reading, wanted, limit=9, from_end=True)
            assert [row.rowid for row in begin] == list(whole.rowids[:9]), wanted
            assert [row.rowid for row in end] == list(whole.rowids[-9:]), wanted
            assert len(set(whole.rowids)) == len(whole.rowids)
            rows = tracker.rows_at(reading, whole.rowids, today=TODAY)
            assert [row.rowid for row in rows] == list(whole.rowids)
            check_groups(wanted, whole.groups, rows)
            if wanted.group_by is TrackerGrouping.NONE:
                check_sorted(wanted, rows)


def check_groups(wanted: Wanted, groups: tuple[TrackerGroup, ...], rows: tuple[TrackerRow, ...]) -> None:
    """The groups lie end to end, each with the rows that belong to it and no two of one key."""
    if wanted.group_by is TrackerGrouping.NONE:
        assert groups == ()
        return
    assert len({group.key for group in groups}) == len(groups)
    at = 0
    for group in groups:
        assert group.start == at
        own = rows[at : at + group.count]
        assert {group_of(wanted.group_by, row) for row in own} == {group.key}
        assert group.overdue == sum(row.overdue for row in own)
        at += group.count
    assert at == len(rows)


def group_of(group_by: TrackerGrouping, row: TrackerRow) -> str:
    """The key of the group that a row belongs to."""
    action = row.action
    match group_by:
        case TrackerGrouping.AGENCY:
            return action.owner_agency
        case TrackerGrouping.OWNER:
            return f"{action.owner_name or action.owner_role}@{action.owner_agency}"
        case TrackerGrouping.CASE:
            return action.case_id
        case _:
            return due_group(row)


def due_group(row: TrackerRow) -> str:
    """The group by due day, said in another way than the database's."""
    if row.action.state is not ActionState.OPEN:
        return "settled"
    left = row.days_left
    if left is None:
        return "undated"
    ends = ((-1, "overdue"), (0, "today"), (7, "week"), (30, "month"))
    return next((name for end, name in ends if left <= end), "later")


def check_sorted(wanted: Wanted, rows: tuple[TrackerRow, ...]) -> None:
    """Each row has its place by what was asked for; nobody, nothing and no day come last either way."""
    seen = [sort_key(wanted.sort, row) for row in rows]
    by_kind = [[key for empty, key in seen if empty is kind] for kind in (False, True)]
    for keys in by_kind:
        assert keys == sorted(keys, reverse=wanted.descending)
    assert [empty for empty, _ in seen] == sorted(empty for empty, _ in seen)


def sort_key(sort: TrackerSort, row: TrackerRow) -> tuple[bool, object]:
    """Whether a row belongs behind all others, and what it is sorted by."""
    action = row.action
    meeting, place = action.tag[1:].split("-")
    owner = action.owner_name or action.owner_role
    ranks = {"Housing": 0, "Police": 1, "Älderley Probation": 2}
    keys: dict[TrackerSort, tuple[bool, object]] = {
        TrackerSort.DUE: (row.days_left is None, row.days_left or 0),
        TrackerSort.NUMBER: (False, (row.case_reference, int(meeting), int(place))),
        TrackerSort.OWNER: (owner == "", owner.lower()),
        TrackerSort.AGENCY: (
            action.owner_agency == "",
            ranks.get(row.agency_name, 3) if action.owner_agency else 0,
        ),
        TrackerSort.STATE: (False, tuple(ActionState).index(action.state)),
        TrackerSort.CARRIED: (False, action.carried),
        TrackerSort.PRIORITY: (False, tuple(Priority).index(action.priority)),
        TrackerSort.CASE: (False, row.case_reference),
    }
    return keys[sort]


def test_groups_are_named(desk: Desk) -> None:
    made = some_actions(desk)
    with desk.vault.reading() as reading:
        titles = {
            group: [
                one.title for one in tracker.order(reading, Wanted(EVERYTHING, TODAY, group_by=group)).groups
            ]
            for group in TrackerGrouping
        }
        keys = [
            one.key
            for one in tracker.order(reading, Wanted(EVERYTHING, TODAY, group_by=TrackerGrouping.DUE)).groups
        ]
    assert titles[TrackerGrouping.AGENCY] == ["Housing", "Police", "Älderley Probation", "odd", ""]
    assert titles[TrackerGrouping.CASE] == ["LAN-0417", "LAN-0418"]
    assert titles[TrackerGrouping.OWNER][:2] == ["Ann Barr, Housing", "Ann Barr, Police"]
    assert titles[TrackerGrouping.OWNER][-1] == ""
    assert set(titles[TrackerGrouping.DUE]) == {""}
    assert keys == [group.value for group in DueGroup]
    assert made


def test_a_row_tells_its_case_its_meeting_and_what_became_of_it(desk: Desk) -> None:
    made = some_actions(desk)
    with desk.vault.writing(by="chair") as uow:
        target = next(
            action
            for action, _, moves in made.values()
            if moves == 2 and not action.removed and action.state is ActionState.OPEN
        )
        for minutes, rung in ((5, "reminder"), (6, "senior"), (7, "")):
            uow.save(
                ActionEvent(
                    id=desk.new_id(), action_id=target.id, at=AT + timedelta(minutes=minutes),
                    event_kind=ActionEventKind.CHASED, rung=rung,
                )
            )  # fmt: skip
    with desk.vault.reading() as reading:
        rows = {
            row.action.id: row for row in tracker.first_rows(reading, Wanted(EVERYTHING, TODAY), limit=999)
        }
        gone = tracker.rows_at(reading, [0, 10**9], today=TODAY)
    row = rows[target.id]
    assert (row.redated, row.rung, row.case_level) == (2, "senior", 2)
    for one in rows.values():
        expected = (
            f"{one.case_reference}-{one.action.tag.rpartition('-')[0]}" if one.action.meeting_id else ""
        )
        assert one.meeting_reference == expected
        assert one.reference == f"{one.case_reference}-{one.action.tag}"
    assert gone == ()


def test_a_query_that_is_interrupted_says_so_and_a_fault_stays_a_fault(desk: Desk) -> None:
    some_actions(desk, 20)
    with desk.vault.reading() as reading:
        raw = reading.connection.connection.driver_connection
        assert raw is not None
        raw.set_progress_handler(lambda: 1, 50)
        with pytest.raises(TrackerStopped), tracker.stoppable():
            tracker.order(reading, Wanted(EVERYTHING, TODAY))
        raw.set_progress_handler(None, 0)
        with pytest.raises(DBAPIError, match="no such table"), tracker.stoppable():
            reading.connection.exec_driver_sql("SELECT * FROM nowhere")


def test_rows_that_not_everybody_may_have_are_counted(desk: Desk) -> None:
    kept = [action for action, *_ in some_actions(desk).values() if not action.removed][:3]
    entry = Entry(id="", meeting_id=desk.meeting.id, position=0, text="Said", captured_at=AT)
    with desk.vault.writing(by="chair") as uow:
        part = uow.save(ClosedPart(id=desk.new_id(), meeting_id=desk.meeting.id, started_at=AT))
        for place, (action, facts) in enumerate(
            zip(kept, ({}, {"handling": Handling.SANITISE}, {"closed_part_id": part.id}), strict=True)
        ):
            uow.save(replace(entry, id=action.entry_id or "", position=place, **facts))  # type: ignore[arg-type]  # by name
    with desk.vault.reading() as reading:
        rows = tracker.first_rows(reading, Wanted(EVERYTHING, TODAY), limit=1000)
        place_of = {row.action.id: row.rowid for row in rows}
        assert tracker_rows.restricted(reading, list(place_of.values())) == 2
        assert tracker_rows.restricted(reading, [place_of[kept[0].id]]) == 0
        assert tracker_rows.restricted(reading, []) == 0
