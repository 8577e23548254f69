"""Issues raised: each is settled by a decision, by an action, or by a reason for none."""

from __future__ import annotations

from dataclasses import replace

from mappa_desk.domain.actions import Action, Deadline
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.contributions import Entry, EntryKind, IssueOutcome
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.limits import check_text
from mappa_desk.domain.meetings import Meeting
from mappa_desk.services.actions import action_of_entry
from mappa_desk.services.decisions import decision_of_entry
from mappa_desk.services.filing import file_entry, writable_entry
from mappa_desk.services.work import Work
from mappa_desk.store.work import UnitOfWork

_KINDS = {IssueOutcome.DECISION: EntryKind.DECISION, IssueOutcome.ACTION: EntryKind.ACTION}


def settle_issue(
    work: Work, *, entry_id: str, outcome: IssueOutcome, reason: str = "", by_entry_id: str | None = None
) -> Outcome[Entry]:
    """Settles a raised issue by a decision, by an action, or by a reasoned no action; OPEN opens it again.

    `by_entry_id` is the entry of the decision or action that answers it. One undo step. Raises RuleError when
    that entry or the reason is missing or of the wrong kind, or settles another issue. Durable on return.
    """
    with work.writing() as uow:
        issue, meeting = _issue(uow, entry_id)
        why = check_text(reason.strip(), field="reason")
        if outcome is IssueOutcome.NO_ACTION and not why:
            raise RuleError("Why is nothing to be done about it?", field="reason")
        answer = _answer(uow, issue, outcome, by_entry_id)
        saved = _settle(uow, issue, outcome, why, answer)
        uow.step(meeting.id, f"{_name(work, issue)}: issue {outcome.value.replace('_', ' ')}")
        return Outcome(saved, uow.changes)


def answer_with_action(
    work: Work,
    *,
    entry_id: str,
    text: str,
    owner_agency: str = "",
    owner_name: str = "",
    owner_role: str = "",
    owner_attendance_id: str | None = None,
    deadline: Deadline = Deadline(),  # noqa: B008 - a frozen value
) -> Outcome[Action]:
    """Makes an action right behind a raised issue, which it settles. A missing owner or date is a gap.

    One undo step for both. Raises RuleError for what is no issue and for an empty text, NotFound for an
    unknown agency or person. Durable on return.
    """
    with work.writing() as uow:
        issue, meeting = _issue(uow, entry_id)
        answer = _filed(work, uow, issue, text, EntryKind.ACTION)
        fresh = Action(
            id=work.new_id(),
            case_id=meeting.case_id,
            meeting_id=meeting.id,
            entry_id=answer.id,
            tag="",
            text=answer.text,
            owner_agency=owner_agency,
            owner_name=owner_name.strip(),
            owner_role=owner_role.strip(),
            owner_attendance_id=owner_attendance_id,
            deadline=deadline,
        )
        action = action_of_entry(work, uow, meeting, answer, fresh)
        _settle(uow, issue, IssueOutcome.ACTION, "", answer)
        uow.step(meeting.id, f"{_name(work, issue)}: issue settled by action {action.place}")
        return Outcome(action, uow.changes)


def answer_with_decision(work: Work, *, entry_id: str, decided: str, because: str = "") -> Outcome[Decision]:
    """Takes a decision right behind a raised issue, which it settles. A missing reason is a gap.

    One undo step for both. Raises RuleError for what is no issue and for empty words. Durable on return.
    """
    with work.writing() as uow:
        issue, meeting = _issue(uow, entry_id)
        answer = _filed(work, uow, issue, decided, EntryKind.DECISION)
        fresh = Decision(
            id=work.new_id(),
            meeting_id=meeting.id,
            entry_id=answer.id,
            number=0,
            decided=answer.text,
            because=because,
        )
        decision = decision_of_entry(work, uow, meeting, answer, fresh)
        _settle(uow, issue, IssueOutcome.DECISION, "", answer)
        uow.step(meeting.id, f"{_name(work, issue)}: issue settled by decision {decision.number}")
        return Outcome(decision, uow.changes)


def _issue(uow: UnitOfWork, entry_id: str) -> tuple[Entry, Meeting]:
    issue, meeting = writable_entry(uow, entry_id)
    if issue.entry_kind is not EntryKind.ISSUE:
        raise RuleError("Only an issue is settled in this way.", field="entry")
    return issue, meeting


def _filed(work: Work, uow: UnitOfWork, issue: Entry, text: str, kind: EntryKind) -> Entry:
    """The entry that answers an issue, right behind it and as restricted as the issue is."""
    meeting = uow.get(Meeting, issue.meeting_id)
    entry = file_entry(
        work,
        uow,
        meeting=meeting,
        item=issue.item,
        text=text,
        words=None,
        kind=kind,
        handling=issue.handling,
        after_id=issue.id,
    )
    closed = issue.closed_part_id or entry.closed_part_id
    restricted = replace(entry, recipients=issue.recipients, closed_part_id=closed)
    return entry if restricted == entry else uow.save(restricted)


def _settle(uow: UnitOfWork, issue: Entry, outcome: IssueOutcome, why: str, answer: Entry | None) -> Entry:
    for other in uow.all(Entry, meeting_id=issue.meeting_id, settles_issue_id=issue.id):
        if answer is None or other.id != answer.id:
            uow.save(replace(other, settles_issue_id=None))
    if answer is not None and answer.settles_issue_id != issue.id:
        uow.save(replace(uow.get(Entry, answer.id), settles_issue_id=issue.id))
    present = uow.get(Entry, issue.id)
    return uow.save(replace(present, outcome=outcome, outcome_reason=why))


def _answer(uow: UnitOfWork, issue: Entry, outcome: IssueOutcome, by_entry_id: str | None) -> Entry | None:
    wanted = _KINDS.get(outcome)
    if wanted is None:
        return None
    if by_entry_id is None:
        raise RuleError(f"Which {wanted.value} answers it?", field="by_entry")
    answer = uow.get(Entry, by_entry_id)
    if answer.removed or answer.meeting_id != issue.meeting_id or answer.entry_kind is not wanted:
        raise RuleError(f"That entry is no {wanted.value} of this meeting.", field="by_entry")
    if answer.settles_issue_id not in (None, issue.id):
        other = uow.find(Entry, answer.settles_issue_id or "")
        if other is not None and not other.removed and other.outcome is outcome:
            raise RuleError(
                f"This {wanted.value} settles another issue already. Say so as the reason for no action.",
                field="by_entry",
            )
    return answer


def _name(work: Work, entry: Entry) -> str:
    return f"Entry of {work.clock_time(entry.captured_at)}"
