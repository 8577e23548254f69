"""Those who take part from elsewhere: asked once whether they are alone, not overheard and not recording."""

from __future__ import annotations

from mappa_desk.domain.attendance import RemoteCheck
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.hearing import REMOTE
from mappa_desk.domain.meetings import Meeting, MeetingState
from mappa_desk.services.filing import meeting_attendance, writable_meeting
from mappa_desk.services.work import Work
from mappa_desk.store.work import UnitOfWork


def ask_remote(
    work: Work,
    *,
    meeting_id: str,
    attendance_ids: tuple[str, ...],
    alone: bool | None,
    not_overheard: bool | None,
    not_recording: bool | None,
) -> Outcome[tuple[RemoteCheck, ...]]:
    """Notes what some who take part from elsewhere said when they were asked, now, all with one answer.

    None is a question that was not put. Asked again, the later answer counts. One undo step. Raises RuleError
    when nobody is named, for somebody in the room, for somebody who is out while the meeting runs, and for a
    record that no longer changes; NotFound for somebody who is not on the list. Durable on return.
    """
    if not attendance_ids:
        raise RuleError("Who was asked? Tick at least one person.", field="attendance_ids")
    with work.writing() as uow:
        writable_meeting(uow, meeting_id)
        now = work.now()
        kept = tuple(
            uow.save(
                RemoteCheck(
                    id=work.new_id(),
                    meeting_id=meeting_id,
                    attendance_id=_remote_row(uow, meeting_id, row_id),
                    at=now,
                    alone=alone,
                    not_overheard=not_overheard,
                    not_recording=not_recording,
                )
            )
            for row_id in dict.fromkeys(attendance_ids)
        )
        people = "1 person" if len(kept) == 1 else f"{len(kept)} people"
        uow.step(meeting_id, f"Remote check of {people} at {work.clock_time(now)}")
        return Outcome(kept, uow.changes)


def _remote_row(uow: UnitOfWork, meeting_id: str, row_id: str) -> str:
    row = meeting_attendance(uow, meeting_id, row_id)
    if not row.is_in and uow.get(Meeting, meeting_id).state is MeetingState.RUNNING:
        raise RuleError(f"{row.name or row.role or row.agency} is not in just now.", field="attendance_ids")
    if row.mode not in REMOTE:
        raise RuleError(
            f"{row.name or row.role or row.agency} does not take part from elsewhere.", field="attendance_ids"
        )
    return row.id
