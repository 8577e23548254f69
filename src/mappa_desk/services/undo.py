"""Undo and redo of what was done to a meeting's record: each writes new revisions, nothing is forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace

from mappa_desk.domain.actions import Action
from mappa_desk.domain.cases import Case
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.contacts import Contact
from mappa_desk.domain.contributions import Entry, EntryKind, IssueOutcome
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.identifiers import meeting_reference
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.people import Person
from mappa_desk.domain.records import Record
from mappa_desk.services.action_history import check_not_dealt_with, note_turned
from mappa_desk.services.contacts import in_use
from mappa_desk.services.filing import SEALED_OFF, is_unanswered, writable_meeting
from mappa_desk.services.sittings import leave_the_room
from mappa_desk.services.work import Work
from mappa_desk.store.kept import UndoStep
from mappa_desk.store.queries.steps import turning_point
from mappa_desk.store.tables import RECORD_TYPES
from mappa_desk.store.work import Reading, UnitOfWork

_CHANGED_SINCE = "This was changed again since, so it cannot be taken back by itself."
_DONE_SINCE = "Something else was done in {} since. Take that back there first; nothing was taken back here."


def undo(work: Work, *, meeting_id: str) -> Outcome[str]:
    """Takes back the last change of this meeting's record and gives it in words ("Entry at 10:14").

    Raises RuleError when there is nothing to take back, when something since stands against it, and once the
    minutes are approved. Durable on return.
    """
    with work.writing() as uow:
        writable_meeting(uow, meeting_id)
        step, _ = turning_point(uow, meeting_id)
        if step is None:
            raise RuleError("There is nothing to undo in this meeting.")
        return Outcome(_undo(work, uow, step), uow.changes)


def undo_steps(work: Work, *, steps: Sequence[tuple[str, int]]) -> Outcome[tuple[str, ...]]:
    """Takes back these steps of several meetings, all or none; each is a meeting's id and a step's number.

    Gives them in words, the last first. Raises RuleError as `undo`, and where a meeting's record was changed
    since by another step, which has to be taken back there first. Durable on return.
    """
    with work.writing() as uow:
        words = []
        for meeting_id, number in reversed(steps):
            step, _ = turning_point(uow, meeting_id)
            if step is None or step.id != number:
                raise RuleError(_DONE_SINCE.format(_number_of(uow, meeting_id)))
            words.append(_undo(work, uow, step))
        return Outcome(tuple(words), uow.changes)


def _number_of(reading: Reading, meeting_id: str) -> str:
    meeting = reading.get(Meeting, meeting_id)
    return meeting_reference(reading.get(Case, meeting.case_id).reference, meeting.number)


def _undo(work: Work, uow: UnitOfWork, step: UndoStep) -> str:
    meeting = writable_meeting(uow, step.meeting_id)
    for part in reversed(step.parts):
        _turn(work, uow, meeting.id, (part.kind, part.record_id), since=part.after, to=part.before)
    _fit_issues(uow)
    leave_the_room(uow, meeting)
    uow.mark_undone(step.id, undone=True)
    return step.label


def redo(work: Work, *, meeting_id: str) -> Outcome[str]:
    """Does again what undo took back last; gives it in words. Raises as `undo`. Durable on return."""
    with work.writing() as uow:
        meeting = writable_meeting(uow, meeting_id)
        _, step = turning_point(uow, meeting_id)
        if step is None:
            raise RuleError("There is nothing to redo in this meeting.")
        for part in step.parts:
            _turn(work, uow, meeting_id, (part.kind, part.record_id), since=part.before, to=part.after)
        _fit_issues(uow)
        leave_the_room(uow, meeting)
        uow.mark_undone(step.id, undone=False)
        return Outcome(step.label, uow.changes)


def undo_words(reading: Reading, meeting: Meeting) -> tuple[str, str, int]:
    """What undo and what redo would do, in words, and the number of the step that undo would take back.

    Empty words and 0 where there is nothing.
    """
    if meeting.state in SEALED_OFF:
        return "", "", 0
    done, undone = turning_point(reading, meeting.id)
    return done.label if done else "", undone.label if undone else "", done.id if done else 0


def _turn(work: Work, uow: UnitOfWork, meeting_id: str, key: tuple[str, str], *, since: int, to: int) -> None:
    """Turns one record from its revision `since` to its revision `to`; 0 means that it was not there."""
    record_type = RECORD_TYPES[key[0]]
    history = uow.revisions(record_type, key[1])
    wanted = history[to - 1].body if to else None
    left = history[since - 1].body if since else None
    present = uow.find(record_type, key[1])
    if isinstance(present, Person | Contact) and in_use(uow, present, since):
        return
    if wanted is None:
        if present is not None:
            _take_away(uow, present)
        return
    if present is None:
        uow.save(replace(wanted, revision=history[-1].number))
        return
    turned = _without_gone_issue(uow, _merged(present, left, wanted))
    saved = present if turned == present else uow.save(turned)
    if isinstance(saved, Action) and isinstance(present, Action):
        step = (left, wanted) if isinstance(left, Action) and isinstance(wanted, Action) else None
        note_turned(work, uow, present, saved, meeting_id, step=step)


def _fit_issues(uow: UnitOfWork) -> None:
    """Opens each issue whose answer is gone, where one of the two went into another record since."""
    turned = [uow.find(Entry, entry_id) for entry_id in uow.changes.of(Entry.KIND)]
    entries = [entry for entry in turned if entry is not None]
    wanted = {entry.id for entry in entries} | {entry.settles_issue_id or "" for entry in entries}
    for issue_id in sorted(wanted):
        issue = uow.find(Entry, issue_id)
        if issue is None or issue.removed or issue.entry_kind is not EntryKind.ISSUE:
            continue
        if is_unanswered(uow, issue):
            uow.save(replace(issue, outcome=IssueOutcome.OPEN))


def _without_gone_issue(uow: UnitOfWork, turned: Record) -> Record:
    """The record as it is turned; it settles no issue whose words went into another record since."""
    if not isinstance(turned, Entry) or turned.settles_issue_id is None:
        return turned
    issue = uow.find(Entry, turned.settles_issue_id)
    return (
        turned if issue is not None and not issue.went_elsewhere else replace(turned, settles_issue_id=None)
    )


def _take_away(uow: UnitOfWork, record: Record) -> None:
    """What the step made goes. An entry goes to the bin, an action's number stays taken.

    Raises RuleError for an action that a later meeting dealt with.
    """
    if isinstance(record, Action):
        check_not_dealt_with(uow, record)
    if isinstance(record, Entry | Action):
        if not record.removed:
            uow.save(replace(record, removed=True))
    elif not isinstance(record, Decision):
        uow.remove(record)


def _merged(present: Record, left: Record | None, wanted: Record) -> Record:
    """The present record with the fields of the step turned. Raises RuleError for one changed since.

    An action that is made anew comes out of the bin as it is: what was told of it meanwhile stands.
    """
    if left is None and isinstance(present, Action) and present.removed:
        return replace(present, removed=False)
    if left is None:
        return replace(wanted, revision=present.revision)
    changed = {}
    for name in (field.name for field in fields(present) if field.name != "revision"):
        before, after, now = getattr(left, name), getattr(wanted, name), getattr(present, name)
        if after in (before, now):
            continue
        opened = name == "outcome" and now is IssueOutcome.OPEN  # by `_fit_issues`
        if now != before and not opened:
            raise RuleError(_CHANGED_SINCE)
        changed[name] = after
    return replace(present, **changed) if changed else present
