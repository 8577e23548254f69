"""What hangs on an entry that goes into another record: it goes with it, or it goes away without a word."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from mappa_desk.domain.actions import Action
from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.chair_drafts import ChairMark, MarkState
from mappa_desk.domain.contributions import Entry, EntryKind
from mappa_desk.domain.corrections import Correction, CorrectionState
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.erasures import erased
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.records import Record
from mappa_desk.domain.reports import ReceivedReport
from mappa_desk.domain.write_up import WriteUpTick
from mappa_desk.services.action_history import check_not_dealt_with
from mappa_desk.services.actions import action_of_entry
from mappa_desk.services.decisions import decision_of_entry
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading, UnitOfWork

MOVED_ON = "This was about a paragraph that was moved to another record."

R = TypeVar("R", bound=Record)


def records_of(reading: Reading, entry: Entry) -> tuple[Record, ...]:
    """Every action and decision that an entry has or ever had. Raises RuleError for an action that a later
    meeting dealt with."""
    actions = reading.all(Action, entry_id=entry.id)
    if entry.entry_kind is EntryKind.ACTION:
        for action in actions:
            check_not_dealt_with(reading, action)
    return (*actions, *reading.all(Decision, entry_id=entry.id))


def take_along(work: Work, uow: UnitOfWork, entry: Entry, made: Entry) -> None:
    """Gives the entry its action or decision in the new record, with the next number there, and its report.

    Durable when the unit is left. Raises RuleError where the record cannot stand there.
    """
    target = uow.get(Meeting, made.meeting_id)
    if made.entry_kind is EntryKind.ACTION:
        for action in uow.all(Action, entry_id=entry.id, removed=False):
            _carry_action(work, uow, target, made, action)
    elif made.entry_kind is EntryKind.DECISION:
        for decision in uow.all(Decision, entry_id=entry.id):
            fresh = replace(decision, id=work.new_id(), revision=0, meeting_id=target.id, entry_id=made.id)
            decision_of_entry(work, uow, target, made, fresh)
    for report in uow.all(ReceivedReport, entry_id=entry.id):
        uow.save(replace(report, id=work.new_id(), revision=0, meeting_id=target.id, entry_id=made.id))


def let_go(uow: UnitOfWork, entry: Entry, kin: tuple[Record, ...]) -> None:
    """Takes away what was ticked, marked or asked about an entry in the record that it leaves.

    A mark of the chair and a correction stay as settled, without their words. Durable when the unit is left;
    no state of any of them holds a word after that.
    """
    ids = (entry.id, *(one.id for one in kin))
    _away(uow, ReceivedReport, uow.all(ReceivedReport, entry_id=entry.id))
    for record_id in ids:
        _away(uow, WriteUpTick, uow.all(WriteUpTick, record_id=record_id))
        for mark in uow.all(ChairMark, record_id=record_id):
            _settle_mark(uow, mark)
        for asked in uow.all(Correction, record_id=record_id):
            _settle_correction(uow, asked)
    for draft in uow.drafts():
        if draft.meeting_id == entry.meeting_id and any(one in draft.place for one in ids):
            uow.drop_draft(draft.meeting_id, draft.place)


def same_person(reading: Reading, attendance_id: str | None, meeting_id: str) -> str | None:
    """The row of the same person on the list of another meeting, None where they are not on it."""
    row = reading.find(Attendance, attendance_id) if attendance_id else None
    if row is None:
        return None
    for other in reading.all(Attendance, order_by=("seat", "id"), meeting_id=meeting_id, agency=row.agency):
        if (row.person_id and row.person_id == other.person_id) or (row.name and row.name == other.name):
            return other.id
    return None


def _carry_action(work: Work, uow: UnitOfWork, target: Meeting, made: Entry, action: Action) -> None:
    fresh = replace(
        action,
        id=work.new_id(),
        revision=0,
        case_id=target.case_id,
        meeting_id=target.id,
        entry_id=made.id,
        tag="",
        owner_attendance_id=same_person(uow, action.owner_attendance_id, target.id),
        carried=0,
    )
    action_of_entry(work, uow, target, made, fresh)


def _away(uow: UnitOfWork, record_type: type[R], records: tuple[R, ...]) -> None:
    for record in records:
        uow.erase(record_type, erased, record.id)
        uow.remove(uow.get(record_type, record.id))


def _settle_mark(uow: UnitOfWork, mark: ChairMark) -> None:
    uow.erase(ChairMark, _mark_moved, mark.id)
    left = replace(uow.get(ChairMark, mark.id), record_kind="", record_id="")
    if mark.state is MarkState.OPEN:
        left = replace(left, state=MarkState.DONE, why=MOVED_ON, settled_at=uow.at)
    uow.save(left)


def _settle_correction(uow: UnitOfWork, asked: Correction) -> None:
    uow.erase(Correction, _asked_moved, asked.id)
    left = replace(uow.get(Correction, asked.id), record_kind="", record_id="")
    if asked.state is CorrectionState.OPEN:
        left = replace(left, state=CorrectionState.NOT_TAKEN, why=MOVED_ON, settled_at=uow.at)
    uow.save(left)


def _mark_moved(mark: ChairMark) -> ChairMark:
    return replace(mark, point=MOVED_ON, why="")


def _asked_moved(asked: Correction) -> Correction:
    return replace(asked, what=MOVED_ON, why="")
