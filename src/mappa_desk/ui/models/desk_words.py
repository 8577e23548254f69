"""Words of the live desk for days, distances, times, counts, states and kinds. Everything is plain text."""

from __future__ import annotations

from datetime import date, datetime, tzinfo

from PySide6.QtCore import QCoreApplication

from mappa_desk.domain.actions import Acceptance, Action, ActionState, Deadline, DeadlineKind
from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.agendas import MeetingKind, Round
from mappa_desk.domain.attendance import Attendance, AttendanceState, Mode
from mappa_desk.domain.contributions import EntryKind, Handling
from mappa_desk.domain.meetings import MeetingState

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LONG_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


def tr(text: str) -> str:
    """The text in the window's language."""
    return QCoreApplication.translate("desk", text)


def day(on: date) -> str:
    """A day in short form: Fri 27 Nov 2026."""
    return f"{tr(_DAYS[on.weekday()])} {on.day} {tr(_MONTHS[on.month - 1])} {on.year}"


def long_day(on: date) -> str:
    """A day in full: Friday 27 November 2026."""
    return f"{tr(_LONG_DAYS[on.weekday()])} {on.day} {tr(_LONG_MONTHS[on.month - 1])} {on.year}"


def distance(on: date, today: date) -> str:
    """How far off a day is: 15 days, today, tomorrow, 3 days ago."""
    days = (on - today).days
    if days == 0:
        return tr("today")
    if days == 1:
        return tr("tomorrow")
    if days == -1:
        return tr("yesterday")
    return tr("{n} days").format(n=days) if days > 0 else tr("{n} days ago").format(n=-days)


def clock(at: datetime | None, zone: tzinfo | None) -> str:
    """Clock time such as 10:42 in the given zone; empty for no time."""
    return at.astimezone(zone).strftime("%H:%M") if at else ""


def counted(count: int, one: str, many: str) -> str:
    """The number with the word that fits it, "1 entry" or "3 entries"."""
    return f"{count} {tr(one) if count == 1 else tr(many)}"


def deadline(due: Deadline, today: date) -> str:
    """A deadline with its distance; "No date" when there is none."""
    if due.kind is DeadlineKind.NEXT_MEETING:
        when = day(due.on) if due.on else tr("date to be set")
        return tr("next meeting, {when}").format(when=when)
    if due.kind is DeadlineKind.BEFORE_RELEASE:
        return tr("before release, {when}").format(when=day(due.on)) if due.on else tr("release date?")
    if due.on is None:
        return tr("No date")
    return f"{day(due.on)}, {distance(due.on, today)}"


def has_date(due: Deadline) -> bool:
    """True when the deadline says when, be it a day or an event."""
    return due.on is not None or due.kind in (DeadlineKind.NEXT_MEETING, DeadlineKind.BEFORE_RELEASE)


def agency_name(code: str, agencies: tuple[Agency, ...]) -> str:
    """Name of an agency by code; the code itself when the list does not know it."""
    return next((agency.name for agency in agencies if agency.id == code), code)


def owner(action: Action, agencies: tuple[Agency, ...]) -> str:
    """Owner of an action: agency, then role or person; "No owner" when nobody is named."""
    parts = [agency_name(action.owner_agency, agencies) if action.owner_agency else ""]
    parts.append(action.owner_role or action.owner_name)
    return ", ".join(part for part in parts if part) or tr("No owner")


def person(row: Attendance) -> str:
    """Name and role of somebody on the list."""
    return ", ".join(part for part in (row.name, row.role) if part)


def meeting_kind(kind: MeetingKind) -> str:
    """Initial or Review."""
    return tr("Review") if kind is MeetingKind.REVIEW else tr("Initial")


MEETING_STATES = {
    MeetingState.PLANNED: "Planned",
    MeetingState.RUNNING: "Running",
    MeetingState.ADJOURNED: "Adjourned",
    MeetingState.CLOSED: "Closed",
    MeetingState.APPROVED: "Approved",
    MeetingState.CANCELLED: "Cancelled",
    MeetingState.NOT_HELD: "Not held",
}
KINDS = {
    EntryKind.CONTRIBUTION: "Said",
    EntryKind.WRITTEN_REPORT: "Written report",
    EntryKind.NIL_RETURN: "Nothing to add",
    EntryKind.REFUSAL: "Declines to share",
    EntryKind.ISSUE: "Issue",
    EntryKind.DECISION: "Decision",
    EntryKind.ACTION: "Action",
    EntryKind.NOTE: "Note",
}
HANDLING = {
    Handling.NORMAL: "No restriction",
    Handling.NOT_FOR_SUMMARY: "Not for the summary",
    Handling.NOT_FOR_PERSON: "Not to be told to the person",
    Handling.NAMED_RECIPIENTS: "Named recipients only",
    Handling.SANITISE: "Sanitise before use",
}
ATTENDANCE = {
    AttendanceState.EXPECTED: "expected",
    AttendanceState.ATTENDED: "present",
    AttendanceState.DEPUTY: "deputy",
    AttendanceState.APOLOGIES: "apologies",
    AttendanceState.NO_REPLY: "no reply",
}
MODES = {Mode.ROOM: "in the room", Mode.VIDEO: "by video", Mode.TELEPHONE: "by telephone"}
ROUNDS = {Round.INFORMATION: "info", Round.RISK: "risk", Round.PLAN: "plan", Round.LEVEL: "level"}
LONG_ROUNDS = {
    Round.INFORMATION: "information",
    Round.RISK: "risk",
    Round.PLAN: "plan",
    Round.LEVEL: "level",
}
ACTION_STATES = {
    ActionState.OPEN: "Open",
    ActionState.DONE: "Done",
    ActionState.DONE_LATE: "Done late",
    ActionState.OVERTAKEN: "Overtaken",
    ActionState.NOT_DONE: "Not done",
    ActionState.WITHDRAWN: "Withdrawn",
}
ACCEPTANCES = {
    Acceptance.NOT_READ_BACK: "Not yet read back",
    Acceptance.ACCEPTED: "Accepted",
    Acceptance.ON_BEHALF: "Accepted on behalf",
    Acceptance.OBJECTED: "Owner objects",
}
