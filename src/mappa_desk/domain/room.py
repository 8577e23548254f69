"""The one way from the record into the Room window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from mappa_desk.domain.actions import Acceptance, Action, Deadline, DeadlineKind
from mappa_desk.domain.calendar_words import long_date
from mappa_desk.domain.contributions import EntryKind
from mappa_desk.domain.known_names import KnownNames, names_of
from mappa_desk.domain.meetings import MeetingState
from mappa_desk.domain.room_picture import RoomAction, RoomPicture
from mappa_desk.domain.views import DeskView

_ACCEPTED = (Acceptance.ACCEPTED, Acceptance.ON_BEHALF)


def room_picture(view: DeskView, now: datetime, ends: datetime | None = None) -> RoomPicture:
    """What everybody may see of a meeting at a moment; blank unless it runs, and while a closed part goes on.

    `now` is aware and gives the zone of every time; `ends` is the planned end. An action is shown once it is
    accepted, unless it was given in a closed part or its entry is restricted; its words are held back where
    they name somebody of the record, the case, or an address. Titles and the statement pass the same gate.
    """
    practice = view.case.practice
    in_closed_part = any(part.ended_at is None for part in view.closed_parts)
    if view.meeting.state is not MeetingState.RUNNING or in_closed_part:
        return RoomPicture(practice=practice)
    names = names_of(view)
    item = next((row for row in view.items if row.code == view.meeting.current_item), None)
    return RoomPicture(
        blank=False,
        practice=practice,
        item_number=str(item.number) if item else "",
        item_title=names.held_back(item.title) if item else "",
        clock=_time(now, now),
        ends=_time(ends, now),
        statement=names.held_back(view.form.statement_text.strip()),
        statement_read=_time(max((reading.at for reading in view.statements), default=None), now),
        actions=tuple(_actions(view, names)),
    )


def _time(at: datetime | None, now: datetime) -> str:
    return at.astimezone(now.tzinfo).strftime("%H:%M") if at else ""


def _actions(view: DeskView, names: KnownNames) -> Iterator[RoomAction]:
    open_to_all = {
        entry.id
        for entry in view.entries
        if entry.entry_kind is EntryKind.ACTION and entry.is_open and not entry.removed
    }
    agencies = {agency.id: agency.name for agency in view.agencies}
    for action in sorted(view.actions, key=_place):
        if action.acceptance in _ACCEPTED and not action.removed and action.entry_id in open_to_all:
            yield RoomAction(
                number=action.place,
                agency=agencies.get(action.owner_agency, ""),
                text=names.held_back(action.text),
                due=_due(action.deadline),
            )


def _place(action: Action) -> int:
    return action.place


def _due(deadline: Deadline) -> str:
    """A release date is the person's own; it stays away."""
    if deadline.kind is DeadlineKind.BEFORE_RELEASE:
        return "before release"
    on = long_date(deadline.on) if deadline.on else ""
    if deadline.kind is DeadlineKind.NEXT_MEETING:
        return f"by the next meeting, {on}" if on else "by the next meeting"
    return f"by {on}" if on else ""
