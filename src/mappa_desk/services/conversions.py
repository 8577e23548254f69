"""An entry becomes something else: an action, a decision, an issue, or a plain line again. Its words stay."""

from __future__ import annotations

from dataclasses import replace

from mappa_desk.domain.actions import Action
from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.capture import ChipKind, Understanding, understand
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.contributions import Entry, EntryKind, IssueOutcome
from mappa_desk.domain.entry_lives import KIND_WORDS
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import Meeting
from mappa_desk.services.actions import action_of_entry, take_action_off
from mappa_desk.services.calendar import is_bank_holiday
from mappa_desk.services.contacts import active_people
from mappa_desk.services.decisions import decision_of_entry
from mappa_desk.services.filing import area_agencies, open_issue_again, writable_entry
from mappa_desk.services.work import Work
from mappa_desk.store.work import UnitOfWork


def change_kind(work: Work, *, entry_id: str, kind: EntryKind) -> Outcome[Entry]:
    """Makes one entry another kind, as `change_kinds` does. Raises RuleError. Durable on return."""
    outcome = change_kinds(work, entry_ids=(entry_id,), kind=kind)
    return Outcome(outcome.value[0], outcome.changes)


def change_kinds(work: Work, *, entry_ids: tuple[str, ...], kind: EntryKind) -> Outcome[tuple[Entry, ...]]:
    """Makes entries of one meeting another kind. The words as typed stay with each, whatever becomes of it.

    To an action, owner, date and urgency are read out of the text as the capture line would; turned back, the
    text is what was typed. An action or decision that an entry had before comes back under its number. One
    undo step. Raises RuleError. Durable on return.
    """
    if not entry_ids:
        raise RuleError("Choose at least one entry.", field="entries")
    with work.writing() as uow:
        saved: list[Entry] = []
        for entry_id in dict.fromkeys(entry_ids):
            entry, meeting = writable_entry(uow, entry_id)
            if saved and meeting.id != saved[0].meeting_id:
                raise RuleError("These entries belong to different meetings.", field="entries")
            turns = entry.entry_kind is not kind
            saved.append(_enter(work, uow, meeting, _leave(work, uow, entry), kind) if turns else entry)
        one = f"Entry of {work.clock_time(saved[0].captured_at)}"
        name = one if len(saved) == 1 else f"{len(saved)} entries"
        uow.step(saved[0].meeting_id, f"{name}: {KIND_WORDS[kind]}")
        return Outcome(tuple(saved), uow.changes)


def _leave(work: Work, uow: UnitOfWork, entry: Entry) -> Entry:
    """The entry as it was before it became an action; its action is marked as removed."""
    if entry.entry_kind is not EntryKind.ACTION:
        return entry
    take_action_off(uow, entry)
    past = [revision.body for revision in uow.revisions(Entry, entry.id)]
    turned = [index for index, body in enumerate(past) if body and body.entry_kind is not EntryKind.ACTION]
    if not turned:
        return replace(entry, text=_said(work, uow, entry))
    before, became = past[turned[-1]], past[turned[-1] + 1]
    untouched = became is not None and became.text == entry.text
    return replace(entry, text=before.text) if before is not None and untouched else entry


def _said(work: Work, uow: UnitOfWork, entry: Entry) -> str:
    """The line as it was typed, without the code of its speaker, who stands beside the entry."""
    read = understand(
        entry.words,
        attendance=uow.all(Attendance, order_by=("seat", "name", "id"), meeting_id=entry.meeting_id),
        agencies=area_agencies(uow, work),
        today=work.today(),
        kind=EntryKind.NOTE,
    )
    return read.text if read.text and entry.agency and read.agency == entry.agency else entry.words


def _enter(work: Work, uow: UnitOfWork, meeting: Meeting, entry: Entry, kind: EntryKind) -> Entry:
    """Saves the entry as its new kind, with the record that goes with it."""
    open_issue_again(uow, entry)
    for answer in uow.all(Entry, meeting_id=meeting.id, settles_issue_id=entry.id):
        uow.save(replace(answer, settles_issue_id=None))
    turned = replace(
        entry,
        entry_kind=kind,
        settles_issue_id=None,
        outcome=IssueOutcome.OPEN if kind is EntryKind.ISSUE else None,
        outcome_reason="",
    )
    if kind is EntryKind.DECISION:
        saved = uow.save(turned)
        decision_of_entry(work, uow, meeting, saved)
        return saved
    if kind is not EntryKind.ACTION:
        return uow.save(turned)
    read = _as_action(work, uow, meeting, entry)
    saved = uow.save(replace(turned, text=read.text or entry.text))
    action_of_entry(
        work,
        uow,
        meeting,
        saved,
        Action(
            id=work.new_id(),
            case_id=meeting.case_id,
            meeting_id=meeting.id,
            entry_id=saved.id,
            tag="",
            text=saved.text,
            owner_agency=read.owner.agency,
            owner_name=read.owner.name,
            owner_role=read.owner.role,
            owner_attendance_id=read.owner.attendance_id,
            on_behalf_taken_by=read.taken_by,
            deadline=read.deadline,
            urgent=read.urgent,
        ),
    )
    return saved


def _as_action(work: Work, uow: UnitOfWork, meeting: Meeting, entry: Entry) -> Understanding:
    return understand(
        entry.text,
        attendance=uow.all(Attendance, order_by=("seat", "name", "id"), meeting_id=meeting.id),
        agencies=area_agencies(uow, work),
        people=active_people(uow),
        today=work.today(),
        kind=EntryKind.ACTION,
        is_holiday=is_bank_holiday,
        suppressed=frozenset({ChipKind.SPEAKER}),
    )
