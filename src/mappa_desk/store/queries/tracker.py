"""The tracker by straight SQL: its order, its pages, its counts. Nothing is fetched that is not shown."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import ColumnElement, bindparam, literal_column, select
from sqlalchemy.exc import DBAPIError

from mappa_desk.domain.action_filter import ActionFilter
from mappa_desk.domain.actions import Action, ActionState
from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.carry_over import made_at
from mappa_desk.domain.cases import Case
from mappa_desk.domain.identifiers import action_reference, meeting_reference
from mappa_desk.domain.tracker_views import (
    DueGroup,
    TrackerCounts,
    TrackerGroup,
    TrackerGrouping,
    TrackerOrder,
    TrackerRow,
    TrackerSort,
    TrackerStopped,
)
from mappa_desk.store import faults
from mappa_desk.store.mapping import mapper
from mappa_desk.store.queries.tracker_terms import OWNER, PRIORITY, Terms, terms_of
from mappa_desk.store.reading import Reading
from mappa_desk.store.tables import ROWS, table

_ACTION = table(ROWS[Action])
_CASE = table(ROWS[Case])
_AGENCY = table(ROWS[Agency])
_ROWID: ColumnElement[int] = literal_column("action.rowid")
_PAGE = (
    select(*mapper(Action).columns, _ROWID, _CASE.c.reference, _CASE.c.level, _AGENCY.c.name)
    .join(_CASE, _CASE.c.id == _ACTION.c.case_id)
    .outerjoin(_AGENCY, _AGENCY.c.id == _ACTION.c.owner_agency)
    .where(_ROWID.in_(bindparam("rowids", expanding=True)), _ACTION.c.removed == literal_column("0"))
)
_STATES = (
    "CASE a.state " + " ".join(f"WHEN '{state}' THEN {at}" for at, state in enumerate(ActionState)) + " END"
)
_TAG_MEETING = "CAST(substr(a.tag, 2, instr(a.tag, '-') - 2) AS INTEGER)"
_TAG_PLACE = "CAST(substr(a.tag, instr(a.tag, '-') + 1) AS INTEGER)"
_DUE_GROUP = (
    "CASE WHEN a.state <> 'open' THEN 6 WHEN a.due IS NULL THEN 5 WHEN a.due < :today THEN 0"
    " WHEN a.due = :today THEN 1 WHEN a.due <= date(:today, '+7 days') THEN 2"
    " WHEN a.due <= date(:today, '+30 days') THEN 3 ELSE 4 END"
)
_LATE = "a.state = 'open' AND a.due IS NOT NULL AND a.due < :today"
_DUE_GROUPS = tuple(DueGroup)
_Key = tuple[str, bool]
"""What is sorted by, and whether the highest comes first."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted of the tracker, in which order, as of which day."""

    find: ActionFilter
    today: date
    sort: TrackerSort = TrackerSort.DUE
    descending: bool = False
    group_by: TrackerGrouping = TrackerGrouping.NONE


@contextmanager
def stoppable() -> Iterator[None]:
    """Gives a statement that was interrupted its name. Raises TrackerStopped."""
    try:
        yield
    except (DBAPIError, driver.Error) as error:
        if faults.code(error) == faults.INTERRUPTED:
            raise TrackerStopped("This is no longer wanted.") from None
        raise


def first_rows(
    reading: Reading, wanted: Wanted, *, limit: int, from_end: bool = False
) -> tuple[TrackerRow, ...]:
    """The first `limit` rows of the order, or the last ones, in the order's own direction."""
    terms = terms_of(reading, wanted.find, wanted.today)
    keys = _keys(reading, wanted)
    if from_end:
        keys = [(key, not highest_first) for key, highest_first in keys]
    query = f"SELECT a.rowid {_body(wanted, terms, keys)} LIMIT {limit:d}"
    rowids = [row[0] for row in _rows(reading, query, terms)]
    return rows_at(reading, rowids[::-1] if from_end else rowids, today=wanted.today)


def order(reading: Reading, wanted: Wanted) -> TrackerOrder:
    """All rows that fit, in their order, and the groups they fall into."""
    terms = terms_of(reading, wanted.find, wanted.today)
    body = _body(wanted, terms, _keys(reading, wanted))
    rowids: array[int] = array("q")
    if wanted.group_by is TrackerGrouping.NONE:
        rowids.extend(row[0] for row in _rows(reading, f"SELECT a.rowid {body}", terms))
        return TrackerOrder(rowids=rowids)
    parts = _GROUPS[wanted.group_by]
    found = _rows(reading, f"SELECT {parts.columns}, a.rowid, {_LATE} {body}", terms)
    groups = []
    titles = parts.titles(reading)
    for _, rows in groupby(found, key=parts.same):
        start, late = len(rowids), 0
        for row in rows:
            rowids.append(row[-2])
            late += row[-1]
        key, title = titles(row)
        groups.append(
            TrackerGroup(key=key, title=title, start=start, count=len(rowids) - start, overdue=late)
        )
    return TrackerOrder(rowids=rowids, groups=tuple(groups))


def counts(reading: Reading, find: ActionFilter, *, today: date) -> TrackerCounts:
    """How many fit the filter, how many of them are overdue, how many there are."""
    terms = terms_of(reading, find, today)
    query = f"SELECT count(*), total({_LATE}) FROM action AS a WHERE {terms.sql}"
    fitting, late = next(_rows(reading, query, terms))
    everything = next(_rows(reading, "SELECT count(*) FROM action AS a WHERE a.removed = 0", Terms()))[0]
    return TrackerCounts(fitting=fitting, overdue=int(late), everything=everything)


def rows_at(reading: Reading, rowids: Sequence[int], *, today: date) -> tuple[TrackerRow, ...]:
    """The rows with these places in the vault, in this order. Those that are gone are left out."""
    m = mapper(Action)
    found = {
        rowid: (m.from_row(values), *beside)
        for *values, rowid, reference, level, agency_name in reading.connection.execute(
            _PAGE, {"rowids": list(rowids)}
        )
        for beside in ((reference, level, agency_name or ""),)
    }
    pasts = _pasts(reading, [action.id for action, *_ in found.values()])
    rows = []
    for rowid in rowids:
        if rowid in found:
            action, reference, level, agency_name = found[rowid]
            due = action.deadline.on if action.state is ActionState.OPEN else None
            redated, rung = pasts.get(action.id, (0, ""))
            rows.append(
                TrackerRow(
                    action=action,
                    case_reference=reference,
                    reference=action_reference(reference, action.tag),
                    agency_name=agency_name,
                    overdue=due is not None and due < today,
                    days_left=None if due is None else (due - today).days,
                    rowid=rowid,
                    case_level=level,
                    redated=redated,
                    rung=rung,
                    meeting_reference=meeting_reference(reference, made_at(action))
                    if action.meeting_id
                    else "",
                )
            )
    return tuple(rows)


def _pasts(reading: Reading, action_ids: Sequence[str]) -> dict[str, tuple[int, str]]:
    """How often each action's day was moved, and the rung that it was chased by last."""
    holes = ", ".join("?" * len(action_ids))
    pasts: dict[str, tuple[int, str]] = {}
    for action_id, moved, rung in reading.connection.exec_driver_sql(
        "SELECT action_id, event_kind = 'redated' AND due_after IS NOT due_before, rung FROM action_event"
        f" WHERE action_id IN ({holes}) ORDER BY action_id, at, rowid",
        tuple(action_ids),
    ):
        redated, before = pasts.get(action_id, (0, ""))
        pasts[action_id] = redated + moved, rung or before
    return pasts


def _body(wanted: Wanted, terms: Terms, keys: Iterable[_Key]) -> str:
    by_case = wanted.sort in (TrackerSort.NUMBER, TrackerSort.CASE) or wanted.group_by is TrackerGrouping.CASE
    joined = ' JOIN "case" AS c ON c.id = a.case_id' if by_case else ""
    said = ", ".join(f"{key} DESC" if highest_first else key for key, highest_first in keys)
    return f"FROM action AS a{joined} WHERE {terms.sql} ORDER BY {said}"


def _rows(reading: Reading, query: str, terms: Terms) -> Iterator[Any]:
    return iter(reading.connection.exec_driver_sql(query, terms.values))


def _keys(reading: Reading, wanted: Wanted) -> list[_Key]:
    """What the rows are sorted by: the group, then what was asked for, then by day."""
    down = wanted.descending
    soonest: list[_Key] = [("a.state <> 'open'", False), ("a.due IS NULL", False), ("a.due", False)]
    rank = _agency_rank(reading)
    of_group: dict[TrackerGrouping, list[_Key]] = {
        TrackerGrouping.NONE: [],
        TrackerGrouping.AGENCY: [(rank, False)],
        TrackerGrouping.OWNER: [(f"{OWNER} = ''", False), (OWNER, False), (rank, False)],
        TrackerGrouping.CASE: [("c.reference", False), ("c.id", False)],
        TrackerGrouping.DUE: [(_DUE_GROUP, False)],
    }
    asked: dict[TrackerSort, list[_Key]] = {
        TrackerSort.DUE: [*soonest[:2], ("a.due", down)],
        TrackerSort.NUMBER: [("c.reference", down), (_TAG_MEETING, down), (_TAG_PLACE, down)],
        TrackerSort.OWNER: [(f"{OWNER} = ''", False), (OWNER, down), (rank, False), *soonest],
        TrackerSort.AGENCY: [("a.owner_agency = ''", False), (rank, down), *soonest],
        TrackerSort.STATE: [(_STATES, down), *soonest],
        TrackerSort.CARRIED: [("a.carried", down), *soonest],
        TrackerSort.PRIORITY: [(PRIORITY, down), *soonest],
        TrackerSort.CASE: [("c.reference", down), *soonest],
    }
    return [*of_group[wanted.group_by], *asked[wanted.sort], ("a.rowid", down)]


def _agency_names(reading: Reading) -> dict[str, str]:
    return {row[0]: row[1] for row in reading.connection.execute(select(_AGENCY.c.id, _AGENCY.c.name))}


def _agency_rank(reading: Reading) -> str:
    """The place of an agency by its name; codes that nobody knows come behind, nobody last."""
    names = sorted(_agency_names(reading).items(), key=lambda pair: (pair[1].casefold(), pair[0]))
    whens = " ".join(
        f"WHEN '{code.replace(chr(39), chr(39) * 2)}' THEN {at}" for at, (code, _) in enumerate(names)
    )
    return f"CASE a.owner_agency {whens} WHEN '' THEN 'none' ELSE 'known ' || a.owner_agency END"


@dataclass(frozen=True, slots=True)
class _Parts:
    """How the rows of one group are known, and how the group is named."""

    columns: str
    same: Callable[[Any], object]
    titles: Callable[[Reading], Callable[[Any], tuple[str, str]]]


def _agency_titles(reading: Reading) -> Callable[[Any], tuple[str, str]]:
    names = _agency_names(reading)
    return lambda row: (row[0], names.get(row[0], row[0]))


def _owner_titles(reading: Reading) -> Callable[[Any], tuple[str, str]]:
    names = _agency_names(reading)

    def title(row: Any) -> tuple[str, str]:
        words = ", ".join(part for part in (row[0], names.get(row[1], row[1])) if part)
        return f"{row[0]}@{row[1]}", words if row[0] else ""

    return title


_GROUPS = {
    TrackerGrouping.AGENCY: _Parts("a.owner_agency", lambda row: row[0], _agency_titles),
    TrackerGrouping.OWNER: _Parts(
        f"{OWNER.removesuffix(' COLLATE NOCASE')}, a.owner_agency",
        lambda row: (row[0].casefold(), row[1]),
        _owner_titles,
    ),
    TrackerGrouping.CASE: _Parts(
        "a.case_id, c.reference", lambda row: row[0], lambda _: lambda row: (row[0], row[1])
    ),
    TrackerGrouping.DUE: _Parts(
        _DUE_GROUP, lambda row: row[0], lambda _: lambda row: (_DUE_GROUPS[row[0]].value, "")
    ),
}
