"""What follows the minutes, as every view of a meeting reads it: versions, notes, confirmations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mappa_desk.domain.agendas import AgendaItem, Need
from mappa_desk.domain.cases import Case
from mappa_desk.domain.chair_drafts import ChairMark
from mappa_desk.domain.corrections import Correction, CorrectionState, MinutesConfirmation
from mappa_desk.domain.identifiers import meeting_reference
from mappa_desk.domain.meetings import Meeting, MeetingState
from mappa_desk.domain.minutes import DocumentGiven, MinutesStatus
from mappa_desk.domain.views import ConfirmedAt, DeskView
from mappa_desk.services.work import Work
from mappa_desk.store.queries.after_minutes import newest_versions, what_follows
from mappa_desk.store.work import Reading

_WAITING = (CorrectionState.OPEN, CorrectionState.NEXT_MEETING)


def follow(work: Work, reading: Reading, view: DeskView) -> DeskView:
    """The view with what follows the minutes of its meeting and of the one before."""
    meeting_id = view.meeting.id
    previous_id = view.previous_meeting.id if view.previous_meeting else ""
    there = what_follows(reading, meeting_id, previous_id)
    marks: tuple[ChairMark, ...] = ()
    if there.marks:
        marks = reading.all(ChairMark, order_by=("noted_at", "id"), meeting_id=meeting_id, removed=False)
    return replace(
        view,
        items=_asking(work, view),
        chair_marks=marks,
        corrections=standing_corrections(reading, meeting_id) if there.corrections else (),
        confirmation=this_confirms(reading, meeting_id) if there.confirmations else None,
        last_version=there.last_version,
        last_notes=waiting_notes(reading, previous_id) if there.last_corrections else (),
        confirmed_at=confirmed_at(work, reading, view.case, meeting_id) if there.confirmed else None,
    )


def last_minutes_codes(work: Work) -> frozenset[str]:
    """Codes of the items that ask for the confirmation of the last minutes, as the agendas say."""
    agendas = work.reference.agendas
    return frozenset(item.code for one in agendas for item in one.items if Need.LAST_MINUTES in item.needs)


def _asking(work: Work, view: DeskView) -> tuple[AgendaItem, ...]:
    """The items; one of a meeting planned with an earlier edition of the agenda asks as it does today."""
    if view.meeting.state is MeetingState.APPROVED:
        return view.items
    codes = last_minutes_codes(work)
    return tuple(
        replace(item, needs=(*item.needs, Need.LAST_MINUTES))
        if item.code in codes and Need.LAST_MINUTES not in item.needs
        else item
        for item in view.items
    )


def waiting_notes(reading: Reading, meeting_id: str) -> tuple[Correction, ...]:
    """Corrections to the minutes of a meeting that wait for the next one, oldest first."""
    return tuple(one for one in standing_corrections(reading, meeting_id) if one.state in _WAITING)


def standing_corrections(reading: Reading, meeting_id: str) -> tuple[Correction, ...]:
    """What was asked to be put right in the minutes of a meeting and not taken away, oldest first."""
    return reading.all(Correction, order_by=("noted_at", "id"), meeting_id=meeting_id, removed=False)


def copies_as_they_stand(reading: Reading, lines: Iterable[DocumentGiven]) -> tuple[DocumentGiven, ...]:
    """Lines of the register with the status that they have today: an older version is superseded.

    The lines themselves stay as they were written.
    """
    newest = newest_versions(reading)
    return tuple(
        replace(line, status=MinutesStatus.SUPERSEDED)
        if 0 < line.version < newest.get(line.meeting_id, 0)
        else line
        for line in lines
    )


def this_confirms(reading: Reading, meeting_id: str) -> MinutesConfirmation | None:
    """What this meeting said of the minutes of the one before, None when it said nothing yet."""
    found = reading.all(MinutesConfirmation, order_by="at", meeting_id=meeting_id)
    return found[-1] if found else None


def confirmed_at(work: Work, reading: Reading, case: Case, meeting_id: str) -> ConfirmedAt | None:
    """The last meeting at which the minutes of this one were confirmed, None before."""
    found = reading.all(MinutesConfirmation, order_by="at", confirmed_meeting_id=meeting_id)
    if not found:
        return None
    confirmation = found[-1]
    meeting = reading.get(Meeting, confirmation.meeting_id)
    day = work.day_of(meeting.started_at) if meeting.started_at else meeting.planned_on
    return ConfirmedAt(
        reference=meeting_reference(case.reference, meeting.number), on=day, confirmation=confirmation
    )
