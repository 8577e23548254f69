"""Lists of cases and meetings with their counts, by straight SQL."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, func, select, type_coerce
from sqlalchemy.sql import exists

from mappa_desk.domain.actions import Action
from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.cases import Case
from mappa_desk.domain.meetings import Meeting, MeetingState
from mappa_desk.domain.views import CaseRow, MeetingRow
from mappa_desk.store.mapping import mapper
from mappa_desk.store.queries.actions import is_open
from mappa_desk.store.reading import Reading
from mappa_desk.store.tables import ROWS, table

_CASE = table(ROWS[Case])
_MEETING = table(ROWS[Meeting])
_ACTION = table(ROWS[Action])
_ATTENDANCE = table(ROWS[Attendance])
_OPEN = is_open(_ACTION)
_HELD = ("running", "adjourned", "closed", "approved")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much a vault holds."""

    cases: int
    open_cases: int
    meetings: int
    open_actions: int
    overdue_actions: int


def case_rows(
    reading: Reading, *, on: date, open_only: bool = False, limit: int | None = None
) -> tuple[CaseRow, ...]:
    """The cases by reference, with their meetings and actions as of the day `on`."""
    m = mapper(Case)
    of_case = _MEETING.c.case_id == _CASE.c.id
    actions = select(func.count()).select_from(_ACTION).where(_OPEN, _ACTION.c.case_id == _CASE.c.id)
    last = select(func.max(_MEETING.c.planned_on)).where(of_case, _MEETING.c.state.in_(_HELD))
    following = select(func.min(_MEETING.c.planned_on)).where(
        of_case, _MEETING.c.state == "planned", _MEETING.c.planned_on >= on
    )
    query: Select[Any] = select(
        *m.columns,
        select(func.count()).select_from(_MEETING).where(of_case).scalar_subquery(),
        actions.scalar_subquery(),
        actions.where(_ACTION.c.due < on).scalar_subquery(),
        _day(last),
        _day(following),
    ).order_by(_CASE.c.reference, _CASE.c.id)
    if open_only:
        query = query.where(_CASE.c.closed_on.is_(None))
    if limit is not None:
        query = query.limit(limit)
    return tuple(
        CaseRow(
            case=m.from_row(values),
            meetings=meetings,
            open_actions=open_actions,
            overdue_actions=overdue,
            last_meeting_on=last_on,
            next_meeting_on=next_on,
        )
        for *values, meetings, open_actions, overdue, last_on, next_on in reading.connection.execute(query)
    )


def meeting_rows(
    reading: Reading,
    *,
    since: date | None = None,
    until: date | None = None,
    case_id: str = "",
    panel_day_id: str = "",
    states: tuple[MeetingState, ...] = (),
    newest_first: bool = False,
    limit: int | None = None,
) -> tuple[MeetingRow, ...]:
    """The meetings planned from `since` to `until`, both inclusive, in time order; empty filters take all.

    An agency is awaited while none of its people has a state other than expected.
    """
    m = mapper(Meeting)
    query: Select[Any] = select(*m.columns, _CASE.c.reference, _agencies(), _awaited(), _open_actions())
    query = query.join(_CASE, _CASE.c.id == _MEETING.c.case_id)
    if since is not None:
        query = query.where(_MEETING.c.planned_on >= since)
    if until is not None:
        query = query.where(_MEETING.c.planned_on <= until)
    if case_id:
        query = query.where(_MEETING.c.case_id == case_id)
    if panel_day_id:
        query = query.where(_MEETING.c.panel_day_id == panel_day_id)
    if states:
        query = query.where(_MEETING.c.state.in_([state.value for state in states]))
    keys = (_MEETING.c.planned_on, _MEETING.c.planned_at, _MEETING.c.number, _MEETING.c.id)
    query = query.order_by(*(key.desc() if newest_first else key for key in keys))
    if limit is not None:
        query = query.limit(limit)
    return tuple(
        _meeting_row(m.from_row(values), counted)
        for *values, reference, agencies, awaited, actions in reading.connection.execute(query)
        for counted in ((reference, agencies, awaited, actions),)
    )


def counts(reading: Reading, *, on: date) -> Counts:
    """How much the vault holds as of the day `on`."""

    def number(query: Select[Any]) -> int:
        return reading.connection.execute(query).scalar() or 0

    cases = select(func.count()).select_from(_CASE)
    actions = select(func.count()).select_from(_ACTION).where(_OPEN)
    return Counts(
        cases=number(cases),
        open_cases=number(cases.where(_CASE.c.closed_on.is_(None))),
        meetings=number(select(func.count()).select_from(_MEETING)),
        open_actions=number(actions),
        overdue_actions=number(actions.where(_ACTION.c.due < on)),
    )


def _meeting_row(meeting: Meeting, counted: tuple[str, int, int, int]) -> MeetingRow:
    reference, agencies, awaited, actions = counted
    return MeetingRow(
        meeting_id=meeting.id,
        case_id=meeting.case_id,
        case_reference=reference,
        meeting=meeting,
        agencies=agencies,
        awaited=awaited,
        open_actions=actions,
    )


def _day(query: Select[Any]) -> ColumnElement[Any]:
    return type_coerce(query.scalar_subquery(), Date)


def _agencies() -> ColumnElement[Any]:
    return (
        select(func.count(_ATTENDANCE.c.agency.distinct()))
        .where(_ATTENDANCE.c.meeting_id == _MEETING.c.id, _ATTENDANCE.c.agency != "")
        .scalar_subquery()
    )


def _awaited() -> ColumnElement[Any]:
    other = _ATTENDANCE.alias()
    answered = exists().where(
        other.c.meeting_id == _ATTENDANCE.c.meeting_id,
        other.c.agency == _ATTENDANCE.c.agency,
        other.c.state != "expected",
    )
    return (
        select(func.count(_ATTENDANCE.c.agency.distinct()))
        .where(_ATTENDANCE.c.meeting_id == _MEETING.c.id, _ATTENDANCE.c.agency != "", ~answered)
        .correlate(_MEETING)
        .scalar_subquery()
    )


def _open_actions() -> ColumnElement[Any]:
    return (
        select(func.count())
        .select_from(_ACTION)
        .where(_OPEN, _ACTION.c.case_id == _MEETING.c.case_id)
        .scalar_subquery()
    )
