"""What the live desk and the start page show, each read in one transaction."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from mappa_desk.domain.calendar_words import short_date
from mappa_desk.domain.clocks import ClockKind, ClocksView
from mappa_desk.domain.meetings import Meeting, MeetingState
from mappa_desk.domain.views import DeskView, Due, MeetingRow, StartView
from mappa_desk.services.clocks import clocks
from mappa_desk.services.meeting_record import view_of
from mappa_desk.services.work import Work
from mappa_desk.store.queries import lists
from mappa_desk.store.work import Reading

COMING_DAYS = 28
"""How far the start page looks ahead."""
LOOK_BACK_DAYS = 180
"""How far back the start page looks for what was held last."""
RECENT = 6
LOOKED_THROUGH = 60
"""How many of the meetings up to today are looked through for those that ended last."""

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
        rows = _rows_around(reading, today)
        counts = lists.counts(reading, on=today)
        running = [row for row in rows if row.meeting.state is MeetingState.RUNNING]
        view = clocks(work)
        coming = [row for row in rows if row.meeting.state in _AHEAD and _next_day(row.meeting) > today]
        return StartView(
            today=tuple(row for row in rows if _is_of_today(row.meeting, today)),
            coming=tuple(sorted(coming, key=lambda row: _next_day(row.meeting))),
            due=(
                _minutes_due(view),
                _reviews_due(view),
                _reports_due(view),
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


def _rows_around(reading: Reading, today: date) -> tuple[MeetingRow, ...]:
    """Meetings that are under way, that come soon and that were held last, in time order, each once."""
    back = today - timedelta(days=LOOK_BACK_DAYS)
    found = (
        *lists.meeting_rows(reading, since=back, states=_UNDER_WAY),
        *lists.meeting_rows(reading, since=today, until=today + timedelta(days=COMING_DAYS)),
        *lists.meeting_rows(reading, since=back, until=today, newest_first=True, limit=LOOKED_THROUGH),
    )
    once = {row.meeting_id: row for row in found}
    return tuple(
        sorted(
            once.values(),
            key=lambda row: (
                row.meeting.planned_on,
                row.meeting.planned_at,
                row.meeting.number,
                row.meeting_id,
            ),
        )
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


def _minutes_due(view: ClocksView) -> Due:
    """Minutes that wait for approval, and the day the earliest is due by the area's own standard."""
    count, days = _of(view, ClockKind.MINUTES)
    return Due(
        count=count,
        word="minutes to approve",
        note=f"first due {short_date(min(days))}" if days else "",
        grave=bool(days) and min(days) < view.today,
    )


def _reviews_due(view: ClocksView) -> Due:
    """Cases at Level 2 or 3 that were discussed and have no meeting planned."""
    count, days = _of(view, ClockKind.REVIEW, unplanned=True)
    return Due(
        count=count,
        word=_plural(count, "review to plan", "reviews to plan"),
        note=f"first due by {short_date(min(days))}" if days else "",
        grave=bool(days) and min(days) < view.today,
    )


def _reports_due(view: ClocksView) -> Due:
    """Reports that have not come, over the meetings that are planned."""
    number = sum(clock.count for clock in view.clocks if clock.kind is ClockKind.REPORTS)
    _, days = _of(view, ClockKind.REPORTS)
    return Due(
        count=number,
        word=_plural(number, "report awaited", "reports awaited"),
        note=f"first due {short_date(min(days))}" if days else "",
        grave=bool(days) and min(days) < view.today,
    )


def _of(view: ClocksView, kind: ClockKind, *, unplanned: bool = False) -> tuple[int, list[date]]:
    """How many clocks of a kind run, and the days on which they run out."""
    found = [
        clock for clock in view.clocks if clock.kind is kind and (clock.planned_on is None or not unplanned)
    ]
    return len(found), [clock.due for clock in found if clock.due is not None]


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
