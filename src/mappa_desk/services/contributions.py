"""Entries of the record: kept from the line, revised, moved, re-attributed, put in the bin and back."""

from __future__ import annotations

from dataclasses import replace

from mappa_desk.domain.actions import Action
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.contributions import Entry, EntryKind, Handling, IssueOutcome
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.domain.limits import check_text
from mappa_desk.domain.meetings import Meeting
from mappa_desk.services.actions import put_action_back, take_action_off
from mappa_desk.services.conversions import change_kind
from mappa_desk.services.decisions import decision_of_entry
from mappa_desk.services.drafts import LINE
from mappa_desk.services.filing import (
    agency_name,
    agenda_item,
    entries_in_order,
    file_entry,
    known_agency,
    meeting_attendance,
    open_issue_again,
    place_behind,
    required,
    writable_entry,
    writable_meeting,
)
from mappa_desk.services.work import Work
from mappa_desk.store.work import UnitOfWork

__all__ = [
    "bring_back",
    "change_kind",
    "keep_line",
    "move_entry",
    "reattribute",
    "remove_entry",
    "reorder_entry",
    "revise_entry",
    "set_handling",
    "settle_issue",
]

_WITH_RECORD = (EntryKind.ACTION, EntryKind.DECISION)


def keep_line(
    work: Work,
    *,
    meeting_id: str,
    item: str,
    text: str,
    words: str | None = None,
    kind: EntryKind = EntryKind.CONTRIBUTION,
    agency: str = "",
    attendance_id: str | None = None,
    handling: Handling = Handling.NORMAL,
    report_dated: str = "",
    after_id: str | None = None,
) -> Outcome[Entry]:
    """Keeps a line as an entry and drops the line's draft in the same transaction. One undo step.

    `item` empty files it under Unsorted; `words` is the line as it was typed (the text unless given);
    `after_id` puts it behind another entry. Works before the start and after the close, never after approval.
    Actions and decisions are made by `make_action` and `take_decision`. Raises RuleError, NotFound. Durable
    on return.
    """
    if kind in _WITH_RECORD:
        raise RuleError("An action or a decision is not kept as a plain line.", field="kind")
    with work.writing() as uow:
        meeting = writable_meeting(uow, meeting_id)
        entry = file_entry(
            work,
            uow,
            meeting=meeting,
            item=item,
            text=text,
            words=words,
            kind=kind,
            agency=agency,
            attendance_id=attendance_id,
            handling=handling,
            report_dated=report_dated,
            after_id=after_id,
        )
        uow.drop_draft(meeting_id, LINE)
        uow.step(meeting_id, f"Entry at {work.clock_time(entry.captured_at)}")
        return Outcome(entry, uow.changes)


def revise_entry(work: Work, *, entry_id: str, revision: int, text: str) -> Outcome[Entry]:
    """Saves the changed text of an entry; the words as typed in the room stay. One undo step.

    An action or a decision takes the new text too. The draft of this entry is dropped. Raises StaleRevision
    when the entry was changed since `revision`, RuleError for an empty text. Durable on return.
    """
    with work.writing() as uow:
        entry, meeting = writable_entry(uow, entry_id)
        kept = required(text, "An entry cannot be empty; remove it instead.", field="text")
        if kept == entry.text and revision == entry.revision:
            uow.drop_draft(meeting.id, f"entry:{entry_id}")
            return Outcome(entry)
        saved = uow.save(replace(entry, revision=revision, text=kept))
        _reword_record(uow, saved)
        uow.drop_draft(meeting.id, f"entry:{entry_id}")
        uow.step(meeting.id, f"{_name(work, saved)}: changed")
        return Outcome(saved, uow.changes)


def reattribute(
    work: Work, *, entry_ids: tuple[str, ...], agency: str, attendance_id: str | None = None
) -> Outcome[tuple[Entry, ...]]:
    """Gives entries another speaker: an agency, and which of its people if known. One undo step.

    Raises NotFound for an unknown agency or person, RuleError. Durable on return.
    """
    with work.writing() as uow:
        found, meeting = _selected(uow, entry_ids)
        if attendance_id is not None:
            agency = meeting_attendance(uow, meeting.id, attendance_id).agency
        elif agency:
            known_agency(uow, work, agency)
        saved = tuple(uow.save(replace(entry, agency=agency, attendance_id=attendance_id)) for entry in found)
        speaker = agency_name(uow, work, agency) if agency else "nobody"
        uow.step(meeting.id, f"{_names(work, saved)}: {speaker}")
        return Outcome(saved, uow.changes)


def move_entry(work: Work, *, entry_ids: tuple[str, ...], item: str) -> Outcome[tuple[Entry, ...]]:
    """Files entries under another item ("" is Unsorted); their order stays that of the room. One undo step.

    Raises NotFound for an unknown item, RuleError. Durable on return.
    """
    with work.writing() as uow:
        found, meeting = _selected(uow, entry_ids)
        title = "Unsorted"
        if item:
            target = agenda_item(uow, meeting.id, item)
            title = target.short_title or target.title
        saved = tuple(entry if entry.item == item else uow.save(replace(entry, item=item)) for entry in found)
        uow.step(meeting.id, f"{_names(work, saved)}: moved to {title}")
        return Outcome(saved, uow.changes)


def reorder_entry(work: Work, *, entry_id: str, after_id: str | None) -> Outcome[Entry]:
    """Puts an entry behind another, in that one's item; None means first in its own. One undo step.

    Raises NotFound when the other is not in this meeting, RuleError. Durable on return.
    """
    with work.writing() as uow:
        entry, meeting = writable_entry(uow, entry_id)
        others = tuple(one for one in entries_in_order(uow, meeting.id) if one.id != entry_id)
        if after_id is None:
            first = next((at for at, one in enumerate(others) if one.item == entry.item), len(others))
            item, index = entry.item, first - 1
        else:
            index = next((at for at, one in enumerate(others) if one.id == after_id), -1)
            if index < 0:
                raise NotFound("The entry to put this behind is not in this meeting.", field="after")
            item = others[index].item
        position = place_behind(uow, others, index)
        saved = uow.save(replace(entry, item=item, position=position))
        uow.step(meeting.id, f"{_name(work, saved)}: moved")
        return Outcome(saved, uow.changes)


def remove_entry(work: Work, *, entry_id: str) -> Outcome[Entry]:
    """Puts an entry in the bin, where it stays for the life of the draft, its action with it. One undo step.

    Raises RuleError when it is there already. Durable on return.
    """
    with work.writing() as uow:
        entry, meeting = writable_entry(uow, entry_id)
        take_action_off(uow, entry)
        open_issue_again(uow, entry)
        saved = uow.save(replace(entry, removed=True, settles_issue_id=None))
        uow.step(meeting.id, f"{_name(work, saved)}: removed")
        return Outcome(saved, uow.changes)


def bring_back(work: Work, *, entry_id: str) -> Outcome[Entry]:
    """Takes an entry and its action out of the bin. One undo step. Raises RuleError. Durable on return."""
    with work.writing() as uow:
        entry = uow.get(Entry, entry_id)
        meeting = writable_meeting(uow, entry.meeting_id)
        if not entry.removed:
            raise RuleError("This entry is in the record already.")
        saved = uow.save(replace(entry, removed=False))
        if entry.entry_kind is EntryKind.ACTION:
            put_action_back(uow, entry)
        elif entry.entry_kind is EntryKind.DECISION:
            decision_of_entry(work, uow, meeting, saved)
        uow.step(meeting.id, f"{_name(work, saved)}: brought back")
        return Outcome(saved, uow.changes)


def set_handling(
    work: Work, *, entry_id: str, handling: Handling, recipients: tuple[str, ...] = ()
) -> Outcome[Entry]:
    """Says how far an entry may travel. Named recipients are agency codes. One undo step.

    Raises RuleError when named recipients are missing, NotFound for an unknown one. Durable on return.
    """
    with work.writing() as uow:
        entry, meeting = writable_entry(uow, entry_id)
        named = tuple(dict.fromkeys(recipients)) if handling is Handling.NAMED_RECIPIENTS else ()
        if handling is Handling.NAMED_RECIPIENTS and not named:
            raise RuleError("Who may have it? Name at least one agency.", field="recipients")
        for code in named:
            known_agency(uow, work, code)
        if (entry.handling, entry.recipients) == (handling, named):
            return Outcome(entry)
        saved = uow.save(replace(entry, handling=handling, recipients=named))
        uow.step(meeting.id, f"{_name(work, saved)}: handling")
        return Outcome(saved, uow.changes)


def settle_issue(
    work: Work, *, entry_id: str, outcome: IssueOutcome, reason: str = "", by_entry_id: str | None = None
) -> Outcome[Entry]:
    """Settles a raised issue by a decision, by an action, or by a reasoned no action; OPEN opens it again.

    `by_entry_id` is the entry of the decision or action that answers it. One undo step. Raises RuleError when
    that entry or the reason is missing or of the wrong kind. Durable on return.
    """
    with work.writing() as uow:
        issue, meeting = writable_entry(uow, entry_id)
        if issue.entry_kind is not EntryKind.ISSUE:
            raise RuleError("Only an issue is settled in this way.", field="entry")
        why = check_text(reason.strip(), field="reason")
        if outcome is IssueOutcome.NO_ACTION and not why:
            raise RuleError("Why is nothing to be done about it?", field="reason")
        answer = _answer(uow, issue, outcome, by_entry_id)
        for other in uow.all(Entry, meeting_id=meeting.id, settles_issue_id=issue.id):
            if answer is None or other.id != answer.id:
                uow.save(replace(other, settles_issue_id=None))
        if answer is not None and answer.settles_issue_id != issue.id:
            uow.save(replace(answer, settles_issue_id=issue.id))
        saved = uow.save(replace(issue, outcome=outcome, outcome_reason=why))
        uow.step(meeting.id, f"{_name(work, saved)}: issue {outcome.value.replace('_', ' ')}")
        return Outcome(saved, uow.changes)


def _answer(uow: UnitOfWork, issue: Entry, outcome: IssueOutcome, by_entry_id: str | None) -> Entry | None:
    wanted = {IssueOutcome.DECISION: EntryKind.DECISION, IssueOutcome.ACTION: EntryKind.ACTION}.get(outcome)
    if wanted is None:
        return None
    if by_entry_id is None:
        raise RuleError(f"Which {wanted.value} answers it?", field="by_entry")
    answer = uow.get(Entry, by_entry_id)
    if answer.removed or answer.meeting_id != issue.meeting_id or answer.entry_kind is not wanted:
        raise RuleError(f"That entry is no {wanted.value} of this meeting.", field="by_entry")
    return answer


def _reword_record(uow: UnitOfWork, entry: Entry) -> None:
    if entry.entry_kind is EntryKind.ACTION:
        for action in uow.all(Action, entry_id=entry.id, removed=False):
            uow.save(replace(action, text=entry.text))
    elif entry.entry_kind is EntryKind.DECISION:
        for decision in uow.all(Decision, entry_id=entry.id):
            uow.save(replace(decision, decided=entry.text))


def _selected(uow: UnitOfWork, entry_ids: tuple[str, ...]) -> tuple[tuple[Entry, ...], Meeting]:
    if not entry_ids:
        raise RuleError("Choose at least one entry.", field="entries")
    pairs = [writable_entry(uow, entry_id) for entry_id in dict.fromkeys(entry_ids)]
    if len({meeting.id for _, meeting in pairs}) > 1:
        raise RuleError("These entries belong to different meetings.", field="entries")
    return tuple(entry for entry, _ in pairs), pairs[0][1]


def _name(work: Work, entry: Entry) -> str:
    return f"Entry of {work.clock_time(entry.captured_at)}"


def _names(work: Work, entries: tuple[Entry, ...]) -> str:
    return _name(work, entries[0]) if len(entries) == 1 else f"{len(entries)} entries"
