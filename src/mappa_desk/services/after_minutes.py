"""What follows the minutes, as every view of a meeting reads it: versions, notes, confirmations."""

from __future__ import annotations

from mappa_desk.domain.cases import Case
from mappa_desk.domain.corrections import Correction, CorrectionState, Erratum, MinutesConfirmation
from mappa_desk.domain.identifiers import meeting_reference
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import Approval
from mappa_desk.domain.views import ConfirmedAt
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading

_WAITING = (CorrectionState.OPEN, CorrectionState.NEXT_MEETING)


def newest_version(reading: Reading, meeting_id: str) -> int:
    """The newest approved version of the minutes of a meeting; 0 while they are a draft."""
    approvals = reading.all(Approval, meeting_id=meeting_id)
    errata = reading.all(Erratum, meeting_id=meeting_id) if approvals else ()
    return max([one.version for one in approvals] + [one.version for one in errata], default=0)


def waiting_notes(reading: Reading, meeting_id: str) -> tuple[Correction, ...]:
    """Corrections to the minutes of a meeting that wait for the next one, oldest first."""
    return tuple(one for one in standing_corrections(reading, meeting_id) if one.state in _WAITING)


def standing_corrections(reading: Reading, meeting_id: str) -> tuple[Correction, ...]:
    """What was asked to be put right in the minutes of a meeting and not taken away, oldest first."""
    return reading.all(Correction, order_by=("noted_at", "id"), meeting_id=meeting_id, removed=False)


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
