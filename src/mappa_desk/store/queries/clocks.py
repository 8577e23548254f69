"""What the clocks go by, by straight SQL: drafts, the meetings of each case, reports, dated actions."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, func, select
from sqlalchemy import case as if_so
from sqlalchemy.sql import exists

from mappa_desk.domain.actions import Action
from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.cases import Case, Level
from mappa_desk.domain.clocks import CaseActions, CaseMeetings, DraftMinutes, ReportsAwaited
from mappa_desk.domain.meetings import Meeting, MeetingState
from mappa_desk.store.queries.actions import is_open
from mappa_desk.store.reading import Reading
from mappa_desk.store.tables import ROWS, table

_CASE = table(ROWS[Case])
_MEETING = table(ROWS[Meeting])
_ACTION = table(ROWS[Action])
_ATTENDANCE = table(ROWS[Attendance])
_DONE_WITH = (MeetingState.CLOSED.value, MeetingState.APPROVED.value)
_UNDER_WAY = (MeetingState.RUNNING.value, MeetingState.ADJOURNED.value)


def draft_minutes(reading: Reading, *, day_of: Callable[[datetime], date]) -> tuple[DraftMinutes, ...]:
    """The closed meetings whose minutes are not approved. `day_of` gives the local day of a moment."""
    m = _MEETING.c
    query = (
        select(m.case_id, _CASE.c.reference, m.id, m.kind, m.level, m.planned_on, m.ended_at)
        .join(_CASE, _CASE.c.id == m.case_id)
        .where(m.state == MeetingState.CLOSED.value)
    )
    return tuple(
        DraftMinutes(
            case_id=case_id,
            case_reference=reference,
            meeting_id=meeting_id,
            meeting_kind=MeetingKind(kind),
            level=Level(level),
            met_on=met_on,
            ended_on=day_of(ended_at) if ended_at is not None else met_on,
        )
        for case_id, reference, meeting_id, kind, level, met_on, ended_at in reading.connection.execute(query)
    )


def case_meetings(
    reading: Reading, *, on: date, day_of: Callable[[datetime], date]
) -> tuple[CaseMeetings, ...]:
    """The open cases at Level 2 or 3 without a meeting under way: last held, next planned from `on`.

    A meeting was held on the day it began, whatever day it was planned for.
    The meetings are read in three runs and joined here: asked for case by case, 200,000 of them took more
    than three times as long.
    """
    m, c = _MEETING.c, _CASE.c
    under_way = set(reading.connection.execute(select(m.case_id).where(m.state.in_(_UNDER_WAY))).scalars())
    ahead: dict[str, Any] = {}
    planned = select(m.case_id, m.planned_on, m.id).where(
        m.planned_on >= on, m.state == MeetingState.PLANNED.value
    )
    for row in reading.connection.execute(planned.order_by(m.planned_on, m.number)):
        ahead.setdefault(row.case_id, row)
    held = {row.case_id: row for row in reading.connection.execute(_newest_held())}
    began = {one: day_of(row.started_at) for one, row in held.items() if row.started_at is not None}
    cases = select(c.id, c.reference, c.level, c.referral_accepted_on).where(
        c.closed_on.is_(None), c.level >= int(Level.TWO)
    )
    return tuple(
        _case_meetings(case_row, held.get(case_row.id), ahead.get(case_row.id), began.get(case_row.id))
        for case_row in reading.connection.execute(cases)
        if case_row.id not in under_way
    )


def reports_awaited(reading: Reading, *, on: date) -> tuple[ReportsAwaited, ...]:
    """The meetings of open cases planned from `on` with agencies that have sent no report.

    Chair and observers owe none.
    """
    m = _MEETING.c
    invited = _owing(_ATTENDANCE)
    other = _ATTENDANCE.alias()
    sent = exists().where(
        other.c.meeting_id == _ATTENDANCE.c.meeting_id,
        other.c.agency == _ATTENDANCE.c.agency,
        other.c.report_received == 1,
    )
    agencies = func.count(_ATTENDANCE.c.agency.distinct())
    awaited = func.count(if_so((~sent, _ATTENDANCE.c.agency)).distinct())
    query = (
        select(m.case_id, _CASE.c.reference, m.id, m.kind, m.level, m.planned_on, agencies, awaited)
        .join(_CASE, _CASE.c.id == m.case_id)
        .join(_ATTENDANCE, _ATTENDANCE.c.meeting_id == m.id)
        .where(
            _CASE.c.closed_on.is_(None), m.state == MeetingState.PLANNED.value, m.planned_on >= on, invited
        )
        .group_by(m.id)
        .having(awaited > 0)
    )
    return tuple(
        ReportsAwaited(
            case_id=case_id,
            case_reference=reference,
            meeting_id=meeting_id,
            meeting_kind=MeetingKind(kind),
            level=Level(level),
            planned_on=planned_on,
            agencies=number,
            awaited=missing,
        )
        for case_id, reference, meeting_id, kind, level, planned_on, number, missing in (
            reading.connection.execute(query)
        )
    )


def case_actions(reading: Reading, *, on: date, until: date) -> tuple[CaseActions, ...]:
    """The open actions that are due up to `until`, counted by case; overdue are those due before `on`."""
    a = _ACTION.c
    counted = (
        select(
            a.case_id.label("case_id"),
            func.count().label("due"),
            func.sum(if_so((a.due < on, 1), else_=0)).label("overdue"),
            func.min(a.due).label("earliest"),
        )
        .where(is_open(_ACTION), a.due <= until)
        .group_by(a.case_id)
        .subquery()
    )
    query = select(counted, _CASE.c.reference).join(_CASE, _CASE.c.id == counted.c.case_id)
    return tuple(
        CaseActions(case_id=case_id, case_reference=reference, due=due, overdue=overdue, earliest_on=earliest)
        for case_id, due, overdue, earliest, reference in reading.connection.execute(query)
    )


def _case_meetings(case_row: Any, held: Any, planned: Any, began: date | None) -> CaseMeetings:
    review = json.loads(held.next_review) if held is not None and held.next_review else {}
    agreed = review.get("on")
    return CaseMeetings(
        case_id=case_row.id,
        case_reference=case_row.reference,
        level=Level(case_row.level),
        referral_accepted_on=case_row.referral_accepted_on,
        last_on=began or (held.planned_on if held is not None else None),
        agreed_on=date.fromisoformat(agreed) if agreed else None,
        leaves=bool(review.get("none_because")),
        planned_on=planned.planned_on if planned is not None else None,
        planned_id=planned.id if planned is not None else "",
    )


def _newest_held() -> Select[Any]:
    """The last meeting that was held in each case.

    SQLite takes the plain columns of a group from the row that has its one maximum. The sum with nothing
    keeps it off the index: reading every row once is faster than fetching each from where it lies.
    """
    m = _MEETING.c
    newest = func.max(cast(m.planned_on, String) + func.printf("%09d", m.number))
    return (
        select(m.case_id, m.planned_on, m.started_at, m.next_review, newest)
        .where((m.state + "").in_(_DONE_WITH))
        .group_by(m.case_id + "")
    )


def _owing(attendance: Any) -> ColumnElement[bool]:
    c = attendance.c
    owing: ColumnElement[bool] = (c.agency != "") & (c.is_chair == 0) & (c.observer == 0)
    return owing
