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
from mappa_desk.store.queries.tracker_order import (
    DUE_GROUP,
    OPEN_ONLY,
    Key,
    Stretch,
    Wanted,
    agency_names,
    keys_of,
    possible,
    said,
    stretches,
)
from mappa_desk.store.queries.tracker_sieve import FEW, Sieve, sieve_of
from mappa_desk.store.queries.tracker_terms import IS_OPEN, LATE, Terms, define, terms_of
from mappa_desk.store.reading import Reading
from mappa_desk.store.tables import ROWS, table
from mappa_desk.store.tables.actions import OWNER

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
CASES = ' JOIN "case" AS c ON c.id = a.case_id'
_SIFTED = "mappa_desk_sifted"
_DUE_GROUPS = tuple(DueGroup)


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
    sieve = sieve_of(reading, wanted, terms)
    if sieve is not None and len(sieve.rowids) <= FEW:
        rowids = _sifted(reading, wanted, terms, sieve, from_end=from_end)[:limit]
    else:
        rowids = _walked(reading, wanted, terms, sieve, limit=limit, from_end=from_end)
    return rows_at(reading, rowids[::-1] if from_end else rowids, today=wanted.today)


def _sifted(reading: Reading, wanted: Wanted, terms: Terms, sieve: Sieve, *, from_end: bool) -> list[int]:
    """The rows of the sieve that fit, sorted."""
    whole = Stretch(keys=keys_of(reading, wanted))
    part = whole.from_end() if from_end else whole
    some = ", ".join(map(str, sieve.rowids))
    conditions = terms.of_row(words=not sieve.by_words or bool(wanted.find.not_words))
    query = (
        f"SELECT a.rowid FROM action AS a{CASES if part.needs_case else ''}"
        f" WHERE a.rowid IN ({some}) AND {conditions} ORDER BY {said(part.keys)}"
    )
    return [row[0] for row in _rows(reading, query, terms)]


def _walked(
    reading: Reading, wanted: Wanted, terms: Terms, sieve: Sieve | None, *, limit: int, from_end: bool
) -> list[int]:
    """The first rows that fit, one stretch of the order after the other."""
    sifting = ""
    if sieve is not None:
        define(reading, _SIFTED, 1, frozenset(sieve.rowids).__contains__)
        sifting = f"{_SIFTED}(a.rowid) AND "
    words = sieve is None or not sieve.by_words or bool(wanted.find.not_words)
    parts = list(possible(stretches(reading, wanted), wanted.find))
    rowids: list[int] = []
    for part in reversed(parts) if from_end else parts:
        turned = part.from_end() if from_end else part
        conditions = sifting + " AND ".join(
            (
                *part.conditions,
                terms.of_row(*(IS_OPEN for one in part.conditions if one == OPEN_ONLY), words=words),
            )
        )
        query = f"SELECT a.rowid FROM {_source(part)} WHERE {conditions} ORDER BY {said(turned.keys)}"
        rowids += [row[0] for row in _rows(reading, f"{query} LIMIT {limit - len(rowids):d}", terms)]
        if len(rowids) >= limit:
            break
    return rowids


def _source(part: Stretch) -> str:
    """The tables of one stretch, in the order in which they are walked."""
    if part.by_case:
        return '"case" AS c INDEXED BY case_reference CROSS JOIN action AS a ON a.case_id = c.id'
    return f"action AS a INDEXED BY {part.index}{' CROSS' + CASES if part.needs_case else ''}"


def order(reading: Reading, wanted: Wanted) -> TrackerOrder:
    """All rows that fit, in their order, and the groups they fall into."""
    terms = terms_of(reading, wanted.find, wanted.today)
    body = _body(wanted, terms, keys_of(reading, wanted))
    rowids: array[int] = array("q")
    if wanted.group_by is TrackerGrouping.NONE:
        rowids.extend(row[0] for row in _rows(reading, f"SELECT a.rowid {body}", terms))
        return TrackerOrder(rowids=rowids)
    parts = _GROUPS[wanted.group_by]
    found = _rows(reading, f"SELECT {parts.columns}, a.rowid, {LATE} {body}", terms)
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
    query = f"SELECT count(*), total({LATE}) FROM action AS a WHERE {terms.sql}"
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


def _body(wanted: Wanted, terms: Terms, keys: Iterable[Key]) -> str:
    by_case = wanted.sort in (TrackerSort.NUMBER, TrackerSort.CASE) or wanted.group_by is TrackerGrouping.CASE
    joined = CASES if by_case else ""
    return f"FROM action AS a{joined} WHERE {terms.sql} ORDER BY {said(keys)}"


def _rows(reading: Reading, query: str, terms: Terms) -> Iterator[Any]:
    return iter(reading.connection.exec_driver_sql(query, terms.values))


@dataclass(frozen=True, slots=True)
class _Parts:
    """How the rows of one group are known, and how the group is named."""

    columns: str
    same: Callable[[Any], object]
    titles: Callable[[Reading], Callable[[Any], tuple[str, str]]]


def _agency_titles(reading: Reading) -> Callable[[Any], tuple[str, str]]:
    names = agency_names(reading)
    return lambda row: (row[0], names.get(row[0], row[0]))


def _owner_titles(reading: Reading) -> Callable[[Any], tuple[str, str]]:
    names = agency_names(reading)

    def title(row: Any) -> tuple[str, str]:
        words = ", ".join(part for part in (row[0], names.get(row[1], row[1])) if part)
        return f"{row[0]}@{row[1]}", words if row[0] else ""

    return title


_GROUPS = {
    TrackerGrouping.AGENCY: _Parts("a.owner_agency", lambda row: row[0], _agency_titles),
    TrackerGrouping.OWNER: _Parts(
        f"{OWNER}, a.owner_agency",
        lambda row: (row[0].casefold(), row[1]),
        _owner_titles,
    ),
    TrackerGrouping.CASE: _Parts(
        "a.case_id, c.reference", lambda row: row[0], lambda _: lambda row: (row[0], row[1])
    ),
    TrackerGrouping.DUE: _Parts(
        DUE_GROUP, lambda row: row[0], lambda _: lambda row: (_DUE_GROUPS[row[0]].value, "")
    ),
}
