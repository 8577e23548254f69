"""The confidentiality and diversity statement: read or shown, stamped with who was in the room."""

from __future__ import annotations

from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.hearing import statement_due
from mappa_desk.domain.meetings import MeetingState, StatementReading
from mappa_desk.services.filing import area_form, writable_meeting
from mappa_desk.services.work import Work

HOW = ("read", "displayed")


def read_statement(
    work: Work, *, meeting_id: str, how: str = "read", declined: tuple[str, ...] = ()
) -> Outcome[StatementReading]:
    """Stamps the statement as read (or "displayed") now, to those who are in and had not heard it yet.

    Read again to people who have all heard it, it is stamped with all of them. `declined` are the rows of
    those who are in and do not agree to it. One undo step. Raises RuleError before the meeting has started,
    after it was closed, while nobody is in the room, and for a decline of somebody who is not in it. Durable
    on return.
    """
    if how not in HOW:
        raise RuleError("The statement is read or displayed.", field="how")
    with work.writing() as uow:
        meeting = writable_meeting(uow, meeting_id)
        if meeting.state is not MeetingState.RUNNING:
            raise RuleError("The statement is stamped while the meeting runs; start it first.")
        rows = uow.all(Attendance, order_by=("seat", "name", "id"), meeting_id=meeting_id)
        here = tuple(row.id for row in rows if row.is_in)
        if not here:
            raise RuleError("Mark who is here first: the statement is stamped with those who hear it.")
        if not set(declined) <= set(here):
            raise RuleError("Only somebody who is in can say no to the statement.", field="declined")
        due = statement_due(rows, uow.all(StatementReading, order_by="at", meeting_id=meeting_id))
        now = work.now()
        reading = uow.save(
            StatementReading(
                id=work.new_id(),
                meeting_id=meeting_id,
                at=now,
                edition=area_form(uow, work).statement_edition,
                how=how,
                heard_by=tuple(row_id for row_id in due or here if row_id not in declined),
                declined_by=tuple(row_id for row_id in here if row_id in declined),
            )
        )
        uow.step(meeting_id, f"Statement {how} at {work.clock_time(now)}")
        return Outcome(reading, uow.changes)
