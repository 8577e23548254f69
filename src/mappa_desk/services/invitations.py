"""Taking somebody off the list of a meeting who is not needed this time, or was put on it by mistake."""

from __future__ import annotations

from mappa_desk.domain.actions import Action
from mappa_desk.domain.attendance import Attendance, AttendanceState
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import MeetingState
from mappa_desk.services.filing import agency_name, writable_meeting
from mappa_desk.services.work import Work


def take_off_list(work: Work, *, attendance_id: str) -> Outcome[Attendance]:
    """Takes somebody off the list: planning had carried the row over, or it was added by mistake.

    One undo step. Raises RuleError for the chair, for somebody who took part, whose report came in, to whom
    words or an action are given, and once the meeting has begun for somebody who answered. Durable on return.
    """
    with work.writing() as uow:
        row = uow.get(Attendance, attendance_id)
        meeting = writable_meeting(uow, row.meeting_id)
        if row.is_chair:
            raise RuleError("The chair stays on the list; name another chair instead.")
        who = row.name or row.role or agency_name(uow, work, row.agency)
        if row.took_part or row.intervals:
            raise RuleError(f"{who} took part, which is part of the record.")
        said = uow.all(Entry, attendance_id=row.id)
        owned = uow.all(Action, owner_attendance_id=row.id)
        if said or owned:
            raise RuleError(f"{who} has words or an action in the record and stays on the list.")
        if row.report_received:
            raise RuleError(f"A report of {who} came in, which is part of the record.")
        if row.state is not AttendanceState.EXPECTED and meeting.state is not MeetingState.PLANNED:
            raise RuleError(f"The answer of {who} is part of the record.")
        uow.remove(row)
        uow.step(meeting.id, f"{who}: off the list")
        return Outcome(row, uow.changes)
