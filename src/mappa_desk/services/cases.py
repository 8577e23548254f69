"""Cases: opened once under a reference, edited with the history of category, level and lead agency kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mappa_desk.domain.action_lives import RELEASE_MOVED
from mappa_desk.domain.actions import Action, ActionState, DeadlineKind
from mappa_desk.domain.cases import Case, Category, Level, Standing, Whereabouts
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.chasing import UrgentChange
from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.domain.identifiers import case_reference_fault
from mappa_desk.domain.limits import check_text
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import DocumentGiven
from mappa_desk.domain.reviews import check_level
from mappa_desk.domain.since_last import changes_since
from mappa_desk.domain.views import CaseRow, CaseView
from mappa_desk.services.after_minutes import copies_as_they_stand
from mappa_desk.services.due_dates import redate, with_release
from mappa_desk.services.filing import known_agency, required
from mappa_desk.services.meeting_record import standing_decisions
from mappa_desk.services.work import Work
from mappa_desk.store.queries import lists
from mappa_desk.store.work import Reading, UnitOfWork


def open_case(
    work: Work,
    *,
    reference: str,
    name: str = "",
    also_known_as: tuple[str, ...] = (),
    date_of_birth: date | None = None,
    category: Category | None = None,
    level: Level = Level.TWO,
    lead_agency: str = "",
    lead_officer: str = "",
    whereabouts: Whereabouts = Whereabouts.NOT_KNOWN,
    addresses: tuple[str, ...] = (),
    release_on: date | None = None,
    visor_reference: str = "",
    summary: str = "",
    referral_accepted_on: date | None = None,
) -> Outcome[Case]:
    """Opens a case under a reference of its own, with the first line of its standing.

    Raises RuleError for an empty, taken or ambiguous reference, for Category 3 at Level 1
    (Category 3 is managed at Level 2 or 3 only) and for a referral accepted after today. Durable on return.
    """
    with work.writing() as uow:
        case = Case(
            id=work.new_id(),
            reference=reference,
            name=name.strip(),
            also_known_as=also_known_as,
            date_of_birth=date_of_birth,
            category=category,
            level=level,
            lead_agency=lead_agency,
            lead_officer=lead_officer.strip(),
            whereabouts=whereabouts,
            addresses=addresses,
            release_on=release_on,
            visor_reference=visor_reference.strip(),
            summary=summary.strip(),
            opened_on=work.today(),
            practice=work.vault.practice,
            referral_accepted_on=referral_accepted_on,
        )
        return Outcome(start_case(work, uow, case), uow.changes)


def start_case(work: Work, uow: UnitOfWork, case: Case) -> Case:
    """Saves a new case with the first line of its standing in this unit of work. Raises as `open_case`."""
    kept = uow.save(_checked(work, uow, case))
    uow.save(_standing(work, kept, reason="Case opened"))
    return kept


def stand_in(work: Work, uow: UnitOfWork, case: Case, *, closed_on: date | None, reason: str) -> Case:
    """Closes a case, or opens it again, in this unit of work, with the reason in its standing."""
    kept = uow.save(replace(case, closed_on=closed_on))
    uow.save(_standing(work, kept, reason=reason))
    return kept


def edit_case(work: Work, *, case: Case, reason: str = "") -> Outcome[Case]:
    """Saves a changed case; another category, level or lead agency is added to its standing with the reason.

    So is the day on which a case is closed, and that it is opened again. A changed release date moves the
    open actions that are due before release. Raises RuleError as `open_case`, StaleRevision when the case was
    changed meanwhile. Durable on return.
    """
    with work.writing() as uow:
        before = uow.get(Case, case.id)
        checked = _checked(work, uow, case)
        if replace(checked, revision=before.revision) == before:
            return Outcome(before)
        kept = uow.save(checked)
        if _stands(kept) != _stands(before):
            uow.save(_standing(work, kept, reason=reason.strip()))
        if kept.release_on != before.release_on:
            _move_with_release(work, uow, kept)
        return Outcome(kept, uow.changes)


def list_cases(work: Work) -> tuple[CaseRow, ...]:
    """Every case with its numbers, by reference."""
    with work.reading() as reading:
        return lists.case_rows(reading, on=work.today())


def case_view(work: Work, *, case_id: str) -> CaseView:
    """A case with everything that hangs on it. Raises NotFound."""
    with work.reading() as reading:
        case = reading.get(Case, case_id)
        meetings = reading.all(Meeting, order_by="number", case_id=case_id)
        return CaseView(
            case=case,
            standings=reading.all(Standing, order_by="since", case_id=case_id),
            meetings=meetings,
            actions=reading.all(Action, order_by="tag", case_id=case_id, removed=False),
            decisions=tuple(
                decision for meeting in meetings for decision in standing_decisions(reading, meeting.id)
            ),
            documents=copies_as_they_stand(
                reading,
                (
                    document
                    for meeting in meetings
                    for document in reading.all(DocumentGiven, order_by="at", meeting_id=meeting.id)
                ),
            ),
            urgent_changes=changes_since(reading.all(UrgentChange, case_id=case_id), None),
        )


def case_by_reference(work: Work, *, reference: str) -> Case:
    """The case with this reference. Raises NotFound with a sentence that names the reference."""
    with work.reading() as reading:
        case = find_case(reading, reference)
    if case is None:
        raise NotFound(f"There is no case {reference.strip()}.", field="reference")
    return case


def find_case(reading: Reading, reference: str) -> Case | None:
    """The case with this reference as typed, else with its letters as capitals; None when there is none."""
    typed = reference.strip()
    for wanted in (typed, typed.upper()):
        found = reading.all(Case, reference=wanted)
        if found:
            return found[0]
    return None


def add_standing(
    work: Work, uow: UnitOfWork, case: Case, *, meeting_id: str, since: date, reason: str
) -> None:
    """Adds a line to the history of category, level and lead agency after a meeting decided."""
    uow.save(_standing(work, case, meeting_id=meeting_id, since=since, reason=reason))


def _checked(work: Work, uow: UnitOfWork, case: Case) -> Case:
    reference = required(case.reference, "A case needs a reference.", field="reference")
    fault = case_reference_fault(reference)
    if fault:
        raise RuleError(f"The reference {fault}.", field="reference")
    taken = find_case(uow, reference)
    if taken is not None and taken.id != case.id:
        raise RuleError(f"There is a case {taken.reference} already.", field="reference")
    check_level(case.category, case.level)
    accepted = case.referral_accepted_on
    if accepted is not None and accepted > work.today():
        raise RuleError("A referral is accepted today or on an earlier day.", field="referral_accepted_on")
    if case.lead_agency:
        known_agency(uow, work, case.lead_agency)
    check_text(case.summary, field="summary")
    return replace(case, reference=reference)


def _stands(case: Case) -> tuple[Category | None, Level, str, date | None]:
    return case.category, case.level, case.lead_agency, case.closed_on


def _standing(
    work: Work, case: Case, *, reason: str, meeting_id: str | None = None, since: date | None = None
) -> Standing:
    return Standing(
        id=work.new_id(),
        case_id=case.id,
        since=since or work.today(),
        category=case.category,
        level=case.level,
        lead_agency=case.lead_agency,
        meeting_id=meeting_id,
        reason=reason,
    )


def _move_with_release(work: Work, uow: UnitOfWork, case: Case) -> None:
    for action in uow.all(Action, case_id=case.id, state=ActionState.OPEN, removed=False):
        if action.deadline.kind is not DeadlineKind.BEFORE_RELEASE:
            continue
        moved = with_release(work, uow, action.deadline, case)
        if moved != action.deadline:
            redate(work, uow, action, moved, note=RELEASE_MOVED)
