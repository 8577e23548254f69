"""Changes that were noted since their case last met: what the morning's chase shows of them."""

from __future__ import annotations

from dataclasses import dataclass

from mappa_desk.domain.cases import Case
from mappa_desk.domain.chasing import UrgentChange
from mappa_desk.domain.meetings import Meeting
from mappa_desk.services.urgent_changes import changes_of
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingChange:
    """A change that the next meeting of its case has still to hear of."""

    change: UrgentChange
    case_reference: str
    meeting: Meeting | None
    """The meeting that was arranged because of it."""


def waiting_changes(work: Work) -> tuple[WaitingChange, ...]:
    """The changes of open cases that no meeting has heard of, the newest first."""
    with work.reading() as reading:
        cases: dict[str, tuple[Case, tuple[Meeting, ...]]] = {}
        found = []
        for change in reversed(changes_of(reading)):
            if change.case_id not in cases:
                cases[change.case_id] = _case(reading, change.case_id)
            case, meetings = cases[change.case_id]
            if case.closed_on is None and not _heard(change, meetings):
                brought = next((one for one in meetings if one.id == change.meeting_id), None)
                found.append(WaitingChange(change=change, case_reference=case.reference, meeting=brought))
        return tuple(found)


def _case(reading: Reading, case_id: str) -> tuple[Case, tuple[Meeting, ...]]:
    return reading.get(Case, case_id), reading.all(Meeting, case_id=case_id)


def _heard(change: UrgentChange, meetings: tuple[Meeting, ...]) -> bool:
    """True once a meeting of the case was held after the change was noted."""
    return any(one.started_at is not None and one.started_at > change.at for one in meetings)
