"""What the shell's header says of a meeting: reference, state, chair, clock, when it ends, what is due."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from mappa_desk.domain.meetings import Meeting, MeetingState
from mappa_desk.domain.timing import PAUSE, paused_since, spent
from mappa_desk.domain.views import DeskView
from mappa_desk.ui.models import desk_words as words
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.ports import HeaderFacts

STATE_ICONS = {
    MeetingState.PLANNED: "ring",
    MeetingState.RUNNING: "ring_half",
    MeetingState.ADJOURNED: "dash",
    MeetingState.CLOSED: "tick",
    MeetingState.APPROVED: "padlock",
    MeetingState.CANCELLED: "cross",
    MeetingState.NOT_HELD: "cross",
}
LATE = timedelta(minutes=5)
"""An expected end this long after the planned one is told as late."""
_MINUTE = timedelta(minutes=1)


def planned_end(meeting: Meeting, now: datetime) -> datetime | None:
    """When the meeting is to end by its plan, in the zone of `now`; None when nothing was planned."""
    if not meeting.planned_minutes:
        return None
    if meeting.planned_at:
        hour, _, minute = meeting.planned_at.partition(":")
        if not (hour.isdigit() and minute.isdigit()):
            return None
        start = datetime(
            meeting.planned_on.year, meeting.planned_on.month, meeting.planned_on.day,
            int(hour), int(minute), tzinfo=now.tzinfo,
        )  # fmt: skip
    elif meeting.started_at is not None:
        start = meeting.started_at
    else:
        return None
    return _after(start, timedelta(minutes=meeting.planned_minutes), now)


def expected_end(view: DeskView, now: datetime) -> datetime | None:
    """When the meeting will end if what is left takes its planned time; None unless it runs by a plan.

    Left are the rest of the current item and the items after it that were not talked about yet. An agenda
    without planned minutes leaves what the whole meeting was planned for, from its start, pauses added.
    """
    meeting = view.meeting
    if meeting.state is not MeetingState.RUNNING:
        return None
    rows = sorted(view.items, key=lambda row: row.number)
    if any(row.minutes for row in rows):
        at = next((place for place, row in enumerate(rows) if row.code == meeting.current_item), -1)
        met = {stretch.item for stretch in view.times}
        left = sum((row.minutes * _MINUTE for row in rows[at + 1 :] if row.code not in met), timedelta(0))
        if at >= 0:
            left += max(rows[at].minutes * _MINUTE - spent(view.times, rows[at].code, now), timedelta(0))
        return _after(now, left, now)
    if not meeting.planned_minutes or meeting.started_at is None:
        return None
    whole = meeting.planned_minutes * _MINUTE + spent(view.times, PAUSE, now)
    return max(_after(meeting.started_at, whole, now), now)


def header_facts(view: DeskView, now: datetime) -> HeaderFacts:
    """The facts of the header, as they stand now."""
    meeting = view.meeting
    running = meeting.state is MeetingState.RUNNING
    pausing = paused_since(view.times) if running else None
    ends = planned_end(meeting, now) if running else None
    expected = expected_end(view, now)
    due = len(view.statement_due)
    chair = words.agency_name(meeting.chair_agency, view.agencies) or meeting.chair.partition(",")[0]
    kind = words.meeting_kind(meeting.kind)
    return HeaderFacts(
        title=view.case.reference,
        subtitle=tr("{kind}, Level {level}").format(kind=kind, level=int(meeting.level)),
        state=tr("Paused since {at}").format(at=_clock(pausing, now))
        if pausing is not None
        else tr(words.MEETING_STATES[meeting.state]),
        state_icon="pause" if pausing is not None else STATE_ICONS[meeting.state],
        chair=chair,
        keys=view.keys,
        clock=now.strftime("%H:%M"),
        ends=tr("ends {at}").format(at=_clock(ends, now)) if ends else "",
        expected=tr("expected {at}").format(at=_clock(expected, now)) if expected else "",
        late=_late(ends, expected),
        due=tr("Statement due: {n}").format(n=words.counted(due, "person", "people")) if due else "",
        due_command="statement_read" if due else "",
        band=view.place_in_day,
        band_words=tr("Case {n} of {all} on the panel day").format(n=view.place_in_day, all=view.cases_of_day)
        if view.place_in_day
        else "",
    )


def _late(ends: datetime | None, expected: datetime | None) -> str:
    """How much later than planned the end is expected, in words; empty when it is not worth a word."""
    if ends is None or expected is None or expected - ends < LATE:
        return ""
    return tr("{n} late").format(n=words.counted((expected - ends) // _MINUTE, "minute", "minutes"))


def _after(start: datetime, span: timedelta, now: datetime) -> datetime:
    """So long after a moment, counted truly across a change of summer time, in the zone of `now`."""
    return (start.astimezone(UTC) + span).astimezone(now.tzinfo)


def _clock(moment: datetime, now: datetime) -> str:
    return moment.astimezone(now.tzinfo).strftime("%H:%M")
