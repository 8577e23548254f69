"""Actions across cases and meetings: what is open, what is overdue, whose it is."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, literal_column, or_, select

from mappa_desk.domain.actions import Action, ActionEvent, ActionState
from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.cases import Case
from mappa_desk.domain.contributions import Entry, Handling
from mappa_desk.domain.identifiers import action_reference
from mappa_desk.domain.views import ActionRow
from mappa_desk.store.mapping import mapper
from mappa_desk.store.reading import Reading
from mappa_desk.store.tables import ROWS, table

_ACTION = table(ROWS[Action])
_EVENT = table(ROWS[ActionEvent])
_CASE = table(ROWS[Case])
_ENTRY = table(ROWS[Entry])
_AGENCY = table(ROWS[Agency])


def open_for_case(reading: Reading, case_id: str) -> tuple[Action, ...]:
    """The open actions of a case, those due first at the top, those without a date last."""
    m = mapper(Action)
    query = _soonest_first(_still_open(select(*m.columns)).where(_ACTION.c.case_id == case_id))
    return tuple(m.from_row(row) for row in reading.connection.execute(query))


def events_of_case(reading: Reading, case_id: str) -> tuple[ActionEvent, ...]:
    """The histories of all actions of a case in one go, oldest first, those of one moment as kept."""
    m = mapper(ActionEvent)
    query = (
        select(*m.columns)
        .join(_ACTION, _ACTION.c.id == _EVENT.c.action_id)
        .where(_ACTION.c.case_id == case_id, _ACTION.c.removed == literal_column("0"))
        .order_by(_EVENT.c.at, literal_column("action_event.rowid"))
    )
    return tuple(m.from_row(row) for row in reading.connection.execute(query))


def restricted_of_case(reading: Reading, case_id: str) -> frozenset[str]:
    """Ids of the actions of a case whose entry does not go to everybody: restricted, or of a closed part."""
    query = (
        select(_ACTION.c.id)
        .join(_ENTRY, _ENTRY.c.id == _ACTION.c.entry_id)
        .where(
            _ACTION.c.case_id == case_id,
            or_(_ENTRY.c.closed_part_id.is_not(None), _ENTRY.c.handling != Handling.NORMAL.value),
        )
    )
    return frozenset(reading.connection.execute(query).scalars())


def open_rows(
    reading: Reading, *, on: date, agency: str = "", overdue_only: bool = False, limit: int | None = None
) -> tuple[ActionRow, ...]:
    """The open actions of every case as of the day `on`, soonest first; of one agency by its code."""
    return rows(reading, on=on, open_only=True, overdue_only=overdue_only, agency=agency, limit=limit)


def rows(
    reading: Reading,
    *,
    on: date,
    open_only: bool = False,
    overdue_only: bool = False,
    agency: str = "",
    case_reference: str = "",
    limit: int | None = None,
) -> tuple[ActionRow, ...]:
    """The tracker as of the day `on`: soonest due first, without a date last. Empty filters take all."""
    m = mapper(Action)
    query: Select[Any] = (
        select(*m.columns, _CASE.c.reference, _AGENCY.c.name)
        .join(_CASE, _CASE.c.id == _ACTION.c.case_id)
        .outerjoin(_AGENCY, _AGENCY.c.id == _ACTION.c.owner_agency)
        .where(_ACTION.c.removed == literal_column("0"))
    )
    if open_only or overdue_only:
        query = _still_open(query)
    if overdue_only:
        query = query.where(_ACTION.c.due < on)
    if agency:
        query = query.where(_ACTION.c.owner_agency == agency)
    if case_reference:
        query = query.where(_CASE.c.reference == case_reference)
    query = _soonest_first(query)
    if limit is not None:
        query = query.limit(limit)
    return tuple(
        _row(m.from_row(values), reference, agency_name or "", on)
        for *values, reference, agency_name in reading.connection.execute(query)
    )


def is_open(actions: Table) -> ColumnElement[bool]:
    """The condition "still open", written out as in the partial indexes so that they serve."""
    return and_(actions.c.state == literal_column("'open'"), actions.c.removed == literal_column("0"))


def _still_open(query: Select[Any]) -> Select[Any]:
    return query.where(is_open(_ACTION))


def _soonest_first(query: Select[Any]) -> Select[Any]:
    return query.order_by(_ACTION.c.due.is_(None), _ACTION.c.due, _ACTION.c.tag, _ACTION.c.id)


def _row(action: Action, reference: str, agency_name: str, on: date) -> ActionRow:
    is_open = action.state is ActionState.OPEN
    due = action.deadline.on
    days_left = (due - on).days if is_open and due is not None else None
    return ActionRow(
        action=action,
        case_reference=reference,
        reference=action_reference(reference, action.tag),
        agency_name=agency_name,
        overdue=days_left is not None and days_left < 0,
        days_left=days_left,
    )
