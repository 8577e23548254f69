"""What becomes of copies after they were given out: recalled, returned, lost, found. Append only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mappa_desk.domain.calendar_words import long_date
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.copies import CopyEvent, CopyEventKind
from mappa_desk.domain.copies_rules import MISSED, CopyState, recall_overdue
from mappa_desk.domain.copies_rules import copy_state as state_of
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.limits import check_text
from mappa_desk.domain.minutes import DocumentGiven
from mappa_desk.services.handing_out import NOT_WRITTEN
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading, UnitOfWork

_NOT_AGAIN = {
    CopyEventKind.RECALLED: CopyState.RECALLED,
    CopyEventKind.RETURNED: CopyState.RETURNED,
    CopyEventKind.DESTROYED: CopyState.DESTROYED,
    CopyEventKind.LOST: CopyState.LOST,
    CopyEventKind.WRONG_RECIPIENT: CopyState.WRONG_HANDS,
}
_SAID = {
    CopyState.RECALLED: "This copy is recalled already.",
    CopyState.RETURNED: "This copy is returned already.",
    CopyState.DESTROYED: "This copy is destroyed already.",
    CopyState.LOST: "This copy is lost already.",
    CopyState.WRONG_HANDS: "It is known already that somebody else has this copy.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyStanding:
    """One copy of the register and where it stands."""

    given: DocumentGiven
    events: tuple[CopyEvent, ...]
    """Oldest first."""
    state: CopyState
    overdue: bool = False


def add_event(
    work: Work,
    *,
    document_id: str,
    kind: CopyEventKind,
    on: date,
    told_by: str = "",
    note: str = "",
) -> Outcome[CopyEvent]:
    """Keeps what became of one copy. Nothing takes it back: what was wrong is put right by the next event.

    `document_id` is the id of its line of the register, `on` the day on which it happened. Raises RuleError
    for a day before it was given out or still to come, for a copy that was never written, for what is known
    already, for "destroyed" without who said so, and for "found" of a copy that nobody misses; NotFound.
    Durable on return.
    """
    with work.writing() as uow:
        kept = keep_event(work, uow, document_id=document_id, kind=kind, on=on, told_by=told_by, note=note)
        return Outcome(kept, uow.changes)


def keep_event(
    work: Work,
    uow: UnitOfWork,
    *,
    document_id: str,
    kind: CopyEventKind,
    on: date,
    told_by: str = "",
    note: str = "",
) -> CopyEvent:
    """As `add_event`, in a unit of work that is open. Durable when the unit is left."""
    given = uow.get(DocumentGiven, document_id)
    _check_written(uow, given)
    check_day(work, on, given)
    state = state_of(events_of(uow, given))
    if kind is CopyEventKind.FOUND and state not in MISSED:
        raise RuleError("Nobody misses this copy, so it cannot be found.", field="kind")
    if _NOT_AGAIN.get(kind) is state:
        raise RuleError(_SAID[state], field="kind")
    teller = check_text(told_by.strip(), field="told_by")
    if kind is CopyEventKind.DESTROYED and not teller:
        raise RuleError("Who says that it was destroyed?", field="told_by")
    kept = uow.save(
        CopyEvent(
            id=work.new_id(),
            meeting_id=given.meeting_id,
            document_id=given.id,
            event_kind=kind,
            happened_on=on,
            told_by=teller,
            note=check_text(note.strip(), field="note"),
            at=work.now(),
        )
    )
    uow.note(f"copy {kind.value.replace('_', ' ')}", DocumentGiven.KIND, given.id)
    return kept


def copy_state(work: Work, *, document_id: str) -> CopyStanding:
    """Where one copy stands today. Raises NotFound."""
    with work.reading() as reading:
        given = reading.get(DocumentGiven, document_id)
        return _standing(reading, given, work.today())


def recalls_due(work: Work, *, on: date | None = None) -> tuple[CopyStanding, ...]:
    """Copies of all meetings that should be back or destroyed by that day and are not; longest overdue first.

    `on` is today unless it is given.
    """
    day = on or work.today()
    with work.reading() as reading:
        lines = [one for one in reading.all(DocumentGiven) if one.recall_by is not None]
        written = [one for one in lines if not is_taken_back(reading, one)]
        standing = [_standing(reading, one, day) for one in written]
    overdue = [one for one in standing if one.overdue]
    return tuple(sorted(overdue, key=lambda one: (one.given.recall_by or day, one.given.at, one.given.id)))


def events_of(reading: Reading, given: DocumentGiven) -> tuple[CopyEvent, ...]:
    """What became of one copy, oldest first."""
    return reading.all(CopyEvent, order_by=("at", "id"), document_id=given.id)


def is_taken_back(reading: Reading, given: DocumentGiven) -> bool:
    """True for a line whose file could not be put in its place, and for the line that says so."""
    if given.how == NOT_WRITTEN:
        return True
    twins = reading.all(DocumentGiven, meeting_id=given.meeting_id, sha256=given.sha256, how=NOT_WRITTEN)
    return any(
        (one.document, one.version, one.copy_number) == (given.document, given.version, given.copy_number)
        for one in twins
    )


def check_day(work: Work, on: date, given: DocumentGiven, *, field: str = "on") -> None:
    """Refuses a day still to come or before the copy was given out. Raises RuleError."""
    if on > work.today():
        raise RuleError("This day is still to come.", field=field)
    day = work.day_of(given.at)
    if on < day:
        raise RuleError(f"The copy was given out on {long_date(day)}, after this day.", field=field)


def _check_written(reading: Reading, given: DocumentGiven) -> None:
    if is_taken_back(reading, given):
        raise RuleError("This copy was never written, so nothing became of it.")


def _standing(reading: Reading, given: DocumentGiven, on: date) -> CopyStanding:
    events = events_of(reading, given)
    return CopyStanding(
        given=given, events=events, state=state_of(events), overdue=recall_overdue(given, events, on)
    )
