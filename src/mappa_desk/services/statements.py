"""The confidentiality and diversity statement: read or shown, stamped with who was in the room."""

from __future__ import annotations

from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import MeetingState, StatementReading
from mappa_desk.services.filing import area_form, writable_meeting
from mappa_desk.services.work import Work

HOW = ("read", "displayed")


def read_statement(work: Work, *, meeting_id: str, how: str = "read") -> Outcome[StatementReading]:
    """Stamps the statement as read (or "displayed") now, to everybody who is in. One undo step.

    Raises RuleError before the meeting has started or after it was closed. Durable on return.
    """
    if how not in HOW:
        raise RuleError("The statement is read or displayed.", field="how")
    with work.writing() as uow:
        meeting = writable_meeting(uow, meeting_id)
        if meeting.state is not MeetingState.RUNNING:
            raise RuleError("The statement is stamped while the meeting runs; start it first.")
        rows = uow.all(Attendance, order_by=("seat", "name", "id"), meeting_id=meeting_id)
        now = work.now()
        reading = uow.save(
            StatementReading(
                id=work.new_id(),
                meeting_id=meeting_id,
                at=now,
                edition=area_form(uow, work).statement_edition,
                how=how,
                heard_by=tuple(row.id for row in rows if row.is_in),
            )
        )
        uow.step(meeting_id, f"Statement {how} at {work.clock_time(now)}")
        return Outcome(reading, uow.changes)
