"""Panel days: several cases heard one after the other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import Meeting, MeetingState, PanelDay
from mappa_desk.domain.views import PanelDayView
from mappa_desk.services.filing import required
from mappa_desk.services.work import Work
from mappa_desk.store.queries import lists


def make_panel_day(work: Work, *, on: date, title: str, place: str = "") -> Outcome[PanelDay]:
    """Makes a panel day. Raises RuleError without a title. Durable on return."""
    name = required(title, "A panel day needs a title.", field="title")
    with work.writing() as uow:
        day = uow.save(PanelDay(id=work.new_id(), on=on, title=name, place=place.strip()))
        return Outcome(day, uow.changes)


def add_to_panel_day(work: Work, *, meeting_id: str, panel_day_id: str, at: str = "") -> Outcome[Meeting]:
    """Puts a planned meeting on a panel day: it takes the day, the place if it has none, and `at` if given.

    Raises RuleError for a meeting that is not planned, NotFound. Durable on return.
    """
    with work.writing() as uow:
        day = uow.get(PanelDay, panel_day_id)
        meeting = uow.get(Meeting, meeting_id)
        if meeting.state is not MeetingState.PLANNED:
            raise RuleError("Only a planned meeting can be put on a panel day.")
        kept = uow.save(
            replace(
                meeting,
                panel_day_id=day.id,
                planned_on=day.on,
                planned_at=at.strip() or meeting.planned_at,
                place=meeting.place or day.place,
            )
        )
        return Outcome(kept, uow.changes)


def list_panel_days(work: Work) -> tuple[PanelDay, ...]:
    """Every panel day, newest first."""
    with work.reading() as reading:
        return reading.all(PanelDay, order_by="-on")


def panel_day(work: Work, *, panel_day_id: str) -> PanelDayView:
    """A panel day with its meetings in time order. Raises NotFound."""
    with work.reading() as reading:
        return PanelDayView(
            day=reading.get(PanelDay, panel_day_id),
            meetings=lists.meeting_rows(reading, panel_day_id=panel_day_id),
        )
