"""Decisions with their reasons, who disagreed and how that was resolved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mappa_desk.domain.cases import Level
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.contributions import Entry, EntryKind, Handling
from mappa_desk.domain.decisions import Decision, DecisionKind, Dissent
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.limits import check_text
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.reviews import check_level
from mappa_desk.services.drafts import LINE
from mappa_desk.services.filing import file_entry, required, writable_entry, writable_meeting
from mappa_desk.services.meeting_record import standing_decisions
from mappa_desk.services.work import Work
from mappa_desk.store.work import UnitOfWork


def take_decision(
    work: Work,
    *,
    meeting_id: str,
    item: str,
    decided: str,
    because: str = "",
    heading: str = "",
    kind: DecisionKind = DecisionKind.OTHER,
    agency: str = "",
    dissent: tuple[Dissent, ...] = (),
    dissent_asked: bool = False,
    also_considered: str = "",
    resolved: str = "",
    takes_effect: date | None = None,
    level: Level | None = None,
    words: str | None = None,
    handling: Handling = Handling.NORMAL,
) -> Outcome[Decision]:
    """Takes a decision with its entry, numbered within the meeting. A missing reason is a gap, no error.

    `words` is the line as it was typed; given, the line's draft is dropped in the same transaction. One undo
    step. Raises RuleError for empty words and for Category 3 at Level 1. Durable on return.
    """
    with work.writing() as uow:
        meeting = writable_meeting(uow, meeting_id)
        entry = file_entry(
            work,
            uow,
            meeting=meeting,
            item=item,
            text=decided,
            words=words,
            kind=EntryKind.DECISION,
            agency=agency,
            handling=handling,
        )
        decision = decision_of_entry(
            work,
            uow,
            meeting,
            entry,
            Decision(
                id=work.new_id(),
                meeting_id=meeting_id,
                entry_id=entry.id,
                number=0,
                decision_kind=kind,
                heading=heading,
                decided=entry.text,
                because=because,
                also_considered=also_considered,
                dissent=dissent,
                dissent_asked=dissent_asked,
                resolved=resolved,
                takes_effect=takes_effect,
                level=level,
            ),
        )
        if words is not None:
            uow.drop_draft(meeting_id, LINE)
        uow.step(meeting_id, f"Decision {decision.number} at {work.clock_time(entry.captured_at)}")
        return Outcome(decision, uow.changes)


def revise_decision(work: Work, *, decision: Decision) -> Outcome[Decision]:
    """Saves a changed decision; its entry takes the new words. Number and place stay. One undo step.

    Raises RuleError for empty words, Category 3 at Level 1 and approved minutes, StaleRevision. Durable on
    return.
    """
    with work.writing() as uow:
        saved = keep_revised(uow, decision)
        if uow.changes:
            uow.step(saved.meeting_id, f"Decision {saved.number}: changed")
        return Outcome(saved, uow.changes)


def keep_revised(uow: UnitOfWork, decision: Decision) -> Decision:
    """Saves a changed decision in this unit of work as `revise_decision` does; one that is as kept stays.

    Raises RuleError, StaleRevision. Durable when the unit is left.
    """
    kept = uow.get(Decision, decision.id)
    entry, meeting = writable_entry(uow, kept.entry_id)
    wanted = replace(decision, meeting_id=kept.meeting_id, entry_id=kept.entry_id, number=kept.number)
    checked = _checked(meeting, wanted)
    if replace(checked, revision=kept.revision) == kept:
        return kept
    saved = uow.save(checked)
    if entry.text != saved.decided:
        uow.save(replace(entry, text=saved.decided))
    return saved


def decision_of_entry(
    work: Work, uow: UnitOfWork, meeting: Meeting, entry: Entry, fresh: Decision | None = None
) -> Decision:
    """Saves the decision of an entry: the one it had, else `fresh` (or a bare one) with the next number.

    Durable when the unit is left. Raises RuleError as `take_decision`.
    """
    had = uow.all(Decision, entry_id=entry.id)
    others = [one for one in standing_decisions(uow, meeting.id) if one.entry_id != entry.id]
    following = max((one.number for one in others), default=0) + 1
    if had:
        taken = any(one.number == had[0].number for one in others)
        kept = replace(had[0], decided=entry.text, number=following if taken else had[0].number)
        return had[0] if kept == had[0] else uow.save(kept)
    if fresh is None:
        fresh = Decision(
            id=work.new_id(), meeting_id=meeting.id, entry_id=entry.id, number=0, decided=entry.text
        )
    return uow.save(_checked(meeting, replace(fresh, number=following)))


def _checked(meeting: Meeting, decision: Decision) -> Decision:
    if decision.decision_kind is DecisionKind.LEVEL:
        if decision.level is not None:
            check_level(meeting.category, decision.level)
    elif decision.level is not None:
        raise RuleError("Only a level decision names a level.", field="level")
    return replace(
        decision,
        decided=required(decision.decided, "What was decided?", field="decided"),
        because=check_text(decision.because.strip(), field="because"),
        heading=check_text(decision.heading.strip(), field="heading"),
        also_considered=check_text(decision.also_considered.strip(), field="also_considered"),
        resolved=check_text(decision.resolved.strip(), field="resolved"),
        dissent=tuple(
            Dissent(agency=one.agency, why=check_text(one.why.strip(), field="dissent"))
            for one in decision.dissent
        ),
        dissent_asked=decision.dissent_asked or bool(decision.dissent),
    )
