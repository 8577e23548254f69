"""Words of the tracker: what its columns say of an action, and how channels and priorities are called."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from PySide6.QtCore import QCoreApplication

from mappa_desk.domain.actions import Acceptance, Action, ActionState, Channel, DeadlineKind, Priority
from mappa_desk.ui.models import dates


def tr(text: str) -> str:
    """Words of the tracker in the user's language."""
    return QCoreApplication.translate("tracker", text)


class TrackedAction(Protocol):
    """What the columns ask of a row."""

    @property
    def action(self) -> Action: ...
    @property
    def reference(self) -> str: ...
    @property
    def case_reference(self) -> str: ...
    @property
    def agency_name(self) -> str: ...
    @property
    def overdue(self) -> bool: ...
    @property
    def redated(self) -> int: ...


CHANNELS: dict[Channel, str] = {
    Channel.NOT_SAID: "Not said",
    Channel.MEETING: "In a meeting",
    Channel.TELEPHONE: "By telephone",
    Channel.IN_PERSON: "In person",
    Channel.SECURE_MAIL: "By secure e-mail",
    Channel.ORDINARY_MAIL: "By ordinary e-mail",
    Channel.POST: "By post",
    Channel.FORM: "On a returned sheet",
    Channel.SPREADSHEET: "In a spreadsheet",
}
_STATES: dict[ActionState, str] = {
    ActionState.OPEN: "Open",
    ActionState.DONE: "Done",
    ActionState.DONE_LATE: "Done late",
    ActionState.OVERTAKEN: "Overtaken",
    ActionState.NOT_DONE: "Not done",
    ActionState.WITHDRAWN: "Withdrawn",
}
"""Short enough for a column."""
PRIORITIES: dict[Priority, str] = {
    Priority.URGENT: "Urgent: do now",
    Priority.BEFORE_RELEASE: "Before release",
    Priority.NORMAL: "Normal",
}


def channel(value: Channel) -> str:
    """How word came in or went out: "By telephone"."""
    return tr(CHANNELS[value])


def priority(value: Priority) -> str:
    """How an action ranks: "Urgent: do now"."""
    return tr(PRIORITIES[value])


def person(row: TrackedAction) -> str:
    """Who does it, without the agency: the role, else the name; empty for nobody."""
    return row.action.owner_role or row.action.owner_name


def owner(row: TrackedAction) -> str:
    """Who does it: agency, then role or person."""
    parts = (row.agency_name, person(row))
    return ", ".join(part for part in parts if part) or tr("No owner")


def owner_in_agency(row: TrackedAction) -> str:
    """Who does it where the agency stands above: the role or the person."""
    if person(row):
        return person(row)
    return tr("Nobody named") if row.action.owner_agency else tr("No owner")


def due(row: TrackedAction) -> str:
    """The day with its weekday, or the event it waits for."""
    when = row.action.deadline
    if when.on is not None:
        return dates.day(when.on)
    return {
        DeadlineKind.NEXT_MEETING: tr("next meeting"),
        DeadlineKind.BEFORE_RELEASE: tr("before release"),
    }.get(when.kind, tr("no date"))


def dated(row: TrackedAction) -> bool:
    """True when it has a day or waits for an event."""
    return row.action.deadline.on is not None or row.action.deadline.kind is not DeadlineKind.NONE


def state(row: TrackedAction) -> str:
    """One word for how it stands: an open one past its day is overdue, an urgent one is to be done now."""
    if row.action.state is not ActionState.OPEN:
        return tr(_STATES[row.action.state])
    if row.overdue:
        return tr("Overdue")
    if row.action.urgent:
        return tr("Do now")
    if row.action.acceptance is Acceptance.OBJECTED:
        return tr("Objected")
    return tr(_STATES[ActionState.OPEN])


def state_icon(row: TrackedAction) -> str:
    """The shape beside that word."""
    if row.action.state in (ActionState.DONE, ActionState.DONE_LATE):
        return "action_done"
    if row.action.state is not ActionState.OPEN:
        return "dash"
    if row.overdue:
        return "flag"
    if row.action.urgent or row.action.acceptance is Acceptance.OBJECTED:
        return "triangle"
    return "ring"


def state_tone(row: TrackedAction) -> str:
    """The tone of that word."""
    if row.action.state is ActionState.DONE:
        return "done"
    if row.action.state is not ActionState.OPEN:
        return "muted"
    if row.overdue:
        return "danger"
    return "warning" if state_icon(row) == "triangle" else "text"


def late(row: TrackedAction, today: date) -> str:
    """How long past its day, "Overdue, 13 days"; empty when it is not."""
    on = row.action.deadline.on
    if not row.overdue or on is None:
        return ""
    days = (today - on).days
    return tr("Overdue, {days}").format(days=dates.counted(days, tr("day"), tr("days")))


def times(count: int) -> str:
    """How often: "once", "twice", "3 times"."""
    return {1: tr("once"), 2: tr("twice")}.get(count, tr("{n} times").format(n=count))


def labels(row: TrackedAction) -> str:
    """The labels with their hashes."""
    return " ".join(f"#{label}" for label in row.action.labels)


def group_tally(count: int, overdue: int) -> str:
    """What stands beside a group's name: "4, one overdue"."""
    if not overdue:
        return f"{count:,}"
    if overdue == count:
        return tr("1, overdue") if count == 1 else tr("{n}, all overdue").format(n=f"{count:,}")
    late_ones = tr("one overdue") if overdue == 1 else tr("{n} overdue").format(n=f"{overdue:,}")
    return f"{count:,}, {late_ones}"
