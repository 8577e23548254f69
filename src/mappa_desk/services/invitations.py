"""Taking somebody off the list of a meeting who is not needed this time."""

from __future__ import annotations

from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.errors import RuleError
from mappa_desk.services.filing import writable_meeting
from mappa_desk.services.work import Work


def take_off_list(work: Work, *, attendance_id: str) -> Outcome[Attendance]:
    """Takes somebody off the list who was only expected: planning had carried the row over from last time.

    One undo step. Raises RuleError for the chair, for somebody who came or answered, and for somebody to whom
    an entry is given. Durable on return.
    """
    with work.writing() as uow:
        row = uow.get(Attendance, attendance_id)
        meeting = writable_meeting(uow, row.meeting_id)
        if row.is_chair:
            raise RuleError("The chair stays on the list; name another chair instead.")
        if row.state.value != "expected" or uow.all(Entry, attendance_id=row.id):
            raise RuleError(f"{row.name or row.role} is part of the record and stays on the list.")
        uow.remove(row)
        uow.step(meeting.id, f"{row.name or row.role}: off the list")
        return Outcome(row, uow.changes)
