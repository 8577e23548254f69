"""Entries of the record: kept from the line, revised, moved, re-attributed, put in the bin and back."""

from __future__ import annotations

from dataclasses import replace

from mappa_desk.domain.actions import Action
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.contributions import PARKED, Entry, EntryKind, Handling, IssueOutcome
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.errors import NotFound, RuleError, StaleRevision
from mappa_desk.domain.meetings import Meeting
from mappa_desk.services.actions import put_action_back, take_action_off
from mappa_desk.services.conversions import change_kind, change_kinds
from mappa_desk.services.decisions import decision_of_entry
from mappa_desk.services.drafts import LINE
from mappa_desk.services.filing import (
    agency_name,
    entries_in_order,
    file_entry,
    is_unanswered,
    known_agency,
    meeting_attendance,
    open_issue_again,
    place_behind,
    place_name,
    required,
    writable_entry,
    writable_meeting,
)
from mappa_desk.services.issues import settle_issue
from mappa_desk.services.work import Work
from mappa_desk.store.work import UnitOfWork

__all__ = [
    "bring_back",
    "bring_back_entries",
    "change_kind",
    "change_kinds",
    "keep_line",
    "move_entry",
    "reattribute",
    "remove_entries",
    "remove_entry",
    "reorder_entry",
    "revise_entry",
    "set_handling",
    "set_handlings",
    "settle_issue",
]

_WITH_RECORD = (EntryKind.ACTION, EntryKind.DECISION)
_TWO_MEETINGS = "These entries belong to different meetings."


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


def revise_entry(
    work: Work, *, entry_id: str, revision: int, text: str, began: str | None = None
) -> Outcome[Entry]:
    """Saves the changed text of an entry; the words as typed in the room stay. One undo step.

    An action or a decision takes the new text too. The draft of this entry is dropped. `began` is the text
    that the change began from: while the entry still has it, what else was changed since `revision` is no
    conflict. Raises StaleRevision when the entry was changed, with `began` also when it was removed, and
    RuleError for an empty text. Durable on return.
    """
    with work.writing() as uow:
        if began is not None and uow.get(Entry, entry_id).removed:
            raise StaleRevision("This entry was removed while it was edited.")
        entry, meeting = writable_entry(uow, entry_id)
        kept = required(text, "An entry cannot be empty; remove it instead.", field="text")
        if entry.text in (kept, (began or "").strip()):
            revision = entry.revision
        if kept == entry.text and revision == entry.revision:
            uow.drop_draft(meeting.id, f"entry:{entry_id}")
            return Outcome(entry)
        saved = keep_reworded(uow, replace(entry, revision=revision), kept)
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
        saved = tuple(
            entry
            if (entry.agency, entry.attendance_id) == (agency, attendance_id)
            else uow.save(replace(entry, agency=agency, attendance_id=attendance_id))
            for entry in found
        )
        speaker = agency_name(uow, work, agency) if agency else "nobody"
        uow.step(meeting.id, f"{_names(work, saved)}: {speaker}")
        return Outcome(saved, uow.changes)


def move_entry(work: Work, *, entry_ids: tuple[str, ...], item: str) -> Outcome[tuple[Entry, ...]]:
    """Files entries under another item; their order stays that of the room. One undo step.

    "" is Unsorted, `PARKED` sets them aside for later; both hold approval up. Raises NotFound for an unknown
    item, RuleError. Durable on return.
    """
    with work.writing() as uow:
        found, meeting = _selected(uow, entry_ids)
        title = place_name(uow, meeting.id, item)
        saved = tuple(entry if entry.item == item else uow.save(replace(entry, item=item)) for entry in found)
        done = "parked" if item == PARKED else f"moved to {title}"
        uow.step(meeting.id, f"{_names(work, saved)}: {done}")
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
    """Puts one entry in the bin, as `remove_entries` does. Raises RuleError. Durable on return."""
    outcome = remove_entries(work, entry_ids=(entry_id,))
    return Outcome(outcome.value[0], outcome.changes)


def remove_entries(work: Work, *, entry_ids: tuple[str, ...]) -> Outcome[tuple[Entry, ...]]:
    """Puts entries in the bin, where they stay for the life of the draft, their actions with them.

    One undo step. Raises RuleError when one is there already. Durable on return.
    """
    with work.writing() as uow:
        found, meeting = _selected(uow, entry_ids)
        saved = []
        for entry in found:
            take_action_off(uow, entry)
            open_issue_again(uow, entry)
            present = uow.get(Entry, entry.id)
            saved.append(uow.save(replace(present, removed=True, settles_issue_id=None)))
        uow.step(meeting.id, f"{_names(work, tuple(saved))}: removed")
        return Outcome(tuple(saved), uow.changes)


def bring_back(work: Work, *, entry_id: str) -> Outcome[Entry]:
    """Takes one entry out of the bin as `bring_back_entries` does. Raises RuleError. Durable on return."""
    outcome = bring_back_entries(work, entry_ids=(entry_id,))
    return Outcome(outcome.value[0], outcome.changes)


def bring_back_entries(work: Work, *, entry_ids: tuple[str, ...]) -> Outcome[tuple[Entry, ...]]:
    """Takes entries and their actions out of the bin. One undo step.

    Raises RuleError for one that is in the record, or whose words went elsewhere. Durable on return.
    """
    if not entry_ids:
        raise RuleError("Choose at least one entry.", field="entries")
    with work.writing() as uow:
        found = [uow.get(Entry, entry_id) for entry_id in dict.fromkeys(entry_ids)]
        meeting = writable_meeting(uow, found[0].meeting_id)
        for entry in found:
            if entry.meeting_id != meeting.id:
                raise RuleError(_TWO_MEETINGS, field="entries")
            if not entry.removed:
                raise RuleError("This entry is in the record already.")
            if entry.went_elsewhere:
                raise RuleError("The words of this entry stand elsewhere; there is nothing to bring back.")
        saved = tuple(_brought_back(work, uow, meeting, entry) for entry in found)
        uow.step(meeting.id, f"{_names(work, saved)}: brought back")
        return Outcome(saved, uow.changes)


def set_handling(
    work: Work, *, entry_id: str, handling: Handling, recipients: tuple[str, ...] = ()
) -> Outcome[Entry]:
    """Says how far one entry may travel, as `set_handlings` does. Raises RuleError, NotFound. Durable."""
    outcome = set_handlings(work, entry_ids=(entry_id,), handling=handling, recipients=recipients)
    return Outcome(outcome.value[0], outcome.changes)


def set_handlings(
    work: Work, *, entry_ids: tuple[str, ...], handling: Handling, recipients: tuple[str, ...] = ()
) -> Outcome[tuple[Entry, ...]]:
    """Says how far entries may travel. Named recipients are agency codes. One undo step.

    Raises RuleError when named recipients are missing, NotFound for an unknown one. Durable on return.
    """
    with work.writing() as uow:
        found, meeting = _selected(uow, entry_ids)
        named = tuple(dict.fromkeys(recipients)) if handling is Handling.NAMED_RECIPIENTS else ()
        if handling is Handling.NAMED_RECIPIENTS and not named:
            raise RuleError("Who may have it? Name at least one agency.", field="recipients")
        for code in named:
            known_agency(uow, work, code)
        saved = tuple(
            entry
            if (entry.handling, entry.recipients) == (handling, named)
            else uow.save(replace(entry, handling=handling, recipients=named))
            for entry in found
        )
        if saved != found:
            uow.step(meeting.id, f"{_names(work, saved)}: handling")
        return Outcome(saved, uow.changes)


def keep_reworded(uow: UnitOfWork, entry: Entry, text: str) -> Entry:
    """Saves an entry with another text; the action or decision that stands in it takes the text too.

    The words as typed in the room stay. Raises StaleRevision. Durable when the unit is left.
    """
    saved = uow.save(replace(entry, text=text))
    _reword_record(uow, saved)
    return saved


def _reword_record(uow: UnitOfWork, entry: Entry) -> None:
    if entry.entry_kind is EntryKind.ACTION:
        for action in uow.all(Action, entry_id=entry.id, removed=False):
            uow.save(replace(action, text=entry.text))
    elif entry.entry_kind is EntryKind.DECISION:
        for decision in uow.all(Decision, entry_id=entry.id):
            uow.save(replace(decision, decided=entry.text))


def _brought_back(work: Work, uow: UnitOfWork, meeting: Meeting, entry: Entry) -> Entry:
    unanswered = is_unanswered(uow, entry)
    outcome = IssueOutcome.OPEN if unanswered else entry.outcome
    saved = uow.save(replace(entry, removed=False, outcome=outcome))
    if entry.entry_kind is EntryKind.ACTION:
        put_action_back(uow, entry)
    elif entry.entry_kind is EntryKind.DECISION:
        decision_of_entry(work, uow, meeting, saved)
    return saved


def _selected(uow: UnitOfWork, entry_ids: tuple[str, ...]) -> tuple[tuple[Entry, ...], Meeting]:
    if not entry_ids:
        raise RuleError("Choose at least one entry.", field="entries")
    pairs = [writable_entry(uow, entry_id) for entry_id in dict.fromkeys(entry_ids)]
    if len({meeting.id for _, meeting in pairs}) > 1:
        raise RuleError(_TWO_MEETINGS, field="entries")
    return tuple(entry for entry, _ in pairs), pairs[0][1]


def _name(work: Work, entry: Entry) -> str:
    return f"Entry of {work.clock_time(entry.captured_at)}"


def _names(work: Work, entries: tuple[Entry, ...]) -> str:
    return _name(work, entries[0]) if len(entries) == 1 else f"{len(entries)} entries"
