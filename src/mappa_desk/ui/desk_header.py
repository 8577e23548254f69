"""What the shell's header says of a meeting: reference, state, chair, clock, when it ends, what is due."""

from __future__ import annotations

from datetime import datetime, timedelta

from mappa_desk.domain.meetings import Meeting, MeetingState
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
        start = meeting.started_at.astimezone(now.tzinfo)
    else:
        return None
    return start + timedelta(minutes=meeting.planned_minutes)


def expected_end(view: DeskView, now: datetime, item: str, minutes_here: int) -> datetime | None:
    """When the meeting will end if what is left takes its planned time; None unless it runs by a plan."""
    rows = sorted(view.items, key=lambda row: row.number)
    at = next((place for place, row in enumerate(rows) if row.code == item), None)
    if view.meeting.state is not MeetingState.RUNNING or at is None or not any(row.minutes for row in rows):
        return None
    left = max(0, rows[at].minutes - minutes_here) + sum(row.minutes for row in rows[at + 1 :])
    return now + timedelta(minutes=left)


def item_time(view: DeskView, item: str, minutes_here: int) -> str:
    """Time used of an item while the meeting runs, such as 11 of 20 minutes."""
    found = next((row for row in view.items if row.code == item), None)
    if found is None or view.meeting.state is not MeetingState.RUNNING:
        return ""
    if not found.minutes:
        return words.counted(minutes_here, "minute", "minutes")
    return tr("{n} of {all} minutes").format(n=minutes_here, all=found.minutes)


def header_facts(view: DeskView, now: datetime, item: str, minutes_here: int) -> HeaderFacts:
    """The facts of the header, as they stand now."""
    meeting = view.meeting
    running = meeting.state is MeetingState.RUNNING
    ends = planned_end(meeting, now) if running else None
    expected = expected_end(view, now, item, minutes_here)
    due = len(view.statement_due)
    chair = words.agency_name(meeting.chair_agency, view.agencies) or meeting.chair.partition(",")[0]
    kind = words.meeting_kind(meeting.kind)
    return HeaderFacts(
        title=view.case.reference,
        subtitle=tr("{kind}, Level {level}").format(kind=kind, level=int(meeting.level)),
        state=tr(words.MEETING_STATES[meeting.state]),
        state_icon=STATE_ICONS[meeting.state],
        chair=chair,
        keys=view.keys,
        clock=now.strftime("%H:%M"),
        ends=tr("ends {at}").format(at=ends.strftime("%H:%M")) if ends else "",
        expected=tr("expected {at}").format(at=expected.strftime("%H:%M")) if expected else "",
        due=tr("Statement due: {n}").format(n=words.counted(due, "person", "people")) if due else "",
        due_command="statement_read" if due else "",
    )
