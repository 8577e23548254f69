"""What the live desk and the start page show, each read in one transaction."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from mappa_desk.domain.calendar_words import short_date
from mappa_desk.domain.cases import Level
from mappa_desk.domain.meetings import Meeting, MeetingState
from mappa_desk.domain.reviews import after, review_due
from mappa_desk.domain.views import DeskView, Due, MeetingRow, StartView
from mappa_desk.services.areas import area_standards
from mappa_desk.services.calendar import is_bank_holiday
from mappa_desk.services.meeting_record import view_of
from mappa_desk.services.work import Work
from mappa_desk.store.queries import lists
from mappa_desk.store.work import Reading

COMING_DAYS = 28
"""How far the start page looks ahead."""
LOOK_BACK_DAYS = 180
"""How far back the start page looks for what was held last."""
RECENT = 6

_NEVER = datetime.min.replace(tzinfo=UTC)
_OVER = (MeetingState.CANCELLED, MeetingState.NOT_HELD)
_AHEAD = (MeetingState.PLANNED, MeetingState.ADJOURNED)
_UNDER_WAY = (MeetingState.RUNNING, MeetingState.ADJOURNED)


def desk_view(work: Work, *, meeting_id: str) -> DeskView:
    """Everything the live desk shows of one meeting. Raises NotFound."""
    with work.reading() as reading:
        return view_of(work, reading, meeting_id)


def start_view(work: Work) -> StartView:
    """The start page as of today: today's meetings, what is due, what was held last."""
    with work.reading() as reading:
        today = work.today()
        rows = lists.meeting_rows(
            reading, since=today - timedelta(days=LOOK_BACK_DAYS), until=today + timedelta(days=COMING_DAYS)
        )
        counts = lists.counts(reading, on=today)
        running = [row for row in rows if row.meeting.state is MeetingState.RUNNING]
        under_way = {row.case_id for row in rows if row.meeting.state in _UNDER_WAY}
        coming = [row for row in rows if row.meeting.state in _AHEAD and _next_day(row.meeting) > today]
        return StartView(
            today=tuple(row for row in rows if _is_of_today(row.meeting, today)),
            coming=tuple(sorted(coming, key=lambda row: _next_day(row.meeting))),
            due=(
                _minutes_due(work, reading),
                _reviews_due(work, reading, under_way),
                _reports_due([row for row in rows if row.meeting.state is MeetingState.PLANNED], today),
                Due(
                    count=counts.overdue_actions,
                    word=_plural(counts.overdue_actions, "action overdue", "actions overdue"),
                    note=f"of {counts.open_actions:,} open" if counts.open_actions else "",
                    grave=counts.overdue_actions > 0,
                ),
                *_not_yet_held(reading, today),
            ),
            recent=_recent(rows),
            running_meeting_id=running[-1].meeting_id if running else "",
            case_count=counts.cases,
            practice=work.vault.practice,
        )


def _next_day(meeting: Meeting) -> date:
    """The day on which a meeting is next to be dealt with; its own where an adjourned one has none."""
    adjourned = meeting.state is MeetingState.ADJOURNED
    return (meeting.adjourned_to if adjourned else None) or meeting.planned_on


def _is_of_today(meeting: Meeting, today: date) -> bool:
    """True for what is planned or goes on today, and for what was begun and waits to be gone on with."""
    if meeting.state in _UNDER_WAY and _next_day(meeting) <= today:
        return True
    return meeting.planned_on == today and meeting.state not in _OVER


def _minutes_due(work: Work, reading: Reading) -> Due:
    """Minutes that wait for approval, and the day the earliest is due by the area's own standard."""
    closed = reading.all(Meeting, order_by="planned_on", state=MeetingState.CLOSED)
    standards = {standard.id: standard for standard in area_standards(reading, work)}
    days = []
    for meeting in closed:
        standard = standards.get(f"minutes_level_{int(meeting.level)}")
        if standard is not None and meeting.ended_at is not None:
            days.append(after(work.day_of(meeting.ended_at), standard, is_bank_holiday))
    return Due(
        count=len(closed),
        word="minutes to approve",
        note=f"first due {short_date(min(days))}" if days else "",
        grave=bool(days) and min(days) < work.today(),
    )


def _reviews_due(work: Work, reading: Reading, in_meeting: set[str]) -> Due:
    """Cases at Level 2 or 3 that were discussed and have no meeting planned."""
    standards = area_standards(reading, work)
    waiting = [
        row
        for row in lists.case_rows(reading, on=work.today(), open_only=True)
        if row.last_meeting_on is not None
        and row.next_meeting_on is None
        and row.case.level is not Level.ONE
        and row.case.id not in in_meeting
    ]
    found = (
        review_due(row.last_meeting_on, row.case.level, standards, is_bank_holiday)
        for row in waiting
        if row.last_meeting_on is not None
    )
    days = [due.on for due in found if due is not None]
    return Due(
        count=len(waiting),
        word=_plural(len(waiting), "review to plan", "reviews to plan"),
        note=f"first due by {short_date(min(days))}" if days else "",
        grave=bool(days) and min(days) < work.today(),
    )


def _reports_due(planned: list[MeetingRow], today: date) -> Due:
    """Agencies that have not answered, over the meetings that come."""
    awaited = [row for row in planned if row.awaited and row.meeting.planned_on >= today]
    number = sum(row.awaited for row in awaited)
    return Due(
        count=number,
        word=_plural(number, "agency to answer", "agencies to answer"),
        note=f"first meeting {short_date(awaited[0].meeting.planned_on)}" if awaited else "",
    )


def _not_yet_held(reading: Reading, today: date) -> tuple[Due, ...]:
    """Planned meetings whose day has passed without a word on what became of them; empty for none."""
    waiting = reading.all(Meeting, order_by="planned_on", state=MeetingState.PLANNED)
    days = [meeting.planned_on for meeting in waiting if meeting.planned_on < today]
    if not days:
        return ()
    word = _plural(len(days), "meeting not yet held", "meetings not yet held")
    return (Due(count=len(days), word=word, note=f"since {short_date(days[0])}", grave=True),)


def _recent(rows: tuple[MeetingRow, ...]) -> tuple[MeetingRow, ...]:
    held = [row for row in rows if row.meeting.started_at is not None]
    held.sort(key=lambda row: row.meeting.ended_at or row.meeting.started_at or _NEVER, reverse=True)
    return tuple(held[:RECENT])


def _plural(number: int, one: str, more: str) -> str:
    return one if number == 1 else more
