"""What comes in about actions between meetings: replies with their source, and the owner's yes or no."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from mappa_desk.domain.action_lives import own_note
from mappa_desk.domain.actions import Acceptance, Action, ActionEventKind, ActionState, Channel, Deadline
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.limits import check_text
from mappa_desk.services.action_history import in_turn, note_event
from mappa_desk.services.action_reviews import Review, give_outcome
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading, UnitOfWork

REPLIES = (
    ActionEventKind.UPDATED,
    ActionEventKind.DONE,
    ActionEventKind.DONE_LATE,
    ActionEventKind.OVERTAKEN,
    ActionEventKind.NOT_DONE,
    ActionEventKind.WITHDRAWN,
    ActionEventKind.REDATED,
    ActionEventKind.TRANSFERRED,
    ActionEventKind.REOPENED,
)
"""What can be kept between meetings. Only a review carries an action over."""
_OF_SETTLED = (ActionEventKind.UPDATED, ActionEventKind.REOPENED)
_DATED = (ActionEventKind.REDATED, ActionEventKind.TRANSFERRED)
_SAID = {
    Acceptance.ACCEPTED: ActionEventKind.ACCEPTED,
    Acceptance.ON_BEHALF: ActionEventKind.ACCEPTED_ON_BEHALF,
    Acceptance.OBJECTED: ActionEventKind.OBJECTED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What came in about one action between meetings."""

    action_id: str
    outcome: ActionEventKind = ActionEventKind.UPDATED
    """One of `REPLIES`."""
    came_by: Channel = Channel.NOT_SAID
    told_by: str = ""
    note: str = ""
    """What was said, or the reason where one is due."""
    evidence: str = ""
    """What shows it: a letter and its date, a reference in a case system."""
    on: date | None = None
    """The day on which it was done; today unless given."""
    due: Deadline | None = None
    """The new date, for REDATED and TRANSFERRED."""
    owner_agency: str = ""
    owner_name: str = ""
    owner_role: str = ""
    chase_id: str | None = None
    """The call or reminder that it answers."""


def record_reply(
    work: Work,
    *,
    action_id: str,
    came_by: Channel = Channel.NOT_SAID,
    told_by: str = "",
    note: str = "",
    outcome: ActionEventKind = ActionEventKind.UPDATED,
    on: date | None = None,
    evidence: str = "",
    due: Deadline | None = None,
    owner_agency: str = "",
    owner_name: str = "",
    owner_role: str = "",
    chase_id: str | None = None,
) -> Outcome[Action]:
    """Keeps what came in about an action between meetings, with how it came in, from whom and what shows it.

    The arguments are those of `Reply`. An update needs words or evidence, a new date and what was not simply
    done a reason, a transfer its new owner, who has to accept anew. Nothing changes the minutes of a meeting
    that is over. Raises RuleError, NotFound. Durable on return.
    """
    reply = Reply(
        action_id=action_id, came_by=came_by, told_by=told_by, note=note, outcome=outcome, on=on,
        evidence=evidence, due=due, owner_agency=owner_agency, owner_name=owner_name, owner_role=owner_role,
        chase_id=chase_id,
    )  # fmt: skip
    kept = record_replies(work, replies=(reply,))
    return Outcome(kept.value[0], kept.changes)


def record_replies(work: Work, *, replies: Sequence[Reply]) -> Outcome[tuple[Action, ...]]:
    """Keeps several replies, all or none. Raises as `record_reply`. Durable on return."""
    with work.writing() as uow:
        kept = tuple(keep_reply(work, uow, reply) for reply in replies)
        return Outcome(kept, uow.changes)


def keep_reply(work: Work, uow: UnitOfWork, reply: Reply) -> Action:
    """Keeps one reply in this unit of work, as `record_reply` does. Durable when the unit is left."""
    action = in_the_record(uow, reply.action_id)
    _check_reply(work, action, reply)
    review = Review(
        outcome=reply.outcome,
        note=own_note(check_text(reply.note.strip(), field="note")),
        told_by=check_text(reply.told_by.strip(), field="told_by"),
        on=reply.on or work.today(),
        due=reply.due,
        owner=(reply.owner_agency, reply.owner_name.strip(), reply.owner_role.strip()),
        came_by=reply.came_by,
        evidence=check_text(reply.evidence.strip(), field="evidence"),
        chase_id=reply.chase_id,
    )
    return give_outcome(at_once(work, uow, action.id), uow, action, review)


def accept_action(
    work: Work,
    *,
    action_id: str,
    acceptance: Acceptance = Acceptance.ACCEPTED,
    by: str = "",
    came_by: Channel = Channel.NOT_SAID,
    objection: str = "",
    evidence: str = "",
) -> Outcome[Action]:
    """Keeps what the owner of an open action said to it between meetings: yes, yes on their behalf, or no.

    `by` is who said so; it is needed on somebody's behalf, and that person undertakes to tell the owner.
    Raises RuleError for a missing name or reason and an action that is settled. Durable on return.
    """
    if acceptance not in _SAID:
        raise RuleError("Accepted, accepted on behalf, or objected to.", field="acceptance")
    who, why = check_text(by.strip(), field="by"), own_note(check_text(objection.strip(), field="objection"))
    on_behalf, objects = acceptance is Acceptance.ON_BEHALF, acceptance is Acceptance.OBJECTED
    if on_behalf and not who:
        raise RuleError("Who takes it for the owner and undertakes to tell them?", field="by")
    if objects and not why:
        raise RuleError("Why does the owner object?", field="objection")
    with work.writing() as uow:
        action = in_the_record(uow, action_id)
        if action.state is not ActionState.OPEN:
            raise RuleError(f"Action {action.tag} is settled already. Open it again first.", field="outcome")
        now = at_once(work, uow, action.id)
        kept = uow.save(
            replace(
                action,
                acceptance=acceptance,
                accepted_at=now.now(),
                on_behalf_taken_by=who if on_behalf else "",
                objection=why if objects else "",
            )
        )
        note_event(
            now,
            uow,
            kept,
            _SAID[acceptance],
            note=why if objects else "",
            told_by=who,
            came_by=came_by,
            evidence=check_text(evidence.strip(), field="evidence"),
        )
        return Outcome(kept, uow.changes)


def at_once(work: Work, reading: Reading, action_id: str) -> Work:
    """The same work as of this moment: all lines of one doing bear one time, by which they go together.

    It lies after the newest line of the action's history, whatever the clock says.
    """
    return work.at(in_turn(reading, action_id, work.clock.now(), apart=True))


def in_the_record(reading: Reading, action_id: str) -> Action:
    """The action, unless it is in the bin. Raises RuleError for one that is, NotFound."""
    action = reading.get(Action, action_id)
    if action.removed:
        raise RuleError("This action was removed; bring it back first.")
    return action


def _check_reply(work: Work, action: Action, reply: Reply) -> None:
    if reply.outcome not in REPLIES:
        raise RuleError("This can be kept only at a review.", field="outcome")
    if reply.outcome is ActionEventKind.UPDATED and not (reply.note.strip() or reply.evidence.strip()):
        raise RuleError("What was said?", field="note")
    if reply.due is not None and reply.outcome not in _DATED:
        raise RuleError("A new date goes with “New date” or “New owner”.", field="due")
    if reply.on is not None and reply.on > work.today():
        raise RuleError("The day on which it was done is still to come.", field="on")
    if action.state is not ActionState.OPEN and reply.outcome not in _OF_SETTLED:
        raise RuleError(f"Action {action.tag} is settled already. Open it again first.", field="outcome")
