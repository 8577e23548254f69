"""What the clocks go by, by straight SQL: drafts, the meetings of each case, reports, dated actions."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
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


def case_meetings(reading: Reading, *, on: date) -> tuple[CaseMeetings, ...]:
    """The open cases at Level 2 or 3 without a meeting under way: last held, next planned from `on`."""
    last, following = _MEETING.alias("last"), _MEETING.alias("following")
    query: Select[Any] = (
        select(
            _CASE.c.id,
            _CASE.c.reference,
            _CASE.c.level,
            _CASE.c.referral_accepted_on,
            last.c.planned_on.label("last_on"),
            last.c.next_review,
            following.c.planned_on,
            following.c.id.label("planned_id"),
        )
        .select_from(_CASE)
        .outerjoin(last, last.c.id == _newest_held())
        .outerjoin(following, following.c.id == _next_planned(on))
        .where(_CASE.c.closed_on.is_(None), _CASE.c.level >= int(Level.TWO))
        .where(~exists().where(_MEETING.c.case_id == _CASE.c.id, _MEETING.c.state.in_(_UNDER_WAY)))
    )
    return tuple(_case_meetings(row) for row in reading.connection.execute(query))


def reports_awaited(reading: Reading, *, on: date) -> tuple[ReportsAwaited, ...]:
    """The meetings planned from `on` with agencies that have sent no report; chair and observers owe none."""
    m = _MEETING.c
    invited = _owing(_ATTENDANCE)
    other = _ATTENDANCE.alias()
    sent = exists().where(
        other.c.meeting_id == _ATTENDANCE.c.meeting_id,
        other.c.agency == _ATTENDANCE.c.agency,
        other.c.report_received == 1,
    )
    agencies = func.count(_ATTENDANCE.c.agency.distinct())
    awaited = func.count(case((~sent, _ATTENDANCE.c.agency)).distinct())
    query = (
        select(m.case_id, _CASE.c.reference, m.id, m.kind, m.level, m.planned_on, agencies, awaited)
        .join(_CASE, _CASE.c.id == m.case_id)
        .join(_ATTENDANCE, _ATTENDANCE.c.meeting_id == m.id)
        .where(m.state == MeetingState.PLANNED.value, m.planned_on >= on, invited)
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
            func.sum(case((a.due < on, 1), else_=0)).label("overdue"),
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


def _case_meetings(row: Any) -> CaseMeetings:
    review = json.loads(row.next_review) if row.next_review else {}
    agreed = review.get("on")
    return CaseMeetings(
        case_id=row.id,
        case_reference=row.reference,
        level=Level(row.level),
        referral_accepted_on=row.referral_accepted_on,
        last_on=row.last_on,
        agreed_on=date.fromisoformat(agreed) if agreed else None,
        leaves=bool(review.get("none_because")),
        planned_on=row.planned_on,
        planned_id=row.planned_id or "",
    )


def _newest_held() -> ColumnElement[Any]:
    held = _MEETING.alias()
    return (
        select(held.c.id)
        .where(held.c.case_id == _CASE.c.id, held.c.state.in_(_DONE_WITH))
        .order_by(held.c.planned_on.desc(), held.c.number.desc())
        .limit(1)
        .correlate(_CASE)
        .scalar_subquery()
    )


def _next_planned(on: date) -> ColumnElement[Any]:
    ahead = _MEETING.alias()
    return (
        select(ahead.c.id)
        .where(
            ahead.c.case_id == _CASE.c.id,
            ahead.c.state == MeetingState.PLANNED.value,
            ahead.c.planned_on >= on,
        )
        .order_by(ahead.c.planned_on, ahead.c.number)
        .limit(1)
        .correlate(_CASE)
        .scalar_subquery()
    )


def _owing(attendance: Any) -> ColumnElement[bool]:
    c = attendance.c
    owing: ColumnElement[bool] = (c.agency != "") & (c.is_chair == 0) & (c.observer == 0)
    return owing
