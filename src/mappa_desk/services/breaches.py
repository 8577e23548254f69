"""Breaches: a document reached somebody whom it was not for. Opened, added to, closed with an outcome."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.copies import Breach, CopyEventKind
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.limits import check_text
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import DocumentGiven
from mappa_desk.services.copy_events import events_of, keep_event
from mappa_desk.services.filing import required
from mappa_desk.services.work import Work
from mappa_desk.store.work import UnitOfWork


def open_breach(
    work: Work,
    *,
    meeting_id: str,
    what: str,
    found_on: date,
    document_id: str = "",
    who_has_it: str = "",
    found_by: str = "",
    recalled_on: date | None = None,
) -> Outcome[Breach]:
    """Opens a breach. A copy that it is about is from then on known to be in the wrong hands.

    `what` says in plain words what happened; `document_id` is the id of the copy's line of the register,
    empty when no registered copy is known to be concerned. Raises RuleError for missing words, a day still to
    come or out of order, and a copy of another meeting; NotFound. Durable on return.
    """
    with work.writing() as uow:
        uow.get(Meeting, meeting_id)
        breach = _checked(
            work,
            uow,
            Breach(
                id=work.new_id(),
                meeting_id=meeting_id,
                document_id=document_id,
                what=required(what, "What happened?", field="what"),
                who_has_it=who_has_it,
                found_on=found_on,
                found_by=found_by,
                recalled_on=recalled_on,
                at=work.now(),
            ),
        )
        kept = uow.save(breach)
        _mark_copy(work, uow, kept)
        uow.note("breach opened", Meeting.KIND, meeting_id)
        return Outcome(kept, uow.changes)


def edit_breach(work: Work, *, breach: Breach) -> Outcome[Breach]:
    """Adds to an open breach: who has it, when it was recalled, to whom it was reported and when.

    What it is about (`meeting_id`, `document_id`, `at`) and how it ended stay as they are. Raises RuleError
    for a closed breach and as `open_breach`; StaleRevision. Durable on return.
    """
    with work.writing() as uow:
        held = _open(uow, breach.id)
        what = required(breach.what, "What happened?", field="what")
        wanted = replace(
            breach,
            what=what,
            meeting_id=held.meeting_id,
            document_id=held.document_id or breach.document_id,
            outcome=held.outcome,
            closed_on=None,
            at=held.at,
        )
        kept = uow.save(_checked(work, uow, wanted))
        _mark_copy(work, uow, kept)
        uow.note("breach changed", Meeting.KIND, kept.meeting_id)
        return Outcome(kept, uow.changes)


def close_breach(work: Work, *, breach_id: str, outcome: str, on: date) -> Outcome[Breach]:
    """Closes a breach. `outcome` says how it ended and, where it was reported to nobody, why.

    Raises RuleError for no outcome, a day still to come or before it was found, and a breach that is closed;
    NotFound. Durable on return.
    """
    with work.writing() as uow:
        held = _open(uow, breach_id)
        told = required(outcome, "How did it end?", field="outcome")
        if on < held.found_on:
            raise RuleError("It was found after this day.", field="closed_on")
        kept = uow.save(_checked(work, uow, replace(held, outcome=told, closed_on=on)))
        uow.note("breach closed", Meeting.KIND, kept.meeting_id)
        return Outcome(kept, uow.changes)


def breaches(work: Work, *, meeting_id: str = "", open_only: bool = False) -> tuple[Breach, ...]:
    """The breaches of one meeting or of all, newest first."""
    chosen = {"meeting_id": meeting_id} if meeting_id else {}
    with work.reading() as reading:
        found = reading.all(Breach, order_by=("-found_on", "-at"), **chosen)
    return tuple(one for one in found if not open_only or one.closed_on is None)


def _open(uow: UnitOfWork, breach_id: str) -> Breach:
    held = uow.get(Breach, breach_id)
    if held.closed_on is not None:
        raise RuleError("This breach is closed. Open a new one for what came to light since.")
    return held


def _checked(work: Work, uow: UnitOfWork, breach: Breach) -> Breach:
    today = work.today()
    for day, field in (
        (breach.found_on, "found_on"),
        (breach.recalled_on, "recalled_on"),
        (breach.reported_on, "reported_on"),
        (breach.closed_on, "closed_on"),
    ):
        if day is not None and day > today:
            raise RuleError("This day is still to come.", field=field)
    for day, field, what in (
        (breach.recalled_on, "recalled_on", "recalled"),
        (breach.reported_on, "reported_on", "reported"),
    ):
        if day is not None and day < breach.found_on:
            raise RuleError(f"It cannot be {what} before it was found.", field=field)
    if breach.document_id:
        given = uow.get(DocumentGiven, breach.document_id)
        if given.meeting_id != breach.meeting_id:
            raise RuleError("This copy belongs to another meeting.", field="document_id")
    told = replace(
        breach,
        who_has_it=check_text(breach.who_has_it.strip(), field="who_has_it"),
        found_by=check_text(breach.found_by.strip(), field="found_by"),
        reported_to=check_text(breach.reported_to.strip(), field="reported_to"),
        reference=check_text(breach.reference.strip(), field="reference"),
    )
    if bool(told.reported_to) != (told.reported_on is not None):
        raise RuleError("Say both to whom it was reported and on which day.", field="reported_to")
    return told


def _mark_copy(work: Work, uow: UnitOfWork, breach: Breach) -> None:
    """Tells the copy's own history, once each: in wrong hands, and asked back."""
    if not breach.document_id:
        return
    known = {event.event_kind for event in events_of(uow, uow.get(DocumentGiven, breach.document_id))}
    for kind, on in (
        (CopyEventKind.WRONG_RECIPIENT, breach.found_on),
        (CopyEventKind.RECALLED, breach.recalled_on),
    ):
        if on is not None and kind not in known:
            keep_event(work, uow, document_id=breach.document_id, kind=kind, on=on, told_by=breach.found_by)
