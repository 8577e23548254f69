"""Words for an action: whose it is, when it is due, how it stands."""

from __future__ import annotations

from mappa_desk.documents.minutes_source import MinutesSource
from mappa_desk.documents.wordings import capital
from mappa_desk.domain.actions import Action, ActionState, Deadline, DeadlineKind
from mappa_desk.domain.calendar_words import long_date, short_date
from mappa_desk.domain.deadlines import is_overdue

_EVENTS = {DeadlineKind.NEXT_MEETING: "next_meeting", DeadlineKind.BEFORE_RELEASE: "before_release"}


def number_of(source: MinutesSource, action: Action) -> str:
    """Its place for an action of this meeting, its whole tag for an earlier one: "4", "M02-08"."""
    return str(action.place) if action.meeting_id == source.snapshot.meeting.id else action.tag


def owner_role(source: MinutesSource, action: Action) -> str:
    """The owner without the agency: the role, with the name where the role alone does not say who."""
    row = source.attendance(action.owner_attendance_id)
    if row is not None and row.role == action.owner_role:
        return source.speaker(row)
    return action.owner_role or action.owner_name


def owner(source: MinutesSource, action: Action) -> str:
    """The owner in words: "Housing, move-on officer"."""
    parts = [source.agency(action.owner_agency), owner_role(source, action)]
    return ", ".join(part for part in parts if part) or source.words("paper.actions.owner_none")


def on_behalf(source: MinutesSource, action: Action) -> str:
    """Who took it for an absent owner, in words; empty when nobody did or the edition leaves it out."""
    who = action.on_behalf_taken_by
    return source.words("paper.actions.on_behalf", who=who) if who else ""


def due_short(source: MinutesSource, deadline: Deadline) -> str:
    """When it is due, for a column: "Fri 27 Nov 2026", with the event on a line of its own."""
    event = _EVENTS.get(deadline.kind)
    if deadline.on is None:
        return source.words(f"paper.actions.unknown_{event}" if event else "paper.actions.no_date")
    day = short_date(deadline.on)
    return f"{day}\n{source.words(f'paper.actions.event_{event}')}" if event else day


def due_long(source: MinutesSource, deadline: Deadline) -> str:
    """When it is due, for a sentence that ends in a colon."""
    if deadline.on is not None:
        return source.words("paper.items.action_by", day=long_date(deadline.on))
    event = _EVENTS.get(deadline.kind, "none")
    return source.words("paper.items.action_at", deadline=source.words(f"paper.actions.by_{event}"))


def flags(source: MinutesSource, action: Action) -> list[str]:
    """What must be seen beside an open action: overdue, carried how often, urgent."""
    if action.state is not ActionState.OPEN:
        return []
    found = []
    if is_overdue(action, source.snapshot.measured_on):
        found.append(source.words("action_flag.overdue"))
    if action.carried:
        key = f"action_flag.carried_{action.carried if action.carried <= 2 else 'many'}"
        found.append(source.words(key, count=source.words.number(action.carried)))
    if action.urgent:
        found.append(source.words("action_flag.urgent"))
    return found


def state(source: MinutesSource, action: Action) -> str:
    """How it stands, for a column: "Open", "Overdue, carried twice", "Done late"."""
    found = flags(source, action)
    if not found:
        return source.words(f"action_state.{action.state.value}")
    return capital(", ".join(flag.lower() for flag in found))
